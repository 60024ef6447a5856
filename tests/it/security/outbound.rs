//! Calls to other servers: what somebody might enter to make this server call what only it can reach.

use navidrome_rs::outbound::{Answer, Client, Error, Found, Names, Origin, Settings};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names as these tests want them.
#[derive(Clone, Default)]
struct Book(Arc<HashMap<&'static str, Entry>>);

/// Each look-up gives the next addresses, the last ones for ever.
struct Entry {
    asked: AtomicUsize,
    answers: Vec<Vec<IpAddr>>,
}

impl Book {
    fn new(entries: &[(&'static str, &[&[&str]])]) -> Self {
        let addresses = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        let entry = |(name, answers): &(&'static str, &[&[&str]])| {
            (*name, Entry { asked: AtomicUsize::new(0), answers: answers.iter().map(addresses).collect() })
        };
        Self(Arc::new(entries.iter().map(entry).collect()))
    }
}

impl Names for Book {
    fn look_up(&self, name: &str) -> Found {
        let answer = self.0.get(name).map(|Entry { asked, answers }| {
            answers[asked.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)].clone()
        });
        Box::pin(async move { answer.ok_or_else(|| std::io::Error::other("no such name")) })
    }
}

/// A server at an address of this machine that answers every path alike, and counts.
struct Other {
    port: u16,
    asked: Arc<AtomicUsize>,
    heads: Arc<parking_lot::Mutex<Vec<String>>>,
}

impl Other {
    fn at(address: &str, answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let other = Self { port, asked: Arc::default(), heads: Arc::default() };
        let (asked, heads) = (Arc::clone(&other.asked), Arc::clone(&other.heads));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                asked.fetch_add(1, Ordering::SeqCst);
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
                heads.lock().push(head.join("\n"));
                // who was refused is gone already
                let _ = stream.write_all(&answer(&path));
            }
        });
        other
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

fn client(networks: &[&str], names: Book) -> Client {
    let allowed_networks = networks.iter().map(|network| network.parse().unwrap()).collect();
    Client::new(&Settings { services: true, allowed_networks }, names).unwrap()
}

fn get(client: &Client, address: &str) -> Result<Answer, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client.get(address, Origin::Listener, 1000))
}

#[test]
fn however_an_address_of_the_inside_is_written_it_is_not_called() {
    let inside = Other::at("127.0.0.1", |_| ok(b"secret"));
    let names = Book::new(&[
        ("localhost", &[&["127.0.0.1"]]),
        ("localhost.", &[&["127.0.0.1"]]),
        ("127.0.0.1.nip.io", &[&["127.0.0.1"]]),
        ("six.example", &[&["::1"]]),
        ("mapped.example", &[&["::ffff:127.0.0.1"]]),
        ("many.example", &[&["10.0.0.1", "::1", "169.254.169.254", "127.0.0.1"]]),
        ("metadata.google.internal", &[&["169.254.169.254"]]),
        ("nothing.example", &[&[]]),
    ]);
    let client = client(&[], names);
    for host in [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.1",
        "0x7f000001",
        "0X7F.0.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0177.1",
        "127.0.0.1.",
        "127.255.255.254",
        "0",
        "0.0.0.0",
        "0x0",
        "00",
        "10.0.0.1",
        "012.0.0.1",
        "0xa.1",
        "167772161",
        "172.16.0.1",
        "192.168.1.1",
        "0xc0a80101",
        "3232235777",
        "100.64.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "0251.0376.0251.0376",
        "169.254.43518",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[100::1]",
        "127%2e0%2e0%2e1",
        "%31%32%37.1",
        "127。0。0。1",
        "１２７.0.0.1",
        "⑫7.0.0.1",
        "user:password@127.0.0.1",
        "1.1.1.1@127.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1.nip.io",
        "six.example",
        "mapped.example",
        "many.example",
        "metadata.google.internal",
        "nothing.example",
    ] {
        let answer = get(&client, &format!("http://{host}:{}/", inside.port));
        assert_eq!(answer.map(|answer| answer.body), Err(Error::NotPublic), "{host}");
    }
    assert_eq!(inside.asked(), 0);
}

