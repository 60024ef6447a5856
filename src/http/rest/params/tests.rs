use super::{MOST_PAIRS, Params, Rating, Refusal, When};
use crate::http::rest::reply::Code;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
enum Order {
    ByYear,
    Newest,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Everything {
    id: String,
    size: Option<i64>,
    #[serde(default)]
    song_id: Vec<String>,
    #[serde(default)]
    index: Vec<u32>,
    submission: Option<bool>,
    order: Option<Order>,
    comment: Option<String>,
    gain: Option<f64>,
    rating: Option<Rating>,
    time: Option<When>,
}

fn parse(query: &str) -> Result<Everything, Refusal> {
    Params::collect(query.as_bytes(), b"").parse()
}

fn refused(query: &str) -> (Code, String) {
    let refusal = parse(query).unwrap_err();
    (refusal.code(), refusal.to_string())
}

#[test]
fn query_and_form_are_one_and_keys_may_repeat() {
    let params =
        Params::collect(b"id=a%20b+c&songId=1&index=3&unknown=%FF", b"songId=2&size=5&index=4&comment=caf%C3%A9");
    let all: Everything = params.parse().unwrap();
    assert_eq!((all.id.as_str(), all.size, all.comment.as_deref()), ("a b c", Some(5), Some("café")));
    assert_eq!((all.song_id, all.index), (vec!["1".to_owned(), "2".to_owned()], vec![3, 4]));
    assert_eq!(params.get("songId"), Some("1"));
    assert_eq!(params.all("songId").collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn what_real_clients_send_is_understood() {
    let all = parse("id=x&id=y&size=&submission=1&order=byYear&comment=&gain=0.5&rating=5&time=1700000000000&index=")
        .unwrap();
    assert_eq!(
        all,
        Everything {
            id: "x".to_owned(),
            size: None,
            song_id: vec![],
            index: vec![],
            submission: Some(true),
            order: Some(Order::ByYear),
            comment: Some(String::new()),
            gain: Some(0.5),
            rating: all.rating,
            time: all.time,
        }
    );
    assert_eq!((all.rating.map(Rating::stars), all.time.map(When::moment)), (Some(5), Some(1_700_000_000_000)));
    for (word, meaning) in [("true", Some(true)), ("FALSE", Some(false)), ("0", Some(false)), ("", None)] {
        assert_eq!(parse(&format!("id=x&submission={word}")).unwrap().submission, meaning, "{word:?}");
    }
}

#[test]
fn a_missing_parameter_is_named() {
    let missing = (Code::MissingParameter, "required parameter \"id\" is missing".to_owned());
    assert_eq!(refused(""), missing);
    assert_eq!(refused("ID=x&size=3"), missing);

    #[derive(Debug, Deserialize)]
    struct Required {
        #[serde(rename = "position")]
        _position: i64,
    }
    let blank = Params::collect(b"position=", b"").parse::<Required>().unwrap_err();
    assert_eq!(blank.to_string(), "required parameter \"position\" is missing");

    #[derive(Debug, Deserialize)]
    struct AtLeastOne {
        #[serde(rename = "id")]
        _id: Vec<String>,
    }
    for query in [&b"x=1"[..], b"id=", b"id=&id="] {
        let refusal = Params::collect(query, b"").parse::<AtLeastOne>().unwrap_err();
        assert_eq!(refusal.to_string(), "required parameter \"id\" is missing");
    }
}

#[test]
fn a_malformed_parameter_is_named_with_what_would_be_right() {
    for (query, message) in [
        ("size=many", "parameter \"size\" must be a whole number from -9223372036854775808 to 9223372036854775807"),
        ("index=-1", "parameter \"index\" must be a whole number from 0 to 4294967295"),
        ("submission=yes", "parameter \"submission\" must be true or false"),
        ("order=oldest", "parameter \"order\" must be one of byYear, newest"),
        ("gain=NaN", "parameter \"gain\" must be a number"),
        ("rating=6", "parameter \"rating\" must be a whole number from 0 to 5"),
        ("rating=-1", "parameter \"rating\" must be a whole number from 0 to 5"),
        ("time=-5", "parameter \"time\" must be a time in milliseconds since 1970"),
        ("time=9223372036854775807", "parameter \"time\" must be a time in milliseconds since 1970"),
        ("comment=a%00b", "parameter \"comment\" must not hold a NUL character"),
        ("u=a%00b", "parameter \"u\" must not hold a NUL character"),
    ] {
        assert_eq!(refused(&format!("id=x&{query}")), (Code::Generic, message.to_owned()));
    }
}

#[test]
fn no_request_makes_more_than_the_most_pairs() {
    let most = vec!["songId=1"; MOST_PAIRS - 1].join("&");
    assert_eq!(parse(&format!("id=x&{most}")).unwrap().song_id.len(), MOST_PAIRS - 1);
    let over = format!("id=x&songId=1&{most}&songId=2&songId=3");
    for params in [Params::collect(over.as_bytes(), b"a=b&c=d"), Params::collect(b"a=b", over.as_bytes())] {
        assert_eq!(params.pairs.len(), MOST_PAIRS + 1);
        assert_eq!(params.parse::<Everything>(), Err(Refusal::TooMany));
    }
}

#[test]
fn printing_parameters_shows_no_value() {
    assert_eq!(format!("{:?}", Params::collect(b"u=anna&p=secret", b"")), r#"["u", "p"]"#);
}
