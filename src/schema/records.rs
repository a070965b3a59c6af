//! The keys of every kind of record, with the official terms of the plan document. A key that the reader
//! of records (`store/decode/kinds.rs`) learns is written down here and nowhere else.

use super::field::Shape::{
    Amount, Boolean, Clause, Date, Figures, Id, Items, List, Mapping, Month, Rule, Text, Usually, Words,
};
use super::field::{Field, Table, may, need, whole, words};
use crate::record::Kind;
use crate::record::term::{self, KNOWN_DOMAINS};

/// The keys of a kind.
pub(super) const fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Enterprise => &ENTERPRISE,
        Kind::Selfcheck => &SELFCHECK,
        Kind::Hazard => &HAZARD,
        Kind::Inspection => &INSPECTION,
        Kind::Penalty => &PENALTY,
        Kind::Activity => &ACTIVITY,
        Kind::Filing => &FILING,
    }
}

/// What every kind may carry.
pub(super) const EXTRAS: &[Field] = &[
    may("note", Text, "备注"),
    may("attachments", List(&Text, 0), "附件")
        .about("佐证材料的路径，相对于本文件；须是本数据文件夹内的普通文件")
        .like(&["现场照片.jpg"]),
    may("waivers", List(&Mapping(&WAIVER), 0), "豁免")
        .about("经本单位认可、不再计入错误的检查结果；F、R、W 类规则不能豁免"),
];

const WAIVER: Table = Table::plain(
    "豁免",
    "豁免本条记录的一条规则",
    &[
        need("rule", Rule, "规则编号").about("V 或 P 类规则的编号"),
        need("reason", Text, "豁免理由").like(&["市局已批复延期"]),
        may("approved_by", Text, "批准人").like(&["某某局长"]),
        may("until", Date, "有效期至").about("含当日；不填则一直有效"),
    ],
);

const ID: Field = need("id", Id, "编号").about("全库同类记录中唯一");
const ENTERPRISE_ID: Field = need("enterprise", Id, "企业编号").about("企业清单中该企业的 id");

const ENTERPRISE: Table = Table::plain(
    "企业",
    "附件2《企业清单》的一行",
    &[
        ID,
        need("name", Text, "企业名称"),
        may("uscc", Text, "统一社会信用代码")
            .about("18 位，末位为校验码（GB 32100-2015）")
            .like(&["91530300MA6K00000X"]),
        need("products", List(&Text, 0), "主要产品").like(&["热轧带钢"]),
        need("industry", Words(words::<term::Industry>, &[]), "所属行业"),
        need("domains", List(&Usually(&KNOWN_DOMAINS), 1), "涉及领域")
            .about("至少一项；方案所列之外的也可填写，会有提示（V007）"),
        need("key", Boolean, "是否重点企业").about("重点企业全覆盖检查，其余企业抽查"),
        need("principal", Text, "主要负责人"),
        need("phone", Text, "联系电话")
            .about("手机号或带区号的固定电话；不加引号也逐位照录")
            .like(&["0874-3123456", "13800000000"]),
        need("base_info_complete", Boolean, "基础信息是否完善"),
        need("code_check", Boolean, "是否纳入码上查信息系统"),
        need("listed_on", Date, "列入清单日期"),
        may("removed", Mapping(&REMOVED), "移出清单").about("企业退出清单时填写，记录保留"),
        may("accidents", List(&Mapping(&ACCIDENT), 0), "近3年发生生产安全事故"),
    ],
);

const REMOVED: Table = Table::plain(
    "移出清单",
    "移出清单的日期和原因",
    &[need("on", Date, "移出日期"), need("reason", Text, "移出原因").like(&["企业关停"])],
);

const ACCIDENT: Table = Table::plain(
    "生产安全事故",
    "一起生产安全事故",
    &[
        need("on", Date, "事故日期"),
        need("deaths", whole(0), "死亡人数").about("单位：人"),
        need("summary", Text, "事故简况"),
    ],
);

const SELFCHECK: Table = Table::plain(
    "自检自查",
    "附件1《自检自查工作情况表》，每家企业一份，没有 id",
    &[
        ENTERPRISE_ID,
        need("submitted_on", Date, "报送日期"),
        need("signed_by", Text, "主要负责人签字"),
        need("items", Items(&ANSWER), "自检自查工作内容").about("按项目编号逐项填写落实情况"),
        may("leader_checks", List(&Date, 0), "主要负责人带队检查")
            .about("每次带队检查的日期；每月至少一次（P006）"),
    ],
);

