use super::*;
use proptest::prelude::*;

#[test]
fn a_place_is_kept_until_the_answer_or_the_loss() {
    let mut places = Reservations::default();
    assert_eq!((places.free_at(2, 5), places.free_at(0, 5)), (Some(5), None));
    places.begin("a/1", 0);
    places.begin("b/1", 1_000);
    assert_eq!((places.count(1_000), places.free_at(2, 1_000)), (2, Some(LOST_AFTER_MS)));
    assert_eq!(places.free_at(1, 1_000), Some(LOST_AFTER_MS + 1_000));
    assert!(places.end("a/1"));
    assert!(!places.end("a/1"), "only once");
    assert_eq!((places.count(1_000), places.free_at(2, 1_000)), (1, Some(1_000)));
    assert_eq!(places.count(LOST_AFTER_MS + 1_000), 0);
}

#[test]
fn an_old_account_brings_nothing_back() {
    let mut places = Reservations::default();
    places.begin("a/1", 0);
    let before = places.state(0);
    places.end("a/1");
    places.merge(before.clone(), 10, 10);
    assert_eq!(places.count(10), 0);
    // It is sent again, and an account of its first end does not end it.
    let ended = places.state(10);
    places.begin("a/1", 20);
    places.merge(ended, 0, 30);
    assert_eq!(places.count(30), 1);
    // What has been lost on the way is none.
    let mut others = Reservations::default();
    others.merge(before, LOST_AFTER_MS, 0);
    assert_eq!(others.count(0), 0);
}

proptest! {
    /// Tabs that hear of the same in any order, and more than once, agree.
    #[test]
    fn accounts_agree_in_any_order(
        steps in proptest::collection::vec((0_u8..3, any::<bool>()), 0..30),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let mut places = Reservations::default();
        let mut accounts = vec![places.state(0)];
        for (who, begins) in steps {
            let name = format!("{who}/1");
            if begins { places.begin(&name, 0) } else { places.end(&name); }
            accounts.push(places.state(0));
        }
        let mut other = Reservations::default();
        for index in &order {
            other.merge(accounts[index.index(accounts.len())].clone(), 0, 0);
        }
        other.merge(places.state(0), 0, 0);
        let sorted = |places: &Reservations| {
            let mut state = places.state(0);
            state.sort_by(|a, b| a.name.cmp(&b.name));
            state
        };
        prop_assert_eq!(sorted(&other), sorted(&places));
    }
}

#[test]
fn a_reservation_is_remembered_until_it_is_lost() {
    let kept_at = |now| {
        let mut places = Reservations::default();
        places.begin("a/1", 0);
        places.begin("b/1", now);
        places.version("a/1")
    };
    assert_eq!((kept_at(LOST_AFTER_MS - 1), kept_at(LOST_AFTER_MS)), (1, 0));
    let mut places = Reservations::default();
    places.begin("a/1", 0);
    assert_eq!((places.count(LOST_AFTER_MS - 1), places.count(LOST_AFTER_MS)), (1, 0));
    let last = ReservationState { name: "a/1".to_owned(), version: 1, lost_in_ms: 1 };
    assert_eq!(places.state(LOST_AFTER_MS - 1), [last]);
    assert_eq!(places.state(LOST_AFTER_MS), []);
    let merged_at = |now| {
        let mut places = Reservations::default();
        places.begin("a/1", 0);
        places.merge(Vec::new(), 0, now);
        places.version("a/1")
    };
    assert_eq!((merged_at(LOST_AFTER_MS - 1), merged_at(LOST_AFTER_MS)), (1, 0));
}

#[test]
fn a_version_grows_when_a_submission_begins_and_when_it_ends() {
    let mut places = Reservations::default();
    places.begin("a/1", 0);
    places.begin("b/1", 0);
    places.begin("b/1", 500);
    assert_eq!((places.version("a/1"), places.version("b/1"), places.version("c/1")), (1, 1, 0));
    assert_eq!(places.state(500)[1].lost_in_ms, LOST_AFTER_MS, "it began anew");
    assert!(!places.end("c/1"));
    assert_eq!(places.count(500), 2);
    assert!(places.end("b/1"));
    places.begin("b/1", 600);
    assert_eq!((places.version("a/1"), places.version("b/1")), (1, 3));
}

#[test]
fn only_a_later_version_ends_a_reservation() {
    let mut places = Reservations::default();
    for name in ["a/1", "b/1"] {
        places.begin(name, 0);
    }
    assert!(!places.end_at("b/1", 0));
    assert!(!places.end_at("b/1", 1));
    assert!(!places.end_at("c/1", 2));
    assert_eq!(places.count(0), 2);
    assert!(places.end_at("b/1", 2));
    assert_eq!((places.version("a/1"), places.version("b/1"), places.count(0)), (1, 2, 1));
}

#[test]
fn of_two_accounts_of_a_reservation_the_later_version_counts() {
    let theirs = |version, lost_in_ms| {
        vec![ReservationState { name: "b/1".to_owned(), version, lost_in_ms }]
    };
    let mut places = Reservations::default();
    places.begin("a/1", 0);
    places.begin("b/1", 0);
    places.merge(theirs(1, 5_000), 0, 100);
    assert_eq!(places.state(100)[1].lost_in_ms, LOST_AFTER_MS - 100, "the same version");
    places.merge(theirs(3, 5_000), 1_000, 100);
    let state = places.state(100);
    assert_eq!((state[1].version, state[1].lost_in_ms), (3, 4_000));
    assert_eq!((state[0].version, state[0].lost_in_ms), (1, LOST_AFTER_MS - 100));
    // One that is not known here: if there is time left, and never more than there can be.
    let left = |lost_in_ms, since_ms| {
        let mut places = Reservations::default();
        places.merge(theirs(1, lost_in_ms), since_ms, 0);
        places.state(0).first().map(|one| one.lost_in_ms)
    };
    assert_eq!((left(5_000, 4_999), left(5_000, 5_000)), (Some(1), None));
    assert_eq!(left(u64::MAX, 0), Some(LOST_AFTER_MS));
}
