//! What is usual in a workspace, from its service measures.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::features::Usual;
use crate::domain::interval::Confidence;
use crate::domain::service::durations::Durations;
use crate::domain::service::fold::Conversations;
use crate::domain::service::survival::{curve, reply_time};

/// Days before a moment whose conversations tell what is usual at it.
const USUAL_DAYS: i64 = 90;

/// So long after a day has ended in UTC it has ended in every time zone.
const LAST_ZONE: SignedDuration = SignedDuration::from_hours(12);

/// With fewer conversations nothing is usual.
const ENOUGH: u64 = 30;

impl Usual {
    /// The days whose conversations tell what is usual at a moment: the first and the last of them. Each has closed by then,
    /// in whatever time zone a workspace counts its days.
    #[must_use]
    pub fn days_before(moment: Timestamp) -> (Date, Date) {
        let begun = moment
            .to_zoned(TimeZone::UTC)
            .datetime()
            .saturating_sub(LAST_ZONE)
            .date();
        (begun.saturating_sub(USUAL_DAYS.days()), begun.saturating_sub(1.day()))
    }

    /// At a moment, by the conversations of each day. When in its day a conversation began is not known, but it was by the
    /// end; so what came of it is used where it came no later than the moment after a start at the very end. All others of
    /// that day count as waiting, whatever is known of them by now.
    #[must_use]
    pub fn at(moment: Timestamp, conversations: &[(Date, Conversations)]) -> Self {
        let (first, last) = Self::days_before(moment);
        let (mut answered, mut censored) = (Durations::default(), Durations::default());
        for (day, of_day) in conversations.iter().filter(|(day, _)| (first..=last).contains(day)) {
            let (replies, waits) = of_day.known_within(since_closed(*day, moment));
            answered.merge(&replies);
            censored.merge(&waits);
        }
        if answered.n() + censored.n() < ENOUGH {
            return Self::default();
        }
        Self {
            slow_reply: reply_time(&curve(&answered, &censored), 0.9, Confidence::NINETY_FIVE).seconds,
        }
    }
}

/// Seconds for which a day has been closed wherever it is counted.
fn since_closed(day: Date, moment: Timestamp) -> u32 {
    let closed = day.at(0, 0, 0, 0).saturating_add(1.day()).saturating_add(LAST_ZONE);
    let since = moment.to_zoned(TimeZone::UTC).datetime().duration_since(closed);
    u32::try_from(since.as_secs().max(0)).unwrap_or(u32::MAX)
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
        let known = [(date(2026, 11, 20), replies(50)), (date(2026, 8, 23), replies(50))];
        assert_eq!(Usual::at(at(), &known).slow_reply, Some(45));
    }

    #[test]
    fn nothing_is_usual_with_few_conversations_nor_by_those_of_other_times() {
        assert_eq!(Usual::at(at(), &[(date(2026, 11, 20), replies(29))]), Usual::default());
        for other in [date(2026, 11, 22), date(2026, 11, 21), date(2026, 8, 22)] {
            assert_eq!(Usual::at(at(), &[(other, replies(50))]), Usual::default());
        }
    }

    #[test]
    fn a_day_tells_something_once_it_has_closed_in_the_last_time_zone() {
        let usual = |at: &str| Usual::at(at.parse().unwrap(), &[(date(2026, 11, 20), replies(50))]).slow_reply;
        assert_eq!(usual("2026-11-21T11:59:59Z"), None, "it is not over yet in the Pacific");
        assert_eq!(usual("2026-11-21T12:00:45Z"), Some(45));
    }

    #[test]
    fn what_came_of_a_conversation_after_the_moment_is_as_if_it_still_waited() {
        let closed = "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap();
        let usual = |late: fn(&mut Conversations), waited: i64| {
            let mut of_day = replies(90);
            (0..10).for_each(|_| late(&mut of_day));
            Usual::at(
                closed + SignedDuration::from_secs(waited),
                &[(date(2026, 11, 20), of_day)],
            )
        };
        let after_five_days = |of_day: &mut Conversations| of_day.answered.add(5 * 86_400);
        let lefts: [fn(&mut Conversations); 3] = [
            after_five_days,
            |of_day| of_day.abandoned.add(5 * 86_400),
            |of_day| of_day.unanswered.add(5 * 86_400),
        ];
        let waiting: fn(&mut Conversations) = |of_day| *of_day.waiting.entry(29_000_000).or_default() += 1;
        for waited in [40, 89, 90, 86_400] {
            for left in lefts {
                assert_eq!(usual(left, waited), usual(waiting, waited), "{waited} seconds after");
            }
        }
        assert_eq!(
            usual(waiting, 89).slow_reply,
            None,
            "of the ninetieth it is not known yet"
        );
        assert_eq!(usual(waiting, 90).slow_reply, Some(90));
    }
}
