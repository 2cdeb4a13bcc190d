//! The tables' schemas, and the requests that create such tables.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use aws_sdk_dynamodb::operation::create_table::CreateTableInput;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableInputBuilder;
use aws_sdk_dynamodb::operation::update_table::UpdateTableInput;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableInputBuilder;
use aws_sdk_dynamodb::operation::update_time_to_live::UpdateTimeToLiveInput;
use aws_sdk_dynamodb::operation::update_time_to_live::builders::UpdateTimeToLiveInputBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex,
    GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType, Projection, ProjectionType, ScalarAttributeType,
    TimeToLiveSpecification,
};

use super::yaml::Node;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSpec {
    /// Its logical id, such as `ResponsesTable`, which is also the name of the stack's output that holds its real name.
    pub logical_id: String,
    /// The environment variable that tells a function the real name, such as `RESPONSES_TABLE`.
    pub env_name: String,
    /// The attribute that chooses the partition.
    pub hash_key: String,
    /// The attribute that orders a partition.
    pub range_key: Option<String>,
    /// The attributes that are part of some key, with their types.
    pub attributes: Vec<(String, ScalarAttributeType)>,
    /// Its global secondary indexes.
    pub indexes: Vec<IndexSpec>,
    /// The attribute that says when an item may be deleted.
    pub ttl: Option<String>,
    /// Whether it can be restored to any moment of the last weeks.
    pub restorable: bool,
    /// Whether a stage of the deployment can refuse to have it deleted.
    pub protectable: bool,
}

/// A global secondary index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSpec {
    /// Its name.
    pub name: String,
    /// The attribute that chooses the partition.
    pub hash_key: String,
    /// The attribute that orders a partition.
    pub range_key: Option<String>,
    /// What it holds beside the keys.
    pub projection: ProjectionSpec,
}

/// What an index holds beside the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectionSpec {
    /// Everything.
    All,
    /// Nothing.
    KeysOnly,
    /// These attributes.
    Include(Vec<String>),
}

impl TableSpec {
    pub(super) fn read(logical_id: &str, env_name: String, properties: &Node<'_>) -> Result<Self> {
        let mut attributes = Vec::new();
        for definition in properties.get("AttributeDefinitions")?.list()? {
            let name = definition.get("AttributeName")?.text()?.to_owned();
            let kind = definition.get("AttributeType")?;
            let kind = match kind.text()? {
                "S" => ScalarAttributeType::S,
                "N" => ScalarAttributeType::N,
                "B" => ScalarAttributeType::B,
                other => bail!("{kind} is {other}, not S, N or B"),
            };
            attributes.push((name, kind));
        }
        let mut indexes = Vec::new();
        if let Some(list) = properties.find("GlobalSecondaryIndexes") {
            for index in list.list()? {
                indexes.push(IndexSpec::read(&index)?);
            }
        }
        if let Some(local) = properties.find("LocalSecondaryIndexes") {
            bail!("{local} is not understood");
        }
        let (hash_key, range_key) = keys(properties)?;
        let table = Self {
            logical_id: logical_id.to_owned(),
            env_name,
            hash_key,
            range_key,
            attributes,
            indexes,
            ttl: ttl(properties)?,
            restorable: properties.find("PointInTimeRecoverySpecification").is_some(),
            protectable: properties.find("DeletionProtectionEnabled").is_some(),
        };
        let of_indexes = table
            .indexes
            .iter()
            .flat_map(|index| std::iter::once(&index.hash_key).chain(&index.range_key));
        for name in std::iter::once(&table.hash_key)
            .chain(&table.range_key)
            .chain(of_indexes)
        {
            table
                .kind(name)
                .with_context(|| format!("{logical_id} does not define its key attribute {name}"))?;
        }
        Ok(table)
    }

