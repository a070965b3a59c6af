//! The questions that `add` asks on a terminal: what the record must say, then what else it may say; each answer
//! is checked as it is given, and what the rules refuse is asked again before anything is written.

use super::super::asking::{PAGE, left};
use super::super::problem::Problem;
use super::super::terminal;
use super::{World, given, place_of};
use crate::add;
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::record::Kind;
use crate::record::draft::{Draft, Value};
use crate::schema;
use crate::schema::field::{Field, Shape};
use crate::store::Repository;
use crate::store::consequences::Consequences;
use crate::store::incoming::Incoming;
use crate::text::{is_blank, visible};
use crate::write::findings::short;
use inquire::validator::Validation;
use inquire::{MultiSelect, Select};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is known of the record while it is asked for.
pub(super) struct Questions<'w> {
    pub(super) world: &'w World,
    pub(super) repository: &'static Repository,
    pub(super) kind: Kind,
    pub(super) unit: Option<UnitIndex>,
    pub(super) draft: Draft,
}

/// One of several answers, and how it is shown.
struct Choice {
    shown: String,
    value: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

fn same(word: &str) -> Choice {
    Choice { shown: visible(word), value: word.to_owned() }
}

fn with(word: &str, about: &str) -> Choice {
    Choice { shown: format!("{}　{}", visible(word), visible(about)), value: word.to_owned() }
}

impl Questions<'_> {
    /// Asks until the record is whole and the rules have nothing against it.
    ///
    /// # Errors
    /// Where the one who is asked leaves; then nothing is written.
    pub(super) fn ask(mut self) -> Result<(Draft, Option<UnitIndex>), Problem> {
        let lang = self.world.lang;
        if self.unit.is_none() && !given::names_unit(self.kind, &self.draft) {
            self.ask_unit()?;
        }
        loop {
            self.ask_missing()?;
            if let Some((path, field)) = self.choose_more()? {
                self.ask_field(&path, field)?;
                continue;
            }
            let again = self.refused(lang);
            if again.is_empty() {
                return Ok((self.draft, self.unit));
            }
            for (path, field) in again {
                self.ask_field(&path, field)?;
            }
        }
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        super::words(self.world.lang, zh, en)
    }

    fn ask_unit(&mut self) -> Result<(), Problem> {
        let plan = &self.repository.plan;
        let holds = |unit: &crate::plan::Unit| self.kind == Kind::Filing || unit.level.holds_records();
        let units = plan.units.iter().filter(|unit| holds(unit));
        let choices = units.map(|unit| with(&unit.id, &unit.name)).collect();
        let unit = self.select(self.say("填报单位", "unit"), choices)?;
        self.unit = plan.find_unit(&unit);
        Ok(())
    }

    /// Asks for what the record must say, one after the other, since one answer may need another.
    fn ask_missing(&mut self) -> Result<(), Problem> {
        loop {
            let missing = add::missing(self.kind, &self.draft);
            let Some((path, field)) = missing.into_iter().find(|(path, _)| path != "id") else {
                return Ok(());
            };
            self.ask_field(&path, field)?;
        }
    }

    /// What else the record shall say, if anything.
    fn choose_more(&self) -> Result<Option<(String, &'static Field)>, Problem> {
        let table = schema::Subject::Records(self.kind).table();
        let by = self.draft.text(table.by);
        let may = |path: &str, field: &Field| {
            let applies = field.when.is_empty() || by.is_some_and(|by| field.when.contains(&by));
            let in_line = !matches!(field.shape, Shape::List(Shape::Mapping(_), _));
            // What `file` seals nobody types.
            let is_asked = path != "id" && !path.starts_with("sealed.");
            applies && in_line && is_asked && self.draft.get(path).is_none()
        };
        let keys = add::keys(self.kind).into_iter().filter(|(path, field)| may(path, field));
        let keys: BTreeMap<String, &'static Field> = keys.collect();
        let done =
            Choice { shown: self.say("（没有了）", "(nothing more)").to_owned(), value: String::new() };
        let order = add::keys(self.kind);
        let more = order.iter().filter(|(path, _)| keys.contains_key(path));
        let more = more.map(|(path, field)| with(path, field.title));
        let chosen = self.select(
            self.say("还要填写什么？", "what else shall it say?"),
            std::iter::once(done).chain(more).collect(),
        )?;
        Ok(keys.get_key_value(&chosen).map(|(path, field)| (path.clone(), *field)))
    }

