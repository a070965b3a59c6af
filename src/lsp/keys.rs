//! The keys of each kind of record for hints while typing: the official term and what may stand there.

use crate::lang::Text;
use crate::record::Kind;
use crate::record::term::{
    ActivityKind, Document, Industry, InspectionType, KNOWN_DOMAINS, Shortcoming, Source, Status,
    SupervisionLevel, Word,
};

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// Anything.
    Free,
    /// A day.
    Date,
    /// A month.
    Month,
    /// 是 or 否.
    Boolean,
    /// A word of a vocabulary.
    Words(fn() -> Vec<&'static str>),
    /// A clause of the criteria.
    Clause,
    /// The id of a record of this kind.
    Reference(Kind),
    /// The code of a rule that can be waived.
    Rule,
    /// A mapping.
    Mapping,
    /// A list of mappings.
    Mappings,
}

/// A key: where it stands in the record, what it is called, what may stand there.
#[derive(Debug)]
pub(super) struct Key {
    /// `due_on`, in a mapping `rectification.due_on`; `*` for a key that is data.
    pub(super) path: &'static str,
    /// The official term, and the English one.
    pub(super) label: Text,
    /// What may stand behind it.
    pub(super) values: Values,
}

impl Key {
    /// The key itself.
    pub(super) fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// The keys that it stands below.
    fn above(&self) -> &'static str {
        self.path.rsplit_once('.').map_or("", |(above, _)| above)
    }
}

const fn key(path: &'static str, zh: &'static str, en: &'static str, values: Values) -> Key {
    Key { path, label: Text::fixed(zh, en), values }
}

fn words<T: Word>() -> Vec<&'static str> {
    T::words().collect()
}

const ID: Key = key("id", "编号", "id, unique within its kind", Values::Free);
const ENTERPRISE: Key = key("enterprise", "企业（编号）", "the enterprise, by id", REF_ENTERPRISE);
const REF_ENTERPRISE: Values = Values::Reference(Kind::Enterprise);
const REF_INSPECTION: Values = Values::Reference(Kind::Inspection);
const REF_HAZARD: Values = Values::Reference(Kind::Hazard);

const COMMON: &[Key] = &[
    key("note", "备注", "note", Values::Free),
    key("attachments", "附件：相对于本文件的路径", "attachments: paths relative to the file", Values::Free),
    key("waivers", "豁免", "waivers", Values::Mappings),
    key("waivers.rule", "豁免的规则", "the waived rule", Values::Rule),
    key("waivers.reason", "理由", "reason", Values::Free),
    key("waivers.until", "有效期至（含当日）", "last day of the waiver", Values::Date),
];

const ENTERPRISES: &[Key] = &[
    ID,
    key("name", "企业名称", "name of the enterprise", Values::Free),
    key("uscc", "统一社会信用代码", "unified social credit code, 18 characters", Values::Free),
    key("products", "主要产品", "main products", Values::Free),
    key("industry", "所属行业", "industry", Values::Words(words::<Industry>)),
    key("domains", "涉及领域", "domains", Values::Words(|| KNOWN_DOMAINS.to_vec())),
    key("key", "是否重点企业", "key enterprise (full coverage) or spot check", Values::Boolean),
    key("principal", "主要负责人", "principal", Values::Free),
    key("phone", "联系电话", "phone", Values::Free),
    key("base_info_complete", "基础信息是否完善", "basic information complete", Values::Boolean),
    key("code_check", "是否应用“码上查”信息系统", "uses the 码上查 system", Values::Boolean),
    key("listed_on", "列入清单日期", "day of entry in the list", Values::Date),
    key("removed", "移出清单", "removal from the list", Values::Mapping),
    key("removed.on", "移出日期", "day of removal", Values::Date),
    key("removed.reason", "移出原因", "reason of removal", Values::Free),
    key("accidents", "近3年发生的生产安全事故", "production accidents of the last 3 years", Values::Mappings),
    key("accidents.on", "事故日期", "day of the accident", Values::Date),
    key("accidents.deaths", "死亡人数", "deaths (persons)", Values::Free),
    key("accidents.summary", "事故简况", "what happened", Values::Free),
];

