//! A filing: what was sent up, with its figures and what was behind them.

use super::fields::Fields;
use super::reader::Reader;
use super::values::Value;
use crate::figure;
use crate::record::filing::Seal;
use crate::record::term::Document;
use crate::record::{Filing, Month};
use std::collections::BTreeMap;

/// What only a 调度表 says.
#[derive(Default)]
struct OfReturn {
    month: Option<Month>,
    figures: Option<BTreeMap<figure::Key, figure::Value>>,
    rows: Option<u32>,
    with_errors: Option<String>,
    sealed: Option<Box<Seal>>,
}

pub(super) fn filing(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Filing> {
    let id = fields.required("id", Value::id);
    let document = fields.required("document", Value::word::<Document>);
    let filed_on = fields.required("filed_on", Value::date);
    let corrects = fields.optional("corrects", Value::id);
    let reason = fields.optional("reason", Value::text);
    let of_return = match document {
        Some(Document::Return) => of_return(fields),
        Some(_) => OfReturn::default(),
        None => {
            // Whether they belong to it cannot be told: none of them is reported.
            for key in ["month", "figures", "rows", "with_errors", "sealed"] {
                fields.optional(key, |_, _| Some(()));
            }
            OfReturn::default()
        }
    };
    let OfReturn { month, figures, rows, with_errors, sealed } = of_return;
    let (id, document, filed_on) = (id?, document?, filed_on?);
    Some(Filing { id, document, filed_on, month, figures, rows, corrects, reason, with_errors, sealed })
}

fn of_return(fields: &mut Fields<'_, '_, '_, '_>) -> OfReturn {
    let reader = fields.reader;
    OfReturn {
        month: fields.required("month", Value::month),
        figures: reader.untouched(|| fields.optional_mapping("figures", |fields| Some(figures(fields)))),
        rows: reader.untouched(|| fields.optional("rows", |value, reader| value.whole(reader, 0))),
        with_errors: fields.optional("with_errors", Value::text),
        sealed: reader.untouched(|| fields.optional_mapping("sealed", seal)),
    }
}

fn figures(fields: &mut Fields<'_, '_, '_, '_>) -> BTreeMap<figure::Key, figure::Value> {
    use figure::{Key, Sort, Value as Figure};
    let read = |key: Key, fields: &mut Fields<'_, '_, '_, '_>| match key.sort() {
        Sort::Count => fields
            .optional(key.name(), |value, reader| value.whole(reader, 0))
            .map(|count| Figure::Count(count.into())),
        Sort::Amount => fields.optional(key.name(), Value::amount).map(Figure::Amount),
        Sort::YesNo => fields.optional(key.name(), Value::boolean).map(Figure::YesNo),
    };
    Key::ALL.iter().filter_map(|key| Some((*key, read(*key, fields)?))).collect()
}

fn seal(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Box<Seal>> {
    let made_by = fields.required("made_by", Value::text);
    let from = fields.required("from", Value::date);
    let cutoff = fields.required("cutoff", Value::date);
    let ids = |value: Value<'_, '_>, reader: &Reader<'_>| value.list(reader, Value::id);
    let units = fields.required("units", ids);
    let by_filings = fields.optional("by_filings", ids).unwrap_or_default();
    let left_out = fields.optional("left_out", |value, reader| value.whole(reader, 0)).unwrap_or(0);
    let count = fields.required("count", |value, reader| value.whole(reader, 0));
    let fingerprint = fields.required("fingerprint", Value::text);
    let records = fields.optional("records", |value, reader| value.list(reader, Value::text));
    Some(Box::new(Seal {
        made_by: made_by?,
        from: from?,
        cutoff: cutoff?,
        units: units?.iter().map(ToString::to_string).collect(),
        by_filings: by_filings.iter().map(ToString::to_string).collect(),
        left_out,
        count: count?,
        fingerprint: fingerprint?,
        records: records.unwrap_or_default(),
    }))
}
