//! A tap on the way to AWS: notes every request, refuses what a function may not do, counts what comes back.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use serde_json::json;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::asked::{Head, of_dynamodb, of_files};
use crate::permissions::permit;

/// The operations seen so far.
#[derive(Clone, Default)]
pub struct Operations {
    names: Arc<Mutex<Vec<String>>>,
    refused: Arc<Mutex<Vec<String>>>,
    answered: Arc<AtomicU64>,
}

fn taken(list: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *list.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Operations {
    /// All operations of DynamoDB since the last call, in lower case, in the order in which they were sent.
    pub fn take(&self) -> Vec<String> {
        taken(&self.names)
    }

    /// The bytes of all answers since the last call, headers included.
    pub fn take_answered_bytes(&self) -> u64 {
        self.answered.swap(0, Ordering::SeqCst)
    }

    /// Ends the test if a function asked for what it may not do, even where the function made nothing of the refusal.
    pub(crate) fn end(&self) {
        let refused = taken(&self.refused);
        assert!(refused.is_empty() || std::thread::panicking(), "{refused:#?}");
    }

    fn note(&self, operation: &str) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.push(operation.to_ascii_lowercase());
    }

    /// Whether a request may go on; if not, what it is answered with.
    fn judge(&self, head: &Head, body: &[u8]) -> std::result::Result<(), String> {
        let (caller, operation) = (head.caller(), head.operation());
        let judged = match operation {
            Some(operation) => {
                let request = serde_json::from_slice(body).unwrap_or_default();
                let asked = of_dynamodb(operation, &request);
                asked.iter().try_for_each(|access| permit(caller, access))
            }
            None => permit(caller, &of_files(head)),
        };
        judged.map_err(|why| {
            let answer = answer(operation.is_some(), &why);
            self.refused.lock().unwrap_or_else(PoisonError::into_inner).push(why);
            answer
        })
    }
}

/// What AWS says to whoever may not do something.
fn answer(by_dynamodb: bool, why: &str) -> String {
    let (status, body) = if by_dynamodb {
        let body = json!({ "__type": "com.amazon.coral.service#AccessDeniedException", "Message": why });
        ("400 Bad Request", body.to_string())
    } else {
        let body = format!("<Error><Code>AccessDenied</Code><Message>{why}</Message></Error>");
        ("403 Forbidden", body)
    };
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// Forwards a free loopback port to `engine`.
pub async fn start(engine: SocketAddr) -> Result<(SocketAddr, Operations)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let operations = Operations::default();
    let seen = operations.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let seen = seen.clone();
            tokio::spawn(async move { forward(client, engine, &seen).await });
        }
    });
    Ok((address, operations))
}

async fn forward(client: TcpStream, engine: SocketAddr, seen: &Operations) -> Result<()> {
    let server = TcpStream::connect(engine).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let to_client = Arc::new(tokio::sync::Mutex::new(to_client));
    let back = tokio::spawn(bring_back(
        from_server,
        Arc::clone(&to_client),
        Arc::clone(&seen.answered),
    ));
    let mut unread = Vec::new();
    while let Some((head, text)) = next_head(&mut from_client, &mut unread).await? {
        let length: usize = head.header("content-length").map_or(Ok(0), str::parse)?;
        let operation = head.operation();
        // A file may be too long to wait for, and need not be looked at.
        let body = if operation.is_some() {
            fill(&mut from_client, &mut unread, length).await?;
            unread.drain(..length).collect()
        } else {
            Vec::new()
        };
        // Noted before it is passed on, so that whoever has an answer finds its request noted.
        if let Some(operation) = operation {
            seen.note(operation);
        }
        let judged = seen.judge(&head, &body);
        if judged.is_ok() {
            to_server.write_all(&text).await?;
            to_server.write_all(&body).await?;
        }
        let mut left = length - body.len();
        while left > 0 {
            fill(&mut from_client, &mut unread, 1).await?;
            let part: Vec<u8> = unread.drain(..left.min(unread.len())).collect();
            left -= part.len();
            if judged.is_ok() {
                to_server.write_all(&part).await?;
            }
        }
        if let Err(answer) = judged {
            to_client.lock().await.write_all(answer.as_bytes()).await?;
        }
    }
    to_server.shutdown().await?;
    back.await?
}

async fn bring_back(
    mut from_server: OwnedReadHalf,
    to_client: Arc<tokio::sync::Mutex<OwnedWriteHalf>>,
    answered: Arc<AtomicU64>,
) -> Result<()> {
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = from_server.read(&mut chunk).await?;
        let mut to_client = to_client.lock().await;
        if read == 0 {
            return Ok(to_client.shutdown().await?);
        }
        answered.fetch_add(read as u64, Ordering::SeqCst);
        to_client.write_all(&chunk[..read]).await?;
    }
}

/// The next request's head, read and as it was sent; none where there are no more.
pub(crate) async fn next_head(
    from: &mut (impl AsyncRead + Unpin),
    unread: &mut Vec<u8>,
) -> Result<Option<(Head, Vec<u8>)>> {
    const END: &[u8] = b"\r\n\r\n";
    loop {
        if let Some(end) = unread.windows(END.len()).position(|window| window == END) {
            let text: Vec<u8> = unread.drain(..end + END.len()).collect();
            let head = Head::parse(&String::from_utf8_lossy(&text)).context("no request of HTTP")?;
            return Ok(Some((head, text)));
        }
        if from.read_buf(unread).await? == 0 {
            return Ok(None);
        }
    }
}

/// Reads until so many bytes are there.
pub(crate) async fn fill(from: &mut (impl AsyncRead + Unpin), unread: &mut Vec<u8>, length: usize) -> Result<()> {
    while unread.len() < length {
        anyhow::ensure!(from.read_buf(unread).await? > 0, "a request ended early");
    }
    Ok(())
}
