//! The folder that holds everything of one machine: database, keys, zone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::clock::random_16;
use shared::domain::day::Calendar;
use shared::link::RootKeys;
use shared::store::FORMAT;

/// Where a workspace lies when nothing else is said.
pub const DEFAULT: &str = "aisance-data";
/// Where made-up data lies when nothing else is said: never beside real answers.
pub const DEFAULT_FOR_DEMO: &str = "aisance-demo";

/// The format of a folder in which no format is noted.
const FIRST_FORMAT: u32 = 1;

/// A data folder.
#[derive(Debug, Clone)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// Opens the folder, making it where it is missing.
    ///
    /// # Errors
    /// It cannot be made, or a newer release has written in it.
    pub fn open(path: &Path) -> Result<Self> {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder
            .create(path)
            .with_context(|| format!("cannot make the data folder {}", path.display()))?;
        // One that was there before may be open to others, and what lies in it names customers.
        #[cfg(unix)]
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .with_context(|| format!("the data folder {} must be your own", path.display()))?;
        let folder = Self(path.to_owned());
        folder.check_format()?;
        Ok(folder)
    }

    /// The newest format that a release has noted here; the first, where none has.
    fn format(&self) -> Result<u32> {
        let path = self.format_file();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FIRST_FORMAT),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let format = text.trim().parse();
        format.with_context(|| format!("{} should hold a number; put it back from a copy", path.display()))
    }

    /// Makes sure that no newer release has written here.
    ///
    /// # Errors
    /// One has, or its note cannot be read.
    pub fn check_format(&self) -> Result<()> {
        let found = self.format()?;
        if found > FORMAT {
            bail!(
                "a newer release of Aisance has written in {} (format {found}; this one, {}, knows format {FORMAT}): \
                 use that release or a later one; nothing was changed",
                self.0.display(),
                env!("CARGO_PKG_VERSION")
            );
        }
        Ok(())
    }

    /// Notes that this release writes here, so that one that does not know its format leaves the folder alone. Only the
    /// process that has locked the folder may call this.
    ///
    /// # Errors
    /// It cannot be noted.
    pub fn note_format(&self) -> Result<()> {
        // Another process may have noted a newer one before this one had the lock.
        self.check_format()?;
        write_private(&self.format_file(), &format!("{FORMAT}\n"))
    }

    /// Makes sure that the process that has the folder open knows what this release writes.
    ///
    /// # Errors
    /// It is of an earlier release, or was to look at a folder of one.
    pub fn check_format_of_holder(&self) -> Result<()> {
        self.check_format()?;
        let noted = self.format()?;
        if noted < FORMAT {
            bail!(
                "a process of an earlier release has {} open (format {noted}; this one, {}, writes format {FORMAT}): end \
                 it first",
                self.0.display(),
                env!("CARGO_PKG_VERSION")
            );
        }
        Ok(())
    }

    fn format_file(&self) -> PathBuf {
        self.0.join("format")
    }

    /// The one at this path, as it is and whether it is there or not.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database's file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join("aisance.sqlite")
    }

    /// Where a running process says how its engine is reached.
    #[must_use]
    pub fn endpoint(&self) -> PathBuf {
        self.0.join("endpoint")
    }

    /// When the last night was run.
    #[must_use]
    pub fn last_night(&self) -> PathBuf {
        self.0.join("last-night")
    }

    /// Locks the folder for this process; `None` while another process has it.
    ///
    /// # Errors
    /// The lock cannot be tried.
    pub fn lock(&self) -> Result<Option<File>> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).context("cannot lock the data folder"),
        }
    }

    /// Makes the root keys of a folder that has no database yet, as the template makes those of a deployment: once. Only
    /// the process that has locked the folder may call this.
    ///
    /// # Errors
    /// They cannot be written, or are gone though there are answers that only they can read.
    pub fn make_root_keys(&self) -> Result<()> {
        let path = self.root_keys_file();
        if path.exists() {
            return Ok(());
        }
        if self.database().exists() {
            bail!(
                "{} is missing: without it no link opens and no customer is recognised; put it back from a copy",
                path.display()
            );
        }
        let secret = URL_SAFE_NO_PAD.encode([random_16(), random_16(), random_16()].concat());
        write_private(&path, &serde_json::json!({ "1": secret }).to_string())
    }

    /// The root keys.
    ///
    /// # Errors
    /// They cannot be read, or are damaged.
    pub fn root_keys(&self) -> Result<RootKeys> {
        RootKeys::parse(&self.root_keys_text()?).with_context(|| {
            format!(
                "the root keys in {} are damaged; put them back from a copy: without them no link opens",
                self.root_keys_file().display()
            )
        })
    }

    /// The file of the root keys as it stands.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn root_keys_text(&self) -> Result<String> {
        let path = self.root_keys_file();
        fs::read_to_string(&path).with_context(|| format!("cannot read the root keys in {}", path.display()))
    }

    /// Replaces the file of the root keys, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put_root_keys_text(&self, text: &str) -> Result<()> {
        write_private(&self.root_keys_file(), text)
    }

    fn root_keys_file(&self) -> PathBuf {
        self.0.join("root-keys.json")
    }

    /// The workspace's zone: what was last asked for here, or `default`. A name given is checked and kept.
    ///
    /// # Errors
    /// The name is no zone.
    pub fn time_zone(&self, given: Option<&str>, default: &str) -> Result<String> {
        let path = self.0.join("time-zone");
        if let Some(zone) = given {
            if let Err(unknown) = Calendar::new(zone) {
                bail!(unknown);
            }
            fs::write(&path, zone)?;
            return Ok(zone.to_owned());
        }
        Ok(fs::read_to_string(&path).map_or_else(|_| default.to_owned(), |zone| zone.trim().to_owned()))
    }
}

/// Writes a file that only its owner reads, whole or not at all.
///
/// # Errors
/// It cannot be written.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let unfinished = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(&unfinished)
        .with_context(|| format!("cannot write {}", unfinished.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, path).with_context(|| format!("cannot write {}", path.display()))?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[tokio::test]
    async fn a_folder_says_its_format_and_one_of_a_newer_release_is_left_alone() {
        let folder = testing::Folder::new();
        folder.workspace().await.close().await;
        let path = folder.path().join("data");
        let format = path.join("format");
        assert_eq!(fs::read_to_string(&format).unwrap(), format!("{FORMAT}\n"));
        fs::write(&format, format!("{}\n", FORMAT + 1)).unwrap();
        let refused = DataFolder::open(&path).unwrap_err().to_string();
        assert!(
            refused.contains("use that release or a later one") && refused.contains(env!("CARGO_PKG_VERSION")),
            "{refused}"
        );
        fs::write(&format, "one").unwrap();
        let refused = DataFolder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("should hold a number"), "{refused}");
        fs::remove_file(&format).unwrap();
        assert!(
            DataFolder::open(&path).is_ok(),
            "without a word it is of the first format"
        );
    }
}
