//! What people, machines and programs send to a serving process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use system_tests::served::Served;

/// Longer than a machine takes to press a button.
const A_LOOK: Duration = Duration::from_millis(2_500);

fn send(served: &Served, line: &str, headers: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", served.port))?;
    let (port, length) = (served.port, body.len());
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn json(served: &Served, path: &str, headers: &str, body: &str) -> Result<String> {
    let answer = send(
        served,
        &format!("POST {path}"),
        &format!("content-type: application/json\r\n{headers}"),
        body,
    )?;
    ensure!(answer.starts_with("HTTP/1.1 2"), "{path}: {answer}");
    Ok(answer)
}

/// The ticket in the form of a page.
fn view(served: &Served, path: &str) -> Result<String> {
    let page = send(served, &format!("GET {path}"), "", "")?;
    let (_, rest) = page.split_once("name=\"view\" value=\"").context("a form")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn form(served: &Served, path: &str, fields: &str) -> Result<()> {
    let headers = "content-type: application/x-www-form-urlencoded\r\n";
    let answer = send(served, &format!("POST {path}"), headers, fields)?;
    ensure!(answer.starts_with("HTTP/1.1 303"), "{path}: {answer}");
    Ok(())
}

/// Answers a link with a comment.
pub(crate) fn answer(served: &Served, token: &str) -> Result<()> {
    json(
        served,
        &format!("/s/{token}"),
        "",
        r#"{"rating":9,"comment":"Très bien 👍"}"#,
    )
    .map(|_| ())
}

/// Answers, and then presses another button at once.
pub(crate) fn answer_as_a_machine_would(served: &Served, token: &str) -> Result<()> {
    let path = format!("/s/{token}");
    json(served, &path, "", r#"{"rating":8,"comment":"Good"}"#)?;
    let view = view(served, &path)?;
    form(served, &path, &format!("rating=0&comment=&view={view}"))
}

/// Answers the page of a survey that anybody may open.
pub(crate) fn answer_openly(served: &Served, survey: &str) -> Result<()> {
    // A survey that another process has stored is known within a minute.
    let (path, begun) = (format!("/s/{survey}"), Instant::now());
    let view = loop {
        match view(served, &path) {
            Ok(view) => break view,
            Err(error) if begun.elapsed() > Duration::from_secs(70) => return Err(error),
            Err(_) => thread::sleep(Duration::from_secs(1)),
        }
    };
    thread::sleep(A_LOOK);
    form(served, &path, &format!("rating=5&comment=&view={view}"))
}

/// Asks not to be asked again.
pub(crate) fn ask_not_to_be_asked(served: &Served, token: &str) -> Result<()> {
    let path = format!("/s/{token}?stop=1");
    let view = view(served, &path)?;
    thread::sleep(A_LOOK);
    form(served, &path, &format!("view={view}"))
}

/// Has a file written, under a key that lets the request be sent again.
pub(crate) fn ask_over_the_api(served: &Served, key: &str) -> Result<()> {
    let headers = format!("authorization: Bearer {key}\r\nidempotency-key: once\r\n");
    json(served, "/v1/exports", &headers, r#"{"what":"responses"}"#)?;
    let begun = Instant::now();
    loop {
        let jobs = send(
            served,
            "GET /v1/exports",
            &format!("authorization: Bearer {key}\r\n"),
            "",
        )?;
        if jobs.contains("\"done\"") {
            return Ok(());
        }
        ensure!(
            begun.elapsed() < Duration::from_secs(60),
            "no file within a minute: {jobs}"
        );
        thread::sleep(Duration::from_millis(200));
    }
}
