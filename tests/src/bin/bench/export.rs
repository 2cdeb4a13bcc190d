//! An export of a million answers of one day: the real `export` over recorded pages, into a bucket that counts; and the same
//! work in Python.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock, random_16};
use shared::domain::export::{Export, Format, Job, JobId, What};
use shared::domain::response::{Content, Respondent};
use shared::link::{CustomerId, InvitationId, RawIds, seal};
use shared::store::Tables;
use shared::store::export_jobs::PutExportJob;
use shared::store::responses::PutResponse;
use system_tests::contract::response;
use system_tests::function::Function;
use system_tests::runtime_api::LONGEST;
use system_tests::stack::Stack;
use system_tests::steps::pseudonym;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::peer::{self, Cost};
use crate::process::{cpu_ms, peak_mib, user_ms};
use crate::recorded::{Recorded, Recording, passed_on};

const ANSWERS: u32 = 1_000_000;
/// A tenth of them, to see that memory does not grow with the export.
const FEWER: u32 = ANSWERS / 10;
const SHARDS: u32 = 16;
const COMMENT: &str = "The parcel came two days late, and nobody could say where it was. The support was kind, though.";

/// A day of answers that differ in nothing but their ids.
struct Day {
    answers: u32,
    /// An answer as the engine sends it, in two parts: before and after its id.
    item: [String; 2],
    respondent: String,
}

impl Day {
    fn item(&self, id: &str) -> String {
        let [before, after] = &self.item;
        format!("{before}{id}{after}")
    }

    /// A page of a shard: at most `limit` answers after the one called `after`.
    fn page(&self, shard: u8, after: Option<&str>, limit: u32) -> Option<String> {
        let from = match after {
            None => 0,
            Some(id) => place(id.parse().ok()?) + 1,
        };
        let to = (from + limit).min(self.answers / SHARDS);
        let items: Vec<String> = (from..to)
            .map(|place| self.item(&id(shard, place).to_string()))
            .collect();
        let mut page = format!("{{\"Items\":[{}]", items.join(","));
        if to < self.answers / SHARDS {
            let last = id(shard, to - 1);
            let respondent = &self.respondent;
            page.push_str(&format!(
                ",\"LastEvaluatedKey\":{{\"pk\":{{\"S\":\"{respondent}\"}},\"sk\":{{\"S\":\"{last}\"}},\"bd\":{{\"S\":\"x\"}}}}"
            ));
        }
        page.push('}');
        Some(page)
    }
}

fn id(shard: u8, place: u32) -> InvitationId {
    let mut bytes = [shard; 16];
    bytes[12..].copy_from_slice(&place.to_be_bytes());
    InvitationId::from_bytes(bytes)
}

fn place(id: InvitationId) -> u32 {
    let [.., a, b, c, d] = *id.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

impl Recording for Day {
    fn answer(&self, tables: &Tables, operation: &str, asked: &Value) -> Option<(&'static str, Option<Bytes>)> {
        match operation {
            "Query" if asked["IndexName"] == "by_day" => {
                let shard = &asked["ExpressionAttributeValues"][":shard"]["S"];
                let shard = shard.as_str()?.rsplit_once('#')?.1.parse().ok()?;
                let limit = asked["Limit"].as_u64().and_then(|limit| u32::try_from(limit).ok());
                // Ours names the place that it was at; the others go on with what the page before ended with.
                let place = asked["ExpressionAttributeValues"][":after"]["S"].as_str();
                let after = asked["ExclusiveStartKey"]["sk"]["S"].as_str().or(place);
                let page = self.page(shard, after, limit.unwrap_or(1_000));
                Some(("pages of a shard", page.map(Bytes::from)))
            }
            "BatchGetItem" => {
                let keys = asked["RequestItems"][&tables.responses]["Keys"].as_array()?;
                let ids = keys.iter().filter_map(|key| key["sk"]["S"].as_str());
                let items: Vec<String> = ids.map(|id| self.item(id)).collect();
                let table = &tables.responses;
                let answer = format!(
                    "{{\"Responses\":{{\"{table}\":[{}]}},\"UnprocessedKeys\":{{}}}}",
                    items.join(",")
                );
                Some(("batches of answers", Some(Bytes::from(answer))))
            }
            _ => None,
        }
    }
}

/// A bucket that counts what it is given, and keeps nothing.
#[derive(Default)]
struct Sink {
    lines: AtomicU64,
    bytes: AtomicU64,
}

impl Sink {
    async fn start(self: &Arc<Self>) -> Result<SocketAddr> {
        let routes = Router::new()
            .fallback(take)
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(self));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(address)
    }

    fn take(&self) -> (u64, u64) {
        (
            self.lines.swap(0, Ordering::SeqCst),
            self.bytes.swap(0, Ordering::SeqCst),
        )
    }
}

