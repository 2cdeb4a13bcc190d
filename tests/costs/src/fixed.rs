//! What a stack costs where nobody answers, counted from the template and from what is counted.

use anyhow::Result;
use shared::telemetry::{Metric, Refused};

use crate::prices::{ALARM, DASHBOARD, GB_SECOND, KEY_REQUEST, METRIC, SECRET};
use crate::template::Template;
use crate::usage::{EMPTY_NIGHT_SECONDS, HOURS, KEY_KEPT_SECONDS, METRICS_OF_A_NIGHT, NIGHT_GB, NIGHTS, SECONDS};

/// One line: what is paid for, the arithmetic, dollars a month.
pub struct Fixed {
    /// What is paid for.
    pub what: &'static str,
    /// The arithmetic.
    pub arithmetic: String,
    /// Dollars a month where nothing is chosen and nothing happens.
    pub idle: f64,
    /// Dollars a month at most, with every option and whatever happens.
    pub most: f64,
}

/// Metrics of our own that there can be: each value of a dimension is one, and so is what the access log is filtered for.
fn metrics(template: &Template) -> Result<f64> {
    let counted = u32::try_from(Metric::ALL.len() + Refused::ALL.len())?;
    Ok(f64::from(counted) + template.all("AWS::Logs::MetricFilter")?)
}

/// Everything that does not grow with the answers.
///
/// # Errors
/// The template cannot be read.
pub fn lines() -> Result<Vec<Fixed>> {
    let template = Template::bundled()?;
    let secret = "AWS::SecretsManager::Secret";
    let (secrets, all_secrets) = (template.always(secret)?, template.all(secret)?);
    let (watched, alarms) = (template.alarm_metrics()?, template.all("AWS::CloudWatch::Alarm")?);
    let dashboards = template.all("AWS::CloudWatch::Dashboard")?;
    let metrics = metrics(&template)?;
    let by_night = template.tables_used(&["aggregate", "flag"])?;
    let tables = template.tables_used(&["submit", "aggregate", "flag", "api", "export"])?;
    let nights = NIGHTS * EMPTY_NIGHT_SECONDS * NIGHT_GB * GB_SECOND;
    let same = |what, arithmetic, dollars| Fixed {
        what,
        arithmetic,
        idle: dollars,
        most: dollars,
    };
    Ok(vec![
        Fixed {
            what: "Secrets Manager, secrets",
            arithmetic: format!("{secrets} × ${SECRET:.2}; {all_secrets} with CloudFront"),
            idle: secrets * SECRET,
            most: all_secrets * SECRET,
        },
        same(
            "CloudWatch, alarms",
            format!("{watched} metrics, which {alarms} alarms watch, × ${ALARM:.2}"),
            watched * ALARM,
        ),
        same(
            "CloudWatch, dashboards",
            format!("{dashboards} × ${DASHBOARD:.2}"),
            dashboards * DASHBOARD,
        ),
        Fixed {
            what: "CloudWatch, metrics of our own",
            arithmetic: format!(
                "{METRICS_OF_A_NIGHT} in {NIGHTS} of {HOURS} hours; at most {metrics} in every hour; × ${METRIC:.2}"
            ),
            idle: METRICS_OF_A_NIGHT * NIGHTS / HOURS * METRIC,
            most: metrics * METRIC,
        },
        Fixed {
            what: "KMS, the tables' keys",
            arithmetic: format!(
                "{by_night} pairs of function and table a night; at most {tables} every {:.0} minutes; × ${:.2} for 10,000",
                KEY_KEPT_SECONDS / 60.0,
                KEY_REQUEST * 1e4
            ),
            idle: by_night * NIGHTS * KEY_REQUEST,
            most: tables * SECONDS / KEY_KEPT_SECONDS * KEY_REQUEST,
        },
        same(
            "Lambda, empty nights",
            format!("{NIGHTS} × {EMPTY_NIGHT_SECONDS} s × {NIGHT_GB:.2} GB × ${GB_SECOND}"),
            nights,
        ),
    ])
}

/// Dollars a month where nothing happens, and at most.
///
/// # Errors
/// The template cannot be read.
pub fn sums() -> Result<(f64, f64)> {
    let lines = lines()?;
    let sum = |of: fn(&Fixed) -> f64| lines.iter().map(of).sum();
    Ok((sum(|line| line.idle), sum(|line| line.most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_more_while_nothing_happens_than_it_is_at_most() {
        for line in lines().unwrap() {
            assert!(line.idle <= line.most, "{}: {} and {}", line.what, line.idle, line.most);
        }
    }

    #[test]
    fn reasons_of_refusals_and_filters_of_logs_are_metrics_too() {
        let own = u32::try_from(Metric::ALL.len()).unwrap();
        assert!(metrics(&Template::bundled().unwrap()).unwrap() > f64::from(own) + 1.0);
    }
}
