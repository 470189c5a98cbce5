//! Requests and answers.

pub(crate) mod answer;
pub(crate) mod fetch;
pub(crate) mod request;
pub(crate) mod save_target;
