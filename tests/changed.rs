//! `check --changed-since REV` in real git repositories: what is shown is what the change is answerable for.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test of the program from outside"
)]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the program opens the repository here")]
mod base;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A git repository with the smallest clean data folder in it, committed.
struct Scene {
    folder: TempDir,
    data: PathBuf,
}

const HAZARD: &str = "\
id: jia-h9
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-07-03
reported_on: 2023-07-03
rectification:
  responsible: 张某某
  due_on: 2023-08-03
";

fn activity(id: &str, date: &str) -> String {
    format!("id: {id}\nkind: 专题学习\ndate: {date}\n")
}

impl Scene {
    /// The data folder is that part of the repository; `.` is the repository itself.
    fn at(part: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join(part);
        base::copy(&base::folder(), &data);
        let scene = Self { folder, data };
        scene.git(&["init", "-q", "-b", "main"]);
        for (path, bytes) in files {
            scene.lay(path, bytes);
        }
        scene.commit();
        scene
    }

    fn new(files: &[(&str, &[u8])]) -> Self {
        Self::at(".", files)
    }

    fn lay(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.data.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.data.join(path)).unwrap();
        assert!(text.contains(from), "{path}");
        self.lay(path, text.replace(from, to));
    }

    fn git(&self, words: &[&str]) -> String {
        let settings = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            git.env_remove(name);
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.current_dir(self.folder.path()).args(settings).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "next"]);
    }

    fn run(&self, words: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
        program.arg("-C").arg(&self.data).args(["check", "--as-of", "2023-12-31", "--format", "short"]);
        program.args(words).env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8").envs(environment.iter().copied());
        program.output().unwrap()
    }

    /// Path and code of what is shown since a revision.
    fn since(&self, revision: &str) -> Vec<String> {
        let output = self.run(&["--changed-since", revision], &[]);
        let text = String::from_utf8(output.stdout).unwrap();
        let status = output.status.code();
        assert!(matches!(status, Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
        let found = |line: &str| {
            let (place, rest) = line.split_once(": ").unwrap();
            let code = rest.split_once('[').unwrap().1.split_once(']').unwrap().0;
            format!("{} {code}", place.split(':').next().unwrap())
        };
        text.lines().map(found).collect()
    }

    /// Checks that the program could not work, and gives what it said.
    fn refused(&self, revision: &str) -> String {
        let output = self.run(&[&format!("--changed-since={revision}")], &[]);
        assert_eq!(output.status.code(), Some(2), "{revision}");
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    }

    /// All files of the working tree with their content, and the index.
    fn state(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn add(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    add(&path, all);
                } else if let Ok(bytes) = fs::read(&path) {
                    all.push((path, bytes));
                }
            }
        }
        let mut all = Vec::new();
        add(self.folder.path(), &mut all);
        all.sort();
        all
    }
}

