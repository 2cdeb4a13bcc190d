//! `GET /v1/responses`: answers with their comments, newest first.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::answer_filter::{AnswerFilter, Only};
use shared::domain::audit::Deed;
use shared::domain::response::{Respondent, Response as StoredResponse};
use shared::domain::survey::SurveyVersions;
use shared::export::ResponseRow;
use shared::link::{Channel, CustomerId, Pseudonym, RawIds};
use shared::listing::{AnswersWanted, Bounds, TheirAnswers, Within, answers, answers_of};
use shared::store::settings::Surveys;

use crate::access::{Caller, audit};
use crate::problem::Problem;
use crate::query::{ATTRIBUTE, Query};
use crate::v1::cursor::Question;
use crate::v1::paging::{self, Period, PlaceInPeriod, per_page};
use crate::v1::questions;
use crate::{ApiStore, App, respond};

/// The parameters that say which answers are wanted, and which part of them.
pub(crate) const PARAMETERS: [&str; 13] = [
    "survey",
    "since",
    "until",
    "min_score",
    "max_score",
    "touchpoint",
    "language",
    "channel",
    ATTRIBUTE,
    "customer",
    "with_comment",
    "per_page",
    "cursor",
];

/// Answers
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Responses))]
struct Listing {
    /// Answers of this moment and later ones; null where the list is of one customer and nothing else is asked.
    since: Option<Timestamp>,
    /// Answers before this moment.
    until: Option<Timestamp>,
    /// The answers.
    responses: Vec<ResponseRow>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// A page of answers, before it is shown.
pub(crate) struct AnswersPage {
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub responses: Vec<StoredResponse>,
    /// The surveys as they were answered.
    pub versions: SurveyVersions,
    pub next_cursor: Option<String>,
}

/// Answers
///
/// Those first given from `since` until `until`, by default on the last 28 days: the newest day first, and on a day the
/// newest answer first. A day with more answers than can be put in order, from some 3,500 on, is listed in an order of
/// its own. A page may have fewer answers than asked for, or none, where few fit; as long as there is a `next_cursor` there
/// may be more. Answers that do not count are listed, too, with the reason in `excluded`; erased ones are not.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/responses", operation_id = "listResponses", tag = "responses",
    params(
        ("survey" = Option<String>, Query, description = "Answers to this survey."),
        ("since" = Option<String>, Query, description = "First given at this time or later: ISO 8601 with an offset, Unix seconds, or a day of the workspace's calendar."),
        ("until" = Option<String>, Query, description = "First given before this time; a day is included whole."),
        ("min_score" = Option<u8>, Query, description = "With this score or a higher one.", maximum = 10),
        ("max_score" = Option<u8>, Query, description = "With this score or a lower one.", maximum = 10),
        ("touchpoint" = Option<String>, Query, description = "Asked at this touchpoint."),
        ("language" = Option<String>, Query, description = "Answered in this language: a tag."),
        ("channel" = Option<String>, Query, description = "Sent by `email`, `sms`, `whatsapp`, `chat`, `qr`, `kiosk` or `web`."),
        ("attribute.NAME" = Option<String>, Query, description = "With this value of the attribute NAME, as in `attribute.plan=pro`. Several must all fit."),
        ("customer" = Option<String>, Query, description = "Of this customer; then of any time, unless `since` or `until` says which."),
        ("with_comment" = Option<bool>, Query, description = "`true`: with a comment alone."),
        ("per_page" = Option<u32>, Query, description = "Answers on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "A page of answers."))
))]
pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &PARAMETERS)?;
    let whose = query.get("customer").map(|id| audit::customer(app, id));
    audit::record(app, request, caller, Deed::ReadResponses, whose).await?;
    let page = list(app, &query, None).await?;
    let listing = Listing {
        since: page.since,
        until: page.until,
        responses: items(app, &page.responses, &page.versions),
        next_cursor: page.next_cursor,
    };
    respond::json(StatusCode::OK, &listing)
}

