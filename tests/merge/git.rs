//! Branches merged by git itself, in real repositories: it calls the driver, and where it is not set up or the
//! program is gone it merges lines.

use super::base;
use hazards::store::git::driver;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A git repository with a data folder in it.
struct Scene {
    folder: TempDir,
    data: PathBuf,
}

/// What a run came to.
struct Ran {
    status: Option<i32>,
    said: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code(), said: text(output.stdout) + &text(output.stderr) }
    }

    fn done(self) -> String {
        assert_eq!(self.status, Some(0), "{}", self.said);
        self.said
    }

    fn failed(self, status: i32) -> String {
        assert_eq!(self.status, Some(status), "{}", self.said);
        self.said
    }
}

const HAZARD: &str = "\
id: jia-h9
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-07-03   # 现场
reported_on: 2023-07-03
rectification:
  responsible: 张某某
  due_on: 2023-08-03
";
const PATH: &str = "jia/hazards/jia-h9.yaml";
const LIST: &str = "jia/activities/2023.yaml";

fn item(id: &str, date: &str) -> String {
    format!("- id: {id}\n  kind: 专题学习\n  date: {date}\n")
}

impl Scene {
    /// The driver is not set up.
    fn bare(part: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join(part);
        base::copy(&base::folder(), &data);
        let scene = Self { folder, data };
        scene.git(&["init", "-q", "-b", "main"]).done();
        scene.lay(".gitattributes", "*.yaml text eol=lf merge=hazards\n");
        scene.lay(PATH, HAZARD);
        scene.lay(LIST, &(item("a-1", "2023-06-01") + &item("a-2", "2023-06-02")));
        scene.commit("base");
        scene
    }

    fn new() -> Self {
        let scene = Self::bare("数据");
        scene.run(&["merge-driver", "--install"]).done();
        scene
    }

    fn lay(&self, path: &str, text: &str) {
        let path = self.data.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.data.join(path)).unwrap()
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path}: {text}");
        self.lay(path, &text.replace(from, to));
    }

    fn git(&self, words: &[&str]) -> Ran {
        let settings = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.current_dir(self.folder.path()).args(settings).args(words);
        Ran::of(sober(&mut git, self.folder.path()).output().unwrap())
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]).done();
        self.git(&["commit", "-q", "-m", message]).done();
    }

    /// A branch with one commit; then the first branch is checked out again.
    fn branch(&self, name: &str, change: impl FnOnce()) {
        self.git(&["checkout", "-q", "-b", name]).done();
        change();
        self.commit(name);
        self.git(&["checkout", "-q", "main"]).done();
    }

    fn run(&self, words: &[&str]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
        program.arg("-C").arg(&self.data).args(words).current_dir(self.folder.path());
        Ran::of(sober(&mut program, self.folder.path()).output().unwrap())
    }

    /// No hidden file of ours is left.
    fn is_tidy(&self) {
        let status = self.git(&["status", "--porcelain"]).done();
        assert!(!status.contains("??"), "{status}");
    }
}

/// Without the settings of whoever runs the test.
fn sober<'c>(command: &'c mut Command, home: &Path) -> &'c mut Command {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "LC_ALL"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", home.join(".git").join("of-the-person"));
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("LANG", "zh_CN.UTF-8").env("GIT_EDITOR", "true")
}

#[test]
fn different_fields_of_one_record_are_merged() {
    let scene = Scene::new();
    scene.branch("other", || {
        scene.edit(PATH, "  due_on", "  measures: 清淤并加盖   # 已订货\n  due_on");
    });
    scene.edit(PATH, "due_on: 2023-08-03\n", "due_on: 2023-08-03\n  completed_on: 2023-08-01\n");
    scene.commit("ours");
    scene.git(&["merge", "-q", "other", "-m", "merge"]).done();
    let expected = HAZARD.replace(
        "  due_on: 2023-08-03\n",
        "  measures: 清淤并加盖   # 已订货\n  due_on: 2023-08-03\n  completed_on: 2023-08-01\n",
    );
    assert_eq!(scene.text(PATH), expected);
    scene.is_tidy();
}

