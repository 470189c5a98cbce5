//! An invented service: its headers have the state of a job, and its files are at
//! signed URLs of another service.

use export_jobs::service::{Connection, Limits, Pace, Service};
use export_jobs::{
    ClientOptions, Credential, Error, ErrorCode, Job, JobState, JobStatus, Layout, Method, Request,
    Response, Result,
};

pub const ENDPOINT: &str = "https://reports.example";
pub const STATE: &str = "x-report-state";
pub const FILE: &str = "x-report-file";

pub struct Reports {
    connection: Connection,
}

impl Reports {
    pub fn new(credential: Option<Credential>) -> Self {
        let connection = Connection::new("reports", &ClientOptions::at(ENDPOINT)).unwrap();
        Self {
            connection: match credential {
                Some(credential) => connection.with_credential(credential),
                None => connection,
            },
        }
    }

    pub fn submission(&self) -> Request {
        self.connection.request(Method::Post, self.connection.url("/reports"))
    }

    pub fn report(&self, id: &str) -> Job {
        let url = self.connection.url(&format!("/reports/{id}"));
        self.connection.job("report", None, id.to_owned(), url)
    }
}

impl Service for Reports {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        let job = self.validate(job.clone())?;
        Ok(self.connection.request(Method::Get, job.url))
    }

    fn result_request(&self, _job: &Job, status: &JobStatus) -> Result<Request> {
        let url = status.result_url.clone().ok_or_else(|| {
            Error::new(ErrorCode::InvalidArgument, "Poll again: the report's URL is not known.")
        })?;
        Ok(Request::signed(Method::Get, url))
    }

    fn read_submission(&self, _request: &Request, response: &Response) -> Result<Job> {
        let url = response.headers.get("location").unwrap_or_default().to_owned();
        Ok(self.connection.job("report", None, "1".to_owned(), url))
    }

    fn parse_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus> {
        let word = response.headers.get(STATE).unwrap_or("no state");
        let state = match word {
            "ready" => JobState::Succeeded,
            "working" => JobState::Running,
            _ => JobState::Unknown,
        };
        let mut status = JobStatus::new(state, word);
        status.job_id = job.map(|job| job.id.clone());
        status.result_url = response.headers.get(FILE).map(str::to_owned);
        status.retry_after_ms = response.retry_after_ms();
        Ok(status)
    }

    fn status_headers(&self) -> Vec<&str> {
        vec![STATE, FILE]
    }

    fn check_result(&self, _job: &Job, response: &Response, _layout: &Layout) -> Result<()> {
        if response.status == 200 {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&response.body);
        Err(Error::new(ErrorCode::Forbidden, format!("The storage refused: {said}")))
    }

    fn job_from_url(&self, _url: &str) -> Result<Job> {
        Err(Error::new(ErrorCode::InvalidArgument, "Reports are not found by their URLs."))
    }

    fn scope(&self) -> String {
        ENDPOINT.to_owned()
    }

    fn pace(&self) -> Pace {
        Pace::default()
    }

    fn api(&self) -> &str {
        self.connection.name()
    }

    fn limits(&self) -> Limits {
        Limits::default()
    }
}
