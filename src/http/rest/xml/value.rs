//! One value on its way to its place: attribute, text or element.

use super::Error;
use super::element::{Frame, IfEmpty, Open, Repeated};
use super::escape::{Escaped, Quoting};
use super::marker;
use serde::ser::{Error as _, Impossible, Serialize, Serializer};
use std::fmt::{Display, Write};

/// Where a scalar goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Attribute,
    /// As an attribute, unless it says nothing.
    AttributeIfAny,
    Element,
    Text,
}

/// A value that is about to be written under a name inside the element of `frame`.
pub struct Value<'a> {
    pub out: &'a mut String,
    pub frame: &'a mut Frame,
    pub name: &'a str,
    pub place: Place,
}

/// Whether a scalar says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Some,
    None,
}

impl Content {
    fn unless(empty: bool) -> Self {
        if empty { Self::None } else { Self::Some }
    }
}

impl<'a> Value<'a> {
    fn scalar(self, value: impl Display, content: Content) -> Result<(), Error> {
        let Self { out, frame, name, place } = self;
        match place {
            Place::AttributeIfAny if content == Content::None => {}
            Place::Attribute | Place::AttributeIfAny => frame.attribute(out, name, value)?,
            Place::Text => {
                frame.begin_content(out);
                write!(Escaped { out, quoting: Quoting::Text }, "{value}")?;
            }
            Place::Element => {
                frame.begin_content(out);
                write!(out, "<{name}>")?;
                write!(Escaped { out, quoting: Quoting::Text }, "{value}")?;
                write!(out, "</{name}>")?;
            }
        }
        Ok(())
    }

    fn float(self, value: f64) -> Result<(), Error> {
        if value.is_finite() { self.scalar(value, Content::unless(value == 0.0)) } else { Ok(()) }
    }

    fn open(self) -> Open<'a> {
        let if_empty = if self.place == Place::AttributeIfAny { IfEmpty::Drop } else { IfEmpty::Keep };
        Open::begin(self.out, self.frame, self.name, if_empty)
    }

    fn repeated(self) -> Repeated<'a> {
        Repeated { out: self.out, frame: self.frame, name: self.name }
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.scalar(value, Content::unless(value == 0))
        })*
    };
}

impl<'a> Serializer for Value<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Repeated<'a>;
    type SerializeTuple = Repeated<'a>;
    type SerializeTupleStruct = Repeated<'a>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Impossible<(), Error>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.scalar(value, Content::unless(!value))
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.scalar(value, Content::Some)
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.scalar(value, Content::unless(value.is_empty()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error::custom("bytes"))
    }

    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.open().finish();
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.scalar(variant, Content::unless(variant.is_empty()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
        let place = match name {
            marker::TEXT => Place::Text,
            marker::ELEMENT => Place::Element,
            marker::OPEN_SUBSONIC => Place::AttributeIfAny,
            _ => self.place,
        };
        value.serialize(Value { place, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom("a variant with content"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Repeated<'a>, Error> {
        Ok(self.repeated())
    }

    fn serialize_tuple(self, _: usize) -> Result<Repeated<'a>, Error> {
        Ok(self.repeated())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Repeated<'a>, Error> {
        Ok(self.repeated())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::custom("a variant with content"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        Ok(self.open())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        Ok(self.open())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::custom("a variant with content"))
    }
}
