//! The pages of "Do not ask me again".

use askama::Template;
use http::{Response, StatusCode};
use lambda_http::Body;

use super::{Frame, Scene, html};

/// Where somebody is, as an address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// They are asked whether they mean it; the button says so.
    Ask,
    /// It is done; the button takes it back.
    Done,
    /// It is taken back.
    Undone,
}

#[derive(Template)]
#[template(path = "stop.html", whitespace = "minimize")]
struct StopPage<'a> {
    frame: Frame<'a>,
    detail: &'static str,
    /// None where there is nothing to press.
    button: Option<&'static str>,
    action: String,
    ticket: &'a str,
    back: Option<String>,
}

impl Step {
    /// The parameter that names a step.
    pub(crate) const NAME: &'static str = "stop";

    /// As an address says it.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Ask => "1",
            Self::Done => "done",
            Self::Undone => "undone",
        }
    }

    /// Reads what [`Self::value`] gave.
    pub(crate) fn read(text: &str) -> Option<Self> {
        [Self::Ask, Self::Done, Self::Undone]
            .into_iter()
            .find(|step| step.value() == text)
    }

    /// The step that its button leads to.
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Ask => Self::Done,
            Self::Done | Self::Undone => Self::Undone,
        }
    }

    /// Whether its page has a button.
    pub(crate) fn has_button(self) -> bool {
        self != Self::Undone
    }

    /// The address of this step.
    pub(crate) fn address(self, scene: &Scene<'_>) -> String {
        scene.trail.to(&[(Self::NAME, self.value()), ("lang", scene.shown.tag)])
    }

    /// The page of this step. `ticket` is the signed time of view. With `again` it asks for its button to be pressed once more.
    pub(crate) fn render(self, scene: &Scene<'_>, ticket: &str, again: bool) -> Response<Body> {
        let (title, detail, button) = match self {
            Self::Ask => ("stop-title", "stop-detail", Some("stop")),
            Self::Done => ("stopped", "stopped-detail", Some("stop-undo")),
            Self::Undone => ("stop-undone", "stop-undone-detail", None),
        };
        let title = scene.shown.words.get(title).into_owned();
        let page = StopPage {
            frame: Frame {
                stop: None,
                wrong: again,
                ..Frame::of(scene, title, None)
            },
            detail,
            button,
            action: self.address(scene),
            ticket,
            back: (self == Self::Ask).then(|| scene.trail.to(&[("lang", scene.shown.tag)])),
        };
        html(StatusCode::OK, &page.frame, &page)
    }
}
