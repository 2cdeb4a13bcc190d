//! A deployed stack as AWS shows it to `aisance --stack`, with moto as AWS.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};
use local::template::Template;
use serde_json::json;
use shared::store::{Connection, Patience, Store};

use crate::evaluated::{ADDRESS, NAME, REGION, outputs, parameters, physical_name};
use crate::function::binary;
use crate::moto::Moto;
use crate::secrets::ROOT_KEYS;
use crate::served::output_of;
use crate::tools::tool;

/// What every script begins with: clients of moto, and what is asked.
const CLIENTS: &str = r#"
import boto3, io, json, sys, zipfile
asked = json.load(sys.stdin)
def client(service): return boto3.client(service, endpoint_url=asked["endpoint"], region_name=asked["region"])
"#;

/// Whom its alarms are mailed to.
const ALARM_EMAIL: &str = "team@example.org";

/// Makes everything that the template makes and `doctor` looks at, as moto's own CloudFormation knows no HTTP APIs and no
/// schedules, and says what moto has named otherwise than was asked.
const MAKE_RESOURCES: &str = r#"
made = {}
made["RootSecret"] = client("secretsmanager").create_secret(Name="root-keys", SecretString=asked["keys"])["ARN"]
role = client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive: archive.writestr("bootstrap", "")
functions = {}
for id, called in asked["functions"].items():
    name, alias = called.split(":")
    client("lambda").create_function(FunctionName=name, Runtime="provided.al2023", Role=role,
        Handler="bootstrap", Code={"ZipFile": code.getvalue()}, Architectures=["arm64"], Publish=True)
    named = client("lambda").create_alias(FunctionName=name, Name=alias, FunctionVersion="1")
    functions[id] = named["AliasArn"]
client("scheduler").create_schedule(Name=asked["schedule"], ScheduleExpression=asked["cron"],
    ScheduleExpressionTimezone=asked["zone"], FlexibleTimeWindow={"Mode": "OFF"},
    Target={"Arn": functions[asked["nightly"]], "RoleArn": role})
for table in asked["tables"]:
    client("dynamodb").update_table(TableName=table, DeletionProtectionEnabled=True)
    client("dynamodb").update_continuous_backups(TableName=table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
client("dynamodb").update_table(TableName=asked["exports"],
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
stream = client("dynamodb").describe_table(TableName=asked["exports"])["Table"]["LatestStreamArn"]
client("lambda").create_event_source_mapping(EventSourceArn=stream, FunctionName=functions["ExportFunction"],
    StartingPosition="TRIM_HORIZON", BatchSize=1)
made["FailuresQueue"] = client("sqs").create_queue(QueueName="failures")["QueueUrl"]
made["AlarmTopic"] = client("sns").create_topic(Name="alarms")["TopicArn"]
client("sns").subscribe(TopicArn=made["AlarmTopic"], Protocol="email", Endpoint=asked["mail"])
client("cloudwatch").put_metric_alarm(AlarmName="feedback-FailuresAlarm-1", AlarmDescription="A run failed for good.",
    Namespace="AWS/SQS", MetricName="ApproximateNumberOfMessagesVisible", Period=300, EvaluationPeriods=1, Threshold=0,
    ComparisonOperator="GreaterThanThreshold", Statistic="Maximum", AlarmActions=[made["AlarmTopic"]])
json.dump(made, sys.stdout)
"#;

/// Makes a stack that has these outputs and parameters.
const MAKE_STACK: &str = r#"
client("cloudformation").create_stack(StackName=asked["name"], TemplateBody=json.dumps({
    "Parameters": {name: {"Type": "String", "Default": value} for name, value in asked["parameters"].items()},
    "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
    "Outputs": {name: {"Value": value} for name, value in asked["outputs"].items()}}))
"#;

/// The stack. It ends with this value.
pub struct Deployed {
    /// What is stored in its tables.
    pub store: Store,
    endpoint: String,
    _moto: Moto,
}

impl Deployed {
    /// Makes a stack in which all is well, and which is reached at `base_url`; nobody has used it yet.
    ///
    /// # Errors
    /// moto does not start, or does not make something.
    pub async fn start(base_url: &str) -> Result<Self> {
        let moto = Moto::start()?;
        let endpoint = format!("http://127.0.0.1:{}", moto.port);
        let client = Connection::to_local_engine(&endpoint)?.dynamodb(Patience::Nightly);
        let template = Template::bundled()?;
        let tables = local::tables::create_tables(&client, &template, &physical_name("")).await?;
        let stack = Self {
            store: Store::new(client, tables),
            endpoint,
            _moto: moto,
        };
        let given = [("TimeZone", "Europe/Paris"), ("AlarmEmail", ALARM_EMAIL)];
        let planned = outputs(&given, []);
        // As they are called: the name, and the alias after a colon.
        let functions: BTreeMap<&String, &String> = template.functions.keys().map(|id| (id, &planned[id])).collect();
        let names = template.tables.iter().map(|table| physical_name(&table.logical_id));
        let made = stack.script_about(
            MAKE_RESOURCES,
            json!({
                "keys": ROOT_KEYS, "tables": names.collect::<Vec<_>>(), "functions": functions, "mail": ALARM_EMAIL,
                "schedule": planned["NightlySchedule"], "nightly": template.schedule.function,
                "cron": template.schedule.cron, "zone": planned["TimeZone"], "exports": planned["ExportsTable"],
            }),
        )?;
        let made: BTreeMap<String, String> = serde_json::from_str(&made)?;
        let made = made.iter().map(|(id, name)| (id.as_str(), name.clone()));
        let mut told = outputs(&given, made);
        for value in told.values_mut() {
            *value = value.replace(ADDRESS, base_url);
        }
        stack.script_about(
            MAKE_STACK,
            json!({ "name": NAME, "outputs": told, "parameters": parameters(&given) }),
        )?;
        Ok(stack)
    }

    /// Changes something in this AWS: a Python script in which `client("sqs")` and the like are boto3's.
    ///
    /// # Errors
    /// The script fails.
    pub fn change(&self, script: &str) -> Result<()> {
        self.script_about(script, json!({})).map(drop)
    }

    /// Gives what the script prints.
    fn script_about(&self, script: &str, mut asked: serde_json::Value) -> Result<String> {
        asked["endpoint"] = self.endpoint.clone().into();
        asked["region"] = REGION.into();
        let mut run = Command::new(tool("python3")?)
            .args(["-c", &format!("{CLIENTS}{script}")])
            .envs(credentials())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut input = run.stdin.take().context("its input")?;
        input.write_all(asked.to_string().as_bytes())?;
        drop(input);
        let ended = run.wait_with_output()?;
        ensure!(ended.status.success(), "the script failed: {script}");
        Ok(String::from_utf8(ended.stdout)?)
    }

    /// `aisance` with the caller's credentials for this AWS, and not yet run.
    ///
    /// # Errors
    /// The binary was not built.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(binary("aisance")?);
        command
            .args(arguments)
            .envs(credentials())
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            .stdin(Stdio::null());
        Ok(command)
    }

    /// Runs `aisance --stack feedback` with these arguments and this input.
    ///
    /// # Errors
    /// It cannot be run.
    pub fn aisance(&self, arguments: &[&str], input: &str) -> Result<Output> {
        let mut command = self.command(arguments)?;
        command.args(["--stack", NAME]);
        output_of(command, input)
    }
}

fn credentials() -> [(&'static str, &'static str); 3] {
    [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_REGION", REGION),
    ]
}
