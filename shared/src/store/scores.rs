//! Daily scores: rewritten whole, fenced by the number of the computation that wrote them.

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_map, get_number, get_text, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::keys::ScoreKey;
use super::names::{PK, SK};
use crate::domain::cohort::{Cohort, CohortCells};
use crate::domain::cut::Cut;
use crate::domain::fold::{Cells, Excluded, SurveyDay};
use crate::domain::histogram::Histogram;
use crate::domain::measure::Measure;

/// One item of scores.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreItem {
    /// The number of the computation that wrote it.
    pub number: u64,
    /// What it is measured in.
    pub measure: Measure,
    /// The whole survey; in the day's item alone.
    pub total: Option<Histogram>,
    /// The cells of its cut: touchpoints in the day's item.
    pub cells: Cells,
    /// What is left out; in the day's item alone.
    pub excluded: Excluded,
    /// The invitations registered on the day; in the day's item alone.
    pub cohort: Cohort,
    /// The same invitations by the values of its cut.
    pub cohorts: CohortCells,
}

impl ScoreItem {
    /// An item that says nothing.
    #[must_use]
    pub fn empty(number: u64, measure: Measure) -> Self {
        Self {
            number,
            measure,
            total: None,
            cells: Cells::new(),
            excluded: Excluded::default(),
            cohort: Cohort::default(),
            cohorts: CohortCells::new(),
        }
    }

    /// The same item with nothing counted, older than every computation: what is stored before the first real one.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            total: self.total.as_ref().map(|_| Histogram::new(self.measure)),
            ..Self::empty(0, self.measure)
        }
    }

    /// Whether the scores are the same, whoever wrote them.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.measure == other.measure
            && self.total == other.total
            && self.cells == other.cells
            && self.excluded == other.excluded
            && self.cohort == other.cohort
            && self.cohorts == other.cohorts
    }
}

/// The items that one survey has, or should have, on one day.
pub type SurveyItems = BTreeMap<ScoreKey, ScoreItem>;

/// Splits a survey's day into items.
#[must_use]
pub fn items_of(day: Date, survey: &SurveyDay, by: u64) -> SurveyItems {
    let measure = survey.total.measure();
    let mut items = SurveyItems::new();
    let item = |cut: &Cut| ScoreItem {
        cells: survey.cuts.get(cut).cloned().unwrap_or_default(),
        cohorts: survey.cohorts.cuts.get(cut).cloned().unwrap_or_default(),
        ..ScoreItem::empty(by, measure)
    };
    let whole = ScoreItem {
        total: Some(survey.total.clone()),
        excluded: survey.excluded,
        cohort: survey.cohorts.total,
        ..item(&Cut::Touchpoint)
    };
    items.insert(ScoreKey::Day(day), whole);
    let cuts = survey.cuts.keys().chain(survey.cohorts.cuts.keys());
    for cut in cuts.filter(|cut| **cut != Cut::Touchpoint) {
        items.insert(ScoreKey::Cut(day, cut.clone()), item(cut));
    }
    items
}

/// Puts the items of a survey's day together again.
#[must_use]
pub fn survey_day(items: &SurveyItems) -> Option<SurveyDay> {
    let whole = items
        .iter()
        .find_map(|(key, item)| matches!(key, ScoreKey::Day(_)).then_some(item))?;
    let mut day = SurveyDay::empty(whole.measure);
    if let Some(total) = &whole.total {
        day.total = total.clone();
    }
    day.excluded = whole.excluded;
    day.cohorts.total = whole.cohort;
    for (key, item) in items {
        let cut = match key {
            ScoreKey::Day(_) => Cut::Touchpoint,
            ScoreKey::Cut(_, cut) => cut.clone(),
        };
        if !item.cells.is_empty() {
            day.cuts.insert(cut.clone(), item.cells.clone());
        }
        if !item.cohorts.is_empty() {
            day.cohorts.cuts.insert(cut, item.cohorts.clone());
        }
    }
    Some(day)
}

