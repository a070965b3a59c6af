//! Folders and files as the system shows them: opened once, relative to the folder above, following
//! no link and waiting for nothing; only regular files are read.

use std::ffi::{OsStr, OsString};
use std::io;

#[cfg(not(unix))]
pub(super) use portable::Folder;
#[cfg(unix)]
pub(super) use unix::Folder;

/// What was read.
#[derive(Debug)]
pub(super) enum Content {
    /// The bytes.
    Bytes(Vec<u8>),
    /// More bytes than allowed; not read.
    TooLarge,
    /// A link, folder, FIFO, socket or device.
    NotAFile,
    /// A path that leaves the folder.
    Outside,
}

/// An entry of a folder.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: OsString,
    /// What it is.
    pub(super) kind: Seen,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    File,
    Folder,
    Link,
    Other,
}

/// The parts of a path inside a folder; `None` where it leaves it. `.` and `..` are resolved by name.
pub(super) fn parts_inside<'p>(base: &'p str, path: &'p str) -> Option<Vec<&'p str>> {
    if path.starts_with(['/', '\\']) || path.get(1..2) == Some(":") {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts)
}

impl Folder {
    /// Reads a file by a path relative to this folder that stays inside it and passes no link.
    pub(super) fn read_path(&self, path: &str, limit: u64) -> io::Result<Content> {
        let Some(parts) = parts_inside("", path) else {
            return Ok(Content::Outside);
        };
        let Some((name, folders)) = parts.split_last() else {
            return Ok(Content::NotAFile);
        };
        let mut folder = self.clone();
        for part in folders {
            folder = match folder.look(OsStr::new(part))? {
                Seen::Folder => folder.folder(OsStr::new(part))?,
                _ => return Ok(Content::NotAFile),
            };
        }
        folder.read(OsStr::new(name), limit)
    }

    /// What stands at a path inside this folder, given by its parts; passing a link is `Link`.
    pub(super) fn look_path(&self, parts: &[&str]) -> io::Result<Seen> {
        let Some((name, folders)) = parts.split_last() else {
            return Ok(Seen::Folder);
        };
        let mut folder = self.clone();
        for part in folders {
            match folder.look(OsStr::new(part))? {
                Seen::Folder => folder = folder.folder(OsStr::new(part))?,
                other => return Ok(if other == Seen::Link { Seen::Link } else { Seen::Other }),
            }
        }
        folder.look(OsStr::new(name))
    }
}

