//! The fields of a record that decide what it counts for, by the paths of their keys: what is sealed with a
//! return, and what explains a figure's change.

use crate::figure::{Key, Sort, Value, yes_no};
use crate::record::filing::Seal;
use crate::record::term::{
    ActivityKind, Document, InspectionType, Shortcoming, Source, SupervisionLevel, Word,
};
use crate::record::{
    Activity, Amount, Detail, Entry, Filing, Hazard, Id, Inspection, Kind, Month, Origin, Penalty,
    Rectification, Sanction, Supervision, date,
};
use crate::store::records::{AnyRecord, Records};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A field and its value, as they are written in a record.
pub type Deciding = (Cow<'static, str>, String);

/// The fields of a record that decide, in the order of the contract; none of an enterprise or a selfcheck,
/// which no figure counts.
pub fn deciding(record: AnyRecord<'_>) -> Vec<Deciding> {
    let mut fields = Fields(Vec::new());
    match record {
        AnyRecord::Hazard(hazard) => fields.hazard(hazard),
        AnyRecord::Inspection(inspection) => fields.inspection(inspection),
        AnyRecord::Penalty(penalty) => fields.penalty(penalty),
        AnyRecord::Activity(activity) => fields.activity(activity),
        AnyRecord::Filing(filing) => fields.filing(filing),
        AnyRecord::Enterprise(_) | AnyRecord::Selfcheck(_) => {}
    }
    fields.0
}

struct Fields(Vec<Deciding>);

impl Fields {
    fn add(&mut self, path: &'static str, value: impl ToString) {
        self.0.push((Cow::Borrowed(path), value.to_string()));
    }

    fn may(&mut self, path: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.add(path, value);
        }
    }

    fn is(&mut self, path: &'static str, is: bool) {
        if is {
            self.add(path, yes_no(is));
        }
    }

    fn hazard(&mut self, hazard: &Hazard) {
        self.add("enterprise", &hazard.enterprise);
        self.add("source", hazard.source);
        self.add("found_on", hazard.found_on);
        self.may("rectification.completed_on", hazard.rectification.completed_on);
        self.may("supervision.listed_on", hazard.supervision.as_ref().map(|of| of.listed_on));
    }

    fn inspection(&mut self, inspection: &Inspection) {
        self.add("enterprise", &inspection.enterprise);
        self.add("date", inspection.date);
        if !inspection.findings.is_empty() {
            let words: Vec<&str> = inspection.findings.iter().map(|finding| finding.word()).collect();
            self.add("findings", words.join("、"));
        }
    }

    fn penalty(&mut self, penalty: &Penalty) {
        self.add("enterprise", &penalty.enterprise);
        self.add("decided_on", penalty.decided_on);
        self.is("on_enterprise", penalty.on_enterprise.is_some());
        self.may("on_enterprise.fine", penalty.on_enterprise.as_ref().and_then(|of| of.fine));
        self.is("on_principal", penalty.on_principal.is_some());
        self.may("on_principal.fine", penalty.on_principal.as_ref().and_then(|of| of.fine));
        self.is("halt", penalty.halt);
        self.may("referred", penalty.referred);
    }

    fn activity(&mut self, activity: &Activity) {
        self.add("kind", activity.kind);
        self.add("date", activity.date);
        if activity.count != 1 {
            self.add("count", activity.count);
        }
        match &activity.detail {
            Detail::Plain => {}
            Detail::Enterprise(id) => self.add("enterprise", id),
            Detail::Case { dangerous_operation_crime } => {
                self.is("dangerous_operation_crime", *dangerous_operation_crime);
            }
            Detail::Reward { amount, anonymous } => {
                self.add("amount", amount);
                self.is("anonymous", *anonymous);
            }
            Detail::Inspectors { headcount } => self.add("headcount", headcount),
        }
    }

    fn filing(&mut self, filing: &Filing) {
        self.add("filed_on", filing.filed_on);
        self.may("month", filing.month);
        for (key, value) in filing.figures.iter().flatten() {
            self.0.push((Cow::Owned(format!("figures.{key}")), value.to_string()));
        }
    }
}

/// A record of which only what decides is known.
pub(super) struct Sketch<'s> {
    pub(super) kind: Kind,
    pub(super) id: Id,
    pub(super) fields: BTreeMap<&'s str, &'s str>,
}

