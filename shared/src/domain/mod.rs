//! What a rating is measured in, how ratings are counted, and what a count is worth.
//!
//! Ratings become a [`Histogram`], and every number shown comes from a histogram, exactly: nothing is rounded here,
//! nothing is averaged twice. Formulas and their sources are in `docs/metrics.md`.

pub mod access;
pub mod answer_filter;
pub mod audit;
mod bytes;
pub mod chart;
pub mod closed_list;
pub mod cohort;
pub mod comment;
pub mod compare;
pub mod contrast;
pub mod cut;
pub mod day;
pub mod day_book;
pub mod export;
pub mod fatigue;
pub mod fold;
pub mod histogram;
pub mod interval;
pub mod limit;
pub mod measure;
pub mod multiplicity;
pub mod new_key;
pub mod not_issued;
pub mod opt_out;
pub mod p_value;
pub mod power;
pub mod registered;
pub mod response;
pub mod risk;
pub mod role_map;
pub mod score;
pub mod service;
pub mod settle;
pub mod shrink;
pub mod signal;
pub mod small_groups;
pub mod standing;
pub mod step;
pub mod survey;
pub mod suspicion;
pub mod trace;
pub mod window;

#[cfg(test)]
pub(crate) mod testing;

pub use histogram::{Histogram, HistogramError, NpsCounts};
pub use interval::{Confidence, ConfidenceOutOfRange, Interval};
pub use measure::{Band, Direction, Measure, MeasureError, Metric, OffScale, Rating, Scale, UnknownMetric};
pub use score::{Score, Shown, displayed_histogram};
