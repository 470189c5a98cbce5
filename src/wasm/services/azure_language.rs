//! `AzureLanguage`, for JavaScript.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::Error;
use crate::service::azure_language::Arguments;
use crate::service::{self, ExportOptions, Family, ImportOptions, Operation};

use super::service::Service;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::client_options::{read_client, read_client_options};
use crate::wasm::http::request::check_body;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, text_argument};
use crate::wasm::values::output::to_js;

/// A client of one family of the authoring API of a resource: custom text, conversations or
/// question answering.
///
/// @example
/// ```js
/// const language = new AzureLanguage({
///   endpoint: "https://contoso.cognitiveservices.azure.com",
///   family: "analyze-text",
///   credential: new DefaultAzureCredential(),
/// });
/// const poller = await language.start(language.exportRequest("MyProject"));
/// ```
#[wasm_bindgen(extends = Service)]
pub struct AzureLanguage {
    contract: Rc<service::AzureLanguage>,
    client: Rc<Client>,
}

#[wasm_bindgen]
impl AzureLanguage {
    /// Creates a client from `{ endpoint, family, apiVersion?, credential?, upstream?,
    /// credentials?, headers?, baseUrl?, trustedOrigins? }`.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "AzureLanguageOptions")] options: &JsValue,
    ) -> Thrown<AzureLanguage> {
        let fields = Fields::options("options", options);
        let given = read_client_options(&fields, "endpoint")?;
        let family = fields.required_text("family");
        let version = fields.text("apiVersion");
        fields.end()?;
        let family = Family::parse(&family)?;
        let contract = service::AzureLanguage::with_options(&given, family, version.as_deref());
        let contract = Rc::new(contract?);
        let client = read_client(&fields, contract.clone(), "AzureLanguage", true)?;
        Ok(Self { parent: Service(client.clone()).into(), contract, client })
    }

    /// Returns the request that exports a project. `start` sends it.
    ///
    /// Throws `invalidArgument` when the name or an option is wrong, or the api-version does not have the option.
    #[wasm_bindgen(js_name = exportRequest, unchecked_return_type = "HttpRequest<\"export\">")]
    pub fn export_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] project: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExportOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let project = text_argument("The project name", project)?;
        let fields = Fields::options("options", options);
        let options: ExportOptions = fields.plain();
        fields.end()?;
        let request = self.contract.export_request(&project, &options)?;
        self.client.finish(request, JsValue::UNDEFINED)
    }

    /// Returns the request that imports a project file. The service replaces a project of the same name.
    ///
    /// Throws `invalidArgument` when the name, the body or an option is wrong.
    #[wasm_bindgen(js_name = importRequest, unchecked_return_type = "HttpRequest<\"import\">")]
    pub fn import_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] project: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] body: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ImportOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let project = text_argument("The project name", project)?;
        check_body("The body of an import", body)?;
        if body.is_undefined() {
            return Err(Error::invalid_argument(
                "Give the project file to import, as a string or a Uint8Array.",
            )
            .into());
        }
        let fields = Fields::options("options", options);
        let options: ImportOptions = fields.plain();
        fields.end()?;
        // The body can be large, so it stays in JavaScript.
        let mut request = self.contract.import_request(&project, Vec::new(), &options)?;
        request.body = None;
        self.client.finish(request, body.clone())
    }

    /// Returns the job with an id that you already have: `job("export", "MyProject", id)`. Some paths have a further
    /// name: `job("deploy", "MyProject", id, { deployment })`, `job("loadSnapshot", …, { model })`,
    /// `job("createExportedModel", …, { exportedModel })`.
    #[wasm_bindgen(unchecked_return_type = "Job")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LanguageJobOperation")] operation: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] project: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "{ deployment?: string; model?: string; exportedModel?: string }"
        )]
        names: &JsValue,
    ) -> Thrown<JsValue> {
        let operation = Operation::parse(&text_argument("The operation", operation)?)?;
        let project = text_argument("The project name", project)?;
        let id = text_argument("The job id", id)?;
        let fields = Fields::of("names", names);
        fields.only(&["deployment", "exportedModel", "model"]);
        let (deployment, model) = (fields.text("deployment"), fields.text("model"));
        let exported_model = fields.text("exportedModel");
        fields.end()?;
        let names = Arguments {
            deployment,
            model,
            exported_model,
            ..Arguments::of_project(project).job(id)
        };
        Ok(to_js(&self.contract.job_of(operation, &names)?))
    }
}

impl AzureLanguage {
    pub(crate) fn contract(&self) -> &Rc<service::AzureLanguage> {
        &self.contract
    }

    pub(crate) fn client(&self) -> &Rc<Client> {
        &self.client
    }
}
