//! What was found, and how it is told.

use serde::Serialize;

/// Whether something is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// Nothing is wrong, and somebody should know.
    Note,
    /// Not as it should be.
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    /// What kind of thing: `stack`, `functions`, `tables`, …
    pub check: &'static str,
    /// Whether it is as it should be.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do about it; none where there is nothing to do.
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    pub todo: Option<String>,
}

impl Finding {
    pub(super) fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Ok,
            found: found.into(),
            todo: None,
        }
    }

    pub(super) fn note(check: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Note,
            found: found.into(),
            todo: Some(todo.into()),
        }
    }

    pub(super) fn wrong(check: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            state: State::Wrong,
            ..Self::note(check, found, todo)
        }
    }
}

/// All that was looked at.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// What was looked at: a stack's name, or a folder.
    pub of: String,
    /// The release of this program.
    pub aisance: &'static str,
    /// Whether nothing is wrong.
    pub well: bool,
    /// Everything, in the order it was looked at.
    pub checks: Vec<Finding>,
}

impl Report {
    pub(super) fn new(of: String, checks: Vec<Finding>) -> Self {
        Self {
            of,
            aisance: env!("CARGO_PKG_VERSION"),
            well: checks.iter().all(|finding| finding.state != State::Wrong),
            checks,
        }
    }

    /// A line for each thing, and one more for what to do about it.
    pub(super) fn words(&self) -> String {
        let width = self.checks.iter().map(|finding| finding.check.len()).max().unwrap_or(0);
        let lines = self.checks.iter().flat_map(|finding| {
            let state = match finding.state {
                State::Ok => "✓ ok   ",
                State::Note => "! note ",
                State::Wrong => "✗ wrong",
            };
            let line = format!("{state}  {:width$}  {}", finding.check, finding.found);
            let indent = " ".repeat(state.chars().count() + 2 + width + 2);
            let todo = finding.todo.as_ref().map(|todo| format!("{indent}→ {todo}"));
            std::iter::once(line).chain(todo)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How many things there are of all, as in `2 of 31 checks`.
    pub(super) fn wrong_words(&self) -> String {
        let wrong = self.checks.iter().filter(|finding| finding.state == State::Wrong);
        let (wrong, all) = (wrong.count(), self.checks.len());
        format!(
            "{wrong} of {all} checks found something wrong with {}; each line says what to do",
            self.of
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_a_line_that_needs_no_colour_and_no_sign() {
        let report = Report::new(
            "the stack 'feedback'".to_owned(),
            vec![
                Finding::ok("stack", "it is UPDATE_COMPLETE"),
                Finding::note("alarm mail", "alarms are mailed to nobody", "deploy with AlarmEmail"),
                Finding::wrong("schedule", "it is DISABLED", "enable it"),
            ],
        );
        assert_eq!(
            report.words(),
            "✓ ok     stack       it is UPDATE_COMPLETE\n\
             ! note   alarm mail  alarms are mailed to nobody\n                     → deploy with AlarmEmail\n\
             ✗ wrong  schedule    it is DISABLED\n                     → enable it"
        );
        assert!(!report.well);
        assert_eq!(
            report.wrong_words(),
            "1 of 3 checks found something wrong with the stack 'feedback'; each line says what to do"
        );
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["checks"][2]["state"], "wrong");
        assert_eq!(json["checks"][2]["do"], "enable it");
        assert!(json["checks"][0].get("do").is_none());
    }

    #[test]
    fn a_note_alone_is_nothing_wrong() {
        assert!(Report::new(String::new(), vec![Finding::note("a", "b", "c")]).well);
    }
}