impl Sketch<'_> {
    /// Adds the record to others, with nothing in the fields that do not decide; `None` where a field is
    /// missing or cannot be read.
    pub(super) fn add(self, origin: Origin, records: &mut Records) -> Option<()> {
        fn entry<T>(origin: Origin, record: T) -> Entry<T> {
            Entry { origin, extras: None, record }
        }
        match self.kind {
            Kind::Hazard => records.hazards.push(entry(origin, self.hazard()?)),
            Kind::Inspection => records.inspections.push(entry(origin, self.inspection()?)),
            Kind::Penalty => records.penalties.push(entry(origin, self.penalty()?)),
            Kind::Activity => records.activities.push(entry(origin, self.activity()?)),
            Kind::Filing => records.filings.push(entry(origin, self.filing()?)),
            Kind::Enterprise | Kind::Selfcheck => return None,
        }
        Some(())
    }

    /// A field, read; `None` inside where it is not there, `None` outside where it cannot be read.
    fn may<T>(&self, path: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
        match self.fields.get(path) {
            Some(text) => read(text).map(Some),
            None => Some(None),
        }
    }

    fn is(&self, path: &str) -> bool {
        self.fields.contains_key(path)
    }

    fn get<T>(&self, path: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.may(path, read)?
    }

    fn hazard(&self) -> Option<Hazard> {
        let completed_on = self.may("rectification.completed_on", date::parse)?;
        let supervision =
            |listed_on| Supervision { level: SupervisionLevel::County, listed_on, released_on: None };
        Some(Hazard {
            id: self.id.clone(),
            enterprise: self.get("enterprise", id)?,
            clause: String::new(),
            description: String::new(),
            source: self.get("source", Source::of_word)?,
            found_on: self.get("found_on", date::parse)?,
            inspection: None,
            reported_on: None,
            rectification: Rectification { completed_on, ..Rectification::default() },
            supervision: self.may("supervision.listed_on", date::parse)?.map(supervision),
        })
    }

    fn inspection(&self) -> Option<Inspection> {
        let findings = |text: &str| text.split('、').map(Shortcoming::of_word).collect();
        Some(Inspection {
            id: self.id.clone(),
            enterprise: self.get("enterprise", id)?,
            date: self.get("date", date::parse)?,
            kind: InspectionType::Special,
            inspectors: Vec::new(),
            findings: self.may("findings", findings)?.unwrap_or_default(),
        })
    }

    fn penalty(&self) -> Option<Penalty> {
        let sanction = |party: &str, fine: &str| {
            let fine = self.may(fine, Amount::parse)?;
            Some(self.is(party).then(|| Sanction { fine, ..Sanction::default() }))
        };
        Some(Penalty {
            id: self.id.clone(),
            enterprise: self.get("enterprise", id)?,
            hazard: None,
            inspection: None,
            decided_on: self.get("decided_on", date::parse)?,
            on_enterprise: sanction("on_enterprise", "on_enterprise.fine")?,
            on_principal: sanction("on_principal", "on_principal.fine")?,
            halt: self.is("halt"),
            referred: self.may("referred", whole)?,
        })
    }

    fn activity(&self) -> Option<Activity> {
        let kind = self.get("kind", ActivityKind::of_word)?;
        let detail = match kind {
            ActivityKind::EnterpriseHelp
            | ActivityKind::Exposure
            | ActivityKind::EnterpriseTalk
            | ActivityKind::JointPunishment => Detail::Enterprise(self.get("enterprise", id)?),
            ActivityKind::TypicalCase => {
                Detail::Case { dangerous_operation_crime: self.is("dangerous_operation_crime") }
            }
            ActivityKind::ReportReward => {
                Detail::Reward { amount: self.get("amount", Amount::parse)?, anonymous: self.is("anonymous") }
            }
            ActivityKind::TechnicalInspectors => {
                Detail::Inspectors { headcount: self.get("headcount", whole)? }
            }
            _ => Detail::Plain,
        };
        let count = self.may("count", whole)?.unwrap_or(1);
        Some(Activity { id: self.id.clone(), kind, date: self.get("date", date::parse)?, count, detail })
    }

    fn filing(&self) -> Option<Filing> {
        let mut figures = BTreeMap::new();
        for (path, text) in &self.fields {
            let Some(name) = path.strip_prefix("figures.") else { continue };
            let key = Key::parse(name)?;
            figures.insert(key, figure(key, text)?);
        }
        Some(Filing {
            id: self.id.clone(),
            document: Document::Return,
            filed_on: self.get("filed_on", date::parse)?,
            month: self.may("month", Month::parse)?,
            figures: Some(figures),
            rows: None,
            corrects: None,
            reason: None,
            with_errors: None,
            sealed: None::<Box<Seal>>,
        })
    }
}

fn id(text: &str) -> Option<Id> {
    Id::parse(text).ok()
}

fn whole(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn figure(key: Key, text: &str) -> Option<Value> {
    match key.sort() {
        Sort::Count => text.parse().ok().map(Value::Count),
        Sort::Amount => Amount::parse(text).map(Value::Amount),
        Sort::YesNo => match text {
            "是" => Some(Value::YesNo(true)),
            "否" => Some(Value::YesNo(false)),
            _ => None,
        },
    }
}
