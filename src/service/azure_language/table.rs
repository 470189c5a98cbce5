//! The one list of what the authoring API has (reference, section 1; the OpenAPI of 2022-05-01,
//! 2023-04-01 and 2023-11-15-preview). Requests, job URLs and refusals are all made from it.

use crate::request::Method;

use super::Family;
use super::Operation::{self, *};
use super::api_version::{ALL, NEVER, PREVIEWS, RESOURCES, SINCE_OCTOBER_2022, UNTIL_OCTOBER_2022};

/// One operation.
pub(super) struct Row {
    pub(super) operation: Operation,
    /// As in JavaScript.
    pub(super) name: &'static str,
    pub(super) method: Method,
    /// Below `projects`, with `{project}`, `{deployment}`, `{model}` and `{job}`.
    pub(super) path: &'static str,
    pub(super) query: &'static [Parameter],
    /// Whether it takes `top`, `skip` and `maxpagesize`, and answers with pages.
    pub(super) is_paged: bool,
    pub(super) headers: &'static [Parameter],
    pub(super) body: Body,
    /// The HTTP statuses of success.
    pub(super) success: &'static [u16],
    /// The path of its job, below `projects`.
    pub(super) job: Option<&'static str>,
    pub(super) has: Has,
}

/// Which generations of api-versions have something, for each family.
#[derive(Clone, Copy)]
pub(super) struct Has {
    pub(super) text: u8,
    pub(super) conversations: u8,
    pub(super) questions: u8,
}

impl Has {
    pub(super) fn of(self, family: Family) -> u8 {
        match family {
            Family::AnalyzeText => self.text,
            Family::AnalyzeConversations => self.conversations,
            Family::QueryKnowledgebases => self.questions,
        }
    }
}

/// A parameter of the query, a header, or a member of a JSON body.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) need: Need,
    pub(super) has: Has,
}

/// What a parameter can be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Text,
    /// One of these; other texts are refused.
    Choice(&'static [&'static str]),
    /// A whole number.
    Whole,
    Flag,
    Texts,
    Object,
    Objects,
}

