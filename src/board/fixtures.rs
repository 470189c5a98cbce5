//! Jobs and lanes for the tests of the board's parts.

use std::rc::Rc;

use crate::Job;
use crate::service::{AzureLanguage, Family, Limits, Pace, Rate};

use super::JobKey;
use super::clients::Client;
use super::histories::Histories;
use super::jobs::entry::Entry;
use super::jobs::terms::Terms;
use super::lanes::lane::Lane;
use super::lanes::{LaneId, Lanes};

pub(super) fn client() -> Client {
    let service = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    Client { number: 0, service: Rc::new(service) }
}

/// Returns the ids of two lanes.
pub(super) fn lane_ids() -> [LaneId; 2] {
    let mut lanes = Lanes::default();
    ["authoring", "runtime"].map(|api| lanes.at("https://contoso.example", api, || None))
}

/// Returns a lane that allows this many reads in a minute.
pub(super) fn lane_with_reads(count: u32) -> Lane {
    let reads = Some(Rate { count, window_ms: 60_000 });
    let limits = Limits { reads, floor_ms: 250, ..Limits::default() };
    Lane::new("https://contoso.example".to_owned(), "azure-language".to_owned(), limits)
}

pub(super) fn entry(key: JobKey, url: &str, lane: LaneId, now: u64) -> Entry {
    let (service, operation) = ("azure-language".to_owned(), "train".to_owned());
    let job = Job { service, operation, project: None, id: key.to_string(), url: url.to_owned() };
    let terms = Terms { client: client(), pace: Pace::default() };
    let history = Histories::default().of("azure-language train".to_owned());
    Entry::new(key, job, Rc::new(terms), lane, history, now)
}

/// Returns the request that reads a job's status.
pub(super) fn request(url: &str) -> crate::Request {
    entry(1, url, lane_ids()[0], 0).status_request().unwrap()
}
