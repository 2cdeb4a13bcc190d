//! `aisance survey apply|list|show|versions`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::Subcommand;
use jiff::tz::TimeZone;
use shared::domain::audit::Deed;
use shared::domain::survey::Survey;
use shared::store::settings::{ReadSurveyVersions, ReadSurveys, StoredSurvey};
use shared::surveys::{Applied, NotApplied, apply};

use super::table::lined_up;
use super::{print_line, trail};
use crate::workspace::{Workspace, now};
use crate::{survey_file, survey_logo, test_link};

/// The surveys that are ready to use: NPS, CSAT and CES in every language there is.
pub const READY: [(&str, &str); 3] = [
    ("recommend.toml", include_str!("../../surveys/recommend.toml")),
    ("satisfaction.toml", include_str!("../../surveys/satisfaction.toml")),
    ("ease.toml", include_str!("../../surveys/ease.toml")),
];

/// What a survey's file holds, in short.
const FORM: &str = r#"The least a file holds:

  id = "delivery"               # part of every link, never changes
  metric = "csat"               # nps, csat, ces or ces1; never changes
  title = "Delivery"            # what your team calls it
  default_language = "en"       # shown where none of the respondent's is there

That asks the usual question of the metric in every language there is (`aisance languages`). To choose, and for words of your own:

  languages = ["en", "ja"]      # the usual words in these

  [text.en]                     # your own in this one
  question = "How satisfied are you with the delivery?"
  low = "Very dissatisfied"     # what the ends of the scale mean
  high = "Very satisfied"

It may also have your contact, a scale, further questions ([[follow_up]]), your look ([brand]; `logo` may name a file beside
it), open links for kiosks, posters and web pages ([open]), and the web sites that may frame the page (frame_hosts):
docs/surveys.md describes them all. `aisance survey show ID` prints any survey in this form."#;

/// What to do with surveys.
#[derive(Debug, Subcommand)]
pub enum SurveyCommand {
    /// Store the survey that a TOML file defines; a changed one becomes a new version
    #[command(after_long_help = FORM)]
    Apply {
        /// The file
        file: PathBuf,
    },
    /// List the surveys
    List,
    /// Print a survey as the TOML that `apply` takes, and a test link to look at it
    Show {
        /// Survey id
        survey: String,
        /// As it was in this version [default: the newest]
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// List the versions of a survey and when each was stored
    Versions {
        /// Survey id
        survey: String,
    },
}

/// Runs the command.
///
/// # Errors
/// The file is wrong, the survey unknown, or storage fails.
pub async fn run(workspace: &Workspace, command: SurveyCommand) -> Result<()> {
    match command {
        SurveyCommand::Apply { file } => {
            let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let folder = file.parent().unwrap_or(Path::new(""));
            let applied = apply_text(workspace, &file.display().to_string(), &text, folder).await?;
            let survey = &applied.stored().survey;
            let (id, version) = (&survey.definition.id, survey.version);
            print_line(match applied {
                Applied::First(_) => format!("Survey '{id}' is stored. `aisance links {id}` makes its links."),
                Applied::Next(_) => format!("Survey '{id}' is stored as version {version}."),
                Applied::Unchanged(_) => format!("Survey '{id}' is unchanged (version {version})."),
            });
        }
        SurveyCommand::List => {
            let surveys = workspace.store.read_surveys().await?;
            if surveys.current.is_empty() {
                print_line("There is no survey yet: `aisance survey apply FILE` makes one.");
                return Ok(());
            }
            let rows: Vec<Vec<String>> = surveys.current.values().map(row).collect();
            print_line(lined_up(&["id", "version", "measure", "languages", "title"], &rows));
        }
        SurveyCommand::Show { survey, version } => {
            let newest = workspace.survey(&survey).await?;
            let shown = match version.filter(|version| *version != newest.version) {
                None => newest,
                Some(version) => {
                    let versions = workspace.store.read_survey_versions(&survey).await?;
                    let found = versions.into_iter().find(|stored| stored.survey.version == version);
                    found
                        .with_context(|| {
                            format!("'{survey}' has no version {version}: it has 1 to {}", newest.version)
                        })?
                        .survey
                }
            };
            print_line(toml::to_string(&shown.definition)?.trim_end());
            if version.is_none() {
                eprintln!("To look at it: {}", test_link::of(workspace, &shown, None)?);
                eprintln!("(a test link: its answers count nowhere)");
            }
        }
        SurveyCommand::Versions { survey } => {
            workspace.survey(&survey).await?;
            let zone = TimeZone::get(&workspace.time_zone)?;
            let versions = workspace.store.read_survey_versions(&survey).await?;
            let row = |stored: &StoredSurvey| {
                let at = stored.stored.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M");
                vec![stored.survey.version.to_string(), at.to_string()]
            };
            let rows: Vec<Vec<String>> = versions.iter().map(row).collect();
            print_line(lined_up(&["version", "stored"], &rows));
        }
    }
    Ok(())
}

/// Stores the survey that the text of a file defines; a logo's file lies in `folder`.
async fn apply_text(workspace: &Workspace, name: &str, text: &str, folder: &Path) -> Result<Applied> {
    let mut definition = survey_file::parse(name, text)?;
    let embedded = survey_logo::embed(&mut definition, folder);
    embedded.map_err(|problem| anyhow!(survey_file::at_line(name, text, &problem)))?;
    trail::note(workspace, Deed::DefineSurvey, Some(&definition.id)).await?;
    apply(&workspace.store, definition, now())
        .await
        .map_err(|error| match error {
            NotApplied::Wrong(problems) => anyhow!(survey_file::all_at_lines(name, text, &problems)),
            NotApplied::OtherMeasure(problem) => anyhow!(survey_file::at_line(name, text, &problem)),
            other => other.into(),
        })
}

/// Stores the ready surveys where there is none at all. Whether it did.
///
/// # Errors
/// Storage fails.
pub async fn apply_ready(workspace: &Workspace) -> Result<bool> {
    apply_ready_as(workspace, |title| title).await
}

/// The same, with other titles.
///
/// # Errors
/// Storage fails.
pub async fn apply_ready_as(workspace: &Workspace, titled: impl Fn(String) -> String) -> Result<bool> {
    let surveys = workspace.store.read_surveys().await?;
    if !surveys.current.is_empty() {
        return Ok(false);
    }
    for (name, text) in READY {
        let mut definition = survey_file::read(name, text)?;
        definition.title = titled(definition.title);
        apply(&workspace.store, definition, now()).await?;
    }
    Ok(true)
}

fn row(survey: &Survey) -> Vec<String> {
    vec![
        survey.definition.id.clone(),
        survey.version.to_string(),
        survey.measure.to_string(),
        survey.definition.text.len().to_string(),
        survey.definition.title.clone(),
    ]
}