const SELFCHECKS: &[Key] = &[
    ENTERPRISE,
    key("submitted_on", "报送日期", "day on which it was handed in", Values::Date),
    key("signed_by", "主要负责人签字", "signed by the principal", Values::Free),
    key("items", "自检自查项目 1–29", "the items 1 to 29", Values::Mapping),
    key("items.*", "自检自查项目", "self-check item", Values::Mapping),
    key("items.*.status", "落实情况", "how far it is done", Values::Words(words::<Status>)),
    key("items.*.evidence", "佐证材料", "evidence", Values::Free),
    key(
        "leader_checks",
        "主要负责人带队检查日期",
        "days of the inspections led by the principal",
        Values::Date,
    ),
];

const HAZARDS: &[Key] = &[
    ID,
    ENTERPRISE,
    key("clause", "判定标准条款", "clause of the criteria", Values::Clause),
    key("description", "重大事故隐患", "the hazard as found", Values::Free),
    key("source", "来源", "who found it", Values::Words(words::<Source>)),
    key("found_on", "发现日期", "day on which it was found", Values::Date),
    key("inspection", "发现隐患的检查（编号）", "the inspection that found it, by id", REF_INSPECTION),
    key("reported_on", "企业报告日期", "day on which the enterprise reported it", Values::Date),
    key("rectification", "整改", "rectification", Values::Mapping),
    key("rectification.responsible", "责任人", "who is responsible", Values::Free),
    key("rectification.measures", "措施", "measures", Values::Free),
    key("rectification.funds", "资金（万元）", "funds (10,000 yuan)", Values::Free),
    key("rectification.due_on", "期限", "time limit", Values::Date),
    key("rectification.contingency", "应急预案", "contingency plan", Values::Free),
    key("rectification.completed_on", "完成整改日期", "day of completion", Values::Date),
    key("rectification.verified_on", "验收日期", "day of acceptance", Values::Date),
    key("rectification.verified_by", "验收人或单位", "who accepted it", Values::Free),
    key("supervision", "挂牌督办", "supervision by listing", Values::Mapping),
    key("supervision.level", "督办级别", "level", Values::Words(words::<SupervisionLevel>)),
    key("supervision.listed_on", "挂牌日期", "day of listing", Values::Date),
    key("supervision.released_on", "摘牌日期", "day of release", Values::Date),
];

const INSPECTIONS: &[Key] = &[
    ID,
    ENTERPRISE,
    key("date", "检查日期", "day of the inspection", Values::Date),
    key("type", "检查方式", "type", Values::Words(words::<InspectionType>)),
    key("inspectors", "检查人员姓名", "names of the inspectors", Values::Free),
    key(
        "findings",
        "检查发现的问题（指标 B2 至 B8）",
        "what was found (indicators B2 to B8)",
        Values::Words(words::<Shortcoming>),
    ),
];

const PENALTIES: &[Key] = &[
    ID,
    ENTERPRISE,
    key("hazard", "所处罚的隐患（编号）", "the hazard punished, by id", REF_HAZARD),
    key("inspection", "所依据的检查（编号）", "the inspection that it follows, by id", REF_INSPECTION),
    key("decided_on", "处罚决定日期", "day of the decision", Values::Date),
    key("on_enterprise", "对企业的处罚", "penalty on the enterprise", Values::Mapping),
    key("on_enterprise.fine", "罚款（万元）", "fine (10,000 yuan)", Values::Free),
    key("on_enterprise.other", "其他处罚", "penalties other than a fine", Values::Free),
    key("on_principal", "对主要负责人的处罚", "penalty on the principal", Values::Mapping),
    key("on_principal.name", "姓名", "name", Values::Free),
    key("on_principal.fine", "罚款（万元）", "fine (10,000 yuan)", Values::Free),
    key("on_principal.other", "其他处罚", "penalties other than a fine", Values::Free),
    key("halt", "责令停产整顿", "ordered to halt production", Values::Boolean),
    key("referred", "移送司法机关（人）", "referred to the judiciary (persons)", Values::Free),
];

const ACTIVITIES: &[Key] = &[
    ID,
    key("kind", "工作种类", "kind of work", Values::Words(words::<ActivityKind>)),
    key("date", "日期", "day", Values::Date),
    key("count", "次数（缺省为 1）", "how many times (default 1)", Values::Free),
    ENTERPRISE,
    key(
        "dangerous_operation_crime",
        "是否危险作业罪案例",
        "a case of the crime of dangerous operation",
        Values::Boolean,
    ),
    key("amount", "奖励金额（万元）", "reward (10,000 yuan)", Values::Free),
    key("anonymous", "是否匿名举报", "reported anonymously", Values::Boolean),
    key("headcount", "技术检查员人数", "number of technical inspectors", Values::Free),
];

