//! `docs/logging.md` lists every event and every metric there is, as the code has it.

use std::fmt::Write as _;

use shared::telemetry::{self, Described, Metric, Refused};

use crate::FUNCTIONS;

const PAGE: &str = include_str!("../../../docs/logging.md");

/// What stands on the page between two marks.
fn listed(what: &str) -> &'static str {
    let (_, after) = PAGE.split_once(&format!("<!-- {what} -->\n")).unwrap();
    after.split_once(&format!("<!-- end of {what} -->")).unwrap().0
}

fn table(text: &mut String, whose: &str, events: &[Described]) {
    writeln!(text, "\n### {whose}\n").unwrap();
    writeln!(
        text,
        "| event | level | message | fields | when |\n|---|---|---|---|---|"
    )
    .unwrap();
    for event in events {
        let fields: Vec<String> = event
            .fields
            .iter()
            .map(|(name, kind)| format!("`{name}` {kind}"))
            .collect();
        let fields = if fields.is_empty() {
            "none".to_owned()
        } else {
            fields.join("; ")
        };
        let when = event.when.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(
            text,
            "| `{}` | {} | {} | {fields} | {when} |",
            event.event,
            event.level.name(),
            event.message
        )
        .unwrap();
    }
}

#[test]
fn the_page_lists_every_event_as_the_code_has_it() {
    let mut expected = String::new();
    table(&mut expected, "Every function", telemetry::EVENTS);
    for (function, events) in FUNCTIONS {
        table(&mut expected, &format!("`{function}`"), events);
    }
    expected.push('\n');
    assert!(
        listed("events") == expected,
        "docs/logging.md should have, between its marks:\n{expected}"
    );
}

#[test]
fn the_page_has_every_metric_and_every_reason() {
    let table = listed("metrics");
    let rows: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(rows, Metric::ALL.map(Metric::name));
    for reason in Refused::ALL {
        assert!(PAGE.contains(&format!("`{}`", reason.name())), "{reason:?}");
    }
}