    fn ask_field(&mut self, path: &str, field: &'static Field) -> Result<(), Problem> {
        if let Shape::Items(_) = field.shape {
            for (at, item) in self.repository.catalog.selfcheck.items.iter().enumerate() {
                let number = at + 1;
                let title = format!("{number}. {}", visible(&item.content));
                let words = schema::field::words::<crate::record::term::Status>();
                let status = self.select(&title, words.into_iter().map(same).collect())?;
                self.draft.set(&format!("{path}.{number}.status"), status);
            }
            return Ok(());
        }
        let title = format!("{}（{path}）", field.title);
        let value = match self.choices(path, field) {
            Some(choices) if !choices.is_empty() => Value::from(self.select(&title, choices)?),
            Some(_) if path == "enterprise" => {
                return Err(Problem::new(Text::fixed(
                    "还没有列入企业，先登记企业：hazards add enterprise",
                    "no enterprise is listed yet; enter one first: hazards add enterprise",
                )));
            }
            _ => match &field.shape {
                Shape::List(Shape::Words(words, _), _) => self.several(&title, words())?,
                _ => match self.text(&title, path, field)? {
                    Some(value) => value,
                    // Nothing is said after all.
                    None => {
                        self.draft.take(path);
                        return Ok(());
                    }
                },
            },
        };
        self.draft.set(path, value);
        Ok(())
    }

    /// The answers that there are, where they can be counted.
    fn choices(&self, path: &str, field: &'static Field) -> Option<Vec<Choice>> {
        let Repository { plan, records, catalog, .. } = self.repository;
        let enterprise = self.draft.text("enterprise");
        match (&field.shape, path) {
            (Shape::Boolean, _) => Some(["是", "否"].map(same).into()),
            (Shape::Words(words, about), _) => {
                let words = words().into_iter().enumerate();
                Some(
                    words
                        .map(|(at, word)| about.get(at).map_or_else(|| same(word), |about| with(word, about)))
                        .collect(),
                )
            }
            (Shape::Id, "enterprise") => {
                let may = |of: UnitIndex| self.unit.is_none_or(|unit| plan.may_refer(unit, of));
                let all =
                    records.enterprises.iter().filter(|entry| may(entry.unit()) && entry.removed.is_none());
                Some(all.map(|entry| with(&entry.id, &entry.name)).collect())
            }
            (Shape::Id, "inspection") => {
                let all =
                    records.inspections.iter().filter(|entry| Some(entry.enterprise.as_str()) == enterprise);
                Some(all.map(|entry| with(&entry.id, &format!("{} {}", entry.date, entry.kind))).collect())
            }
            (Shape::Id, "hazard") => {
                let all =
                    records.hazards.iter().filter(|entry| Some(entry.enterprise.as_str()) == enterprise);
                Some(
                    all.map(|entry| with(&entry.id, &format!("{} {}", entry.found_on, entry.description)))
                        .collect(),
                )
            }
            (Shape::Clause, _) => {
                let entry = records.enterprises.iter().find(|entry| Some(entry.id.as_str()) == enterprise);
                let all = catalog.standard.clauses.values();
                let covers =
                    |clause: &&crate::catalog::Clause| entry.is_none_or(|entry| clause.scope.covers(entry));
                Some(all.filter(covers).map(|clause| with(&clause.code, &clause.text)).collect())
            }
            _ => None,
        }
    }

    fn select(&self, title: &str, choices: Vec<Choice>) -> Result<String, Problem> {
        let help = self.say(
            "↑↓ 移动，回车选定，键入可查找，Esc 放弃",
            "↑↓ to move, enter to choose, type to search, Esc to leave",
        );
        let answer = Select::new(title, choices).with_help_message(help).with_page_size(PAGE).prompt();
        answer.map(|choice| choice.value).map_err(left)
    }

    fn several(&self, title: &str, words: Vec<&'static str>) -> Result<Value, Problem> {
        let help = self.say(
            "空格勾选，回车完成，键入可查找，Esc 放弃",
            "space to tick, enter when done, type to search, Esc to leave",
        );
        let answer = MultiSelect::new(title, words).with_help_message(help).with_page_size(PAGE).prompt();
        answer.map(Value::from).map_err(left)
    }

