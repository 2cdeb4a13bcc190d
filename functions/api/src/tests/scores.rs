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
        serde_json::json!({"suspect": 4, "held": 2, "dropped": 0, "test": 0, "skipped": 0, "out_of_range": 0, "erased": 0})
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
        ("/v1/scores?survey=after-buy&window=fortnight", "window", "28d"),
        ("/v1/scores?survey=after-buy&window=367d", "window", "366d"),
        (
            "/v1/scores?survey=after-buy&window=28d&to=2026-11-01",
            "window",
            "either window",
        ),
        ("/v1/scores?survey=after-buy&against=last_week", "against", "year_ago"),
        ("/v1/scores?survey=after-buy&population=29", "population", "30 answers"),
        ("/v1/scores?survey=after-buy&trend=month", "trend", "day or week"),
        (
            "/v1/scores?survey=after-buy&trend=day&against=before",
            "trend",
            "go together with against",
        ),
        (
            "/v1/scores?survey=after-buy&touchpoint=shop",
            "touchpoint",
            "give trend",
        ),
        ("/v1/scores?survey=after-buy&population=0", "population", "whole number"),
        (
            "/v1/scores?survey=after-buy&population=99&by=touchpoint",
            "population",
            "go together with by",
        ),
        (
            "/v1/scores?survey=after-buy&from=2025-11-01&against=year_ago",
            "against",
            "a year at most",
        ),
        ("/v1/scores?survey=after-buy&survey=after-buy", "survey", "once"),
        ("/v1/responses?per_page=201", "per_page", "200"),
        ("/v1/responses?per_page=0", "per_page", "1"),
        ("/v1/responses?max_score=-1", "max_score", "0"),
        ("/v1/responses?cursor=AAAA", "cursor", "next_cursor"),
        ("/v1/flags?per_page=many", "per_page", "whole number"),
        ("/v1/surveys?x=1", "x", "no parameters"),
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

/// 40 answers in the last 28 closed days and 60 in the 28 before.
fn compared() -> Fake {
    let mut fake = with_surveys(&["after-buy"]);
    let days = [
        (shifted(TODAY, -1), [4, 0, 0, 0, 0, 0, 0, 0, 6, 0, 30]),
        (shifted(TODAY, -28), [0; 11]),
        (shifted(TODAY, -29), [20, 0, 0, 0, 0, 0, 0, 0, 20, 0, 20]),
        // The open day is in no window, and neither is the day before both.
        (TODAY, [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (shifted(TODAY, -57), [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    let items = days.map(|(day, counts)| ("after-buy".to_owned(), day, day_of_scores(counts, Excluded::default())));
    fake.totals.extend(items);
    fake
}

#[tokio::test]
async fn a_window_ends_with_the_last_closed_day_and_is_compared_with_the_one_before() {
    let app = app(compared());
    let path = "/v1/scores?survey=after-buy&window=28d&against=before&by=touchpoint";
    let (status, body) = get(&app, path).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(
        (&body["from"], &body["to"]),
        (&"2026-10-24".into(), &"2026-11-20".into())
    );
    assert_eq!(
        body["against"],
        serde_json::json!({"from": "2026-09-26", "to": "2026-10-23"})
    );
    let whole = &body["scores"][0];
    let change = &whole["change"];
    assert_eq!((&whole["n"], &whole["score"]), (&40.into(), &65.0.into()));
    assert_eq!(
        (&change["against"]["n"], &change["against"]["score"]),
        (&60.into(), &0.0.into())
    );
    assert_eq!((&change["delta"], &change["significant"]), (&65.0.into(), &true.into()));
    assert!(change["low"].as_f64().unwrap() > 0.0 && change["p"].as_f64().unwrap() < 0.001);
    assert!(change["p_adjusted"].is_null() && change["mean"].is_null());
    let touchpoint = &body["scores"][1];
    assert_eq!(touchpoint["change"]["p_adjusted"], change["p"], "one segment is tested");
    assert!(touchpoint["shrunk"].is_number() && whole["shrunk"].is_null());
}

#[tokio::test]
async fn the_same_dates_a_year_ago_are_read_where_asked_for() {
    let (_, body) = get(
        &app(compared()),
        "/v1/scores?survey=after-buy&window=month&against=year_ago",
    )
    .await;
    assert_eq!(
        (&body["from"], &body["to"]),
        (&"2026-10-01".into(), &"2026-10-31".into())
    );
    assert_eq!(body["against"]["from"], "2025-10-01");
    let change = &body["scores"][0]["change"];
    assert_eq!(change["against"]["n"], 0);
    for number in ["delta", "low", "high", "p", "significant", "smallest_detectable"] {
        assert!(change[number].is_null(), "{number}");
    }
    let (_, body) = get(&app(compared()), "/v1/scores?survey=after-buy&window=28d").await;
    assert!(body["against"].is_null() && body["scores"][0]["change"].is_null());
}

#[tokio::test]
async fn the_interval_of_a_closed_list_narrows_until_everybody_has_answered() {
    let width = |body: &serde_json::Value| {
        let row = &body["scores"][0];
        assert_eq!(row["score"], 50.0);
        row["high"].as_f64().unwrap() - row["low"].as_f64().unwrap()
    };
    let app = app(known());
    let mut widths = Vec::new();
    for list in ["", "&population=100000", "&population=40", "&population=30"] {
        let (_, body) = get(&app, &format!("/v1/scores?survey=after-buy{list}")).await;
        widths.push(width(&body));
    }
    assert!(widths.is_sorted_by(|wide, narrow| wide > narrow), "{widths:?}");
    assert_eq!(widths[3], 0.0);
}

#[tokio::test]
async fn a_trend_has_a_row_a_week_after_the_whole() {
    let (status, body) = get(&app(known()), "/v1/scores?survey=after-buy&window=28d&trend=week").await;
    assert_eq!(status, 200, "{body}");
    let rows = body["scores"].as_array().unwrap();
    let weeks: Vec<_> = rows
        .iter()
        .map(|row| (row["value"].as_str(), row["n"].as_u64()))
        .collect();
    assert_eq!(
        weeks,
        [
            (None, Some(129)),
            (Some("2026-10-24"), Some(99)),
            (Some("2026-10-26"), Some(0)),
            (Some("2026-11-02"), Some(0)),
            (Some("2026-11-09"), Some(0)),
            (Some("2026-11-16"), Some(30)),
        ]
    );
    assert_eq!((&rows[5]["by"], &rows[5]["score"]), (&"week".into(), &50.0.into()));
}
