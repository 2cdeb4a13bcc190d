//! Folds a recorded day with nothing between the socket and the counts: `floor ENDPOINT DAY`.
//!
//! It knows how the recorded pages are written, trusts every byte, signs nothing and retries nothing. A program that has
//! to do all that can only come near it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, Read as _, Write as _};

use anyhow::{Context, Result};
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustc_hash::FxHashMap;
use tokio::net::TcpStream;

type Counts = [u32; 11];

/// Counts by cut and value.
type Cells = BTreeMap<&'static str, FxHashMap<Vec<u8>, Counts>>;

#[derive(Default)]
struct Fold {
    total: Counts,
    touchpoints: FxHashMap<Vec<u8>, Counts>,
    languages: FxHashMap<Vec<u8>, Counts>,
    channels: FxHashMap<Vec<u8>, Counts>,
    plans: FxHashMap<Vec<u8>, Counts>,
    first_expiry: Option<u64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [endpoint, day] = arguments.as_slice() else {
        anyhow::bail!("usage: floor ENDPOINT DAY");
    };
    let authority = endpoint.strip_prefix("http://").context("an endpoint http://…")?;
    let stream = TcpStream::connect(authority).await?;
    let (mut send, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    say("ready")?;
    std::io::stdin().lock().read_line(&mut String::new())?;
    let mut fold = Fold::default();
    for shard in 0..16 {
        let mut start = String::new();
        while let Some(next) = fold_page(&mut send, authority, &format!("{day}#{shard:02}"), &start, &mut fold).await? {
            start = format!(r#","ExclusiveStartKey":{next}"#);
        }
    }
    say(&fold.counted()?)?;
    std::io::stdin().lock().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Folds one page, and gives the key that the next begins after.
async fn fold_page(
    send: &mut SendRequest<Full<Bytes>>,
    authority: &str,
    shard: &str,
    start: &str,
    fold: &mut Fold,
) -> Result<Option<String>> {
    let body = format!(
        r##"{{"TableName":"responses","IndexName":"by_day","KeyConditionExpression":"bd = :shard","ExpressionAttributeValues":{{":shard":{{"S":"{shard}"}}}},"ProjectionExpression":"s,m,x,t,l,c,a,st,ttl"{start}}}"##
    );
    let request = Request::post("/")
        .header("host", authority)
        .header("x-amz-target", "DynamoDB_20120810.Query")
        .header("content-type", "application/x-amz-json-1.0")
        .body(Full::new(Bytes::from(body)))?;
    let page = send
        .send_request(request)
        .await?
        .into_body()
        .collect()
        .await?
        .to_bytes();
    let items = find(&page, b"\"Items\":[").context("items")?;
    let end = fold.items(&page[items..]).context("a page written as recorded")? + items;
    let rest = &page[end..];
    Ok(find(rest, b"\"LastEvaluatedKey\":").map(|key| {
        let until = find(&rest[key..], b"}}").unwrap_or(0);
        String::from_utf8_lossy(&rest[key..key + until]).into_owned()
    }))
}

/// Where what follows `wanted` begins.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
        .map(|at| at + wanted.len())
}

impl Fold {
    /// Folds items up to the closing bracket, and gives where it is.
    fn items(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while *bytes.get(at)? != b']' {
            // `{` or `,{` before the first name.
            at += if bytes[at] == b',' { 2 } else { 1 };
            let (mut rating, mut code) = (None, 0_u8);
            let (mut touchpoint, mut language, mut channel, mut plan) = (None, None, None, None);
            loop {
                // At the quote of a name; a value begins after `":{"S":"`.
                let name = at + 1;
                let colon = name + length(&bytes[name..])?;
                if bytes[name..colon] == *b"a" {
                    // `:{"M":{"plan":{"S":"`
                    let value = colon + 21;
                    let end = value + length(&bytes[value..])?;
                    plan = Some(&bytes[value..end]);
                    at = end + 4;
                } else {
                    let value = colon + 8;
                    let end = value + length(&bytes[value..])?;
                    let text = &bytes[value..end];
                    match &bytes[name..colon] {
                        b"t" => touchpoint = Some(text),
                        b"l" => language = Some(text),
                        b"c" => channel = Some(text),
                        b"x" => rating = Some(usize::from(decimal(text) as u8)),
                        b"st" => code = text[0],
                        b"ttl" => {
                            let expires = decimal(text);
                            self.first_expiry = Some(self.first_expiry.map_or(expires, |first| first.min(expires)));
                        }
                        _ => {}
                    }
                    at = end + 2;
                }
                // `,` before another name, `}` at the end of the item.
                at += 1;
                if bytes[at - 1] == b'}' {
                    break;
                }
            }
            if code != b's' && code != b'e' {
                let rating = rating?;
                self.total[rating] += 1;
                let cells = [
                    (&mut self.touchpoints, touchpoint),
                    (&mut self.languages, language),
                    (&mut self.channels, channel),
                    (&mut self.plans, plan),
                ];
                for (cells, value) in cells {
                    count(cells, value?, rating);
                }
            }
        }
        Some(at)
    }

    /// What was counted, as one line of JSON.
    fn counted(self) -> Result<String> {
        let cells = Cells::from([
            ("touchpoint", self.touchpoints),
            ("language", self.languages),
            ("channel", self.channels),
            ("attribute:plan", self.plans),
        ]);
        let mut counted = BTreeMap::from([("total".to_owned(), self.total)]);
        for (cut, cells) in cells {
            for (value, counts) in cells {
                counted.insert(format!("{cut} {}", String::from_utf8(value)?), counts);
            }
        }
        Ok(serde_json::to_string(&counted)?)
    }
}

fn length(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'"')
}

fn decimal(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u64::from(digit - b'0'))
}

fn count(cells: &mut FxHashMap<Vec<u8>, Counts>, value: &[u8], rating: usize) {
    match cells.get_mut(value) {
        Some(counts) => counts[rating] += 1,
        None => cells.entry(value.to_vec()).or_default()[rating] += 1,
    }
}
