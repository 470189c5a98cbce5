use super::*;
use crate::Job;
use crate::board::AddOptions;
use crate::service::{AzureLanguage, Family, Operation};

#[test]
fn a_job_that_leaves_takes_its_demand_along() {
    let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    let job: Job = client.job(Operation::Export, "Inbox", "1_638").unwrap();
    let mut board = Board::new(vec![Rc::new(client)]);
    board.add(job, &AddOptions::default(), 0).unwrap();
    let mut leave = |running: u32, before: f64, demand: f64| {
        (board.lanes[0].running, board.lanes[0].demand) = (running, before);
        board.leave_lane(0, demand);
        (board.lanes[0].running, board.lanes[0].demand)
    };
    assert_eq!(leave(3, 10.0, 4.0), (2, 6.0));
    assert_eq!(leave(3, 10.0, 11.0), (2, 0.0), "never less than nothing");
    assert_eq!(leave(1, 10.0, 4.0), (0, 0.0), "nobody is left");
    assert_eq!(leave(0, 0.0, 0.0), (0, 0.0));
}
