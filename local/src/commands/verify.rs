//! `aisance verify`: a second count, from the table itself with consistent reads.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use shared::domain::cohort::InvitedRow;
use shared::domain::cut::Cut;
use shared::domain::fold::{Cells, DayScores, Row, SurveyDay};
use shared::domain::registered::Record;
use shared::domain::response::Response;
use shared::store::days::ReadDays;
use shared::store::responses::ScanResponses;
use shared::store::scores::{ReadSurveyDay, survey_day};

use super::range::DayRange;
use super::{print_line, verify_events};
use crate::workspace::{Workspace, now};

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
    let differences = differences(workspace, from, to).await?;
    for difference in &differences.found {
        print_line(difference);
    }
    let checked = format!(
        "{} days, {} responses and {} events checked",
        differences.days, differences.responses, differences.events
    );
    if differences.unsettled > 0 {
        print_line(format!(
            "{} days are not settled yet: the next night computes them again.",
            differences.unsettled
        ));
    }
    if differences.found.is_empty() {
        print_line(format!("{checked}: no difference."));
        return Ok(());
    }
    bail!(
        "{checked}: {} differences. `aisance nightly` computes unsettled days again",
        differences.found.len()
    )
}

/// What a recount found.
#[derive(Debug, Default)]
pub struct Differences {
    /// Days with scores or answers in the range.
    pub days: usize,
    /// Responses counted again.
    pub responses: u64,
    /// Events counted again.
    pub events: u64,
    /// Days of the range that are not settled.
    pub unsettled: usize,
    /// Each difference in words.
    pub found: Vec<String>,
}

/// Recounts every computed day of a range, but for sealed ones, whose answers expire.
///
/// # Errors
/// Storage fails.
pub async fn differences(workspace: &Workspace, from: Date, to: Date) -> Result<Differences> {
    let calendar = workspace.calendar().await?;
    let book = workspace.store.read_days(from, to).await?;
    let mut recounted: BTreeMap<Date, DayScores> = BTreeMap::new();
    let scan = workspace.store.scan_responses(|record| {
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
    let events = verify_events::recount(&workspace.store, &calendar).await?;
    let mut result = Differences::default();
    let sealed: BTreeSet<Date> = book
        .records
        .iter()
        .filter(|record| record.sealed)
        .map(|record| record.day)
        .collect();
    for record in book
        .records
        .iter()
        .filter(|record| record.computed.is_some() && !record.sealed)
    {
        let recount = recounted.remove(&record.day).unwrap_or_default();
        result.days += 1;
        result.responses += recount.responses;
        result.unsettled += usize::from(!record.is_complete(&calendar));
        let of_events = events.get(&record.day).cloned().unwrap_or_default();
        result.events += of_events.events;
        verify_events::compare(&workspace.store, record.day, &of_events, &mut result.found).await?;
        let recount = recount.finished();
        let surveys: BTreeSet<&String> = recount.surveys.keys().chain(&record.surveys).collect();
        for survey in surveys {
            let stored = survey_day(&workspace.store.read_survey_day(survey, record.day).await?);
            compare(
                record.day,
                survey,
                recount.surveys.get(survey),
                stored.as_ref(),
                &mut result.found,
            );
        }
    }
    let open = calendar.day_of(now());
    for (day, left) in recounted
        .iter()
        .filter(|(day, _)| **day < open && !sealed.contains(day))
    {
        if book.watermark.is_some_and(|watermark| *day <= watermark) {
            result.found.push(format!(
                "{day}: {} responses, {} invitations and no scores, though it counts as settled",
                left.responses,
                left.surveys
                    .values()
                    .map(|survey| survey.cohorts.total.invited)
                    .sum::<u64>()
            ));
        } else {
            result.unsettled += 1;
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
    if let (Some(counted), Some(kept)) = (recount, stored)
        && counted.excluded != kept.excluded
    {
        found.push(format!(
            "{day} {survey}: left out, stored {:?}, counted {:?}",
            kept.excluded, counted.excluded
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
