use shared::domain::access::{Scope, Scopes};
use shared::domain::chart::Subject;
use shared::domain::cohort::Cohort;
use shared::domain::cut::Cut;
use shared::domain::day::shifted;
use shared::domain::fold::Excluded;
use shared::domain::{Histogram, Measure};
use shared::store::scores::ScoreItem;
use shared::text::TeamWords;

use super::signals::signal;
use crate::handle;
use crate::testing::{Fake, TODAY, app, day_of_scores, form, get, page, signed_in, text, with_surveys};

const PAGE: &str = "/dashboard/surveys/after-buy";

fn counts(detractors: u64, passives: u64, promoters: u64) -> [u64; 11] {
    [0, 0, 0, detractors, 0, 0, 0, passives, 0, 0, promoters]
}

fn nps(detractors: u64, passives: u64, promoters: u64) -> Histogram {
    Histogram::from_counts(Measure::nps(), counts(detractors, passives, promoters).to_vec()).unwrap()
}

/// A day whose answers are of the shop and, a few, by phone.
fn a_day(detractors: u64, promoters: u64) -> ScoreItem {
    let excluded = Excluded {
        suspect: 1,
        test: 2,
        ..Excluded::default()
    };
    let mut item = day_of_scores(counts(detractors + 1, 2, promoters + 5), excluded);
    item.cells = [
        ("shop".to_owned(), nps(detractors, 2, promoters)),
        ("phone".to_owned(), nps(1, 0, 5)),
    ]
    .into();
    item.cohort = Cohort {
        invited: 40,
        answered: 20,
    };
    item
}

/// Sixty days of answers, the last 28 better than those before; one without any, and one too few.
fn sixty_days() -> Fake {
    let mut fake = with_surveys(&["after-buy"]);
    for back in 1..=60 {
        let item = match back {
            5 => continue,
            6 => {
                let mut few = day_of_scores(counts(1, 0, 2), Excluded::default());
                few.cells = [("shop".to_owned(), nps(1, 0, 2))].into();
                few
            }
            1..=28 => a_day(3, 9),
            _ => a_day(8, 4),
        };
        fake.totals.push(("after-buy".into(), shifted(TODAY, -back), item));
    }
    let plan = day_of_scores(counts(10, 0, 30), Excluded::default());
    fake.cuts.push((
        "after-buy".into(),
        shifted(TODAY, -1),
        Cut::Attribute("plan".into()),
        plan,
    ));
    fake.book.watermark = Some(shifted(TODAY, -1));
    fake
}

#[tokio::test]
async fn a_survey_is_told_with_the_numbers_of_the_api() {
    let app = app(sixty_days());
    let html = page(&app, PAGE).await;
    let (_, body) = get(
        &app,
        "/v1/scores?survey=after-buy&window=28d&against=before&by=touchpoint",
    )
    .await;
    let words = TeamWords::of("en");
    let signed = |value: &serde_json::Value| {
        let value = value.as_f64().unwrap();
        let plus = if value > 0.0 { "+" } else { "" };
        format!("{plus}{}", words.whole(value))
    };
    let rows = body["scores"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let interval = format!("{} to {}", signed(&row["low"]), signed(&row["high"]));
        for told in [signed(&row["score"]), interval, words.count(row["n"].as_u64().unwrap())] {
            assert!(html.contains(&told), "{told} of {row}");
        }
    }
    let change = &rows[0]["change"];
    assert_eq!(change["significant"], true);
    let by = words.tenths(change["delta"].as_f64().unwrap());
    assert!(
        html.contains(&format!("{by} points</span> against the 28 days before")),
        "{by}"
    );
    for told in [
        "24 October 2026 to 20 November 2026, whole days only.",
        "Compared with 26 September 2026 to 23 October 2026.",
        "Scores are settled through 20 November 2026",
        "How likely are you to recommend us?",
        "26 suspect, likely sent by a machine",
        "52 through test links",
        "520 of 1,040 registered invitations answered",
        "The share of 9 and 10 less the share of 0 to 6",
        ">plan<",
    ] {
        assert!(html.contains(told), "'{told}' is not on the page");
    }
}

