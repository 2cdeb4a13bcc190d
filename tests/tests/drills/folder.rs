//! One machine: a copy of the data folder gives back what is missing, and not who was erased since.

use std::path::Path;

use system_tests::served::{Folder, Served};

fn told(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.aisance(arguments).unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn copied(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Serves the folder while these customers answer, each with this rating.
fn answered(folder: &Folder, answers: &[(&str, u8)]) {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let served = Served::start(folder).unwrap();
    for (customer, rating) in answers {
        let token = folder.token("recommend", customer, today, 30).unwrap();
        let body = format!("{{\"rating\":{rating}}}");
        let said = served.post(&format!("/s/{token}"), &body).unwrap();
        assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    }
    served.interrupt().unwrap();
}

#[test]
fn an_older_copy_put_in_the_place_of_a_folder_takes_from_it_what_came_later_and_who_was_erased() {
    let [folder, older] = ["drill-broken", "drill-older"].map(|name| Folder::new(name).unwrap());
    answered(&folder, &[("customer-001", 3), ("customer-002", 9)]);
    copied(folder.path(), older.path());
    answered(&folder, &[("customer-003", 7)]);
    told(&folder, &["erase", "customer-001"]);
    told(&older, &["erase", "customer-002"]);

    let said = told(&older, &["restore", folder.path().to_str().unwrap()]);
    assert!(said.contains("Put back 1 answer and 0 invitations"), "{said}");
    let rows = told(&older, &["responses", "recommend", "--json"]);
    assert!(rows.contains("customer-003"), "{rows}");
    for erased in ["customer-001", "customer-002"] {
        assert!(!rows.contains(erased), "erased in the one or the other: {rows}");
    }
    let night = told(&older, &["nightly"]);
    assert!(night.contains("Computed"), "{night}");
}

#[test]
fn a_folder_that_is_no_copy_of_this_one_is_refused() {
    let [folder, other, empty] = ["drill-own", "drill-other", "drill-empty"].map(|name| Folder::new(name).unwrap());
    for folder in [&folder, &other] {
        told(folder, &["survey", "list"]);
    }
    for (copy, words) in [
        (&other, "has other root keys"),
        (&empty, "has no aisance.sqlite"),
        (&folder, "is the data folder itself"),
    ] {
        let refused = folder.aisance(&["restore", copy.path().to_str().unwrap()]).unwrap();
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(words), "{said}");
    }
}
