//! Surveys and their versions, API keys, the workspace's zones: few, small, and cached by who reads them.

use std::collections::BTreeMap;
use std::future::Future;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_millis, get_text, millis, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::keys::SurveyVersion;
use super::names::{PK, SK};
use crate::domain::day::ZoneChange;
use crate::domain::survey::{Survey, SurveyDefinition};

const SURVEYS: &str = "survey";
const ZONES: &str = "zone";

/// The lowest sort key of a survey is above this one, and the highest below the other: an id begins with a letter or digit.
const BELOW_ALL: &str = "#";
const ABOVE_ALL: &str = "~";

/// How many versions of surveys one request takes at most. A version is a few kB, so that this costs little more than one of
/// them, and a function that starts waits less often.
const VERSIONS_A_REQUEST: i32 = 8;

/// Every survey.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surveys {
    /// The newest version of each, by id.
    pub current: BTreeMap<String, Survey>,
}

/// A version of a survey, and when it was stored. It is never written over.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSurvey {
    /// The survey as it was from then on.
    pub survey: Survey,
    /// When it was stored.
    pub stored: Timestamp,
}

/// Reads surveys (Query).
pub trait ReadSurveys: Sync {
    /// All surveys: one small request where they and their versions are few, and at most one a survey and one more, however
    /// many versions there were.
    fn read_surveys(&self) -> impl Future<Output = Result<Surveys, StoreError>> + Send;
}

/// Reads when surveys began (Query).
pub trait ReadFirstSurvey: Sync {
    /// When the first survey was stored: no link answer is older. None where there is no survey.
    fn read_first_survey(&self) -> impl Future<Output = Result<Option<Timestamp>, StoreError>> + Send;
}

/// Reads one version of a survey (GetItem).
pub trait ReadSurveyVersion: Sync {
    /// The survey as it was in that version, with a consistent read; none where there is no such version.
    fn read_survey_version(
        &self,
        id: &str,
        version: u32,
    ) -> impl Future<Output = Result<Option<StoredSurvey>, StoreError>> + Send;
}

/// Reads what a survey was and is (Query).
pub trait ReadSurveyVersions: Sync {
    /// Every version of one survey, the first one first; none where there is no such survey.
    fn read_survey_versions(&self, id: &str) -> impl Future<Output = Result<Vec<StoredSurvey>, StoreError>> + Send;
}

/// Stores surveys (PutItem).
pub trait PutSurvey: Sync {
    /// Stores a new version. Whether it was stored: `false` when that version is already there.
    fn put_survey(&self, survey: &Survey, now: Timestamp) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads the zones the workspace has had (Query).
pub trait ReadZones: Sync {
    /// The recorded changes, oldest first.
    fn read_zones(&self) -> impl Future<Output = Result<Vec<ZoneChange>, StoreError>> + Send;
}

/// Records a change of zone (PutItem).
pub trait PutZone: Sync {
    /// Records it, unless a change on that day is recorded already.
    fn put_zone(&self, change: &ZoneChange) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Which of its versions is taken of each survey.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    First,
    Newest,
}

impl Store {
    pub(super) async fn query_settings(&self, kind: &str) -> Result<Vec<Item>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.settings)
            .consistent_read(true)
            .key_condition_expression("pk = :kind")
            .expression_attribute_values(":kind", text(kind));
        let items = pages
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<Item>, _>>()
            .await;
        items.map_err(|error| StoreError::from_sdk("Query", &error))
    }

    /// One version of each survey, in the order of the walk. Each request takes a few items and the next one goes on beyond
    /// the rest of the survey that it ended in: a team of few surveys and versions waits for one request, and the cost does
    /// not grow with the versions there were.
    async fn one_version_each(&self, which: Which) -> Result<Vec<Item>, StoreError> {
        let (beyond, mut bound) = match which {
            Which::First => ("pk = :kind AND sk > :bound", BELOW_ALL.to_owned()),
            Which::Newest => ("pk = :kind AND sk < :bound", ABOVE_ALL.to_owned()),
        };
        let mut items = Vec::new();
        let mut last = None;
        loop {
            let next = self
                .client
                .query()
                .table_name(&self.tables.settings)
                .consistent_read(true)
                .key_condition_expression(beyond)
                .expression_attribute_values(":kind", text(SURVEYS))
                .expression_attribute_values(":bound", text(&bound))
                .scan_index_forward(which == Which::First)
                .limit(VERSIONS_A_REQUEST)
                .send()
                .await
                .map_err(|error| StoreError::from_sdk("Query", &error))?;
            for item in next.items.unwrap_or_default() {
                let (SurveyVersion { survey, .. }, _) = survey_key(&item)?;
                if last.as_ref() != Some(&survey) {
                    items.push(item);
                    last = Some(survey);
                }
            }
            let Some(survey) = last.as_deref().filter(|_| next.last_evaluated_key.is_some()) else {
                return Ok(items);
            };
            bound = SurveyVersion::prefix(survey);
            if which == Which::First {
                bound.push_str(ABOVE_ALL);
            }
        }
    }

    /// Puts an item unless one with its key is there. Whether it was put.
    async fn put_setting_once(&self, item: Item) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.settings)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)");
        put_if(put).await
    }
}

