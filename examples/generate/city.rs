//! The ordinary course of the campaign in ten counties: lists, self-checks, inspections, hazards, penalties, activities.
//! What is out of the ordinary stands in `turns.rs`.

use crate::date::{Date, day};
use crate::record::{Extra, Selfcheck};
use crate::words::{EVIDENCE, UNITS, company, trade, uscc};
use crate::world::{World, unit};

/// The plan's 企业清单 and self-check deadline, and the end of 全覆盖 inspections.
const LISTED_BY: Date = day(6, 30);
const INSPECTED_BY: Date = day(8, 31);

pub fn county(world: &mut World, u: usize) {
    let first = world.enterprises.len();
    for (i, tag) in UNITS[u].trades.split(' ').enumerate() {
        // 重点企业 are known when the county's 实施方案 is made (25 May); the others follow with the list in June.
        let on =
            if trade(tag).key { day(5, 19 + (i % 9) as i64) } else { day(6, 5 + (i * 7 + u) as i64 % 18) };
        let name = company(UNITS[u].name, (i + u * 5) % 24, trade(tag).tail);
        let number = world.enterprises.len() + 101;
        world.list(u, tag, name, uscc(number), on.workday());
    }
    for e in first..world.enterprises.len() {
        let late = (e - first == 6) && ["luliang", "fuyuan", "huize"].contains(&UNITS[u].id);
        let on = if late {
            day(7, 4 + u as i64)
        } else {
            (day(6, 14).plus(world.rng.range(0, 15))).max(world.enterprises[e].1.listed_on).min(LISTED_BY)
        };
        selfcheck(world, u, e, on);
    }
    // One manager let September go by without a check of his own.
    if ["shizong", "huize", "jingkai"].contains(&UNITS[u].id) {
        let (_, check) = &mut world.selfchecks[first + 3];
        check.leader_checks.retain(|d| d.month() != 9);
    }
    inspections(world, u, first);
    own_hazards(world, u, first);
    activities(world, u, first);
}

/// 附件1, and the monthly check led by the principal, which the enterprise adds to the same record.
pub fn selfcheck(world: &mut World, u: usize, e: usize, submitted_on: Date) {
    let enterprise = &world.enterprises[e].1;
    let (id, signed_by, listed) = (enterprise.id.clone(), enterprise.principal.clone(), enterprise.listed_on);
    let rng = &mut world.rng;
    let no_contractors = rng.chance(25);
    let items = (0..29).map(|i| {
        let status = match (i, rng.below(20)) {
            (16 | 17, _) if no_contractors => "不适用",
            (_, 0 | 1) => "部分落实",
            (_, 2) if rng.chance(15) => "未落实",
            _ => "已落实",
        };
        let shown = status == "已落实" && rng.chance(22);
        (status, shown.then_some(EVIDENCE[i]))
    });
    let items = items.collect();
    let mut leader_checks = Vec::new();
    for month in 6..=12 {
        let on = day(month, rng.range(4, 27)).workday();
        if on >= listed {
            leader_checks.push(on);
        }
    }
    world.selfchecks.push((
        u,
        Selfcheck { enterprise: id, submitted_on, signed_by, items, leader_checks, extra: Extra::default() },
    ));
}

fn inspections(world: &mut World, u: usize, first: usize) {
    // Malong looks away until the city comes (see turns): its own inspectors find nothing before September.
    let eyes_open = if UNITS[u].id == "malong" { day(9, 1) } else { day(5, 1) };
    for e in first..world.enterprises.len() {
        let (listed, key) = (world.enterprises[e].1.listed_on, world.enterprises[e].1.key);
        let span = listed.plus(4).until(INSPECTED_BY) - 3;
        let on = listed.plus(4 + world.rng.range(0, span)).workday();
        visit(world, u, e, on, if key { "全覆盖" } else { "双随机" }, eyes_open);
        if world.rng.chance(if key { 45 } else { 20 }) {
            let on = day(9, 4).plus(world.rng.range(0, 75)).workday();
            let kind = *world.rng.pick(&["专项", "专项", "双随机", "督导"]);
            visit(world, u, e, on, kind, eyes_open);
        }
    }
}

