//! C3 to C6: administrative penalties (附件3-1 部门精准严格执法情况).

use super::condition::{Basis, Condition, Counted};
use super::counting::Adds;
use super::indicator::Indicator;
use super::reason::Reason;
use crate::figure::{Key, Value};
use crate::lang::Text;
use crate::record::Penalty;
use chrono::NaiveDate;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::C3_count,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件，企业（`on_enterprise`）、主要负责人（`on_principal`）受罚的各计1次，两者皆无而责令停产整顿（`halt`）的计1次（附件3-1 部门精准严格执法情况 第3项“次”）。",
            "Each penalty with `decided_on` in the window counts 1 time for `on_enterprise` and 1 for `on_principal`; with neither but `halt` it counts 1 (form 3-1, 部门精准严格执法情况, no. 3, 次).",
        ),
        counts: adding(&[OfPenalty::Punishes], Adds::new(|penalty| Value::Count(times(penalty)), TIMES)),
    },
    Indicator {
        key: Key::C3_amount,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中企业和主要负责人的罚款（`fine`）合计，单位万元（附件3-1 部门精准严格执法情况 第3项“万元”）。",
            "Each penalty with `decided_on` in the window adds the `fine` of the enterprise and that of the principal, in 万元 (form 3-1, 部门精准严格执法情况, no. 3, 万元).",
        ),
        counts: adding(&[OfPenalty::Fines], Adds::new(|penalty| Value::Amount(penalty.fines()), FINES)),
    },
    Indicator {
        key: Key::C4,
        definition: Text::fixed(
            "`decided_on` 在统计期内、同时有 `on_enterprise` 和 `on_principal` 的处罚案件，每件计1次（附件3-1 部门精准严格执法情况 第4项）。",
            "Each penalty with `decided_on` in the window and both `on_enterprise` and `on_principal` counts 1 time (form 3-1, 部门精准严格执法情况, no. 4).",
        ),
        counts: Basis::Penalties(Counted::each(&[OfPenalty::OnEnterprise, OfPenalty::OnPrincipal])),
    },
    Indicator {
        key: Key::C5,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中移送司法机关（`referred`）的人数合计，单位人（附件3-1 部门精准严格执法情况 第5项）。",
            "Each penalty with `decided_on` in the window adds the persons of `referred` (form 3-1, 部门精准严格执法情况, no. 5).",
        ),
        counts: adding(
            &[OfPenalty::Refers],
            Adds::new(|penalty| Value::Count(penalty.referred.unwrap_or_default().into()), "r.referred"),
        ),
    },
    Indicator {
        key: Key::C6,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中责令停产整顿（`halt`）的企业，在全部统计范围内去重，每家计1家（附件3-1 部门精准严格执法情况 第6项）。",
            "Each enterprise with `halt` in a penalty whose `decided_on` is in the window counts 1, once over all units in scope (家; form 3-1, 部门精准严格执法情况, no. 6).",
        ),
        counts: Basis::Penalties(Counted::distinct(&[OfPenalty::Halts])),
    },
];

/// How often a case counts, as [`times`] has it.
const TIMES: &str = "CASE WHEN r.on_enterprise AND r.on_principal THEN 2 ELSE 1 END";
/// All fines of a case.
const FINES: &str = "[on_enterprise_fine] + [on_principal_fine]";

/// Penalties decided in the window that fulfil these, with what each adds.
const fn adding(such: &'static [OfPenalty], adds: Adds<Penalty>) -> Basis {
    Basis::Penalties(Counted::adding(such, adds))
}

/// What an indicator asks of a penalty.
#[derive(Debug)]
pub(super) enum OfPenalty {
    /// It punishes a party, or halts production.
    Punishes,
    /// It has a fine.
    Fines,
    /// It punishes the enterprise.
    OnEnterprise,
    /// It punishes the principal.
    OnPrincipal,
    /// It refers persons to the courts.
    Refers,
    /// It halts production.
    Halts,
}

impl Condition<Penalty> for OfPenalty {
    fn against(&self, penalty: &Penalty, _: NaiveDate) -> Option<Reason<'static>> {
        let (fulfilled, reason) = match self {
            Self::Punishes => (times(penalty) > 0, Reason::PunishesNobody),
            Self::Fines => (is_fined(penalty), Reason::Lacking("fine")),
            Self::OnEnterprise => (penalty.on_enterprise.is_some(), Reason::Lacking("on_enterprise")),
            Self::OnPrincipal => (penalty.on_principal.is_some(), Reason::Lacking("on_principal")),
            Self::Refers => (penalty.referred.is_some(), Reason::Lacking("referred")),
            Self::Halts => (penalty.halt, Reason::Lacking("halt")),
        };
        (!fulfilled).then_some(reason)
    }

    fn sql(&self) -> String {
        let asked = match self {
            Self::Punishes => "(r.on_enterprise OR r.on_principal OR r.halt)",
            Self::Fines => "(r.on_enterprise_fine IS NOT NULL OR r.on_principal_fine IS NOT NULL)",
            Self::OnEnterprise => "r.on_enterprise",
            Self::OnPrincipal => "r.on_principal",
            Self::Refers => "r.referred IS NOT NULL",
            Self::Halts => "r.halt",
        };
        asked.to_owned()
    }
}

/// How often a case counts: once for each party that it punishes; nothing where it only refers persons to the
/// courts.
fn times(penalty: &Penalty) -> u64 {
    match u64::from(penalty.on_enterprise.is_some()) + u64::from(penalty.on_principal.is_some()) {
        0 => penalty.halt.into(),
        parties => parties,
    }
}

fn is_fined(penalty: &Penalty) -> bool {
    [&penalty.on_enterprise, &penalty.on_principal]
        .into_iter()
        .flatten()
        .any(|sanction| sanction.fine.is_some())
}
