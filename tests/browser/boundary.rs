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
    one_answer_comes_as_the_service_sent_it
    a_list_is_followed_over_all_its_pages
    from_a_page_that_was_read_by_hand_the_rest_can_be_called
    failures_that_pass_are_waited_out_on_every_page
    a_service_that_throttles_is_given_the_time_that_it_asks_for
    a_service_that_goes_on_throttling_is_told_of_when_the_time_is_over
    a_failure_that_does_not_pass_is_the_answer
    an_abort_ends_a_call_under_way_and_one_that_waits_with_its_own_reason
    a_read_that_hangs_is_sent_again_and_ends_with_the_time
    requests_that_change_something_are_sent_once
    a_page_that_lies_elsewhere_is_not_fetched
    pages_that_go_round_in_circles_have_an_end
    what_an_api_version_a_family_or_a_call_has_not_is_refused_at_once
}

scenarios! { fetch_failures "fetchFailures":
    what_a_page_s_fetch_rejects_with_is_the_cause_of_a_network_error
    what_a_page_s_fetch_throws_is_the_cause_of_a_network_error
    what_the_platform_s_fetch_rejects_with_is_the_cause_of_a_network_error
    what_the_platform_s_fetch_throws_is_the_cause_of_a_network_error
    the_fetch_of_the_platform_drives_a_whole_export
    a_poll_that_fails_in_any_way_is_sent_again
    a_download_that_fails_in_any_way_is_sent_again
    a_fetch_that_resolves_to_no_response_is_refused_by_name
    a_lying_response_gives_an_error_of_this_package_and_no_trap
    a_body_that_lies_about_itself_fails_the_download_and_no_more
    a_fetch_that_ignores_its_signal_times_out
    a_fetch_that_heeds_its_signal_is_told_when_the_request_takes_too_long
    polls_without_an_answer_are_sent_again_until_the_deadline
    a_redirect_that_a_browser_hides_is_not_followed
}

scenarios! { aborts "aborts":
    a_signal_that_calls_its_listener_at_once_ends_every_wait
    a_signal_that_has_aborted_before_lets_nothing_be_sent
    an_abort_ends_a_submission_under_way
    an_abort_ends_a_submission_whose_fetch_ignores_signals
    an_abort_ends_a_submission_that_waits_for_its_token
    an_abort_ends_a_poll_under_way
    an_abort_ends_the_wait_between_two_polls
    an_abort_ends_an_iteration_that_waits
    an_abort_ends_a_download_under_way
    an_abort_ends_a_download_whose_body_has_stalled
    an_abort_ends_the_wait_before_a_download_is_sent_again
    the_request_of_what_was_aborted_is_aborted_too
    who_still_waits_for_a_shared_request_keeps_it
    after_an_abort_the_same_poller_goes_on_when_it_is_asked
    an_abort_after_the_end_changes_nothing
    a_signal_that_is_none_is_refused_at_once
}

scenarios! { following "following":
    an_iteration_starts_without_a_wait_and_ends_after_the_last_status
    leaving_an_iteration_ends_the_polling
    an_error_in_the_body_of_an_iteration_ends_the_polling_and_comes_out
    a_failed_job_gives_a_status_to_iterations_and_an_error_to_waits
    a_second_iteration_of_an_ended_job_gives_the_last_reading_and_ends
    an_iterator_is_itself_iterable_and_stays_at_its_end
    a_poll_that_fails_for_good_ends_the_iteration_with_its_error
    several_who_wait_share_one_request_at_a_time
    every_listener_hears_every_reading_until_it_is_unsubscribed
    a_listener_that_throws_is_reported_as_uncaught_and_hinders_nobody
    a_listener_may_poll_listen_unsubscribe_and_abort
    what_a_poller_says_of_itself_between_two_polls
    one_poll_resolves_with_its_reading_or_rejects_with_its_failure
    job_and_status_are_the_same_frozen_objects_until_they_change
    a_store_that_reads_snapshots_settles_and_hears_of_every_change
    a_poller_that_is_freed_while_somebody_waits_still_settles
}

scenarios! { results "results":
    a_project_file_comes_out_as_bytes_as_a_blob_and_as_a_project
    a_report_comes_out_as_a_zip_file_with_its_files_listed
    bytes_are_copies_what_a_page_does_with_them_changes_nothing
    progress_is_told_in_bytes_with_the_whole_where_it_is_known
    a_job_is_plain_data_json_and_a_structured_clone_of_it_follow_the_same_job
    a_status_is_plain_data
    a_status_has_the_names_of_the_types_whatever_the_service_calls_them
    a_request_is_plain_data_and_may_be_sent_by_anything
    both_kinds_of_response_objects_are_read_alike
    an_error_has_its_class_a_stack_a_code_and_the_service_s_errors
}

scenarios! { wrong_arguments "wrongArguments":
    a_client_of_azure_language_is_refused_what_it_cannot_use
    a_client_of_avepoint_is_refused_what_it_cannot_use
    a_builder_of_requests_is_refused_what_the_contract_has_not
    a_builder_of_avepoint_is_refused_what_the_contract_has_not
    readers_refuse_what_is_not_a_request_response_job_or_status
    options_of_following_that_are_none_are_refused
    an_option_that_no_class_knows_is_refused_and_the_nearest_one_named
    one_object_of_options_may_serve_several_calls_and_may_be_of_a_class
    what_somebody_put_into_object_prototype_is_nobody_s_option
    a_project_file_that_is_none_is_refused_by_name
    a_wrong_argument_is_named_without_its_content
}
