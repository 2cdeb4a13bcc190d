//! A survey's page, the API and the command line say the same of the same folder.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::io::{Read, Write};
use std::net::TcpStream;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use shared::domain::access::Scopes;
use shared::domain::day::shifted;
use shared::text::TeamWords;
use system_tests::served::{Folder, Served};
use system_tests::steps::session_cookie;

const MAP: &str = "reference = \"id\"\ndate = \"date\"\ncustomer = \"customer\"\ntouchpoint = \"where\"\n\
                   [[survey]]\nid = \"recommend\"\ncolumn = \"nps\"\nmetric = \"nps\"\n";

/// A folder of four answers a day, of three touchpoints, that get better; some days have none.
fn answered() -> Folder {
    let folder = Folder::new("survey-page").unwrap();
    Served::start(&folder).unwrap().interrupt().unwrap();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let mut answers = "id,date,customer,where,nps\n".to_owned();
    for back in (1..150).filter(|back| back % 13 > 3) {
        for (number, place) in ["shop", "phone", "shop", "app"].into_iter().enumerate() {
            let rating = (back as usize * 7 + number * 5) % 11;
            let rating = if back < 90 { rating.max(6) } else { rating };
            let day = shifted(today, -back);
            answers.push_str(&format!("{back}-{number},{day},C-{back}-{number},{place},{rating}\n"));
        }
    }
    let [csv, map] = ["answers.csv", "answers.toml"].map(|name| folder.path().join(name));
    std::fs::write(&csv, answers).unwrap();
    std::fs::write(&map, MAP).unwrap();
    let [csv, map] = [&csv, &map].map(|path| path.to_str().unwrap());
    for arguments in [&["import", csv, "--map", map][..], &["nightly"]] {
        let ran = folder.aisance(arguments).unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    folder
}

fn ask(served: &Served, path: &str, header: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let port = served.port;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n{header}\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
    body.to_owned()
}

/// The rows of the table in a section of the page: of each the header's text, and of each cell.
fn table(html: &str, section: &str) -> Vec<Vec<String>> {
    let (_, rest) = html.split_once(&format!("id=\"{section}\"")).unwrap();
    let (_, rest) = rest.split_once("<tbody>").unwrap();
    let (body, _) = rest.split_once("</tbody>").unwrap();
    let text = |cell: &str| {
        // The pictures of intervals have no text of their own.
        let parts = cell.split('<').filter_map(|part| part.split_once('>'));
        parts.map(|(_, text)| text).collect::<String>().trim().to_owned()
    };
    let rows = body.split("<tr>").skip(1);
    rows.map(|row| {
        let cells = row.replace("<th ", "<td ");
        cells
            .split("<td")
            .skip(1)
            .map(|cell| text(&format!("<td{cell}")))
            .collect()
    })
    .collect()
}

/// How a page writes what a row has: its value, score, interval and answers.
fn written(row: &Value) -> [String; 4] {
    let words = TeamWords::of("en");
    let number = |name: &str| {
        row[name].as_f64().map(|value| {
            let plus = if value.round() > 0.0 { "+" } else { "" };
            format!("{plus}{}", words.whole(value))
        })
    };
    let interval = number("low")
        .zip(number("high"))
        .map(|(low, high)| format!("{low} to {high}"));
    [
        row["value"].as_str().unwrap().to_owned(),
        number("score").unwrap_or("\u{2013}".to_owned()),
        interval.unwrap_or("\u{2013}".to_owned()),
        words.count(row["n"].as_u64().unwrap()),
    ]
}

#[test]
fn the_page_the_api_and_the_command_line_have_the_same_numbers() {
    let folder = answered();
    let key = folder.aisance(&["keys", "create", "test", "--scopes", "read"]).unwrap();
    let key = String::from_utf8(key.stdout).unwrap().trim().to_owned();
    let cut = [
        "scores",
        "recommend",
        "--last",
        "90d",
        "--against",
        "before",
        "--by",
        "touchpoint",
        "--json",
    ];
    let steps = ["scores", "recommend", "--last", "90d", "--trend", "week", "--json"];
    let [by_line, steps_by_line] = [&cut[..], &steps[..]].map(|arguments| {
        let told = folder.aisance(arguments).unwrap();
        serde_json::from_slice::<Value>(&told.stdout).unwrap()
    });

    let served = Served::start(&folder).unwrap();
    let bearer = format!("authorization: Bearer {key}");
    let session = format!("cookie: {}", session_cookie(&folder.keys().unwrap(), Scopes::ALL));
    let scores = |query: &str| {
        let body = ask(&served, &format!("/v1/scores?survey=recommend&{query}"), &bearer);
        serde_json::from_str::<Value>(&body).unwrap()["scores"].clone()
    };
    let by_api = scores("window=90d&against=before&by=touchpoint");
    let steps_by_api = scores("window=90d&trend=week");
    assert_eq!((&by_line, &steps_by_line), (&by_api, &steps_by_api));

    let html = ask(&served, "/dashboard/surveys/recommend?window=90d", &session);
    let touchpoints = table(&html, "parts");
    let rows = &by_api.as_array().unwrap()[1..];
    assert!(rows.len() == 3 && touchpoints.len() == rows.len(), "{by_api}");
    for (told, row) in touchpoints.iter().zip(rows) {
        let [value, score, interval, answers] = written(row);
        assert_eq!([&told[0], &told[1], &told[4]], [&value, &score, &answers]);
        assert!(told[2].starts_with(&interval), "{told:?} of {row}");
    }
    let html = ask(&served, "/dashboard/surveys/recommend?window=90d&trend=week", &session);
    let weeks = table(&html, "trend");
    let rows = &steps_by_api.as_array().unwrap()[1..];
    assert!(rows.len() >= 13 && weeks.len() == rows.len());
    for (told, row) in weeks.iter().zip(rows) {
        let [_, score, interval, answers] = written(row);
        assert_eq!(told[1..], [score, interval, answers]);
    }
    served.interrupt().unwrap();
}
