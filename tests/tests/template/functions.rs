//! The functions: what they are given, and what they may do.

use std::collections::BTreeSet;

use shared::store::names::env;

use super::policies::allowed;
use super::{resources, template};

/// Function, binary, whether it may read the root keys, seconds, megabytes.
pub(crate) const FUNCTIONS: [(&str, &str, bool, u64, u64); 5] = [
    ("SubmitFunction", "submit", true, 20, 256),
    ("AggregateFunction", "aggregate", false, 900, 1769),
    ("FlagFunction", "flag", true, 900, 1769),
    ("ApiFunction", "api", true, 29, 512),
    ("ExportFunction", "export", true, 900, 1769),
];

/// Which no function reads; see `another_value_of_any_setting_makes_another_version_of_every_function`.
pub(crate) const SETTINGS_VERSION: &str = "SETTINGS_VERSION";

/// What each function may do, as `action resource [partition]`, or as `action resource [if condition]`.
pub(crate) const ALLOWED: [(&str, &[&str]); 5] = [
    (
        "SubmitFunction",
        &[
            "dynamodb:Query SettingsTable",
            "dynamodb:GetItem ResponsesTable",
            "dynamodb:PutItem ResponsesTable",
            "dynamodb:UpdateItem ScoresTable [days]",
            "dynamodb:UpdateItem EventsTable [_limit#*]",
            "dynamodb:PutItem LedgerTable",
            "dynamodb:UpdateItem LedgerTable",
            "secretsmanager:GetSecretValue RootSecret",
        ],
    ),
    (
        "AggregateFunction",
        &[
            "dynamodb:Query ResponsesTable/index/by_day",
            "dynamodb:Query ResponsesTable/index/by_invited",
            "dynamodb:Query EventsTable/index/by_day",
            "dynamodb:GetItem ScoresTable",
            "dynamodb:Query ScoresTable",
            "dynamodb:Query ScoresTable/index/by_pending",
            "dynamodb:PutItem ScoresTable",
            "dynamodb:UpdateItem ScoresTable",
            "dynamodb:Query SettingsTable",
            "dynamodb:PutItem SettingsTable [zone]",
        ],
    ),
    (
        "FlagFunction",
        &[
            "dynamodb:Query ResponsesTable/index/by_day",
            "dynamodb:Query ResponsesTable/index/by_invited",
            "dynamodb:Query EventsTable/index/by_day",
            "dynamodb:Query ResponsesTable",
            "dynamodb:Query EventsTable",
            "dynamodb:Query ScoresTable",
            "dynamodb:Query ScoresTable/index/by_pending",
            "dynamodb:UpdateItem ScoresTable [days]",
            "dynamodb:GetItem ScoresTable [_risk]",
            "dynamodb:PutItem ScoresTable [_risk]",
            "dynamodb:GetItem SettingsTable",
            "dynamodb:PutItem SettingsTable [risk]",
            "dynamodb:GetItem CustomersTable",
            "dynamodb:Scan CustomersTable",
            "dynamodb:UpdateItem CustomersTable",
            "dynamodb:DeleteItem CustomersTable",
            "secretsmanager:GetSecretValue RootSecret",
        ],
    ),
    (
        "ApiFunction",
        &[
            "dynamodb:PutItem SettingsTable [key]",
            "dynamodb:UpdateItem SettingsTable [key]",
            "dynamodb:PutItem LedgerTable [audit#*]",
            "dynamodb:PutItem LedgerTable [c*]",
            "dynamodb:PutItem LedgerTable [erasures]",
            "dynamodb:Query ScoresTable/index/by_pending",
            "dynamodb:GetItem ScoresTable [_risk]",
            "dynamodb:GetItem SettingsTable",
            "dynamodb:Query SettingsTable",
            "dynamodb:PutItem SettingsTable [survey]",
            "dynamodb:PutItem SettingsTable [workspace]",
            "dynamodb:BatchGetItem ScoresTable",
            "dynamodb:Query ScoresTable",
            "dynamodb:UpdateItem ScoresTable [#signals]",
            "dynamodb:BatchGetItem ResponsesTable",
            "dynamodb:Query ResponsesTable",
            "dynamodb:GetItem ResponsesTable",
            "dynamodb:PutItem ResponsesTable",
            "dynamodb:Query ResponsesTable/index/by_day",
            "dynamodb:Query ResponsesTable/index/by_invited",
            "dynamodb:GetItem CustomersTable",
            "dynamodb:Scan CustomersTable",
            "dynamodb:UpdateItem CustomersTable",
            "dynamodb:Query LedgerTable",
            "dynamodb:Query CustomersTable/index/by_risk",
            "dynamodb:PutItem EventsTable",
            "dynamodb:Query EventsTable",
            "dynamodb:UpdateItem EventsTable",
            "dynamodb:UpdateItem ScoresTable [days]",
            "dynamodb:GetItem ExportsTable",
            "dynamodb:PutItem ExportsTable",
            "dynamodb:Query ExportsTable",
            "s3:GetObject ExportsBucket/exports/*",
            "secretsmanager:GetSecretValue RootSecret",
            "secretsmanager:GetSecretValue OidcClientSecretArn [if HasOidcClientSecret]",
        ],
    ),
    (
        "ExportFunction",
        &[
            "dynamodb:GetItem SettingsTable",
            "dynamodb:Query SettingsTable",
            "dynamodb:BatchGetItem ScoresTable",
            "dynamodb:Query ScoresTable",
            "dynamodb:BatchGetItem ResponsesTable",
            "dynamodb:Query ResponsesTable/index/by_day",
            "dynamodb:Scan CustomersTable",
            "dynamodb:Query CustomersTable/index/by_risk",
            "dynamodb:GetItem ExportsTable",
            "dynamodb:PutItem ExportsTable",
            "dynamodb:DescribeStream ExportsTable/stream",
            "dynamodb:GetRecords ExportsTable/stream",
            "dynamodb:GetShardIterator ExportsTable/stream",
            "dynamodb:ListStreams ExportsTable/stream/*",
            "s3:AbortMultipartUpload ExportsBucket/exports/*",
            "s3:PutObject ExportsBucket/exports/*",
            "sqs:SendMessage FailuresQueue",
            "secretsmanager:GetSecretValue RootSecret",
        ],
    ),
];

