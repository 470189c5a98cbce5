//! The twelve exports: six for Microsoft 365, and the same six for Google Workspace.

use crate::error::one_of;
use crate::url::{PathSegment, Query};
use crate::{Error, Result};

use super::{ExportArguments, Parameter, ParameterKind};

/// An export that Insights offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Export {
    /// The activities on an object. The subject is its path.
    ObjectActivities,
    /// The activities of a user. The subject is the e-mail address or user principal name.
    UserActivities,
    /// The objects that a user can open.
    UserAccess,
    /// The objects that a group can open. Without a subject: all groups, as a summary.
    GroupAccess,
    /// The users who can open some sites.
    SitePermission,
    /// The sharing links of a time span.
    SharingLinks,
    /// The activities on a Google object. The subject is its id.
    GoogleObjectActivities,
    /// The activities of a Google user.
    GoogleUserActivities,
    /// The objects that a Google user can open.
    GoogleUserAccess,
    /// The objects that a Google group can open. Without a subject: all groups, as a summary.
    GoogleGroupAccess,
    /// The users who can open some shared drives.
    GoogleDrivePermission,
    /// The Google sharing links of a time span.
    GoogleSharingLinks,
}

/// No limit is documented; the URL sets one.
const ANY: ParameterKind = ParameterKind::Texts(usize::MAX);
/// "at most 100" for sites and for drives.
const UP_TO_100: ParameterKind = ParameterKind::Texts(100);
/// 1: summary and sites; 2: summary and all objects; 3: summary only.
const EXTENT: ParameterKind = ParameterKind::Number(&["1", "2", "3"]);

const OBJECT_PATH: &str = "the object's path";
const OBJECT_ID: &str = "the object's id";
const EMAIL: &str = "the e-mail address";
const GROUP: &str = "the group id";

const ACTIVITIES: &[Parameter] = &[
    Parameter::optional("startTime", ParameterKind::Time),
    Parameter::optional("finishTime", ParameterKind::Time),
    Parameter::optional("eventTypes", ANY),
];

// An older revision of the documentation and a sample have `exportOptionType` for user exports, so
// it is optional.
const USER_ACCESS: &[Parameter] = &[
    Parameter::optional("exportOptionType", EXTENT),
    Parameter::optional("siteUrls", ANY),
    Parameter::required("dataSources", ANY),
];
const GOOGLE_USER_ACCESS: &[Parameter] = &[
    Parameter::optional("exportOptionType", EXTENT),
    Parameter::optional("driveIds", ANY),
    Parameter::required("dataSources", ANY),
];

const GROUP_ACCESS: &[Parameter] = &[
    Parameter::required("exportOptionType", EXTENT),
    Parameter::optional("siteUrls", ANY),
    Parameter::required("dataSources", ANY),
];
const GOOGLE_GROUP_ACCESS: &[Parameter] = &[
    Parameter::required("exportOptionType", EXTENT),
    Parameter::optional("driveIds", ANY),
    Parameter::required("dataSources", ANY),
];

const SITES: &[Parameter] = &[Parameter::required("siteUrls", UP_TO_100)];
const DRIVES: &[Parameter] = &[Parameter::required("driveIds", UP_TO_100)];

const LINKS: &[Parameter] = &[
    // Specific people, organisation, anyone.
    Parameter::required("exportLinkType", ParameterKind::Number(&["32", "64", "128"])),
    Parameter::required("startTime", ParameterKind::Time),
    Parameter::required("finishTime", ParameterKind::Time),
];
const GOOGLE_LINKS: &[Parameter] = &[
    // Target audience, anyone.
    Parameter::required("exportLinkType", ParameterKind::Number(&["301", "303"])),
    Parameter::required("startTime", ParameterKind::Time),
    Parameter::required("finishTime", ParameterKind::Time),
];

/// The contract of an export: its path, its subject and its parameters.
struct Contract {
    before: &'static str,
    subject: Option<&'static str>,
    after: &'static str,
    parameters: &'static [Parameter],
}

