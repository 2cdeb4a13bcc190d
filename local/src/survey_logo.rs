//! A logo that a survey's file names: it is read and put into the definition.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::domain::survey::{Problem, SurveyDefinition};

/// The kinds of pictures a page can hold, by the ending of the file's name.
const KINDS: [(&str, &str); 3] = [("svg", "svg+xml"), ("png", "png"), ("webp", "webp")];

/// Replaces the name of a logo's file, relative to `folder`, by the picture itself.
///
/// # Errors
/// There is no such file, or its name ends otherwise than those of pictures do.
pub(crate) fn embed(definition: &mut SurveyDefinition, folder: &Path) -> Result<(), Problem> {
    let Some(logo) = definition.brand.as_mut().and_then(|brand| brand.logo.as_mut()) else {
        return Ok(());
    };
    if logo.starts_with("data:") {
        return Ok(());
    }
    let problem = |message: String| Problem {
        path: vec!["brand".to_owned(), "logo".to_owned()],
        message,
    };
    let path = folder.join(&*logo);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let kind = KINDS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    let (_, kind) = kind.ok_or_else(|| {
        problem(format!(
            "'{logo}' is no name of a picture: give the name of an .svg, .png or .webp file beside this one"
        ))
    })?;
    let bytes = std::fs::read(&path).map_err(|error| problem(format!("cannot read {}: {error}", path.display())))?;
    *logo = format!("data:image/{kind};base64,{}", STANDARD.encode(bytes));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_logo(logo: &str) -> SurveyDefinition {
        let text =
            format!("id = \"a\"\nmetric = \"nps\"\ntitle = \"A\"\ndefault_language = \"en\"\nbrand.logo = '{logo}'\n");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_file_beside_the_definition_becomes_the_picture_itself() {
        let folder = crate::testing::Folder::new();
        folder.file("logo.SVG", "<svg/>");
        let mut definition = with_logo("logo.SVG");
        embed(&mut definition, folder.path()).unwrap();
        let logo = definition.brand.unwrap().logo.unwrap();
        assert_eq!(logo, "data:image/svg+xml;base64,PHN2Zy8+");
        let mut again = with_logo(&logo);
        embed(&mut again, folder.path()).unwrap();
        assert_eq!(again.brand.unwrap().logo.unwrap(), logo);
    }

    #[test]
    fn a_name_that_is_no_picture_or_a_missing_file_is_told() {
        for (name, words) in [("logo.gif", ".svg, .png or .webp"), ("missing.svg", "cannot read")] {
            let problem = embed(&mut with_logo(name), Path::new("/")).unwrap_err();
            assert!(problem.message.contains(words), "{problem:?}");
            assert_eq!(problem.path, ["brand", "logo"]);
        }
    }
}
