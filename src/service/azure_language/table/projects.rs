//! Projects: their list, their metadata, their files and their copies.

use super::super::Operation::{self, *};
use super::super::api_version::{
    ALL, MAY_2025, NEVER, PREVIEWS, SINCE_OCTOBER_2022, STABLE_2025, UNTIL_OCTOBER_2022,
};
use super::has::{BOTH, EVERYWHERE, Has, IN_PREVIEWS, has};
use super::parameter::{Kind, Parameter, optional, preset, required};
use super::row::{Body, Row, get, list, row, submit};
use crate::http::Method::{Delete, Patch, Post};

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
/// The previews of text take the format of an import as a header
/// (docs/contracts/azure-language.md#exports-and-imports).
static IMPORT_HEADERS: [Parameter; 1] =
    [optional("format", Kind::Text, has(PREVIEWS, NEVER, NEVER))];
static LANGUAGE_QUERY: [Parameter; 2] = [
    required("projectKind", Kind::Text, has(NEVER, ALL, NEVER)),
    optional("projectKind", Kind::Text, has(SINCE_OCTOBER_2022, NEVER, NEVER)),
];
static PREBUILT_QUERY: [Parameter; 3] = [
    optional("projectKind", Kind::Text, has(PREVIEWS, NEVER, NEVER)),
    optional("language", Kind::Text, BOTH),
    optional("multilingual", Kind::Text, BOTH),
];
static PROJECT: [Parameter; 10] = [
    required("projectKind", Kind::Text, BOTH),
    required("storageInputContainerName", Kind::Text, has(ALL, NEVER, NEVER)),
    optional("storageInputContainerName", Kind::Text, has(NEVER, PREVIEWS | STABLE_2025, NEVER)),
    optional("settings", Kind::Object, EVERYWHERE),
    required("projectName", Kind::Text, BOTH),
    optional("multilingual", Kind::Flag, BOTH),
    optional("multilingualResource", Kind::Flag, QUESTIONS),
    optional("configureSemanticRanking", Kind::Flag, has(NEVER, NEVER, MAY_2025)),
    optional("description", Kind::Text, EVERYWHERE),
    required("language", Kind::Text, EVERYWHERE),
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

pub(super) static BODIES: [(Operation, Body); 4] = [
    (CreateProject, Body::MergePatch(&PROJECT)),
    (Import, Body::ProjectFile),
    (AuthorizeCopy, Body::Json(&COPY_PERMIT)),
    (Copy, Body::Json(&COPY)),
];

pub(super) static JOBS: [Row; 4] = [
    submit(DeleteProject, "deleteProject", Delete, "{project}", "global/deletion-jobs/{job}")
        .everywhere(),
    submit(Export, "export", Post, "{project}/:export", "{project}/export/jobs/{job}")
        .everywhere()
        .with_query(&EXPORT_QUERY),
    Row {
        headers: &IMPORT_HEADERS,
        ..submit(Import, "import", Post, "{project}/:import", "{project}/import/jobs/{job}")
            .everywhere()
            .with_query(&IMPORT_QUERY)
    },
    submit(Copy, "copy", Post, "{project}/:copy", "{project}/copy/jobs/{job}").having(IN_PREVIEWS),
];

pub(super) static CALLS: [Row; 6] = [
    list(ListProjects, "listProjects", "").everywhere(),
    list(ListLanguages, "listLanguages", "global/languages").with_query(&LANGUAGE_QUERY),
    list(ListPrebuiltEntities, "listPrebuiltEntities", "global/prebuilt-entities")
        .with_query(&PREBUILT_QUERY)
        .having(has(PREVIEWS, ALL, NEVER)),
    get(GetProject, "getProject", "{project}").everywhere(),
    row(CreateProject, "createProject", Patch, "{project}").everywhere().succeeding(&[200, 201]),
    row(AuthorizeCopy, "authorizeCopy", Post, "{project}/:authorize-copy").having(IN_PREVIEWS),
];
