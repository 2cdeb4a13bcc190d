//! The made-up company as it is stored: invitations, answers and events of everyone.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use made_up_company::{Company, Person};
use shared::domain::day::Calendar;
use shared::domain::fatigue::Asked;
use shared::domain::registered::Registered;
use shared::domain::response::{Respondent, Response};
use shared::domain::service::event::{Event, EventKeys, Subject};
use shared::domain::survey::Survey;
use shared::link::RootKeys;

use super::events::events;
use super::questions::Asker;

/// What a workspace says of itself that records depend on.
pub(super) struct Frame<'a> {
    pub(super) surveys: &'a BTreeMap<String, Survey>,
    pub(super) keys: &'a RootKeys,
    pub(super) calendar: &'a Calendar,
    pub(super) now: Timestamp,
    pub(super) retention: SignedDuration,
}

/// Everything there is to write.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Records {
    /// Invitations that nobody has answered.
    pub(super) silent: Vec<Registered>,
    /// Answers, each with its invitation.
    pub(super) answered: Vec<Response>,
    /// The last question to each.
    pub(super) asked: Vec<(Respondent, Asked)>,
    /// What the team knows of each.
    pub(super) attributes: Vec<(Respondent, BTreeMap<String, String>)>,
    /// Events by customer.
    pub(super) events: Vec<(Subject, Vec<Event>)>,
}

impl Records {
    /// Of a whole company.
    ///
    /// # Errors
    /// A survey is missing, or something breaks a rule of links or events.
    pub(super) fn of(company: &Company, frame: &Frame<'_>) -> Result<Self> {
        let asker = Asker::new(frame);
        let keys = EventKeys::of(frame.keys);
        let mut records = Self::default();
        for person in company.people() {
            records.add_questions(&person, &asker)?;
            let (subject, events) = events(&person, &keys)?;
            let attributes = person.attributes.map(|(name, value)| (name.into(), value.into()));
            let customer = Respondent::Customer(subject.customer);
            records.attributes.push((customer, attributes.into()));
            records.events.push((subject, events));
        }
        Ok(records)
    }

    fn add_questions(&mut self, person: &Person, asker: &Asker<'_>) -> Result<()> {
        let mut last = None;
        for question in &person.questions {
            let registered = asker.registered(person, question)?;
            last = Some((registered.respondent, Asked::by(&registered)));
            match &question.answer {
                Some(answer) => self
                    .answered
                    .push(asker.answered(person, question, answer, &registered)?),
                None => self.silent.push(registered),
            }
        }
        self.asked.extend(last);
        Ok(())
    }
}
