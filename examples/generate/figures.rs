//! The figures of form 3-1, counted a second time and independently of the library (contract §7),
//! so that the frozen returns of the example are right by construction and prove the tool.

use crate::date::{Date, day};
use crate::record::{Activity, Hazard, amount};
use crate::words::UNITS;
use crate::world::World;
use std::collections::BTreeSet;

const FINDINGS: [&str; 7] =
    ["未亲自研究", "未带队检查", "无分管职责清单", "机构人员不足", "无证上岗", "外包外租混乱", "未开展演练"];
const B: [&str; 7] = ["B2", "B3", "B4", "B5", "B6", "B7", "B8"];

/// The plan's `counting_from`.
const FROM: Date = day(5, 1);

/// Figures of the units in scope at the cutoff, and the number of rows of 3-2.
pub fn figures(world: &World, scope: &[usize], cutoff: Date) -> (Vec<(&'static str, String)>, usize) {
    let within = |d: Date| FROM <= d && d <= cutoff;
    let mut out: Vec<(&'static str, String)> = Vec::new();

    let hazards: Vec<&Hazard> = world
        .hazards
        .iter()
        .filter(|(u, h)| scope.contains(u) && within(h.found_on))
        .map(|(_, h)| h)
        .collect();
    let count = |test: &dyn Fn(&Hazard) -> bool| hazards.iter().filter(|h| test(h)).count().to_string();
    let done = |h: &Hazard| h.fix.completed_on.is_some_and(|d| d <= cutoff);
    let supervised = |h: &Hazard| h.supervision.as_ref().is_some_and(|s| s.1 <= cutoff);
    out.push(("A1", count(&|h| h.own)));
    out.push(("A2", count(&|h| h.own && done(h))));
    out.push(("A3", count(&|h| !h.own)));
    out.push(("A4", count(&|h| !h.own && done(h))));
    out.push(("A5", count(&|h| supervised(h))));
    out.push(("A6", count(&|h| supervised(h) && done(h))));

    let visits: Vec<_> = world
        .inspections
        .iter()
        .filter(|(u, i)| scope.contains(u) && within(i.date))
        .map(|(_, i)| i)
        .collect();
    out.push(("B1", visits.iter().map(|i| &i.enterprise).collect::<BTreeSet<_>>().len().to_string()));
    for (key, word) in B.into_iter().zip(FINDINGS) {
        let found: BTreeSet<_> =
            visits.iter().filter(|i| i.findings.contains(&word)).map(|i| &i.enterprise).collect();
        out.push((key, found.len().to_string()));
    }

    let acts: Vec<&Activity> = world
        .activities
        .iter()
        .filter(|(u, a)| scope.contains(u) && within(a.date))
        .map(|(_, a)| a)
        .collect();
    let sum = |kind: &str| acts.iter().filter(|a| a.kind == kind).map(|a| a.count).sum::<u32>().to_string();
    out.push(("C1", sum("帮扶地区")));
    out.push(("C2", sum("帮扶企业")));

    let cases: Vec<_> = world
        .penalties
        .iter()
        .filter(|(u, p)| scope.contains(u) && within(p.decided_on))
        .map(|(_, p)| p)
        .collect();
    let (mut times, mut fines, mut double, mut referred) = (0, 0, 0, 0);
    let mut halted = BTreeSet::new();
    for p in &cases {
        let parties = [&p.on_enterprise, &p.on_principal].into_iter().flatten();
        let punished = parties.clone().count();
        times += if punished == 0 && p.halt { 1 } else { punished };
        fines += parties.filter_map(|party| party.1).sum::<i64>();
        double += usize::from(punished == 2);
        referred += p.referred;
        if p.halt {
            halted.insert(&p.enterprise);
        }
    }
    out.push(("C3_count", times.to_string()));
    out.push(("C3_amount", amount(fines)));
    out.push(("C4", double.to_string()));
    out.push(("C5", referred.to_string()));
    out.push(("C6", halted.len().to_string()));
    let exposed: BTreeSet<_> = acts
        .iter()
        .filter(|a| ["曝光企业", "约谈企业", "联合惩戒企业"].contains(&a.kind))
        .filter_map(|a| a.enterprise.as_ref())
        .collect();
    out.push(("C7", exposed.len().to_string()));
    out.push(("C8", sum("典型案例")));
    out.push(("C8_crime", acts.iter().filter(|a| a.crime).map(|a| a.count).sum::<u32>().to_string()));
    for (key, kind) in [
        ("C9", "追责问责"),
        ("C10", "约谈通报"),
        ("D1", "专题学习"),
        ("D2", "专题研究"),
        ("D3", "现场督导"),
        ("D4", "企业宣讲"),
    ] {
        out.push((key, sum(kind)));
    }
    let rewards =
        |hidden: bool| amount(acts.iter().filter(|a| !hidden || a.anonymous).map(|a| a.amount).sum());
    out.push(("D5", rewards(false)));
    out.push(("D5_anonymous", rewards(true)));
    out.push(("D6", if sum("媒体专栏") == "0" { "否" } else { "是" }.to_owned()));
    // The state, not the window: the latest headcount of each unit, also from before the campaign.
    let staff = |u: usize| {
        world
            .activities
            .iter()
            .filter(|(v, a)| *v == u && a.kind == "技术检查员" && a.date <= cutoff)
            .max_by_key(|(_, a)| a.date)
            .and_then(|(_, a)| a.headcount)
    };
    out.push((
        "D7",
        (0..UNITS.len()).filter(|u| scope.contains(u)).filter_map(staff).sum::<u32>().to_string(),
    ));
    out.push(("D8", sum("考核督导")));
    (out, hazards.len())
}
