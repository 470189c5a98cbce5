use super::*;
use crate::board::fixtures::lane_ids;
use proptest::prelude::*;

fn lane() -> LaneId {
    lane_ids()[0]
}

#[test]
fn a_place_is_kept_until_the_answer_or_the_loss() {
    let mut places = Reservations::default();
    assert_eq!((places.free_at(lane(), 2, 5), places.free_at(lane(), 0, 5)), (Some(5), None));
    places.begin(lane(), "a/1", 0);
    places.begin(lane(), "b/1", 1_000);
    assert_eq!(
        (places.count(lane(), 1_000), places.free_at(lane(), 2, 1_000)),
        (2, Some(LOST_AFTER_MS))
    );
    assert_eq!(places.free_at(lane(), 1, 1_000), Some(LOST_AFTER_MS + 1_000));
    assert_eq!((places.end("a/1"), places.end("a/1")), (2, 2), "only once");
    assert_eq!((places.count(lane(), 1_000), places.free_at(lane(), 2, 1_000)), (1, Some(1_000)));
    assert_eq!(places.count(lane(), LOST_AFTER_MS + 1_000), 0);
}

#[test]
fn an_old_account_brings_nothing_back() {
    let mut places = Reservations::default();
    places.begin(lane(), "a/1", 0);
    let before = places.state(lane(), 0);
    places.end("a/1");
    places.merge(lane(), before.clone(), 10, 10);
    assert_eq!(places.count(lane(), 10), 0);
    // It is sent again, and a late report of its first end does not end it.
    let ended = places.state(lane(), 10);
    places.begin(lane(), "a/1", 20);
    places.merge(lane(), ended, 0, 30);
    assert_eq!(places.count(lane(), 30), 1);
    // A lost submission leaves no reservation.
    let mut others = Reservations::default();
    others.merge(lane(), before, LOST_AFTER_MS, 0);
    assert_eq!(others.count(lane(), 0), 0);
}

#[test]
fn a_merge_drops_what_was_lost_by_then() {
    let mut places = Reservations::default();
    places.begin(lane(), "a/1", 0);
    places.merge(lane(), vec![], 0, LOST_AFTER_MS - 1);
    assert_eq!(places.0.len(), 1);
    places.merge(lane(), vec![], 0, LOST_AFTER_MS);
    assert_eq!(places.0.len(), 0);
}

