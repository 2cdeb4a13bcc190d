//! "Do not ask me again": a page that says what it means, a button, and a way back. Looking writes nothing. A press that may
//! be a machine's is kept without being in force, and a machine cannot take a person's wish back. A press that is only quick
//! is often a person's: it is answered with the same page, so that nobody is told that something is done which is not.

use http::{Method, Response, StatusCode};
use lambda_http::{Body, Request};
use shared::domain::opt_out::OptOut;
use shared::domain::suspicion::{Suspicion, suspicions_of_press};
use shared::store::StoreError;
use shared::telemetry::{Words, log};
use shared::text;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::Visit;
use crate::logged::Logged;
use crate::page::{Kept, Message, Step};
use crate::post::Refused;
use crate::press::Press;
use crate::reply;

impl<S: AnswerStore> Visit<'_, S> {
    /// The page of a step, or what its button does.
    pub(crate) async fn stop(&self, request: &Request, asked: &Asked, step: Step) -> Response<Body> {
        let scene = self.scene(asked);
        if request.method() != Method::POST {
            return step.render(&scene, &self.new_ticket(asked), false);
        }
        let press = match Press::read(request) {
            Ok(Press::OneClick) if step != Step::Ask => return self.refused(Refused::Unreadable),
            Ok(press) => press,
            Err(refused) => return self.refused(refused),
        };
        let suspicions = self.suspicions(asked, &press);
        let only_quick = suspicions == [Suspicion::TooQuick];
        if let Err(error) = self.pressed(asked, step, suspicions).await {
            log(&Logged::OptOutNotStored {
                error: Words::of(&error),
            });
            return press_again(scene.shown.words, &press);
        }
        match press {
            Press::OneClick => reply::done(),
            Press::Button { .. } if only_quick && step.has_button() => {
                step.render(&scene, &self.new_ticket(asked), true)
            }
            Press::Button { .. } => reply::see_other(&step.next().address(&scene)),
        }
    }

    /// Why a machine may have pressed.
    fn suspicions(&self, asked: &Asked, press: &Press) -> Vec<Suspicion> {
        match press {
            // Sent by a mail program on its user's behalf (RFC 8058), which shows no page.
            Press::OneClick => Vec::new(),
            Press::Button { ticket, decoy } => {
                let ticket = asked.verify(&self.app.keys, ticket);
                suspicions_of_press(ticket.map(|ticket| ticket.viewed_at()), self.now, *decoy)
            }
        }
    }

    async fn pressed(&self, asked: &Asked, step: Step, suspicions: Vec<Suspicion>) -> Result<(), StoreError> {
        let (app, customer) = (self.app, asked.respondent(&self.app.keys));
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
}

/// Storage failed: the same button again.
fn press_again(words: &'static text::Words, press: &Press) -> Response<Body> {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let Press::Button { ticket, decoy } = press else {
        return reply::problem(status, &words.get("unavailable"), &[]);
    };
    let view = ("view".to_owned(), ticket.clone());
    let decoy = decoy.then(|| ("more".to_owned(), "1".to_owned()));
    let kept = Kept {
        fields: [Some(view), decoy].into_iter().flatten().collect(),
    };
    Message::new(status, "unavailable", words.get("unavailable-detail")).render_keeping(words, &kept)
}
