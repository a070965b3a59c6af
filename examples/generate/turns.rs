//! The turns of a real campaign, one function each. `examples/qujing/README.md` tells where to look.

use crate::city::selfcheck;
use crate::date::{date, day};
use crate::words::uscc;
use crate::world::{World, unit};

pub fn all(world: &mut World) {
    supervised_and_released(world);
    supervised_by_the_province(world);
    halted_overdue_then_done(world);
    still_supervised_at_the_end(world);
    reported_and_not_punished(world);
    reported_and_yet_punished(world);
    on_the_spot(world);
    overdue_then_completed(world);
    left_the_list(world);
    renamed(world);
    referred(world);
    one_party_only(world);
    malong_wakes_up(world);
    crossed(world);
    told_by_an_informer(world);
    earlier_accidents(world);
    too_early(world);
    late_newcomer(world);
    other_metals(world);
    pending_at_the_end(world);
    called_to_account(world);
}

/// 挂牌督办 by the county, put right in time, released; with an attachment.
fn supervised_and_released(world: &mut World) {
    let (u, e) = (unit("qilin"), world.find("qilin", "钢铁"));
    let i = world.inspect(u, e, day(6, 14), "全覆盖");
    world.inspections[i].1.findings = vec!["未亲自研究", "未带队检查"];
    let h = world.find_hazard(u, e, "GM-04-04", day(6, 14), Some(i));
    world.close(h, day(8, 25), day(8, 30));
    world.punish(u, h, day(7, 3));
    let hazard = &mut world.hazards[h].1;
    hazard.fix.due_on = Some(day(8, 31));
    hazard.supervision = Some(("县级", day(6, 20), Some(day(9, 5))));
    hazard.extra.comment = Some("县级挂牌督办，8月整改销号");
    hazard.extra.attachments = vec!["附件/整改前后对照.txt"];
}

/// 省级挂牌, the enterprise and its principal punished in two cases.
fn supervised_by_the_province(world: &mut World) {
    let (u, e) = (unit("xuanwei"), world.find("xuanwei", "火腿"));
    let i = world.inspect(u, e, day(5, 31), "督导");
    let h = world.find_hazard(u, e, "GM-12-02", day(5, 31), Some(i));
    world.close(h, day(7, 7), day(7, 12));
    world.punish_in_two(u, h, day(6, 20), day(6, 29));
    let hazard = &mut world.hazards[h].1;
    hazard.fix.due_on = Some(day(7, 10));
    hazard.supervision = Some(("省级", day(6, 8), Some(day(7, 25))));
    hazard.extra.comment = Some("省级督导组检查发现；企业、主要负责人分两案处罚");
}

/// 市级挂牌 and 责令停产整顿; overdue for weeks (an error at 24 August), then completed.
fn halted_overdue_then_done(world: &mut World) {
    let (u, e) = (unit("huize"), world.find("huize", "锌") + 1);
    let i = world.inspect(u, e, day(7, 12), "全覆盖");
    world.inspections[i].1.findings = vec!["机构人员不足", "未开展演练"];
    let h = world.find_hazard(u, e, "GM-05-11", day(7, 12), Some(i));
    world.close(h, day(9, 15), day(9, 20));
    let case = world.punish(u, h, day(7, 28));
    world.penalties[case].1.halt = true;
    let hazard = &mut world.hazards[h].1;
    hazard.fix.due_on = Some(day(8, 18));
    hazard.supervision = Some(("市级", day(7, 20), Some(day(10, 9))));
    hazard.extra.comment = Some("设备到货晚，逾期28天");
    world.act(u, "约谈企业", day(8, 22), Some(e)).extra.note = Some("整改逾期，约谈主要负责人".to_owned());
    world.act(u, "联合惩戒企业", day(9, 26), Some(e));
}

/// Open and under supervision when the campaign ends; its date is in the next year.
fn still_supervised_at_the_end(world: &mut World) {
    let (u, e) = (unit("luliang"), world.find("luliang", "造纸"));
    let i = world.inspect(u, e, day(11, 8), "专项");
    let h = world.find_hazard(u, e, "GM-08-03", day(11, 8), Some(i));
    world.punish(u, h, day(12, 6));
    let hazard = &mut world.hazards[h].1;
    hazard.fix.due_on = Some(date(2024, 1, 31));
    hazard.supervision = Some(("县级", day(11, 20), None));
    hazard.extra.comment = Some("跨年整改，期限至2024年1月31日");
}