/// Reads the scores of one survey on one day (GetItem, Query).
pub trait ReadSurveyDay: Sync {
    /// All items, with consistent reads.
    fn read_survey_day(&self, survey: &str, day: Date) -> impl Future<Output = Result<SurveyItems, StoreError>> + Send;
}

/// Stores scores (PutItem).
pub trait PutScores: Sync {
    /// Stores a blank item, unless any is there.
    fn put_blank(
        &self,
        survey: &str,
        key: &ScoreKey,
        blank: &ScoreItem,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Stores an item whole in place of an older computation's or a blank one. Whether it was stored: it is not where a
    /// later computation's is, nor where there is none, as a later computation that found nothing could not have seen it.
    fn put_scores(
        &self,
        survey: &str,
        key: &ScoreKey,
        item: &ScoreItem,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads the scores of a survey over a range of days (Query).
pub trait ReadScores: Sync {
    /// The whole and the touchpoints of each day that has any, oldest first; at most one item a day is read.
    fn read_totals(
        &self,
        survey: &str,
        from: Date,
        to: Date,
    ) -> impl Future<Output = Result<Vec<(Date, ScoreItem)>, StoreError>> + Send;
    /// The cells of one other cut on those of `days` that have any, oldest first; one item a day is read.
    fn read_cut(
        &self,
        survey: &str,
        cut: &Cut,
        days: &[Date],
    ) -> impl Future<Output = Result<Vec<(Date, ScoreItem)>, StoreError>> + Send;
}

impl ReadSurveyDay for Store {
    async fn read_survey_day(&self, survey: &str, day: Date) -> Result<SurveyItems, StoreError> {
        let whole = self
            .client
            .get_item()
            .table_name(&self.tables.scores)
            .key(PK, text(survey))
            .key(SK, text(ScoreKey::Day(day).to_string()))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        let mut items: SurveyItems = self
            .query_scores(survey, format!("c#{day}#"), format!("c#{day}#~"), true)
            .await?
            .into_iter()
            .collect();
        if let Some(item) = whole.item() {
            items.extend([read(item)?]);
        }
        Ok(items)
    }
}

impl PutScores for Store {
    async fn put_blank(&self, survey: &str, key: &ScoreKey, blank: &ScoreItem) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(survey, key, blank)))
            .condition_expression("attribute_not_exists(pk)");
        put_if(put).await.map(|_| ())
    }

    async fn put_scores(&self, survey: &str, key: &ScoreKey, item: &ScoreItem) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(survey, key, item)))
            .condition_expression("n < :n")
            .expression_attribute_values(":n", number(item.number));
        put_if(put).await
    }
}

impl ReadScores for Store {
    async fn read_totals(&self, survey: &str, from: Date, to: Date) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        let items = self
            .query_scores(
                survey,
                ScoreKey::Day(from).to_string(),
                ScoreKey::Day(to).to_string(),
                false,
            )
            .await?;
        let day = |(key, item)| match key {
            ScoreKey::Day(day) => Some((day, item)),
            ScoreKey::Cut(..) => None,
        };
        Ok(items.into_iter().filter_map(day).collect())
    }

    async fn read_cut(&self, survey: &str, cut: &Cut, days: &[Date]) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        let key = |day: &Date| {
            let sort = ScoreKey::Cut(*day, cut.clone()).to_string();
            Item::from([(PK.to_owned(), text(survey)), (SK.to_owned(), text(sort))])
        };
        let items = self
            .get_batch(&self.tables.scores, days.iter().map(key).collect(), false)
            .await?;
        let mut found = Vec::with_capacity(items.len());
        for item in &items {
            let (key, item) = read(item)?;
            if let ScoreKey::Cut(day, _) = key {
                found.push((day, item));
            }
        }
        found.sort_by_key(|(day, _)| *day);
        Ok(found)
    }
}

