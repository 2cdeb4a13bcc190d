//! `aisance settings risk`: by what the risk of leaving is computed, and whom the team is told of.

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use shared::domain::audit::Deed;
use shared::domain::risk::{Line, RiskSettings};
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};
use shared::text::TeamWords;

use crate::commands::{print_line, trail};
use crate::workspace::Workspace;

/// What to set; without anything, it is told what is set.
#[derive(Debug, Args)]
pub struct RiskArgs {
    /// Within how many days leaving counts: 30, 60, 90 or 180
    #[arg(long, value_name = "DAYS")]
    horizon: Option<u16>,
    /// The share of customers that leaves within the horizon, as in 8%; unknown for none
    #[arg(long, value_name = "SHARE")]
    churn: Option<String>,
    /// Flag whoever's odds of leaving are so many times the usual ones, as in 1.8x
    #[arg(long, value_name = "TIMES", conflicts_with = "top")]
    line: Option<String>,
    /// Flag at most so many customers a night, those at the highest risk
    #[arg(long, value_name = "N")]
    top: Option<u32>,
    /// Keep one in ten flagged customers from the list, so that the effect of calling can be learned
    #[arg(long, value_name = "ON|OFF")]
    hold_out: Option<Switch>,
    /// The language that the team reads reasons in: en or fr
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Runs the command.
///
/// # Errors
/// What is to be set cannot be, or storage fails.
pub async fn run(workspace: &Workspace, args: &RiskArgs) -> Result<()> {
    let before = workspace.store.read_risk_settings().await?;
    let after = changed(before.clone(), args)?;
    if after != before {
        trail::note(workspace, Deed::ChangeSettings, None).await?;
        workspace.store.put_risk_settings(&after).await?;
        print_line("From the next night on:");
    }
    words(&after).into_iter().for_each(print_line);
    if args.churn.is_none() {
        conversion(&before, &after).into_iter().for_each(print_line);
    }
    Ok(())
}

/// That the stated share was converted to another horizon; nothing where it was not.
fn conversion(before: &RiskSettings, after: &RiskSettings) -> Option<String> {
    let share = before.churn.filter(|_| before.horizon_days != after.horizon_days)?;
    Some(format!(
        "The share was stated as {} within {} days and is converted, as if as many left every day: --churn states another.",
        percent(share),
        before.horizon_days
    ))
}

fn changed(mut settings: RiskSettings, args: &RiskArgs) -> Result<RiskSettings> {
    if let Some(days) = args.horizon {
        settings = settings.with_horizon(days)?;
    }
    if let Some(share) = &args.churn {
        settings = settings.with_churn(parse_share(share)?)?;
    }
    if let Some(times) = &args.line {
        settings.line = Line::times(parse_times(times)?)?;
    }
    if let Some(count) = args.top {
        settings.line = Line::top(count)?;
    }
    if let Some(switch) = args.hold_out {
        settings.hold_out = switch == Switch::On;
    }
    if let Some(tag) = &args.language {
        settings.language = TeamWords::find(tag)?.tag().to_owned();
    }
    Ok(settings)
}

/// `8%` as 0.08, `unknown` as none.
fn parse_share(text: &str) -> Result<Option<f64>> {
    if text == "unknown" {
        return Ok(None);
    }
    let percent = text
        .strip_suffix('%')
        .and_then(|number| number.trim().parse::<f64>().ok());
    let percent =
        percent.with_context(|| format!("'{text}' is no share: give percent, as in 8%, or unknown for none"))?;
    Ok(Some(percent / 100.0))
}

/// `1.8x` as 1.8.
fn parse_times(text: &str) -> Result<f64> {
    match text.strip_suffix('x').unwrap_or(text).parse() {
        Ok(times) => Ok(times),
        Err(_) => bail!("'{text}' is no line: give how many times the usual odds, as in 1.8x"),
    }
}

/// What is set, a sentence for each.
fn words(settings: &RiskSettings) -> Vec<String> {
    let days = settings.horizon_days;
    let churn = match settings.churn {
        Some(share) => format!(
            "The share that leaves within {days} days is stated as {}.",
            percent(share)
        ),
        None => format!(
            "The share that leaves within {days} days is not stated, and is taken to be {}.",
            percent(settings.churn())
        ),
    };
    let line = match settings.line {
        Line::Times(times) => {
            format!("A customer is flagged whose odds of leaving are {times} times the usual ones or more.")
        }
        Line::Top(count) => {
            format!("At most {count} customers are flagged a night: those at the highest risk, above the usual.")
        }
    };
    let hold_out = if settings.hold_out {
        "One flagged customer in ten is kept from the list: `aisance flags effect` compares them with the others."
    } else {
        "Nobody is held out: from the next night on every flagged customer is listed. Whoever was flagged while one in ten was held out \
         (--hold-out on) stays in what `aisance flags effect` compares; nobody else comes into it."
    };
    vec![
        format!("The risk is that of leaving within {days} days."),
        churn,
        line,
        hold_out.to_owned(),
        format!("The team reads reasons in the language '{}'.", settings.language),
    ]
}

/// A share in percent, without digits that say nothing.
fn percent(share: f64) -> String {
    format!("{} %", (share * 100_000.0).round() / 1_000.0)
}

/// What is set, in a few words.
pub(super) fn in_short(settings: &RiskSettings) -> String {
    let line = match settings.line {
        Line::Times(times) => format!("{times}x"),
        Line::Top(count) => format!("top {count}"),
    };
    format!("{} days, {line}", settings.horizon_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args() -> RiskArgs {
        RiskArgs {
            horizon: None,
            churn: None,
            line: None,
            top: None,
            hold_out: None,
            language: None,
        }
    }

    fn told(args: &RiskArgs) -> String {
        let settings = changed(RiskSettings::default(), args).unwrap();
        words(&settings).join("\n")
    }

    #[test]
    fn what_is_set_is_told_in_sentences_and_the_rest_stays() {
        let usual = told(&args());
        assert!(
            usual.contains("within 90 days is not stated, and is taken to be 10 %"),
            "{usual}"
        );
        assert!(usual.contains("1.8 times the usual ones"), "{usual}");
        let other = RiskArgs {
            horizon: Some(30),
            churn: Some("5.7%".into()),
            top: Some(25),
            hold_out: Some(Switch::On),
            language: Some("fr-CA".into()),
            ..args()
        };
        let other = told(&other);
        for expected in [
            "within 30 days is stated as 5.7 %",
            "At most 25",
            "customer in ten",
            "'fr'",
        ] {
            assert!(
                other.to_lowercase().contains(&expected.to_lowercase()),
                "{expected}: {other}"
            );
        }
    }

    #[test]
    fn another_horizon_converts_the_stated_share_and_says_so_and_a_share_that_is_told_with_it_wins() {
        let before = RiskSettings::default().with_churn(Some(0.08)).unwrap();
        let shorter = RiskArgs {
            horizon: Some(30),
            ..args()
        };
        let after = changed(before.clone(), &shorter).unwrap();
        let said = words(&after).join("\n");
        assert!(said.contains("within 30 days is stated as 2.741 %"), "{said}");
        assert!(conversion(&before, &after).unwrap().contains("8 % within 90 days"));
        assert_eq!(conversion(&before, &before), None);
        let told = RiskArgs {
            churn: Some("3%".into()),
            ..shorter
        };
        assert_eq!(changed(before, &told).unwrap().churn, Some(0.03));
    }

    #[test]
    fn without_holding_out_it_is_said_who_is_listed_and_who_is_still_compared() {
        let said = told(&args());
        assert!(
            said.contains("from the next night on every flagged customer is listed"),
            "{said}"
        );
        assert!(said.contains("stays in what `aisance flags effect` compares"), "{said}");
    }

    #[test]
    fn what_cannot_be_set_is_refused_with_what_can() {
        let refused = |args: RiskArgs| format!("{:#}", changed(RiskSettings::default(), &args).unwrap_err());
        let of = |change: &dyn Fn(&mut RiskArgs)| {
            let mut args = args();
            change(&mut args);
            refused(args)
        };
        assert!(of(&|args| args.horizon = Some(45)).contains("30, 60, 90 or 180"));
        assert!(of(&|args| args.churn = Some("8".into())).contains("as in 8%"));
        assert!(of(&|args| args.churn = Some("95%".into())).contains("90 %"));
        assert!(of(&|args| args.line = Some("high".into())).contains("as in 1.8x"));
        assert!(of(&|args| args.line = Some("0.5x".into())).contains("1.1 to 50"));
        assert!(of(&|args| args.top = Some(0)).contains("1 to 10000"));
        assert!(of(&|args| args.language = Some("xx".into())).contains("en, fr"));
    }
}
