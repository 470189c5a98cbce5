//! The regions of the API.

use crate::plain;
use crate::service::connection::Hosts;

/// The suffixes of the host names of the API.
pub(super) const HOSTS: Hosts = &[".avepointonlineservices.com", ".online15.net"];

plain! {
    /// A data centre of AvePoint.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Region {
        /// The vendor's short name, as in the host name.
        pub id: &'static str,
        /// The name for people, such as `Canada (Toronto)`.
        pub name: &'static str,
        /// The base of all URLs there: the `baseUrl` of `AvePoint`.
        pub base_url: &'static str,
    }
}

macro_rules! regions {
    ($($id:literal $name:literal,)*) => {
        &[
            $(Region {
                id: $id,
                name: $name,
                base_url: concat!("https://graph-", $id, ".avepointonlineservices.com"),
            },)*
            // FedRAMP is hosted elsewhere, under another domain.
            Region {
                id: "fedramp",
                name: "US Government (FedRAMP)",
                base_url: "https://graphusgovapi.online15.net",
            },
        ]
    };
}

impl Region {
    /// The 23 regions of the documentation's overview.
    pub const ALL: &[Self] = regions![
        "au" "Australia",
        "sg" "Singapore",
        "ca" "Canada",
        "ne" "Ireland",
        "we" "Netherlands",
        "fr" "France",
        "de" "Germany",
        "jp" "Japan",
        "kr" "Korea",
        "ch" "Switzerland",
        "uk" "United Kingdom",
        "us" "United States",
        "uae" "United Arab Emirates",
        "za" "South Africa",
        "qa" "Qatar",
        "gov" "US Government",
        "aos2" "AOS 2",
        "gcp-au" "Google Cloud, Australia",
        "gcp-jp" "Google Cloud, Japan",
        "gcp-us" "Google Cloud, United States",
        "gcp-we" "Google Cloud, Western Europe",
        "gcp-kr" "Google Cloud, Korea",
    ];
}
