//! What the documents point at is there, and what they list is complete.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod architecture;
mod commands;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that a path in a document begins with.
const FOLDERS: [&str; 6] = ["functions/", "shared/", "local/", "tests/", "docs/", ".github/"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every document, with its text. What is set in code blocks is left out: commands and examples name files of their own.
fn documents() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in [root(), root().join("docs"), root().join(".github")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                found.push((path.clone(), prose(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    assert!(found.len() > 15, "only {} documents were found", found.len());
    found
}

fn prose(text: &str) -> String {
    let mut fenced = false;
    let lines = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fence && !fenced && !line.starts_with("    ")
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Pieces of a text that lie between two marks.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.split(open)
        .skip(1)
        .filter_map(move |rest| rest.split(close).next())
}

/// `a/{b,c}` is two paths.
fn expanded(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let Some((names, after)) = rest.split_once('}') else {
        return vec![path.to_owned()];
    };
    names.split(',').map(|name| format!("{before}{name}{after}")).collect()
}

/// Whether something stands for many: a name in capitals, an ellipsis, a wildcard.
fn is_a_pattern(path: &str) -> bool {
    let placeholder = |part: &str| part.len() > 1 && part.chars().all(|letter| letter.is_ascii_uppercase());
    path.contains(['…', '*']) || path.split(['/', '.']).any(placeholder)
}

/// The anchors that GitHub gives the headings of a text.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let slug = |heading: &str| {
        let letters = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = letters
            .chars()
            .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
        kept.map(|letter| if letter == ' ' { '-' } else { letter })
            .collect::<String>()
    };
    headings.map(slug).collect()
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let (mut named, mut missing) = (0, Vec::new());
    for (document, text) in documents() {
        let code = text.split('`').skip(1).step_by(2);
        let paths = code.filter_map(|code| code.split_whitespace().next());
        for path in paths.filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder))) {
            for path in expanded(path).into_iter().filter(|path| !is_a_pattern(path)) {
                named += 1;
                if !root().join(&path).exists() {
                    missing.push(format!("{}: {path}", document.display()));
                }
            }
        }
    }
    assert!(named > 100, "only {named} paths were found");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let (mut followed, mut broken) = (0, Vec::new());
    for (document, text) in documents() {
        for target in between(&text, "](", ')').filter(|target| !target.contains("://")) {
            // What a changelog compares lies at the repository's address, not in it.
            if target.starts_with("../../") {
                continue;
            }
            followed += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() {
                document.clone()
            } else {
                document.parent().unwrap().join(path)
            };
            let leads = match fs::read_to_string(&path) {
                Ok(text) => anchor.is_empty() || anchors(&text).contains(anchor),
                Err(_) => path.is_dir() && anchor.is_empty(),
            };
            if !leads {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(followed > 30, "only {followed} links were found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
