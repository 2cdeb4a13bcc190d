//! The past, month by month: what a model learned from what had come by then said of everybody on the month's first day.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::risk::evaluate::Forecast;
use crate::domain::risk::features::Usual;
use crate::domain::risk::history::History;
use crate::domain::risk::learn::{Learned, NotLearned, learn};
use crate::domain::risk::logistic::FitError;
use crate::domain::risk::model::Model;
use crate::domain::risk::rows::{COLUMNS, Leak, Outcomes, Period, Window, on_record_from};

/// What there is to replay of one customer.
pub struct Past<'a> {
    /// Everything dated.
    pub history: &'a History,
    /// When a person closed their latest flag; none where nobody did. Earlier flags are not remembered.
    pub treated: Option<Timestamp>,
    /// The segment they belonged to on each first day of a month, by its number; none where nothing was known of it.
    pub segments: &'a [Option<u32>],
}

/// A customer on a month's first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Who {
    segment: Option<u32>,
    /// Whether a person closed their latest flag within the horizon after it.
    treated: bool,
}

/// Collects what was known on the first day of each month, customer by customer. A customer's history is not kept.
#[derive(Debug)]
pub struct Replay {
    window: Window,
    days: Vec<Date>,
    usual: Vec<Usual>,
    periods: Vec<Period>,
    who: Vec<Vec<Who>>,
    begun: Option<Timestamp>,
    customers: u32,
}

/// What the model of a month came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spoke {
    /// The expert scorecard: there was too little to learn from.
    Scorecard,
    /// Weights that outcomes had moved.
    Learned,
    /// The scorecard's weights, with the level learned.
    Recalibrated,
}

/// What was said of one customer on a month's first day, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said {
    /// Which customer: how many were added before.
    pub customer: u32,
    /// Their segment then, by its number.
    pub segment: Option<u32>,
    /// Whether a person closed their latest flag within the horizon.
    pub treated: bool,
    /// By the model learned by then, and whether they left within the horizon.
    pub model: Forecast,
    /// By the bare scorecard, likewise.
    pub scorecard: Forecast,
}

impl Said {
    /// Whether they left within the horizon.
    #[must_use]
    pub fn left(&self) -> bool {
        self.model.left
    }
}

/// One replayed month.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Its first day.
    pub day: Date,
    /// When that day began.
    pub moment: Timestamp,
    /// Outcomes that had come by then and were learned from.
    pub outcomes: u64,
    /// Of those, the ones who left.
    pub leavers: u64,
    /// What the model came from.
    pub spoke: Spoke,
    /// Whether its probabilities passed the gates, so that they would have been shown.
    pub shows_probability: bool,
    /// Everybody at risk.
    pub said: Vec<Said>,
}

impl Replay {
    /// Of these months' first days and when they began, oldest first. `usual` says what was usual in the workspace at a moment.
    #[must_use]
    pub fn new(window: Window, months: &[(Date, Timestamp)], usual: impl Fn(Timestamp) -> Usual) -> Self {
        Self {
            window,
            days: months.iter().map(|(day, _)| *day).collect(),
            usual: months.iter().map(|(_, moment)| usual(*moment)).collect(),
            periods: months.iter().map(|(_, moment)| Period::at(*moment)).collect(),
            who: vec![Vec::new(); months.len()],
            begun: None,
            customers: 0,
        }
    }

    /// Adds a customer.
    ///
    /// # Errors
    /// A feature rests on a fact that was not known at its moment.
    pub fn add(&mut self, past: &Past<'_>) -> Result<(), Leak> {
        let customer = self.customers;
        self.customers += 1;
        self.begun = [self.begun, past.history.first_contact()].into_iter().flatten().min();
        let months = self.periods.iter_mut().zip(&mut self.who).zip(&self.usual);
        for (nth, ((period, who), usual)) in months.enumerate() {
            let moment = period.moment;
            let Some((features, left)) = self.window.outcome(past.history, moment, usual) else {
                continue;
            };
            period.add(customer, &features, left)?;
            let closes = self.window.closes(moment);
            who.push(Who {
                segment: past.segments.get(nth).copied().flatten(),
                treated: past.treated.is_some_and(|at| moment <= at && at < closes),
            });
        }
        Ok(())
    }

