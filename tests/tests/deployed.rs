//! The command line on a deployed stack, with moto as AWS.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::{Command, Output};

use local::stack::output_name;
use local::template::Template;
use shared::store::names::env;
use shared::store::{Connection, Patience};
use system_tests::function::binary;
use system_tests::moto::Moto;
use system_tests::secrets::ROOT_KEYS;
use system_tests::tools::tool;

/// Makes a stack whose outputs are those of the template: moto itself knows no HTTP APIs and no schedules.
const MAKE_STACK: &str = r#"
import boto3, json, os, sys
asked = json.load(sys.stdin)
endpoint = dict(endpoint_url=asked["endpoint"], region_name="us-east-1")
secret = boto3.client("secretsmanager", **endpoint).create_secret(Name="root-keys", SecretString=asked["keys"])
outputs = dict(asked["outputs"], RootSecretArn=secret["ARN"])
template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
            "Outputs": {name: {"Value": value} for name, value in outputs.items()}}
boto3.client("cloudformation", **endpoint).create_stack(StackName="feedback", TemplateBody=json.dumps(template))
"#;

fn python(endpoint: &str, tables: &[(String, String)]) {
    let mut outputs: serde_json::Map<String, serde_json::Value> = tables
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect();
    outputs.insert(
        "SurveyUrl".into(),
        "https://api.execute-api.us-east-1.amazonaws.com/s/".into(),
    );
    outputs.insert("TimeZone".into(), "Europe/Paris".into());
    outputs.insert("RetentionDays".into(), "396".into());
    let asked = serde_json::json!({ "endpoint": endpoint, "keys": ROOT_KEYS, "outputs": outputs });
    let mut made = Command::new(tool("python3").unwrap())
        .args(["-c", MAKE_STACK])
        .envs(credentials())
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(made.stdin.take().unwrap(), &asked).unwrap();
    assert!(made.wait().unwrap().success());
}

fn credentials() -> [(&'static str, &'static str); 3] {
    [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_REGION", "us-east-1"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_commands_work_on_a_stack_with_the_callers_credentials() {
    let moto = Moto::start().unwrap();
    let endpoint = format!("http://127.0.0.1:{}", moto.port);
    let client = Connection::to_local_engine(&endpoint)
        .unwrap()
        .dynamodb(Patience::Nightly);
    let template = Template::bundled().unwrap();
    local::tables::create_tables(&client, &template, "feedback-")
        .await
        .unwrap();
    let outputs: Vec<_> = template
        .tables
        .iter()
        .map(|table| (output_name(&table.env_name), format!("feedback-{}", table.logical_id)))
        .collect();
    assert_eq!(outputs.len(), env::TABLES.len());
    python(&endpoint, &outputs);

    let aisance = |arguments: &[&str]| -> Output {
        Command::new(binary("aisance").unwrap())
            .args(arguments)
            .args(["--stack", "feedback"])
            .envs(credentials())
            .env("AWS_ENDPOINT_URL", &endpoint)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    };
    let said = |output: Output| {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let survey = concat!(env!("CARGO_MANIFEST_DIR"), "/../local/surveys/recommend.toml");
    assert!(said(aisance(&["survey", "apply", survey])).contains("is stored"));
    assert!(said(aisance(&["survey", "list"])).contains("recommend"));
    assert!(said(aisance(&["nightly"])).contains("Computed"));
    assert!(said(aisance(&["scores", "recommend", "--json"])).contains("\"total\""));
    assert!(
        said(aisance(&["keys", "mint"])).starts_with("2:"),
        "the stack's own root keys, the highest id"
    );
    assert!(said(aisance(&["verify"])).contains("no difference"));
    let unknown = Command::new(binary("aisance").unwrap())
        .args(["survey", "list", "--stack", "elsewhere"])
        .envs(credentials())
        .env("AWS_ENDPOINT_URL", &endpoint)
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&unknown.stderr).contains("the stack 'elsewhere' cannot be read"),
        "{unknown:?}"
    );
}
