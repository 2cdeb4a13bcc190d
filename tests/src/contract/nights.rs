//! Promises about days and scores.

use super::*;

/// A touch only ever moves forward, and a sealed day takes none.
pub async fn a_touch_moves_forward_and_a_sealed_day_takes_none(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.touch_day(DAY, at(100)).await?, Touch::Announced);
    assert_eq!(
        store.touch_day(DAY, at(50)).await?,
        Touch::Announced,
        "a later touch is there and announces this change too"
    );
    assert_eq!(store.read_records(DAY, DAY).await?[0].touched, Some(at(100)));
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let after = store.finish_day(DAY, &finished(number)).await?.expect("the newest");
    let mut judged_before_a_touch = after.clone();
    judged_before_a_touch.touched = Some(at(99));
    assert!(
        !store.seal_day(&judged_before_a_touch).await?,
        "the day was touched since it was judged"
    );
    assert_eq!(store.touch_beside(DAY, at(200)).await?, Touch::Announced);
    assert_eq!(store.touch_beside(DAY, at(150)).await?, Touch::Announced);
    assert!(
        !store.seal_day(&after).await?,
        "its response rate was touched since it was judged"
    );
    let under_way = store.take_number(DAY).await?.expect("not sealed");
    assert!(under_way.is_under_way());
    assert!(!store.seal_day(&under_way).await?, "a computation is under way");
    let number = under_way.issued;
    let after = store.finish_day(DAY, &finished(number)).await?.expect("the newest");
    assert_eq!((after.touched, after.beside_touched), (Some(at(100)), Some(at(200))));
    assert!(store.seal_day(&after).await?);
    assert_eq!(store.touch_beside(DAY, at(900)).await?, Touch::Sealed);
    assert!(!store.list_survey(DAY, "recommend", number).await?);
    assert_eq!(store.touch_day(DAY, at(900)).await?, Touch::Sealed);
    assert_eq!(store.take_number(DAY).await?, None);
    assert_eq!(store.finish_day(DAY, &finished(number + 1)).await?, None);
    Ok(())
}

pub(super) fn finished(number: u64) -> Finished {
    Finished {
        computed: Computed {
            number,
            started: at(10_000),
        },
        surveys: ["recommend".to_owned()].into(),
        responses: 7,
        events: 3,
        first_expiry: Some(at(86_400 * 300)),
        digest: "d".into(),
        touched: None,
        completes: false,
        beside_touched: None,
        merged: false,
    }
}

/// Numbers rise, a lower one never replaces a higher one's word, and the list of surveys only grows.
pub async fn numbers_fence_an_older_computation_off(store: &Store) -> anyhow::Result<()> {
    let first = store.take_number(DAY).await?.expect("not sealed").issued;
    let second = store.take_number(DAY).await?.expect("not sealed").issued;
    assert!(first < second);
    assert!(
        !store.list_survey(DAY, "recommend", first).await?,
        "a later computation has begun"
    );
    assert!(store.list_survey(DAY, "ease", second).await?);
    let newer = Finished {
        surveys: ["ease".to_owned()].into(),
        ..finished(second)
    };
    assert!(store.finish_day(DAY, &newer).await?.is_some());
    assert_eq!(store.finish_day(DAY, &finished(first)).await?, None);
    let record = store.read_records(DAY, DAY).await?.remove(0);
    assert_eq!(
        (record.issued, record.computed.map(|computed| computed.number)),
        (second, Some(second))
    );
    assert_eq!(
        (record.surveys.len(), record.first_expiry, record.digest.as_deref()),
        (1, Some(at(86_400 * 300)), Some("d"))
    );
    let third = store.take_number(DAY).await?.expect("not sealed").issued;
    let record = store.finish_day(DAY, &finished(third)).await?.expect("the newest");
    assert_eq!(record.surveys.len(), 2);
    store.mark_merged(&record).await?;
    let mut older = record;
    older.computed = Some(Computed {
        number: second,
        started: at(10_000),
    });
    store.mark_merged(&older).await?;
    store.set_watermark(DAY).await?;
    store.set_watermark(date(2026, 11, 1)).await?;
    let book = store.read_days(DAY, DAY).await?;
    assert_eq!((book.watermark, book.records[0].merged), (Some(DAY), third));
    Ok(())
}

