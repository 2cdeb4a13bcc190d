//! `kill -9` at any moment: every answer that was acknowledged is there afterwards.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use system_tests::served::{Folder, Served};

const KILLS: u64 = 20;
const CLIENTS: u64 = 4;

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

#[test]
fn killed_twenty_times_under_a_stream_of_posts_every_acknowledged_answer_is_there() {
    let folder = Folder::new("killed").unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let next = AtomicU64::new(0);
    for round in 0..KILLS {
        let mut served = Served::start(&folder).unwrap();
        let (stop, port) = (AtomicBool::new(false), served.port);
        let stream = || {
            let mut kept = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let customer = format!("customer-{number:06}");
                let token = folder.token("recommend", &customer, today, 30).unwrap();
                if post(port, &token, number % 11) {
                    kept.push((customer, number % 11));
                }
            }
            kept
        };
        thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(stream)).collect();
            // Other moments of the stream each time, without chance.
            thread::sleep(Duration::from_millis(150 + (round * 37) % 200));
            served.process.kill().unwrap();
            served.process.wait().unwrap();
            stop.store(true, Ordering::Relaxed);
            for client in clients {
                acknowledged.extend(client.join().unwrap());
            }
        });
    }
    let count = acknowledged.len();
    assert!(
        count > 200,
        "only {count} answers were acknowledged: the stream is too thin to show anything"
    );
    let found = stored_answers(&folder);
    for (customer, rating) in &acknowledged {
        assert_eq!(found.get(customer), Some(rating), "{customer} was acknowledged");
    }
    println!("{KILLS} kills, {count} answers acknowledged, {} stored", found.len());
}

fn stored_answers(folder: &Folder) -> BTreeMap<String, u64> {
    let output = folder.aisance(&["responses", "recommend", "--json"]).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["customer"].as_str().unwrap().to_owned(),
            row["score"].as_u64().unwrap(),
        )
    })
    .collect()
}
