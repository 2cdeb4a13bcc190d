//! The template against the code: names, keys, indexes, permissions, routes, outputs.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "template/continuation.rs"]
mod continuation;
#[path = "template/exports.rs"]
mod exports;
#[path = "template/policies.rs"]
mod policies;
#[path = "template/sign_in.rs"]
mod sign_in;

use std::collections::{BTreeMap, BTreeSet};

use local::template::{IndexSpec, ProjectionSpec, TEMPLATE, Template};
use policies::{allowed, resource_name};
use serde_norway::Value;
use shared::store::names::{self, env};
use shared::telemetry::{self, Metric};

/// Table, variable, whether it has a sort key, whether its items expire.
const TABLES: [(&str, &str, bool, bool); 7] = [
    ("ResponsesTable", env::RESPONSES_TABLE, true, true),
    ("ScoresTable", env::SCORES_TABLE, true, false),
    ("CustomersTable", env::CUSTOMERS_TABLE, false, false),
    ("EventsTable", env::EVENTS_TABLE, true, true),
    ("SettingsTable", env::SETTINGS_TABLE, true, false),
    ("LedgerTable", env::LEDGER_TABLE, true, true),
    ("ExportsTable", env::EXPORTS_TABLE, true, true),
];

/// Function, binary, whether it may read the root keys, seconds, megabytes.
const FUNCTIONS: [(&str, &str, bool, u64, u64); 5] = [
    ("SubmitFunction", "submit", true, 20, 256),
    ("AggregateFunction", "aggregate", false, 900, 1769),
    ("FlagFunction", "flag", true, 900, 1769),
    ("ApiFunction", "api", true, 29, 512),
    ("ExportFunction", "export", true, 900, 1769),
];

/// Those of the survey page; the team's are in `api::route`.
const PUBLIC_ROUTES: [&str; 4] = [
    "GET /s/{token}",
    "HEAD /s/{token}",
    "POST /s/{token}",
    "GET /s/{token}/qr.svg",
];

/// What each function may do, as `action resource [partition]`, or as `action resource [if condition]`.
const ALLOWED: [(&str, &[&str]); 5] = [
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

fn template() -> Template {
    Template::bundled().unwrap()
}

fn document() -> Value {
    serde_norway::from_str(TEMPLATE).unwrap()
}

/// The resources of a type, by logical id.
fn resources(kind: &str) -> BTreeMap<String, Value> {
    let document = document();
    let all = document["Resources"].as_mapping().unwrap();
    all.iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str().unwrap().to_owned(), resource.clone()))
        .collect()
}

#[test]
fn tables_have_the_names_and_keys_the_code_uses() {
    let template = template();
    assert_eq!(template.tables.len(), TABLES.len());
    assert_eq!(TABLES.map(|(_, env_name, ..)| env_name), env::TABLES);
    for (id, env_name, sorted, expires) in TABLES {
        let table = template.table(id).unwrap();
        assert_eq!(table.env_name, env_name);
        assert_eq!(table.hash_key, names::PK, "{id}");
        assert_eq!(table.range_key.as_deref(), sorted.then_some(names::SK), "{id}");
        assert_eq!(table.ttl.as_deref(), expires.then_some(names::TTL), "{id}");
        for (name, kind) in &table.attributes {
            let expected = if name == names::RISK { "N" } else { "S" };
            assert_eq!(kind.as_str(), expected, "{id} {name}");
        }
    }
}