/// Where [`DAY`] is marked, if anywhere, of what is due within the year.
async fn pending(store: &Store) -> anyhow::Result<Vec<Pending>> {
    let mut marked = Vec::new();
    for what in [Pending::Computation, Pending::Merge, Pending::Seal] {
        if store.pending_days(what, date(2027, 11, 20)).await?.contains(&DAY) {
            marked.push(what);
        }
    }
    Ok(marked)
}

/// A day goes from computation to merge to seal, each mark moved with the step itself.
pub async fn a_day_is_found_by_its_next_step_until_there_is_none(store: &Store) -> anyhow::Result<()> {
    assert_eq!(pending(store).await?, []);
    store.touch_day(DAY, at(100)).await?;
    assert_eq!(pending(store).await?, [Pending::Computation]);
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let too_soon = store
        .finish_day(
            DAY,
            &Finished {
                touched: Some(at(100)),
                ..finished(number)
            },
        )
        .await?;
    assert_eq!(pending(store).await?, [Pending::Computation], "it is not settled");
    store.mark_merged(&too_soon.expect("the newest")).await?;
    assert_eq!(
        pending(store).await?,
        [Pending::Computation],
        "merged, and still to be computed again"
    );

    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let settling = Finished {
        touched: Some(at(100)),
        completes: true,
        ..finished(number)
    };
    let settled = store.finish_day(DAY, &settling).await?.expect("the newest");
    assert_eq!(pending(store).await?, [Pending::Merge]);
    assert_eq!(
        store.finish_day(DAY, &settling).await?,
        Some(settled.clone()),
        "a retry whose first attempt had landed"
    );
    store.mark_merged(&settled).await?;
    assert_eq!(pending(store).await?, [Pending::Seal]);
    let due = date(2027, 8, 17);
    assert!(
        !store
            .pending_days(Pending::Seal, shared::domain::day::before(due))
            .await?
            .contains(&DAY)
    );
    assert!(
        store.pending_days(Pending::Seal, due).await?.contains(&DAY),
        "30 days before the first answer expires"
    );
    assert!(store.seal_day(&settled).await?);
    assert_eq!(pending(store).await?, []);
    Ok(())
}

/// A settled day that is computed again for what stands beside its scores needs no second merge, unless it is touched meanwhile.
pub async fn answers_that_are_merged_already_are_not_merged_again(store: &Store) -> anyhow::Result<()> {
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    assert_eq!(
        pending(store).await?,
        [Pending::Computation],
        "should the run stop here"
    );
    let again = |number, touched| Finished {
        touched,
        completes: true,
        merged: true,
        ..finished(number)
    };
    let record = store.finish_day(DAY, &again(number, None)).await?.expect("the newest");
    assert_eq!((record.merged, pending(store).await?), (number, vec![Pending::Seal]));
    assert_eq!(
        record.events, 3,
        "by which the next computation knows whether there are more"
    );

    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let empty = Finished {
        first_expiry: None,
        ..again(number, None)
    };
    let record = store.finish_day(DAY, &empty).await?.expect("the newest");
    assert_eq!((record.first_expiry, pending(store).await?), (None, vec![]));

    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    store.touch_day(DAY, at(100)).await?;
    let record = store.finish_day(DAY, &again(number, None)).await?.expect("the newest");
    assert_eq!(
        (record.merged + 1, pending(store).await?),
        (number, vec![Pending::Computation]),
        "an answer may have changed"
    );
    Ok(())
}