    /// The type of a key attribute.
    #[must_use]
    pub fn kind(&self, attribute: &str) -> Option<&ScalarAttributeType> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, kind)| kind)
    }

    /// The request that creates the table under a name: `table.create_table_input(name)?.send_with(&client).await`.
    ///
    /// # Errors
    ///
    /// Where the SDK misses a part of it.
    pub fn create_table_input(&self, name: impl Into<String>) -> Result<CreateTableInputBuilder> {
        let mut input = CreateTableInput::builder()
            .table_name(name)
            .billing_mode(BillingMode::PayPerRequest)
            .set_key_schema(Some(schema(&self.hash_key, self.range_key.as_deref())?));
        for (name, kind) in &self.attributes {
            let definition = AttributeDefinition::builder()
                .attribute_name(name)
                .attribute_type(kind.clone());
            input = input.attribute_definitions(definition.build()?);
        }
        for index in &self.indexes {
            let part = GlobalSecondaryIndex::builder()
                .index_name(&index.name)
                .set_key_schema(Some(schema(&index.hash_key, index.range_key.as_deref())?))
                .projection(index.projection.build());
            input = input.global_secondary_indexes(part.build()?);
        }
        Ok(input)
    }

    /// The request that adds one of its indexes to a table that was made without.
    ///
    /// # Errors
    ///
    /// Where the SDK misses a part of it.
    pub fn add_index_input(&self, name: impl Into<String>, index: &IndexSpec) -> Result<UpdateTableInputBuilder> {
        let part = CreateGlobalSecondaryIndexAction::builder()
            .index_name(&index.name)
            .set_key_schema(Some(schema(&index.hash_key, index.range_key.as_deref())?))
            .projection(index.projection.build());
        let update = GlobalSecondaryIndexUpdate::builder().create(part.build()?).build();
        let mut input = UpdateTableInput::builder()
            .table_name(name)
            .global_secondary_index_updates(update);
        let keys = [
            Some(&self.hash_key),
            self.range_key.as_ref(),
            Some(&index.hash_key),
            index.range_key.as_ref(),
        ];
        let keys: BTreeSet<&String> = keys.into_iter().flatten().collect();
        for (name, kind) in self.attributes.iter().filter(|(name, _)| keys.contains(name)) {
            let definition = AttributeDefinition::builder()
                .attribute_name(name)
                .attribute_type(kind.clone());
            input = input.attribute_definitions(definition.build()?);
        }
        Ok(input)
    }

    /// The request that switches expiry on, where the table has it.
    ///
    /// # Errors
    ///
    /// Where the SDK misses a part of it.
    pub fn time_to_live_input(&self, name: impl Into<String>) -> Result<Option<UpdateTimeToLiveInputBuilder>> {
        let Some(attribute) = &self.ttl else {
            return Ok(None);
        };
        let specification = TimeToLiveSpecification::builder()
            .attribute_name(attribute)
            .enabled(true)
            .build()?;
        Ok(Some(
            UpdateTimeToLiveInput::builder()
                .table_name(name)
                .time_to_live_specification(specification),
        ))
    }
}

impl IndexSpec {
    fn read(index: &Node<'_>) -> Result<Self> {
        let projection = index.get("Projection")?;
        let kind = projection.get("ProjectionType")?;
        let projection = match kind.text()? {
            "ALL" => ProjectionSpec::All,
            "KEYS_ONLY" => ProjectionSpec::KeysOnly,
            "INCLUDE" => {
                let names = projection.get("NonKeyAttributes")?.list()?;
                let names = names.iter().map(|name| Ok(name.text()?.to_owned()));
                ProjectionSpec::Include(names.collect::<Result<_>>()?)
            }
            other => bail!("{kind} is {other}, not ALL, KEYS_ONLY or INCLUDE"),
        };
        let (hash_key, range_key) = keys(index)?;
        Ok(Self {
            name: index.get("IndexName")?.text()?.to_owned(),
            hash_key,
            range_key,
            projection,
        })
    }
}

