//! What adds to or takes from a risk, and what experts give it before a team has outcomes of its own.

use serde::{Deserialize, Serialize};

/// Something that a customer shows or does not show. What exactly makes each one is in a table beside [`features`](super::features()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(
        description = "Something that a customer shows or does not show. docs/metrics.md says what exactly makes each."
    )
)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// The latest NPS or CSAT answer is in the lowest band.
    LowScore,
    /// The latest NPS or CSAT answer is in the highest band.
    HighScore,
    /// The latest effort answer is in the lowest band.
    HighEffort,
    /// The latest effort answer is in the highest band.
    LowEffort,
    /// A lower band than the customer's own answer before, or two points worse.
    Fall,
    /// Two or more answers in the lowest band within 90 days.
    RepeatedLow,
    /// The answers, the later ones weighing more, are in the lower half of their scales.
    LowOnAverage,
    /// The answers go down from one to the next.
    Decline,
    /// No NPS or CSAT answer is known.
    NoScore,
    /// No effort answer is known.
    NoEffort,
    /// Two or more invitations since the latest answer have none.
    Ignored,
    /// Silent for more than twice the customer's own usual gap, and 30 days at least.
    Silence,
    /// A complaint that has not ended.
    OpenComplaint,
    /// Two conversations within a week.
    RepeatContact,
    /// A reply that took longer than nine of ten in the workspace, or takes longer.
    SlowReply,
    /// A conversation that the customer left before any reply.
    AbandonedContact,
    /// A customer for less than 90 days.
    NewCustomer,
    /// A customer for two years or more.
    LongStanding,
    /// Nobody has said since when.
    StartUnknown,
    /// The contract runs out within 60 days.
    RenewalNear,
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All of them, in the order of every list of values and weights.
    pub const ALL: [Self; 20] = [
        Self::LowScore,
        Self::HighScore,
        Self::HighEffort,
        Self::LowEffort,
        Self::Fall,
        Self::RepeatedLow,
        Self::LowOnAverage,
        Self::Decline,
        Self::NoScore,
        Self::NoEffort,
        Self::Ignored,
        Self::Silence,
        Self::OpenComplaint,
        Self::RepeatContact,
        Self::SlowReply,
        Self::AbandonedContact,
        Self::NewCustomer,
        Self::LongStanding,
        Self::StartUnknown,
        Self::RenewalNear,
    ];

    /// Where it stands in [`ALL`](Self::ALL).
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// What experts have it add, in log-odds, where it is fully there: the mean of its prior. Sizes are those of published
    /// effects, shrunk (`docs/metrics.md`, "Risk of leaving"); nothing where no size is published.
    #[must_use]
    pub const fn prior(self) -> f64 {
        match self {
            Self::LowScore | Self::Silence => 0.7,
            Self::HighScore => -0.5,
            Self::HighEffort => 0.6,
            Self::LowEffort => -0.3,
            Self::Fall => 0.5,
            Self::OpenComplaint | Self::NewCustomer => 0.8,
            Self::AbandonedContact => 0.4,
            Self::SlowReply => 0.3,
            // Of repeated contacts, renewals and years together the direction is known, the size is not.
            Self::Ignored | Self::RepeatContact | Self::RenewalNear => 0.2,
            Self::LongStanding => -0.2,
            Self::RepeatedLow
            | Self::LowOnAverage
            | Self::Decline
            | Self::NoScore
            | Self::NoEffort
            | Self::StartUnknown => 0.0,
        }
    }

    /// Whether it says only that something is not known. Such a one counts, and is no reason to give.
    #[must_use]
    pub const fn is_missing_knowledge(self) -> bool {
        matches!(self, Self::NoScore | Self::NoEffort | Self::StartUnknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_stands_where_it_says() {
        for (index, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature.index(), index, "{feature:?}");
        }
    }
}
