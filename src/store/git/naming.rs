//! Which commit is meant: by what git calls it, or by a day; and what to say of it.

use super::process::{failed, git, run};
use super::{Commit, GitError, is_object};
use crate::lang::Text;
use crate::record::date;
use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeZone};
use encoding_rs::{Encoding, UTF_8};
use std::io::Read;
use std::path::Path;

/// The most bytes of a commit's own text that are read.
const MOST_TEXT: u64 = 1 << 20;
/// How many characters of a commit's name are shown.
const SHORT: usize = 10;

/// What there is to say of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its full name.
    pub commit: String,
    /// The day on which it was made, in the zone of the machine.
    pub date: NaiveDate,
    /// The name of who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

impl About {
    /// The beginning of its name: as many characters for every commit.
    pub fn short(&self) -> &str {
        self.commit.get(..SHORT).unwrap_or(&self.commit)
    }
}

impl Commit {
    /// The beginning of its name: as many characters for every commit.
    pub fn short(&self) -> &str {
        self.hash.get(..SHORT).unwrap_or(&self.hash)
    }

    /// The commit that a word names: what git calls so, or for a day the last commit of HEAD's own line (that of
    /// the first parents) up to the end of that day in the zone of the machine.
    ///
    /// # Errors
    /// As [`Commit::find`]; there is none so early.
    pub fn named(root: &Path, word: &str) -> Result<Self, GitError> {
        match date::parse(word) {
            Some(day) => Self::at_day(root, day),
            None => Self::find(root, word),
        }
    }

    fn at_day(root: &Path, day: NaiveDate) -> Result<Self, GitError> {
        let head = Self::find(root, "HEAD")?;
        let age = format!("--min-age={}", last_second(day));
        let found = head.first_of(&["-1", &age])?;
        if let Some(hash) = found {
            return Ok(Self { hash, ..head });
        }
        let first = head.first_of(&["--max-parents=0"])?.map(|hash| Self { hash, root: head.root.clone() });
        let first = first.map(|first| first.about()).transpose()?;
        let near = first.map_or_else(Default::default, |first| {
            (format!("，最早的提交在 `{}`", first.date), format!("; the first commit is of `{}`", first.date))
        });
        let hint = missing(root);
        Err(Text::made(
            format!("{day} 及以前没有提交{}{}", near.0, hint.0),
            format!("there is no commit up to {day}{}{}", near.1, hint.1),
        ))
    }

    /// The first commit that `rev-list` gives of this one's own line.
    fn first_of(&self, words: &[&str]) -> Result<Option<String>, GitError> {
        let output = run(git(&self.root).args(["rev-list", "--first-parent"]).args(words).arg(&self.hash))?;
        if !output.status.success() {
            return Err(failed(&String::from_utf8_lossy(&output.stderr)));
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(said.lines().next().map(str::trim).filter(|hash| is_object(hash)).map(str::to_owned))
    }

    /// What there is to say of it.
    ///
    /// # Errors
    /// Git cannot read it.
    pub fn about(&self) -> Result<About, GitError> {
        let told = self.about_all(std::slice::from_ref(&self.hash))?;
        told.into_iter().next().ok_or_else(|| failed("no such commit"))
    }

    /// What there is to say of commits of the same repository, by their full names, in order.
    pub(super) fn about_all(&self, hashes: &[String]) -> Result<Vec<About>, GitError> {
        let mut all = Vec::with_capacity(hashes.len());
        let mut left = hashes.iter();
        let objects: Vec<&str> = hashes.iter().map(String::as_str).collect();
        self.read_objects(&objects, |_, content| {
            let mut bytes = Vec::new();
            content.take(MOST_TEXT).read_to_end(&mut bytes)?;
            all.extend(left.next().map(|hash| told(hash, &bytes)));
            Ok(())
        })?;
        Ok(all)
    }
}

/// The last second of a day in the zone of the machine.
fn last_second(day: NaiveDate) -> i64 {
    let next = day.succ_opt().unwrap_or(day);
    // Where the clock is put forward at midnight, the day begins an hour later.
    let hours = [0, 1, 2].into_iter().filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    let starts = hours.filter_map(|time| Local.from_local_datetime(&next.and_time(time)).earliest());
    let start = starts.map(|start| start.timestamp()).next();
    start.unwrap_or_else(|| next.and_time(NaiveTime::MIN).and_utc().timestamp()) - 1
}

/// Reads a commit as git keeps it: lines of key and value, an empty line, the message.
fn told(hash: &str, bytes: &[u8]) -> About {
    let head_end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let (head, message) = bytes.split_at(head_end);
    let value = |key: &[u8]| {
        let mut lines = head.split(|byte| *byte == b'\n');
        lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(b" "))
    };
    let encoding = value(b"encoding").and_then(Encoding::for_label).unwrap_or(UTF_8);
    let read = |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.trim().to_owned();
    let person = |key: &[u8]| read(value(key).unwrap_or_default());
    let author = person(b"author");
    // `Name <address> seconds zone`
    let seconds = person(b"committer").rsplit(' ').nth(1).and_then(|word| word.parse::<i64>().ok());
    let time = DateTime::from_timestamp(seconds.unwrap_or_default(), 0).unwrap_or_default();
    let mut lines = message.split(|byte| *byte == b'\n').map(read);
    About {
        commit: hash.to_owned(),
        date: time.with_timezone(&Local).date_naive(),
        author: author.split_once(" <").map_or(author.as_str(), |(name, _)| name).to_owned(),
        subject: lines.find(|line| !line.is_empty()).unwrap_or_default(),
    }
}

/// What to add where a commit is not there that may be in the repository from which this one was cloned.
pub(super) fn missing(root: &Path) -> (&'static str, &'static str) {
    if is_shallow(root) {
        (
            "；这是浅克隆，可能还没有取回该提交（git fetch --unshallow；actions/checkout 用 fetch-depth: 0）",
            "; this is a shallow clone that may lack it (git fetch --unshallow; fetch-depth: 0 of actions/checkout)",
        )
    } else {
        ("", "")
    }
}

/// Whether older commits have not been fetched.
pub(super) fn is_shallow(root: &Path) -> bool {
    let shallow = run(git(root).args(["rev-parse", "--is-shallow-repository"]));
    shallow.is_ok_and(|output| output.stdout.starts_with(b"true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_says_who_when_and_what() {
        let text = "tree 1\nauthor 张某某 <z@example.org> 1 +0800\ncommitter x <x> 1692850000 +0800\n\n\n 补录 \n\nmore\n";
        let about = told("0123456789abcdef", text.as_bytes());
        assert_eq!(
            (about.author.as_str(), about.subject.as_str(), about.short()),
            ("张某某", "补录", "0123456789")
        );
        assert!(about.date.to_string().starts_with("2023-08-24"));
        let gbk = b"author \xd5\xc5 <z> 1 +0800\ncommitter x <x> 1 +0\nencoding GBK\n\n\xd5\xc5\n";
        assert_eq!(told("", gbk).subject, "张");
        assert_eq!(told("x", b"").subject, "");
    }
}
