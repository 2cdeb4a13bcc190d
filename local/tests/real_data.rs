//! The program on a real survey of 2,831 people, whose scores were computed independently of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A folder of its own, gone when dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("real-data-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// What the program prints.
    fn aisance(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_aisance"))
            .arg("--data")
            .arg(self.0.join("data"))
            .args(arguments)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.aisance(arguments)).unwrap()
    }
}

/// The scores of each survey, whole and divided.
fn scores(folder: &Folder) -> Value {
    let of = |survey: &str, by: Option<&str>| {
        let mut arguments = vec!["scores", survey, "--json"];
        arguments.extend(by.into_iter().flat_map(|by| ["--by", by]));
        folder.json(&arguments)
    };
    let surveys = ["recommend", "overall", "wayfinding"];
    let all = surveys.map(|survey| {
        json!([
            of(survey, None),
            of(survey, Some("touchpoint")),
            of(survey, Some("language"))
        ])
    });
    json!(all)
}

#[track_caller]
fn close(value: &Value, wanted: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - wanted).abs() < 0.00501, "{value} is not {wanted}");
}

#[test]
fn an_airport_s_survey_has_the_scores_that_were_computed_elsewhere() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = here.join("../../shared/data/sfo_2017.csv");
    if !file.exists() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", file.display());
        eprintln!("the real data is not beside this checkout; nothing was tested");
        return;
    }
    let (file, map) = (
        file.display().to_string(),
        here.join("../tests/real/sfo.map.toml").display().to_string(),
    );
    let folder = Folder::new();
    let import = ["import", &file, "--map", &map, "--json"];
    let counts = json!({
        "rows": 2831, "responses": 2746 + 2688 + 2683, "skipped": 1 + 143 + 148,
        "rejected": 84, "reasons": {"out_of_range": 84},
        "added": 2746 + 2688 + 2683, "updated": 0, "unchanged": 0,
    });
    assert_eq!(folder.json(&import), counts);
    let rejected = std::fs::read_to_string(folder.0.join("data/import-rejected.csv")).unwrap();
    let lines: Vec<&str> = rejected
        .lines()
        .filter(|line| line.contains(r#""recommend","out_of_range""#))
        .collect();
    assert_eq!(lines.len(), 84);

    folder.aisance(&["nightly"]);
    let first = scores(&folder);
    let whole = |survey: usize| &first[survey][0][0];
    assert_eq!(
        (&whole(0)["n"], &whole(1)["n"], &whole(2)["n"]),
        (&json!(2746), &json!(2688), &json!(2683))
    );
    let points: Vec<u64> = serde_json::from_value(whole(0)["histogram"].clone()).unwrap();
    let bands = [&points[..7], &points[7..9], &points[9..]].map(|band| band.iter().sum::<u64>());
    assert_eq!(bands, [342, 968, 1436], "detractors, passives, promoters");
    close(&whole(0)["score"], 39.84);
    close(&whole(0)["low"], 37.18);
    close(&whole(0)["high"], 42.41);
    close(&whole(1)["score"], 82.07);
    assert!((whole(1)["mean"].as_f64().unwrap() - 4.0644).abs() < 0.00005);
    close(&whole(2)["score"], 85.35);
    for survey in 0..3 {
        for cut in 1..3 {
            let rows = first[survey][cut].as_array().unwrap();
            let parts: u64 = rows
                .iter()
                .filter(|row| !row["value"].is_null())
                .map(|row| row["n"].as_u64().unwrap())
                .sum();
            let hidden = rows[0]["hidden"]["answers"].as_u64().unwrap_or(0);
            assert_eq!(json!(parts + hidden), whole(survey)["n"], "survey {survey}, cut {cut}");
        }
    }
    let left_out = |survey: usize| {
        let excluded = &whole(survey)["excluded"];
        ["skipped", "out_of_range", "suspect", "test"].map(|why| excluded[why].as_u64().unwrap())
    };
    assert_eq!(left_out(0), [1, 84, 0, 0]);
    assert_eq!((left_out(1), left_out(2)), ([143, 0, 0, 0], [148, 0, 0, 0]));
    let shown = folder.aisance(&["scores", "recommend"]);
    assert!(
        shown.contains("Not counted: 1 skipped, 84 not on the scale."),
        "{shown}"
    );
    let checked = folder.aisance(&["verify"]);
    let all = 8117 + 1 + 143 + 148 + 84;
    assert!(
        checked.contains(&format!("{all} responses and 0 events checked: no difference.")),
        "{checked}"
    );

    let again = folder.json(&import);
    assert_eq!(
        (&again["unchanged"], &again["added"], &again["updated"]),
        (&json!(8117), &json!(0), &json!(0))
    );
    folder.aisance(&["nightly"]);
    assert_eq!(scores(&folder), first);
    folder.aisance(&["verify"]);
}