/// 有效自查自改免罚, as the plan has it: reported, measures taken, in time; an inspection saw it and did not punish.
fn reported_and_not_punished(world: &mut World) {
    let (u, e) = (unit("jingkai"), world.find("jingkai", "锂电"));
    let h = world.find_hazard(u, e, "GM-08-07", day(6, 6), None);
    world.close(h, day(6, 28), day(7, 3));
    let hazard = &mut world.hazards[h].1;
    hazard.reported_on = Some(day(6, 7));
    hazard.fix.due_on = Some(day(6, 30));
    hazard.extra.comment = Some("企业自查、次日报告、按期整改，依法免罚");
    let i = world.inspect(u, e, day(6, 15), "全覆盖");
    world.inspections[i].1.extra.note = Some("企业自查隐患正在整改，措施有效，不予处罚".to_owned());
}

/// The same, and yet a penalty: P011 asks why.
fn reported_and_yet_punished(world: &mut World) {
    let (u, e) = (unit("fuyuan"), world.find("fuyuan", "木业"));
    let h = world.find_hazard(u, e, "GM-11-06", day(7, 3), None);
    world.close(h, day(7, 27), day(7, 31));
    let hazard = &mut world.hazards[h].1;
    hazard.reported_on = Some(day(7, 4));
    hazard.fix.due_on = Some(day(7, 31));
    let case = world.punish(u, h, day(7, 20));
    world.penalties[case].1.extra.note = Some("已自查报告，处罚是否妥当待复核".to_owned());
}

/// Put right on the day it was found: no five elements.
fn on_the_spot(world: &mut World) {
    let (u, e) = (unit("xuanwei"), world.find("xuanwei", "商场"));
    let i = world.inspect(u, e, day(7, 6), "双随机");
    world.inspections[i].1.findings = vec!["无证上岗", "外包外租混乱"];
    let h = world.find_hazard(u, e, "GM-03-02", day(7, 6), Some(i));
    world.hazards[h].1.description = "商场改造现场2名焊工无证动火，当场停止作业、清退离场".to_owned();
    world.close_at_once(h);
    world.punish(u, h, day(7, 27));
}

fn overdue_then_completed(world: &mut World) {
    for (county, tag, clause, found, due, done) in [
        ("shizong", "铁合金", "GM-04-02", day(7, 11), day(8, 10), day(9, 1)),
        ("zhanyi", "水泥", "GM-06-01", day(6, 28), day(7, 28), day(8, 11)),
        ("luoping", "冷链", "GM-12-01", day(6, 20), day(8, 20), day(10, 18)),
    ] {
        let (u, e) = (unit(county), world.find(county, tag));
        let i = world.inspect(u, e, found, "专项");
        let h = world.find_hazard(u, e, clause, found, Some(i));
        world.close(h, done, done.plus(4).workday());
        world.hazards[h].1.fix.due_on = Some(due);
        world.punish(u, h, found.plus(23).workday());
    }
}

/// Stopped in July, dismantled in September: left the list with an open hazard, waived with a reason.
fn left_the_list(world: &mut World) {
    let (u, e) = (unit("qilin"), world.find("qilin", "木业"));
    let h = world.find_hazard(u, e, "GM-11-01", day(7, 5), None);
    let hazard = &mut world.hazards[h].1;
    hazard.reported_on = Some(day(7, 6));
    hazard.fix.due_on = Some(day(7, 31));
    hazard.extra.comment = Some("7月20日起停产，整改不再进行");
    hazard.extra.waivers =
        vec![("P009", "企业已停产并于9月28日整体拆除，隐患随厂房灭失，区局现场核实", None)];
    world.enterprises[e].1.removed = Some((day(9, 28), "整体搬迁，原厂房拆除"));
}

