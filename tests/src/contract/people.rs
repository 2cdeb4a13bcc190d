//! Promises about customers and settings.

use super::*;

pub(super) fn customer(id: u8, risk: f64) -> Customer {
    let measure = Measure::nps();
    let reason = Reason {
        feature: Feature::LowScore,
        contribution: 0.7,
        evidence: Evidence {
            since: at(0),
            fact: Fact::Unanswered {
                count: 2,
                first: at(-20),
            },
        },
    };
    let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes([id; 16])));
    customer.id = Some(format!("00{id}"));
    let invitation = InvitationId::from_bytes([id; 16]);
    customer.signals.merge(
        invitation,
        Some(Signal::new(
            invitation,
            at(0),
            measure,
            measure.accept(2).expect("on the scale"),
        )),
    );
    customer.risk = Some(StoredRisk {
        log_odds: risk,
        reasons: vec![reason],
        rest: -0.25,
        model: 3,
        probability: Some(0.25),
    });
    customer.flag = Some(Flag {
        opened_at: at(5),
        evidence: at(0),
        enrolled: Some(at(5)),
        held_out: false,
        reasons: vec![reason],
        closed: None,
    });
    customer
}

/// A customer comes back as written, two writers of one revision do not both win, and the flagged are listed by risk.
pub async fn customers_are_written_once_a_revision_and_listed_by_risk(store: &Store) -> anyhow::Result<()> {
    for (id, risk) in [(1, -1.25), (2, 0.4), (3, -3.5), (4, 0.123_456_789_012_345_6)] {
        assert!(store.save_customer(&customer(id, risk)).await?);
    }
    let mut known = store.read_customer(customer(2, 0.4).key).await?.expect("stored");
    assert_eq!(
        known,
        Customer {
            revision: 1,
            ..customer(2, 0.4)
        }
    );
    assert!(
        !store.save_customer(&customer(2, 9.0)).await?,
        "a writer that thinks the customer is new"
    );
    known.flag.as_mut().expect("flagged").closed = Some(Closed {
        at: at(9),
        cause: Cause::Person,
        note: Some("called".into()),
    });
    assert!(store.save_customer(&known).await?);
    assert!(!store.save_customer(&known).await?, "the same revision a second time");
    let flagged: Vec<_> = store
        .read_flagged(2)
        .await?
        .into_iter()
        .map(|customer| customer.id.unwrap_or_default())
        .collect();
    assert_eq!(flagged, ["004", "001"]);
    let mut seen = Vec::new();
    for segment in 0..2 {
        let mut from = None;
        loop {
            let (page, next) = store.scan_customers(segment, 2, from).await?;
            seen.extend(page.into_iter().map(|customer| customer.id.unwrap_or_default()));
            from = next;
            if from.is_none() {
                break;
            }
        }
    }
    seen.sort();
    assert_eq!(seen, ["001", "002", "003", "004"]);
    Ok(())
}

/// Attributes are replaced as a whole, beside whatever else is known, and never of an erased customer; they go only where
/// they are still the ones that are to be forgotten.
pub async fn attributes_are_replaced_beside_everything_else_and_never_of_the_erased(
    store: &Store,
) -> anyhow::Result<()> {
    let named = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let (pro, country) = (named("plan", "00123"), named("country", "法國"));
    let key = customer(1, 1.0).key;
    let read = async || anyhow::Ok(store.read_customer(key).await?.map(|known| known.attributes));
    assert!(store.save_attributes(key, &BTreeMap::new()).await?);
    assert_eq!(read().await?, None, "no attributes make nobody known");
    assert!(store.save_attributes(key, &pro).await?);
    let known = store.read_customer(key).await?.expect("known by attributes");
    assert_eq!(
        known,
        Customer {
            attributes: pro.clone(),
            ..Customer::new(key)
        }
    );
    assert!(
        store.save_customer(&customer(1, 1.0)).await?,
        "attributes are no revision"
    );
    assert!(store.save_attributes(key, &country).await?);
    assert_eq!(
        store.read_customer(key).await?.expect("known"),
        Customer {
            attributes: country.clone(),
            revision: 1,
            ..customer(1, 1.0)
        }
    );
    assert!(
        !store.forget_attributes(key, &pro).await?,
        "others have taken their place"
    );
    assert!(store.forget_attributes(key, &country).await?);
    assert!(store.save_attributes(key, &pro).await?);
    assert!(store.save_attributes(key, &BTreeMap::new()).await?);
    assert_eq!(read().await?, Some(BTreeMap::new()));
    assert!(store.save_attributes(key, &pro).await?);
    store.erase_customer(key).await?;
    for attributes in [pro, BTreeMap::new()] {
        assert!(
            !store.save_attributes(key, &attributes).await?,
            "{attributes:?} of an erased customer"
        );
    }
    assert_eq!(read().await?, Some(BTreeMap::new()));
    Ok(())
}

/// An erased customer keeps nothing, leaves the list, and cannot be written again.
pub async fn an_erased_customer_stays_erased(store: &Store) -> anyhow::Result<()> {
    let key = customer(1, 1.0).key;
    assert!(store.save_customer(&customer(1, 1.0)).await?);
    let before = store.read_customer(key).await?.expect("stored");
    store.erase_customer(key).await?;
    let after = store.read_customer(key).await?.expect("the mark stays");
    assert!(
        after.erased
            && after.id.is_none()
            && after.risk.is_none()
            && after.flag.is_none()
            && after.signals.answers().is_empty()
    );
    assert!(!store.save_customer(&before).await?, "a writer that read it before");
    assert!(!store.save_customer(&after).await?, "a writer that read it after");
    assert!(store.read_flagged(10).await?.is_empty());
    store.record_erasure(&erasure(key, 7)).await?;
    assert_eq!(store.read_erasures(None, 9).await?, [erasure(key, 7)]);
    Ok(())
}

/// Settings come back, and what is recorded once stays as it was recorded.
pub async fn settings_come_back(store: &Store) -> anyhow::Result<()> {
    let change = |from, zone: &str| ZoneChange {
        from,
        zone: zone.to_owned(),
    };
    store.put_zone(&change(date(1, 1, 1), "UTC")).await?;
    store.put_zone(&change(date(2026, 3, 1), "Asia/Tokyo")).await?;
    store.put_zone(&change(date(2026, 3, 1), "Europe/Paris")).await?;
    assert_eq!(
        store.read_zones().await?,
        [change(date(1, 1, 1), "UTC"), change(date(2026, 3, 1), "Asia/Tokyo")]
    );
    let key = StoredKey {
        id: "k".into(),
        digest: vec![1, 2],
        name: "CRM".into(),
        created: at(0),
        scopes: Scopes::of(&[Scope::Read, Scope::Write]),
        expires: Some(at(9)),
        last_used: None,
        revoked: None,
    };
    assert!(store.put_key(&key).await?);
    assert_eq!(store.read_key("k").await?, Some(key.clone()));
    store.note_key_used("k", at(1)).await?;
    store.note_key_used("unknown", at(1)).await?;
    assert!(store.revoke_key("k", at(2)).await?);
    assert!(store.revoke_key("k", at(3)).await?, "the first time stays");
    assert!(!store.revoke_key("unknown", at(2)).await?);
    assert!(!store.put_key(&key).await?, "a key that was revoked does not come back");
    let revoked = StoredKey {
        last_used: Some(at(1)),
        revoked: Some(at(2)),
        ..key
    };
    assert_eq!(store.read_keys().await?, [revoked]);
    assert_eq!(store.read_key("unknown").await?, None);
    Ok(())
}
