//! What is refused of a form, told beside its fields in the reader's language: the page comes back as it was filled in.

use std::collections::BTreeMap;

use http::StatusCode;
use shared::text::TeamWords;

use super::display::plain;
use crate::problem::Problem;
use crate::query::{MOST_DAYS, Query};

/// Fields that were refused.
#[derive(Default)]
pub(crate) struct Refused(BTreeMap<String, Field>);

struct Field {
    /// What was sent.
    typed: String,
    /// What to do about it.
    text: String,
}

/// A query without what was refused of it.
pub(crate) struct Sifted<T> {
    /// What the rest asks for.
    pub wanted: T,
    pub rest: Query,
    pub refused: Refused,
}

/// Reads the filters of a page. Those that are refused are left out and told of; a refusal of anything else stays one, for
/// there is no field to tell it beside.
pub(crate) fn sift<T>(
    mut rest: Query,
    words: TeamWords,
    read: impl Fn(&Query) -> Result<T, Problem>,
) -> Result<Sifted<T>, Problem> {
    let mut refused = Refused::default();
    loop {
        let problem = match read(&rest) {
            Ok(wanted) => return Ok(Sifted { wanted, rest, refused }),
            Err(problem) => problem,
        };
        // Each turn takes a parameter away, so that there is a last one.
        let Some(((field, key), typed)) = (problem.refused())
            .and_then(|name| Some((name.to_owned(), key(name)?)))
            .and_then(|(name, key)| rest.take(&name).map(|typed| ((name, key), typed)))
        else {
            return Err(problem);
        };
        let days = words.count(u64::from(MOST_DAYS.unsigned_abs()));
        refused.tell(&field, typed, words.with(key, &[("days", &days)]));
    }
}

/// The key of what is told of a filter; none of what is no filter.
fn key(field: &str) -> Option<&'static str> {
    Some(match field {
        "from" | "since" => "refused-first-day",
        "to" | "until" => "refused-last-day",
        "window" => "refused-window",
        "against" => "refused-against",
        "survey" => "refused-survey",
        "attribute" => "refused-attribute",
        "band" | "trend" | "by" | "with_comment" | "waiting" => "refused-choice",
        _ => return None,
    })
}

impl Refused {
    /// Tells `text` of a field.
    pub(crate) fn tell(&mut self, field: &str, typed: impl Into<String>, text: impl Into<String>) {
        let (typed, text) = (typed.into(), text.into());
        self.0.insert(field.to_owned(), Field { typed, text });
    }

    /// Whether anything was.
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// What is told of a field, if it was refused.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(|field| field.text.as_str())
    }

    /// The attributes that mark a field which was refused, for a template.
    pub(crate) fn marked(&self, field: &str) -> String {
        match self.0.contains_key(field) {
            true => format!(" aria-invalid=\"true\" aria-describedby=\"{field}-wrong\""),
            false => String::new(),
        }
    }

    /// All that is told, each text once.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        for field in self.0.values() {
            if !texts.contains(&field.text.as_str()) {
                texts.push(&field.text);
            }
        }
        texts
    }

    /// What a field holds: as it was sent where it was refused, else `usual`.
    pub(crate) fn typed(&self, field: &str, usual: impl Into<String>) -> String {
        match self.0.get(field) {
            Some(field) => plain(&field.typed),
            None => usual.into(),
        }
    }

    /// The status of a page with these fields.
    pub(crate) fn status(&self) -> StatusCode {
        if self.any() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }
}
