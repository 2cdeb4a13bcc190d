//! One request.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use http::{Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt as _};
use shared::domain::day::after;
use shared::domain::measure::Rating;
use shared::domain::response::{Occasion, Respondent, Source, Submission};
use shared::domain::survey::Survey;
use shared::link::{self, OpenedLink, Pseudonym, ViewTicket};

use crate::accept::{AnswerStore, Outcome, accept};
use crate::app::App;
use crate::language::{Shown, Wanted};
use crate::page::{self, Form, Kept, Message, State};
use crate::post::{self, Media, Posted, Refused, SubmissionGiven, whole_number};
use crate::reply::{self, InvalidParam};
use crate::settings::Snapshot;
use shared::domain::comment::{self, LONGEST, TooLong};

/// Answers a request to `/s/{token}`. Every outcome that is understood is an answer, also a failure of storage.
pub async fn handle<S: AnswerStore>(app: &App<S>, request: Request) -> Response<Body> {
    let head_only = request.method() == Method::HEAD;
    let response = Visit::new(app, &request).answer(&request).await;
    reply::finish(response, head_only)
}

/// What is known of a request before its link is opened.
struct Visit<'a, S> {
    app: &'a App<S>,
    now: Timestamp,
    wanted: Wanted,
    /// Whether a program asks, which is told in JSON.
    json: bool,
}

/// A link that is genuine, and its survey.
struct Asked {
    link: OpenedLink,
    survey: Survey,
    settings: Arc<Snapshot>,
}

impl<'a, S: AnswerStore> Visit<'a, S> {
    fn new(app: &'a App<S>, request: &Request) -> Self {
        Self {
            app,
            now: app.clock.now(),
            wanted: Wanted::new(query(request, "lang"), header(request, "accept-language")),
            json: post::media(request) == Some(Media::Json),
        }
    }

    async fn answer(self, request: &Request) -> Response<Body> {
        let post = match *request.method() {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return self.says(StatusCode::METHOD_NOT_ALLOWED, "bad-request", None),
        };
        let parameters = request.path_parameters_ref();
        let token = parameters.and_then(|parameters| parameters.first("token"));
        let Some(link) = token.and_then(|token| link::open(&self.app.keys.links, token).ok()) else {
            return self.not_found();
        };
        // A link of tomorrow's would outlive every limit that is counted from its date of issue.
        if link.facts.issued() > after(self.now.to_zoned(TimeZone::UTC).date()) {
            return self.not_found();
        }
        let posted = match post.then(|| post::read(request)).transpose() {
            Ok(posted) => posted,
            Err(refused) => return self.refused(refused),
        };
        let survey = link.facts.survey().as_str();
        let asked = match self.app.settings.survey(&self.app.store, survey, self.now).await {
            Ok(Some((survey, settings))) => Asked { link, survey, settings },
            Ok(None) => return self.not_found(),
            Err(_) => return self.unavailable(posted.as_ref()),
        };
        if self.now >= asked.link.facts.expires_at() {
            return self.says(StatusCode::GONE, "expired", Some(&asked));
        }
        match posted {
            Some(posted) => self.take(request, &asked, posted).await,
            None => self.show(request, &asked),
        }
    }

    fn show(&self, request: &Request, asked: &Asked) -> Response<Body> {
        let shown = self.wanted.of_survey(&asked.survey, asked.link.facts.language());
        if query(request, "done") == Some("1") {
            return page::thanks(&asked.survey, shown);
        }
        let chosen = query(request, "r").and_then(whole_number);
        let rating = chosen.and_then(|rating| asked.survey.measure.accept(rating).ok());
        self.form(asked, shown, &self.new_ticket(asked), rating, "", State::Fresh)
    }

