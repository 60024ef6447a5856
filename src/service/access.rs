//! What a listener may see.

use super::Error;
use crate::domain::user::User;
use crate::store::{Scope, Viewer};

/// The eyes of a listener: administrators see every library, others those they were given.
pub fn viewer(user: &User) -> Viewer {
    let scope = if user.roles.admin { Scope::All } else { Scope::Only(user.libraries.clone()) };
    Viewer { account_id: user.id.clone(), scope }
}

/// A listener's eyes on some of their libraries; on all where none is named.
///
/// # Errors
/// Where one of them is none of theirs.
pub fn narrowed(viewer: &Viewer, libraries: &[i32], known: &[i32]) -> Result<Viewer, Error> {
    if libraries.is_empty() {
        return Ok(viewer.clone());
    }
    if libraries.iter().any(|library| !viewer.scope.holds(*library) || !known.contains(library)) {
        return Err(Error::not_found("music folder"));
    }
    Ok(Viewer { account_id: viewer.account_id.clone(), scope: Scope::Only(libraries.to_vec()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_looks_into_libraries_that_are_none_of_theirs() {
        let viewer = Viewer { account_id: "anna".into(), scope: Scope::Only(vec![1, 2]) };
        assert_eq!(narrowed(&viewer, &[2], &[1, 2, 3]).unwrap().scope, Scope::Only(vec![2]));
        assert_eq!(narrowed(&viewer, &[], &[1, 2, 3]).unwrap(), viewer);
        assert!(narrowed(&viewer, &[2, 3], &[1, 2, 3]).is_err());
        let admin = Viewer { scope: Scope::All, ..viewer };
        assert!(narrowed(&admin, &[4], &[1, 2, 3]).is_err());
    }
}