fn visit(world: &mut World, u: usize, e: usize, on: Date, kind: &'static str, eyes_open: Date) {
    let i = world.inspect(u, e, on, kind);
    let words = [
        "未亲自研究",
        "未带队检查",
        "无分管职责清单",
        "机构人员不足",
        "无证上岗",
        "外包外租混乱",
        "未开展演练",
    ];
    let n = [0, 0, 0, 1, 1, 2][world.rng.below(6)];
    let findings: Vec<&'static str> = world.rng.some(&words, n).into_iter().copied().collect();
    let unlicensed = findings.contains(&"无证上岗");
    world.inspections[i].1.findings = findings;
    if on < eyes_open {
        world.inspections[i].1.findings.clear();
        return;
    }
    if world.rng.chance(30) {
        let clause = *world.rng.pick(trade(world.tags[e]).clauses);
        let h = world.find_hazard(u, e, clause, on, Some(i));
        if crate::clauses::finding(clause).quick && world.rng.chance(50) {
            world.close_at_once(h);
        } else {
            let done = on.plus(world.rng.range(8, 28)).workday();
            let verified = done.plus(world.rng.range(1, 5)).workday();
            world.close(h, done, verified);
        }
        // 发现重大事故隐患必罚，一案双罚: in the same case, or the principal some days later in another.
        let decided = on.plus(world.rng.range(12, 35)).workday();
        if world.rng.chance(16) {
            world.punish_in_two(u, h, decided, decided.plus(6).workday());
        } else {
            world.punish(u, h, decided);
        }
        if world.hazards.len().is_multiple_of(40) {
            world.hazards[h].1.fix.verified_on = None;
            world.hazards[h].1.fix.verified_by = None;
        }
    } else if unlicensed && world.rng.chance(35) {
        let decided = on.plus(world.rng.range(10, 25)).workday();
        world.punish_finding(u, i, decided, "电焊工无证上岗");
    }
}

/// 企业自查: reported within days and put right in time, so not punished (有效自查自改免罚).
fn own_hazards(world: &mut World, u: usize, first: usize) {
    for e in first..world.enterprises.len() {
        if !world.rng.chance(32) {
            continue;
        }
        let on =
            day(5, 29).plus(world.rng.range(0, 150)).max(world.enterprises[e].1.listed_on.plus(3)).workday();
        let clause = *world.rng.pick(trade(world.tags[e]).clauses);
        let h = world.find_hazard(u, e, clause, on, None);
        if crate::clauses::finding(clause).quick && world.rng.chance(60) {
            world.close_at_once(h);
            continue;
        }
        let done = on.plus(world.rng.range(5, 28)).workday();
        let verified = done.plus(world.rng.range(1, 6)).workday();
        world.close(h, done, verified);
        if world.hazards.len() % 45 == 10 {
            world.hazards[h].1.reported_on = None;
        }
    }
}

