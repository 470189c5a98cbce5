//! The clouds with resources of Azure AI Language.

use crate::service::connection::{Endpoint, Hosts};

/// The suffixes of the host names of Azure AI Language resources.
pub(in crate::service) const HOSTS: Hosts =
    &[".azure.com", ".azure.us", ".azure.cn", ".microsoft.com", ".microsoft.us"];

/// Returns the scope of a token. It depends on the cloud of the endpoint, or of the service behind
/// it (docs/contracts/azure-language.md#credentials-and-clouds).
pub(in crate::service) fn scope(endpoint: &Endpoint) -> String {
    let mut clouds = endpoint.known_hosts().map(|host| {
        if host.ends_with(".azure.us") || host.ends_with(".microsoft.us") {
            "azure.us"
        } else if host.ends_with(".azure.cn") {
            "azure.cn"
        } else {
            "azure.com"
        }
    });
    let cloud = clouds.find(|cloud| *cloud != "azure.com").unwrap_or("azure.com");
    text!("https://cognitiveservices.{}/.default", cloud)
}