impl ProjectionSpec {
    fn build(&self) -> Projection {
        let (kind, attributes) = match self {
            Self::All => (ProjectionType::All, None),
            Self::KeysOnly => (ProjectionType::KeysOnly, None),
            Self::Include(names) => (ProjectionType::Include, Some(names.clone())),
        };
        Projection::builder()
            .projection_type(kind)
            .set_non_key_attributes(attributes)
            .build()
    }
}

/// The hash and the range key of a table or an index.
fn keys(owner: &Node<'_>) -> Result<(String, Option<String>)> {
    let key_schema = owner.get("KeySchema")?;
    let mut found = Vec::new();
    for element in key_schema.list()? {
        let name = element.get("AttributeName")?.text()?.to_owned();
        found.push((element.get("KeyType")?.text()?, name));
    }
    match found.as_slice() {
        [("HASH", hash)] => Ok((hash.clone(), None)),
        [("HASH", hash), ("RANGE", range)] => Ok((hash.clone(), Some(range.clone()))),
        _ => bail!("{key_schema} is not one HASH key and at most one RANGE key"),
    }
}

fn schema(hash: &str, range: Option<&str>) -> Result<Vec<KeySchemaElement>> {
    let hash = (hash, KeyType::Hash);
    let range = range.map(|range| (range, KeyType::Range));
    let mut elements = Vec::new();
    for (name, kind) in std::iter::once(hash).chain(range) {
        let element = KeySchemaElement::builder().attribute_name(name).key_type(kind);
        elements.push(element.build()?);
    }
    Ok(elements)
}

fn ttl(properties: &Node<'_>) -> Result<Option<String>> {
    let Some(specification) = properties.find("TimeToLiveSpecification") else {
        return Ok(None);
    };
    let attribute = specification.get("AttributeName")?.text()?.to_owned();
    Ok(specification.get("Enabled")?.flag()?.then_some(attribute))
}

#[cfg(test)]
mod tests {
    use super::super::Template;
    use super::*;

    #[test]
    fn responses_become_a_request() {
        let template = Template::bundled().unwrap();
        let table = template.table("ResponsesTable").unwrap();
        let input = table.create_table_input("one").unwrap().build().unwrap();
        assert_eq!(input.table_name(), Some("one"));
        assert_eq!(input.billing_mode(), Some(&BillingMode::PayPerRequest));
        assert_eq!(input.attribute_definitions().len(), 4);
        let keys: Vec<_> = input
            .key_schema()
            .iter()
            .map(|key| (key.attribute_name(), key.key_type()))
            .collect();
        assert_eq!(keys, [("pk", &KeyType::Hash), ("sk", &KeyType::Range)]);
        let [by_day, by_invited] = input.global_secondary_indexes() else {
            panic!("not two indexes")
        };
        assert_eq!(by_day.index_name(), "by_day");
        let projection = by_day.projection().unwrap();
        assert_eq!(projection.projection_type(), Some(&ProjectionType::Include));
        assert_eq!(projection.non_key_attributes().len(), 13);
        let projection = by_invited.projection().unwrap();
        assert_eq!(projection.projection_type(), Some(&ProjectionType::Include));
        assert_eq!(projection.non_key_attributes().len(), 11);

        let ttl = table.time_to_live_input("one").unwrap().unwrap().build().unwrap();
        assert_eq!(ttl.time_to_live_specification().unwrap().attribute_name(), "ttl");
    }

    #[test]
    fn customers_have_no_range_key_and_no_expiry() {
        let template = Template::bundled().unwrap();
        let table = template.table("CustomersTable").unwrap();
        assert_eq!((table.hash_key.as_str(), &table.range_key), ("pk", &None));
        assert_eq!(table.kind("rk"), Some(&ScalarAttributeType::N));
        assert!(table.time_to_live_input("two").unwrap().is_none());
        assert_eq!(
            table
                .create_table_input("two")
                .unwrap()
                .build()
                .unwrap()
                .key_schema()
                .len(),
            1
        );
    }
}
