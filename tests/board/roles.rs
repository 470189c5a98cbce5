//! The steps of a tab in each role, and their times.

use export_jobs::tabs::{Election, ElectionAction, Message, Role};
use export_jobs::{Machine, Moment};

const REQUEST: ElectionAction = ElectionAction::RequestLock { steal: false };
const STEAL: ElectionAction = ElectionAction::RequestLock { steal: true };

fn actions(tabs: &mut Election) -> Vec<ElectionAction> {
    std::iter::from_fn(|| tabs.poll_action()).collect()
}

fn look(number: u32) -> ElectionAction {
    ElectionAction::LookAtLock(number)
}

fn say(message: Message) -> ElectionAction {
    ElectionAction::Post(message)
}

/// Returns a tab that follows another, which it heard of at 0, and waits for no answer of the platform.
fn follower(hidden: bool) -> Election {
    let mut tabs = Election::new("1".into(), hidden, 0);
    assert_eq!(actions(&mut tabs), [REQUEST, say(Message::Hello), look(1)]);
    tabs.handle_lock_holder(1, false, Moment::at(0));
    assert_eq!(tabs.role(), Role::Following);
    tabs
}

fn leader(hidden: bool) -> Election {
    let mut tabs = follower(hidden);
    tabs.handle_lock(true, Moment::at(0));
    assert_eq!(actions(&mut tabs), [ElectionAction::Lead, ElectionAction::SendAll]);
    tabs
}

#[test]
fn a_follower_takes_the_lock_after_two_unanswered_questions() {
    let mut tabs = follower(false);
    for at in [2_000, 4_000] {
        assert_eq!(tabs.timeout(), Some(at));
        tabs.handle_timeout(Moment::at(at - 1));
        assert_eq!(actions(&mut tabs), []);
        tabs.handle_timeout(Moment::at(at));
        assert_eq!(actions(&mut tabs), [say(Message::Ask { visible: true })]);
    }
    tabs.handle_timeout(Moment::at(6_000));
    assert_eq!(actions(&mut tabs), [STEAL]);
    // The platform is queried twice.
    tabs.handle_timeout(Moment::at(7_999));
    assert_eq!((actions(&mut tabs), tabs.timeout()), (vec![], Some(8_000)));
    tabs.handle_timeout(Moment::at(8_000));
    assert_eq!(actions(&mut tabs), [STEAL]);
    tabs.handle_timeout(Moment::at(10_000));
    assert_eq!((actions(&mut tabs), tabs.role()), (vec![ElectionAction::Alone], Role::Alone));
    assert_eq!(tabs.timeout(), None);
}

#[test]
fn an_answer_of_the_leader_resets_the_questions() {
    let mut tabs = follower(true);
    tabs.handle_timeout(Moment::at(2_000));
    assert_eq!(actions(&mut tabs), [say(Message::Ask { visible: false })]);
    tabs.handle_message("2", &Message::Here, Moment::at(2_500));
    assert_eq!(tabs.timeout(), Some(4_500));
    tabs.handle_timeout(Moment::at(4_500));
    tabs.handle_timeout(Moment::at(6_500));
    assert_eq!(actions(&mut tabs).len(), 2, "two more questions");
    tabs.handle_sign_of_leader(Moment::at(6_600));
    assert_eq!(tabs.timeout(), Some(8_600));
}

#[test]
fn a_lease_lasts_a_second_and_a_half() {
    let mut tabs = follower(false);
    assert_eq!(tabs.lease(), None);
    tabs.handle_lock(true, Moment::at(700));
    assert_eq!((tabs.lease(), tabs.timeout()), (Some(2_200), None));
    tabs.need_lease(1_000);
    // Counted from the query, because the platform may have looked at that moment.
    tabs.handle_lock_holder(2, true, Moment::at(1_050));
    assert_eq!(tabs.lease(), Some(2_500));
    tabs.handle_lock(false, Moment::at(1_100));
    assert_eq!(tabs.lease(), None);
}

#[test]
fn only_a_leader_queries_the_lock_and_once_at_a_time() {
    let mut tabs = leader(false);
    tabs.need_lease(1_500);
    tabs.need_lease(1_600);
    assert_eq!(actions(&mut tabs), [look(2)]);
    tabs.handle_lock_holder(2, true, Moment::at(1_700));
    tabs.need_lease(3_200);
    assert_eq!(actions(&mut tabs), [look(3)]);
    tabs.handle_lock_holder(3, false, Moment::at(3_300));
    assert_eq!(actions(&mut tabs), [ElectionAction::Follow, REQUEST]);
    tabs.need_lease(5_000);
    tabs.handle_lock_holder(3, true, Moment::at(5_100));
    assert_eq!((actions(&mut tabs), tabs.role()), (vec![], Role::Following));
}

#[test]
fn each_answer_about_the_lock_is_dated_by_its_own_question() {
    let mut tabs = leader(false);
    tabs.need_lease(1_500);
    // The tab freezes. When it thaws, it asks again, and then hears the answer to the first question.
    tabs.handle_timeout(Moment::at(60_000));
    assert_eq!(actions(&mut tabs), [look(2), look(3)]);
    tabs.handle_lock_holder(2, true, Moment::at(60_001));
    assert_eq!(tabs.lease(), Some(3_000));
    tabs.handle_lock_holder(3, true, Moment::at(60_002));
    assert_eq!(tabs.lease(), Some(61_500));
    // Neither is answered twice.
    tabs.handle_lock_holder(2, false, Moment::at(60_003));
    tabs.handle_lock_holder(3, false, Moment::at(60_003));
    assert_eq!((tabs.role(), actions(&mut tabs)), (Role::Leading, vec![]));
}

