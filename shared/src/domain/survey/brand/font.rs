//! Font stacks: names of families that the respondent's device may have.

const LONGEST: usize = 200;
/// Names that CSS knows itself, which quotes would make the name of a family.
const KEYWORDS: [&str; 10] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "-apple-system",
];

/// The stack as CSS: every family in quotes but the keywords, and the device's own fonts last.
///
/// # Errors
/// Why it is no font stack, and what to write.
pub(super) fn families(stack: &str) -> Result<String, String> {
    if stack.chars().count() > LONGEST {
        return Err(format!("{LONGEST} characters are the most: name fewer families"));
    }
    let families: Option<Vec<String>> = stack.split(',').map(family).collect();
    let mut families = families.ok_or(
        "write names of fonts with commas between them, such as \"Inter\", Arial, sans-serif; a name has letters, digits, spaces and '-' alone",
    )?;
    if !families.iter().any(|family| KEYWORDS.contains(&family.as_str())) {
        families.push("system-ui".to_owned());
    }
    if families.last().is_none_or(|last| last != "sans-serif") {
        families.push("sans-serif".to_owned());
    }
    Ok(families.join(","))
}

/// One family as CSS writes it.
fn family(text: &str) -> Option<String> {
    let text = text.trim();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    let name = quoted.unwrap_or(text);
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-'));
    let keyword = quoted.is_none() && KEYWORDS.contains(&name);
    (plain && name.bytes().any(|byte| byte.is_ascii_alphanumeric())).then(|| {
        if keyword {
            name.to_owned()
        } else {
            format!("\"{name}\"")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_put_in_quotes_and_the_devices_own_come_last() {
        for (stack, css) in [
            ("Inter", "\"Inter\",system-ui,sans-serif"),
            ("'Open Sans' , Arial", "\"Open Sans\",\"Arial\",system-ui,sans-serif"),
            ("3270 Nerd, monospace", "\"3270 Nerd\",monospace,sans-serif"),
            ("-apple-system, sans-serif", "-apple-system,sans-serif"),
            ("\"serif\"", "\"serif\",system-ui,sans-serif"),
        ] {
            assert_eq!(families(stack).as_deref(), Ok(css), "{stack}");
        }
    }

    #[test]
    fn whatever_could_say_more_than_a_name_is_refused() {
        for stack in [
            "",
            ",",
            "Inter,",
            "\"Inter",
            "In\"ter",
            "\"\"",
            "Inter;color:red",
            "Inter}</style>",
            "url(x)",
            "Inter\\",
            "Ïnter",
            "- -",
        ] {
            assert!(families(stack).is_err(), "{stack}");
        }
        assert!(families(&"x".repeat(201)).is_err());
    }
}
