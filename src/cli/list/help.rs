//! The help of `hazards list`: examples, signs and columns.

use crate::lang::Lang;

/// What stands below the options.
pub(super) const fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    }
}

const ZH: &str = "示例：
  hazards list hazard                                         全部隐患
  hazards list hazard --unit qilin rectified=否 --columns +overdue
                                                              麒麟区未整改的，另加超期天数
  hazards list hazard industry=建材、冶金 key=是 \"found_on>=2023-07\"
                                                              建材、冶金重点企业 7 月起发现的
  hazards list hazard \"overdue>30\" --sort -overdue -o 超期.xlsx
                                                              超期 30 天以上的，最久的在前
  hazards list hazard source=部门检查 penalized=否 --count    部门检查发现、尚未处罚的有几条
  hazards list hazard supervision!= completed_on=             挂牌督办、没有填整改完成日期的
  hazards list enterprise listed=是 inspected=否 key=是       在册而未检查的重点企业
  hazards list enterprise domains=粉尘涉爆 name~钢铁 --columns name,principal,phone
  hazards list selfcheck items.6.status=未落实、部分落实      第 6 项未落实的自检自查
  hazards list penalty decided_on=2023-08 --columns +fines    8 月的处罚及罚款合计
  hazards list filing document=调度表 month=2023-08 --columns unit_name,filed_on,figures.A3
  hazards list hazard --columns all --header keys -o 隐患.csv

条件（有 < > ! 的加引号；cmd 里用双引号）：
  列=值            等于；几个值用、或逗号隔开，任一即可；多项的列（涉及领域等）有一项即可
  列!=值           与上相反，没有填写的也算
  列=  列!=        没有填写；已填写（有缺省值的，如 halt、count，没有填写的按缺省值算）
  列~字  列!~字    文字中含有（不分大小写、全半角）；不含有
  < <= > >=        日期、月份、数字、金额（万元）比较；没有填写的都不算
  日期可写月份或年份：found_on=2023-07 为该月任一天，<2023-07 为该月以前，<=2023-07 含该月，
  >2023-07 为该月以后。是否的值写 是、否、true 或 false。各条件须同时满足。
  列名、固定用词写错的报错，并提示最接近的；其他文字没有一条符合时，也提示最接近的。

列：键名（rectification.due_on）、键名的最后一段（due_on）或表上的名称（期限），不止一处的须写全。
  每种记录另有 unit、unit_name、path、line（文件和行）；各键见 hazards schema 种类。
  每项有几个键的列可写其中一键：accidents.deaths、waivers.rule、items.3.status、figures.A1。
  写明企业的记录可直接用企业的列：industry、key、name，或写全 enterprise.industry。
  推算的列，截至 --as-of（缺省今天），含义与报表和 status 相同：
    隐患  rectified 是否整改  supervised 是否挂牌督办  penalized 是否处罚
          open_days 未整改天数  overdue 超期天数（未超期的为空）
          clause.name 条款  clause.text 判定情形
          penalty_principal、penalty_enterprise 处罚情况
    企业  listed 是否在册  selfchecked 是否已报自检自查  inspected 是否已检查
          hazards 隐患数  open_hazards 未整改隐患数  overdue_hazards 超期隐患数
    处罚  fines 罚款合计
  记录不论日期全部列出；只有推算的列看 --as-of：其后的整改、督办、处罚当作尚未发生，
  其后才发现的隐患这些列为空。

csv 供 Excel、WPS 打开（带 BOM，像公式的文字前加 '）；xlsx 的日期和数字可筛选、求和，可直接打印；
json、jsonl 供程序使用，类型齐全，没有的为 null。条数写在标准错误上。一条也没有也以状态 0 结束。";

const EN: &str = "Examples:
  hazards list hazard                                       all hazards
  hazards list hazard --unit qilin rectified=否 --columns +overdue
                                                            one county's open ones, days overdue
  hazards list hazard industry=建材、冶金 key=是 \"found_on>=2023-07\"
                                                            at key enterprises of two industries
  hazards list hazard \"overdue>30\" --sort -overdue -o overdue.xlsx
                                                            over 30 days overdue, longest first
  hazards list hazard source=部门检查 penalized=否 --count  how many are not yet punished
  hazards list hazard supervision!= completed_on=           supervised, no day of completion
  hazards list enterprise listed=是 inspected=否 key=是     listed key ones not inspected
  hazards list enterprise domains=粉尘涉爆 name~钢铁 --columns name,principal,phone
  hazards list selfcheck items.6.status=未落实、部分落实    item 6 is not in place
  hazards list penalty decided_on=2023-08 --columns +fines  of August, with sums of fines
  hazards list filing document=调度表 month=2023-08 --columns unit_name,filed_on,figures.A3
  hazards list hazard --columns all --header keys -o hazards.csv

Conditions (quote those with < > !; in cmd by double quotes):
  COL=VALUE             equal; of several values, parted by 、 or a comma, any; of lists, any item
  COL!=VALUE            the opposite, also where nothing is there
  COL=  COL!=           nothing is there; something is there (a key with a default, such as halt
                        or count, has it where it is not written)
  COL~TEXT  COL!~TEXT   the text has it in it, whatever case and width; has it not
  < <= > >=             days, months, numbers, amounts (万元); never where nothing is there
  A day may be a month or a year: found_on=2023-07 is any day of it, <2023-07 before it,
  <=2023-07 up to its end, >2023-07 after it. Booleans are 是, 否, true or false. All must hold.
  A misspelt column or word of a closed list is an error with the nearest right one; of other
  text that no record has the nearest is told.

Columns: a key (rectification.due_on), its last part (due_on) or its official term (期限); in full
where it is more than one. Every kind also has unit, unit_name, path and line; the keys are in
hazards schema KIND. Where items have keys of their own, name one: accidents.deaths, waivers.rule,
items.3.status, figures.A1. Records that name an enterprise take its columns: industry, key, name,
or in full enterprise.industry.
Derived columns are as of --as-of (else today) and mean what the forms and the status mean:
  hazards      rectified, supervised, penalized, open_days, overdue (days; nothing where it is
               not), clause.name, clause.text, penalty_principal, penalty_enterprise
  enterprises  listed, selfchecked, inspected, hazards, open_hazards, overdue_hazards (how many)
  penalties    fines (their sum)
Records are listed whatever their days. Only derived columns look at --as-of: what was rectified,
supervised or punished after it has not happened, and of a hazard found after it they say nothing.

csv is for Excel (BOM, and ' before text that looks like a formula); xlsx has days and numbers to
filter and add up, and prints; json and jsonl are for programs: typed, null where nothing is there.
How many there are is told on standard error. Finding none is status 0 too.";