fn activities(world: &mut World, u: usize, first: usize) {
    let last = world.enterprises.len() - 1;
    let any = |world: &mut World| first + world.rng.below(last - first + 1);
    let shift = u as i64;
    // 技术检查员 is a state: one entry from before the campaign, another when people are added.
    world.act(u, "技术检查员", day(3, 2 + shift), None).headcount = Some(3 + (u as u32 * 3) % 7);
    world.act(u, "技术检查员", day(8, 1).plus(shift).workday(), None).headcount =
        Some(5 + (u as u32 * 3) % 7);
    world.act(u, "专题学习", day(5, 15).plus(shift).workday(), None);
    world.act(u, "专题学习", day(9, 11).plus(shift).workday(), None).count = 2;
    world.act(u, "专题研究", day(6, 1).plus(shift).workday(), None);
    world.act(u, "现场督导", day(6, 26).plus(shift).workday(), None).count = 2;
    world.act(u, "现场督导", day(10, 9).plus(shift).workday(), None);
    world.act(u, "企业宣讲", day(6, 12).plus(shift).workday(), None).count = 3 + u as u32 % 4;
    for month in [5, 7] {
        let e = any(world);
        let on = day(month, 22).plus(shift % 7).max(world.enterprises[e].1.listed_on).workday();
        world.act(u, "帮扶企业", on, Some(e));
    }
    if u % 2 == 1 {
        let e = any(world);
        world.act(u, "约谈企业", day(8, 14).plus(shift).workday(), Some(e));
        world.act(u, "帮扶地区", day(7, 3).plus(shift).workday(), None).extra.note =
            Some("帮扶一个工业片区".to_owned());
    } else {
        let e = any(world);
        world.act(u, "曝光企业", day(9, 18).plus(shift).workday(), Some(e));
        world.act(u, "典型案例", day(9, 20).plus(shift).workday(), None);
    }
    if u.is_multiple_of(3) {
        world.act(u, "考核督导", day(11, 6).plus(shift).workday(), None);
    }
    if u % 4 == 1 {
        world.act(u, "举报奖励", day(8, 21).plus(shift).workday(), None).amount = 2000 + 500 * shift;
    }
}

/// The city bureau's own level (本级): inspects over the counties, which then punish (plan 四（三）3).
pub fn own_level(world: &mut World) {
    let u = unit("benji");
    for (n, (county, tag, on, kind, clause)) in [
        ("qilin", "铸造", day(6, 6), "督导", Some("GM-07-03")),
        ("malong", "钢铁", day(8, 9), "督导", Some("GM-04-06")),
        ("malong", "饲料", day(8, 10), "督导", Some("GM-11-10")),
        ("luliang", "水泥", day(7, 18), "督导", None),
        ("huize", "锌", day(7, 25), "专项", Some("GM-05-11")),
        ("xuanwei", "冷链", day(9, 5), "专项", Some("GM-12-02")),
        ("fuyuan", "工业硅", day(9, 13), "督导", None),
        ("luoping", "粮油", day(9, 21), "交叉", Some("GM-11-08")),
        ("jingkai", "汽配", day(10, 12), "专项", Some("GM-11-03")),
        ("zhanyi", "电解铝", day(10, 19), "督导", None),
        ("shizong", "钢铁", day(11, 2), "交叉", None),
    ]
    .into_iter()
    .enumerate()
    {
        let e = world.find(county, tag);
        let i = world.inspect(u, e, on.workday(), kind);
        if n % 3 == 0 {
            world.inspections[i].1.findings = vec!["未带队检查"];
        }
        let Some(clause) = clause else { continue };
        let h = world.find_hazard(u, e, clause, on.workday(), Some(i));
        world.close(h, on.plus(22).workday(), on.plus(27).workday());
        let case = world.punish(unit(county), h, on.plus(19).workday());
        world.penalties[case].1.extra.note = Some("市本级督导检查发现，移交属地应急局依法查处".to_owned());
    }
    world.act(u, "技术检查员", day(2, 20), None).headcount = Some(8);
    world.act(u, "专题学习", day(5, 12), None);
    world.act(u, "专题研究", day(5, 16), None);
    for (month, date) in [(6, 5), (7, 10), (9, 4)] {
        world.act(u, "帮扶地区", day(month, date), None).extra.note = Some("组织专家帮扶重点县".to_owned());
    }
    world.act(u, "现场督导", day(7, 12), None).count = 3;
    world.act(u, "媒体专栏", day(6, 16), None).extra.note = Some("省级主流媒体安全生产月专题栏目".to_owned());
    world.act(u, "考核督导", day(8, 15), None).count = 2;
    world.act(u, "考核督导", day(12, 5), None).count = 10;
}
