//! The clouds that resources of Azure AI Language lie in.

use crate::url::Endpoint;

/// The scope of a token, by the cloud that the endpoint lies in (reference, section 6).
pub(in crate::service) fn scope(endpoint: &Endpoint) -> String {
    let host = endpoint.origin().host();
    let cloud = if host.ends_with(".azure.us") || host.ends_with(".microsoft.us") {
        "azure.us"
    } else if host.ends_with(".azure.cn") {
        "azure.cn"
    } else {
        "azure.com"
    };
    format!("https://cognitiveservices.{cloud}/.default")
}
