use jiff::{SignedDuration, Timestamp};
use shared::clock::SystemClock;
use shared::domain::response::Respondent;
use shared::domain::risk::evaluate::Estimate;
use shared::domain::risk::gate::WhyNot;
use shared::learning::{Circumstances, Lesson, learn_monthly, learn_now, model_in_use, try_out};
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::{Customer, SaveCustomer};
use shared::store::risk_settings::PutRiskSettings;

use super::*;
use crate::import::{Files, import, import_events, map};
use crate::testing::Folder;

const MAP: &str = r#"customer = "customer"
date = "date"
touchpoint_is = "delivery"
[[survey]]
id = "recommend"
column = "nps"
metric = "nps"
"#;

/// Customers who answered once, almost a year ago: every second one badly. Of those every second one has left since.
async fn fill(folder: &Folder, workspace: &Workspace, customers: i64) {
    let day = |ago: i64| (now() - SignedDuration::from_hours(24 * ago)).strftime("%Y-%m-%dT%H:%M:%SZ");
    let (mut answers, mut events) = (
        "customer,date,nps\n".to_owned(),
        "id,type,customer,conversation,at\n".to_owned(),
    );
    for number in 0..customers {
        let rating = if number % 2 == 0 { 2 } else { 9 };
        answers.push_str(&format!("C-{number},{},{rating}\n", day(350)));
        events.push_str(&format!("s{number},customer.started,C-{number},,{}\n", day(900)));
        if number % 4 == 0 {
            events.push_str(&format!(
                "e{number},customer.ended,C-{number},,{}\n",
                day(20 + 7 * number % 250)
            ));
        }
        let id = CustomerId::new(&format!("C-{number}"), RawIds::Refuse).unwrap();
        let key = Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &id));
        assert!(workspace.store.save_customer(&Customer::new(key)).await.unwrap());
    }
    let files = |name: &str, text: String| Files {
        rows: folder.file(name, text),
        rejected: workspace.output.join("rejected.csv"),
        progress: false,
    };
    import(workspace, &map::read("m.toml", MAP).unwrap(), &files("a.csv", answers))
        .await
        .unwrap();
    import_events(workspace, &files("e.csv", events)).await.unwrap();
}

fn at<'a>(workspace: &Workspace, settings: &'a RiskSettings, now: Timestamp) -> Circumstances<'a> {
    Circumstances {
        settings,
        retention: workspace.retention,
        now,
        clock: &SystemClock,
        deadline: None,
    }
}