const FILINGS: &[Key] = &[
    ID,
    key("document", "报送材料", "document", Values::Words(words::<Document>)),
    key("filed_on", "报送日期", "day on which it was sent", Values::Date),
    key("month", "调度表月份", "month of the return", Values::Month),
    key("figures", "报送时的指标数", "the figures as sent", Values::Mapping),
    key("figures.*", "指标", "figure", Values::Free),
    key("rows", "重大事故隐患清单（3-2）行数", "number of rows of form 3-2", Values::Free),
    key("corrects", "所更正的报送的编号", "the filing that this one puts right", Values::Free),
    key("reason", "更正原因", "why it was put right", Values::Free),
    key("with_errors", "带错报送的原因", "why it was sent although there were errors", Values::Free),
    key("sealed", "封存：报送当时的记录", "sealed: the records as they stood", Values::Mapping),
    key("sealed.made_by", "生成程序", "made by", Values::Free),
    key("sealed.from", "统计期起", "first day that counted", Values::Date),
    key("sealed.cutoff", "统计截止日", "last day that counted", Values::Date),
    key("sealed.units", "统计范围内的单位", "the units in scope", Values::Free),
    key("sealed.by_filings", "按报送数字计的单位", "units counted by what they filed", Values::Free),
    key("sealed.left_out", "漏计条数", "records left out", Values::Free),
    key("sealed.count", "记录条数", "number of records", Values::Free),
    key("sealed.fingerprint", "指纹", "fingerprint", Values::Free),
    key("sealed.records", "记录", "records", Values::Free),
];

fn own(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Enterprise => ENTERPRISES,
        Kind::Selfcheck => SELFCHECKS,
        Kind::Hazard => HAZARDS,
        Kind::Inspection => INSPECTIONS,
        Kind::Penalty => PENALTIES,
        Kind::Activity => ACTIVITIES,
        Kind::Filing => FILINGS,
    }
}

/// Whether a written key is the one of the table.
fn fits(known: &str, written: &str) -> bool {
    known == written || known == "*"
}

/// The key at a path of written keys, the outermost first.
pub(super) fn find(kind: Kind, path: &[&str]) -> Option<&'static Key> {
    own(kind).iter().chain(COMMON).find(|key| {
        let parts: Vec<&str> = key.path.split('.').collect();
        parts.len() == path.len() && parts.iter().zip(path).all(|(known, written)| fits(known, written))
    })
}

/// The keys that may stand below a path of written keys, in the order of the contract.
pub(super) fn below(kind: Kind, above: &[&str]) -> Vec<&'static Key> {
    let stands = |key: &&Key| {
        let parts: Vec<&str> = key.above().split('.').filter(|part| !part.is_empty()).collect();
        key.name() != "*"
            && parts.len() == above.len()
            && parts.iter().zip(above).all(|(known, written)| fits(known, written))
    };
    own(kind).iter().chain(COMMON).filter(stands).collect()
}

/// Whether a key of an activity or a filing goes with its kind or document, where that is known.
pub(super) fn goes_with(kind: Kind, key: &str, word: Option<&str>) -> bool {
    let Some(word) = word else {
        return true;
    };
    match (kind, key) {
        (Kind::Activity, "enterprise") => {
            matches!(word, "帮扶企业" | "曝光企业" | "约谈企业" | "联合惩戒企业")
        }
        (Kind::Activity, "dangerous_operation_crime") => word == "典型案例",
        (Kind::Activity, "amount" | "anonymous") => word == "举报奖励",
        (Kind::Activity, "headcount") => word == "技术检查员",
        (Kind::Filing, "month" | "figures" | "rows" | "with_errors" | "sealed") => word == "调度表",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_what_is_written() {
        let status = find(Kind::Selfcheck, &["items", "12", "status"]).unwrap();
        assert_eq!((status.name(), status.label.zh.as_ref()), ("status", "落实情况"));
        assert!(find(Kind::Hazard, &["rectification", "on"]).is_none());
        let below: Vec<&str> = below(Kind::Penalty, &["on_principal"]).iter().map(|key| key.name()).collect();
        assert_eq!(below, ["name", "fine", "other"]);
        assert!(!goes_with(Kind::Activity, "amount", Some("专题学习")));
    }
}
