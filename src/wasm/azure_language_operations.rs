//! The operations of `AzureLanguage` beside export and import, for JavaScript: each builder is a
//! line over one that asks the core's table.

use js_sys::{JSON, Object};
use wasm_bindgen::prelude::*;

use crate::service::Operation;
use crate::service::azure_language::Arguments;
use crate::{Error, Result};

use super::AzureLanguage;
use super::error::Thrown;
use super::fields::{Fields, get, is_absent, keys_of, kind, list_of, text_argument};

/// Names that stand in a path: what each is, and its value.
type Names<'a> = &'a [(Name, &'a JsValue)];

#[derive(Clone, Copy)]
enum Name {
    Project,
    Deployment,
    Model,
    Job,
}

impl AzureLanguage {
    /// The request of any operation. The last argument is its body where it has one, and else its
    /// parameters.
    fn build(&self, operation: Operation, names: Names<'_>, last: &JsValue) -> Thrown<JsValue> {
        let mut arguments = Arguments::new();
        for (name, value) in names {
            let (what, place) = match name {
                Name::Project => ("The project name", &mut arguments.project),
                Name::Deployment => ("The deployment name", &mut arguments.deployment),
                Name::Model => ("The model label", &mut arguments.model),
                Name::Job => ("The job id", &mut arguments.job),
            };
            *place = Some(text_argument(what, value)?);
        }
        let mut body = JsValue::UNDEFINED;
        if self.contract().takes_body(operation) {
            let json = if is_absent(last) { "{}".to_owned() } else { json_of(last)? };
            body = json.as_str().into();
            arguments.body = Some(json.into_bytes());
        } else {
            arguments.parameters = parameters_of(last)?;
        }
        let mut request = self.contract().operation_request(operation, &arguments)?;
        request.body = None;
        self.client().finish(request, body)
    }
}

fn json_of(value: &JsValue) -> Result<String> {
    let json = value.is_object().then(|| JSON::stringify(value).ok()).flatten();
    json.and_then(|json| json.as_string()).ok_or_else(|| {
        Error::invalid_argument(format!(
            "The body must be an object that JSON can hold, and is {}.",
            kind(value)
        ))
    })
}

fn parameters_of(options: &JsValue) -> Result<Vec<(String, String)>> {
    Fields::of("options", options).end()?;
    if is_absent(options) {
        return Ok(Vec::new());
    }
    let names = keys_of(options).and_then(|keys| list_of(&keys)).unwrap_or_default();
    let mut parameters = Vec::new();
    for name in names.iter().filter_map(|name| name.as_string()) {
        let value = get(options, &name);
        if value.is_undefined() {
            continue;
        }
        let text = value.as_string().or_else(|| {
            let is_plain = value.as_f64().is_some() || value.as_bool().is_some();
            is_plain.then(|| JSON::stringify(&value).ok()?.as_string()).flatten()
        });
        let Some(text) = text else {
            return Err(Error::invalid_argument(format!(
                "options.{name} must be a string, a number or a boolean, and is {}.",
                kind(&value)
            )));
        };
        // The one name that JavaScript spells otherwise.
        let name = if name == "maxPageSize" { "maxpagesize".to_owned() } else { name };
        parameters.push((name, text));
    }
    Ok(parameters)
}

/// Makes builders: what it is, its names in Rust and in JavaScript, its operation, the names in its
/// path, and the type of its last argument.
macro_rules! builders {
    ($($doc:literal $name:ident $js:ident $operation:ident [$($part:ident $place:ident),*] $last:tt)*) => {
        #[wasm_bindgen]
        impl AzureLanguage {
            $(
                #[doc = $doc]
                #[wasm_bindgen(js_name = $js, unchecked_return_type = "HttpRequest")]
                pub fn $name(
                    &self,
                    $(#[wasm_bindgen(unchecked_param_type = "string")] $part: &JsValue,)*
                    #[wasm_bindgen(unchecked_optional_param_type = $last)] options: &JsValue,
                ) -> Thrown<JsValue> {
                    self.build(Operation::$operation, &[$((Name::$place, $part)),*], options)
                }
            )*
        }
    };
}

builders! {
    "Lists the projects." projects_request projectsRequest ListProjects [] "PageOptions"
    "Reads a project's metadata." project_request projectRequest GetProject [project Project] "{}"
    "Makes a project, or changes its metadata." create_project_request createProjectRequest CreateProject [project Project] "object"
    "Deletes a project, as a job." delete_project_request deleteProjectRequest DeleteProject [project Project] "{}"
    "Trains a model, as a job." train_request trainRequest Train [project Project] "TrainOptions"
    "Lists the training jobs." training_jobs_request trainingJobsRequest ListTrainingJobs [project Project] "PageOptions"
    "Reads a training job." training_job_request trainingJobRequest GetTrainingJob [project Project, job Job] "{}"
    "Cancels training." cancel_training_request cancelTrainingRequest CancelTraining [project Project, job Job] "{}"
    "Lists the trained models." models_request modelsRequest ListModels [project Project] "PageOptions"
    "Reads a trained model." model_request modelRequest GetModel [project Project, model Model] "{}"
    "Deletes a trained model." delete_model_request deleteModelRequest DeleteModel [project Project, model Model] "{}"
    "Reads the scores of a model." evaluation_summary_request evaluationSummaryRequest EvaluationSummary [project Project, model Model] "{}"
    "Lists what a model made of its test set." evaluation_request evaluationRequest EvaluationResult [project Project, model Model] "PageOptions & { stringIndexType?: string }"
    "Evaluates a model anew, as a job." evaluate_request evaluateRequest Evaluate [project Project, model Model] "EvaluationOptions"
    "Lists the deployments." deployments_request deploymentsRequest ListDeployments [project Project] "PageOptions"
    "Reads a deployment." deployment_request deploymentRequest GetDeployment [project Project, deployment Deployment] "{}"
    "Deploys a model, as a job." deploy_request deployRequest Deploy [project Project, deployment Deployment] "DeployOptions"
    "Deletes a deployment, as a job." delete_deployment_request deleteDeploymentRequest DeleteDeployment [project Project, deployment Deployment] "{}"
    "Makes a model's snapshot the working copy, as a job." load_snapshot_request loadSnapshotRequest LoadSnapshot [project Project, model Model] "{}"
    "At the target: permits a copy." authorize_copy_request authorizeCopyRequest AuthorizeCopy [project Project] "object"
    "At the source: copies a project, as a job." copy_request copyRequest Copy [project Project] "object"
    "Lists the resources to deploy to." resources_request resourcesRequest ListResources [project Project] "PageOptions"
    "Adds resources to deploy to, as a job." assign_resources_request assignResourcesRequest AssignResources [project Project] "object"
    "Takes resources away, as a job." unassign_resources_request unassignResourcesRequest UnassignResources [project Project] "object"
    "Deletes a deployment from some resources, as a job." delete_from_resources_request deleteFromResourcesRequest DeleteFromResources [project Project, deployment Deployment] "object"
    "Lists the deployments to this resource." deployment_resources_request deploymentResourcesRequest ListDeploymentResources [] "PageOptions"
    "Lists the training configurations." training_config_versions_request trainingConfigVersionsRequest ListTrainingConfigVersions [] "PageOptions & { projectKind: string }"
    "Lists the languages." languages_request languagesRequest ListLanguages [] "PageOptions & { projectKind?: string }"
    "Lists the prebuilt entities." prebuilt_entities_request prebuiltEntitiesRequest ListPrebuiltEntities [] "PageOptions & { projectKind?: string; language?: string; multilingual?: boolean }"
}

#[wasm_bindgen]
impl AzureLanguage {
    /// Swaps the models of two deployments, as a job.
    #[wasm_bindgen(js_name = swapDeploymentsRequest, unchecked_return_type = "HttpRequest")]
    pub fn swap_deployments_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] project: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] first: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] second: &JsValue,
    ) -> Thrown<JsValue> {
        let body = Object::new();
        super::fields::set(&body, "firstDeploymentName", first);
        super::fields::set(&body, "secondDeploymentName", second);
        self.build(Operation::SwapDeployments, &[(Name::Project, project)], &body)
    }

    /// The request of the page that follows one that was read; `undefined` after the last.
    #[wasm_bindgen(js_name = nextRequest, unchecked_return_type = "HttpRequest | undefined")]
    pub fn next_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ nextLink?: string | null }")] page: &JsValue,
    ) -> Thrown<JsValue> {
        let fields = Fields::of("page", page);
        let link = fields.text("nextLink").filter(|link| !link.trim().is_empty());
        fields.end()?;
        let Some(link) = link else { return Ok(JsValue::UNDEFINED) };
        self.client().finish(self.contract().next_request(&link)?, JsValue::UNDEFINED)
    }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
export interface PageOptions {
  top?: number;
  skip?: number;
  maxPageSize?: number;
}

export interface EvaluationOptions {
  kind?: string;
  trainingSplitPercentage?: number;
  testingSplitPercentage?: number;
}

export interface TrainOptions {
  modelLabel: string;
  /** Required for text. */
  trainingConfigVersion?: string;
  /** Required for conversations: `standard` or `advanced`. */
  trainingMode?: string;
  evaluationOptions?: EvaluationOptions;
}

export interface DeployOptions {
  trainedModelLabel: string;
  assignedResourceIds?: string[];
}
";
