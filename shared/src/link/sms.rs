//! How much of a text message a link takes: characters of the GSM 7-bit default alphabet (3GPP TS 23.038), 160 in one part.

/// The characters of a message of one part.
pub const ONE_PART: usize = 160;
/// The characters in each part of a longer message: the rest says which parts belong together.
const OF_SEVERAL: usize = 153;

/// How many characters a link takes in a text message: one for each of its own, as every character of a token and of a usual
/// address is in the default alphabet; two for those of the extension table. What is in neither cannot stand in a link.
#[must_use]
pub fn sms_length(link: &str) -> usize {
    let extended = |c: &char| matches!(c, '[' | '\\' | ']' | '^' | '{' | '|' | '}' | '~');
    link.chars().count() + link.chars().filter(extended).count()
}

/// How many parts a text message has that holds nothing but the link.
#[must_use]
pub fn sms_parts(link: &str) -> usize {
    match sms_length(link) {
        length if length <= ONE_PART => 1,
        length => length.div_ceil(OF_SEVERAL),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::link::testing::roots;
    use crate::link::{Channel, FactsDraft, LinkFacts, RawIds, mint};

    /// An address that API Gateway gives, in a region whose name is as long as any usual one.
    const HOST: &str = "https://abcdefghij.execute-api.ap-southeast-1.amazonaws.com/s/";
    /// What the default alphabet has of ASCII, but for the characters that a link never has.
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:?=&%+";

    fn link(
        survey: usize,
        touchpoint: usize,
        customer: usize,
        reference: Option<usize>,
        language: Option<&str>,
    ) -> String {
        let text = |length: usize| "x".repeat(length);
        let draft = FactsDraft {
            survey: text(survey),
            customer: Some(text(customer)),
            touchpoint: text(touchpoint),
            reference: reference.map(text),
            attributes: BTreeMap::new(),
            channel: Channel::Sms,
            language: language.map(str::to_owned),
            issued: date(2026, 11, 21),
            valid_days: 90,
        };
        let facts = LinkFacts::new(&draft, RawIds::Refuse).unwrap();
        format!("{HOST}{}", mint(roots().mint_key(), &facts))
    }

    /// The rows of the table in docs/link-token.md: bytes of the facts, characters of the link, what is left of one part.
    fn documented() -> Vec<[String; 7]> {
        let text = include_str!("../../../docs/link-token.md");
        let cells = |row: &str| {
            row.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect::<Vec<_>>()
        };
        let rows = text.lines().filter(|line| line.starts_with("| ")).map(cells);
        rows.filter_map(|row| <[String; 7]>::try_from(row).ok())
            .filter(|row| row[0].parse::<usize>().is_ok())
            .collect()
    }

    #[test]
    fn links_are_as_long_as_the_documentation_says_and_usual_ones_leave_room_for_a_sentence() {
        let rows = documented();
        assert_eq!(rows.len(), 5);
        for row in &rows {
            let number = |at: usize| row[at].parse::<usize>().ok();
            let [survey, touchpoint, customer] = [0, 1, 2].map(|at| number(at).unwrap());
            let language = number(4).map(|bytes| &"en"[..bytes]);
            let url = link(survey, touchpoint, customer, number(3), language);
            assert!(url.chars().all(|c| ALPHABET.contains(c)), "{url}");
            assert_eq!(Some(sms_length(&url)), number(5), "{row:?}");
            match row[6].as_str() {
                "two parts" => assert_eq!(sms_parts(&url), 2),
                "none" => assert_eq!((sms_length(&url), sms_parts(&url)), (ONE_PART, 1)),
                left => assert_eq!((left.parse(), sms_parts(&url)), (Ok(ONE_PART - sms_length(&url)), 1)),
            }
        }
        assert_eq!(rows[0][6], "20", "the usual facts leave a short sentence");
    }

    #[test]
    fn one_character_too_many_makes_two_parts() {
        let longest = link(12, 10, 15, Some(8), Some("en"));
        assert_eq!((sms_length(&longest), sms_parts(&longest)), (160, 1));
        assert_eq!(sms_parts(&link(12, 10, 16, Some(8), Some("en"))), 2);
        let all = link(32, 40, 64, Some(64), Some("zh-Hant-TW"));
        assert_eq!((sms_length(&all), sms_parts(&all)), (377, 3));
    }

    #[test]
    fn a_character_of_the_extension_table_counts_twice() {
        assert_eq!(sms_length("https://a.example/~x/s/t"), 25);
    }
}
