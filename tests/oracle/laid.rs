//! Records laid out in files: in path order, each with its place.

use hazards::plan::UnitIndex;
use hazards::record::{Entry, FileIndex, Id, Kind, Origin, Stub};
use hazards::store::records::{File, Unlisted};
use std::collections::BTreeSet;

/// A record, its unit, and its path from the folder of its kind.
pub(crate) struct Loose<T> {
    pub(crate) unit: UnitIndex,
    pub(crate) folder: &'static str,
    pub(crate) file: &'static str,
    pub(crate) record: T,
}

fn path<T>(kind: Kind, loose: &Loose<T>) -> String {
    format!("{}/{}/{}", loose.folder, kind.folder(), loose.file)
}

/// Adds the files of records of a kind.
pub(crate) fn paths<T>(files: &mut BTreeSet<(String, UnitIndex, Kind)>, kind: Kind, loose: &[Loose<T>]) {
    files.extend(loose.iter().map(|record| (path(kind, record), record.unit, kind)));
}

/// The files as a repository lists them.
pub(crate) fn listed(files: BTreeSet<(String, UnitIndex, Kind)>) -> Vec<File> {
    let file = |(path, unit, kind)| File {
        path,
        unit: Some(unit),
        kind: Some(kind),
        met: 0,
        unread: 0,
        unlisted: Unlisted::default(),
    };
    files.into_iter().map(file).collect()
}

/// Records in path order, each with its place.
pub(crate) fn laid<T>(files: &[File], kind: Kind, loose: Vec<Loose<T>>) -> Vec<Entry<T>> {
    let place = |record: &Loose<T>| files.iter().position(|file| file.path == path(kind, record)).unwrap();
    let mut placed: Vec<(usize, Loose<T>)> =
        loose.into_iter().map(|record| (place(&record), record)).collect();
    placed.sort_by_key(|(file, _)| *file);
    let mut entries: Vec<Entry<T>> = Vec::new();
    for (file, record) in placed {
        let file = FileIndex(u32::try_from(file).unwrap());
        let nth =
            entries.last().filter(|last| last.origin.file == file).map_or(0, |last| last.origin.nth + 1);
        entries.push(Entry {
            origin: Origin { file, nth, unit: record.unit },
            extras: None,
            record: record.record,
        });
    }
    entries
}

/// A record of which nothing could be read but its id.
pub(crate) fn stub(unreadable: Entry<Id>) -> Stub {
    Stub {
        kind: Kind::Enterprise,
        origin: unreadable.origin,
        id: Some(unreadable.record.to_string()),
        enterprise: None,
        hazard: None,
        document: None,
        month: None,
        glimpsed: false,
    }
}
