//! The change of the customers who answered in both ranges.

use std::collections::BTreeMap;

use anyhow::Result;
use shared::domain::Rating;
use shared::domain::response::{Respondent, Response};
use shared::domain::survey::Survey;
use shared::domain::window::DayRange;
use shared::report::PairedChange;
use shared::store::responses::ScanResponses as _;

use crate::workspace::Workspace;

/// A customer's latest answer in each range: when it was given, and the rating.
#[derive(Default)]
struct Latest {
    then: Option<(jiff::Timestamp, Rating)>,
    now: Option<(jiff::Timestamp, Rating)>,
}

/// Reads every response once, and compares each customer's latest answers of both ranges.
///
/// # Errors
/// Storage fails.
pub(super) async fn change(
    workspace: &Workspace,
    survey: &Survey,
    earlier: DayRange,
    now: DayRange,
) -> Result<PairedChange> {
    let mut customers: BTreeMap<Respondent, Latest> = BTreeMap::new();
    let scan = workspace
        .store
        .scan_responses(|response| note(&mut customers, survey, earlier, now, &response));
    scan.await?;
    let pairs: Vec<(Rating, Rating)> = customers
        .into_values()
        .filter_map(|latest| Some((latest.then?.1, latest.now?.1)))
        .collect();
    Ok(PairedChange::of(survey.measure, &pairs))
}

fn note(
    customers: &mut BTreeMap<Respondent, Latest>,
    survey: &Survey,
    earlier: DayRange,
    now: DayRange,
    response: &Response,
) {
    let occasion = &response.occasion;
    let of_survey = occasion.survey == survey.definition.id && occasion.measure == survey.measure;
    let (Respondent::Customer(_), Some(answer), true) = (occasion.respondent, response.counted(), of_survey) else {
        return;
    };
    let within = |range: DayRange| (range.from..=range.to).contains(&response.day);
    if !within(earlier) && !within(now) {
        return;
    }
    let latest = customers.entry(occasion.respondent).or_default();
    let kept = if within(now) { &mut latest.now } else { &mut latest.then };
    if kept.is_none_or(|(at, _)| at < response.first_answered) {
        *kept = Some((response.first_answered, answer.rating));
    }
}
