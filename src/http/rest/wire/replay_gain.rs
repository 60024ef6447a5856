//! Loudness.

use crate::domain::song;
use serde::Serialize;

/// How loud a song is, as its tags say; `{}` where they say nothing. Gains in dB, peaks as a fraction of full scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplayGain {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_peak: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_peak: Option<f64>,
}

impl From<&song::ReplayGain> for ReplayGain {
    /// Numbers JSON cannot hold, and peaks below zero, which the schema forbids, count as not given.
    fn from(tags: &song::ReplayGain) -> Self {
        let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
        let peak = |number: Option<f64>| finite(number).filter(|peak| *peak >= 0.0);
        Self {
            track_gain: finite(tags.track_gain),
            album_gain: finite(tags.album_gain),
            track_peak: peak(tags.track_peak),
            album_peak: peak(tags.album_peak),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReplayGain;
    use crate::domain::song;

    #[test]
    fn gain_says_what_the_tags_say_and_nothing_impossible() {
        let json = |tags| serde_json::to_string(&ReplayGain::from(&tags)).unwrap();
        assert_eq!(json(song::ReplayGain::default()), "{}");
        let tags = song::ReplayGain {
            track_gain: Some(-7.5),
            track_peak: Some(0.0),
            album_gain: Some(f64::NAN),
            album_peak: Some(-1.0),
        };
        assert_eq!(json(tags), r#"{"trackGain":-7.5,"trackPeak":0.0}"#);
    }
}
