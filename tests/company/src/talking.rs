//! Conversations, and what they do to the mood.

use crate::life::Life;
use crate::person::Conversation;

/// How quickly the team replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    WithinTheHour,
    SameDay,
    Late,
    Never,
}

const HOUR: u32 = 3_600;

/// Who asks again within so many days is tired of asking.
const AGAIN_DAYS: i32 = 14;

/// A complaint hurts for so many days while it stays open.
pub(crate) const COMPLAINT_HURTS_DAYS: i32 = 30;

/// What each such day costs.
pub(crate) const OPEN_DAY: f64 = -0.04;

impl Life<'_> {
    /// The person asks the team something today.
    pub(crate) fn talk(&mut self, day: i32, parcel_was_late: bool) {
        let complaint = self
            .random
            .happens(0.2 + if parcel_was_late { 0.4 } else { 0.0 } + if self.mood < -0.5 { 0.15 } else { 0.0 });
        let attended = if self.plan.contract_days.is_some() { 1.3 } else { 0.9 };
        let reply = self.random.weighted(&[
            (Reply::WithinTheHour, 0.48 * attended),
            (Reply::SameDay, 0.3),
            (Reply::Late, 0.16),
            (Reply::Never, 0.06),
        ]);
        let begun = 8 * HOUR + self.random.below(11 * HOUR);
        let waited = match reply {
            Reply::WithinTheHour => Some(120 + self.random.below(55 * 60)),
            Reply::SameDay => Some(2 * HOUR + self.random.below(10 * HOUR)),
            Reply::Late => Some(26 * HOUR + self.random.below(70 * HOUR)),
            Reply::Never => None,
        };
        let gives_up = self.random.happens(match reply {
            Reply::WithinTheHour => 0.02,
            Reply::SameDay => 0.12,
            Reply::Late => 0.25,
            Reply::Never => 0.4,
        });
        let patience = if reply == Reply::WithinTheHour {
            60 + self.random.below(60)
        } else {
            20 * 60 + self.random.below(90 * 60)
        };
        let replied = waited.filter(|_| !gives_up);
        let first_touch = if gives_up { Some(patience) } else { replied };
        let over = begun + self.lasts(complaint, gives_up, first_touch);
        let id = format!("{}-c{}", self.id, self.conversations.len() + 1);
        let at = |second: u32| self.company.moment(day, second);
        let conversation = Conversation {
            id,
            started_at: at(begun),
            complaint,
            first_reply: replied.map(|waited| at(begun + waited)),
            abandoned_at: gives_up.then(|| at(begun + patience)),
            ended_at: Some(at(over)),
        };
        self.conversations.push(conversation);
        let end_day = day + (over / 86_400) as i32;
        let reply_day = replied.map_or(end_day, |waited| day + ((begun + waited) / 86_400) as i32);
        self.feel_conversation(day, complaint, reply, gives_up);
        if complaint {
            self.complaint_until = self.complaint_until.max(end_day.min(day + COMPLAINT_HURTS_DAYS));
            self.unanswered_until = self.unanswered_until.max(reply_day);
        }
        if first_touch.is_some() && self.random.happens(0.55) {
            let about = match (gives_up, reply) {
                (true, _) => -0.28,
                (false, Reply::WithinTheHour) => 0.05,
                (false, Reply::SameDay) => -0.05,
                (false, _) => -0.2,
            };
            self.support_question = Some((reply_day.min(day + 4) + 1, about));
        }
        self.last_conversation = Some(day);
    }

    /// Seconds from the first word to the end.
    fn lasts(&mut self, complaint: bool, gives_up: bool, first_touch: Option<u32>) -> u32 {
        let quick = !complaint || self.random.happens(0.6);
        match first_touch {
            Some(waited) if quick && !gives_up => waited + 600 + self.random.below(5 * HOUR),
            Some(waited) if !complaint => waited + 60,
            Some(waited) => waited + 24 * HOUR * (5 + self.random.below(40)),
            None => 24 * HOUR * (8 + self.random.below(50)),
        }
    }

    fn feel_conversation(&mut self, day: i32, complaint: bool, reply: Reply, gives_up: bool) {
        if complaint {
            self.feel(-0.25);
        }
        if self.last_conversation.is_some_and(|last| day - last <= AGAIN_DAYS) {
            self.feel(-0.3);
        }
        match (gives_up, reply) {
            (true, _) => self.feel(-0.5),
            (false, Reply::WithinTheHour) => self.feel(if complaint { 0.45 } else { 0.1 }),
            (false, Reply::SameDay) => {}
            (false, Reply::Late) => self.feel_later(day + 1, -0.3),
            (false, Reply::Never) => self.feel_later(day + 3, -0.6),
        }
    }
}
