//! The verbs that every service's class has: wasm-bindgen knows no traits, so a macro writes them.

/// Adds the shared verbs to a class with a `client`.
macro_rules! verbs {
    ($class:ident) => {
        #[wasm_bindgen]
        impl $class {
            /// Reads a job's status.
            #[wasm_bindgen(js_name = statusRequest, unchecked_return_type = "HttpRequest")]
            pub fn status_request(
                &self,
                #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
            ) -> Result<JsValue, JsValue> {
                Ok(self.client.status_request(job)?)
            }

            /// Fetches what a job made.
            #[wasm_bindgen(js_name = resultRequest, unchecked_return_type = "HttpRequest")]
            pub fn result_request(
                &self,
                #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "JobStatus")] status: &JsValue,
            ) -> Result<JsValue, JsValue> {
                Ok(self.client.result_request(job, status)?)
            }

            /// Reads the answer to a submission.
            #[wasm_bindgen(js_name = readSubmission, unchecked_return_type = "Job")]
            pub fn read_submission(
                &self,
                #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
            ) -> Result<JsValue, JsValue> {
                Ok(self.client.read_submission(request, response)?)
            }

            /// Reads the answer to a status request. A job that failed is a reading.
            #[wasm_bindgen(js_name = readStatus, unchecked_return_type = "JobStatus")]
            pub fn read_status(
                &self,
                #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
            ) -> Result<JsValue, JsValue> {
                Ok(self.client.read_status(response)?)
            }

            /// The same request with the credential in it, also when a provider must be asked for
            /// a token. For pages that make their own calls.
            #[wasm_bindgen(unchecked_return_type = "Promise<HttpRequest>")]
            pub fn authorize(
                &self,
                #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
            ) -> Result<Promise, JsValue> {
                Ok(self.client.authorize(request)?)
            }

            /// Submits, once, and gives the poller of the job.
            #[wasm_bindgen(unchecked_return_type = "Promise<JobPoller>")]
            pub fn start(
                &self,
                #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
                #[wasm_bindgen(unchecked_optional_param_type = "PollOptions")] options: &JsValue,
            ) -> Result<Promise, JsValue> {
                Ok(self.client.start(request, options)?)
            }

            /// Follows a job that was started before: a `Job`, its JSON, or a job URL.
            pub fn follow(
                &self,
                #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
                #[wasm_bindgen(unchecked_optional_param_type = "PollOptions")] options: &JsValue,
            ) -> Result<JobPoller, JsValue> {
                Ok(self.client.follow(job, options)?)
            }
        }
    };
}

pub(super) use verbs;
