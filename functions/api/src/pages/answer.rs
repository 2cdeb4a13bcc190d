//! One answer as every page shows it: the score in words, what was said, whether it counts, and what may be decided.

use std::borrow::Cow;

use jiff::Timestamp;
use shared::domain::Band;
use shared::domain::day::Calendar;
use shared::domain::fold::Standing;
use shared::domain::measure::Measure;
use shared::domain::response::{Answer, Decided, Decision, Response, Source, review};
use shared::domain::survey::{Survey, SurveyVersions};
use shared::export::clear_customer;
use shared::link::SealKey;
use shared::store::settings::Surveys;
use shared::text::TeamWords;

use super::display::{percent_encode, plain};
use super::moment::Moment;
use crate::{ApiStore, App};

/// What answers are shown with.
pub(crate) struct Showing<'a> {
    pub words: TeamWords,
    pub calendar: &'a Calendar,
    pub surveys: &'a Surveys,
    /// The versions that the answers were given to.
    pub versions: &'a SurveyVersions,
    pub seal: &'a SealKey,
    pub now: Timestamp,
}

/// One answer.
pub(crate) struct AnswerView {
    /// The id in the API, and the name of its place on the page.
    pub id: String,
    /// The day it counts in, as a decision about it names it.
    pub day: String,
    /// The revision that is shown.
    pub revision: u32,
    pub survey: String,
    pub touchpoint: String,
    pub channel: Option<Cow<'static, str>>,
    pub attributes: Vec<(String, String)>,
    pub first: Moment,
    /// When it was changed since, if it was.
    pub changed: Option<Moment>,
    pub customer: Option<CustomerLink>,
    pub said: Said,
    /// Why it does not count, or does not yet; none of one that simply counts.
    pub standing: Option<Tag>,
    pub beside: Vec<Beside>,
    /// What a person may decide about it now.
    pub choices: Vec<Possible>,
}

/// A customer's id, and the address of their page.
#[derive(Debug, Clone)]
pub(crate) struct CustomerLink {
    /// Safe to show.
    pub id: String,
    pub href: String,
}

/// A short word about a thing, and whether it is good news.
pub(crate) struct Tag {
    /// Of the style: `warn`, `bad`, `good`, or nothing.
    pub class: &'static str,
    pub text: Cow<'static, str>,
}

/// What was said.
pub(crate) struct Said {
    pub score: u8,
    pub out_of: u8,
    /// `low`, `middle` or `high`.
    pub band: String,
    /// The same as the class of a tag.
    pub class: &'static str,
    /// The same in the words of its metric.
    pub score_words: Cow<'static, str>,
    /// As the respondent saw it, and its language.
    pub question: Option<(String, String)>,
    pub comment: Option<String>,
    /// The language that it was answered in: a tag.
    pub language: Option<String>,
    /// Questions and what was said to them.
    pub follow_ups: Vec<FollowedUp>,
    /// Why a machine may have sent it.
    pub suspicions: Vec<Cow<'static, str>>,
    pub review: Option<Reviewed>,
}

pub(crate) struct FollowedUp {
    pub question: String,
    pub answers: Vec<String>,
}

/// What somebody decided.
pub(crate) struct Reviewed {
    pub text: Cow<'static, str>,
    pub by: String,
    pub at: Moment,
}

/// An answer beside the one that is shown.
pub(crate) struct Beside {
    pub title: Cow<'static, str>,
    pub said: Said,
}

/// What may be decided.
pub(crate) struct Possible {
    /// `apply`, `drop` or `undo`.
    pub name: &'static str,
    pub text: Cow<'static, str>,
}

/// Decisions, with their names in forms.
pub(crate) const DECISIONS: [(Decision, &str); 3] = [
    (Decision::Apply, "apply"),
    (Decision::Drop, "drop"),
    (Decision::Undo, "undo"),
];

impl CustomerLink {
    pub(crate) fn of(id: &str) -> Self {
        Self {
            id: plain(id),
            href: format!("/dashboard/customer?id={}", percent_encode(id)),
        }
    }
}

impl AnswerView {
    /// How a response is shown; an erased one is not.
    pub(crate) fn of(response: &Response, showing: &Showing<'_>) -> Option<Self> {
        let answer = response.answer()?;
        let (occasion, words) = (&response.occasion, showing.words);
        let survey = showing.surveys.current.get(&occasion.survey);
        let title = survey.map_or(occasion.survey.as_str(), |survey| survey.definition.title.as_str());
        let moment = |at: Timestamp| Moment::at(at, showing.calendar, words);
        let beside = [
            ("answer-held", &response.held),
            ("answer-set-aside", &response.set_aside),
        ];
        Some(Self {
            id: occasion.invitation.to_string(),
            day: response.day.to_string(),
            revision: response.revision,
            survey: plain(title),
            touchpoint: plain(&occasion.touchpoint),
            channel: occasion.channel.map(|channel| words.get(&format!("channel-{channel}"))),
            attributes: plain_pairs(&occasion.attributes),
            // Files tell days, most of them without a time.
            first: match occasion.source {
                Source::Link => moment(response.first_answered),
                Source::Import => Moment::day(response.day, words),
            },
            changed: (answer.at > response.first_answered).then(|| moment(answer.at)),
            customer: clear_customer(response, showing.seal).as_deref().map(CustomerLink::of),
            said: showing.said(answer, &occasion.survey, occasion.measure),
            standing: standing(response.standing(), words),
            beside: beside
                .into_iter()
                .filter_map(|(title, answer)| {
                    Some(Beside {
                        title: words.get(title),
                        said: showing.said(answer.as_ref()?, &occasion.survey, occasion.measure),
                    })
                })
                .collect(),
            choices: choices(response, showing.now, words),
        })
    }
}

