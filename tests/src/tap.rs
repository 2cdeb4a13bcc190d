//! A tap on the way to DynamoDB: forwards bytes, notes the operation of every request and counts what comes back.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const HEADER: &[u8] = b"x-amz-target: dynamodb_20120810.";

/// The operations seen so far.
#[derive(Clone, Default)]
pub struct Operations {
    names: Arc<Mutex<Vec<String>>>,
    answered: Arc<AtomicU64>,
}

impl Operations {
    /// All operations since the last call, in the order in which they were sent.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.names.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The bytes of all answers since the last call, headers included.
    pub fn take_answered_bytes(&self) -> u64 {
        self.answered.swap(0, Ordering::SeqCst)
    }

    fn note(&self, operation: &str) {
        self.names
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
    let answered = Arc::clone(&seen.answered);
    let back = tokio::spawn(async move {
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let read = from_server.read(&mut chunk).await?;
            if read == 0 {
                return to_client.shutdown().await;
            }
            answered.fetch_add(read as u64, Ordering::SeqCst);
            to_client.write_all(&chunk[..read]).await?;
        }
    });
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
