use shared::domain::cut::Cut;
use shared::domain::day::shifted;
use shared::domain::fold::Excluded;
use shared::domain::{Histogram, Score};

use crate::testing::{Fake, TODAY, app, day_of_scores, get, with_surveys};

/// 5 detractors, 5 passives and 20 promoters over two days: an NPS of 50.
fn known() -> Fake {
    let mut fake = with_surveys(&["after-buy"]);
    let excluded = Excluded {
        suspect: 2,
        held: 1,
        ..Excluded::default()
    };
    let days = [
        (
            shifted(TODAY, -1),
            day_of_scores([1, 0, 0, 0, 0, 0, 4, 0, 5, 0, 0], excluded),
        ),
        (
            shifted(TODAY, -2),
            day_of_scores([0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 12], excluded),
        ),
        (
            shifted(TODAY, -28),
            day_of_scores([99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], excluded),
        ),
    ];
    fake.totals
        .extend(days.map(|(day, item)| ("after-buy".to_owned(), day, item)));
    fake.book.watermark = Some(shifted(TODAY, -1));
    fake
}

#[tokio::test]
async fn scores_are_exact_over_the_last_28_days() {
    let (status, body) = get(&app(known()), "/v1/scores?survey=after-buy&by=touchpoint").await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(
        (&body["from"], &body["to"]),
        (&"2026-10-25".into(), &"2026-11-21".into())
    );
    assert_eq!(body["settled_through"], "2026-11-20");
    assert_eq!(
        body["excluded"],
        serde_json::json!({"suspect": 4, "held": 2, "test": 0, "skipped": 0, "out_of_range": 0, "erased": 0})
    );
    let whole = &body["scores"][0];
    assert_eq!(
        (&whole["by"], &whole["n"], &whole["score"]),
        (&"total".into(), &30.into(), &50.0.into())
    );
    assert_eq!(whole["shown"], "full");
    assert_eq!(
        whole["histogram"],
        serde_json::json!([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12])
    );
    let counts = vec![1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12];
    let exact = Score::of(&Histogram::from_counts(shared::domain::Measure::nps(), counts).unwrap());
    assert_eq!((whole["low"].as_f64(), whole["high"].as_f64()), (exact.low, exact.high));
    assert!(exact.low.unwrap() < 50.0 && exact.high.unwrap() > 50.0);
    let touchpoint = &body["scores"][1];
    assert_eq!(
        (&touchpoint["by"], &touchpoint["value"], &touchpoint["n"]),
        (&"touchpoint".into(), &"checkout".into(), &30.into())
    );
}

#[tokio::test]
async fn too_few_answers_show_no_number_that_would_tell_who_gave_them() {
    let cases = [
        (4, "hidden", false, false),
        (5, "counts_only", true, false),
        (9, "counts_only", true, false),
        (10, "few_answers", true, true),
        (29, "few_answers", true, true),
        (30, "full", true, true),
    ];
    for (n, shown, counts, score) in cases {
        let mut fake = with_surveys(&["after-buy"]);
        fake.totals.push((
            "after-buy".into(),
            TODAY,
            day_of_scores([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n], Excluded::default()),
        ));
        let (_, body) = get(&app(fake), "/v1/scores?survey=after-buy&by=touchpoint").await;
        for row in body["scores"].as_array().unwrap() {
            assert_eq!(row["shown"], shown, "{n} answers");
            assert_eq!(row["n"], n);
            assert_eq!(row["histogram"].is_array(), counts, "{n} answers");
            for number in ["score", "low", "high", "mean"] {
                assert_eq!(row[number].is_number(), score, "{number} of {n} answers");
            }
        }
    }
}

#[tokio::test]
async fn an_attribute_is_a_cut_like_any_other() {
    let mut fake = known();
    let item = day_of_scores([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40], Excluded::default());
    // A cut is read on the days that have scores at all.
    fake.totals.push(("after-buy".into(), TODAY, item.clone()));
    fake.cuts
        .push(("after-buy".into(), TODAY, Cut::Attribute("plan".into()), item));
    let (_, body) = get(&app(fake), "/v1/scores?survey=after-buy&by=attribute%3Aplan").await;
    assert_eq!(body["scores"][1]["by"], "attribute:plan");
    assert_eq!(body["scores"][1]["score"], 100.0);
}

#[tokio::test]
async fn wrong_parameters_are_named_with_what_to_do() {
    let cases = [
        ("/v1/scores", "survey", "after-buy"),
        ("/v1/scores?survey=nope", "survey", "after-buy"),
        ("/v1/scores?survey=after-buy&by=mood", "by", "touchpoint"),
        ("/v1/scores?survey=after-buy&from=2026-13-01", "from", "YYYY-MM-DD"),
        ("/v1/scores?survey=after-buy&from=2026-11-22", "from", "earlier"),
        ("/v1/scores?survey=after-buy&from=2025-10-17", "from", "400 days"),
        ("/v1/scores?survey=after-buy&form=2025-10-17", "form", "from"),
        ("/v1/scores?survey=after-buy&survey=after-buy", "survey", "once"),
        ("/v1/responses?limit=201", "limit", "200"),
        ("/v1/responses?limit=0", "limit", "1"),
        ("/v1/responses?max_score=-1", "max_score", "0"),
        ("/v1/responses?cursor=AAAA", "cursor", "next_cursor"),
        ("/v1/flags?limit=many", "limit", "whole number"),
        ("/v1/surveys?x=1", "x", "no parameters"),
        ("/dashboard?days=12", "days", "28"),
    ];
    let app = app(known());
    for (path, name, hint) in cases {
        let (status, body) = get(&app, path).await;
        assert_eq!(status, 422, "{path}: {body}");
        assert_eq!(body["type"], "urn:aisance:problem:invalid-parameters");
        assert_eq!(body["invalid_params"][0]["name"], name, "{path}");
        assert!(
            body["invalid_params"][0]["reason"].as_str().unwrap().contains(hint),
            "{path}: {body}"
        );
    }
    assert_eq!(
        get(&app, "/v1/scores?survey=after-buy&from=2025-10-18").await.0,
        200,
        "400 days are not too many"
    );
}