#[test]
fn only_http_and_https_are_addresses() {
    let client = client(&["127.0.0.0/8"], Book::default());
    for address in [
        "",
        " ",
        "127.0.0.1",
        "//127.0.0.1/",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "data:text/plain,x",
        "javascript:1",
        "unix:/run/socket",
        "http://",
        "http://:80/",
        "http://[::1",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://0x7f.0.0.0x1ff/",
        "ws://127.0.0.1/",
    ] {
        assert_eq!(get(&client, address).map(|answer| answer.body), Err(Error::NoAddress), "{address:?}");
    }
}

#[test]
fn a_network_that_the_administrator_names_is_called_and_its_neighbour_is_not() {
    let named = Other::at("127.0.0.1", |_| ok(b"music"));
    let neighbour = Other::at("127.0.0.2", |_| ok(b"secret"));
    let names = Book::new(&[
        ("radio.example", &[&["127.0.0.1"]]),
        // as a name with a public and an inner address would be
        ("both.example", &[&["127.0.0.2", "127.0.0.1"]]),
    ]);
    let client = client(&["127.0.0.1/32"], names);
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "radio.example"] {
        let answer = get(&client, &format!("http://{host}:{}/x", named.port)).unwrap_or_else(|e| panic!("{host}: {e}"));
        assert_eq!(
            (answer.status, answer.content_type.as_str(), answer.body.as_slice()),
            (200, "text/plain", &b"music"[..])
        );
    }
    assert_eq!(get(&client, &format!("http://127.0.0.2:{}/", neighbour.port)).unwrap_err(), Error::NotPublic);
    // of two addresses only the permitted one is ever connected to
    assert_eq!(get(&client, &format!("http://both.example:{}/", neighbour.port)).unwrap_err(), Error::NoAnswer);
    assert_eq!((named.asked(), neighbour.asked()), (3, 0));
}

