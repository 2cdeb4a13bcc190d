//! Files of exports in the data folder: what a bucket is in a deployment.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use shared::export::{ExportFiles, FileError, FileName};
use tokio::fs::{self, File};
use tokio::io::{self, AsyncWriteExt};

/// A folder of exports.
#[derive(Debug, Clone)]
pub struct ExportFolder(PathBuf);

impl ExportFolder {
    /// In this folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self(data.to_owned())
    }

    /// Where a file lies.
    #[must_use]
    pub fn path(&self, key: &str) -> PathBuf {
        self.0.join(key)
    }

    /// Deletes the exports whose files are older than `kept`, whole or not.
    ///
    /// # Errors
    /// The folder cannot be read, or something in it not deleted.
    pub async fn delete_older(&self, kept: Duration) -> io::Result<()> {
        let mut exports = match fs::read_dir(self.0.join("exports")).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            exports => exports?,
        };
        while let Some(export) = exports.next_entry().await? {
            let changed = export.metadata().await?.modified()?;
            if SystemTime::now().duration_since(changed).is_ok_and(|age| age > kept) {
                fs::remove_dir_all(export.path()).await?;
            }
        }
        Ok(())
    }

    fn parts(&self, key: &str) -> PathBuf {
        self.0.join(format!("{key}.parts"))
    }
}

fn part(parts: &Path, number: usize) -> PathBuf {
    parts.join(number.to_string())
}

/// What a part is called: its size is all that is checked.
fn name(bytes: u64) -> String {
    format!("{bytes} bytes")
}

fn unavailable(operation: &'static str) -> impl Fn(io::Error) -> FileError {
    move |error| FileError::Unavailable {
        operation,
        detail: error.to_string(),
    }
}

impl ExportFiles for ExportFolder {
    async fn begin(&self, file: &FileName) -> Result<String, FileError> {
        let parts = self.parts(&file.key);
        fs::create_dir_all(&parts)
            .await
            .map_err(unavailable("making its folder"))?;
        Ok(file.name.clone())
    }

    async fn put_part(&self, key: &str, _: &str, number: usize, bytes: Vec<u8>) -> Result<String, FileError> {
        let path = part(&self.parts(key), number);
        let stored = async {
            let mut file = File::create(path).await?;
            file.write_all(&bytes).await?;
            file.sync_all().await
        };
        match stored.await {
            Ok(()) => Ok(name(bytes.len() as u64)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(FileError::Lost(error.to_string())),
            Err(error) => Err(unavailable("writing a part")(error)),
        }
    }

    async fn finish(&self, key: &str, _: &str, parts: &[String]) -> Result<(), FileError> {
        let (path, folder) = (self.path(key), self.parts(key));
        let unfinished = self.path(&format!("{key}.unfinished"));
        let failed = unavailable("putting it together");
        let mut whole = File::create(&unfinished).await.map_err(&failed)?;
        for (expected, number) in parts.iter().zip(1..) {
            let found = File::open(part(&folder, number)).await;
            let mut found = found.map_err(|error| FileError::Lost(error.to_string()))?;
            let bytes = io::copy(&mut found, &mut whole).await.map_err(&failed)?;
            if name(bytes) != *expected {
                return Err(FileError::Lost(format!("part {number} is another one")));
            }
        }
        whole.sync_all().await.map_err(&failed)?;
        fs::rename(unfinished, path).await.map_err(&failed)?;
        fs::remove_dir_all(folder).await.map_err(&failed)
    }

    async fn abort(&self, key: &str, _: &str) -> Result<(), FileError> {
        let parts = self.parts(key);
        fs::remove_dir_all(parts)
            .await
            .map_err(unavailable("removing its parts"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;

    fn file() -> FileName {
        FileName {
            key: "exports/1/aisance.csv".to_owned(),
            name: "aisance.csv".to_owned(),
            media_type: "text/csv",
        }
    }

    #[tokio::test]
    async fn parts_become_a_file_in_their_order_and_what_is_old_goes() {
        let folder = Folder::new();
        let (files, file) = (ExportFolder::new(folder.path()), file());
        let upload = files.begin(&file).await.unwrap();
        let first = files.put_part(&file.key, &upload, 1, b"a,b\n".to_vec()).await.unwrap();
        files.put_part(&file.key, &upload, 2, b"lost".to_vec()).await.unwrap();
        let second = files.put_part(&file.key, &upload, 2, b"1,2\n".to_vec()).await.unwrap();
        files.finish(&file.key, &upload, &[first, second]).await.unwrap();
        assert_eq!(std::fs::read(files.path(&file.key)).unwrap(), b"a,b\n1,2\n");
        assert!(!files.parts(&file.key).exists());
        files.delete_older(Duration::from_secs(60)).await.unwrap();
        assert!(files.path(&file.key).exists());
        files.delete_older(Duration::ZERO).await.unwrap();
        assert!(!files.path(&file.key).exists());
    }

    #[tokio::test]
    async fn a_part_that_is_not_the_one_that_was_stored_makes_no_file() {
        let folder = Folder::new();
        let (files, file) = (ExportFolder::new(folder.path()), file());
        let upload = files.begin(&file).await.unwrap();
        let part = files.put_part(&file.key, &upload, 1, b"12345".to_vec()).await.unwrap();
        files.put_part(&file.key, &upload, 1, b"1234".to_vec()).await.unwrap();
        let refused = files.finish(&file.key, &upload, &[part]).await.unwrap_err();
        assert!(matches!(refused, FileError::Lost(_)), "{refused}");
        assert!(!files.path(&file.key).exists());
        files.abort(&file.key, &upload).await.unwrap();
        let gone = files.put_part(&file.key, &upload, 1, Vec::new()).await.unwrap_err();
        assert!(matches!(gone, FileError::Lost(_)), "{gone}");
    }
}
