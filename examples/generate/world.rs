//! The invented city's records in memory, and the small verbs by which the story adds to them.

use crate::clauses::{covers, finding};
use crate::date::Date;
use crate::record::*;
use crate::rng::Rng;
use crate::words::{UNITS, person, phone, trade};
use std::collections::BTreeMap;

/// A record and the unit (its place in `UNITS`) whose folder it stands in.
pub type Of<T> = (usize, T);

pub struct World {
    pub rng: Rng,
    pub enterprises: Vec<Of<Enterprise>>,
    /// The trade of each enterprise, in step with `enterprises`.
    pub tags: Vec<&'static str>,
    pub selfchecks: Vec<Of<Selfcheck>>,
    pub hazards: Vec<Of<Hazard>>,
    pub inspections: Vec<Of<Inspection>>,
    pub penalties: Vec<Of<Penalty>>,
    pub activities: Vec<Of<Activity>>,
    /// By folder: the city itself, which is not in `UNITS`, files too.
    pub filings: Vec<(&'static str, Filing)>,
    ids: BTreeMap<String, u32>,
}

pub fn unit(id: &str) -> usize {
    UNITS.iter().position(|u| u.id == id).unwrap_or_else(|| panic!("no unit {id}"))
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self {
            rng: Rng::new(seed),
            enterprises: vec![],
            tags: vec![],
            selfchecks: vec![],
            hazards: vec![],
            inspections: vec![],
            penalties: vec![],
            activities: vec![],
            filings: vec![],
            ids: BTreeMap::new(),
        }
    }

    /// `ql-jc-0612-1`: unit, kind (jc 检查, yh 隐患, cf 处罚, hd 活动), day, number of that day.
    fn id(&mut self, unit: usize, kind: &str, on: Date) -> String {
        let (_, m, d) = on.civil();
        let stem = format!("{}-{kind}-{m:02}{d:02}", UNITS[unit].mark);
        let n = self.ids.entry(stem.clone()).or_insert(0);
        *n += 1;
        format!("{stem}-{n}")
    }

    /// The first enterprise of a trade in a county.
    pub fn find(&self, unit_id: &str, tag: &str) -> usize {
        let u = unit(unit_id);
        (0..self.tags.len())
            .find(|&e| self.enterprises[e].0 == u && self.tags[e] == tag)
            .unwrap_or_else(|| panic!("no {tag} in {unit_id}"))
    }

    pub fn list(&mut self, unit: usize, tag: &'static str, name: String, uscc: String, on: Date) -> usize {
        let t = trade(tag);
        let n = self.enterprises.iter().filter(|e| e.0 == unit).count() + 1;
        let rng = &mut self.rng;
        let how_many = 1 + rng.below(t.products.len());
        let enterprise = Enterprise {
            id: format!("{}-{n:02}", UNITS[unit].mark),
            name,
            uscc: Some(uscc),
            products: rng.some(t.products, how_many).into_iter().map(|p| (*p).to_owned()).collect(),
            industry: t.industry,
            domains: t.domains.to_vec(),
            key: t.key,
            principal: person(rng),
            phone: phone(rng),
            base_info_complete: rng.chance(85),
            code_check: rng.chance(75),
            listed_on: on,
            removed: None,
            accidents: vec![],
            extra: Extra::default(),
        };
        self.enterprises.push((unit, enterprise));
        self.tags.push(tag);
        self.enterprises.len() - 1
    }

    /// An inspection by two of the unit's team (the plan's quota of inspectors); returns its place.
    pub fn inspect(&mut self, unit: usize, enterprise: usize, on: Date, kind: &'static str) -> usize {
        let id = self.id(unit, "jc", on);
        let people = 2 + self.rng.below(2);
        let inspectors = self.rng.some(&UNITS[unit].team, people).into_iter().copied().collect();
        let enterprise = self.enterprises[enterprise].1.id.clone();
        let inspection = Inspection {
            id,
            enterprise,
            date: on,
            kind,
            inspectors,
            findings: vec![],
            extra: Extra::default(),
        };
        self.inspections.push((unit, inspection));
        self.inspections.len() - 1
    }

    /// A hazard with its five elements, open, due in a month; the story changes what is different. Returns its place.
    pub fn find_hazard(
        &mut self,
        unit: usize,
        enterprise: usize,
        clause: &str,
        on: Date,
        by: Option<usize>,
    ) -> usize {
        let template = finding(clause);
        let e = &self.enterprises[enterprise].1;
        assert!(covers(clause, e.industry, &e.domains), "{clause} does not cover {}", e.name);
        let (company, who) = (e.id.clone(), e.principal.clone());
        let id = self.id(unit, "yh", on);
        let rng = &mut self.rng;
        let number = rng.range(1, 4).to_string();
        let fix = Rectification {
            responsible: Some(if rng.chance(60) { who } else { person(rng) }),
            measures: Some(template.measures.to_owned()),
            funds: Some(rng.range(template.funds.0 / 1000, template.funds.1 / 1000) * 1000),
            due_on: Some(on.plus(30).workday()),
            contingency: Some(template.contingency.to_owned()),
            ..Rectification::default()
        };
        let description = rng.pick(template.texts).replace("{n}", &number);
        let inspection = by.map(|i| self.inspections[i].1.id.clone());
        let own = inspection.is_none();
        let reported_on = own.then(|| on.plus(rng.range(1, 3)));
        let hazard = Hazard {
            id,
            enterprise: company,
            clause: template.clause,
            description,
            own,
            found_on: on,
            inspection,
            reported_on,
            fix,
            supervision: None,
            extra: Extra::default(),
        };
        self.hazards.push((unit, hazard));
        self.hazards.len() - 1
    }

