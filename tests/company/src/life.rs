//! One person's life with the company, day by day.

use crate::Company;
use crate::answering::Asked;
use crate::hazard::Circumstances;
use crate::person::{Answered, Conversation, Person, Question, Renewal};
use crate::random::Random;
use crate::talking::OPEN_DAY;
use crate::traits::Traits;

/// Country, language spoken there, and by how much it shifts the chance of leaving, in log-odds.
const COUNTRIES: [((&str, &str, f64), f64); 5] = [
    (("GB", "en", 0.0), 4.0),
    (("US", "en", 0.2), 2.0),
    (("FR", "fr", 0.0), 3.0),
    (("TW", "zh-Hant", -0.1), 1.6),
    (("HK", "zh-Hant", -0.2), 0.6),
];

/// What a person pays for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    name: &'static str,
    /// Where the mood rests, for everyone on it.
    privilege: f64,
    /// Orders a day.
    orders: f64,
    /// How long a contract runs.
    pub(crate) contract_days: Option<u32>,
}

const PLANS: [(Plan, f64); 3] = [
    (plan("free", -0.15, 0.025, None), 4.0),
    (plan("pro", 0.02, 0.045, Some(180)), 4.0),
    (plan("team", 0.15, 0.055, Some(360)), 1.5),
];

const fn plan(name: &'static str, privilege: f64, orders: f64, contract_days: Option<u32>) -> Plan {
    Plan {
        name,
        privilege,
        orders,
        contract_days,
    }
}

/// What is bad counts double for so many days.
const TENDER_DAYS: i32 = 60;

/// How many days ahead something can be felt.
const AHEAD: usize = 8;

/// Whoever comes, comes at this rate a day for each who was there.
const ARRIVALS: f64 = 0.0012;

/// How long before its first day here the company was founded.
const FOUNDED: i32 = 720;

/// Days of a month to the team's books.
const MONTH: i32 = 30;

/// Seconds of the day at which people come and leave: before anything else happens.
const EARLY: (u32, u32) = (25_200, 3_600);

/// A life as it goes on.
pub(crate) struct Life<'a> {
    pub(crate) company: &'a Company,
    pub(crate) id: String,
    pub(crate) random: Random,
    pub(crate) traits: Traits,
    pub(crate) language: &'static str,
    pub(crate) plan: Plan,
    pub(crate) mood: f64,
    pub(crate) questions: Vec<Question>,
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) last_conversation: Option<i32>,
    pub(crate) complaint_until: i32,
    pub(crate) unanswered_until: i32,
    /// The day of a question about a conversation, and what it was like.
    pub(crate) support_question: Option<(i32, f64)>,
    pub(crate) last_question: Option<i32>,
    contract_until: Option<i32>,
    renewals: Vec<Renewal>,
    late_parcel: Option<i32>,
    ahead: [f64; AHEAD],
    pub(crate) today: i32,
    first_day: i32,
}

/// Draws a whole life.
pub(crate) fn live(company: &Company, number: u32) -> Person {
    let mut random = Random::of(company.seed, number);
    let (country, language, country_shift) = random.weighted(&COUNTRIES);
    let plan = random.weighted(&PLANS);
    let grown = f64::from(company.days) * ARRIVALS;
    let first_day = if random.happens(grown / (1.0 + grown)) {
        random.below(company.days.max(1)) as i32
    } else {
        // Old records know the month alone.
        -MONTH * (1 + random.wait(500.0) as i32 % FOUNDED / MONTH)
    };
    let start_known = first_day >= 0 || !random.happens(0.12);
    let started = company.moment(first_day, EARLY.0 + random.below(EARLY.1));
    let traits = Traits::draw(&mut random, first_day.min(0).unsigned_abs());
    let resting = 0.35 * traits.loyalty + plan.privilege;
    let mut life = Life {
        company,
        id: format!("demo-{number:04}"),
        traits,
        language,
        plan,
        mood: resting + if first_day < 0 { 0.6 * random.normal() } else { 0.2 },
        questions: Vec::new(),
        conversations: Vec::new(),
        last_conversation: None,
        complaint_until: i32::MIN,
        unanswered_until: i32::MIN,
        support_question: None,
        last_question: None,
        contract_until: None,
        renewals: Vec::new(),
        late_parcel: None,
        ahead: [0.0; AHEAD],
        today: first_day,
        first_day,
        random,
    };
    life.sign_first_contract(start_known);
    let mut hazards = vec![0.0; company.days as usize];
    let mut left = None;
    for day in first_day.max(0)..company.days as i32 {
        life.today = day;
        let circumstances = Circumstances {
            mood: life.mood,
            days_there: (day - first_day).unsigned_abs(),
            complaint_unanswered: day < life.unanswered_until,
            contract_ends_in: life.contract_until.map(|end| (end - day).max(0).unsigned_abs()),
            country: country_shift,
        };
        // Nobody leaves on the day they come.
        if day > first_day {
            let hazard = circumstances.hazard(&life.traits);
            hazards[day as usize] = hazard;
            if life.random.happens(hazard) {
                left = Some(day);
                break;
            }
        }
        life.drift(resting);
        life.happenings(day);
    }
    let ended = left.map(|day| company.moment(day, EARLY.0 + life.random.below(EARLY.1)));
    life.forget_what_is_later(ended.unwrap_or_else(|| company.until()));
    if let Some(day) = left {
        life.farewell(day);
    }
    Person {
        id: life.id,
        attributes: [("plan", plan.name), ("country", country)],
        language,
        started,
        start_known,
        ended,
        renewals: life.renewals,
        questions: life.questions,
        conversations: life.conversations,
        traits: life.traits,
        hazards,
    }
}