#[test]
fn indexes_carry_what_the_readers_need() {
    use names::{
        BY_DAY_ATTRIBUTES, BY_INVITED, BY_INVITED_ATTRIBUTES, BY_PENDING, BY_RISK, DAY_SHARD, EVENTS_BY_DAY_ATTRIBUTES,
        FLAG_STATE, INVITED_SHARD, PENDING, PENDING_DATE, RISK, SK,
    };
    let mut found = Vec::new();
    for table in &template().tables {
        for IndexSpec {
            name,
            hash_key,
            range_key,
            projection,
        } in &table.indexes
        {
            let range_key = range_key.as_deref().unwrap_or_default();
            found.push((
                format!("{}: {name} {hash_key} {range_key}", table.logical_id),
                projection.clone(),
            ));
        }
    }
    let by_day = ProjectionSpec::Include(BY_DAY_ATTRIBUTES.map(str::to_owned).to_vec());
    let expected = [
        (format!("ResponsesTable: {} {DAY_SHARD} {SK}", names::BY_DAY), by_day),
        (
            format!("ResponsesTable: {BY_INVITED} {INVITED_SHARD} {SK}"),
            ProjectionSpec::Include(BY_INVITED_ATTRIBUTES.map(str::to_owned).to_vec()),
        ),
        (
            format!("ScoresTable: {BY_PENDING} {PENDING} {PENDING_DATE}"),
            ProjectionSpec::KeysOnly,
        ),
        (
            format!("CustomersTable: {BY_RISK} {FLAG_STATE} {RISK}"),
            ProjectionSpec::All,
        ),
        (
            format!("EventsTable: {} {DAY_SHARD} {SK}", names::BY_DAY),
            ProjectionSpec::Include(EVENTS_BY_DAY_ATTRIBUTES.map(str::to_owned).to_vec()),
        ),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_metric_has_its_alarm() {
    let alarms = resources("AWS::CloudWatch::Alarm");
    let own = alarms
        .values()
        .filter(|alarm| alarm["Properties"]["Namespace"] == telemetry::NAMESPACE);
    let watched: BTreeSet<&str> = own
        .map(|alarm| alarm["Properties"]["MetricName"].as_str().unwrap())
        .collect();
    let metrics = [
        Metric::NightlyRunCompleted,
        Metric::SettledDayChanged,
        Metric::SealOverdue,
        Metric::ScoreAlert,
        Metric::RiskModelOff,
    ];
    assert_eq!(watched, BTreeSet::from(metrics.map(Metric::name)));
    for (id, alarm) in &alarms {
        assert_eq!(
            resource_name(&alarm["Properties"]["AlarmActions"][0]),
            "AlarmTopic",
            "{id}"
        );
    }
}

#[test]
fn data_outlives_the_stack() {
    let mut tables = resources("AWS::DynamoDB::Table");
    // What was asked for, and is asked for again where somebody wants it.
    tables.remove("ExportsTable").unwrap();
    let secrets = resources("AWS::SecretsManager::Secret");
    assert_eq!((tables.len(), secrets.len()), (6, 1));
    for (id, resource) in tables.iter().chain(&secrets) {
        assert_eq!(resource["DeletionPolicy"], "Retain", "{id}");
        assert_eq!(resource["UpdateReplacePolicy"], "Retain", "{id}");
    }
    for (id, table) in &tables {
        let properties = &table["Properties"];
        assert_eq!(properties["BillingMode"], "PAY_PER_REQUEST", "{id}");
        assert!(properties.get("TableName").is_none(), "{id} has a fixed name");
        let recovery = &properties["PointInTimeRecoverySpecification"];
        assert_eq!(recovery["PointInTimeRecoveryEnabled"], true, "{id}");
        assert_eq!(properties["SSESpecification"]["SSEEnabled"], true, "{id}");
        assert_eq!(properties["DeletionProtectionEnabled"], "DeletionProtection", "{id}");
    }
}

/// A change of any of these draws a new root at the next deployment, and with it every link and pseudonym is lost.
#[test]
fn the_first_root_is_never_drawn_again() {
    let secret = &resources("AWS::SecretsManager::Secret")["RootSecret"];
    let drawn: Value = serde_norway::from_str(
        r#"{ SecretStringTemplate: "{}", GenerateStringKey: "1", PasswordLength: 64, ExcludePunctuation: true }"#,
    )
    .unwrap();
    assert_eq!(secret["Properties"]["GenerateSecretString"], drawn);
    assert!(secret["Properties"].get("Name").is_none());
}

#[test]
fn functions_have_their_variables_and_limits() {
    let template = template();
    let functions = resources("AWS::Serverless::Function");
    assert_eq!(template.functions.len(), FUNCTIONS.len());
    let shared = env::TABLES
        .into_iter()
        .chain([env::TIME_ZONE, env::RETENTION_DAYS, env::STACK_NAME]);
    let shared: BTreeSet<&str> = shared.collect();
    for (id, binary, reads_roots, seconds, megabytes) in FUNCTIONS {
        let function = &template.functions[id];
        assert_eq!(function.binary, binary);
        let mut expected = shared.clone();
        expected.extend(reads_roots.then_some(env::ROOT_SECRET_ARN));
        let has_files = ["ApiFunction", "ExportFunction"].contains(&id);
        expected.extend(has_files.then_some(env::EXPORTS_BUCKET));
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

#[test]
fn every_route_has_its_function() {
    let template = template();
    let found: BTreeSet<(String, &str)> = template
        .routes
        .iter()
        .map(|route| (route.key(), route.function.as_str()))
        .collect();
    let of_the_team = api::route::ROUTES
        .iter()
        .map(|entry| (format!("{} {}", entry.method, entry.path), "ApiFunction"));
    let public = PUBLIC_ROUTES.map(|key| (key.to_owned(), "SubmitFunction"));
    let expected: BTreeSet<(String, &str)> = of_the_team.chain(public).collect();
    assert_eq!(found, expected);
    assert_eq!(template.routes.len(), expected.len(), "a route is there twice");
}

#[test]
fn the_night_goes_from_schedule_to_scores_to_flags() {
    let template = template();
    assert_eq!(template.schedule.function, "AggregateFunction");
    assert_eq!((template.schedule.hour, template.schedule.minute), (4, 10));
    assert_eq!(template.schedule.zone_parameter, "TimeZone");
    let aggregate = &template.functions["AggregateFunction"];
    assert_eq!(aggregate.on_success.as_deref(), Some("FlagFunction"));
    let functions = resources("AWS::Serverless::Function");
    for id in ["AggregateFunction", "FlagFunction"] {
        let destinations = &functions[id]["Properties"]["EventInvokeConfig"]["DestinationConfig"];
        let failed = &destinations["OnFailure"]["Destination"];
        assert_eq!(resource_name(failed), "FailuresQueue", "{id}");
    }
    let nightly = &functions["AggregateFunction"]["Properties"]["Events"]["Nightly"]["Properties"];
    assert_eq!(resource_name(&nightly["DeadLetterConfig"]["Arn"]), "FailuresQueue");
}

#[test]
fn the_access_log_holds_no_link_customer_or_address() {
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"];
    let format = api["Properties"]["AccessLogSettings"]["Format"].as_str().unwrap();
    let line: serde_json::Value = serde_json::from_str(format).unwrap();
    let logged: BTreeSet<&str> = line
        .as_object()
        .unwrap()
        .values()
        .map(|value| value.as_str().unwrap())
        .collect();
    let expected = BTreeSet::from([
        "$context.requestTimeEpoch",
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
        "$context.responseLength",
        "$context.integrationStatus",
    ]);
    assert_eq!(logged, expected);
}

/// `aisance --stack NAME` finds in the outputs what a function finds in its environment.
#[test]
fn outputs_are_named_as_the_environment() {
    let document = document();
    let outputs = document["Outputs"].as_mapping().unwrap();
    let globals = document["Globals"]["Function"]["Environment"]["Variables"]
        .as_mapping()
        .unwrap();
    // Whoever asks a stack for its outputs knows its name.
    let variables = globals
        .keys()
        .map(|name| name.as_str().unwrap())
        .filter(|name| *name != env::STACK_NAME);
    for variable in variables.chain([env::ROOT_SECRET_ARN]) {
        let name = local::stack::output_name(variable);
        let output = outputs
            .get(&name)
            .unwrap_or_else(|| panic!("there is no output {name}"));
        let value = globals
            .get(variable)
            .map_or_else(|| "RootSecret".to_owned(), resource_name);
        assert_eq!(resource_name(&output["Value"]), value, "{name}");
    }
    for name in ["SurveyUrl", "DashboardUrl"] {
        assert!(outputs.contains_key(name), "there is no output {name}");
    }
    for (function, ..) in FUNCTIONS {
        assert_eq!(resource_name(&outputs[function]["Value"]), function);
    }
}
