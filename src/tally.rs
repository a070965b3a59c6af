//! Counting: the records of a unit in a window, turned into the figures of form 3-1.
//! A figure is its records: each says what it adds, and the number is their sum.

mod activities;
pub mod compare;
mod condition;
mod counting;
pub mod deciding;
pub mod drift;
pub mod filed;
mod hazards;
pub mod indicator;
mod inspections;
mod penalties;
mod reason;
pub mod scope;
pub mod seal;
pub mod trace;

pub use condition::Fact;
pub use counting::Counting;
pub use filed::{Filed, Period};
pub use indicator::{Indicator, Share, Shares};
pub use reason::Reason;
pub use scope::{Recorded, Scope};

use crate::figure::{Figures, Key};

/// The indicator of a figure.
pub fn indicator(key: Key) -> &'static Indicator {
    let all = [hazards::ALL, inspections::ALL, penalties::ALL, activities::ALL];
    let found = all.into_iter().flatten().find(|indicator| indicator.key == key);
    // The test below sees to it that every key has one.
    found.unwrap_or(&hazards::ALL[0])
}

/// All figures of a scope.
pub fn figures(scope: &Scope<'_>) -> Figures {
    Figures::new(|key| indicator(key).value(scope))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_one_indicator() {
        let all = [hazards::ALL, inspections::ALL, penalties::ALL, activities::ALL];
        let mut keys: Vec<Key> = all.into_iter().flatten().map(|indicator| indicator.key).collect();
        keys.sort();
        assert_eq!(keys, Key::ALL);
        for key in Key::ALL {
            assert_eq!(indicator(*key).key, *key);
        }
    }

    #[test]
    fn every_definition_is_a_sentence_that_names_its_cell() {
        for key in Key::ALL {
            let definition = &indicator(*key).definition;
            assert!(definition.zh.ends_with("）。") && definition.zh.contains("附件3-1"), "{key}");
            assert!(definition.en.ends_with(").") && definition.en.contains("form 3-1"), "{key}");
        }
    }
}
