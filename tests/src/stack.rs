//! A whole deployment in miniature: engine, secret, and the real function binaries as they are needed.

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use shared::clock::{Clock, SystemClock};
use shared::domain::survey::Survey;
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, RootKeys, mint};
use shared::store::names::env;
use shared::store::settings::{PutSurvey, ReadSurveys};

use crate::engine::Engine;
use crate::function::Function;
use crate::secrets::Secret;
use crate::{events, secrets};

/// The IANA zone in which it is between noon and one o'clock at `now`.
pub fn zone_where_it_is_noon(now: Timestamp) -> String {
    let west_of_greenwich = now.to_zoned(jiff::tz::TimeZone::UTC).hour() - 12;
    // The names of these zones count westwards.
    format!("Etc/GMT{west_of_greenwich:+}")
}

/// The bucket that its functions are told of; only a test of exports has one.
pub const EXPORTS_BUCKET: &str = "exports";

/// The deployment.
pub struct Stack {
    /// Its storage.
    pub engine: Engine,
    /// Its secret.
    pub secret: Secret,
    /// The keys in it when it was made.
    pub keys: RootKeys,
    /// Its workspace's time zone: one in which it is about noon, so that no test meets midnight or the hour of grace.
    pub time_zone: String,
    environment: Vec<(String, String)>,
}

impl Stack {
    /// Starts storage and secret, and stores the ready surveys as if they had been there for a week.
    pub async fn start() -> Result<Self> {
        let engine = Engine::start().await?;
        let secret = secrets::start().await?;
        let tables = &engine.tables;
        let time_zone = zone_where_it_is_noon(SystemClock.now());
        let variables = [
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_ENDPOINT_URL_DYNAMODB", format!("http://{}", engine.tapped)),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", format!("http://{}", secret.address)),
            (env::ROOT_SECRET_ARN, secrets::ARN.to_owned()),
            (env::TIME_ZONE, time_zone.clone()),
            (env::RETENTION_DAYS, "396".to_owned()),
            (env::RESPONSES_TABLE, tables.responses.clone()),
            (env::SCORES_TABLE, tables.scores.clone()),
            (env::CUSTOMERS_TABLE, tables.customers.clone()),
            (env::EVENTS_TABLE, tables.events.clone()),
            (env::SETTINGS_TABLE, tables.settings.clone()),
            (env::LEDGER_TABLE, tables.ledger.clone()),
            (env::EXPORTS_TABLE, tables.exports.clone()),
            (env::EXPORTS_BUCKET, EXPORTS_BUCKET.to_owned()),
        ];
        let environment = variables
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let stack = Self {
            engine,
            secret,
            keys: RootKeys::parse(secrets::ROOT_KEYS)?,
            time_zone,
            environment,
        };
        let store = stack.engine.store()?;
        let week_ago = SystemClock.now() - SignedDuration::from_hours(24 * 7);
        for (name, text) in local::commands::survey::READY {
            let definition = local::survey_file::read(name, text)?;
            let measure = definition
                .measure()
                .map_err(|problem| anyhow::anyhow!(problem.message))?;
            store
                .put_survey(
                    &Survey {
                        version: 1,
                        measure,
                        definition,
                    },
                    week_ago,
                )
                .await?;
        }
        anyhow::ensure!(
            store.read_surveys().await?.current.len() == 3,
            "the ready surveys are stored"
        );
        Ok(stack)
    }

    /// Starts a function of this deployment.
    pub async fn function(&self, name: &str) -> Result<Function> {
        Function::start(name, &self.environment).await
    }

    /// The environment its functions get.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// Runs a night: `aggregate`, and with its success `flag`, as the destination does. Gives both reports.
    pub async fn night(&self) -> Result<(Value, Value)> {
        let scores = self
            .function("aggregate")
            .await?
            .invoke(events::nightly())
            .await
            .context("aggregate")?;
        let customers = self
            .function("flag")
            .await?
            .invoke(events::after_nightly(&scores))
            .await
            .context("flag")?;
        Ok((scores, customers))
    }

    /// Facts of a link of today for a customer.
    pub fn facts(&self, survey: &str, customer: &str, reference: &str) -> FactsDraft {
        FactsDraft {
            survey: survey.to_owned(),
            customer: Some(customer.to_owned()),
            touchpoint: "support".to_owned(),
            reference: Some(reference.to_owned()),
            attributes: [("plan".to_owned(), "pro".to_owned())].into(),
            channel: Channel::Email,
            language: Some("en".to_owned()),
            issued: SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date(),
            valid_days: 30,
        }
    }

    /// The token of a link.
    pub fn token(&self, facts: &FactsDraft) -> Result<String> {
        Ok(mint(self.keys.mint_key(), &LinkFacts::new(facts, RawIds::Refuse)?))
    }
}
