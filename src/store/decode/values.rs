//! Reading single values: text, words, ids, days, months, numbers, amounts, booleans and lists of them.
//! A value that is not what it should be is F005, with the right spelling where one can be guessed.

use super::super::places::is_collection;
use super::super::yaml::{Node, Tag};
use super::guess;
use super::reader::Reader;
use crate::lang::Text;
use crate::record::id::NotAnId;
use crate::record::term::Word;
use crate::record::{Amount, Id, Month, date};
use crate::text::{is_blank, is_control, is_invisible, narrow, nearest, quote};
use chrono::NaiveDate;

/// A value and the key before it; the item of a list has none.
#[derive(Clone, Copy)]
pub(super) struct Value<'a, 't> {
    pub(super) node: Node<'a, 't>,
    pub(super) key: Option<Node<'a, 't>>,
}

impl<'a, 't> Value<'a, 't> {
    /// The item of a list.
    pub(super) fn item(node: Node<'a, 't>) -> Self {
        Self { node, key: None }
    }

    /// Where it stands: at itself, or for a list or mapping at its key.
    pub(super) fn span(self) -> (usize, usize) {
        let shown = self.key.filter(|_| is_collection(self.node)).unwrap_or(self.node);
        (shown.start(), shown.end())
    }

    /// The scalar's text, if it is one.
    fn scalar(self, reader: &Reader<'_>, wanted: impl Fn() -> Text) -> Option<&'a str> {
        if !self.tag_is_fine(reader) {
            return None;
        }
        if is_collection(self.node) {
            reader.invalid(self.span(), || {
                let wanted = wanted();
                let message = Text::made(
                    format!("应为{}，此处是列表或映射", wanted.zh),
                    format!("must be {}, not a list or mapping", wanted.en),
                );
                (
                    message,
                    Text::fixed(
                        "只写一个值，不要换行缩进",
                        "write one value, without lines indented below it",
                    ),
                )
            });
            return None;
        }
        if self.node.is_null() {
            reader.invalid(self.span(), || {
                (Text::fixed("值为空", "the value is empty"), with_near(wanted(), None))
            });
            return None;
        }
        Some(self.node.text())
    }

    /// Offers another content for the value that the last finding is about.
    fn offer(self, reader: &Reader<'_>, with: impl FnOnce() -> Option<String>) {
        reader.offer(self.span(), || guess::instead(self.node, with()?));
    }

    /// Whether the value has no tag but `!!str`.
    pub(super) fn tag_is_fine(self, reader: &Reader<'_>) -> bool {
        let fine = match self.node.tag() {
            Tag::None => true,
            Tag::Str => !is_collection(self.node),
            Tag::Other => false,
        };
        if !fine {
            reader.invalid(self.span(), || {
                let help = Text::fixed("去掉感叹号开头的标签", "leave out the tag (the word with `!`)");
                (Text::fixed("不允许使用 YAML 标签", "YAML tags are not allowed"), help)
            });
        }
        fine
    }

    /// Text that is not blank.
    pub(super) fn text(self, reader: &Reader<'_>) -> Option<String> {
        let text = self.scalar(reader, || Text::fixed("文字", "text"))?;
        if is_blank(text) {
            reader.invalid(self.span(), || {
                let help = Text::fixed("填写内容，或删去此键", "write something, or leave the key out");
                (Text::fixed("文字为空白", "the text is blank"), help)
            });
            return None;
        }
        if (reader.has_invisible || self.node.has_escapes())
            && text.contains(|c| is_control(c) || is_invisible(c))
        {
            reader.hidden_character(self.span(), text);
            reader.offer(self.span(), || guess::unhidden(self.node));
        }
        Some(text.to_owned())
    }

    /// An id.
    pub(super) fn id(self, reader: &Reader<'_>) -> Option<Id> {
        let text = self.scalar(reader, || Text::fixed("编号", "an id"))?;
        match Id::parse(text) {
            Ok(id) => Some(id),
            Err(why) => {
                reader.invalid(self.span(), || wrong_id(text, why));
                None
            }
        }
    }

    /// A word of a closed vocabulary.
    pub(super) fn word<T: Word>(self, reader: &Reader<'_>) -> Option<T> {
        let all = |separator| T::words().collect::<Vec<_>>().join(separator);
        let text = self.scalar(reader, || Text::made(all("、"), all(", ")))?;
        let found = T::of_word(text);
        if found.is_none() {
            reader.invalid(self.span(), || {
                let message = Text::made(
                    format!("{} 不在可用的词之中", quote(text)),
                    format!("{} is not one of the words allowed here", quote(text)),
                );
                let help = match nearest(text, T::words()) {
                    Some(near) => Text::made(
                        format!("是否为 `{near}`？可用：{}", all("、")),
                        format!("did you mean `{near}`? Allowed: {}", all(", ")),
                    ),
                    None => Text::made(format!("可用：{}", all("、")), format!("allowed: {}", all(", "))),
                };
                (message, help)
            });
            self.offer(reader, || guess::word(text, T::words()).map(str::to_owned));
        }
        found
    }

    /// A day.
    pub(super) fn date(self, reader: &Reader<'_>) -> Option<NaiveDate> {
        let wanted = || Text::fixed("日期，写作 2023-06-30", "a date, written 2023-06-30");
        let text = self.scalar(reader, wanted)?;
        let day = date::parse(text);
        if day.is_none() {
            reader.invalid(self.span(), || {
                let near = likely_date(text).map(|day| format!("`{day}`"));
                let message = Text::made(
                    format!("{} 不是有效的日期", quote(text)),
                    format!("{} is not a date", quote(text)),
                );
                (message, with_near(wanted(), near))
            });
            self.offer(reader, || guess::day(text));
        }
        day
    }

    /// A month.
    pub(super) fn month(self, reader: &Reader<'_>) -> Option<Month> {
        let wanted = || Text::fixed("月份，写作 2023-06", "a month, written 2023-06");
        let text = self.scalar(reader, wanted)?;
        let month = Month::parse(text);
        if month.is_none() {
            reader.invalid(self.span(), || {
                let near = likely_date(&format!("{text}-01"))
                    .or_else(|| likely_date(text))
                    .map(|day| format!("`{}`", Month::of(day)));
                let message = Text::made(
                    format!("{} 不是有效的月份", quote(text)),
                    format!("{} is not a month", quote(text)),
                );
                (message, with_near(wanted(), near))
            });
            self.offer(reader, || guess::month(text));
        }
        month
    }

    /// `true`, `false`, `是` or `否`.
    pub(super) fn boolean(self, reader: &Reader<'_>) -> Option<bool> {
        let wanted = || Text::fixed("是、否、true 或 false", "true, false, 是 or 否");
        let text = self.scalar(reader, wanted)?;
        let read = match text {
            "true" | "是" => Some(true),
            "false" | "否" => Some(false),
            _ => None,
        };
        if read.is_some() {
            reader.count_boolean(!text.is_ascii());
            return read;
        }
        reader.invalid(self.span(), || {
            let near = match narrow(text).trim().to_lowercase().as_str() {
                "true" | "yes" | "y" | "on" | "1" | "√" | "✓" | "有" | "对" => {
                    Some("`是` / `true`".to_owned())
                }
                "false" | "no" | "n" | "off" | "0" | "×" | "x" | "无" | "不" => {
                    Some("`否` / `false`".to_owned())
                }
                _ => None,
            };
            let message = Text::made(
                format!("{} 不是有效的是/否值", quote(text)),
                format!("{} is neither true nor false", quote(text)),
            );
            (message, with_near(wanted(), near))
        });
        self.offer(reader, || guess::truth(text).map(|truth| truth.to_string()));
        None
    }

    /// A whole number of 1 to 9 digits, at least `least`.
    pub(super) fn whole(self, reader: &Reader<'_>, least: u32) -> Option<u32> {
        let wanted = || {
            Text::made(
                format!("不小于 {least} 的整数，最多 9 位"),
                format!("a whole number of at least {least}, at most 9 digits"),
            )
        };
        let text = self.scalar(reader, wanted)?;
        let number = whole(text);
        let fits = number.filter(|number| *number >= least);
        if fits.is_none() {
            reader.invalid(self.span(), || {
                let message = match number {
                    Some(_) => Text::made(
                        format!("{} 小于 {least}", quote(text)),
                        format!("{} is less than {least}", quote(text)),
                    ),
                    None => Text::made(
                        format!("{} 不是有效的整数", quote(text)),
                        format!("{} is not a whole number", quote(text)),
                    ),
                };
                let near = Some(narrow(text))
                    .filter(|near| near != text && whole(near).is_some_and(|number| number >= least));
                (message, with_near(wanted(), near.map(|near| format!("`{near}`"))))
            });
            self.offer(reader, || {
                Some(narrow(text)).filter(|near| whole(near).is_some_and(|number| number >= least))
            });
        }
        fits
    }

    /// An amount in 万元.
    pub(super) fn amount(self, reader: &Reader<'_>) -> Option<Amount> {
        let wanted = || {
            Text::fixed(
                "以万元为单位的数，如 12.5；小数点前最多 12 位，不写单位和千分位",
                "a number in 万元 such as 12.5, at most twelve digits before the point, without unit or group marks",
            )
        };
        let text = self.scalar(reader, wanted)?;
        let amount = Amount::parse(text);
        if amount.is_none() {
            reader.invalid(self.span(), || {
                let plain = narrow(text).replace([',', ' '], "");
                let plain = plain.trim_end_matches("万元").trim_start_matches('+');
                let near = Amount::parse(plain).map(|amount| format!("`{amount}`"));
                let message = Text::made(
                    format!("{} 不是有效的金额", quote(text)),
                    format!("{} is not an amount", quote(text)),
                );
                (message, with_near(wanted(), near))
            });
        }
        amount
    }

    /// A list, each item read by `read`; items that cannot be read are left out, with their finding.
    pub(super) fn list<T>(
        self,
        reader: &Reader<'_>,
        mut read: impl FnMut(Value<'a, 't>, &Reader<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if !self.tag_is_fine(reader) {
            return None;
        }
        if self.node.kind() != super::super::yaml::Kind::Sequence {
            reader.invalid(self.span(), || {
                let help = Text::fixed(
                    "写成列表：每项一行，以 `- ` 开头；或写在方括号内，如 [甲, 乙]",
                    "write a list: one item a line after `- `, or in brackets, [a, b]",
                );
                (Text::fixed("应为列表", "must be a list"), help)
            });
            reader.offer(self.span(), || guess::listed(self.node));
            return None;
        }
        Some(self.node.items().filter_map(|item| read(Value::item(item), reader)).collect())
    }
}

/// A whole number as it may be written: 1 to 9 ASCII digits.
pub(super) fn whole(text: &str) -> Option<u32> {
    let digits = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A help line with the spelling that was probably meant.
fn with_near(help: Text, near: Option<String>) -> Text {
    match near {
        Some(near) => Text::made(
            format!("是否为 {near}？应为{}", help.zh),
            format!("did you mean {near}? It must be {}", help.en),
        ),
        None => Text::made(format!("应为{}", help.zh), format!("it must be {}", help.en)),
    }
}

/// What to say of a text that is no id.
fn wrong_id(text: &str, why: NotAnId) -> (Text, Text) {
    let likely = narrow(text).trim().to_lowercase().replace(['_', ' ', '.', '/'], "-");
    let near = Id::parse(&likely).ok().map(|id| format!("`{id}`"));
    let message = match why {
        NotAnId::Shape => {
            Text::made(format!("{} 不是有效的编号", quote(text)), format!("{} is no id", quote(text)))
        }
        NotAnId::Device => Text::made(
            format!("{} 是 Windows 的保留名，不能作编号", quote(text)),
            format!("{} is a device name of Windows and cannot be an id", quote(text)),
        ),
    };
    let shape = Text::fixed(
        " 1 至 64 个小写字母、数字或连字符，以字母或数字开头",
        "1 to 64 of a-z 0-9 -, starting with a letter or a digit",
    );
    let help = match why {
        NotAnId::Shape => with_near(shape, near),
        NotAnId::Device => Text::fixed(
            "换一个编号，例如加上数字或单位",
            "choose another id, for instance with a number in it",
        ),
    };
    (message, help)
}

/// The day that a text in one of the usual ways of writing is likely to mean: `2023.6.30`, `2023/6/30`,
/// `2023年6月30日`, full-width digits, `20230630`.
fn likely_date(text: &str) -> Option<NaiveDate> {
    let text = narrow(text);
    let text = text.trim();
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    match (parts.as_slice(), text.len()) {
        ([year @ 1900..2200, month, day, ..], _) => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        ([whole], 8) => {
            NaiveDate::from_ymd_opt(i32::try_from(whole / 10_000).ok()?, whole / 100 % 100, whole % 100)
        }
        _ => None,
    }
}
