//! The keys of `hazards.toml` and of a plan file. A key that their readers (`settings.rs`,
//! `plan/read.rs`) learn is written down here and nowhere else.

use super::field::Shape::{AnyText, Date, Id, List, Mapping, Month, Overrides, Rule, Text, Whole, Words};
use super::field::{Table, may, need, whole};
use crate::plan::{FigureSource, Level};
use crate::settings;

/// `hazards.toml`.
pub(super) const SETTINGS: Table = Table::plain(
    "数据文件夹的设置",
    "hazards.toml：所依据的方案、填报人、规则级别、单位的豁免、单位数字的来源",
    &[
        need("format", Whole(settings::FORMAT, settings::FORMAT), "格式版本"),
        need("plan", Text, "方案")
            .about("内置方案的编号，或方案文件（.toml）相对于本文件的路径")
            .like(&["qujing-2023", "plan.toml"]),
        may("filler", Mapping(&FILLER), "填报").about("印在表上的填报人和联系电话"),
        may("rules", Overrides(severities), "规则级别").about("按规则编号改级或关闭；只有 V、P 类规则可以"),
        may("waivers", List(&Mapping(&WAIVER), 0), "豁免").about("对某个单位的检查结果的豁免"),
        may("units", List(&Mapping(&SOURCE), 0), "单位数字的来源")
            .about("不在这里建记录、每月只报调度表的单位"),
    ],
);

const FILLER: Table = Table::plain(
    "填报",
    "填报人和联系电话",
    &[may("name", AnyText, "填报人"), may("phone", AnyText, "联系电话")],
);

const WAIVER: Table = Table::plain(
    "豁免",
    "豁免一个单位的一条规则",
    &[
        need("rule", Rule, "规则编号").about("V 或 P 类规则的编号"),
        need("unit", Text, "单位").about("方案中单位的 id").like(&["qilin"]),
        need("reason", Text, "豁免理由").like(&["辖区工贸企业不足15户，市局已批复"]),
        may("approved_by", Text, "批准人").like(&["某某局长"]),
        may("until", Date, "有效期至").about("含当日；不填则一直有效"),
    ],
);

const SOURCE: Table = Table::plain(
    "单位数字的来源",
    "一个单位在附件3-1中的数字从哪里来",
    &[
        need("id", Text, "单位").about("方案中单位的 id；其下不能再有单位").like(&["malong"]),
        need("source", Words(sources, &["由记录统计", "按报送的调度表"]), "数字的来源")
            .about("filings：该单位的数字取自 filings/ 中该月最后一次报送的调度表，其记录不计入附件3-1"),
    ],
);

fn sources() -> Vec<&'static str> {
    FigureSource::WORDS.iter().map(|(word, _)| *word).collect()
}

fn severities() -> Vec<&'static str> {
    settings::SEVERITIES.iter().map(|(word, _)| *word).collect()
}

/// A plan file.
pub(super) const PLAN: Table = Table::plain(
    "专项行动方案",
    "一次专项行动的单位、数量要求、期限和报送",
    &[
        need("id", Text, "方案编号").like(&["qujing-2023"]),
        need("title", Text, "专项行动名称"),
        need("document", Text, "文号").like(&["曲应急〔2023〕25号"]),
        need("counting_from", Date, "统计起始日期").about("含当日"),
        need("end", Date, "专项行动结束日期").about("含当日；不早于统计起始日期"),
        may("leader_checks_from", Month, "主要负责人每月带队检查的起始月份"),
        may("accident_years", whole(0), "事故的年限")
            .about("近几年发生过事故的企业列为督导对象；不填的不作判断"),
        need("quota", Mapping(&QUOTA), "数量要求"),
        need("returns", Mapping(&RETURNS), "调度表报送"),
        may("deadlines", Mapping(&DEADLINES), "期限").about("不填的不作检查"),
        may("passages", Mapping(&PASSAGES), "依据").about("各项期限在文件中的出处和原文，列入日历"),
        need("units", List(&Mapping(&UNIT), 1), "填报单位")
            .about("按表上的次序；组成一棵树，有且只有一个最上级"),
    ],
);

const QUOTA: Table = Table::plain(
    "数量要求",
    "方案规定的数量",
    &[
        need("enterprises_per_county", whole(0), "每个县区列入清单的企业数").about("单位：户（P001）"),
        need("inspectors_per_inspection", whole(0), "每次检查的人数").about("单位：人（P013）"),
        need("penalty_days", whole(0), "行政处罚的期限")
            .about("发现隐患之后的天数（P010）；行政处罚法第六十条为九十日"),
    ],
);

const RETURNS: Table = Table::plain(
    "调度表报送",
    "每月报送调度表的起止和日期",
    &[
        need("first_month", Month, "首次报送的月份"),
        need("last_month", Month, "最后报送的月份"),
        need("due_day", Whole(1, 28), "每月报送日"),
    ],
);

const DEADLINES: Table = Table::plain(
    "期限",
    "各项工作和材料的期限",
    &[
        may("实施方案", Date, "实施方案报送期限"),
        may("企业清单", Date, "企业清单报送期限"),
        may("四个清单", Date, "四个清单报送期限"),
        may("工作总结", Date, "工作总结报送期限"),
        may("self_check", Date, "企业自检自查期限"),
        may("inspections", Date, "部门检查期限"),
    ],
);

const PASSAGES: Table = Table::plain(
    "依据",
    "各项期限在文件中的出处和原文",
    &[
        may("实施方案", Text, "实施方案的依据"),
        may("self_check", Text, "企业自检自查的依据"),
        may("企业清单", Text, "企业清单的依据"),
        may("四个清单", Text, "四个清单的依据"),
        may("inspections", Text, "部门检查的依据"),
        may("工作总结", Text, "工作总结的依据"),
        may("调度表", Text, "调度表的依据"),
        may("end", Text, "行动结束的依据"),
    ],
);

const UNIT: Table = Table::plain(
    "填报单位",
    "一个填报单位",
    &[
        need("id", Id, "单位编号").about("也是其文件夹的名称").like(&["qilin"]),
        need("name", Text, "单位名称").about("印在表上").like(&["麒麟区"]),
        need("level", Words(levels, &["省", "州市", "县区", "本级"]), "级别"),
        may("parent", Text, "上级单位").about("上级单位的 id；最上级不填").like(&["qujing"]),
        may("code", Text, "行政区划代码").about("GB/T 2260").like(&["530302"]),
    ],
);

fn levels() -> Vec<&'static str> {
    Level::WORDS.iter().map(|(word, _)| *word).collect()
}
