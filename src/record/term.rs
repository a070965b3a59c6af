//! The closed vocabularies: the Chinese words of the forms, each with the only names it has in code.

/// Declares a vocabulary: an enum whose members have one official word each.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$member_meta:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $word] $(#[$member_meta])* $member,)+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$member,)+];
            fn word(self) -> &'static str {
                match self { $(Self::$member => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

/// A member of a closed vocabulary.
pub trait Word: Copy + Eq + 'static {
    /// All members, in the order of the forms.
    const ALL: &'static [Self];
    /// The official word.
    fn word(self) -> &'static str;
    /// The member that has this word.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.word() == word)
    }
    /// All words, in order.
    fn words() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|member| member.word())
    }
}

vocabulary! {
    /// 所属行业 (附件2 备注2).
    Industry {
        Metallurgy = "冶金",
        Nonferrous = "有色",
        BuildingMaterials = "建材",
        Machinery = "机械",
        LightIndustry = "轻工",
        Textiles = "纺织",
        Tobacco = "烟草",
        Commerce = "商贸",
    }
}

/// 涉及领域 that the plan document names as examples (附件2 备注3); others are allowed.
pub const KNOWN_DOMAINS: [&str; 10] = [
    "湿法冶炼",
    "钢冶炼",
    "硅冶炼",
    "电解铝",
    "铝加工",
    "水泥熟料生产",
    "粉尘涉爆",
    "涉氨制冷",
    "有限空间",
    "人员密集场所",
];

vocabulary! {
    /// 落实情况 of a self-check item.
    Status {
        Done = "已落实",
        Partly = "部分落实",
        NotDone = "未落实",
        NotApplicable = "不适用",
    }
}

vocabulary! {
    /// Who found a hazard.
    Source {
        Enterprise = "企业自查",
        Department = "部门检查",
    }
}

vocabulary! {
    /// Who supervises a hazard (挂牌督办).
    SupervisionLevel {
        County = "县级",
        City = "市级",
        Province = "省级",
    }
}

vocabulary! {
    /// The type of an inspection.
    InspectionType {
        FullCoverage = "全覆盖",
        Random = "双随机",
        Special = "专项",
        Supervisory = "督导",
        Cross = "交叉",
    }
}

vocabulary! {
    /// What an inspection found of the enterprise's self-correction: indicators B2 to B8, in that order.
    Shortcoming {
        NotStudied = "未亲自研究",
        NotLed = "未带队检查",
        NoDutyList = "无分管职责清单",
        Understaffed = "机构人员不足",
        Uncertified = "无证上岗",
        ContractingChaos = "外包外租混乱",
        NoDrill = "未开展演练",
    }
}

vocabulary! {
    /// The kind of a piece of work (工作记录).
    ActivityKind {
        RegionHelp = "帮扶地区",
        EnterpriseHelp = "帮扶企业",
        Exposure = "曝光企业",
        EnterpriseTalk = "约谈企业",
        JointPunishment = "联合惩戒企业",
        TypicalCase = "典型案例",
        Accountability = "追责问责",
        AuthorityTalk = "约谈通报",
        ThematicStudy = "专题学习",
        ThematicMeeting = "专题研究",
        OnSiteSupervision = "现场督导",
        EnterpriseLecture = "企业宣讲",
        ReportReward = "举报奖励",
        MediaColumn = "媒体专栏",
        TechnicalInspectors = "技术检查员",
        AssessmentTour = "考核督导",
    }
}

vocabulary! {
    /// What a filing sends up.
    Document {
        Scheme = "实施方案",
        EnterpriseList = "企业清单",
        FourLists = "四个清单",
        Return = "调度表",
        Summary = "工作总结",
    }
}
