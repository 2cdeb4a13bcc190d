//! What the tables hold, of a stack and of a data folder alike: surveys, API keys, nights.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use shared::domain::access::Scope;
use shared::domain::day::{Calendar, before};
use shared::runs_report::runs;
use shared::store::api_keys::{ManageKeys as _, StoredKey};
use shared::store::settings::{ReadFirstSurvey as _, ReadSurveys as _, ReadZones as _};
use shared::store::{Store, StoreError};

use super::nights::{self, Expected};
use super::report::Finding;
use crate::template::Schedule;

/// How long before its end a key is told of: long enough to give its users another.
const ENDS_SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A workspace and what is known about it from outside.
pub(super) struct Inside<'a> {
    pub store: &'a Store,
    pub zone: &'a str,
    pub schedule: &'a Schedule,
    /// How this program is called here, as in `aisance --stack feedback`.
    pub command: &'a str,
    /// Since when it is there, where that is known.
    pub created: Option<Timestamp>,
    /// Whether people sign in by other means than an API key.
    pub sign_in_without_key: bool,
    /// Whether a schedule starts the nights.
    pub runs_by_itself: bool,
}

pub(super) async fn look(inside: &Inside<'_>, now: Timestamp) -> Vec<Finding> {
    let (surveys, keys, nights) =
        futures::join!(surveys(inside), inside.store.read_keys(), look_at_nights(inside, now));
    let keys = match keys {
        Ok(keys) => keys_of(inside, &keys, now),
        Err(error) => vec![unread("API keys", &error)],
    };
    [vec![surveys], keys, nights].concat()
}

fn unread(check: &'static str, error: &StoreError) -> Finding {
    let todo = "where your credentials do not allow it, ask for the right to read the stack's tables; else look at the tables above";
    Finding::wrong(check, error.to_string(), todo)
}

async fn surveys(inside: &Inside<'_>) -> Finding {
    const CHECK: &str = "surveys";
    match inside.store.read_surveys().await {
        Err(error) => unread(CHECK, &error),
        Ok(surveys) if surveys.current.is_empty() => Finding::wrong(
            CHECK,
            "there is none, so there is nothing to answer",
            format!(
                "`{} survey apply FILE` makes one; docs/surveys.md says what the file holds",
                inside.command
            ),
        ),
        Ok(surveys) => {
            let ids: Vec<&str> = surveys.current.keys().map(String::as_str).collect();
            Finding::ok(CHECK, format!("{}: {}", ids.len(), ids.join(", ")))
        }
    }
}

fn keys_of(inside: &Inside<'_>, keys: &[StoredKey], now: Timestamp) -> Vec<Finding> {
    const CHECK: &str = "API keys";
    let command = inside.command;
    let in_force: Vec<&StoredKey> = keys.iter().filter(|key| key.in_force(now)).collect();
    let mut findings: Vec<Finding> = Vec::new();
    let administers = in_force.iter().any(|key| key.scopes.has(Scope::Admin));
    if administers || inside.sign_in_without_key {
        findings.push(Finding::ok(CHECK, format!("{} in force", in_force.len())));
    } else {
        findings.push(Finding::wrong(
            CHECK,
            format!(
                "none of {} in force may administer, so nobody can sign in to do so",
                in_force.len()
            ),
            format!("`{command} keys create NAME --scopes read,comments,write,erase,admin` makes one"),
        ));
    }
    let soon = in_force.iter().filter_map(|key| Some((key, key.expires?)));
    let soon = soon.filter(|(_, end)| now.duration_until(*end) < ENDS_SOON);
    findings.extend(soon.map(|(key, end)| {
        let day = end.strftime("%Y-%m-%d");
        Finding::wrong(
            CHECK,
            format!("the key '{}' ({}) ends on {day}", key.name, key.id),
            format!(
                "make another with `{command} keys create`, give it to whoever uses this one, then revoke this one"
            ),
        )
    }));
    findings
}

async fn look_at_nights(inside: &Inside<'_>, now: Timestamp) -> Vec<Finding> {
    const CHECK: &str = "nights";
    let zone = TimeZone::get(inside.zone);
    let calendar = match inside.store.read_zones().await {
        Ok(history) => Calendar::from_history(inside.zone, &history),
        Err(error) => return vec![unread(CHECK, &error)],
    };
    let (Ok(zone), Ok(calendar)) = (zone, calendar) else {
        let found = format!("'{}' is no time zone that this program knows", inside.zone);
        return vec![Finding::wrong(
            CHECK,
            found,
            "deploy with a TimeZone such as Europe/Paris",
        )];
    };
    match futures::try_join!(runs(inside.store, &calendar, now), inside.store.read_first_survey()) {
        Ok((runs, first_survey)) => {
            let expected = Expected {
                schedule: inside.schedule,
                zone: &zone,
                by_itself: inside.runs_by_itself,
                // A stack may be restored from backups that are older than it is.
                since: first_survey.map(|first| inside.created.map_or(first, |created| created.max(first))),
                command: inside.command,
            };
            nights::judge(&runs, before(calendar.day_of(now)), now, &expected)
        }
        Err(error) => vec![unread(CHECK, &error)],
    }
}
