//! `kill -9` at any moment: every answer that was acknowledged is there afterwards.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, RootKeys, mint};
use system_tests::function::binary;

const KILLS: u64 = 20;
const CLIENTS: u64 = 4;

struct Serving {
    process: Child,
    port: u16,
}

fn serve(folder: &std::path::Path) -> Serving {
    let mut process = Command::new(binary("aisance").unwrap())
        .args(["serve", "--port", "0", "--data"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let (send, found) = mpsc::channel();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if let Some((_, rest)) = line.split_once("http://localhost:") {
                let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let _ = send.send(port.parse::<u16>().unwrap());
            }
        }
    });
    let port = found
        .recv_timeout(Duration::from_secs(60))
        .expect("the address within a minute");
    Serving { process, port }
}

/// Sends one answer; whether it was acknowledged with a 2xx.
fn post(port: u16, token: &str, rating: u64) -> bool {
    let send = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let body = format!("{{\"rating\":{rating}}}");
        write!(
            stream,
            "POST /s/{token} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        Ok(answer.starts_with(b"HTTP/1.1 2"))
    };
    send().unwrap_or(false)
}

fn token(keys: &RootKeys, customer: &str) -> String {
    let facts = FactsDraft {
        survey: "recommend".into(),
        customer: Some(customer.into()),
        touchpoint: "support".into(),
        reference: Some("order-1".into()),
        attributes: BTreeMap::new(),
        channel: Channel::Web,
        language: None,
        issued: jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date(),
        valid_days: 30,
    };
    mint(keys.mint_key(), &LinkFacts::new(&facts, RawIds::Refuse).unwrap())
}

#[test]
fn killed_twenty_times_under_a_stream_of_posts_every_acknowledged_answer_is_there() {
    let folder = std::env::temp_dir().join(format!("aisance-killed-{}", std::process::id()));
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let next = Arc::new(AtomicU64::new(0));
    for round in 0..KILLS {
        let mut serving = serve(&folder);
        let keys = Arc::new(RootKeys::parse(&std::fs::read_to_string(folder.join("root-keys.json")).unwrap()).unwrap());
        let stop = Arc::new(AtomicBool::new(false));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (keys, stop, next, port) = (Arc::clone(&keys), Arc::clone(&stop), Arc::clone(&next), serving.port);
                thread::spawn(move || {
                    let mut kept = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let customer = format!("customer-{number:06}");
                        if post(port, &token(&keys, &customer), number % 11) {
                            kept.push((customer, number % 11));
                        }
                    }
                    kept
                })
            })
            .collect();
        // Other moments of the stream each time, without chance.
        thread::sleep(Duration::from_millis(150 + (round * 37) % 200));
        serving.process.kill().unwrap();
        serving.process.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            acknowledged.extend(client.join().unwrap());
        }
    }
    assert!(
        acknowledged.len() > 200,
        "only {} answers were acknowledged: the stream is too thin to show anything",
        acknowledged.len()
    );
    let found = stored_answers(&folder);
    for (customer, rating) in &acknowledged {
        assert_eq!(found.get(customer), Some(rating), "{customer} was acknowledged");
    }
    println!(
        "{KILLS} kills, {} answers acknowledged, {} stored",
        acknowledged.len(),
        found.len()
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

fn stored_answers(folder: &std::path::Path) -> BTreeMap<String, u64> {
    let started = Instant::now();
    let output = Command::new(binary("aisance").unwrap())
        .args(["responses", "recommend", "--csv", "--data"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(started.elapsed() < Duration::from_secs(60));
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[2].clone(), row[3].parse().unwrap())).collect()
}
