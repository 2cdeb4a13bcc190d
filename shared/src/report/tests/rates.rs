use super::*;
use crate::domain::cohort::Cohort;

#[tokio::test]
async fn a_segment_of_few_invitations_tells_no_response_rate_and_one_that_never_answers_is_shown() {
    let cohort = |invited, answered| Cohort { invited, answered };
    let mut with_rates = day(&[("web", 6, 6), ("shop", 6, 6)], 0);
    with_rates.cohort = cohort(54, 24);
    with_rates.cohorts = [("web", 30, 12), ("shop", 4, 3), ("post", 20, 0), ("fax", 2, 0)]
        .map(|(name, invited, answered)| (name.to_owned(), cohort(invited, answered)))
        .into();
    let days = Days {
        totals: [(NOW.from, with_rates)].into(),
        ..Days::default()
    };
    let rows = score_rows(
        &days,
        &survey(),
        Asked {
            against: None,
            ..asked()
        },
    )
    .await
    .unwrap();
    let rate = |value: Option<&str>| {
        let row = rows.iter().find(|row| row.value.as_deref() == value)?;
        Some(row.response_rate.map(|rate| (rate.invited, rate.answered)))
    };
    assert_eq!(rate(None), Some(Some((54, 24))));
    assert_eq!(rate(Some("web")), Some(Some((30, 12))));
    assert_eq!(rate(Some("shop")), Some(None), "four people were asked");
    assert_eq!(rate(Some("post")), Some(Some((20, 0))));
    assert_eq!(rate(Some("fax")), None);
}
