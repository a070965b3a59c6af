//! Why a record is not in a figure: the facts that speak against it, in both languages.

use crate::lang::Text;
use crate::record::Month;
use crate::record::term::{ActivityKind, Document, Shortcoming, Source, Word};
use crate::text::visible;
use chrono::NaiveDate;

/// One thing that keeps a record out of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason<'r> {
    /// The figure counts records of another kind, or activities of other kinds.
    Kind(&'static [ActivityKind]),
    /// The record is of a unit that the return does not speak for; this is the unit's name.
    Elsewhere(&'r str),
    /// The figures of its unit are those that it has filed; this is the unit's name.
    ByFilings(&'r str),
    /// This key has a day before the window.
    Early(&'static str, NaiveDate),
    /// This key has a day after the cutoff.
    Late(&'static str, NaiveDate),
    /// This key, which the figure asks for, is not there.
    Lacking(&'static str),
    /// The hazard was found by the other side than the figure counts.
    Source(Source),
    /// The inspection's findings do not have it.
    NotFound(Shortcoming),
    /// The case punishes nobody and halts nothing.
    PunishesNobody,
    /// Another record of the unit, by its id, stands in its place.
    Superseded(&'r str, NaiveDate),
    /// The unit keeps its records here: what it has filed is not counted.
    Recorded(&'r str),
    /// The document is no return.
    Document(Document),
    /// The return is that of another month.
    OtherMonth(Month),
    /// The return says nothing of the figure, or says that it is nothing.
    NothingFiled,
}

impl Reason<'_> {
    /// A word for programs, which stays.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Kind(_) => "kind",
            Self::Elsewhere(_) => "unit",
            Self::ByFilings(_) => "by-filings",
            Self::Early(..) => "before-window",
            Self::Late(..) => "after-cutoff",
            Self::Lacking(_) => "lacking",
            Self::Source(_) => "source",
            Self::NotFound(_) => "not-found",
            Self::PunishesNobody => "punishes-nobody",
            Self::Superseded(..) => "superseded",
            Self::Recorded(_) => "by-records",
            Self::Document(_) => "document",
            Self::OtherMonth(_) => "other-month",
            Self::NothingFiled => "nothing-filed",
        }
    }

    /// What to say of it in the return of this window.
    pub fn text(&self, from: NaiveDate, cutoff: NaiveDate) -> Text {
        match *self {
            Self::Kind([]) => Text::fixed("该指标不统计这类记录", "the figure counts no such records"),
            Self::Kind(kinds) => {
                let [zh, en] = ["、", ", "].map(|by| words(kinds, by));
                Text::made(format!("只计 kind 为 {zh} 的"), format!("only kind {en} counts"))
            }
            Self::Elsewhere(unit) => {
                let unit = visible(unit);
                Text::made(
                    format!("属于{unit}，不在本表统计范围"),
                    format!("of {unit}, which this return does not speak for"),
                )
            }
            Self::ByFilings(unit) => {
                let unit = visible(unit);
                Text::made(
                    format!("{unit}按报送的数字计（source = \"filings\"）"),
                    format!("{unit} is counted by what it has filed (source = \"filings\")"),
                )
            }
            Self::Early(key, day) => Text::made(
                format!("{key} {day} 早于统计起始日 {from}"),
                format!("{key} {day} is before the window, which begins on {from}"),
            ),
            Self::Late(key, day) => Text::made(
                format!("{key} {day} 晚于截止日 {cutoff}"),
                format!("{key} {day} is after the cutoff {cutoff}"),
            ),
            Self::Lacking(key) => lacking(key, cutoff),
            Self::Source(is) => {
                let asked = match is {
                    Source::Enterprise => Source::Department,
                    Source::Department => Source::Enterprise,
                };
                Text::made(
                    format!("source 为 {is}，只计 {asked}"),
                    format!("source is {is}; only {asked} counts"),
                )
            }
            Self::NotFound(what) => {
                Text::made(format!("findings 中没有 {what}"), format!("{what} is not among the findings"))
            }
            Self::PunishesNobody => Text::fixed(
                "没有处罚企业、主要负责人，也没有责令停产整顿",
                "neither the enterprise nor the principal is punished, and there is no halt",
            ),
            Self::Superseded(id, day) => {
                let id = visible(id);
                Text::made(format!("已由 {day} 的 {id} 取代"), format!("{id} of {day} stands in its place"))
            }
            Self::Recorded(unit) => {
                let unit = visible(unit);
                Text::made(
                    format!("{unit}按记录统计，不按报送的数字计"),
                    format!("{unit} is counted by its records, not by what it has filed"),
                )
            }
            Self::Document(document) => Text::made(
                format!("document 为 {document}，只计 调度表"),
                format!("document is {document}; only 调度表 counts"),
            ),
            Self::OtherMonth(month) => {
                Text::made(format!("是 {month} 的调度表"), format!("it is the return of {month}"))
            }
            Self::NothingFiled => Text::fixed(
                "报送的 figures 中没有此项，或为 0",
                "the figures filed do not give it, or give nothing",
            ),
        }
    }
}

fn words(kinds: &[ActivityKind], by: &str) -> String {
    kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(by)
}

/// What to say of a key that is not there: in the words of the forms, where these have some.
fn lacking(key: &'static str, cutoff: NaiveDate) -> Text {
    let (zh, en) = match key {
        "rectification.completed_on" => {
            return Text::made(format!("截至 {cutoff} 未整改"), format!("not rectified as of {cutoff}"));
        }
        "supervision" => ("没有挂牌督办", "not under supervision"),
        "fine" => ("没有罚款", "no fine"),
        "on_enterprise" => ("没有处罚企业", "the enterprise is not punished"),
        "on_principal" => ("没有处罚主要负责人", "the principal is not punished"),
        "referred" => ("没有移送司法机关", "nobody is referred to the courts"),
        "halt" => ("没有责令停产整顿", "no halt"),
        "dangerous_operation_crime" => ("不是危险作业罪案例", "not a case of 危险作业罪"),
        "anonymous" => ("不是匿名举报", "not an anonymous report"),
        _ => ("没有", "lacking:"),
    };
    Text::made(format!("{zh}（{key}）"), format!("{en} ({key})"))
}
