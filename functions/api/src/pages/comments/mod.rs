//! `GET /dashboard/comments`: what customers say, newest first, and what of it waits for a decision.

pub(crate) mod decide;
pub(crate) mod decided;
mod filters;

use askama::Template;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response as Answered};
use serde::{Deserialize, Serialize};
use shared::domain::access::Scope;
use shared::listing::{AnswersWanted, Bounds, Place, answers};

use crate::access::Caller;
use crate::pages::answer::{AnswerView, Showing};
use crate::pages::refused::{Refused, Sifted, sift};
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::{Query, Range};
use crate::v1::cursor::Question;
use crate::v1::questions;
use crate::{ApiStore, App, respond};

use decided::Decided;
use filters::{Filters, PARAMETERS, wanted};

const PATH: &str = "/dashboard/comments";
/// Answers on a page.
const A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "comments.html")]
struct Page {
    shell: Shell,
    may_write: bool,
    filters: Filters,
    refused: Refused,
    /// As in "from 25 October 2026 to 21 November 2026".
    lead: String,
    answers: Vec<AnswerView>,
    /// Where the first page is, from a later one.
    newest: Option<String>,
    /// Where older answers are.
    older: Option<String>,
    /// How far was searched, where nothing was found and there is more to search.
    reached: Option<String>,
    decided: Option<Decided>,
}

/// Where the next page begins, and of which days: those of a list begun before midnight stay the same after it.
#[derive(Serialize, Deserialize)]
struct PageBegin {
    days: (Date, Date),
    place: Place,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Answered<Body>, Problem> {
    let known: Vec<&str> = PARAMETERS.into_iter().chain(["cursor", "decided", "outcome"]).collect();
    let query = Query::of(request, &known)?;
    let shell = Shell::of(app, request, caller, Section::Comments);
    let words = shell.words();
    let (surveys, calendar) = futures::try_join!(app.surveys(), app.calendar())?;
    let today = calendar.day_of(app.clock.now());
    let Sifted {
        wanted: usual,
        rest: query,
        refused,
    } = sift(query, words, |query| {
        let range = query.range(today)?;
        wanted(query, &surveys, range, &calendar).map(|_| range)
    })?;
    let question = Question {
        list: "comments",
        query: &query,
    };
    let begin: Option<PageBegin> = question.place()?;
    let range = match &begin {
        Some(begin) => Range {
            from: begin.days.0,
            to: begin.days.1,
        },
        None => usual,
    };
    let filter = wanted(&query, &surveys, range, &calendar)?;
    let from = begin.map(|begin| begin.place);
    let book = app.store.read_days(range.from, range.to).await?;
    let asked = AnswersWanted {
        filter: &filter,
        // Days that have not begun hold nothing.
        days: (range.from, range.to.min(today)),
        from,
        limit: A_PAGE,
    };
    let (page, decided) = futures::try_join!(
        async { Ok(answers(&app.store, &book, &calendar, asked, Bounds::USUAL).await?) },
        decided::notice(app, &query, words),
    )?;
    let versions = questions::of(&app.store, &page.items).await?;
    let showing = Showing::of(app, words, (&calendar, &surveys), &versions);
    let reached = page.next.filter(|_| page.items.is_empty()).map(|place| {
        let day = words.day(place.day);
        words.with("comments-searched-far", &[("day", &day)])
    });
    let next = page.next.map(|place| {
        let days = (range.from, range.to);
        question.cursor(&PageBegin { days, place })
    });
    let days = [("from", words.day(range.from)), ("to", words.day(range.to))];
    let days = days.each_ref().map(|(name, day)| (*name, day.as_str()));
    let page = Page {
        may_write: caller.may(Scope::Write),
        filters: Filters::of(&query, &surveys, range, words, &refused),
        lead: words.with("comments-lead", &days),
        answers: page
            .items
            .iter()
            .filter_map(|response| AnswerView::of(response, &showing))
            .collect(),
        newest: from.map(|_| address(&query, None)).transpose()?,
        older: next
            .transpose()?
            .map(|cursor| address(&query, Some(&cursor)))
            .transpose()?,
        reached,
        decided,
        shell,
        refused,
    };
    respond::page(page.refused.status(), &page)
}

/// The page of the same question that a cursor leads to.
fn address(query: &Query, cursor: Option<&str>) -> Result<String, Problem> {
    let mut pairs: Vec<(&str, &str)> = query.asked().into_iter().collect();
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    let query = serde_urlencoded::to_string(pairs).map_err(|error| Problem::internal(&error))?;
    Ok(if query.is_empty() {
        PATH.to_owned()
    } else {
        format!("{PATH}?{query}")
    })
}
