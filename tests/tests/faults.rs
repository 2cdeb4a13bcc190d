//! Storage that is busy, slow, or loses its answers.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use shared::domain::registered::Record;
use shared::store::responses::{Put, PutResponse};
use shared::store::{Connection, Patience, Store, StoreError};
use system_tests::contract::response;
use system_tests::engine::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const THROTTLED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"Throughput exceeds the current capacity"}"#;

/// A DynamoDB that refuses the first `refusals` requests.
async fn busy(refusals: usize) -> (Store, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let answer = move || {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            if number < refusals {
                (StatusCode::BAD_REQUEST, THROTTLED).into_response()
            } else {
                "{}".into_response() as Response
            }
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    (
        store(
            address,
            Engine::start().await.unwrap().tables.clone(),
            Patience::Interactive,
        ),
        asked,
    )
}

fn store(address: SocketAddr, tables: shared::store::Tables, patience: Patience) -> Store {
    let connection = Connection::to_local_engine(format!("http://{address}")).unwrap();
    Store::new(connection.dynamodb(patience), tables)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_of_throttling_is_waited_out() {
    let (store, asked) = busy(2).await;
    assert_eq!(store.put_response(&response(1, 1), None).await.unwrap(), Put::Stored);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_that_lasts_ends_in_an_error_that_says_so_within_the_deadline() {
    let (store, asked) = busy(usize::MAX).await;
    let started = Instant::now();
    let error = store.put_response(&response(1, 1), None).await.unwrap_err();
    assert!(matches!(error, StoreError::Throttled { .. }), "{error}");
    assert_eq!(
        asked.load(Ordering::SeqCst),
        3,
        "no more attempts than the patience allows"
    );
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// Passes the first request on and swallows its answer: the write has landed and nobody knows.
async fn losing_the_first_answer(engine: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut first = true;
        while let Ok((mut client, _)) = listener.accept().await {
            let lose = std::mem::take(&mut first);
            tokio::spawn(async move {
                let mut server = TcpStream::connect(engine).await.unwrap();
                if lose {
                    let mut request = vec![0; 64 * 1024];
                    let length = client.read(&mut request).await.unwrap();
                    server.write_all(&request[..length]).await.unwrap();
                    let mut answer = [0; 1];
                    server.read_exact(&mut answer).await.unwrap();
                    // The connection breaks here, with the answer on its way.
                    return;
                }
                let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_answer_was_lost_finds_itself_when_it_is_tried_again() {
    let engine = Engine::start().await.unwrap();
    let lossy = losing_the_first_answer(engine.address).await;
    let store = store(lossy, engine.tables.clone(), Patience::Interactive);
    let sent = response(1, 1);
    let outcome = store.put_response(&sent, None).await.unwrap();
    assert_eq!(
        outcome,
        Put::Found(Box::new(Record::Answered(Box::new(sent)))),
        "what is found is what was sent: whoever sent it sees a replay"
    );
}
