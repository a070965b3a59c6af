//! Files gone wrong in every way that a hand slips: a key dropped, misspelt or borrowed, each value
//! replaced by each of a pool. A file is a tree of raw words, so that what is written stays what it is.

/// A file's content: raw scalars as they are written, lists and mappings.
#[derive(Debug, Clone)]
pub(crate) enum Raw {
    Word(String),
    List(Vec<Raw>),
    Map(Vec<(String, Raw)>),
}

/// How mappings are written: `{a: b}` or `{a = b}`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Style {
    Yaml,
    Toml,
}

impl Raw {
    /// In one line.
    pub(crate) fn line(&self, style: Style) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::List(items) => format!("[{}]", join(items.iter().map(|item| item.line(style)))),
            Self::Map(pairs) => format!("{{{}}}", join(pairs.iter().map(|pair| entry(pair, style)))),
        }
    }

    /// A whole file.
    pub(crate) fn file(&self, style: Style) -> String {
        match (self, style) {
            (Self::Map(pairs), Style::Toml) => pairs.iter().map(|pair| entry(pair, style) + "\n").collect(),
            _ => self.line(style) + "\n",
        }
    }

    /// All files with one mistake.
    pub(crate) fn mistakes(&self, pool: &[&str], keys: &[&str]) -> Vec<Self> {
        let mut made: Vec<Self> = pool.iter().map(|word| Self::Word((*word).to_owned())).collect();
        match self {
            Self::Word(word) => made.push(Self::List(vec![Self::Word(word.clone())])),
            Self::List(items) => {
                made.push(Self::List(Vec::new()));
                for (at, item) in items.iter().enumerate() {
                    for wrong in item.mistakes(pool, keys) {
                        let mut items = items.clone();
                        items[at] = wrong;
                        made.push(Self::List(items));
                    }
                }
            }
            Self::Map(pairs) => {
                made.push(Self::List(vec![self.clone()]));
                for (at, (key, value)) in pairs.iter().enumerate() {
                    let with = |pair: Option<(String, Self)>| {
                        let mut pairs = pairs.clone();
                        pairs.splice(at..=at, pair);
                        Self::Map(pairs)
                    };
                    made.push(with(None));
                    let quote = if key.starts_with('"') { "\"" } else { "" };
                    let misspelt: String = key.trim_matches('"').chars().rev().collect();
                    made.push(with(Some((format!("{quote}{misspelt}x{quote}"), value.clone()))));
                    made.extend(
                        value.mistakes(pool, keys).into_iter().map(|wrong| with(Some((key.clone(), wrong)))),
                    );
                }
                for key in keys.iter().filter(|key| !pairs.iter().any(|(there, _)| there == *key)) {
                    for value in ["1", "~", "是"].into_iter().filter(|word| pool.contains(word)) {
                        let more = ((*key).to_owned(), Self::Word(value.to_owned()));
                        made.push(Self::Map(pairs.iter().cloned().chain([more]).collect()));
                    }
                }
            }
        }
        made
    }
}

fn entry((key, value): &(String, Raw), style: Style) -> String {
    match style {
        Style::Yaml => format!("{key}: {}", value.line(style)),
        Style::Toml => format!("{key} = {}", value.line(style)),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// What may stand in a record by mistake, or rightly somewhere else.
pub(crate) const YAML: &[&str] = &[
    "2023-06-30",
    "\"2023-06-30\"",
    "2023-02-29",
    "2024-02-29",
    "1900-02-29",
    "2000-02-29",
    "2023-06-31",
    "2023.6.30",
    "2023-6-3",
    "20230630",
    "２０２３-06-30",
    "0000-01-01",
    "2023-06",
    "2023-13",
    "\"2023-06\"",
    "是",
    "否",
    "yes",
    "no",
    "on",
    "true",
    "false",
    "\"true\"",
    "True",
    "12.5",
    "-3",
    "-0.5",
    "1e3",
    "001",
    "1234567890",
    "123456789",
    "0",
    "1",
    "\"0\"",
    "\"1\"",
    "\"000000000\"",
    "\"0000000001\"",
    "\"\"",
    "\" \"",
    "\"\\u3000\"",
    "~",
    "null",
    "Null",
    "NULL",
    "[]",
    "{}",
    "[a]",
    "{a: 1}",
    "[~]",
    "con",
    "lpt9",
    "con1",
    "H-1",
    "a_b",
    "-a",
    "a",
    "冶金",
    "企业自查",
    "部门检查",
    "调度表",
    "实施方案",
    "举报奖励",
    "帮扶企业",
    "考核督导",
    "县级",
    "全覆盖",
    "已落实",
    "未带队检查",
    "GM-13-02",
    "GM-99-99",
    "13800000000",
    "08743123456",
    "915303000000000E16",
    "!!str 5",
    "!x 5",
    "1.50000",
    "123456789012.5",
    "1234567890123",
    "\"1234567890123\"",
    "999999999999.99999999",
    "\"12.5\"",
    "\"1,000\"",
    "5万元",
    "P009",
    "V001",
    "F001",
    "p009",
    "R002",
    ".5",
    "5.",
    "+5",
    "0x10",
    "0o17",
    ".inf",
    ".nan",
    "\"1 \"",
    "多行\n  文字",
    "*a",
];

/// What may stand in a configuration file.
pub(crate) const TOML: &[&str] = &[
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"甲\"",
    "\"X\"",
    "\"con\"",
    "0",
    "1",
    "5",
    "-1",
    "28",
    "29",
    "999999999",
    "1000000000",
    "1.5",
    "true",
    "2023-06-30",
    "\"2023-06-30\"",
    "\"2023-02-29\"",
    "\"2024-02-29\"",
    "1899-01-01",
    "2199-12-31",
    "\"2200-01-01\"",
    "\"2100-02-29\"",
    "\"2000-02-29\"",
    "\"1900-02-29\"",
    "\"2023-06\"",
    "\"2023-13\"",
    "\"1899-06\"",
    "2023-06-30T00:00:00",
    "07:32:00",
    "[]",
    "{}",
    "[\"a\"]",
    "[1]",
    "[{}]",
    "{a = 1}",
    "\"error\"",
    "\"off\"",
    "\"Error\"",
    "\"P001\"",
    "\"F001\"",
    "\"p001\"",
    "\"city\"",
    "\"own\"",
    "\"town\"",
];
