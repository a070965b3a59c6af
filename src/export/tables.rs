//! The tables of a repository: plan, months, units and indicators; one table a kind of record; and one for each
//! list that records have. Path order is the order of `seq`.

use super::Export;
use super::table::{Column, MakeRows, Table, Type};
use crate::columns::{self, Cell, Row};
use crate::figure::{Key, Sort};
use crate::lang::Text;
use crate::plan::{FigureSource, Plan, UnitIndex};
use crate::record::Kind;
use crate::schema::Subject;
use crate::store::records::AnyRecord;
use crate::tally;
use crate::text::printable;

/// All tables.
pub(super) fn all<'r>(export: &'r Export<'r>) -> Vec<Table<'r>> {
    let mut tables = vec![plan(export), params(export), units(export), scope(export), indicators(export)];
    for kind in Kind::ALL {
        tables.push(records(export, kind));
        let lists = columns::of(kind).iter().filter(|column| is_list(column) && !is_common(column));
        tables.extend(lists.map(|column| list(export, kind, column)));
    }
    let common = columns::of(Kind::Hazard).iter().filter(|column| is_list(column) && is_common(column));
    tables.extend(common.map(|column| common_list(export, &column.name)));
    tables
}

fn is_list(column: &columns::Column) -> bool {
    matches!(column.ty, columns::Type::List(_) | columns::Type::Rows(_))
}

/// Whether every kind may carry it: then the lists of all kinds stand in one table.
fn is_common(column: &columns::Column) -> bool {
    Kind::ALL.into_iter().all(|kind| columns::of(kind).iter().any(|other| other.name == column.name))
}

fn text(words: &str) -> Cell<'_> {
    Cell::Text(printable(words))
}

fn whole(number: usize) -> Cell<'static> {
    Cell::Whole(number as u64)
}

fn some(words: Option<&str>) -> Cell<'_> {
    words.map_or(Cell::None, text)
}

fn table<'r>(name: &str, title: Text, columns: &[(&str, &str, Type)], rows: MakeRows<'r>) -> Table<'r> {
    let columns = columns.iter().map(|(name, title, ty)| Column::new(*name, *title, *ty)).collect();
    Table { name: name.to_owned(), title, columns, rows }
}

fn plan<'r>(export: &'r Export<'r>) -> Table<'r> {
    let columns = [
        ("id", "方案编号", Type::Text),
        ("title", "专项行动", Type::Text),
        ("document", "文号", Type::Text),
        ("counting_from", "统计起始日", Type::Date),
        ("ends_on", "结束日", Type::Date),
        ("left_out", "无法读取、未导出的记录或文件数", Type::Whole),
    ];
    let row = move || {
        let plan = export.context.plan;
        let (from, end) = (Cell::Date(plan.counting_from), Cell::Date(plan.end));
        vec![text(&plan.id), text(&plan.title), text(&plan.document), from, end, whole(export.left_out)]
    };
    let title = Text::fixed("方案，一行", "the plan, one row");
    table("plan", title, &columns, Box::new(move || Box::new(std::iter::once_with(row))))
}

fn params<'r>(export: &'r Export<'r>) -> Table<'r> {
    let columns = [
        ("month", "月份", Type::Text),
        ("counting_from", "统计期起", Type::Date),
        ("cutoff", "统计截止日", Type::Date),
        ("filed_by", "只取该日及以前报送的调度表；空为不限", Type::Date),
    ];
    let rows = move || -> super::table::Rows<'r> {
        let plan = export.context.plan;
        Box::new(plan.months().map(move |month| {
            let cutoff = plan.due(month).min(plan.end);
            vec![Cell::Month(month), Cell::Date(plan.counting_from), Cell::Date(cutoff), Cell::None]
        }))
    };
    let title = Text::fixed("要统计的月份，每月一行", "the months to count, a row a month");
    table("params", title, &columns, Box::new(rows))
}

fn units<'r>(export: &'r Export<'r>) -> Table<'r> {
    let columns = [
        ("no", "在方案中的顺序", Type::Whole),
        ("id", "单位编号", Type::Text),
        ("name", "填报单位", Type::Text),
        ("level", "层级：province、city、county、own（本级）", Type::Text),
        ("parent", "上级单位编号", Type::Text),
        ("code", "行政区划代码", Type::Text),
        ("city", "州市", Type::Text),
        ("source", "数字来源：records 按记录，filings 按报送的调度表", Type::Text),
    ];
    let row = |plan: &'r Plan, index: UnitIndex| {
        let unit = plan.unit(index);
        let source = FigureSource::WORDS.iter().find(|(_, source)| *source == unit.figures_from);
        vec![
            whole(usize::from(index.0) + 1),
            text(&unit.id),
            text(&unit.name),
            text(unit.level.word()),
            some(unit.parent.map(|parent| plan.unit(parent).id.as_str())),
            some(unit.code.as_deref()),
            some(Some(plan.city_name(index)).filter(|city| !city.is_empty())),
            some(source.map(|(word, _)| *word)),
        ]
    };
    let plan = export.context.plan;
    let title = Text::fixed("填报单位", "reporting units");
    let rows =
        move || -> super::table::Rows<'r> { Box::new(plan.units().map(move |(unit, _)| row(plan, unit))) };
    table("units", title, &columns, Box::new(rows))
}

