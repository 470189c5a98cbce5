use super::*;
use crate::board::fixtures::{client, lane_ids};
use proptest::prelude::*;

/// The number of jobs that may be started in the lane.
const PLACES: u32 = 2;

fn of_this_tab(admissions: &mut Admissions) -> Submission {
    admissions.of_this_tab(client(), "https://contoso.example".to_owned(), 600_000)
}

proptest! {
    /// Submissions of this tab and of others are launched when there is a place, land, are lost,
    /// and are reported as over, in any order.
    #[test]
    fn each_submission_under_way_has_one_reservation_and_no_more_start_than_may(
        steps in proptest::collection::vec((0_u8..6, 0_u64..200_000), 1..100),
    ) {
        let (mut admissions, [lane, _]) = (Admissions::default(), lane_ids());
        admissions.set_board(3);
        let (mut now, mut others) = (0, 0);
        for (step, ms) in steps {
            match step {
                0 | 1 => if admissions.free_at(lane, PLACES, now) == Some(now) {
                    let it = if step == 0 { of_this_tab(&mut admissions) } else {
                        others += 1;
                        admissions.of_other_tab(format!("7/{others}"), 600_000)
                    };
                    let (name, id) = (it.name.clone(), it.id);
                    prop_assert_eq!(admissions.is_own(&name), step == 0);
                    admissions.launch(lane, it, true, now);
                    prop_assert!(admissions.is_in_flight(&name) && admissions.has_sent(id));
                    prop_assert_eq!(admissions.version(&name), 1);
                },
                2 => if let Some((of, it)) = admissions.land_first(&|it| !it.is_of_other_tab()) {
                    prop_assert!(of == lane && !admissions.is_in_flight(&it.name));
                    prop_assert_eq!(admissions.version(&it.name) % 2, 0, "it has ended");
                },
                3 => if let Some((_, it)) = admissions.land_first(&Submission::is_of_other_tab) {
                    let version = admissions.version(&it.name);
                    prop_assert_eq!(version % 2, u32::from(version > 0), "its own tab ends it");
                    admissions.end_at(&it.name, version + 1);
                },
                4 => while let Some(id) = admissions.first_lost(now) {
                    prop_assert!(admissions.land(id).is_some());
                },
                _ => now += ms,
            }
            prop_assert!(admissions.reserved(lane, now) <= PLACES);
            let living = admissions.in_flight.iter().filter(|it| it.lost_at > now).count();
            prop_assert_eq!(admissions.reserved(lane, now) as usize, living);
            prop_assert_eq!(admissions.next_loss(), admissions.in_flight.iter().map(|it| it.lost_at).min());
        }
    }
}

#[test]
fn a_lane_without_a_limit_on_jobs_reserves_nothing() {
    let (mut admissions, [lane, _]) = (Admissions::default(), lane_ids());
    let it = of_this_tab(&mut admissions);
    admissions.launch(lane, it, false, 0);
    assert_eq!((admissions.reserved(lane, 0), admissions.version("0/1")), (0, 0));
    assert!(admissions.is_in_flight("0/1"));
}

#[test]
fn a_submission_is_named_after_its_board_and_its_number() {
    let mut admissions = Admissions::default();
    admissions.set_board(12);
    let names = [1, 2].map(|_| of_this_tab(&mut admissions).name);
    assert_eq!(names, ["12/1", "12/2"]);
    let own = ["12/1", "12/9", "1/1", "12", "x/1"].map(|name| admissions.is_own(name));
    assert_eq!(own, [true, true, false, false, false]);
}

#[test]
fn a_submission_that_leaves_late_is_lost_later() {
    let (mut admissions, [lane, _]) = (Admissions::default(), lane_ids());
    let it = of_this_tab(&mut admissions);
    admissions.launch(lane, it, true, 100);
    assert_eq!(admissions.next_loss(), Some(100 + LOST_AFTER_MS));
    let (departing, charged_at) = admissions.depart(1, 5_000).unwrap();
    assert_eq!((departing.lane, charged_at), (lane, 100));
    assert_eq!(admissions.next_loss(), Some(5_000 + LOST_AFTER_MS));
    assert_eq!(admissions.first_lost(4_999 + LOST_AFTER_MS), None);
    assert_eq!(admissions.first_lost(5_000 + LOST_AFTER_MS), Some(1));
    assert!(admissions.depart(2, 0).is_none());
}

#[test]
fn an_offer_is_taken_once_and_in_time() {
    let (mut admissions, [lane, _]) = (Admissions::default(), lane_ids());
    for (name, deadline) in [("7/1", 100), ("7/2", 200)] {
        let it = admissions.of_other_tab(name.to_owned(), deadline);
        admissions.offer(lane, it);
    }
    admissions.drop_overdue_offers(100);
    assert!(admissions.take_offered("7/1").is_none());
    assert!(admissions.take_offered("7/2").is_some_and(|(of, _)| of == lane));
    assert!(admissions.take_offered("7/2").is_none());
    let it = admissions.of_other_tab("7/3".to_owned(), 300);
    admissions.offer(lane, it);
    admissions.drop_offers();
    assert!(admissions.take_offered("7/3").is_none());
}

#[test]
fn only_a_submission_of_this_tab_asks_for_a_turn() {
    let (mut admissions, [lane, _]) = (Admissions::default(), lane_ids());
    let it = of_this_tab(&mut admissions);
    admissions.launch(lane, it, true, 0);
    let (_, it) = admissions.land(1).unwrap();
    let turn = admissions.turn(&it, "azure-language", 100_000);
    let expected = BoardMessage::Turn {
        name: "0/1".to_owned(),
        api: "azure-language".to_owned(),
        url: "https://contoso.example".to_owned(),
        in_ms: 500_000,
        version: 2,
    };
    assert_eq!(turn, Some(expected));
    let other = admissions.of_other_tab("7/1".to_owned(), 600_000);
    assert_eq!(admissions.turn(&other, "azure-language", 0), None);
}
