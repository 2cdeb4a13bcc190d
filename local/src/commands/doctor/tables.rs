//! The tables: keys and indexes as this release expects them, and whether what they hold is safe.

use std::collections::BTreeSet;

use anyhow::Result;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    IndexStatus, KeySchemaElement, KeyType, PointInTimeRecoveryStatus, Projection, TableDescription, TableStatus,
    TimeToLiveDescription, TimeToLiveStatus,
};
use futures::future::join_all;
use shared::store::Patience;
use shared::store::error::chain;

use super::report::Finding;
use super::stack::missing;
use crate::stack::Stack;
use crate::template::{IndexSpec, ProjectionSpec, TableSpec, Template};

const CHECK: &str = "tables";

/// What DynamoDB says of a table.
struct Found {
    table: TableDescription,
    expiry: Option<TimeToLiveDescription>,
    restorable: bool,
}

pub(super) async fn look(stack: &Stack, template: &Template) -> Vec<Finding> {
    let client = stack.dynamodb(Patience::Interactive);
    // Where nobody's answers are at stake the stack itself leaves it off.
    let left_off = stack.parameter("Stage") == Some("development");
    let tables = template.tables.iter();
    join_all(tables.map(|spec| one(stack, &client, spec, left_off))).await
}

async fn one(stack: &Stack, client: &Client, spec: &TableSpec, left_off: bool) -> Finding {
    let name = match stack.output(&spec.logical_id) {
        Ok(name) => name,
        Err(error) => return missing(CHECK, &error),
    };
    match found(client, name).await {
        Ok(found) => judge(spec, &found, left_off),
        Err(error) => Finding::wrong(
            CHECK,
            format!("{} ({name}) cannot be looked at: {error:#}", spec.logical_id),
            "where it is gone, restore it (docs/operations.md); where you may not, ask for dynamodb:DescribeTable, \
             DescribeTimeToLive and DescribeContinuousBackups",
        ),
    }
}

async fn found(client: &Client, name: &str) -> Result<Found> {
    let words = |error: &dyn std::error::Error| anyhow::anyhow!(chain(error));
    let (table, expiry, backups) = futures::join!(
        client.describe_table().table_name(name).send(),
        client.describe_time_to_live().table_name(name).send(),
        client.describe_continuous_backups().table_name(name).send(),
    );
    let table = table.map_err(|error| words(&error))?.table;
    let backups = backups.map_err(|error| words(&error))?.continuous_backups_description;
    let recovery = backups.and_then(|backups| backups.point_in_time_recovery_description);
    Ok(Found {
        table: table.ok_or_else(|| anyhow::anyhow!("DynamoDB does not describe it"))?,
        expiry: expiry.map_err(|error| words(&error))?.time_to_live_description,
        restorable: recovery.and_then(|recovery| recovery.point_in_time_recovery_status)
            == Some(PointInTimeRecoveryStatus::Enabled),
    })
}

/// A table from what DynamoDB says of it.
fn judge(spec: &TableSpec, found: &Found, left_off: bool) -> Finding {
    let id = &spec.logical_id;
    let wrong = |words: &str, todo: &str| Finding::wrong(CHECK, format!("{id} {words}"), todo);
    let again = "somebody changed it beside the template: run `sam deploy` again";
    let status = found.table.table_status();
    if !matches!(status, Some(TableStatus::Active | TableStatus::Updating)) {
        let status = status.map_or("in an unknown state", TableStatus::as_str);
        return wrong(
            &format!("is {status}"),
            "wait a minute and ask again; if it is gone, restore it (docs/operations.md)",
        );
    }
    if !same_keys(found.table.key_schema(), &spec.hash_key, spec.range_key.as_deref()) {
        return wrong(
            "has other keys than this release uses",
            "use the aisance of the release that is deployed",
        );
    }
    for index in &spec.indexes {
        if let Some(words) = wrong_index(&found.table, index) {
            let todo = "wait where it is being made; else run `sam deploy` with this release's template";
            return wrong(&words, todo);
        }
    }
    let expiry = found.expiry.as_ref();
    let expires_by = expiry
        .filter(|expiry| {
            matches!(
                expiry.time_to_live_status(),
                Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
            )
        })
        .and_then(TimeToLiveDescription::attribute_name);
    if expires_by != spec.ttl.as_deref() {
        return match &spec.ttl {
            Some(_) => wrong("deletes nothing that has expired: its TTL is off", again),
            None => wrong("deletes what should be kept: it has a TTL", again),
        };
    }
    if spec.restorable && !found.restorable {
        return wrong(
            "cannot be restored to an earlier moment: point-in-time recovery is off",
            again,
        );
    }
    let protected = found.table.deletion_protection_enabled() == Some(true);
    let mut good = vec!["its keys are right".to_owned()];
    good.extend(spec.ttl.as_ref().map(|_| "what has expired goes".to_owned()));
    good.extend(spec.restorable.then(|| "restorable".to_owned()));
    match (spec.protectable, protected, left_off) {
        (true, false, false) => return wrong("can be deleted: its deletion protection is off", again),
        (true, false, true) => good.push("not protected from deletion, as deployed".to_owned()),
        (true, true, _) => good.push("protected from deletion".to_owned()),
        (false, ..) => {}
    }
    Finding::ok(CHECK, format!("{id}: {}", good.join(", ")))
}

fn same_keys(found: &[KeySchemaElement], hash: &str, range: Option<&str>) -> bool {
    let of = |kind: KeyType| {
        let mut keys = found.iter().filter(move |key| *key.key_type() == kind);
        keys.next().map(KeySchemaElement::attribute_name)
    };
    of(KeyType::Hash) == Some(hash) && of(KeyType::Range) == range
}

/// What is wrong with an index, in words.
fn wrong_index(table: &TableDescription, spec: &IndexSpec) -> Option<String> {
    let name = &spec.name;
    let indexes = table.global_secondary_indexes().iter();
    let Some(found) = indexes.clone().find(|index| index.index_name() == Some(name)) else {
        return Some(format!("has no index {name}"));
    };
    if !same_keys(found.key_schema(), &spec.hash_key, spec.range_key.as_deref()) {
        return Some(format!("has other keys in its index {name} than this release uses"));
    }
    if found
        .projection()
        .is_none_or(|projection| !holds(projection, &spec.projection))
    {
        return Some(format!(
            "does not hold in its index {name} what this release reads there"
        ));
    }
    // An index of an engine without such states is ready.
    let status = found.index_status().filter(|status| **status != IndexStatus::Active);
    status.map(|status| format!("is not ready: its index {name} is {status}"))
}

fn holds(found: &Projection, wanted: &ProjectionSpec) -> bool {
    let kind = found
        .projection_type()
        .map(aws_sdk_dynamodb::types::ProjectionType::as_str);
    match wanted {
        ProjectionSpec::All => kind == Some("ALL"),
        ProjectionSpec::KeysOnly => kind == Some("KEYS_ONLY"),
        ProjectionSpec::Include(names) => {
            let held: BTreeSet<&String> = found.non_key_attributes().iter().collect();
            kind == Some("INCLUDE") && held == names.iter().collect()
        }
    }
}
