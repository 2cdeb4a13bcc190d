//! A company whose customers are all made up, and whose chances of leaving are known.
//!
//! Whoever predicts who leaves can be checked here against the truth. The demo shows the same people. Everything follows from
//! a seed, and one person's life does not depend on how many others there are.
//!
//! # The truth
//!
//! Nobody outside sees any of this; what a team sees are answers, silence, conversations, starts, ends and renewals. The numbers
//! were chosen before there was a model to predict them, and follow no scorecard.
//!
//! **Traits** ([`Traits`]) are drawn once a person: loyalty, which lets people stay and is higher for those who were there long before,
//! how much they notice, how readily they answer (candour, which goes along with loyalty), how kindly they rate, how often their
//! parcels come late.
//!
//! **Mood** moves in daily steps. Each day it goes a fiftieth of the way back to where it rests (0.35 of the loyalty, and
//! by the plan from -0.15 to 0.15), wavers by up to 0.08, and at times something happens that no team hears of (0.7 % a day:
//! -0.9; 0.4 %: 0.5). Then comes what happens with the company, times how much the person notices:
//!
//! | what | moves the mood by |
//! |---|---|
//! | a late parcel | -0.45 |
//! | a complaint | -0.25 at once, and -0.04 on each day that it stays open, for at most 30 |
//! | a reply within the hour | 0.10; to a complaint 0.45 |
//! | a reply after more than a day | -0.30 the next day |
//! | no reply | -0.60 after three days |
//! | giving up before a reply | -0.50 |
//! | asking again within 14 days | -0.30 |
//! | a dearer contract, at 35 % of renewals | -0.60 |
//!
//! Whatever is bad counts double in a customer's first 60 days. People talk to the team on 0.8 % of days, on 5 % more in the days after
//! a late parcel, and on 0.6 % more while the mood is below -0.5; a fifth of that are complaints, and more in both these cases.
//!
//! **The chance of leaving on a day** ([`Circumstances`]) is 0.00046 times the exponential of a sum, and at most 0.12:
//!
//! | what | adds |
//! |---|---|
//! | loyalty | -0.5 a point |
//! | mood | 1.4 a point below -0.2, for at most three; -0.25 a point above 0, for at most 1.5 |
//! | the first 120 days | 0.5 |
//! | a complaint that waits for a reply | 0.6, times how much is noticed |
//! | a contract | -0.5; in its last 25 days -0.2, and 1.4 more a point of mood below -0.2, for at most 1.5: a renewal matters to the unhappy alone |
//! | the country | -0.2 to 0.2 |
//!
//! **Whether somebody answers** is a chance with log-odds of -1.1, plus the candour, 0.8 a point of mood, -0.6 after a question in the last 30 days, and
//! 2.4 a point of mood below -1.5, for at most one: the unhappy fall silent, the furious do not. **The answer**, from 0 to 1, is a noisy
//! reading of the mood: 0.78, and 0.18 a point, moved by the touchpoint, by what it is about (a late parcel, a slow reply) and by how
//! kindly the person rates, with a deviation of 0.09. Whoever has left says and does nothing any more; 6 % of them are sent a farewell question.

mod answering;
mod hazard;
mod life;
mod person;
mod random;
mod talking;
mod traits;
mod words;

pub use hazard::Circumstances;
pub use person::{Answered, Conversation, Person, Question, Renewal};
pub use traits::Traits;

use jiff::{SignedDuration, Timestamp};

/// A made-up company over a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Company {
    /// What everything follows from.
    pub seed: u64,
    /// How many people there are in all: those who are there at first, and those who come later.
    pub customers: u32,
    /// When the first day begins; a day lasts 24 hours.
    pub from: Timestamp,
    /// How many days there are. Nothing is known of later ones.
    pub days: u32,
    /// From this day on, counted from 0, most parcels come late.
    pub parcels_late_from: Option<u32>,
    /// By how much everyone answers more readily than this page says, in log-odds.
    pub candour: f64,
}

impl Company {
    /// The life of one person, by number from 1.
    #[must_use]
    pub fn person(&self, number: u32) -> Person {
        life::live(self, number)
    }

    /// Everyone, one after the other.
    pub fn people(&self) -> impl Iterator<Item = Person> {
        let company = *self;
        (1..=company.customers).map(move |number| company.person(number))
    }

    /// When the last day ends.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.moment(self.days as i32, 0)
    }

    /// A moment by day (before the first one: below 0) and second of the day.
    fn moment(&self, day: i32, second: u32) -> Timestamp {
        self.from + SignedDuration::from_secs(i64::from(day) * DAY + i64::from(second))
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

#[cfg(test)]
mod tests;
