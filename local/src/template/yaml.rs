//! A walk through the template that remembers where it is, so that an error can say so.

use std::fmt;

use anyhow::{Context, Result, bail};
use serde_norway::Value;

/// A place in the template.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    path: String,
    value: &'a Value,
}

pub(super) fn document(text: &str) -> Result<Value> {
    serde_norway::from_str(text).context("the template is not YAML")
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self {
            path: String::new(),
            value,
        }
    }

    fn child(&self, name: &str, value: &'a Value) -> Self {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Self { path, value }
    }

    pub(super) fn find(&self, name: &str) -> Option<Self> {
        // Not Value::get: it would also look inside a tagged value, such as the arguments of `!If`.
        let Value::Mapping(mapping) = self.value else {
            return None;
        };
        mapping.get(name).map(|value| self.child(name, value))
    }

    pub(super) fn get(&self, name: &str) -> Result<Self> {
        self.find(name)
            .with_context(|| format!("{} is missing", self.child(name, &Value::Null)))
    }

    pub(super) fn entries(&self) -> Result<Vec<(&'a str, Self)>> {
        let Value::Mapping(mapping) = self.value else {
            bail!("{self} is not a mapping")
        };
        let entries = mapping.iter().map(|(name, value)| match name {
            Value::String(name) => Ok((name.as_str(), self.child(name, value))),
            other => bail!("{self} has a key that is not text: {other:?}"),
        });
        entries.collect()
    }

    pub(super) fn list(&self) -> Result<Vec<Self>> {
        let Value::Sequence(items) = self.value else {
            bail!("{self} is not a list")
        };
        Ok(items
            .iter()
            .enumerate()
            .map(|(at, value)| self.child(&at.to_string(), value))
            .collect())
    }

    pub(super) fn text(&self) -> Result<&'a str> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => bail!("{self} is not text"),
        }
    }

    pub(super) fn flag(&self) -> Result<bool> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            _ => bail!("{self} is neither true nor false"),
        }
    }

    /// Text, a number or a truth value, as CloudFormation would hand it on: as text.
    pub(super) fn scalar(&self) -> Result<String> {
        match self.value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            _ => bail!("{self} is not a single value"),
        }
    }

    /// The logical id or the parameter that `!Ref ID`, SAM's `!Ref ID.Alias` or `!GetAtt ID.Arn` points at.
    pub(super) fn reference(&self) -> Result<&'a str> {
        if let Value::Tagged(tagged) = self.value
            && let Value::String(target) = &tagged.value
            && (tagged.tag == "Ref" || tagged.tag == "GetAtt")
        {
            return Ok(target.split('.').next().unwrap_or(target));
        }
        bail!("{self} refers to nothing with !Ref or !GetAtt")
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "template.yaml: {}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_references_and_never_text() {
        let document =
            document("{a: !Ref X, b: !GetAtt Y.Arn, h: !Ref Z.Alias, c: plain, d: !If [C, {e: 1}, 2], f: !Sub X}")
                .unwrap();
        let root = Node::root(&document);
        assert_eq!(root.get("a").unwrap().reference().unwrap(), "X");
        assert_eq!(root.get("b").unwrap().reference().unwrap(), "Y");
        assert_eq!(root.get("h").unwrap().reference().unwrap(), "Z");
        assert_eq!(root.get("c").unwrap().text().unwrap(), "plain");
        assert!(root.get("a").unwrap().text().is_err());
        assert!(root.get("c").unwrap().reference().is_err());
        assert!(root.get("f").unwrap().reference().is_err());
        let choice = root.get("d").unwrap();
        assert!(choice.list().is_err());
        assert!(choice.find("e").is_none());
        assert_eq!(root.get("g").unwrap_err().to_string(), "template.yaml: g is missing");
    }
}
