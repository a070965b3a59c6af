//! A1 to A6: hazards found, put right, and under supervision (附件3-1 总体情况).

use super::indicator::{Indicator, Shares, counts};
use super::scope::Scope;
use crate::figure::Key;
use crate::lang::Text;
use crate::record::Hazard;
use crate::record::term::Source;
use crate::store::records::AnyRecord;
use chrono::NaiveDate;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::A1,
        definition: Text::fixed(
            "`source` 为企业自查、`found_on` 在统计期内的隐患，每条计1个（附件3-1 总体情况 第1项）。",
            "Each hazard with `source` 企业自查 and `found_on` in the window counts 1 item (form 3-1, 总体情况, no. 1).",
        ),
        shares: |scope| found(scope, |hazard, _| hazard.source == Source::Enterprise),
    },
    Indicator {
        key: Key::A2,
        definition: Text::fixed(
            "A1 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第2项）。",
            "Each hazard of A1 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 2).",
        ),
        shares: |scope| {
            found(scope, |hazard, cutoff| hazard.source == Source::Enterprise && hazard.is_completed(cutoff))
        },
    },
    Indicator {
        key: Key::A3,
        definition: Text::fixed(
            "`source` 为部门检查、`found_on` 在统计期内的隐患，每条计1个（附件3-1 总体情况 第3项）。",
            "Each hazard with `source` 部门检查 and `found_on` in the window counts 1 item (form 3-1, 总体情况, no. 3).",
        ),
        shares: |scope| found(scope, |hazard, _| hazard.source == Source::Department),
    },
    Indicator {
        key: Key::A4,
        definition: Text::fixed(
            "A3 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第4项）。",
            "Each hazard of A3 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 4).",
        ),
        shares: |scope| {
            found(scope, |hazard, cutoff| hazard.source == Source::Department && hazard.is_completed(cutoff))
        },
    },
    Indicator {
        key: Key::A5,
        definition: Text::fixed(
            "`found_on` 在统计期内、`supervision.listed_on` 不晚于统计截止日的隐患（不论来源、不论是否已解除督办），每条计1个（附件3-1 总体情况 第5项）。",
            "Each hazard of either source with `found_on` in the window and `supervision.listed_on` on or before the cutoff, released since or not, counts 1 item (form 3-1, 总体情况, no. 5).",
        ),
        shares: |scope| found(scope, Hazard::is_supervised),
    },
    Indicator {
        key: Key::A6,
        definition: Text::fixed(
            "A5 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第6项）。",
            "Each hazard of A5 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 6).",
        ),
        shares: |scope| {
            found(scope, |hazard, cutoff| hazard.is_supervised(cutoff) && hazard.is_completed(cutoff))
        },
    },
];

/// The hazards found in the window that are such as of the cutoff, 1 each.
fn found<'s, 'r>(scope: &'s Scope<'r>, such: fn(&Hazard, NaiveDate) -> bool) -> Shares<'s, 'r> {
    let hazards = scope.hazards().filter(move |hazard| such(hazard, scope.cutoff()));
    Box::new(hazards.map(|hazard| counts(AnyRecord::Hazard(hazard), 1_u64)))
}
