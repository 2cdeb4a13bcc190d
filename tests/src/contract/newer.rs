//! The promise about what a newer release wrote.

mod items;

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::limit::{Bucket, Hour};
use shared::domain::opt_out::OptOut;
use shared::domain::risk::{Model, NightRun, RiskNight, RiskSettings};
use shared::domain::service::event::Kind;
use shared::domain::service::role::Role;
use shared::once::{FirstSending, Place};
use shared::store::answered::ReadAnswered;
use shared::store::asked::{ForgetAsked, ForgetAskedCustomer, ReserveAsking};
use shared::store::charts::{PutCharts, ReadCharts, StoredCharts};
use shared::store::customers::{ListCustomers, SiftCustomers};
use shared::store::events::{PutEvent, ReadDayEvents, ReadEventOwners, ReadEvents, ScanEvents, UpdateEvent};
use shared::store::export_jobs::{ListExportJobs, PutExportJob, ReadExportJob, SaveExportJob};
use shared::store::invitations::{IsRegistered, PutRegistered, ReadInvited, ReadInvitedIndex};
use shared::store::key_pages::{ReadDayPage, ReadInvitedPage, ReadRespondentPage};
use shared::store::ledger::ReadLedger;
use shared::store::limits::CountAnswer;
use shared::store::once::NoteSending;
use shared::store::opt_outs::{PutOptOut, ReadOptOut, ReadOptOuts, WithdrawOptOut};
use shared::store::risk_models::{InUse, PutRiskModel, ReadRiskModel, ReadRiskModels};
use shared::store::risk_nights::{PutRiskNight, ReadRiskNights};
use shared::store::risk_runs::{PutRun, ReadRun};
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};
use shared::store::score_cuts::ReadCuts;
use shared::store::service::{PutService, ReadService, ReadServiceDay, ServiceItem, ServicePart};
use shared::store::settings::{PutSurvey, ReadFirstSurvey, ReadSurveyVersion, ReadSurveyVersions, ReadSurveys};
use shared::store::signals::{AcknowledgeSignal, KeepSignal, ReadSignals};
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};
use shared::store::{FORMAT, StoreError, Tables};

use self::items::{
    api_key, audit, counted, model_in_use, night, one_of_each_kind, question, question_of, sealed, sending, service,
    survey, zone,
};
use super::charts::fallen;
use super::events::{CUSTOMER, event, placed, subject};
use super::exports::job;
use super::invitations::{INVITED_ON, registered};
use super::ledger::erasure;
use super::nights::{day_scores, finished};
use super::people::customer;
use super::risk_models::learned;
use super::risk_runs::run;
use super::surveys::definition;
use super::*;

type Item = HashMap<String, AttributeValue>;

/// Tables as they are, through a client that knows nothing of formats.
pub struct Raw {
    /// The client.
    pub client: Client,
    /// Names of the tables.
    pub tables: Tables,
}

impl Raw {
    fn names(&self) -> [&String; 7] {
        let Tables {
            responses,
            scores,
            customers,
            events,
            settings,
            ledger,
            exports,
        } = &self.tables;
        [responses, scores, customers, events, settings, ledger, exports]
    }

    /// Every item of every table, in an order of its own.
    async fn everything(&self) -> anyhow::Result<Vec<(String, Item)>> {
        let mut all = Vec::new();
        for table in self.names() {
            let pages = self.client.scan().table_name(table).into_paginator().items().send();
            let items: Vec<Item> = pages.collect::<Result<_, _>>().await?;
            all.extend(items.into_iter().map(|item| (table.clone(), item)));
        }
        let key = |item: &Item| ["pk", "sk"].map(|name| item.get(name).and_then(|key| key.as_s().ok()).cloned());
        all.sort_by_key(|(table, item)| (table.clone(), key(item)));
        Ok(all)
    }

    /// Has every item written by a newer release.
    async fn mark_all(&self) -> anyhow::Result<()> {
        for (table, mut item) in self.everything().await? {
            item.insert("fv".to_owned(), AttributeValue::N((FORMAT + 1).to_string()));
            self.client
                .put_item()
                .table_name(table)
                .set_item(Some(item))
                .send()
                .await?;
        }
        Ok(())
    }
}

/// Counts what was asked, and insists on the refusal of each.
macro_rules! refused {
    ($($request:expr),* $(,)?) => {{
        let mut asked = 0;
        $({
            asked += 1;
            let outcome = $request.await.map(|_| ());
            assert!(
                matches!(outcome, Err(StoreError::Newer { found: Some(found) }) if found == FORMAT + 1),
                "{}: {outcome:?}",
                stringify!($request)
            );
        })*
        asked
    }};
}

