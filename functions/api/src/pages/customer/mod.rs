//! `GET /dashboard/customer`: everything that is known of one customer, newest first, with their risk and what to do about it.

mod entry;
mod happened;
mod known;

use std::borrow::Cow;

use askama::Template;
use http::StatusCode;
use lambda_http::{Body, Request, Response as Answered};
use shared::closing::LONGEST_NOTE;
use shared::domain::access::Scope;
use shared::domain::audit::Deed;
use shared::domain::day::Calendar;
use shared::domain::opt_out::OptOut;
use shared::domain::service::event::Event;
use shared::domain::signal::stay;
use shared::link::{CustomerId, InvitationId, RawIds};
use shared::risk_report::Telling;
use shared::store::customers::Customer;
use shared::text::TeamWords;

use crate::access::{Caller, audit};
use crate::pages::answer::{CustomerLink, Showing, plain_pairs};
use crate::pages::comments::decided::{self, Decided};
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::queue::exact;
use crate::pages::risk::{RiskWords, Why};
use crate::pages::shell::Shell;
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::questions;
use crate::{ApiStore, App, respond};
use known::Known;

use entry::Entry;
use happened::{Happened, history, page, place};

/// Things that happened, on a page.
const A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "customer.html")]
struct Page {
    shell: Shell,
    may_write: bool,
    may_erase: bool,
    /// What was looked for.
    asked: String,
    /// None where nothing is known, or nothing was asked for.
    found: Option<Found>,
    decided: Option<Decided>,
    longest_note: usize,
}

/// A customer.
struct Found {
    /// The id as it is, for forms.
    sent_id: String,
    facts: Vec<(Cow<'static, str>, Moment)>,
    attributes: Vec<(String, String)>,
    risk: Option<Risk>,
    flag: Option<OpenFlag>,
    entries: Vec<Entry>,
    /// The page's address.
    href: String,
    /// Whether this is the first page of what happened.
    newest: bool,
    /// Where older things are.
    older: Option<String>,
    /// Where the rest is, of a customer with more than can be put in order at once.
    more: Option<String>,
}

struct Risk {
    words: RiskWords,
    reasons: Vec<Why>,
    /// What everything else adds, as in `Everything else: +3 points`.
    rest: String,
    /// What the risk is and is not.
    note: String,
}

struct OpenFlag {
    since: Moment,
    opened_at: String,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Answered<Body>, Problem> {
    let query = Query::of(request, &["id", "older", "after", "decided", "outcome"])?;
    let shell = Shell::around(app, request, Some(caller), None);
    let asked = query.get("id").unwrap_or_default().trim();
    let from = match query.get("older") {
        None => None,
        Some(text) => Some(place(text).ok_or_else(|| Problem::invalid("older", "follow the link to older things"))?),
    };
    let after = match query.get("after") {
        None => None,
        Some(text) => {
            let refused = |_| Problem::invalid("after", "follow the link to more of the history");
            Some(text.parse().map_err(refused)?)
        }
    };
    let known = match CustomerId::new(asked, RawIds::Allow) {
        Ok(id) => {
            let about = audit::customer(app, id.as_str());
            audit::record(app, request, caller, Deed::ReadCustomer, Some(about)).await?;
            Known::of(app, &id, after).await?
        }
        Err(_) => None,
    };
    let found = match known {
        Some(known) => Some(found(app, known, (asked, after), from, shell.words()).await?),
        None => None,
    };
    let status = if found.is_some() || asked.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let page = Page {
        may_write: caller.may(Scope::Write),
        may_erase: caller.may(Scope::Erase),
        decided: decided::notice(app, &query, shell.words()).await?,
        asked: plain(asked),
        found,
        longest_note: LONGEST_NOTE,
        shell,
    };
    respond::page(status, &page)
}

async fn found<S: ApiStore>(
    app: &App<S>,
    known: Known,
    (id, after): (&str, Option<InvitationId>),
    from: Option<happened::Place>,
    words: TeamWords,
) -> Result<Found, Problem> {
    let Known {
        respondent,
        customer,
        records,
        more_after,
        opt_out,
    } = known;
    let (events, calendar, surveys) = futures::try_join!(
        async { Ok(app.store.read_events(respondent).await?) },
        app.calendar(),
        app.surveys()
    )?;
    let events: Vec<Event> = events.into_iter().filter_map(|stored| stored.event).collect();
    let flag = customer.as_ref().and_then(|customer| customer.flag.as_ref());
    // What there is beside answers and invitations is told with the first part of them, and with no other again.
    let all = match after {
        None => history(records, &events, flag, opt_out.as_ref()),
        Some(_) => history(records, &[], None, None),
    };
    let (shown, older) = page(all, from, A_PAGE);
    let responses = shown.iter().filter_map(|(_, happened)| match happened {
        Happened::Answered(response) => Some(&**response),
        _ => None,
    });
    let risk = customer.as_ref().and_then(|customer| customer.risk.as_ref());
    let (versions, telling) = futures::try_join!(
        questions::of(&app.store, responses),
        Telling::of(&app.store, risk.into_iter(), words, &calendar),
    )?;
    let showing = Showing::of(app, words, (&calendar, &surveys), &versions);
    let flagged_for = flag.map(|flag| Why::raising(&telling.reasons(&flag.reasons)));
    let open = flag.filter(|flag| flag.closed.is_none() && !flag.held_out);
    let href = CustomerLink::of(id).href;
    Ok(Found {
        sent_id: id.to_owned(),
        facts: facts(customer.as_ref(), &events, opt_out.as_ref(), &calendar, words),
        attributes: plain_pairs(customer.iter().flat_map(|customer| &customer.attributes)),
        risk: risk.map(|stored| {
            let told = telling.risk(stored);
            Risk {
                words: RiskWords::of(&told, words),
                reasons: Why::all(&told.reasons),
                rest: words.with("customer-rest", &[("points", &words.points(told.rest.contribution))]),
                note: telling.note(stored),
            }
        }),
        flag: open.map(|flag| OpenFlag {
            since: Moment::day(calendar.day_of(flag.opened_at), words),
            opened_at: exact(flag.opened_at),
        }),
        entries: shown
            .into_iter()
            .filter_map(|(at, happened)| Entry::of(at, &happened, &showing, flagged_for.as_deref().unwrap_or_default()))
            .collect(),
        newest: from.is_none() && after.is_none(),
        older: older.map(|place| match after {
            None => format!("{href}&older={place}"),
            Some(after) => format!("{href}&after={after}&older={place}"),
        }),
        more: more_after.map(|after| format!("{href}&after={after}")),
        href,
    })
}

/// Since when, until when, and when they were asked last: what there is of it.
fn facts(
    customer: Option<&Customer>,
    events: &[Event],
    opt_out: Option<&OptOut>,
    calendar: &Calendar,
    words: TeamWords,
) -> Vec<(Cow<'static, str>, Moment)> {
    let stay = stay(events);
    let asked = customer.and_then(|customer| customer.asked.as_ref());
    let day = |at| Moment::day(calendar.day_of(at), words);
    let opted_out = opt_out.filter(|opt_out| opt_out.in_force());
    let all = [
        ("customer-since", stay.started.map(day)),
        ("customer-left", stay.ended.map(day)),
        (
            "customer-contract",
            stay.renewal.map(|renewal| Moment::day(renewal.until, words)),
        ),
        ("customer-asked", asked.map(|asked| day(asked.at))),
        ("customer-opted-out", opted_out.map(|opt_out| day(opt_out.at))),
    ];
    let there = all
        .into_iter()
        .filter_map(|(key, moment)| Some((words.get(key), moment?)));
    there.collect()
}
