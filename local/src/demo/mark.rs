//! The file that marks a folder as made up.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

const FILE: &str = "made-up";

/// How far a folder is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Some of it may be missing.
    Begun,
    /// Everything is there.
    Whole,
}

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The day it was made up on.
    pub day: Date,
    /// How far.
    pub stage: Stage,
}

impl Mark {
    /// Reads the mark of a folder; none where the folder is not made up.
    ///
    /// # Errors
    /// The file cannot be read, or an older version of the demo wrote it.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mark = match text.split_whitespace().collect::<Vec<_>>()[..] {
            [day, "begun"] => (day, Stage::Begun),
            [day, "whole"] => (day, Stage::Whole),
            _ => ("", Stage::Begun),
        };
        let Ok(day) = mark.0.parse() else {
            bail!(
                "{} is not of this version's demo; remove the folder and begin again",
                path.display()
            );
        };
        Ok(Some(Self { day, stage: mark.1 }))
    }

    /// Writes it down.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let stage = match self.stage {
            Stage::Begun => "begun",
            Stage::Whole => "whole",
        };
        let path = folder.join(FILE);
        fs::write(&path, format!("{} {stage}\n", self.day)).with_context(|| format!("cannot write {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;
    use jiff::civil::date;

    #[test]
    fn a_mark_reads_back_and_one_of_another_version_is_refused() {
        let folder = Folder::new();
        assert_eq!(Mark::read(folder.path()).unwrap(), None);
        for stage in [Stage::Begun, Stage::Whole] {
            let mark = Mark {
                day: date(2026, 11, 21),
                stage,
            };
            mark.write(folder.path()).unwrap();
            assert_eq!(Mark::read(folder.path()).unwrap(), Some(mark));
        }
        for other in ["2026-11-21", "", "2026-13-21 whole"] {
            fs::write(folder.path().join(FILE), other).unwrap();
            let error = Mark::read(folder.path()).unwrap_err().to_string();
            assert!(error.contains("remove the folder"), "{error}");
        }
    }
}
