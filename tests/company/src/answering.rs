//! Questions, and who answers them how.

use jiff::SignedDuration;

use crate::life::Life;
use crate::person::{Answered, Question};
use crate::words::{Tone, comments};

/// Nobody is asked twice within so many days.
const APART_DAYS: i32 = 12;

/// A question as recent as this makes the next one tiring.
const TIRING_DAYS: i32 = 30;

/// What somebody is about to be asked.
pub(crate) struct Asked {
    touchpoint: &'static str,
    survey: &'static str,
    channel: &'static str,
    /// What it is about moves the answer by this, as a share of the scale.
    about: f64,
}

impl Asked {
    pub(crate) fn new(touchpoint: &'static str, survey: &'static str, channel: &'static str, about: f64) -> Self {
        Self {
            touchpoint,
            survey,
            channel,
            about,
        }
    }
}

impl Life<'_> {
    /// Asks today, unless the person was asked a short time ago.
    pub(crate) fn ask(&mut self, asked: &Asked) {
        let since = self.last_question.map(|last| self.today - last);
        if since.is_some_and(|days| days < APART_DAYS) {
            return;
        }
        self.last_question = Some(self.today);
        let tired = if since.is_some_and(|days| days < TIRING_DAYS) {
            -0.6
        } else {
            0.0
        };
        let furious = (-1.5 - self.mood).clamp(0.0, 1.0);
        let readiness = -1.1 + self.traits.candour + self.company.candour + 0.8 * self.mood + tired + 2.4 * furious;
        let chance = 1.0 / (1.0 + (-readiness).exp());
        self.put(asked, self.today, chance);
    }

    /// Some teams ask once more, a few days after the end.
    pub(crate) fn farewell(&mut self, left_on: i32) {
        let day = left_on + 3 + self.random.below(7) as i32;
        if self.random.happens(0.06) && day < self.company.days.cast_signed() {
            self.put(&Asked::new("farewell", "recommend", "email", -0.35), day, 0.5);
            let until = self.company.until();
            if let Some(question) = self.questions.last_mut() {
                question.answer = question.answer.filter(|answer| answer.at < until);
            }
        }
    }

    fn put(&mut self, asked: &Asked, day: i32, chance: f64) {
        let asked_at = self.company.moment(day, 28_800 + self.random.below(43_200));
        let answer = self.random.happens(chance).then(|| {
            let hours = self.random.wait(14.0).min(24.0 * 20.0);
            let at = asked_at + SignedDuration::from_secs(60 + (hours * 3_600.0) as i64);
            let felt = 0.78 + 0.18 * self.mood + asked.about + self.traits.kindness + 0.09 * self.random.normal();
            let satisfaction = felt.clamp(0.0, 1.0);
            Answered {
                at,
                satisfaction,
                comment: self.comment(satisfaction, asked.touchpoint),
            }
        });
        let reference = format!("{}-{}", self.id, self.questions.len() + 1);
        self.questions.push(Question {
            asked_at,
            survey: asked.survey,
            touchpoint: asked.touchpoint,
            channel: asked.channel,
            reference,
            answer,
        });
    }

    fn comment(&mut self, satisfaction: f64, touchpoint: &str) -> Option<&'static str> {
        let tone = match satisfaction {
            low if low < 0.45 => Tone::Bad,
            middling if middling < 0.7 => Tone::Middling,
            _ => Tone::Good,
        };
        let talkative = if tone == Tone::Bad { 0.6 } else { 0.25 };
        self.random
            .happens(talkative)
            .then(|| self.random.one_of(comments(self.language, tone, touchpoint)))
    }
}
