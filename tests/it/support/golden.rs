//! Answers kept as files, in both languages: `tests/golden/rest/ENDPOINT/CASE.{json,xml}`.
//!
//! An answer is checked before it is compared: both languages say the same, the XML is valid. What differs from run to
//! run is then replaced by what it means (an id by the name of its thing, a time by `<time>`), after it was asserted to be
//! of its kind. `UPDATE_GOLDEN=1` writes the files anew; whoever does so reads them.

use super::{both_tongues, xsd};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Attributes that hold a time in RFC 3339.
const TIMES: &[&str] = &["created", "changed", "starred", "played", "lastScan"];
/// Attributes that hold a time in milliseconds since 1970.
const MOMENTS: &[&str] = &["lastModified"];
/// Millisecond 0 of the year 2020.
const THE_YEAR_2020: i64 = 1_577_836_800_000;
/// Letters of an id.
const ID: usize = 22;

/// The folder of all goldens.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rest")
}

/// What ids stand for.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<(String, String)>);

impl Names {
    /// Learns the names of all things in an answer (JSON): whatever has an id and a name or title.
    pub fn learn(&mut self, answer: &Value) -> &mut Self {
        self.learn_as("thing", answer);
        self
    }

    /// Learns that `id` names `what`.
    pub fn add(&mut self, id: &str, what: &str) -> &mut Self {
        if !self.0.iter().any(|(known, _)| known == id) {
            self.0.push((id.to_owned(), format!("<{what}>")));
        }
        self
    }

    fn learn_as(&mut self, kind: &str, value: &Value) {
        let kind = if matches!(kind, "artists" | "albumArtists") { "artist" } else { kind };
        match value {
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                if let (Some(id), Some(name)) = (text("id"), text("title").or(text("name")))
                    && id.len() == ID
                {
                    self.add(id, &format!("{kind} {name}"));
                }
                for (key, inner) in object {
                    self.learn_as(key, inner);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_as(kind, item)),
            _ => {}
        }
    }

    fn in_place_of_ids(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (id, name) in &self.0 {
            text = text.replace(id, name);
        }
        // what follows an id in the name of a picture is its version
        match text.rsplit_once(">_") {
            Some((before, version)) if version.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                format!("{before}>_<version>")
            }
            _ => text,
        }
    }

    /// A value as it stands in a golden.
    fn settled(&self, key: &str, value: &str) -> String {
        if TIMES.contains(&key) {
            assert!(is_rfc3339(value), "{key} is no time in RFC 3339: {value}");
            return "<time>".to_owned();
        }
        if MOMENTS.contains(&key) {
            assert!(value.parse().is_ok_and(|moment: i64| moment > THE_YEAR_2020), "{key} is no time: {value}");
            return "<time>".to_owned();
        }
        if key == "serverVersion" {
            assert_eq!(value, env!("CARGO_PKG_VERSION"));
            return "<version>".to_owned();
        }
        let settled = self.in_place_of_ids(value);
        let strange = settled.split(|letter: char| !letter.is_ascii_alphanumeric()).find(|word| {
            let is = |kind: fn(&u8) -> bool| word.bytes().any(|byte| kind(&byte));
            word.len() == ID && is(u8::is_ascii_digit) && is(u8::is_ascii_alphabetic)
        });
        assert_eq!(strange, None, "{key} holds an id that names nothing known");
        settled
    }
}

fn is_rfc3339(text: &str) -> bool {
    text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok()
}

/// Compares an answer with its golden, after checking all that can be checked without one.
pub fn assert_golden(name: &str, xml: &str, json: &str, names: &Names) {
    both_tongues::assert_same(xml, json);
    xsd::assert_valid(xml);
    let file = folder().join(name);
    assert_file(&file.with_extension("json"), &pretty_json(json, names));
    assert_file(&file.with_extension("xml"), &pretty_xml(xml, names));
}

#[expect(clippy::disallowed_methods, reason = "a wish of whoever runs the tests, none of the server's options")]
fn assert_file(file: &Path, found: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        return fs::write(file, found).unwrap();
    }
    let golden = fs::read_to_string(file).unwrap_or_default();
    let differs = golden.lines().zip(found.lines()).position(|(golden, found)| golden != found);
    let line = differs.unwrap_or(golden.lines().count().min(found.lines().count()));
    assert!(
        golden == found,
        "{} differs in line {}:\n  golden: {}\n   found: {}\nwhole answer:\n{found}",
        file.display(),
        line + 1,
        golden.lines().nth(line).unwrap_or_default(),
        found.lines().nth(line).unwrap_or_default(),
    );
}

fn pretty_json(json: &str, names: &Names) -> String {
    let settled = settled_value("", serde_json::from_str(json).unwrap(), names);
    serde_json::to_string_pretty(&settled).unwrap() + "\n"
}

fn settled_value(key: &str, value: Value, names: &Names) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .map(|(key, inner)| {
                    let inner = settled_value(&key, inner, names);
                    (key, inner)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| settled_value(key, item, names)).collect()),
        Value::String(text) => Value::String(names.settled(key, &text)),
        Value::Number(number) if MOMENTS.contains(&key) => Value::String(names.settled(key, &number.to_string())),
        other => other,
    }
}

fn pretty_xml(xml: &str, names: &Names) -> String {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    loop {
        let event = match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) => Event::Start(settled_element(&start, names)),
            Event::Empty(start) => Event::Empty(settled_element(&start, names)),
            other => other,
        };
        writer.write_event(event).unwrap();
    }
    String::from_utf8(writer.into_inner()).unwrap() + "\n"
}

fn settled_element(start: &BytesStart<'_>, names: &Names) -> BytesStart<'static> {
    let mut settled = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.unwrap();
        let key: &str = attribute.key.as_ref();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
        settled.push_attribute((key, names.settled(key, &value).as_str()));
    }
    settled
}
