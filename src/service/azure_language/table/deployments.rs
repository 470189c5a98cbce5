//! Deployments, and the resources that a project may be deployed to.

use super::super::Operation::{self, *};
use super::super::api_version::{
    MAY_2025, NEVER, NOVEMBER_2025, OLD_RESOURCES, SINCE_NOVEMBER_2025, STABLE_2025,
};
use super::has::{BOTH, Has, TO_RESOURCES, has};
use super::parameter::{Kind, Parameter, optional, required};
use super::row::{Body, Row, get, list, submit};
use crate::http::Method::{Delete, Post, Put};

/// An item of `azureResourceIds` (`AssignedProjectResource` of conversations).
static PROJECT_RESOURCE: [Parameter; 3] = [
    optional("azureResourceId", Kind::Text, BOTH),
    optional("region", Kind::Text, BOTH),
    optional("assignedAoaiResource", Kind::Object, BOTH),
];
/// An item of `assignedResources` (`DeploymentResource` of conversations).
static DEPLOYMENT_RESOURCE: [Parameter; 3] = [
    optional("resourceId", Kind::Text, BOTH),
    optional("region", Kind::Text, BOTH),
    optional("assignedAoaiResource", Kind::Object, BOTH),
];
/// An item of `resourcesMetadata` (`ResourceMetadata`).
static RESOURCE_METADATA: [Parameter; 3] = [
    optional("azureResourceId", Kind::Text, BOTH),
    optional("customDomain", Kind::Text, BOTH),
    optional("region", Kind::Text, BOTH),
];

/// In Microsoft's reference for 2025-11-01, resources are objects; in the sample of its .NET
/// package, strings.
static DEPLOYMENT: [Parameter; 5] = [
    required("trainedModelLabel", Kind::Text, BOTH),
    optional(
        "assignedResourceIds",
        Kind::Texts,
        has(OLD_RESOURCES, OLD_RESOURCES & !MAY_2025, NEVER),
    )
    .role(RESOURCES),
    optional("assignedResources", Kind::Objects(&DEPLOYMENT_RESOURCE), has(NEVER, MAY_2025, NEVER))
        .role(RESOURCES),
    optional(
        "azureResourceIds",
        Kind::TextsOrObjects(&PROJECT_RESOURCE),
        has(NEVER, STABLE_2025, NEVER),
    )
    .role(RESOURCES),
    optional(
        "azureResourceIds",
        Kind::Objects(&PROJECT_RESOURCE),
        has(NEVER, NOVEMBER_2025, NEVER),
    )
    .role(RESOURCES),
];
static SWAP: [Parameter; 2] = [
    required("firstDeploymentName", Kind::Text, BOTH),
    required("secondDeploymentName", Kind::Text, BOTH),
];
static RESOURCES_TO_ASSIGN: [Parameter; 2] = [
    required("resourcesMetadata", Kind::Objects(&RESOURCE_METADATA), OLD_NAMES).role(RESOURCES),
    required("projectResources", Kind::Objects(&RESOURCE_METADATA), NEW_NAMES).role(RESOURCES),
];
static RESOURCES_TO_UNASSIGN: [Parameter; 2] = [
    required("assignedResourceIds", Kind::Texts, OLD_NAMES).role(RESOURCES),
    required("azureResourceIds", Kind::Texts, NEW_NAMES).role(RESOURCES),
];
static RESOURCES_TO_LEAVE: [Parameter; 2] = [
    optional("assignedResourceIds", Kind::Texts, OLD_NAMES).role(RESOURCES),
    optional("azureResourceIds", Kind::Texts, NEW_NAMES).role(RESOURCES),
];

/// The role of members that name resources. Only one of them is sent.
const RESOURCES: &str = "resources";
/// Conversations renamed these members for 2025-11-01
/// (docs/contracts/azure-language-2025.md#renamed-members).
const OLD_NAMES: Has = has(OLD_RESOURCES, OLD_RESOURCES, NEVER);
const NEW_NAMES: Has = has(NEVER, SINCE_NOVEMBER_2025, NEVER);

pub(super) static BODIES: [(Operation, Body); 5] = [
    (SwapDeployments, Body::Json(&SWAP)),
    (Deploy, Body::Json(&DEPLOYMENT)),
    (DeleteFromResources, Body::Json(&RESOURCES_TO_LEAVE)),
    (AssignResources, Body::Json(&RESOURCES_TO_ASSIGN)),
    (UnassignResources, Body::Json(&RESOURCES_TO_UNASSIGN)),
];

/// Swaps come before deployments, because the placeholder of a deployment matches the job URLs of
/// swaps, too.
pub(super) static JOBS: [Row; 6] = [
    submit(
        SwapDeployments,
        "swapDeployments",
        Post,
        "{project}/deployments/:swap",
        "{project}/deployments/swap/jobs/{job}",
    ),
    submit(
        Deploy,
        "deploy",
        Put,
        "{project}/deployments/{deployment}",
        "{project}/deployments/{deployment}/jobs/{job}",
    )
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
    .guarded()
    .having(TO_RESOURCES),
    submit(
        AssignResources,
        "assignResources",
        Post,
        "{project}/resources/:assign",
        "{project}/resources/assign/jobs/{job}",
    )
    .having(TO_RESOURCES),
    submit(
        UnassignResources,
        "unassignResources",
        Post,
        "{project}/resources/:unassign",
        "{project}/resources/unassign/jobs/{job}",
    )
    .having(TO_RESOURCES),
];

pub(super) static CALLS: [Row; 4] = [
    list(ListDeploymentResources, "listDeploymentResources", "global/deployments/resources")
        .having(TO_RESOURCES),
    list(ListDeployments, "listDeployments", "{project}/deployments").everywhere(),
    get(GetDeployment, "getDeployment", "{project}/deployments/{deployment}"),
    list(ListResources, "listResources", "{project}/resources").having(TO_RESOURCES),
];
