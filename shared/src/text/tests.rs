use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::*;

/// Numbers of every plural form that whole numbers have in any of the languages, and the largest that a page shows.
const NUMBERS: [&str; 9] = ["0", "1", "2", "3", "5", "12", "25", "100", "2000"];

/// Texts that are the same as in English because the language has the same word.
const AS_IN_ENGLISH: [(&str, &str); 3] = [("da", "send"), ("es", "error-prefix"), ("nb", "send")];

static ENGLISH: LazyLock<Vec<Message>> = LazyLock::new(|| Message::all_of(&ALL[0]));

/// A text as it stands in its file, with all its plural forms.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) key: &'static str,
    text: String,
}

impl Message {
    pub(super) fn all_of(words: &Words) -> Vec<Self> {
        let mut messages: Vec<Self> = Vec::new();
        for line in words
            .files
            .iter()
            .flat_map(|file| file.lines())
            .filter(|line| !line.starts_with('#'))
        {
            match line.split_once(" =") {
                Some((key, text)) if !line.starts_with(' ') => messages.push(Self {
                    key,
                    text: text.trim().to_owned(),
                }),
                _ if line.is_empty() => (),
                _ => {
                    let message = messages.last_mut().expect("the first line has a key");
                    message.text += "\n";
                    message.text += line.trim();
                }
            }
        }
        messages
    }

    pub(super) fn values(&self) -> BTreeSet<&str> {
        names_in(&self.text)
    }

    /// The plural forms, each with its name; none where one text is right for every number.
    fn forms(&self) -> Vec<(&str, &str)> {
        let form = |line| str::trim_start_matches(line, '*').strip_prefix('[')?.split_once("] ");
        self.text.lines().filter_map(form).collect()
    }
}

fn names_in(text: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| rest.find([' ', '}']).unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| &rest[..name(rest)]).collect()
}

pub(super) fn assert_all_parse(words: &Words) {
    for file in words.files {
        let parsed = FluentResource::try_new((*file).to_owned());
        assert!(parsed.is_ok(), "{}: {parsed:?}", words.tag);
    }
}

fn keys(words: &Words) -> Vec<&str> {
    Message::all_of(words).into_iter().map(|message| message.key).collect()
}

/// A text as a page shows it.
struct Shown {
    words: &'static Words,
    english: &'static Message,
    text: String,
}

/// Every text of every language, with `number` for each of its values.
fn shown(number: &'static str) -> impl Iterator<Item = Shown> {
    let with = move |words: &'static Words, english: &'static Message| {
        let values: Vec<_> = english.values().into_iter().map(|name| (name, number)).collect();
        let text = words.with(english.key, &values);
        Shown { words, english, text }
    };
    Words::all().flat_map(move |words| ENGLISH.iter().map(move |english| with(words, english)))
}

#[test]
fn every_file_can_be_parsed_and_has_exactly_the_keys_of_english_in_its_order() {
    let english = keys(&ALL[0]);
    assert!(english.len() > 60);
    assert_eq!(english.iter().collect::<BTreeSet<_>>().len(), english.len());
    for words in Words::all() {
        assert_all_parse(words);
        assert_eq!(keys(words), english, "{}", words.tag);
    }
}

#[test]
fn every_text_has_the_values_of_the_english_one_in_each_of_its_plural_forms() {
    for words in Words::all() {
        for (message, english) in Message::all_of(words).iter().zip(&*ENGLISH) {
            let at = format!("{} {}", words.tag, message.key);
            assert_eq!(message.values(), english.values(), "{at}");
            for (name, text) in message.forms() {
                assert!(
                    ["zero", "one", "two", "few", "many", "other"].contains(&name),
                    "{at}: {name}"
                );
                assert_eq!(names_in(text), english.values(), "{at}: {name}");
            }
        }
    }
}

#[test]
fn every_text_can_be_shown_with_every_number_and_shows_it_in_plain_digits() {
    for number in NUMBERS {
        for Shown { words, english, text } in shown(number) {
            let at = format!("{} {}: {text}", words.tag, english.key);
            assert!(!text.contains(['⟦', '{', '}', '\n']), "{at}");
            assert!(!text.is_empty() && text.trim() == text, "{at}");
            assert!(english.values().is_empty() || text.contains(number), "{at}");
        }
    }
}

#[test]
fn numbers_choose_the_form_of_the_words_around_them() {
    let polish = Words::in_first_of(["pl"]);
    let form = |number: &str| {
        let text = polish.with("notice-anonymous", &[("months", number)]);
        text.replace(number, "#")
    };
    assert_eq!(
        [form("1"), form("12"), form("24")]
            .iter()
            .collect::<BTreeSet<_>>()
            .len(),
        3
    );
    assert_eq!((form("12"), form("24")), (form("25"), form("3")));
}

