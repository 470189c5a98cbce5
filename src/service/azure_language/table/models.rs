//! Training, the models that it makes, and their evaluation.

use super::super::Operation::{self, *};
use super::super::api_version::{ALL, MAY_2025, NEVER, SINCE_MAY_2025, SINCE_OCTOBER_2022};
use super::has::{BOTH, IN_PREVIEWS, has};
use super::parameter::{Kind, Parameter, optional, preset, required};
use super::row::{Body, Row, get, list, row, submit};
use crate::http::Method::{Delete, Post};

static INDEX_TYPE: [Parameter; 1] = [preset("stringIndexType", "Utf16CodeUnit", BOTH)];
/// The OpenAPI of text until 2023 marks the kind as required; Microsoft's packages do not.
static CONFIG_QUERY: [Parameter; 2] = [
    required("projectKind", Kind::Text, has(NEVER, ALL, NEVER)),
    optional("projectKind", Kind::Text, has(ALL, NEVER, NEVER)),
];
static TRAINING: [Parameter; 6] = [
    required("modelLabel", Kind::Text, BOTH),
    required("trainingConfigVersion", Kind::Text, has(ALL, NEVER, NEVER)),
    optional("trainingConfigVersion", Kind::Text, has(NEVER, ALL, NEVER)),
    required("trainingMode", Kind::Text, has(NEVER, ALL, NEVER)),
    optional("evaluationOptions", Kind::Object, BOTH),
    optional("dataGenerationSettings", Kind::Object, has(MAY_2025, SINCE_MAY_2025, NEVER)),
];
static EVALUATION: [Parameter; 3] = [
    optional("kind", Kind::Text, BOTH),
    optional("trainingSplitPercentage", Kind::Whole, BOTH),
    optional("testingSplitPercentage", Kind::Whole, BOTH),
];

pub(super) static BODIES: [(Operation, Body); 2] =
    [(Train, Body::Json(&TRAINING)), (Evaluate, Body::Json(&EVALUATION))];

pub(super) static JOBS: [Row; 3] = [
    submit(Train, "train", Post, "{project}/:train", "{project}/train/jobs/{job}"),
    submit(
        Evaluate,
        "evaluate",
        Post,
        "{project}/models/{model}/:evaluate",
        "{project}/models/{model}/evaluate/jobs/{job}",
    )
    .having(IN_PREVIEWS),
    submit(
        LoadSnapshot,
        "loadSnapshot",
        Post,
        "{project}/models/{model}/:load-snapshot",
        "{project}/models/{model}/load-snapshot/jobs/{job}",
    )
    .having(has(SINCE_OCTOBER_2022, SINCE_OCTOBER_2022, NEVER)),
];

pub(super) static CALLS: [Row; 9] = [
    list(
        ListTrainingConfigVersions,
        "listTrainingConfigVersions",
        "global/training-config-versions",
    )
    .with_query(&CONFIG_QUERY),
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
];
