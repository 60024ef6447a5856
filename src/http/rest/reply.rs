//! The envelope around every answer, in the language the client asked for.
//!
//! Success and failure share it: `status`, `version`, `type`, `serverVersion` and `openSubsonic` are always there,
//! since some clients decide by the answer to a failed `ping` what kind of server this is.

mod code;
mod format;

pub use code::Code;
pub use format::{Callback, Format, InvalidCallback};

use super::xml;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The version of the Subsonic API spoken here. Clients compare it; some refuse anything above 1.16.1.
pub const API_VERSION: &str = "1.16.1";
/// The name by which clients know this kind of server.
pub const SERVER_TYPE: &str = "navidrome-rs";

const ROOT: &str = "subsonic-response";
const NAMESPACE: &str = "http://subsonic.org/restapi";

/// A finished answer. It is rendered where it is made, so that a body may borrow from what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub content_type: &'static str,
    pub body: Vec<u8>,
    /// Why the request failed; `None` where it succeeded. For logs and counters; HTTP says 200 either way.
    pub error: Option<Code>,
}

impl Reply {
    /// Success, with `body` under `name`: `Reply::ok(format, "album", &album)`.
    pub fn ok<B: Serialize + ?Sized>(format: &Format, name: &'static str, body: &B) -> Self {
        Self::success(format, &Envelope { xmlns: None, status: "ok", body: Some((name, body)) })
    }

    /// Success with nothing to say.
    pub fn empty(format: &Format) -> Self {
        Self::success(format, &Envelope::<()> { xmlns: None, status: "ok", body: None })
    }

    /// Failure. `message` is for people and must hold nothing the client may not know.
    pub fn failed(format: &Format, code: Code, message: &str) -> Self {
        let failure = Failure { code, message };
        let envelope = Envelope { xmlns: None, status: "failed", body: Some(("error", &failure)) };
        // A number and a string have a form in every language, so nothing can go wrong here.
        let body = render(format, &envelope).unwrap_or_default();
        Self { content_type: format.content_type(), body, error: Some(code) }
    }

    fn success<B: Serialize + ?Sized>(format: &Format, envelope: &Envelope<'_, B>) -> Self {
        match render(format, envelope) {
            Ok(body) => Self { content_type: format.content_type(), body, error: None },
            Err(error) => {
                tracing::error!(%error, answer = envelope.body.map(|(name, _)| name), "an answer could not be written");
                Self::failed(format, Code::Generic, "the answer could not be written")
            }
        }
    }
}

/// Why an answer could not be written in some language: a mistake in its type, never in its data.
#[derive(Debug, thiserror::Error)]
enum RenderError {
    #[error(transparent)]
    Xml(#[from] xml::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

fn render<B: Serialize + ?Sized>(format: &Format, envelope: &Envelope<'_, B>) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Xml => {
            let envelope = Envelope { xmlns: Some(NAMESPACE), ..*envelope };
            Ok(xml::to_string(ROOT, &envelope)?.into_bytes())
        }
        Format::Json => Ok(serde_json::to_vec(&Rooted(envelope))?),
        Format::Jsonp(callback) => {
            let mut script = Vec::with_capacity(4096);
            script.extend_from_slice(callback.as_str().as_bytes());
            script.push(b'(');
            serde_json::to_writer(&mut script, &Rooted(envelope))?;
            script.extend_from_slice(b");");
            Ok(script)
        }
    }
}

struct Envelope<'a, B: ?Sized> {
    /// XML alone has one.
    xmlns: Option<&'static str>,
    status: &'static str,
    body: Option<(&'static str, &'a B)>,
}