/// Renamed: the old entry left the list, a new one with the same code came in.
fn renamed(world: &mut World) {
    let (u, old) = (unit("zhanyi"), world.find("zhanyi", "钢结构"));
    world.enterprises[old].1.removed = Some((day(8, 31), "企业更名，以新名称重新纳入"));
    let before = world.enterprises[old].1.clone();
    let uscc = before.uscc.clone().unwrap_or_default();
    let new = world.list(u, "钢结构", "沾益区某某新颜重工有限公司".to_owned(), uscc, day(9, 1));
    let entry = &mut world.enterprises[new].1;
    (entry.principal, entry.phone, entry.products) = (before.principal, before.phone, before.products);
    entry.extra.note = Some(format!("原{}（{}）", before.name, before.id));
    selfcheck(world, u, new, day(9, 6));
    world.inspect(u, new, day(9, 12), "双随机");
}

/// 危险作业罪: the alarm had been switched off on purpose; halt, referral, and the case made public.
fn referred(world: &mut World) {
    let (u, e) = (unit("fuyuan"), world.find("fuyuan", "铸造"));
    let i = world.inspect(u, e, day(7, 19), "双随机");
    let h = world.find_hazard(u, e, "GM-07-04", day(7, 19), Some(i));
    world.close(h, day(8, 11), day(8, 16));
    world.hazards[h].1.description =
        "2号中频炉冷却水出水温度报警装置被人为短接，复查时再次发现关闭".to_owned();
    world.hazards[h].1.fix.due_on = Some(day(8, 15));
    let case = world.punish(u, h, day(8, 4));
    let case = &mut world.penalties[case].1;
    (case.halt, case.referred) = (true, 1);
    case.extra.comment = Some("涉嫌危险作业罪，生产副总1人移送公安机关");
    let told = world.act(u, "典型案例", day(9, 8), None);
    (told.count, told.crime) = (1, true);
    world.act(u, "曝光企业", day(9, 8), Some(e));
    let case = world.find("jingkai", "铸造");
    let told = world.act(unit("jingkai"), "典型案例", day(11, 16), None);
    told.count = 2;
    world.act(unit("jingkai"), "曝光企业", day(11, 16), Some(case));
}

/// P010 waived in the record: the enterprise was fined, its new principal was not.
fn one_party_only(world: &mut World) {
    let (u, e) = (unit("luliang"), world.find("luliang", "水泥"));
    let i = world.inspect(u, e, day(5, 30), "全覆盖");
    let h = world.find_hazard(u, e, "GM-06-02", day(5, 30), Some(i));
    world.close(h, day(6, 21), day(6, 26));
    let case = world.punish(u, h, day(6, 27));
    world.penalties[case].1.on_principal = None;
    world.hazards[h].1.extra.waivers =
        vec![("P010", "主要负责人5月22日到任，隐患形成于其任职前，经县局集体讨论不予处罚", None)];
}

/// 查不出问题: the city talks to Malong in August; after that Malong looks again.
fn malong_wakes_up(world: &mut World) {
    let city = unit("benji");
    world.act(city, "约谈通报", day(8, 18), None).extra.note =
        Some("马龙区检查多、问题少、零处罚，约谈分管负责人".to_owned());
    let u = unit("malong");
    for (tag, clause, on) in
        [("水泥", "GM-06-04", day(9, 7)), ("商砼", "GM-13-02", day(9, 14)), ("木业", "GM-11-08", day(9, 21))]
    {
        let e = world.find("malong", tag);
        let i = world.inspect(u, e, on, "专项");
        world.inspections[i].1.extra.note = Some("约谈后“回头看”".to_owned());
        let h = world.find_hazard(u, e, clause, on, Some(i));
        world.close(h, on.plus(18).workday(), on.plus(21).workday());
        world.punish(u, h, on.plus(26).workday());
    }
}

/// 市级交叉执法: Luliang and Shizong inspect each other. The record stands where the enterprise is.
fn crossed(world: &mut World) {
    for (host, guest, tag, clause) in [
        ("luliang", "shizong", "复烤", Some("GM-10-01")),
        ("shizong", "luliang", "饲料", Some("GM-11-02")),
        ("luliang", "shizong", "丝绸", None),
    ] {
        let (u, e) = (unit(host), world.find(host, tag));
        let on = day(9, 19);
        let i = world.inspect(u, e, on, "交叉");
        world.inspections[i].1.inspectors = crate::words::UNITS[unit(guest)].team[..3].to_vec();
        world.inspections[i].1.extra.note =
            Some(format!("市级交叉执法，{}检查组", crate::words::UNITS[unit(guest)].name));
        let Some(clause) = clause else { continue };
        let h = world.find_hazard(u, e, clause, on, Some(i));
        world.close(h, day(10, 13), day(10, 17));
        world.punish(u, h, day(10, 16));
    }
}

