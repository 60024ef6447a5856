//! Numbers in tags: positions with totals, tempo, switches.

/// The number of "3", "03" or "3/12"; none for anything that is no number from 1 on.
pub fn position(text: &str) -> Option<i32> {
    text.split('/').next()?.trim().parse().ok().filter(|number| *number > 0)
}

/// The total of "3/12".
pub fn total(text: &str) -> Option<i32> {
    text.split_once('/').and_then(|(_, total)| position(total))
}

/// Beats a minute, rounded; 0 for what is no tempo.
pub fn tempo(text: &str) -> i32 {
    text.parse::<f64>().ok().filter(|tempo| (0.0..10_000.0).contains(tempo)).map_or(0, |tempo| tempo.round() as i32)
}

/// Whether a switch is on.
pub fn switch(text: &str) -> bool {
    ["1", "true", "yes", "t", "y"].iter().any(|on| text.eq_ignore_ascii_case(on))
}

/// iTunes' advisory as Navidrome keeps it: `e` for explicit (1, and 4 in old files), `c` for clean (2).
pub fn explicit_status(text: &str) -> &'static str {
    match text {
        "1" | "4" => "e",
        "2" => "c",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_may_have_a_total_and_must_be_numbers() {
        let cases = [
            ("3", Some(3), None),
            ("02/10", Some(2), Some(10)),
            ("A1", None, None),
            ("0/12", None, Some(12)),
            ("-1", None, None),
            ("99999999999", None, None),
            ("1/0", Some(1), None),
        ];
        for (text, number, of) in cases {
            assert_eq!((position(text), total(text)), (number, of), "{text}");
        }
    }

    #[test]
    fn tempo_is_rounded_and_switches_have_several_words() {
        assert_eq!([tempo("120.7"), tempo("97"), tempo("fast"), tempo("1e99")], [121, 97, 0, 0]);
        assert_eq!(["1", "TRUE", "yes", "0", ""].map(switch), [true, true, true, false, false]);
        assert_eq!(["1", "4", "2", "0"].map(explicit_status), ["e", "e", "c", ""]);
    }
}