    /// Completed, then accepted (验收) by one of the team.
    pub fn close(&mut self, hazard: usize, completed: Date, verified: Date) {
        let (unit, h) = &mut self.hazards[hazard];
        h.fix.completed_on = Some(completed);
        h.fix.verified_on = Some(verified);
        h.fix.verified_by = Some((*self.rng.pick(&UNITS[*unit].team)).to_owned());
    }

    /// Put right on the spot: none of the five elements is asked for.
    pub fn close_at_once(&mut self, hazard: usize) {
        let found = self.hazards[hazard].1.found_on;
        let old = std::mem::take(&mut self.hazards[hazard].1.fix);
        self.hazards[hazard].1.fix.measures = old.measures;
        self.hazards[hazard].1.reported_on = None;
        self.close(hazard, found, found);
    }

    fn case(&mut self, unit: usize, hazard: usize, on: Date) -> Penalty {
        let h = &self.hazards[hazard].1;
        let (enterprise, hazard, inspection) =
            (h.enterprise.clone(), Some(h.id.clone()), h.inspection.clone());
        let id = self.id(unit, "cf", on);
        Penalty {
            id,
            enterprise,
            hazard,
            inspection,
            decided_on: on,
            on_enterprise: None,
            on_principal: None,
            halt: false,
            referred: 0,
            extra: Extra::default(),
        }
    }

    fn party(&mut self, principal_of: Option<usize>) -> Party {
        match principal_of {
            None => (
                None,
                Some(self.rng.range(10, 49) * 1000),
                if self.rng.chance(30) { vec!["警告"] } else { vec![] },
            ),
            Some(h) => {
                let id = &self.hazards[h].1.enterprise;
                let name = self.enterprises.iter().find(|e| e.1.id == *id).map(|e| e.1.principal.clone());
                (name, Some(self.rng.range(4, 39) * 500), vec![])
            }
        }
    }

    /// 一案双罚 in one case; returns its place.
    pub fn punish(&mut self, unit: usize, hazard: usize, on: Date) -> usize {
        let mut case = self.case(unit, hazard, on);
        case.on_enterprise = Some(self.party(None));
        case.on_principal = Some(self.party(Some(hazard)));
        self.penalties.push((unit, case));
        self.penalties.len() - 1
    }

    /// The same in two cases.
    pub fn punish_in_two(&mut self, unit: usize, hazard: usize, first: Date, second: Date) {
        let mut case = self.case(unit, hazard, first);
        case.on_enterprise = Some(self.party(None));
        self.penalties.push((unit, case));
        let mut case = self.case(unit, hazard, second);
        case.on_principal = Some(self.party(Some(hazard)));
        self.penalties.push((unit, case));
    }

    /// A case about what an inspection found, with no hazard in it.
    pub fn punish_finding(&mut self, unit: usize, inspection: usize, on: Date, note: &str) {
        let i = &self.inspections[inspection].1;
        let (enterprise, inspection) = (i.enterprise.clone(), Some(i.id.clone()));
        let fine = self.rng.range(2, 19) * 1000;
        let id = self.id(unit, "cf", on);
        let on_enterprise = Some((None, Some(fine), vec!["警告"]));
        let extra = Extra { note: Some(note.to_owned()), ..Extra::default() };
        let case = Penalty {
            id,
            enterprise,
            hazard: None,
            inspection,
            decided_on: on,
            on_enterprise,
            on_principal: None,
            halt: false,
            referred: 0,
            extra,
        };
        self.penalties.push((unit, case));
    }

    /// A 工作记录; returns it for what is special.
    pub fn act(
        &mut self,
        unit: usize,
        kind: &'static str,
        on: Date,
        enterprise: Option<usize>,
    ) -> &mut Activity {
        let id = self.id(unit, "hd", on);
        let enterprise = enterprise.map(|e| self.enterprises[e].1.id.clone());
        let extra = Extra::default();
        let activity = Activity {
            id,
            kind,
            date: on,
            count: 1,
            enterprise,
            crime: false,
            amount: 0,
            anonymous: false,
            headcount: None,
            extra,
        };
        let at = self.activities.len();
        self.activities.push((unit, activity));
        &mut self.activities[at].1
    }
}