impl ReadSurveys for Store {
    async fn read_surveys(&self) -> Result<Surveys, StoreError> {
        let newest = self.one_version_each(Which::Newest).await?;
        let by_id = |item: &Item| survey(item).map(|stored| (stored.survey.definition.id.clone(), stored.survey));
        let current = newest.iter().map(by_id).collect::<Result<_, _>>()?;
        Ok(Surveys { current })
    }
}

impl ReadFirstSurvey for Store {
    async fn read_first_survey(&self) -> Result<Option<Timestamp>, StoreError> {
        let first = self.one_version_each(Which::First).await?;
        let stored = first.iter().map(|item| survey_key(item).map(|(_, stored)| stored));
        Ok(stored.collect::<Result<Vec<_>, _>>()?.into_iter().min())
    }
}

impl ReadSurveyVersion for Store {
    async fn read_survey_version(&self, id: &str, version: u32) -> Result<Option<StoredSurvey>, StoreError> {
        let key = SurveyVersion {
            survey: id.to_owned(),
            version,
        };
        let found = self.setting(SURVEYS, &key.to_string()).await?;
        found.as_ref().map(survey).transpose()
    }
}

impl ReadSurveyVersions for Store {
    async fn read_survey_versions(&self, id: &str) -> Result<Vec<StoredSurvey>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.settings)
            .consistent_read(true)
            .key_condition_expression("pk = :kind AND begins_with(sk, :versions)")
            .expression_attribute_values(":kind", text(SURVEYS))
            .expression_attribute_values(":versions", text(SurveyVersion::prefix(id)));
        let items = pages
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<Item>, _>>()
            .await;
        let items = items.map_err(|error| StoreError::from_sdk("Query", &error))?;
        items.iter().map(survey).collect()
    }
}

impl PutSurvey for Store {
    async fn put_survey(&self, survey: &Survey, now: Timestamp) -> Result<bool, StoreError> {
        let key = SurveyVersion {
            survey: survey.definition.id.clone(),
            version: survey.version,
        };
        let definition = serde_json::to_string(&survey.definition).map_err(|_| StoreError::damaged(&key, "def"))?;
        self.put_setting_once(Item::from([
            (PK.to_owned(), text(SURVEYS)),
            (SK.to_owned(), text(key.to_string())),
            ("def".to_owned(), text(definition)),
            ("at".to_owned(), millis(now)),
        ]))
        .await
    }
}

impl ReadZones for Store {
    async fn read_zones(&self) -> Result<Vec<ZoneChange>, StoreError> {
        let items = self.query_settings(ZONES).await?;
        let change = |item: &Item| {
            let from: Option<Date> = get_text(item, SK).and_then(|day| day.parse().ok());
            let zone = get_text(item, "zone").map(str::to_owned);
            from.zip(zone)
                .map(|(from, zone)| ZoneChange { from, zone })
                .ok_or_else(|| StoreError::damaged("a zone", "zone"))
        };
        items.iter().map(change).collect()
    }
}

impl PutZone for Store {
    async fn put_zone(&self, change: &ZoneChange) -> Result<(), StoreError> {
        let item = Item::from([
            (PK.to_owned(), text(ZONES)),
            (SK.to_owned(), text(change.from.to_string())),
            ("zone".to_owned(), text(&change.zone)),
        ]);
        self.put_setting_once(item).await.map(|_| ())
    }
}

fn survey_key(item: &Item) -> Result<(SurveyVersion, Timestamp), StoreError> {
    let sort = get_text(item, SK).unwrap_or("a survey");
    let key = sort.parse().map_err(|_| StoreError::damaged(sort, SK))?;
    let stored = get_millis(item, "at").ok_or_else(|| StoreError::damaged(sort, "at"))?;
    Ok((key, stored))
}

fn survey(item: &Item) -> Result<StoredSurvey, StoreError> {
    let (key, stored) = survey_key(item)?;
    let damaged = || StoreError::damaged(&key, "def");
    let definition: SurveyDefinition = get_text(item, "def")
        .and_then(|json| serde_json::from_str(json).ok())
        .ok_or_else(damaged)?;
    let measure = definition.measure().map_err(|_| damaged())?;
    Ok(StoredSurvey {
        survey: Survey {
            version: key.version,
            measure,
            definition,
        },
        stored,
    })
}
