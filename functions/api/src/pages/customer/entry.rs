//! One line of a customer's history, ready to be shown.

use std::borrow::Cow;

use jiff::Timestamp;
use shared::domain::registered::Registered;
use shared::domain::signal::{Contact, Outcome};
use shared::text::TeamWords;

use super::happened::Happened;
use crate::pages::answer::{AnswerView, Showing, Tag};
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::risk::Why;

pub(super) struct Entry {
    pub moment: Moment,
    /// Of the style: `good`, `bad`, or nothing.
    pub class: &'static str,
    pub title: Cow<'static, str>,
    pub tag: Option<Tag>,
    /// Sentences of ours.
    pub lines: Vec<String>,
    /// What a person of the team wrote.
    pub note: Option<String>,
    pub answer: Option<AnswerView>,
}

impl Entry {
    pub(super) fn of(at: Timestamp, happened: &Happened, showing: &Showing<'_>, flagged_for: &[Why]) -> Option<Self> {
        let words = showing.words;
        let entry = |key: &str| Self {
            moment: Moment::at(at, showing.calendar, words),
            class: "",
            title: words.get(key),
            tag: None,
            lines: Vec::new(),
            note: None,
            answer: None,
        };
        let lines = |key: &str, lines: Vec<String>| Self { lines, ..entry(key) };
        Some(match happened {
            Happened::Answered(response) => {
                let answer = AnswerView::of(response, showing)?;
                Self {
                    moment: answer.first.clone(),
                    class: if answer.said.class == "warn" {
                        ""
                    } else {
                        answer.said.class
                    },
                    answer: Some(answer),
                    ..entry("customer-answered")
                }
            }
            Happened::Asked(registered) => lines("customer-no-answer", vec![asked(registered, showing)]),
            Happened::Contact(contact) => contacted(contact, words, entry),
            Happened::Started => entry("customer-started"),
            Happened::Ended => entry("customer-ended"),
            Happened::Renewed(until) => {
                let until = words.with("customer-renewed-until", &[("day", &words.day(*until))]);
                lines("customer-renewed", vec![until])
            }
            Happened::Flagged => {
                let reasons = flagged_for.iter().map(|why| why.text.clone()).collect();
                Self {
                    class: "bad",
                    ..lines("customer-flagged", reasons)
                }
            }
            Happened::Unflagged(closed) => Self {
                note: closed.note.as_deref().map(plain),
                ..lines(
                    "customer-unflagged",
                    vec![words.get(&format!("closed-{}", closed.cause)).into_owned()],
                )
            },
            Happened::OptedOut => entry("customer-said-no"),
            Happened::OptedIn => entry("customer-said-yes"),
        })
    }
}

fn contacted(contact: &Contact, words: TeamWords, entry: impl Fn(&str) -> Entry) -> Entry {
    let timed = |key, seconds| words.with(key, &[("time", &words.time(seconds))]);
    let outcome = match contact.outcome {
        Outcome::Waiting => words.get("contact-waiting").into_owned(),
        Outcome::Answered(seconds) => timed("contact-answered", seconds),
        Outcome::Abandoned(seconds) => timed("contact-abandoned", seconds),
        Outcome::Unanswered(seconds) => timed("contact-unanswered", seconds),
    };
    let end = match (contact.outcome, contact.ended) {
        // Said already, or over with the customer gone.
        (Outcome::Unanswered(_), _) | (Outcome::Abandoned(_), None) => None,
        (_, Some(seconds)) => Some(timed("contact-ended", seconds)),
        (Outcome::Waiting | Outcome::Answered(_), None) => Some(words.get("contact-open").into_owned()),
    };
    let open_complaint = contact.complaint && contact.ended.is_none();
    Entry {
        tag: open_complaint.then(|| Tag {
            class: "warn",
            text: words.get("contact-complaint-open"),
        }),
        lines: std::iter::once(outcome).chain(end).collect(),
        ..entry(if contact.complaint {
            "customer-complained"
        } else {
            "customer-contacted"
        })
    }
}

/// Which survey, where in the journey, and how.
fn asked(registered: &Registered, showing: &Showing<'_>) -> String {
    let survey = showing.surveys.current.get(&registered.survey);
    let title = survey.map_or(registered.survey.as_str(), |survey| &survey.definition.title);
    let channel = showing.words.get(&format!("channel-{}", registered.invited.channel));
    format!("{} · {} · {channel}", plain(title), plain(&registered.touchpoint))
}
