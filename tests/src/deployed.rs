//! A deployed stack as AWS shows it to `aisance --stack`, with moto as AWS.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};
use local::template::Template;
use serde_json::json;
use shared::store::{Connection, Patience, Store};

use crate::function::binary;
use crate::moto::Moto;
use crate::secrets::ROOT_KEYS;
use crate::served::output_of;
use crate::tools::tool;

/// The stack's name.
pub const NAME: &str = "feedback";
/// Its region.
pub const REGION: &str = "us-east-1";

/// What every script begins with: clients of moto, and what is asked.
const CLIENTS: &str = r#"
import boto3, io, json, sys, zipfile
asked = json.load(sys.stdin)
def client(service): return boto3.client(service, endpoint_url=asked["endpoint"], region_name=asked["region"])
"#;

/// Makes everything that the template makes and `doctor` looks at, and a stack that says so in its outputs: moto's own
/// CloudFormation knows no HTTP APIs and no schedules.
const MAKE_STACK: &str = r#"
made = {}
made["RootSecretArn"] = client("secretsmanager").create_secret(Name="root-keys", SecretString=asked["keys"])["ARN"]
role = client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive: archive.writestr("bootstrap", "")
functions = {}
for id, alias in asked["functions"].items():
    made[id] = "feedback-" + id
    function = client("lambda").create_function(FunctionName=made[id], Runtime="provided.al2023", Role=role,
        Handler="bootstrap", Code={"ZipFile": code.getvalue()}, Architectures=["arm64"], Publish=True)
    functions[id] = function["FunctionArn"]
    if alias:
        named = client("lambda").create_alias(FunctionName=made[id], Name=alias, FunctionVersion="1")
        functions[id] = named["AliasArn"]
made["NightlySchedule"] = "feedback-night"
client("scheduler").create_schedule(Name="feedback-night", ScheduleExpression=asked["cron"],
    ScheduleExpressionTimezone=asked["outputs"]["TimeZone"], FlexibleTimeWindow={"Mode": "OFF"},
    Target={"Arn": functions[asked["nightly"]], "RoleArn": role})
for table in asked["tables"]:
    client("dynamodb").update_table(TableName=table, DeletionProtectionEnabled=True)
    client("dynamodb").update_continuous_backups(TableName=table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
client("dynamodb").update_table(TableName="feedback-ExportsTable",
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
stream = client("dynamodb").describe_table(TableName="feedback-ExportsTable")["Table"]["LatestStreamArn"]
client("lambda").create_event_source_mapping(EventSourceArn=stream, FunctionName=functions["ExportFunction"],
    StartingPosition="TRIM_HORIZON", BatchSize=1)
made["FailuresQueueUrl"] = client("sqs").create_queue(QueueName="failures")["QueueUrl"]
made["AlarmTopicArn"] = client("sns").create_topic(Name="alarms")["TopicArn"]
client("sns").subscribe(TopicArn=made["AlarmTopicArn"], Protocol="email", Endpoint="team@example.org")
client("cloudwatch").put_metric_alarm(AlarmName="feedback-FailuresAlarm-1", AlarmDescription="A run failed for good.",
    Namespace="AWS/SQS", MetricName="ApproximateNumberOfMessagesVisible", Period=300, EvaluationPeriods=1, Threshold=0,
    ComparisonOperator="GreaterThanThreshold", Statistic="Maximum", AlarmActions=[made["AlarmTopicArn"]])
outputs = dict(made, **asked["outputs"])
client("cloudformation").create_stack(StackName=asked["name"], TemplateBody=json.dumps({
    "Parameters": {"Architecture": {"Type": "String", "Default": "arm64"}},
    "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
    "Outputs": {name: {"Value": value} for name, value in outputs.items()}}))
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
        let tables = local::tables::create_tables(&client, &template, "feedback-").await?;
        let stack = Self {
            store: Store::new(client, tables),
            endpoint,
            _moto: moto,
        };
        let mut outputs: serde_json::Map<String, serde_json::Value> = [
            ("SurveyUrl", format!("{base_url}/s/")),
            ("DashboardUrl", format!("{base_url}/dashboard")),
            ("TimeZone", "Europe/Paris".to_owned()),
            ("RetentionDays", "396".to_owned()),
            ("Version", env!("CARGO_PKG_VERSION").to_owned()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
        let names: Vec<(&str, String)> = template
            .tables
            .iter()
            .map(|table| (table.logical_id.as_str(), format!("feedback-{}", table.logical_id)))
            .collect();
        outputs.extend(names.iter().map(|(id, name)| ((*id).to_owned(), name.clone().into())));
        let functions: serde_json::Map<String, serde_json::Value> = template
            .functions
            .iter()
            .map(|(id, function)| (id.clone(), json!(function.alias)))
            .collect();
        let names: Vec<&String> = names.iter().map(|(_, name)| name).collect();
        stack.script_about(
            MAKE_STACK,
            json!({
                "name": NAME, "keys": ROOT_KEYS, "outputs": outputs, "tables": names, "functions": functions,
                "nightly": template.schedule.function, "cron": template.schedule.cron,
            }),
        )?;
        Ok(stack)
    }

    /// Changes something in this AWS: a Python script in which `client("sqs")` and the like are boto3's.
    ///
    /// # Errors
    /// The script fails.
    pub fn change(&self, script: &str) -> Result<()> {
        self.script_about(script, json!({}))
    }

    fn script_about(&self, script: &str, mut asked: serde_json::Value) -> Result<()> {
        asked["endpoint"] = self.endpoint.clone().into();
        asked["region"] = REGION.into();
        let mut run = Command::new(tool("python3")?)
            .args(["-c", &format!("{CLIENTS}{script}")])
            .envs(credentials())
            .stdin(Stdio::piped())
            .spawn()?;
        let mut input = run.stdin.take().context("its input")?;
        input.write_all(asked.to_string().as_bytes())?;
        drop(input);
        ensure!(run.wait()?.success(), "the script failed: {script}");
        Ok(())
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
