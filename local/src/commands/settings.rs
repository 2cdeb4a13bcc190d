//! `aisance settings`: what is set for the whole workspace.

mod risk;

use anyhow::{Result, bail};
use clap::Subcommand;
use shared::domain::audit::Deed;
use shared::domain::fatigue::FatigueRule;
use shared::store::risk_settings::ReadRiskSettings;
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};

use super::table::lined_up;
use super::{print_line, trail};
use crate::workspace::Workspace;

/// What to set; without one, the settings are listed.
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// Ask a customer at most once in so many days, whatever the survey and the channel
    Fatigue {
        /// 7, 14, 30 or 90 days of 24 hours, counted from when a link was registered; off for no limit
        #[arg(value_name = "DAYS", allow_negative_numbers = true)]
        days: String,
    },
    /// Say by what the risk of leaving is computed, and whom the team is told of; without anything, tell what is set
    Risk(risk::RiskArgs),
}

/// Runs the command.
///
/// # Errors
/// What is to be set cannot be, or storage fails.
pub async fn run(workspace: &Workspace, command: Option<SettingsCommand>) -> Result<()> {
    match command {
        None => print_line(list(workspace).await?),
        Some(SettingsCommand::Risk(args)) => risk::run(workspace, &args).await?,
        Some(SettingsCommand::Fatigue { days }) => {
            let rule = parse(&days)?;
            trail::note(workspace, Deed::ChangeSettings, None).await?;
            workspace.store.put_fatigue(rule).await?;
            print_line(match rule {
                Some(rule) => format!(
                    "From now on a customer is asked at most once in {} days. Whoever was asked less than that ago waits for the rest.",
                    rule.days()
                ),
                None => "From now on a customer may be asked at any time.".to_owned(),
            });
        }
    }
    Ok(())
}

async fn list(workspace: &Workspace) -> Result<String> {
    let (fatigue, risk) = futures::try_join!(workspace.store.read_fatigue(), workspace.store.read_risk_settings())?;
    let rows = [
        (
            "fatigue",
            fatigue.map_or_else(|| "off".to_owned(), |rule| rule.days().to_string()),
            "days at least between two questions to one customer: `aisance settings fatigue 7|14|30|90|off`",
        ),
        (
            "risk",
            risk::in_short(&risk),
            "by what the risk of leaving is computed, and who is flagged: `aisance settings risk` tells it in words",
        ),
        (
            "time zone",
            workspace.time_zone.clone(),
            if workspace.folder().is_some() {
                "that days are counted in: `aisance --time-zone ZONE`"
            } else {
                "that days are counted in: a parameter of the stack"
            },
        ),
    ];
    let rows = rows.map(|(name, value, meaning)| vec![name.to_owned(), value, meaning.to_owned()]);
    Ok(lined_up(&["setting", "value", "meaning"], &rows))
}

/// The rule that a text says, `off` for none.
fn parse(days: &str) -> Result<Option<FatigueRule>> {
    if days == "off" {
        return Ok(None);
    }
    let Ok(number) = days.parse() else {
        bail!("'{days}' is no number of days: give 7, 14, 30 or 90, or off for no limit");
    };
    match FatigueRule::new(number) {
        Ok(rule) => Ok(Some(rule)),
        Err(none) => bail!("{none}; give off for no limit"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_one_of_four_or_none() {
        for days in FatigueRule::CHOICES {
            let rule = parse(&days.to_string()).unwrap();
            assert_eq!(rule.map(FatigueRule::days), Some(days));
        }
        assert_eq!(parse("off").unwrap(), None);
        for wrong in ["0", "-7", "31", "7.5", "", "never", "OFF"] {
            let error = format!("{:#}", parse(wrong).unwrap_err());
            assert!(error.contains("7, 14, 30 or 90") && error.contains("off"), "{error}");
        }
    }

    #[tokio::test]
    async fn what_is_set_is_listed() {
        let folder = crate::testing::Folder::new();
        let workspace = folder.workspace().await;
        let fatigue = async |days: &str| {
            let days = days.to_owned();
            run(&workspace, Some(SettingsCommand::Fatigue { days })).await
        };
        assert!(list(&workspace).await.unwrap().contains("fatigue    off"));
        fatigue("30").await.unwrap();
        assert!(list(&workspace).await.unwrap().contains("fatigue    30"));
        fatigue("31").await.unwrap_err();
        assert!(list(&workspace).await.unwrap().contains("fatigue    30"));
        fatigue("off").await.unwrap();
        let listed = list(&workspace).await.unwrap();
        assert!(listed.contains("fatigue    off") && listed.contains("UTC"), "{listed}");
        assert!(listed.contains("90 days, 1.8x"), "{listed}");
        workspace.close().await;
    }
}
