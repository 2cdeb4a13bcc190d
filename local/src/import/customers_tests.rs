use jiff::civil::date;
use shared::domain::signal::stay;
use shared::erasure::erase;
use shared::link::{Pseudonym, RawIds};
use shared::store::customers::{Customer, ReadCustomer};

use super::*;
use crate::testing::Folder;

async fn run(folder: &Folder, workspace: &Workspace, text: &str) -> (CustomerSummary, String) {
    let files = Files {
        rows: folder.file("customers.csv", text),
        rejected: workspace.output.join("import-rejected.csv"),
        progress: false,
    };
    let (summary, rejected) = import_customers(workspace, &files).await.unwrap();
    let rejected = rejected.map(|path| std::fs::read_to_string(path).unwrap());
    (summary, rejected.unwrap_or_default())
}

fn pseudonym(workspace: &Workspace, customer: &str) -> Pseudonym {
    let id = CustomerId::new(customer, RawIds::Refuse).unwrap();
    Pseudonym::of(&workspace.keys.pseudonym_key(), &id)
}

async fn customer(workspace: &Workspace, customer: &str) -> Option<Customer> {
    let key = Respondent::Customer(pseudonym(workspace, customer));
    workspace.store.read_customer(key).await.unwrap()
}

async fn attributes(workspace: &Workspace, id: &str) -> BTreeMap<String, String> {
    customer(workspace, id)
        .await
        .map_or_else(BTreeMap::new, |known| known.attributes)
}

/// What the customer's events say, in order: role and day.
async fn events(workspace: &Workspace, customer: &str) -> Vec<String> {
    let key = Respondent::Customer(pseudonym(workspace, customer));
    let mut stored = workspace.store.read_events(key).await.unwrap();
    stored.sort_by_key(|stored| stored.event.map(|event| event.at));
    let told = |event: &Event| event.until.map(|until| format!(" until {until}")).unwrap_or_default();
    stored
        .iter()
        .filter_map(|stored| stored.event.map(|event| (stored, event)))
        .map(|(stored, event)| match event.kind {
            Kind::CustomerRenewed => format!("{}{}", stored.placement.role, told(&event)),
            _ => format!("{} on {}", stored.placement.role, stored.day),
        })
        .collect()
}

const FILE: &str = "customer,started,ended,renews_until,plan,country\n\
    C-1,2019-02-01,,2027-01-31,00123,FR\n\
    C-2,2023-05-14,2024-08-30T10:00:00Z,2024-12-31,free,\n\
    C-2,2025-03-01,,,pro,DE\n";

#[tokio::test]
async fn starts_ends_contracts_and_attributes_are_taken_once_however_often_the_file_is_imported() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let (summary, rejected) = run(&folder, &workspace, FILE).await;
    assert_eq!(
        serde_json::to_value(&summary).unwrap(),
        serde_json::json!({"rows": 3, "stored": 5, "known": 0, "attributes": 3, "rejected": 0, "reasons": {}}),
        "{rejected}"
    );
    assert_eq!(
        events(&workspace, "C-1").await,
        ["acquired on 2019-02-01", "part until 2027-01-31"]
    );
    let stays = ["acquired on 2023-05-14", "lost on 2024-08-30", "returned on 2025-03-01"];
    assert_eq!(events(&workspace, "C-2").await, stays);
    let second = BTreeMap::from([
        ("country".to_owned(), "DE".to_owned()),
        ("plan".to_owned(), "pro".to_owned()),
    ]);
    assert_eq!(
        attributes(&workspace, "C-2").await,
        second,
        "the later row says all of them"
    );

    let (again, _) = run(&folder, &workspace, &format!("{FILE}C-3,2026-01-01,,,,\n")).await;
    assert_eq!((again.stored, again.known, again.rejected), (1, 5, 0));
    assert_eq!(events(&workspace, "C-2").await, stays);
    let renewed = FILE.replace("2027-01-31", "2028-01-31");
    assert_eq!(run(&folder, &workspace, &renewed).await.0.stored, 1);
    let renewals = events(&workspace, "C-1").await;
    assert_eq!(renewals[2], "part until 2028-01-31", "{renewals:?}");
    workspace.close().await;
}