pub(super) fn write(survey: &str, key: &ScoreKey, item: &ScoreItem) -> Item {
    let mut written = Item::from([
        (PK.to_owned(), text(survey)),
        (SK.to_owned(), text(key.to_string())),
        ("n".to_owned(), number(item.number)),
        ("m".to_owned(), text(item.measure.to_string())),
        (
            "by".to_owned(),
            AttributeValue::M(
                item.cells
                    .iter()
                    .map(|(value, cell)| (value.clone(), counts(cell)))
                    .collect(),
            ),
        ),
    ]);
    if let Some(total) = &item.total {
        written.insert("g".to_owned(), counts(total));
        let left_out = item.excluded.by_reason().into_iter();
        let left_out = left_out
            .filter(|(_, count)| *count > 0)
            .map(|(why, count)| (why.to_owned(), number(count)));
        written.insert("x".to_owned(), AttributeValue::M(left_out.collect()));
    }
    if !item.cohort.is_empty() {
        written.insert("iv".to_owned(), pair(item.cohort));
    }
    if !item.cohorts.is_empty() {
        let cohorts = item.cohorts.iter();
        let cohorts = cohorts.map(|(value, cohort)| (value.clone(), pair(*cohort)));
        written.insert("ib".to_owned(), AttributeValue::M(cohorts.collect()));
    }
    written
}

pub(super) fn read(item: &Item) -> Result<(ScoreKey, ScoreItem), StoreError> {
    let sort = get_text(item, SK).unwrap_or("a score");
    let lacks = |what: &'static str| move || StoreError::damaged(sort, what);
    let key = sort.parse().map_err(|_| lacks(SK)())?;
    let measure: Measure = get_text(item, "m")
        .and_then(|measure| measure.parse().ok())
        .ok_or_else(lacks("m"))?;
    let total = item
        .get("g")
        .map(|value| histogram(measure, value).ok_or_else(lacks("g")))
        .transpose()?;
    let mut cells = Cells::new();
    for (value, cell) in get_map(item, "by").into_iter().flatten() {
        cells.insert(value.clone(), histogram(measure, cell).ok_or_else(lacks("by"))?);
    }
    let left_out = get_map(item, "x");
    let cohort = item.get("iv").map(|pair| cohort(pair).ok_or_else(lacks("iv")));
    let mut cohorts = CohortCells::new();
    for (value, pair) in get_map(item, "ib").into_iter().flatten() {
        cohorts.insert(value.clone(), self::cohort(pair).ok_or_else(lacks("ib"))?);
    }
    Ok((
        key,
        ScoreItem {
            number: get_number(item, "n").ok_or_else(lacks("n"))?,
            measure,
            total,
            cells,
            excluded: Excluded::from_reasons(|why| left_out.and_then(|map| get_number(map, why)).unwrap_or(0)),
            cohort: cohort.transpose()?.unwrap_or_default(),
            cohorts,
        },
    ))
}

fn counts(histogram: &Histogram) -> AttributeValue {
    AttributeValue::L(histogram.counts().iter().map(number).collect())
}

fn pair(cohort: Cohort) -> AttributeValue {
    AttributeValue::L(vec![number(cohort.invited), number(cohort.answered)])
}

fn cohort(value: &AttributeValue) -> Option<Cohort> {
    let [invited, answered] = value.as_l().ok()?.as_slice() else {
        return None;
    };
    let count = |value: &AttributeValue| value.as_n().ok()?.parse().ok();
    Some(Cohort {
        invited: count(invited)?,
        answered: count(answered)?,
    })
}

fn histogram(measure: Measure, value: &AttributeValue) -> Option<Histogram> {
    let counts: Option<Vec<u64>> = value
        .as_l()
        .ok()?
        .iter()
        .map(|count| count.as_n().ok()?.parse().ok())
        .collect();
    Histogram::from_counts(measure, counts?).ok()
}