impl Export {
    /// All twelve exports.
    pub const ALL: [Self; 12] = [
        Self::ObjectActivities,
        Self::UserActivities,
        Self::UserAccess,
        Self::GroupAccess,
        Self::SitePermission,
        Self::SharingLinks,
        Self::GoogleObjectActivities,
        Self::GoogleUserActivities,
        Self::GoogleUserAccess,
        Self::GoogleGroupAccess,
        Self::GoogleDrivePermission,
        Self::GoogleSharingLinks,
    ];

    /// Returns the contract, from the table in docs/contracts/avepoint-graph.md#submissions.
    fn contract(self) -> Contract {
        let (before, subject, after, parameters) = match self {
            Self::ObjectActivities => ("activities/object", Some(OBJECT_PATH), "", ACTIVITIES),
            Self::UserActivities => ("users", Some(EMAIL), "/activities", ACTIVITIES),
            Self::UserAccess => ("users", Some(EMAIL), "/access", USER_ACCESS),
            Self::GroupAccess => ("groups", Some(GROUP), "/access", GROUP_ACCESS),
            Self::SitePermission => ("sites/permission", None, "", SITES),
            Self::SharingLinks => ("sharingLinks", None, "", LINKS),
            Self::GoogleObjectActivities => {
                ("google/activities/object", Some(OBJECT_ID), "", ACTIVITIES)
            }
            Self::GoogleUserActivities => ("google/users", Some(EMAIL), "/activities", ACTIVITIES),
            Self::GoogleUserAccess => ("google/users", Some(EMAIL), "/access", GOOGLE_USER_ACCESS),
            Self::GoogleGroupAccess => {
                ("google/groups", Some(GROUP), "/access", GOOGLE_GROUP_ACCESS)
            }
            Self::GoogleDrivePermission => ("google/drives/permission", None, "", DRIVES),
            Self::GoogleSharingLinks => ("google/sharingLinks", None, "", GOOGLE_LINKS),
        };
        Contract { before, subject, after, parameters }
    }

    /// Returns the parameters of the export.
    pub fn parameters(self) -> &'static [Parameter] {
        self.contract().parameters
    }

    /// Returns whether the path has a subject.
    pub fn has_subject(self) -> bool {
        self.contract().subject.is_some()
    }

    /// Returns the templates of its path below `/insights`. A group may be left out.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn templates(self) -> Vec<String> {
        let Contract { before, subject, after, .. } = self.contract();
        let template = |segment| format!("{before}{segment}{after}/export");
        match subject {
            None => vec![template("")],
            Some(GROUP) => vec![template("/{subject}"), template("")],
            Some(_) => vec![template("/{subject}")],
        }
    }

    pub(super) fn path(self, subject: Option<&str>, arguments: &ExportArguments) -> Result<String> {
        let Contract { before, subject: what, after, .. } = self.contract();
        let segment = match (what, subject) {
            (None, None) => String::new(),
            (None, Some(_)) => {
                return Err(Error::invalid_argument(
                    "This export is over the whole tenant: give no subject.",
                ));
            }
            // "To export all groups, skip groupId and set exportOptionType=3." The documentation
            // does not give the URL for that. The most likely one leaves out the segment of the
            // group.
            (Some(GROUP), None) => {
                if arguments.get("exportOptionType").next() != Some("3") {
                    return Err(Error::invalid_argument(
                        "Give a group id, or exportOptionType 3 (summary only) for all groups.",
                    ));
                }
                String::new()
            }
            (Some(what), subject) => {
                let segment = PathSegment { what, text: subject.unwrap_or_default() };
                let encoded =
                    if arguments.double_encode { segment.encode_twice() } else { segment.encode() };
                text!("/{}", encoded?)
            }
        };
        Ok(text!("/insights/{}{}{}/export", before, segment, after))
    }

    pub(super) fn query(self, arguments: &ExportArguments) -> Result<Query> {
        let parameters = self.parameters();
        if let Some((name, _)) =
            arguments.values.iter().find(|(name, _)| parameters.iter().all(|p| p.name != name))
        {
            return Err(Error::invalid_argument(text!(
                "This export has no parameter \"{}\": it takes {}.",
                name,
                one_of(parameters.iter().map(|parameter| parameter.name))
            )));
        }
        let mut query = Query::default();
        for parameter in parameters {
            parameter.check(arguments.get(parameter.name).collect())?;
            query.push_list(parameter.name, arguments.get(parameter.name));
        }
        Ok(query)
    }
}
