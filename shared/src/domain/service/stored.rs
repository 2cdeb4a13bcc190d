//! An event beside what it counts as.

use jiff::civil::Date;

use super::event::Event;
use super::role::Placement;
use crate::link::EventId;

/// An event as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoredEvent {
    /// Its id.
    pub id: EventId,
    /// The day it happened on.
    pub day: Date,
    /// What it says; none once erased.
    pub event: Option<Event>,
    /// What it counts as, and when it expires.
    pub placement: Placement,
}
