//! What the team has set about risk: one item of Settings.

use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Store;
use super::attributes::{Item, get_flag, get_number, get_text, number, text};
use super::error::StoreError;
use super::names::{PK, SK};
use super::workspace_settings::WORKSPACE;
use crate::domain::risk::{Line, RiskSettings};

const NAME: &str = "risk";

/// Reads what is set about risk (GetItem).
pub trait ReadRiskSettings: Sync {
    /// The settings, with a consistent read; the usual ones where nothing is set.
    fn read_risk_settings(&self) -> impl Future<Output = Result<RiskSettings, StoreError>> + Send;
}

/// Sets what is set about risk (PutItem).
pub trait PutRiskSettings: Sync {
    /// Replaces the settings.
    fn put_risk_settings(&self, settings: &RiskSettings) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl ReadRiskSettings for Store {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        match self.setting(WORKSPACE, NAME).await? {
            None => Ok(RiskSettings::default()),
            Some(item) => read(&item).ok_or_else(|| StoreError::damaged(NAME, "settings")),
        }
    }
}

impl PutRiskSettings for Store {
    async fn put_risk_settings(&self, settings: &RiskSettings) -> Result<(), StoreError> {
        let (line, at) = write_line(settings.line);
        let mut item = Item::from([
            (PK.to_owned(), text(WORKSPACE)),
            (SK.to_owned(), text(NAME)),
            ("days".to_owned(), number(settings.horizon_days)),
            ("line".to_owned(), line),
            ("at".to_owned(), at),
            ("hold".to_owned(), AttributeValue::Bool(settings.hold_out)),
            ("lang".to_owned(), text(&settings.language)),
        ]);
        if let Some(churn) = settings.churn {
            item.insert("churn".to_owned(), number(churn));
        }
        self.put_setting(item).await
    }
}

/// The attributes `line` and `at` of a line.
pub(super) fn write_line(line: Line) -> (AttributeValue, AttributeValue) {
    match line {
        Line::Times(times) => (text("times"), number(times)),
        Line::Top(count) => (text("top"), number(count)),
    }
}

/// Reads what [`write_line`] wrote.
pub(super) fn read_line(item: &Item) -> Option<Line> {
    match get_text(item, "line")? {
        "times" => Line::times(get_number(item, "at")?).ok(),
        "top" => Line::top(get_number(item, "at")?).ok(),
        _ => None,
    }
}

fn read(item: &Item) -> Option<RiskSettings> {
    let settings = RiskSettings {
        line: read_line(item)?,
        hold_out: get_flag(item, "hold"),
        language: get_text(item, "lang")?.to_owned(),
        ..RiskSettings::default()
    };
    let settings = settings.with_horizon(get_number(item, "days")?).ok()?;
    settings.with_churn(get_number(item, "churn")).ok()
}
