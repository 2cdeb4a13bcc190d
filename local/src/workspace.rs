//! What every command works on: a store, the root keys, the zone. In a data folder, or of a deployed stack.

use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use shared::config::SHORTEST_RETENTION_DAYS;
use shared::domain::day::Calendar;
use shared::domain::survey::Survey;
use shared::link::RootKeys;
use shared::store::settings::{ReadSurveys, ReadZones};
use shared::store::{Patience, Store};

use crate::data_folder::DataFolder;
use crate::engine::{Engine, Purpose, client};
use crate::root_secret::RootSecret;
use crate::stack::Stack;
use crate::template::Template;

/// Where a command works.
#[derive(Debug, Clone)]
pub enum Place {
    /// In a folder of this machine, with the zone to keep there if one is given.
    Folder(PathBuf, Option<String>),
    /// On a deployed stack of this name.
    Stack(String),
}

/// An open workspace.
pub struct Workspace {
    /// Everything stored.
    pub store: Store,
    /// The root keys.
    pub keys: RootKeys,
    /// Where they are kept.
    pub root_secret: RootSecret,
    /// The configured zone.
    pub time_zone: String,
    /// How long responses are kept.
    pub retention: SignedDuration,
    /// Where survey links lead, where that is known: a deployed stack's own address.
    pub base_url: Option<String>,
    /// Where results that are files go.
    pub output: PathBuf,
    folder: Option<(DataFolder, Engine)>,
}

impl Workspace {
    /// Opens it.
    ///
    /// # Errors
    /// The folder or the stack cannot be opened.
    pub async fn open(place: &Place, patience: Patience) -> Result<Self> {
        Self::open_for(Purpose::Work, place, patience).await
    }

    /// Opens it to read alone.
    ///
    /// # Errors
    /// The folder or the stack cannot be opened.
    pub async fn look_at(place: &Place, patience: Patience) -> Result<Self> {
        Self::open_for(Purpose::Look, place, patience).await
    }

    async fn open_for(purpose: Purpose, place: &Place, patience: Patience) -> Result<Self> {
        match place {
            Place::Folder(path, zone) => {
                Self::in_folder(DataFolder::open(path)?, zone.as_deref(), purpose, patience).await
            }
            Place::Stack(name) => Self::of_stack(name, patience).await,
        }
    }

    async fn in_folder(folder: DataFolder, zone: Option<&str>, purpose: Purpose, patience: Patience) -> Result<Self> {
        let template = Template::bundled()?;
        let default = |parameter: &str| template.defaults.get(parameter).cloned();
        let time_zone = folder.time_zone(
            zone,
            &default(&template.schedule.zone_parameter).unwrap_or_else(|| "UTC".to_owned()),
        )?;
        let retention_days = default("RetentionDays")
            .and_then(|days| days.parse().ok())
            .unwrap_or(SHORTEST_RETENTION_DAYS);
        let engine = Engine::open(&folder, &template, purpose).await?;
        let keys = folder.root_keys()?;
        Ok(Self {
            store: Store::new(client(&engine.endpoint, patience)?, engine.tables.clone()),
            keys,
            root_secret: RootSecret::Folder(folder.clone()),
            time_zone,
            retention: SignedDuration::from_hours(24 * retention_days),
            base_url: None,
            output: folder.path().to_owned(),
            folder: Some((folder, engine)),
        })
    }

    async fn of_stack(name: &str, patience: Patience) -> Result<Self> {
        let stack = Stack::find(name).await?;
        Ok(Self {
            store: Store::new(stack.dynamodb(patience), stack.tables()?),
            keys: stack.root_keys().await?,
            root_secret: stack.root_secret()?,
            time_zone: stack.time_zone()?.to_owned(),
            retention: stack.retention()?,
            base_url: Some(stack.base_url()?.to_owned()),
            output: std::env::current_dir().context("the current folder cannot be read")?,
            folder: None,
        })
    }

    /// The data folder and its engine, unless this is a deployed stack.
    #[must_use]
    pub fn folder(&self) -> Option<(&DataFolder, &Engine)> {
        self.folder.as_ref().map(|(folder, engine)| (folder, engine))
    }

    /// The calendar that days are counted in.
    ///
    /// # Errors
    /// Storage fails.
    pub async fn calendar(&self) -> Result<Calendar> {
        Ok(Calendar::from_history(
            &self.time_zone,
            &self.store.read_zones().await?,
        )?)
    }

    /// The survey with this id.
    ///
    /// # Errors
    /// There is none: the error names those there are.
    pub async fn survey(&self, id: &str) -> Result<Survey> {
        let mut surveys = self.store.read_surveys().await?.current;
        let known = surveys.keys().cloned().collect::<Vec<_>>().join(", ");
        let hint = if known.is_empty() {
            "there is none yet: `aisance survey apply FILE` makes one".to_owned()
        } else {
            format!("there are: {known}")
        };
        surveys
            .remove(id)
            .with_context(|| format!("there is no survey '{id}'; {hint}"))
    }

    /// Closes the engine, where this process has one.
    pub async fn close(self) {
        if let Some((_, engine)) = self.folder {
            engine.close().await;
        }
    }
}

/// Now.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::now()
}
