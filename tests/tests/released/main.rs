//! Every data folder that a released version made is opened by this one, and says what it said then.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod night;
mod page;

use std::fs;
use std::path::{Path, PathBuf};

use local::workspace::{Place, Workspace};
use serde_json::Value;
use shared::store::Patience;
use system_tests::released::{FOLDER, RECORDED, Recorded, all, count_kinds, kinds, tar};
use system_tests::served::Folder;

/// A copy of one folder, and what was recorded of it.
struct Release {
    recorded: Recorded,
    folder: Folder,
}

impl Release {
    /// Unpacks the folder at `path` into one of the name `test`.
    fn unpack(path: &Path, test: &str) -> Self {
        let recorded: Recorded = serde_json::from_str(&fs::read_to_string(path.join(RECORDED)).unwrap()).unwrap();
        let folder = Folder::new(&format!("released-{}-{test}", recorded.release)).unwrap();
        tar(&[Path::new("-xzf"), &path.join(FOLDER), Path::new("-C"), folder.path()]).unwrap();
        Self { recorded, folder }
    }

    /// One of each, for a test of this name.
    fn each(test: &str) -> Vec<Self> {
        let mut paths: Vec<PathBuf> = fs::read_dir(all())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.retain(|path| path.is_dir());
        paths.sort();
        assert!(!paths.is_empty(), "no released version has a folder");
        paths.iter().map(|path| Self::unpack(path, test)).collect()
    }

    async fn workspace(&self) -> Workspace {
        let place = Place::Folder(self.folder.path().to_owned(), None);
        Workspace::open(&place, Patience::Nightly).await.unwrap()
    }

    /// What a command prints.
    fn aisance(&self, arguments: &[&str]) -> String {
        let output = self.folder.aisance(arguments).unwrap();
        let why = String::from_utf8_lossy(&output.stderr);
        let release = &self.recorded.release;
        assert!(
            output.status.success(),
            "{release}: aisance {}: {why}",
            arguments.join(" ")
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Scores and answers are those that were recorded.
    fn says_what_it_said(&self) {
        for told in &self.recorded.told {
            let arguments: Vec<&str> = told.arguments.iter().map(String::as_str).collect();
            let now: Value = serde_json::from_str(&self.aisance(&arguments)).unwrap();
            assert_eq!(
                now,
                told.answer,
                "{}: {}",
                self.recorded.release,
                told.arguments.join(" ")
            );
        }
    }

    fn counts_the_same_again(&self) {
        let verified = self.aisance(&["verify"]);
        assert!(verified.contains("no difference"), "{verified}");
    }
}

#[test]
fn scores_and_answers_are_those_of_the_day_it_was_made() {
    for release in Release::each("scores") {
        assert!(release.recorded.told.len() > 9, "little was recorded");
        assert!(
            release
                .recorded
                .told
                .iter()
                .all(|told| told.answer.as_array().is_some_and(|rows| !rows.is_empty()))
        );
        release.says_what_it_said();
        release.counts_the_same_again();
    }
}

#[test]
fn every_command_that_reads_reads_it() {
    for release in Release::each("commands") {
        for command in [
            &["survey", "list"][..],
            &["survey", "show", "recommend"],
            &["scores", "counter"],
            &["signals", "--all"],
            &["service"],
            &["held"],
            &["flags"],
            &["flags", "effect"],
            &["risk"],
            &["runs"],
            &["settings"],
            &["opt-outs"],
            &["audit"],
            &["export", "scores"],
            &["export", "responses"],
            &["export", "customers"],
            &["export", "flags"],
        ] {
            assert!(!release.aisance(command).trim().is_empty(), "{command:?} says nothing");
        }
        let keys = release.aisance(&["keys", "list"]);
        assert!(keys.contains(&release.recorded.key), "{keys}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_item_is_in_it_and_is_known_by_this_release() {
    for release in Release::each("kinds") {
        let workspace = release.workspace().await;
        let counts = count_kinds(&workspace).await.unwrap();
        workspace.close().await;
        assert_eq!(counts, release.recorded.kinds, "opening a folder changes nothing");
        if release.recorded.release == env!("CARGO_PKG_VERSION") {
            let missing: Vec<&str> = kinds().filter(|kind| !counts.contains_key(*kind)).collect();
            assert!(
                missing.is_empty(),
                "make it anew with tests/released/make; it lacks: {missing:?}"
            );
        }
    }
}

#[test]
fn every_version_that_the_changelog_has_released_has_a_folder() {
    let changelog = fs::read_to_string(all().join("../../CHANGELOG.md")).unwrap();
    let versions = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## [")?.split(']').next());
    let released: Vec<&str> = versions.filter(|version| *version != "Unreleased").collect();
    assert!(!released.is_empty(), "CHANGELOG.md names no release");
    for version in &released {
        let recorded = all().join(version).join(RECORDED);
        assert!(recorded.exists(), "{version} has no folder: tests/released/make");
    }
    let current = env!("CARGO_PKG_VERSION");
    assert_eq!(
        released[0], current,
        "the newest release of CHANGELOG.md is the one of Cargo.toml"
    );
    let template: serde_norway::Value = serde_norway::from_str(local::template::TEMPLATE).unwrap();
    let deployed = template["Outputs"]["Version"]["Value"].as_str();
    assert_eq!(
        deployed,
        Some(current),
        "the output Version of template.yaml is the one of Cargo.toml"
    );
}
