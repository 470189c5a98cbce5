//! Deployments, and the resources that a project may be deployed to.

use super::super::Operation::*;
use super::super::api_version::{NEVER, PREVIEWS, STABLE_2025};
use super::has::{BOTH, Has, TO_RESOURCES, has};
use super::parameter::{Kind, Parameter, optional, required};
use super::row::{Row, get, list, submit};
use crate::request::Method::{Delete, Post, Put};

static DEPLOYMENT: [Parameter; 2] = [
    required("trainedModelLabel", Kind::Text, BOTH),
    optional("assignedResourceIds", Kind::Texts, TO_RESOURCES),
];
static SWAP: [Parameter; 2] = [
    required("firstDeploymentName", Kind::Text, BOTH),
    required("secondDeploymentName", Kind::Text, BOTH),
];
static RESOURCES_TO_ASSIGN: [Parameter; 1] = [required("resourcesMetadata", Kind::Objects, BOTH)];
static RESOURCES_TO_UNASSIGN: [Parameter; 1] = [required("assignedResourceIds", Kind::Texts, BOTH)];
static RESOURCES_TO_LEAVE: [Parameter; 1] = [optional("assignedResourceIds", Kind::Texts, BOTH)];

/// The list across projects came later than its kin: it is in no OpenAPI before 2023-04-15-preview.
const TO_RESOURCES_ANYWHERE: Has = has(PREVIEWS, PREVIEWS | STABLE_2025, NEVER);

/// Swaps stand before deployments, whose placeholder would take their job URLs.
pub(super) static ROWS: [Row; 10] = [
    list(ListDeploymentResources, "listDeploymentResources", "global/deployments/resources")
        .having(TO_RESOURCES_ANYWHERE),
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