    /// A line of text, read as the reader of records would; nothing where nothing is typed and that may be.
    fn text(&self, title: &str, path: &str, field: &'static Field) -> Result<Option<Value>, Problem> {
        let (lang, repository) = (self.world.lang, self.repository);
        let unit = self.unit.or_else(|| given::unit(&self.draft, self.kind, repository));
        let holds = || repository.plan.units().find(|(_, unit)| unit.level.holds_records());
        let unit = unit.or_else(|| holds().map(|(index, _)| index)).unwrap_or(repository.plan.root());
        let file = place_of(repository, self.kind, unit, "x");
        let key = path.to_owned();
        let mut deciding = Draft::new();
        let by = schema::Subject::Records(self.kind).table().by;
        if let Some(word) = self.draft.text(by).filter(|_| path != by) {
            deciding.set(by, word);
        }
        let below_nothing = path.rsplit_once('.').is_some_and(|(above, _)| self.draft.get(above).is_none());
        let may_be_left = !field.required || below_nothing;
        let check = move |text: &str| {
            if may_be_left && is_blank(text) {
                return Ok(Validation::Valid);
            }
            // What a value must be may depend on the word that decides.
            let mut draft = deciding.clone();
            let Ok(value) = add::value(Some(field), text) else { return Ok(Validation::Valid) };
            draft.set(&key, value);
            let found = repository.reading(&file, &draft.to_yaml());
            let own = found.iter().find(|finding| {
                let below = finding.field.strip_prefix(key.as_str());
                finding.rule == "F008" || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
            });
            Ok(match own {
                Some(finding) => Validation::Invalid(
                    format!("{} {}", finding.message.in_lang(lang), finding.help.in_lang(lang)).into(),
                ),
                None => Validation::Valid,
            })
        };
        let example = field.examples.first().copied().unwrap_or(match field.shape {
            Shape::Date => "2023-08-17",
            Shape::Month => "2023-08",
            _ => "",
        });
        let example = if let Shape::List(Shape::Usually(words), _) = field.shape {
            format!("{}{}　", self.say("方案所列：", "the plan names "), words.join("、"))
        } else if example.is_empty() {
            String::new()
        } else {
            format!("{}{example}　", self.say("如 ", "such as "))
        };
        let list = if matches!(field.shape, Shape::List(..)) {
            self.say("几项用“、”隔开　", "several joined by 、　")
        } else {
            ""
        };
        let left_out = if may_be_left {
            self.say("不写的直接回车　", "enter alone to leave it out　")
        } else {
            ""
        };
        let help =
            format!("{}　{example}{list}{left_out}{}", field.about, self.say("Esc 放弃", "Esc to leave"));
        let before = self.draft.get(path).map(printed).unwrap_or_default();
        let answer = inquire::Text::new(title)
            .with_help_message(help.trim_start_matches('　'))
            .with_initial_value(&before)
            .with_validator(check)
            .prompt()
            .map_err(left)?;
        if may_be_left && is_blank(&answer) {
            return Ok(None);
        }
        add::value(Some(field), answer.trim()).map(Some).map_err(Problem::new)
    }

    /// What the rules refuse of the record: it is told, and the keys are to be asked again.
    fn refused(&self, lang: Lang) -> Vec<(String, &'static Field)> {
        let (repository, kind) = (self.repository, self.kind);
        let Some(unit) = self.unit.or_else(|| given::unit(&self.draft, kind, repository)) else {
            return Vec::new();
        };
        let mut draft = self.draft.clone();
        let name = draft.text(add::naming_key(kind)).map(str::to_owned).unwrap_or_else(|| {
            let id = add::ids::Ids::new(&repository.plan, &repository.records, kind).next(unit, None);
            draft.set("id", id.as_str());
            id
        });
        let path = place_of(repository, kind, unit, &name);
        let new = BTreeMap::from([(path.clone(), add::ordered(&draft, kind).to_yaml())]);
        let incoming = Incoming { new, ..Incoming::default() };
        let as_of = self.world.today.min(repository.plan.end);
        let outcome = repository.consequences(&incoming, as_of, self.world.today);
        let refusing =
            outcome.new.iter().filter(|finding| Consequences::refuses(finding) && finding.path == path);
        let mut again = BTreeSet::new();
        for finding in refusing {
            terminal::note(&short::line(finding, lang));
            terminal::note(&format!("    {}", finding.help.in_lang(lang)));
            again.insert(finding.field.split('[').next().unwrap_or_default().to_owned());
        }
        let keys = add::keys(kind).into_iter();
        keys.filter(|(path, _)| again.contains(path) && path != "id").collect()
    }
}

/// A value as it was typed.
fn printed(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(printed).collect::<Vec<_>>().join("、"),
        Value::Map(_) => String::new(),
    }
}
