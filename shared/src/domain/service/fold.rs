//! A day's events folded into counts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::durations::Durations;
use super::retention::Flow;
use super::role::Role;

/// What the fold needs of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRow {
    /// What it counts as.
    pub role: Role,
    /// When it happened; none once erased.
    pub at: Option<Timestamp>,
    /// When it expires, if it does.
    pub expires: Option<Timestamp>,
}

/// The conversations that started on a day, by what came of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversations {
    /// Seconds to the first reply of a person.
    pub answered: Durations,
    /// Seconds until the customer left without a reply.
    pub abandoned: Durations,
    /// Seconds until the conversation ended without a reply.
    pub unanswered: Durations,
    /// Those still waiting, by the minute (since 1970) that had begun by a minute after the start: how long they have
    /// waited is known to the minute, and never too long.
    pub waiting: BTreeMap<i64, u64>,
    /// Events that are not in any measure, by reason.
    pub left_out: BTreeMap<String, u64>,
}

impl Conversations {
    /// Conversations started.
    #[must_use]
    pub fn n(&self) -> u64 {
        let ended = self.answered.n() + self.abandoned.n() + self.unanswered.n();
        ended + self.waiting.values().sum::<u64>()
    }

    /// What was known once each of them had begun this long ago: the times to the replies that had come by then, and how
    /// long the others had waited. Whatever came later is not told from waiting still.
    #[must_use]
    pub fn known_within(&self, seconds: u32) -> (Durations, Durations) {
        let answered = self.answered.within(seconds);
        let mut censored = self.abandoned.within(seconds);
        censored.merge(&self.unanswered.within(seconds));
        let waiting = self.n() - answered.n() - censored.n();
        if waiting > 0 {
            censored.add_many(seconds, waiting);
        }
        (answered, censored)
    }

    /// How long the conversations without a reply had waited when they ended, or at `known_until`, up to which the day is
    /// known.
    #[must_use]
    pub fn censored(&self, known_until: Timestamp) -> Durations {
        let mut censored = self.abandoned.clone();
        censored.merge(&self.unanswered);
        for (minute, count) in &self.waiting {
            let waited = known_until.as_second().saturating_sub(minute.saturating_mul(60)).max(0);
            censored.add_many(u32::try_from(waited).unwrap_or(u32::MAX), *count);
        }
        censored
    }
}

/// All events of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayService {
    /// Customers who came and went.
    pub customers: Flow,
    /// Conversations that started.
    pub conversations: Conversations,
    /// Events read.
    pub events: u64,
    /// When the first of them expires.
    pub first_expiry: Option<Timestamp>,
}

impl DayService {
    /// Counts one event.
    pub fn add(&mut self, row: &EventRow) {
        self.events += 1;
        self.first_expiry = [self.first_expiry, row.expires].into_iter().flatten().min();
        let (customers, conversations) = (&mut self.customers, &mut self.conversations);
        match row.role {
            Role::Acquired => customers.acquired += 1,
            Role::Returned => customers.returned += 1,
            Role::Lost => customers.lost += 1,
            Role::LeftAsNew => customers.left_as_new += 1,
            Role::LeftAgain => customers.left_again += 1,
            Role::Answered(seconds) => conversations.answered.add(seconds),
            Role::Abandoned(seconds) => conversations.abandoned.add(seconds),
            Role::Unanswered(seconds) => conversations.unanswered.add(seconds),
            Role::Waiting => {
                let minute = row.at.map_or(0, |at| at.as_second().div_euclid(60) + 1);
                *conversations.waiting.entry(minute).or_default() += 1;
            }
            Role::Part | Role::Automatic | Role::Repeated | Role::WithoutStart | Role::Impossible(_) | Role::Erased => {
            }
        }
        if let Some(reason) = row.role.left_out() {
            *conversations.left_out.entry(reason.to_owned()).or_default() += 1;
        }
    }

