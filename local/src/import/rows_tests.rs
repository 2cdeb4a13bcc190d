use super::*;
use crate::import::map;
use shared::link::RootKeys;

const MAP: &str = r#"
reference = "ref"
customer = "customer"
date = "date"
touchpoint = "where"
channel = "channel"
language = "language"
comment = "comment"
attributes = ["plan"]
[[survey]]
id = "recommend"
column = "nps"
metric = "nps"
[[survey]]
id = "overall"
column = "csat"
metric = "csat"
comment = "why"
"#;

const HEADING: [&str; 10] = [
    "ref", "customer", "date", "where", "channel", "language", "comment", "plan", "nps", "csat",
];

/// A row in which everything is well, as changes to it by heading.
fn row(changes: &[(&str, &str)]) -> Vec<String> {
    let usual = [
        "r-1",
        "C-1",
        "2026-11-01",
        "checkout",
        "email",
        "en",
        "",
        "pro",
        "9",
        "4",
        "",
    ];
    let headings = HEADING.iter().chain(&["why"]);
    headings
        .zip(usual)
        .map(|(heading, usual)| {
            let changed = changes.iter().find(|(name, _)| name == heading);
            changed.map_or(usual, |(_, text)| *text).to_owned()
        })
        .collect()
}

fn keys() -> RootKeys {
    RootKeys::parse(r#"{"1":"0123456789abcdef0123456789abcdef"}"#).unwrap()
}

/// What the rows of one file say.
fn read(rows: &[Vec<String>]) -> Vec<Row> {
    read_by(MAP, rows)
}

fn read_by(map: &str, rows: &[Vec<String>]) -> Vec<Row> {
    let map = map::read("m.toml", map).unwrap();
    let heading: Vec<String> = HEADING.iter().chain(&["why"]).map(|&name| name.to_owned()).collect();
    let columns = Columns::find(&map, "f.csv", &heading).unwrap();
    let surveys: Vec<Survey> = map
        .surveys
        .iter()
        .map(|survey| Survey {
            version: 3,
            measure: survey.measure,
            definition: survey.definition.clone(),
        })
        .collect();
    let calendar = Calendar::new("UTC").unwrap();
    let mut reader = Rows::new(
        &columns,
        &map.date_form,
        &surveys,
        &calendar,
        &keys(),
        SignedDuration::from_hours(24 * 400),
        "2026-11-21T12:00:00Z".parse().unwrap(),
    );
    rows.iter()
        .map(|row| reader.read(&row.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect()
}

fn one(changes: &[(&str, &str)]) -> Row {
    read(&[row(changes)]).remove(0)
}

fn reasons(row: &Row) -> Vec<(Option<usize>, Reason)> {
    row.refusals.iter().map(|(at, refusal)| (*at, refusal.reason)).collect()
}

fn comments(row: &Row) -> Vec<Option<String>> {
    row.answers
        .iter()
        .map(|(_, response)| response.answer().unwrap().comment.clone())
        .collect()
}

fn ids(rows: &[Row]) -> Vec<InvitationId> {
    let all = rows.iter().flat_map(|row| &row.answers);
    let mut ids: Vec<InvitationId> = all.map(|(_, response)| response.occasion.invitation).collect();
    ids.sort();
    ids
}

#[test]
fn a_row_has_an_answer_to_each_survey() {
    let row = one(&[]);
    assert_eq!(row.answers.len(), 2);
    let (at, response) = &row.answers[0];
    assert_eq!(
        (*at, response.occasion.survey.as_str(), response.occasion.version),
        (0, "recommend", 3)
    );
    assert_eq!(response.occasion.source, Origin::Import);
    assert_eq!(response.day.to_string(), "2026-11-01");
    assert_eq!(response.first_answered.to_string(), "2026-11-01T00:00:00Z");
    assert_eq!(
        response.expires.to_string(),
        "2027-12-26T12:00:00Z",
        "from the time of import"
    );
    assert_eq!(response.answer().unwrap().language.as_deref(), Some("en"));
    assert!(response.receipts.is_empty());
}

#[test]
fn an_answer_and_a_link_of_the_same_facts_meet() {
    let draft = FactsDraft {
        survey: "recommend".into(),
        customer: Some("C-1".into()),
        touchpoint: "checkout".into(),
        reference: Some("r-1".into()),
        attributes: BTreeMap::new(),
        channel: Channel::Sms,
        language: None,
        issued: "2026-11-01".parse().unwrap(),
        valid_days: 30,
    };
    let link = InvitationId::of(&keys().identity_key(), &LinkFacts::new(&draft, RawIds::Refuse).unwrap());
    let (_, response) = &one(&[]).answers[0];
    assert_eq!(response.occasion.invitation, link);
    let Respondent::Customer(pseudonym) = response.occasion.respondent else {
        panic!()
    };
    let sealed = response.occasion.sealed_customer.as_ref().unwrap();
    let customer = shared::link::unseal(&keys().seal_key(), &pseudonym, sealed).unwrap();
    assert_eq!(customer.as_str(), "C-1");
}

#[test]
fn a_row_without_a_customer_is_anonymous_and_known_by_its_reference() {
    let rows = read(&[row(&[("customer", "")]), row(&[("customer", " "), ("ref", "r-2")])]);
    let (_, response) = &rows[0].answers[0];
    assert_eq!(
        response.occasion.respondent,
        Respondent::Anonymous(response.occasion.invitation)
    );
    assert_eq!(response.occasion.sealed_customer, None);
    assert_ne!(ids(&rows[..1]), ids(&rows[1..]));
}

#[test]
fn blank_scores_are_skipped_before_anything_else_is_looked_at() {
    let row = one(&[("nps", " "), ("csat", ""), ("date", "never")]);
    assert_eq!((row.skipped, row.refusals.len(), row.answers.len()), (2, 0, 0));
}

#[test]
fn each_score_is_refused_for_one_reason() {
    let both = |reason| vec![(Some(0), reason), (Some(1), reason)];
    for (changes, wanted) in [
        (vec![("nps", "11")], vec![(Some(0), Reason::OutOfRange)]),
        (vec![("csat", "0")], vec![(Some(1), Reason::OutOfRange)]),
        (vec![("nps", "ten")], vec![(Some(0), Reason::NotANumber)]),
        (vec![("nps", "9.5")], vec![(Some(0), Reason::NotANumber)]),
        (vec![("date", "soon")], both(Reason::BadDate)),
        (vec![("date", "")], both(Reason::BadDate)),
        (vec![("date", "2026-11-22")], both(Reason::FutureDate)),
        (vec![("where", "")], both(Reason::BadTouchpoint)),
        (vec![("where", &"x".repeat(41))], both(Reason::BadTouchpoint)),
        (vec![("channel", "fax")], both(Reason::BadChannel)),
        (vec![("language", "English")], both(Reason::BadLanguage)),
        (vec![("plan", &"x".repeat(65))], both(Reason::BadAttribute)),
        (vec![("plan", "ada@example.org")], both(Reason::BadAttribute)),
        (vec![("customer", "ada@example.org")], both(Reason::BadCustomer)),
        (vec![("customer", "+33 6 12 34 56 78")], both(Reason::BadCustomer)),
        (vec![("customer", &"c".repeat(65))], both(Reason::BadCustomer)),
        (vec![("ref", &"r".repeat(65))], both(Reason::BadReference)),
        (
            vec![("nps", "11"), ("date", "soon")],
            vec![(Some(0), Reason::OutOfRange), (Some(1), Reason::BadDate)],
        ),
        (vec![("comment", &"x".repeat(2001))], vec![(Some(0), Reason::TooLong)]),
        (
            vec![("nps", ""), ("csat", ""), ("comment", "10")],
            vec![(None, Reason::CommentWithoutScore)],
        ),
        (
            vec![("nps", ""), ("csat", ""), ("why", "Stop")],
            vec![(None, Reason::CommentWithoutScore)],
        ),
    ] {
        let row = one(&changes);
        assert_eq!(reasons(&row), wanted, "{changes:?}");
        assert!(
            row.refusals.iter().all(|(_, refusal)| refusal.words.len() > 20),
            "{row:?}"
        );
    }
}

#[test]
fn a_row_of_another_length_is_refused_once() {
    let mut short = row(&[]);
    short.pop();
    assert_eq!(reasons(&read(&[short])[0]), [(None, Reason::BadRow)]);
}

#[test]
fn a_long_anonymous_reference_is_no_trouble_as_it_is_only_an_identity() {
    assert_eq!(one(&[("customer", ""), ("ref", &"r".repeat(500))]).answers.len(), 2);
}

#[test]
fn a_comment_of_exactly_the_limit_is_taken_whatever_its_bytes() {
    assert_eq!(one(&[("comment", &"慢".repeat(2000))]).answers.len(), 2);
}

#[test]
fn the_comment_of_the_row_goes_to_its_first_answer() {
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(comments(&one(&[("comment", " slow ")])), [said("slow"), None]);
    assert_eq!(comments(&one(&[("comment", "slow"), ("nps", "")])), [said("slow")]);
    assert_eq!(comments(&one(&[("comment", "slow"), ("nps", "11")])), [said("slow")]);
    assert_eq!(
        comments(&one(&[("comment", "slow"), ("why", "late")])),
        [said("slow"), said("late")]
    );
    let both = one(&[("comment", "slow"), ("why", "late"), ("nps", "")]);
    assert_eq!(comments(&both), [said("late\nslow")], "nothing that was said is lost");
    assert_eq!(comments(&one(&[("comment", "a\r\nb")])), [said("a\nb"), None]);
}

#[test]
fn the_same_reference_again_is_the_same_answer_or_a_mistake() {
    let rows = read(&[row(&[]), row(&[]), row(&[("nps", "3")]), row(&[("plan", "free")])]);
    assert_eq!(
        (rows[0].answers.len(), rows[1].answers.len(), rows[1].repeated),
        (2, 0, 2)
    );
    assert_eq!(reasons(&rows[2]), [(Some(0), Reason::DuplicateReference)]);
    assert_eq!((rows[2].repeated, rows[3].refusals.len()), (1, 2));
}

#[test]
fn without_a_reference_the_row_itself_is_the_identity_wherever_it_stands() {
    let a = || row(&[("ref", ""), ("customer", "")]);
    let b = || row(&[("ref", ""), ("customer", ""), ("plan", "free")]);
    let first = read(&[a(), b(), a()]);
    assert_eq!(first.iter().map(|row| row.answers.len()).sum::<usize>(), 6);
    assert_eq!(
        ids(&first),
        ids(&read(&[a(), a(), b()])),
        "the order of rows has no part in it"
    );
    let longer = ids(&read(&[b(), b(), a(), a(), a()]));
    assert!(
        ids(&first).iter().all(|id| longer.contains(id)),
        "rows may be added anywhere"
    );
    let respelled = row(&[("ref", ""), ("customer", ""), ("nps", " 9.0"), ("language", "EN")]);
    assert_eq!(ids(&read(&[respelled])), ids(&read(&[a()])));
}

#[test]
fn a_corrected_score_leaves_the_other_answers_of_a_row_without_a_reference_as_they_are() {
    let before = one(&[("ref", ""), ("nps", "11"), ("comment", "slow")]);
    let after = one(&[("ref", ""), ("nps", "10"), ("comment", "slow")]);
    assert_eq!(
        before.answers[0].1.occasion.invitation,
        after.answers[1].1.occasion.invitation
    );
}

#[test]
fn scores_of_a_file_that_counts_the_other_way_are_turned_before_they_are_counted() {
    let map = MAP.replace("metric = \"csat\"", "metric = \"csat\"\nreversed = true");
    let overall = |score: &str| {
        let row = read_by(&map, &[row(&[("csat", score)])]).remove(0);
        let answer = row.answers.iter().find(|(at, _)| *at == 1);
        answer.map(|(_, response)| response.answer().unwrap().rating.get())
    };
    assert_eq!((overall("1"), overall("2"), overall("5")), (Some(5), Some(4), Some(1)));
    assert_eq!(
        overall("6"),
        None,
        "a code off the scale is no answer, whichever way it counts"
    );
}
