//! What the template says of things that are paid for: how many there are, and how fast each route takes requests.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_norway::{Mapping, Value};

const TEXT: &str = include_str!("../../../template.yaml");

/// A template of CloudFormation.
pub struct Template(Value);

/// A route of the HTTP API.
pub struct Route {
    /// As in the template: `GET /s/{token}`.
    pub key: String,
    /// Requests a second that it takes.
    pub rate: f64,
    /// Memory of its function, in GB.
    pub memory: f64,
}

impl Route {
    /// Whether it is one of the survey page, which anybody may open who has a link.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.key.contains(" /s/")
    }
}

/// How many there are: numbers of a bill, which are small.
fn number(of: usize) -> Result<f64> {
    Ok(u32::try_from(of)?.into())
}

impl Template {
    /// Aisance's own.
    ///
    /// # Errors
    /// It is not YAML.
    pub fn bundled() -> Result<Self> {
        Self::parse(TEXT)
    }

    /// Reads a template.
    ///
    /// # Errors
    /// It is not YAML.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self(serde_norway::from_str(text)?))
    }

    fn resources(&self) -> Result<&Mapping> {
        self.0["Resources"].as_mapping().context("the template's resources")
    }

    fn of_type<'a>(&'a self, kind: &'a str) -> Result<impl Iterator<Item = &'a Value>> {
        Ok(self
            .resources()?
            .values()
            .filter(move |resource| resource["Type"] == kind))
    }

    /// How many resources of a type there are, those under a condition included.
    ///
    /// # Errors
    /// It has no resources.
    pub fn all(&self, kind: &str) -> Result<f64> {
        number(self.of_type(kind)?.count())
    }

    /// How many resources of a type there are whatever is chosen.
    ///
    /// # Errors
    /// It has no resources.
    pub fn always(&self, kind: &str) -> Result<f64> {
        number(
            self.of_type(kind)?
                .filter(|resource| resource["Condition"].is_null())
                .count(),
        )
    }

    /// How many metrics its alarms watch: an alarm over a sum is paid for each metric that it adds up.
    ///
    /// # Errors
    /// It has no resources.
    pub fn alarm_metrics(&self) -> Result<f64> {
        let watched = |alarm: &Value| match alarm["Properties"]["Metrics"].as_sequence() {
            Some(metrics) => metrics.iter().filter(|metric| !metric["MetricStat"].is_null()).count(),
            None => 1,
        };
        number(self.of_type("AWS::CloudWatch::Alarm")?.map(watched).sum())
    }

    /// How many tables each function may use, added up over these functions, by the names of their binaries.
    ///
    /// # Errors
    /// It has no resources.
    pub fn tables_used(&self, by: &[&str]) -> Result<f64> {
        let mut used = BTreeSet::new();
        for function in self.of_type("AWS::Serverless::Function")? {
            let binary = function["Metadata"]["BuildProperties"]["Binary"].as_str();
            let binary = binary.context("a function without a binary")?;
            let mut names = BTreeSet::new();
            names_in(&function["Properties"]["Policies"], &mut names);
            let tables = names
                .into_iter()
                .filter(|name| by.contains(&binary) && name.ends_with("Table"));
            used.extend(tables.map(|table| (binary, table)));
        }
        number(used.len())
    }

    /// A number, or the default of the parameter that stands for it.
    fn value(&self, of: &Value) -> Result<f64> {
        if let Value::Tagged(tagged) = of {
            let parameter = tagged.value.as_str().context("the name of a parameter")?;
            return self.value(&self.0["Parameters"][parameter]["Default"]);
        }
        of.as_f64().with_context(|| format!("{of:?} is no number"))
    }

    /// Every route, with the rate at which it refuses.
    ///
    /// # Errors
    /// A route, a rate or a function is not as it should be.
    pub fn routes(&self) -> Result<Vec<Route>> {
        let api = self
            .of_type("AWS::Serverless::HttpApi")?
            .next()
            .context("an HTTP API")?;
        let own = &api["Properties"]["RouteSettings"];
        let usual = &api["Properties"]["DefaultRouteSettings"];
        let mut routes = Vec::new();
        for function in self.of_type("AWS::Serverless::Function")? {
            let properties = &function["Properties"];
            let events = properties["Events"].as_mapping().into_iter().flat_map(Mapping::values);
            for event in events.filter(|event| event["Type"] == "HttpApi") {
                let [method, path] = ["Method", "Path"].map(|name| event["Properties"][name].as_str());
                let key = format!("{} {}", method.context("a method")?, path.context("a path")?);
                let settings = own.get(key.as_str()).unwrap_or(usual);
                routes.push(Route {
                    rate: self.value(&settings["ThrottlingRateLimit"])?,
                    memory: self.value(&properties["MemorySize"])? / 1024.0,
                    key,
                });
            }
        }
        Ok(routes)
    }
}