const ANSWER: Table = Table::plain(
    "落实情况",
    "一项自检自查内容的落实情况",
    &[
        need("status", Words(words::<term::Status>, &[]), "落实情况"),
        may("evidence", Text, "佐证材料").like(&["5月8日专题会议记录"]),
    ],
);

const HAZARD: Table = Table::plain(
    "重大事故隐患",
    "附件3-2《重大事故隐患清单》的一行",
    &[
        ID,
        ENTERPRISE_ID,
        need("clause", Clause, "判定标准条款").about("《工贸企业重大事故隐患判定标准》的条款编号"),
        need("description", Text, "重大事故隐患").about("按发现时的情况填写，照印在表上"),
        need(
            "source",
            Words(
                words::<term::Source>,
                &["企业自查发现：计入 A1、A2", "部门检查发现：计入 A3、A4，须一案双罚（P010）"],
            ),
            "隐患来源",
        ),
        need("found_on", Date, "发现日期"),
        may("inspection", Id, "检查编号").about("发现该隐患的检查的 id；部门检查发现的应填写（P018）"),
        may("reported_on", Date, "报告日期").about("企业向属地应急管理部门报告的日期"),
        may("rectification", Mapping(&RECTIFICATION), "整改")
            .about("未当场整改的须有责任人、措施、资金、期限、应急预案（P007）"),
        may("supervision", Mapping(&SUPERVISION), "挂牌督办"),
    ],
);

const RECTIFICATION: Table = Table::plain(
    "整改",
    "“五落实”、完成与验收",
    &[
        may("responsible", Text, "责任人"),
        may("measures", Text, "措施"),
        may("funds", Amount, "资金").about("单位：万元").like(&["12.5"]),
        may("due_on", Date, "期限"),
        may("contingency", Text, "应急预案"),
        may("completed_on", Date, "整改完成日期").about("填写后即为已完成整改"),
        may("verified_on", Date, "验收日期").about("验收后闭环（P012）"),
        may("verified_by", Text, "验收人").like(&["麒麟区应急管理局"]),
    ],
);

const SUPERVISION: Table = Table::plain(
    "挂牌督办",
    "政府挂牌督办",
    &[
        need("level", Words(words::<term::SupervisionLevel>, &[]), "督办级别"),
        need("listed_on", Date, "挂牌日期"),
        may("released_on", Date, "摘牌日期"),
    ],
);

const INSPECTION: Table = Table::plain(
    "执法检查",
    "对一家企业的一次检查",
    &[
        ID,
        ENTERPRISE_ID,
        need("date", Date, "检查日期"),
        need("type", Words(words::<term::InspectionType>, &[]), "检查类型"),
        need("inspectors", List(&Text, 0), "检查人员").about("姓名；不同的人不得少于两名（P013）"),
        may(
            "findings",
            List(
                &Words(
                    words::<term::Shortcoming>,
                    &["计入 B2", "计入 B3", "计入 B4", "计入 B5", "计入 B6", "计入 B7", "计入 B8"],
                ),
                0,
            ),
            "检查发现的问题",
        )
        .about("企业自查自改不落实的情形，计入表3-1 的 B2 至 B8"),
    ],
);

const PENALTY: Table = Table {
    one_of: &["on_enterprise", "on_principal", "halt", "referred"],
    ..Table::plain(
        "行政处罚",
        "一个案件；on_enterprise、on_principal、halt: 是、referred 至少写明一项",
        &[
            ID,
            ENTERPRISE_ID,
            may("hazard", Id, "隐患编号").about("所处罚的重大事故隐患的 id"),
            may("inspection", Id, "检查编号").about("立案所依据的检查的 id"),
            need("decided_on", Date, "处罚决定日期"),
            may("on_enterprise", Mapping(&ON_ENTERPRISE), "对企业的处罚"),
            may("on_principal", Mapping(&ON_PRINCIPAL), "对主要负责人的处罚"),
            may("halt", Boolean, "责令停产整顿").or("否"),
            may("referred", whole(1), "移送司法机关").about("单位：人"),
        ],
    )
};

