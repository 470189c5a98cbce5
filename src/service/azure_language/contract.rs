//! The one source of what each operation is on the wire: method, path, parameters, body, success,
//! job, and which families and api-versions have it.
//!
//! From Microsoft's OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview, and the reference,
//! sections 1.2 to 1.5.

use crate::request::Method;

use super::Family;
use super::api_version::ApiVersion;

/// An operation on the wire.
pub(super) struct Contract {
    pub(super) method: Method,
    /// Below `…/projects`, in segments. `P` stands for the project, `D` for the deployment, `M` for
    /// the model's label, `J` for the job's id.
    pub(super) path: &'static str,
    pub(super) query: &'static [Parameter],
    pub(super) body: Body,
    /// The statuses of success.
    pub(super) success: &'static [u16],
    /// The path of its job, in the same form; empty when it runs as none.
    pub(super) job: &'static str,
    /// Who has it: text, conversations, question answering.
    pub(super) versions: [Versions; 3],
}

/// A query parameter.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) is_required: bool,
    /// What is sent when nothing is given.
    pub(super) default: Option<&'static str>,
}

/// What a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    None,
    /// JSON with these members, which must be there.
    Json(&'static [&'static str]),
    /// JSON of RFC 7396 with these members, which must be there.
    MergePatch(&'static [&'static str]),
    /// JSON or nothing.
    Optional,
    /// A project's file.
    File,
}

/// Which api-versions have an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Versions {
    None,
    All,
    /// From this on, previews and stable ones.
    Since(&'static str),
    /// Previews from the first on; stable ones from the second on, if ever.
    Previews(&'static str, Option<&'static str>),
}

impl Versions {
    pub(super) fn have(self, version: &ApiVersion) -> bool {
        let version = version.as_str();
        match self {
            Self::None => false,
            Self::All => true,
            Self::Since(first) => version >= first,
            Self::Previews(first, stable) => {
                let is_preview = version.ends_with("-preview");
                is_preview && version >= first || stable.is_some_and(|first| version >= first)
            }
        }
    }

    /// In words: "It is in …".
    pub(super) fn in_words(self) -> String {
        match self {
            Self::None => String::from("no version of this family"),
            Self::All => String::from("every version"),
            Self::Since(first) => format!("all versions since {first}"),
            Self::Previews(first, None) => format!("the previews since {first}"),
            Self::Previews(first, Some(stable)) => {
                format!("the previews since {first} and in all versions since {stable}")
            }
        }
    }
}

impl Contract {
    /// In place of a line that is missing.
    pub(super) const NONE: Self = line(Method::Get, "", &[], Body::None, &[], "", NOWHERE);

    pub(super) fn versions(&self, family: Family) -> Versions {
        let [text, conversations, answering] = self.versions;
        match family {
            Family::AnalyzeText => text,
            Family::AnalyzeConversations => conversations,
            Family::QueryKnowledgebases => answering,
        }
    }
}

const fn line(
    method: Method,
    path: &'static str,
    query: &'static [Parameter],
    body: Body,
    success: &'static [u16],
    job: &'static str,
    versions: [Versions; 3],
) -> Contract {
    Contract { method, path, query, body, success, job, versions }
}

const fn optional(name: &'static str) -> Parameter {
    Parameter { name, is_required: false, default: None }
}

const PAGING: &[Parameter] = &[optional("top"), optional("skip"), optional("maxpagesize")];

const KIND: &[Parameter] = &[
    Parameter { name: "projectKind", is_required: true, default: None },
    optional("top"),
    optional("skip"),
    optional("maxpagesize"),
];

/// Conversations must name the kind, text may.
const MAYBE_KIND: &[Parameter] =
    &[optional("projectKind"), optional("top"), optional("skip"), optional("maxpagesize")];

const EVALUATION: &[Parameter] = &[
    Parameter { name: "stringIndexType", is_required: true, default: Some("Utf16CodeUnit") },
    optional("top"),
    optional("skip"),
    optional("maxpagesize"),
];

const PREBUILT: &[Parameter] = &[
    optional("projectKind"),
    optional("language"),
    optional("multilingual"),
    optional("top"),
    optional("skip"),
    optional("maxpagesize"),
];

/// The options of exports and imports differ by family and version: `options.rs` has them.
const EXPORT: &[Parameter] = &[
    optional("stringIndexType"),
    optional("assetKind"),
    optional("trainedModelLabel"),
    optional("format"),
];
const IMPORT: &[Parameter] = &[optional("format"), optional("assetKind")];

use Versions::{All, None as Never, Previews, Since};

