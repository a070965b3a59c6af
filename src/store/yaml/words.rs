//! What the faults say: what is wrong and what to do, in Chinese and English.

/// One message: what is wrong and what to do, in both languages.
pub(super) type Words = (&'static str, &'static str, &'static str, &'static str);

pub(super) const TAB: Words = (
    "缩进里有制表符（Tab）",
    "a tab is used for indentation",
    "把这一行开头的 Tab 换成空格，每级两个",
    "replace the tabs at the beginning of the line by spaces, two a level",
);
pub(super) const CONFLICT: Words = (
    "合并冲突还没有解决",
    "a merge conflict is not solved",
    "从 <<<<<<< 到 >>>>>>> 是两边的写法：改成一份，删去带 <<<<<<<、=======、>>>>>>> 的行",
    "between <<<<<<< and >>>>>>> stand both versions: make one of them and delete the lines of <<<<<<<, ======= and >>>>>>>",
);
pub(super) const COLON_IN_VALUE: Words = (
    "没有加引号的文字里有“: ”（冒号加空格）",
    "`: ` (a colon and a blank) inside a text without quotes",
    "给整段文字加引号，例如 说明: \"原因: 老化\"，或改用全角冒号“：”",
    "put the whole text in quotes, as in note: \"cause: wear\"",
);
pub(super) const INDENT: Words = (
    "这一行的缩进与上文对不上",
    "the indentation of this line fits nothing above it",
    "同一级的键（或“- ”）左边对齐，下一级多缩进两个空格",
    "align the keys (or dashes) of one level; indent the next level by two more blanks",
);
pub(super) const FULL_COLON: Words = (
    "键后面用了全角冒号“：”",
    "a full-width colon stands behind the key",
    "改成半角冒号加一个空格，例如 name: 文字",
    "write a plain colon and a blank, as in name: text",
);
pub(super) const WIDE_SPACE: Words = (
    "空格用了全角空格或不间断空格",
    "a full-width or no-break space is used as a blank",
    "换成半角空格",
    "replace it by a plain blank",
);
pub(super) const NO_BLANK: Words = (
    "冒号后面缺一个空格",
    "a blank is missing behind the colon",
    "写成“键: 值”，冒号后加一个空格",
    "write `key: value`, with a blank behind the colon",
);
pub(super) const NO_COLON: Words = (
    "这一行不是“键: 值”",
    "this line is not `key: value`",
    "写成“键: 值”；若是上一行文字的续行，请给整段文字加引号或用 |",
    "write `key: value`; if it continues the text above, put the whole text in quotes or use |",
);
pub(super) const QUOTE: Words = (
    "引号没有配对",
    "a quote is not closed",
    "在文字末尾补上同样的引号；文字里的单引号写两次",
    "close it with the same quote; write a single quote inside the text twice",
);
pub(super) const AFTER_QUOTE: Words = (
    "引号后面还有文字",
    "there is text behind the closing quote",
    "用引号包住整个值；里面的引号改用“”，或外面改用单引号",
    "put the whole value in quotes; for quotes inside it, use single quotes outside",
);
pub(super) const BRACKET: Words = (
    "括号没有配对，或列表里缺逗号",
    "a bracket is not closed, or a comma is missing in the list",
    "补上右括号 ] 或 }，各项之间用半角逗号，续行要缩进；若是文字，请加引号",
    "close it with ] or }, put commas between the items, indent its further lines; put a text in quotes",
);
pub(super) const STRAY_BRACKET: Words = (
    "多了一个右括号",
    "a closing bracket without its opening one",
    "删去它；若是文字，请加引号",
    "remove it; put a text in quotes",
);
pub(super) const FLOW_COMMA: Words = (
    "多了逗号，或逗号前没有内容",
    "a comma with nothing before it",
    "删去多余的逗号；以逗号开头的文字请加引号",
    "remove it; put a text that begins with a comma in quotes",
);
pub(super) const DASH: Words = (
    "列表项“- ”的位置不对",
    "a list item is out of place",
    "“- ”另起一行，各项对齐；若是文字，请加引号",
    "begin each `- ` on a line of its own, aligned with the others; put a text in quotes",
);
pub(super) const ALIAS: Words = (
    "别名指向的锚点不存在",
    "an alias names no anchor",
    "以 * 开头的文字请加引号；别名要在同一文档里先用 & 定义",
    "put a text that begins with * in quotes; an alias needs its & anchor before it in the same document",
);
pub(super) const RECURSIVE: Words = (
    "别名指向了包含它自己的内容",
    "an alias names what it is part of",
    "不要用别名，把内容直接写出来",
    "write the content out instead of using an alias",
);
pub(super) const NAME: Words = (
    "& 或 * 后面没有名称",
    "& or * without a name",
    "以 & 或 * 开头的文字请加引号",
    "put a text that begins with & or * in quotes",
);
pub(super) const ESCAPE: Words = (
    "双引号里的 \\ 转义写错了",
    "a wrong \\ escape in double quotes",
    "改用单引号，例如 'D:\\照片'，或把 \\ 写成 \\\\",
    "use single quotes, as in 'D:\\photos', or write \\ as \\\\",
);
pub(super) const RESERVED: Words = (
    "没有加引号的文字不能以这个符号开头",
    "a text without quotes cannot begin with this character",
    "给整段文字加引号",
    "put the whole text in quotes",
);
pub(super) const TAG: Words = (
    "以 ! 开头的标签写错了",
    "a wrong tag (!)",
    "以 ! 开头的文字请加引号",
    "put a text that begins with ! in quotes",
);
pub(super) const BLOCK_HEAD: Words = (
    "| 或 > 后面写错了",
    "something is wrong behind | or >",
    "| 后面另起一行写文字；以 | 或 > 开头的文字请加引号",
    "begin the text on the line below |; put a text that begins with | or > in quotes",
);
pub(super) const BLOCK_INDENT: Words = (
    "多行文字（| 或 >）的缩进不对",
    "the lines of the block text (| or >) are indented wrongly",
    "各行至少缩进到第一行的位置，只用空格",
    "indent every line at least as far as the first one, by blanks",
);
pub(super) const COMMENT: Words = (
    "注释打断了多行文字，或 # 前面缺空格",
    "a comment interrupts a text, or a blank is missing before #",
    "注释单独成行并放在整个值之后；文字里的 # 请加引号",
    "put the comment on its own line behind the value; put a text with # in quotes",
);
pub(super) const MARKER: Words = (
    "文档在这里应该已经结束",
    "the document should have ended here",
    "把多条记录写成列表（每条以“- ”开头），或用单独一行 --- 分开",
    "write several records as a list (each begins with `- `) or separate them by a line ---",
);
pub(super) const DIRECTIVE: Words = (
    "以 % 开头的指令写错了",
    "a wrong directive (%)",
    "删去这一行；以 % 开头的文字请加引号",
    "remove the line; put a text that begins with % in quotes",
);
pub(super) const QUESTION: Words = (
    "这里不能用“? ”键",
    "a `? ` key cannot stand here",
    "写成“键: 值”；以 ? 开头的文字请加引号",
    "write `key: value`; put a text that begins with ? in quotes",
);
pub(super) const CONTROL: Words = (
    "有不允许的控制字符",
    "a control character that is not allowed",
    "删去这个看不见的字符",
    "remove this invisible character",
);
pub(super) const OTHER: Words = (
    "不是合法的 YAML",
    "not valid YAML",
    "检查这里的缩进、冒号、引号和括号；特殊文字请加引号",
    "check indentation, colons, quotes and brackets here; put unusual text in quotes",
);
pub(super) const BOM: Words = (
    "文件中间有字节顺序标记（U+FEFF）",
    "a byte-order mark (U+FEFF) inside the file",
    "删去这个看不见的字符",
    "remove this invisible character",
);
