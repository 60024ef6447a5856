//! Which paths a file names, in `use` and in the middle of code, with groups written out.

/// `crate::store::songs` or `std::env::var`, and where it stands.
#[derive(Debug, PartialEq)]
pub struct Path {
    pub line: usize,
    pub path: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    Name(&'a str),
    Colons,
    Other(char),
}

/// Every path of two or more names in `text`. `self` and `super` are written out for the file's own `module`
/// (`store/songs`); in a module inside the file they are taken for the file's, which errs on the same room.
pub fn paths(text: &str, module: &str) -> Vec<Path> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = matches!(tokens[at].1, Token::Name(_)) && (at == 0 || tokens[at - 1].1 != Token::Colons);
        at = if begins { follow(&tokens, at, &mut Vec::new(), module, &mut found) } else { at + 1 };
    }
    found
}

/// Reads the path that begins at `at` behind `before`, keeps what it names, and gives the place behind it.
fn follow<'a>(
    tokens: &[(usize, Token<'a>)],
    mut at: usize,
    before: &mut Vec<&'a str>,
    module: &str,
    found: &mut Vec<Path>,
) -> usize {
    let (line, depth) = (tokens[at].0, before.len());
    while let Some((_, Token::Name(name))) = tokens.get(at) {
        before.push(name);
        at += 1;
        if tokens.get(at).map(|token| &token.1) != Some(&Token::Colons) {
            break;
        }
        at += 1;
        if tokens.get(at).map(|token| &token.1) == Some(&Token::Other('{')) {
            at = follow_group(tokens, at + 1, before, module, found);
            before.truncate(depth);
            return at;
        }
    }
    if before.len() > 1 {
        found.push(Path { line, path: absolute(before, module) });
    }
    before.truncate(depth);
    at
}

fn follow_group<'a>(
    tokens: &[(usize, Token<'a>)],
    mut at: usize,
    before: &mut Vec<&'a str>,
    module: &str,
    found: &mut Vec<Path>,
) -> usize {
    while let Some((_, token)) = tokens.get(at) {
        at = match token {
            Token::Other('}') => return at + 1,
            Token::Name("as") => at + 2,
            Token::Name(_) => follow(tokens, at, before, module, found),
            _ => at + 1,
        };
    }
    at
}

fn absolute(names: &[&str], module: &str) -> String {
    let ups = names.iter().take_while(|name| **name == "super").count();
    let own: Vec<&str> = module.split('/').collect();
    if ups > 0 {
        let kept = &own[..own.len().saturating_sub(ups)];
        [&["crate"], kept, &names[ups..]].concat().join("::")
    } else if names[0] == "self" {
        [&["crate"], own.as_slice(), &names[1..]].concat().join("::")
    } else {
        names.join("::")
    }
}

/// Names and marks, each with its line; without comments, texts and the insides of character literals.
fn tokens(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (length, token) = if let Some(length) = skipped(rest) {
            (length, None)
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            (length, Some(Token::Name(&rest[..length])))
        } else if rest.starts_with("::") {
            (2, Some(Token::Colons))
        } else {
            (first.len_utf8(), (!first.is_whitespace()).then_some(Token::Other(first)))
        };
        tokens.extend(token.map(|token| (line, token)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of the comment or literal that `rest` begins with.
fn skipped(rest: &str) -> Option<usize> {
    let until = |open: usize, close: &str| rest[open..].find(close).map_or(rest.len(), |at| open + at + close.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(until(2, "*/"));
    }
    if let Some(raw) = rest.strip_prefix('r').map(|raw| raw.trim_start_matches('#')).filter(|raw| raw.starts_with('"'))
    {
        let hashes = rest.len() - 2 - (raw.len() - 1);
        return Some(until(hashes + 2, &format!("\"{}", "#".repeat(hashes))));
    }
    if rest.starts_with('"') {
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            let closes = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        });
        return Some(end.map_or(rest.len(), |(at, _)| at + 1));
    }
    let mut literal = rest.strip_prefix('\'')?.chars();
    match (literal.next()?, literal.next()?) {
        ('\\', escaped) => Some(until(2 + escaped.len_utf8(), "'")),
        (character, '\'') => Some(2 + character.len_utf8()),
        // a lifetime
        _ => None,
    }
}
