//! C1, C2 and C7 to C10: guidance, publicity and accountability; D1 to D8: leadership
//! (附件3-1 部门精准严格执法情况 and 党委政府组织领导情况).

use super::indicator::{Indicator, Share, Shares, counts, distinct};
use super::scope::Scope;
use crate::figure::{Key, Value};
use crate::lang::Text;
use crate::record::term::ActivityKind;
use crate::record::{Activity, Detail, Entry};
use crate::store::records::AnyRecord;

pub(super) static ALL: &[Indicator] = &[
    Indicator {
        key: Key::C1,
        definition: Text::fixed(
            "`date` 在统计期内的“帮扶地区”记录的 `count` 合计，单位个次（附件3-1 部门精准严格执法情况 第1项）。",
            "Each activity 帮扶地区 with `date` in the window adds its `count` (个次; form 3-1, 部门精准严格执法情况, no. 1).",
        ),
        shares: |scope| sum(scope, ActivityKind::RegionHelp),
    },
    Indicator {
        key: Key::C2,
        definition: Text::fixed(
            "`date` 在统计期内的“帮扶企业”记录的 `count` 合计，单位家次（附件3-1 部门精准严格执法情况 第2项）。",
            "Each activity 帮扶企业 with `date` in the window adds its `count` (家次; form 3-1, 部门精准严格执法情况, no. 2).",
        ),
        shares: |scope| sum(scope, ActivityKind::EnterpriseHelp),
    },
    Indicator {
        key: Key::C7,
        definition: Text::fixed(
            "`date` 在统计期内的“曝光企业”“约谈企业”“联合惩戒企业”记录所涉企业，三类合并、在全部统计范围内去重，每家计1家（附件3-1 部门精准严格执法情况 第7项）。",
            "Each enterprise with an activity 曝光企业, 约谈企业 or 联合惩戒企业 whose `date` is in the window counts 1, once over the three kinds and all units in scope (家; form 3-1, 部门精准严格执法情况, no. 7).",
        ),
        shares: |scope| {
            distinct(
                scope
                    .activities()
                    .filter(|activity| EXPOSING.contains(&activity.kind))
                    .map(AnyRecord::Activity),
            )
        },
    },
    Indicator {
        key: Key::C8,
        definition: Text::fixed(
            "`date` 在统计期内的“典型案例”记录的 `count` 合计，单位个（附件3-1 部门精准严格执法情况 第8项）。",
            "Each activity 典型案例 with `date` in the window adds its `count` (个; form 3-1, 部门精准严格执法情况, no. 8).",
        ),
        shares: |scope| sum(scope, ActivityKind::TypicalCase),
    },
    Indicator {
        key: Key::C8_crime,
        definition: Text::fixed(
            "C8 的记录中 `dangerous_operation_crime` 为是的 `count` 合计，单位个（附件3-1 部门精准严格执法情况 第8项“其中”）。",
            "Each activity of C8 with `dangerous_operation_crime` adds its `count` (个; form 3-1, 部门精准严格执法情况, no. 8, 其中).",
        ),
        shares: |scope| {
            adding(scope, ActivityKind::TypicalCase, |activity| is_crime(activity).then(|| count(activity)))
        },
    },
    Indicator {
        key: Key::C9,
        definition: Text::fixed(
            "`date` 在统计期内的“追责问责”记录的 `count` 合计，单位人（附件3-1 部门精准严格执法情况 第9项）。",
            "Each activity 追责问责 with `date` in the window adds its `count`, persons (form 3-1, 部门精准严格执法情况, no. 9).",
        ),
        shares: |scope| sum(scope, ActivityKind::Accountability),
    },
    Indicator {
        key: Key::C10,
        definition: Text::fixed(
            "`date` 在统计期内的“约谈通报”记录的 `count` 合计，单位次（附件3-1 部门精准严格执法情况 第10项）。",
            "Each activity 约谈通报 with `date` in the window adds its `count` (次; form 3-1, 部门精准严格执法情况, no. 10).",
        ),
        shares: |scope| sum(scope, ActivityKind::AuthorityTalk),
    },
    Indicator {
        key: Key::D1,
        definition: Text::fixed(
            "`date` 在统计期内的“专题学习”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第1项）。",
            "Each activity 专题学习 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 1).",
        ),
        shares: |scope| sum(scope, ActivityKind::ThematicStudy),
    },
    Indicator {
        key: Key::D2,
        definition: Text::fixed(
            "`date` 在统计期内的“专题研究”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第2项）。",
            "Each activity 专题研究 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 2).",
        ),
        shares: |scope| sum(scope, ActivityKind::ThematicMeeting),
    },
    Indicator {
        key: Key::D3,
        definition: Text::fixed(
            "`date` 在统计期内的“现场督导”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第3项）。",
            "Each activity 现场督导 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 3).",
        ),
        shares: |scope| sum(scope, ActivityKind::OnSiteSupervision),
    },
    Indicator {
        key: Key::D4,
        definition: Text::fixed(
            "`date` 在统计期内的“企业宣讲”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第4项）。",
            "Each activity 企业宣讲 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 4).",
        ),
        shares: |scope| sum(scope, ActivityKind::EnterpriseLecture),
    },
    Indicator {
        key: Key::D5,
        definition: Text::fixed(
            "`date` 在统计期内的“举报奖励”记录的 `amount` 合计，单位万元（附件3-1 党委政府组织领导情况 第5项）。",
            "Each activity 举报奖励 with `date` in the window adds its `amount`, in 万元 (form 3-1, 党委政府组织领导情况, no. 5).",
        ),
        shares: |scope| adding(scope, ActivityKind::ReportReward, |activity| reward(activity, false)),
    },
    Indicator {
        key: Key::D5_anonymous,
        definition: Text::fixed(
            "D5 的记录中 `anonymous` 为是的 `amount` 合计，单位万元（附件3-1 党委政府组织领导情况 第5项“其中”）。",
            "Each activity of D5 with `anonymous` adds its `amount`, in 万元 (form 3-1, 党委政府组织领导情况, no. 5, 其中).",
        ),
        shares: |scope| adding(scope, ActivityKind::ReportReward, |activity| reward(activity, true)),
    },
    Indicator {
        key: Key::D6,
        definition: Text::fixed(
            "统计期内有任一“媒体专栏”记录的为是，否则为否（附件3-1 党委政府组织领导情况 第6项）。",
            "是 if there is any activity 媒体专栏 with `date` in the window, else 否 (form 3-1, 党委政府组织领导情况, no. 6).",
        ),
        shares: |scope| adding(scope, ActivityKind::MediaColumn, |_| Some(Value::YesNo(true))),
    },
    Indicator {
        key: Key::D7,
        definition: Text::fixed(
            "各单位不晚于统计截止日的最近一条“技术检查员”记录的 `headcount` 合计，含统计起始日之前的记录，同日取路径顺序在后的一条，单位人（附件3-1 党委政府组织领导情况 第7项）。",
            "For each unit its latest activity 技术检查员 on or before the cutoff, also from before the window, of several of a day the last in path order, adds its `headcount`, persons (form 3-1, 党委政府组织领导情况, no. 7).",
        ),
        shares: |scope| {
            Box::new(
                scope.headcounts().map(|activity| counts(AnyRecord::Activity(activity), headcount(activity))),
            )
        },
    },
    Indicator {
        key: Key::D8,
        definition: Text::fixed(
            "`date` 在统计期内的“考核督导”记录的 `count` 合计，单位次（附件3-1 党委政府组织领导情况 第8项）。",
            "Each activity 考核督导 with `date` in the window adds its `count` (次; form 3-1, 党委政府组织领导情况, no. 8).",
        ),
        shares: |scope| sum(scope, ActivityKind::AssessmentTour),
    },
];

