//! Walks over everything of a kind in bounded pages.

mod people;
mod responses;
mod scores;

use std::io;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::columns::{ExportRow, append};
use crate::domain::day::{Calendar, before};
use crate::domain::export::{Export, What};
use crate::domain::survey::{Survey, SurveyVersions};
use crate::link::SealKey;
use crate::store::StoreError;
use crate::store::customers::{ListCustomers, ReadFlagged};
use crate::store::days::ReadDays;
use crate::store::key_pages::ReadDayPage;
use crate::store::responses::GetResponses;
use crate::store::risk_models::ReadRiskModel;
use crate::store::scores::ReadScores;
use crate::store::settings::{ReadFirstSurvey, ReadSurveyVersion, ReadSurveys};
use crate::text::TeamWords;

use people::{Customers, Flags};
use responses::ResponsesPlace;
use scores::ScoresPlace;

/// What an export reads.
pub trait ExportStore:
    ReadSurveys
    + ReadFirstSurvey
    + ReadSurveyVersion
    + ReadDays
    + ReadDayPage
    + GetResponses
    + ReadScores
    + ListCustomers
    + ReadFlagged
    + ReadRiskModel
{
}

impl<S> ExportStore for S where
    S: ReadSurveys
        + ReadFirstSurvey
        + ReadSurveyVersion
        + ReadDays
        + ReadDayPage
        + GetResponses
        + ReadScores
        + ListCustomers
        + ReadFlagged
        + ReadRiskModel
{
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Position {
    /// In the answers of a day.
    Responses(ResponsesPlace),
    /// In the days of a survey.
    Scores(ScoresPlace),
    /// In the table of customers.
    Customers(Customers),
    /// In the queue.
    Flags(Flags),
}

/// What a page held.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// How many rows were written; a page may have none.
    pub rows: u64,
    /// Where the next page begins; none after the last one.
    pub next: Option<Position>,
}

/// Why a page was not written.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Storage fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such survey.
    #[error("there is no survey '{0}'")]
    NoSurvey(String),
    /// A position that this walk did not give.
    #[error("the export cannot go on where it ended: it is of something else")]
    Misplaced,
    /// Rows could not be put into the form of the file.
    #[error("a row cannot be written: {0}")]
    Row(#[from] io::Error),
}

/// A walk over everything that an export covers.
pub struct Walk<'a, S> {
    store: &'a S,
    export: &'a Export,
    calendar: &'a Calendar,
    seal: &'a SealKey,
    words: TeamWords,
    /// By id, the one asked for or all.
    surveys: Vec<Survey>,
    /// Those that may hold answers, oldest first.
    days: Vec<Date>,
    /// The versions of surveys that answers named so far.
    versions: SurveyVersions,
}

impl<'a, S: ExportStore> Walk<'a, S> {
    /// Opens it.
    ///
    /// # Errors
    /// There is no such survey, or storage fails.
    pub async fn open(
        store: &'a S,
        export: &'a Export,
        calendar: &'a Calendar,
        seal: &'a SealKey,
    ) -> Result<Self, WalkError> {
        let mut walk = Self {
            store,
            export,
            calendar,
            seal,
            words: TeamWords::of(&export.language),
            surveys: Vec::new(),
            days: Vec::new(),
            versions: SurveyVersions::default(),
        };
        if export.what.is_by_day() {
            let mut surveys = store.read_surveys().await?.current;
            walk.surveys = match &export.survey {
                None => surveys.into_values().collect(),
                Some(id) => vec![surveys.remove(id).ok_or_else(|| WalkError::NoSurvey(id.clone()))?],
            };
        }
        if export.what == What::Responses {
            // Nothing is answered on a later day than it was asked for.
            let to = export.to.min(calendar.day_of(export.asked_at));
            let (book, first) = futures::try_join!(store.read_days(export.from, to), store.read_first_survey())?;
            let first = first.map(|first| before(calendar.day_of(first)));
            walk.days = book.days_to_read((export.from, to), first, export.survey.as_deref(), calendar);
        }
        Ok(walk)
    }

    /// Writes the page that begins at `position`, or the first one.
    ///
    /// # Errors
    /// Storage fails, or the position is of another export.
    pub async fn page(&mut self, position: Option<&Position>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        match (self.export.what, position) {
            (What::Responses, None) => self.responses(None, out).await,
            (What::Responses, Some(Position::Responses(place))) => self.responses(Some(place), out).await,
            (What::Scores, None) => self.scores(None, out).await,
            (What::Scores, Some(Position::Scores(place))) => self.scores(Some(place), out).await,
            (What::Customers, None) => self.customers(None, out).await,
            (What::Customers, Some(Position::Customers(place))) => self.customers(Some(place), out).await,
            (What::Flags, None) => self.flags(None, out).await,
            (What::Flags, Some(Position::Flags(place))) => self.flags(Some(place), out).await,
            _ => Err(WalkError::Misplaced),
        }
    }

    fn write<R: ExportRow>(&self, rows: &[R], next: Option<Position>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        append(rows, self.export.format, out)?;
        Ok(Page {
            rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
            next,
        })
    }
}
