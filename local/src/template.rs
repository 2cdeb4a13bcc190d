//! What `template.yaml` says, so that one machine has the same tables, routes and schedule as a deployment.

mod routes;
mod schedule;
mod tables;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, anyhow, bail};

pub use routes::{Matched, Route, match_route};
pub use schedule::Schedule;
pub use tables::{IndexSpec, ProjectionSpec, TableSpec};
use yaml::Node;

/// The text of `template.yaml` this program was built with.
pub const TEMPLATE: &str = include_str!("../../template.yaml");

/// The part of the template that a machine without CloudFormation needs.
#[derive(Clone, Debug)]
pub struct Template {
    /// The tables, in the template's order.
    pub tables: Vec<TableSpec>,
    /// The routes of the HTTP API, in the template's order.
    pub routes: Vec<Route>,
    /// When which function runs by itself.
    pub schedule: Schedule,
    /// The functions, by logical id.
    pub functions: BTreeMap<String, FunctionSpec>,
    /// What all functions run in, as in `provided.al2023`.
    pub runtime: String,
    /// The parameters' defaults, as text; a parameter without one is absent.
    pub defaults: BTreeMap<String, String>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionSpec {
    /// The name of its binary.
    pub binary: String,
    /// The names of its environment variables.
    pub env: BTreeSet<String>,
    /// The logical id of the function that its success invokes.
    pub on_success: Option<String>,
}

impl Template {
    /// The template this program was built with.
    ///
    /// # Errors
    ///
    /// Where the template is not what this module understands, which the tests rule out.
    pub fn bundled() -> Result<Self> {
        Self::parse(TEMPLATE)
    }

    /// Reads the text of a template.
    ///
    /// # Errors
    ///
    /// Where it is not YAML, or something needed is missing or of an unexpected shape; the message says where.
    pub fn parse(text: &str) -> Result<Self> {
        let document = yaml::document(text)?;
        let root = Node::root(&document);
        let resources = root.get("Resources")?;
        let of_all = root.get("Globals")?.get("Function")?;
        let shared_env = of_all.get("Environment")?.get("Variables")?;

        let (mut tables, mut functions) = (Vec::new(), BTreeMap::new());
        let (mut routes, mut schedules) = (Vec::new(), Vec::new());
        for (id, resource) in resources.entries()? {
            let kind = resource.get("Type")?.text()?;
            if !matches!(kind, "AWS::DynamoDB::Table" | "AWS::Serverless::Function") {
                continue;
            }
            let properties = resource.get("Properties")?;
            if kind == "AWS::DynamoDB::Table" {
                let env_name = env_name(&shared_env, id)?;
                tables.push(TableSpec::read(id, env_name, &properties)?);
                continue;
            }
            functions.insert(id.to_owned(), function(&resource, &of_all)?);
            for event in events(&properties)? {
                let properties = event.get("Properties")?;
                match event.get("Type")?.text()? {
                    "HttpApi" => routes.push(Route::read(id, &properties)?),
                    "ScheduleV2" => schedules.push(Schedule::read(id, &properties)?),
                    other => bail!("{event} is {other}, which cannot be run on one machine"),
                }
            }
        }
        let [schedule] = <[Schedule; 1]>::try_from(schedules)
            .map_err(|found| anyhow!("the template holds {} schedules, not one", found.len()))?;
        let template = Self {
            tables,
            routes,
            schedule,
            functions,
            runtime: of_all.get("Runtime")?.text()?.to_owned(),
            defaults: defaults(&root)?,
        };
        template.check()?;
        Ok(template)
    }

    /// The table with this logical id.
    #[must_use]
    pub fn table(&self, logical_id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.logical_id == logical_id)
    }

    fn check(&self) -> Result<()> {
        for (at, route) in self.routes.iter().enumerate() {
            if self.routes[..at].iter().any(|other| other.same_requests(route)) {
                bail!("two routes answer {}", route.key());
            }
        }
        for (id, function) in &self.functions {
            if let Some(next) = &function.on_success {
                self.functions
                    .get(next)
                    .with_context(|| format!("{id} invokes {next} on success, which is not a function"))?;
            }
        }
        Ok(())
    }
}

fn defaults(root: &Node<'_>) -> Result<BTreeMap<String, String>> {
    let mut defaults = BTreeMap::new();
    for (name, parameter) in root.get("Parameters")?.entries()? {
        if let Some(default) = parameter.find("Default") {
            defaults.insert(name.to_owned(), default.scalar()?);
        }
    }
    Ok(defaults)
}

