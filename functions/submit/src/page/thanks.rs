//! The page after an answer, and the further question or two on it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::measure::Rating;
use shared::domain::survey::{
    AnswerKind, FollowUp, FollowUpAnswers, FollowUpText, LONGEST_FOLLOW_UP_ANSWER, WrongFollowUp,
};
use shared::text::{Words, direction};

use super::{Frame, Scene, html};
use crate::style;

/// What has been done, as the address of the page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// An answer was received.
    New,
    /// An answer has replaced an earlier one.
    Changed,
    /// The further questions are behind the respondent.
    More,
}

/// The further questions, and what is in their form.
pub(crate) struct More<'a> {
    /// Signed time of view and submission id.
    pub(crate) ticket: &'a str,
    /// The rating that the questions follow.
    pub(crate) rating: Rating,
    /// What is in the form.
    pub(crate) given: &'a FollowUpAnswers,
    pub(crate) state: MoreState<'a>,
}

/// Why the further questions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoreState<'a> {
    /// The rating has just been saved.
    Fresh,
    /// Something that was said cannot be taken.
    Wrong(&'a BTreeMap<String, WrongFollowUp>),
    /// Storage failed.
    NotSaved,
}

/// The page after an answer. It says nothing that its address does not say.
pub(crate) struct Thanks<'a> {
    pub(crate) scene: Scene<'a>,
    pub(crate) done: Done,
    /// None where nothing more is asked.
    pub(crate) more: Option<More<'a>>,
}

struct Choice<'a> {
    id: &'a str,
    label: &'a str,
    chosen: bool,
}

struct Question<'a> {
    id: &'a str,
    text: &'a str,
    /// None for a question that is answered in the respondent's own words.
    choices: Vec<Choice<'a>>,
    /// Whether more than one may be chosen.
    any: bool,
    typed: &'a str,
    error: Option<String>,
}

struct MoreForm<'a> {
    action: String,
    detail: String,
    other: Option<&'a str>,
    other_dir: &'static str,
    questions: Vec<Question<'a>>,
    rating: u8,
    ticket: &'a str,
    longest: usize,
    not_saved: bool,
}

impl MoreForm<'_> {
    fn is_wrong(&self) -> bool {
        self.questions.iter().any(|question| question.error.is_some())
    }
}

#[derive(Template)]
#[template(path = "thanks.html", whitespace = "minimize")]
struct ThanksPage<'a> {
    frame: Frame<'a>,
    lines: Vec<Cow<'a, str>>,
    more: Option<MoreForm<'a>>,
    change: String,
}

impl Done {
    /// As an address says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::More => "more",
        }
    }

    /// Reads what [`Self::name`] gave.
    pub(crate) fn read(text: &str) -> Option<Self> {
        [Self::New, Self::Changed, Self::More]
            .into_iter()
            .find(|done| done.name() == text)
    }
}

impl Thanks<'_> {
    pub(crate) fn render(&self) -> Response<Body> {
        let words = self.scene.shown.words;
        let (status, wrong) = match self.more.as_ref().map(|more| more.state) {
            None | Some(MoreState::Fresh) => (StatusCode::OK, false),
            Some(MoreState::Wrong(_)) => (StatusCode::UNPROCESSABLE_ENTITY, true),
            Some(MoreState::NotSaved) => (StatusCode::SERVICE_UNAVAILABLE, true),
        };
        let title = if wrong {
            format!("{} {}", words.get("error-prefix"), words.get("more"))
        } else {
            words.get("thanks").into_owned()
        };
        let more = self.more.as_ref().map(|more| self.form(more));
        let mut lines = vec![words.get("thanks-detail")];
        if self.done == Done::Changed {
            lines.push(words.get("thanks-changed"));
        }
        if more.is_none() {
            lines.push(words.get("thanks-close"));
        }
        let page = ThanksPage {
            frame: Frame {
                wrong,
                ..Frame::of(&self.scene, title, Some(style::AFTER))
            },
            lines,
            more,
            change: self.scene.trail.to(&[("lang", self.scene.shown.tag)]),
        };
        html(status, &page.frame, &page)
    }

    fn form<'a>(&'a self, more: &'a More<'a>) -> MoreForm<'a> {
        let words = self.scene.shown.words;
        let number = more.rating.to_string();
        let band = self.scene.survey.measure.band(more.rating);
        let asked = self.scene.survey.definition.follow_ups_after(band);
        let done = [("done", Done::More.name()), ("lang", self.scene.shown.tag)];
        MoreForm {
            action: self.scene.trail.to(&done),
            detail: words.with("more-detail", &[("rating", &number)]),
            other: self.scene.shown.other_tag(),
            other_dir: direction(self.scene.shown.tag),
            questions: asked
                .filter_map(|question| Some(self.question(question, self.text_of(question)?, more)))
                .collect(),
            rating: more.rating.get(),
            ticket: more.ticket,
            longest: LONGEST_FOLLOW_UP_ANSWER,
            not_saved: more.state == MoreState::NotSaved,
        }
    }

    /// A stored question has words in every language of its survey.
    fn text_of<'a>(&self, question: &'a FollowUp) -> Option<&'a FollowUpText> {
        question.text.get(self.scene.shown.tag)
    }

    fn question<'a>(&self, question: &'a FollowUp, text: &'a FollowUpText, more: &More<'a>) -> Question<'a> {
        let said = more.given.get(&question.id).map_or(&[][..], Vec::as_slice);
        let choices = question.choices.iter().map(|choice| Choice {
            id: choice,
            label: text.choices.get(choice).unwrap_or(choice),
            chosen: said.contains(choice),
        });
        let typed = said.first().filter(|_| question.answer == AnswerKind::Text);
        let error = match more.state {
            MoreState::Wrong(wrong) => wrong
                .get(&question.id)
                .map(|wrong| reason(self.scene.shown.words, *wrong)),
            MoreState::Fresh | MoreState::NotSaved => None,
        };
        Question {
            id: &question.id,
            text: &text.question,
            choices: choices.collect(),
            any: question.answer == AnswerKind::Many,
            typed: typed.map_or("", String::as_str),
            error,
        }
    }
}

/// What is wrong with what was said, and what to do about it.
pub(crate) fn reason(words: &Words, wrong: WrongFollowUp) -> String {
    match wrong {
        WrongFollowUp::Choice | WrongFollowUp::NoSuchQuestion => words.get("choice-wrong").into_owned(),
        WrongFollowUp::TooLong(count) => {
            let (max, count) = (LONGEST_FOLLOW_UP_ANSWER.to_string(), count.to_string());
            words.with("comment-too-long", &[("max", &max), ("count", &count)])
        }
    }
}
