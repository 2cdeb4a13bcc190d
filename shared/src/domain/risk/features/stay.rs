//! Since when, and until when.

use jiff::SignedDuration;
use jiff::tz::Offset;

use super::{FRESH, Features, Known, later};
use crate::domain::risk::feature::Feature;
use crate::domain::risk::reason::Fact;

/// From this time on a customer is one of long standing.
const LONG: SignedDuration = SignedDuration::from_hours(730 * 24);

/// How long before its last day a contract's end is near.
const NEAR: SignedDuration = SignedDuration::from_hours(60 * 24);

pub(super) fn of(known: &Known<'_>, features: &mut Features) {
    match known.started {
        None => features.set_unknown(Feature::StartUnknown),
        Some(at) if known.age(at) < FRESH => features.set(Feature::NewCustomer, 1.0, at, Fact::Started { at }),
        Some(at) if later(at, LONG) < known.moment => {
            features.set(Feature::LongStanding, 1.0, later(at, LONG), Fact::Started { at });
        }
        Some(_) => {}
    }
    renewal(known, features);
}

fn renewal(known: &Known<'_>, features: &mut Features) {
    let Some(renewal) = known.renewal else { return };
    let Ok(last_day) = Offset::UTC.to_timestamp(renewal.until.at(0, 0, 0, 0)) else {
        return;
    };
    let near_from = later(last_day, -NEAR);
    // On the last day itself it can still be renewed.
    let over = later(last_day, super::DAY);
    if near_from < known.moment && known.moment < over {
        let since = near_from.max(renewal.at);
        features.set(Feature::RenewalNear, 1.0, since, Fact::Renewal { until: renewal.until });
    }
}