fn env_name(shared_env: &Node<'_>, table: &str) -> Result<String> {
    let entries = shared_env.entries()?;
    let mut names = entries
        .iter()
        .filter(|(_, value)| value.reference().is_ok_and(|id| id == table));
    match (names.next(), names.next()) {
        (Some((name, _)), None) => Ok((*name).to_owned()),
        (None, _) => bail!("{shared_env} has no variable for {table}"),
        (Some((one, _)), Some((other, _))) => {
            bail!("{shared_env} names {table} twice: {one} and {other}")
        }
    }
}

fn events<'a>(properties: &Node<'a>) -> Result<Vec<Node<'a>>> {
    let Some(events) = properties.find("Events") else {
        return Ok(Vec::new());
    };
    Ok(events.entries()?.into_iter().map(|(_, event)| event).collect())
}

/// A function, with what is said `of_all` of them.
fn function(resource: &Node<'_>, of_all: &Node<'_>) -> Result<FunctionSpec> {
    let properties = resource.get("Properties")?;
    let mut env: BTreeSet<String> = of_all
        .get("Environment")?
        .get("Variables")?
        .entries()?
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if let Some(own) = properties.find("Environment") {
        env.extend(
            own.get("Variables")?
                .entries()?
                .iter()
                .map(|(name, _)| (*name).to_owned()),
        );
    }
    let on_success = properties
        .find("EventInvokeConfig")
        .and_then(|config| config.find("DestinationConfig"))
        .and_then(|config| config.find("OnSuccess"));
    let on_success = match on_success {
        None => None,
        Some(target) => match target.get("Type")?.text()? {
            "Lambda" => Some(target.get("Destination")?.reference()?.to_owned()),
            // Who hears of it there starts what is unfinished again. On one machine no time is up, and nothing is unfinished.
            "EventBridge" => None,
            other => bail!("{target} is {other}, which cannot be run on one machine"),
        },
    };
    Ok(FunctionSpec {
        binary: resource
            .get("Metadata")?
            .get("BuildProperties")?
            .get("Binary")?
            .text()?
            .to_owned(),
        env,
        on_success,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_template_is_understood() {
        let template = Template::bundled().unwrap();
        assert_eq!(template.tables.len(), 7);
        assert_eq!(template.table("ScoresTable").unwrap().env_name, "SCORES_TABLE");
        assert!(template.table("OtherTable").is_none());
        assert_eq!(template.defaults["TimeZone"], "UTC");
        assert_eq!(template.defaults["RetentionDays"], "396");
        assert_eq!(template.schedule.function, "AggregateFunction");
        assert_eq!(
            template.functions["AggregateFunction"].on_success.as_deref(),
            Some("FlagFunction")
        );
        assert!(template.functions["ApiFunction"].env.contains("ROOT_SECRET_ARN"));
        assert!(!template.functions["AggregateFunction"].env.contains("ROOT_SECRET_ARN"));
        for route in &template.routes {
            assert!(template.functions.contains_key(&route.function), "{}", route.key());
        }
    }

    fn refusal(change: impl Fn(&str) -> String) -> String {
        let changed = change(TEMPLATE);
        assert_ne!(changed, TEMPLATE, "the change changes nothing");
        format!("{:#}", Template::parse(&changed).unwrap_err())
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (from, to, message) in [
            (
                "SCORES_TABLE: !Ref ScoresTable",
                "SCORES_TABLE: scores",
                "has no variable for ScoresTable",
            ),
            (
                "LEDGER_TABLE: !Ref LedgerTable",
                "LEDGER_TABLE: !Ref EventsTable",
                "names EventsTable twice",
            ),
            ("cron(10 4 * * ? *)", "rate(1 day)", "rate(1 day)"),
            ("cron(10 4 * * ? *)", "cron(10 24 * * ? *)", "cron(10 24 * * ? *)"),
            ("Path: /dashboard", "Path: \"/{proxy+}\"", "/{proxy+}"),
            ("Method: HEAD", "Method: ANY", "ANY"),
            (
                "Path: /v1/flags",
                "Path: /v1/scores",
                "two routes answer GET /v1/scores",
            ),
            (
                "Type: ScheduleV2",
                "Type: Schedule",
                "Resources.AggregateFunction.Properties.Events.Nightly",
            ),
            ("ProjectionType: ALL", "ProjectionType: SOME", "SOME"),
            ("{ Type: Lambda,", "{ Type: SNS,", "SNS"),
            ("Resources:", "Resource:", "Resources is missing"),
            ("Globals:", "Globals: [", "not YAML"),
        ] {
            let error = refusal(|text| text.replacen(from, to, 1));
            assert!(error.contains(message), "{from} -> {to}: {error}");
        }
    }
}
