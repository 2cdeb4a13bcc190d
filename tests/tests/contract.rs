//! The store's promises, held against two engines: the embedded one of a single machine, and moto's server.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::pin::Pin;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use shared::store::{Connection, Patience, Store, Tables};
use system_tests::contract;
use system_tests::engine::Engine;
use system_tests::moto::Moto;

async fn embedded() -> (Engine, Store) {
    let engine = Engine::start().await.unwrap();
    let store = engine.store().unwrap();
    (engine, store)
}

/// Tables of its own for each promise, on one server: starting moto takes seconds.
async fn on_moto(port: u16, prefix: &str) -> (Store, Tables) {
    let connection = Connection::to_local_engine(format!("http://127.0.0.1:{port}")).unwrap();
    let client = connection.dynamodb(Patience::Nightly);
    let template = local::template::Template::bundled().unwrap();
    let tables = local::tables::create_tables(&client, &template, prefix).await.unwrap();
    (Store::new(client, tables.clone()), tables)
}

/// A future in a place of its own, and made there: what makes it takes no room where it is waited for.
fn boxed<F: Future>(make: impl FnOnce() -> F) -> Pin<Box<F>> {
    Box::pin(make())
}

/// The tables behind a store, past everything that the store watches over.
fn raw(address: impl std::fmt::Display, tables: &Tables) -> contract::Raw {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(format!("http://{address}"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    contract::Raw {
        client: aws_sdk_dynamodb::Client::from_conf(config),
        tables: tables.clone(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_release_wrote_is_neither_read_nor_changed() {
    let (engine, store) = embedded().await;
    let raw = raw(engine.address, &engine.tables);
    contract::what_a_newer_release_wrote_is_neither_read_nor_changed(&store, &raw)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_moto_either_what_a_newer_release_wrote_is_neither_read_nor_changed() {
    let moto = Moto::start().unwrap();
    let (store, tables) = on_moto(moto.port, "newer-").await;
    let raw = raw(format!("127.0.0.1:{}", moto.port), &tables);
    contract::what_a_newer_release_wrote_is_neither_read_nor_changed(&store, &raw)
        .await
        .unwrap();
}

macro_rules! promises {
    ($($promise:ident),* $(,)?) => {
        mod embedded_engine {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                let (_engine, store) = super::embedded().await;
                super::contract::$promise(&store).await.unwrap();
            })*
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn motos_server_keeps_every_promise() {
            let moto = Moto::start().unwrap();
            $({
                println!("{}", stringify!($promise));
                let (store, _) = on_moto(moto.port, concat!(stringify!($promise), "-")).await;
                // Each in a place of its own: all of them in one are more than a thread's stack.
                boxed(|| contract::$promise(&store)).await.unwrap();
            })*
        }
    };
}

/// On the embedded engine alone: moto checks a condition and writes in two steps, so of many writers two may be first.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_first_answers_at_once_one_wins() {
    let (_engine, store) = embedded().await;
    contract::of_many_first_answers_at_once_one_wins(&store).await.unwrap();
}

/// On the embedded engine alone, for the same reason.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_answers_at_once_the_limit_is_counted_and_no_more() {
    let (_engine, store) = embedded().await;
    contract::of_many_answers_at_once_the_limit_is_counted_and_no_more(&store)
        .await
        .unwrap();
}

/// On the embedded engine alone, as above.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_reserved_and_never_registered_holds_nobody_back_for_long() {
    let (_engine, store) = embedded().await;
    contract::what_was_reserved_and_never_registered_holds_nobody_back_for_long(&store)
        .await
        .unwrap();
}

/// On the embedded engine alone, as above.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_questions_at_once_one_is_asked() {
    let (_engine, store) = embedded().await;
    contract::of_many_questions_at_once_one_is_asked(&store).await.unwrap();
}

promises![
    the_audit_trail_keeps_who_did_what,
    erasures_are_listed_the_newest_first,
    the_first_sending_of_a_request_is_known_for_a_day,
    a_response_comes_back_as_it_was,
    a_conditional_write_that_loses_changes_nothing_and_sees_the_winner,
    a_day_is_read_whole_page_by_page,
    a_registration_is_made_once_and_is_no_answer,
    an_answer_keeps_the_cohort_of_its_invitation,
    registering_and_answering_at_once_end_up_as_both,
    what_does_not_count_comes_back_and_says_why,
    a_touch_moves_forward_and_a_sealed_day_takes_none,
    a_day_is_found_by_its_next_step_until_there_is_none,
    a_touch_during_a_step_leaves_the_day_to_be_computed,
    a_sealed_day_is_still_merged,
    answers_that_are_merged_already_are_not_merged_again,
    numbers_fence_an_older_computation_off,
    scores_come_back_and_are_fenced,
    the_cuts_of_a_day_are_named,
    days_from_one_on_come_with_the_watermark,
    charts_come_back_and_are_replaced_only_by_their_reader,
    a_signal_is_kept_once_and_acknowledged_once,
    customers_are_written_once_a_revision_and_listed_by_risk,
    a_glance_shows_everybody_as_stored_and_whoever_is_kept_comes_whole,
    attributes_are_replaced_beside_everything_else_and_never_of_the_erased,
    an_erased_customer_stays_erased,
    an_invitation_tells_whom_it_is_to_and_since_when_it_waits_for_an_answer,
    a_run_comes_back_and_is_replaced_only_by_its_reader,
    nights_of_risk_come_back_by_day,
    a_later_run_keeps_an_earlier_one_from_a_customer,
    settings_come_back,
    a_model_is_kept_once_and_one_is_in_use,
    whether_a_link_was_answered_is_told_without_the_answer,
    a_survey_keeps_every_version_as_it_was,
    the_newest_versions_and_the_beginning_are_found_among_many,
    a_rule_comes_back_until_it_is_lifted,
    a_question_is_noted_unless_another_was_asked_lately,
    an_invitation_is_one_question_whatever_is_tried_again,
    a_last_question_is_forgotten_unless_something_came_after_it,
    neither_the_opted_out_nor_the_erased_are_asked,
    a_customers_questions_and_risk_leave_each_other_alone,
    a_persons_opt_out_counts_until_it_is_withdrawn_whatever_a_machine_presses,
    an_event_is_put_once_placed_anew_and_emptied,
    a_days_events_are_read_whole,
    a_limit_is_reached_and_kept_apart_from_every_other,
    what_lies_beside_events_is_none,
    what_lies_together_is_read_in_parts,
    pages_of_days_of_any_size_give_each_answer_once,
    invitations_are_listed_with_when_they_were_answered,
    customers_are_listed_in_parts,
    a_job_comes_back_and_is_replaced_only_by_its_reader,
    jobs_are_listed_the_latest_first_for_thirty_days,
    service_measures_come_back_and_are_fenced,
];
