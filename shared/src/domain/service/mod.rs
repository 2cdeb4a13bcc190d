//! What a team's service does, measured from events of its own systems: customers who start and end, conversations and
//! how soon a person answers.
//!
//! An event has an id and never changes. What it *means* depends on the customer's other events, in whatever order they
//! arrive, so [`role`] derives that from all of them at once. A day's roles fold into [`fold::DayService`], and a range of
//! days into the measures: [`survival`] for the time to the first response, [`retention`] for customers by month.
//! Formulas and their sources are in `docs/metrics.md`.

pub mod durations;
pub mod event;
pub mod fold;
pub mod retention;
pub mod role;
pub mod survival;

#[cfg(test)]
mod role_tests;
