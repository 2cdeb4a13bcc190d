use shared::report::{Asked, score_rows};

use super::register::Registrations;
use super::*;
use clap::Parser;
use shared::link::open;

#[derive(Parser)]
pub(super) struct Line {
    #[command(flatten)]
    pub args: LinksArgs,
}

fn keys() -> RootKeys {
    RootKeys::parse(r#"{"1":"0123456789abcdef0123456789abcdef"}"#).unwrap()
}

/// A row of the output, by heading.
pub(super) type Row = BTreeMap<String, String>;

fn convert_with(options: &[&str], input: impl AsRef<[u8]>) -> Result<(Done, Vec<Row>, String)> {
    let line = Line::try_parse_from(["links", "recommend"].iter().chain(options))?;
    let (keys, mut output) = (keys(), Vec::new());
    let minter = Minter::new(&keys, &line.args, None, "2026-11-21".parse()?)?;
    let done = futures::executor::block_on(convert(&minter, None, input.as_ref(), &mut output))?;
    Ok((done, rows_of(&output), String::from_utf8(output)?))
}

pub(super) fn rows_of(output: &[u8]) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(output);
    let heading = reader.headers().unwrap().clone();
    let cells = |row: csv::StringRecord| {
        let names = heading.iter().map(str::to_owned);
        names.zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|row| cells(row.unwrap())).collect()
}

fn error(options: &[&str], input: &str) -> String {
    convert_with(options, input).unwrap_err().to_string()
}

fn facts(row: &Row) -> LinkFacts {
    let token = row["link"].strip_prefix("http://localhost:3000/s/").unwrap();
    open(&keys().link_keys(), token).unwrap().facts
}

#[test]
fn a_link_says_what_its_row_says() {
    let input = "customer,touchpoint,reference,channel,language,Plan Name,country\nC-1,delivery,o-1,SMS,pt_br,pro,\n";
    let (done, rows, _) = convert_with(&["--valid-days", "7"], input).unwrap();
    assert_eq!((done.rows, done.without, done.again), (1, 0, 0));
    let facts = facts(&rows[0]).to_draft();
    assert_eq!(facts.customer.as_deref(), Some("C-1"));
    assert_eq!(
        (facts.touchpoint.as_str(), facts.reference.as_deref()),
        ("delivery", Some("o-1"))
    );
    assert_eq!(
        (facts.channel, facts.language.as_deref()),
        (Channel::Sms, Some("pt-BR"))
    );
    assert_eq!((facts.issued.to_string().as_str(), facts.valid_days), ("2026-11-21", 7));
    assert_eq!(
        facts.attributes,
        BTreeMap::from([("plan_name".into(), "pro".into())]),
        "blank cells are none"
    );
    assert_eq!((rows[0]["error"].as_str(), rows[0]["channel"].as_str()), ("", "SMS"));
}

#[test]
fn options_stand_in_for_blank_cells_and_missing_columns() {
    let options = [
        "--touchpoint",
        "renewal",
        "--channel",
        "whatsapp",
        "--base-url",
        "http://localhost:3000/",
    ];
    let (_, rows, _) = convert_with(&options, "customer,touchpoint\nC-1,\nC-2,support\n").unwrap();
    assert_eq!(facts(&rows[0]).touchpoint().as_str(), "renewal");
    assert_eq!(facts(&rows[0]).channel(), Channel::Whatsapp);
    assert_eq!(facts(&rows[1]).touchpoint().as_str(), "support");
}

#[test]
fn rows_without_customer_and_reference_get_a_link_each_and_others_always_the_same() {
    let input = "customer,touchpoint\n,kiosk\n,kiosk\nC-1,kiosk\n";
    let (done, first, _) = convert_with(&[], input).unwrap();
    let (_, second, _) = convert_with(&[], input).unwrap();
    assert_eq!(done.again, 0);
    assert_ne!(first[0]["link"], first[1]["link"]);
    assert_ne!(first[0]["link"], second[0]["link"]);
    assert_eq!(first[2]["link"], second[2]["link"]);
}

