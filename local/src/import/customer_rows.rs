//! The rows of a file of customers: since when, until when, until when a contract runs, and attributes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::Calendar;
use shared::domain::service::event::{self, SKEW, contract_end};
use shared::link::{CustomerId, MAX_ATTRIBUTES, RawIds, checked_attributes};

use super::cells::looks_like_email;
use super::dates::{Moment, iso};
use super::map_attributes::attribute_name;
use super::reason;

/// Why a row is not taken as it is: a code, and words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: &'static str,
    pub words: String,
}

impl From<event::Refusal> for Refusal {
    fn from(refusal: event::Refusal) -> Self {
        Self {
            code: refusal.reason.code(),
            words: refusal.words,
        }
    }
}

impl From<reason::Refusal> for Refusal {
    fn from(refusal: reason::Refusal) -> Self {
        Self {
            code: refusal.reason.code(),
            words: refusal.words,
        }
    }
}

/// What a row says of a customer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub customer: CustomerId,
    pub started: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub renews_until: Option<Date>,
    /// All attributes; none where the file has no column of any.
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Where the columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    customer: usize,
    started: Option<usize>,
    ended: Option<usize>,
    renews_until: Option<usize>,
    attributes: Vec<(String, usize)>,
    cells: usize,
}

impl Columns {
    /// Finds the columns of a heading; whatever has no meaning of its own is an attribute.
    ///
    /// # Errors
    /// There is no customer, a column is there twice, or one cannot be an attribute.
    pub(super) fn find(heading: &[String]) -> Result<Self> {
        let find = |name: &str| heading.iter().position(|cell| cell.eq_ignore_ascii_case(name));
        let customer = find("customer").context(
            "there is no column customer: a file of customers has customer, and may have started, ended, renews_until and attributes",
        )?;
        let (started, ended, renews_until) = (find("started"), find("ended"), find("renews_until"));
        let known = [Some(customer), started, ended, renews_until];
        let mut attributes: Vec<(String, usize)> = Vec::new();
        for (at, column) in heading.iter().enumerate().filter(|(at, _)| !known.contains(&Some(*at))) {
            let name = attribute_name(column).with_context(|| {
                format!("the column '{column}' cannot be an attribute: name it with 1 to 32 of a-z, 0-9 and _, or take it out")
            })?;
            let is_known = ["customer", "started", "ended", "renews_until"].contains(&name.as_str());
            if is_known || attributes.iter().any(|(other, _)| *other == name) {
                bail!("there are two columns {name}: rename one, or take it out");
            }
            attributes.push((name, at));
        }
        if attributes.len() > MAX_ATTRIBUTES {
            bail!(
                "a customer has at most {MAX_ATTRIBUTES} attributes, and the file has {} columns of them: take out those no one will look at",
                attributes.len()
            );
        }
        Ok(Self {
            customer,
            started,
            ended,
            renews_until,
            attributes,
            cells: heading.len(),
        })
    }

    /// Reads a row, as of `now`. Nothing of it is taken where anything in it is wrong.
    ///
    /// # Errors
    /// The first thing that is wrong, and what to do about it.
    pub(super) fn read(&self, cells: &[String], calendar: &Calendar, now: Timestamp) -> Result<Told, Refusal> {
        if cells.len() != self.cells {
            let words = format!(
                "the row has {} cells and the heading {}: put cells that contain a separator or a line break in double quotes",
                cells.len(),
                self.cells
            );
            return Err(reason::Refusal::new(reason::Reason::BadRow, words).into());
        }
        let cell = |at: usize| cells[at].trim();
        let given = |at: Option<usize>| at.map(cell).filter(|text| !text.is_empty());
        let customer = CustomerId::new(cell(self.customer), RawIds::Refuse)
            .map_err(|error| event::Refusal::new(event::Reason::BadCustomer, error.to_string()))?;
        let past = |name, at| given(at).map(|text| past(name, text, calendar, now)).transpose();
        let (started, ended) = (past("started", self.started)?, past("ended", self.ended)?);
        if started.zip(ended).is_some_and(|(started, ended)| ended < started) {
            let words = "ended lies before started: check both; of whoever came back, give each time as a customer a row of its own";
            return Err(event::Refusal::new(event::Reason::LeftBeforeStart, words).into());
        }
        let renews_until = given(self.renews_until)
            .map(|text| contract_end(moment("renews_until", text, calendar)?.day, now))
            .transpose()?;
        Ok(Told {
            customer,
            started,
            ended,
            renews_until,
            attributes: self.attributes(&cell)?,
        })
    }

