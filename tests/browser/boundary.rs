//! The scenarios in `tests/browser/*.js`, each as a separate test, against the crate as built for
//! tests: with overflow checks and debug assertions. The including file decides where they run.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use export_jobs::wasm::{AvePoint, AzureLanguage, ExportedProject, JobBoard, LanguageRuntime};

#[wasm_bindgen(module = "/tests/browser/scenarios.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn run(topic: &str, name: &str, module: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = namesOf)]
    fn names_of(topic: &str) -> Array;
}

/// Includes the files that the scenarios import. Only files that Rust names are copied.
macro_rules! imported {
    ($($file:literal $export:ident $name:ident;)*) => {$(
        #[wasm_bindgen(module = $file)]
        extern "C" {
            #[wasm_bindgen(thread_local_v2, js_name = $export)]
            static $name: JsValue;
        }
    )*};
}

imported! {
    "/tests/browser/aborts.js" scenarios ABORTS;
    "/tests/browser/calling.js" scenarios CALLING;
    "/tests/browser/fetch-failures.js" scenarios FETCH_FAILURES;
    "/tests/browser/following.js" scenarios FOLLOWING;
    "/tests/browser/results.js" scenarios RESULTS;
    "/tests/browser/wrong-arguments.js" scenarios WRONG_ARGUMENTS;
    "/tests/support/expect.js" ok EXPECT;
    "/tests/support/scripted-service.js" scripted SCRIPTED_SERVICE;
    "/tests/support/virtual-time.js" virtualTime VIRTUAL_TIME;
}

/// The classes, as imported by a page.
fn module() -> Result<JsValue, JsValue> {
    let options = |pairs: &[(&str, &str)]| {
        let object = Object::new();
        for (name, value) in pairs {
            Reflect::set(&object, &(*name).into(), &(*value).into())?;
        }
        Ok::<JsValue, JsValue>(object.into())
    };
    let class_of = |object: JsValue| Reflect::get(&object, &"constructor".into());
    let origin = "https://a.example";
    let Err(error) = AzureLanguage::new(&JsValue::UNDEFINED) else {
        return Err("A client without options was made.".into());
    };
    let language =
        AzureLanguage::new(&options(&[("endpoint", origin), ("family", "analyze-text")])?)?;
    let language = JsValue::from(language);
    let of_board = options(&[])?;
    Reflect::set(&of_board, &"clients".into(), &language)?;
    let runtime = LanguageRuntime::new(&options(&[("endpoint", origin)])?)?;
    let classes = [
        ("AzureLanguage", class_of(language)?),
        ("JobBoard", class_of(JobBoard::new(&of_board)?.into())?),
        ("LanguageRuntime", class_of(runtime.into())?),
        ("AvePoint", class_of(AvePoint::new(&options(&[("baseUrl", origin)])?)?.into())?),
        ("ExportedProject", class_of(ExportedProject::parse(&PROJECT.into())?.into())?),
        ("ExportJobsError", class_of(JsValue::from(error))?),
    ];
    let module = Object::new();
    for (name, class) in classes {
        Reflect::set(&module, &name.into(), &class)?;
    }
    Ok(module.into())
}

const PROJECT: &str = r#"{"projectFileVersion":"2023-04-01","metadata":{},"assets":{}}"#;

/// Declares the scenarios of a topic as tests, and checks that none is missing.
macro_rules! scenarios {
    ($topic:ident $js:literal: $($name:ident)*) => {
        mod $topic {
            use super::*;

            $(
                #[wasm_bindgen_test]
                async fn $name() -> Result<(), JsValue> {
                    run($js, stringify!($name), &module()?).await.map(drop)
                }
            )*

            #[wasm_bindgen_test]
            fn every_scenario_is_named_here() {
                let names: Vec<_> = names_of($js).iter().filter_map(|name| name.as_string()).collect();
                assert_eq!(names, [$(stringify!($name)),*]);
            }
        }
    };
}

scenarios! { calling "calling":
    a_single_answer_is_given_as_the_service_sent_it
    a_list_is_followed_over_all_its_pages
    the_rest_of_a_list_can_be_read_from_any_page_of_it
    transient_failures_are_retried_on_every_page
    a_throttled_call_waits_as_long_as_the_service_requests
    endless_throttling_is_reported_when_the_time_is_over
    a_permanent_failure_rejects_without_a_retry
    an_abort_ends_a_call_under_way_and_one_that_waits_with_its_own_reason
    a_read_that_hangs_is_sent_again_and_ends_with_timeoutms
    requests_that_change_something_are_sent_once
    a_page_at_another_origin_is_not_fetched
    a_list_whose_pages_form_a_circle_ends
    operations_that_the_api_version_the_family_or_a_call_does_not_have_are_refused_immediately
}

