//! `docs/api.md` lists the types of problems, for whoever writes a program that has to tell them apart.

use std::collections::BTreeSet;

use http::StatusCode;

const LISTED: &str = include_str!("../../../../docs/api.md");
const CODE: &str = include_str!("../problem.rs");

/// The status with a name as in `StatusCode::NOT_FOUND`.
fn status(name: &str) -> Option<StatusCode> {
    let all = (400..600).filter_map(|number| StatusCode::from_u16(number).ok());
    let named = |status: &StatusCode| {
        let reason = status.canonical_reason().unwrap_or_default();
        reason.to_uppercase().replace([' ', '-'], "_") == name
    };
    all.into_iter().find(named)
}

/// What problems the code makes: each status is followed by the type.
fn made() -> BTreeSet<(String, u16)> {
    let mut made = BTreeSet::new();
    for after in CODE.split("StatusCode::").skip(1) {
        let Some((name, rest)) = after.split_once(',') else {
            continue;
        };
        let kind = rest
            .trim_start()
            .strip_prefix('"')
            .and_then(|kind| kind.split_once('"'));
        if let (Some(status), Some((kind, _))) = (status(name), kind) {
            made.insert((kind.to_owned(), status.as_u16()));
        }
    }
    made
}

fn listed() -> BTreeSet<(String, u16)> {
    let rows = LISTED.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let kind = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        Some((kind.to_owned(), cells.next()?.parse().ok()?))
    });
    rows.collect()
}

#[test]
fn every_type_of_problem_is_listed_with_its_status_and_no_other() {
    assert_eq!(listed(), made());
}
