//! Customers, and what they answered in the last weeks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use shared::domain::day::shifted;
use shared::link::Channel;

use super::random::Random;
use super::words::{Tone, comments};

/// How many customers there are.
pub const CUSTOMERS: u32 = 400;

/// How many days back their answers go.
pub const DAYS: i32 = 60;

const SEED: u64 = 0x0a15_a9ce;

/// One made-up answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// `demo-0001` and so on.
    pub customer: String,
    /// One of the ready surveys.
    pub survey: &'static str,
    /// Where in the journey.
    pub touchpoint: &'static str,
    /// What it was about.
    pub reference: String,
    /// How the link was sent.
    pub channel: Channel,
    /// The customer's language.
    pub language: &'static str,
    /// Plan and country.
    pub attributes: BTreeMap<String, String>,
    /// Where on the scale, from 0 (the worst) to 1.
    pub satisfaction: f64,
    /// In the customer's words.
    pub comment: Option<&'static str>,
    /// The day.
    pub day: Date,
    /// Seconds after the day began.
    pub second: u32,
}

/// Touchpoint, survey asked there, channel it is asked through, how often, and how it differs from the usual.
const JOURNEY: [(&str, &str, Channel, f64, f64); 5] = [
    ("checkout", "ease", Channel::Web, 3.0, 0.06),
    ("delivery", "satisfaction", Channel::Sms, 3.0, -0.02),
    ("support", "ease", Channel::Chat, 1.6, -0.14),
    ("returns", "satisfaction", Channel::Email, 0.8, -0.08),
    ("renewal", "recommend", Channel::Email, 2.4, 0.0),
];

/// Where parcels have come late of late, for how many days, and how much that costs: something for the charts to notice.
const LATE_PARCELS: (&str, u32, f64) = ("delivery", 9, 0.22);

/// Country, language spoken there.
const COUNTRIES: [((&str, &str), f64); 5] = [
    (("GB", "en"), 4.0),
    (("US", "en"), 2.0),
    (("FR", "fr"), 3.0),
    (("TW", "zh-Hant"), 1.6),
    (("HK", "zh-Hant"), 0.6),
];

const PLANS: [((&str, f64), f64); 3] = [(("free", -0.05), 4.0), (("pro", 0.02), 4.0), (("team", 0.06), 1.5)];

/// All answers of the [`DAYS`] days before `today`.
#[must_use]
pub fn answers(today: Date) -> Vec<Made> {
    let mut random = Random::new(SEED);
    let mut made = Vec::new();
    for number in 1..=CUSTOMERS {
        customer(number, today, &mut random, &mut made);
    }
    made
}

fn customer(number: u32, today: Date, random: &mut Random, made: &mut Vec<Made>) {
    let (country, language) = random.weighted(&COUNTRIES);
    let (plan, privilege) = random.weighted(&PLANS);
    let usual = 0.78 + privilege + 0.16 * random.around_zero();
    // Every ninth or so grows unhappier by the week.
    let fall = if random.happens(0.11) {
        0.35 + 0.3 * random.share()
    } else {
        0.0
    };
    let count = 1 + random.below(6) + if fall > 0.0 { 2 } else { 0 };
    let mut days: Vec<u32> = (0..count).map(|_| random.below(DAYS as u32)).collect();
    days.sort_unstable();
    for (order, past) in days.into_iter().enumerate() {
        let stop = random.weighted(&JOURNEY.map(|stop| (stop, stop.3)));
        let (touchpoint, survey, channel, _, differs) = stop;
        let gone = f64::from(past) / f64::from(DAYS);
        let (late_at, late_days, cost) = LATE_PARCELS;
        let late = if touchpoint == late_at && past >= DAYS as u32 - late_days {
            cost
        } else {
            0.0
        };
        let satisfaction = (usual + differs - late - fall * gone + 0.17 * random.around_zero()).clamp(0.0, 1.0);
        let tone = match satisfaction {
            low if low < 0.45 => Tone::Bad,
            middling if middling < 0.7 => Tone::Middling,
            _ => Tone::Good,
        };
        let talkative = if tone == Tone::Bad { 0.6 } else { 0.25 };
        let comment = random
            .happens(talkative)
            .then(|| random.one_of(comments(language, tone, touchpoint)));
        made.push(Made {
            customer: format!("demo-{number:04}"),
            survey,
            touchpoint,
            reference: format!("demo-{number:04}-{}", order + 1),
            channel,
            language,
            attributes: BTreeMap::from([("country".into(), country.into()), ("plan".into(), plan.into())]),
            satisfaction,
            comment,
            day: shifted(today, past as i32 - DAYS),
            second: 8 * 3600 + random.below(13 * 3600),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn the_same_day_makes_the_same_company() {
        assert_eq!(answers(TODAY), answers(TODAY));
    }

    #[test]
    fn everyone_is_plainly_made_up_and_answers_before_today() {
        let all = answers(TODAY);
        assert!(all.iter().all(|made| made.customer.starts_with("demo-")));
        assert!(
            all.iter()
                .all(|made| made.day < TODAY && made.day >= shifted(TODAY, -DAYS))
        );
        let customers: BTreeSet<&str> = all.iter().map(|made| made.customer.as_str()).collect();
        assert_eq!(customers.len(), CUSTOMERS as usize);
        let references: BTreeSet<&str> = all.iter().map(|made| made.reference.as_str()).collect();
        assert_eq!(references.len(), all.len());
    }

    #[test]
    fn parcels_have_come_late_of_late() {
        let all = answers(TODAY);
        let (touchpoint, days, _) = LATE_PARCELS;
        let mean = |late: bool| {
            let there = all.iter().filter(|made| made.touchpoint == touchpoint);
            let then: Vec<f64> = there
                .filter(|made| (made.day >= shifted(TODAY, -(days as i32))) == late)
                .map(|made| made.satisfaction)
                .collect();
            then.iter().sum::<f64>() / then.len() as f64
        };
        assert!(mean(false) - mean(true) > 0.1, "{} {}", mean(false), mean(true));
    }

    #[test]
    fn there_is_something_to_see_everywhere() {
        let all = answers(TODAY);
        for survey in ["recommend", "satisfaction", "ease"] {
            assert!(
                all.iter().filter(|made| made.survey == survey).count() > 150,
                "{survey}"
            );
        }
        for language in ["en", "fr", "zh-Hant"] {
            let said = |made: &&Made| made.language == language && made.comment.is_some();
            assert!(all.iter().filter(said).count() > 50, "{language}");
        }
        let unhappy = all.iter().filter(|made| made.satisfaction < 0.4).count();
        assert!(
            (all.len() / 30..all.len() / 6).contains(&unhappy),
            "{unhappy} of {}",
            all.len()
        );
    }
}
