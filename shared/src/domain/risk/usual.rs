//! What is usual in a workspace, from its service measures.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::features::Usual;
use crate::domain::interval::Confidence;
use crate::domain::service::durations::Durations;
use crate::domain::service::fold::Conversations;
use crate::domain::service::survival::{curve, reply_time};

/// Days before a moment whose conversations tell what is usual at it.
const USUAL_DAYS: i64 = 90;

/// With fewer conversations nothing is usual.
const ENOUGH: u64 = 30;

impl Usual {
    /// The days whose conversations tell what is usual at a moment: the first and the last of them.
    #[must_use]
    pub fn days_before(moment: Timestamp) -> (Date, Date) {
        let today = moment.to_zoned(TimeZone::UTC).date();
        (today.saturating_sub(USUAL_DAYS.days()), today.saturating_sub(1.day()))
    }

    /// At a moment, by the conversations of each day. Those who still wait count as waiting.
    #[must_use]
    pub fn at(moment: Timestamp, conversations: &[(Date, Conversations)]) -> Self {
        let (first, last) = Self::days_before(moment);
        let (mut answered, mut censored) = (Durations::default(), Durations::default());
        for (_, of_day) in conversations.iter().filter(|(day, _)| (first..=last).contains(day)) {
            answered.merge(&of_day.answered);
            censored.merge(&of_day.censored(moment));
        }
        if answered.n() + censored.n() < ENOUGH {
            return Self::default();
        }
        Self {
            slow_reply: reply_time(&curve(&answered, &censored), 0.9, Confidence::NINETY_FIVE).seconds,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at() -> Timestamp {
        "2026-11-22T04:10:00Z".parse().unwrap()
    }

    /// Conversations with replies after 1, 2, 3 … seconds.
    fn replies(n: u32) -> Conversations {
        let mut conversations = Conversations::default();
        (1..=n).for_each(|seconds| conversations.answered.add(seconds));
        conversations
    }

    #[test]
    fn a_slow_reply_is_one_that_nine_of_ten_did_not_wait_for() {
        let known = [(date(2026, 11, 21), replies(50)), (date(2026, 8, 24), replies(50))];
        assert_eq!(Usual::at(at(), &known).slow_reply, Some(45));
    }

    #[test]
    fn nothing_is_usual_with_few_conversations_nor_by_those_of_other_times() {
        assert_eq!(Usual::at(at(), &[(date(2026, 11, 21), replies(29))]), Usual::default());
        for other in [date(2026, 11, 22), date(2026, 8, 23)] {
            assert_eq!(Usual::at(at(), &[(other, replies(50))]), Usual::default());
        }
    }
}