#[test]
fn an_answer_from_before_the_grant_does_not_end_the_lead() {
    let mut tabs = Election::new("1".into(), false, 0);
    tabs.handle_lock(true, Moment::at(10));
    tabs.need_lease(1_600);
    // The answer to the first query, and then the answer to the second.
    tabs.handle_lock_holder(1, false, Moment::at(1_700));
    assert_eq!(tabs.role(), Role::Leading);
    tabs.handle_lock_holder(2, true, Moment::at(1_701));
    assert_eq!(tabs.lease(), Some(3_100));
}

#[test]
fn a_leader_that_loses_the_lock_has_not_been_refused() {
    let mut tabs = leader(false);
    for at in [10, 20] {
        tabs.handle_lock(false, Moment::at(at));
        assert_eq!(actions(&mut tabs), [ElectionAction::Follow, REQUEST]);
        tabs.handle_lock(true, Moment::at(at + 5));
        actions(&mut tabs);
    }
    tabs.handle_lock(false, Moment::at(30));
    tabs.handle_lock(false, Moment::at(31));
    assert_eq!(tabs.role(), Role::Following, "refused once");
    tabs.handle_lock(false, Moment::at(32));
    assert_eq!(tabs.role(), Role::Alone);
    assert!(tabs.alone_because().is_some_and(|why| why.contains("refuses its locks")));
}

#[test]
fn a_leader_answers_and_a_follower_does_not() {
    let asks = || Message::Ask { visible: true };
    let mut tabs = leader(false);
    tabs.handle_message("2", &Message::Hello, Moment::at(10));
    assert_eq!(actions(&mut tabs), [ElectionAction::SendAll]);
    tabs.handle_message("2", &asks(), Moment::at(20));
    assert_eq!(actions(&mut tabs), [say(Message::Here)]);
    let mut tabs = follower(true);
    tabs.handle_message("2", &Message::Hello, Moment::at(10));
    tabs.handle_message("2", &asks(), Moment::at(20));
    assert_eq!(actions(&mut tabs), []);
}

#[test]
fn a_hidden_leader_hands_the_lock_to_a_visible_tab() {
    for (hidden, visible, needed) in
        [(false, true, false), (true, false, false), (true, true, true), (false, false, true)]
    {
        let mut tabs = leader(hidden);
        tabs.set_needed(needed);
        tabs.handle_message("2", &Message::Ask { visible }, Moment::at(10));
        assert_eq!(actions(&mut tabs), [say(Message::Here)], "{hidden} {visible} {needed}");
    }
    let mut tabs = leader(true);
    tabs.handle_message("2", &Message::Ask { visible: true }, Moment::at(10));
    let yours = say(Message::Yours { to: "2".to_owned() });
    assert_eq!(actions(&mut tabs), [ElectionAction::Follow, ElectionAction::SendAll, yours]);
    assert_eq!((tabs.role(), tabs.timeout()), (Role::Following, Some(2_010)));
}

#[test]
fn only_the_named_tab_takes_the_lock_that_is_given() {
    let mut tabs = follower(false);
    tabs.handle_message("2", &Message::Yours { to: "3".to_owned() }, Moment::at(10));
    assert_eq!((actions(&mut tabs), tabs.timeout()), (vec![], Some(2_010)));
    tabs.handle_message("2", &Message::Yours { to: "1".to_owned() }, Moment::at(20));
    assert_eq!(actions(&mut tabs), [STEAL]);
}

#[test]
fn only_a_follower_takes_the_lead_and_once_at_a_time() {
    let mut tabs = follower(false);
    tabs.take_lead(10);
    tabs.take_lead(20);
    assert_eq!(actions(&mut tabs), [STEAL]);
    tabs.handle_lock(true, Moment::at(40));
    actions(&mut tabs);
    tabs.take_lead(50);
    assert_eq!(actions(&mut tabs), []);
}

#[test]
fn a_request_for_the_lock_still_waits_after_an_earlier_query_is_answered() {
    let mut tabs = Election::new("1".into(), false, 0);
    tabs.handle_message("2", &Message::Yours { to: "1".to_owned() }, Moment::at(10));
    assert_eq!(actions(&mut tabs), [REQUEST, say(Message::Hello), look(1), STEAL]);
    tabs.handle_lock_holder(1, false, Moment::at(30));
    assert_eq!(tabs.timeout(), Some(2_010));
}

#[test]
fn a_follower_that_becomes_visible_asks_for_the_lead() {
    let mut tabs = follower(true);
    tabs.set_hidden(false, 10);
    assert_eq!(actions(&mut tabs), [say(Message::Ask { visible: true })]);
    tabs.set_hidden(true, 20);
    assert_eq!(actions(&mut tabs), []);
    let mut tabs = leader(true);
    tabs.set_hidden(false, 10);
    assert_eq!(actions(&mut tabs), []);
    tabs.handle_message("2", &Message::Ask { visible: true }, Moment::at(20));
    assert_eq!(actions(&mut tabs), [say(Message::Here)], "it is seen itself");
}
