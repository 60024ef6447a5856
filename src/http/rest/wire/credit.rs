//! Mentions of people on songs and albums.

use super::said;
use crate::domain::artist::ArtistRef;
use crate::domain::credit::{Credit, Role};
use serde::Serialize;

/// What stands between several names in one line.
const BETWEEN_NAMES: &str = " • ";

/// An artist by id and name, as songs and albums mention one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ArtistLink<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

/// Everybody mentioned, in order.
pub fn links(artists: &[ArtistRef]) -> Vec<ArtistLink<'_>> {
    artists.iter().map(|artist| ArtistLink { id: &artist.id, name: &artist.name }).collect()
}

/// Who did what on a song, besides its artists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contributor<'a> {
    pub role: &'static str,
    /// The instrument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_role: Option<&'a str>,
    pub artist: ArtistLink<'a>,
}

impl<'a> From<&'a Credit> for Contributor<'a> {
    fn from(credit: &'a Credit) -> Self {
        Self {
            role: credit.role.word(),
            sub_role: said(&credit.sub_role),
            artist: ArtistLink { id: &credit.artist_id, name: &credit.name },
        }
    }
}

/// The names in one role, in one line.
pub fn line(credits: &[Credit], role: Role) -> String {
    let names: Vec<_> =
        credits.iter().filter(|credit| credit.role == role).map(|credit| credit.name.as_str()).collect();
    names.join(BETWEEN_NAMES)
}

#[cfg(test)]
mod tests {
    use super::{Contributor, line};
    use crate::domain::credit::{Credit, Role};

    fn credit(role: Role, sub_role: &str, name: &str) -> Credit {
        Credit {
            role,
            sub_role: sub_role.to_owned(),
            artist_id: format!("id-{name}"),
            name: name.to_owned(),
            sort_name: String::new(),
            mbz_id: String::new(),
        }
    }

    #[test]
    fn contributors_have_a_role_and_perhaps_an_instrument() {
        let json = |credit| serde_json::to_string(&Contributor::from(&credit)).unwrap();
        assert_eq!(
            json(credit(Role::Performer, "Drums", "Di")),
            r#"{"role":"performer","subRole":"Drums","artist":{"id":"id-Di","name":"Di"}}"#
        );
        assert_eq!(
            json(credit(Role::Composer, "", "Bo")),
            r#"{"role":"composer","artist":{"id":"id-Bo","name":"Bo"}}"#
        );
    }

    #[test]
    fn several_composers_share_a_line() {
        let credits = [credit(Role::Composer, "", "A"), credit(Role::Mixer, "", "B"), credit(Role::Composer, "", "C")];
        assert_eq!(line(&credits, Role::Composer), "A • C");
        assert_eq!(line(&credits, Role::Lyricist), "");
    }
}