#[tokio::test]
async fn what_is_learned_is_kept_and_used_and_a_person_can_go_back() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let store = &workspace.store;
    let calendar = workspace.calendar().await.unwrap();
    fill(&folder, &workspace, 200).await;
    let settings = RiskSettings::default();
    let today = at(&workspace, &settings, now());
    assert!(
        show(store, &calendar, false)
            .await
            .unwrap()
            .contains("The expert scorecard is in use.")
    );

    let tried = try_out(store, today).await.unwrap().unwrap();
    assert_eq!((tried.model.version, tried.evidence.leavers), (0, 50));
    assert!(
        models(store, &calendar)
            .await
            .unwrap()
            .contains("No model was learned yet"),
        "trying keeps nothing"
    );

    let Lesson::Learned { learned, in_use: true } = learn_now(store, today).await.unwrap() else {
        panic!("there are outcomes")
    };
    assert_eq!(learned.model.weights, tried.model.weights);
    assert!(
        learned.model.weights[0] > 0.9 && learned.model.weights[1] < -0.8,
        "{:?}",
        learned.model.weights
    );
    assert_eq!(model_in_use(store, &settings).await.unwrap(), learned.model);
    let said = show(store, &calendar, false).await.unwrap();
    assert!(
        said.contains("Model 1") && said.contains("50 left within 90 days"),
        "{said}"
    );
    let points = |feature: &str| {
        let row = said.lines().find(|line| line.starts_with(feature)).unwrap();
        row.split_whitespace().last().unwrap().parse::<i32>().unwrap()
    };
    assert!(
        points("low score") > 25 && points("high score") < -22,
        "more points are riskier, as in the queue: {said}"
    );

    // The night has nothing to do in a month in which somebody has learned.
    assert_eq!(learn_monthly(store, today).await.unwrap(), None);
    let said = use_version(store, 0).await.unwrap();
    assert!(said.contains("by the expert scorecard"), "{said}");
    assert_eq!(model_in_use(store, &settings).await.unwrap().version, 0);
    let said = show(store, &calendar, false).await.unwrap();
    assert!(said.contains("A person chose the expert scorecard"), "{said}");
    let next_month = at(&workspace, &settings, now() + SignedDuration::from_hours(24 * 32));
    let Some(Lesson::Learned { learned, in_use: false }) = learn_monthly(store, next_month).await.unwrap() else {
        panic!("a new month, and a person has chosen the scorecard")
    };
    assert_eq!(learned.model.version, 2, "version 1 is not written over");
    assert_eq!(model_in_use(store, &settings).await.unwrap().version, 0);
    assert!(
        models(store, &calendar)
            .await
            .unwrap()
            .lines()
            .nth(1)
            .unwrap()
            .contains("in use")
    );

    use_version(store, 1).await.unwrap();
    let missing = use_version(store, 9).await.unwrap_err().to_string();
    assert!(missing.contains("there is no model 9"), "{missing}");

    // A model tells who leaves within its own horizon.
    let shorter = settings.with_horizon(30).unwrap();
    store.put_risk_settings(&shorter).await.unwrap();
    assert_eq!(model_in_use(store, &shorter).await.unwrap().version, 0);
    let said = show(store, &calendar, false).await.unwrap();
    assert!(
        said.contains("model 1 was learned for 90 days, and 30 are set"),
        "{said}"
    );
    assert!(said.contains("A person chose model 1"), "{said}");
    let listed = models(store, &calendar).await.unwrap();
    let marked: Vec<&str> = listed.lines().filter(|line| line.contains("in use")).collect();
    assert!(
        marked.len() == 1 && marked[0].contains("expert scorecard"),
        "what `aisance risk` names is marked, and nothing else: {listed}"
    );
    let other = use_version(store, 2).await.unwrap_err().to_string();
    assert!(other.contains("within 90 days"), "{other}");
    workspace.close().await;
}

#[tokio::test]
async fn too_little_to_learn_from_is_said_and_tried_again_next_month() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let store = &workspace.store;
    let calendar = workspace.calendar().await.unwrap();
    fill(&folder, &workspace, 12).await;
    let settings = RiskSettings::default();
    let today = at(&workspace, &settings, now());
    assert!(matches!(
        learn_monthly(store, today).await.unwrap(),
        Some(Lesson::Nothing(_))
    ));
    assert_eq!(learn_monthly(store, today).await.unwrap(), None);
    let said = show(store, &calendar, false).await.unwrap();
    assert!(
        said.contains("nothing is learned yet") && said.contains("are missing"),
        "{said}"
    );
    let json: serde_json::Value = serde_json::from_str(&show(store, &calendar, true).await.unwrap()).unwrap();
    assert_eq!((&json["what"], &json["model"]), (&"scorecard".into(), &0.into()));
    assert!(
        json["last_learning"]["nothing_learned"]
            .as_str()
            .unwrap()
            .contains("outcomes")
    );
    workspace.close().await;
}

#[tokio::test]
async fn learning_stops_when_its_time_is_up_and_changes_nothing() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    fill(&folder, &workspace, 4).await;
    let settings = RiskSettings::default();
    let late = Circumstances {
        deadline: Some(now()),
        ..at(&workspace, &settings, now())
    };
    let error = learn_now(&workspace.store, late).await.unwrap_err();
    assert!(error.to_string().contains("nothing has changed"), "{error}");
    assert_eq!(workspace.store.read_attempt().await.unwrap(), None);
    workspace.close().await;
}

#[test]
fn why_there_is_no_probability_is_told_in_the_teams_words_and_with_the_numbers() {
    let estimate = |value, low, high| Estimate { value, low, high };
    let slope = estimate(0.5, 0.3, 0.7);
    let told = [
        WhyNot::FewLeavers { leavers: 1, needed: 25 },
        WhyNot::Slope { slope },
        WhyNot::Level {
            level: estimate(0.05, 0.02, 0.08),
        },
    ]
    .map(|why| told::why_not(&why));
    let expected = [
        "1 customer has left so far, and it takes 25 to check one",
        "earlier predictions exaggerated: their calibration slope is 0.50 (between 0.30 and 0.70 at 95 %), where 1 is right",
        "earlier predictions expected more customers to leave than did, by 5.0 percentage points; chance explains less than that",
    ];
    assert_eq!(told, expected);
}
