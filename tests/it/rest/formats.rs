//! Answers in any format, taken apart for what all of them have in common.

use crate::support::people::{Answer, Person};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::{Map, Value};

/// How an answer can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xml,
    Json,
    Jsonp,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Xml, Self::Json, Self::Jsonp];

    /// The parameters that ask for it.
    pub fn params(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Xml => &[],
            Self::Json => &[("f", "json")],
            Self::Jsonp => &[("f", "jsonp"), ("callback", "cb.back")],
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Xml => "application/xml",
            Self::Json => "application/json",
            Self::Jsonp => "application/javascript",
        }
    }
}

/// Name, password and the rest that every request of the administrator has.
pub const ADMIN: [(&str, &str); 4] = [("u", "admin"), ("p", "admin"), ("v", "1.16.1"), ("c", "tests")];

/// GET with these parameters and no others.
pub fn get(who: &Person, endpoint: &str, params: &[(&str, &str)]) -> Answer {
    who.send(who.client().get(who.address(&format!("/rest/{endpoint}"))).query(params))
}

/// POST of a form with these parameters and no others.
pub fn post(who: &Person, endpoint: &str, params: &[(&str, &str)]) -> Answer {
    who.send(who.client().post(who.address(&format!("/rest/{endpoint}"))).form(params))
}

/// The envelope of an answer in this format, after checking that nothing is missing in it.
pub fn envelope(answer: &Answer, format: Format) -> Map<String, Value> {
    let text = answer.text();
    assert!(answer.content_type.starts_with(format.content_type()), "{}: {text}", answer.content_type);
    let envelope = match format {
        Format::Xml => from_xml(&text),
        Format::Json => from_json(&text),
        Format::Jsonp => from_json(text.strip_prefix("cb.back(").and_then(|text| text.strip_suffix(");")).unwrap()),
    };
    let said = |name: &str| envelope.get(name).and_then(Value::as_str).unwrap_or_default();
    assert!(matches!(said("status"), "ok" | "failed"), "{text}");
    assert_eq!((said("version"), said("type")), ("1.16.1", "navidrome-rs"), "{text}");
    assert_eq!(said("serverVersion"), env!("CARGO_PKG_VERSION"), "{text}");
    assert!(envelope["openSubsonic"] == true || envelope["openSubsonic"] == "true", "{text}");
    envelope
}

/// Code and sentence of an answer that must be an error.
pub fn refusal(answer: &Answer, format: Format) -> (i64, String) {
    let envelope = envelope(answer, format);
    assert_eq!(envelope["status"], "failed", "{envelope:?}");
    let error = &envelope["error"];
    let code = error["code"].as_i64().or_else(|| error["code"].as_str()?.parse().ok()).unwrap();
    let sentence = error["message"].as_str().unwrap().to_owned();
    assert_ne!(sentence, "the server could not do this; its log says why", "this is said of our own mistakes");
    (code, sentence)
}

fn from_json(text: &str) -> Map<String, Value> {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    value["subsonic-response"].as_object().unwrap().clone()
}

/// The attributes of the root and of its children.
fn from_xml(text: &str) -> Map<String, Value> {
    let mut reader = Reader::from_str(text);
    let mut envelope = Map::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}"));
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                match depth {
                    0 => envelope.extend(attributes(start)),
                    1 => {
                        envelope.insert(start.name().as_ref().to_owned(), Value::Object(attributes(start)));
                    }
                    _ => {}
                }
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => return envelope,
            _ => {}
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> Map<String, Value> {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
        let key: &str = attribute.key.as_ref();
        (key.to_owned(), Value::String(value.into_owned()))
    });
    attributes.collect()
}
