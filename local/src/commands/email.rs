//! `aisance email SURVEY`: the question for an e-mail.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use super::print_line;
use crate::email::{Mail, MailLink};
use crate::test_link;
use crate::workspace::Workspace;

/// Arguments of `email`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub struct EmailArgs {
    /// Survey id
    survey: String,
    /// Language of the question and of the page it opens [default: the survey's, and the respondent's]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// What stands in each link: your mail program's placeholder for a customer's own survey link
    #[arg(long, value_name = "PLACEHOLDER", default_value = "{{survey_link}}")]
    link: String,
    /// Print the plain-text part, which has one link, instead of the HTML part
    #[arg(long, conflicts_with = "preview")]
    text: bool,
    /// Write a page that shows the e-mail on a computer and on a phone, with links that work as a test
    #[arg(long, value_name = "FILE", conflicts_with = "link")]
    preview: Option<PathBuf>,
}

const HELP: &str = "Paste the HTML into your mail program as source. `aisance links` gives each customer's link, which goes where the \
placeholder stands. Pressing a number opens the page with that number chosen; nothing is stored until the customer presses Send, \
so that mail scanners, which open every link, answer nothing. docs/email.md says more.";

/// Runs the command.
///
/// # Errors
/// There is no such survey, it is not shown in the language, or the preview cannot be written.
pub async fn run(workspace: &Workspace, args: &EmailArgs) -> Result<()> {
    let survey = workspace.survey(&args.survey).await?;
    let language = args.language.as_deref();
    let Some(mail) = Mail::new(&survey, language) else {
        let known: Vec<&str> = survey.definition.text.keys().map(String::as_str).collect();
        bail!(
            "'{}' is not shown in that language; it is in {}",
            args.survey,
            known.join(", ")
        );
    };
    let link = |link: &str| MailLink::new(link, language).map_err(|why| anyhow!(why));
    if let Some(file) = &args.preview {
        let page = mail.preview(&link(&test_link::of(workspace, &survey, language)?)?)?;
        std::fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))?;
        print_line(format!("{} shows the e-mail. Open it in a browser.", file.display()));
        if workspace.folder().is_some() {
            eprintln!("Its links work while `aisance serve` runs on this folder.");
        }
        return Ok(());
    }
    let link = link(&args.link)?;
    print_line(if args.text {
        mail.plain(&link)
    } else {
        mail.html(&link)?
    });
    Ok(())
}
