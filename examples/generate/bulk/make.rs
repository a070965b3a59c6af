//! One record of a kind, made from seed, unit, kind and number alone.

use super::Bulk;
use crate::clauses::finding;
use crate::date::{Date, date, day};
use crate::record::*;
use crate::rng::Rng;
use crate::words::{TRADES, Trade, UNITS, company, person, phone, uscc};

/// Notes as bureaus write them.
const ABOUT: [&str; 3] = [
    "位于工业园区某某路，职工180人，其中劳务派遣25人；安全标准化三级，上年度无生产安全事故",
    "两班制生产，涉及熔炼、检维修外包等高风险作业；已纳入三级巡查四级预警，由县局工贸股和属地乡镇共同监管",
    "生产线两条，2019年建成投产，安全设施“三同时”手续齐全，配备专职安全管理人员2名",
];
const SEEN: [&str; 3] = [
    "已当场反馈检查意见，企业主要负责人签字确认；对发现的一般隐患下达责令限期整改指令书，限15日内整改完毕并书面报告",
    "查阅专题会议记录、带队检查记录和双重预防机制台账，抽查现场作业点，询问一线员工3名；要求举一反三全面排查，下次检查时复核",
    "抽查特种作业人员持证情况、有限空间台账和应急演练记录，现场制作检查记录，已录入“互联网+监管”系统；企业陪同人员无异议",
];
const PLACES: [&str; 4] = [
    "主要负责人带队到生产车间检查时发现",
    "对照判定标准逐条排查",
    "现场检查并查阅台账",
    "组织专家到作业现场排查发现",
];
const COURSE: [&str; 3] = [
    "整改前后照片和验收意见已归档，企业召开专题会议通报并修订操作规程，责任部门每周报告进展",
    "整改期间相关区域停止作业、设置警戒，安排专人值守；方案经企业主要负责人审批后报属地应急局",
    "已列入企业重大事故隐患台账清单，实行闭环管理，同类部位一并排查",
];
const BASIS: [&str; 2] = [
    "依据《中华人民共和国安全生产法》有关规定，经立案、调查取证、告知、集体讨论后作出；罚款已按期缴纳，已归档",
    "一案双罚，处罚决定书已送达企业和主要负责人，处罚信息在政务网站公示，企业未申请复议",
];

fn note(rng: &mut Rng, percent: u64, of: &[&str]) -> Extra {
    Extra { note: rng.chance(percent).then(|| (*rng.pick(of)).to_owned()), ..Extra::default() }
}

impl Bulk {
    fn rng(&self, u: usize, kind: usize, i: usize) -> Rng {
        Rng::of(self.seed, [u as u64, kind as u64, i as u64])
    }

    pub fn id(u: usize, kind: usize, i: usize) -> String {
        format!("{}-{}{i:06}", UNITS[u].mark, ["e", "e", "yh", "jc", "cf", "hd", "bs"][kind])
    }

    /// The enterprise's trade, date of listing and principal, which other records need.
    fn facts(&self, u: usize, i: usize) -> (&'static Trade, Date, String, Rng) {
        let mut rng = self.rng(u, 0, i);
        let trade = rng.pick(TRADES);
        let listed = day(5, 15).plus(rng.range(0, 36));
        let principal = person(&mut rng);
        (trade, listed, principal, rng)
    }

    /// Some enterprise that the unit may refer to: its own, or for the own level any county's.
    fn any(&self, u: usize, rng: &mut Rng) -> (usize, usize) {
        let county = if u == 0 { 1 + rng.below(10) } else { u };
        (county, rng.below(self.counts.0[county][0]))
    }

    pub fn enterprise(&self, u: usize, i: usize) -> (Date, Enterprise) {
        let (t, listed_on, principal, mut rng) = self.facts(u, i);
        let before: usize = (1..u).map(|c| self.counts.0[c][0]).sum();
        let many = 1 + rng.below(t.products.len());
        let enterprise = Enterprise {
            id: Self::id(u, 0, i),
            name: company(UNITS[u].name, i, t.tail),
            uscc: Some(uscc(1000 + before + i)),
            products: rng.some(t.products, many).into_iter().map(|p| (*p).to_owned()).collect(),
            industry: t.industry,
            domains: t.domains.to_vec(),
            key: t.key,
            principal,
            phone: phone(&mut rng),
            base_info_complete: rng.chance(85),
            code_check: rng.chance(75),
            listed_on,
            removed: None,
            accidents: vec![],
            extra: note(&mut rng, 80, &ABOUT),
        };
        (listed_on, enterprise)
    }

