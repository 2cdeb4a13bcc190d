use super::*;
use crate::testing::Folder;
use shared::clock::Clock;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::days::ReadDays;
use shared::store::events::ReadEvents;

const HEADING: &str = "id,type,customer,conversation,at,automatic,note\n";

async fn run(folder: &Folder, workspace: &Workspace, name: &str, text: &str) -> (EventSummary, Option<PathBuf>) {
    let files = Files {
        rows: folder.file(name, text),
        rejected: workspace.output.join("import-rejected.csv"),
        progress: false,
    };
    import_events(workspace, &files).await.unwrap()
}

/// Noon of a day a week ago, written with an offset.
fn past(second: u8) -> String {
    let day = SystemClock.now() - jiff::SignedDuration::from_hours(24 * 7);
    format!(
        "{}T12:00:{second:02}+02:00",
        day.to_zoned(jiff::tz::TimeZone::UTC).date()
    )
}

async fn roles(workspace: &Workspace, customer: &str) -> Vec<String> {
    let customer = CustomerId::new(customer, RawIds::Allow).unwrap();
    let key = Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &customer));
    let events = workspace.store.read_events(key).await.unwrap();
    let mut roles: Vec<String> = events.iter().map(|stored| stored.placement.role.to_string()).collect();
    roles.sort();
    roles
}

#[tokio::test]
async fn every_row_is_stored_known_or_written_down() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let rows = [
        format!("2,conversation.first_response,C-1,t,{},,x", past(30)),
        format!("1,conversation.started,C-1,t,{},no,x", past(10)),
        format!("3,conversation.first_response,C-1,t,{},yes,x", past(11)),
        format!("2,conversation.first_response,C-1,t,{},,again", past(30)),
        format!("4,conversation.ended,C-1,t,{},,too early", past(9)),
        format!("5,customer.started,ann@example.org,,{},,x", past(1)),
        format!("6,customer.started,C-2,,{},perhaps,x", past(1)),
        "7,customer.started".to_owned(),
        "\"=8\",customer.started,C-2,,yesterday,,x".to_owned(),
    ];
    let text = format!("{HEADING}{}\n", rows.join("\n"));
    let (summary, rejected) = run(&folder, &workspace, "events.csv", &text).await;
    assert_eq!(
        serde_json::to_value(&summary).unwrap(),
        serde_json::json!({
            "rows": 9, "stored": 3, "known": 1, "rejected": 5,
            "reasons": {"end_before_start": 1, "bad_customer": 1, "unreadable": 2, "bad_time": 1},
        })
    );
    let rejected = std::fs::read_to_string(rejected.unwrap()).unwrap();
    assert!(
        rejected.starts_with("\u{feff}\"line\",\"reason\",\"what_to_do\",\"id\",\"type\","),
        "{rejected}"
    );
    assert!(
        rejected.contains("\n\"6\",\"end_before_start\",") && rejected.contains(",\"'=8\","),
        "{rejected}"
    );
    assert_eq!(
        roles(&workspace, "C-1").await,
        ["answered:20", "automatic", "end_before_start", "part"]
    );
    assert_eq!(
        workspace
            .store
            .read_records(jiff::civil::Date::MIN, jiff::civil::Date::MAX)
            .await
            .unwrap()
            .len(),
        1,
        "its day is announced"
    );

    let (again, _) = run(&folder, &workspace, "events.csv", &text).await;
    assert_eq!(
        (again.stored, again.known, again.rejected),
        (0, 4, 5),
        "importing again adds nothing"
    );
    workspace.close().await;
}

#[tokio::test]
async fn a_complaint_and_a_contract_come_in_columns_of_their_own() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let rows = [
        format!("1,conversation.started,C-1,t,{},yes,", past(10)),
        format!("2,customer.renewal,C-1,,{},,2027-01-31", past(11)),
        format!("3,customer.renewal,C-1,,{},,", past(12)),
        format!("4,conversation.started,C-1,u,{},perhaps,", past(13)),
    ];
    let text = format!(
        "id,type,customer,conversation,at,complaint,until\n{}\n",
        rows.join("\n")
    );
    let (summary, rejected) = run(&folder, &workspace, "events.csv", &text).await;
    assert_eq!((summary.stored, summary.rejected), (2, 2));
    let rejected = std::fs::read_to_string(rejected.unwrap()).unwrap();
    assert!(
        rejected.contains("\n\"4\",\"missing_until\",")
            && rejected.contains("\n\"5\",\"unreadable\",\"complaint is neither"),
        "{rejected}"
    );
    assert_eq!(roles(&workspace, "C-1").await, ["part", "waiting"]);
    workspace.close().await;
}

#[tokio::test]
async fn json_lines_say_the_same_as_cells() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let line = |id: u8, kind: &str, second| {
        format!(
            r#"{{"id":"{id}","type":"{kind}","customer":"C-1","conversation":"t","at":"{}"}}"#,
            past(second)
        )
    };
    let text = format!(
        "{}\n\n{}\r\nnot json\n{{\"id\":1}}",
        line(1, "conversation.started", 0),
        line(2, "conversation.abandoned", 5)
    );
    let (summary, rejected) = run(&folder, &workspace, "events.ndjson", &text).await;
    assert_eq!((summary.rows, summary.stored, summary.rejected), (4, 2, 2));
    let rejected = std::fs::read_to_string(rejected.unwrap()).unwrap();
    assert!(
        rejected.contains("\n\"4\",\"unreadable\",") && rejected.contains("\n\"5\",\"unreadable\","),
        "{rejected}"
    );
    assert_eq!(roles(&workspace, "C-1").await, ["abandoned:5", "part"]);
    workspace.close().await;
}

#[tokio::test]
async fn a_file_without_a_column_is_refused_by_its_name() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let files = Files {
        rows: folder.file("events.csv", "id,type,client\n"),
        rejected: workspace.output.join("import-rejected.csv"),
        progress: false,
    };
    let error = import_events(&workspace, &files).await.unwrap_err();
    assert!(format!("{error:#}").contains("no column customer, at"), "{error:#}");
    workspace.close().await;
}
