//! The operations of `AzureLanguage` except export and import. Each builder is one line. The other
//! facts are in the core's table.

use js_sys::{JSON, Object};
use wasm_bindgen::prelude::*;

use crate::service::Operation;
use crate::service::azure_language::Arguments;
use crate::{Error, Result};

use crate::wasm::AzureLanguage;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, get, is_absent, keys_of, kind, list_of, text_argument};

/// The names in a path, with their kinds.
type Names<'a> = &'a [(Name, &'a JsValue)];

#[derive(Clone, Copy)]
enum Name {
    Project,
    Deployment,
    Model,
    ExportedModel,
    Job,
}

impl AzureLanguage {
    /// Returns the request of an operation. The last argument is its body or, if it has none, its
    /// parameters.
    fn build(&self, operation: Operation, names: Names<'_>, last: &JsValue) -> Thrown<JsValue> {
        // The operation is checked first, because the family decides whether the last argument is a
        // body.
        self.contract().require(operation)?;
        let mut arguments = Arguments::new();
        for (name, value) in names {
            let (what, place) = match name {
                Name::Project => ("The project name", &mut arguments.project),
                Name::Deployment => ("The deployment name", &mut arguments.deployment),
                Name::Model => ("The model label", &mut arguments.model),
                Name::ExportedModel => ("The exported model's name", &mut arguments.exported_model),
                Name::Job => ("The job id", &mut arguments.job),
            };
            *place = Some(text_argument(what, value)?);
        }
        let mut body = JsValue::UNDEFINED;
        if self.contract().takes_body(operation) {
            if self.contract().needs_every_member(operation) {
                refuse_undefined(last)?;
            }
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
            "The body must be an object that JSON can hold; got {}.",
            kind(value)
        ))
    })
}

/// Refuses a member that is `undefined`, because JSON would leave it out.
fn refuse_undefined(body: &JsValue) -> Result<()> {
    let names = keys_of(body).and_then(|keys| list_of(&keys)).unwrap_or_default();
    for name in names.iter().filter_map(|name| name.as_string()) {
        if get(body, &name).is_undefined() {
            return Err(Error::invalid_argument(format!(
                "{name} is undefined. For all resources leave the body out."
            )));
        }
    }
    Ok(())
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
                "options.{name} must be a string, a number or a boolean; got {}.",
                kind(&value)
            )));
        };
        // The only name that is spelled differently in JavaScript.
        let name = if name == "maxPageSize" { "maxpagesize".to_owned() } else { name };
        parameters.push((name, text));
    }
    Ok(parameters)
}

/// Writes builders from the names in Rust and in JavaScript, the operation, and the names in its path.
macro_rules! builders {
    ($($name:ident $js:ident $operation:ident [$($part:ident $place:ident),*])*) => {
        #[wasm_bindgen]
        impl AzureLanguage {
            $(
                #[doc = concat!("The request of [`Operation::", stringify!($operation), "`].")]
                #[wasm_bindgen(js_name = $js, skip_typescript)]
                pub fn $name(
                    &self,
                    $($part: &JsValue,)*
                    options: &JsValue,
                ) -> Thrown<JsValue> {
                    self.build(Operation::$operation, &[$((Name::$place, $part)),*], options)
                }
            )*
        }
    };
}

builders! {
    projects_request projectsRequest ListProjects []
    project_request projectRequest GetProject [project Project]
    create_project_request createProjectRequest CreateProject [project Project]
    delete_project_request deleteProjectRequest DeleteProject [project Project]
    train_request trainRequest Train [project Project]
    training_jobs_request trainingJobsRequest ListTrainingJobs [project Project]
    training_job_request trainingJobRequest GetTrainingJob [project Project, job Job]
    cancel_training_request cancelTrainingRequest CancelTraining [project Project, job Job]
    models_request modelsRequest ListModels [project Project]
    model_request modelRequest GetModel [project Project, model Model]
    delete_model_request deleteModelRequest DeleteModel [project Project, model Model]
    evaluation_summary_request evaluationSummaryRequest EvaluationSummary [project Project, model Model]
    evaluation_request evaluationRequest EvaluationResult [project Project, model Model]
    evaluate_request evaluateRequest Evaluate [project Project, model Model]
    exported_models_request exportedModelsRequest ListExportedModels [project Project]
    exported_model_request exportedModelRequest GetExportedModel [project Project, name ExportedModel]
    create_exported_model_request createExportedModelRequest CreateExportedModel [project Project, name ExportedModel]
    delete_exported_model_request deleteExportedModelRequest DeleteExportedModel [project Project, name ExportedModel]
    exported_model_manifest_request exportedModelManifestRequest GetExportedModelManifest [project Project, name ExportedModel]
    deployments_request deploymentsRequest ListDeployments [project Project]
    deployment_request deploymentRequest GetDeployment [project Project, deployment Deployment]
    deploy_request deployRequest Deploy [project Project, deployment Deployment]
    delete_deployment_request deleteDeploymentRequest DeleteDeployment [project Project, deployment Deployment]
    load_snapshot_request loadSnapshotRequest LoadSnapshot [project Project, model Model]
    authorize_copy_request authorizeCopyRequest AuthorizeCopy [project Project]
    copy_request copyRequest Copy [project Project]
    resources_request resourcesRequest ListResources [project Project]
    assign_resources_request assignResourcesRequest AssignResources [project Project]
    unassign_resources_request unassignResourcesRequest UnassignResources [project Project]
    delete_from_resources_request deleteFromResourcesRequest DeleteFromResources [project Project, deployment Deployment]
    deployment_resources_request deploymentResourcesRequest ListDeploymentResources []
    training_config_versions_request trainingConfigVersionsRequest ListTrainingConfigVersions []
    languages_request languagesRequest ListLanguages []
    prebuilt_entities_request prebuiltEntitiesRequest ListPrebuiltEntities []
    sources_request sourcesRequest ListSources [project Project]
    update_sources_request updateSourcesRequest UpdateSources [project Project]
    qnas_request qnasRequest ListQnas [project Project]
    update_qnas_request updateQnasRequest UpdateQnas [project Project]
    synonyms_request synonymsRequest ListSynonyms [project Project]
    update_synonyms_request updateSynonymsRequest UpdateSynonyms [project Project]
    feedback_request feedbackRequest AddFeedback [project Project]
}

#[wasm_bindgen]
impl AzureLanguage {
    /// Swaps the models of two deployments, as a job.
    #[wasm_bindgen(js_name = swapDeploymentsRequest, skip_typescript)]
    pub fn swap_deployments_request(
        &self,
        project: &JsValue,
        first: &JsValue,
        second: &JsValue,
    ) -> Thrown<JsValue> {
        let body = Object::new();
        crate::wasm::values::fields::set(&body, "firstDeploymentName", first);
        crate::wasm::values::fields::set(&body, "secondDeploymentName", second);
        self.build(Operation::SwapDeployments, &[(Name::Project, project)], &body)
    }

    /// Returns the request for the next page, or `undefined` after the last page.
    #[wasm_bindgen(js_name = nextRequest, skip_typescript)]
    pub fn next_request(&self, page: &JsValue) -> Thrown<JsValue> {
        let fields = Fields::of("page", page);
        let link = fields.text("nextLink").filter(|link| !link.trim_ascii().is_empty());
        fields.end()?;
        let Some(link) = link else { return Ok(JsValue::UNDEFINED) };
        self.client().finish(self.contract().next_request(&link)?, JsValue::UNDEFINED)
    }
}
