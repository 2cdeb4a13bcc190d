//! Parameters of the query string: known ones, each once, each checked.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;
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

/// Parameters that are no part of what is asked.
const NOT_ASKED: [&str; 5] = ["cursor", "per_page", "closed", "decided", "outcome"];

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub from: Date,
    pub to: Date,
}

/// The parameters of a request.
pub(crate) struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads the query string; an unknown parameter is refused, for it would be ignored where it was meant. A known name that
    /// ends in a point, as in `attribute.`, stands for every name that begins with it.
    pub(crate) fn of(request: &Request, known: &[&str]) -> Result<Self, Problem> {
        let pairs = origin::parameters(request)
            .ok_or_else(|| Problem::invalid("query", "it is not in the form name=value&name=value"))?;
        let mut found = BTreeMap::new();
        let mut wrong = Vec::new();
        for (name, value) in pairs {
            if !known.iter().any(|known| is_named(&name, known)) {
                let reason = match known {
                    [] => "this address takes no parameters".to_owned(),
                    _ => format!("there is no such parameter here; there are {}", listed(known)),
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

    /// Takes a parameter out, if it is there and not empty.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).filter(|value| !value.is_empty())
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

    /// Everything that is asked but which part of the answer, and what came of a form before it: the same of every page of a list.
    pub(crate) fn asked(&self) -> BTreeMap<&str, &str> {
        let all = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, value)| !NOT_ASKED.contains(name) && !value.is_empty())
            .collect()
    }

    /// The attributes named by `attribute.NAME`, with their values; those left empty are as if not there.
    pub(crate) fn attributes(&self) -> BTreeMap<String, String> {
        let named = self
            .0
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .filter_map(|(name, value)| Some((name.strip_prefix(ATTRIBUTE)?, value)));
        named.map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }

    /// Yes or no.
    pub(crate) fn yes_or_no(&self, name: &str) -> Result<Option<bool>, Problem> {
        match self.get(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Problem::invalid(name, "give true or false")),
        }
    }

    /// A moment or a day.
    pub(crate) fn moment(&self, name: &str) -> Result<Option<Moment>, Problem> {
        let moment = self.get(name).map(Moment::read);
        moment.transpose().map_err(|reason| Problem::invalid(name, reason))
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

/// A moment, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    At(Timestamp),
}

impl Moment {
    /// Reads a day, a time of ISO 8601 with its offset from UTC, or Unix seconds. Nothing is guessed.
    fn read(text: &str) -> Result<Self, &'static str> {
        const FORMS: &str =
            "give a day such as 2026-11-21, a time with its offset such as 2026-11-21T09:30:00Z, or Unix seconds";
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return match text.len() {
                // From 1973 to 2286: fewer digits may be a date without hyphens, and more are milliseconds.
                9..=10 => (text.parse().ok().and_then(|second| Timestamp::from_second(second).ok()))
                    .map(Self::At)
                    .ok_or(FORMS),
                11.. => Err("give Unix time in whole seconds, of 9 or 10 digits, not in milliseconds"),
                _ => Err(FORMS),
            };
        }
        if let Some(day) = text.parse::<Date>().ok().filter(|day| day.to_string() == text) {
            return Ok(Self::Day(day));
        }
        if text.contains(' ') {
            return Err("write T between day and time, and the + of an offset as %2B");
        }
        if !has_shape_of_a_time(text) {
            return Err(FORMS);
        }
        text.parse().map(Self::At).map_err(|_| FORMS)
    }
}

/// Whether a text is written as RFC 3339 writes a time: `YYYY-MM-DDTHH:MM:SS`, a fraction of up to nine digits, and `Z` or
/// `+HH:MM`. There is no second 60: storage counts as Unix time does, which has none.
fn has_shape_of_a_time(text: &str) -> bool {
    const WITHOUT_OFFSET: &[u8] = b"0000-00-00T00:00:00";
    const OFFSET: &[u8] = b"00:00";
    let is_like = |bytes: &[u8], shape: &[u8]| {
        bytes.len() == shape.len()
            && bytes.iter().zip(shape).all(|(byte, like)| match like {
                b'0' => byte.is_ascii_digit(),
                like => byte == like,
            })
    };
    let Some((time, rest)) = text.as_bytes().split_at_checked(WITHOUT_OFFSET.len()) else {
        return false;
    };
    let rest = match rest.split_first() {
        Some((b'.', fraction)) => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&digits) {
                return false;
            }
            &fraction[digits..]
        }
        _ => rest,
    };
    let offset = match rest.split_first() {
        Some((b'Z', [])) => true,
        Some((b'+' | b'-', offset)) => is_like(offset, OFFSET) && offset < b"24".as_slice(),
        _ => false,
    };
    is_like(time, WITHOUT_OFFSET) && !time.ends_with(b"60") && offset
}

/// What the names of attributes begin with.
pub(crate) const ATTRIBUTE: &str = "attribute.";

fn is_named(name: &str, known: &str) -> bool {
    match name.strip_prefix(known) {
        Some(rest) => rest.is_empty() != known.ends_with('.'),
        None => false,
    }
}

fn listed(known: &[&str]) -> String {
    let shown = |known: &&str| match known.strip_suffix('.') {
        Some(prefix) => format!("{prefix}.NAME"),
        None => (*known).to_owned(),
    };
    known.iter().map(shown).collect::<Vec<_>>().join(", ")
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

#[cfg(test)]
impl Query {
    pub(crate) fn from_pairs(pairs: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self(pairs.iter().map(own).collect())
    }
}

#[cfg(test)]
mod tests;
