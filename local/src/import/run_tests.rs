use std::fmt::Write as _;

use super::*;
use crate::import::map;
use crate::testing::Folder;
use jiff::civil::Date;
use shared::store::days::ReadDays;
use shared::store::responses::ScanResponses;
use shared::store::settings::ReadSurveys;

const MAP: &str = r#"reference = "ref"
date = "date"
touchpoint_is = "checkout"
comment = "comment"
[[survey]]
id = "recommend"
column = "nps"
metric = "nps"
"#;

const HEADING: &str = "ref,date,nps,comment\n";

async fn run(folder: &Folder, workspace: &Workspace, rows: impl AsRef<[u8]>) -> Result<(Summary, Option<PathBuf>)> {
    let files = Files {
        rows: folder.file("rows.csv", [HEADING.as_bytes(), rows.as_ref()].concat()),
        rejected: workspace.output.join("import-rejected.csv"),
        progress: false,
    };
    import(workspace, &map::read("m.toml", MAP)?, &files).await
}

async fn scanned(workspace: &Workspace) -> Vec<Response> {
    let mut all = Vec::new();
    workspace
        .store
        .scan_responses(|record| all.extend(record.into_response()))
        .await
        .unwrap();
    all.sort_by_key(|response| response.occasion.invitation);
    all
}

#[tokio::test]
async fn every_score_is_stored_skipped_or_written_down() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let rows = b"a,2026-11-01,9,good\n\nb,2026-11-01,11,\"=two\nlines\"\nc,2026-11-01,,\nd,2026-11-01\ne,2026-11-01,9,caf\xe9\n\
                 f,2026-11-01,9.0,\ng,soon,1,\n";
    let (summary, rejected) = run(&folder, &workspace, rows).await.unwrap();
    assert_eq!(
        serde_json::to_value(&summary).unwrap(),
        serde_json::json!({
            "rows": 7, "responses": 2, "skipped": 1, "rejected": 4, "added": 2, "updated": 0, "unchanged": 0,
            "reasons": {"out_of_range": 1, "bad_row": 2, "bad_date": 1},
        })
    );
    let rejected = std::fs::read_to_string(rejected.unwrap()).unwrap();
    let mut lines = ReaderBuilder::new().flexible(true).from_reader(rejected.as_bytes());
    assert_eq!(
        lines.headers().unwrap(),
        vec![
            "line",
            "survey",
            "reason",
            "what_to_do",
            "ref",
            "date",
            "nps",
            "comment"
        ]
    );
    let lines: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let told: Vec<(&str, &str, &str, &str)> = lines
        .iter()
        .map(|line| (&line[0], &line[1], &line[2], &line[4]))
        .collect();
    assert_eq!(
        told,
        [
            ("4", "recommend", "out_of_range", "b"),
            ("7", "", "bad_row", "d"),
            ("8", "", "bad_row", "e"),
            ("10", "recommend", "bad_date", "g"),
        ]
    );
    assert_eq!(&lines[0][7], "'=two\nlines", "safe to open in a spreadsheet");
    workspace.close().await;
}

#[tokio::test]
async fn a_file_imported_twice_moved_and_grown_keeps_every_answer_what_it_is() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let rows = "a,2026-11-01,9,\n,2026-11-01,9,\n,2026-11-01,9,\n,2026-11-02,0,slow\n";
    assert_eq!(run(&folder, &workspace, rows).await.unwrap().0.added, 4);
    let (before, days) = (
        scanned(&workspace).await,
        workspace.store.read_records(Date::MIN, Date::MAX).await.unwrap(),
    );
    assert_eq!(before.len(), 4);
    let moved = ",2026-11-02,0,slow\n,2026-11-01,9,\na,2026-11-01,9,\n,2026-11-01,9,\n";
    for rows in [rows, moved] {
        let (again, rejected) = run(&folder, &workspace, rows).await.unwrap();
        assert_eq!((again.added, again.updated, again.unchanged, rejected), (0, 0, 4, None));
        assert_eq!(scanned(&workspace).await, before);
        assert_eq!(
            workspace.store.read_records(Date::MIN, Date::MAX).await.unwrap(),
            days,
            "no day is touched"
        );
    }
    let grown = format!("{moved}b,2026-11-03,1,\n,2026-11-01,9,\na,2026-11-01,9,\n");
    let (grown, _) = run(&folder, &workspace, grown).await.unwrap();
    assert_eq!((grown.responses, grown.added, grown.unchanged), (7, 2, 5));
    let (changed, _) = run(&folder, &workspace, "a,2026-11-01,3,\n").await.unwrap();
    assert_eq!((changed.updated, scanned(&workspace).await.len()), (1, 6));
    workspace.close().await;
}

