//! What a stack costs where nobody answers, counted from the template.

use anyhow::{Context, Result};
use serde_norway::Value;

use crate::prices::{ALARM, DASHBOARD, GB_SECOND, METRIC, SECRET};
use crate::usage::{EMPTY_NIGHT_SECONDS, METRICS, NIGHT_GB, NIGHTS};

const TEMPLATE: &str = include_str!("../../../template.yaml");

/// One line: what is paid for, the arithmetic, dollars a month.
pub struct Fixed {
    /// What is paid for.
    pub what: &'static str,
    /// The arithmetic.
    pub arithmetic: String,
    /// Dollars a month.
    pub dollars: f64,
}

/// How many resources of a type the template has, those under a condition included.
fn count(template: &Value, kind: &str) -> Result<f64> {
    let resources = template["Resources"].as_mapping().context("the template's resources")?;
    let found = resources.values().filter(|resource| resource["Type"] == kind).count();
    Ok(u32::try_from(found)?.into())
}

/// Everything that does not grow with the answers.
///
/// # Errors
/// The template cannot be read.
pub fn lines() -> Result<Vec<Fixed>> {
    let template: Value = serde_norway::from_str(TEMPLATE)?;
    let priced = |what, kind, price: f64| -> Result<Fixed> {
        let number = count(&template, kind)?;
        Ok(Fixed {
            what,
            arithmetic: format!("{number} × ${price:.2}"),
            dollars: number * price,
        })
    };
    Ok(vec![
        priced("Secrets Manager", "AWS::SecretsManager::Secret", SECRET)?,
        priced("CloudWatch, alarms", "AWS::CloudWatch::Alarm", ALARM)?,
        priced("CloudWatch, dashboards", "AWS::CloudWatch::Dashboard", DASHBOARD)?,
        Fixed {
            what: "CloudWatch, metrics of our own",
            arithmetic: format!("at most {METRICS} × ${METRIC:.2}, by the hour in which one is sent"),
            dollars: METRICS * METRIC,
        },
        Fixed {
            what: "Lambda, empty nights",
            arithmetic: format!("{NIGHTS} × {EMPTY_NIGHT_SECONDS} s × {NIGHT_GB:.2} GB × ${GB_SECOND}"),
            dollars: NIGHTS * EMPTY_NIGHT_SECONDS * NIGHT_GB * GB_SECOND,
        },
    ])
}
