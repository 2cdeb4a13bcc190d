//! A CloudFormation that knows one stack, so that `aisance --stack` works on a deployment in miniature.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Output;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use local::stack::output_name;
use shared::store::names::env;

use crate::function::binary;
use crate::stack::Stack;

/// What the stack is called.
pub const NAME: &str = "feedback";

/// Where the survey links of the stack lead.
pub const SURVEY_URL: &str = "https://feedback.example.com/s/";

/// Runs `aisance` on the stack, with an operator's credentials.
///
/// # Errors
/// The binary cannot be run.
pub async fn aisance(stack: &Stack, arguments: &[&str]) -> Result<Output> {
    let endpoint = start(&outputs(stack)).await?;
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

/// The outputs of the template, as far as they say what a function has in its environment.
fn outputs(stack: &Stack) -> Vec<(String, String)> {
    let known = [env::ROOT_SECRET_ARN, env::TIME_ZONE, env::RETENTION_DAYS];
    let outputs = stack.environment().iter().filter_map(|(name, value)| {
        let told = env::TABLES.contains(&name.as_str()) || known.contains(&name.as_str());
        told.then(|| (output_name(name), value.clone()))
    });
    outputs
        .chain([("SurveyUrl".to_owned(), SURVEY_URL.to_owned())])
        .collect()
}

async fn start(outputs: &[(String, String)]) -> Result<SocketAddr> {
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
