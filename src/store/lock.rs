//! One writer at a time: a lock that the system holds on a hidden file of the root, from the reading to the
//! writing. It goes with the program, however that ends; the empty file stays.
#![expect(clippy::disallowed_methods, reason = "the lock is a file")]

use super::refusal;
use super::save::SaveError;
use crate::lang::Text;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

/// The file that is locked.
pub const LOCK_FILE: &str = ".hazards.lock";

/// How often it is tried anew.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a writer waits before it says so.
const SILENCE: Duration = Duration::from_millis(500);

/// The right to write into a repository, given back when it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// None where the system knows no locks, or lets us make none.
    _file: Option<File>,
}

/// Waits until no other command writes into the repository at `root`, at most so long; `waiting` is called
/// once if it takes a while. Where locks are not to be had this one is none: what has changed since it was
/// read is not written over all the same.
///
/// # Errors
/// Why there is no lock: another command is still writing, or the file is none that can be locked.
pub fn lock(root: &Path, most: Duration, waiting: impl FnOnce()) -> Result<Lock, Text> {
    let path = root.join(LOCK_FILE);
    if fs::symlink_metadata(&path).is_ok_and(|seen| !seen.is_file()) {
        return Err(SaveError::NotAFile.message(&path));
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    let file = match options.open(&path) {
        Ok(file) => file,
        Err(error) if is_denied(error.kind()) => return Ok(Lock { _file: None }),
        Err(error) => {
            let why = refusal(&error);
            return Err(Text::made(
                format!("无法锁定数据文件夹（{LOCK_FILE}）：{}", why.zh),
                format!("cannot lock the data folder ({LOCK_FILE}): {}", why.en),
            ));
        }
    };
    let begun = Instant::now();
    let mut waiting = Some(waiting);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: Some(file) }),
            Err(TryLockError::Error(_)) => return Ok(Lock { _file: None }),
            Err(TryLockError::WouldBlock) => {}
        }
        let waited = begun.elapsed();
        if waited >= most {
            return Err(busy(most));
        }
        if waited >= SILENCE
            && let Some(say) = waiting.take()
        {
            say();
        }
        std::thread::sleep(PAUSE);
    }
}

/// Whether a folder is one in which we may make no file; then the writing itself will say so, if it fails.
fn is_denied(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::Unsupported)
}

fn busy(most: Duration) -> Text {
    let seconds = most.as_secs();
    Text::made(
        format!("另一个 hazards 命令正在写入，等了 {seconds} 秒仍未结束；什么也没有写，请稍后再运行"),
        format!(
            "another hazards command is writing and has not ended in {seconds} seconds; nothing was written, run this one again later"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock(folder.path(), Duration::ZERO, || ()).unwrap();
        let mut said = false;
        assert!(lock(folder.path(), Duration::from_secs(1), || said = true).is_err());
        assert!(said);
        drop(held);
        assert!(lock(folder.path(), Duration::ZERO, || ()).is_ok());
        assert_eq!(fs::read(folder.path().join(LOCK_FILE)).unwrap(), b"");
    }

    #[cfg(unix)]
    #[test]
    fn never_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join(LOCK_FILE)).unwrap();
        assert!(lock(folder.path(), Duration::ZERO, || ()).is_err());
        assert!(!folder.path().join("elsewhere").exists());
    }
}