    fn attributes<'a>(
        &self,
        cell: &impl Fn(usize) -> &'a str,
    ) -> Result<Option<BTreeMap<String, String>>, reason::Refusal> {
        if self.attributes.is_empty() {
            return Ok(None);
        }
        let bad = |words: String| reason::Refusal::new(reason::Reason::BadAttribute, words);
        let texts = self.attributes.iter().map(|(name, at)| (name.clone(), cell(*at)));
        let given: BTreeMap<String, String> = texts
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, text.to_owned()))
            .collect();
        if let Some((name, _)) = given.iter().find(|(_, value)| looks_like_email(value)) {
            return Err(bad(format!(
                "the attribute {name} looks like an e-mail address, which is not kept: take the column out"
            )));
        }
        checked_attributes(&given)
            .map(Some)
            .map_err(|error| bad(error.to_string()))
    }
}

fn moment(name: &str, text: &str, calendar: &Calendar) -> Result<Moment, event::Refusal> {
    iso(text, calendar).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        let words = format!("'{shown}' in {name} is no date: write it as 2026-11-20 or 2026-11-20T14:03:00Z");
        event::Refusal::new(event::Reason::BadTime, words)
    })
}

/// A moment that has come; the first of the day where the cell says no more than the day.
fn past(name: &str, text: &str, calendar: &Calendar, now: Timestamp) -> Result<Timestamp, event::Refusal> {
    let at = moment(name, text, calendar)?.at;
    if at.duration_since(now) > SKEW {
        let words =
            format!("{name} lies in the future: leave it blank until that day has come, and import the row again then");
        return Err(event::Refusal::new(event::Reason::InFuture, words));
    }
    if at < Timestamp::UNIX_EPOCH {
        let words = format!("{name} lies before 1970: check how the date is written");
        return Err(event::Refusal::new(event::Reason::TooOld, words));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(heading: &str) -> Result<Columns> {
        let heading: Vec<String> = heading.split(',').map(str::to_owned).collect();
        Columns::find(&heading)
    }

    fn columns(heading: &str) -> Columns {
        find(heading).unwrap()
    }

    fn paris() -> Calendar {
        Calendar::new("Europe/Paris").unwrap()
    }

    fn noon() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn read(heading: &str, row: &str) -> Result<Told, &'static str> {
        let cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        columns(heading)
            .read(&cells, &paris(), noon())
            .map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_day_is_its_first_moment_in_the_workspaces_zone_and_blank_cells_say_nothing() {
        let told = read(
            "customer,Started,ended,renews_until,Plan,Country",
            " C-1 ,2024-02-01,2024-03-01T10:00:00+02:00,2027-01-31, 00123 ,",
        )
        .unwrap();
        assert_eq!(told.customer.as_str(), "C-1");
        assert_eq!(told.started, "2024-01-31T23:00:00Z".parse().ok());
        assert_eq!(told.ended, "2024-03-01T08:00:00Z".parse().ok());
        assert_eq!(told.renews_until, "2027-01-31".parse().ok());
        let plan = BTreeMap::from([("plan".to_owned(), "00123".to_owned())]);
        assert_eq!(told.attributes, Some(plan));
        let bare = read("customer,started", "C-1,").unwrap();
        assert_eq!((bare.started, bare.attributes), (None, None));
    }

    #[test]
    fn what_is_wrong_in_a_row_is_told_by_its_code() {
        let heading = "customer,started,ended,renews_until,plan";
        for (row, code) in [
            ("ann@example.org,,,,", "bad_customer"),
            (",2024-01-01,,,", "bad_customer"),
            ("C-1,01/02/2024,,,", "bad_time"),
            ("C-1,1024-01-01,,,", "too_old"),
            ("C-1,2026-11-23,,,", "in_future"),
            ("C-1,,2026-11-22,,", "in_future"),
            ("C-1,2024-01-02,2024-01-01,,", "left_before_start"),
            ("C-1,,,next year,", "bad_time"),
            ("C-1,,,2047-01-01,", "bad_until"),
            ("C-1,,,,ann@example.org", "bad_attribute"),
            ("C-1,,,", "bad_row"),
        ] {
            assert_eq!(read(heading, row).unwrap_err(), code, "{row}");
        }
        let long = format!("C-1,,,,{}", "x".repeat(65));
        assert_eq!(read(heading, &long).unwrap_err(), "bad_attribute");
    }

    #[test]
    fn a_heading_that_cannot_be_right_is_refused_before_any_row() {
        let many = (0..11).map(|number| format!(",a{number}")).collect::<String>();
        for (heading, part) in [
            ("id,started".to_owned(), "no column customer"),
            ("customer,plan,Plan".to_owned(), "two columns plan"),
            ("customer,started,Started".to_owned(), "two columns started"),
            ("customer,計畫".to_owned(), "cannot be an attribute"),
            (format!("customer{many}"), "at most 10"),
        ] {
            let error = find(&heading).unwrap_err().to_string();
            assert!(error.contains(part), "{heading}: {error}");
        }
    }
}
