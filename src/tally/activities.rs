//! C1, C2 and C7 to C10: guidance, publicity and accountability; D1 to D8: leadership
//! (附件3-1 部门精准严格执法情况 and 党委政府组织领导情况).

use super::condition::{Basis, Condition, Counted};
use super::counting::{Adds, is_any};
use super::indicator::Indicator;
use super::reason::Reason;
use crate::figure::{Key, Value};
use crate::lang::Text;
use crate::record::term::{ActivityKind, Word};
use crate::record::{Activity, Amount, Detail};
use chrono::NaiveDate;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::C1,
        definition: Text::fixed(
            "`date` 在统计期内的“帮扶地区”记录的 `count` 合计，单位个次（附件3-1 部门精准严格执法情况 第1项）。",
            "Each activity 帮扶地区 with `date` in the window adds its `count` (个次; form 3-1, 部门精准严格执法情况, no. 1).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::RegionHelp])]),
    },
    Indicator {
        key: Key::C2,
        definition: Text::fixed(
            "`date` 在统计期内的“帮扶企业”记录的 `count` 合计，单位家次（附件3-1 部门精准严格执法情况 第2项）。",
            "Each activity 帮扶企业 with `date` in the window adds its `count` (家次; form 3-1, 部门精准严格执法情况, no. 2).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::EnterpriseHelp])]),
    },
    Indicator {
        key: Key::C7,
        definition: Text::fixed(
            "`date` 在统计期内的“曝光企业”“约谈企业”“联合惩戒企业”记录所涉企业，三类合并、在全部统计范围内去重，每家计1家（附件3-1 部门精准严格执法情况 第7项）。",
            "Each enterprise with an activity 曝光企业, 约谈企业 or 联合惩戒企业 whose `date` is in the window counts 1, once over the three kinds and all units in scope (家; form 3-1, 部门精准严格执法情况, no. 7).",
        ),
        counts: Basis::Activities(Counted::distinct(&[OfActivity::Kind(&EXPOSING)])),
    },
    Indicator {
        key: Key::C8,
        definition: Text::fixed(
            "`date` 在统计期内的“典型案例”记录的 `count` 合计，单位个（附件3-1 部门精准严格执法情况 第8项）。",
            "Each activity 典型案例 with `date` in the window adds its `count` (个; form 3-1, 部门精准严格执法情况, no. 8).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::TypicalCase])]),
    },
    Indicator {
        key: Key::C8_crime,
        definition: Text::fixed(
            "C8 的记录中 `dangerous_operation_crime` 为是的 `count` 合计，单位个（附件3-1 部门精准严格执法情况 第8项“其中”）。",
            "Each activity of C8 with `dangerous_operation_crime` adds its `count` (个; form 3-1, 部门精准严格执法情况, no. 8, 其中).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::TypicalCase]), OfActivity::Crime]),
    },
    Indicator {
        key: Key::C9,
        definition: Text::fixed(
            "`date` 在统计期内的“追责问责”记录的 `count` 合计，单位人（附件3-1 部门精准严格执法情况 第9项）。",
            "Each activity 追责问责 with `date` in the window adds its `count`, persons (form 3-1, 部门精准严格执法情况, no. 9).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::Accountability])]),
    },
    Indicator {
        key: Key::C10,
        definition: Text::fixed(
            "`date` 在统计期内的“约谈通报”记录的 `count` 合计，单位次（附件3-1 部门精准严格执法情况 第10项）。",
            "Each activity 约谈通报 with `date` in the window adds its `count` (次; form 3-1, 部门精准严格执法情况, no. 10).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::AuthorityTalk])]),
    },
    Indicator {
        key: Key::D1,
        definition: Text::fixed(
            "`date` 在统计期内的“专题学习”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第1项）。",
            "Each activity 专题学习 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 1).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::ThematicStudy])]),
    },
    Indicator {
        key: Key::D2,
        definition: Text::fixed(
            "`date` 在统计期内的“专题研究”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第2项）。",
            "Each activity 专题研究 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 2).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::ThematicMeeting])]),
    },
    Indicator {
        key: Key::D3,
        definition: Text::fixed(
            "`date` 在统计期内的“现场督导”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第3项）。",
            "Each activity 现场督导 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 3).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::OnSiteSupervision])]),
    },
    Indicator {
        key: Key::D4,
        definition: Text::fixed(
            "`date` 在统计期内的“企业宣讲”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第4项）。",
            "Each activity 企业宣讲 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 4).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::EnterpriseLecture])]),
    },
    Indicator {
        key: Key::D5,
        definition: Text::fixed(
            "`date` 在统计期内的“举报奖励”记录的 `amount` 合计，单位万元（附件3-1 党委政府组织领导情况 第5项）。",
            "Each activity 举报奖励 with `date` in the window adds its `amount`, in 万元 (form 3-1, 党委政府组织领导情况, no. 5).",
        ),
        counts: adding(&[OfActivity::Kind(&[ActivityKind::ReportReward])], REWARD),
    },
    Indicator {
        key: Key::D5_anonymous,
        definition: Text::fixed(
            "D5 的记录中 `anonymous` 为是的 `amount` 合计，单位万元（附件3-1 党委政府组织领导情况 第5项“其中”）。",
            "Each activity of D5 with `anonymous` adds its `amount`, in 万元 (form 3-1, 党委政府组织领导情况, no. 5, 其中).",
        ),
        counts: adding(&[OfActivity::Kind(&[ActivityKind::ReportReward]), OfActivity::Anonymous], REWARD),
    },
    Indicator {
        key: Key::D6,
        definition: Text::fixed(
            "统计期内有任一“媒体专栏”记录的为是，否则为否（附件3-1 党委政府组织领导情况 第6项）。",
            "是 if there is any activity 媒体专栏 with `date` in the window, else 否 (form 3-1, 党委政府组织领导情况, no. 6).",
        ),
        counts: adding(
            &[OfActivity::Kind(&[ActivityKind::MediaColumn])],
            Adds::new(|_| Value::YesNo(true), "1"),
        ),
    },
    Indicator {
        key: Key::D7,
        definition: Text::fixed(
            "各单位不晚于统计截止日的最近一条“技术检查员”记录的 `headcount` 合计，含统计起始日之前的记录，同日取路径顺序在后的一条，单位人（附件3-1 党委政府组织领导情况 第7项）。",
            "For each unit its latest activity 技术检查员 on or before the cutoff, also from before the window, of several of a day the last in path order, adds its `headcount`, persons (form 3-1, 党委政府组织领导情况, no. 7).",
        ),
        counts: Basis::Standing(Counted::adding(
            &[OfActivity::Kind(&[ActivityKind::TechnicalInspectors])],
            Adds::new(headcount, "r.headcount"),
        )),
    },
    Indicator {
        key: Key::D8,
        definition: Text::fixed(
            "`date` 在统计期内的“考核督导”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第8项）。",
            "Each activity 考核督导 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 8).",
        ),
        counts: sum(&[OfActivity::Kind(&[ActivityKind::AssessmentTour])]),
    },
];

/// 曝光、约谈、联合惩戒.
const EXPOSING: [ActivityKind; 3] =
    [ActivityKind::Exposure, ActivityKind::EnterpriseTalk, ActivityKind::JointPunishment];

/// The reward paid.
const REWARD: Adds<Activity> = Adds::new(reward, "[amount]");

/// Activities in the window that fulfil these, with what each adds.
const fn adding(such: &'static [OfActivity], adds: Adds<Activity>) -> Basis {
    Basis::Activities(Counted::adding(such, adds))
}

/// The same, each with its `count`.
const fn sum(such: &'static [OfActivity]) -> Basis {
    adding(such, Adds::new(|activity| Value::Count(activity.count as u64), "r.count"))
}

/// What an indicator asks of an activity.
#[derive(Debug)]
pub(super) enum OfActivity {
    /// It is of one of these kinds.
    Kind(&'static [ActivityKind]),
    /// It is a case of 危险作业罪.
    Crime,
    /// It is about an anonymous report.
    Anonymous,
}

impl Condition<Activity> for OfActivity {
    fn against(&self, activity: &Activity, _: NaiveDate) -> Option<Reason<'static>> {
        match self {
            Self::Kind(kinds) => (!kinds.contains(&activity.kind)).then_some(Reason::Kind(kinds)),
            Self::Crime => match activity.detail {
                Detail::Case { dangerous_operation_crime: true } => None,
                _ => Some(Reason::Lacking("dangerous_operation_crime")),
            },
            Self::Anonymous => match activity.detail {
                Detail::Reward { anonymous: true, .. } => None,
                _ => Some(Reason::Lacking("anonymous")),
            },
        }
    }
    fn sql(&self) -> String {
        match self {
            Self::Kind(kinds) => is_any("r.kind", kinds.iter().map(|kind| kind.word())),
            Self::Crime => "r.dangerous_operation_crime".to_owned(),
            Self::Anonymous => "r.anonymous".to_owned(),
        }
    }
}

/// The reward paid.
fn reward(activity: &Activity) -> Value {
    match activity.detail {
        Detail::Reward { amount, .. } => Value::Amount(amount),
        _ => Value::Amount(Amount::ZERO),
    }
}

fn headcount(activity: &Activity) -> Value {
    match activity.detail {
        Detail::Inspectors { headcount } => Value::Count(headcount.into()),
        _ => Value::Count(0),
    }
}
