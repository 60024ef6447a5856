//! Whoever talks to the server: strangers, listeners, administrators.

use reqwest::StatusCode;
use reqwest::blocking::{Client, ClientBuilder};
use serde_json::Value;

/// Somebody with a client.
pub struct Person {
    client: Client,
    url: String,
    /// Name and password; a stranger has none.
    login: Option<(String, String)>,
}

/// What every client of the tests is made of.
pub fn client() -> ClientBuilder {
    // fails where it was done before, which is as good
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
}

impl Person {
    pub fn stranger(url: &str) -> Self {
        Self { client: client().build().unwrap(), url: url.to_owned(), login: None }
    }

    /// The same person at another address of this machine, such as 127.0.0.2.
    pub fn at(self, address: &str) -> Self {
        let address: std::net::IpAddr = address.parse().unwrap();
        Self { client: client().local_address(address).build().unwrap(), ..self }
    }

    pub fn known(url: &str, name: &str, password: &str) -> Self {
        Self { login: Some((name.to_owned(), password.to_owned())), ..Self::stranger(url) }
    }

    /// Asks an endpoint of the Subsonic API, answered in JSON.
    pub fn rest<const N: usize>(&self, endpoint: &str, params: [(&str, &str); N]) -> Answer {
        self.ask(endpoint, "json", &params)
    }

    /// As [`Person::rest`], answered in XML.
    pub fn xml<const N: usize>(&self, endpoint: &str, params: [(&str, &str); N]) -> Answer {
        self.ask(endpoint, "xml", &params)
    }

    /// As [`Person::rest`], with parameters whose number is known later.
    pub fn ask(&self, endpoint: &str, format: &str, params: &[(&str, &str)]) -> Answer {
        let mut all = vec![("v", "1.16.1"), ("c", "tests"), ("f", format)];
        if let Some((name, password)) = &self.login {
            all.extend([("u", name.as_str()), ("p", password.as_str())]);
        }
        all.extend(params);
        // a form holds what no address would
        self.send(self.client.post(format!("{}/rest/{endpoint}", self.url)).form(&all))
    }

    /// A GET of any path, without credentials.
    pub fn get(&self, path: &str) -> Answer {
        self.send(self.client.get(format!("{}{path}", self.url)))
    }

    /// For requests that are out of the ordinary: the address of a path, to build one on [`Person::client`].
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub fn send(&self, request: reqwest::blocking::RequestBuilder) -> Answer {
        let response = request.send().unwrap_or_else(|error| panic!("no answer: {error}"));
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, content_type) = (response.status(), header("content-type").to_owned());
        let headers = response.headers().clone();
        let body = response.bytes().unwrap_or_else(|error| panic!("the answer broke off: {error}")).to_vec();
        Answer { status, content_type, headers, body }
    }
}

/// What the server said.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub content_type: String,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("an answer of text")
    }

    /// The body of a JSON answer.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.text()))
    }

    /// The envelope's content, whatever it says.
    pub fn envelope(&self) -> Value {
        self.json()["subsonic-response"].take()
    }

    /// The envelope's content of an answer that must not be an error.
    pub fn ok(&self) -> Value {
        let envelope = self.envelope();
        assert_eq!(envelope["status"], "ok", "{envelope}");
        envelope
    }

    /// The code of an answer that must be an error.
    pub fn error_code(&self) -> i64 {
        let envelope = self.envelope();
        assert_eq!(envelope["status"], "failed", "{envelope}");
        envelope["error"]["code"].as_i64().unwrap()
    }

    /// One field of each entry of a list, named by a JSON pointer: `column("/searchResult3/song", "title")`. No list is
    /// an empty one; what is no text is written as JSON has it.
    pub fn column(&self, list: &str, field: &str) -> Vec<String> {
        column(&self.ok(), list, field)
    }
}

/// As [`Answer::column`], of a part of an answer.
pub fn column(value: &Value, list: &str, field: &str) -> Vec<String> {
    let entries = value.pointer(list).map_or(&[][..], |list| list.as_array().expect("a list"));
    entries.iter().map(|entry| entry[field].as_str().map_or_else(|| entry[field].to_string(), str::to_owned)).collect()
}
