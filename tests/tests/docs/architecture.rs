//! `docs/architecture.md` has every function, table, variable and permission that there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use local::template::Template;
use system_tests::permissions::GRANTS;

use super::root;

fn page() -> String {
    fs::read_to_string(root().join("docs/architecture.md")).unwrap()
}

#[test]
fn every_function_and_every_table_has_its_row() {
    let text = page();
    for function in fs::read_dir(root().join("functions")).unwrap() {
        let name = function.unwrap().file_name();
        let row = format!("| `functions/{}` |", name.to_str().unwrap());
        assert!(text.contains(&row), "no row begins with {row}");
    }
    let (_, formats) = text.split_once("\n## Formats\n").unwrap();
    for table in Template::bundled().unwrap().tables {
        let name = table.logical_id.strip_suffix("Table").unwrap();
        assert!(
            text.contains(&format!("**{name}** ")),
            "what lies in {name} is not said"
        );
        assert!(
            formats.contains(&format!("\n| {name} | ")),
            "{name} has no row under Formats"
        );
    }
}

#[test]
fn every_variable_of_a_function_is_named_and_no_other() {
    let text = page();
    let (_, after) = text.split_once("\n## Environment of a function\n").unwrap();
    let (section, _) = after.split_once("\n## ").unwrap();
    let named: BTreeSet<&str> = section
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| !name.starts_with("AWS_"))
        .collect();
    let template = Template::bundled().unwrap();
    let functions = template.functions.values();
    let there: BTreeSet<&str> = functions
        .flat_map(|function| &function.env)
        .map(String::as_str)
        .collect();
    assert_eq!(named, there);
}

#[test]
fn every_route_of_the_survey_page_is_named() {
    let text = page();
    let row = text
        .lines()
        .find(|line| line.starts_with("| `functions/submit` |"))
        .unwrap();
    let template = Template::bundled().unwrap();
    let routes = template.routes.iter().filter(|route| route.path.starts_with("/s/"));
    for route in routes {
        let method = format!("`{}", route.method);
        assert!(
            row.contains(&method) && row.contains(&route.path),
            "{method} {}",
            route.path
        );
    }
}

/// `ResponsesTable/index/by_day` as `Responses, by_day`; a bucket and its folder, a secret and a queue as what they are.
fn resource(name: &str) -> String {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    let first = match first {
        "ExportsBucket" => "bucket of files",
        "RootSecret" => "secret of the root keys",
        "OidcClientSecretArn" => "secret of the sign-in",
        "FailuresQueue" => "queue of failures",
        table => table.strip_suffix("Table").unwrap(),
    };
    let rest = rest.trim_start_matches("index/").trim_end_matches("/*");
    match rest {
        "" => first.to_owned(),
        rest => format!("{first}, `{rest}`"),
    }
}

/// The table of permissions, as the template has them.
fn permissions() -> String {
    let mut rows: BTreeMap<String, BTreeMap<&str, BTreeMap<String, Vec<String>>>> = BTreeMap::new();
    for (function, grants) in GRANTS.iter() {
        for grant in grants {
            let (_, action) = grant.action.split_once(':').unwrap();
            let whole = grant.to_string();
            // An option under which it is granted is told by the name of the secret that is read.
            let partition = whole
                .split_once(" [")
                .map_or("", |(_, only)| only.trim_end_matches(']'));
            let partition = if partition.starts_with("if ") { "" } else { partition };
            let cell = rows
                .entry(resource(&grant.resource))
                .or_default()
                .entry(function)
                .or_default();
            cell.entry(partition.to_owned()).or_default().push(action.to_owned());
        }
    }
    let functions = ["submit", "aggregate", "flag", "api", "export"];
    let mut table = format!(
        "| on | {} |\n|---|---|---|---|---|---|\n",
        functions.map(|name| format!("`{name}`")).join(" | ")
    );
    for (resource, cells) in rows {
        write!(table, "| {resource} |").unwrap();
        for function in functions {
            let parts = cells.get(function).into_iter().flatten();
            let parts = parts.map(|(partition, actions)| match partition.as_str() {
                "" => actions.join(", "),
                partition => format!("`{partition}`: {}", actions.join(", ")),
            });
            write!(table, " {} |", parts.collect::<Vec<_>>().join("; ")).unwrap();
        }
        table.push('\n');
    }
    table
}

#[test]
fn the_permissions_are_those_of_the_template() {
    let text = page();
    let (_, after) = text.split_once("<!-- permissions -->\n").unwrap();
    let (table, _) = after.split_once("<!-- end of permissions -->").unwrap();
    let expected = permissions();
    assert!(
        table == expected,
        "docs/architecture.md should have, between its marks:\n{expected}"
    );
}