fn scope<'r>(export: &'r Export<'r>) -> Table<'r> {
    let columns = [("unit", "单位编号", Type::Text), ("member", "该单位或其下的单位编号", Type::Text)];
    let plan = export.context.plan;
    let rows = move || -> super::table::Rows<'r> {
        let pairs = plan.units().flat_map(move |(unit, _)| {
            plan.within(unit)
                .into_iter()
                .map(move |member| [unit, member].map(|of| text(&plan.unit(of).id)).into())
        });
        Box::new(pairs)
    };
    let title = Text::fixed(
        "各单位的统计范围：本单位和其下各单位",
        "whom a unit's return speaks for: itself and all units below",
    );
    table("unit_scope", title, &columns, Box::new(rows))
}

fn indicators<'r>(export: &'r Export<'r>) -> Table<'r> {
    let columns = [
        ("no", "顺序", Type::Whole),
        ("key", "指标", Type::Text),
        ("section", "表3-1的部分", Type::Text),
        ("number", "序号", Type::Whole),
        ("label", "名称", Type::Text),
        ("measure", "单位", Type::Text),
        ("sort", "count 个数、amount 万元、yes_no 是否", Type::Text),
        ("definition", "口径", Type::Text),
    ];
    let row = |at: usize, key: Key| {
        let found = export.context.catalog.forms.indicator(key);
        let part = found.and_then(|(_, indicator)| indicator.parts.iter().find(|part| part.key == key));
        let sort = match key.sort() {
            Sort::Count => "count",
            Sort::Amount => "amount",
            Sort::YesNo => "yes_no",
        };
        vec![
            whole(at + 1),
            text(key.name()),
            some(found.map(|(section, _)| section.name.as_str())),
            found.map_or(Cell::None, |(_, indicator)| Cell::Whole(indicator.number.into())),
            some(part.map(|part| part.name.as_str())),
            some(part.map(|part| part.unit.as_str()).filter(|unit| !unit.is_empty())),
            text(sort),
            text(&tally::indicator(key).definition.zh),
        ]
    };
    let title = Text::fixed("附件3-1的指标", "the indicators of form 3-1");
    let rows = move || -> super::table::Rows<'r> {
        Box::new(Key::ALL.iter().enumerate().map(move |(at, key)| row(at, *key)))
    };
    table("indicators", title, &columns, Box::new(rows))
}

/// Every record of a kind with its number in path order, from 1.
fn numbered<'r>(export: &'r Export<'r>, kind: Kind) -> impl Iterator<Item = (usize, AnyRecord<'r>)> {
    export.context.records.of_kind(kind).enumerate().map(|(at, record)| (at + 1, record))
}

fn row<'r>(export: &'r Export<'r>, record: AnyRecord<'r>) -> Row<'r> {
    let line = export.lines.get(&record.origin()).copied();
    Row { record, records: export.context.records, plan: export.context.plan, line }
}

fn snake(name: &str) -> String {
    name.replace('.', "_")
}

/// A table of the records of a kind: its single values.
fn records<'r>(export: &'r Export<'r>, kind: Kind) -> Table<'r> {
    let single = move || columns::of(kind).iter().filter(|column| !is_list(column));
    let seq = Column::new("seq", "按路径的顺序，自1起；其他表以此相连", Type::Whole);
    let columns = single()
        .map(|column| Column::new(snake(&column.name), column.heading(kind), single_type(&column.ty)));
    let rows = move || -> super::table::Rows<'r> {
        Box::new(numbered(export, kind).map(move |(seq, record)| {
            let row = row(export, record);
            std::iter::once(whole(seq)).chain(single().map(|column| clean(column.read(&row)))).collect()
        }))
    };
    Table {
        name: kind.folder().to_owned(),
        title: kind.name(),
        columns: std::iter::once(seq).chain(columns).collect(),
        rows: Box::new(rows),
    }
}

/// What the single values of a column are.
fn single_type(ty: &columns::Type) -> Type {
    match ty {
        columns::Type::Date => Type::Date,
        columns::Type::Bool => Type::Bool,
        columns::Type::Whole => Type::Whole,
        columns::Type::Amount => Type::Amount,
        _ => Type::Text,
    }
}

/// Text as forms and JSON show it, without hidden characters.
fn clean(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) => match printable(&text) {
            std::borrow::Cow::Borrowed(_) => Cell::Text(text),
            std::borrow::Cow::Owned(clean) => Cell::Text(clean.into()),
        },
        other => other,
    }
}

