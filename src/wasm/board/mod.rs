//! `JobBoard`: many jobs, shared limits, all tabs.

mod arrivals;
mod awaited;
mod changes;
mod drive;
mod ended_jobs;
mod job_board;
mod link;
mod notifier;
mod notify;
mod numbered;
mod opening;
mod options;
mod page_events;
mod pending;
mod records;
mod requests;
mod results;
mod session;
mod submission;
mod tab;
mod views;
mod waiting;

pub use job_board::JobBoard;
