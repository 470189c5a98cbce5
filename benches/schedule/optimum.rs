//! The best schedule of a poller that knows the law of the ends, but no end.
//!
//! One job, and a price for each poll: [`cheapest`] finds the schedule with the least sum of waiting
//! and prices, by dynamic programming over a grid of ages. [`optimum`] finds the prices at which the
//! budgets are used up. A budget is a number of requests for each job on average: over all time, or
//! in a window that the jobs share.

/// The ages between which a schedule chooses, and the share of the jobs that have ended by each.
pub struct Ends {
    ages: Vec<f64>,
    ended: Vec<f64>,
    /// ∫ ended, from the first age on.
    area: Vec<f64>,
}

impl Ends {
    /// Tabulates a law. The ages rise from 0 to one by which all jobs have ended.
    pub fn new(ages: Vec<f64>, ended_by: impl Fn(f64) -> f64) -> Self {
        const PARTS: u32 = 8;
        let ended = ages.iter().map(|age| ended_by(*age)).collect();
        let (mut area, mut sum) = (vec![0.0], 0.0);
        for pair in ages.windows(2) {
            let width = (pair[1] - pair[0]) / f64::from(PARTS);
            let middles = (0..PARTS).map(|part| pair[0] + (f64::from(part) + 0.5) * width);
            sum += middles.map(&ended_by).sum::<f64>() * width;
            area.push(sum);
        }
        Self { ages, ended, area }
    }

    /// Returns the number of ages.
    pub fn count(&self) -> usize {
        self.ages.len()
    }

    /// Returns the age by which all jobs have ended.
    pub fn last(&self) -> f64 {
        self.ages[self.ages.len() - 1]
    }

    fn goes_on(&self, at: usize) -> f64 {
        1.0 - self.ended[at]
    }

    /// Returns the waiting, over all jobs, for the ends between two polls: ∫ f(t)·(to − t) dt.
    fn waiting(&self, from: usize, to: usize) -> f64 {
        let span = self.ages[to] - self.ages[from];
        self.area[to] - self.area[from] - self.ended[from] * span
    }

    /// Returns (∫ √(f·S))² ÷ 2. Divided by the number of requests for each job, this is the least delay
    /// if the number is large: of all rates r with ∫ S·r = n, ∫ f ÷ 2r is least if r is proportional
    /// to √(f ÷ S).
    pub fn limit_of_many(&self) -> f64 {
        let integral: f64 = (1..self.ages.len())
            .map(|to| {
                let goes_on = f64::midpoint(self.goes_on(to - 1), self.goes_on(to));
                let ends = self.ended[to] - self.ended[to - 1];
                (ends * goes_on * (self.ages[to] - self.ages[to - 1])).sqrt()
            })
            .sum();
        integral * integral / 2.0
    }
}

/// The ages at which a job is polled until its end is seen, with the expected cost.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// The age of each poll, and how likely it is sent.
    pub polls: Vec<(f64, f64)>,
    pub delay: f64,
    pub requests: f64,
}

/// Returns the schedule with the least delay + Σ price · probability. `prices` has one for each age.
/// Two polls are at least `pause_ms` apart.
pub fn cheapest(ends: &Ends, pause_ms: f64, prices: &[f64]) -> Schedule {
    let last = ends.count() - 1;
    // For each age, the least cost of all that follows a poll at it, and the next poll.
    let mut best = vec![(0.0, last); last + 1];
    for from in (0..last).rev() {
        let goes_on = ends.goes_on(from);
        if goes_on <= 0.0 {
            continue;
        }
        let earliest = if from == 0 { 0.0 } else { ends.ages[from] + pause_ms };
        let first = ends.ages.partition_point(|age| *age < earliest).clamp(from + 1, last);
        let mut least = (f64::INFINITY, last);
        for to in first..=last {
            let waiting = ends.waiting(from, to);
            if waiting >= least.0 {
                break;
            }
            let cost = waiting + goes_on * prices[to] + best[to].0;
            if cost < least.0 {
                least = (cost, to);
            }
        }
        best[from] = least;
    }
    let mut schedule = Schedule::default();
    let mut from = 0;
    while ends.goes_on(from) > 0.0 {
        let to = best[from].1;
        schedule.polls.push((ends.ages[to], ends.goes_on(from)));
        schedule.requests += ends.goes_on(from);
        schedule.delay += ends.waiting(from, to);
        from = to;
    }
    schedule
}

