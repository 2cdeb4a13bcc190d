//! `aisance survey apply|list|show`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use shared::domain::survey::{Survey, SurveyDefinition};
use shared::store::settings::{PutSurvey, ReadSurveys, Surveys};

use super::print_line;
use super::table::lined_up;
use crate::survey_file;
use crate::workspace::{Workspace, now};

/// The surveys that are ready to use: NPS, CSAT and CES in English, French and traditional Chinese.
pub const READY: [(&str, &str); 3] = [
    ("recommend.toml", include_str!("../../surveys/recommend.toml")),
    ("satisfaction.toml", include_str!("../../surveys/satisfaction.toml")),
    ("ease.toml", include_str!("../../surveys/ease.toml")),
];

/// What a survey's file holds.
const FORM: &str = r#"The file:

  id = "delivery"               # 1 to 32 of a-z, 0-9, - and _; part of every link, never changes
  metric = "csat"               # nps, csat, ces or ces1; never changes
  title = "Delivery"            # what your team calls it, up to 80 characters
  default_language = "en"       # shown where none of the respondent's is there
  contact = "help@example.com"  # optional: how a respondent reaches you, shown on every page

  [scale]                       # optional, and never changes. Usual: nps 0-10, csat 1-5, ces 1-7, ces1 1-5
  min = 1
  max = 10
  satisfied_from = 8            # csat alone; usual: 4 of 5, 6 of 7, 9 of 10

  [text.en]                     # one for each language: en, fr, zh-Hant
  question = "How satisfied are you with the delivery?"   # up to 300 characters
  low = "Very dissatisfied"     # what the ends of the scale mean, up to 80 characters
  high = "Very satisfied"
  comment = "Why?"              # optional: the label of the comment box

`aisance survey show ID` prints any survey in this form."#;

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
    /// Print a survey as the TOML that `apply` takes
    Show {
        /// Survey id
        survey: String,
    },
}

/// What became of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It is stored as this version.
    Version(u32),
    /// It is what was stored already.
    Unchanged(u32),
}

/// Runs the command.
///
/// # Errors
/// The file is wrong, the survey unknown, or storage fails.
pub async fn run(workspace: &Workspace, command: SurveyCommand) -> Result<()> {
    match command {
        SurveyCommand::Apply { file } => {
            let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.display().to_string();
            let surveys = workspace.store.read_surveys().await?;
            let definition = survey_file::read(&name, &text)?;
            let id = definition.id.clone();
            match apply(workspace, &surveys, definition, |problem| {
                survey_file::at_line(&name, &text, problem)
            })
            .await?
            {
                Applied::Version(1) => print_line(format!(
                    "Survey '{id}' is stored. `aisance links {id}` makes its links."
                )),
                Applied::Version(version) => print_line(format!("Survey '{id}' is stored as version {version}.")),
                Applied::Unchanged(version) => print_line(format!("Survey '{id}' is unchanged (version {version}).")),
            }
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
        SurveyCommand::Show { survey } => {
            let survey = workspace.survey(&survey).await?;
            print_line(toml::to_string(&survey.definition)?.trim_end());
        }
    }
    Ok(())
}

/// Stores a checked definition, as the first or the next version.
///
/// # Errors
/// Its measure differs from the stored survey's, or storage fails.
pub async fn apply(
    workspace: &Workspace,
    surveys: &Surveys,
    definition: SurveyDefinition,
    place: impl Fn(&shared::domain::survey::Problem) -> String,
) -> Result<Applied> {
    let measure = definition
        .validate()
        .map_err(|problems| anyhow::anyhow!(problems.iter().map(&place).collect::<Vec<_>>().join("\n")))?;
    let next = match surveys.current.get(&definition.id) {
        None => Survey {
            version: 1,
            measure,
            definition,
        },
        Some(known) => match known.next_version(definition, measure) {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(Applied::Unchanged(known.version)),
            Err(problem) => bail!(place(&problem)),
        },
    };
    if !workspace.store.put_survey(&next, now()).await? {
        bail!(
            "somebody else changed the survey '{}' at the same moment; look at it with `aisance survey show` and apply again",
            next.definition.id
        );
    }
    Ok(Applied::Version(next.version))
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
        apply(workspace, &surveys, definition, |problem| {
            survey_file::at_line(name, text, problem)
        })
        .await?;
    }
    Ok(true)
}

fn row(survey: &Survey) -> Vec<String> {
    let languages = survey.definition.text.keys().cloned().collect::<Vec<_>>().join(" ");
    vec![
        survey.definition.id.clone(),
        survey.version.to_string(),
        survey.measure.to_string(),
        languages,
        survey.definition.title.clone(),
    ]
}