scenarios! { fetch_failures "fetchFailures":
    the_value_that_a_page_s_fetch_rejects_with_is_the_cause_of_a_network_error
    the_value_that_a_page_s_fetch_throws_is_the_cause_of_a_network_error
    the_value_that_the_platform_s_fetch_rejects_with_is_the_cause_of_a_network_error
    the_value_that_the_platform_s_fetch_throws_is_the_cause_of_a_network_error
    a_whole_export_runs_with_the_platform_s_fetch
    a_poll_that_fails_in_any_way_is_sent_again
    a_download_that_fails_in_any_way_is_sent_again
    a_fetch_that_resolves_to_something_other_than_a_response_is_refused_by_name
    a_response_with_wrong_members_gives_an_error_of_this_package_and_no_trap
    a_body_with_wrong_members_fails_only_the_download
    a_fetch_that_ignores_its_signal_times_out
    a_fetch_that_uses_its_signal_is_aborted_when_the_request_takes_too_long
    polls_without_an_answer_are_sent_again_until_the_deadline
    a_redirect_that_a_browser_hides_is_not_followed
}

scenarios! { aborts "aborts":
    a_signal_that_calls_its_listener_immediately_ends_every_wait
    nothing_is_sent_with_a_signal_that_has_already_aborted
    an_abort_ends_a_submission_under_way
    an_abort_ends_a_submission_whose_fetch_ignores_signals
    an_abort_ends_a_submission_that_waits_for_its_token
    an_abort_ends_a_poll_under_way
    an_abort_ends_the_wait_between_two_polls
    an_abort_ends_an_iteration_that_waits
    an_abort_ends_a_download_under_way
    an_abort_ends_a_download_whose_body_has_stalled
    an_abort_ends_the_wait_before_a_download_is_sent_again
    an_abort_also_aborts_the_request
    a_shared_request_continues_for_the_calls_that_still_wait
    a_poller_can_be_used_again_after_an_abort
    an_abort_after_the_end_changes_nothing
    a_value_that_is_not_a_signal_is_refused_immediately
}

scenarios! { following "following":
    an_iteration_starts_without_a_wait_and_ends_after_the_last_status
    breaking_out_of_an_iteration_ends_the_polling
    an_error_in_the_body_of_an_iteration_ends_the_polling_and_comes_out
    a_failed_job_gives_a_status_to_iterations_and_an_error_to_waits
    a_second_iteration_of_an_ended_job_gives_the_last_reading_and_ends
    an_iterator_is_itself_iterable_and_stays_at_its_end
    a_permanent_failure_of_a_poll_ends_the_iteration_with_its_error
    several_waiting_calls_share_one_request_at_a_time
    every_listener_hears_every_reading_until_it_is_unsubscribed
    a_listener_that_throws_is_reported_as_uncaught_and_does_not_disturb_the_others
    a_listener_may_poll_listen_unsubscribe_and_abort
    a_poller_shows_its_state_between_two_polls
    one_poll_resolves_with_its_reading_or_rejects_with_its_failure
    job_and_status_are_the_same_frozen_objects_until_they_change
    a_store_that_reads_snapshots_settles_and_hears_of_every_change
    waiting_calls_settle_when_the_poller_is_freed
}

scenarios! { results "results":
    a_project_file_is_given_as_bytes_as_a_blob_and_as_a_project
    a_report_is_given_as_a_zip_file_with_a_list_of_its_files
    bytes_are_copies_and_changing_them_changes_nothing_else
    progress_is_reported_in_bytes_with_the_total_when_it_is_known
    a_job_is_plain_data_json_and_a_structured_clone_of_it_follow_the_same_job
    a_status_is_plain_data
    a_status_has_the_names_of_the_declared_types_for_every_service
    a_request_is_plain_data_and_can_be_sent_by_any_http_client
    both_kinds_of_response_objects_are_read_alike
    an_error_has_its_class_a_stack_a_code_and_the_service_s_errors
}

scenarios! { wrong_arguments "wrongArguments":
    a_client_of_azure_language_refuses_invalid_options
    a_client_of_avepoint_refuses_invalid_options
    a_request_builder_refuses_arguments_that_are_not_in_the_contract
    a_request_builder_of_avepoint_refuses_arguments_that_are_not_in_the_contract
    readers_refuse_what_is_not_a_request_response_job_or_status
    invalid_options_of_follow_are_refused
    an_unknown_option_is_refused_and_the_nearest_one_is_named
    one_object_of_options_may_serve_several_calls_and_may_be_of_a_class
    members_of_object_prototype_are_not_options
    a_file_that_is_not_a_project_is_refused_by_name
    a_wrong_argument_is_named_without_its_content
}
