//! Rows of customers who are not asked.

use clap::Parser;
use jiff::SignedDuration;
use shared::clock::SystemClock;
use shared::domain::fatigue::FatigueRule;
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym};
use shared::store::customers::ReadCustomer;
use shared::store::opt_outs::{PutOptOut, WithdrawOptOut};
use shared::store::workspace_settings::PutFatigue;

use super::tests::{Line, Row, rows_of};
use super::*;
use crate::testing::Folder;

async fn workspace(folder: &Folder) -> Workspace {
    let workspace = folder.workspace().await;
    crate::commands::survey::apply_ready(&workspace).await.unwrap();
    workspace
}

fn key(workspace: &Workspace, customer: &str) -> Respondent {
    let customer = CustomerId::new(customer, RawIds::Refuse).unwrap();
    Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &customer))
}

async fn links(workspace: &Workspace, survey: &str, options: &[&str], input: &str) -> (Done, Vec<Row>) {
    let line = Line::try_parse_from(["links", survey].iter().chain(options)).unwrap();
    let minter = Minter::new(&workspace.keys, &line.args, None, now().to_zoned(TimeZone::UTC).date()).unwrap();
    let measure = workspace.survey(survey).await.unwrap().measure;
    let registrar = Registrar::new(workspace, measure, !line.args.no_register)
        .await
        .unwrap();
    let mut output = Vec::new();
    let done = convert(&minter, Some(&registrar), input.as_bytes(), &mut output)
        .await
        .unwrap();
    (done, rows_of(&output))
}

/// Which rows have a link; a row has a link or says why not, and never both.
fn linked(rows: &[Row]) -> Vec<bool> {
    let linked = |row: &Row| {
        assert_ne!(row["link"].is_empty(), row["not_issued"].is_empty(), "{row:?}");
        assert!(row["error"].is_empty(), "{row:?}");
        !row["link"].is_empty()
    };
    rows.iter().map(linked).collect()
}

async fn limit(workspace: &Workspace, days: i64) {
    let rule = Some(FatigueRule::new(days).unwrap());
    workspace.store.put_fatigue(rule).await.unwrap();
}

#[tokio::test]
async fn of_rows_about_one_customer_the_first_is_issued_and_a_file_taken_again_comes_out_the_same() {
    let folder = Folder::new();
    let workspace = workspace(&folder).await;
    limit(&workspace, 30).await;
    let mut input = String::from("customer,touchpoint,reference\n");
    let customers = BATCH / 3 * 2;
    for row in 0..2 * customers {
        input.push_str(&format!("C-{},support,o-{row}\n", row % customers));
    }
    // About what the first row of its customer is about, and what the second is.
    input.push_str(&format!("C-7,support,o-7\nC-7,support,o-{}\n", customers + 7));
    let (done, rows) = links(&workspace, "recommend", &[], &input).await;
    let expected: Vec<bool> = (0..2 * customers)
        .map(|row| row < customers)
        .chain([true, false])
        .collect();
    assert_eq!(linked(&rows), expected);
    assert_eq!(
        (done.registered.new, done.registered.known, done.again),
        (customers as u64, 0, 2)
    );
    assert_eq!(
        (done.without, done.not_issued["asked_lately"]),
        (0, customers as u64 + 1)
    );
    assert_eq!(
        done.not_issued_words().unwrap(),
        format!(
            "{} of {} rows are not issued, as the column `not_issued` says: {0} asked lately.",
            customers + 1,
            2 * customers + 2
        )
    );
    let reason = &rows[customers]["not_issued"];
    assert!(
        reason.contains("(survey recommend, by e-mail)") && reason.contains("at most once in 30 days"),
        "{reason}"
    );
    let (again, same) = links(&workspace, "recommend", &[], &input).await;
    assert_eq!(linked(&same), expected);
    assert_eq!((again.registered.new, again.registered.known), (0, customers as u64));

    let (elsewhere, _) = links(&workspace, "ease", &["--channel", "sms"], &input).await;
    assert_eq!(elsewhere.registered.new, 0, "another survey by another channel");
    workspace.store.put_fatigue(None).await.unwrap();
    let (off, rows) = links(&workspace, "recommend", &[], &input).await;
    assert!(linked(&rows).iter().all(|linked| *linked));
    assert_eq!((off.registered.new, off.not_issued_words()), (customers as u64, None));
    workspace.close().await;
}

#[tokio::test]
async fn who_opted_out_or_was_erased_is_left_out_whether_or_not_the_file_is_registered() {
    let folder = Folder::new();
    let workspace = workspace(&folder).await;
    let said = async |customer: &str| {
        let wish = OptOut::new(now(), Vec::new());
        workspace
            .store
            .put_opt_out(key(&workspace, customer), &wish)
            .await
            .unwrap();
    };
    said("C-out").await;
    said("C-back").await;
    let back = key(&workspace, "C-back");
    assert!(workspace.store.withdraw_opt_out(back, now()).await.unwrap());
    let Respondent::Customer(gone) = key(&workspace, "C-gone") else {
        unreachable!()
    };
    shared::erasure::erase(&workspace.store, gone, &SystemClock)
        .await
        .unwrap();
    let input = "customer,touchpoint\nC-out,support\nC-back,support\nC-gone,support\n";
    for options in [&["--no-register"][..], &[]] {
        let (done, rows) = links(&workspace, "recommend", options, input).await;
        assert_eq!(linked(&rows), [false, true, false], "{options:?}");
        assert_eq!(done.registered.new, u64::from(options.is_empty()));
        assert_eq!(
            done.not_issued_words().unwrap(),
            "2 of 3 rows are not issued, as the column `not_issued` says: 1 erased, 1 opted out."
        );
    }
    workspace.close().await;
}

#[tokio::test]
async fn one_customer_gets_one_link_or_the_reason_why_not() {
    let folder = Folder::new();
    let workspace = workspace(&folder).await;
    limit(&workspace, 7).await;
    let measure = workspace.survey("recommend").await.unwrap().measure;
    let link = async |options: &[&str]| {
        let line = Line::try_parse_from(["links", "recommend"].iter().chain(options)).unwrap();
        let args = &line.args;
        let minter = Minter::new(&workspace.keys, args, None, now().to_zoned(TimeZone::UTC).date()).unwrap();
        let registrar = match args.test {
            true => None,
            false => Some(Registrar::new(&workspace, measure, !args.no_register).await.unwrap()),
        };
        let customer = args.customer.as_deref().unwrap();
        single::link(&minter, registrar.as_ref(), customer, args.reference.as_deref()).await
    };
    let first = ["--customer", "C-1", "--touchpoint", "support", "--reference", "o-1"];
    let url = link(&first).await.unwrap();
    assert!(url.starts_with("http://localhost:3000/s/"), "{url}");
    assert_eq!(link(&first).await.unwrap(), url);
    let other = ["--customer", "C-1", "--touchpoint", "support", "--reference", "o-2"];
    let refused = link(&other).await.unwrap_err().to_string();
    assert!(
        refused.starts_with("not issued, because this customer was asked on "),
        "{refused}"
    );
    for unlimited in ["--test", "--no-register"] {
        link(&[&other[..], &[unlimited]].concat()).await.unwrap();
    }
    let nowhere = link(&other[..2]).await.unwrap_err().to_string();
    assert!(nowhere.contains("--touchpoint"), "{nowhere}");
    let asked = workspace
        .store
        .read_customer(key(&workspace, "C-1"))
        .await
        .unwrap()
        .unwrap()
        .asked
        .unwrap();
    assert!(asked.at.duration_until(now()) < SignedDuration::from_mins(5));
    workspace.close().await;
}
