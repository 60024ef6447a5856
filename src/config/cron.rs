//! Cron schedules: checked here, run elsewhere.
//!
//! Five fields (minute, hour, day, month, weekday) or six with seconds before them; `@daily` and its kin; `@every 1h30m`,
//! for which `1h30m` alone will do; `TZ=Europe/Rome` or `CRON_TZ=…` in front. `3~7` is one number chosen at random.

use super::duration;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A schedule that has been found valid, as text in one of the forms above (a bare duration has become `@every …`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron(String);

impl Cron {
    /// The schedule as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A schedule that empty text or `0` turns off, for serde's `with`.
pub(super) mod optional {
    use super::Cron;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(schedule: &Option<Cron>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(schedule.as_ref().map_or("0", Cron::as_str))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Cron>, D::Error> {
        match String::deserialize(from)?.trim() {
            "" | "0" => Ok(None),
            text => text.parse().map(Some).map_err(D::Error::custom),
        }
    }
}

const WORDS: [&str; 7] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

impl FromStr for Cron {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (zone, schedule) = match text.strip_prefix("CRON_TZ=").or_else(|| text.strip_prefix("TZ=")) {
            Some(rest) => rest.split_once(' ').ok_or("there is no schedule after the time zone")?,
            None => ("", text),
        };
        if !zone.is_empty() && jiff::tz::TimeZone::get(zone).is_err() {
            return Err(format!("there is no time zone {zone:?}"));
        }
        let schedule = schedule.trim();
        let lower = schedule.to_ascii_lowercase();
        if let Some(every) = lower.strip_prefix("@every ") {
            return pause(every).map(|()| Self(text.into()));
        }
        if zone.is_empty() && pause(schedule).is_ok() {
            return Ok(Self(format!("@every {schedule}")));
        }
        if schedule.starts_with('@') {
            let known = WORDS.contains(&lower.as_str());
            return if known { Ok(Self(text.into())) } else { Err(format!("there is no {schedule:?}")) };
        }
        fields(&lower).map(|()| Self(text.into()))
    }
}

fn pause(text: &str) -> Result<(), String> {
    match duration::parse(text) {
        Some(pause) if pause >= Duration::from_secs(1) => Ok(()),
        Some(_) => Err("the least is one second".into()),
        None => Err(format!("{text:?} is no duration")),
    }
}

struct Field {
    name: &'static str,
    least: u32,
    most: u32,
    /// Words for the numbers from `least` on.
    words: &'static [&'static str],
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const FIELDS: [Field; 6] = [
    Field { name: "second", least: 0, most: 59, words: &[] },
    Field { name: "minute", least: 0, most: 59, words: &[] },
    Field { name: "hour", least: 0, most: 23, words: &[] },
    Field { name: "day", least: 1, most: 31, words: &[] },
    Field { name: "month", least: 1, most: 12, words: &MONTHS },
    // 7 is Sunday too, as in every crontab
    Field { name: "weekday", least: 0, most: 7, words: &DAYS },
];

fn fields(schedule: &str) -> Result<(), String> {
    let written: Vec<_> = schedule.split_whitespace().collect();
    let named = match written.len() {
        5 => &FIELDS[1..],
        6 => &FIELDS[..],
        n => return Err(format!("five fields are needed, it has {n}")),
    };
    named.iter().zip(written).try_for_each(|(field, text)| text.split(',').try_for_each(|part| field.check(part)))
}

impl Field {
    /// `*`, `?`, `3`, `3-7`, `3~7`, `3~`, `~7`, `~`, each with `/step` or without.
    fn check(&self, part: &str) -> Result<(), String> {
        let refused = || format!("{part:?} is no {}", self.name);
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        if step.is_some_and(|step| !step.parse::<u32>().is_ok_and(|step| (1..=self.most).contains(&step))) {
            return Err(refused());
        }
        let (from, to) = match (range, range.split_once('-'), range.split_once('~')) {
            ("*" | "?", _, _) => return Ok(()),
            (_, Some((from, to)), _) => (self.number(from), self.number(to)),
            (_, _, Some((from, to))) => (
                if from.is_empty() { Some(self.least) } else { self.number(from) },
                if to.is_empty() { Some(self.most) } else { self.number(to) },
            ),
            _ => (self.number(range), Some(self.most)),
        };
        match (from, to) {
            (Some(from), Some(to)) if from <= to => Ok(()),
            _ => Err(refused()),
        }
    }

    fn number(&self, text: &str) -> Option<u32> {
        let word = self.words.iter().position(|word| *word == text).and_then(|index| u32::try_from(index).ok());
        let number = word.map(|index| index + self.least).or_else(|| text.parse().ok());
        number.filter(|number| (self.least..=self.most).contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_is_a_schedule() {
        for text in [
            "0 3 * * *",
            "30 0 3 * * *",
            "*/15 * * * mon-fri",
            "0 0 1,15 JAN-mar ?",
            "3~7 ~ 1~ ~12 0",
            "5/10 * * * 7",
            "@hourly",
            "@Daily",
            "@weekly",
            "@monthly",
            "@yearly",
            "@every 1h30m",
            "TZ=Europe/Rome 0 6 * * *",
            "CRON_TZ=UTC @daily",
        ] {
            assert_eq!(text.parse(), Ok(Cron(text.into())), "{text}");
        }
        assert_eq!("5m".parse(), Ok(Cron("@every 5m".into())));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, detail) in [
            ("99 * * * *", "\"99\" is no minute"),
            ("* * * * * * *", "five fields are needed, it has 7"),
            ("soon", "five fields are needed, it has 1"),
            ("* 5-3 * * *", "\"5-3\" is no hour"),
            ("* * 0 * *", "\"0\" is no day"),
            ("* * * foo *", "\"foo\" is no month"),
            ("*/0 * * * *", "\"*/0\" is no minute"),
            ("* * * * 8", "\"8\" is no weekday"),
            ("@often", "there is no \"@often\""),
            ("@every soon", "\"soon\" is no duration"),
            ("@every 10ms", "the least is one second"),
            ("TZ=Mars/Olympus 0 6 * * *", "there is no time zone \"Mars/Olympus\""),
            ("TZ=UTC", "there is no schedule after the time zone"),
        ] {
            assert_eq!(text.parse::<Cron>(), Err(detail.into()), "{text}");
        }
    }
}
