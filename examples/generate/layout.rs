//! How each county keeps its files: one a record, a list a month, one list for all, or several documents in a file.

use crate::date::Date;
use crate::record::{Extra, Hand};
use crate::words::UNITS;
use crate::world::World;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

enum Shape {
    Each,
    EachByMonth,
    ListByMonth,
    List,
    Documents,
}

fn shape(unit: &str, kind: &str) -> Shape {
    match (kind, unit) {
        (_, "benji") => Shape::List,
        ("enterprises", "qilin" | "malong" | "shizong" | "fuyuan" | "xuanwei") => Shape::Each,
        ("enterprises", _) => Shape::List,
        ("selfchecks", "qilin" | "zhanyi" | "luliang" | "fuyuan" | "xuanwei") => Shape::Each,
        ("selfchecks", "malong") => Shape::Documents,
        ("selfchecks", _) => Shape::List,
        ("hazards", "luoping") => Shape::ListByMonth,
        ("hazards", _) => Shape::Each,
        ("inspections", "qilin" | "huize" | "xuanwei") => Shape::EachByMonth,
        ("inspections", _) => Shape::ListByMonth,
        ("penalties", "shizong") => Shape::Documents,
        ("penalties", _) => Shape::Each,
        ("activities", "qilin" | "luliang" | "xuanwei" | "jingkai") => Shape::ListByMonth,
        ("activities", _) => Shape::List,
        ("filings", "qujing" | "qilin" | "malong" | "huize" | "xuanwei" | "jingkai") => Shape::Each,
        _ => Shape::List,
    }
}

/// Name of a file and the word for its kind, for the comment on top of lists.
fn title(kind: &str) -> &'static str {
    match kind {
        "enterprises" => "企业清单（附件2）",
        "selfchecks" => "自检自查工作情况表（附件1）",
        "hazards" => "重大事故隐患清单（附件3-2）",
        "inspections" => "执法检查",
        "penalties" => "行政处罚",
        "activities" => "工作记录",
        _ => "报送记录",
    }
}

struct Files {
    texts: BTreeMap<String, String>,
}

impl Files {
    fn add(
        &mut self,
        (folder, name): (&str, &str),
        kind: &str,
        id: &str,
        on: Date,
        extra: &Extra,
        text: &str,
    ) {
        let month = on.month();
        let by_month =
            if folder == "malong" { format!("2023年{month}月") } else { format!("2023-{month:02}") };
        let shape = shape(folder, kind);
        let file = match shape {
            Shape::Each => id.to_owned(),
            Shape::EachByMonth => format!("2023-{month:02}/{id}"),
            Shape::ListByMonth => by_month.clone(),
            Shape::List | Shape::Documents => if kind == "enterprises" { "list" } else { "2023" }.to_owned(),
        };
        let out = self.texts.entry(format!("{folder}/{kind}/{file}.yaml")).or_default();
        let comment = extra.comment.map(|c| format!("# {c}\n")).unwrap_or_default();
        match shape {
            Shape::Each | Shape::EachByMonth => *out += &format!("{comment}{text}"),
            Shape::Documents => {
                *out += &if out.is_empty() {
                    format!("# {name}{}，一户一份\n", title(kind))
                } else {
                    "---\n".to_owned()
                };
                *out += &format!("{comment}{text}");
            }
            Shape::List | Shape::ListByMonth => {
                if out.is_empty() {
                    let period = if matches!(shape, Shape::List) {
                        "2023年".to_owned()
                    } else {
                        format!("2023年{month}月")
                    };
                    *out += &format!("# {name}{period}{}\n", title(kind));
                }
                *out += &comment;
                for (i, line) in text.lines().enumerate() {
                    *out += &format!("{}{line}\n", if i == 0 { "- " } else { "  " });
                }
            }
        }
    }
}

const HAZARDS_TOML: &str = r#"# 示例：虚构的曲靖市工贸行业重大事故隐患专项排查整治2023行动数据
format = 1
plan = "qujing-2023"

[filler]
name = "某某某"
phone = "0874-0000025"

[[waivers]]
rule = "P001"
unit = "malong"
reason = "辖区工贸企业不足15户，已全部纳入，市局批复同意"
until = 2023-12-31
"#;

pub fn write(world: &mut World, dir: &Path) -> io::Result<(usize, usize)> {
    let mut files = Files { texts: BTreeMap::new() };
    let mut records = 0;
    macro_rules! add {
        ($list:ident, $id:ident, $on:ident) => {
            world.$list.sort_by(|a, b| (a.0, a.1.$on).cmp(&(b.0, b.1.$on)));
            for (u, record) in &world.$list {
                let mut text = String::new();
                record.write(&mut text, hand(*u));
                files.add(
                    (UNITS[*u].id, UNITS[*u].name),
                    stringify!($list),
                    &record.$id,
                    record.$on,
                    &record.extra,
                    &text,
                );
                records += 1;
            }
        };
    }
    add!(enterprises, id, listed_on);
    add!(selfchecks, enterprise, submitted_on);
    add!(hazards, id, found_on);
    add!(inspections, id, date);
    add!(penalties, id, decided_on);
    add!(activities, id, date);
    for (folder, filing) in &world.filings {
        let name = UNITS.iter().find(|u| u.id == *folder).map_or("曲靖市", |u| u.name);
        let mut text = String::new();
        filing.write(&mut text, Hand { chinese: false, flow: true });
        files.add((folder, name), "filings", &filing.id, filing.filed_on, &filing.extra, &text);
        records += 1;
    }
    // Saved once from Notepad on Windows: BOM and CRLF, as happens.
    if let Some(text) = files.texts.get_mut("shizong/inspections/2023-07.yaml") {
        *text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    }
    let count = files.texts.len();
    files.texts.insert("hazards.toml".to_owned(), HAZARDS_TOML.to_owned());
    files.texts.insert(
        "qilin/hazards/附件/整改前后对照.txt".to_owned(),
        "整改前：流量差报警未联锁。\n整改后：联锁试验3次均正常，电极自动断电并升起。\n".to_owned(),
    );
    for (path, text) in files.texts {
        let path = dir.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok((count, records))
}

/// Every county has its own hand.
fn hand(u: usize) -> Hand {
    Hand { chinese: u % 3 == 1, flow: u % 4 != 2 }
}
