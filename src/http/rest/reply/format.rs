//! The language of an answer: the parameters `f` and `callback`.

/// In which language an answer is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Xml,
    Json,
    /// JSON inside a call of the function the client named.
    Jsonp(Callback),
}

/// The name of a JavaScript function that is safe to write into a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback(String);

/// `callback` is missing, or it is no name of a function. To be answered in JSON, as [`Code::Generic`](super::Code).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "parameter \"callback\" must name a function: a letter, _ or $, then at most 63 letters, digits, _, $ and dots"
)]
pub struct InvalidCallback;

impl Format {
    /// The language that `f` and `callback` ask for. Unknown ones mean XML, as they always have.
    ///
    /// # Errors
    /// When JSONP is asked for without a proper `callback`.
    pub fn choose(f: Option<&str>, callback: Option<&str>) -> Result<Self, InvalidCallback> {
        match f {
            Some("json") => Ok(Self::Json),
            Some("jsonp") => Callback::new(callback.unwrap_or_default()).map(Self::Jsonp),
            _ => Ok(Self::Xml),
        }
    }

    /// The media type an answer in this language is sent with.
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Xml => "application/xml; charset=utf-8",
            Self::Json => "application/json",
            Self::Jsonp(_) => "application/javascript",
        }
    }
}

impl Callback {
    const LONGEST: usize = 64;

    /// Checks `name` against `^[A-Za-z_$][A-Za-z0-9_$.]{0,63}$`: anything else could be script of its own.
    ///
    /// # Errors
    /// When `name` is something else.
    pub fn new(name: &str) -> Result<Self, InvalidCallback> {
        let begins = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$';
        let (first, rest) = name.as_bytes().split_first().ok_or(InvalidCallback)?;
        let sound = begins(*first) && rest.iter().all(|&byte| begins(byte) || byte.is_ascii_digit() || byte == b'.');
        if sound && name.len() <= Self::LONGEST { Ok(Self(name.to_owned())) } else { Err(InvalidCallback) }
    }

    /// The function's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Callback, Format, InvalidCallback};

    #[test]
    fn the_language_is_xml_unless_json_is_asked_for() {
        assert_eq!(Format::choose(None, None), Ok(Format::Xml));
        assert_eq!(Format::choose(Some("xml"), Some("x(")), Ok(Format::Xml));
        assert_eq!(Format::choose(Some("yaml"), None), Ok(Format::Xml));
        assert_eq!(Format::choose(Some("json"), None), Ok(Format::Json));
        assert_eq!(Format::choose(Some("jsonp"), None), Err(InvalidCallback));
    }

    #[test]
    fn callbacks_are_names_and_nothing_else() {
        for good in ["a", "_", "$", "jQuery1.cb_2", &"x".repeat(64)] {
            assert_eq!(Callback::new(good).map(|callback| callback.as_str().to_owned()), Ok(good.to_owned()));
        }
        for bad in ["", "1a", ".a", "a b", "a(", "alert(1)//", "é", "a\n", "a-b", "a[0]", &"x".repeat(65)] {
            assert_eq!(Callback::new(bad), Err(InvalidCallback), "{bad:?}");
        }
    }
}