    async fn take(self, request: &Request, asked: &Asked, posted: Posted) -> Response<Body> {
        let app = self.app;
        let wanted = self.wanted.clone().choosing(posted.language.clone());
        let shown = wanted.of_survey(&asked.survey, asked.link.facts.language());
        let (rating, comment) = match check(&asked.survey, &posted) {
            Ok(checked) => checked,
            Err(wrong) => return self.wrong(asked, shown, &posted, &wrong),
        };
        let ticket = app.keys.verify(&asked.link, &posted.ticket);
        let given = match posted.submission {
            SubmissionGiven::Yes(id) => Some(id),
            SubmissionGiven::No | SubmissionGiven::Wrong => None,
        };
        let invitation = asked.link.invitation;
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
        match accept(app, &self.occasion(asked), &submission, open_day).await {
            Ok(Outcome::Received) if self.json => reply::received(),
            Ok(Outcome::Received) => reply::see_other(&format!("?done=1&lang={}", shown.tag)),
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

    fn occasion(&self, asked: &Asked) -> Occasion {
        let (keys, facts) = (&self.app.keys, &asked.link.facts);
        let customer = facts
            .customer()
            .map(|customer| (customer, Pseudonym::of(&keys.pseudonym, customer)));
        Occasion {
            invitation: asked.link.invitation,
            respondent: customer.map_or(Respondent::Anonymous(asked.link.invitation), |(_, pseudonym)| {
                Respondent::Customer(pseudonym)
            }),
            survey: facts.survey().as_str().to_owned(),
            version: asked.survey.version,
            measure: asked.survey.measure,
            touchpoint: facts.touchpoint().as_str().to_owned(),
            channel: Some(facts.channel()),
            attributes: facts.attributes().clone(),
            sealed_customer: customer.map(|(customer, pseudonym)| link::seal(&keys.seal, &pseudonym, customer)),
            source: Source::Link,
        }
    }

    fn new_ticket(&self, asked: &Asked) -> String {
        let ticket = ViewTicket::new(self.now, self.app.new_submission());
        self.app.keys.sign(&asked.link, &ticket)
    }

    fn form(
        &self,
        asked: &Asked,
        shown: Shown<'_>,
        ticket: &str,
        rating: Option<Rating>,
        comment: &str,
        state: State,
    ) -> Response<Body> {
        Form {
            survey: &asked.survey,
            shown,
            ticket,
            rating,
            comment,
            state,
            of_customer: asked.link.facts.customer().is_some(),
            months: self.app.retention_months(),
        }
        .render()
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
        let genuine = self.app.keys.verify(&asked.link, &posted.ticket).is_some();
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

    /// The one answer to whatever is no link of this workspace.
    fn not_found(&self) -> Response<Body> {
        self.says(StatusCode::NOT_FOUND, "not-found", None)
    }

    fn refused(&self, refused: Refused) -> Response<Body> {
        match refused {
            Refused::TooLarge => self.says(StatusCode::PAYLOAD_TOO_LARGE, "too-large", None),
            Refused::OtherMedia => self.says(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad-request", None),
            Refused::Unreadable => self.says(StatusCode::BAD_REQUEST, "bad-request", None),
        }
    }

    /// Not even the question is known: what was sent stays in the page, to be sent again with one button.
    fn unavailable(&self, posted: Option<&Posted>) -> Response<Body> {
        let words = self.wanted.of_nothing();
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let Some(posted) = posted.filter(|_| !self.json) else {
            return self.says(status, "unavailable", None);
        };
        let sent = [
            ("rating", posted.rating.map(|rating| rating.to_string())),
            ("comment", Some(posted.comment.clone())),
            ("view", Some(posted.ticket.clone())),
            ("more", posted.decoy.then(|| "1".to_owned())),
        ];
        let kept = Kept {
            fields: sent
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .collect(),
        };
        Message::new(status, "unavailable", words.get("unavailable-kept")).render_keeping(words, &kept)
    }

    /// A page, or a problem for a program, with the texts `key` and `key-detail`.
    fn says(&self, status: StatusCode, key: &'static str, asked: Option<&Asked>) -> Response<Body> {
        let words = match asked {
            Some(asked) => self.wanted.of_survey(&asked.survey, asked.link.facts.language()).words,
            None => self.wanted.of_nothing(),
        };
        if self.json {
            return reply::problem(status, &words.get(key), &[]);
        }
        let detail: Cow<'_, str> = match key {
            "too-large" => words.with("too-large-detail", &[("max", &LONGEST.to_string())]).into(),
            key => words.get(&format!("{key}-detail")),
        };
        Message::new(status, key, detail).render(words, asked.map(|asked| &asked.survey))
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

fn query<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .query_string_parameters_ref()
        .and_then(|parameters| parameters.first(name))
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    let value = request.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The address that API Gateway saw; a header could say anything.
fn network(request: &Request) -> Option<&str> {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
        _ => None,
    }
}
