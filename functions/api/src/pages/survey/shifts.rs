//! Shifts of a survey's scores that were noticed, and the form that says that somebody has dealt with one.

use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use shared::domain::day::Calendar;
use shared::domain::window::DayRange;
use shared::signals::SignalRow;

use crate::access::Caller;
use crate::access::forms::Form;
use crate::pages::display::{percent_encode, plain};
use crate::pages::told::Told;
use crate::problem::Problem;
use crate::v1::signals::mark_as_dealt_with;
use crate::{ApiStore, App, respond};

/// A shift, ready to be shown.
pub(crate) struct Shift {
    /// None for the whole survey.
    pub touchpoint: Option<String>,
    pub rose: bool,
    pub moved: String,
    pub reading: String,
    pub alert: bool,
    /// When somebody dealt with it, as a sentence.
    pub done: Option<String>,
    /// Where the form is sent.
    pub action: String,
    /// Which one it is, for those who hear the button.
    pub which: String,
}

impl Shift {
    /// Those that nobody has dealt with, and those that were noticed on these days.
    pub(super) fn to_show(told: Told, calendar: &Calendar, range: DayRange, signals: &[SignalRow]) -> Vec<Self> {
        let wanted = signals
            .iter()
            .filter(|signal| signal.acknowledged_at.is_none() || (range.from..=range.to).contains(&signal.noticed));
        wanted
            .map(|signal| {
                let done = signal.acknowledged_at.map(|at| calendar.day_of(at));
                Self::of(told, signal, done)
            })
            .collect()
    }

    /// `done` is the day on which somebody dealt with it.
    pub(crate) fn of(told: Told, signal: &SignalRow, done: Option<Date>) -> Self {
        let words = told.words;
        let value = |score: Option<f64>| told.value(score.unwrap_or_default());
        let (by, began, noticed) = (
            told.points(signal.change.abs()),
            words.day(signal.began),
            words.day(signal.noticed),
        );
        let rose = signal.change > 0.0;
        let key = if rose { "survey-shift-rose" } else { "survey-shift-fell" };
        let reading = [
            ("before", value(signal.before.score)),
            ("since", value(signal.since.score)),
            ("low", value(signal.since.low)),
            ("high", value(signal.since.high)),
            ("answers", told.answers(signal.since.n)),
            ("day", noticed.clone()),
        ];
        let reading: Vec<(&'static str, &str)> = reading.iter().map(|(name, text)| (*name, text.as_str())).collect();
        Self {
            touchpoint: signal.touchpoint.as_deref().map(plain),
            rose,
            moved: words.with(key, &[("by", &by), ("day", &began)]),
            reading: words.with("survey-shift-reading", &reading),
            alert: signal.alert,
            done: done.map(|day| words.with("survey-shift-done", &[("day", &words.day(day))])),
            action: format!("/dashboard/signals/{}/acknowledge", percent_encode(&signal.id)),
            which: words.with("survey-shift-acknowledge-which", &[("day", &noticed)]),
        }
    }
}

/// `POST /dashboard/signals/{signal}/acknowledge`: somebody has dealt with a shift. Leads back to the page of the form.
pub(crate) async fn acknowledge<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["back"])?;
    mark_as_dealt_with(app, id, caller).await?;
    respond::see_other(respond::own_page(form.get("back")))
}