/// Whether a parameter must be given.
#[derive(Clone, Copy)]
pub(super) enum Need {
    Optional,
    Required,
    /// Required by the service, and this when the caller says nothing.
    Default(&'static str),
}

/// What a request carries.
pub(super) enum Body {
    None,
    /// `application/json` with these members. None of them in a family: that family has no body.
    Json(&'static [Parameter]),
    /// The same as `application/merge-patch+json`.
    MergePatch(&'static [Parameter]),
    /// A project file, sent as it is.
    ProjectFile,
}

const fn has(text: u8, conversations: u8, questions: u8) -> Has {
    Has { text, conversations, questions }
}

/// Text and conversations have it in every version.
const BOTH: Has = has(ALL, ALL, NEVER);
const EVERYWHERE: Has = has(ALL, ALL, ALL);
/// What deploys to other resources: in previews, and stable for conversations since 2025-11-01.
const TO_RESOURCES: Has = has(RESOURCES, RESOURCES, NEVER);
const IN_PREVIEWS: Has = has(PREVIEWS, PREVIEWS, NEVER);

const fn optional(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Optional, has }
}

const fn required(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Required, has }
}

const fn preset(name: &'static str, value: &'static str, has: Has) -> Parameter {
    Parameter { name, kind: Kind::Text, need: Need::Default(value), has }
}

const CONVERSATIONS_WITH_FORMAT: Has = has(NEVER, UNTIL_OCTOBER_2022, NEVER);
const CONVERSATIONS_SINCE: Has = has(NEVER, SINCE_OCTOBER_2022, NEVER);
const QUESTIONS: Has = has(NEVER, NEVER, ALL);
const QUESTION_FORMATS: Kind = Kind::Choice(&["json", "tsv", "excel"]);
const QUESTION_ASSETS: Kind = Kind::Choice(&["qnas", "synonyms"]);

static EXPORT_QUERY: [Parameter; 7] = [
    preset("stringIndexType", "Utf16CodeUnit", BOTH),
    preset("format", "Conversation", CONVERSATIONS_WITH_FORMAT),
    optional("format", Kind::Text, CONVERSATIONS_SINCE),
    optional("format", QUESTION_FORMATS, QUESTIONS),
    optional("assetKind", Kind::Text, BOTH),
    optional("assetKind", QUESTION_ASSETS, QUESTIONS),
    optional("trainedModelLabel", Kind::Text, has(SINCE_OCTOBER_2022, SINCE_OCTOBER_2022, NEVER)),
];
static IMPORT_QUERY: [Parameter; 4] = [
    preset("format", "Conversation", CONVERSATIONS_WITH_FORMAT),
    optional("format", Kind::Text, CONVERSATIONS_SINCE),
    optional("format", QUESTION_FORMATS, QUESTIONS),
    optional("assetKind", QUESTION_ASSETS, QUESTIONS),
];
/// The previews of text take the format of an import as a header (reference, section 1.2).
static IMPORT_HEADERS: [Parameter; 1] =
    [optional("format", Kind::Text, has(PREVIEWS, NEVER, NEVER))];
static INDEX_TYPE: [Parameter; 1] = [preset("stringIndexType", "Utf16CodeUnit", BOTH)];
static CONFIG_QUERY: [Parameter; 1] = [required("projectKind", Kind::Text, BOTH)];
static LANGUAGE_QUERY: [Parameter; 2] = [
    required("projectKind", Kind::Text, has(NEVER, ALL, NEVER)),
    optional("projectKind", Kind::Text, has(SINCE_OCTOBER_2022, NEVER, NEVER)),
];
static PREBUILT_QUERY: [Parameter; 3] = [
    optional("projectKind", Kind::Text, has(PREVIEWS, NEVER, NEVER)),
    optional("language", Kind::Text, BOTH),
    optional("multilingual", Kind::Text, BOTH),
];
/// Of every list.
pub(super) static PAGING: [Parameter; 3] = [
    optional("top", Kind::Whole, EVERYWHERE),
    optional("skip", Kind::Whole, EVERYWHERE),
    optional("maxpagesize", Kind::Whole, EVERYWHERE),
];

static PROJECT: [Parameter; 9] = [
    required("projectKind", Kind::Text, BOTH),
    required("storageInputContainerName", Kind::Text, has(ALL, NEVER, NEVER)),
    optional("storageInputContainerName", Kind::Text, has(NEVER, PREVIEWS, NEVER)),
    optional("settings", Kind::Object, EVERYWHERE),
    required("projectName", Kind::Text, BOTH),
    optional("multilingual", Kind::Flag, BOTH),
    optional("multilingualResource", Kind::Flag, QUESTIONS),
    optional("description", Kind::Text, EVERYWHERE),
    required("language", Kind::Text, EVERYWHERE),
];
static TRAINING: [Parameter; 5] = [
    required("modelLabel", Kind::Text, BOTH),
    required("trainingConfigVersion", Kind::Text, has(ALL, NEVER, NEVER)),
    optional("trainingConfigVersion", Kind::Text, has(NEVER, ALL, NEVER)),
    required("trainingMode", Kind::Text, has(NEVER, ALL, NEVER)),
    optional("evaluationOptions", Kind::Object, BOTH),
];
static EVALUATION: [Parameter; 3] = [
    optional("kind", Kind::Text, BOTH),
    optional("trainingSplitPercentage", Kind::Whole, BOTH),
    optional("testingSplitPercentage", Kind::Whole, BOTH),
];
static DEPLOYMENT: [Parameter; 2] = [
    required("trainedModelLabel", Kind::Text, BOTH),
    optional("assignedResourceIds", Kind::Texts, TO_RESOURCES),
];
static SWAP: [Parameter; 2] = [
    required("firstDeploymentName", Kind::Text, BOTH),
    required("secondDeploymentName", Kind::Text, BOTH),
];
static COPY_PERMIT: [Parameter; 3] = [
    required("projectKind", Kind::Text, BOTH),
    optional("storageInputContainerName", Kind::Text, BOTH),
    optional("allowOverwrite", Kind::Flag, BOTH),
];
static COPY: [Parameter; 6] = [
    required("projectKind", Kind::Text, BOTH),
    required("targetProjectName", Kind::Text, BOTH),
    required("accessToken", Kind::Text, BOTH),
    required("expiresAt", Kind::Text, BOTH),
    required("targetResourceId", Kind::Text, BOTH),
    required("targetResourceRegion", Kind::Text, BOTH),
];
static RESOURCES_TO_ASSIGN: [Parameter; 1] = [required("resourcesMetadata", Kind::Objects, BOTH)];
static RESOURCES_TO_UNASSIGN: [Parameter; 1] = [required("assignedResourceIds", Kind::Texts, BOTH)];
static RESOURCES_TO_LEAVE: [Parameter; 1] = [optional("assignedResourceIds", Kind::Texts, BOTH)];

const fn row(operation: Operation, name: &'static str, method: Method, path: &'static str) -> Row {
    Row {
        operation,
        name,
        method,
        path,
        query: &[],
        is_paged: false,
        headers: &[],
        body: Body::None,
        success: &[200],
        job: None,
        has: BOTH,
    }
}

const fn get(operation: Operation, name: &'static str, path: &'static str) -> Row {
    row(operation, name, Method::Get, path)
}

const fn list(operation: Operation, name: &'static str, path: &'static str) -> Row {
    Row { is_paged: true, ..get(operation, name, path) }
}

const fn submit(
    operation: Operation,
    name: &'static str,
    method: Method,
    path: &'static str,
    job: &'static str,
) -> Row {
    Row { success: &[202], job: Some(job), ..row(operation, name, method, path) }
}

impl Row {
    const fn everywhere(self) -> Self {
        Self { has: EVERYWHERE, ..self }
    }

