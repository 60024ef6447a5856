//! serde to the XML of Subsonic: a scalar of the JSON is an attribute, an object or a list is child elements.
//!
//! | value | XML |
//! |---|---|
//! | number, string, boolean | attribute |
//! | struct or map | child element |
//! | sequence of structs | one child element each, all of the same name |
//! | sequence of scalars | `<name>value</name>` each |
//! | `None`, `()` and numbers that are not finite | nothing |
//!
//! [`Text`], [`Element`] and [`OpenSubsonic`] mark the fields to which the schema gives another place; JSON does not
//! see them. quick-xml's own serde support wants names such as `@id`, which would then also be the names in JSON.

mod element;
mod escape;
mod marker;
mod value;

pub use marker::{Element, OpenSubsonic, Text};

use element::Frame;
use serde::ser::{self, Serialize};
use std::fmt;
use value::{Place, Value};

/// Why a value has no form in XML: it is of a kind no answer is made of (bytes, enum variants with content).
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no XML for this value: {0}")]
pub struct Error(String);

impl ser::Error for Error {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(reason.to_string())
    }
}

impl From<fmt::Error> for Error {
    fn from(_: fmt::Error) -> Self {
        Self("it could not be written as text".to_owned())
    }
}

/// Writes `value`, a struct or map, as a document whose root element is named `root`.
///
/// # Errors
/// When `value` holds something of a kind this XML has no place for; no type of `wire` does.
pub fn to_string<T: Serialize + ?Sized>(root: &str, value: &T) -> Result<String, Error> {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut document = Frame::with_content();
    value.serialize(Value { out: &mut out, frame: &mut document, name: root, place: Place::Attribute })?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Element, OpenSubsonic, Text, to_string};
    use serde::Serialize;
    use std::collections::BTreeMap;

    fn xml<T: Serialize>(value: &T) -> String {
        let text = to_string("r", value).unwrap();
        text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap().to_owned()
    }

    #[derive(Serialize, Default)]
    #[serde(rename_all = "camelCase")]
    struct Mixed {
        song_count: u32,
        ratio: f64,
        missing: Option<u32>,
        names: Vec<&'static str>,
        inner: Option<Inner>,
        late: bool,
    }

    #[derive(Serialize, Default, Clone)]
    struct Inner {
        id: &'static str,
    }

    #[test]
    fn scalars_are_attributes_even_after_children_and_the_rest_is_elements() {
        let value = Mixed {
            song_count: 3,
            ratio: -7.5,
            names: vec!["a", "b"],
            inner: Some(Inner { id: "x" }),
            ..Mixed::default()
        };
        assert_eq!(
            xml(&value),
            r#"<r songCount="3" ratio="-7.5" late="false"><names>a</names><names>b</names><inner id="x"/></r>"#
        );
        assert_eq!(xml(&Mixed { ratio: f64::NAN, ..Mixed::default() }), r#"<r songCount="0" late="false"/>"#);
    }

    #[test]
    fn markers_choose_text_and_elements() {
        #[derive(Serialize)]
        struct Marked {
            kind: u8,
            notes: Element<&'static str>,
            absent: Option<Element<&'static str>>,
            value: Text<&'static str>,
        }
        let value = Marked { kind: 1, notes: Element("a & b"), absent: None, value: Text("\"1 < 2\"") };
        assert_eq!(xml(&value), r#"<r kind="1"><notes>a &amp; b</notes>"1 &lt; 2"</r>"#);
        assert_eq!(
            serde_json::to_string(&value).unwrap(),
            r#"{"kind":1,"notes":"a & b","absent":null,"value":"\"1 < 2\""}"#
        );
    }

    #[test]
    fn additions_of_open_subsonic_are_left_out_of_xml_where_they_say_nothing() {
        #[derive(Serialize)]
        struct Additions {
            bpm: OpenSubsonic<i32>,
            comment: OpenSubsonic<&'static str>,
            explicit: OpenSubsonic<bool>,
            gain: OpenSubsonic<BTreeMap<&'static str, f64>>,
        }
        let silent = Additions {
            bpm: OpenSubsonic(0),
            comment: OpenSubsonic(""),
            explicit: OpenSubsonic(false),
            gain: OpenSubsonic(BTreeMap::new()),
        };
        assert_eq!(xml(&silent), "<r/>");
        assert_eq!(serde_json::to_string(&silent).unwrap(), r#"{"bpm":0,"comment":"","explicit":false,"gain":{}}"#);
        let spoken = Additions {
            bpm: OpenSubsonic(90),
            comment: OpenSubsonic("c"),
            explicit: OpenSubsonic(true),
            gain: OpenSubsonic(BTreeMap::from([("trackGain", 0.0)])),
        };
        assert_eq!(xml(&spoken), r#"<r bpm="90" comment="c" explicit="true"><gain trackGain="0"/></r>"#);
    }

    #[test]
    fn flattened_structs_share_their_element_with_whoever_holds_them() {
        #[derive(Serialize)]
        struct Outer {
            #[serde(flatten)]
            inner: Option<Inner>,
            #[serde(flatten)]
            none: Option<Inner>,
            entry: Vec<Inner>,
        }
        let value = Outer { inner: Some(Inner { id: "1" }), none: None, entry: vec![Inner { id: "2" }] };
        assert_eq!(xml(&value), r#"<r id="1"><entry id="2"/></r>"#);
    }

    #[test]
    fn what_xml_forbids_is_dropped_and_what_it_would_change_is_escaped() {
        assert_eq!(
            xml(&Inner { id: "a\u{0}\u{1f}\u{FFFE}\u{FFFF}b<>&\"'\r\n\té🎵" }),
            "<r id=\"ab&lt;&gt;&amp;&quot;'&#13;&#10;&#9;é🎵\"/>"
        );
        #[derive(Serialize)]
        struct Lines {
            line: [&'static str; 1],
        }
        assert_eq!(xml(&Lines { line: ["]]> \r\n\t\u{8}"] }), "<r><line>]]&gt; &#13;\n\t</line></r>");
    }

    #[test]
    fn values_without_a_place_are_refused_with_a_reason() {
        #[derive(Serialize)]
        enum Shape {
            Pair(u8, u8),
        }
        let error = to_string("r", &Shape::Pair(1, 2)).unwrap_err();
        assert_eq!(error.to_string(), "no XML for this value: a variant with content");
    }
}