#[tokio::test]
async fn the_file_of_rejected_rows_is_of_the_last_import_alone() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let path = run(&folder, &workspace, "a,2026-11-01,11,\n").await.unwrap().1.unwrap();
    assert!(path.exists());
    assert_eq!(run(&folder, &workspace, "a,2026-11-01,10,\n").await.unwrap().1, None);
    assert!(!path.exists());
    let rows = folder.file("same.csv", HEADING);
    let files = Files {
        rejected: rows.clone(),
        rows,
        progress: false,
    };
    let error = import(&workspace, &map::read("m", MAP).unwrap(), &files)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("--rejected") && files.rows.exists());
    workspace.close().await;
}

#[tokio::test]
async fn a_map_that_fits_no_file_or_no_survey_changes_nothing() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let with = async |map: &str, rows: &[u8]| {
        let files = Files {
            rows: folder.file("rows.csv", rows),
            rejected: folder.path().join("rejected.csv"),
            progress: false,
        };
        import(&workspace, &map::read("m.toml", map).unwrap(), &files)
            .await
            .map(|done| done.0)
    };
    let missing = with(MAP, b"ref,date,score,comment\n").await.unwrap_err().to_string();
    assert!(missing.contains("m.toml:7: the column 'nps' is not in"), "{missing}");
    assert!(
        missing.contains("has the columns: ref, date, score, comment"),
        "{missing}"
    );
    for (rows, wanted) in [(&b""[..], "is empty"), (b"\xff\xfer\0e\0f\0\n", "UTF-8")] {
        assert!(with(MAP, rows).await.unwrap_err().to_string().contains(wanted));
    }
    assert!(workspace.store.read_surveys().await.unwrap().current.is_empty());
    with(MAP, b"\xef\xbb\xbfref,date,nps,comment\n").await.unwrap();
    let both = format!(
        "{}[[survey]]\nid = \"a\"\ncolumn = \"nps\"\nmetric = \"nps\"\n",
        MAP.replace("\"nps\"\n\n", "")
    );
    let both = both.replacen("metric = \"nps\"", "metric = \"csat\"", 1);
    let other = with(&both, b"ref,date,nps,comment\na,2026-11-01,1,\n")
        .await
        .unwrap_err()
        .to_string();
    assert!(
        other.starts_with("m.toml:6: the survey 'recommend' measures nps and the map says csat/1-5/4"),
        "{other}"
    );
    assert_eq!(
        workspace.store.read_surveys().await.unwrap().current.len(),
        1,
        "not even the survey that would fit"
    );
    workspace.close().await;
}

#[tokio::test]
async fn a_long_file_is_taken_in_batches() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let mut rows = String::new();
    for n in 0..2 * BATCH + 7 {
        let _ = writeln!(rows, "r{n},2026-10-{:02},{},", 1 + n % 28, n % 12);
    }
    let (summary, _) = run(&folder, &workspace, rows).await.unwrap();
    let off = (0..2 * BATCH + 7).filter(|n| n % 12 == 11).count() as u64;
    assert_eq!(summary.rejected, off);
    assert_eq!(summary.added + off, summary.rows);
    let stored = scanned(&workspace).await;
    let rated = stored.iter().filter(|response| response.answer().is_some()).count() as u64;
    assert_eq!((rated, stored.len() as u64), (summary.added, summary.rows));
    workspace.close().await;
}

#[tokio::test]
async fn what_holds_no_rating_is_stored_once_and_gives_way_to_a_rating_and_never_the_other_way_round() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    let standings = async || {
        let all = scanned(&workspace).await;
        let mut all: Vec<_> = all
            .iter()
            .map(|response| (format!("{:?}", response.standing()), response.revision))
            .collect();
        all.sort();
        all
    };
    let of = |all: &[(&str, u32)]| -> Vec<_> { all.iter().map(|(why, n)| ((*why).to_owned(), *n)).collect() };
    let blank = "a,2026-11-01,,\nb,2026-11-01,11,\nc,2026-11-01,9,\n";
    for _ in 0..2 {
        run(&folder, &workspace, blank).await.unwrap();
        assert_eq!(
            standings().await,
            of(&[("Counted", 1), ("OutOfRange", 1), ("Skipped", 1)])
        );
    }
    let corrected = "a,2026-11-01,8,\nb,2026-11-01,10,\nc,2026-11-01,,\n";
    let (summary, _) = run(&folder, &workspace, corrected).await.unwrap();
    assert_eq!((summary.added, summary.updated, summary.skipped), (2, 0, 1));
    assert_eq!(
        standings().await,
        of(&[("Counted", 1), ("Counted", 2), ("Counted", 2)]),
        "a blank says nothing against an answer"
    );
    run(&folder, &workspace, blank).await.unwrap();
    assert!(standings().await.iter().all(|(standing, _)| standing == "Counted"));
    workspace.close().await;
}
