//! A column that can be asked for: of the record, of the enterprise that it names, or derived; and what it goes
//! by.

use super::derived::{DERIVED, Derived, View};
use crate::catalog::Catalog;
use crate::columns::{self, Cell, Column, Part, Role, Type};
use crate::figure::{self, Key};
use crate::lang::Text;
use crate::record::Kind;
use crate::schema::field::Shape;
use crate::schema::name::{self, Name};
use crate::store::AnyRecord;
use crate::text::{quote, unknown_word};

/// A column that can be asked for.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its full name: `rectification.due_on`, `enterprise.industry`, `items.3.status`.
    pub name: String,
    /// What it is called, different from all others of the kind.
    pub title: String,
    /// What its cells are.
    pub ty: Type,
    /// Whether it is read from the enterprise that the record names.
    of_enterprise: bool,
    what: What,
}

/// Where the cells come from.
#[derive(Debug, Clone, Copy)]
enum What {
    Column(&'static Column),
    /// A part of each row of a column.
    Part(&'static Column, usize),
    /// Of the row of a column that begins with this number or key, a part.
    Item(&'static Column, u64, usize),
    Figure(&'static Column, Key),
    Derived(&'static Derived),
}

/// What a name of the enterprise's columns begins with.
const ENTERPRISE: &str = "enterprise.";

impl Field {
    fn of_column(kind: Kind, column: &'static Column) -> Self {
        let unit = if column.ty == Type::Amount { "（万元）" } else { "" };
        let title = format!("{}{unit}", column.heading(kind));
        Self::new(column.name.clone(), title, column.ty.clone(), What::Column(column))
    }

    fn of_derived(derived: &'static Derived) -> Self {
        let unit = if derived.ty == Type::Amount { "（万元）" } else { "" };
        let title = format!("{}{unit}", derived.title);
        Self::new(derived.name.to_owned(), title, derived.ty.clone(), What::Derived(derived))
    }

    fn of_part(kind: Kind, column: &'static Column, part: usize) -> Option<Self> {
        let Type::Rows(parts) = &column.ty else { return None };
        let of = parts.get(part)?;
        let name = format!("{}.{}", column.name, of.name);
        let title = format!("{}：{}", column.heading(kind), of.title);
        Some(Self::new(name, title, Type::List(Box::new(of.ty.clone())), What::Part(column, part)))
    }

    fn new(name: String, title: String, ty: Type, what: What) -> Self {
        Self { name, title, ty, of_enterprise: false, what }
    }

    /// The same of the enterprise that a record of another kind names.
    pub(super) fn of_enterprise(self, kind: Kind) -> Self {
        let is_own = columns::of(kind).iter().any(|column| column.title == self.title);
        let title = if is_own { format!("企业：{}", self.title) } else { self.title };
        Self { name: format!("{ENTERPRISE}{}", self.name), title, of_enterprise: true, ..self }
    }

    /// Whether it is read from the enterprise that the record names.
    pub(super) fn is_of_enterprise(&self) -> bool {
        self.of_enterprise
    }

    /// The name that it has in its own kind.
    pub(super) fn own_name(&self) -> &str {
        self.name.strip_prefix(ENTERPRISE).filter(|_| self.of_enterprise).unwrap_or(&self.name)
    }

    /// The name in its own kind, and the term where it goes by that.
    fn bare(&self) -> Name<'_> {
        let path = self.own_name();
        Name { path, title: if self.role() == Some(Role::Mapping) { path } else { &self.title } }
    }

    /// What the column is about, where it is one of the records'.
    pub fn role(&self) -> Option<Role> {
        match self.what {
            What::Column(column) => Some(column.role),
            _ => None,
        }
    }

    /// Whether it is the unit, by id or by name.
    pub(super) fn is_unit(&self) -> bool {
        self.role() == Some(Role::Place) && self.own_name().starts_with("unit")
    }

    /// The cell of a record.
    pub fn read<'r>(&self, view: &View<'r>, record: AnyRecord<'r>) -> Cell<'r> {
        let record = if self.of_enterprise { view.enterprise(record) } else { Some(record) };
        let Some(record) = record else { return Cell::None };
        match self.what {
            What::Column(column) => column.read(&view.row(record)),
            What::Derived(derived) => derived.read(view, record),
            What::Part(column, part) => {
                let cells =
                    rows(column, view, record).into_iter().filter_map(|row| row.into_iter().nth(part));
                Cell::List(cells.filter(|cell| !cell.is_none()).collect())
            }
            What::Item(column, number, part) => {
                let mut rows = rows(column, view, record).into_iter();
                let row = rows.find(|row| row.first() == Some(&Cell::Whole(number)));
                row.and_then(|row| row.into_iter().nth(part)).unwrap_or(Cell::None)
            }
            What::Figure(column, key) => {
                let mut rows = rows(column, view, record).into_iter();
                let row = rows.find(|row| row.first() == Some(&key.name().into()));
                row.and_then(|row| row.into_iter().nth(1)).unwrap_or(Cell::None)
            }
        }
    }
}

fn rows<'r>(column: &Column, view: &View<'r>, record: AnyRecord<'r>) -> Vec<Vec<Cell<'r>>> {
    match column.read(&view.row(record)) {
        Cell::Rows(rows) => rows,
        _ => Vec::new(),
    }
}

/// Whether records of a kind name an enterprise.
fn names_enterprise(kind: Kind) -> bool {
    kind != Kind::Enterprise && columns::of(kind).iter().any(|column| column.name == "enterprise")
}

/// The columns of a kind and what is derived for it: unit, the keys, what is derived, path and line.
pub fn fields(kind: Kind) -> Vec<Field> {
    let columns = columns::of(kind);
    let behind = columns.iter().rposition(|column| column.role != Role::Place).map_or(0, |last| last + 1);
    let (first, last) = columns.split_at(behind);
    let derived = DERIVED.iter().filter(|derived| derived.kind == kind).map(Field::of_derived);
    let of = |column: &'static Column| Field::of_column(kind, column);
    first.iter().map(of).chain(derived).chain(last.iter().map(of)).collect()
}

/// The columns of the enterprise that a record of a kind names, by their full names; none where it names none.
fn enterprise_fields(kind: Kind) -> Vec<Field> {
    let all = if names_enterprise(kind) { fields(Kind::Enterprise) } else { Vec::new() };
    all.into_iter().filter(|field| field.name != "line").map(|field| field.of_enterprise(kind)).collect()
}

/// All columns that can be asked for by name, in groups: those of the kind, and of the enterprise that it names.
pub fn groups(kind: Kind) -> [Vec<Field>; 2] {
    [fields(kind), enterprise_fields(kind)]
}

/// The columns of the parts of rows.
fn parts(kind: Kind) -> Vec<Field> {
    let of = |column: &'static Column| {
        let count = if let Type::Rows(parts) = &column.ty { parts.len() } else { 0 };
        (0..count).filter_map(move |part| Field::of_part(kind, column, part))
    };
    columns::of(kind).iter().flat_map(of).collect()
}

/// The column that a word names: by its full name; by its official term; by the last part of its name, or by the
/// name or term of a column of the enterprise, where only one has it.
///
/// # Errors
/// There is no such column, or more than one; the nearest.
pub fn resolve(kind: Kind, word: &str, catalog: &Catalog) -> Result<Field, Text> {
    let own = fields(kind);
    if let Some(field) = own.iter().find(|field| field.name == word) {
        return Ok(field.clone());
    }
    if let Some(rest) = word.strip_prefix(ENTERPRISE)
        && names_enterprise(kind)
    {
        return resolve(Kind::Enterprise, rest, catalog).map(|field| field.of_enterprise(kind));
    }
    if let Some(field) = keyed(kind, word, catalog)? {
        return Ok(field);
    }
    let enterprise = enterprise_fields(kind);
    let parts = parts(kind);
    // A mapping is named by its key alone: 整改 would be taken for 是否整改.
    let key = |field: &&Field| field.role() != Some(Role::Mapping);
    let tiers = [
        own.iter().filter(key).filter(|field| is_titled(field, word)).collect::<Vec<_>>(),
        own.iter()
            .filter(|field| key(field) && field.role().is_some() && leaf(field) == word)
            .chain(enterprise.iter().filter(|field| field.own_name() == word || is_titled(field, word)))
            .collect(),
        parts.iter().filter(|field| field.name == word || leaf(field) == word).collect(),
    ];
    match tiers.iter().find(|tier| !tier.is_empty()).map(Vec::as_slice) {
        Some([field]) => Ok((*field).clone()),
        Some(several) => Err(name::several(word, several.iter().map(|field| field.name.as_str()))),
        None => {
            let is_own = |field: &&Field| own.iter().any(|known| known.own_name() == field.own_name());
            let all = own.iter().chain(enterprise.iter().filter(|field| !is_own(field)));
            let names: Vec<Name<'_>> = all.map(Field::bare).collect();
            let said = name::unknown(word, &names);
            Err(Text::made(format!("没有这一列：{}", said.zh), format!("there is no column {}", said.en)))
        }
    }
}

/// The last part of the name.
fn leaf(field: &Field) -> &str {
    Name { path: &field.name, title: "" }.leaf()
}

/// Whether a word is the title of a column: as it is shown, without the unit, or as the key's own.
fn is_titled(field: &Field, word: &str) -> bool {
    let own = match field.what {
        What::Column(column) => column.title,
        What::Derived(derived) => derived.title,
        _ => "",
    };
    word == field.title || word == own || Some(word) == field.title.strip_suffix("（万元）")
}

/// An item of a self-check is asked for by one of its keys.
fn name_a_key(word: &str, parts: &[Part]) -> Text {
    let keys = parts.iter().skip(1).map(|part| format!("{word}.{}", part.name)).collect::<Vec<_>>();
    Text::made(
        format!("每一项有几个键，请写哪一个：{}", keys.join("、")),
        format!("each item has keys of its own; write which: {}", keys.join(", ")),
    )
}

/// One item of a self-check or one figure of a return: `items.3.status`, `figures.A1`.
fn keyed(kind: Kind, word: &str, catalog: &Catalog) -> Result<Option<Field>, Text> {
    let Some((first, rest)) = word.split_once('.') else { return Ok(None) };
    let Some(column) = columns::of(kind).iter().find(|column| column.name == first) else { return Ok(None) };
    let parts = if let Type::Rows(parts) = &column.ty { parts.as_slice() } else { &[] };
    match column.field.map(|field| &field.shape) {
        Some(Shape::Items(_)) => {
            let Some((number, key)) = rest.split_once('.') else {
                let is_number = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
                return if is_number { Err(name_a_key(word, parts)) } else { Ok(None) };
            };
            let Some(part) = parts.iter().position(|part| part.name == key) else { return Ok(None) };
            let last = catalog.selfcheck.items.len();
            let item = number.parse().ok().filter(|item: &usize| (1..=last).contains(item));
            let Some(item) = item else {
                let number = quote(number);
                return Err(Text::made(
                    format!("没有这一项：{number}，应为 1 至 {last}"),
                    format!("there is no item {number}; it must be 1 to {last}"),
                ));
            };
            let Some(of) = parts.get(part) else { return Ok(None) };
            let title = format!("第{item}项{}", of.title);
            let what = What::Item(column, item as u64, part);
            Ok(Some(Field::new(word.to_owned(), title, of.ty.clone(), what)))
        }
        Some(Shape::Figures) if !parts.iter().any(|part| part.name == rest) => {
            let Some(key) = Key::parse(rest) else {
                let said = unknown_word(rest, Key::ALL.iter().map(|key| key.name()));
                return Err(Text::made(
                    format!("没有这个指标：{}", said.zh),
                    format!("there is no figure {}", said.en),
                ));
            };
            let (ty, unit) = match key.sort() {
                figure::Sort::Count => (Type::Whole, ""),
                figure::Sort::Amount => (Type::Amount, "（万元）"),
                figure::Sort::YesNo => (Type::Bool, ""),
            };
            Ok(Some(Field::new(word.to_owned(), format!("{key}{unit}"), ty, What::Figure(column, key))))
        }
        _ => Ok(None),
    }
}