#[test]
fn git_alone_would_not_merge_them() {
    let scene = Scene::bare(".");
    scene.branch("other", || scene.edit(PATH, "  due_on", "  measures: 清淤\n  due_on"));
    scene.edit(PATH, "张某某", "李某某");
    scene.commit("ours");
    let merge = ["merge", "-q", "other", "-m", "merge"];
    assert!(scene.git(&merge).failed(1).contains("CONFLICT"));
    // The same where the program that is set up is there no more.
    scene.git(&["merge", "--abort"]).done();
    let gone = driver::call("/no such folder/it's 100%/hazards");
    scene.git(&["config", "merge.hazards.driver", &gone]).done();
    assert!(scene.git(&merge).failed(1).contains("CONFLICT"));
    assert!(scene.text(PATH).contains("<<<<<<<") && scene.text(PATH).contains("清淤"));
    scene.git(&["merge", "--abort"]).done();
    scene.run(&["merge-driver", "--install"]).done();
    scene.git(&merge).done();
    assert!(scene.text(PATH).contains("李某某") && scene.text(PATH).contains("清淤"));
}

#[test]
fn one_field_with_two_values_is_a_conflict() {
    let scene = Scene::new();
    scene.branch("other", || {
        scene.edit(PATH, "2023-08-03", "2023-09-01");
        scene.edit(PATH, "张某某", "李某某");
    });
    scene.edit(PATH, "2023-08-03", "2023-09-10");
    scene.commit("ours");
    let said = scene.git(&["merge", "other"]).failed(1);
    assert!(said.contains("CONFLICT (content)"), "{said}");
    let told = "冲突：数据/jia/hazards/jia-h9.yaml 隐患 `jia-h9`：期限（`rectification.due_on`）本方为 `2023-09-10`，对方为 `2023-09-01`";
    assert!(said.contains(told), "{said}");
    let text = scene.text(PATH);
    let of = |due: &str| HAZARD.replace("张某某", "李某某").replace("2023-08-03", due);
    let (ours, theirs) = (of("2023-09-10"), of("2023-09-01"));
    assert_eq!(text, format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"));
    scene.is_tidy();
    let checked = scene.run(&["check", "--as-of", "2023-07-04"]).failed(1);
    assert!(checked.contains("F002") && checked.contains("合并冲突还没有解决"), "{checked}");
}

#[test]
fn records_added_to_one_list_are_merged() {
    let scene = Scene::new();
    let before = scene.text(LIST);
    scene.branch("other", || {
        scene.lay(LIST, &(before.clone() + "# 街道\n" + &item("a-4", "2023-07-04")));
    });
    scene.lay(LIST, &(before.clone() + &item("a-3", "2023-07-03")));
    scene.commit("ours");
    scene.git(&["merge", "-q", "other", "-m", "merge"]).done();
    assert_eq!(
        scene.text(LIST),
        before + &item("a-3", "2023-07-03") + "# 街道\n" + &item("a-4", "2023-07-04")
    );
    let checked = scene.run(&["check", "--as-of", "2023-07-04", "--format", "short"]).said;
    assert!(!checked.contains("[F"), "{checked}");
}

#[test]
fn an_id_that_both_have_taken_is_a_conflict() {
    let scene = Scene::new();
    let before = scene.text(LIST);
    // Far enough from each other for git to merge the lines.
    scene.branch("other", || {
        scene.lay(LIST, &(item("a-3", "2023-07-04") + &before));
        scene.lay("jia/hazards/jia-h10.yaml", &HAZARD.replace("h9", "h10").replace("张某某", "李某某"));
    });
    scene.lay(LIST, &(before + &item("a-3", "2023-07-03")));
    scene.lay("jia/hazards/jia-h10.yaml", &HAZARD.replace("h9", "h10"));
    scene.commit("ours");
    let said = scene.git(&["merge", "other"]).failed(1);
    assert!(said.contains("CONFLICT (add/add)") && said.contains("CONFLICT (content)"), "{said}");
    assert!(said.contains("工作记录 `a-3`：两边都新增了这个编号，内容不同"), "{said}");
    assert!(said.contains("隐患 `jia-h10`：两边都新增了这个编号，内容不同"), "{said}");
    let text = scene.text(LIST);
    assert!(
        text.contains("2023-07-03\n=======\n- id: a-3\n") && text.contains("2023-07-04\n>>>>>>> other\n"),
        "{text}"
    );
}

#[test]
fn a_record_removed_here_and_changed_there_is_a_conflict() {
    let scene = Scene::new();
    scene.branch("changed", || scene.edit(LIST, "2023-06-02", "2023-06-12"));
    scene.branch("first", || scene.edit(LIST, "2023-06-01", "2023-06-11"));
    scene.lay(LIST, &item("a-1", "2023-06-01"));
    scene.commit("ours");
    let said = scene.git(&["merge", "changed"]).failed(1);
    assert!(said.contains("工作记录 `a-2`：本方删去了记录，对方改动了它"), "{said}");
    assert!(scene.text(LIST).contains(&item("a-2", "2023-06-12")));
    scene.git(&["merge", "--abort"]).done();
    scene.git(&["merge", "-q", "first", "-m", "merge"]).done();
    assert_eq!(scene.text(LIST), item("a-1", "2023-06-11"));
}

#[test]
fn rebase_cherry_pick_and_stash_call_it_too() {
    let scene = Scene::new();
    scene.branch("rebased", || scene.edit(PATH, "  due_on", "  measures: 清淤\n  due_on"));
    scene.branch("picked", || scene.edit(PATH, "GM-13-02\n", "GM-13-03\n"));
    scene.edit(PATH, "张某某", "李某某");
    scene.commit("ours");
    scene.git(&["checkout", "-q", "rebased"]).done();
    scene.git(&["rebase", "-q", "main"]).done();
    assert!(scene.text(PATH).contains("李某某") && scene.text(PATH).contains("清淤"));
    scene.edit(PATH, "污水池清淤作业", "污水池作业");
    scene.git(&["stash", "-q"]).done();
    scene.git(&["cherry-pick", "picked"]).done();
    scene.git(&["stash", "pop", "-q"]).done();
    let text = scene.text(PATH);
    assert!(text.contains("GM-13-03") && text.contains("污水池作业") && text.contains("清淤"), "{text}");
}

#[test]
fn branches_merged_into_each_other_are_merged_once_more() {
    let scene = Scene::new();
    scene.branch("other", || scene.edit(PATH, "2023-08-03", "2023-09-01"));
    scene.edit(PATH, "2023-08-03", "2023-09-10");
    scene.commit("ours");
    scene.git(&["branch", "ours"]).done();
    for (branch, from, due) in [("main", "other", "2023-09-10"), ("other", "ours", "2023-09-01")] {
        scene.git(&["checkout", "-q", branch]).done();
        scene.git(&["merge", from]).failed(1);
        scene.lay(PATH, &HAZARD.replace("2023-08-03", due));
        scene.commit("merge");
    }
    // What both have in common is itself a conflict now.
    let said = scene.git(&["merge", "main"]).failed(1);
    assert!(said.contains("CONFLICT"), "{said}");
    let text = scene.text(PATH);
    assert!(text.contains("2023-09-01") && text.contains("2023-09-10"), "{text}");
}

#[test]
fn it_is_set_up_and_taken_back() {
    let scene = Scene::bare(".");
    let driver = || scene.git(&["config", "--get", "merge.hazards.driver"]);
    assert!(scene.run(&["merge-driver", "--uninstall"]).done().contains("没有 merge.hazards"));
    scene.run(&["merge-driver", "--install"]).done();
    let said = scene.run(&["merge-driver", "--install"]).done();
    assert!(said.starts_with("已设置：") && said.lines().count() == 1, "{said}");
    assert!(driver().done().contains("merge-driver --marker-size=%L"));
    assert!(scene.run(&["merge-driver", "--uninstall"]).done().starts_with("已撤销"));
    driver().failed(1);
    scene.run(&["merge-driver", "--install", "--global", "--lang", "en"]).done();
    assert!(driver().done().contains("%A"));
    scene.lay(".gitattributes", "*.yaml text\n");
    assert!(scene.run(&["merge-driver", "--install"]).done().contains("还缺一步"));
    // A program that is not on the PATH is called by where it is. It is a second name and no copy: what this
    // process has open for writing, a child that another test starts meanwhile would keep from being run.
    let beside = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let odd = beside.path().join("it's 100%");
    fs::create_dir(&odd).unwrap();
    let own = odd.join(Path::new(env!("CARGO_BIN_EXE_hazards")).file_name().unwrap());
    fs::hard_link(env!("CARGO_BIN_EXE_hazards"), &own).unwrap();
    let mut program = Command::new(&own);
    program.args(["merge-driver", "--install"]).current_dir(&scene.data);
    Ran::of(sober(&mut program, scene.folder.path()).output().unwrap()).done();
    scene.lay(".gitattributes", "*.yaml merge=hazards\n");
    scene.commit("odd");
    scene.branch("other", || scene.edit(PATH, "  due_on", "  measures: 清淤\n  due_on"));
    scene.edit(PATH, "张某某", "李某某");
    scene.commit("ours");
    scene.git(&["merge", "-q", "other", "-m", "merge"]).done();
    // In no repository.
    let outside = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
    program.args(["merge-driver", "--install"]).current_dir(outside.path());
    let said = Ran::of(sober(&mut program, outside.path()).output().unwrap()).failed(2);
    assert!(said.contains("不在 git 仓库"), "{said}");
}

#[test]
fn a_new_data_folder_sets_it_up() {
    let folder = tempfile::tempdir().unwrap();
    let run = |program: &str, words: &[&str]| {
        let mut command = Command::new(program);
        Ran::of(sober(command.args(words).current_dir(folder.path()), folder.path()).output().unwrap())
    };
    let hazards = env!("CARGO_BIN_EXE_hazards");
    assert!(!run(hazards, &["init", "--minimal", "a"]).done().contains("merge-driver"));
    run("git", &["init", "-q"]).done();
    assert!(run(hazards, &["init", "--minimal", "b"]).done().contains("已设置："));
    assert!(run("git", &["config", "--get", "merge.hazards.driver"]).done().contains("%O"));
    let asked = run("git", &["check-attr", "merge", "--", "b/qilin/hazards/x.yaml", "b/x.yml"]).done();
    assert_eq!(asked.matches("merge: hazards").count(), 2, "{asked}");
}

#[test]
fn what_it_cannot_do_git_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("base"), "id: a\nnote: 甲\n").unwrap();
    fs::write(at("ours"), "id: a\nnote: 乙\n").unwrap();
    fs::write(at("theirs"), "id: a\nnote: 丙\n").unwrap();
    let run = |words: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
        program.arg("merge-driver").args(words).current_dir(folder.path());
        Ran::of(sober(&mut program, folder.path()).output().unwrap())
    };
    for words in [
        &["--", "base", "ours", "none", "x.yaml"][..],
        &["--marker-size=0", "--", "base", "ours", "theirs", "x.yaml"],
        &["--unknown", "--", "base", "ours", "theirs", "x.yaml"],
        &["--", "base", "ours"],
        &["--", "base", ".", "theirs"],
    ] {
        run(words).failed(129);
        assert_eq!(fs::read_to_string(at("ours")).unwrap(), "id: a\nnote: 乙\n", "{words:?}");
    }
    let said = run(&["--instal"]).failed(2);
    assert!(said.contains("--install"), "{said}");
    run(&["--install", "base"]).failed(2);
    run(&[]).failed(2);
    let said = run(&["base", "ours", "theirs", "--marker-size", "9", "--ours-label", "%X"]).failed(1);
    assert!(
        said.starts_with(
            "冲突：ours 记录 `a`：`note`本方为 `乙`，对方为 `丙`\n说明：======= 之上是本方（ours）"
        ),
        "{said}"
    );
    let text = fs::read_to_string(at("ours")).unwrap();
    assert!(text.starts_with("<<<<<<<<< ours\nid: a\nnote: 乙\n=========\n"), "{text}");
}