/// The cells of the table behind the trend: day, score, interval, answers.
fn trend_table(html: &str) -> Vec<[String; 4]> {
    let (_, table) = html.split_once("id=\"trend\"").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    let rows = table.split("<tr><th scope=\"row\">").skip(1);
    let cell = |row: &str, index: usize| {
        let part = row.split("<td").nth(index).unwrap();
        let (_, text) = part.split_once('>').unwrap();
        text.split('<').next().unwrap().to_owned()
    };
    rows.map(|row| {
        let (_, day) = row.split_once("datetime=\"").unwrap();
        [day[..10].to_owned(), cell(row, 1), cell(row, 2), cell(row, 3)]
    })
    .collect()
}

#[tokio::test]
async fn the_plot_and_the_table_behind_it_have_the_steps_of_the_api() {
    let app = app(sixty_days());
    for (window, trend) in [("28d", "day"), ("28d", "week"), ("90d", "week"), ("90d", "day")] {
        let html = page(&app, &format!("{PAGE}?window={window}&trend={trend}")).await;
        let (_, body) = get(
            &app,
            &format!("/v1/scores?survey=after-buy&window={window}&trend={trend}"),
        )
        .await;
        let rows = &body["scores"].as_array().unwrap()[1..];
        let table = trend_table(&html);
        assert_eq!(table.len(), rows.len());
        for (told, row) in table.iter().zip(rows) {
            let score = row["score"].as_f64().map_or("\u{2013}".to_owned(), |score| {
                format!(
                    "{}{}",
                    if score > 0.0 { "+" } else { "" },
                    TeamWords::of("en").whole(score)
                )
            });
            let expected = [row["value"].as_str().unwrap(), score.as_str(), &row["n"].to_string()];
            assert_eq!([told[0].as_str(), &told[1], &told[3]], expected);
        }
        let shown = rows.iter().filter(|row| row["score"].is_number()).count();
        // Columns have no points; the trend is drawn twice.
        let (_, from_trend) = html.split_once("id=\"trend\"").unwrap();
        let (trend, _) = from_trend.split_once("id=\"ratings\"").unwrap();
        assert_eq!(trend.matches("class=\"point\"").count(), 2 * shown);
    }
    let (html, (_, body)) = (
        page(&app, PAGE).await,
        get(&app, "/v1/scores?survey=after-buy&window=28d&trend=day").await,
    );
    let gaps = body["scores"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["score"].is_null());
    assert!(html.contains(&format!(
        "{} gaps: too few answered then to show a score.",
        gaps.count()
    )));
}

#[tokio::test]
async fn where_days_have_too_few_answers_for_a_score_the_trend_goes_by_week_unless_days_are_chosen() {
    let mut fake = with_surveys(&["after-buy"]);
    for back in 1..=28 {
        let mut few = day_of_scores(counts(1, 0, 5), Excluded::default());
        few.cells = [("shop".to_owned(), nps(1, 0, 5))].into();
        fake.totals.push(("after-buy".into(), shifted(TODAY, -back), few));
    }
    let app = app(fake);
    for path in [PAGE.to_owned(), format!("{PAGE}?touchpoint=shop")] {
        let html = page(&app, &path).await;
        assert!(html.contains("<option value=\"week\" selected>"), "{path}");
        let scores: Vec<String> = trend_table(&html).into_iter().map(|[_, score, ..]| score).collect();
        assert_eq!(scores.len(), 5, "{path}");
        assert!(scores[1..4].iter().all(|score| score == "+67"), "{path}: {scores:?}");
    }
    let html = page(&app, &format!("{PAGE}?trend=day")).await;
    assert!(html.contains("<option value=\"day\" selected>"));
    assert!(trend_table(&html).iter().all(|[_, score, ..]| score == "\u{2013}"));
}

