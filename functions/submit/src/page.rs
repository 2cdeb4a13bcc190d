//! The pages.

use std::borrow::Cow;

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::measure::Rating;
use shared::domain::survey::{Survey, SurveyText};
use shared::text::{Words, direction, own_name};

use crate::contact::Contact;
use crate::language::Shown;
use crate::reply;
use shared::domain::comment::LONGEST;

/// What all pages have.
struct Frame<'a> {
    lang: &'a str,
    dir: &'static str,
    title: String,
    words: &'static Words,
    contact: Option<Contact>,
    languages: Vec<LanguageLink<'a>>,
}

impl Frame<'_> {
    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    fn style(&self) -> &'static str {
        reply::STYLE
    }
}

struct LanguageLink<'a> {
    tag: &'a str,
    name: &'a str,
    href: String,
    current: bool,
}

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
    columns: String,
    points: Vec<Point<'a>>,
    first: u8,
    last: u8,
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

#[derive(Template)]
#[template(path = "message.html", whitespace = "minimize")]
struct MessagePage<'a> {
    frame: Frame<'a>,
    done: bool,
    lines: Vec<Cow<'a, str>>,
    link: Option<(String, Cow<'a, str>)>,
    kept: Option<&'a Kept>,
}

/// A form that could not be stored, to be sent again as it was.
pub(crate) struct Kept {
    pub(crate) fields: Vec<(&'static str, String)>,
}

/// The form, and what is in it.
pub(crate) struct Form<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) shown: Shown<'a>,
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
    Fresh,
    /// It cannot be taken as it is.
    Wrong {
        rating: Option<String>,
        comment: Option<String>,
    },
    /// Storage failed.
    NotSaved,
}

/// A page with a heading and a few lines.
pub(crate) struct Message<'a> {
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    pub(crate) lines: Vec<Cow<'a, str>>,
}

impl Form<'_> {
    pub(crate) fn render(&self) -> Response<Body> {
        let (text, words) = (self.shown.text, self.shown.words);
        let scale = self.survey.measure.scale();
        let (rating_error, comment_error) = match &self.state {
            State::Wrong { rating, comment } => (rating.clone(), comment.clone()),
            State::Fresh | State::NotSaved => (None, None),
        };
        let status = match self.state {
            State::Fresh => StatusCode::OK,
            State::Wrong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            State::NotSaved => StatusCode::SERVICE_UNAVAILABLE,
        };
        let title = match self.state {
            State::Fresh => text.question.clone(),
            State::Wrong { .. } | State::NotSaved => format!("{} {}", words.get("error-prefix"), text.question),
        };
        let meaning = |value: u8| match value {
            value if value == scale.min() => Some(text.low.as_str()),
            value if value == scale.max() => Some(text.high.as_str()),
            _ => None,
        };
        let points = self.survey.measure.points().map(|point| Point {
            value: point.get(),
            meaning: meaning(point.get()),
            checked: self.rating == Some(point),
        });
        let fresh = self.state == State::Fresh;
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
        let few = if all <= 6 { all } else { all.div_ceil(2) };
        let other = self.shown.other_tag();
        let page = FormPage {
            // Changing the language would lose what has been typed.
            frame: self.frame(title, if fresh { self.languages() } else { Vec::new() }),
            text,
            other,
            other_dir: direction(self.shown.tag),
            action: format!("?lang={}", self.shown.tag),
            columns: format!("few{few} all{all}"),
            points: points.collect(),
            first: scale.min(),
            last: scale.max(),
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
        html(status, self.shown.words, &page)
    }

    fn languages(&self) -> Vec<LanguageLink<'_>> {
        let tags = self.survey.definition.text.keys();
        let chosen = self.rating.map(|rating| format!("&r={rating}")).unwrap_or_default();
        let links: Vec<_> = tags
            .map(|tag| LanguageLink {
                tag,
                name: own_name(tag),
                href: format!("?lang={tag}{chosen}"),
                current: tag == self.shown.tag,
            })
            .collect();
        if links.len() > 1 { links } else { Vec::new() }
    }

    fn frame<'a>(&'a self, title: String, languages: Vec<LanguageLink<'a>>) -> Frame<'a> {
        Frame {
            languages,
            ..frame(self.shown.words, title, self.survey.definition.contact.as_deref())
        }
    }
}

impl<'a> Message<'a> {
    pub(crate) fn new(status: StatusCode, title: &'static str, line: Cow<'a, str>) -> Self {
        Self {
            status,
            title,
            lines: vec![line],
        }
    }

    /// The page, with the team's contact where the survey is known.
    pub(crate) fn render(self, words: &'static Words, survey: Option<&Survey>) -> Response<Body> {
        self.build(words, survey, None)
    }

    /// The page with a button that sends again what could not be stored.
    pub(crate) fn render_keeping(self, words: &'static Words, kept: &Kept) -> Response<Body> {
        self.build(words, None, Some(kept))
    }

    fn build(self, words: &'static Words, survey: Option<&Survey>, kept: Option<&Kept>) -> Response<Body> {
        let contact = survey.and_then(|survey| survey.definition.contact.as_deref());
        let page = MessagePage {
            frame: frame(words, words.get(self.title).into_owned(), contact),
            done: false,
            lines: self.lines,
            link: None,
            kept,
        };
        html(self.status, words, &page)
    }
}

/// The page after an answer. It says nothing that the link does not say.
pub(crate) fn thanks(survey: &Survey, shown: Shown<'_>) -> Response<Body> {
    let words = shown.words;
    let page = MessagePage {
        frame: frame(
            words,
            words.get("thanks").into_owned(),
            survey.definition.contact.as_deref(),
        ),
        done: true,
        lines: vec![words.get("thanks-detail"), words.get("thanks-close")],
        link: Some((format!("?lang={}", shown.tag), words.get("thanks-change"))),
        kept: None,
    };
    html(StatusCode::OK, words, &page)
}

fn frame<'a>(words: &'static Words, title: String, contact: Option<&str>) -> Frame<'a> {
    Frame {
        lang: words.tag(),
        dir: direction(words.tag()),
        title,
        words,
        contact: contact.map(Contact::new),
        languages: Vec::new(),
    }
}

fn html(status: StatusCode, words: &Words, page: &impl Template) -> Response<Body> {
    match page.render() {
        Ok(html) => reply::page(status, words.tag(), html),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            reply::page(StatusCode::INTERNAL_SERVER_ERROR, words.tag(), String::new())
        }
    }
}
