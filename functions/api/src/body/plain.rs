//! JSON that means one thing: no name twice in one object, for which of them counts is anybody's guess, nothing nested deeper
//! than anything here is, and no list where there has to be an object, as its values would be taken for the fields in order.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::problem::Problem;

/// How deep objects and lists may lie in each other. The deepest that is taken, a survey's definition, has six levels.
const DEEPEST: u8 = 16;

/// What a body has to begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outermost {
    Object,
    ObjectOrList,
    Any,
}

/// Looks at a body that has to be an object.
pub(super) fn object(body: &[u8]) -> Result<(), Problem> {
    look(body, Outermost::Object)
}

/// Looks at a body that has to be an object or a list.
pub(super) fn object_or_list(body: &[u8]) -> Result<(), Problem> {
    look(body, Outermost::ObjectOrList)
}

fn look(body: &[u8], outermost: Outermost) -> Result<(), Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let whole = Look {
        room: DEEPEST,
        outermost,
    };
    let looked = whole.deserialize(&mut json).and_then(|()| json.end());
    looked.map_err(|error| Problem::bad_json(&error))
}

#[derive(Clone, Copy)]
struct Look {
    room: u8,
    outermost: Outermost,
}

impl Look {
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        let deeper = || E::custom(format!("objects and lists lie in each other more than {DEEPEST} deep"));
        Ok(Self {
            room: self.room.checked_sub(1).ok_or_else(deeper)?,
            outermost: Outermost::Any,
        })
    }

    fn plain<E: serde::de::Error>(self) -> Result<(), E> {
        match self.outermost {
            Outermost::Any => Ok(()),
            Outermost::Object | Outermost::ObjectOrList => Err(E::custom("it has to be an object")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Look {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.plain()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.plain()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.plain()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.plain()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.plain()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.plain()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if self.outermost == Outermost::Object {
            return Err(A::Error::custom("it is a list and has to be an object"));
        }
        let inner = self.inner()?;
        while list.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let inner = self.inner()?;
        let mut names = HashSet::new();
        while let Some(name) = object.next_key::<String>()? {
            if names.contains(&name) {
                return Err(A::Error::custom(format!("'{name}' is there twice")));
            }
            names.insert(name);
            object.next_value_seed(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> Option<String> {
        let problem = object(body.as_bytes()).err()?;
        Some(String::from_utf8(problem.into_response(None).body().to_vec()).unwrap())
    }

    #[test]
    fn an_object_passes_whatever_is_in_it() {
        for body in [
            "{}",
            r#"{"a":[1,-2.5,null,true,"x",{"a":{"a":[]}}],"b":{"a":1}}"#,
            " {\"a\" : 1}\n",
        ] {
            assert_eq!(refused(body), None, "{body}");
        }
    }

    #[test]
    fn nothing_is_said_twice_at_any_depth() {
        for body in [
            r#"{"rating":9,"rating":1}"#,
            r#"{"a":[{"rating":9,"b":1,"rating":9}]}"#,
            r#"{"rating":9,"r\u0061ting":1}"#,
        ] {
            let said = refused(body).unwrap();
            assert!(said.contains("'rating' is there twice at line 1"), "{said}");
        }
    }

    #[test]
    fn nothing_lies_deeper_than_anything_here_does() {
        let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(refused(&nested(usize::from(DEEPEST) - 1)), None);
        for levels in [usize::from(DEEPEST), 5_000] {
            assert!(refused(&nested(levels)).unwrap().contains("more than 16 deep"));
        }
    }

    #[test]
    fn a_list_or_a_plain_value_is_no_object() {
        for body in [
            "[]",
            "[null,null]",
            "1",
            "\"a\"",
            "null",
            "true",
            "-1.5",
            "",
            "{",
            "{}{}",
        ] {
            assert!(refused(body).is_some(), "{body}");
        }
        assert!(object_or_list(b"[{}]").is_ok());
        assert!(object_or_list(b"[{\"a\":1,\"a\":2}]").is_err());
        assert!(object_or_list(b"7").is_err());
    }
}