    const fn having(self, has: Has) -> Self {
        Self { has, ..self }
    }

    const fn with_query(self, query: &'static [Parameter]) -> Self {
        Self { query, ..self }
    }

    const fn with_json(self, members: &'static [Parameter]) -> Self {
        Self { body: Body::Json(members), ..self }
    }

    const fn succeeding(self, success: &'static [u16]) -> Self {
        Self { success, ..self }
    }
}

use Method::{Delete, Patch, Post, Put};

/// Literal segments stand before placeholders in the same place, and what a job URL means is the
/// first row that it fits.
pub(super) static ROWS: [Row; 32] = [
    list(ListProjects, "listProjects", "").everywhere(),
    list(ListDeploymentResources, "listDeploymentResources", "global/deployments/resources")
        .having(TO_RESOURCES_ANYWHERE),
    list(
        ListTrainingConfigVersions,
        "listTrainingConfigVersions",
        "global/training-config-versions",
    )
    .with_query(&CONFIG_QUERY),
    list(ListLanguages, "listLanguages", "global/languages").with_query(&LANGUAGE_QUERY),
    list(ListPrebuiltEntities, "listPrebuiltEntities", "global/prebuilt-entities")
        .with_query(&PREBUILT_QUERY)
        .having(has(PREVIEWS, ALL, NEVER)),
    get(GetProject, "getProject", "{project}").everywhere(),
    Row {
        body: Body::MergePatch(&PROJECT),
        ..row(CreateProject, "createProject", Patch, "{project}")
            .everywhere()
            .succeeding(&[200, 201])
    },
    submit(DeleteProject, "deleteProject", Delete, "{project}", "global/deletion-jobs/{job}")
        .everywhere(),
    // Question answering may answer 200 with the job's state (reference, section 1.4).
    submit(Export, "export", Post, "{project}/:export", "{project}/export/jobs/{job}")
        .everywhere()
        .with_query(&EXPORT_QUERY)
        .succeeding(&[200, 202]),
    Row {
        headers: &IMPORT_HEADERS,
        body: Body::ProjectFile,
        ..submit(Import, "import", Post, "{project}/:import", "{project}/import/jobs/{job}")
            .everywhere()
            .with_query(&IMPORT_QUERY)
    },
    submit(Train, "train", Post, "{project}/:train", "{project}/train/jobs/{job}")
        .with_json(&TRAINING),
    list(ListTrainingJobs, "listTrainingJobs", "{project}/train/jobs"),
    get(GetTrainingJob, "getTrainingJob", "{project}/train/jobs/{job}"),
    row(CancelTraining, "cancelTraining", Post, "{project}/train/jobs/{job}/:cancel")
        .succeeding(&[202]),
    list(ListModels, "listModels", "{project}/models"),
    get(GetModel, "getModel", "{project}/models/{model}"),
    row(DeleteModel, "deleteModel", Delete, "{project}/models/{model}").succeeding(&[204]),
    get(
        EvaluationSummary,
        "evaluationSummary",
        "{project}/models/{model}/evaluation/summary-result",
    ),
    list(EvaluationResult, "evaluationResult", "{project}/models/{model}/evaluation/result")
        .with_query(&INDEX_TYPE),
    submit(
        Evaluate,
        "evaluate",
        Post,
        "{project}/models/{model}/:evaluate",
        "{project}/models/{model}/evaluate/jobs/{job}",
    )
    .with_json(&EVALUATION)
    .having(IN_PREVIEWS),
    submit(
        LoadSnapshot,
        "loadSnapshot",
        Post,
        "{project}/models/{model}/:load-snapshot",
        "{project}/models/{model}/load-snapshot/jobs/{job}",
    )
    .having(has(SINCE_OCTOBER_2022, SINCE_OCTOBER_2022, NEVER)),
    list(ListDeployments, "listDeployments", "{project}/deployments").everywhere(),
    submit(
        SwapDeployments,
        "swapDeployments",
        Post,
        "{project}/deployments/:swap",
        "{project}/deployments/swap/jobs/{job}",
    )
    .with_json(&SWAP),
    get(GetDeployment, "getDeployment", "{project}/deployments/{deployment}"),
    submit(
        Deploy,
        "deploy",
        Put,
        "{project}/deployments/{deployment}",
        "{project}/deployments/{deployment}/jobs/{job}",
    )
    .with_json(&DEPLOYMENT)
    .everywhere(),
    submit(
        DeleteDeployment,
        "deleteDeployment",
        Delete,
        "{project}/deployments/{deployment}",
        "{project}/deployments/{deployment}/jobs/{job}",
    ),
    submit(
        DeleteFromResources,
        "deleteFromResources",
        Post,
        "{project}/deployments/{deployment}/:delete-from-resources",
        "{project}/deployments/{deployment}/delete-from-resources/jobs/{job}",
    )
    .with_json(&RESOURCES_TO_LEAVE)
    .having(TO_RESOURCES),
    row(AuthorizeCopy, "authorizeCopy", Post, "{project}/:authorize-copy")
        .with_json(&COPY_PERMIT)
        .having(IN_PREVIEWS),
    submit(Copy, "copy", Post, "{project}/:copy", "{project}/copy/jobs/{job}")
        .with_json(&COPY)
        .having(IN_PREVIEWS),
    list(ListResources, "listResources", "{project}/resources").having(TO_RESOURCES),
    submit(
        AssignResources,
        "assignResources",
        Post,
        "{project}/resources/:assign",
        "{project}/resources/assign/jobs/{job}",
    )
    .with_json(&RESOURCES_TO_ASSIGN)
    .having(TO_RESOURCES),
    submit(
        UnassignResources,
        "unassignResources",
        Post,
        "{project}/resources/:unassign",
        "{project}/resources/unassign/jobs/{job}",
    )
    .with_json(&RESOURCES_TO_UNASSIGN)
    .having(TO_RESOURCES),
];

/// The list across projects came later than its kin: it is in no OpenAPI before 2023-04-15-preview.
const TO_RESOURCES_ANYWHERE: Has = has(PREVIEWS, PREVIEWS | super::api_version::STABLE_2025, NEVER);
