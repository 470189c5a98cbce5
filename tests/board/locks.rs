//! A platform whose locks do not answer or fail.

use export_jobs::tabs::{Election, ElectionAction, Message, Role};
use export_jobs::{Machine, Moment};

fn actions(tabs: &mut Election) -> Vec<ElectionAction> {
    std::iter::from_fn(|| tabs.poll_action()).collect()
}

/// Lets time pass for a tab. Returns the actions that it requested.
fn wait(tabs: &mut Election, until: u64) -> Vec<ElectionAction> {
    let mut asked = actions(tabs);
    while let Some(at) = tabs.timeout().filter(|at| *at <= until) {
        tabs.handle_timeout(Moment::at(at));
        asked.extend(actions(tabs));
    }
    asked
}

#[test]
fn a_tab_works_alone_within_seconds_when_locks_never_answer() {
    let mut tabs = Election::new("1".into(), false, 0);
    let asked = wait(&mut tabs, 5_000);
    assert_eq!(
        asked.iter().filter(|it| matches!(it, ElectionAction::LookAtLock(_))).count(),
        2,
        "{asked:?}"
    );
    assert_eq!(asked.last(), Some(&ElectionAction::Alone));
    assert_eq!(tabs.role(), Role::Alone);
    assert!(tabs.alone_because().unwrap().contains("do not answer"));
    assert_eq!(tabs.timeout(), None, "it waits for nothing more");
}

#[test]
fn a_tab_works_alone_when_the_lock_is_never_granted() {
    let mut tabs = Election::new("1".into(), false, 0);
    actions(&mut tabs);
    // Queries are answered, and requests are not, not even one that steals the lock.
    tabs.handle_lock_holder(1, false, Moment::at(10));
    let asked = wait(&mut tabs, 15_000);
    assert!(asked.contains(&ElectionAction::RequestLock { steal: true }), "{asked:?}");
    assert_eq!(tabs.role(), Role::Alone);
}

#[test]
fn a_tab_works_alone_when_locks_are_refused() {
    let mut tabs = Election::new("1".into(), false, 0);
    actions(&mut tabs);
    tabs.handle_lock(false, Moment::at(1));
    assert_eq!(tabs.role(), Role::Following, "another tab may have stolen it in the meantime");
    tabs.handle_lock(false, Moment::at(2));
    assert_eq!(tabs.role(), Role::Alone);
    assert!(tabs.alone_because().unwrap().contains("refuses"));
}

#[test]
fn a_leader_polls_on_without_the_lock_when_locks_do_not_answer() {
    let mut tabs = Election::new("1".into(), false, 0);
    tabs.handle_lock(true, Moment::at(5));
    actions(&mut tabs);
    tabs.need_lease(2_000);
    let asked = wait(&mut tabs, 7_000);
    assert_eq!(
        asked,
        [ElectionAction::LookAtLock(2), ElectionAction::LookAtLock(3), ElectionAction::Alone]
    );
}

#[test]
fn a_tab_joins_the_others_when_the_locks_answer_after_all() {
    let alone = || {
        let mut tabs = Election::new("1".into(), false, 0);
        wait(&mut tabs, 5_000);
        assert_eq!(tabs.role(), Role::Alone);
        tabs
    };
    let mut granted = alone();
    granted.handle_lock(true, Moment::at(6_000));
    assert_eq!((granted.role(), granted.alone_because()), (Role::Leading, None));
    assert!(granted.lease().is_some() && actions(&mut granted).contains(&ElectionAction::Lead));
    // Another tab polls, so this one stops.
    let mut told = alone();
    told.handle_message("2", &Message::Here, Moment::at(6_000));
    assert_eq!((told.role(), told.alone_because()), (Role::Following, None));
    assert!(actions(&mut told).contains(&ElectionAction::Follow));
    let mut looked = alone();
    looked.handle_lock_holder(2, false, Moment::at(6_000));
    assert_eq!(looked.role(), Role::Following);
}

#[test]
fn an_old_answer_takes_no_lock_away() {
    let mut tabs = Election::new("1".into(), false, 0);
    tabs.handle_lock(true, Moment::at(5));
    // This answers the first query.
    tabs.handle_lock_holder(1, false, Moment::at(6));
    assert_eq!(tabs.role(), Role::Leading);
}
