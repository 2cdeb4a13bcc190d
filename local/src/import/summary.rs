//! What an import did, in numbers and in words.

use std::collections::BTreeMap;
use std::path::Path;

use super::reason::Reason;
use super::write::Outcome;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Rows below the heading.
    pub rows: u64,
    /// Valid answers: added, updated or unchanged.
    pub responses: u64,
    /// Blank scores.
    pub skipped: u64,
    /// Scores, or rows, that are not stored.
    pub rejected: u64,
    /// Why, and how often.
    pub reasons: BTreeMap<Reason, u64>,
    /// New answers.
    pub added: u64,
    /// Answers that an earlier import had otherwise.
    pub updated: u64,
    /// Answers that were there already.
    pub unchanged: u64,
}

impl Summary {
    /// Counts a refusal.
    pub fn reject(&mut self, reason: Reason) {
        self.rejected += 1;
        *self.reasons.entry(reason).or_default() += 1;
    }

    /// Counts answers that were there already.
    pub fn repeat(&mut self, answers: u64) {
        self.responses += answers;
        self.unchanged += answers;
    }

    /// Counts what became of an answer.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Added => self.added += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Refused(refusal) => {
                self.reject(refusal.reason);
                return;
            }
        }
        self.responses += 1;
    }

    /// In words.
    #[must_use]
    pub fn words(&self, rejects: Option<&Path>) -> String {
        let count = |n: u64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let mut lines = vec![format!(
            "{}: {} ({} added, {} updated, {} unchanged), {} skipped.",
            count(self.rows, "row", "rows"),
            count(self.responses, "answer", "answers"),
            self.added,
            self.updated,
            self.unchanged,
            count(self.skipped, "blank score", "blank scores"),
        )];
        if let Some(rejects) = rejects {
            let reasons = self.reasons.iter().map(|(reason, count)| (reason.code(), *count));
            lines.extend(rejected(self.rejected, reasons, rejects));
        }
        if self.added + self.updated > 0 {
            lines.push("`aisance nightly` computes the scores of the days that changed.".to_owned());
        }
        lines.join("\n")
    }
}

/// How many were rejected and why, and where they are.
pub(super) fn rejected<'a>(count: u64, reasons: impl Iterator<Item = (&'a str, u64)>, rejects: &Path) -> [String; 2] {
    let reasons: Vec<String> = reasons.map(|(code, count)| format!("{count} {code}")).collect();
    [
        format!("{count} rejected: {}.", reasons.join(", ")),
        format!("They are in {}, each with what to do about it.", rejects.display()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::reason::Refusal;

    #[test]
    fn answers_and_rejections_add_up() {
        let mut summary = Summary {
            rows: 4,
            skipped: 1,
            ..Summary::default()
        };
        let sealed = Outcome::Refused(Refusal::new(Reason::SealedDay, "no"));
        for outcome in [
            Outcome::Added,
            Outcome::Added,
            Outcome::Updated,
            Outcome::Unchanged,
            sealed,
        ] {
            summary.count(&outcome);
        }
        summary.repeat(1);
        summary.reject(Reason::OutOfRange);
        assert_eq!((summary.responses, summary.rejected), (5, 2));
        let json = serde_json::to_value(&summary).unwrap();
        assert_eq!(json["reasons"], serde_json::json!({"out_of_range": 1, "sealed_day": 1}));
        assert_eq!(
            summary.words(Some(Path::new("x.csv"))).lines().next().unwrap(),
            "4 rows: 5 answers (2 added, 1 updated, 2 unchanged), 1 blank score skipped."
        );
    }

    #[test]
    fn nothing_is_said_of_rejections_where_there_are_none() {
        let words = Summary::default().words(None);
        assert_eq!(
            words,
            "0 rows: 0 answers (0 added, 0 updated, 0 unchanged), 0 blank scores skipped."
        );
    }
}
