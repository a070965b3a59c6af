//! A git repository with a data folder in it, whose commits have an author and a day.

use super::base;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A git repository with the smallest clean data folder in it, committed by 张某某 on 2023-08-01.
pub(crate) struct Scene {
    pub(crate) folder: TempDir,
    pub(crate) data: PathBuf,
    /// What the program takes for the folder of temporary files.
    pub(crate) temporary: TempDir,
}

/// What a run came to.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) said: String,
}

impl Scene {
    /// The data folder is that part of the repository; `.` is the repository itself.
    pub(crate) fn at(part: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join(part);
        base::copy(&base::folder(), &data);
        let scene = Self { folder, data, temporary: tempfile::tempdir().unwrap() };
        scene.git(&["init", "-q", "-b", "main"]);
        scene.commit("张某某", "2023-08-01", "首次录入");
        scene
    }

    pub(crate) fn lay(&self, path: &str, text: &str) {
        let path = self.data.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.data.join(path)).unwrap();
        assert!(text.contains(from), "{path}");
        self.lay(path, &text.replace(from, to));
    }

    pub(crate) fn git(&self, words: &[&str]) -> String {
        self.git_as("t", "2023-08-01T12:00:00", words)
    }

    fn git_as(&self, author: &str, time: &str, words: &[&str]) -> String {
        let settings = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            git.env_remove(name);
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.env("GIT_AUTHOR_NAME", author).env("GIT_AUTHOR_EMAIL", "t@t").env("TZ", "UTC");
        git.env("GIT_AUTHOR_DATE", time).env("GIT_COMMITTER_DATE", time);
        let output = git.current_dir(self.folder.path()).args(settings).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Commits all there is, at noon (UTC) of a day or at a time, and gives the commit's name.
    pub(crate) fn commit(&self, author: &str, time: &str, subject: &str) -> String {
        let time = if time.contains('T') { time.to_owned() } else { format!("{time}T12:00:00") };
        self.git(&["add", "-A"]);
        self.git_as(author, &time, &["commit", "-q", "--allow-empty", "-m", subject]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, &[])
    }

    /// Runs the program; whatever it does, it leaves no temporary file.
    pub(crate) fn run_with(&self, words: &[&str], environment: &[(&str, &str)]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
        program.arg("-C").arg(&self.data).args(words).current_dir(&self.data);
        program.env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8").env("TZ", "UTC");
        for name in ["TMPDIR", "TMP", "TEMP"] {
            program.env(name, self.temporary.path());
        }
        let Output { status, stdout, stderr } = program.envs(environment.iter().copied()).output().unwrap();
        let left: Vec<_> = fs::read_dir(self.temporary.path()).unwrap().collect();
        assert!(left.is_empty(), "{words:?} left {left:?}");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: status.code(), out: text(stdout), said: text(stderr) }
    }

    /// What a run that did its work printed.
    pub(crate) fn out(&self, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.said);
        ran.out
    }

    /// What is said of a run that could not do its work.
    pub(crate) fn refused(&self, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{words:?}: {}", ran.said);
        ran.said
    }
}
