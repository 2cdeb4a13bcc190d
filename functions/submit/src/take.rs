//! Taking an answer.

use http::Response;
use lambda_http::{Body, Request};
use shared::domain::measure::Rating;
use shared::domain::response::Submission;
use shared::link::{self, ViewTicket};
use shared::telemetry::{Words, log};

use crate::accept::{AnswerStore, Outcome, accept};
use crate::asked::Asked;
use crate::check::{Checked, check};
use crate::handle::{Visit, header, query};
use crate::logged::Logged;
use crate::open::VIEW;
use crate::page::Done;
use crate::post::{Media, Posted, SubmissionGiven};
use crate::reply;
use crate::send_back::SentBack;

impl<S: AnswerStore> Visit<'_, S> {
    /// Stores what was sent, or shows it again with what is wrong.
    pub(crate) async fn take(mut self, request: &Request, asked: &Asked, posted: Posted) -> Response<Body> {
        self.wanted = self.wanted.choosing(posted.language.clone());
        let app = self.app;
        let scene = self.scene(asked);
        let sent = SentBack {
            asked,
            scene: &scene,
            posted: &posted,
            ticket: asked.verify(&app.keys, &posted.ticket),
            more: posted.media == Media::Form && query(request, "done") == Some(Done::More.name()),
        };
        let checked = match check(&asked.survey, &posted) {
            Ok(checked) => checked,
            Err(wrong) => return self.wrong(&sent, &wrong),
        };
        let rating = checked.rating;
        if let Some(visit) = asked.open()
            && let Err(kept_out) = self.admit(request, &sent, visit, rating).await
        {
            return kept_out;
        }
        if sent.more && checked.follow_ups.is_empty() {
            return self.thanked(&sent, Done::More, None);
        }
        let submission = self.submission(request, &sent, checked);
        let open_day = asked.settings.calendar.day_of(self.now);
        let stage = asked.open().map(|visit| visit.stage);
        match accept(app, &asked.occasion(&app.keys), &submission, open_day, stage).await {
            Ok(Outcome::Received { .. }) if self.json => reply::received(),
            Ok(Outcome::Received { .. }) if sent.more => self.thanked(&sent, Done::More, None),
            Ok(Outcome::Received { changed }) => {
                let done = if changed { Done::Changed } else { Done::New };
                let rating = Some(rating).filter(|rating| asked.asks_more_after(*rating));
                self.thanked(&sent, done, rating)
            }
            Ok(Outcome::Closed) => self.closed(asked),
            Err(error) => {
                log(&Logged::AnswerNotStored {
                    error: Words::of(&error),
                });
                self.not_saved(&sent, rating)
            }
        }
    }

    fn submission(&self, request: &Request, sent: &SentBack<'_>, checked: Checked) -> Submission {
        let SentBack {
            asked, posted, ticket, ..
        } = *sent;
        let app = self.app;
        let given = match posted.submission {
            SubmissionGiven::Yes(id) => Some(id),
            SubmissionGiven::No | SubmissionGiven::Wrong => None,
        };
        let invitation = asked.invitation();
        Submission {
            id: ticket
                .map(|ticket| ticket.submission())
                .or(given)
                .unwrap_or_else(|| app.new_submission()),
            fingerprint: link::fingerprint(
                &app.keys.fingerprint,
                checked.rating.get(),
                checked.comment.as_deref().unwrap_or_default(),
                &checked.follow_ups,
            ),
            rating: checked.rating,
            comment: checked.comment,
            language: Some(sent.scene.shown.tag.to_owned()),
            version: asked.version_seen(ticket.as_ref()),
            follow_ups: checked.follow_ups,
            at: self.now,
            viewed: ticket.as_ref().map(ViewTicket::viewed_at),
            from_form: posted.media == Media::Form,
            decoy: posted.decoy,
            origin: self
                .network(request)
                .map(|ip| link::respondent_tags(&app.keys.tag, &invitation, ip, header(request, "user-agent"))),
        }
    }

    /// To the thanks; with the rating where more is asked after it.
    fn thanked(&self, sent: &SentBack<'_>, done: Done, rating: Option<Rating>) -> Response<Body> {
        let mut parameters = vec![("done", done.name()), ("lang", sent.scene.shown.tag)];
        let (app, asked) = (self.app, sent.asked);
        let back = asked.way_back(&app.keys, self.now, app.new_submission());
        parameters.extend(back.as_deref().map(|back| (VIEW, back)));
        let rating = rating.map(|rating| rating.to_string());
        parameters.extend(rating.as_deref().map(|rating| ("r", rating)));
        reply::see_other(&self.trail.to(&parameters))
    }
}