const FINE: Field = may("fine", Amount, "罚款").about("单位：万元").like(&["5", "1.5"]);
const OTHER: Field =
    may("other", List(&Text, 0), "其他处罚").about("罚款以外的处罚，照印在表3-2 上").like(&["警告"]);

const ON_ENTERPRISE: Table = Table::plain("对企业的处罚", "对企业的处罚", &[FINE, OTHER]);

const ON_PRINCIPAL: Table =
    Table::plain("对主要负责人的处罚", "对主要负责人的处罚", &[may("name", Text, "姓名"), FINE, OTHER]);

const ACTIVITY: Table = Table {
    by: "kind",
    ..Table::plain(
        "工作记录",
        "表3-1 所计的一项工作：帮扶、曝光、约谈、问责、学习、督导、举报奖励等",
        &[
            ID,
            need(
                "kind",
                Words(
                    words::<term::ActivityKind>,
                    &[
                        "计入 C1",
                        "计入 C2；须填 enterprise",
                        "计入 C7；须填 enterprise",
                        "计入 C7；须填 enterprise",
                        "计入 C7；须填 enterprise",
                        "计入 C8；危险作业罪案例另计入 C8_crime",
                        "计入 C9",
                        "计入 C10",
                        "计入 D1",
                        "计入 D2",
                        "计入 D3",
                        "计入 D4",
                        "计入 D5；须填 amount，匿名举报另计入 D5_anonymous",
                        "D6 为“是”",
                        "D7；须填 headcount",
                        "计入 D8",
                    ],
                ),
                "工作类别",
            ),
            need("date", Date, "日期"),
            may("count", whole(1), "次数").about("一条记录代表多次时填写").or("1"),
            ENTERPRISE_ID.when(&["帮扶企业", "曝光企业", "约谈企业", "联合惩戒企业"]),
            may("dangerous_operation_crime", Boolean, "是否危险作业罪案例").when(&["典型案例"]).or("否"),
            need("amount", Amount, "奖励金额").about("单位：万元").like(&["0.5"]).when(&["举报奖励"]),
            may("anonymous", Boolean, "是否匿名举报").when(&["举报奖励"]).or("否"),
            need("headcount", whole(0), "技术检查员人数")
                .about("单位：人；沿用至下一条同类记录")
                .when(&["技术检查员"]),
        ],
    )
};

const FILING: Table = Table {
    by: "document",
    ..Table::plain(
        "报送记录",
        "本单位向上级报送了什么、哪天报送",
        &[
            ID,
            need("document", Words(words::<term::Document>, &[]), "报送材料"),
            need("filed_on", Date, "报送日期"),
            need("month", Month, "报送月份").when(&["调度表"]),
            may("figures", Figures, "报送的数字")
                .about("报送时表3-1 的数字；与记录不符时有 P016")
                .when(&["调度表"]),
            may("rows", whole(0), "表3-2 行数").when(&["调度表"]),
            may("corrects", Id, "更正的报送").about("本次报送所更正的前一次报送的 id"),
            may("reason", Text, "更正原因"),
            may("with_errors", Text, "带错报送的原因")
                .about("报送时记录尚有错误，仍然报送的原因")
                .when(&["调度表"]),
            may("sealed", Mapping(&SEALED), "封存")
                .about("由 hazards file 写入，不要手工修改")
                .when(&["调度表"]),
        ],
    )
};

const SEALED: Table = Table::plain(
    "封存",
    "报送当时的记录，日后据以说明数字变化的原因",
    &[
        need("made_by", Text, "生成程序").like(&["hazards 0.1.0"]),
        need("from", Date, "统计期起"),
        need("cutoff", Date, "统计截止日"),
        need("units", List(&Id, 0), "统计范围内的单位"),
        may("by_filings", List(&Id, 0), "按报送数字计的单位"),
        may("left_out", whole(0), "漏计条数").about("当时无法读取的记录或文件数").or("0"),
        need("count", whole(0), "记录条数").about("当时统计范围内的记录数"),
        need("fingerprint", Text, "指纹").about("数字和记录的 SHA-256；与内容不符时有 P019"),
        may("records", List(&Text, 0), "记录").about("每条一行：类别 单位 编号 和决定数字的各项"),
    ],
);