/// The answers as the API gives them.
pub(crate) fn items<S: ApiStore>(
    app: &App<S>,
    responses: &[StoredResponse],
    versions: &SurveyVersions,
) -> Vec<ResponseRow> {
    let items = responses
        .iter()
        .filter_map(|response| ResponseRow::of(response, &app.keys.seal));
    items.map(|item| item.with_question(versions)).collect()
}

/// Where a list of answers goes on.
#[derive(Serialize, Deserialize)]
enum ListPlace {
    Days(PlaceInPeriod),
    Customer(Within),
}

/// A page of the answers that the query asks for, of those in one state alone where one is named.
pub(crate) async fn list<S: ApiStore>(app: &App<S>, query: &Query, only: Option<Only>) -> Result<AnswersPage, Problem> {
    let limit = per_page(query)?;
    let question = Question {
        list: if only.is_some() { "held" } else { "responses" },
        query,
    };
    let place = question.place()?;
    let (surveys, calendar) = futures::try_join!(app.surveys(), app.calendar())?;
    let mut filter = filter(query, &surveys)?;
    filter.only = only;
    let (responses, next) = if let Some(id) = query.get("customer") {
        filter.since = paging::since(query, &calendar)?;
        filter.until = paging::until(query, &calendar)?;
        let from = match place {
            Some(ListPlace::Customer(within)) => Some(within),
            _ => None,
        };
        let wanted = TheirAnswers {
            respondent: respondent(app, id)?,
            filter: &filter,
            from,
            limit,
        };
        let page = answers_of(&app.store, wanted).await?;
        (page.items, page.next.map(ListPlace::Customer))
    } else {
        let today = calendar.day_of(app.clock.now());
        let place = match place {
            Some(ListPlace::Days(place)) => Some(place),
            _ => None,
        };
        let period = match &place {
            Some(place) => place.period,
            None => Period::of(query, &calendar, today)?,
        };
        let days = period.days(&calendar, today)?;
        (filter.since, filter.until) = (Some(period.since), Some(period.until));
        let from = place.map(|place| place.place);
        let book = app
            .store
            .read_days(days.0, from.map_or(days.1, |from| from.day.min(days.1)))
            .await?;
        let wanted = AnswersWanted {
            filter: &filter,
            days,
            from,
            limit,
        };
        let page = answers(&app.store, &book, &calendar, wanted, Bounds::USUAL).await?;
        let next = page.next.map(|place| ListPlace::Days(PlaceInPeriod { period, place }));
        (page.items, next)
    };
    Ok(AnswersPage {
        since: filter.since,
        until: filter.until,
        versions: questions::of(&app.store, &responses).await?,
        responses,
        next_cursor: next.map(|place| question.cursor(&place)).transpose()?,
    })
}

/// What is wanted of answers, but for the time.
fn filter(query: &Query, surveys: &Surveys) -> Result<AnswerFilter, Problem> {
    let score = |name: &str| {
        let score = query.number(name, &(0..=10))?;
        Ok::<_, Problem>(score.and_then(|score| u8::try_from(score).ok()))
    };
    let text = |name: &str| query.get(name).map(str::to_owned);
    let channel = query.get("channel").map(str::parse::<Channel>).transpose();
    let channel = channel.map_err(|unknown| Problem::invalid("channel", unknown.to_string()))?;
    Ok(AnswerFilter {
        survey: query.survey(surveys)?.map(|survey| survey.definition.id.clone()),
        min_score: score("min_score")?,
        max_score: score("max_score")?,
        touchpoint: text("touchpoint"),
        language: text("language"),
        channel: channel.map(|channel| channel.as_str().to_owned()),
        attributes: query.attributes(),
        with_comment: query.yes_or_no("with_comment")?.unwrap_or(false),
        ..AnswerFilter::default()
    })
}

fn respondent<S: ApiStore>(app: &App<S>, id: &str) -> Result<Respondent, Problem> {
    let id = CustomerId::new(id, RawIds::Allow).map_err(|error| Problem::invalid("customer", error.to_string()))?;
    Ok(Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id)))
}
