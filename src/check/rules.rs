//! The registry: every rule, in the order of its code. A rule is a file and two lines here.

use super::Rule;

mod bad_amount;
mod bad_attachment;
mod bad_phone;
mod bad_uscc;
mod before_campaign;
mod broken_seal;
mod clause_scope;
mod control_character;
mod date_order;
mod double_penalty;
mod duplicate_enterprise;
mod duplicate_id;
mod duplicate_key;
mod encoding;
mod enterprise_quota;
mod exempt_penalized;
mod filing_late;
mod filing_missing;
mod five_elements;
mod future_date;
mod inspection_coverage;
mod inspector_count;
mod invalid_value;
mod leader_check_missing;
mod misplaced_file;
mod missing_key;
mod no_inspection;
mod not_a_file;
mod rectification_overdue;
mod reference_mismatch;
mod return_decreased;
mod return_drift;
mod selfcheck_incomplete;
mod selfcheck_late;
mod selfcheck_missing;
mod selfcheck_unreported;
mod syntax;
mod unknown_clause;
mod unknown_domain;
mod unknown_key;
mod unknown_reference;
mod unreadable;
mod unused_waiver;
mod unverified;
mod wrong_unit;

pub use bad_phone::is_phone;

/// All rules.
pub static ALL: &[&Rule] = &[
    &encoding::RULE,
    &syntax::RULE,
    &unknown_key::RULE,
    &missing_key::RULE,
    &invalid_value::RULE,
    &duplicate_key::RULE,
    &misplaced_file::RULE,
    &control_character::RULE,
    &not_a_file::RULE,
    &unreadable::RULE,
    &duplicate_id::RULE,
    &unknown_reference::RULE,
    &unknown_clause::RULE,
    &wrong_unit::RULE,
    &reference_mismatch::RULE,
    &duplicate_enterprise::RULE,
    &bad_attachment::RULE,
    &bad_uscc::RULE,
    &bad_phone::RULE,
    &future_date::RULE,
    &before_campaign::RULE,
    &date_order::RULE,
    &clause_scope::RULE,
    &unknown_domain::RULE,
    &bad_amount::RULE,
    &enterprise_quota::RULE,
    &inspection_coverage::RULE,
    &selfcheck_missing::RULE,
    &selfcheck_late::RULE,
    &selfcheck_incomplete::RULE,
    &leader_check_missing::RULE,
    &five_elements::RULE,
    &selfcheck_unreported::RULE,
    &rectification_overdue::RULE,
    &double_penalty::RULE,
    &exempt_penalized::RULE,
    &unverified::RULE,
    &inspector_count::RULE,
    &filing_missing::RULE,
    &filing_late::RULE,
    &return_drift::RULE,
    &return_decreased::RULE,
    &no_inspection::RULE,
    &broken_seal::RULE,
    &unused_waiver::RULE,
];

/// The rule of a code, in capital letters.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}
