//! Where a new repository is to stand: no repository yet, none around it, and nothing in the way.

use super::super::problem::Problem;
use crate::lang::{Lang, Text, list};
use crate::settings;
use crate::store::save::{self, SaveError};
use crate::store::{self, twins};
use crate::text::visible_whole;
use std::path::{Path, PathBuf};

/// The most files that are named.
const NAMED: usize = 10;

/// The most bytes that a file of a new repository has.
const LIMIT: u64 = 1 << 20;

fn shown(path: &Path) -> String {
    visible_whole(&path.display().to_string())
}

/// Sees that a new repository may stand in a folder, which need not be there yet: it is none already, unless
/// it may be written over, and lies in none.
pub(super) fn look_at(folder: &Path, over: bool) -> Result<(), Problem> {
    let whole = std::path::absolute(folder).map_err(|error| Problem::of_io(folder, &error))?;
    let Some(there) = whole.ancestors().find(|path| path.symlink_metadata().is_ok()) else {
        return Ok(());
    };
    // A path is told as it was given, as far as that goes.
    let as_given = |path: &Path| {
        let mut given = folder.ancestors().filter(|given| !given.as_os_str().is_empty());
        let is_it = |given: &&Path| {
            std::path::absolute(given)
                .is_ok_and(|given| given == path || given.canonicalize().is_ok_and(|given| given == path))
        };
        shown(given.find(is_it).unwrap_or(path))
    };
    if !there.is_dir() {
        let there = as_given(there);
        return Err(Problem::new(Text::made(
            format!("{there} 不是文件夹，不能在那里新建数据文件夹"),
            format!("{there} is no folder; no data folder can be made there"),
        )));
    }
    let real = there.canonicalize().map_err(|error| Problem::of_io(there, &error))?;
    let is_there = there == whole;
    if is_there && !over && real.join(settings::FILE).symlink_metadata().is_ok() {
        let folder = shown(folder);
        return Err(Problem::new(Text::made(
            format!(
                "{folder} 已是数据文件夹（有 hazards.toml），没有改动；填报人、方案、豁免直接在 hazards.toml 中修改"
            ),
            format!(
                "{folder} is a data folder already (hazards.toml is there) and stays as it is; change filler, plan and waivers in hazards.toml"
            ),
        )));
    }
    let above = if is_there { real.parent() } else { Some(real.as_path()) };
    match above.and_then(store::find_root) {
        None => Ok(()),
        Some(root) => {
            let (folder, root) = (shown(folder), as_given(&root));
            Err(Problem::new(Text::made(
                format!(
                    "{folder} 在数据文件夹 {root} 之内；数据文件夹之内不能再建一个：请换一个位置，或直接在 {root} 中登记"
                ),
                format!(
                    "{folder} lies in the data folder {root}, and no data folder can be made inside another: choose another place, or enter the records in {root}"
                ),
            )))
        }
    }
}

/// Of the files those that are not there as they should be, with their paths. What an earlier try has left
/// behind is there already.
pub(super) fn missing<'f>(
    folder: &Path,
    files: &'f [(String, String)],
    over: bool,
) -> Result<Vec<(PathBuf, &'f str)>, Problem> {
    let is_there = |path: &Path, text: &str| {
        let seen = path.symlink_metadata();
        seen.is_ok_and(|seen| seen.is_file() && seen.len() == text.len() as u64)
            && store::read_bytes(path, LIMIT).is_ok_and(|bytes| bytes == text.as_bytes())
    };
    let mut missing = Vec::new();
    let mut in_the_way = Vec::new();
    for (path, text) in files {
        let full = folder.join(path);
        // A folder on the way that is a link would lead elsewhere.
        for above in Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
            let above = folder.join(above);
            save::may_hold(&above).map_err(|error| Problem::new(error.message(&above)))?;
        }
        match save::may_save(&full, over) {
            Ok(()) if over && is_there(&full, text) => {}
            Ok(()) => missing.push((full, text.as_str())),
            Err(SaveError::Exists) if is_there(&full, text) => {}
            Err(SaveError::Exists) => in_the_way.push(path.as_str()),
            Err(error) => return Err(Problem::new(error.message(&full))),
        }
    }
    if let Some((path, there)) = twins::of(folder, files.iter().map(|(path, _)| path.as_str())) {
        let (path, there) = (visible_whole(path), visible_whole(&there));
        return Err(Problem::new(Text::made(
            format!("不能写 {path}：已有 {there}，在有的系统上是同一个名字；请先改名"),
            format!(
                "{path} cannot be written: {there} is there, to some systems the same name; rename it first"
            ),
        )));
    }
    match in_the_way.as_slice() {
        [] => Ok(missing),
        [one] => Err(Problem::new(SaveError::Exists.message(&folder.join(one)))),
        several => {
            let count = several.len();
            let named: Vec<String> = several.iter().take(NAMED).map(|path| visible_whole(path)).collect();
            let more = if count > NAMED { "……" } else { "" };
            let folder = shown(folder);
            Err(Problem::new(Text::made(
                format!(
                    "{folder} 中已有 {count} 个要写的文件：{}{more}；请先移走，要覆盖请加 --force",
                    list(&named, Lang::Zh)
                ),
                format!(
                    "{folder} has {count} of the files already: {}{more}; move them away, or use --force to write over them",
                    list(&named, Lang::En)
                ),
            )))
        }
    }
}

/// Whether git keeps the folder already, or one above.
pub(super) fn is_in_git(folder: &Path) -> bool {
    let whole = folder.canonicalize().unwrap_or_default();
    whole.ancestors().any(|folder| folder.join(".git").symlink_metadata().is_ok())
}
