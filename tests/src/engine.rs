//! An in-memory DynamoDB engine with the tables of the template.

use std::net::SocketAddr;

use anyhow::Result;
use shared::store::{Connection, Patience, Store};

use crate::tap::{self, Operations};

/// A running engine. A test ends with an error where a function asked it for what the template does not allow.
pub struct Engine {
    /// Where it listens.
    pub address: SocketAddr,
    /// The engine behind a tap: what functions under test are given.
    pub tapped: SocketAddr,
    /// What went through the tap.
    pub operations: Operations,
    /// The tables of the template.
    pub tables: shared::store::Tables,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Engine {
    /// Starts an engine on a free port and makes the tables.
    pub async fn start() -> Result<Self> {
        let database = dynoxide::Database::memory()?;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        tokio::spawn(async move {
            let end = async {
                let _ = stopped.await;
            };
            dynoxide::server::serve_with_shutdown(listener, database, end).await
        });
        let client = Connection::to_local_engine(format!("http://{address}"))?.dynamodb(Patience::Interactive);
        let tables = local::tables::create_tables(&client, &local::template::Template::bundled()?, "").await?;
        let (tapped, operations) = tap::start(address).await?;
        Ok(Self {
            address,
            tapped,
            operations,
            tables,
            _stop: stop,
        })
    }

    /// A store that goes around the tap.
    pub fn store(&self) -> Result<Store> {
        let connection = Connection::to_local_engine(format!("http://{}", self.address))?;
        Ok(Store::new(
            connection.dynamodb(Patience::Interactive),
            self.tables.clone(),
        ))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.operations.end();
    }
}
