//! The tables and the root keys: keys, indexes, and what outlives the stack.

use local::template::{IndexSpec, ProjectionSpec};
use serde_norway::Value;
use shared::store::names::{self, env};
use system_tests::evaluated::condition;

use super::{resources, template};

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
fn data_outlives_the_stack_and_is_protected_in_production() {
    assert!(condition("IsProduction", &[]));
    assert!(!condition("IsProduction", &[("Stage", "development")]));
    let mut tables = resources("AWS::DynamoDB::Table");
    // What was asked for, and is asked for again where somebody wants it.
    tables.remove("ExportsTable").unwrap();
    let mut secrets = resources("AWS::SecretsManager::Secret");
    // What CloudFront says, which may be drawn anew.
    secrets.remove("EdgeSecret").unwrap();
    assert_eq!((tables.len(), secrets.len()), (6, 1));
    for (id, resource) in tables.iter().chain(&secrets) {
        assert_eq!(resource["UpdateReplacePolicy"], "Retain", "{id}");
    }
    // A deployment that fails at once leaves as little as can be; a protected table could not be deleted.
    assert_eq!(secrets["RootSecret"]["DeletionPolicy"], "RetainExceptOnCreate");
    for (id, table) in &tables {
        assert_eq!(table["DeletionPolicy"], "Retain", "{id}");
    }
    for (id, table) in &tables {
        let properties = &table["Properties"];
        assert_eq!(properties["BillingMode"], "PAY_PER_REQUEST", "{id}");
        assert!(properties.get("TableName").is_none(), "{id} has a fixed name");
        let recovery = &properties["PointInTimeRecoverySpecification"];
        assert_eq!(recovery["PointInTimeRecoveryEnabled"], true, "{id}");
        assert_eq!(properties["SSESpecification"]["SSEEnabled"], true, "{id}");
        let protected: Value = serde_norway::from_str("!If [IsProduction, true, false]").unwrap();
        assert_eq!(properties["DeletionProtectionEnabled"], protected, "{id}");
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
