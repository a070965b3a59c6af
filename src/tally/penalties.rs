//! C3 to C6: administrative penalties (附件3-1 部门精准严格执法情况).

use super::indicator::{Indicator, Share, Shares, distinct};
use super::scope::Scope;
use crate::figure::{Key, Value};
use crate::lang::Text;
use crate::record::{Entry, Penalty};
use crate::store::records::AnyRecord;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::C3_count,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件，企业（`on_enterprise`）、主要负责人（`on_principal`）受罚的各计1次，两者皆无而责令停产整顿（`halt`）的计1次（附件3-1 部门精准严格执法情况 第3项“次”）。",
            "Each penalty with `decided_on` in the window counts 1 time for `on_enterprise` and 1 for `on_principal`; with neither but `halt` it counts 1 (form 3-1, 部门精准严格执法情况, no. 3, 次).",
        ),
        shares: |scope| decided(scope, |penalty| Some(Value::Count(times(penalty)?))),
    },
    Indicator {
        key: Key::C3_amount,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中企业和主要负责人的罚款（`fine`）合计，单位万元（附件3-1 部门精准严格执法情况 第3项“万元”）。",
            "Each penalty with `decided_on` in the window adds the `fine` of the enterprise and that of the principal, in 万元 (form 3-1, 部门精准严格执法情况, no. 3, 万元).",
        ),
        shares: |scope| decided(scope, |penalty| is_fined(penalty).then(|| Value::Amount(penalty.fines()))),
    },
    Indicator {
        key: Key::C4,
        definition: Text::fixed(
            "`decided_on` 在统计期内、同时有 `on_enterprise` 和 `on_principal` 的处罚案件，每件计1次（附件3-1 部门精准严格执法情况 第4项）。",
            "Each penalty with `decided_on` in the window and both `on_enterprise` and `on_principal` counts 1 time (form 3-1, 部门精准严格执法情况, no. 4).",
        ),
        shares: |scope| decided(scope, |penalty| (parties(penalty) == 2).then_some(Value::Count(1))),
    },
    Indicator {
        key: Key::C5,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中移送司法机关（`referred`）的人数合计，单位人（附件3-1 部门精准严格执法情况 第5项）。",
            "Each penalty with `decided_on` in the window adds the persons of `referred` (form 3-1, 部门精准严格执法情况, no. 5).",
        ),
        shares: |scope| decided(scope, |penalty| Some(Value::Count(penalty.referred?.into()))),
    },
    Indicator {
        key: Key::C6,
        definition: Text::fixed(
            "`decided_on` 在统计期内的处罚案件中责令停产整顿（`halt`）的企业，在全部统计范围内去重，每家计1家（附件3-1 部门精准严格执法情况 第6项）。",
            "Each enterprise with `halt` in a penalty whose `decided_on` is in the window counts 1, once over all units in scope (家; form 3-1, 部门精准严格执法情况, no. 6).",
        ),
        shares: |scope| distinct(scope.penalties().filter(|penalty| penalty.halt).map(AnyRecord::Penalty)),
    },
];

/// The penalties decided in the window that have something to add.
fn decided<'s, 'r>(scope: &'s Scope<'r>, adds: fn(&Penalty) -> Option<Value>) -> Shares<'s, 'r> {
    let share = move |penalty: &'r Entry<Penalty>| {
        Some(Share { record: AnyRecord::Penalty(penalty), adds: adds(penalty)? })
    };
    Box::new(scope.penalties().filter_map(share))
}

/// How many parties a case punishes.
fn parties(penalty: &Penalty) -> u64 {
    u64::from(penalty.on_enterprise.is_some()) + u64::from(penalty.on_principal.is_some())
}

/// How often a case counts; nothing where it only refers persons to the courts.
fn times(penalty: &Penalty) -> Option<u64> {
    match parties(penalty) {
        0 => penalty.halt.then_some(1),
        parties => Some(parties),
    }
}

fn is_fined(penalty: &Penalty) -> bool {
    [&penalty.on_enterprise, &penalty.on_principal]
        .into_iter()
        .flatten()
        .any(|sanction| sanction.fine.is_some())
}