/// A part of the time since the first job was added, and how many requests each job may send in it
/// on average.
pub struct Window {
    pub from_ms: f64,
    pub to_ms: f64,
    pub most: f64,
}

/// The facts that a schedule may use.
pub struct Budget {
    /// The average number of requests that each job may send.
    pub requests: f64,
    pub pause_ms: f64,
    pub windows: Vec<Window>,
    /// When the jobs are added: the same number at each of these times.
    pub added_at: Vec<f64>,
}

/// The optimum within a budget.
pub struct Optimum {
    /// No schedule within the budget has a lower mean delay.
    pub bound: f64,
    /// A mixture of schedules, for the jobs that are added at each time, which comes close.
    pub mixture: Vec<Vec<Schedule>>,
}

/// Finds the optimum by Lagrange multipliers: one price for each request, and one more for those in
/// each window.
///
/// At any prices, (the least delay + prices paid) − (prices of the whole budget) is no more than the
/// delay of any schedule within the budget: the jobs may even be polled in dependence on each other.
/// So the highest such value is a bound. It is found by ascent: a price rises while its budget is
/// exceeded, and falls otherwise, in steps that shrink, and are shorter for a budget that varies more. The
/// schedules of the second half of the steps, mixed, meet the budget in the limit.
pub fn optimum(ends: &Ends, budget: &Budget, steps: usize) -> Optimum {
    let scale = ends.limit_of_many() / (budget.requests * budget.requests);
    let count = budget.windows.len() + 1;
    let (mut price, mut squares) = (vec![0.0; count], vec![0.0; count]);
    price[0] = scale;
    let mut found = Optimum { bound: 0.0, mixture: vec![Vec::new(); budget.added_at.len()] };
    for step in 0..steps {
        // The use of each budget, less what is allowed.
        let mut excess: Vec<f64> = [budget.requests]
            .into_iter()
            .chain(budget.windows.iter().map(|window| window.most))
            .map(|most| -most)
            .collect();
        let mut value = 0.0;
        let share = 1.0 / budget.added_at.len() as f64;
        for (added_at, mixture) in budget.added_at.iter().zip(&mut found.mixture) {
            let prices = prices_at(ends, *added_at, budget, &price);
            let schedule = cheapest(ends, budget.pause_ms, &prices);
            value += share * schedule.delay;
            for (age, sent) in &schedule.polls {
                excess[0] += share * sent;
                for (window, excess) in budget.windows.iter().zip(&mut excess[1..]) {
                    if (window.from_ms..window.to_ms).contains(&(age + added_at)) {
                        *excess += share * sent;
                    }
                }
            }
            if step >= steps / 2 {
                mixture.push(schedule);
            }
        }
        value += price.iter().zip(&excess).map(|(price, excess)| price * excess).sum::<f64>();
        found.bound = found.bound.max(value);
        for ((price, squares), excess) in price.iter_mut().zip(&mut squares).zip(&excess) {
            // Of about the last ten steps.
            *squares = 0.9 * *squares + excess * excess;
            if *squares > 0.0 {
                let length = scale / (squares.sqrt() * (1.0 + 0.1 * step as f64).sqrt());
                *price = (*price + length * excess).max(0.0);
            }
        }
        price[0] = price[0].max(scale * 1e-6);
    }
    found
}

/// Returns the price of a poll at each age of a job.
fn prices_at(ends: &Ends, added_at: f64, budget: &Budget, price: &[f64]) -> Vec<f64> {
    let mut prices = vec![price[0]; ends.count()];
    for (window, price) in budget.windows.iter().zip(&price[1..]) {
        if *price > 0.0 {
            let [from, to] = [window.from_ms, window.to_ms]
                .map(|at| ends.ages.partition_point(|age| age + added_at < at));
            prices[from..to].iter_mut().for_each(|sum| *sum += price);
        }
    }
    prices
}
