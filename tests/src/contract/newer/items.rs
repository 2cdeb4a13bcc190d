//! One item of each kind there is, as this release writes it.

use super::*;

pub(super) fn sealed() -> DayRecord {
    DayRecord {
        computed: Some(Computed {
            number: 1,
            started: at(0),
        }),
        ..DayRecord::new(DAY)
    }
}

pub(super) fn question() -> Asked {
    Asked::by(&registered(2, 2, "pro"))
}

pub(super) fn model_in_use() -> InUse {
    InUse {
        version: 1,
        since: at(0),
        chosen: false,
    }
}

pub(super) fn night() -> RiskNight {
    RiskNight::new(&run(1), &Model::scorecard(0.1, 90))
}

pub(super) fn service() -> ServiceItem {
    ServiceItem {
        number: 1,
        part: ServicePart::Customers(Default::default()),
    }
}

pub(super) fn api_key() -> StoredKey {
    StoredKey {
        id: "k".into(),
        digest: vec![1, 2],
        name: "CRM".into(),
        created: at(0),
        scopes: Scopes::of(&[Scope::Read]),
        expires: None,
        last_used: None,
        revoked: None,
    }
}

pub(super) fn zone() -> ZoneChange {
    ZoneChange {
        from: DAY,
        zone: "UTC".into(),
    }
}

pub(super) fn sending() -> (Place, FirstSending) {
    let place = Place {
        caller: "k".into(),
        tag: "t".into(),
    };
    let fingerprint = [7; 32];
    (place, FirstSending { at: at(0), fingerprint })
}

pub(super) fn counted() -> Bucket {
    Bucket {
        survey: "recommend".into(),
        network: None,
        hour: Hour::of(at(0)),
    }
}

pub(super) fn survey() -> shared::domain::survey::Survey {
    let definition = definition("recommend", "Would you?");
    shared::domain::survey::Survey {
        version: 1,
        measure: Measure::nps(),
        definition,
    }
}

pub(super) fn audit() -> AuditEntry {
    AuditEntry {
        at: at(0),
        by: "key:k".into(),
        name: None,
        deed: Deed::ReadResponses,
        about: None,
        request: None,
    }
}

/// One item of each kind there is.
pub(super) async fn one_of_each_kind(store: &Store) -> anyhow::Result<()> {
    store.put_response(&response(1, 1), None).await?;
    store.put_registered(&registered(2, 2, "pro"), None).await?;
    store
        .put_event(
            &subject(),
            DAY,
            &event(1, Kind::ConversationStarted),
            placed(Role::Waiting),
        )
        .await?;
    store.count_answer(&counted(), 9).await?;
    let (place, first) = sending();
    store.note_sending(&place, &first).await?;
    store.touch_day(DAY, at(0)).await?;
    store.set_watermark(DAY).await?;
    for (key, item) in items_of(DAY, &day_scores().surveys["recommend"], 1) {
        store.put_blank("recommend", &key, &item).await?;
    }
    let charts = fallen();
    store.keep_signal(&charts.open("recommend")[0]).await?;
    store
        .put_charts("recommend", &StoredCharts { revision: 0, charts })
        .await?;
    store.put_service(DAY, &service()).await?;
    store.put_run(&run(1)).await?;
    store.put_risk_night(&night(), 1).await?;
    store.save_customer(&customer(1, 0.5)).await?;
    store.reserve_asking(question_of(2), &question(), None).await?;
    store.put_survey(&survey(), at(0)).await?;
    store.put_key(&api_key()).await?;
    store.put_zone(&zone()).await?;
    store.put_fatigue(FatigueRule::new(30).ok()).await?;
    store.put_risk_settings(&RiskSettings::default()).await?;
    store.put_risk_model(&learned(1)).await?;
    store.use_model(model_in_use()).await?;
    store.put_opt_out(CUSTOMER, &OptOut::new(at(0), Vec::new())).await?;
    store.record_erasure(&erasure(CUSTOMER, 0)).await?;
    store.record_audit(&audit()).await?;
    store.put_export_job(&job(0)).await?;
    Ok(())
}

pub(super) fn question_of(id: u8) -> Respondent {
    Respondent::Customer(Pseudonym::from_bytes([id; 16]))
}
