//! Marks on fields to which the Subsonic schema gives a place of their own. JSON sees the plain value.

use serde::{Serialize, Serializer};

pub(super) const TEXT: &str = "$text";
pub(super) const ELEMENT: &str = "$element";
pub(super) const OPEN_SUBSONIC: &str = "$open-subsonic";

/// In XML the text of the surrounding element: a genre's name, a line of lyrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Text<T>(pub T);

/// In XML a child element instead of an attribute: an artist's biography.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Element<T>(pub T);

/// Left out of XML where it is zero, false or empty. OpenSubsonic asks of JSON that a field a server knows is always
/// there, so that clients can tell "nothing" from "not supported".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenSubsonic<T>(pub T);

impl<T: Serialize> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(TEXT, &self.0)
    }
}

impl<T: Serialize> Serialize for Element<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(ELEMENT, &self.0)
    }
}

impl<T: Serialize> Serialize for OpenSubsonic<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(OPEN_SUBSONIC, &self.0)
    }
}