#[test]
fn functions_have_their_variables_and_limits() {
    let template = template();
    let functions = resources("AWS::Serverless::Function");
    assert_eq!(template.functions.len(), FUNCTIONS.len());
    let shared =
        env::TABLES
            .into_iter()
            .chain([env::TIME_ZONE, env::RETENTION_DAYS, env::STACK_NAME, SETTINGS_VERSION]);
    let shared: BTreeSet<&str> = shared.collect();
    for (id, binary, reads_roots, seconds, megabytes) in FUNCTIONS {
        let function = &template.functions[id];
        assert_eq!(function.binary, binary);
        let mut expected = shared.clone();
        expected.extend(reads_roots.then_some(env::ROOT_SECRET_ARN));
        let has_files = ["ApiFunction", "ExportFunction"].contains(&id);
        expected.extend(has_files.then_some(env::EXPORTS_BUCKET));
        let answers_people = ["ApiFunction", "SubmitFunction"].contains(&id);
        expected.extend(answers_people.then_some(env::EDGE_SECRET));
        if binary == "api" {
            expected.extend(env::OIDC);
        }
        let found: BTreeSet<&str> = function.env.iter().map(String::as_str).collect();
        assert_eq!(found, expected, "{id}");
        let properties = &functions[id]["Properties"];
        assert_eq!(properties["Timeout"].as_u64(), Some(seconds), "{id}");
        assert_eq!(properties["MemorySize"].as_u64(), Some(megabytes), "{id}");
        assert_eq!(functions[id]["Metadata"]["BuildMethod"], "rust-cargolambda", "{id}");
    }
}

#[test]
fn functions_may_do_what_they_need_and_nothing_else() {
    let functions = resources("AWS::Serverless::Function");
    assert_eq!(functions.len(), ALLOWED.len());
    for (id, expected) in ALLOWED {
        let expected: BTreeSet<String> = expected.iter().map(|&line| line.to_owned()).collect();
        assert_eq!(allowed(&functions[id]), expected, "{id}");
    }
}