#[test]
fn nothing_is_left_in_english_but_what_is_the_same_word() {
    let english: Vec<String> = shown("12").take(ENGLISH.len()).map(|shown| shown.text).collect();
    let same = shown("12")
        .zip(english.iter().cycle())
        .filter(|(shown, english)| shown.words.tag != "en" && shown.text == **english);
    let same: Vec<_> = same.map(|(shown, _)| (shown.words.tag, shown.english.key)).collect();
    assert_eq!(same, AS_IN_ENGLISH);
}

#[test]
fn a_sentence_that_names_the_send_button_uses_the_word_on_it() {
    for words in Words::all() {
        for key in [
            "chosen",
            "chosen-meaning",
            "not-saved-detail",
            "busy-detail",
            "stale-detail",
        ] {
            let text = words.with(key, &[("rating", "5"), ("meaning", "x")]);
            assert!(text.contains(&*words.get("send")), "{} {key}: {text}", words.tag);
        }
    }
}

#[test]
fn no_text_has_a_character_that_turns_the_direction_or_a_typewriters_quotes() {
    for Shown { words, english, text } in shown("12") {
        let wrong = |character| matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '"' | '\'');
        assert!(!text.contains(wrong), "{} {}: {text}", words.tag, english.key);
    }
}

#[test]
fn no_line_of_french_breaks_before_its_punctuation() {
    for Shown { english, text, .. } in shown("12").filter(|shown| shown.words.tag == "fr") {
        for mark in ['?', '!', ';', ':', '»'] {
            assert!(!text.contains(&format!(" {mark}")), "{}: {text}", english.key);
        }
    }
}

#[test]
fn every_language_says_whether_a_native_speaker_has_reviewed_it_and_has_a_name() {
    for words in Words::all() {
        let first = words.files[0].lines().next().unwrap();
        let told = first.strip_prefix(REVIEWED).unwrap();
        assert!(["yes", "no"].contains(&told), "{}: {told}", words.tag);
        assert_eq!(words.reviewed(), told == "yes");
        assert_ne!(words.own_name(), words.tag);
    }
}

#[test]
fn no_file_lies_unused_and_the_languages_are_in_the_order_of_their_tags() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/locales");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "team")
        .collect();
    let known: BTreeSet<String> = Words::all().map(|words| format!("{}.ftl", words.tag)).collect();
    assert_eq!(files, known);
    assert_eq!(ALL[0].tag, "en");
    assert!(ALL[1..].is_sorted_by(|one, next| one.tag < next.tag));
}

#[test]
fn the_list_in_the_documentation_is_the_one_there_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/languages.md");
    let text = std::fs::read_to_string(path).unwrap();
    let listed: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    let row = |words: &Words| {
        let (tag, name, direction) = (words.tag, words.own_name(), words.direction());
        let reviewed = if words.reviewed() { "yes" } else { "no" };
        format!("| `{tag}` | {name} | {direction} | {reviewed} |")
    };
    assert_eq!(listed, Words::all().map(row).collect::<Vec<_>>());
}

#[test]
fn a_key_or_a_value_that_is_missing_is_seen_at_once() {
    let words = Words::in_first_of(["fr"]);
    assert_eq!(words.get("no-such-key"), "⟦no-such-key⟧");
    assert_eq!(words.get("rating-missing"), "⟦rating-missing⟧");
}

#[test]
fn only_a_whole_number_as_it_is_usually_written_counts_as_a_number() {
    let words = Words::in_first_of(["en"]);
    for given in ["7", "007", "1e3", "inf", "2.50", "4294967296", "-1", "five"] {
        let text = words.with("email-rate", &[("rating", given), ("max", "10")]);
        assert_eq!(text, format!("Answer {given} of 10"));
    }
}

#[test]
fn the_nearest_language_is_found() {
    let found = |wanted: &[&str]| Words::in_first_of(wanted.iter().copied()).tag();
    assert_eq!(found(&["fr-CA"]), "fr");
    assert_eq!(found(&["FR_ca"]), "fr");
    for (wanted, nearest) in [
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("pt-PT", "pt"),
        ("pt-br", "pt-BR"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("iw", "he"),
        ("in-ID", "id"),
    ] {
        assert_eq!(found(&[wanted]), nearest, "{wanted}");
    }
    assert_eq!(found(&["tlh", "de-AT", "fr"]), "de");
    assert_eq!(found(&["tlh", ""]), "en");
    assert_eq!(found(&[]), "en");
}
