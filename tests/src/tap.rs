//! A tap on the way to DynamoDB: forwards bytes and notes the operation of every request.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const HEADER: &[u8] = b"x-amz-target: dynamodb_20120810.";

/// The operations seen so far.
#[derive(Clone, Default)]
pub struct Operations(Arc<Mutex<Vec<String>>>);

impl Operations {
    /// All operations since the last call, in the order in which they were sent.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, operation: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(operation.to_owned());
    }
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
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut unread = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = from_client.read(&mut chunk).await?;
        if read == 0 {
            break;
        }
        unread.extend(chunk[..read].iter().map(u8::to_ascii_lowercase));
        // Noted before it is passed on, so that whoever has an answer finds its request noted.
        note_operations(&mut unread, seen);
        to_server.write_all(&chunk[..read]).await?;
    }
    to_server.shutdown().await?;
    back.await??;
    Ok(())
}

fn note_operations(unread: &mut Vec<u8>, seen: &Operations) {
    while let Some(start) = unread.windows(HEADER.len()).position(|window| window == HEADER) {
        let rest = &unread[start + HEADER.len()..];
        let Some(end) = rest.iter().position(|byte| *byte == b'\r') else {
            unread.drain(..start);
            return;
        };
        seen.note(&String::from_utf8_lossy(&rest[..end]));
        unread.drain(..start + HEADER.len() + end);
    }
    let keep = unread.len().min(HEADER.len());
    unread.drain(..unread.len() - keep);
}
