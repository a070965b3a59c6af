//! Generated records with faults put in: repaired, they have the values from before the faults; repaired
//! twice, they are as repaired once; and every line without a fault stays as it is to the byte.

use super::base;
use hazards::store;
use proptest::prelude::*;
use std::fs;

/// A line of an activity as it should be, and as a clerk may have written it.
#[derive(Debug, Clone)]
struct Line {
    right: String,
    wrong: String,
}

fn line(right: String) -> Line {
    Line { wrong: right.clone(), right }
}

/// With full-width digits.
fn wide_of(text: &str) -> String {
    let digit = |c: char| char::from_u32(c as u32 + 0xfee0).filter(|_| c.is_ascii_digit());
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Some of the ways to write a day that mean just that day.
fn day_written(month: u32, day: u32, way: usize) -> String {
    match way {
        0 => format!("2023-{month:02}-{day:02}"),
        1 => format!("2023.{month}.{day}"),
        2 => format!("2023/{month:02}/{day}"),
        3 => format!("2023年{month}月{day}日"),
        4 => wide_of(&format!("2023-{month:02}-{day:02}")),
        5 => format!("2023{month:02}{day:02}"),
        _ => format!("2023-{month}-{day:02}"),
    }
}

prop_compose! {
    // A key is not put right where its value would then be a fault of its own: one of the two at a time.
    /// One activity, its lines with or without faults.
    fn activity(nth: usize)(
        month in 5_u32..12, day in 1_u32..29, way in 0_usize..7, quote in 0_usize..3,
        key in 0_usize..5, count in 1_u32..99, wide in any::<bool>(), truth in 0_usize..6,
        note in "[一-龥a-z]{1,6}", hidden in any::<bool>(), comment in "[ 一-龥#:a-z]{0,8}",
    ) -> Vec<Line> {
        let quoted = |text: String| match quote { 0 => text, 1 => format!("'{text}'"), _ => format!("\"{text}\"") };
        let keyed = |right: &str, wrong: &str, on: bool| if on { wrong.to_owned() } else { right.to_owned() };
        let digits = count.to_string();
        let wide_digits = wide_of(&digits);
        let truth = ["true", "yes", "True", "on", "√", "Y"][truth];
        vec![
            line(format!("id: made-{nth} # {comment}")),
            line(format!("# {comment}")),
            line("kind: 典型案例".to_owned()),
            Line {
                right: format!("date: {} # {comment}", quoted(day_written(month, day, 0))),
                wrong: format!("{}: {} # {comment}", keyed("date", "dtae", key == 1 && way == 0), quoted(day_written(month, day, way))),
            },
            Line {
                right: format!("count:   {}", quoted(digits.clone())),
                wrong: format!("{}:   {}", keyed("count", "Count", key == 2 && !wide), quoted(if wide { wide_digits } else { digits })),
            },
            Line {
                right: "dangerous_operation_crime: true".to_owned(),
                wrong: format!("dangerous_operation_crime: {truth}"),
            },
            Line {
                right: format!("note: {}", quoted(note.clone())),
                wrong: format!("{}: {}", keyed("note", "notes", key == 3), quoted(if hidden { note + "\u{200b}" } else { note })),
            },
        ]
    }
}

/// The file of some activities: alone, as a list, or as documents.
fn file(records: &[Vec<Line>], shape: usize, ending: &str, marked: bool, wrong: bool) -> String {
    let mut text = if marked { "\u{feff}".to_owned() } else { String::new() };
    for (nth, lines) in records.iter().enumerate() {
        if shape == 1 && nth > 0 {
            text += &format!("---{ending}");
        }
        for (at, line) in lines.iter().enumerate() {
            let lead = match (shape, at) {
                (1, _) => "",
                (_, 0) => "- ",
                _ => "  ",
            };
            text += &format!("{lead}{}{ending}", if wrong { &line.wrong } else { &line.right });
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_repaired_has_its_values_and_the_rest_its_bytes(
        records in (activity(1), activity(2)).prop_map(|(one, two)| vec![one, two]),
        shape in 0_usize..2, crlf in any::<bool>(), marked in any::<bool>(),
    ) {
        const PATH: &str = "jia/activities/made.yaml";
        let ending = if crlf { "\r\n" } else { "\n" };
        let trimmed = |text: String| text.split(ending).map(str::trim_end).collect::<Vec<_>>().join(ending);
        let right = trimmed(file(&records, shape, ending, marked, false));
        let wrong = file(&records, shape, ending, marked, true);
        let (_sound, sound) = base::open_with(&[(PATH, right.as_bytes())]);
        prop_assert!(sound.records.findings.is_empty(), "{:?}", sound.records.findings);
        let (root, broken) = base::open_with(&[(PATH, wrong.as_bytes())]);
        for repair in broken.repairs(|_| true) {
            broken.rewrite(&repair.file).unwrap();
        }
        let made = fs::read_to_string(root.path().join(PATH)).unwrap();
        prop_assert_eq!(&made, &right);
        let again = store::open(root.path()).unwrap();
        prop_assert_eq!(&again.records, &sound.records);
        prop_assert!(again.repairs(|_| true).is_empty());
    }

    /// Whatever a file holds: its repair has no new finding, and is repaired no further.
    #[test]
    fn a_repair_of_anything_is_sound(
        text in "(id|kind|date|nots|cuont|count|note|- id|  date|---|#|key)[:]? ?(x-1|专题学习|专题 学习|2023.6.9|１|[|]|&a|[*]a|'|\"|\\[|\\{|\t|\u{200b}| ){0,3}(\n|\r\n|  \n)(kind|date|\tnote|  note|id|- id)[:] (专题学习|2023/6/9|yes|１２|y\u{200b}|)( |\n|\r\n|){0,2}"
    ) {
        const PATH: &str = "jia/activities/made.yaml";
        let (root, repository) = base::open_with(&[(PATH, text.as_bytes())]);
        let found = |repository: &store::Repository| repository.records.findings.len();
        let repairs = repository.repairs(|_| true);
        repairs.iter().for_each(|repair| repository.rewrite(&repair.file).unwrap());
        let after = store::open(root.path()).unwrap();
        prop_assert!(found(&after) <= found(&repository), "{text:?}");
        prop_assert!(after.repairs(|_| true).is_empty(), "{text:?} {repairs:?}");
    }
}
