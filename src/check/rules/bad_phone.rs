//! V002: a phone number that cannot be one.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Enterprise, Entry};
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "V002",
    name: "bad-phone",
    severity: Severity::Error,
    summary: Text::fixed("联系电话既不是手机号码，也不是固定电话", "neither a mobile number nor a landline"),
    help: Text::fixed(
        "手机号码为 11 位，如 13800000001；固定电话带区号，如 0874-0000000，分机写作 0874-0000000-801 或 0874-0000000转801",
        "a mobile number has 11 digits, as 13800000001; a landline has its area code, as 0874-0000000, an extension is 0874-0000000-801 or 0874-0000000转801",
    ),
    explain: Text::fixed(
        "联系电话要能打通主要负责人。手机号码为 1 后接 3–9 再接九位数字；固定电话以 0 开头，区号和号码共 10 至 12 位数字，数字之间可用半角连字符，\
         其后可用 - 或 转 接 1 至 6 位分机号。一栏只填一个号码；国家代码 +86、空格、括号、全角数字都不接受，以免各地写法不一。号码是否存在不检查。",
        "The number must reach the principal. A mobile number is 1, then 3 to 9, then nine digits; a landline begins with 0 and has 10 to 12 digits, area code and number, \
         with hyphens between digits if wanted, then optionally `-` or `转` and an extension of 1 to 6 digits. One number only; +86, blanks, brackets and full-width digits \
         are not accepted, so that all units write alike. Whether the number exists is not checked.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件2：“联系电话”",
        "曲应急〔2023〕25号, form 附件2, column 联系电话",
    ),
    wrong: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 1380000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    right: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 13800000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    examine: Examine::Enterprise(examine),
};

fn examine(enterprise: &Entry<Enterprise>, _: &Context<'_>) -> Vec<Fault> {
    let phone = enterprise.phone.as_str();
    if is_phone(phone) {
        return Vec::new();
    }
    let quoted = quote(phone);
    let message = Text::made(
        format!("联系电话 {quoted} 既不是手机号码，也不是固定电话"),
        format!("the phone number {quoted} is neither a mobile number nor a landline"),
    );
    vec![Fault::at("phone", message)]
}

/// Whether a text is a mobile number or a landline, as this rule has it.
pub fn is_phone(phone: &str) -> bool {
    is_mobile(phone) || is_landline(phone)
}

fn is_mobile(phone: &str) -> bool {
    matches!(phone.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

fn is_landline(phone: &str) -> bool {
    let split = |mark| {
        phone.rsplit_once(mark).is_some_and(|(main, extension)| is_line(main) && is_extension(extension))
    };
    is_line(phone) || split('-') || split('转')
}

/// Area code and number: 0, then 9 to 11 digits, with single hyphens between digits.
fn is_line(line: &str) -> bool {
    let groups = || line.split('-');
    let digits: usize = groups().map(str::len).sum();
    line.starts_with('0')
        && (10..=12).contains(&digits)
        && groups().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()))
}

fn is_extension(extension: &str) -> bool {
    (1..=6).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for good in [
            "13800000001",
            "19900000001",
            "08743123456",
            "0874-3123456",
            "0874-312-3456",
            "010-12345678",
            "0871-6312345",
            "0874-3123456-801",
            "0874-3123456转8",
            "0874-31234567-123456",
            "08743123456转123456",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "12800000001",
            "1380000000",
            "138000000011",
            "138-0000-0001",
            "8743123456",
            "087431234",
            "0874312345678",
            "0874-3123456-1234567",
            "0874--3123456",
            "0874-3123456-",
            "0874-3123456转",
            "0874-3123456转1转2",
            "-0874-3123456",
            "+8613800000001",
            "0874 3123456",
            "０８７４３１２３４５６",
            "(0874)3123456",
            "13800000001-801",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