impl<B: Serialize + ?Sized> Serialize for Envelope<'_, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        if let Some(namespace) = self.xmlns {
            fields.serialize_entry("xmlns", namespace)?;
        }
        fields.serialize_entry("status", self.status)?;
        fields.serialize_entry("version", API_VERSION)?;
        fields.serialize_entry("type", SERVER_TYPE)?;
        fields.serialize_entry("serverVersion", env!("CARGO_PKG_VERSION"))?;
        fields.serialize_entry("openSubsonic", &true)?;
        if let Some((name, body)) = &self.body {
            fields.serialize_entry(name, body)?;
        }
        fields.end()
    }
}

/// JSON names the root element inside an object; XML has it around everything.
struct Rooted<'a, B: ?Sized>(&'a Envelope<'a, B>);

impl<B: Serialize + ?Sized> Serialize for Rooted<'_, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(1))?;
        object.serialize_entry(ROOT, self.0)?;
        object.end()
    }
}

#[derive(serde::Serialize)]
struct Failure<'a> {
    code: Code,
    message: &'a str,
}

#[cfg(test)]
mod tests {
    use super::{Code, Format, Reply};
    use serde::Serialize;

    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[derive(Serialize)]
    struct License {
        valid: bool,
    }

    fn jsonp() -> Format {
        Format::choose(Some("jsonp"), Some("back")).unwrap()
    }

    fn text(reply: Reply) -> String {
        String::from_utf8(reply.body).unwrap()
    }

    #[test]
    fn success_carries_the_envelope_and_the_body_under_its_name() {
        let envelope = format!(
            r#"{{"subsonic-response":{{"status":"ok","version":"1.16.1","type":"navidrome-rs","serverVersion":"{VERSION}","openSubsonic":true,"license":{{"valid":true}}}}}}"#
        );
        let reply = Reply::ok(&Format::Json, "license", &License { valid: true });
        assert_eq!((reply.content_type, reply.error), ("application/json", None));
        assert_eq!(text(reply), envelope);
        let reply = Reply::ok(&jsonp(), "license", &License { valid: true });
        assert_eq!(reply.content_type, "application/javascript");
        assert_eq!(text(reply), format!("back({envelope});"));
        let reply = Reply::ok(&Format::Xml, "license", &License { valid: true });
        assert_eq!(reply.content_type, "application/xml; charset=utf-8");
        assert_eq!(
            text(reply),
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?>
<subsonic-response xmlns="http://subsonic.org/restapi" status="ok" version="1.16.1" type="navidrome-rs" serverVersion="{VERSION}" openSubsonic="true"><license valid="true"/></subsonic-response>"#
            )
        );
    }

    #[test]
    fn failure_carries_the_same_envelope_with_code_and_message() {
        let reply = Reply::failed(&Format::Json, Code::NotFound, "no album \"x\"");
        assert_eq!(reply.error, Some(Code::NotFound));
        assert_eq!(
            text(reply),
            format!(
                r#"{{"subsonic-response":{{"status":"failed","version":"1.16.1","type":"navidrome-rs","serverVersion":"{VERSION}","openSubsonic":true,"error":{{"code":70,"message":"no album \"x\""}}}}}}"#
            )
        );
        let xml = text(Reply::failed(&Format::Xml, Code::Generic, "a < b"));
        assert!(
            xml.ends_with(r#"openSubsonic="true"><error code="0" message="a &lt; b"/></subsonic-response>"#),
            "{xml}"
        );
    }

    #[test]
    fn an_empty_answer_is_the_envelope_alone() {
        assert!(text(Reply::empty(&Format::Xml)).ends_with(r#" openSubsonic="true"/>"#));
        assert!(text(Reply::empty(&Format::Json)).ends_with(r#""openSubsonic":true}}"#));
    }

    #[test]
    fn a_body_without_a_form_in_the_language_becomes_a_failure() {
        struct Broken;
        impl Serialize for Broken {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_newtype_variant("Broken", 0, "a", &1)
            }
        }
        let reply = Reply::ok(&Format::Xml, "broken", &Broken);
        assert_eq!(reply.error, Some(Code::Generic));
        assert!(text(reply).contains(r#"status="failed""#));
    }
}
