//! What stands above and below tables.

use super::super::taken::Role;
use super::line::Line;
use super::usual::Usual;
use super::wording;

/// What the titles of tables end with.
const KINDS: [&str; 12] =
    ["表", "统计", "情况", "指标", "一览", "速览", "汇总", "数据", "对比", "清单", "名单", "明细"];

/// Titles and notes of tables.
pub(super) fn judge(lines: &mut [Line], usual: &Usual) {
    for at in 0..lines.len() {
        if lines[at].grid.is_none() {
            continue;
        }
        above(lines, at, usual);
        let mut below = at + 1;
        while below < lines.len() && below <= at + 4 {
            let line = &mut lines[below];
            if line.length == 0 && line.pictures.is_empty() {
            } else if line.open()
                && line.length <= 120
                && (wording::is_table_note(&line.said) || wording::is_unit(&line.said))
            {
                line.take(Role::TableNote, None);
            } else {
                break;
            }
            below += 1;
        }
    }
}

fn above(lines: &mut [Line], table: usize, usual: &Usual) {
    let mut at = table;
    let mut titled = false;
    while let Some(before) = at.checked_sub(1).filter(|before| before + 5 > table) {
        at = before;
        let follows =
            lines[at + 1..table].iter().all(|line| line.length == 0 || line.role() == Some(Role::TableNote));
        let line = &mut lines[at];
        if line.length == 0 && line.pictures.is_empty() && line.grid.is_none() {
            continue;
        }
        if !line.open() || !follows {
            return;
        }
        if wording::is_unit(&line.said) {
            line.take(Role::TableNote, None);
            continue;
        }
        let label = wording::table_label(&line.text);
        let short = line.length <= 45 && !matches!(line.last(), '。' | '；' | '，' | '：' | ':');
        if titled || !short || (line.number.is_some() && label == 0) {
            return;
        }
        let small = line.look.size > 0 && usual.look.size > 0 && line.look.size < usual.look.size;
        let face = line.look.face != usual.look.face;
        let kind = KINDS.iter().any(|kind| line.said.ends_with(kind));
        let looks = line.centred || small || face || line.look.bold && !usual.look.bold;
        if label > 0 || wording::is_caption_style(&line.style) || (line.outline.is_none() && (kind || looks))
        {
            let from = if label < line.length { label } else { 0 };
            let certain = label > 0 || kind || (line.centred && line.outline.is_none());
            let doubt = (!certain).then(|| crate::say!("import-doubt.table-title"));
            line.take_from(Role::TableTitle, from, doubt);
            titled = true;
        } else {
            return;
        }
    }
}
