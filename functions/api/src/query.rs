//! Parameters of the query string: known ones, each once, each checked.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use lambda_http::Request;
use shared::domain::day::{before, shifted};
use shared::domain::survey::Survey;
use shared::domain::window::{Against, DayRange, UnknownAgainst, UnknownWindow, Window};
use shared::store::settings::Surveys;

use crate::origin;
use crate::problem::{InvalidParam, Problem};

/// How many days are shown where no range is given.
pub(crate) const USUAL_DAYS: i32 = 28;
/// The longest range of days.
pub(crate) const MOST_DAYS: i32 = 400;

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub from: Date,
    pub to: Date,
}

/// The parameters of a request.
pub(crate) struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads the query string; an unknown parameter is refused, for it would be ignored where it was meant.
    pub(crate) fn of(request: &Request, known: &[&str]) -> Result<Self, Problem> {
        let pairs = origin::parameters(request)
            .ok_or_else(|| Problem::invalid("query", "it is not in the form name=value&name=value"))?;
        let mut found = BTreeMap::new();
        let mut wrong = Vec::new();
        for (name, value) in pairs {
            if !known.contains(&name.as_str()) {
                let reason = match known {
                    [] => "this address takes no parameters".to_owned(),
                    _ => format!("there is no such parameter here; there are {}", known.join(", ")),
                };
                wrong.push(InvalidParam { name, reason });
            } else if found.insert(name.clone(), value).is_some() {
                let reason = "give it once".to_owned();
                wrong.push(InvalidParam { name, reason });
            }
        }
        if wrong.is_empty() {
            Ok(Self(found))
        } else {
            Err(Problem::all_invalid(wrong))
        }
    }

    /// A parameter, if it is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A number within `allowed`.
    pub(crate) fn number(&self, name: &str, allowed: &RangeInclusive<u64>) -> Result<Option<u64>, Problem> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number| allowed.contains(number));
        let reason = || format!("give a whole number from {} to {}", allowed.start(), allowed.end());
        number.map(Some).ok_or_else(|| Problem::invalid(name, reason()))
    }

    /// A calendar day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
        day.map(Some)
            .ok_or_else(|| Problem::invalid(name, "give a calendar day as YYYY-MM-DD, such as 2026-11-21"))
    }

    /// The days from `from` to `to`; without them, the last 28 up to `today`.
    pub(crate) fn range(&self, today: Date) -> Result<Range, Problem> {
        let to = self.day("to")?.unwrap_or(today);
        let from = self.day("from")?.unwrap_or_else(|| shifted(to, 1 - USUAL_DAYS));
        if from > to {
            return Err(Problem::invalid(
                "from",
                format!("it is after the last day, {to}; give an earlier day"),
            ));
        }
        if from < shifted(to, 1 - MOST_DAYS) {
            let reason = format!("a range may have {MOST_DAYS} days at most; ask for it in parts");
            return Err(Problem::invalid("from", reason));
        }
        Ok(Range { from, to })
    }

    /// The days of `window`, or from `from` to `to`, and the days that `against` compares them with.
    pub(crate) fn compared_range(&self, today: Date) -> Result<(DayRange, Option<DayRange>), Problem> {
        let window = match self.window(today)? {
            Some(window) => window,
            None => {
                let Range { from, to } = self.range(today)?;
                Window::Dates(DayRange { from, to })
            }
        };
        let against = self.against()?;
        compared(window, against, today)
    }

    /// The days of `window`, or from `from` to `to`; none where nothing is said of them.
    pub(crate) fn window(&self, today: Date) -> Result<Option<Window>, Problem> {
        let dates = self.get("from").or(self.get("to")).is_some();
        match self.get("window") {
            Some(_) if dates => Err(Problem::invalid("window", "give either window, or from and to")),
            Some(name) => name
                .parse()
                .map(Some)
                .map_err(|unknown: UnknownWindow| Problem::invalid("window", unknown.to_string())),
            None if dates => {
                let Range { from, to } = self.range(today)?;
                Ok(Some(Window::Dates(DayRange { from, to })))
            }
            None => Ok(None),
        }
    }

    /// What to compare with; none where nothing is said of it.
    pub(crate) fn against(&self) -> Result<Option<Against>, Problem> {
        let against = self.get("against").map(str::parse);
        against
            .transpose()
            .map_err(|unknown: UnknownAgainst| Problem::invalid("against", unknown.to_string()))
    }

    /// The survey named by `survey`, if one is named.
    pub(crate) fn survey<'a>(&self, surveys: &'a Surveys) -> Result<Option<&'a Survey>, Problem> {
        let Some(id) = self.get("survey") else {
            return Ok(None);
        };
        surveys.current.get(id).map(Some).ok_or_else(|| no_such_survey(surveys))
    }
}

/// The days of a window, and those that they are compared with.
pub(crate) fn compared(
    window: Window,
    against: Option<Against>,
    today: Date,
) -> Result<(DayRange, Option<DayRange>), Problem> {
    let closed = before(today);
    let against = against.map(|against| window.compared(closed, against)).transpose();
    let against = against.map_err(|overlap| Problem::invalid("against", overlap.to_string()))?;
    Ok((window.ending(closed), against))
}

/// Says which surveys there are.
pub(crate) fn no_such_survey(surveys: &Surveys) -> Problem {
    let ids: Vec<&str> = surveys.current.keys().map(String::as_str).take(20).collect();
    let reason = match ids.as_slice() {
        [] => "there is no survey yet; add one first".to_owned(),
        ids => format!("give the id of a survey: {}", ids.join(", ")),
    };
    Problem::invalid("survey", reason)
}