#[test]
fn a_row_that_asks_again_is_told_of() {
    let (done, ..) = convert_with(&[], "customer,touchpoint,plan\nC-1,a,pro\nC-1,a,free\nC-1,b,pro\n").unwrap();
    assert_eq!(done.again, 1);
}

#[test]
fn a_row_without_a_link_says_why_and_the_others_go_on() {
    let input = b"customer,touchpoint\nada@example.org,a\nC-2,\nC-3,a,surplus\nC-4\nC-\xe9,a\nC-6,a\n";
    let (done, rows, _) = convert_with(&[], input).unwrap();
    assert_eq!((done.rows, done.without), (6, 5));
    for (row, wanted) in rows
        .iter()
        .zip(["e-mail address", "--touchpoint", "3 cells", "1 cells", "UTF-8"])
    {
        assert!(row["error"].contains(wanted) && row["link"].is_empty(), "{row:?}");
    }
    assert!(rows[5]["error"].is_empty());
}

#[test]
fn addresses_stay_out_of_links() {
    let input = "customer,touchpoint,email,plan\nC-1,a,ada@example.org,pro\n";
    let (_, rows, _) = convert_with(&[], input).unwrap();
    assert!(rows[0]["error"].contains("--attributes"), "{rows:?}");
    let (_, rows, _) = convert_with(&["--attributes", "plan"], input).unwrap();
    assert_eq!(facts(&rows[0]).attributes().len(), 1);
    assert_eq!(rows[0]["email"], "ada@example.org", "it comes out for the mail merge");
    let (_, rows, _) = convert_with(&["--attributes", ""], input).unwrap();
    assert!(facts(&rows[0]).attributes().is_empty());
}

#[test]
fn cells_that_begin_a_formula_are_neutral_and_ids_and_telephones_are_not_changed() {
    let input = "customer,touchpoint,name,phone\n-C1,a,=1+1,+33 6 12 34 56 78\n";
    let (_, rows, text) = convert_with(&["--attributes", ""], input).unwrap();
    assert_eq!(
        (rows[0]["customer"].as_str(), rows[0]["name"].as_str()),
        ("-C1", "'=1+1")
    );
    assert_eq!(rows[0]["phone"], "+33 6 12 34 56 78");
    assert!(
        text.starts_with("customer,touchpoint,name,phone,link,error,not_issued\n"),
        "{text}"
    );
}

#[test]
fn what_fits_no_row_is_said_before_any() {
    for (options, input, wanted) in [
        (&[][..], "customer\nC-1\n", "--touchpoint"),
        (&[], "", "is empty"),
        (&[], "customer,touchpoint,link\n", "'link'"),
        (&[], "customer,touchpoint,a b,a-b\n", "would be the attribute a_b"),
        (&[], "customer,touchpoint,料金\n", "--attributes"),
        (&[], "customer,touchpoint,x,x\n", "two columns 'x'"),
        (
            &["--attributes", "plam"],
            "customer,touchpoint,plan\n",
            "the input has the columns: customer, touchpoint, plan",
        ),
        (&["--base-url", "example.org"], "customer,touchpoint\n", "https://"),
        (&["--valid-days", "91"], "customer,touchpoint\n", "91"),
        (&["--channel", "fax"], "customer,touchpoint\n", "kiosk"),
        (&["--touchpoint", " x"], "customer\n", "--touchpoint"),
    ] {
        let text = error(options, input);
        assert!(text.contains(wanted), "{options:?} {input}: {text}");
    }
}