/// A touch made while a day is computed or merged is not lost, whatever these say when they end.
pub async fn a_touch_during_a_step_leaves_the_day_to_be_computed(store: &Store) -> anyhow::Result<()> {
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    store.touch_day(DAY, at(100)).await?;
    let settling = Finished {
        completes: true,
        ..finished(number)
    };
    let record = store.finish_day(DAY, &settling).await?.expect("the newest");
    assert_eq!(
        (record.touched, pending(store).await?),
        (Some(at(100)), vec![Pending::Computation])
    );
    store.mark_merged(&record).await?;
    assert_eq!(pending(store).await?, [Pending::Computation]);

    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let settling = Finished {
        touched: Some(at(100)),
        completes: true,
        ..finished(number)
    };
    let settled = store.finish_day(DAY, &settling).await?.expect("the newest");
    store.touch_day(DAY, at(200)).await?;
    store.mark_merged(&settled).await?;
    assert_eq!(pending(store).await?, [Pending::Computation]);
    assert!(!store.seal_day(&settled).await?);

    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    store.touch_beside(DAY, at(300)).await?;
    let settling = Finished {
        touched: Some(at(200)),
        completes: true,
        ..finished(number)
    };
    let settled = store.finish_day(DAY, &settling).await?.expect("the newest");
    assert_eq!(
        pending(store).await?,
        [Pending::Computation],
        "its response rate changed meanwhile"
    );
    let judged_before_that = DayRecord {
        beside_touched: None,
        ..settled
    };
    assert!(!store.seal_day(&judged_before_that).await?);
    Ok(())
}

/// A day sealed before its answers are merged is found by the merge, and by nothing afterwards.
pub async fn a_sealed_day_is_still_merged(store: &Store) -> anyhow::Result<()> {
    let number = store.take_number(DAY).await?.expect("not sealed").issued;
    let settled = store
        .finish_day(
            DAY,
            &Finished {
                completes: true,
                ..finished(number)
            },
        )
        .await?
        .expect("the newest");
    assert!(store.seal_day(&settled).await?);
    assert_eq!(pending(store).await?, [Pending::Merge]);
    store.mark_merged(&settled).await?;
    assert_eq!(
        (pending(store).await?, store.read_records(DAY, DAY).await?[0].merged),
        (vec![], number)
    );
    Ok(())
}

pub(super) fn day_scores() -> DayScores {
    let mut scores = DayScores::default();
    for rating in [0, 9, 10] {
        let measure = Measure::nps();
        scores.add(&Row {
            survey: "recommend".into(),
            measure,
            rating: measure.accept(rating).ok(),
            standing: shared::domain::fold::Standing::Counted,
            touchpoint: if rating == 0 { "a".into() } else { "b".into() },
            language: Some("fr".into()),
            channel: Some("sms".into()),
            attributes: BTreeMap::from([("plan".into(), "pro".into())]),
            expires: at(0),
        });
    }
    scores
}

/// Scores come back as they were, a range is read in order, and an older computation's never replace a newer's.
pub async fn scores_come_back_and_are_fenced(store: &Store) -> anyhow::Result<()> {
    let scores = day_scores();
    let survey = &scores.surveys["recommend"];
    for day in [date(2026, 11, 19), DAY] {
        for (key, item) in items_of(day, survey, 5) {
            assert!(
                !store.put_scores("recommend", &key, &item).await?,
                "nothing is made but blank"
            );
            store.put_blank("recommend", &key, &item.blank()).await?;
            assert!(store.put_scores("recommend", &key, &item).await?);
            store.put_blank("recommend", &key, &item.blank()).await?;
        }
    }
    assert_eq!(
        survey_day(&store.read_survey_day("recommend", DAY).await?).as_ref(),
        Some(survey)
    );
    let mut older = items_of(DAY, survey, 4);
    let key = ScoreKey::Day(DAY);
    let mut item = older.remove(&key).expect("the day's item");
    item.total = Some(Histogram::new(Measure::nps()));
    assert!(!store.put_scores("recommend", &key, &item).await?);
    item.number = 5;
    assert!(
        !store.put_scores("recommend", &key, &item).await?,
        "not even the same number twice"
    );
    let totals = store.read_totals("recommend", date(2026, 11, 19), DAY).await?;
    assert_eq!(
        totals.iter().map(|(day, _)| *day).collect::<Vec<_>>(),
        [date(2026, 11, 19), DAY]
    );
    assert_eq!(totals[1].1.total.as_ref().map(Histogram::n), Some(3));
    let plan = shared::domain::cut::Cut::Attribute("plan".into());
    assert_eq!(
        store.read_cut("recommend", &plan, &[DAY]).await?[0].1.cells["pro"].n(),
        3
    );
    assert!(
        store
            .read_cut("recommend", &plan, &[date(2026, 11, 21), date(2026, 11, 30)])
            .await?
            .is_empty()
    );
    Ok(())
}
