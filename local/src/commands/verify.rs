//! `aisance verify`: a second count, from the table itself with consistent reads.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use shared::domain::cohort::InvitedRow;
use shared::domain::cut::Cut;
use shared::domain::day::Calendar;
use shared::domain::fold::{Cells, DayScores, Row, SurveyDay};
use shared::domain::registered::Record;
use shared::domain::response::Response;
use shared::domain::settle::DayRecord;
use shared::store::StoreError;
use shared::store::days::ReadDays;
use shared::store::events::ScanEvents;
use shared::store::responses::ScanResponses;
use shared::store::scores::{ReadScores, ReadSurveyDay, survey_day};
use shared::store::service::ReadServiceDay;
use shared::store::settings::ReadSurveys;

use super::range::DayRange;
use super::{print_line, verify_events};
use crate::workspace::Workspace;

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    range: DayRange,
}

/// Runs the command.
///
/// # Errors
/// Something differs, or storage fails.
pub async fn run(workspace: &Workspace, args: &VerifyArgs) -> Result<()> {
    let (from, to) = args.range.ends()?;
    let differences = differences(&workspace.store, &workspace.calendar().await?, from, to).await?;
    for difference in &differences.found {
        print_line(difference);
    }
    let checked = format!(
        "{} days, {} responses and {} events checked",
        differences.days, differences.responses, differences.events
    );
    if differences.unsettled > 0 {
        print_line(format!(
            "{} of the days are not settled, or are being changed now, and {} of those do not yet hold every answer: \
             the next night computes them again.",
            differences.unsettled, differences.behind
        ));
    }
    if differences.sealed > 0 {
        print_line(format!(
            "{} more days are sealed and were left out: their answers expire, and their scores stay.",
            differences.sealed
        ));
    }
    if differences.found.is_empty() {
        print_line(format!("{checked}: no difference."));
        return Ok(());
    }
    bail!("{checked}: {} differences", differences.found.len())
}

/// What a recount found.
#[derive(Debug, Default)]
pub struct Differences {
    /// Days that were compared.
    pub days: usize,
    /// Responses counted again.
    pub responses: u64,
    /// Events counted again.
    pub events: u64,
    /// Of those days, the ones that are not settled, or were changed during the recount.
    pub unsettled: usize,
    /// Of the unsettled days, the ones whose scores differ, as they may.
    pub behind: usize,
    /// Days that are sealed.
    pub sealed: usize,
    /// Each difference of a settled day in words.
    pub found: Vec<String>,
}

/// What a recount reads.
pub trait RecountStore:
    ReadDays + ReadScores + ReadServiceDay + ReadSurveyDay + ReadSurveys + ScanEvents + ScanResponses
{
}

impl<S> RecountStore for S where
    S: ReadDays + ReadScores + ReadServiceDay + ReadSurveyDay + ReadSurveys + ScanEvents + ScanResponses
{
}

/// Recounts every day of a range from the table itself. At any time, also during a night: a difference counts only where
/// the day was settled before the recount and nobody has announced a change to it meanwhile. Sealed days are left out, as
/// their answers expire.
///
/// # Errors
/// Storage fails.
pub async fn differences<S: RecountStore>(
    store: &S,
    calendar: &Calendar,
    from: Date,
    to: Date,
) -> Result<Differences, StoreError> {
    let before = store.read_days(from, to).await?;
    let mut recounted: BTreeMap<Date, DayScores> = BTreeMap::new();
    let scan = store.scan_responses(|record| {
        if let Some((day, invited)) = invited_row(&record)
            && (from..=to).contains(&day)
        {
            recounted.entry(day).or_default().add_invited(&invited);
        }
        if let Record::Answered(response) = &record
            && (from..=to).contains(&response.day)
        {
            recounted.entry(response.day).or_default().add(&row(response));
        }
    });
    scan.await?;
    let mut of_events = verify_events::recount(store, calendar).await?;
    // Surveys with scores that no record lists are looked at too: there should be none.
    let mut kept: BTreeMap<Date, BTreeSet<String>> = BTreeMap::new();
    for survey in store.read_surveys().await?.current.into_keys() {
        for (day, _) in store.read_totals(&survey, from, to).await? {
            kept.entry(day).or_default().insert(survey.clone());
        }
    }
    let records: BTreeMap<Date, &DayRecord> = before.records.iter().map(|record| (record.day, record)).collect();
    let days = recounted
        .keys()
        .chain(of_events.keys())
        .chain(kept.keys())
        .chain(records.keys());
    let days: BTreeSet<Date> = days.copied().filter(|day| (from..=to).contains(day)).collect();
    let mut found: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    let mut result = Differences::default();
    for day in days {
        if records.get(&day).is_some_and(|record| record.sealed) {
            result.sealed += 1;
            continue;
        }
        let recount = recounted.remove(&day).unwrap_or_default();
        result.responses += recount.responses;
        let recount = recount.finished();
        let listed = records.get(&day).into_iter().flat_map(|record| &record.surveys);
        let surveys: BTreeSet<&String> = listed
            .chain(recount.surveys.keys())
            .chain(kept.get(&day).into_iter().flatten())
            .collect();
        let lines = found.entry(day).or_default();
        for survey in surveys {
            let stored = survey_day(&store.read_survey_day(survey, day).await?);
            compare(day, survey, recount.surveys.get(survey), stored.as_ref(), lines);
        }
        let events = of_events.remove(&day).unwrap_or_default();
        result.events += events.events;
        verify_events::compare(store, day, &events, lines).await?;
    }
    // Who changes a day announces it first, so what was changed during the recount is known by now.
    let after = store.read_days(from, to).await?;
    let changed = |day: &Date| {
        let now = after.records.iter().find(|record| record.day == *day);
        let is = |record: &DayRecord| (record.touched, record.beside_touched, record.sealed);
        now.map(is) != records.get(day).map(|record| is(record))
    };
    let complete = |day: &Date| match records.get(day) {
        Some(record) => record.is_complete(calendar),
        None => before.settled_through(*day, *day, calendar).is_some(),
    };
    for (day, lines) in found {
        result.days += 1;
        if complete(&day) && !changed(&day) {
            result.found.extend(lines);
        } else {
            result.unsettled += 1;
            result.behind += usize::from(!lines.is_empty());
        }
    }
    Ok(result)
}

