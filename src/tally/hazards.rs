//! A1 to A6: hazards found, put right, and under supervision (附件3-1 总体情况).

use super::condition::{Basis, Condition, Counted, Fact};
use super::counting::is_any;
use super::indicator::Indicator;
use super::reason::Reason;
use crate::figure::Key;
use crate::lang::Text;
use crate::record::Hazard;
use crate::record::term::{Source, Word};
use chrono::NaiveDate;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::A1,
        definition: Text::fixed(
            "`source` 为企业自查、`found_on` 在统计期内的隐患，每条计1个（附件3-1 总体情况 第1项）。",
            "Each hazard with `source` 企业自查 and `found_on` in the window counts 1 item (form 3-1, 总体情况, no. 1).",
        ),
        counts: such(&[OfHazard::Source(Source::Enterprise)]),
    },
    Indicator {
        key: Key::A2,
        definition: Text::fixed(
            "A1 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第2项）。",
            "Each hazard of A1 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 2).",
        ),
        counts: such(&[OfHazard::Source(Source::Enterprise), OfHazard::Completed]),
    },
    Indicator {
        key: Key::A3,
        definition: Text::fixed(
            "`source` 为部门检查、`found_on` 在统计期内的隐患，每条计1个（附件3-1 总体情况 第3项）。",
            "Each hazard with `source` 部门检查 and `found_on` in the window counts 1 item (form 3-1, 总体情况, no. 3).",
        ),
        counts: such(&[OfHazard::Source(Source::Department)]),
    },
    Indicator {
        key: Key::A4,
        definition: Text::fixed(
            "A3 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第4项）。",
            "Each hazard of A3 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 4).",
        ),
        counts: such(&[OfHazard::Source(Source::Department), OfHazard::Completed]),
    },
    Indicator {
        key: Key::A5,
        definition: Text::fixed(
            "`found_on` 在统计期内、`supervision.listed_on` 不晚于统计截止日的隐患（不论来源、不论是否已解除督办），每条计1个（附件3-1 总体情况 第5项）。",
            "Each hazard of either source with `found_on` in the window and `supervision.listed_on` on or before the cutoff, released since or not, counts 1 item (form 3-1, 总体情况, no. 5).",
        ),
        counts: such(&[OfHazard::Supervised]),
    },
    Indicator {
        key: Key::A6,
        definition: Text::fixed(
            "A5 的隐患中 `completed_on` 不晚于统计截止日的，每条计1个（附件3-1 总体情况 第6项）。",
            "Each hazard of A5 with `completed_on` on or before the cutoff counts 1 item (form 3-1, 总体情况, no. 6).",
        ),
        counts: such(&[OfHazard::Supervised, OfHazard::Completed]),
    },
];

/// Hazards found in the window that fulfil these, 1 each.
const fn such(such: &'static [OfHazard]) -> Basis {
    Basis::Hazards(Counted::each(such))
}

/// What an indicator asks of a hazard.
#[derive(Debug)]
pub(super) enum OfHazard {
    /// Who found it.
    Source(Source),
    /// Rectification is completed by the cutoff.
    Completed,
    /// It has been put under supervision by the cutoff, released since or not.
    Supervised,
}

impl Condition<Hazard> for OfHazard {
    fn against(&self, hazard: &Hazard, cutoff: NaiveDate) -> Option<Reason<'static>> {
        match self {
            Self::Source(asked) => (hazard.source != *asked).then_some(Reason::Source(hazard.source)),
            Self::Completed if hazard.is_completed(cutoff) => None,
            Self::Supervised if hazard.is_supervised(cutoff) => None,
            Self::Completed => Some(match self.fact(hazard) {
                Some((key, day)) => Reason::Late(key, day),
                None => Reason::Lacking("rectification.completed_on"),
            }),
            Self::Supervised => Some(match self.fact(hazard) {
                Some((key, day)) => Reason::Late(key, day),
                None => Reason::Lacking("supervision"),
            }),
        }
    }

    fn fact(&self, hazard: &Hazard) -> Option<Fact> {
        match self {
            Self::Source(_) => None,
            Self::Completed => Some(("rectification.completed_on", hazard.rectification.completed_on?)),
            Self::Supervised => Some(("supervision.listed_on", hazard.supervision.as_ref()?.listed_on)),
        }
    }
    fn sql(&self) -> String {
        match self {
            Self::Source(source) => is_any("r.source", std::iter::once(source.word())),
            Self::Completed => "r.rectification_completed_on <= r.for_cutoff".to_owned(),
            Self::Supervised => "r.supervision_listed_on <= r.for_cutoff".to_owned(),
        }
    }
}
