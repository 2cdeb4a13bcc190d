//! The replayed months as a team reads them: one definition for the terminal, the JSON and the plot.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::replay::{Month, Replayed, Said, Spoke, apart};
use super::segments::Segments;
use super::worth::{Bar, Found, Worth, bins, distribution};
use crate::domain::risk::evaluate::{Bin, Forecast, auc, in_order, leavers, lift_at};

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthLine {
    /// Its first day: risks are from what was known before it.
    pub day: Date,
    /// Customers at risk that day.
    pub customers: u64,
    /// Of those, the ones who left within the horizon.
    pub leavers: u64,
    /// What the model of that day came from.
    pub model: Spoke,
    /// Outcomes it was learned from.
    pub outcomes: u64,
    /// Whether its probabilities would have been shown.
    pub shows_probability: bool,
    /// How well leavers were ranked above stayers; none without both.
    pub auc: Option<f64>,
    /// What is found among the highest risks; none without customers.
    pub top: Option<Found>,
    /// How many times the month's share of leavers is found in the tenth with the highest risk.
    pub lift_at_tenth: Option<f64>,
}

/// Months at least one horizon apart, together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Whole {
    /// Their first days, oldest first.
    pub months: Vec<Date>,
    /// Customers at risk on those days: one who was there on several counts on each.
    pub customers: u64,
    /// Of those, the ones who left within the horizon.
    pub leavers: u64,
    /// The share that left, from 0 to 1.
    pub rate: Option<f64>,
    /// Of those at risk, the ones whose latest flag a person closed within the horizon. They count like all others.
    pub treated: u64,
    /// Days on which probabilities would have been shown.
    pub months_with_probability: usize,
    /// The model of each day.
    pub model: Worth,
    /// The scorecard that nothing has moved.
    pub scorecard: Worth,
    /// Customers by lot, and the share that left as everybody's probability.
    pub at_random: Worth,
    /// What the model said, in groups of equal size, and how many of each left.
    pub reliability: Vec<Bin>,
    /// How many customers were told which probability by the model.
    pub distribution: Vec<Bar>,
}

/// All that a backtest tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Within how many days leaving counts.
    pub horizon_days: u16,
    /// How many customers the team looks at in a month.
    pub top: u64,
    /// Customers in the sample, at risk on such a day or not.
    pub sample: u32,
    /// Months that were asked for and are left out, since they are from before anybody is known to have left.
    pub months_before_anybody_left: usize,
    /// Oldest first.
    pub months: Vec<MonthLine>,
    /// The months that are apart, together; none without months.
    pub whole: Option<Whole>,
    /// The same months by segment; none where no segment was asked for.
    pub segments: Option<Segments>,
}

impl Report {
    /// For a team that looks at `top` customers a month. `segments` are the names of the segments, by their number; none where
    /// none were asked for.
    #[must_use]
    pub fn of(replayed: &Replayed, top: u64, segments: Option<&[String]>) -> Self {
        let moments: Vec<Timestamp> = replayed.months.iter().map(|month| month.moment).collect();
        let months: Vec<&Month> = apart(&moments, replayed.window)
            .into_iter()
            .map(|at| &replayed.months[at])
            .collect();
        Self {
            horizon_days: replayed.window.horizon_days,
            top,
            sample: replayed.customers,
            months_before_anybody_left: replayed.before_anybody_left,
            months: replayed.months.iter().map(|month| line(month, top)).collect(),
            whole: (!months.is_empty()).then(|| whole(&months, top)),
            segments: segments.map(|names| Segments::of(&months, names)),
        }
    }
}

fn line(month: &Month, k: u64) -> MonthLine {
    let forecasts: Vec<Forecast> = month.said.iter().map(|said| said.model).collect();
    let predictions = in_order(&forecasts);
    let only = std::slice::from_ref(&predictions);
    MonthLine {
        day: month.day,
        customers: predictions.len() as u64,
        leavers: leavers(&predictions),
        model: month.spoke,
        outcomes: month.outcomes,
        shows_probability: month.shows_probability,
        auc: auc(&predictions),
        top: Found::of(only, k),
        lift_at_tenth: lift_at(&predictions, 0.1),
    }
}

fn whole(months: &[&Month], k: u64) -> Whole {
    let by = |of: fn(&Said) -> Forecast| -> Vec<Vec<Forecast>> {
        months.iter().map(|month| month.said.iter().map(of).collect()).collect()
    };
    let (model, scorecard) = (by(|said| said.model), by(|said| said.scorecard));
    let said = || months.iter().flat_map(|month| &month.said);
    let (customers, left) = (said().count() as u64, said().filter(|said| said.left()).count() as u64);
    Whole {
        months: months.iter().map(|month| month.day).collect(),
        customers,
        leavers: left,
        rate: (customers > 0).then(|| left as f64 / customers as f64),
        treated: said().filter(|said| said.treated).count() as u64,
        months_with_probability: months.iter().filter(|month| month.shows_probability).count(),
        model: Worth::of(&model, k),
        scorecard: Worth::of(&scorecard, k),
        at_random: Worth::at_random(&model, k),
        reliability: bins(&model),
        distribution: distribution(&model),
    }
}
