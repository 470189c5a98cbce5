//! Random outages: every call ends, no resource is called twice, and the primary comes back in
//! time.

use export_jobs::failover::{Failover, FailoverOptions};
use export_jobs::service::{Analysis, AnalysisKind, AzureLanguageRuntime, Service};
use export_jobs::{Credential, Error, Machine, Moment};
use proptest::prelude::*;

use super::{LONGEST, fail, http, no_answer, start, succeed, throttled, two};

/// When a resource is down, and how it fails.
#[derive(Clone, Debug)]
struct Outage {
    resource: usize,
    from: u64,
    until: u64,
    how: u8,
}

impl Outage {
    fn error(&self) -> Error {
        match self.how % 5 {
            0 => no_answer(),
            1 => http(500, &[], ""),
            2 => throttled("20"),
            3 => http(403, &[], ""),
            _ => http(503, &[("Retry-After", "9999999")], ""),
        }
    }
}

fn outage() -> impl Strategy<Value = Outage> {
    (0..2_usize, 0..2_000_000_u64, 1..600_000_u64, any::<u8>()).prop_map(
        |(resource, from, lasts, how)| Outage { resource, from, until: from + lasts, how },
    )
}

proptest! {
    #[test]
    fn the_primary_is_used_again_within_the_bound(
        outages in prop::collection::vec(outage(), 0..12),
        calls in prop::collection::vec(1..40_000_u64, 1..200),
        longest in 1..200_000_u64,
    ) {
        let options = FailoverOptions { longest_pause_ms: longest, ..Default::default() };
        let mut failover = Failover::new(2, options).unwrap();
        let recovered = outages.iter().map(|it| it.until).max().unwrap_or(0);
        let (mut now, mut calls) = (0, calls.into_iter());
        // The last call always comes after the bound.
        while let Some(step) = calls.next().or_else(|| {
            (now < recovered + longest).then(|| recovered + longest - now)
        }) {
            now += step;
            let (run, mut next) = start(&mut failover, now);
            let mut asked = Vec::new();
            let answered = loop {
                let Ok(at) = next else { break None };
                prop_assert!(!asked.contains(&at), "asked twice: {:?}", asked);
                asked.push(at);
                let away = outages.iter().find(|it| it.resource == at && it.from <= now && now < it.until);
                let Some(outage) = away else {
                    succeed(&mut failover, run, now);
                    break Some(at);
                };
                next = fail(&mut failover, run, outage.error(), true, now);
            };
            if now >= recovered + longest {
                prop_assert_eq!(answered, Some(0), "at {}", now);
            }
        }
    }

    #[test]
    fn the_next_call_ends_after_any_events_in_any_order(
        steps in prop::collection::vec((0..5_u8, 0..6_usize, 0..100_000_u64, any::<u8>()), 0..80),
    ) {
        let mut failover = two();
        let mut runs = [0; 6];
        let mut now = 0;
        for (what, which, step, how) in steps {
            now += step;
            let (run, at) = (runs[which], Moment::at(now));
            match what {
                0 => runs[which] = failover.start(at),
                1 => failover.handle_response(run, Ok(()), false, at),
                2 => {
                    let error = Outage { resource: 0, from: 0, until: 0, how }.error();
                    failover.handle_response(run, Err(error), how & 8 == 0, at);
                }
                3 => failover.abandon(run),
                _ => failover.handle_accepted(run, at),
            }
            while failover.poll_action().is_some() {}
            for health in failover.resources() {
                prop_assert!(health.retry_at_ms().is_none_or(|at| at <= now + LONGEST));
            }
        }
        // A fresh run gets an answer, or an error with a reason. It ends after two attempts.
        let (run, mut next) = start(&mut failover, now);
        let mut attempts = 0;
        while next.is_ok() {
            attempts += 1;
            prop_assert!(attempts <= 2);
            next = fail(&mut failover, run, no_answer(), false, now);
        }
    }

    #[test]
    fn each_credential_goes_only_to_its_own_origin(calls in prop::collection::vec(any::<bool>(), 1..30)) {
        let resources = [("https://west.example", "west-key-1"), ("https://north.example", "north-key-2")]
            .map(|(endpoint, key)| (endpoint, key, AzureLanguageRuntime::new(endpoint, None).unwrap()
                .with_credential(Credential::Key(key.into()))));
        let analysis = Analysis::new(AnalysisKind::CustomEntityRecognition, "p", "d", ["text"]);
        let mut failover = two();
        for (now, is_down) in calls.into_iter().enumerate() {
            let now = now as u64 * 7_000;
            let (run, mut next) = start(&mut failover, now);
            while let Ok(at) = next {
                let (endpoint, key, client) = &resources[at];
                let request = client.analyze_request(&analysis).unwrap();
                prop_assert!(request.url.starts_with(endpoint));
                prop_assert_eq!(request.headers.get("ocp-apim-subscription-key"), Some(*key));
                let other = &resources[1 - at].2;
                prop_assert!(other.check_origin(&request.url).is_err());
                if !(is_down && at == 0) {
                    succeed(&mut failover, run, now);
                    break;
                }
                next = fail(&mut failover, run, no_answer(), true, now);
            }
        }
    }
}
