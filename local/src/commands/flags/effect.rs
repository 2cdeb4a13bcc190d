//! `aisance flags effect`: whether working with flagged customers helps.

use anyhow::Result;
use clap::Args;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use shared::clock::{Clock, SystemClock};
use shared::domain::response::Respondent;
use shared::domain::risk::{Effect, RiskSettings, Side};
use shared::store::StoreError;
use shared::store::customers::ScanCustomers;
use shared::store::risk_settings::ReadRiskSettings;

use crate::commands::print_line;
use crate::workspace::Workspace;

/// Parts the customers are read in at once.
const PARTS: i32 = 4;

/// Arguments of `flags effect`.
#[derive(Debug, Args)]
pub struct EffectArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Storage fails.
pub async fn run(workspace: &Workspace, args: &EffectArgs) -> Result<()> {
    let settings = workspace.store.read_risk_settings().await?;
    let parts = stream::iter(0..PARTS).map(|part| read(&workspace.store, part, settings.horizon_days));
    let parts: Vec<Effect> = parts.buffer_unordered(4).try_collect().await?;
    let mut effect = Effect::default();
    parts.iter().for_each(|part| effect.merge(part));
    print_line(if args.json {
        serde_json::to_string_pretty(&as_json(&effect, &settings))?
    } else {
        words(&effect, &settings).join("\n")
    });
    Ok(())
}

async fn read<S: ScanCustomers>(store: &S, part: i32, horizon_days: u16) -> Result<Effect, StoreError> {
    let (mut effect, mut from) = (Effect::default(), None);
    loop {
        let (page, next) = store.scan_customers(part, PARTS, from).await?;
        for customer in page {
            if let (Respondent::Customer(pseudonym), Some(flag)) = (customer.key, &customer.flag) {
                effect.add(
                    &pseudonym,
                    flag,
                    &customer.signals.stay(),
                    SystemClock.now(),
                    horizon_days,
                );
            }
        }
        match next {
            Some(next) => from = Some(next),
            None => return Ok(effect),
        }
    }
}

fn as_json(effect: &Effect, settings: &RiskSettings) -> serde_json::Value {
    let percent = |share: f64| 100.0 * share;
    json!({
        "horizon_days": settings.horizon_days,
        "hold_out": settings.hold_out,
        "told": effect.told,
        "held_out": effect.held_out,
        "too_recent": effect.too_recent,
        "difference": effect.change().map(|change| json!({
            "points": percent(change.delta),
            "low": percent(change.low),
            "high": percent(change.high),
            "p": change.p,
        })),
    })
}

fn words(effect: &Effect, settings: &RiskSettings) -> Vec<String> {
    let days = settings.horizon_days;
    if *effect == Effect::default() {
        let on = if settings.hold_out {
            "No customer has been flagged since."
        } else {
            "Nobody is held out: `aisance settings risk --hold-out on` keeps one flagged customer in ten from the list."
        };
        return vec![format!(
            "Whether working with flagged customers helps is not known. {on}"
        )];
    }
    let mut lines = vec![
        format!("Of customers flagged at least {days} days ago, so many left within {days} days:"),
        side("told to the team", &effect.told),
        side("held out, by lot", &effect.held_out),
    ];
    lines.push(match effect.change() {
        Some(change) => {
            let verdict = match (change.p < 0.05, change.delta < 0.0) {
                (false, _) => "That is no more than chance explains.",
                (true, true) => "Fewer leave of those the team works with.",
                (true, false) => "More leave of those the team works with.",
            };
            format!(
                "Difference: {:+.1} percentage points (95 % interval {:+.1} to {:+.1}, p = {:.3}). {verdict}",
                100.0 * change.delta,
                100.0 * change.low,
                100.0 * change.high,
                change.p
            )
        }
        None => "A difference is told from ten customers on each side on.".to_owned(),
    });
    if effect.too_recent > 0 {
        lines.push(format!(
            "{} more were flagged less than {days} days ago: it is not known yet.",
            effect.too_recent
        ));
    }
    lines.push("Who has left is known from the events `customer.ended`. Who came back within that time counts as having stayed.".to_owned());
    lines
}

fn side(name: &str, side: &Side) -> String {
    let share = side.share().map_or_else(String::new, |(share, interval)| {
        let percent = interval.times(100.0);
        format!(" = {:.1} % ({:.1} to {:.1})", 100.0 * share, percent.low, percent.high)
    });
    format!("  {name}: {} of {}{share}", side.left, side.flagged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(told: (u64, u64), held: (u64, u64), too_recent: u64) -> Effect {
        let side = |(left, flagged)| Side { flagged, left };
        Effect {
            told: side(told),
            held_out: side(held),
            too_recent,
        }
    }

    #[test]
    fn a_difference_is_told_with_its_interval_and_what_it_means() {
        let settings = RiskSettings::default();
        let told = words(&effect((90, 900), (30, 100), 7), &settings).join("\n");
        assert!(
            told.contains("told to the team: 90 of 900 = 10.0 % (8.2 to 12.1)"),
            "{told}"
        );
        assert!(
            told.contains("-20.0 percentage points") && told.contains("Fewer leave"),
            "{told}"
        );
        assert!(told.contains("7 more were flagged less than 90 days ago"), "{told}");
        let chance = words(&effect((90, 900), (10, 100), 0), &settings).join("\n");
        assert!(chance.contains("no more than chance"), "{chance}");
        assert_eq!(
            as_json(&effect((90, 900), (30, 100), 7), &settings)["told"]["flagged"],
            900
        );
    }

    #[test]
    fn what_is_missing_is_told_instead() {
        let settings = RiskSettings::default();
        assert!(words(&Effect::default(), &settings)[0].contains("--hold-out on"));
        let few = words(&effect((9, 90), (1, 9), 0), &settings).join("\n");
        assert!(few.contains("from ten customers on each side"), "{few}");
        assert!(as_json(&effect((9, 90), (1, 9), 0), &settings)["difference"].is_null());
    }
}
