//! The words of the invented city: units, trades, names, people, numbers. All of it plainly invented (某某).

use crate::rng::Rng;

/// A unit of the plan (`catalog/plans/qujing-2023.toml`) that holds records.
pub struct Unit {
    pub id: &'static str,
    pub name: &'static str,
    /// Short mark in ids.
    pub mark: &'static str,
    /// The bureau's inspectors; a pair signs an inspection (plan: 谁检查、谁签名、谁负责).
    pub team: [&'static str; 5],
    /// One trade an enterprise; none for the own level. The plan wants at least 15 a county.
    pub trades: &'static str,
}

#[rustfmt::skip]
pub const UNITS: [Unit; 11] = [
    Unit { id: "benji", name: "市本级", mark: "bj", team: ["段某", "邓某某", "瞿某", "念某某", "尹某"], trades: "" },
    Unit { id: "qilin", name: "麒麟区", mark: "ql", team: ["张某", "李某某", "晏某", "代某某", "缪某"], trades: "钢铁 轧钢 铝加工 水泥 商砼 铸造 汽配 钢结构 火腿 白酒 木业 饲料 锂电 印染 复烤 烟仓 商场 商场 冷链" },
    Unit { id: "zhanyi", name: "沾益区", mark: "zy", team: ["王某", "赵某某", "卯某", "桂某某", "陶某"], trades: "电解铝 锌 工业硅 水泥 玻璃 商砼 铸造 钢结构 造纸 饲料 木业 丝绸 锂电 粮油 商场 制砖 铝加工" },
    Unit { id: "malong", name: "马龙区", mark: "ml", team: ["刘某", "陈某某", "保某", "桑某某", "施某"], trades: "钢铁 铁合金 工业硅 水泥 商砼 钢结构 饲料 木业 白酒 商场 制砖 锂电" },
    Unit { id: "luliang", name: "陆良县", mark: "ll", team: ["杨某", "黄某某", "俞某", "资某某", "牛某"], trades: "工业硅 铁合金 水泥 商砼 制砖 铸造 造纸 饲料 丝绸 印染 丝绸 复烤 火腿 白酒 冷链 粮油 商场 玻璃" },
    Unit { id: "shizong", name: "师宗县", mark: "sz", team: ["周某", "吴某某", "窦某", "钱某某", "何某"], trades: "钢铁 铁合金 轧钢 水泥 商砼 制砖 钢结构 木业 饲料 白酒 丝绸 烟仓 商场 粮油 铝加工" },
    Unit { id: "luoping", name: "罗平县", mark: "lp", team: ["徐某", "孙某某", "喻某", "毕某某", "方某"], trades: "锌 锌 铝加工 水泥 商砼 制砖 铸造 饲料 木业 白酒 火腿 冷链 粮油 商场 烟仓 印染" },
    Unit { id: "fuyuan", name: "富源县", mark: "fy", team: ["胡某", "朱某某", "敖某", "余某某", "丁某"], trades: "铝加工 工业硅 铁合金 水泥 商砼 制砖 玻璃 铸造 钢结构 造纸 饲料 木业 白酒 商场 冷链 复烤" },
    Unit { id: "huize", name: "会泽县", mark: "hz", team: ["高某", "林某某", "铁某", "龚某某", "秦某"], trades: "锌 锌 铁合金 水泥 商砼 制砖 铸造 钢结构 木业 饲料 火腿 白酒 复烤 烟仓 商场 粮油" },
    Unit { id: "xuanwei", name: "宣威市", mark: "xw", team: ["郭某", "马某某", "符某", "浦某某", "宁某"], trades: "水泥 水泥 商砼 制砖 工业硅 铝加工 铸造 钢结构 火腿 火腿 火腿 冷链 饲料 木业 白酒 复烤 商场 丝绸" },
    Unit { id: "jingkai", name: "曲靖经开区", mark: "jk", team: ["罗某", "梁某某", "向某", "宋某某", "郑某"], trades: "钢铁 铝加工 工业硅 锂电 锂电 锂电 玻璃 汽配 汽配 铸造 钢结构 商砼 造纸 印染 复烤 商场 冷链" },
];

/// A kind of enterprise: its row of 附件2 and the clauses that it could break.
pub struct Trade {
    pub tag: &'static str,
    pub industry: &'static str,
    pub domains: &'static [&'static str],
    pub products: &'static [&'static str],
    pub tail: &'static str,
    pub clauses: &'static [&'static str],
    /// 重点企业: the lines of work that the plan names in 二（一）.
    pub key: bool,
}

type Words = &'static [&'static str];

const fn t(
    tag: &'static str,
    industry: &'static str,
    domains: Words,
    products: Words,
    tail: &'static str,
    clauses: Words,
    key: bool,
) -> Trade {
    Trade { tag, industry, domains, products, tail, clauses, key }
}

