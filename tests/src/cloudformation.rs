//! A CloudFormation that knows one stack, so that `aisance --stack` works on a deployment in miniature.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Output;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use local::template::Template;
use shared::store::names::env;

use crate::evaluated::{NAME, outputs};
use crate::function::binary;
use crate::stack::Stack;

/// Runs `aisance` on the stack, with an operator's credentials.
///
/// # Errors
/// The binary cannot be run.
pub async fn aisance(stack: &Stack, arguments: &[&str]) -> Result<Output> {
    let endpoint = start(&outputs_of(stack)?).await?;
    let run = tokio::process::Command::new(binary("aisance")?)
        .args(arguments)
        .args(["--stack", NAME])
        .env_clear()
        .envs(stack.environment().iter().cloned())
        .env("AWS_ENDPOINT_URL_CLOUDFORMATION", format!("http://{endpoint}"))
        .stdin(std::process::Stdio::null())
        .output();
    run.await.context("aisance cannot be run")
}

/// The outputs of the template over what the functions have in their environment.
fn outputs_of(stack: &Stack) -> Result<BTreeMap<String, String>> {
    let told = |variable: &str| {
        let mut all = stack.environment().iter();
        let found = all.find(|(name, _)| name == variable);
        found
            .map(|(_, value)| value.clone())
            .with_context(|| format!("no {variable}"))
    };
    let template = Template::bundled()?;
    let mut made = vec![
        ("RootSecret", told(env::ROOT_SECRET_ARN)?),
        ("ExportsBucket", told(env::EXPORTS_BUCKET)?),
    ];
    for table in &template.tables {
        made.push((&table.logical_id, told(&table.env_name)?));
    }
    let (zone, retention) = (told(env::TIME_ZONE)?, told(env::RETENTION_DAYS)?);
    Ok(outputs(&[("TimeZone", &zone), ("RetentionDays", &retention)], made))
}

async fn start(outputs: &BTreeMap<String, String>) -> Result<SocketAddr> {
    let mut members = String::new();
    for (key, value) in outputs {
        write!(
            members,
            "<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>"
        )?;
    }
    let known = format!(
        "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStacksResult><Stacks><member>\
         <StackName>{NAME}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>\
         <Outputs>{members}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
    );
    let answer = move |body: String| async move {
        if body.contains("Action=DescribeStacks") && body.contains(&format!("StackName={NAME}")) {
            ([(header::CONTENT_TYPE, "text/xml")], known).into_response()
        } else {
            StatusCode::BAD_REQUEST.into_response()
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    Ok(address)
}
