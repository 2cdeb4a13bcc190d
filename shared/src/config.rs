//! What a function is told by its environment, read once by `main`.

mod oidc;

use jiff::SignedDuration;

pub use self::oidc::OidcConfig;
use crate::domain::day::Calendar;
use crate::store::Tables;
use crate::store::names::env;

/// The shortest time responses may be kept: a day is sealed 30 days earlier, and links live for 90.
pub const SHORTEST_RETENTION_DAYS: i64 = 180;

/// A function's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Names of the tables.
    pub tables: Tables,
    /// IANA name of the zone of the workspace.
    pub time_zone: String,
    /// How long responses are kept.
    pub retention: SignedDuration,
    /// ARN of the secret with the root keys, for the functions that need it.
    pub root_secret: Option<String>,
    /// The issuer that people sign in with; none where they do so with API keys.
    pub oidc: Option<OidcConfig>,
}

/// Everything that is wrong with the environment, at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the environment of this function is incomplete: {}", .0.join("; "))]
pub struct ConfigError(pub Vec<String>);

/// A variable of this process's environment; for `main` alone.
#[must_use]
pub fn var(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl Config {
    /// Reads the environment through `var`.
    ///
    /// # Errors
    /// Every variable that is missing or wrong.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut wrong = Vec::new();
        let tables = Tables::from_env(&var)
            .map_err(|missing| wrong.extend(missing.into_iter().map(|name| format!("{name} is missing"))));
        let time_zone = var(env::TIME_ZONE).unwrap_or_else(|| "UTC".to_owned());
        if let Err(unknown) = Calendar::new(&time_zone) {
            wrong.push(format!("{}: {unknown}", env::TIME_ZONE));
        }
        let days = var(env::RETENTION_DAYS).unwrap_or_else(|| "396".to_owned());
        let retention = days
            .parse::<i64>()
            .ok()
            .filter(|days| (SHORTEST_RETENTION_DAYS..=36_500).contains(days));
        if retention.is_none() {
            wrong.push(format!(
                "{} is '{days}' and must be a number of days from {SHORTEST_RETENTION_DAYS} to 36500",
                env::RETENTION_DAYS
            ));
        }
        let oidc = OidcConfig::from_env(&var, &mut wrong);
        match (tables, retention) {
            (Ok(tables), Some(days)) if wrong.is_empty() => Ok(Self {
                tables,
                time_zone,
                retention: SignedDuration::from_hours(24 * days),
                root_secret: var(env::ROOT_SECRET_ARN),
                oidc,
            }),
            _ => Err(ConfigError(wrong)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_variable_is_named_at_once() {
        let var = |name: &str| match name {
            env::TIME_ZONE => Some("Mars/Olympus".to_owned()),
            env::RETENTION_DAYS => Some("30".to_owned()),
            env::LEDGER_TABLE => None,
            _ => Some("x".to_owned()),
        };
        let text = Config::from_env(var).unwrap_err().to_string();
        for name in ["TIME_ZONE", "Mars/Olympus", "RETENTION_DAYS", "LEDGER_TABLE"] {
            assert!(text.contains(name), "{text}");
        }
    }

    #[test]
    fn a_complete_environment_is_taken_with_its_defaults() {
        let config = Config::from_env(|name| env::TABLES.contains(&name).then(|| name.to_lowercase())).unwrap();
        assert_eq!(
            (
                config.time_zone.as_str(),
                config.retention.as_hours() / 24,
                config.root_secret
            ),
            ("UTC", 396, None)
        );
        assert_eq!(config.tables.scores, "scores_table");
    }
}
