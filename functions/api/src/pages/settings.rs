//! `/dashboard/settings`: what is set for the whole workspace, and a form to change it.

use askama::Template;
use http::StatusCode;
use jiff::SignedDuration;
use lambda_http::{Body, Request, Response};
use shared::domain::access::Scope;
use shared::domain::fatigue::FatigueRule;
use shared::domain::risk::{HORIZONS, RiskSettings};
use shared::text::TeamWords;

use crate::access::Caller;
use crate::access::cookies::{self, cookie};
use crate::access::forms::Form;
use crate::pages::parts::{Choice, Notice};
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::settings::{LineItem, RiskItem, change};
use crate::{ApiStore, App, respond};

/// Says that this browser has just saved the settings: an address that says so would say it to whoever opens it.
const SAVED_COOKIE: &str = "__Host-aisance-saved";
/// For how long that can be told, to a page that takes its time.
const SAVED_TOLD: SignedDuration = SignedDuration::from_mins(1);

const FIELDS: [&str; 8] = [
    "fatigue", "horizon", "churn", "line", "times", "top", "hold_out", "reasons",
];

#[derive(Template)]
#[template(path = "settings.html")]
struct Page<'a> {
    shell: Shell,
    notice: Option<Notice>,
    may_change: bool,
    fatigue: Vec<Choice>,
    horizon: Vec<Choice>,
    churn: String,
    churn_help: String,
    churn_told: String,
    by_times: bool,
    times: String,
    top: String,
    line_told: String,
    hold_out: bool,
    languages: Vec<Choice>,
    zone: &'a str,
}

/// What the form's fields hold, as they are typed.
struct Fields {
    fatigue: String,
    horizon: String,
    churn: String,
    by_times: bool,
    times: String,
    top: String,
    hold_out: bool,
    language: String,
}

impl Fields {
    fn stored(rule: Option<FatigueRule>, risk: &RiskSettings, words: TeamWords) -> Self {
        let item = RiskItem::of(risk);
        let (times, top) = match item.line {
            LineItem::Times(times) => (words.decimal(times), String::new()),
            LineItem::Top(count) => (String::new(), count.to_string()),
        };
        Self {
            fatigue: rule.map(|rule| rule.days().to_string()).unwrap_or_default(),
            horizon: item.horizon_days.to_string(),
            churn: item
                .churn_percent
                .map(|percent| words.decimal(percent))
                .unwrap_or_default(),
            by_times: !times.is_empty(),
            times,
            top,
            hold_out: item.hold_out,
            language: item.language,
        }
    }

    fn sent(form: &Form) -> Self {
        let field = |name| form.get(name).unwrap_or_default().to_owned();
        Self {
            fatigue: field("fatigue"),
            horizon: field("horizon"),
            churn: field("churn"),
            by_times: form.get("line") != Some("top"),
            times: field("times"),
            top: field("top"),
            hold_out: form.get("hold_out").is_some(),
            language: field("reasons"),
        }
    }

