//! `aisance backtest` on a made-up company in a folder of its own.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jiff::Timestamp;
use local::commands::survey::apply_ready;
use local::demo::{self, Size};
use local::workspace::{Place, Workspace};
use serde_json::Value;
use shared::clock::SystemClock;
use shared::store::Patience;
use system_tests::served::Folder;

/// As few as have leavers in every month, over as long as the demo.
const SIZE: Size = Size {
    customers: 150,
    days: 350,
};

async fn filled(name: &str) -> Folder {
    let folder = Folder::new(name).unwrap();
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Interactive).await.unwrap();
    apply_ready(&workspace).await.unwrap();
    let calendar = workspace.calendar().await.unwrap();
    let today = calendar.day_of(Timestamp::now());
    let company = demo::company(today, &calendar, SIZE);
    demo::fill(&workspace, &calendar, &company, &SystemClock).await.unwrap();
    workspace.close().await;
    folder
}

fn told(folder: &Folder, arguments: &[&str]) -> String {
    let arguments = [&["backtest"], arguments].concat();
    let output = folder.aisance(&arguments).unwrap();
    let (said, wrong) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(output.status.success(), "{said}{wrong}");
    said
}

/// The cells of the first line that begins with these words, without them.
fn cells(text: &str, begins: &str) -> Vec<String> {
    let line = text.lines().map(str::trim_start).find(|line| line.starts_with(begins));
    let line = line.unwrap_or_else(|| panic!("no line begins with '{begins}':\n{text}"));
    let cells = line[begins.len()..].split("  ").map(str::trim);
    cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}

fn whole_number(value: &Value) -> String {
    value.as_u64().unwrap().to_string()
}

fn number(value: &Value, places: usize) -> String {
    value
        .as_f64()
        .map_or_else(|| "–".to_owned(), |value| format!("{value:.places$}"))
}

fn percent(value: &Value) -> String {
    value
        .as_f64()
        .map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

fn range(value: &Value) -> String {
    if value.is_null() {
        return "–".to_owned();
    }
    let [middle, low, high] = ["value", "low", "high"].map(|limit| number(&value[limit], 2));
    format!("{middle} ({low} to {high})")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_replayed_month_by_month_and_the_text_has_the_numbers_of_the_json() {
    let folder = filled("backtest").await;
    let plot = folder.path().join("reliability.svg");
    let asked = ["--horizon", "30", "--months", "6", "--top", "10", "--by", "plan"];
    let text = told(&folder, &[&asked[..], &["--plot", plot.to_str().unwrap()]].concat());
    let json: Value = serde_json::from_str(&told(&folder, &[&asked[..], &["--json"]].concat())).unwrap();

    let months = json["months"].as_array().unwrap();
    assert_eq!(months.len(), 6);
    assert!(months.iter().any(|month| month["model"] == "learned"), "{json:#}");
    for month in months {
        let expected = [
            whole_number(&month["customers"]),
            whole_number(&month["leavers"]),
            number(&month["auc"], 2),
            number(&month["top"]["leavers"], 1),
            percent(&month["top"]["precision"]),
            percent(&month["top"]["recall"]),
            number(&month["lift_at_tenth"], 1),
        ];
        let line = cells(&text, &month["day"].as_str().unwrap()[..7]);
        assert_eq!(line[..expected.len()], expected, "{text}");
        assert_eq!(line.last(), Some(&whole_number(&month["outcomes"])));
    }

    let whole = &json["whole"];
    let columns = ["model", "scorecard", "at_random"].map(|name| &whole[name]);
    let row = |begins: &str, cell: &dyn Fn(&Value) -> String| {
        assert_eq!(cells(&text, begins), columns.map(cell), "{begins}\n{text}");
    };
    row("AUC", &|worth| range(&worth["auc"]));
    row("average precision", &|worth| number(&worth["average_precision"], 3));
    row("precision at 10", &|worth| percent(&worth["top"]["precision"]));
    row("recall at 10", &|worth| percent(&worth["top"]["recall"]));
    row("lift at 10 %", &|worth| number(&worth["lift_at_tenth"], 2));
    row("Brier  ", &|worth| number(&worth["brier"], 4));
    row("log loss", &|worth| number(&worth["log_loss"], 4));
    row("calibration slope", &|worth| range(&worth["slope"]));
    row("calibration intercept", &|worth| range(&worth["intercept"]));
    row("calibration error (tenths)", &|worth| {
        percent(&worth["calibration_error"])
    });
    row("mean probability", &|worth| percent(&worth["mean"]));
    let (customers, leavers) = (whole_number(&whole["customers"]), whole_number(&whole["leavers"]));
    assert!(text.contains(&format!(
        "{customers} customers on these days (one who is there on several counts on each), of whom {leavers} left, {}",
        percent(&whole["rate"])
    )));

    let segments = json["segments"]["shown"].as_array().unwrap();
    assert!(segments.len() >= 2, "{json:#}");
    for segment in segments {
        let expected = [
            whole_number(&segment["customers"]),
            whole_number(&segment["leavers"]),
            percent(&segment["rate"]["value"]),
            percent(&segment["rate"]["low"]),
            percent(&segment["rate"]["high"]),
            percent(&segment["said"]),
            range(&segment["auc"]),
        ];
        assert_eq!(cells(&text, segment["value"].as_str().unwrap()), expected, "{text}");
    }

    let picture = std::fs::read_to_string(&plot).unwrap();
    let groups = whole["reliability"].as_array().unwrap();
    assert_eq!(picture.matches("<circle").count(), groups.len());
    assert!(picture.contains("prefers-color-scheme:dark") && picture.contains("<desc id=\"desc\">"));

    let wrong = folder.aisance(&["backtest", "--horizon", "45"]).unwrap();
    let wrong = String::from_utf8(wrong.stderr).unwrap();
    assert!(wrong.contains("30, 60, 90 or 180 days, not 45"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_history_it_is_said_what_is_missing() {
    let folder = Folder::new("no-backtest").unwrap();
    let said = told(&folder, &[]);
    assert!(
        said.contains("too little history to replay") && said.contains("aisance import"),
        "{said}"
    );
    let drawn = folder.aisance(&["backtest", "--plot", "nothing.svg"]).unwrap();
    assert!(!drawn.status.success());
}
