//! The first day of an export for which none was given.

use jiff::civil::Date;

use crate::domain::day::{Calendar, before};
use crate::store::StoreError;
use crate::store::days::ReadDays;
use crate::store::settings::ReadFirstSurvey;

/// The first day up to `to` that may hold answers: the first on which anything is known, imported answers among it, or the day
/// before the first survey, as no night has seen its answers yet. `to` where there is neither.
///
/// # Errors
/// Storage fails.
pub async fn first_day<S: ReadDays + ReadFirstSurvey>(
    store: &S,
    calendar: &Calendar,
    to: Date,
) -> Result<Date, StoreError> {
    let (known, first_survey) = futures::try_join!(store.read_days(Date::MIN, to), store.read_first_survey())?;
    let first_known = known.records.first().map(|first| first.day);
    let first_survey = first_survey.map(|first| before(calendar.day_of(first)));
    let first = first_known.into_iter().chain(first_survey).min();
    Ok(first.unwrap_or(to).min(to))
}
