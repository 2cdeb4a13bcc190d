//! Restoring from backups: what was lost comes back, who was erased does not, and scores, links and risks are right again.

use jiff::SignedDuration;
use shared::clock::{Clock, SystemClock};
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use system_tests::backup::Backup;
use system_tests::steps::{pseudonym, total};

use crate::scene::{Scene, name};

const RESPONSES: &str = "ResponsesTable";
const SCORES: &str = "ScoresTable";
const CUSTOMERS: &str = "CustomersTable";

/// Every closed day is settled, and counted from the answers themselves it comes out the same.
async fn verified(scene: &Scene) {
    let yesterday = scene.yesterday().to_string();
    let told = scene.command(&["verify", "--to", &yesterday]).await;
    assert!(
        told.contains("no difference") && !told.contains("not settled"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn set_back_to_a_backup_the_tables_come_right_again_and_the_later_answers_come_out_of_the_last_copy() {
    let scene = Scene::with_a_settled_day(1..=8).await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    // After the backup: one changes what they said yesterday, one is erased, two answer today.
    assert_eq!(scene.answers(1, 10, 2).await, 200);
    scene.command(&["erase", &name(2)]).await;
    assert_eq!(scene.answers(9, 9, 1).await, 200);
    assert_eq!(scene.answers(10, 10, 1).await, 200);
    // The last copy of the tables, as DynamoDB keeps it of a table that is deleted, under other names.
    for table in [RESPONSES, SCORES, CUSTOMERS] {
        backup.take_the_place_of(table).await.unwrap();
    }
    assert_eq!(
        scene.said(2).await,
        Some(2),
        "the restore alone brings an erased answer back"
    );

    let replayed = scene.command(&["erase", "--replay"]).await;
    assert!(replayed.contains("Erased 1 answer"), "{replayed}");
    let announced = scene.command(&["recompute"]).await;
    assert!(announced.contains("computes"), "{announced}");
    scene.stack.night().await.unwrap();
    scene.a_later_night().await;
    verified(&scene).await;

    assert_eq!(scene.said(2).await, None);
    assert_eq!(scene.opens(2).await, 410, "the link of whoever was erased stays closed");
    assert_eq!(scene.said(1).await, Some(1), "what came after the backup is not in it");
    assert_eq!(total(&scene.store, "recommend").await.n, 7);
    assert_eq!(scene.opens(3).await, 200, "the links that are out still open");
    assert_eq!(scene.answers(3, 4, 2).await, 200);
    assert_eq!(
        scene.answers(9, 8, 2).await,
        200,
        "whose answer was lost may give it again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_and_customers_that_are_older_than_the_answers_are_computed_again_from_them() {
    let scene = Scene::with_a_settled_day(1..=6).await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    assert_eq!(scene.answers(1, 10, 2).await, 200);
    scene.stack.night().await.unwrap();
    scene.a_later_night().await;
    scene.stack.night().await.unwrap();
    assert_eq!(scene.known(1).await, [10]);
    let before = total(&scene.store, "recommend").await;

    for table in [SCORES, CUSTOMERS] {
        backup.take_the_place_of(table).await.unwrap();
    }
    assert_eq!(scene.known(1).await, [1]);
    let told = scene.try_command(&["verify"]).await;
    assert!(!told.status.success(), "the scores are those of the backup: {told:?}");

    scene.command(&["recompute"]).await;
    scene.stack.night().await.unwrap();
    scene.a_later_night().await;
    verified(&scene).await;
    assert_eq!(
        scene.known(1).await,
        [10],
        "the record of the customer is made of the answers again"
    );
    let after = total(&scene.store, "recommend").await;
    assert_eq!((after.n, after.histogram), (before.n, before.histogram));
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_that_are_gone_without_a_backup_are_made_anew() {
    let scene = Scene::with_a_settled_day(1..=6).await;
    let before = total(&scene.store, "recommend").await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    assert!(backup.lose(SCORES, |_| true).await.unwrap() > 0);
    scene.command(&["recompute"]).await;
    scene.stack.night().await.unwrap();
    scene.a_later_night().await;
    verified(&scene).await;
    let after = total(&scene.store, "recommend").await;
    assert_eq!((after.n, after.histogram), (before.n, before.histogram));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_missing_come_back_from_a_restored_table_and_nothing_else_changes() {
    let scene = Scene::with_a_settled_day(1..=8).await;
    let asked = scene.is_asked(11).await;
    scene.is_asked(12).await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    let copy = backup.of_table(RESPONSES);
    assert_eq!(scene.answers(1, 10, 2).await, 200);
    assert_eq!(scene.answers(9, 9, 1).await, 200);
    for erased in [2, 12] {
        scene.command(&["erase", &name(erased)]).await;
    }
    let hour_ago = SystemClock.now() - SignedDuration::from_hours(1);
    scene.expires(&scene.store.with_responses(&copy), 5, hour_ago).await;
    scene.stack.night().await.unwrap();
    assert_eq!(lose(&scene, &backup, &[2, 3, 4, 5, 11, 12]).await, 6);

    let told = scene.command(&["restore", &copy]).await;
    assert!(
        told.contains("Put back 3 answers and 2 invitations without one"),
        "{told}"
    );
    assert!(told.contains("2 of customers who were erased since"), "{told}");
    assert!(told.contains("1 left out, as the time"), "{told}");
    assert_eq!(scene.records(11).await, [Record::Registered(asked)]);
    let of_erased = scene.records(12).await;
    assert!(of_erased.len() == 1 && !of_erased[0].has_personal_content());
    assert_eq!(scene.records(5).await, []);
    assert_eq!((scene.said(3).await, scene.said(4).await), (Some(3), Some(4)));
    assert_eq!(scene.said(2).await, None, "who was erased is not brought back");
    assert_eq!(scene.opens(2).await, 410);
    assert_eq!(
        scene.said(1).await,
        Some(10),
        "what is there stays: it is newer than the copy"
    );
    assert_eq!(scene.said(9).await, Some(9));
    scene.stack.night().await.unwrap();
    scene.a_later_night().await;
    verified(&scene).await;
    let row = total(&scene.store, "recommend").await;
    assert_eq!((row.n, row.excluded.erased), (7, 1));

    let again = scene.command(&["restore", &copy]).await;
    assert!(again.starts_with("Nothing is missing"), "{again}");
    let trail = scene.command(&["audit"]).await;
    assert!(trail.contains("responses.restore"), "{trail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_day_takes_its_answers_back_and_keeps_its_scores() {
    let scene = Scene::with_a_settled_day(1..=5).await;
    let in_twenty_days = SystemClock.now() + SignedDuration::from_hours(24 * 20);
    scene.expires(&scene.store, 1, in_twenty_days).await;
    // One night computes the day, a later one finds that it is due to be sealed.
    scene.a_later_night().await;
    scene.a_later_night().await;
    let before = total(&scene.store, "recommend").await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    assert_eq!(lose(&scene, &backup, &[3]).await, 1);

    let day = scene.day().to_string();
    let left = scene.command(&["recompute", "--from", &day, "--to", &day]).await;
    assert!(
        left.contains("1 day is sealed, or due to be, and stays as it is"),
        "{left}"
    );
    let told = scene.command(&["restore", &backup.of_table(RESPONSES)]).await;
    assert!(
        told.contains("1 on sealed days, whose scores stay as they are"),
        "{told}"
    );
    scene.stack.night().await.unwrap();
    assert_eq!(scene.said(3).await, Some(3));
    assert_eq!(total(&scene.store, "recommend").await, before);
}

/// Loses everything that is stored of these customers' answers; how many items that were.
async fn lose(scene: &Scene, backup: &Backup, customers: &[u8]) -> usize {
    let lost: Vec<String> = customers
        .iter()
        .map(|customer| Respondent::Customer(pseudonym(&scene.stack, &name(*customer))).to_string())
        .collect();
    let deleted = backup.lose(RESPONSES, |key| lost.iter().any(|lost| lost == key)).await;
    deleted.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_none_is_refused() {
    let scene = Scene::with_a_settled_day(1..=1).await;
    let backup = Backup::of(&scene.stack.engine).await.unwrap();
    let copy = backup.of_table(RESPONSES);
    assert_eq!(lose(&scene, &backup, &[1]).await, 1);
    // The stack is another from now on: the copy was made under keys that it does not have.
    scene
        .stack
        .secret
        .replace(r#"{"1":"another-root-key-of-another-workspace-0123456789-abc"}"#);
    for (copy, words) in [
        (RESPONSES, "is the stack's own table of answers"),
        ("nowhere", "a table is missing"),
        (
            &copy,
            "were made with other root keys: it is no copy of this stack's table",
        ),
    ] {
        let refused = scene.try_command(&["restore", copy]).await;
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && told.contains(words), "{told}");
    }
    assert_eq!(scene.records(1).await, [], "nothing was put back");
    let trail = scene.command(&["audit"]).await;
    assert!(!trail.contains("responses.restore"), "{trail}");
}