#[cfg(unix)]
mod unix {
    use super::{Content, Listed, Seen};
    use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, fstat, openat, statat};
    use rustix::io::{Errno, read};
    use std::ffi::{OsStr, OsString};
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;
    use std::sync::Arc;

    /// An open folder.
    #[derive(Debug, Clone)]
    pub(in crate::store) struct Folder(Arc<OwnedFd>);

    const QUIET: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOCTTY).union(OFlags::NONBLOCK);

    fn seen(file_type: FileType) -> Seen {
        match file_type {
            FileType::RegularFile => Seen::File,
            FileType::Directory => Seen::Folder,
            FileType::Symlink => Seen::Link,
            _ => Seen::Other,
        }
    }

    impl Folder {
        /// Opens the root; it alone may be reached through links.
        pub(in crate::store) fn open(path: &Path) -> io::Result<Self> {
            let descriptor = rustix::fs::open(path, QUIET | OFlags::DIRECTORY, Mode::empty())?;
            Ok(Self(Arc::new(descriptor)))
        }

        /// Opens a folder below this one.
        pub(in crate::store) fn folder(&self, name: &OsStr) -> io::Result<Self> {
            let descriptor =
                openat(&*self.0, name, QUIET | OFlags::DIRECTORY | OFlags::NOFOLLOW, Mode::empty())?;
            Ok(Self(Arc::new(descriptor)))
        }

        /// The entries but `.` and `..`.
        pub(in crate::store) fn list(&self) -> io::Result<Vec<Listed>> {
            let mut listed = Vec::new();
            for entry in Dir::read_from(&*self.0)? {
                let entry = entry?;
                let name = entry.file_name().to_bytes();
                if name == b"." || name == b".." {
                    continue;
                }
                let name = OsString::from(OsStr::from_bytes(name));
                let kind = match entry.file_type() {
                    FileType::Unknown => self.look(&name)?,
                    file_type => seen(file_type),
                };
                listed.push(Listed { name, kind });
            }
            Ok(listed)
        }

        /// What an entry is; a link is a link.
        pub(in crate::store) fn look(&self, name: &OsStr) -> io::Result<Seen> {
            let stat = statat(&*self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(seen(FileType::from_raw_mode(stat.st_mode)))
        }

        /// Whether an entry, links followed, is a regular file. Nothing is opened.
        pub(in crate::store) fn leads_to_file(&self, name: &OsStr) -> bool {
            statat(&*self.0, name, AtFlags::empty())
                .is_ok_and(|stat| seen(FileType::from_raw_mode(stat.st_mode)) == Seen::File)
        }

        /// Reads a regular file of at most `limit` bytes.
        pub(in crate::store) fn read(&self, name: &OsStr, limit: u64) -> io::Result<Content> {
            let file = match openat(&*self.0, name, QUIET | OFlags::NOFOLLOW, Mode::empty()) {
                Ok(file) => file,
                // A link (LOOP, on some systems MLINK) and a socket (NXIO) cannot be opened so.
                Err(Errno::LOOP | Errno::MLINK | Errno::NXIO) => return Ok(Content::NotAFile),
                Err(error) => return Err(error.into()),
            };
            let stat = fstat(&file)?;
            if seen(FileType::from_raw_mode(stat.st_mode)) != Seen::File {
                return Ok(Content::NotAFile);
            }
            let size = u64::try_from(stat.st_size).unwrap_or(u64::MAX);
            if size > limit {
                return Ok(Content::TooLarge);
            }
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
            loop {
                let room = bytes.capacity();
                match read(&file, rustix::buffer::spare_capacity(&mut bytes)) {
                    // A short read of a regular file is its end.
                    Ok(count) if count == 0 || bytes.len() < room => break,
                    Ok(_) if bytes.len() as u64 > limit => return Ok(Content::TooLarge),
                    Ok(_) => bytes.reserve(1 << 16),
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(Content::Bytes(bytes))
        }
    }
}

#[cfg(not(unix))]
mod portable {
    use super::{Content, Listed, Seen};
    use std::ffi::OsStr;
    use std::fs::{self, File, FileType};
    use std::io::{self, Read};
    use std::path::{Path, PathBuf};

    /// A folder by its path.
    #[derive(Debug, Clone)]
    pub(in crate::store) struct Folder(PathBuf);

    fn seen(file_type: FileType) -> Seen {
        if file_type.is_symlink() {
            Seen::Link
        } else if file_type.is_dir() {
            Seen::Folder
        } else if file_type.is_file() {
            Seen::File
        } else {
            Seen::Other
        }
    }

    impl Folder {
        /// Opens the root; it alone may be reached through links.
        pub(in crate::store) fn open(path: &Path) -> io::Result<Self> {
            fs::read_dir(path)?;
            Ok(Self(path.to_owned()))
        }

        /// A folder below this one.
        pub(in crate::store) fn folder(&self, name: &OsStr) -> io::Result<Self> {
            match self.look(name)? {
                Seen::Folder => Ok(Self(self.0.join(name))),
                _ => Err(io::ErrorKind::NotADirectory.into()),
            }
        }

        /// The entries.
        pub(in crate::store) fn list(&self) -> io::Result<Vec<Listed>> {
            let entries = fs::read_dir(&self.0)?;
            entries
                .map(|entry| {
                    let entry = entry?;
                    Ok(Listed { name: entry.file_name(), kind: seen(entry.file_type()?) })
                })
                .collect()
        }

        /// What an entry is; a link is a link.
        pub(in crate::store) fn look(&self, name: &OsStr) -> io::Result<Seen> {
            Ok(seen(fs::symlink_metadata(self.0.join(name))?.file_type()))
        }

        /// Whether an entry, links followed, is a regular file.
        pub(in crate::store) fn leads_to_file(&self, name: &OsStr) -> bool {
            self.0.join(name).is_file()
        }

        /// Reads a regular file of at most `limit` bytes.
        pub(in crate::store) fn read(&self, name: &OsStr, limit: u64) -> io::Result<Content> {
            if self.look(name)? != Seen::File {
                return Ok(Content::NotAFile);
            }
            let file = File::open(self.0.join(name))?;
            if file.metadata()?.len() > limit {
                return Ok(Content::TooLarge);
            }
            let mut bytes = Vec::new();
            file.take(limit + 1).read_to_end(&mut bytes)?;
            Ok(if bytes.len() as u64 > limit { Content::TooLarge } else { Content::Bytes(bytes) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts_inside;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(parts_inside("jia/hazards", "../照片/a.jpg"), Some(vec!["jia", "照片", "a.jpg"]));
        for outside in ["../../../x", "/etc/passwd", "C:/x", "\\\\host\\x", "a/../../../../x"] {
            assert_eq!(parts_inside("jia/hazards", outside), None, "{outside}");
        }
    }
}
