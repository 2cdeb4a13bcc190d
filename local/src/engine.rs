//! The embedded DynamoDB engine: one file, reached by the real SDK over loopback.
//!
//! One process at a time holds the file. A command that runs beside `serve` uses the engine that `serve` has open.

use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use aws_sdk_dynamodb::Client;
use shared::clock::random_16;
use shared::store::{Connection, Patience, Tables};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::data_folder::{DataFolder, write_private};
use crate::tables::create_tables;
use crate::template::Template;

/// How long to wait for a process that has just locked the folder to say where its engine is.
const STARTING: Duration = Duration::from_secs(10);

/// An engine: this process's own, or another's.
pub struct Engine {
    /// How it is reached.
    pub endpoint: String,
    /// Its tables.
    pub tables: Tables,
    own: Option<Own>,
}

/// What a folder is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To work in it: from then on, releases that do not know this one's format leave it alone.
    Work,
    /// To look at it or to copy from it. Tables and indexes that an earlier release did not have are made, as reading needs
    /// them; that release can go on with the folder all the same.
    Look,
}

struct Own {
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::result::Result<(), String>>,
    database: dynoxide::Database,
    folder: DataFolder,
    _lock: File,
}

impl Engine {
    /// Opens the folder's engine: starts one, or finds the one that another process has open.
    ///
    /// # Errors
    /// The file cannot be opened, or the process that holds it does not answer or is of an earlier release.
    pub async fn open(folder: &DataFolder, template: &Template, purpose: Purpose) -> Result<Self> {
        match folder.lock()? {
            Some(lock) => Self::start(folder, template, purpose, lock).await,
            None => Self::find(folder, template).await,
        }
    }

    /// Whether this process holds the file.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own.is_some()
    }

    async fn start(folder: &DataFolder, template: &Template, purpose: Purpose, lock: File) -> Result<Self> {
        match purpose {
            Purpose::Work => folder.note_format()?,
            // Another process may have noted a newer one before this one had the lock.
            Purpose::Look => folder.check_format()?,
        }
        folder.make_root_keys()?;
        let path = folder.database();
        let file = path
            .to_str()
            .ok_or_else(|| anyhow!("the path of the data folder is not Unicode"))?;
        let database =
            dynoxide::Database::new(file).with_context(|| format!("cannot open the database {}", path.display()))?;
        let listener = TcpListener::bind((address(), 0)).await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        let end = async {
            // A dropped sender ends the engine as well as a sent word does.
            let _ = stopped.await;
        };
        let served = tokio::spawn(dynoxide::server::serve_with_shutdown(listener, database.clone(), end));
        let tables = create_tables(&client(&endpoint, Patience::Interactive)?, template, "").await?;
        write_private(&folder.endpoint(), &endpoint)?;
        let own = Own {
            stop,
            served,
            database,
            folder: folder.clone(),
            _lock: lock,
        };
        Ok(Self {
            endpoint,
            tables,
            own: Some(own),
        })
    }

    async fn find(folder: &DataFolder, template: &Template) -> Result<Self> {
        let deadline = tokio::time::Instant::now() + STARTING;
        loop {
            if let Ok(endpoint) = fs::read_to_string(folder.endpoint()) {
                let client = client(&endpoint, Patience::Interactive)?;
                // A process says where its engine is once it has noted its format; one that was killed has left an address
                // behind where nobody answers.
                if client.list_tables().send().await.is_ok() {
                    folder.check_format_of_holder()?;
                    if let Ok(tables) = create_tables(&client, template, "").await {
                        return Ok(Self {
                            endpoint,
                            tables,
                            own: None,
                        });
                    }
                }
            }
            if tokio::time::Instant::now() > deadline {
                return Err(anyhow!(
                    "another process has {} open and its engine does not answer; end that process and try again",
                    folder.path().display()
                ));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Deletes what has expired, as DynamoDB does by itself. Gives how many items.
    ///
    /// # Errors
    /// The engine fails.
    pub fn delete_expired(&self) -> Result<usize> {
        self.own.as_ref().map_or(Ok(0), |own| {
            own.database.sweep_ttl().context("expired items could not be deleted")
        })
    }

    /// Ends the engine and leaves the file whole.
    pub async fn close(self) {
        if let Some(own) = self.own {
            let _ = own.stop.send(());
            if tokio::time::timeout(Duration::from_secs(5), own.served).await.is_err() {
                tracing::warn!("the engine took too long to end; its file is whole all the same");
            }
            let _ = fs::remove_file(own.folder.endpoint());
        }
    }
}

/// A loopback address that no web page finds: the engine answers whoever asks, from a browser too, and checks no
/// signature. Linux listens on all of 127.0.0.0/8; elsewhere there is only 127.0.0.1, behind a port nobody knows.
fn address() -> Ipv4Addr {
    let [a, b, c, ..] = random_16();
    if cfg!(target_os = "linux") {
        Ipv4Addr::new(127, a, b, c.clamp(1, 254))
    } else {
        Ipv4Addr::LOCALHOST
    }
}

/// A client of the engine at `endpoint`.
///
/// # Errors
/// The client cannot be made.
pub fn client(endpoint: &str, patience: Patience) -> Result<Client> {
    Ok(Connection::to_local_engine(endpoint)?.dynamodb(patience))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use crate::workspace::{Place, Workspace};

    #[tokio::test]
    async fn a_folder_that_is_only_looked_at_stays_open_to_earlier_releases() {
        let folder = testing::Folder::new();
        folder.workspace().await.close().await;
        let path = folder.path().join("data");
        let format = path.join("format");
        fs::remove_file(&format).unwrap();
        let place = Place::Folder(path, None);
        let looked_at = Workspace::look_at(&place, Patience::Interactive).await.unwrap();
        looked_at.close().await;
        assert!(!format.exists(), "looking notes nothing");
        folder.workspace().await.close().await;
        assert!(format.exists(), "working does");
    }

    #[tokio::test]
    async fn beside_a_process_of_an_earlier_release_nothing_is_written() {
        let folder = testing::Folder::new();
        let serving = folder.workspace().await;
        folder.workspace().await.close().await;
        let path = folder.path().join("data");
        fs::write(path.join("format"), "0\n").unwrap();
        let refused = Workspace::open(&Place::Folder(path, None), Patience::Interactive).await;
        let words = refused.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(words.contains("a process of an earlier release has"), "{words}");
        serving.close().await;
    }
}
