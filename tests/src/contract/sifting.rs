//! Promises about looking through all customers.

use shared::domain::fatigue::Asked;
use shared::store::asked::ReserveAsking;
use shared::store::customers::{Packed, SiftCustomers};

use super::*;

/// Everybody is seen once at a glance as they are stored, and whoever is kept comes back as whole as by a plain scan.
pub async fn a_glance_shows_everybody_as_stored_and_whoever_is_kept_comes_whole(store: &Store) -> anyhow::Result<()> {
    for (id, risk) in [(1, -1.25), (2, 0.4), (3, 0.123_456_789_012_345_6), (4, 1e-7)] {
        assert!(store.save_customer(&customer(id, risk)).await?);
    }
    let mut dealt_with = store.read_customer(customer(2, 0.4).key).await?.expect("stored");
    dealt_with.flag.as_mut().expect("flagged").closed = Some(Closed {
        at: at(9),
        cause: Cause::Person,
        note: Some("said: \"no\\yes\"\n打過電話了".into()),
    });
    assert!(store.save_customer(&dealt_with).await?);
    let plan = BTreeMap::from([("plan".to_owned(), "\"pro\"".to_owned())]);
    assert!(store.save_attributes(customer(3, 0.0).key, &plan).await?);
    store.erase_customer(customer(4, 0.0).key).await?;
    let asking = Asked {
        at: at(7),
        invitation: InvitationId::from_bytes([9; 16]),
        survey: "recommend".into(),
        channel: Channel::Email,
    };
    for id in [1, 5] {
        assert_eq!(store.reserve_asking(customer(id, 0.0).key, &asking, None).await?, None);
    }

    let (mut plain, mut whole, mut glances) = (Vec::new(), Vec::new(), Vec::new());
    for segment in 0..2 {
        let (page, next) = store.scan_customers(segment, 2, None).await?;
        assert_eq!(next, None, "so few are on one page");
        plain.extend(page);
        let sifted = store.sift_customers(segment, 2, None, |glance| {
            glances.push(format!("{glance:?}"));
            true
        });
        let sifted = sifted.await?;
        assert_eq!(sifted.next, None);
        whole.extend(sifted.kept);
    }
    assert_eq!(plain.len(), 5);
    assert_eq!(whole, plain);
    let expected = plain
        .iter()
        .map(|customer| format!("{:?}", Packed::of(customer).glance(customer)));
    assert_eq!(glances, expected.collect::<Vec<_>>());

    let mut named = Vec::new();
    for segment in 0..2 {
        let sifted = store.sift_customers(segment, 2, None, |glance| {
            glance.risk.is_some_and(|risk| risk.log_odds > 0.3)
        });
        named.extend(sifted.await?.kept.into_iter().filter_map(|customer| customer.id));
    }
    assert_eq!(named, ["002"]);
    Ok(())
}