/// What the values of a list are called, one by one.
fn one_of(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.strip_suffix('s').unwrap_or(last).to_owned()
}

/// The columns of the values of a list.
fn values(column: &columns::Column) -> Vec<Column> {
    let one = one_of(&column.name);
    match &column.ty {
        columns::Type::List(ty) => vec![Column::new(one, column.title, single_type(ty))],
        columns::Type::Rows(parts) => parts
            .iter()
            .flat_map(|part| match part.ty {
                columns::Type::Figure => vec![
                    Column::new("count", "数值：个数", Type::Whole),
                    Column::new("amount", "数值：万元", Type::Amount),
                    Column::new("yes_no", "数值：是否", Type::Bool),
                ],
                // `on` is a word of SQL.
                _ if part.name == "on" => vec![Column::new(format!("{one}_on"), part.title, Type::Date)],
                _ => vec![Column::new(part.name, part.title, single_type(&part.ty))],
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The values of a list, row by row.
fn rows_of<'r>(column: &columns::Column, cell: Cell<'r>) -> Vec<Vec<Cell<'r>>> {
    match (cell, &column.ty) {
        (Cell::List(items), _) => items.into_iter().map(|item| vec![clean(item)]).collect(),
        (Cell::Rows(rows), columns::Type::Rows(parts)) => {
            let spread = |(cell, part): (Cell<'r>, &columns::Part)| match (&part.ty, cell) {
                (columns::Type::Figure, cell) => figure(cell),
                (_, cell) => vec![clean(cell)],
            };
            rows.into_iter().map(|row| row.into_iter().zip(parts).flat_map(spread).collect()).collect()
        }
        _ => Vec::new(),
    }
}

/// A figure in the column of its sort.
fn figure(value: Cell<'_>) -> Vec<Cell<'_>> {
    match value {
        Cell::Whole(_) => vec![value, Cell::None, Cell::None],
        Cell::Amount(_) => vec![Cell::None, value, Cell::None],
        Cell::Bool(_) => vec![Cell::None, Cell::None, value],
        _ => vec![Cell::None, Cell::None, Cell::None],
    }
}

/// A table of the values of a list that the records of a kind have.
fn list<'r>(export: &'r Export<'r>, kind: Kind, column: &'static columns::Column) -> Table<'r> {
    let name = Subject::Records(kind).name();
    let place = [
        Column::new("seq", format!("{} 的 seq", kind.folder()), Type::Whole),
        Column::new("id", format!("{}编号", kind.name().zh), Type::Text),
        Column::new("no", "在该列表中的顺序，自1起", Type::Whole),
    ];
    let rows = move || -> super::table::Rows<'r> {
        Box::new(numbered(export, kind).flat_map(move |(seq, record)| {
            let values = rows_of(column, column.read(&row(export, record)));
            let place = move |at| [whole(seq), text(record.id()), whole(at + 1)];
            values
                .into_iter()
                .enumerate()
                .map(move |(at, cells)| place(at).into_iter().chain(cells).collect())
        }))
    };
    let heading = column.heading(kind);
    let title = Text::made(
        format!("{}的{heading}，每项一行", kind.name().zh),
        format!("a row for each of `{}` of a record of {}", column.name, kind.folder()),
    );
    let columns = place.into_iter().chain(values(column)).collect();
    Table { name: format!("{name}_{}", snake(&column.name)), title, columns, rows: Box::new(rows) }
}

/// A table of the values of a list that records of every kind may have.
fn common_list<'r>(export: &'r Export<'r>, name: &'static str) -> Table<'r> {
    let of = move |kind| columns::of(kind).iter().find(|column| column.name == name);
    let place = [
        Column::new("kind", "类别，即记录所在的表", Type::Text),
        Column::new("seq", "该表的 seq", Type::Whole),
        Column::new("id", "记录编号", Type::Text),
        Column::new("no", "在该列表中的顺序，自1起", Type::Whole),
    ];
    let rows = move || -> super::table::Rows<'r> {
        let all = Kind::ALL.into_iter().filter_map(move |kind| Some((kind, of(kind)?)));
        Box::new(all.flat_map(move |(kind, column)| {
            numbered(export, kind).flat_map(move |(seq, record)| {
                let values = rows_of(column, column.read(&row(export, record)));
                let place = move |at| [text(kind.folder()), whole(seq), text(record.id()), whole(at + 1)];
                values
                    .into_iter()
                    .enumerate()
                    .map(move |(at, cells)| place(at).into_iter().chain(cells).collect())
            })
        }))
    };
    let title = of(Kind::Hazard).map_or("", |column| column.title);
    Table {
        name: name.to_owned(),
        title: Text::made(
            format!("各类记录的{title}，每项一行"),
            format!("a row for each of `{name}` of a record of any kind"),
        ),
        columns: place.into_iter().chain(of(Kind::Hazard).map(values).unwrap_or_default()).collect(),
        rows: Box::new(rows),
    }
}
