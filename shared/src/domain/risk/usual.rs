//! What is usual in the workspace, from its service measures.

use jiff::Timestamp;

use super::features::Usual;
use crate::domain::interval::Confidence;
use crate::domain::score::Shown;
use crate::domain::service::durations::Durations;
use crate::domain::service::fold::Conversations;
use crate::domain::service::survival::{curve, reply_time};

/// How many days of conversations say what is usual.
pub const USUAL_DAYS: i32 = 90;

/// The share of conversations that have a reply by the time that is called slow.
const NINE_OF_TEN: f64 = 0.9;

impl Usual {
    /// From the conversations of days, as they are known `now`. Nothing is usual where too few are known to show a score.
    #[must_use]
    pub fn of<'a>(days: impl IntoIterator<Item = &'a Conversations>, now: Timestamp) -> Self {
        let (mut answered, mut unanswered) = (Durations::default(), Durations::default());
        for conversations in days {
            answered.merge(&conversations.answered);
            unanswered.merge(&conversations.censored(now));
        }
        let known = Shown::of(answered.n() + unanswered.n()).shows_score();
        let steps = curve(&answered, &unanswered);
        Self {
            slow_reply: reply_time(&steps, NINE_OF_TEN, Confidence::NINETY_FIVE)
                .seconds
                .filter(|_| known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(seconds: impl IntoIterator<Item = u32>) -> Conversations {
        let mut day = Conversations::default();
        seconds.into_iter().for_each(|seconds| day.answered.add(seconds));
        day
    }

    #[test]
    fn slow_is_what_nine_of_ten_replies_were_quicker_than() {
        let days = [answered([60; 5]), answered([60, 60, 60, 60, 200])];
        let usual = |days: &[Conversations]| Usual::of(days, Timestamp::UNIX_EPOCH).slow_reply;
        assert_eq!(usual(&days), Some(60));
        assert_eq!(usual(&[answered(1..=100)]), Some(90));
    }

    #[test]
    fn nothing_is_slow_where_few_conversations_are_known_or_most_wait() {
        assert_eq!(Usual::of(&[answered([60; 9])], Timestamp::UNIX_EPOCH).slow_reply, None);
        let mut waiting = answered([60; 9]);
        waiting.waiting.insert(0, 91);
        let later = Timestamp::from_second(86_400).unwrap();
        assert_eq!(Usual::of(&[waiting], later).slow_reply, None);
    }
}