    pub fn selfcheck(&self, u: usize, i: usize) -> (Date, Selfcheck) {
        let (_, listed, signed_by, _) = self.facts(u, i);
        let mut rng = self.rng(u, 1, i);
        let items = (0..29)
            .map(|_| (["已落实", "已落实", "已落实", "部分落实", "不适用"][rng.below(5)], None))
            .collect();
        let submitted_on = listed.plus(rng.range(0, 8));
        let leader_checks = (6..=12).map(|m| day(m, rng.range(3, 27))).filter(|d| *d >= listed).collect();
        (
            submitted_on,
            Selfcheck {
                enterprise: Self::id(u, 0, i),
                submitted_on,
                signed_by,
                items,
                leader_checks,
                extra: Extra::default(),
            },
        )
    }

    /// Enterprise and date of an inspection: the first round covers every enterprise by the end of August.
    fn visit(&self, u: usize, i: usize) -> (usize, usize, Date, Rng) {
        let mut rng = self.rng(u, 3, i);
        let (county, e) = if u > 0 && i < self.counts.0[u][0] { (u, i) } else { self.any(u, &mut rng) };
        let on = if u > 0 && i < self.counts.0[u][0] {
            day(6, 22).plus(rng.range(0, 68))
        } else {
            day(6, 22).plus(rng.range(0, 180))
        };
        (county, e, on, rng)
    }

    pub fn inspection(&self, u: usize, i: usize) -> (Date, Inspection) {
        let (county, e, on, mut rng) = self.visit(u, i);
        let kind = ["全覆盖", "双随机", "专项", "督导", "交叉"][rng.below(5)];
        let people = 2 + rng.below(3);
        let inspectors = rng.some(&UNITS[u].team, people).into_iter().copied().collect();
        let many = [0, 0, 1, 1, 2, 3][rng.below(6)];
        let words = [
            "未亲自研究",
            "未带队检查",
            "无分管职责清单",
            "机构人员不足",
            "无证上岗",
            "外包外租混乱",
            "未开展演练",
        ];
        let findings = rng.some(&words, many).into_iter().copied().collect();
        let extra = note(&mut rng, 90, &SEEN);
        (
            on,
            Inspection {
                id: Self::id(u, 3, i),
                enterprise: Self::id(county, 0, e),
                date: on,
                kind,
                inspectors,
                findings,
                extra,
            },
        )
    }

    /// Where a hazard was found by the bureau (as many as there are penalties: 一案双罚), the penalty's number.
    fn penalty_of(&self, u: usize, i: usize) -> Option<usize> {
        let (hazards, penalties) = (self.counts.0[u][2], self.counts.0[u][4]);
        ((i + 1) * penalties / hazards > i * penalties / hazards).then_some(i * penalties / hazards)
    }

    pub fn hazard(&self, u: usize, i: usize) -> (Date, Hazard) {
        let mut rng = self.rng(u, 2, i);
        let by = self.penalty_of(u, i).map(|_| rng.below(self.counts.0[u][3]));
        let (county, e, found_on) = match by {
            Some(inspection) => {
                let (county, e, on, _) = self.visit(u, inspection);
                (county, e, on)
            }
            None => {
                let (county, e) = self.any(u, &mut rng);
                (county, e, day(6, 23).plus(rng.range(0, 180)))
            }
        };
        let (t, _, principal, _) = self.facts(county, e);
        let template = finding(rng.pick::<&str>(t.clauses));
        let number = rng.range(1, 9).to_string();
        let end = day(12, 31);
        let mut fix =
            Rectification { measures: Some(template.measures.to_owned()), ..Rectification::default() };
        let at_once = template.quick && rng.chance(60);
        if !at_once {
            fix.responsible = Some(principal);
            fix.funds = Some(rng.range(template.funds.0 / 500, template.funds.1 / 500) * 500);
            fix.due_on = Some(if found_on > day(11, 20) { date(2024, 1, 15) } else { found_on.plus(30) });
            fix.contingency = Some(template.contingency.to_owned());
        }
        let open = found_on > day(11, 20) && !at_once && rng.chance(30);
        if !open {
            let done = if at_once { found_on } else { found_on.plus(rng.range(1, 28)).min(end) };
            fix.completed_on = Some(done);
            if !rng.chance(1) {
                fix.verified_on = Some(done.plus(rng.range(0, 5)).min(end));
                fix.verified_by = Some((*rng.pick(&UNITS[u].team)).to_owned());
            }
        }
        let supervision = (!at_once && rng.chance(2))
            .then(|| ("县级", found_on.plus(2).min(end), fix.verified_on.map(|d| d.plus(3).min(end))));
        let own = by.is_none();
        let hazard = Hazard {
            id: Self::id(u, 2, i),
            enterprise: Self::id(county, 0, e),
            clause: template.clause,
            description: format!(
                "{}，{}",
                rng.pick(&PLACES),
                rng.pick(template.texts).replace("{n}", &number)
            ),
            own,
            found_on,
            inspection: by.map(|k| Self::id(u, 3, k)),
            reported_on: (own && !at_once).then(|| found_on.plus(1)),
            fix,
            supervision,
            extra: note(&mut rng, 60, &COURSE),
        };
        (found_on, hazard)
    }