/// Whatever a newer release wrote in a shape of its own is given to nobody, changed by nobody and removed by nobody; the
/// refusal says what to do.
pub async fn what_a_newer_release_wrote_is_neither_read_nor_changed(store: &Store, raw: &Raw) -> anyhow::Result<()> {
    one_of_each_kind(store).await?;
    raw.mark_all().await?;
    let before = raw.everything().await?;
    let kinds = before.len();
    assert!(kinds > 28, "only {kinds} items: some kind is missing");

    let (first, asked) = (response(1, 1), registered(2, 2, "pro"));
    let (key, invited) = (
        (first.occasion.respondent, first.occasion.invitation),
        (asked.respondent, asked.invitation),
    );
    let shard = DayShard::of(DAY, key.1);
    let invited_shard = DayShard::of(INVITED_ON, invited.1);
    let the_event = event(1, Kind::ConversationStarted);
    let event_shard = DayShard::of_event(DAY, the_event.id);
    let day_item = items_of(DAY, &day_scores().surveys["recommend"], 2)
        .remove(&ScoreKey::Day(DAY))
        .expect("the day's");
    let plan = shared::domain::cut::Cut::Attribute("plan".into());
    let signal = fallen().open("recommend").remove(0);
    let who = shared::domain::chart::Acknowledged {
        at: at(1),
        by: "somebody".into(),
    };
    let known = Customer {
        revision: 1,
        ..customer(1, 0.5)
    };
    let attributes = BTreeMap::from([("plan".to_owned(), "pro".to_owned())]);
    let (place, again) = sending();
    let claimed = job(0).claimed().expect("it waits");
    let late = OptOut::new(at(9), Vec::new());
    let charts = StoredCharts {
        revision: 1,
        charts: fallen(),
    };
    let earlier = NightRun { revision: 1, ..run(1) };

    let answers = refused![
        store.put_response(&first, Some(1)),
        store.put_response(&first, None),
        store.get_responses(&[key], true),
        store.read_respondent(key.0),
        store.read_respondent_page(key.0, None, 9),
        store.scan_responses(|_| ()),
        store.fold_day(shard),
        store.read_day_index(shard, |_| ()),
        store.read_day_page(shard, None, 9),
        store.find_response(DAY, key.1),
        store.read_answered(key.0, key.1),
        store.put_registered(&asked, None),
        store.is_registered(invited.0, invited.1),
        store.read_invited(invited_shard, |_| ()),
        store.read_invited_index(invited_shard, |_| ()),
        store.read_invited_page(invited_shard, None, 9),
    ];
    let events = refused![
        store.put_event(&subject(), DAY, &the_event, placed(Role::Waiting)),
        store.read_events(CUSTOMER),
        store.place_event(CUSTOMER, the_event.id, placed(Role::Automatic)),
        store.erase_event(CUSTOMER, the_event.id, at(9)),
        store.read_day_events(event_shard, |_| ()),
        store.read_event_owners(event_shard, |_| ()),
        store.scan_events(|_, _| ()),
        store.count_answer(&counted(), 9),
        store.note_sending(&place, &again),
    ];
    let days = refused![
        store.touch_day(DAY, at(9)),
        store.touch_beside(DAY, at(9)),
        store.read_records(DAY, DAY),
        store.read_watermark(),
        store.take_number(DAY),
        store.list_survey(DAY, "other", 1),
        store.finish_day(DAY, &finished(9)),
        store.seal_day(&sealed()),
        store.mark_merged(&sealed()),
        store.set_watermark(DAY.tomorrow()?),
        store.read_survey_day("recommend", DAY),
        store.put_blank("recommend", &ScoreKey::Day(DAY), &day_item),
        store.put_scores("recommend", &ScoreKey::Day(DAY), &day_item),
        store.read_totals("recommend", DAY, DAY),
        store.read_cut("recommend", &plan, &[DAY]),
        store.read_cuts("recommend", DAY),
        store.read_charts("recommend"),
        store.put_charts("recommend", &charts),
        store.keep_signal(&signal),
        store.read_signals(),
        store.acknowledge_signal(&signal.id(), &who),
        store.read_service_day(DAY),
        store.put_service(DAY, &ServiceItem { number: 2, ..service() }),
        store.read_customer_flow(DAY),
    ];
    let customers = refused![
        store.read_customer(key.0),
        store.save_customer(&known),
        store.save_customer(&customer(1, 0.5)),
        store.scan_customers(0, 1, None),
        store.sift_customers(0, 1, None, |_| false),
        store.list_customers(None, 9),
        store.read_flagged(9),
        store.erase_customer(key.0),
        store.save_attributes(key.0, &attributes),
        store.reserve_asking(question_of(2), &question(), None),
        store.forget_asked(question_of(2), &question()),
        store.forget_asked_customer(question_of(2), &question()),
        store.read_run(),
        store.read_run_revision(),
        store.put_run(&earlier),
        store.read_risk_nights(date(1970, 1, 1), DAY),
        store.put_risk_night(&night(), 2),
    ];
    let settings = refused![
        store.read_surveys(),
        store.read_first_survey(),
        store.read_survey_version("recommend", 1),
        store.read_survey_versions("recommend"),
        store.put_survey(&survey(), at(9)),
        store.read_key("k"),
        store.read_keys(),
        store.put_key(&api_key()),
        store.revoke_key("k", at(9)),
        store.note_key_used("k", at(9)),
        store.read_zones(),
        store.put_zone(&zone()),
        store.read_fatigue(),
        store.put_fatigue(None),
        store.read_risk_settings(),
        store.put_risk_settings(&RiskSettings::default()),
        store.read_risk_model(1),
        store.read_risk_models(),
        store.read_model_in_use(),
        store.put_risk_model(&learned(1)),
        store.use_model(model_in_use()),
    ];
    let kept = refused![
        store.read_ledger(CUSTOMER),
        store.read_opt_out(CUSTOMER),
        store.read_opt_outs(),
        store.put_opt_out(CUSTOMER, &late),
        store.withdraw_opt_out(CUSTOMER, at(9)),
        store.read_erasures(None, 9),
        store.record_erasure(&erasure(CUSTOMER, 0)),
        store.read_audit(DAY, None, 9),
        store.record_audit(&audit()),
        store.read_export_job(job(0).id, at(0)),
        store.list_export_jobs(None, 9, at(0)),
        store.put_export_job(&job(0)),
        store.save_export_job(&claimed),
    ];
    assert_eq!(
        [answers, events, days, customers, settings, kept],
        [16, 9, 24, 17, 21, 13]
    );
    assert!(raw.everything().await? == before, "nothing was changed");
    let told = store.read_surveys().await.expect_err("refused").to_string();
    assert!(
        told.contains("format 2") && told.contains("use that release or a later one"),
        "{told}"
    );
    Ok(())
}
