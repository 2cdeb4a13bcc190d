//! The pages.

mod form;
mod languages;
mod message;
mod stop;
mod thanks;

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::survey::Survey;
use shared::telemetry::log;
use shared::text::{Words, direction};

use self::languages::Languages;
use crate::asked::Who;
use crate::contact::Contact;
use crate::language::Shown;
use crate::logged::Logged;
use crate::look::Look;
use crate::reply;
use crate::style;
use crate::trail::Trail;

pub(crate) use self::form::{Form, State};
pub(crate) use self::message::{Kept, Message};
pub(crate) use self::stop::Step;
pub(crate) use self::thanks::{Another, Done, More, MoreState, Thanks, reason};

/// What a page of a survey is made from.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) look: &'a Look,
    pub(crate) shown: Shown<'a>,
    pub(crate) trail: &'a Trail,
    pub(crate) who: Who,
}

/// What all pages have.
struct Frame<'a> {
    lang: &'a str,
    dir: &'static str,
    title: String,
    words: &'static Words,
    /// The style sheet of its kind of page.
    kind: Option<&'static str>,
    look: Option<&'a Look>,
    /// Whether something is wrong with its form.
    wrong: bool,
    /// Whether it is shown inside another site's page, which brings ground, edge and margin.
    framed: bool,
    languages: Languages<'a>,
    /// Where a customer asks to be left alone.
    stop: Option<String>,
}

impl<'a> Frame<'a> {
    /// A page in these words, of no survey.
    fn new(words: &'static Words, title: String, kind: Option<&'static str>) -> Self {
        Self {
            lang: words.tag(),
            dir: direction(words.tag()),
            title,
            words,
            kind,
            look: None,
            wrong: false,
            framed: false,
            languages: Languages::default(),
            stop: None,
        }
    }

    /// A page of a survey, without languages to choose from.
    fn of(scene: &Scene<'a>, title: String, kind: Option<&'static str>) -> Self {
        Self {
            look: Some(scene.look),
            framed: scene.look.framable && scene.trail.is_framed(),
            stop: (scene.who == Who::Customer).then(|| Step::Ask.address(scene)),
            ..Self::new(scene.shown.words, title, kind)
        }
    }

    fn contact(&self) -> Option<&Contact> {
        self.look?.contact.as_ref()
    }

    /// The style sheets, in order.
    fn sheets(&self) -> impl Iterator<Item = &str> {
        let own_colours = self.look.is_some_and(|look| look.has_colours);
        let brand = self.look.and_then(|look| look.style.as_deref());
        [
            (!own_colours).then_some(style::PALETTE),
            Some(style::BASE),
            self.kind,
            self.wrong.then_some(style::WRONG),
            self.languages.sheet(),
            brand,
            self.framed.then_some(style::FRAMED),
        ]
        .into_iter()
        .flatten()
    }

    fn logo(&self) -> Option<&str> {
        self.look?.logo.as_deref()
    }

    /// Who asks; empty where nobody is named, which is also how a picture says that it tells nothing.
    fn name(&self) -> &str {
        self.look.and_then(|look| look.name.as_deref()).unwrap_or_default()
    }
}

fn html(status: StatusCode, frame: &Frame<'_>, page: &impl Template) -> Response<Body> {
    match page.render() {
        Ok(html) => reply::page(status, frame.lang, frame.look, html),
        Err(_) => {
            log(&Logged::PageNotWritten {});
            reply::page(StatusCode::INTERNAL_SERVER_ERROR, frame.lang, frame.look, String::new())
        }
    }
}