#[test]
fn nothing_changed_shows_nothing_and_writes_nothing() {
    let scene = Scene::new(&[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    let before = scene.state();
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    assert!(scene.run(&[], &[]).status.code() == Some(1), "the finding itself is there");
    assert_eq!(scene.state(), before);
}

#[test]
fn a_changed_record_shows_its_findings_old_ones_too() {
    let scene = Scene::new(&[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    scene.edit("jia/hazards/jia-h9.yaml", "张某某", "李某某");
    let expected = ["jia/hazards/jia-h9.yaml P007", "jia/hazards/jia-h9.yaml P009"];
    assert_eq!(scene.since("HEAD"), expected);
    scene.commit();
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    assert_eq!(scene.since("HEAD~1"), expected);
    assert_eq!(scene.since("main~1"), expected);
    scene.git(&["checkout", "-q", "--detach"]);
    assert_eq!(scene.since("HEAD~1"), expected, "of a detached HEAD");
}

#[test]
fn line_ends_comments_and_quotes_do_not_make_another_record() {
    let scene = Scene::new(&[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    let text = format!("# 说明\n{}", HAZARD.replace('\n', "\r\n"));
    scene.lay("jia/hazards/jia-h9.yaml", text);
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
}

#[test]
fn of_a_list_only_the_changed_records() {
    let list = |second: &str| {
        ["l-1", second, "l-3"]
            .map(|id| format!("- id: {id}\n  kind: 专题学习\n  date: 2023-04-01\n"))
            .concat()
    };
    let path = "jia/activities/list.yaml";
    let scene = Scene::new(&[(path, list("l-2").as_bytes())]);
    scene.lay(path, list("l-22"));
    assert_eq!(scene.since("HEAD"), [format!("{path} V004")]);
    let output = scene.run(&["--changed-since", "HEAD"], &[]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with(&format!("{path}:6:")));
    // A list in another order, or taken apart, is the same records.
    let text = list("l-2");
    let mut turned: Vec<&str> = text.split_inclusive("2023-04-01\n").collect();
    turned.reverse();
    scene.lay(path, turned.concat());
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    scene.lay(path, activity("l-1", "2023-04-01") + "---\n" + &activity("l-3", "2023-04-01"));
    scene.lay("jia/activities/other.yaml", activity("l-2", "2023-04-01"));
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    // A copy is new, and so is what it makes of the other.
    scene.lay("jia/activities/zz.yaml", activity("l-2", "2023-04-01"));
    assert_eq!(scene.since("HEAD"), ["jia/activities/zz.yaml R001", "jia/activities/zz.yaml V004"]);
}

#[test]
fn a_renamed_file_is_the_same_records() {
    let broken = "id: x\nkind: 专题学习\ndate: [\n";
    let scene = Scene::new(&[
        ("jia/hazards/jia-h9.yaml", HAZARD.as_bytes()),
        ("jia/activities/broken.yaml", broken.as_bytes()),
        ("jia/activities/gbk.yaml", b"id: y\nkind: \xd7\xa8\xcc\xe2\n"),
    ]);
    scene.git(&["mv", "jia/hazards/jia-h9.yaml", "jia/hazards/2023-h9.yaml"]);
    scene.git(&["mv", "jia/activities/broken.yaml", "jia/activities/sound.yaml"]);
    scene.git(&["mv", "jia/activities/gbk.yaml", "jia/activities/utf8.yaml"]);
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    // In another unit's folder it is another record.
    scene.git(&["mv", "jia/hazards/2023-h9.yaml", "yi/activities/h9.yaml"]);
    assert!(scene.since("HEAD").iter().all(|shown| shown.starts_with("yi/activities/h9.yaml F00")));
    assert!(!scene.since("HEAD").is_empty());
}

#[test]
fn what_a_deletion_breaks_elsewhere_is_shown() {
    let orphan = HAZARD.replace("jia-1", "jia-8").replace("jia-h9", "jia-h8");
    let scene = Scene::new(&[("jia/hazards/jia-h8.yaml", orphan.as_bytes())]);
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    fs::remove_file(scene.data.join("jia/enterprises/jia-1.yaml")).unwrap();
    let shown = scene.since("HEAD");
    assert!(shown.contains(&"jia/hazards/jia-h1.yaml R002".to_owned()), "{shown:?}");
    assert!(!shown.iter().any(|shown| shown.starts_with("jia/hazards/jia-h8.yaml")), "{shown:?}");
}

#[test]
fn of_a_unit_only_the_findings_that_are_new() {
    let scene = Scene::new(&[]);
    let filings = "jia/filings/2023.yaml";
    let lines = fs::read_to_string(scene.data.join(filings)).unwrap();
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.pop();
    scene.lay(filings, lines.join("\n") + "\n");
    scene.commit();
    let shown = scene.since("HEAD~1");
    assert_eq!(shown, ["jia P014"], "one document missing");
    lines.pop();
    scene.lay(filings, lines.join("\n") + "\n");
    assert_eq!(scene.since("HEAD"), ["jia P014"], "of two that are missing now the one that is new");
    assert_eq!(scene.since("HEAD~1"), ["jia P014", "jia P014"]);
}

#[test]
fn a_waiver_taken_back_or_a_rule_made_graver_is_a_change() {
    let scene = Scene::new(&[("jia/activities/early.yaml", activity("early", "2023-04-01").as_bytes())]);
    let settings = fs::read_to_string(scene.data.join("hazards.toml")).unwrap();
    scene.lay("hazards.toml", settings.clone() + "\n[rules]\nV004 = \"off\"\n");
    scene.commit();
    scene.lay("hazards.toml", settings.clone() + "\n[rules]\nV004 = \"info\"\n");
    assert_eq!(scene.since("HEAD"), ["jia/activities/early.yaml V004"]);
    assert_eq!(scene.since("HEAD~1"), Vec::<String>::new(), "it is less than it was");
}

#[test]
fn untracked_and_ignored_files_count_as_changed() {
    let scene = Scene::new(&[(".gitignore", b"ignored.yaml\n")]);
    scene.lay("jia/activities/untracked.yaml", activity("new-1", "2023-04-01"));
    scene.lay("jia/activities/ignored.yaml", activity("new-2", "2023-04-01"));
    let expected = ["jia/activities/ignored.yaml V004", "jia/activities/untracked.yaml V004"];
    assert_eq!(scene.since("HEAD"), expected);
}

#[test]
fn the_data_folder_may_be_a_part_of_the_repository() {
    let early = activity("early", "2023-04-01");
    let scene = Scene::at("数据/2023 年", &[("jia/activities/early.yaml", early.as_bytes())]);
    fs::write(scene.folder.path().join("hazards.toml"), "not toml").unwrap();
    scene.commit();
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    scene.edit("jia/activities/early.yaml", "2023-04-01", "2023-04-02");
    assert_eq!(scene.since("HEAD"), ["jia/activities/early.yaml V004"]);
}

#[test]
fn a_data_folder_that_was_not_there_is_all_new() {
    let scene = Scene::at("data", &[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    scene.git(&["rm", "-q", "-r", "--cached", "data"]);
    scene.git(&["commit", "-q", "-m", "none"]);
    let output = scene.run(&["--changed-since", "HEAD"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("显示全部问题"));
}

#[test]
fn file_names_of_every_sort() {
    let names = ["空 格", "--output=x", ":(glob)x", "tab\there", "\"quoted\"", "back\\slash", "line\nbreak"];
    let paths: Vec<String> = names.iter().map(|name| format!("jia/activities/{name}.yaml")).collect();
    let ids: Vec<String> = (0..names.len()).map(|number| format!("n-{number}")).collect();
    let early: Vec<String> = ids.iter().map(|id| activity(id, "2023-04-01")).collect();
    let files: Vec<(&str, &[u8])> =
        paths.iter().zip(&early).map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let scene = Scene::new(if cfg!(windows) { &files[..1] } else { &files });
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
    scene.edit(&paths[0], "2023-04-01", "2023-04-02");
    assert_eq!(scene.since("HEAD"), [format!("{} V004", paths[0])]);
}

#[cfg(unix)]
#[test]
fn links_are_what_they_were() {
    let scene = Scene::new(&[]);
    std::os::unix::fs::symlink("jia-1.yaml", scene.data.join("jia/enterprises/link.yaml")).unwrap();
    assert_eq!(scene.since("HEAD"), ["jia/enterprises/link.yaml F009"]);
    scene.commit();
    assert_eq!(scene.since("HEAD"), Vec::<String>::new());
}

#[test]
fn an_attachment_taken_away_is_shown_at_its_record() {
    let scene = Scene::new(&[]);
    fs::remove_file(scene.data.join("jia/hazards/jia-h1-acceptance.txt")).unwrap();
    assert_eq!(scene.since("HEAD"), ["jia/hazards/jia-h1.yaml R007"]);
}

#[test]
fn a_revision_is_never_an_option() {
    let scene = Scene::new(&[]);
    for revision in ["--output=x", "-x", "--git-dir", "", "mian", "HEAD:hazards.toml", "main..main", "0000"] {
        assert!(scene.refused(revision).contains("没有提交"), "{revision}");
    }
    assert!(scene.refused("mian").contains("是否为 `main`"));
    assert!(!scene.folder.path().join("x").exists());
    scene.git(&["tag", "-a", "v1", "-m", "v1"]);
    assert_eq!(scene.since("v1"), Vec::<String>::new(), "a tag is the commit that it names");
}

#[test]
fn without_a_repository_it_says_so() {
    let root = base::with(&[]);
    let scene = Scene { data: root.path().to_owned(), folder: root };
    assert!(scene.refused("HEAD").contains("不在 git 仓库中"));
}

#[test]
fn the_environment_of_a_hook_names_no_other_repository() {
    let scene = Scene::new(&[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    let other = Scene::new(&[]);
    let elsewhere = other.folder.path().join(".git");
    let environment = [
        ("GIT_DIR", elsewhere.to_str().unwrap()),
        ("GIT_WORK_TREE", "/"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("GIT_PREFIX", "x/"),
        ("GIT_EXTERNAL_DIFF", "false"),
    ];
    let output = scene.run(&["--changed-since", "HEAD"], &environment);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
}

/// A repository's own settings can name programs for git to run; none is.
#[cfg(unix)]
#[test]
fn nothing_of_the_repository_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new(&[("jia/hazards/jia-h9.yaml", HAZARD.as_bytes())]);
    let mark = scene.folder.path().join("mark");
    let program = scene.folder.path().join("program");
    fs::write(&program, format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    scene.lay(".gitattributes", "* filter=x diff=x\n");
    scene.commit();
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "core.pager",
    ] {
        scene.git(&["config", key, program]);
    }
    let _ = fs::remove_file(&mark);
    scene.edit("jia/hazards/jia-h9.yaml", "张某某", "李某某");
    assert_eq!(scene.since("HEAD").len(), 2);
    assert!(!mark.exists());
}
