//! `/dashboard/keys`: the API keys; making one, which is shown once, and revoking one, which is asked twice.

use askama::Template;
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::domain::access::{Scope, Scopes};
use shared::domain::day::Calendar;
use shared::domain::new_key::{NewKey, NewKeyError, end_after};
use shared::store::api_keys::StoredKey;

use crate::access::Caller;
use crate::access::forms::Form;
use crate::once::{self, Once};
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::parts::{Choice, Notice};
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::keys::{make, newest_first, revoke};
use crate::{ApiStore, App, respond};

const FIELDS: [&str; 8] = [
    once::FIELD,
    "name",
    "valid_days",
    "scope_read",
    "scope_comments",
    "scope_write",
    "scope_erase",
    "scope_admin",
];
/// For how many days a key can be made to last here.
const VALID: [u64; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "keys.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    /// A key that was just made.
    shown_once: Option<String>,
    keys: Vec<Row>,
    /// Sent with the form, so that loading the answer again makes no second key.
    once: String,
    name: String,
    scopes: Vec<Choice>,
    valid: Vec<Choice>,
}

struct Row {
    id: String,
    name: String,
    scopes: Vec<&'static str>,
    in_force: bool,
    state: String,
    made: Moment,
    /// None for never.
    used: Option<Moment>,
    /// None for never.
    ends: Option<Moment>,
    /// Names the link to the page on which it is revoked.
    revoke: String,
}

#[derive(Template)]
#[template(path = "revoke.html")]
struct Confirm {
    shell: Shell,
    id: String,
    ask: String,
}

/// What the form's fields hold.
struct Fields {
    name: String,
    scopes: Scopes,
    valid_days: String,
}

impl Default for Fields {
    /// Without an end is only what somebody has chosen so.
    fn default() -> Self {
        Self {
            name: String::new(),
            scopes: Scopes::NONE,
            valid_days: "90".to_owned(),
        }
    }
}

impl Fields {
    fn sent(form: &Form) -> Self {
        let chosen = |scope: &Scope| form.get(&format!("scope_{scope}")).is_some();
        Self {
            name: form.get("name").unwrap_or_default().to_owned(),
            scopes: Scope::ALL.into_iter().filter(chosen).collect(),
            valid_days: form.get("valid_days").unwrap_or_default().to_owned(),
        }
    }

    fn wanted(&self, giver: Scopes, once: &Once) -> Result<NewKey, NewKeyError> {
        let end = match self.valid_days.as_str() {
            "" => None,
            days => Some(end_after(days.parse().map_err(|_| NewKeyError::Days)?, once.at)?),
        };
        NewKey::new(&self.name, self.scopes, end, giver, once.at)
    }
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["revoked"])?;
    let (keys, calendar) = futures::try_join!(newest_first(app), app.calendar())?;
    let shell = Shell::of(app, request, caller, Section::Keys);
    let revoked = query.get("revoked");
    let revoked = keys
        .iter()
        .find(|key| Some(key.id.as_str()) == revoked && key.revoked.is_some());
    let notice = revoked.map(|key| named(&shell, "keys-revoked-done", &key.name));
    let page = page(app, shell, caller, (keys, &calendar), Fields::default());
    respond::page(StatusCode::OK, &Page { notice, ..page })
}

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &FIELDS)?;
    let once = once::of_form(app, request, caller, &form).await?;
    let fields = Fields::sent(&form);
    let wanted = fields.wanted(caller.scopes(), &once);
    let made = match &wanted {
        Ok(wanted) => Some(make(app, request, caller, &once, wanted).await?),
        Err(_) => None,
    };
    let (keys, calendar) = futures::try_join!(newest_first(app), app.calendar())?;
    let shell = Shell::of(app, request, caller, Section::Keys);
    let (status, notice) = match &wanted {
        Ok(wanted) => (StatusCode::OK, named(&shell, "keys-shown-once", wanted.name())),
        Err(error) => {
            let key = match error {
                NewKeyError::Name => "keys-wrong-name",
                NewKeyError::NoScope | NewKeyError::MoreThanGiver(_) => "keys-wrong-scopes",
                NewKeyError::Ended | NewKeyError::Days => "keys-wrong-end",
            };
            (StatusCode::UNPROCESSABLE_ENTITY, Notice::bad(shell.t(key)))
        }
    };
    let fields = if made.is_some() { Fields::default() } else { fields };
    let page = Page {
        notice: Some(notice),
        shown_once: made.map(|(key, _)| key.reveal()),
        ..page(app, shell, caller, (keys, &calendar), fields)
    };
    respond::page(status, &page)
}

/// Asks whether a key is to be revoked.
pub(crate) async fn confirm<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    id: &str,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let key = app.store.read_key(id).await?.ok_or_else(Problem::no_key)?;
    let shell = Shell::of(app, request, caller, Section::Keys);
    let page = Confirm {
        ask: shell.words().with("keys-revoke-ask", &[("name", &plain(&key.name))]),
        id: key.id,
        shell,
    };
    respond::page(StatusCode::OK, &page)
}

/// Revokes a key.
pub(crate) async fn end<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    id: &str,
) -> Result<Response<Body>, Problem> {
    Form::of(app, request, caller, &[])?;
    let revoked = revoke(app, id).await?;
    respond::see_other(&format!("/dashboard/keys?revoked={}", revoked.id))
}

fn named(shell: &Shell, key: &str, name: &str) -> Notice {
    Notice::good(shell.words().with(key, &[("name", &plain(name))]))
}

fn page<S: ApiStore>(
    app: &App<S>,
    shell: Shell,
    caller: &Caller,
    (keys, calendar): (Vec<StoredKey>, &Calendar),
    fields: Fields,
) -> Page {
    let words = shell.words();
    let now = app.clock.now();
    let moment = |at| Moment::at(at, calendar, words);
    let row = |key: StoredKey| {
        let state = match key.revoked {
            Some(_) => "keys-revoked",
            None if key.in_force(now) => "keys-in-force",
            None => "keys-expired",
        };
        let name = plain(&key.name);
        Row {
            in_force: key.in_force(now),
            state: words.get(state).into_owned(),
            made: moment(key.created),
            used: key.last_used.map(moment),
            ends: key.revoked.or(key.expires).map(moment),
            scopes: key.scopes.iter().map(Scope::name).collect(),
            revoke: words.with("keys-revoke-one", &[("name", &name)]),
            name,
            id: key.id,
        }
    };
    let scope = |scope: Scope| {
        let chosen = if fields.scopes.has(scope) { scope.name() } else { "" };
        Choice::of(scope.name(), words.get(&format!("scope-{scope}")), chosen)
    };
    let forever = Choice::of("", words.get("keys-valid-forever"), &fields.valid_days);
    let days = |days: u64| {
        let count = days.to_string();
        Choice::of(
            count.as_str(),
            words.with("time-days", &[("count", &count)]),
            &fields.valid_days,
        )
    };
    Page {
        notice: None,
        shown_once: None,
        keys: keys.into_iter().map(row).collect(),
        scopes: caller.scopes().iter().map(scope).collect(),
        valid: VALID.map(days).into_iter().chain([forever]).collect(),
        once: once::form_key(app),
        name: fields.name,
        shell,
    }
}