    /// Replays the last `count` months of which enough was on record, but for those before anybody is known to have left: nobody
    /// noted it then, so nothing can be held against it, as nothing is learned from it. For each, the model is learned anew from the months at
    /// least one horizon apart whose windows had closed by then, and where there is too little to learn from, the scorecard
    /// speaks.
    ///
    /// # Errors
    /// The numbers are none.
    pub fn run(self, scorecard: &Model, count: usize) -> Result<Replayed, FitError> {
        let on_record: Vec<usize> = (0..self.periods.len())
            .filter(|at| !self.periods[*at].left.is_empty() && self.periods[*at].moment >= on_record_from(self.begun))
            .collect();
        let first = on_record.len().saturating_sub(count);
        let before_anybody_left = on_record
            .iter()
            .take_while(|at| self.periods[**at].leavers() == 0)
            .count();
        let mut months = Vec::new();
        for at in &on_record[first.max(before_anybody_left)..] {
            months.push(self.month(*at, scorecard)?);
        }
        Ok(Replayed {
            window: self.window,
            customers: self.customers,
            before_anybody_left: before_anybody_left.saturating_sub(first),
            months,
        })
    }

    fn month(&self, at: usize, scorecard: &Model) -> Result<Month, FitError> {
        let period = &self.periods[at];
        let outcomes = self.closed_by(at);
        let learned = match learn(&outcomes, scorecard, 1, period.moment) {
            Ok(learned) => Some(learned),
            Err(NotLearned::Fit(error)) => return Err(error),
            Err(_) => None,
        };
        let model = learned.as_ref().map_or(scorecard, |learned| &learned.model);
        let rows = period.design.chunks_exact(COLUMNS);
        let of = |((row, left), (customer, who)): ((&[f64], &bool), (&u32, &Who))| Said {
            customer: *customer,
            segment: who.segment,
            treated: who.treated,
            model: model.forecast(row, *left),
            scorecard: scorecard.forecast(row, *left),
        };
        Ok(Month {
            day: self.days[at],
            moment: period.moment,
            outcomes: outcomes.n(),
            leavers: outcomes.leavers(),
            spoke: spoke(learned.as_ref()),
            shows_probability: model.shows_probability,
            said: rows
                .zip(&period.left)
                .zip(period.customers.iter().zip(&self.who[at]))
                .map(of)
                .collect(),
        })
    }

    /// The outcomes that were known when a month began.
    fn closed_by(&self, at: usize) -> Outcomes {
        let moments: Vec<Timestamp> = self.periods[..=at].iter().map(|period| period.moment).collect();
        let apart = apart(&moments, self.window);
        let earlier = apart.iter().filter(|earlier| **earlier < at);
        let periods = earlier.map(|at| self.periods[*at].clone());
        Outcomes::of(self.window, self.customers, self.begun, periods)
    }
}

/// Of moments in order of time, the last one, the latest whose window had closed by then, and so on; oldest first.
pub(super) fn apart(moments: &[Timestamp], window: Window) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for (at, moment) in moments.iter().enumerate().rev() {
        if chosen
            .last()
            .is_none_or(|next| window.closes(*moment) <= moments[*next])
        {
            chosen.push(at);
        }
    }
    chosen.reverse();
    chosen
}

fn spoke(learned: Option<&Learned>) -> Spoke {
    use crate::domain::risk::gate::Calibrated;
    match learned.map(|learned| learned.what) {
        None => Spoke::Scorecard,
        Some(Calibrated::Learned) => Spoke::Learned,
        Some(Calibrated::Recalibrated) => Spoke::Recalibrated,
    }
}

/// The replayed months.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// What outcomes were collected by.
    pub window: Window,
    /// Customers looked at, at risk on such a day or not.
    pub customers: u32,
    /// Months that were asked for and are not replayed, since nobody is known to have left within the horizon after them or
    /// after any before.
    pub before_anybody_left: usize,
    /// Oldest first.
    pub months: Vec<Month>,
}
