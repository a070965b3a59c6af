//! V001: a unified social credit code that cannot be one.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Enterprise, Entry};
use crate::text::{narrow, quote};

pub(super) static RULE: Rule = Rule {
    code: "V001",
    name: "bad-uscc",
    severity: Severity::Error,
    summary: Text::fixed(
        "统一社会信用代码的长度、字符或校验码不对",
        "length, alphabet or check digit of the unified social credit code",
    ),
    help: Text::fixed("按营业执照核对统一社会信用代码", "compare the code with the business licence"),
    explain: Text::fixed(
        "统一社会信用代码为 18 位，只用数字和大写字母，不用 I、O、Z、S、V，第 18 位是前 17 位的校验码。抄错一位或颠倒相邻两位，校验码就对不上。\
         依次检查长度、字符、校验码，只报最先发现的一项；前 17 位合格而仅校验码不符时，提示中给出按前 17 位算出的校验码。小写字母也报。\
         代码可以不填；登记管理部门、机构类别、行政区划各位的含义不检查。",
        "A code has 18 places of digits and capital letters without I, O, Z, S and V, and the last is a check digit over the first 17: one wrong place, or two neighbours \
         exchanged, and it does not fit. Length, alphabet and check digit are looked at in turn and the first fault is reported; where only the check digit is wrong, the help \
         says which one the first 17 places give. Small letters are reported too. The code may be left out; what its parts mean (authority, sort, division) is not checked.",
    ),
    basis: Text::fixed(
        "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》",
        "GB 32100-2015, rules for the unified social credit code of legal persons and other organisations",
    ),
    wrong: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
uscc: 91530300MA0000020A
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 08740000002
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
uscc: 91530300MA0000002A
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 08740000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    examine: Examine::Enterprise(examine),
};

/// GB 32100-2015: the characters in the order of their values, 0 to 30.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// GB 32100-2015: the length of a code.
const LENGTH: usize = 18;

fn examine(enterprise: &Entry<Enterprise>, _: &Context<'_>) -> Vec<Fault> {
    let Some(code) = &enterprise.uscc else {
        return Vec::new();
    };
    let Some(wrong) = wrong(code) else {
        return Vec::new();
    };
    let quoted = quote(code);
    let message = match wrong {
        Wrong::Length(length) => Text::made(
            format!("统一社会信用代码 {quoted} 是 {length} 位，应为 {LENGTH} 位"),
            format!("the credit code {quoted} has {length} places, not {LENGTH}"),
        ),
        Wrong::Character(place, c) => {
            let c = quote(&c.to_string());
            Text::made(
                format!("统一社会信用代码 {quoted} 第 {place} 位的 {c} 不是允许的字符"),
                format!("the credit code {quoted} has {c} in place {place}, which no code has"),
            )
        }
        Wrong::CheckDigit => Text::made(
            format!("统一社会信用代码 {quoted} 的校验码不符"),
            format!("the check digit of the credit code {quoted} does not fit"),
        ),
    };
    let fault = Fault::at("uscc", message);
    let tidied: String =
        narrow(code).to_uppercase().chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if self::wrong(&tidied).is_none() {
        return vec![fault.help(Text::made(
            format!("写作 `{tidied}`：半角、大写、不加空格"),
            format!("write `{tidied}`: half-width, capital letters, no blanks"),
        ))];
    }
    let alike: String = tidied.chars().map(look_alike).collect();
    if self::wrong(&alike).is_none() {
        return vec![fault.help(Text::made(
            format!("是否为 `{alike}`？代码中没有字母 I、O、Z、S、V"),
            format!("did you mean `{alike}`? no code has the letters I, O, Z, S, V"),
        ))];
    }
    let by_first = (tidied.chars().count() == LENGTH).then(|| check_digit(&tidied)).flatten();
    vec![match by_first {
        Some(digit) => fault.help(Text::made(
            format!("按营业执照核对；如前 17 位无误，末位应为 `{digit}`"),
            format!("compare it with the business licence; if the first 17 places are right, the last is `{digit}`"),
        )),
        None => fault,
    }]
}

/// The digit for which a letter that no code has is easily taken.
fn look_alike(c: char) -> char {
    match c {
        'I' => '1',
        'O' => '0',
        'Z' => '2',
        'S' => '5',
        other => other,
    }
}

/// What is wrong with a code.
#[derive(Debug, PartialEq)]
enum Wrong {
    Length(usize),
    /// A character that no code has, and its place from 1.
    Character(usize, char),
    CheckDigit,
}

fn wrong(code: &str) -> Option<Wrong> {
    let length = code.chars().count();
    if length != LENGTH {
        return Some(Wrong::Length(length));
    }
    let stranger = code.chars().enumerate().find(|(_, c)| !ALPHABET.contains(*c));
    if let Some((index, c)) = stranger {
        return Some(Wrong::Character(index + 1, c));
    }
    (check_digit(code) != code.chars().last()).then_some(Wrong::CheckDigit)
}

/// The check digit over the first 17 places, where all are of the alphabet: the weight of each
/// place is the next power of 3, modulo 31.
fn check_digit(code: &str) -> Option<char> {
    let mut sum = 0;
    let mut weight = 1;
    for c in code.chars().take(LENGTH - 1) {
        sum += ALPHABET.find(c)? * weight;
        weight = weight * 3 % ALPHABET.len();
    }
    ALPHABET.chars().nth((ALPHABET.len() - sum % ALPHABET.len()) % ALPHABET.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        assert_eq!(wrong("91350100M000100Y43"), None);
        assert_eq!(wrong("91350100M000100Y44"), Some(Wrong::CheckDigit));
        assert_eq!(wrong("91350100M000100y43"), Some(Wrong::Character(16, 'y')));
        assert_eq!(wrong("91350100M000100Y4"), Some(Wrong::Length(17)));
        for letter in ["I", "O", "Z", "S", "V", "é"] {
            assert_eq!(
                wrong(&format!("91350100M000100Y4{letter}"))
                    .map(|wrong| matches!(wrong, Wrong::Character(18, _))),
                Some(true)
            );
        }
    }
}
