//! The clouds that resources of Azure AI Language lie in.

use crate::url::{Endpoint, Hosts};

/// Where resources of Azure AI Language are: the ends of their hosts' names.
pub(in crate::service) const HOSTS: Hosts =
    &[".azure.com", ".azure.us", ".azure.cn", ".microsoft.com", ".microsoft.us"];

/// The scope of a token, by the cloud that the endpoint lies in, or else the service behind it
/// (docs/contracts/azure-language.md#credentials-and-clouds).
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
    format!("https://cognitiveservices.{cloud}/.default")
}
