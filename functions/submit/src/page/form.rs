//! The page with the question.

use std::borrow::Cow;

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::comment::LONGEST;
use shared::domain::measure::Rating;
use shared::domain::survey::SurveyText;
use shared::text::direction;

use super::languages::Languages;
use super::{Frame, Scene, html};
use crate::style;

struct Point<'a> {
    value: u8,
    /// What the number means, at the ends of the scale.
    meaning: Option<&'a str>,
    checked: bool,
}

#[derive(Template)]
#[template(path = "form.html", whitespace = "minimize")]
struct FormPage<'a> {
    frame: Frame<'a>,
    text: &'a SurveyText,
    /// The language of the survey's words where it is not the page's.
    other: Option<&'a str>,
    other_dir: &'static str,
    action: String,
    /// The class of a scale that is too long for one row of a phone.
    rows: &'static str,
    points: Vec<Point<'a>>,
    first: u8,
    last: u8,
    answered: bool,
    chosen: Option<String>,
    comment_label: Cow<'a, str>,
    comment_label_is_theirs: bool,
    comment: &'a str,
    longest: usize,
    notice: String,
    ticket: &'a str,
    not_saved: bool,
    rating_error: Option<String>,
    comment_error: Option<String>,
}

/// The form, and what is in it.
pub(crate) struct Form<'a> {
    pub(crate) scene: Scene<'a>,
    /// Signed time of view and submission id.
    pub(crate) ticket: &'a str,
    /// The point that is chosen already.
    pub(crate) rating: Option<Rating>,
    /// What is in the comment box.
    pub(crate) comment: &'a str,
    pub(crate) state: State,
    /// Whether the link names a customer.
    pub(crate) of_customer: bool,
    pub(crate) months: i64,
}

/// Why the form is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// It was opened; a rating may have been chosen in the message.
    Fresh {
        /// Whether the link has been answered before.
        answered: bool,
    },
    /// It cannot be taken as it is.
    Wrong {
        rating: Option<String>,
        comment: Option<String>,
    },
    /// Storage failed.
    NotSaved,
}

impl Form<'_> {
    pub(crate) fn render(&self) -> Response<Body> {
        let Scene {
            survey, shown, trail, ..
        } = self.scene;
        let (text, words) = (shown.text, shown.words);
        let scale = survey.measure.scale();
        let (rating_error, comment_error) = match &self.state {
            State::Wrong { rating, comment } => (rating.clone(), comment.clone()),
            State::Fresh { .. } | State::NotSaved => (None, None),
        };
        let (status, fresh) = match self.state {
            State::Fresh { .. } => (StatusCode::OK, true),
            State::Wrong { .. } => (StatusCode::UNPROCESSABLE_ENTITY, false),
            State::NotSaved => (StatusCode::SERVICE_UNAVAILABLE, false),
        };
        let title = if fresh {
            text.question.clone()
        } else {
            format!("{} {}", words.get("error-prefix"), text.question)
        };
        let meaning = |value: u8| match value {
            value if value == scale.min() => Some(text.low.as_str()),
            value if value == scale.max() => Some(text.high.as_str()),
            _ => None,
        };
        let points = survey.measure.points().map(|point| Point {
            value: point.get(),
            meaning: meaning(point.get()),
            checked: self.rating == Some(point),
        });
        let chosen = self.rating.filter(|_| fresh).map(|rating| {
            let number = rating.get().to_string();
            meaning(rating.get()).map_or_else(
                || words.with("chosen", &[("rating", &number)]),
                |meaning| words.with("chosen-meaning", &[("rating", &number), ("meaning", meaning)]),
            )
        });
        let notice = if self.of_customer {
            "notice-customer"
        } else {
            "notice-anonymous"
        };
        let all = scale.point_count();
        let frame = Frame::of(&self.scene, title, Some(style::SCALE));
        let page = FormPage {
            frame: Frame {
                // Changing the language would lose what has been typed.
                wrong: !fresh,
                languages: if fresh { self.languages() } else { Languages::default() },
                ..frame
            },
            text,
            other: shown.other_tag(),
            other_dir: direction(shown.tag),
            action: trail.to(&[("lang", shown.tag)]),
            rows: match all {
                ..=6 => "",
                7..=8 => " of4",
                9..=10 => " of5",
                _ => " of6",
            },
            points: points.collect(),
            first: scale.min(),
            last: scale.max(),
            answered: self.state == State::Fresh { answered: true },
            chosen,
            comment_label: text
                .comment
                .as_deref()
                .map_or_else(|| words.get("comment"), Cow::Borrowed),
            comment_label_is_theirs: text.comment.is_some(),
            comment: self.comment,
            longest: LONGEST,
            notice: words.with(notice, &[("months", &self.months.to_string())]),
            ticket: self.ticket,
            not_saved: self.state == State::NotSaved,
            rating_error,
            comment_error,
        };
        html(status, &page.frame, &page)
    }

    fn languages(&self) -> Languages<'_> {
        let Scene { look, shown, .. } = self.scene;
        let mut trail = self.scene.trail.clone();
        if let Some(rating) = self.rating {
            trail.keep("r", rating.to_string());
        }
        Languages::of(look, shown.tag, trail)
    }
}