/// 曝光、约谈、联合惩戒.
const EXPOSING: [ActivityKind; 3] =
    [ActivityKind::Exposure, ActivityKind::EnterpriseTalk, ActivityKind::JointPunishment];

/// The activities of a kind in the window that have something to add.
fn adding<'s, 'r>(
    scope: &'s Scope<'r>,
    kind: ActivityKind,
    adds: fn(&Activity) -> Option<Value>,
) -> Shares<'s, 'r> {
    let activities = scope.activities().filter(move |activity| activity.kind == kind);
    let share = move |activity: &'r Entry<Activity>| {
        Some(Share { record: AnyRecord::Activity(activity), adds: adds(activity)? })
    };
    Box::new(activities.filter_map(share))
}

/// The activities of a kind in the window, each with its `count`.
fn sum<'s, 'r>(scope: &'s Scope<'r>, kind: ActivityKind) -> Shares<'s, 'r> {
    adding(scope, kind, |activity| Some(count(activity)))
}

fn count(activity: &Activity) -> Value {
    Value::Count(activity.count.into())
}

fn is_crime(activity: &Activity) -> bool {
    matches!(activity.detail, Detail::Case { dangerous_operation_crime: true })
}

/// The reward paid; of an anonymous report only, if asked so.
fn reward(activity: &Activity, anonymous_only: bool) -> Option<Value> {
    match activity.detail {
        Detail::Reward { amount, anonymous } if anonymous || !anonymous_only => Some(Value::Amount(amount)),
        _ => None,
    }
}

fn headcount(activity: &Activity) -> u32 {
    match activity.detail {
        Detail::Inspectors { headcount } => headcount,
        _ => 0,
    }
}