async fn take(State(sink): State<Arc<Sink>>, method: Method, uri: Uri, body: Bytes) -> Response {
    let query = uri.query().unwrap_or_default();
    if method == Method::PUT {
        let lines = body.iter().filter(|byte| **byte == b'\n').count();
        sink.lines.fetch_add(lines as u64, Ordering::SeqCst);
        sink.bytes.fetch_add(body.len() as u64, Ordering::SeqCst);
        return ([(header::ETAG, "\"part\"")], "").into_response();
    }
    let name = if query.contains("uploadId") {
        "CompleteMultipartUploadResult"
    } else {
        "InitiateMultipartUploadResult"
    };
    let answer = format!("<{name}><Bucket>exports</Bucket><Key>file</Key><UploadId>one</UploadId></{name}>");
    ([(header::CONTENT_TYPE, "application/xml")], answer).into_response()
}

/// Stores one answer and gives it as the engine sends it.
async fn one_answer(stack: &Stack) -> Result<Day> {
    let store = stack.engine.store()?;
    let mut one = response(1, 0);
    let customer = pseudonym(stack, "customer-1");
    one.occasion.respondent = Respondent::Customer(customer);
    let clear = CustomerId::new("customer-1", RawIds::Refuse)?;
    one.occasion.sealed_customer = Some(seal(&stack.keys.seal_key(), &customer, &clear));
    one.first_answered = SystemClock.now();
    if let Content::Answered(answer) = &mut one.content {
        answer.comment = Some(COMMENT.to_owned());
        answer.version = 1;
    }
    store.put_response(&one, None).await?;
    let (respondent, id) = (one.occasion.respondent.to_string(), one.occasion.invitation.to_string());
    let asked =
        json!({ "TableName": stack.engine.tables.responses, "Key": { "pk": { "S": respondent }, "sk": { "S": id } } });
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("x-amz-target", "DynamoDB_20120810.GetItem"),
        ("x-amz-date", "20260101T000000Z"),
        ("content-type", "application/x-amz-json-1.0"),
        (
            "authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let (_, answer) = passed_on(stack.engine.address, &headers, asked.to_string().as_bytes()).await?;
    let answer: Value = serde_json::from_slice(&answer)?;
    let item = answer["Item"].to_string();
    let (before, after) = item.split_once(&id).with_context(|| format!("no answer: {answer}"))?;
    Ok(Day {
        answers: FEWER,
        item: [before.to_owned(), after.to_owned()],
        respondent,
    })
}

/// Prints what an export of a million answers costs; the binary is in `folder`, and `python` has boto3.
pub(crate) async fn export(folder: &Path, python: &str) -> Result<()> {
    let stack = Stack::start().await?;
    let few = one_answer(&stack).await?;
    let many = Day {
        answers: ANSWERS,
        item: few.item.clone(),
        respondent: few.respondent.clone(),
    };
    let recorded = Recorded::start(&stack.engine, few).await?;
    let sink = Arc::new(Sink::default());
    let bucket = sink.start().await?;
    let mut environment = stack.environment().to_vec();
    environment.push(("AWS_ENDPOINT_URL_S3".to_owned(), format!("http://{bucket}")));
    for (name, value) in &mut environment {
        if name == "AWS_ENDPOINT_URL_DYNAMODB" {
            *value = format!("http://{}", recorded.address);
        }
    }
    let fewer = one_export(&stack, folder, &environment, Format::Csv).await?;
    ensure!(sink.take().0 == u64::from(FEWER) + 1, "not every answer was written");
    println!(
        "csv of {FEWER} answers: {:.0} ms CPU, at most {:.1} MiB\n",
        fewer.cpu_ms, fewer.peak_mib
    );
    recorded.replace(many);
    println!("CPU of a row, µs                  all   user     ratio   wall s   peak MiB   bytes");
    let mut ours = None;
    for format in [Format::Csv, Format::Ndjson] {
        let cost = one_export(&stack, folder, &environment, format).await?;
        let (lines, bytes) = sink.take();
        ensure!(
            lines == u64::from(ANSWERS) + u64::from(format == Format::Csv),
            "not every answer was written: {lines} lines"
        );
        let ours = ours.get_or_insert(cost);
        tell(&format!("export, {format}"), cost, ours, bytes / u64::from(ANSWERS));
    }
    let ours = ours.context("an export")?;
    let mut program = Command::new(python);
    program.arg("tests/bench_peers/export.py").args([
        format!("http://{}", recorded.address),
        stack.engine.tables.responses.clone(),
        "2026-11-21".to_owned(),
    ]);
    let (theirs, said) = peer::measure_saying(&mut program).await?;
    let (rows, bytes): (u64, u64) = serde_json::from_str(&said)?;
    ensure!(rows == u64::from(ANSWERS), "Python wrote {rows} rows");
    tell("Python, boto3, csv", theirs, &ours, bytes / u64::from(ANSWERS));
    Ok(())
}

fn tell(name: &str, cost: Cost, ours: &Cost, bytes: u64) {
    let each = |milliseconds: f64| milliseconds * 1_000.0 / f64::from(ANSWERS);
    println!(
        "{name:<28} {:>8.2} {:>6.2} {:>9.1} {:>8.1} {:>10.1} {bytes:>7}",
        each(cost.cpu_ms),
        each(cost.user_ms),
        cost.cpu_ms / ours.cpu_ms,
        cost.wall_ms / 1_000.0,
        cost.peak_mib
    );
}

/// One export in a fresh process: its cost, start not included. It may take more than one invocation.
async fn one_export(stack: &Stack, folder: &Path, environment: &[(String, String)], format: Format) -> Result<Cost> {
    let asked_at = SystemClock.now();
    let today = shared::domain::day::Calendar::new(&stack.time_zone)?.day_of(asked_at);
    let export = Export {
        what: What::Responses,
        format,
        survey: None,
        from: today,
        to: today,
        by: None,
        language: "en".to_owned(),
        asked_at,
    };
    let job = Job::new(JobId::new(asked_at, random_16()), export, "key:bench".to_owned());
    stack.engine.store()?.put_export_job(&job).await?;
    let id = job.id.to_string();
    let waits = json!({ "Records": [{ "dynamodb": { "Keys": { "pk": { "S": "export" }, "sk": { "S": id } } } }] });
    let function = Function::start_quiet(&folder.join("export"), "export", environment).await?;
    let process = function.process_id().context("the process has ended")?;
    let before = (user_ms(process)?, cpu_ms(process)?);
    let started = Instant::now();
    // As long as Lambda gives it.
    let mut outcome = json!(["handed_back"]);
    while outcome == json!(["handed_back"]) {
        let answer = function.api.invoke_within(waits.clone(), LONGEST).await?;
        outcome = answer.map_err(|error| anyhow::anyhow!("{error}"))?;
    }
    ensure!(outcome == json!(["done"]), "{outcome}");
    Ok(Cost {
        wall_ms: started.elapsed().as_secs_f64() * 1_000.0,
        user_ms: user_ms(process)? - before.0,
        cpu_ms: cpu_ms(process)? - before.1,
        peak_mib: peak_mib(process)?,
    })
}
