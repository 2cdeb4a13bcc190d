//! A page that is only read.

use std::borrow::Cow;

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;
use shared::text::Words;

use super::{Frame, Scene, html};

#[derive(Template)]
#[template(path = "message.html", whitespace = "minimize")]
struct MessagePage<'a> {
    frame: Frame<'a>,
    lines: Vec<Cow<'a, str>>,
    kept: Option<&'a Kept>,
    another: Option<String>,
}

/// A form that could not be stored, to be sent again as it was.
pub(crate) struct Kept {
    pub(crate) fields: Vec<(String, String)>,
}

/// A page with a heading and a few lines.
pub(crate) struct Message<'a> {
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    pub(crate) lines: Vec<Cow<'a, str>>,
}

impl<'a> Message<'a> {
    pub(crate) fn new(status: StatusCode, title: &'static str, line: Cow<'a, str>) -> Self {
        Self {
            status,
            title,
            lines: vec![line],
        }
    }

    /// The page as its survey's pages look.
    pub(crate) fn render_of(self, scene: &Scene<'_>) -> Response<Body> {
        let title = scene.shown.words.get(self.title).into_owned();
        self.build(Frame::of(scene, title, None), None, None)
    }

    /// The page as its survey's pages look, with the way to another answer.
    pub(crate) fn render_leading_to(self, scene: &Scene<'_>, another: String) -> Response<Body> {
        let title = scene.shown.words.get(self.title).into_owned();
        self.build(Frame::of(scene, title, None), None, Some(another))
    }

    /// The page where no survey is known.
    pub(crate) fn render(self, words: &'static Words) -> Response<Body> {
        let title = words.get(self.title).into_owned();
        self.build(Frame::new(words, title, None), None, None)
    }

    /// The page where no survey is known, with a button that sends again what could not be stored.
    pub(crate) fn render_keeping(self, words: &'static Words, kept: &Kept) -> Response<Body> {
        let title = words.get(self.title).into_owned();
        self.build(Frame::new(words, title, None), Some(kept), None)
    }

    fn build(self, frame: Frame<'_>, kept: Option<&Kept>, another: Option<String>) -> Response<Body> {
        let page = MessagePage {
            frame,
            lines: self.lines,
            kept,
            another,
        };
        html(self.status, &page.frame, &page)
    }
}
