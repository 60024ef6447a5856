//! The one source of randomness.

use crate::domain::id;
use parking_lot::Mutex;
use rand::distr::{Alphanumeric, SampleString};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;

/// Where randomness comes from: a generator seeded by the operating system, or in tests by a number.
#[derive(Clone, Default)]
pub struct Entropy(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Entropy {
    /// The operating system's, for everything that must not be guessed.
    pub fn system() -> Self {
        Self::default()
    }

    /// The same bytes at every run, for tests only. Clones draw from one sequence.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// Some random bytes.
    #[expect(clippy::disallowed_methods, reason = "here the system's randomness is handed out")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => rand::rng().fill_bytes(&mut bytes),
            Source::Seeded(generator) => generator.lock().fill_bytes(&mut bytes),
        }
        bytes
    }

    /// Some random numbers.
    #[expect(clippy::disallowed_methods, reason = "here the system's randomness is handed out")]
    pub fn numbers(&self, count: usize) -> Vec<u64> {
        match &self.0 {
            Source::System => {
                let mut generator = rand::rng();
                (0..count).map(|_| generator.next_u64()).collect()
            }
            Source::Seeded(generator) => {
                let mut generator = generator.lock();
                (0..count).map(|_| generator.next_u64()).collect()
            }
        }
    }

    /// A new id: 128 random bits as 22 letters and digits.
    pub fn id(&self) -> String {
        id::base62(u128::from_be_bytes(self.bytes()))
    }

    /// `count` letters and digits, just under 6 bits each.
    #[expect(clippy::disallowed_methods, reason = "here the system's randomness is handed out")]
    pub fn letters(&self, count: usize) -> String {
        match &self.0 {
            Source::System => Alphanumeric.sample_string(&mut rand::rng(), count),
            Source::Seeded(generator) => Alphanumeric.sample_string(&mut *generator.lock(), count),
        }
    }
}

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Source::System => "Entropy(system)",
            Source::Seeded(_) => "Entropy(seeded)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_seed_repeats_itself_and_the_system_never_does() {
        let sequence = |entropy: &Entropy| (entropy.bytes::<12>(), entropy.id(), entropy.letters(9));
        assert_eq!(sequence(&Entropy::seeded(7)), sequence(&Entropy::seeded(7)));
        assert_ne!(sequence(&Entropy::seeded(7)), sequence(&Entropy::seeded(8)));
        let system = Entropy::system();
        assert_eq!((0..1000).map(|_| system.id()).collect::<HashSet<_>>().len(), 1000);
    }

    #[test]
    fn ids_and_letters_are_letters_and_digits_of_the_length_asked_for() {
        let entropy = Entropy::seeded(1);
        for text in [entropy.id(), entropy.letters(22)] {
            assert_eq!(text.len(), 22);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{text}");
        }
        assert_eq!(entropy.letters(0), "");
    }
}
