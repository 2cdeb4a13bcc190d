//! The words of the pages come from the files of the languages, and from nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What every language calls the same.
const NAMES: [&str; 1] = ["Aisance"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below a folder whose names end like this, without those of tests.
fn files(folder: &Path, end: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match () {
                () if name.starts_with("tests") || name.starts_with("testing") => {}
                () if path.is_dir() => folders.push(path),
                () if name.ends_with(end) => {
                    let text = fs::read_to_string(&path).unwrap();
                    let (text, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
                    found.push((path, text.to_owned()));
                }
                () => {}
            }
        }
    }
    found
}

fn templates() -> Vec<(PathBuf, String)> {
    files(&root().join("functions/api/templates"), ".html")
}

fn pages() -> Vec<(PathBuf, String)> {
    files(&root().join("functions/api/src/pages"), ".rs")
}

/// The text without what lies between two marks.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut parts = text.split(begin);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once(end).map_or("", |(_, rest)| rest)
    })
}

/// The literal texts of Rust code outside comments, each with what stands before it in its statement.
fn literals(code: &str) -> Vec<(String, String)> {
    let code: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n").replace("\\\"", "\u{201d}");
    let parts: Vec<&str> = code.split('"').collect();
    let mut before = String::new();
    let mut found = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place % 2 == 1 {
            found.push(((*part).to_owned(), before.clone()));
        } else if let Some((_, last)) = part.rsplit_once([';', '{', '}']) {
            last.clone_into(&mut before);
        } else {
            before += part;
        }
    }
    found
}

fn has_letters(text: &str) -> bool {
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    without(&text, "&", ";").chars().any(char::is_alphabetic)
}

#[test]
fn no_template_has_words_of_its_own() {
    let all = templates();
    assert!(all.len() > 3);
    for (path, text) in all {
        let text = without(&without(&text, "{#", "#}"), "{%", "%}");
        let text = without(&text, "{{", "}}");
        let between = without(&text, "<", ">");
        let words: Vec<&str> = between.lines().filter(|line| has_letters(line)).collect();
        assert!(words.is_empty(), "{}: {words:?}", path.display());
        for attribute in ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""] {
            for value in text.split(attribute).skip(1) {
                let (value, _) = value.split_once('"').unwrap();
                assert!(!has_letters(value), "{}: {attribute}{value}\"", path.display());
            }
        }
    }
}

#[test]
fn no_page_has_sentences_in_its_code() {
    let of_the_style = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '-');
    for (path, code) in pages() {
        for (text, before) in literals(&code) {
            let letters: Vec<char> = without(&text, "<", ">").chars().collect();
            let words = letters
                .windows(3)
                .any(|three| three[0].is_alphabetic() && three[1] == ' ' && three[2].is_alphabetic());
            // What is refused and what goes to the log is told in English.
            let in_english = ["Problem", "tracing::", "#[error("];
            let for_programs = in_english.iter().any(|call| before.contains(call));
            assert!(
                !words || for_programs || of_the_style(&text),
                "{}: {text:?}",
                path.display()
            );
        }
    }
}

/// The keys that there are, by the English files.
fn keys() -> BTreeSet<String> {
    let all = files(&root().join("shared/locales/team/en"), ".ftl");
    let lines = all.iter().flat_map(|(_, text)| text.lines());
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let found = lines.filter_map(|line| Some(line.split_once(" =")?.0));
    found.filter(|key| is_key(key)).map(str::to_owned).collect()
}

#[test]
fn every_text_that_is_used_is_there() {
    let keys = keys();
    assert!(keys.len() > 150);
    for (path, text) in templates().into_iter().chain(pages()) {
        for call in [
            ".t(\"",
            "words.get(\"",
            "words.with(\"",
            "words().get(\"",
            "words().with(\"",
        ] {
            for rest in text.split(call).skip(1) {
                let (key, _) = rest.split_once('"').unwrap();
                assert!(keys.contains(key), "{}: {key}", path.display());
            }
        }
    }
}

#[test]
fn every_text_that_is_there_is_used() {
    let folders = ["functions/api/src", "shared/src", "local/src"];
    let code = folders.iter().flat_map(|folder| files(&root().join(folder), ".rs"));
    let all: String = code.chain(templates()).map(|(_, text)| text).collect();
    // Families of keys are put together from a beginning and a name.
    let begun = |key: &str| {
        let dashes = key.match_indices('-').map(|(at, _)| &key[..=at]);
        dashes.into_iter().any(|begin| all.contains(&format!("\"{begin}{{")))
    };
    let unused: Vec<String> = keys()
        .into_iter()
        .filter(|key| !all.contains(&format!("\"{key}\"")) && !begun(key))
        .collect();
    assert_eq!(unused, [""; 0]);
}
