//! The audit trail as a team reads it: one definition for the command line, the API and the page.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::audit::AuditEntry;
use crate::domain::day::before;
use crate::store::StoreError;
use crate::store::audit::ReadAudit;

/// The most days read for one page, so that a long quiet time costs no page more than so many requests.
const MOST_DAYS_A_PAGE: usize = 31;

/// A line of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    /// When.
    pub at: Timestamp,
    /// Who: `key:ID` of an API key, `person:SUBJECT` of somebody who signed in, or `table` for the command line.
    pub by: String,
    /// Of a sign-in: what the issuer calls the person, or the key its owner, at that time. None of anything else.
    pub name: Option<String>,
    /// What was done, or tried by somebody who may, as in `customer.erase`.
    pub deed: &'static str,
    /// About what: the pseudonym of a customer, the id of a survey, a key, a response or an export. None where it is about all.
    pub about: Option<String>,
    /// The id of the request, as the log has it.
    pub request_id: Option<String>,
}

impl AuditRow {
    /// What is shown of a line.
    #[must_use]
    pub fn of(entry: AuditEntry) -> Self {
        Self {
            at: entry.at,
            by: entry.by,
            name: entry.name,
            deed: entry.deed.name(),
            about: entry.about,
            request_id: entry.request,
        }
    }
}

/// Where a page of the trail begins: on this day, before this line of it or at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The day, in UTC.
    pub day: Date,
    /// The position of the last line before the page.
    pub before: Option<String>,
}

impl Place {
    /// Whether it is a place that a page of the days from `since` to `until` can begin at. One that a caller sends back may be
    /// anything.
    #[must_use]
    pub fn is_within(&self, since: Date, until: Date) -> bool {
        let of_its_day = |before: &str| AuditEntry::day_of_position(before) == Some(self.day);
        (since..=until).contains(&self.day) && self.before.as_deref().is_none_or(of_its_day)
    }
}

/// A page of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailPage {
    /// The lines, newest first. There may be none though later pages have some.
    pub lines: Vec<AuditEntry>,
    /// Where the next page begins; none after the last one.
    pub next: Option<Place>,
}

/// At most `most` lines from `place` back to the day `since`, newest first.
///
/// # Errors
/// Storage fails.
pub async fn page<S: ReadAudit>(store: &S, since: Date, place: Place, most: usize) -> Result<TrailPage, StoreError> {
    let Place {
        mut day,
        before: mut before_line,
    } = place;
    let mut lines = Vec::new();
    for _ in 0..MOST_DAYS_A_PAGE {
        if day < since {
            return Ok(TrailPage { lines, next: None });
        }
        lines.extend(
            store
                .read_audit(day, before_line.as_deref(), most - lines.len())
                .await?,
        );
        if lines.len() >= most {
            before_line = lines.last().map(AuditEntry::position);
            break;
        }
        (day, before_line) = (before(day), None);
    }
    let next = Place {
        day,
        before: before_line,
    };
    Ok(TrailPage {
        lines,
        next: (next.day >= since).then_some(next),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::audit::Deed;

    /// A trail with so many lines on some days.
    struct Trail(Vec<(Date, usize)>);

    impl Trail {
        fn lines(&self, day: Date) -> Vec<AuditEntry> {
            let counts = self.0.iter().find(|(known, _)| *known == day);
            let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).expect("a day").timestamp();
            let line = |number: usize| AuditEntry {
                at: midnight + jiff::SignedDuration::from_secs(number as i64),
                by: "table".to_owned(),
                name: None,
                deed: Deed::Erase,
                about: None,
                request: None,
            };
            (0..counts.map_or(0, |(_, count)| *count)).rev().map(line).collect()
        }
    }

    impl ReadAudit for Trail {
        async fn read_audit(
            &self,
            day: Date,
            before: Option<&str>,
            most: usize,
        ) -> Result<Vec<AuditEntry>, StoreError> {
            let mut lines = self.lines(day);
            lines.retain(|line| before.is_none_or(|before| line.position().as_str() < before));
            lines.truncate(most);
            Ok(lines)
        }
    }

    #[tokio::test]
    async fn pages_of_any_size_give_every_line_once_newest_first_over_quiet_months_too() {
        let (since, until) = (date(2026, 3, 1), date(2026, 11, 21));
        let trail = Trail(vec![
            (until, 3),
            (date(2026, 11, 20), 4),
            (date(2026, 5, 2), 1),
            (since, 2),
        ]);
        let all: Vec<AuditEntry> = trail.0.iter().flat_map(|(day, _)| trail.lines(*day)).collect();
        for most in 1..=11 {
            let (mut found, mut place) = (
                Vec::new(),
                Some(Place {
                    day: until,
                    before: None,
                }),
            );
            while let Some(from) = place {
                let page = page(&trail, since, from, most).await.unwrap();
                assert!(page.lines.len() <= most);
                found.extend(page.lines);
                place = page.next;
            }
            assert_eq!(found, all, "{most} a page");
        }
    }
}