/// The resources that the tags of a value name: of `!GetAtt X.Arn` and `!Sub "${X.Arn}/rest"` the X.
fn names_in<'a>(value: &'a Value, names: &mut BTreeSet<&'a str>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| names_in(item, names)),
        Value::Mapping(entries) => entries.values().for_each(|entry| names_in(entry, names)),
        Value::Tagged(tagged) => match tagged.value.as_str() {
            Some(text) => names.extend(text.trim_start_matches("${").split('.').next()),
            None => names_in(&tagged.value, names),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
Parameters:
  Rate: { Type: Number, Default: 200 }
Resources:
  OfOne: { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: Errors } }
  OfTwo:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics: [{ Id: sum, Expression: a + b }, { Id: a, MetricStat: { Stat: Sum } }, { Id: b, MetricStat: { Stat: Sum } }]
  Kept: { Type: "AWS::SecretsManager::Secret" }
  Chosen: { Type: "AWS::SecretsManager::Secret", Condition: HasCloudFront }
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefaultRouteSettings: { ThrottlingRateLimit: 50 }
      RouteSettings: { "GET /s/{token}": { ThrottlingRateLimit: !Ref Rate } }
  Function:
    Type: AWS::Serverless::Function
    Metadata: { BuildProperties: { Binary: submit } }
    Properties:
      MemorySize: 512
      Policies:
        - Statement:
            - { Action: a, Resource: !GetAtt AnswersTable.Arn }
            - { Action: b, Resource: [!Sub "${AnswersTable.Arn}/index/by_day", !GetAtt ScoresTable.Arn] }
            - { Action: c, Resource: !Ref Kept }
      Events:
        Page: { Type: HttpApi, Properties: { Method: GET, Path: "/s/{token}" } }
        Other: { Type: HttpApi, Properties: { Method: POST, Path: /v1/links } }
"#;

    #[test]
    fn an_alarm_over_a_sum_counts_once_for_each_metric_in_it() {
        let template = Template::parse(SMALL).unwrap();
        assert_eq!(template.alarm_metrics().unwrap(), 3.0);
    }

    #[test]
    fn what_an_option_adds_is_not_always_there() {
        let template = Template::parse(SMALL).unwrap();
        let kind = "AWS::SecretsManager::Secret";
        assert_eq!(
            (template.always(kind).unwrap(), template.all(kind).unwrap()),
            (1.0, 2.0)
        );
    }

    #[test]
    fn a_table_counts_once_for_each_function_that_may_use_it() {
        let template = Template::parse(SMALL).unwrap();
        assert_eq!(template.tables_used(&["submit"]).unwrap(), 2.0);
        assert_eq!(template.tables_used(&["api"]).unwrap(), 0.0);
    }

    #[test]
    fn a_route_refuses_at_its_own_rate_or_at_the_usual_one() {
        let routes = Template::parse(SMALL).unwrap().routes().unwrap();
        let told: Vec<_> = routes
            .iter()
            .map(|route| (route.key.as_str(), route.rate, route.memory, route.is_public()))
            .collect();
        assert_eq!(
            told,
            [
                ("GET /s/{token}", 200.0, 0.5, true),
                ("POST /v1/links", 50.0, 0.5, false)
            ]
        );
    }
}
