//! One request over a socket of loopback, with nothing in between.

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a GET is answered with, head and body, as text.
pub async fn get(port: u16, path: &str) -> Result<String> {
    send(port, &format!("GET {path}"), "", "").await
}

/// What a request with an API key and a body of JSON is answered with, head and body, as text.
pub async fn with_key(port: u16, method: &str, path: &str, key: &str, json: &str) -> Result<String> {
    let headers = format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n");
    send(port, &format!("{method} {path}"), &headers, json).await
}

async fn send(port: u16, request: &str, headers: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    // An older version of HTTP, so that no body comes in pieces.
    let length = body.len();
    let request = format!(
        "{request} HTTP/1.0\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8(answer)?)
}