/// 举报奖励, anonymous; the hazard was found without an inspection record (P018).
fn told_by_an_informer(world: &mut World) {
    let (u, e) = (unit("shizong"), world.find("shizong", "白酒"));
    let h = world.find_hazard(u, e, "GM-08-02", day(8, 2), None);
    world.close(h, day(8, 23), day(8, 28));
    let hazard = &mut world.hazards[h].1;
    (hazard.own, hazard.reported_on) = (false, None);
    hazard.extra.note = Some("匿名举报核查属实，检查记录待补录".to_owned());
    world.punish(u, h, day(8, 24));
    let paid = world.act(u, "举报奖励", day(9, 15), None);
    (paid.amount, paid.anonymous) = (3000, true);
    paid.extra.note = Some("匿名举报酒库无报警装置，查实".to_owned());
    let paid = world.act(unit("qilin"), "举报奖励", day(7, 14), None);
    (paid.amount, paid.anonymous) = (5000, true);
}

/// 近3年发生生产安全事故: what the plan's supervision looks at.
fn earlier_accidents(world: &mut World) {
    let e = world.find("huize", "铁合金");
    world.enterprises[e].1.accidents = vec![(date(2021, 10, 14), 1, "炉前清渣灼烫")];
    let e = world.find("jingkai", "钢结构");
    world.enterprises[e].1.accidents =
        vec![(date(2022, 3, 8), 0, "喷漆室闪燃，2人轻伤"), (date(2022, 11, 21), 1, "吊装物体打击")];
}

/// An inspection of April stands in the records but is not counted (V004).
fn too_early(world: &mut World) {
    let (u, e) = (unit("zhanyi"), world.find("zhanyi", "锌"));
    let i = world.inspect(u, e, day(4, 26), "双随机");
    world.inspections[i].1.extra.note = Some("专项行动前的日常检查".to_owned());
}

/// Put into operation in November, so listed late, its self-check late (P004), not yet inspected (P002, a warning).
fn late_newcomer(world: &mut World) {
    let u = unit("xuanwei");
    let e = world.list(u, "制砖", "宣威市某某晚秋新型墙材厂".to_owned(), uscc(99), day(11, 20));
    world.enterprises[e].1.extra.comment = Some("11月投产，新纳入");
    selfcheck(world, u, e, day(11, 28));
}

/// 例如…等: domains that the plan does not name (V007).
fn other_metals(world: &mut World) {
    let e = world.find("huize", "锌") + 1;
    world.enterprises[e].1.domains = vec!["湿法冶炼", "铅锌冶炼", "有限空间"];
    let e = world.find("luoping", "锌") + 1;
    world.enterprises[e].1.domains = vec!["湿法冶炼", "锗回收", "有限空间"];
}

/// Found in December: penalty not yet decided (P010, a warning until 90 days), one completed and not yet accepted (P012).
fn pending_at_the_end(world: &mut World) {
    let (u, e) = (unit("jingkai"), world.find("jingkai", "造纸"));
    let i = world.inspect(u, e, day(12, 5), "专项");
    let h = world.find_hazard(u, e, "GM-13-02", day(12, 5), Some(i));
    world.hazards[h].1.fix.completed_on = Some(day(12, 26));
    world.hazards[h].1.extra.note = Some("已立案，处罚告知书12月22日送达".to_owned());
}

fn called_to_account(world: &mut World) {
    let u = unit("huize");
    world.act(u, "追责问责", day(10, 20), None).extra.note = Some("跟踪整改不到位，问责1人".to_owned());
    world.act(unit("benji"), "追责问责", day(11, 24), None).count = 2;
    world.act(unit("luliang"), "联合惩戒企业", day(12, 12), Some(world.find("luliang", "造纸")));
}