    pub fn penalty(&self, u: usize, i: usize) -> (Date, Penalty) {
        let (hazards, penalties) = (self.counts.0[u][2], self.counts.0[u][4]);
        let (found, hazard) = self.hazard(u, ((i + 1) * hazards).div_ceil(penalties) - 1);
        let mut rng = self.rng(u, 4, i);
        let decided_on = found.plus(rng.range(8, 40)).min(day(12, 31));
        let on_enterprise =
            Some((None, Some(rng.range(10, 49) * 1000), if rng.chance(40) { vec!["警告"] } else { vec![] }));
        let on_principal = Some((hazard.fix.responsible, Some(rng.range(4, 39) * 500), vec![]));
        let (halt, extra) = (rng.chance(3), note(&mut rng, 90, &BASIS));
        (
            decided_on,
            Penalty {
                id: Self::id(u, 4, i),
                enterprise: hazard.enterprise,
                hazard: Some(hazard.id),
                inspection: hazard.inspection,
                decided_on,
                on_enterprise,
                on_principal,
                halt,
                referred: 0,
                extra,
            },
        )
    }

    pub fn activity(&self, u: usize, i: usize) -> (Date, Activity) {
        let mut rng = self.rng(u, 5, i);
        let kinds = [
            "帮扶企业",
            "帮扶企业",
            "帮扶企业",
            "企业宣讲",
            "企业宣讲",
            "帮扶地区",
            "现场督导",
            "专题学习",
            "专题研究",
            "曝光企业",
            "约谈企业",
            "典型案例",
            "举报奖励",
            "媒体专栏",
            "约谈通报",
            "技术检查员",
        ];
        let kind = *rng.pick(&kinds);
        let on = day(5, 8).plus(rng.range(0, 230));
        let (county, e) = self.any(u, &mut rng);
        let enterprise = kind.ends_with("企业").then(|| Self::id(county, 0, e));
        let activity = Activity {
            id: Self::id(u, 5, i),
            kind,
            date: on,
            count: 1 + u32::from(kind == "企业宣讲") * rng.below(4) as u32,
            enterprise,
            crime: false,
            amount: if kind == "举报奖励" { rng.range(2, 20) * 500 } else { 0 },
            anonymous: kind == "举报奖励" && rng.chance(30),
            headcount: (kind == "技术检查员").then(|| rng.range(3, 12) as u32),
            extra: Extra {
                note: Some(format!("{}应急局组织，形成工作记录并留存影像资料", UNITS[u].name)),
                ..Extra::default()
            },
        };
        (on, activity)
    }

    pub fn filing(u: usize, i: usize) -> (Date, Filing) {
        let documents = [
            ("实施方案", day(5, 24)),
            ("企业清单", day(6, 29)),
            ("四个清单", day(7, 28)),
            ("工作总结", day(12, 19)),
        ];
        let month = i as i64 + 1;
        let (document, filed_on, month) = if i < 4 {
            (documents[i].0, documents[i].1, None)
        } else {
            ("调度表", day(month, 22), Some(month))
        };
        (
            filed_on,
            Filing {
                id: Self::id(u, 6, i),
                document,
                filed_on,
                month,
                figures: vec![],
                rows: None,
                extra: Extra::default(),
            },
        )
    }
}
