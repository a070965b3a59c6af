//! A new plan from a few answers: a plan file with a word on every line, which reads back as a plan.

use super::Level;
use crate::record::Month;
use crate::record::term::{Document, Word};
use chrono::NaiveDate;
use std::fmt::Write;

/// What has to be known of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The plan's id.
    pub id: String,
    /// The title of the campaign.
    pub title: String,
    /// The number of the plan document.
    pub document: String,
    /// The first day that is counted.
    pub from: NaiveDate,
    /// The last day of the campaign.
    pub end: NaiveDate,
    /// The day of the month by which a return is due, 1 to 28.
    pub due_day: u32,
    /// The least number of enterprises a county lists.
    pub enterprises: u32,
    /// From which month on the principal leads a check every month.
    pub leader_checks_from: Option<Month>,
    /// Deadlines by their key.
    pub deadlines: Vec<(&'static str, NaiveDate)>,
    /// The units, those above first.
    pub units: Vec<NewUnit>,
}

/// A unit of a new plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// Its level.
    pub level: Level,
    /// Its id.
    pub id: String,
    /// Its name on the forms.
    pub name: String,
    /// The unit above, by id.
    pub parent: Option<String>,
}

/// What a deadline is for.
const DEADLINES: [(&str, &str); 6] = [
    ("实施方案", "报送本地区的实施方案"),
    ("self_check", "企业报送自检自查表（附件1）"),
    ("企业清单", "报送企业清单（附件2）"),
    ("四个清单", "报送四个清单"),
    ("inspections", "完成应检查企业的执法检查"),
    ("工作总结", "报送工作总结"),
];

/// The keys that a deadline may have, in the order of the file.
pub fn deadline_keys() -> impl Iterator<Item = &'static str> {
    DEADLINES.iter().map(|(key, _)| *key)
}

impl Answers {
    /// The plan file. It is read back by [`Plan::read`](super::Plan::read), which says what is wrong with it.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "# {}：各条规则所用的数字和期限。", comment(&self.title))?;
        writeln!(out, "# 每一行请注明在方案中的出处；改动后运行 hazards check 检查。")?;
        writeln!(out)?;
        let line =
            |out: &mut String, key: &str, value: &str, why: &str| writeln!(out, "{key} = {value}  # {why}");
        line(out, "id", &quoted(&self.id), "方案编号：小写字母、数字、连字符")?;
        line(out, "title", &quoted(&self.title), "行动名称，印在报表上")?;
        line(out, "document", &quoted(&self.document), "文号")?;
        line(out, "counting_from", &self.from.to_string(), "统计起始日：此前的事项不计入")?;
        line(out, "end", &self.end.to_string(), "行动结束日")?;
        match self.leader_checks_from {
            Some(month) => line(
                out,
                "leader_checks_from",
                &quoted(&month.to_string()),
                "从该月起，企业主要负责人每月带队检查一次（P006）",
            )?,
            None => writeln!(
                out,
                "# leader_checks_from = \"{}\"  # 从该月起每月带队检查（P006）；不要求的不写",
                Month::of(self.from)
            )?,
        }
        writeln!(out, "accident_years = 3  # 近几年发生生产安全事故的企业列入督导情形（status）")?;
        writeln!(out, "\n[quota]")?;
        line(
            out,
            "enterprises_per_county",
            &self.enterprises.to_string(),
            "每个县至少列入清单的企业户数（P001）",
        )?;
        line(
            out,
            "inspectors_per_inspection",
            "2",
            "每次检查至少几名执法人员（P013；行政处罚法第四十二条）",
        )?;
        line(out, "penalty_days", "90", "发现隐患后多少日内作出处罚决定（P010；行政处罚法第六十条）")?;
        writeln!(out, "\n[returns]  # 按月报送的调度表（附件3-1、3-2）")?;
        line(out, "first_month", &quoted(&Month::of(self.from).to_string()), "第一期")?;
        line(out, "last_month", &quoted(&Month::of(self.end).to_string()), "最后一期")?;
        line(out, "due_day", &self.due_day.to_string(), "每月几日前报送，1 至 28；也是统计截止日")?;
        writeln!(out, "\n[deadlines]  # 截止日，含当日；没有该项要求的不写")?;
        for (key, why) in DEADLINES {
            let written = if key.is_ascii() { key.to_owned() } else { quoted(key) };
            match self.deadlines.iter().find(|(known, _)| *known == key) {
                Some((_, day)) => line(out, &written, &day.to_string(), why)?,
                None => writeln!(out, "# {written} = {}  # {why}", self.end)?,
            }
        }
        writeln!(
            out,
            "\n# 单位：level 为 province 省、city 州市、county 县区、own 本级；code 为行政区划代码，可缺。"
        )?;
        writeln!(out, "# 每个单位一个文件夹，以 id 为名；有下级的单位只报送，不建记录。")?;
        for unit in &self.units {
            writeln!(out, "\n[[units]]")?;
            writeln!(out, "id = {}", quoted(&unit.id))?;
            writeln!(out, "name = {}", quoted(&unit.name))?;
            writeln!(out, "level = {}", quoted(unit.level.word()))?;
            if let Some(parent) = &unit.parent {
                writeln!(out, "parent = {}", quoted(parent))?;
            }
        }
        Ok(())
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text fit for a comment: on one line.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The key of a deadline, as it is written.
pub fn deadline_key(word: &str) -> Option<&'static str> {
    debug_assert!(
        Document::ALL
            .iter()
            .filter(|of| **of != Document::Return)
            .all(|of| { DEADLINES.iter().any(|(key, _)| *key == of.word()) })
    );
    deadline_keys().find(|key| *key == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use proptest::prelude::*;

    fn answers(title: &str, deadlines: Vec<(&'static str, NaiveDate)>) -> Answers {
        let day = |text: &str| crate::record::date::parse(text).unwrap();
        let unit = |level, id: &str, name: &str, parent: Option<&str>| NewUnit {
            level,
            id: id.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
        };
        Answers {
            id: "p-2024".to_owned(),
            title: title.to_owned(),
            document: "某应急〔2024〕1号".to_owned(),
            from: day("2024-03-01"),
            end: day("2024-11-30"),
            due_day: 20,
            enterprises: 10,
            leader_checks_from: Month::parse("2024-04"),
            deadlines,
            units: vec![
                unit(Level::Province, "sheng", "某省", None),
                unit(Level::City, "shi", "某市", Some("sheng")),
                unit(Level::County, "xian", "某县", Some("shi")),
            ],
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(title in "\\PC{1,30}", some in prop::collection::vec(any::<bool>(), 6)) {
            prop_assume!(!title.trim().is_empty());
            let day = NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
            let deadlines: Vec<_> =
                deadline_keys().zip(some).filter(|(_, given)| *given).map(|(key, _)| (key, day)).collect();
            let text = answers(&title, deadlines.clone()).to_toml();
            let plan = Plan::read("plan.toml", &text).map_err(|errors| TestCaseError::fail(format!("{errors:?}\n{text}")))?;
            prop_assert_eq!(&plan.title, &title);
            prop_assert_eq!(plan.units.len(), 3);
            prop_assert_eq!(plan.months().count(), 9);
            prop_assert_eq!(plan.self_check.is_some(), deadlines.iter().any(|(key, _)| *key == "self_check"));
            prop_assert_eq!(plan.documents.len(), deadlines.iter().filter(|(key, _)| !key.is_ascii()).count());
        }
    }
}
