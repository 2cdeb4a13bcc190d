//! How many flags a night opens and closes, as far as the team is told of them.

use shared::store::customers::Customer;
use shared::telemetry::{Metric, count};

/// Counts what has become of a customer's flag, once that is stored.
pub(crate) fn count_flag(before: &Customer, after: &Customer) {
    match (is_shown(before), is_shown(after)) {
        (false, true) => count(Metric::FlagsOpened, 1),
        (true, false) => count(Metric::FlagsClosed, 1),
        _ => {}
    }
}

fn is_shown(customer: &Customer) -> bool {
    customer.open_flag().is_some_and(|flag| !flag.held_out)
}