#[test]
fn links_that_are_longer_than_a_text_message_are_told_once_with_what_to_shorten() {
    let long = "r".repeat(60);
    let input =
        format!("customer,touchpoint,reference,channel\nC-1,shop,{long},sms\nC-2,shop,o,sms\nC-3,shop,{long},email\n");
    let base = [
        "--base-url",
        "https://abcdefghij.execute-api.ap-southeast-1.amazonaws.com",
    ];
    let (done, rows, _) = convert_with(&base, input).unwrap();
    let words = done.long.words().unwrap();
    let longest = format!(
        "1 of 2 links for text messages are longer than the 160 characters of one part, the longest has {}",
        rows[0]["link"].len()
    );
    assert!(
        words.starts_with(&longest) && words.contains("shorten touchpoint"),
        "{words}"
    );
    let (done, ..) = convert_with(&base, "customer,touchpoint,channel\nC-2,shop,sms\n").unwrap();
    assert_eq!(done.long.words(), None);
}

#[tokio::test]
async fn a_file_taken_twice_registers_each_invitation_once_and_a_recount_agrees() {
    let folder = crate::testing::Folder::new();
    let workspace = folder.workspace().await;
    crate::commands::survey::apply_ready(&workspace).await.unwrap();
    let survey = workspace.survey("recommend").await.unwrap();
    let mut input = String::from("customer,touchpoint,plan\n,kiosk,\n");
    for customer in 0..BATCH + 20 {
        input.push_str(&format!("C-{customer},renewal,{}\n", ["pro", "free"][customer % 2]));
    }
    input.push_str("C-1,renewal,other\n");
    let invited = (BATCH + 20) as u64;
    let register = async |options: &[&str]| {
        let line = Line::try_parse_from(["links", "recommend"].iter().chain(options)).unwrap();
        let minter = Minter::new(&workspace.keys, &line.args, None, now().to_zoned(TimeZone::UTC).date()).unwrap();
        let registrar = Registrar::new(&workspace, survey.measure, true).await.unwrap();
        convert(&minter, Some(&registrar), input.as_bytes(), Vec::new())
            .await
            .unwrap()
    };
    let test = register(&["--test"]).await;
    assert_eq!(
        (test.registered, test.unregistered),
        (Registrations::default(), invited + 2)
    );
    let first = register(&[]).await;
    assert_eq!((first.registered.new, first.registered.known), (invited, 0));
    assert_eq!((first.unregistered, first.again), (1, 1));
    let second = register(&[]).await;
    assert_eq!((second.registered.new, second.registered.known), (0, invited));

    crate::commands::nightly::night(&workspace, None).await.unwrap();
    let today = workspace.calendar().await.unwrap().day_of(now());
    let plan = "attribute:plan".parse().unwrap();
    let asked = Asked {
        by: Some(&plan),
        ..Asked::whole(today, today)
    };
    let rows = score_rows(&workspace.store, &survey, asked).await.unwrap();
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let rate = row.response_rate.unwrap();
            (row.value.as_deref(), rate.invited, rate.response_rate)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (None, invited, Some(0.0)),
            (Some("free"), invited / 2, Some(0.0)),
            (Some("pro"), invited / 2, Some(0.0))
        ]
    );
    let calendar = workspace.calendar().await.unwrap();
    let behind = async || {
        let recount = crate::commands::verify::differences(&workspace.store, &calendar, today, today);
        let recount = recount.await.unwrap();
        (recount.found, recount.behind)
    };
    assert_eq!(behind().await, (Vec::new(), 0));
    let line = Line::try_parse_from(["links", "recommend", "--touchpoint", "late"]).unwrap();
    let minter = Minter::new(&workspace.keys, &line.args, None, today).unwrap();
    let registrar = Registrar::new(&workspace, survey.measure, true).await.unwrap();
    let late = convert(&minter, Some(&registrar), &b"customer\nC-9\n"[..], Vec::new())
        .await
        .unwrap();
    assert_eq!(late.registered.new, 1);
    assert_eq!(
        behind().await,
        (Vec::new(), 1),
        "the open day is not settled: the next night counts it"
    );
    workspace.close().await;
}
