//! B1 to B8: enterprises inspected, and what was found of their self-correction
//! (附件3-1 对企业自查自改进行抽查检查情况).

use super::condition::{Basis, Condition, Counted};
use super::indicator::Indicator;
use super::reason::Reason;
use crate::figure::Key;
use crate::lang::Text;
use crate::record::Inspection;
use crate::record::term::{Shortcoming, Word};
use chrono::NaiveDate;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::B1,
        definition: Text::fixed(
            "`date` 在统计期内的检查所涉企业，在全部统计范围内去重，每家计1家（附件3-1 抽查检查情况 第1项）。",
            "Each enterprise with an inspection whose `date` is in the window counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 1).",
        ),
        counts: such(&[]),
    },
    Indicator {
        key: Key::B2,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“未亲自研究”的企业，去重，每家计1家（附件3-1 抽查检查情况 第2项）。",
            "Each enterprise with 未亲自研究 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 2).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::NotStudied)]),
    },
    Indicator {
        key: Key::B3,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“未带队检查”的企业，去重，每家计1家（附件3-1 抽查检查情况 第3项）。",
            "Each enterprise with 未带队检查 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 3).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::NotLed)]),
    },
    Indicator {
        key: Key::B4,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“无分管职责清单”的企业，去重，每家计1家（附件3-1 抽查检查情况 第4项）。",
            "Each enterprise with 无分管职责清单 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 4).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::NoDutyList)]),
    },
    Indicator {
        key: Key::B5,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“机构人员不足”的企业，去重，每家计1家（附件3-1 抽查检查情况 第5项）。",
            "Each enterprise with 机构人员不足 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 5).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::Understaffed)]),
    },
    Indicator {
        key: Key::B6,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“无证上岗”的企业，去重，每家计1家（附件3-1 抽查检查情况 第6项）。",
            "Each enterprise with 无证上岗 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 6).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::Uncertified)]),
    },
    Indicator {
        key: Key::B7,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“外包外租混乱”的企业，去重，每家计1家（附件3-1 抽查检查情况 第7项）。",
            "Each enterprise with 外包外租混乱 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 7).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::ContractingChaos)]),
    },
    Indicator {
        key: Key::B8,
        definition: Text::fixed(
            "在 B1 的检查中 `findings` 有“未开展演练”的企业，去重，每家计1家（附件3-1 抽查检查情况 第8项）。",
            "Each enterprise with 未开展演练 among the `findings` of an inspection of B1 counts 1, once over all units in scope (家; form 3-1, 抽查检查情况, no. 8).",
        ),
        counts: such(&[OfInspection::Found(Shortcoming::NoDrill)]),
    },
];

/// The enterprises with such an inspection in the window.
const fn such(such: &'static [OfInspection]) -> Basis {
    Basis::Inspections(Counted::distinct(such))
}

/// What an indicator asks of an inspection.
#[derive(Debug)]
pub(super) enum OfInspection {
    /// That this is among its findings.
    Found(Shortcoming),
}

impl Condition<Inspection> for OfInspection {
    fn against(&self, inspection: &Inspection, _: NaiveDate) -> Option<Reason<'static>> {
        let Self::Found(shortcoming) = self;
        (!inspection.findings.contains(shortcoming)).then_some(Reason::NotFound(*shortcoming))
    }
    fn sql(&self) -> String {
        let Self::Found(shortcoming) = self;
        let place = Shortcoming::ALL.iter().position(|one| one == shortcoming).unwrap_or_default();
        format!("r.found_{} = 1", place + 1)
    }
}
