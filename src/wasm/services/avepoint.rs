//! `AvePoint`, for JavaScript.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::service::{self, Export, ExportArguments, ParameterKind, Region};
use crate::text::digits;
use crate::{Error, Result};

use super::service::Service;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::client_options::{read_client, read_client_options};
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, is_absent, kind, text_argument};
use crate::wasm::values::output::to_js;

/// A client of a region of the AvePoint Graph API, or of a proxy in front of it.
///
/// @example
/// ```js
/// const avepoint = new AvePoint({ baseUrl: "/avepoint", credential: { token } });
/// const request = avepoint.userActivitiesExportRequest("adele@contoso.com");
/// const poller = await avepoint.start(request);
/// ```
#[wasm_bindgen(extends = Service)]
pub struct AvePoint {
    contract: Rc<service::AvePoint>,
    client: Rc<Client>,
}

impl AvePoint {
    pub(crate) fn client(&self) -> &Rc<Client> {
        &self.client
    }

    fn export(&self, export: Export, subject: &JsValue, options: &JsValue) -> Thrown<JsValue> {
        let subject = if is_absent(subject) {
            None
        } else {
            Some(text_argument("What the export is about", subject)?)
        };
        let arguments = read_arguments(export, options)?;
        let request = self.contract.export_request(export, subject.as_deref(), &arguments)?;
        self.client.finish(request, JsValue::UNDEFINED)
    }
}

/// Reads the arguments that the export's contract lists. The kind of each argument says how.
fn read_arguments(export: Export, options: &JsValue) -> Result<ExportArguments> {
    let fields = Fields::options("options", options);
    let mut arguments = ExportArguments::new();
    for parameter in export.parameters() {
        let name = parameter.name;
        let values = match parameter.kind {
            ParameterKind::Time => fields.text(name).into_iter().collect(),
            ParameterKind::Texts(_) => fields.texts(name),
            ParameterKind::Number(_) => fields.number(name).map(whole).into_iter().collect(),
        };
        values.into_iter().for_each(|value| arguments.push(name, value));
    }
    let arguments = arguments.with_double_encoding(fields.boolean("doubleEncode") == Some(true));
    fields.end().map(|()| arguments)
}

/// Returns a whole number as text, or an empty text for any other number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
fn whole(value: f64) -> String {
    if value.fract() == 0.0 && (0.0..9e15).contains(&value) {
        digits(value as u64)
    } else {
        String::new()
    }
}

#[wasm_bindgen]
impl AvePoint {
    /// Creates a client from `{ baseUrl, credential?, upstream?, credentials?, headers?, trustedOrigins? }`. If
    /// `endpoint` is also given, it is a path that is resolved against `baseUrl`.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "AvePointOptions")] options: &JsValue,
    ) -> Thrown<AvePoint> {
        let fields = Fields::options("options", options);
        let given = read_client_options(&fields, "baseUrl")?;
        fields.end()?;
        let contract = Rc::new(service::AvePoint::with_options(&given)?);
        let client = read_client(&fields, contract.clone(), "AvePoint", false)?;
        Ok(Self { parent: Service(client.clone()).into(), contract, client })
    }

    /// Returns the regions with their base URLs.
    #[wasm_bindgen(unchecked_return_type = "Region[]")]
    pub fn regions() -> JsValue {
        to_js(Region::ALL)
    }

    /// Returns the job with an id that you already have.
    #[wasm_bindgen(unchecked_return_type = "Job")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | number")] id: &JsValue,
    ) -> Thrown<JsValue> {
        let Some(text) = id.as_string().or_else(|| id.as_f64().map(whole)) else {
            return Err(Error::invalid_argument(text!(
                "The job id must be a string or a number; got {}.",
                kind(id)
            ))
            .into());
        };
        Ok(to_js(&self.contract.job(&text)?))
    }
}

/// Writes the export methods: those of one subject, and those of a whole tenant.
macro_rules! exports {
    ($($(#[$doc:meta])* $name:ident $js:literal $export:ident($subject:literal, $options:literal);)*) => {
        #[wasm_bindgen]
        impl AvePoint {
            $(
                $(#[$doc])*
                #[wasm_bindgen(js_name = $js, unchecked_return_type = "HttpRequest")]
                pub fn $name(
                    &self,
                    #[wasm_bindgen(unchecked_param_type = $subject)] subject: &JsValue,
                    #[wasm_bindgen(unchecked_optional_param_type = $options)] options: &JsValue,
                ) -> Thrown<JsValue> {
                    self.export(Export::$export, subject, options)
                }
            )*
        }
    };
    ($($(#[$doc:meta])* $name:ident $js:literal $export:ident($options:literal);)*) => {
        #[wasm_bindgen]
        impl AvePoint {
            $(
                $(#[$doc])*
                #[wasm_bindgen(js_name = $js, unchecked_return_type = "HttpRequest")]
                pub fn $name(
                    &self,
                    #[wasm_bindgen(unchecked_param_type = $options)] options: &JsValue,
                ) -> Thrown<JsValue> {
                    self.export(Export::$export, &JsValue::UNDEFINED, options)
                }
            )*
        }
    };
}

exports! {
    /// Returns the request for an export of the activities on an object, given its path.
    object_activities_export_request "objectActivitiesExportRequest"
        ObjectActivities("string", "ActivitiesOptions");
    /// Returns the request for an export of the activities of a user.
    user_activities_export_request "userActivitiesExportRequest"
        UserActivities("string", "ActivitiesOptions");
    /// Returns the request for an export of the objects that a user can open.
    user_access_export_request "userAccessExportRequest"
        UserAccess("string", "AccessOptions");
    /// Returns the request for an export of the objects that a group can open. Without an id, the export is a summary
    /// of all groups.
    group_access_export_request "groupAccessExportRequest"
        GroupAccess("string | null | undefined", "GroupAccessOptions");
    /// Returns the request for an export of the activities on a Google object, given its id.
    google_object_activities_export_request "googleObjectActivitiesExportRequest"
        GoogleObjectActivities("string", "ActivitiesOptions");
    /// Returns the request for an export of the activities of a Google user.
    google_user_activities_export_request "googleUserActivitiesExportRequest"
        GoogleUserActivities("string", "ActivitiesOptions");
    /// Returns the request for an export of the objects that a Google user can open.
    google_user_access_export_request "googleUserAccessExportRequest"
        GoogleUserAccess("string", "GoogleAccessOptions");
    /// Returns the request for an export of the objects that a Google group can open. Without an id, the export is a
    /// summary of all groups.
    google_group_access_export_request "googleGroupAccessExportRequest"
        GoogleGroupAccess("string | null | undefined", "GoogleGroupAccessOptions");
}

exports! {
    /// Returns the request for an export of the users who can open some sites.
    site_permission_export_request "sitePermissionExportRequest"
        SitePermission("{ siteUrls: string[] }");
    /// Returns the request for an export of the sharing links of a time span.
    sharing_links_export_request "sharingLinksExportRequest"
        SharingLinks("SharingLinksOptions");
    /// Returns the request for an export of the users who can open some shared drives.
    google_drive_permission_export_request "googleDrivePermissionExportRequest"
        GoogleDrivePermission("{ driveIds: string[] }");
    /// Returns the request for an export of the Google sharing links of a time span.
    google_sharing_links_export_request "googleSharingLinksExportRequest"
        GoogleSharingLinks("GoogleSharingLinksOptions");
}
