//! What the return of a unit that is counted by what it has filed leaves open of its hazards (A1 to A6): figures
//! that it does not give, and parts that are greater than their whole. Nothing is reckoned with either.

use super::Share;
use crate::figure::Key;
use crate::lang::{Text, list};
use crate::plan::UnitIndex;

/// A figure that counts a part, and the one that counts its whole.
pub(super) type Pair = (Key, Key);
/// 企业自查: completed, of those found.
pub(super) const BY_ENTERPRISE: Pair = (Key::A2, Key::A1);
/// 部门检查: completed, of those found.
pub(super) const BY_DEPARTMENT: Pair = (Key::A4, Key::A3);
/// 挂牌督办: completed, of those under supervision.
pub(super) const SUPERVISED: Pair = (Key::A6, Key::A5);

/// What the return of a unit leaves open of its hazards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The unit.
    pub unit: UnitIndex,
    /// The figures that it does not give.
    pub missing: Vec<Key>,
    /// The figures that contradict each other.
    pub contradictions: Vec<Contradiction>,
}

/// A part greater than its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The figure of the part.
    pub part: Key,
    /// The figure of the whole.
    pub whole: Key,
    /// What they are.
    pub share: Share,
}

impl Gap {
    /// Looks for it in the figures that a unit has filed.
    pub(super) fn of(unit: UnitIndex, figure: impl Fn(Key) -> Option<u64>) -> Option<Self> {
        let mut gap = Self { unit, missing: Vec::new(), contradictions: Vec::new() };
        for (part, whole) in [BY_ENTERPRISE, BY_DEPARTMENT, SUPERVISED] {
            gap.missing.extend([whole, part].into_iter().filter(|key| figure(*key).is_none()));
            let share = figure(part).zip(figure(whole)).map(|(part, whole)| Share::new(part, whole));
            let share = share.filter(|share| !share.is_possible());
            gap.contradictions.extend(share.map(|share| Contradiction { part, whole, share }));
        }
        (!gap.missing.is_empty() || !gap.contradictions.is_empty()).then_some(gap)
    }

    /// It in words, of a unit by its name; one sentence for each kind.
    pub fn texts(&self, name: &str) -> Vec<Text> {
        let mut texts = Vec::new();
        if !self.contradictions.is_empty() {
            let (zh, en): (Vec<String>, Vec<String>) =
                self.contradictions.iter().map(Contradiction::words).unzip();
            let (zh, en) = (zh.join("；"), en.join("; "));
            texts.push(Text::made(
                format!("{name}报送的数字相互矛盾：{zh}；不据以计算，也不计入合计。"),
                format!("{name} has filed figures that contradict each other: {en}; nothing is reckoned with them, nor in the total."),
            ));
        }
        if !self.missing.is_empty() {
            let names = || self.missing.iter().map(|key| key.name());
            let (zh, en) = (list(names(), crate::lang::Lang::Zh), list(names(), crate::lang::Lang::En));
            texts.push(Text::made(
                format!("{name}没有报 {zh}，须由其计算的隐患数不计入合计。"),
                format!("{name} has not filed {en}; what needs them is not in the total."),
            ));
        }
        texts
    }
}

impl Contradiction {
    fn words(&self) -> (String, String) {
        let Self { part, whole, share } = self;
        let (part, whole) = (part.name(), whole.name());
        (
            format!("{part}（{}）大于 {whole}（{}）", share.part, share.whole),
            format!("{part} ({}) is more than {whole} ({})", share.part, share.whole),
        )
    }
}