#[tokio::test]
async fn an_older_file_imported_again_undoes_no_newer_contract() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    run(&folder, &workspace, FILE).await;
    let renewed = FILE.replace("2027-01-31", "2028-01-31");
    assert_eq!(run(&folder, &workspace, &renewed).await.0.stored, 1);
    let (again, _) = run(&folder, &workspace, FILE).await;
    assert_eq!((again.stored, again.known), (0, 5));
    let key = Respondent::Customer(pseudonym(&workspace, "C-1"));
    let stored = workspace.store.read_events(key).await.unwrap();
    let events: Vec<Event> = stored.iter().filter_map(|stored| stored.event).collect();
    let until = stay(&events).renewal.map(|renewal| renewal.until);
    assert_eq!(until, Some(date(2028, 1, 31)));
    workspace.close().await;
}

#[tokio::test]
async fn a_blank_cell_takes_an_attribute_away_and_a_file_without_attributes_leaves_them_alone() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    run(&folder, &workspace, FILE).await;
    run(&folder, &workspace, "customer,started\nC-1,2019-02-01\n").await;
    assert_eq!(attributes(&workspace, "C-1").await.len(), 2);
    run(&folder, &workspace, "customer,plan,country\nC-1,00123,\n").await;
    assert_eq!(
        attributes(&workspace, "C-1").await.into_keys().collect::<Vec<_>>(),
        ["plan"]
    );
    run(&folder, &workspace, "customer,plan\nC-1,\nC-9,\n").await;
    assert!(attributes(&workspace, "C-1").await.is_empty());
    assert_eq!(
        customer(&workspace, "C-9").await,
        None,
        "nothing is known, so nothing is made"
    );
    workspace.close().await;
}

#[tokio::test]
async fn of_two_rows_that_contradict_each_other_about_a_contract_the_first_is_taken_each_time() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let file = "customer,ended,renews_until\n\
        C-1,2024-08-30,2024-12-31\n\
        C-1,,2027-01-31\n\
        C-2,,2028-01-31\n\
        C-1,,2027-01-31\n\
        C-1,,2028-01-31\n";
    for (stored, known) in [(3, 1), (0, 4)] {
        let (summary, rejected) = run(&folder, &workspace, file).await;
        assert_eq!(
            (summary.stored, summary.known, summary.rejected),
            (stored, known, 1),
            "{rejected}"
        );
        assert!(
            rejected.contains("\n\"6\",\"contradictory_contract\",\"line 3 says that"),
            "{rejected}"
        );
    }
    let told = events(&workspace, "C-1").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1], "part until 2027-01-31");
    workspace.close().await;
}

#[tokio::test]
async fn what_is_wrong_is_written_down_with_what_to_do_and_the_erased_are_not_followed_again() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    erase(&workspace.store, pseudonym(&workspace, "C-4"), &SystemClock)
        .await
        .unwrap();
    let text = format!(
        "{FILE}=C-5,2099-01-01,,,,\nC-4,2020-01-01,,,pro,\nC-4,,,,,\nC-1,,2018-01-01,,pro,CH\nC-6,2024-01-01,,,pro\n"
    );
    let (summary, rejected) = run(&folder, &workspace, &text).await;
    let reasons = serde_json::json!({"bad_row": 1, "erased": 2, "in_future": 1, "left_before_start": 1});
    assert_eq!(serde_json::to_value(&summary.reasons).unwrap(), reasons);
    assert_eq!((summary.rows, summary.rejected), (8, 5));
    assert!(
        rejected.starts_with("\u{feff}\"line\",\"reason\",\"what_to_do\",\"customer\",\"started\","),
        "{rejected}"
    );
    assert!(
        rejected.contains("\n\"5\",\"in_future\",") && rejected.contains("\"'=C-5\",\"2099"),
        "{rejected}"
    );
    assert!(
        rejected.contains("\n\"8\",\"left_before_start\",") && rejected.contains("The rest of the row is stored"),
        "{rejected}"
    );
    assert_eq!(attributes(&workspace, "C-1").await["country"], "CH");
    assert!(customer(&workspace, "C-4").await.unwrap().attributes.is_empty());
    workspace.close().await;
}