#[test]
fn a_name_that_means_something_else_a_moment_later_is_checked_each_time() {
    let (named, inside) = (Other::at("127.0.0.1", |_| ok(b"music")), Other::at("127.0.0.2", |_| ok(b"secret")));
    let names = Book::new(&[("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]])]);
    let client = client(&["127.0.0.1/32"], names);
    let first = get(&client, &format!("http://rebinding.example:{}/", named.port));
    assert_eq!(first.unwrap().body, b"music");
    let second = get(&client, &format!("http://rebinding.example:{}/", inside.port));
    assert_eq!(second.unwrap_err(), Error::NotPublic);
    assert_eq!(inside.asked(), 0);
}

#[test]
fn a_redirect_leads_nowhere_that_the_first_address_may_not_be() {
    let inside = Other::at("127.0.0.2", |_| ok(b"secret"));
    let port = inside.port;
    let outside = Other::at("127.0.0.1", move |path| match path {
        "/literal" => redirect(&format!("http://127.0.0.2:{port}/")),
        "/number" => redirect(&format!("http://0x7f000002:{port}/")),
        "/six" => redirect("http://[::1]/"),
        "/name" => redirect(&format!("http://inside.example:{port}/")),
        "/relative" => redirect("//inside.example/"),
        "/file" => redirect("file:///etc/passwd"),
        "/loop" => redirect("/loop"),
        "/4" => redirect("/3"),
        "/3" => redirect("/2"),
        "/2" => redirect("/1"),
        "/1" => redirect("/0"),
        "/5" => redirect("/4"),
        _ => ok(b"music"),
    });
    let client = client(&["127.0.0.1/32"], Book::new(&[("inside.example", &[&["127.0.0.2"]])]));
    let ask = |path: &str| get(&client, &format!("http://127.0.0.1:{}{path}", outside.port)).map(|answer| answer.body);
    for path in ["/literal", "/number", "/six", "/name", "/relative"] {
        assert_eq!(ask(path), Err(Error::NotPublic), "{path}");
    }
    assert_eq!(inside.asked(), 0);
    assert_eq!(ask("/file"), Ok(Vec::new()), "the redirect itself is the answer");
    assert_eq!(ask("/5"), Ok(b"music".to_vec()), "five redirects are followed");
    let before = outside.asked();
    assert_eq!(ask("/loop"), Err(Error::NoAnswer));
    assert_eq!(outside.asked() - before, 6, "and no sixth");
}

#[test]
fn an_answer_is_read_no_further_than_its_limit_inflated_or_endless() {
    let outside = Other::at("127.0.0.1", |path| match path {
        "/1000" => ok(&[7; 1000]),
        "/1001" => ok(&[7; 1001]),
        "/bomb" => {
            let packed = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(packed.path(), vec![0; 10_000_000]).unwrap();
            let packed = std::process::Command::new("gzip").arg("-c").arg(packed.path()).output().unwrap().stdout;
            assert!(packed.len() < 20_000);
            let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n";
            [head.as_bytes(), &packed].concat()
        }
        _ => [b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec(), vec![7; 10_000_000]].concat(),
    });
    let client = client(&["127.0.0.0/8"], Book::default());
    let ask = |path: &str| get(&client, &format!("http://127.0.0.1:{}{path}", outside.port)).map(|a| a.body.len());
    assert_eq!(ask("/1000"), Ok(1000));
    for path in ["/1001", "/bomb", "/endless"] {
        assert_eq!(ask(path), Err(Error::TooLarge), "{path}");
    }
}

#[test]
fn nothing_of_this_server_is_sent_along_and_nothing_is_kept() {
    let outside = Other::at("127.0.0.1", |path| {
        match path {
        "/cookie" => b"HTTP/1.1 302 Found\r\nset-cookie: a=b\r\nlocation: /next?key=1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec(),
        _ => ok(b""),
    }
    });
    let client = client(&["127.0.0.0/8"], Book::default());
    get(&client, &format!("http://127.0.0.1:{}/cookie", outside.port)).unwrap();
    let heads = outside.heads.lock().clone();
    assert_eq!(heads.len(), 2);
    for head in heads {
        let head = head.to_lowercase();
        assert!(head.contains("user-agent: navidrome-rs/"), "{head}");
        for absent in ["cookie:", "referer:", "authorization:", "x-forwarded-for:"] {
            assert!(!head.contains(absent), "{head}");
        }
    }
}

#[test]
fn switched_off_services_are_not_called_but_what_a_listener_entered_is() {
    let outside = Other::at("127.0.0.1", |_| ok(b"music"));
    let settings = Settings { services: false, allowed_networks: vec!["127.0.0.0/8".parse().unwrap()] };
    let client = Client::new(&settings, Book::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ask = |origin| runtime.block_on(client.get(&format!("http://127.0.0.1:{}/", outside.port), origin, 10));
    assert_eq!(ask(Origin::Service).unwrap_err(), Error::SwitchedOff);
    assert_eq!(outside.asked(), 0);
    assert_eq!(ask(Origin::Listener).unwrap().body, b"music");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_not_taken() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let made = rcgen::generate_simple_self_signed(vec!["radio.example".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let said = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut tls = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        while tls.is_handshaking() {
            if let Err(error) = tls.complete_io(&mut stream) {
                return error.to_string();
            }
        }
        // the client's refusal may come after the server's side of the handshake
        tls.complete_io(&mut stream).map_or_else(|error| error.to_string(), |_| "no complaint".to_owned())
    });
    let client = client(&["127.0.0.0/8"], Book::new(&[("radio.example", &[&["127.0.0.1"]])]));
    assert_eq!(get(&client, &format!("https://radio.example:{port}/")).unwrap_err(), Error::NoAnswer);
    let said = said.join().unwrap();
    assert!(said.contains("UnknownCA") || said.contains("BadCertificate") || said.contains("Certificate"), "{said}");
}

#[test]
fn an_error_says_the_same_of_whatever_does_not_answer() {
    let silent = Other::at("127.0.0.1", |_| b"no http at all".to_vec());
    let broken = Other::at("127.0.0.1", |_| b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx".to_vec());
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = client(&["127.0.0.0/8"], Book::default());
    for address in [
        format!("http://127.0.0.1:{}/", silent.port),
        format!("http://127.0.0.1:{}/", broken.port),
        format!("http://127.0.0.1:{closed}/"),
        "http://unknown.example/".to_owned(),
    ] {
        let error = get(&client, &address).unwrap_err();
        assert_eq!(error.to_string(), "the other server gave no answer", "{address}");
    }
}
