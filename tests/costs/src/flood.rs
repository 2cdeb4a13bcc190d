//! What requests at the rate of the throttles, all day, cost at most.
//!
//! A throttle is of a route: who calls all of them gets the sum. What comes beyond it is refused by the gateway.

use anyhow::Result;

use crate::prices::{API_REQUEST, GB_SECOND, INVOCATION, LOGGED_GB, READ_UNIT, SENT_GB, TRACE};
use crate::template::{Route, Template};
use crate::usage::{
    LOGGED_BYTES, PAGE_BYTES, REFUSAL_BYTES, REFUSED_LINE_BYTES, STYLE_BYTES, SUBMIT_SECONDS, TRACED_SHARE,
};

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// What a flood through some routes costs in a day.
pub struct Flood {
    /// Through which routes.
    pub what: &'static str,
    /// How many routes those are.
    pub routes: usize,
    /// Requests a second that they take together.
    pub rate: f64,
    /// Dollars for the gateway and the functions.
    pub taken: f64,
    /// Dollars for what DynamoDB, the logs and X-Ray do of each.
    pub noted: f64,
    /// Dollars for what is sent back.
    pub sent: f64,
}

impl Flood {
    fn of<'a>(what: &'static str, routes: impl Iterator<Item = &'a Route>) -> Self {
        let mut flood = Self {
            what,
            routes: 0,
            rate: 0.0,
            taken: 0.0,
            noted: 0.0,
            sent: 0.0,
        };
        for route in routes {
            let requests = route.rate * DAY;
            let invoked = INVOCATION + SUBMIT_SECONDS * route.memory * GB_SECOND;
            // Whether a key is there costs a read; a link that is none costs nothing.
            let read = if route.is_public() { 0.0 } else { READ_UNIT };
            let logged = LOGGED_BYTES
                + if route.key == "POST /s/{token}" {
                    REFUSED_LINE_BYTES
                } else {
                    0.0
                };
            flood.routes += 1;
            flood.rate += route.rate;
            flood.taken += requests * (API_REQUEST + invoked);
            flood.noted += requests * (read + logged / 1e9 * LOGGED_GB + TRACED_SHARE * TRACE);
            flood.sent += requests * bytes(route) / 1e9 * SENT_GB;
        }
        // Of each function the first request of each second is traced.
        flood.noted += DAY * TRACE;
        flood
    }

    /// Dollars a day.
    #[must_use]
    pub fn together(&self) -> f64 {
        self.taken + self.noted + self.sent
    }
}

/// The most that somebody without a key gets back.
fn bytes(route: &Route) -> f64 {
    match route.key.as_str() {
        "GET /dashboard/assets/{asset}" => STYLE_BYTES,
        key if route.is_public() || key.contains("/sign-in") => PAGE_BYTES,
        _ => REFUSAL_BYTES,
    }
}

/// The survey pages, and everything else, which refuses whoever has no key.
///
/// # Errors
/// The template cannot be read.
pub fn floods() -> Result<[Flood; 2]> {
    let routes = Template::bundled()?.routes()?;
    Ok([
        Flood::of("survey pages", routes.iter().filter(|route| route.is_public())),
        Flood::of("dashboard and API", routes.iter().filter(|route| !route.is_public())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_of_every_route_and_not_of_one() {
        let [pages, others] = floods().unwrap();
        assert_eq!((pages.routes, pages.rate), (4, 800.0));
        assert!(
            others.routes > 40 && others.rate > 1_000.0,
            "{} {}",
            others.routes,
            others.rate
        );
    }

    #[test]
    fn what_is_sent_back_is_part_of_a_flood() {
        let [pages, _] = floods().unwrap();
        assert!(
            (pages.sent - 800.0 * 86_400.0 * 15e3 / 1e9 * 0.09).abs() < 1e-9,
            "{}",
            pages.sent
        );
    }
}