#[rustfmt::skip]
pub static TRADES: &[Trade] = &[
    t("钢铁", "冶金", &["钢冶炼", "有限空间"], &["热轧带肋钢筋", "高速线材", "钢坯"], "钢铁有限公司", &["GM-04-01", "GM-04-02", "GM-04-03", "GM-04-04", "GM-04-05", "GM-04-06", "GM-04-08", "GM-03-03", "GM-13-02"], true),
    t("铁合金", "冶金", &["硅冶炼"], &["硅锰合金", "硅铁"], "铁合金有限公司", &["GM-04-01", "GM-04-02", "GM-04-06", "GM-03-02", "GM-03-03"], true),
    t("轧钢", "冶金", &["有限空间"], &["角钢", "扁钢"], "轧钢有限公司", &["GM-04-07", "GM-04-08", "GM-04-06", "GM-03-01", "GM-13-01"], false),
    t("电解铝", "有色", &["电解铝"], &["重熔用铝锭", "铝液"], "铝业有限公司", &["GM-05-01", "GM-05-02", "GM-05-03", "GM-03-03"], true),
    t("铝加工", "有色", &["铝加工", "有限空间"], &["铝合金圆铸锭", "铝型材"], "铝材有限公司", &["GM-05-06", "GM-05-07", "GM-05-08", "GM-05-10", "GM-05-12", "GM-13-01"], true),
    t("锌", "有色", &["湿法冶炼", "有限空间"], &["锌锭", "工业硫酸", "电解锌片"], "锌业有限公司", &["GM-05-11", "GM-05-04", "GM-05-03", "GM-05-02", "GM-13-01", "GM-13-02"], true),
    t("工业硅", "有色", &["硅冶炼"], &["工业硅", "硅微粉"], "硅业有限公司", &["GM-05-01", "GM-05-02", "GM-05-05", "GM-03-01", "GM-03-03"], true),
    t("水泥", "建材", &["水泥熟料生产", "有限空间"], &["水泥熟料", "普通硅酸盐水泥"], "水泥有限公司", &["GM-06-01", "GM-06-02", "GM-06-03", "GM-06-04", "GM-13-02", "GM-03-01"], true),
    t("玻璃", "建材", &["人员密集场所"], &["浮法玻璃", "光伏玻璃"], "玻璃有限公司", &["GM-06-05", "GM-06-06", "GM-06-08", "GM-03-01"], false),
    t("制砖", "建材", &["有限空间"], &["烧结空心砖"], "新型墙材厂", &["GM-06-04", "GM-13-01", "GM-03-02"], false),
    t("商砼", "建材", &["有限空间"], &["预拌混凝土"], "混凝土有限公司", &["GM-06-02", "GM-13-01", "GM-13-02", "GM-03-01"], false),
    t("铸造", "机械", &["有限空间"], &["灰铸铁件", "球墨铸铁件"], "铸造有限公司", &["GM-07-01", "GM-07-02", "GM-07-03", "GM-07-04", "GM-03-02"], false),
    t("汽配", "机械", &["粉尘涉爆"], &["铝合金轮毂", "压铸壳体"], "汽车配件有限公司", &["GM-07-04", "GM-07-05", "GM-11-03", "GM-11-06", "GM-11-10"], true),
    t("钢结构", "机械", &["有限空间"], &["钢结构件", "压力容器部件"], "钢结构有限公司", &["GM-07-06", "GM-07-07", "GM-03-02", "GM-03-01"], false),
    t("火腿", "轻工", &["涉氨制冷", "人员密集场所"], &["火腿", "腌腊肉制品"], "食品有限公司", &["GM-12-01", "GM-12-02", "GM-08-01", "GM-03-02"], true),
    t("白酒", "轻工", &["有限空间"], &["清香型白酒"], "酒业有限公司", &["GM-08-02", "GM-13-01", "GM-13-02", "GM-03-01"], false),
    t("造纸", "轻工", &["有限空间"], &["瓦楞原纸", "卫生纸原纸"], "纸业有限公司", &["GM-08-03", "GM-13-01", "GM-13-02"], false),
    t("木业", "轻工", &["粉尘涉爆"], &["胶合板", "实木家具"], "木业有限公司", &["GM-11-01", "GM-11-03", "GM-11-06", "GM-11-08", "GM-11-10", "GM-08-06"], true),
    t("饲料", "轻工", &["粉尘涉爆", "有限空间"], &["配合饲料", "浓缩饲料"], "饲料有限公司", &["GM-11-02", "GM-11-05", "GM-11-07", "GM-11-08", "GM-11-10", "GM-13-01"], true),
    t("锂电", "轻工", &["人员密集场所"], &["磷酸铁锂电池", "储能电池包"], "新能源电池有限公司", &["GM-08-07", "GM-03-01", "GM-03-02"], true),
    t("丝绸", "纺织", &["人员密集场所"], &["桑蚕丝", "蚕丝被"], "丝绸有限公司", &["GM-09-01", "GM-09-02", "GM-03-02"], false),
    t("印染", "纺织", &["有限空间", "人员密集场所"], &["印染布", "针织面料"], "印染有限公司", &["GM-09-01", "GM-09-02", "GM-13-01", "GM-13-02"], false),
    t("复烤", "烟草", &["粉尘涉爆", "人员密集场所"], &["打叶复烤烟叶"], "烟叶复烤有限公司", &["GM-10-01", "GM-11-03", "GM-11-10", "GM-03-01"], true),
    t("烟仓", "烟草", &["有限空间"], &["烟叶仓储", "膨胀烟丝"], "烟叶仓储有限公司", &["GM-10-01", "GM-10-02", "GM-13-01"], false),
    t("商场", "商贸", &["人员密集场所"], &["百货零售"], "购物中心有限公司", &["GM-03-01", "GM-03-02"], false),
    t("冷链", "商贸", &["涉氨制冷"], &["冷库仓储", "冷链配送"], "冷链物流有限公司", &["GM-12-01", "GM-12-02", "GM-03-02"], true),
    t("粮油", "商贸", &["粉尘涉爆", "有限空间"], &["大米", "玉米购销"], "粮油贸易有限公司", &["GM-11-05", "GM-11-08", "GM-11-10", "GM-13-02"], false),
];

