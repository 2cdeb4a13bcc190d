//! Taking an answer.

use std::collections::BTreeMap;

use http::{Response, StatusCode};
use lambda_http::{Body, Request};
use shared::domain::comment::{self, LONGEST, TooLong};
use shared::domain::measure::Rating;
use shared::domain::response::Submission;
use shared::domain::survey::Survey;
use shared::link::{self, Stage};
use shared::store::StoreError;

use crate::accept::{AnswerStore, Outcome, accept};
use crate::asked::Asked;
use crate::handle::{Visit, header, network};
use crate::language::Shown;
use crate::limits::Admission;
use crate::open::OpenVisit;
use crate::page::State;
use crate::post::{Media, Posted, SubmissionGiven};
use crate::reply::{self, InvalidParam};

impl<S: AnswerStore> Visit<'_, S> {
    /// Stores what was sent, or shows it again with what is wrong.
    pub(crate) async fn take(self, request: &Request, asked: &Asked, posted: Posted) -> Response<Body> {
        let app = self.app;
        let wanted = self.wanted.clone().choosing(posted.language.clone());
        let shown = wanted.of_survey(&asked.survey, asked.language());
        let (rating, comment) = match check(&asked.survey, &posted) {
            Ok(checked) => checked,
            Err(wrong) => return self.wrong(asked, shown, &posted, &wrong),
        };
        let ticket = asked.verify(&app.keys, &posted.ticket, self.now);
        if let Some(visit) = asked.open() {
            let again = |ticket: &str, state| self.form(asked, shown, ticket, Some(rating), &posted.comment, state);
            if ticket.is_none() {
                return again(&self.new_ticket(asked), State::Stale);
            }
            match self.admit(request, asked, visit).await {
                Ok(Admission::Admitted) => {}
                Ok(Admission::Full { until }) => {
                    return reply::retry_after(again(&posted.ticket, State::Busy), until.duration_since(self.now));
                }
                Err(error) => {
                    tracing::error!(%error, "an answer could not be counted");
                    return again(&posted.ticket, State::NotSaved);
                }
            }
        }
        let given = match posted.submission {
            SubmissionGiven::Yes(id) => Some(id),
            SubmissionGiven::No | SubmissionGiven::Wrong => None,
        };
        let invitation = asked.invitation(&app.keys);
        let submission = Submission {
            id: ticket
                .map(|ticket| ticket.submission())
                .or(given)
                .unwrap_or_else(|| app.new_submission()),
            fingerprint: link::fingerprint(
                &app.keys.fingerprint,
                rating.get(),
                comment.as_deref().unwrap_or_default(),
            ),
            rating,
            comment,
            language: Some(shown.tag.to_owned()),
            version: asked.survey.version,
            follow_ups: BTreeMap::new(),
            at: self.now,
            viewed: ticket.map(|ticket| ticket.viewed_at()),
            from_form: posted.media == Media::Form,
            decoy: posted.decoy,
            origin: network(request)
                .map(|ip| link::respondent_tags(&app.keys.tag, &invitation, ip, header(request, "user-agent"))),
        };
        let open_day = asked.settings.calendar.day_of(self.now);
        match accept(app, &asked.occasion(&app.keys), &submission, open_day).await {
            Ok(Outcome::Received) if self.json => reply::received(),
            Ok(Outcome::Received) => reply::see_other(&format!("?done=1&lang={}{}", shown.tag, self.said_after(asked))),
            Ok(Outcome::Closed) => self.says(StatusCode::GONE, "closed", Some(asked)),
            Err(error) => {
                tracing::error!(%error, "an answer could not be stored");
                if self.json {
                    return self.unavailable(None);
                }
                // The same ticket: if the answer was stored all the same, sending it again is a replay.
                let ticket = ticket.map_or_else(|| self.new_ticket(asked), |_| posted.ticket.clone());
                self.form(asked, shown, &ticket, Some(rating), &posted.comment, State::NotSaved)
            }
        }
    }

    /// Holds the first answer of an open form to the limits. What comes later from the same form changes that answer, and is
    /// none of its own.
    async fn admit(&self, request: &Request, asked: &Asked, visit: &OpenVisit) -> Result<Admission, StoreError> {
        let (app, survey) = (self.app, &asked.survey.definition);
        match (visit.stage, &survey.open) {
            (Stage::Fresh, Some(access)) => {
                let ip = network(request).unwrap_or_default();
                let limits = &app.limits;
                limits
                    .admit(&app.store, &app.keys.network, &survey.id, access, ip, self.now)
                    .await
            }
            _ => Ok(Admission::Admitted),
        }
    }

    /// An answer with something wrong in it: the form again with all that was typed, or a list.
    fn wrong(&self, asked: &Asked, shown: Shown<'_>, posted: &Posted, wrong: &Wrong) -> Response<Body> {
        let words = shown.words;
        let scale = asked.survey.measure.scale();
        let (min, max) = (scale.min().to_string(), scale.max().to_string());
        let rating = wrong
            .rating
            .then(|| words.with("rating-missing", &[("min", &min), ("max", &max)]));
        let comment = wrong.comment.map(|TooLong(count)| {
            let (max, count) = (LONGEST.to_string(), count.to_string());
            words.with("comment-too-long", &[("max", &max), ("count", &count)])
        });
        if self.json {
            let submission = wrong
                .submission
                .then(|| "expected a UUID or 22 characters of base64url".to_owned());
            let reasons = [("rating", rating), ("comment", comment), ("submission_id", submission)];
            let named = |(name, reason): (_, Option<String>)| reason.map(|reason| InvalidParam { name, reason });
            let invalid: Vec<InvalidParam> = reasons.into_iter().filter_map(named).collect();
            return reply::problem(StatusCode::UNPROCESSABLE_ENTITY, &words.get("problem"), &invalid);
        }
        let genuine = asked.verify(&self.app.keys, &posted.ticket, self.now).is_some();
        let ticket = if genuine {
            posted.ticket.clone()
        } else {
            self.new_ticket(asked)
        };
        let kept = posted
            .rating
            .and_then(|rating| asked.survey.measure.accept(rating).ok());
        self.form(
            asked,
            shown,
            &ticket,
            kept,
            &posted.comment,
            State::Wrong { rating, comment },
        )
    }
}

/// What is wrong with an answer.
#[derive(Debug, Default)]
struct Wrong {
    rating: bool,
    comment: Option<TooLong>,
    submission: bool,
}

fn check(survey: &Survey, posted: &Posted) -> Result<(Rating, Option<String>), Wrong> {
    let rating = posted.rating.and_then(|rating| survey.measure.accept(rating).ok());
    let comment = comment::clean(&posted.comment);
    let submission = posted.submission == SubmissionGiven::Wrong;
    match (rating, comment) {
        (Some(rating), Ok(comment)) if !submission => Ok((rating, comment)),
        (rating, comment) => Err(Wrong {
            rating: rating.is_none(),
            comment: comment.err(),
            submission,
        }),
    }
}
