//! Elements while they are being written: one that is open, and several of one name.

use super::Error;
use super::escape::{Escaped, Quoting};
use super::value::{Place, Value};
use serde::ser::{self, Serialize};
use std::fmt::{self, Display, Write};

/// How far an element has got: where its attributes end, and whether its start tag is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    attributes_end: usize,
    has_content: bool,
}

impl Frame {
    /// The document itself, which has content and no attributes.
    pub fn with_content() -> Self {
        Self { attributes_end: 0, has_content: true }
    }

    /// Closes the start tag, so that text or a child may follow.
    pub fn begin_content(&mut self, out: &mut String) {
        if !self.has_content {
            out.push('>');
            self.has_content = true;
        }
    }

    /// Adds an attribute; one that comes after children is put in before them.
    pub fn attribute(&mut self, out: &mut String, name: &str, value: impl Display) -> Result<(), Error> {
        if self.has_content {
            let mut late = String::new();
            write_attribute(&mut late, name, value)?;
            out.insert_str(self.attributes_end, &late);
            self.attributes_end += late.len();
        } else {
            write_attribute(out, name, value)?;
            self.attributes_end = out.len();
        }
        Ok(())
    }
}

fn write_attribute(out: &mut String, name: &str, value: impl Display) -> fmt::Result {
    write!(out, " {name}=\"")?;
    write!(Escaped { out, quoting: Quoting::Attribute }, "{value}")?;
    out.push('"');
    Ok(())
}

/// What becomes of an element that turns out to hold nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfEmpty {
    Keep,
    Drop,
}

/// An element whose fields are being written.
pub struct Open<'a> {
    out: &'a mut String,
    parent: &'a mut Frame,
    /// How things stood before this element began.
    before: (usize, Frame),
    name: &'a str,
    if_empty: IfEmpty,
    /// Where `<name` ends.
    start: usize,
    frame: Frame,
    key: String,
}

impl<'a> Open<'a> {
    /// Writes the beginning of a start tag into the element of `parent`.
    pub fn begin(out: &'a mut String, parent: &'a mut Frame, name: &'a str, if_empty: IfEmpty) -> Self {
        let before = (out.len(), *parent);
        parent.begin_content(out);
        out.push('<');
        out.push_str(name);
        let start = out.len();
        let frame = Frame { attributes_end: start, has_content: false };
        Self { out, parent, before, name, if_empty, start, frame, key: String::new() }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        value.serialize(Value { out: self.out, frame: &mut self.frame, name, place: Place::Attribute })
    }

    /// Writes the end tag, or takes an empty element back.
    pub fn finish(self) {
        if self.frame.has_content {
            self.out.push_str("</");
            self.out.push_str(self.name);
            self.out.push('>');
        } else if self.if_empty == IfEmpty::Drop && self.out.len() == self.start {
            self.out.truncate(self.before.0);
            *self.parent = self.before.1;
        } else {
            self.out.push_str("/>");
        }
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

/// A map's key as text. A formatter is a serializer for everything that can be a name.
struct Key<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Display for Key<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key.clear();
        Ok(write!(self.key, "{}", Key(key))?)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = std::mem::take(&mut self.key);
        self.field(&key, value)?;
        self.key = key;
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

/// Several elements of one name.
pub struct Repeated<'a> {
    pub out: &'a mut String,
    pub frame: &'a mut Frame,
    pub name: &'a str,
}

impl Repeated<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Value { out: self.out, frame: self.frame, name: self.name, place: Place::Element })
    }
}

impl ser::SerializeSeq for Repeated<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

impl ser::SerializeTuple for Repeated<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

impl ser::SerializeTupleStruct for Repeated<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}