impl<'a> Showing<'a> {
    pub(crate) fn of<S: ApiStore>(
        app: &'a App<S>,
        words: TeamWords,
        (calendar, surveys): (&'a Calendar, &'a Surveys),
        versions: &'a SurveyVersions,
    ) -> Self {
        Self {
            words,
            calendar,
            surveys,
            versions,
            seal: &app.keys.seal,
            now: app.clock.now(),
        }
    }

    fn said(&self, answer: &Answer, survey: &str, measure: Measure) -> Said {
        let version = self.versions.get(survey, answer.version);
        let band = measure.band(answer.rating);
        let review = answer.review.as_ref().map(|review| Reviewed {
            text: self.words.get(match review.decided {
                Decided::Applied => "answer-applied",
                Decided::Dropped => "answer-dropped",
            }),
            by: plain(&review.by),
            at: Moment::at(review.at, self.calendar, self.words),
        });
        Said {
            score: answer.rating.get(),
            out_of: measure.scale().max(),
            score_words: self.words.get(&format!("score-{}-{band}", measure.metric())),
            band: band.to_string(),
            class: class_of(band),
            question: version.map(|version| {
                let (tag, text) = version.text(answer.language.as_deref());
                (plain(&text.question), tag.to_owned())
            }),
            comment: answer
                .comment
                .as_deref()
                .map(plain)
                .filter(|text| !text.trim().is_empty()),
            language: answer.language.clone(),
            follow_ups: followed_up(answer, version),
            suspicions: answer
                .suspicions
                .iter()
                .map(|suspicion| self.words.get(&format!("suspicion-{suspicion}")))
                .collect(),
            review,
        }
    }
}

/// The class of a tag that shows a score in this band.
pub(crate) fn class_of(band: Band) -> &'static str {
    match band {
        Band::Low => "bad",
        Band::Middle => "warn",
        Band::High => "good",
    }
}

/// Names and values, safe to show.
pub(crate) fn plain_pairs<'a>(pairs: impl IntoIterator<Item = (&'a String, &'a String)>) -> Vec<(String, String)> {
    let pairs = pairs.into_iter();
    pairs.map(|(name, value)| (plain(name), plain(value))).collect()
}

/// The further questions in the order and the words in which they were asked; ids where their version is not known.
fn followed_up(answer: &Answer, version: Option<&Survey>) -> Vec<FollowedUp> {
    let asked = version.map_or(&[][..], |version| &version.definition.follow_up);
    let language = version.map(|version| version.text(answer.language.as_deref()).0);
    let place = |id: &str| asked.iter().position(|question| question.id == id);
    let mut said: Vec<_> = answer.follow_ups.iter().collect();
    said.sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
    let in_words = |(id, answers): (&String, &Vec<String>)| {
        let text = place(id).and_then(|place| asked[place].text.get(language?));
        let label = |choice: &String| plain(text.and_then(|text| text.choices.get(choice)).unwrap_or(choice));
        FollowedUp {
            question: plain(text.map_or(id, |text| &text.question)),
            answers: answers.iter().map(label).collect(),
        }
    };
    said.into_iter().map(in_words).collect()
}

fn standing(standing: Standing, words: TeamWords) -> Option<Tag> {
    let (class, key) = match standing {
        Standing::Suspect => ("warn", "answer-suspect"),
        Standing::CountedBesideHeld => ("warn", "answer-beside-held"),
        Standing::Dropped => ("", "answer-not-counted"),
        Standing::Test => ("", "answer-test"),
        // Nothing is shown of those without an answer.
        Standing::Counted | Standing::Skipped | Standing::OutOfRange | Standing::Erased | Standing::ErasedUncounted => {
            return None;
        }
    };
    Some(Tag {
        class,
        text: words.get(key),
    })
}

/// Whatever the rules of a decision let through, so that no button leads to a refusal.
fn choices(response: &Response, now: Timestamp, words: TeamWords) -> Vec<Possible> {
    let possible = DECISIONS
        .into_iter()
        .filter(|(decision, _)| review(response, *decision, now, "").is_ok());
    possible
        .map(|(_, name)| Possible {
            name,
            text: words.get(&format!("decide-{name}")),
        })
        .collect()
}
