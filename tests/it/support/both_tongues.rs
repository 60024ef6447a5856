//! Checks that an answer says the same in XML and in JSON, knowing nothing of its type.
//!
//! In XML a scalar may be an attribute, an element or (under the name `value`) the text; it may be missing where it says
//! nothing. Neither language may say anything that the other does not.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fails where `xml` and `json` differ, naming the place.
pub fn assert_same(xml: &str, json: &str) {
    let json: Value = serde_json::from_str(json).unwrap();
    let root = Element::read(xml);
    let object = json[&root.name].as_object().unwrap_or_else(|| panic!("no {} in {json}", root.name));
    assert_same_object(&root.name, &root, object);
}

/// An element, read again.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::begin(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::begin(&start)),
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(reference) => {
                    let escaped = format!("&{};", &*reference);
                    open.last_mut().unwrap().text.push_str(&quick_xml::escape::unescape(&escaped).unwrap());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.pop().unwrap().children.pop().unwrap()
    }

    fn begin(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }

    fn named(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }
}

fn assert_same_object(at: &str, element: &Element, object: &Map<String, Value>) {
    for (key, value) in object {
        let at = format!("{at}/{key}");
        let children = element.named(key);
        match value {
            Value::Null => panic!("{at} is null in JSON"),
            Value::Object(inner) if children.is_empty() => assert!(inner.is_empty(), "{at} is missing in XML"),
            Value::Object(inner) => {
                assert_eq!(children.len(), 1, "{at} is there more than once in XML");
                assert_same_object(&at, children[0], inner);
            }
            Value::Array(items) => {
                assert_eq!(children.len(), items.len(), "{at} has another length in XML");
                for (child, item) in children.iter().zip(items) {
                    match item {
                        Value::Object(inner) => assert_same_object(&at, child, inner),
                        scalar => assert_same_scalar(&at, Some(&child.text), scalar),
                    }
                }
            }
            scalar => {
                let attribute = element.attributes.get(key).map(String::as_str);
                let child = children.first().map(|child| child.text.as_str());
                let text = Some(element.text.as_str()).filter(|_| key == "value");
                assert_same_scalar(&at, attribute.or(child).or(text), scalar);
            }
        }
    }
    for name in element.attributes.keys().chain(element.children.iter().map(|child| &child.name)) {
        assert!(name == "xmlns" || object.contains_key(name), "{at}/{name} is in XML alone");
    }
    assert!(element.text.is_empty() || object.contains_key("value"), "{at} has a text in XML alone");
}

fn assert_same_scalar(at: &str, xml: Option<&str>, json: &Value) {
    let (same, says_nothing) = match json {
        Value::Bool(flag) => (xml == Some(if *flag { "true" } else { "false" }), !flag),
        Value::Number(number) => {
            (xml.and_then(|text| text.parse::<f64>().ok()) == number.as_f64(), number.as_f64() == Some(0.0))
        }
        Value::String(text) => (xml == Some(&possible(text)), text.is_empty()),
        other => panic!("{at} is no scalar: {other}"),
    };
    assert!(same || (xml.is_none() && says_nothing), "{at} is {json} in JSON and {xml:?} in XML");
}

/// A text without the characters that XML cannot hold.
fn possible(text: &str) -> String {
    text.chars()
        .filter(
            |&letter| !matches!(letter, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}'),
        )
        .collect()
}
