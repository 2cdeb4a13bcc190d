//! Has a score changed? Control charts that look at each settled day once.
//!
//! A survey has a [`Chart`] of the whole and one of each touchpoint, kept together in [`SurveyCharts`]. Each collects a
//! *baseline*, and then follows an exponentially weighted moving average (EWMA) of how far each night lies from it.
//! Where that leaves its limits the score has shifted: a *signal*, raised once, with the day it began, until a person
//! acknowledges it. The days since it began are the next baseline.
//!
//! Comparing last night with the baseline finds a false change in four months of five at 30 answers a night; 3-sigma
//! limits on single nights take seven weeks to see a fall of 10 points. Measured on simulated series (`simulated`): in 30
//! nights without any change, 5 to 9 charts of 100 raise a signal (6 to 15 where 95 % are satisfied). A fall of 20
//! points is noticed after 5 nights in the middle at 30 answers a night, after 12 at 10, and 22 at 5; one of 10
//! points after 16 nights at 30 answers a night, and 40 at 10.
//!
//! Everything takes values and gives values: the same days in the same order give the same charts, whether they are
//! absorbed in one night or in many.

mod ewma;
mod night;
mod subject;
mod survey;
mod watch;

pub use ewma::{LAMBDA, WIDTH, limit, moved, spread, standardised};
pub use night::{Night, Tally};
pub use subject::{NoSubject, Subject};
pub use survey::{ALERT_LEVEL, Acknowledged, IDLE_DAYS, MOST_CHARTS, ScoreSignal, SurveyCharts};
pub use watch::{BASELINE_NIGHTS, Chart, Direction, LEAST_A_NIGHT, LEAST_NIGHTS, LOOKS, OpenSignal};

#[cfg(test)]
mod simulated;
#[cfg(test)]
mod tests;
