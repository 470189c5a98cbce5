use super::*;
use crate::board::fixtures::lane_with_reads;

fn polls(polls: f64) -> Demand {
    Demand { polls, ends: 0.0 }
}

fn outlook(age_ms: u64) -> Outlook<'static> {
    Outlook { age_ms, history: None, estimate: None }
}

#[test]
fn a_wait_is_no_shorter_than_a_floor_and_no_longer_than_the_ceiling() {
    let mut plan = Plan::new(0);
    (plan.floor_ms, plan.ceiling_ms) = (400, 5_000);
    let mut lane = lane_with_reads(100);
    let waits = [300, 450, 4_999, 9_000].map(|wait| plan.within(wait, &lane));
    assert_eq!(waits, [400, 450, 4_999, 5_000]);
    for (floor_ms, wait_ms) in [(500, 500), (6_000, 6_000)] {
        lane.limit(crate::service::Limits { floor_ms, ..Default::default() });
        assert_eq!(plan.within(450, &lane), wait_ms, "the service's floor goes first");
    }
}

#[test]
fn a_follower_limits_the_waits_that_it_names() {
    let pace = Pace { interval_ms: 400, max_interval_ms: 9_000, ..Pace::default() };
    let limits = |interval_ms, max_interval_ms| {
        let mut plan = Plan::new(0);
        let options = PaceOptions { interval_ms, max_interval_ms, ..PaceOptions::default() };
        plan.limit(&options, &pace);
        (plan.floor_ms, plan.ceiling_ms)
    };
    assert_eq!(limits(None, None), (0, CEILING_MS));
    assert_eq!(limits(Some(400.0), None), (400, CEILING_MS));
    assert_eq!(limits(None, Some(9_000.0)), (0, 9_000));
}

#[test]
fn a_job_that_is_weighed_has_a_part_in_the_demand_of_its_lane() {
    let (mut plan, mut lane) = (Plan::new(0), lane_with_reads(100));
    // By its age of 10 s, √(2 · 150 · 13,500) less 60 ms.
    assert_eq!(plan.weigh(&outlook(10_000), &mut lane, 10_000), 1_952);
    assert_eq!(plan.weighed_at, Some(10_000));
    // It will be polled several times in the next minute.
    let demand = plan.demand;
    assert!((6.0..9.0).contains(&demand.polls), "{demand:?}");
    assert_eq!((plan.take_demand(), plan.take_demand()), (demand, Demand::default()));
}

#[test]
fn a_poll_is_put_off_while_the_lane_is_short() {
    let (mut plan, mut lane) = (Plan::new(0), lane_with_reads(100));
    let worth_it_at = |plan: &Plan, lane: &Lane| plan.worth_it_at(outlook, lane);
    lane.weigh(Demand::default(), polls(200.0));
    lane.join(0);
    assert_eq!(worth_it_at(&plan, &lane), 0, "it was never weighed");
    plan.weighed_at = Some(10_000);
    // The demand is twice the hundred reads that are allowed, so the price is four times 150 ms. The first 2,500 ms
    // risk 231.5 ms, with a chance of 0.185; at 1 / 20,403 the other 368.5 ms take 1,635.9 ms. The request is sent 60
    // ms earlier.
    assert_eq!(worth_it_at(&plan, &lane), 14_075);
    plan.set(20_000);
    assert_eq!(worth_it_at(&plan, &lane), 20_000);
    plan.set(11_000);
    lane.weigh(polls(200.0), polls(100.0));
    assert_eq!(worth_it_at(&plan, &lane), 11_000, "there is enough");
    plan.hurry();
    lane.weigh(polls(100.0), polls(200.0));
    assert_eq!(worth_it_at(&plan, &lane), 11_000, "somebody waits for it");
}
