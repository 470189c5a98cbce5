//! A resource of Azure AI Language: projects, models, deployments, and the jobs that create them.
//! Written from the contract, without the crate's own paths and readers.

use std::collections::BTreeMap;

use export_jobs::{Method, Request, Response};
use serde_json::{Value, json};

/// The duration of jobs: as recorded, except for training, which is shortened.
const JOB_MS: u64 = 2_000;
const TRAINING_MS: u64 = 30_000;
/// Text and conversations keep a job for a week.
const KEPT_MS: u64 = 7 * 86_400_000;

#[derive(Clone)]
pub struct Project {
    pub file: Value,
    pub created_at: u64,
    pub modified_at: u64,
    pub models: Vec<Model>,
    pub deployments: Vec<Deployment>,
    /// Old trainings that are still listed.
    pub trainings: Vec<Model>,
}

#[derive(Clone)]
pub struct Model {
    pub label: String,
    pub id: String,
    pub trained_at: u64,
    pub config: String,
    pub mode: String,
    pub split: u64,
}

#[derive(Clone)]
pub struct Deployment {
    pub name: String,
    pub model_id: String,
}

struct Job {
    project: String,
    begun_at: u64,
    ends_at: u64,
    work: Work,
    is_done: bool,
    failure: Option<String>,
}

enum Work {
    Export(Value),
    Import(Value),
    Train(Value),
    Deploy { name: String, label: String },
    Copy,
}

/// The operations that it received and carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub exports: u32,
    pub imports: u32,
    pub trainings: u32,
    pub deployments: u32,
    pub copies: u32,
}

pub struct Region {
    pub origin: String,
    pub family: &'static str,
    pub projects: BTreeMap<String, Project>,
    pub tally: Tally,
    /// Jobs that appear to succeed but fail: the next import or training fails at the service.
    pub fails: Option<&'static str>,
    jobs: BTreeMap<String, Job>,
    next_id: u32,
    /// Copies to another region, which the world carries over.
    pub copied: Vec<(String, Value)>,
}