impl Life<'_> {
    /// The contract that runs on the first day: signed then, or the last one renewed before.
    fn sign_first_contract(&mut self, known: bool) {
        let Some(length) = self.plan.contract_days.map(u32::cast_signed) else {
            return;
        };
        let begun = self.first_day + self.first_day.min(0).abs() / length * length;
        self.contract_until = Some(begun + length);
        if known {
            self.agree(begun, begun + length);
        }
    }

    fn agree(&mut self, day: i32, until: i32) {
        let renewal = Renewal {
            at: self.company.moment(day, EARLY.0 + EARLY.1),
            until: self.company.moment(until, 0).to_zoned(jiff::tz::TimeZone::UTC).date(),
        };
        self.renewals.push(renewal);
    }

    /// Moves the mood, at once.
    pub(crate) fn feel(&mut self, by: f64) {
        let tender = by < 0.0 && self.today - self.first_day < TENDER_DAYS;
        self.mood += by * self.traits.notice * if tender { 2.0 } else { 1.0 };
    }

    /// Moves the mood on a later day.
    pub(crate) fn feel_later(&mut self, day: i32, by: f64) {
        self.ahead[day.unsigned_abs() as usize % AHEAD] += by;
    }

    /// What moves the mood on every day, with or without a reason.
    fn drift(&mut self, resting: f64) {
        self.mood += (resting - self.mood) / 50.0 + 0.08 * (2.0 * self.random.share() - 1.0);
        let coming = std::mem::take(&mut self.ahead[self.today.unsigned_abs() as usize % AHEAD]);
        self.feel(coming);
        if self.today < self.complaint_until {
            self.feel(OPEN_DAY);
        }
        let elsewhere = self.random.share();
        if elsewhere < 0.007 {
            self.mood -= 0.9;
        } else if elsewhere < 0.011 {
            self.mood += 0.5;
        }
    }

    fn happenings(&mut self, day: i32) {
        if self.contract_until == Some(day)
            && let Some(length) = self.plan.contract_days
        {
            self.contract_until = Some(day + length.cast_signed());
            self.agree(day, day + length.cast_signed());
            if self.random.happens(0.35) {
                self.feel(-0.6);
            }
        }
        let late = self.late_parcel.is_some_and(|last| day - last <= 5);
        let talkative = 0.008 + if late { 0.05 } else { 0.0 } + if self.mood < -0.5 { 0.006 } else { 0.0 };
        if self.random.happens(talkative) {
            self.talk(day, late);
        }
        if self.random.happens(self.plan.orders) {
            self.order(day);
        }
        if let Some((on, about)) = self.support_question.filter(|(on, _)| *on <= day) {
            self.support_question = None;
            if on == day {
                self.ask(&Asked::new("support", "ease", "chat", -0.12 + about));
            }
        }
        if self.contract_until.is_some_and(|end| end - day == 28) {
            self.ask(&Asked::new("renewal", "recommend", "email", -0.02));
        } else if (day - self.first_day) % 91 == 60 {
            self.ask(&Asked::new("account", "recommend", "email", 0.0));
        }
    }

    fn order(&mut self, day: i32) {
        let struck = self
            .company
            .parcels_late_from
            .is_some_and(|from| day >= from.cast_signed());
        let late = self.random.happens(if struck { 0.75 } else { self.traits.lateness });
        if late {
            self.late_parcel = Some(day);
            self.feel(-0.45);
        }
        let asked = self.random.share();
        if asked < 0.5 {
            let about = if late { -0.3 } else { 0.03 };
            self.ask(&Asked::new("delivery", "satisfaction", "sms", about));
        } else if asked < 0.68 {
            self.ask(&Asked::new("checkout", "ease", "web", 0.06));
        } else if asked < 0.74 {
            self.ask(&Asked::new("returns", "satisfaction", "email", -0.08));
        }
    }

    /// What would have come after this moment has not come.
    fn forget_what_is_later(&mut self, moment: jiff::Timestamp) {
        let known = |at: &jiff::Timestamp| *at < moment;
        for conversation in &mut self.conversations {
            conversation.first_reply = conversation.first_reply.filter(known);
            conversation.abandoned_at = conversation.abandoned_at.filter(known);
            conversation.ended_at = conversation.ended_at.filter(known);
        }
        for question in &mut self.questions {
            question.answer = question.answer.filter(|answer: &Answered| known(&answer.at));
        }
    }
}
