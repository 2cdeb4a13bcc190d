//! Since when somebody has been a customer, and until when.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::whole_second;
use crate::domain::service::event::{Event, Kind};

/// A contract that was made or renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// When that was said, in whole seconds.
    pub at: Timestamp,
    /// The day it runs to.
    pub until: Date,
}

/// The latest time as a customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stay {
    /// When it began, in whole seconds; none where nobody has said.
    pub started: Option<Timestamp>,
    /// When it ended, in whole seconds; none of a customer.
    pub ended: Option<Timestamp>,
    /// The latest contract.
    pub renewal: Option<Renewal>,
}

impl Stay {
    /// Whether it had ended before `moment`: such a one has no risk of leaving.
    #[must_use]
    pub fn is_over(&self, moment: Timestamp) -> bool {
        self.ended.is_some_and(|ended| ended < moment)
    }

    /// Forgets what was over before `moment`: the whole of a stay that had ended, or a contract of somebody of whom nobody has
    /// said since when they are a customer.
    pub(super) fn forget_before(&mut self, moment: Timestamp) {
        let day = moment.to_zoned(TimeZone::UTC).date();
        let had_run_out = |renewal: Renewal| renewal.at < moment && renewal.until < day;
        let contract_alone = self.started.is_none() && self.ended.is_none();
        if self.is_over(moment) || (contract_alone && self.renewal.is_some_and(had_run_out)) {
            *self = Self::default();
        }
    }
}

/// The stay that these events of one customer tell of, in whatever order they are.
#[must_use]
pub fn stay(events: &[Event]) -> Stay {
    let mut sorted: Vec<&Event> = events.iter().filter(|event| event.conversation.is_none()).collect();
    sorted.sort_by_key(|event| (event.at, event.kind, event.id));
    let mut stay = Stay::default();
    for event in sorted {
        let at = whole_second(event.at);
        match event.kind {
            // One that says again what is known changes nothing.
            Kind::CustomerStarted if stay.started.is_none() || stay.ended.is_some() => {
                stay.started = Some(at);
                stay.ended = None;
            }
            Kind::CustomerEnded if stay.ended.is_none() => stay.ended = Some(at),
            Kind::CustomerRenewed => stay.renewal = event.until.map(|until| Renewal { at, until }),
            _ => {}
        }
    }
    stay
}
