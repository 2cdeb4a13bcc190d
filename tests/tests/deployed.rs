//! The command line on a deployed stack, with moto as AWS.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::Output;

use shared::link::{LinkKeys, RootKeys, open};
use system_tests::deployed::Deployed;
use system_tests::evaluated::ADDRESS;
use system_tests::secrets::ROOT_KEYS;
use system_tests::served::Folder;

fn text(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn complaint(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

const CUSTOMERS: &str = "customer,touchpoint,reference,plan\nC-1042,support,ticket-77,pro\nC-1043,shop,order-9,free\n";

const ANSWERS: &str = "respondent,date,customer,where,rating,said\n\
    1,2026-03-02,C-1,shop,9,Quick\n2,2026-03-02,C-2,shop,10,\n3,2026-03-03,C-3,phone,3,Slow\n4,2026-03-03,C-4,phone,8,\n\
    5,2026-03-03,C-5,shop,10,\n6,2026-03-04,C-6,shop,9,\n7,2026-03-04,C-7,shop,2,Rude\n8,2026-03-04,C-8,phone,9,\n\
    9,2026-03-05,C-9,phone,10,\n10,2026-03-05,C-10,shop,7,\n11,2026-03-05,C-11,phone,nine,\n";

const MAP: &str = "reference = \"respondent\"\ncustomer = \"customer\"\ndate = \"date\"\ntouchpoint = \"where\"\n\
    channel_is = \"email\"\ncomment = \"said\"\n\n[[survey]]\nid = \"recommend\"\ncolumn = \"rating\"\nmetric = \"nps\"\n";

/// What a stack and a data folder with the same root keys are both asked, and whether both say the same: a night
/// tells of the days since the workspace began, customers of when each was asked, and settings of how to change the zone.
fn asked<'a>(
    survey: &'a str,
    csv: &'a str,
    map: &'a str,
    rejected: &'a str,
) -> Vec<(Vec<&'a str>, &'static str, bool)> {
    vec![
        (vec!["survey", "apply", survey], "", true),
        (vec!["survey", "list"], "", true),
        (vec!["survey", "show", "recommend"], "", true),
        (
            vec!["links", "recommend", "--base-url", "https://ask.example"],
            CUSTOMERS,
            true,
        ),
        (
            vec!["links", "recommend", "--base-url", "https://ask.example"],
            CUSTOMERS,
            true,
        ),
        (vec!["import", csv, "--map", map, "--rejected", rejected], "", true),
        (vec!["nightly"], "", false),
        (
            vec!["scores", "recommend", "--from", "2026-03-01", "--to", "2026-03-31"],
            "",
            true,
        ),
        (
            vec![
                "scores",
                "recommend",
                "--from",
                "2026-03-01",
                "--to",
                "2026-03-31",
                "--by",
                "touchpoint",
                "--json",
            ],
            "",
            true,
        ),
        (
            vec!["responses", "recommend", "--from", "2026-03-01", "--to", "2026-03-31"],
            "",
            true,
        ),
        (
            vec!["export", "responses", "--from", "2026-03-01", "--to", "2026-03-31"],
            "",
            true,
        ),
        (
            vec![
                "export",
                "scores",
                "--format",
                "ndjson",
                "--from",
                "2026-03-01",
                "--to",
                "2026-03-31",
            ],
            "",
            true,
        ),
        (vec!["export", "customers"], "", false),
        (vec!["flags"], "", true),
        (vec!["held"], "", true),
        (vec!["signals"], "", true),
        (vec!["settings"], "", false),
        (vec!["opt-outs"], "", true),
        (vec!["keys", "mint"], "", true),
        (vec!["verify"], "", true),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_and_a_data_folder_answer_every_command_alike() {
    let stack = Deployed::start(ADDRESS).await.unwrap();
    let folder = Folder::new("deployed").unwrap();
    std::fs::write(folder.path().join("root-keys.json"), ROOT_KEYS).unwrap();
    folder
        .aisance(&["survey", "list", "--time-zone", "Europe/Paris"])
        .unwrap();
    let [csv, map, rejected] = ["answers.csv", "map.toml", "rejected.csv"].map(|name| folder.path().join(name));
    std::fs::write(&csv, ANSWERS).unwrap();
    std::fs::write(&map, MAP).unwrap();
    let [csv, map, rejected] = [&csv, &map, &rejected].map(|path| path.to_str().unwrap());
    let survey = concat!(env!("CARGO_MANIFEST_DIR"), "/../local/surveys/recommend.toml");

    let mut said = Vec::new();
    for (arguments, input, alike) in asked(survey, csv, map, rejected) {
        let deployed = text(stack.aisance(&arguments, input).unwrap());
        let local = text(folder.aisance_with(&arguments, input).unwrap());
        if alike {
            assert_eq!(deployed, local, "{arguments:?}");
        }
        said.push(deployed);
    }
    let all = said.join("\n");
    for expected in ["is stored", "C-10", "Rude", "\"total\"", "no difference"] {
        assert!(all.contains(expected), "{expected}: {all}");
    }
    assert!(std::fs::read_to_string(rejected).unwrap().contains("nine"));

    let links = text(stack.aisance(&["links", "recommend"], CUSTOMERS).unwrap());
    let (_, token) = links.lines().nth(1).unwrap().split_once("amazonaws.com/s/").unwrap();
    let token = token.split(',').next().unwrap();
    let keys: LinkKeys = RootKeys::parse(ROOT_KEYS).unwrap().link_keys();
    let opened = open(&keys, token).unwrap();
    assert_eq!(
        opened.facts.survey().to_string(),
        "recommend",
        "a link leads to the stack, and its own root keys open it"
    );

    let key = text(
        stack
            .aisance(&["keys", "create", "us", "--scopes", "read"], "")
            .unwrap(),
    );
    let id = key.trim().split('_').nth(1).unwrap().to_owned();
    assert!(text(stack.aisance(&["keys", "list"], "").unwrap()).contains(&id));
    assert!(text(stack.aisance(&["keys", "revoke", &id], "").unwrap()).contains("is revoked"));
    assert!(text(stack.aisance(&["audit"], "").unwrap()).contains(&id));
    assert!(text(stack.aisance(&["runs"], "").unwrap()).contains("UTC finished"));
    text(stack.aisance(&["erase", "C-3"], "").unwrap());
    let left = text(
        stack
            .aisance(
                &["responses", "recommend", "--from", "2026-03-01", "--to", "2026-03-31"],
                "",
            )
            .unwrap(),
    );
    assert!(!left.contains("Slow") && left.contains("Rude"), "{left}");
    assert!(complaint(&stack.aisance(&["serve"], "").unwrap()).contains("feedback"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_release_wrote_to_a_stack_is_neither_read_nor_written_over() {
    let stack = Deployed::start(ADDRESS).await.unwrap();
    text(stack.aisance(&["opt-outs", "add", "C-1"], "").unwrap());
    stack
        .change(
            r#"
table = client("dynamodb")
items = table.scan(TableName="feedback-LedgerTable")["Items"]
assert items
for item in items: table.put_item(TableName="feedback-LedgerTable", Item=dict(item, fv={"N": "2"}))
"#,
        )
        .unwrap();
    for command in [
        &["opt-outs"][..],
        &["opt-outs", "add", "C-1"],
        &["opt-outs", "withdraw", "C-1"],
    ] {
        let refused = complaint(&stack.aisance(command, "").unwrap());
        assert!(
            refused.contains("a newer release of Aisance wrote here (format 2"),
            "{command:?}: {refused}"
        );
    }
    stack
        .change(
            r#"
items = client("dynamodb").scan(TableName="feedback-LedgerTable")["Items"]
wishes = [item for item in items if "su" not in item and item.get("fv") == {"N": "2"}]
assert wishes and all("wd" not in item for item in wishes), items
"#,
        )
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_that_cannot_be_used_is_told_by_what_to_do() {
    let stack = Deployed::start(ADDRESS).await.unwrap();
    stack
        .change(
            r#"
stacks = client("cloudformation")
queue = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
ours = {o["OutputKey"]: {"Value": o["OutputValue"]} for o in stacks.describe_stacks(StackName="feedback")["Stacks"][0]["Outputs"]}
del ours["LedgerTable"]
stacks.create_stack(StackName="other", TemplateBody=json.dumps(dict(queue, Outputs={"Address": {"Value": "x"}})))
stacks.create_stack(StackName="silent", TemplateBody=json.dumps(queue))
stacks.create_stack(StackName="old", TemplateBody=json.dumps(dict(queue, Outputs=ours)))
"#,
        )
        .unwrap();
    let refused = |name: &str, variables: &[(&str, &str)]| {
        let mut command = stack.command(&["survey", "list", "--stack", name]).unwrap();
        complaint(&command.envs(variables.iter().copied()).output().unwrap())
    };
    let unknown = refused("elsewhere", &[]);
    assert!(
        unknown.contains("there is no stack 'elsewhere' in us-east-1; there: ") && unknown.contains("feedback"),
        "{unknown}"
    );
    let region = refused("feedback", &[("AWS_REGION", "eu-west-1")]);
    assert!(
        region.contains("there is no stack 'feedback' in eu-west-1; set AWS_REGION"),
        "{region}"
    );
    assert!(refused("other", &[]).contains("has no output ResponsesTable: it is no stack of Aisance"));
    assert!(refused("silent", &[]).contains("is CREATE_COMPLETE and has no outputs"));
    let old = refused("old", &[]);
    assert!(
        old.contains("has no output LedgerTable, so it was deployed with another release"),
        "{old}"
    );
    let offline = refused("feedback", &[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")]);
    assert!(
        offline.contains("AWS cannot be reached: check that you are online"),
        "{offline}"
    );

    let nobody = |remove: &[&str]| {
        let mut command = stack.command(&["survey", "list", "--stack", "feedback"]).unwrap();
        for variable in remove {
            command.env_remove(variable);
        }
        let command = command
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_CONFIG_FILE", "/nowhere")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
        complaint(&command.output().unwrap())
    };
    let anonymous = nobody(&["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
    assert!(
        anonymous.contains("there are no AWS credentials: sign in with `aws sso login`")
            && anonymous.lines().count() == 1,
        "{anonymous}"
    );
    let nowhere = nobody(&["AWS_REGION"]);
    assert!(
        nowhere.contains("set AWS_REGION, as in AWS_REGION=eu-west-1"),
        "{nowhere}"
    );
}
