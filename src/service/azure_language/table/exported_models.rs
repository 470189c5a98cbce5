//! Models that were exported to run in containers. Text has a manifest of their files.

use super::super::Operation::{self, *};
use super::super::api_version::{NEVER, PREVIEWS};
use super::has::{BOTH, EXPORTED_MODELS, has};
use super::parameter::{Kind, Parameter, required};
use super::row::{Body, Row, get, list, submit};
use crate::http::Method::{Delete, Put};

static MODEL_TO_EXPORT: [Parameter; 1] = [required("trainedModelLabel", Kind::Text, BOTH)];

const JOB: &str = "{project}/exported-models/{exportedModel}/jobs/{job}";

pub(super) static BODIES: [(Operation, Body); 1] =
    [(CreateExportedModel, Body::Json(&MODEL_TO_EXPORT))];

pub(super) static JOBS: [Row; 2] = [
    submit(
        CreateExportedModel,
        "createExportedModel",
        Put,
        "{project}/exported-models/{exportedModel}",
        JOB,
    )
    .having(EXPORTED_MODELS),
    submit(
        DeleteExportedModel,
        "deleteExportedModel",
        Delete,
        "{project}/exported-models/{exportedModel}",
        JOB,
    )
    .having(EXPORTED_MODELS),
];

pub(super) static CALLS: [Row; 3] = [
    list(ListExportedModels, "listExportedModels", "{project}/exported-models")
        .having(EXPORTED_MODELS),
    get(GetExportedModel, "getExportedModel", "{project}/exported-models/{exportedModel}")
        .having(EXPORTED_MODELS),
    get(
        GetExportedModelManifest,
        "getExportedModelManifest",
        "{project}/exported-models/{exportedModel}/manifest",
    )
    .having(has(PREVIEWS, NEVER, NEVER)),
];
