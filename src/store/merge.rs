//! Three versions of a record file become one, as `git merge` asks it of a merge driver. Records are matched by
//! their ids. A record whose lines changed on one side only is taken from there as it stands. Of one that both have
//! changed the fields are merged: the text is that of the lines merged, or of one side edited, whichever reads back
//! as the merged fields and keeps every new comment. The whole is read back before it counts; what cannot be merged
//! stands between conflict markers, and no side of it is lost.

mod comments;
mod file;
mod lines;
mod record;
mod say;
mod side;
mod value;

use crate::lang::Text;
use crate::record::Kind;
use lines::Lined;
use side::Side;

pub use say::{Conflict, Version, What};

/// How files are merged.
#[derive(Debug, Clone)]
pub struct How<'h> {
    /// The path of the file in its repository, for what is said.
    pub path: &'h str,
    /// The kind of its records, where that is known.
    pub kind: Option<Kind>,
    /// How many signs a conflict marker has.
    pub marker_size: usize,
    /// What the markers call our version and theirs.
    pub labels: (String, String),
}

/// What a merge comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The merged file; with conflicts it holds markers.
    pub bytes: Vec<u8>,
    /// What could not be merged.
    pub conflicts: Vec<Conflict>,
    /// Why it was merged by lines and not by records, if so.
    pub by_lines: Option<Text>,
}

impl Merged {
    /// Whether there are conflict markers to be taken out.
    pub fn has_markers(&self) -> bool {
        self.conflicts.iter().any(|conflict| conflict.what != What::Binary)
    }

    fn taken(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), conflicts: Vec::new(), by_lines: None }
    }
}

/// The kind of record that a path tells: the folder below a unit's, as in `data/qilin/hazards/2023/x.yaml`.
pub fn kind_of(path: &str) -> Option<Kind> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    folders.iter().skip(1).rev().find_map(|folder| Kind::of_folder(folder))
}

/// Merges what two sides have made of a file.
pub fn merge(base: &[u8], ours: &[u8], theirs: &[u8], how: &How<'_>) -> Merged {
    if ours == theirs || theirs == base {
        return Merged::taken(ours);
    }
    if ours == base {
        return Merged::taken(theirs);
    }
    let all = [base, ours, theirs];
    if all.iter().any(|bytes| bytes.contains(&0)) {
        let binary = Conflict::of_file(What::Binary);
        return Merged { conflicts: vec![binary], ..Merged::taken(ours) };
    }
    let [Ok(old), Ok(mine), Ok(other)] = all.map(std::str::from_utf8) else {
        // A character for a byte: whatever the encoding, no byte is lost.
        let [old, mine, other] =
            all.map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect::<String>());
        let label = |label: &str| label.bytes().map(char::from).collect();
        let how = How { labels: (label(&how.labels.0), label(&how.labels.1)), ..how.clone() };
        let why = unreadable(all, |bytes| {
            std::str::from_utf8(bytes).err().map(|_| Text::fixed("不是 UTF-8 编码", "is not UTF-8"))
        });
        let (text, conflicts, by_lines) = by_lines([&old, &mine, &other], why.unwrap_or_default(), &how);
        let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        return Merged { bytes, conflicts, by_lines };
    };
    let layouts = [old, mine, other].map(Layout::of);
    let [old, mine, other] = [old, mine, other].map(plain);
    let layout = Layout::merge(layouts, old.is_empty());
    let (text, conflicts, by_lines) = if mine == other || other == old {
        (mine, Vec::new(), None)
    } else if mine == old {
        (other, Vec::new(), None)
    } else {
        merge_texts([&old, &mine, &other], how)
    };
    Merged { bytes: layout.laid(text).into_bytes(), conflicts, by_lines }
}

type Outcome = (String, Vec<Conflict>, Option<Text>);

fn merge_texts(texts: [&str; 3], how: &How<'_>) -> Outcome {
    let sides = texts.map(|text| Side::read(text, how.kind));
    if let [Ok(base), Ok(ours), Ok(theirs)] = &sides {
        match file::merge([base, ours, theirs], how) {
            Ok(merged) => return merged,
            Err(why) => return by_lines(texts, why, how),
        }
    }
    let why = unreadable(sides.iter().map(|side| side.as_ref().err()), |why| why.cloned());
    by_lines(texts, why.unwrap_or_default(), how)
}

/// Which version cannot be merged by its records, and why.
fn unreadable<T>(versions: impl IntoIterator<Item = T>, why: impl Fn(T) -> Option<Text>) -> Option<Text> {
    let named = Version::ALL.into_iter().zip(versions);
    named.into_iter().find_map(|(version, text)| Some(say::of_version(version, &why(text)?)))
}

/// Merges files by their lines, as git would; but no id that both sides have added passes.
fn by_lines(texts: [&str; 3], why: Text, how: &How<'_>) -> Outcome {
    let [base, ours, theirs] = texts;
    let whole = |what| (lines::marked(ours, theirs, how), vec![Conflict::of_file(what)], Some(why.clone()));
    if let Some(id) = lines::both_added(base, ours, theirs) {
        return whole(What::BothAdded { id: id.to_owned() });
    }
    match lines::merge(base, ours, theirs, how) {
        Lined::Clean(text) => match lines::doubled(&text, ours, theirs).map(str::to_owned) {
            Some(id) => whole(What::BothAdded { id }),
            None => (text, Vec::new(), Some(why)),
        },
        Lined::Marked(text) => (text, vec![Conflict::of_file(What::Lines)], Some(why)),
        Lined::TooMuch => whole(What::Lines),
    }
}

/// What of a file is neither text nor comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layout {
    /// Whether it begins with a byte-order mark.
    marked: bool,
    /// Whether its lines end with CR LF.
    crlf: bool,
    /// Whether its last line has no end.
    open: bool,
}

impl Layout {
    fn of(text: &str) -> Self {
        let windows = text.matches("\r\n").count();
        Self {
            marked: text.starts_with('\u{feff}'),
            crlf: windows * 2 > text.matches('\n').count(),
            open: !text.is_empty() && !text.ends_with('\n'),
        }
    }

    /// What one side has changed, else as it is in ours.
    fn merge([base, ours, theirs]: [Self; 3], is_new: bool) -> Self {
        let pick = |base: bool, ours: bool, theirs: bool| if !is_new && ours == base { theirs } else { ours };
        Self {
            marked: pick(base.marked, ours.marked, theirs.marked),
            crlf: pick(base.crlf, ours.crlf, theirs.crlf),
            open: pick(base.open, ours.open, theirs.open),
        }
    }

    fn laid(self, mut text: String) -> String {
        if self.open && text.ends_with('\n') {
            text.pop();
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.marked {
            text.insert(0, '\u{feff}');
        }
        text
    }
}

/// A text without its mark, with LF at the end of every line.
fn plain(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut text = text.replace("\r\n", "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