    /// What they ask for, or the name of the field that cannot be read.
    fn wanted(&self) -> Result<(Option<i64>, RiskItem), &'static str> {
        // A comma is as good as a point, whatever the language of the page.
        let decimal = |text: &str, name| text.replace(',', ".").parse::<f64>().map_err(|_| name);
        let fatigue = match self.fatigue.as_str() {
            "" => None,
            days => Some(days.parse().map_err(|_| "fatigue")?),
        };
        let churn_percent = match self.churn.as_str() {
            "" => None,
            share => Some(decimal(share.trim_end_matches(['%', ' ', '\u{a0}']), "churn")?),
        };
        let line = if self.by_times {
            LineItem::Times(decimal(&self.times, "line")?)
        } else {
            LineItem::Top(self.top.parse().map_err(|_| "line")?)
        };
        let risk = RiskItem {
            horizon_days: self.horizon.parse().map_err(|_| "horizon")?,
            churn_percent,
            line,
            hold_out: self.hold_out,
            language: self.language.clone(),
        };
        Ok((fatigue, risk))
    }
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let (rule, risk) = futures::try_join!(app.store.read_fatigue(), app.store.read_risk_settings())?;
    let shell = Shell::of(app, request, caller, Section::Settings);
    let saved = cookie(request, SAVED_COOKIE).filter(|value| !value.is_empty());
    let notice = saved.map(|_| Notice::good(shell.t("settings-saved")));
    let fields = Fields::stored(rule, &risk, shell.words());
    let page = page(app, shell, caller.may(Scope::Admin), fields, notice);
    let mut answer = respond::page(StatusCode::OK, &page)?;
    if saved.is_some() {
        cookies::forget(&mut answer, SAVED_COOKIE).map_err(|error| Problem::internal(&error))?;
    }
    Ok(answer)
}

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &FIELDS)?;
    let fields = Fields::sent(&form);
    let refused = match fields.wanted() {
        Ok((fatigue, risk)) => match change(app, fatigue, Some(risk)).await {
            Ok(()) => return saved(),
            Err(problem) => field_of(problem)?,
        },
        Err(field) => field,
    };
    let shell = Shell::of(app, request, caller, Section::Settings);
    let notice = Notice::bad(shell.t(&format!("settings-wrong-{refused}")));
    let page = page(app, shell, true, fields, Some(notice));
    respond::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Leads back to the page, which then says once that the settings are saved.
fn saved() -> Result<Response<Body>, Problem> {
    let mut answer = respond::see_other("/dashboard/settings")?;
    let kept = cookies::keep(&mut answer, SAVED_COOKIE, "yes", SAVED_TOLD);
    kept.map_err(|error| Problem::internal(&error))?;
    Ok(answer)
}

/// The field of the form that a refusal is about; any other problem stays one.
fn field_of(problem: Problem) -> Result<&'static str, Problem> {
    match problem.refused() {
        Some("fatigue_days") => Ok("fatigue"),
        Some("risk.horizon_days") => Ok("horizon"),
        Some("risk.churn_percent") => Ok("churn"),
        Some("risk.line") => Ok("line"),
        Some("risk.language") => Ok("language"),
        _ => Err(problem),
    }
}

fn page<S: ApiStore>(app: &App<S>, shell: Shell, may_change: bool, fields: Fields, notice: Option<Notice>) -> Page<'_> {
    let words = shell.words();
    let days = |days: &str| words.with("time-days", &[("count", days)]);
    let no_limit = Choice::of("", words.get("settings-fatigue-none"), &fields.fatigue);
    let limits =
        FatigueRule::CHOICES.map(|limit| Choice::of(limit.to_string(), days(&limit.to_string()), &fields.fatigue));
    let horizons = HORIZONS.map(|horizon| Choice::of(horizon.to_string(), days(&horizon.to_string()), &fields.horizon));
    let usual = usual_percent(&fields.horizon, words);
    let line_told = if fields.by_times {
        words.with("settings-times", &[("count", &fields.times)])
    } else {
        format!("{}: {}", words.get("settings-line-top"), fields.top)
    };
    let churn_told = if fields.churn.is_empty() {
        words.with("settings-churn-unknown", &[("percent", &usual)])
    } else {
        fields.churn.clone()
    };
    Page {
        notice,
        may_change,
        fatigue: std::iter::once(no_limit).chain(limits).collect(),
        horizon: horizons.into(),
        churn_help: words.with("settings-churn-help", &[("percent", &usual)]),
        churn_told,
        churn: fields.churn,
        by_times: fields.by_times,
        line_told,
        times: fields.times,
        top: fields.top,
        hold_out: fields.hold_out,
        languages: TeamWords::all()
            .map(|words| Choice::of(words.tag(), words.own_name(), &fields.language))
            .collect(),
        zone: &app.zone,
        shell,
    }
}

/// The share that is taken where none is stated, in percent with one digit at most.
fn usual_percent(horizon: &str, words: TeamWords) -> String {
    let usual = RiskSettings::default();
    let days = horizon.parse().ok();
    let settings = days
        .and_then(|days| usual.clone().with_horizon(days).ok())
        .unwrap_or(usual);
    words.decimal((settings.churn() * 1_000.0).round() / 10.0)
}
