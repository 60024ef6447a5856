//! One spelling out of many: what identity, order and search compare instead of the words themselves.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// For identity: lower case and composed, without surrounding spaces; accents still count.
pub fn identity(text: &str) -> String {
    text.trim().nfc().flat_map(char::to_lowercase).collect()
}

/// For order and search: lower case without accents; letters that are no letter plus accent are spelled out.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.trim().nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match letter {
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            'ð' | 'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            '‘' | '’' | '´' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            other => folded.push(other),
        }
    }
    folded
}

/// `name` folded and without one of the leading `articles` (space separated: "The El La …"), for lists.
pub fn order_name(name: &str, articles: &str) -> String {
    let folded = plain(name);
    for article in articles.split_whitespace() {
        let article = plain(article);
        if let Some(rest) = folded.strip_prefix(&article).and_then(|rest| rest.strip_prefix(' ')) {
            let rest = rest.trim_start();
            if !rest.is_empty() {
                return rest.to_owned();
            }
        }
    }
    folded
}

/// The words of a text as search keeps them, separated by single spaces: folded, cut at everything that is no letter
/// or digit, and each sign of a script without spaces (Chinese, Japanese, Korean, Thai) a word of its own.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 8);
    let mut inside = false;
    for letter in plain(text).chars() {
        if letter == '\'' {
            continue; // don't and dont are one word
        }
        let alone = is_unspaced(letter);
        if !letter.is_alphanumeric() && !alone {
            inside = false;
            continue;
        }
        if (!inside || alone) && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter);
        inside = !alone;
    }
    words
}

/// Whether a letter belongs to a script that is written without spaces between words.
pub fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x30FF
        | 0x3100..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_without_their_article() {
        assert_eq!(order_name("The Beatles", "The El La"), "beatles");
        assert_eq!(order_name("Theory", "The El La"), "theory");
        assert_eq!(order_name("The", "The El La"), "the");
        assert_eq!(order_name("Ólafur", "The"), "olafur");
    }

    #[test]
    fn search_sees_words_without_accents_and_cuts_scripts_without_spaces() {
        assert_eq!(words("Björk – Jóga (AC/DC)"), "bjork joga ac dc");
        assert_eq!(words("日本語の曲"), "日 本 語 の 曲");
        assert_eq!(words("Don't stop"), "dont stop");
        assert_eq!(words("x日y"), "x 日 y");
        assert_eq!(words("!!!"), "");
    }
}