#[tokio::test]
async fn one_touchpoint_is_shown_alone_where_it_is_large_enough() {
    let app = app(sixty_days());
    let html = page(&app, &format!("{PAGE}?touchpoint=shop")).await;
    let (_, body) = get(&app, "/v1/scores?survey=after-buy&window=28d&by=touchpoint").await;
    let shop = body["scores"].as_array().unwrap();
    let shop = shop.iter().find(|row| row["value"] == "shop").unwrap();
    assert!(html.contains(&format!("{} answers", shop["n"])));
    assert!(html.contains(&format!("+{:.0}", shop["score"].as_f64().unwrap())));
    assert!(
        !html.contains("id=\"parts\""),
        "answers of a touchpoint are not divided further"
    );
    let mut small = sixty_days();
    for (_, _, item) in &mut small.totals {
        item.cells.insert("kiosk".to_owned(), nps(0, 0, 0));
    }
    small.totals[0].2.cells.insert("kiosk".to_owned(), nps(0, 0, 3));
    let html = page(&crate::testing::app(small), &format!("{PAGE}?touchpoint=kiosk")).await;
    assert!(html.contains("This touchpoint has too few answers on these days"));
    assert!(!html.contains("class=\"value"), "nothing of it is told");
}

#[tokio::test]
async fn every_cut_is_told_as_the_api_has_it() {
    let app = app(sixty_days());
    let html = page(&app, &format!("{PAGE}?by=attribute%3Aplan&against=none")).await;
    let (_, body) = get(&app, "/v1/scores?survey=after-buy&window=28d&by=attribute%3Aplan").await;
    let row = &body["scores"][1];
    assert!(html.contains("<bdi dir=\"auto\">plan</bdi>"));
    assert!(html.contains(&format!(">{}</bdi></th>", row["value"].as_str().unwrap())));
    assert!(html.contains("+50") && !html.contains("Compared with"));
    assert!(html.contains("<option value=\"attribute:plan\" selected>plan</option>"));
}

#[tokio::test]
async fn a_shift_is_marked_and_whoever_may_says_that_it_is_dealt_with() {
    let mut fake = sixty_days();
    *fake.signals.get_mut().unwrap() = vec![
        signal(None, shifted(TODAY, -3)),
        signal(Some("shop"), shifted(TODAY, -50)),
    ];
    let id = fake.signals.get_mut().unwrap()[0].id();
    let app = app(fake);
    let html = page(&app, PAGE).await;
    assert_eq!(
        html.matches("<polygon class=\"fell\"").count(),
        2,
        "that of the whole, drawn twice"
    );
    assert!(html.contains("fell by") && html.contains("shop"));
    let action = "/dashboard/signals/acknowledge";
    let named = format!("name=\"signal\" value=\"{id}\"");
    assert!(html.contains(&named) && html.contains(&format!("action=\"{action}\"")));
    let reader = Scopes::of(&[Scope::Read]);
    let read_only = text(handle(&app, signed_in(reader, "GET", PAGE, "")).await);
    assert!(!read_only.contains("/acknowledge"));
    let body = form(reader, &[("signal", &id), ("back", PAGE)]);
    assert_eq!(
        handle(&app, signed_in(reader, "POST", action, &body)).await.status(),
        403
    );
    let body = form(Scopes::ALL, &[("signal", &id), ("back", PAGE)]);
    let answer = handle(&app, signed_in(Scopes::ALL, "POST", action, &body)).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (303, &PAGE.parse().unwrap())
    );
    let html = page(&app, PAGE).await;
    assert!(html.contains("Dealt with on 21 November 2026") && !html.contains(&named));
    assert_eq!(
        html.matches("<polygon class=\"fell\"").count(),
        2,
        "it happened all the same"
    );
}