    /// Joins the fold of another part of the day.
    pub fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.first_expiry = [self.first_expiry, other.first_expiry].into_iter().flatten().min();
        self.customers.add(other.customers);
        let (known, more) = (&mut self.conversations, other.conversations);
        known.answered.merge(&more.answered);
        known.abandoned.merge(&more.abandoned);
        known.unanswered.merge(&more.unanswered);
        for (minute, count) in more.waiting {
            *known.waiting.entry(minute).or_default() += count;
        }
        for (reason, count) in more.left_out {
            *known.left_out.entry(reason).or_default() += count;
        }
    }

    /// The digest of a day whose answers have the digest `answers`: equal digests mean equal measures. A day without events
    /// has that of its answers. What is left out does not count.
    #[must_use]
    pub fn digest(&self, answers: &str) -> String {
        let (customers, conversations) = (&self.customers, &self.conversations);
        if *customers == Flow::default() && conversations.n() == 0 {
            return answers.to_owned();
        }
        let mut said = format!(
            "{answers}\n{} {} {} {} {}\n",
            customers.acquired, customers.returned, customers.lost, customers.left_as_new, customers.left_again
        );
        for outcome in [
            &conversations.answered,
            &conversations.abandoned,
            &conversations.unanswered,
        ] {
            said.push_str(&format!("{:?}\n", outcome.iter().collect::<Vec<_>>()));
        }
        said.push_str(&format!("{:?}", conversations.waiting.iter().collect::<Vec<_>>()));
        let hashed = Sha256::digest(said);
        hashed.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::service::role::Impossible;
    use proptest::prelude::*;

    fn row(role: Role) -> EventRow {
        EventRow {
            role,
            at: Timestamp::from_second(1_793_200_030).ok(),
            expires: None,
        }
    }

    fn folded(roles: &[Role]) -> DayService {
        let mut day = DayService::default();
        roles.iter().for_each(|role| day.add(&row(*role)));
        day
    }

    #[test]
    fn what_does_not_count_is_counted_beside_what_does() {
        let day = folded(&[
            Role::Answered(30),
            Role::Part,
            Role::Automatic,
            Role::Impossible(Impossible::ReplyBeforeStart),
            Role::Erased,
            Role::Lost,
        ]);
        assert_eq!((day.conversations.n(), day.customers.lost, day.events), (1, 1, 6));
        let left_out: Vec<(&str, u64)> = day
            .conversations
            .left_out
            .iter()
            .map(|(why, n)| (why.as_str(), *n))
            .collect();
        assert_eq!(left_out, [("automatic", 1), ("erased", 1), ("reply_before_start", 1)]);
    }

    #[test]
    fn whoever_waits_has_waited_until_the_day_was_last_known_and_never_longer() {
        let day = folded(&[Role::Waiting, Role::Abandoned(45)]);
        let known_until = Timestamp::from_second(1_793_200_030 + 600).unwrap();
        let censored: Vec<(u32, u64)> = day.conversations.censored(known_until).iter().collect();
        assert_eq!(censored.len(), 2);
        assert_eq!(censored[0], (45, 1));
        assert!((540..=600).contains(&censored[1].0), "{censored:?}");
        let early = Timestamp::from_second(0).unwrap();
        assert_eq!(day.conversations.censored(early).iter().next(), Some((0, 1)));
    }

    #[test]
    fn what_came_after_a_time_is_known_as_waiting_for_that_time() {
        let later = [Role::Answered(101), Role::Abandoned(101), Role::Unanswered(7_000)];
        let conversations = folded(
            &[
                &[Role::Answered(100), Role::Abandoned(40), Role::Unanswered(50)],
                &later[..],
            ]
            .concat(),
        )
        .conversations;
        let (answered, censored) = conversations.known_within(100);
        assert_eq!(answered.iter().collect::<Vec<_>>(), [(100, 1)]);
        assert_eq!(censored.iter().collect::<Vec<_>>(), [(40, 1), (50, 1), (100, 3)]);
        let still = folded(&[Role::Waiting; 3]).conversations.known_within(100);
        assert_eq!(folded(&later).conversations.known_within(100), still);
    }

    #[test]
    fn a_day_without_events_has_the_digest_of_its_answers() {
        assert_eq!(folded(&[]).digest("d"), "d");
        assert_eq!(folded(&[Role::Automatic]).digest("d"), "d");
        assert_ne!(folded(&[Role::Waiting]).digest("d"), "d");
        assert_ne!(
            folded(&[Role::Waiting]).digest("d"),
            folded(&[Role::Waiting]).digest("e")
        );
        assert_ne!(
            folded(&[Role::Answered(1)]).digest("d"),
            folded(&[Role::Abandoned(1)]).digest("d")
        );
    }

    proptest! {
        #[test]
        fn parts_of_a_day_add_up_to_the_whole(roles in proptest::collection::vec((0usize..8, 0u32..1_000), 0..60), cut in 0usize..60) {
            let roles: Vec<Role> = roles.iter().map(|(role, seconds)| [
                Role::Acquired, Role::Returned, Role::Lost, Role::LeftAsNew, Role::LeftAgain, Role::Waiting, Role::Automatic, Role::Answered(*seconds),
            ][*role]).collect();
            let (one, two) = roles.split_at(cut.min(roles.len()));
            let mut merged = folded(two);
            merged.merge(folded(one));
            prop_assert_eq!(merged.digest(""), folded(&roles).digest(""));
            prop_assert_eq!(merged, folded(&roles));
        }
    }
}
