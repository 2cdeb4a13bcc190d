//! What a request of the AWS SDK asks for, read from the request itself.

use serde_json::Value;
use shared::store::names::{BY_DAY, BY_INVITED, BY_PENDING, BY_RISK, PK};

use crate::permissions::Access;

/// The head of a request: its first line and its headers, names in lower case.
pub struct Head {
    /// `POST`.
    pub method: String,
    /// Path and query.
    pub address: String,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Reads the lines of a head.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut first = lines.next()?.split(' ').map(str::to_owned);
        let headers = lines.filter_map(|line| line.split_once(':'));
        Some(Self {
            method: first.next()?,
            address: first.next()?,
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
        })
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whose key signed the request, in its header or in its address.
    #[must_use]
    pub fn caller(&self) -> &str {
        caller(self.header("authorization").unwrap_or(&self.address))
    }

    /// The operation of DynamoDB that is asked for, such as `GetItem`.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.header("x-amz-target")?.strip_prefix("DynamoDB_20120810.")
    }
}

/// Whose key made a signature: tests give every function a key that is its name.
#[must_use]
pub fn caller(signature: &str) -> &str {
    let credential = signature.split_once("Credential=").map_or("", |(_, rest)| rest);
    credential.split(['/', '%']).next().unwrap_or_default()
}

/// An operation as policies name it. None is left out that the functions' SDK calls: a call that is not here is refused.
fn action(operation: &str) -> &'static str {
    match operation {
        "BatchGetItem" => "dynamodb:BatchGetItem",
        "DeleteItem" => "dynamodb:DeleteItem",
        "GetItem" => "dynamodb:GetItem",
        "PutItem" => "dynamodb:PutItem",
        "Query" => "dynamodb:Query",
        "Scan" => "dynamodb:Scan",
        "UpdateItem" => "dynamodb:UpdateItem",
        _ => "an operation unknown to the tests",
    }
}

fn partition(key: &Value) -> Option<String> {
    key[PK]["S"].as_str().map(str::to_owned)
}

/// The partition of a query's key condition, whose first part the code writes as `name = :value`.
fn queried(request: &Value) -> Option<String> {
    let (_, rest) = request["KeyConditionExpression"].as_str()?.split_once(" = ")?;
    let value = rest.split(' ').next()?;
    let value = &request["ExpressionAttributeValues"][value]["S"];
    value.as_str().map(str::to_owned)
}

/// What a request of DynamoDB asks for: one thing of each table that it names.
#[must_use]
pub fn of_dynamodb(operation: &str, request: &Value) -> Vec<Access> {
    let action = action(operation);
    if let Some(tables) = request["RequestItems"].as_object() {
        let of_table = tables.iter().map(|(table, asked)| Access {
            action,
            resource: table.clone(),
            partitions: asked["Keys"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(partition)
                .collect(),
        });
        return of_table.collect();
    }
    let table = request["TableName"].as_str().unwrap_or_default();
    let index = request["IndexName"].as_str();
    let known = [BY_DAY, BY_INVITED, BY_PENDING, BY_RISK];
    let resource = match index {
        Some(index) if known.contains(&index) => format!("{table}/index/{index}"),
        Some(unknown) => format!("{table}/an index unknown to the code: {unknown}"),
        None => table.to_owned(),
    };
    let partitions = [
        partition(&request["Key"]),
        partition(&request["Item"]),
        queried(request),
    ];
    vec![Access {
        action,
        resource,
        partitions: partitions.into_iter().flatten().collect(),
    }]
}

/// What a request for a file of the bucket of exports asks for, its bucket first in the path.
#[must_use]
pub fn of_files(head: &Head) -> Access {
    let (path, query) = head.address.split_once('?').unwrap_or((&head.address, ""));
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    let action = match head.method.as_str() {
        "GET" => "s3:GetObject",
        "PUT" | "POST" => "s3:PutObject",
        "DELETE" if query.contains("uploadId=") => "s3:AbortMultipartUpload",
        _ => "an operation unknown to the tests",
    };
    Access {
        action,
        resource: format!("ExportsBucket/{key}"),
        partitions: Vec::new(),
    }
}