fn compare(day: Date, survey: &str, recount: Option<&SurveyDay>, stored: Option<&SurveyDay>, found: &mut Vec<String>) {
    let total = |survey: Option<&SurveyDay>| survey.map(|survey| survey.total.counts().to_vec()).unwrap_or_default();
    let (counted, kept) = (total(recount), total(stored));
    let answers = counted.iter().chain(&kept).any(|count| *count > 0);
    if answers && counted != kept {
        found.push(format!("{day} {survey}: stored {kept:?}, counted {counted:?}"));
    }
    let cells = |survey: Option<&SurveyDay>, cut: &Cut| -> Cells {
        let mut cells = survey
            .and_then(|survey| survey.cuts.get(cut))
            .cloned()
            .unwrap_or_default();
        cells.retain(|_, histogram| !histogram.is_empty());
        cells
    };
    let cuts: BTreeSet<&Cut> = [recount, stored]
        .into_iter()
        .flatten()
        .flat_map(|survey| survey.cuts.keys())
        .collect();
    for cut in cuts {
        let (counted, kept) = (cells(recount, cut), cells(stored, cut));
        for value in counted.keys().chain(kept.keys()).collect::<BTreeSet<_>>() {
            if counted.get(value) != kept.get(value) {
                let counts = |cells: &Cells| {
                    cells
                        .get(value)
                        .map(|histogram| histogram.counts().to_vec())
                        .unwrap_or_default()
                };
                found.push(format!(
                    "{day} {survey} {cut} {value}: stored {:?}, counted {:?}",
                    counts(&kept),
                    counts(&counted)
                ));
            }
        }
    }
    let cohorts = |survey: Option<&SurveyDay>| survey.map(|survey| survey.cohorts.clone()).unwrap_or_default();
    let (counted, kept) = (cohorts(recount), cohorts(stored));
    if counted.total != kept.total {
        found.push(format!(
            "{day} {survey}: invited and answered, stored {} and {}, counted {} and {}",
            kept.total.invited, kept.total.answered, counted.total.invited, counted.total.answered
        ));
    } else if counted != kept {
        found.push(format!(
            "{day} {survey}: invitations are divided otherwise than they are counted now"
        ));
    }
    let left_out = |survey: Option<&SurveyDay>| survey.map(|survey| survey.excluded).unwrap_or_default();
    let (counted, kept) = (left_out(recount), left_out(stored));
    if counted != kept {
        found.push(format!(
            "{day} {survey}: left out, stored {kept:?}, counted {counted:?}"
        ));
    }
}

/// What the fold needs, from a whole response.
fn row(response: &Response) -> Row {
    let occasion = &response.occasion;
    let answer = response.answer();
    Row {
        survey: occasion.survey.clone(),
        measure: occasion.measure,
        rating: answer.map(|answer| answer.rating),
        standing: response.standing(),
        touchpoint: occasion.touchpoint.clone(),
        language: answer.and_then(|answer| answer.language.clone()),
        channel: occasion.channel.map(|channel| channel.to_string()),
        attributes: occasion.attributes.clone(),
        expires: response.expires,
    }
}

/// What a cohort needs, from a whole record, and its day; none where the invitation was not registered.
fn invited_row(record: &Record) -> Option<(Date, InvitedRow)> {
    let invited = record.invited()?;
    let (survey, measure, touchpoint, answered, expires) = match record {
        Record::Registered(it) => (&it.survey, it.measure, &it.touchpoint, false, it.expires),
        Record::Answered(response) => (
            &response.occasion.survey,
            response.occasion.measure,
            &response.occasion.touchpoint,
            response.standing().answers_invitation(),
            response.expires,
        ),
    };
    let row = InvitedRow {
        survey: survey.clone(),
        measure,
        answered,
        touchpoint: touchpoint.clone(),
        language: invited.language.clone(),
        channel: Some(invited.channel.to_string()),
        attributes: invited.attributes.clone(),
        expires,
    };
    Some((invited.day, row))
}
