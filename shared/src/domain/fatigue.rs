//! How often a customer may be asked, whatever the survey, the touchpoint or the channel.

use jiff::{SignedDuration, Timestamp};

use super::registered::Registered;
use crate::link::{Channel, InvitationId};

/// The least time between two questions to one customer: one of [`FatigueRule::CHOICES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FatigueRule(u8);

/// The number of days is none of [`FatigueRule::CHOICES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a customer can be asked at most once in 7, 14, 30 or 90 days, not {0}")]
pub struct NoSuchRule(pub i64);

impl FatigueRule {
    /// The rules there are, in days.
    pub const CHOICES: [u8; 4] = [7, 14, 30, 90];

    /// The rule of so many days.
    ///
    /// # Errors
    /// There is none.
    pub fn new(days: i64) -> Result<Self, NoSuchRule> {
        let choice = Self::CHOICES.into_iter().find(|&choice| i64::from(choice) == days);
        choice.map(Self).ok_or(NoSuchRule(days))
    }

    /// The rule that looks back furthest.
    #[must_use]
    pub fn longest() -> Self {
        Self(Self::CHOICES.into_iter().fold(0, u8::max))
    }

    /// In days of 24 hours.
    #[must_use]
    pub fn days(self) -> u8 {
        self.0
    }

    /// The first moment at which a customer who was asked at `asked` may be asked again.
    #[must_use]
    pub fn next(self, asked: Timestamp) -> Timestamp {
        asked.saturating_add(self.length()).unwrap_or(Timestamp::MAX)
    }

    /// The latest moment at which a customer may have been asked who may be asked `now`.
    #[must_use]
    pub fn latest(self, now: Timestamp) -> Timestamp {
        now.saturating_sub(self.length()).unwrap_or(Timestamp::MIN)
    }

    fn length(self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.0))
    }
}

/// How long a registration may take that follows its reservation: far longer than a request or a batch of links takes.
const REGISTRATION_TAKES: SignedDuration = SignedDuration::from_mins(5);

/// One question to a customer: the registration of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// When it was registered.
    pub at: Timestamp,
    /// Its invitation.
    pub invitation: InvitationId,
    /// Survey id.
    pub survey: String,
    /// How its link was sent.
    pub channel: Channel,
}

impl Asked {
    /// The question that this invitation is.
    #[must_use]
    pub fn by(registered: &Registered) -> Self {
        Self {
            at: registered.invited.at,
            invitation: registered.invitation,
            survey: registered.survey.clone(),
            channel: registered.invited.channel,
        }
    }

    /// Whether whoever reserved this question has had the time to register it, or has stopped.
    #[must_use]
    pub fn is_past_registration(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) > REGISTRATION_TAKES
    }

    /// Whether no rule there is looks back as far as this question.
    #[must_use]
    pub fn is_past_every_rule(&self, now: Timestamp) -> bool {
        self.at <= FatigueRule::longest().latest(now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked_at(second: i64) -> Asked {
        Asked {
            at: Timestamp::from_second(second).unwrap(),
            invitation: InvitationId::from_bytes([1; 16]),
            survey: "recommend".into(),
            channel: Channel::Email,
        }
    }

    #[test]
    fn there_are_four_rules_and_any_other_number_is_told_which() {
        for days in FatigueRule::CHOICES {
            assert_eq!(FatigueRule::new(i64::from(days)).unwrap().days(), days);
        }
        for days in [-7, 0, 1, 31, 263, i64::MAX] {
            let refused = FatigueRule::new(days).unwrap_err().to_string();
            for choice in FatigueRule::CHOICES {
                assert!(refused.contains(&choice.to_string()), "{refused}");
            }
        }
    }

    #[test]
    fn a_question_may_still_be_registered_for_five_minutes() {
        let asked = asked_at(1_795_262_400);
        let last = asked.at + SignedDuration::from_mins(5);
        assert!(!asked.is_past_registration(last));
        assert!(asked.is_past_registration(last + SignedDuration::from_millis(1)));
    }

    #[test]
    fn a_question_is_past_every_rule_from_the_moment_on_at_which_each_would_let_ask_again() {
        let asked = asked_at(1_795_262_400);
        let last = FatigueRule::CHOICES.map(|days| FatigueRule::new(i64::from(days)).unwrap().next(asked.at));
        let last = last.into_iter().max().unwrap();
        assert!(!asked.is_past_every_rule(last - SignedDuration::from_millis(1)));
        assert!(asked.is_past_every_rule(last));
    }

    proptest! {
        #[test]
        fn a_customer_is_asked_again_from_the_same_moment_so_many_days_later_on_and_not_before(
            choice in 0..4_usize, asked in 0..4_000_000_000_000_i64, later in -1_000_i64..1_000,
        ) {
            let rule = FatigueRule::new(i64::from(FatigueRule::CHOICES[choice])).unwrap();
            let asked = Timestamp::from_millisecond(asked).unwrap();
            let days = SignedDuration::from_hours(24 * i64::from(rule.days()));
            prop_assert_eq!(rule.next(asked), asked + days);
            let now = rule.next(asked) + SignedDuration::from_millis(later);
            prop_assert_eq!(asked <= rule.latest(now), later >= 0);
        }
    }
}