#[tokio::test]
async fn words_of_people_stay_words() {
    let words = "<script>alert(1)</script>\" onload=\"x\u{202e}";
    let mut fake = sixty_days();
    let survey = fake.surveys.current.get_mut("after-buy").unwrap();
    survey.definition.title = words.to_owned();
    let texts = survey.definition.text.get_mut("en").unwrap();
    (texts.question, texts.low, texts.high) = (words.to_owned(), words.to_owned(), words.to_owned());
    for (_, _, item) in &mut fake.totals {
        item.cells = item
            .cells
            .values()
            .next()
            .map(|cell| (words.to_owned(), cell.clone()))
            .into_iter()
            .collect();
    }
    let mut shift = signal(Some("x"), shifted(TODAY, -3));
    shift.subject = Subject::Touchpoint(words.to_owned());
    *fake.signals.get_mut().unwrap() = vec![shift];
    let app = app(fake);
    let encoded = serde_urlencoded::to_string([("touchpoint", words), ("by", &format!("attribute:{words}"))]).unwrap();
    for path in [PAGE.to_owned(), format!("{PAGE}?{encoded}")] {
        let html = page(&app, &path).await;
        for forbidden in [
            "<script",
            " onload=\"",
            " style=",
            "<style",
            "http://",
            "https://",
            "src=",
        ] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
    }
}

#[tokio::test]
async fn nothing_yet_says_what_to_do_and_wrong_choices_say_what_there_is() {
    let app = app(with_surveys(&["after-buy"]));
    let html = page(&app, PAGE).await;
    assert!(html.contains("No answers on these days") && html.contains("No score can be shown on these days."));
    for (path, status) in [
        ("/dashboard/surveys/nope", 404),
        ("/dashboard/surveys/after-buy?window=fortnight", 422),
        ("/dashboard/surveys/after-buy?by=mood", 422),
        ("/dashboard/surveys/after-buy?trend=month", 422),
        ("/dashboard/surveys/after-buy?window=7d&from=2026-11-01", 422),
        ("/dashboard/surveys/after-buy?x=1", 422),
        (
            "/dashboard/surveys/after-buy?window=&from=&to=&against=none&trend=day&by=&touchpoint=",
            200,
        ),
        ("/dashboard/surveys/after-buy?from=2026-11-01&to=2026-11-03", 200),
    ] {
        let answer = handle(&app, signed_in(Scopes::ALL, "GET", path, "")).await;
        assert_eq!(answer.status(), status, "{path}");
    }
}

#[tokio::test]
async fn the_page_is_french_where_french_is_wanted() {
    let mut request = signed_in(Scopes::ALL, "GET", PAGE, "");
    request
        .headers_mut()
        .insert("accept-language", "fr-CA".parse().unwrap());
    let html = text(handle(&app(sixty_days()), request).await);
    for told in [
        "Du 24 octobre 2026 au 20 novembre 2026",
        "intervalle à 95\u{a0}% de",
        "comparé avec les 28 jours précédents",
        "nov.",
    ] {
        assert!(html.contains(told), "{told}");
    }
    assert!(!html.contains('\u{27e6}'));
}

#[tokio::test]
async fn a_division_that_there_is_not_of_one_touchpoint_is_said_not_to_be_there() {
    let app = app(sixty_days());
    let told = "This division is of all touchpoints together";
    let html = page(&app, &format!("{PAGE}?by=language&touchpoint=shop")).await;
    assert!(html.contains(told), "{html}");
    assert!(
        html.contains(&format!("href=\"{PAGE}?by=language\">")),
        "a way to where there is one: {html}"
    );
    for other in ["?by=language", "?touchpoint=shop", "?by=touchpoint&touchpoint=shop"] {
        assert!(!page(&app, &format!("{PAGE}{other}")).await.contains(told), "{other}");
    }
}
