//! What the law and the plan document say, as data: the 64 clauses, the 29 self-check items and the
//! wording of the forms. Built in, and replaced by files of the same names in `catalog/` beside
//! `hazards.toml`.

pub mod clauses;
pub mod forms;
pub mod items;
pub mod lookup;

use crate::config::ConfigError;
pub use clauses::{Clause, Scope, Standard};
pub use forms::{Forms, Wording};
pub use items::{Item, SelfcheckForm};
pub use lookup::Wanted;

/// All official text that the tool uses.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// 《工贸企业重大事故隐患判定标准》
    pub standard: Standard,
    /// The items of 附件1
    pub selfcheck: SelfcheckForm,
    /// The wording of the forms
    pub forms: Forms,
}

/// The files of the catalogue: name and built-in text.
pub const FILES: [(&str, &str); 3] = [
    ("clauses.toml", include_str!("../catalog/clauses.toml")),
    ("selfcheck.toml", include_str!("../catalog/selfcheck.toml")),
    ("forms.toml", include_str!("../catalog/forms.toml")),
];

impl Catalog {
    /// Reads the three files of the catalogue, each given as the path that errors name and its text,
    /// in the order of [`FILES`].
    ///
    /// # Errors
    /// All mistakes of all files.
    pub fn read(files: [(&str, &str); 3]) -> Result<Self, Vec<ConfigError>> {
        let [clauses, selfcheck, forms] = files;
        let standard = Standard::read(clauses.0, clauses.1);
        let selfcheck = SelfcheckForm::read(selfcheck.0, selfcheck.1);
        let forms = Forms::read(forms.0, forms.1);
        match (standard, selfcheck, forms) {
            (Ok(standard), Ok(selfcheck), Ok(forms)) => Ok(Self { standard, selfcheck, forms }),
            (standard, selfcheck, forms) => {
                let errors = [standard.err(), selfcheck.err(), forms.err()];
                Err(errors.into_iter().flatten().flatten().collect())
            }
        }
    }

    /// The built-in catalogue.
    ///
    /// # Panics
    /// Never: the tests read it.
    #[allow(clippy::expect_used, reason = "the embedded files are read by the tests")]
    pub fn built_in() -> Self {
        Self::read(FILES).expect("the built-in catalogue is sound")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    #[test]
    fn the_built_in_catalogue() {
        let catalog = Catalog::built_in();
        assert_eq!(catalog.standard.clauses.len(), 64);
        assert_eq!(catalog.selfcheck.items.len(), 29);
        assert_eq!(Kind::ALL.len(), 7);
        let clause = catalog.standard.clause("GM-04-03").unwrap();
        assert!(clause.text.starts_with("炼钢连铸流程未设置事故钢水罐"), "{}", clause.text);
        let figures: Vec<_> = catalog
            .forms
            .form31
            .sections
            .iter()
            .flat_map(|section| &section.indicators)
            .flat_map(|i| &i.parts)
            .map(|part| part.key)
            .collect();
        assert_eq!(figures, crate::figure::Key::ALL);
    }
}