proptest! {
    /// Tabs that get the same reports in any order, and more than once, agree.
    #[test]
    fn accounts_agree_in_any_order(
        steps in proptest::collection::vec((0_u8..3, any::<bool>()), 0..30),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let mut places = Reservations::default();
        let mut accounts = vec![places.state(lane(), 0)];
        for (who, begins) in steps {
            let name = format!("{who}/1");
            if begins { places.begin(lane(), &name, 0) } else { places.end(&name); }
            accounts.push(places.state(lane(), 0));
        }
        let mut other = Reservations::default();
        for index in &order {
            other.merge(lane(), accounts[index.index(accounts.len())].clone(), 0, 0);
        }
        other.merge(lane(), places.state(lane(), 0), 0, 0);
        let sorted = |places: &Reservations| {
            let mut state = places.state(lane(), 0);
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
        places.begin(lane(), "a/1", 0);
        places.begin(lane(), "b/1", now);
        places.version("a/1")
    };
    assert_eq!((kept_at(LOST_AFTER_MS - 1), kept_at(LOST_AFTER_MS)), (1, 0));
    let mut places = Reservations::default();
    places.begin(lane(), "a/1", 0);
    assert_eq!(
        (places.count(lane(), LOST_AFTER_MS - 1), places.count(lane(), LOST_AFTER_MS)),
        (1, 0)
    );
    let last = ReservationState { name: "a/1".to_owned(), version: 1, lost_in_ms: 1, job: None };
    assert_eq!(places.state(lane(), LOST_AFTER_MS - 1), [last]);
    assert_eq!(places.state(lane(), LOST_AFTER_MS), []);
    let merged_at = |now| {
        let mut places = Reservations::default();
        places.begin(lane(), "a/1", 0);
        places.merge(lane(), Vec::new(), 0, now);
        places.version("a/1")
    };
    assert_eq!((merged_at(LOST_AFTER_MS - 1), merged_at(LOST_AFTER_MS)), (1, 0));
}

#[test]
fn a_version_grows_when_a_submission_begins_and_when_it_ends() {
    let mut places = Reservations::default();
    places.begin(lane(), "a/1", 0);
    places.begin(lane(), "b/1", 0);
    places.begin(lane(), "b/1", 500);
    assert_eq!((places.version("a/1"), places.version("b/1"), places.version("c/1")), (1, 1, 0));
    assert_eq!(places.state(lane(), 500)[1].lost_in_ms, LOST_AFTER_MS, "it began again");
    assert_eq!(places.end("c/1"), 0);
    assert_eq!(places.count(lane(), 500), 2);
    assert_eq!(places.end("b/1"), 2);
    places.begin(lane(), "b/1", 600);
    assert_eq!((places.version("a/1"), places.version("b/1")), (1, 3));
}

#[test]
fn only_a_later_version_ends_a_reservation() {
    let mut places = Reservations::default();
    for name in ["a/1", "b/1"] {
        places.begin(lane(), name, 0);
    }
    for (name, version) in [("b/1", 0), ("b/1", 1), ("c/1", 2)] {
        places.end_at(name, version);
        assert_eq!(places.count(lane(), 0), 2, "{name} {version}");
    }
    places.end_at("b/1", 2);
    let versions = (places.version("a/1"), places.version("b/1"), places.version("c/1"));
    assert_eq!((versions, places.count(lane(), 0)), ((1, 2, 0), 1));
}

#[test]
fn each_lane_has_reservations_of_its_own() {
    let mut places = Reservations::default();
    let [one, other] = lane_ids();
    places.begin(one, "a/1", 0);
    assert_eq!((places.count(one, 0), places.count(other, 0)), (1, 0));
    assert_eq!((places.state(one, 0).len(), places.state(other, 0)), (1, vec![]));
    assert_eq!(
        (places.free_at(one, 1, 5), places.free_at(other, 1, 5)),
        (Some(LOST_AFTER_MS), Some(5))
    );
}

#[test]
fn of_two_accounts_of_a_reservation_the_later_version_counts() {
    let theirs = |version, lost_in_ms| {
        vec![ReservationState { name: "b/1".to_owned(), version, lost_in_ms, job: None }]
    };
    let mut places = Reservations::default();
    places.begin(lane(), "a/1", 0);
    places.begin(lane(), "b/1", 0);
    places.merge(lane(), theirs(1, 5_000), 0, 100);
    assert_eq!(places.state(lane(), 100)[1].lost_in_ms, LOST_AFTER_MS - 100, "the same version");
    places.merge(lane(), theirs(3, 5_000), 1_000, 100);
    let state = places.state(lane(), 100);
    assert_eq!((state[1].version, state[1].lost_in_ms), (3, 4_000));
    assert_eq!((state[0].version, state[0].lost_in_ms), (1, LOST_AFTER_MS - 100));
    // An unknown reservation is added if it has time left, and gets at most the longest possible
    // time.
    let left = |lost_in_ms, since_ms| {
        let mut places = Reservations::default();
        places.merge(lane(), theirs(1, lost_in_ms), since_ms, 0);
        places.state(lane(), 0).first().map(|one| one.lost_in_ms)
    };
    assert_eq!((left(5_000, 4_999), left(5_000, 5_000)), (Some(1), None));
    assert_eq!(left(u64::MAX, 0), Some(LOST_AFTER_MS));
}

#[test]
fn the_end_of_a_submission_keeps_its_place_until_its_job_is_known() {
    let url = "https://contoso.example/1";
    let mut sender = Reservations::default();
    sender.begin(lane(), "a/1", 0);
    sender.end("a/1");
    sender.started("a/1", url);
    assert_eq!(sender.count(lane(), 0), 0, "the sender has the job");
    let mut other = Reservations::default();
    other.merge(lane(), sender.state(lane(), 0), 0, 0);
    assert_eq!(other.count(lane(), 0), 1);
    other.look_for_jobs(|_| false);
    assert_eq!((other.count(lane(), 0), other.free_at(lane(), 1, 0)), (1, Some(LOST_AFTER_MS)));
    other.look_for_jobs(|it| it == url);
    assert_eq!(other.count(lane(), 0), 0);
    // The job may be removed later: its place is free.
    other.look_for_jobs(|_| false);
    assert_eq!(other.count(lane(), 0), 0);
    // Another tab learns the job's URL from this tab, even if it has only heard of the end.
    let mut third = Reservations::default();
    third.begin(lane(), "a/1", 0);
    third.end_at("a/1", 2);
    assert_eq!(third.count(lane(), 0), 0);
    third.merge(lane(), other.state(lane(), 0), 0, 0);
    assert_eq!(third.count(lane(), 0), 1);
    // Sent again, it has no job yet.
    third.begin(lane(), "a/1", 0);
    assert_eq!(third.state(lane(), 0)[0].job, None);
}