pub fn trade(tag: &str) -> &'static Trade {
    TRADES.iter().find(|t| t.tag == tag).unwrap_or_else(|| panic!("no trade {tag}"))
}

const NAME_WORDS: [&str; 24] = [
    "宏", "兴", "瑞", "恒", "鑫", "永", "祥", "盛", "隆", "泰", "丰", "源", "顺", "达", "和", "昌", "荣",
    "安", "康", "福", "裕", "润", "腾", "嘉",
];
const SURNAMES: [&str; 40] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱",
    "秦", "尤", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢",
    "邹", "喻", "柏", "窦", "章", "苏",
];
const CODE: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The `n`th name of a place: 麒麟区某某宏兴钢铁有限公司. Different for every `n`.
pub fn company(place: &str, n: usize, tail: &str) -> String {
    let w = |i: usize| NAME_WORDS[i % 24];
    let (first, second) = (w(n * 7 + n / 24), w(n * 5 + n / 24 * 11 + 1));
    match n / 24 {
        0 => format!("{place}某某{first}{second}{tail}"),
        more => format!(
            "{place}某某{}{}{}{tail}{}",
            w(n),
            w(more),
            w(more / 24),
            match more / 576 {
                0 => String::new(),
                k => format!("第{k}分厂"),
            }
        ),
    }
}

/// 张某 or 李某某.
pub fn person(rng: &mut Rng) -> String {
    let surname = rng.pick(&SURNAMES);
    format!("{surname}{}", if rng.chance(50) { "某" } else { "某某" })
}

/// A mobile number of the never assigned 1380000 block, or a landline of an exchange that does not exist.
pub fn phone(rng: &mut Rng) -> String {
    match rng.below(5) {
        0 => format!("0874-0000{:03}", rng.range(1, 999)),
        _ => format!("1380000{:04}", rng.range(1, 9999)),
    }
}

/// The `n`th 统一社会信用代码: both check digits right, by GB 11714 (ninth of the body) and GB 32100-2015 (last).
pub fn uscc(n: usize) -> String {
    let mut code = b"91530300MA0".to_vec();
    let mut rest = n * 7919 % 28_629_151;
    let mut serial = [0u8; 5];
    for place in serial.iter_mut().rev() {
        *place = CODE[rest % 31];
        rest /= 31;
    }
    code.extend(serial);
    // GB 11714 reads A–Z as 10–35.
    let value = |c: u8| if c.is_ascii_digit() { usize::from(c - b'0') } else { usize::from(c - b'A') + 10 };
    let sum: usize = code[8..16].iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(c, w)| value(*c) * w).sum();
    code.push(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789"[digit],
    });
    // GB 32100-2015 reads its own 31 signs, without I, O, S, V, Z.
    let rank = |c: u8| CODE.iter().position(|x| *x == c).unwrap_or(0);
    let (sum, _) = code.iter().fold((0, 1), |(sum, weight), c| (sum + rank(*c) * weight, weight * 3 % 31));
    code.push(CODE[(31 - sum % 31) % 31]);
    code.into_iter().map(char::from).collect()
}

/// What enterprises hand in as evidence for the 29 items of 附件1 (its column 落实要求或佐证材料, shortened).
pub const EVIDENCE: [&str; 29] = [
    "会议通知、签到表、学习记录",
    "检查记录、签到表、图片",
    "排查整治方案、奖励台账",
    "事故案例汇编、警示教育会材料",
    "重大事故隐患台账",
    "整改方案、报告材料",
    "责任制文件已按新法修订",
    "责任清单上墙",
    "分管负责人职责清单",
    "机构成立文件、任命文件",
    "专家聘请合同",
    "动火事故警示教育签到表",
    "动火审批单、监护记录",
    "电气焊设备台账",
    "关键岗位排查记录",
    "持证人员花名册",
    "外包单位资质、安全协议",
    "外包检查记录、黑名单",
    "预案备案表、评估记录",
    "应急物资台账",
    "培训通知、考核记录",
    "演练方案、影像、评估报告",
    "双重预防机制台账",
    "风险源点辨识清单",
    "日常排查记录",
    "码上查系统截图",
    "证书台账",
    "三级教育卡",
    "年度培训计划",
];