/// Returns RFC 3339 in whole seconds, like the service.
pub fn date(ms: u64) -> String {
    let seconds = ms / 1_000;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    format!(
        "2026-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        1 + days / 28,
        1 + days % 28,
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

fn answer(status: u16, headers: &[(&str, String)], body: Option<Value>) -> Response {
    Response {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        body: body.map(|it| it.to_string().into_bytes()).unwrap_or_default(),
        received_at_ms: 0,
    }
}

fn ok(body: Value) -> Response {
    answer(200, &[], Some(body))
}

fn refused(status: u16, code: &str) -> Response {
    answer(status, &[], Some(json!({ "error": { "code": code, "message": format!("{code}.") } })))
}

fn list(items: impl Iterator<Item = Value>) -> Response {
    ok(json!({ "value": items.collect::<Vec<_>>(), "nextLink": null }))
}

impl Region {
    pub fn new(origin: &str, family: &'static str) -> Self {
        Self {
            origin: origin.to_owned(),
            family,
            projects: BTreeMap::new(),
            tally: Tally::default(),
            fails: None,
            jobs: BTreeMap::new(),
            next_id: 0,
            copied: Vec::new(),
        }
    }

    /// A project that was trained and deployed long ago.
    pub fn put(&mut self, file: &Value, models: &[&str], deployments: &[(&str, &str)]) {
        let name = file["metadata"]["projectName"].as_str().unwrap().to_owned();
        let models = models.iter().map(|label| Model {
            label: (*label).to_owned(),
            id: format!("{label}-20260101-{}", self.family),
            trained_at: 1_000,
            config: "2022-09-01".to_owned(),
            mode: "advanced".to_owned(),
            split: 70,
        });
        let models: Vec<_> = models.collect();
        let id_of = |label: &str| models.iter().find(|it| it.label == label).unwrap().id.clone();
        let deployments = deployments
            .iter()
            .map(|(name, label)| Deployment { name: (*name).to_owned(), model_id: id_of(label) });
        let deployments = deployments.collect();
        let trainings = models.clone();
        let file = file.clone();
        let project =
            Project { file, created_at: 0, modified_at: 5_000, models, deployments, trainings };
        self.projects.insert(name, project);
    }

    /// Returns whether a job under way will replace a project.
    pub fn is_replacing(&self) -> bool {
        let replaces = |job: &Job| matches!(job.work, Work::Import(_) | Work::Copy) && !job.is_done;
        self.jobs.values().any(replaces) || !self.copied.is_empty()
    }

    /// Forgets every job, as after more than a week.
    pub fn forget_jobs(&mut self) {
        self.jobs.clear();
    }

    fn job(&mut self, project: &str, path: &str, now: u64, work: Work) -> Response {
        self.next_id += 1;
        let id = format!("job-{}_639034272000000000", self.next_id);
        let takes = if matches!(work, Work::Train(_)) { TRAINING_MS } else { JOB_MS };
        let url = format!(
            "{}/language/authoring/{}/projects/{project}/{path}/jobs/{id}?api-version=2023-04-01",
            self.origin, self.family
        );
        let (begun_at, ends_at) = (now, now + takes);
        let failure = self.fails.take().map(str::to_owned);
        let project = project.to_owned();
        let job = Job { project, begun_at, ends_at, work, is_done: false, failure };
        self.jobs.insert(id, job);
        answer(202, &[("operation-location", url)], None)
    }

    /// Lets time pass. Finished jobs take effect, once.
    pub fn advance(&mut self, now: u64) {
        let ids: Vec<_> = self.jobs.keys().cloned().collect();
        for id in ids {
            let job = self.jobs.get_mut(&id).unwrap();
            if job.is_done || now < job.ends_at {
                continue;
            }
            job.is_done = true;
            if job.failure.is_some() {
                continue;
            }
            let (at, project) = (job.ends_at, job.project.clone());
            match &job.work {
                Work::Export(_) => {}
                Work::Copy => {
                    let file = self.projects[&project].file.clone();
                    self.copied.push((project, file));
                }
                Work::Import(file) => {
                    let file = file.clone();
                    self.projects.insert(
                        project,
                        Project {
                            file,
                            created_at: at,
                            modified_at: at,
                            models: Vec::new(),
                            deployments: Vec::new(),
                            trainings: Vec::new(),
                        },
                    );
                }
                Work::Train(body) => {
                    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
                    let split = body["evaluationOptions"]["trainingSplitPercentage"].as_u64();
                    let model = Model {
                        label: text("modelLabel"),
                        id: format!("{}-{id}", text("modelLabel")),
                        trained_at: at,
                        config: text("trainingConfigVersion"),
                        mode: text("trainingMode"),
                        split: split.unwrap_or(80),
                    };
                    // The project may have been deleted.
                    let Some(project) = self.projects.get_mut(&project) else { continue };
                    project.models.retain(|it| it.label != model.label);
                    project.models.push(model);
                }
                Work::Deploy { name, label } => {
                    let (name, label) = (name.clone(), label.clone());
                    let Some(project) = self.projects.get_mut(&project) else { continue };
                    let model = project.models.iter().find(|it| it.label == label);
                    let Some(model) = model else { continue };
                    let model_id = model.id.clone();
                    project.deployments.retain(|it| it.name != name);
                    project.deployments.push(Deployment { name, model_id });
                }
            }
        }
        self.jobs.retain(|_, job| now < job.begun_at + KEPT_MS);
    }

    pub fn answer(&mut self, request: &Request, now: u64) -> Response {
        self.advance(now);
        let path = request.url.strip_prefix(&self.origin).expect("the own origin");
        let (path, query) = path.split_once('?').expect("an api-version");
        assert!(query.contains("api-version=2023-"), "{query}");
        let base = format!("/language/authoring/{}/projects", self.family);
        let rest = path.strip_prefix(&base).expect("the own family");
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        let body = || serde_json::from_slice::<Value>(request.body.as_ref().unwrap()).unwrap();
        let Some(name) = parts.first().copied() else {
            let all: Vec<_> = self.projects.keys().map(|name| self.metadata(name)).collect();
            return list(all.into_iter());
        };
        if parts.get(1) != Some(&":import")
            && parts.get(1) != Some(&"import")
            && !parts.contains(&"jobs")
            && parts.get(1) != Some(&":authorize-copy")
            && !self.projects.contains_key(name)
        {
            return refused(404, "ProjectNotFound");
        }
        match (request.method, &parts[1..]) {
            (Method::Get, []) => ok(self.metadata(name)),
            (Method::Post, [":export"]) => {
                self.tally.exports += 1;
                let file = self.projects[name].file.clone();
                self.job(name, "export", now, Work::Export(file))
            }
            (Method::Post, [":import"]) => {
                self.tally.imports += 1;
                let file = body();
                assert_eq!(file["metadata"]["projectName"], name, "the name in the file");
                self.job(name, "import", now, Work::Import(file))
            }
            (Method::Post, [":authorize-copy"]) => ok(json!({
                "projectKind": body()["projectKind"], "targetProjectName": name,
                "accessToken": "secret-token-of-the-copy", "expiresAt": date(now + 3_600_000),
                "targetResourceId": "/subscriptions/1/west", "targetResourceRegion": "westeurope",
            })),
            (Method::Post, [":copy"]) => {
                assert_eq!(body()["accessToken"], "secret-token-of-the-copy");
                self.tally.copies += 1;
                self.job(name, "copy", now, Work::Copy)
            }
            (Method::Post, [":train"]) => {
                self.tally.trainings += 1;
                self.job(name, "train", now, Work::Train(body()))
            }
            (Method::Put, ["deployments", deployment]) => {
                let label = body()["trainedModelLabel"].as_str().unwrap().to_owned();
                if !self.projects[name].models.iter().any(|it| it.label == label) {
                    return refused(404, "NotFound");
                }
                self.tally.deployments += 1;
                let work = Work::Deploy { name: (*deployment).to_owned(), label };
                self.job(name, &format!("deployments/{deployment}"), now, work)
            }
            (Method::Get, ["models"]) => {
                let models = self.projects[name].models.clone();
                list(models.iter().map(model))
            }
            (Method::Get, ["models", label]) => {
                let found = self.projects[name].models.iter().find(|it| it.label == *label);
                found.map_or_else(|| refused(404, "NotFound"), |found| ok(model(found)))
            }
            (Method::Get, ["models", label, "evaluation", "summary-result"]) => {
                let found = self.projects[name].models.iter().find(|it| it.label == *label);
                found.map_or_else(|| refused(404, "NotFound"), |found| ok(self.evaluation(found)))
            }
            (Method::Get, ["deployments"]) => {
                let deployments = self.projects[name].deployments.clone();
                list(deployments.iter().map(|it| {
                    json!({
                        "deploymentName": it.name, "modelId": it.model_id,
                        "lastTrainedDateTime": date(1_000), "lastDeployedDateTime": date(2_000),
                        "deploymentExpirationDate": "2027-10-28",
                        "modelTrainingConfigVersion": "2022-09-01",
                    })
                }))
            }
            (Method::Get, ["train", "jobs"]) => {
                let jobs = self.jobs.iter().filter(|(_, job)| job.project == name);
                let jobs = jobs.filter(|(_, job)| matches!(job.work, Work::Train(_)));
                let jobs = jobs.map(|(id, job)| status(id, job, now));
                let project = self.projects.get(name);
                let old = project.into_iter().flat_map(|it| &it.trainings).map(|it| {
                    json!({
                        "jobId": format!("old-{}", it.label), "status": "succeeded",
                        "createdDateTime": date(it.trained_at), "lastUpdatedDateTime": date(it.trained_at),
                        "expirationDateTime": date(it.trained_at + KEPT_MS),
                        "result": { "modelLabel": it.label, "trainingConfigVersion": it.config,
                            "trainingMode": it.mode, "trainingStatus": { "percentComplete": 100, "status": "succeeded" } },
                    })
                });
                let all: Vec<_> = old.chain(jobs).collect();
                list(all.into_iter())
            }
            (Method::Get, [.., "jobs", id]) => match self.jobs.get(*id) {
                Some(job) => ok(status(id, job, now)),
                None => refused(404, "OperationNotFound"),
            },
            (Method::Get, ["export", "jobs", id, "result"]) => match self.jobs.get(*id) {
                Some(Job { work: Work::Export(file), .. }) => ok(file.clone()),
                _ => refused(404, "OperationNotFound"),
            },
            (method, rest) => panic!("{} {rest:?}", method.as_str()),
        }
    }

    fn metadata(&self, name: &str) -> Value {
        let project = &self.projects[name];
        let mut metadata = project.file["metadata"].clone();
        metadata["createdDateTime"] = date(project.created_at).into();
        metadata["lastModifiedDateTime"] = date(project.modified_at).into();
        metadata
    }

    /// Better with more training data, and the same in each region.
    fn evaluation(&self, model: &Model) -> Value {
        let figure = 0.5 + model.split as f64 / 200.0;
        let summary = |list: &str| {
            json!({
                list: { "A": { "f1": figure, "precision": figure, "recall": figure,
                    "truePositiveCount": 3, "trueNegativeCount": 0, "falsePositiveCount": 1, "falseNegativeCount": 1 } },
                "confusionMatrix": {}, "microF1": figure, "microPrecision": figure, "microRecall": figure,
                "macroF1": figure, "macroPrecision": figure, "macroRecall": figure,
            })
        };
        let options = json!({ "kind": "percentage", "trainingSplitPercentage": model.split,
            "testingSplitPercentage": 100 - model.split });
        if self.family == "analyze-conversations" {
            json!({ "intentsEvaluation": summary("intents"), "entitiesEvaluation": summary("entities"),
                "evaluationOptions": options })
        } else {
            json!({ "projectKind": "CustomEntityRecognition", "evaluationOptions": options,
                "customEntityRecognitionEvaluation": summary("entities") })
        }
    }
}

fn model(model: &Model) -> Value {
    json!({
        "label": model.label, "modelId": model.id, "lastTrainedDateTime": date(model.trained_at),
        "lastTrainingDurationInSeconds": 30, "modelExpirationDate": "2027-10-28",
        "modelTrainingConfigVersion": model.config, "hasSnapshot": true,
    })
}

fn status(id: &str, job: &Job, now: u64) -> Value {
    let word = match (now < job.ends_at, &job.failure) {
        (true, _) if now < job.begun_at + 500 => "notStarted",
        (true, _) => "running",
        (false, None) => "succeeded",
        (false, Some(_)) => "failed",
    };
    let mut status = json!({
        "jobId": id, "createdDateTime": date(job.begun_at), "lastUpdatedDateTime": date(now),
        "expirationDateTime": date(job.begun_at + KEPT_MS), "status": word,
    });
    if word == "failed" {
        status["errors"] = json!([{ "code": "InvalidArgument", "message": job.failure }]);
    }
    if let Work::Train(body) = &job.work {
        status["result"] = json!({
            "modelLabel": body["modelLabel"], "trainingConfigVersion": body["trainingConfigVersion"],
            "trainingMode": body["trainingMode"],
            "trainingStatus": { "percentComplete": 50, "status": word },
        });
    }
    status
}
