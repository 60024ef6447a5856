//! What listeners think of a thing, as it is shown beside it.

use super::date::Timestamp;
use super::known;
use crate::domain::annotation::{Annotation, AverageRating};

/// One listener's annotation, and the mean of everybody's ratings.
#[derive(Debug, Clone, Copy)]
pub struct Opinion<'a> {
    pub annotation: &'a Annotation,
    pub average: AverageRating,
}

impl Opinion<'_> {
    /// 1 to 5.
    pub fn user_rating(&self) -> Option<i32> {
        Some(self.annotation.rating).filter(|stars| (1..=5).contains(stars))
    }

    /// 1 to 5, where anybody rated.
    pub fn average_rating(&self) -> Option<f64> {
        Some(self.average).filter(|mean| (1.0..=5.0).contains(mean))
    }

    /// How often it was played, if ever.
    pub fn play_count(&self) -> Option<i64> {
        known(self.annotation.play_count)
    }

    /// When it was last played.
    pub fn played(&self) -> Option<Timestamp> {
        self.annotation.played_at.map(Timestamp)
    }

    /// When it was starred.
    pub fn starred(&self) -> Option<Timestamp> {
        self.annotation.starred_at.map(Timestamp)
    }
}
