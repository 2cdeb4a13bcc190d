//! Commands that documents, alarms and outputs name are commands that there are.

use std::fs;

use clap::Parser as _;
use clap::error::ErrorKind;
use local::cli::Cli;

use super::root;

/// What the program is called, installed and in a checkout.
const NAMES: [&str; 2] = ["aisance", "cargo local"];

/// What may stand for a word in capitals, or for what was left out: each is of the right kind for some.
const VALUES: [&str; 4] = ["2026-11-01", "7", "read", "word"];

/// A name, an address or the like that a reader puts in: a word in capitals, a variable of the shell, an ellipsis.
fn is_a_placeholder(word: &str) -> bool {
    let capitals = |word: &str| word.chars().any(|letter| letter.is_ascii_uppercase()) && word == word.to_uppercase();
    let stem = word.split('.').next().unwrap_or(word);
    capitals(stem) || word.contains(['$', '…'])
}

/// Pieces of a line of the shell that are commands of their own, without what they are fed and where they write to.
fn commands(line: &str) -> Vec<String> {
    let line = line.split(" #").next().unwrap_or(line);
    let pieces = line.split("&&").flat_map(|part| part.split(['|', ';', '`', '(', ')']));
    let whole = pieces.map(|piece| {
        piece
            .split([' ', '\t'])
            .map(|word| word.trim_matches('"'))
            .collect::<Vec<_>>()
    });
    whole
        .map(|words| words.join(" ").split(" < ").next().unwrap_or_default().to_owned())
        .map(|piece| {
            piece
                .split(" > ")
                .next()
                .unwrap_or_default()
                .trim()
                .trim_start_matches("$ ")
                .to_owned()
        })
        .collect()
}

/// The arguments where this is a command of the program; a text in two columns ends where the second one begins.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = NAMES
        .iter()
        .find_map(|name| command.strip_prefix(name)?.strip_prefix(' '))?;
    let rest = rest.split("  ").next().unwrap_or(rest);
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Whether there is such a command. What is only named, as in "run `aisance erase`", may lack what it needs.
fn is_there(arguments: &[String]) -> bool {
    VALUES.iter().any(|value| {
        let words = arguments
            .iter()
            .map(|word| if is_a_placeholder(word) { value } else { word.as_str() });
        match Cli::try_parse_from(["aisance"].into_iter().chain(words)) {
            Ok(_) => true,
            Err(error) => matches!(
                error.kind(),
                ErrorKind::DisplayHelp
                    | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                    | ErrorKind::MissingRequiredArgument
                    | ErrorKind::MissingSubcommand
            ),
        }
    })
}

/// Every command in a text of Markdown: between backticks, and in blocks of code.
fn in_markdown(text: &str) -> Vec<Vec<String>> {
    let (mut fenced, mut found) = (false, Vec::new());
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        let pieces: Vec<String> = if fenced || line.starts_with("    ") {
            commands(line)
        } else {
            line.split('`').skip(1).step_by(2).flat_map(commands).collect()
        };
        found.extend(pieces.iter().filter_map(|piece| arguments(piece)));
    }
    // Labels of keys are called so as well: `aisance link v1`.
    found.retain(|words| words.last().is_none_or(|last| last != "v1"));
    found
}

/// Every command in the template: the outputs that are one, and the first word of those named in a sentence.
fn in_template(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        if line.contains("!Sub \"aisance ") {
            let (_, command) = line.split_once("!Sub ").unwrap();
            found.extend(commands(command).iter().filter_map(|piece| arguments(piece)));
            continue;
        }
        for rest in line.split("aisance ").skip(1) {
            let word = rest
                .split(|letter: char| !letter.is_ascii_lowercase() && letter != '-')
                .next();
            assert!(word.is_some_and(|word| !word.is_empty()), "line {}: {line}", number + 1);
            found.extend(word.map(|word| vec![word.to_owned()]));
        }
    }
    found
}

#[test]
fn every_command_that_is_named_anywhere_is_understood() {
    let mut sources = vec![
        "README.md".to_owned(),
        "CONTRIBUTING.md".to_owned(),
        "SECURITY.md".to_owned(),
    ];
    for file in fs::read_dir(root().join("docs")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        sources.extend(name.ends_with(".md").then(|| format!("docs/{name}")));
    }
    let (mut named, mut unknown) = (0, Vec::new());
    for source in sources.into_iter().chain(["template.yaml".to_owned()]) {
        let text = fs::read_to_string(root().join(&source)).unwrap();
        let found = if source == "template.yaml" {
            in_template(&text)
        } else {
            in_markdown(&text)
        };
        named += found.len();
        let strange = found.into_iter().filter(|words| !is_there(words));
        unknown.extend(strange.map(|words| format!("{source}: aisance {}", words.join(" "))));
    }
    assert!(named > 90, "only {named} commands were found");
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn a_command_that_is_not_there_is_found_in_any_of_the_ways_to_name_one() {
    let text = "See `aisance risk status` or `aisance risk`.\n\n    $ aisance recompute && aisance nihgtly   # now\n\n```\nK=\"$(aisance keys mnit)\"\n```\n";
    let strange: Vec<String> = in_markdown(text)
        .into_iter()
        .filter(|words| !is_there(words))
        .map(|words| words.join(" "))
        .collect();
    assert_eq!(strange, ["risk status", "nihgtly", "keys mnit"]);
    let template = "      Description: Look at it with aisance signals, or aisance sginals.\n    Value: !Sub \"aisance --stack ${AWS::StackName} doctor\"\n";
    let strange: Vec<_> = in_template(template)
        .into_iter()
        .filter(|words| !is_there(words))
        .collect();
    assert_eq!(strange, [["sginals"]]);
}
