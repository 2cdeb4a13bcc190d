//! Log-odds in points, for people: 0 is the usual risk, and 20 points more double the odds of leaving.

/// Points that double the odds.
const DOUBLING: f64 = 20.0;

/// What a part of log-odds comes to in points: 0.7 more of leaving is 20 points.
///
/// Source: `factor·ln(odds)`, factor = 20 / ln 2; Siddiqi, *Credit Risk Scorecards*, 2006. His scale counts the odds of staying
/// from 600 points on; this one has no offset, so that the points of the parts add up to those of the whole.
#[must_use]
pub fn in_points(log_odds: f64) -> f64 {
    log_odds * DOUBLING / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_odds_of_leaving_are_twenty_points_more() {
        assert!((in_points(-2.0 + 2.0f64.ln()) - in_points(-2.0) - 20.0).abs() < 1e-9);
        assert_eq!(in_points(0.0), 0.0);
    }
}
