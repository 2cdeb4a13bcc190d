//! Where the files of exports lie: a bucket in a deployment, a folder on one machine.

use std::future::Future;

use jiff::Timestamp;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// What was begun of the file is gone, or is not what was stored: it has to be begun anew.
    #[error("what was written of the file so far is gone ({0})")]
    Lost(String),
    /// The storage of the files does not answer, or refuses.
    #[error("the file could not be stored ({operation}): {detail}")]
    Unavailable {
        /// What was asked of it.
        operation: &'static str,
        /// Its words.
        detail: String,
    },
}

/// What a file is called by whoever downloads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// Where it lies.
    pub key: String,
    /// The name to save it under.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// Writes a file in parts. All parts but the last have 5 MiB or more.
pub trait ExportFiles: Sync {
    /// Begins a file. Gives the name of what was begun.
    fn begin(&self, file: &FileName) -> impl Future<Output = Result<String, FileError>> + Send;
    /// Stores a part in place of any of that number, from 1 on. Gives the name of what was stored.
    fn put_part(
        &self,
        key: &str,
        upload: &str,
        number: usize,
        part: Vec<u8>,
    ) -> impl Future<Output = Result<String, FileError>> + Send;
    /// Makes the file whole from these parts, in this order.
    fn finish(&self, key: &str, upload: &str, parts: &[String]) -> impl Future<Output = Result<(), FileError>> + Send;
    /// Removes what was begun.
    fn abort(&self, key: &str, upload: &str) -> impl Future<Output = Result<(), FileError>> + Send;
}

/// An address that gives a file to whoever has it, for a short time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    /// The address.
    pub url: String,
    /// Until when it does.
    pub expires_at: Timestamp,
}

/// Makes such addresses.
pub trait FileLinks: Send + Sync {
    /// The address of a file from `now` on.
    ///
    /// # Errors
    /// It cannot be made, in words.
    fn link(&self, key: &str, now: Timestamp) -> Result<FileLink, FileError>;
}
