//! "Do not ask me again": a page that says what it means, a button, and a way back. Looking writes nothing. A press that may
//! be a machine's is kept without being in force, and a machine cannot take a person's wish back.

use askama::Template;
use http::{Method, Response, StatusCode};
use lambda_http::{Body, Request};
use shared::domain::opt_out::OptOut;
use shared::domain::suspicion::suspicions_of_press;
use shared::store::StoreError;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::{Visit, query};
use crate::language::Shown;
use crate::page::{Frame, Kept, Message, frame, html};
use crate::post::Refused;
use crate::press::Press;
use crate::reply;

/// Where somebody is, as `?stop=` says.
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
    button: Option<Button<'a>>,
    back: Option<String>,
}

struct Button<'a> {
    action: String,
    label: &'static str,
    ticket: &'a str,
}

impl Step {
    /// The step that a request is at; none for the survey itself.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        match query(request, "stop")? {
            "1" => Some(Self::Ask),
            "done" => Some(Self::Done),
            "undone" => Some(Self::Undone),
            _ => None,
        }
    }

    /// Which step comes after the button.
    fn next(self) -> &'static str {
        match self {
            Self::Ask => "done",
            Self::Done | Self::Undone => "undone",
        }
    }
}

impl<S: AnswerStore> Visit<'_, S> {
    /// The page of a step, or what its button does.
    pub(crate) async fn stop(&self, request: &Request, asked: &Asked, step: Step) -> Response<Body> {
        let shown = self.wanted.of_survey(&asked.survey, asked.language());
        if request.method() != Method::POST {
            return self.stop_page(asked, shown, step);
        }
        let press = match Press::read(request) {
            Ok(Press::OneClick) if step != Step::Ask => return self.refused(Refused::Unreadable),
            Ok(press) => press,
            Err(refused) => return self.refused(refused),
        };
        if let Err(error) = self.pressed(asked, step, &press).await {
            tracing::error!(%error, "a wish not to be asked again could not be stored");
            return self.press_again(shown, &press);
        }
        match press {
            Press::OneClick => reply::done(),
            Press::Button { .. } => reply::see_other(&format!("?stop={}&lang={}", step.next(), shown.tag)),
        }
    }

    async fn pressed(&self, asked: &Asked, step: Step, press: &Press) -> Result<(), StoreError> {
        let (app, customer) = (self.app, asked.respondent(&self.app.keys));
        let suspicions = match press {
            // Sent by a mail program on its user's behalf (RFC 8058), which shows no page.
            Press::OneClick => Vec::new(),
            Press::Button { ticket, decoy } => {
                let ticket = asked.verify(&app.keys, ticket, self.now);
                suspicions_of_press(ticket.map(|ticket| ticket.viewed_at()), self.now, *decoy)
            }
        };
        match step {
            Step::Ask => {
                let said = OptOut::new(self.now, suspicions);
                app.store.put_opt_out(customer, &said).await.map(|_| ())
            }
            Step::Done | Step::Undone if suspicions.is_empty() => {
                app.store.withdraw_opt_out(customer, self.now).await.map(|_| ())
            }
            Step::Done | Step::Undone => Ok(()),
        }
    }

    fn stop_page(&self, asked: &Asked, shown: Shown<'_>, step: Step) -> Response<Body> {
        let (words, tag) = (shown.words, shown.tag);
        let (title, detail, button) = match step {
            Step::Ask => ("stop-title", "stop-detail", Some(("1", "stop"))),
            Step::Done => ("stopped", "stopped-detail", Some(("done", "stop-undo"))),
            Step::Undone => ("stop-undone", "stop-undone-detail", None),
        };
        let ticket = self.new_ticket(asked);
        let contact = asked.survey.definition.contact.as_deref();
        let page = StopPage {
            frame: frame(words, words.get(title).into_owned(), contact),
            detail,
            button: button.map(|(step, label)| Button {
                action: format!("?stop={step}&lang={tag}"),
                label,
                ticket: &ticket,
            }),
            back: (step == Step::Ask).then(|| format!("?lang={tag}")),
        };
        html(StatusCode::OK, words, &page)
    }

    /// Storage failed: the same button again.
    fn press_again(&self, shown: Shown<'_>, press: &Press) -> Response<Body> {
        let words = shown.words;
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let Press::Button { ticket, decoy } = press else {
            return reply::problem(status, &words.get("unavailable"), &[]);
        };
        let view = ("view", ticket.clone());
        let decoy = decoy.then(|| ("more", "1".to_owned()));
        let kept = Kept {
            fields: [Some(view), decoy].into_iter().flatten().collect(),
        };
        Message::new(status, "unavailable", words.get("unavailable-detail")).render_keeping(words, &kept)
    }
}
