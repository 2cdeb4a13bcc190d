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
use crate::post::TRAP;
use crate::reply;
use shared::domain::comment::LONGEST;

/// What all pages have.
pub(crate) struct Frame<'a> {
    pub(crate) lang: &'a str,
    pub(crate) dir: &'static str,
    pub(crate) title: String,
    pub(crate) words: &'static Words,
    pub(crate) contact: Option<Contact>,
    pub(crate) languages: Vec<LanguageLink<'a>>,
    /// Where to ask to be left alone, on pages of a customer.
    pub(crate) stop: Option<String>,
}

impl Frame<'_> {
    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub(crate) fn style(&self) -> &'static str {
        reply::STYLE
    }
}

pub(crate) struct LanguageLink<'a> {
    pub(crate) tag: &'a str,
    pub(crate) name: &'a str,
    pub(crate) href: String,
    pub(crate) current: bool,
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
    /// The name of the field that no person sees, where the form has one.
    trap: Option<&'static str>,
    /// What keeps an answer without fault from being taken: heading and explanation.
    alert: Option<[Cow<'static, str>; 2]>,
    rating_error: Option<String>,
    comment_error: Option<String>,
}

#[derive(Template)]
#[template(path = "message.html", whitespace = "minimize")]
struct MessagePage<'a> {
    frame: Frame<'a>,
    done: bool,
    lines: Vec<Cow<'a, str>>,
    links: Vec<(String, Cow<'a, str>)>,
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
    pub(crate) who: Who,
    /// What every address of this page repeats, after its first parameter.
    pub(crate) said: &'a str,
    pub(crate) months: i64,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// The customer that the link names.
    Customer,
    /// Somebody with a link that names nobody.
    Anonymous,
    /// Anybody, and any machine.
    Anybody,
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
    /// It was open for too long, or was not made by this page.
    Stale,
    /// As many answers as are taken in an hour have been.
    Busy,
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
            _ => (None, None),
        };
        let status = match self.state {
            State::Fresh => StatusCode::OK,
            State::Wrong { .. } | State::Stale => StatusCode::UNPROCESSABLE_ENTITY,
            State::Busy => StatusCode::TOO_MANY_REQUESTS,
            State::NotSaved => StatusCode::SERVICE_UNAVAILABLE,
        };
        let title = match self.state {
            State::Fresh => text.question.clone(),
            _ => format!("{} {}", words.get("error-prefix"), text.question),
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
        let notice = match self.who {
            Who::Customer => "notice-customer",
            Who::Anonymous | Who::Anybody => "notice-anonymous",
        };
        let alert = match self.state {
            State::NotSaved => Some(["not-saved", "not-saved-detail"]),
            State::Stale => Some(["stale", "stale-detail"]),
            State::Busy => Some(["busy", "busy-detail"]),
            State::Fresh | State::Wrong { .. } => None,
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
            action: format!("?lang={}{}", self.shown.tag, self.said),
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
            trap: (self.who == Who::Anybody).then_some(TRAP),
            alert: alert.map(|keys| keys.map(|key| words.get(key))),
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
                href: format!("?lang={tag}{chosen}{}", self.said),
                current: tag == self.shown.tag,
            })
            .collect();
        if links.len() > 1 { links } else { Vec::new() }
    }

    fn frame<'a>(&'a self, title: String, languages: Vec<LanguageLink<'a>>) -> Frame<'a> {
        Frame {
            languages,
            stop: (self.who == Who::Customer).then(|| stop_link(self.shown.tag)),
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

    /// The page, with the team's contact where the survey is known, and for a customer the way to be left alone, in this
    /// language.
    pub(crate) fn render(self, words: &'static Words, survey: Option<&Survey>, stop: Option<&str>) -> Response<Body> {
        self.build(words, survey, stop, None)
    }

    /// The page with a button that sends again what could not be stored.
    pub(crate) fn render_keeping(self, words: &'static Words, kept: &Kept) -> Response<Body> {
        self.build(words, None, None, Some(kept))
    }

    fn build(
        self,
        words: &'static Words,
        survey: Option<&Survey>,
        stop: Option<&str>,
        kept: Option<&Kept>,
    ) -> Response<Body> {
        let contact = survey.and_then(|survey| survey.definition.contact.as_deref());
        let page = MessagePage {
            frame: Frame {
                stop: stop.map(stop_link),
                ..frame(words, words.get(self.title).into_owned(), contact)
            },
            done: false,
            lines: self.lines,
            links: Vec::new(),
            kept,
        };
        html(self.status, words, &page)
    }
}

/// The page after an answer. It says nothing that the link does not say. `links` are ways on: an address and the key of its
/// text.
pub(crate) fn thanks(survey: &Survey, shown: Shown<'_>, who: Who, links: Vec<(String, &str)>) -> Response<Body> {
    let words = shown.words;
    let contact = survey.definition.contact.as_deref();
    let page = MessagePage {
        frame: Frame {
            stop: (who == Who::Customer).then(|| stop_link(shown.tag)),
            ..frame(words, words.get("thanks").into_owned(), contact)
        },
        done: true,
        lines: vec![words.get("thanks-detail"), words.get("thanks-close")],
        links: links.into_iter().map(|(href, key)| (href, words.get(key))).collect(),
        kept: None,
    };
    html(StatusCode::OK, words, &page)
}

fn stop_link(language: &str) -> String {
    format!("?stop=1&lang={language}")
}

pub(crate) fn frame<'a>(words: &'static Words, title: String, contact: Option<&str>) -> Frame<'a> {
    Frame {
        lang: words.tag(),
        dir: direction(words.tag()),
        title,
        words,
        contact: contact.map(Contact::new),
        languages: Vec::new(),
        stop: None,
    }
}

pub(crate) fn html(status: StatusCode, words: &Words, page: &impl Template) -> Response<Body> {
    match page.render() {
        Ok(html) => reply::page(status, words.tag(), html),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            reply::page(StatusCode::INTERNAL_SERVER_ERROR, words.tag(), String::new())
        }
    }
}