const EVERYWHERE: [Versions; 3] = [All, All, All];
const NOWHERE: [Versions; 3] = [Never, Never, Never];
const AUTHORING: [Versions; 3] = [All, All, Never];
const SNAPSHOTS: [Versions; 3] = [Since("2022-10-01-preview"), Since("2022-10-01-preview"), Never];
/// Stable for conversations since 2025-11-01.
const RESOURCES: [Versions; 3] = [
    Previews("2022-10-01-preview", None),
    Previews("2022-10-01-preview", Some("2025-11-01")),
    Never,
];
const COPIES: [Versions; 3] =
    [Previews("2023-04-15-preview", None), Previews("2023-04-15-preview", None), Never];

/// In the order of [`super::Operation::ALL`].
pub(super) const CONTRACTS: &[Contract] = {
    use Body::{File, Json, MergePatch, None, Optional};
    use Method::{Delete, Get, Patch, Post, Put};
    &[
        // Question answering may answer an export at once (reference, section 1.4).
        line(Post, "P/:export", EXPORT, None, &[202, 200], "P/export/jobs/J", EVERYWHERE),
        line(Post, "P/:import", IMPORT, File, &[202], "P/import/jobs/J", EVERYWHERE),
        line(Post, "P/:train", &[], Json(&["modelLabel"]), &[202], "P/train/jobs/J", AUTHORING),
        line(
            Post,
            "P/deployments/:swap",
            &[],
            Json(&["firstDeploymentName", "secondDeploymentName"]),
            &[202],
            "P/deployments/swap/jobs/J",
            AUTHORING,
        ),
        // Text and conversations name the model, question answering sends nothing.
        line(Put, "P/deployments/D", &[], Optional, &[202], "P/deployments/D/jobs/J", EVERYWHERE),
        line(Delete, "P/deployments/D", &[], None, &[202], "P/deployments/D/jobs/J", AUTHORING),
        line(
            Post,
            "P/models/M/:load-snapshot",
            &[],
            None,
            &[202],
            "P/models/M/load-snapshot/jobs/J",
            SNAPSHOTS,
        ),
        line(
            Post,
            "P/models/M/:evaluate",
            &[],
            Json(&[]),
            &[202],
            "P/models/M/evaluate/jobs/J",
            COPIES,
        ),
        line(
            Post,
            "P/:copy",
            &[],
            Json(&["projectKind", "targetProjectName", "accessToken", "expiresAt"]),
            &[202],
            "P/copy/jobs/J",
            COPIES,
        ),
        line(
            Post,
            "P/resources/:assign",
            &[],
            Json(&["resourcesMetadata"]),
            &[202],
            "P/resources/assign/jobs/J",
            RESOURCES,
        ),
        line(
            Post,
            "P/resources/:unassign",
            &[],
            Json(&["assignedResourceIds"]),
            &[202],
            "P/resources/unassign/jobs/J",
            RESOURCES,
        ),
        line(
            Post,
            "P/deployments/D/:delete-from-resources",
            &[],
            Json(&["assignedResourceIds"]),
            &[202],
            "P/deployments/D/delete-from-resources/jobs/J",
            RESOURCES,
        ),
        // Question answering has its deletion jobs without `global/`: see `job_path`.
        line(Delete, "P", &[], None, &[202], "global/deletion-jobs/J", EVERYWHERE),
        line(Get, "", PAGING, None, &[200], "", EVERYWHERE),
        line(Get, "P", &[], None, &[200], "", EVERYWHERE),
        line(Patch, "P", &[], MergePatch(&["language"]), &[200, 201], "", EVERYWHERE),
        line(Get, "P/train/jobs", PAGING, None, &[200], "", AUTHORING),
        line(Post, "P/train/jobs/J/:cancel", &[], None, &[202], "", AUTHORING),
        line(Get, "P/models", PAGING, None, &[200], "", AUTHORING),
        line(Get, "P/models/M", &[], None, &[200], "", AUTHORING),
        line(Delete, "P/models/M", &[], None, &[204], "", AUTHORING),
        line(Get, "P/models/M/evaluation/summary-result", &[], None, &[200], "", AUTHORING),
        line(Get, "P/models/M/evaluation/result", EVALUATION, None, &[200], "", AUTHORING),
        line(Get, "P/deployments", PAGING, None, &[200], "", EVERYWHERE),
        line(Get, "P/deployments/D", &[], None, &[200], "", AUTHORING),
        line(Post, "P/:authorize-copy", &[], Json(&["projectKind"]), &[200], "", COPIES),
        line(Get, "P/resources", PAGING, None, &[200], "", RESOURCES),
        line(Get, "global/deployments/resources", PAGING, None, &[200], "", RESOURCES),
        line(Get, "global/languages", MAYBE_KIND, None, &[200], "", AUTHORING),
        line(Get, "global/training-config-versions", KIND, None, &[200], "", AUTHORING),
        line(
            Get,
            "global/prebuilt-entities",
            PREBUILT,
            None,
            &[200],
            "",
            [Previews("2023-04-15-preview", Option::None), All, Never],
        ),
    ]
};
