//! Promises about what the team's pages read at a glance.

use super::nights::day_scores;
use super::*;
use crate::steps::store_scores;
use shared::domain::cut::Cut;
use shared::domain::day::shifted;
use shared::store::score_cuts::ReadCuts;

/// The cuts of a day are named, and those of no other day or survey.
pub async fn the_cuts_of_a_day_are_named(store: &Store) -> anyhow::Result<()> {
    let scores = day_scores();
    for (key, item) in items_of(DAY, &scores.surveys["recommend"], 1) {
        store_scores(store, "recommend", &key, &item).await?;
    }
    let cuts = store.read_cuts("recommend", DAY).await?;
    assert_eq!(cuts, [Cut::Attribute("plan".to_owned()), Cut::Channel, Cut::Language]);
    assert!(store.read_cuts("recommend", shifted(DAY, 1)).await?.is_empty());
    assert!(store.read_cuts("delivery", DAY).await?.is_empty());
    Ok(())
}

/// The days from one on come with the watermark, as they do one by one.
pub async fn days_from_one_on_come_with_the_watermark(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.read_days_from(DAY).await?, store.read_days(DAY, DAY).await?);
    for back in [0, 1, 2, 40] {
        store.touch_day(shifted(DAY, -back), at(0)).await?;
    }
    store.set_watermark(shifted(DAY, -1)).await?;
    for from in [shifted(DAY, -400), shifted(DAY, -2), DAY, shifted(DAY, 1)] {
        let book = store.read_days_from(from).await?;
        assert_eq!(book, store.read_days(from, shifted(DAY, 1)).await?, "from {from}");
        assert_eq!(book.watermark, Some(shifted(DAY, -1)));
    }
    assert_eq!(store.read_days_from(shifted(DAY, -2)).await?.records.len(), 3);
    Ok(())
}
