//! The names of people in a text: surnames, and the titles and ways of address beside which a name stands.
//!
//! Where it is in doubt whether a name ends, it goes on: what is taken for a name is only kept together.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::body::{Block, Item};
use super::inline::Style;
use super::model::Report;
use super::text::is_han;
use super::texts::{Said, said};

/// Surnames of one character, the frequent ones first (百家姓 and the common ones beside it).
const SINGLE: &str = "果冮王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚木穆燕郎邸冀谈姬屠连郜晏栾郁商蒙喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼衣楚佟栗匡宗应巫鞠僧桑荆谌银扬明沙伏岑习胥蔺水云昌凤酆皮元湛狄贝毋麻危骆刀咎昝经裘缪宣贲杭诸钮嵇滑荣荀羊惠储汲邴松富乌巴弓牧隗山班仰秋伊暴钭厉戎祖束幸韶蓟印宿怀蒲鄂索籍苍闻莘贡劳逄扶堵宰郦雍却璩濮寿通扈郏浦尚农充慕茹宦鱼容慎戈庾满弘寇禄阙东殳沃蔚越夔隆厍勾融养丰巢蒯权逯益桓撒买卡闪拜妥喇锁丹";
/// Surnames of two characters.
const DOUBLE: [&str; 24] = [
    "欧阳", "上官", "司马", "诸葛", "慕容", "司徒", "令狐", "皇甫", "尉迟", "公孙", "夏侯", "东方", "端木",
    "宇文", "长孙", "澹台", "太史", "轩辕", "钟离", "淳于", "单于", "闻人", "独孤", "南宫",
];

/// What stands before a name. 委员 ends 政协委员 and 专职委员 as well.
const BEFORE: [&str; 66] = [
    "书记",
    "主席",
    "主任",
    "委员长",
    "总理",
    "部长",
    "省长",
    "市长",
    "县长",
    "区长",
    "旗长",
    "州长",
    "盟长",
    "乡长",
    "镇长",
    "村长",
    "局长",
    "厅长",
    "处长",
    "科长",
    "股长",
    "院长",
    "校长",
    "园长",
    "所长",
    "站长",
    "队长",
    "班长",
    "组长",
    "会长",
    "秘书长",
    "理事长",
    "董事长",
    "经理",
    "厂长",
    "行长",
    "社长",
    "店长",
    "连长",
    "委员",
    "代表",
    "常委",
    "记者",
    "通讯员",
    "编辑",
    "校对",
    "版式",
    "责编",
    "摄影",
    "同志",
    "教授",
    "医生",
    "大夫",
    "护士",
    "教师",
    "老师",
    "支书",
    "村医",
    "村民",
    "居民",
    "农民",
    "党员",
    "烈士",
    "英雄",
    "负责人",
    "带头人",
];
/// What stands behind a name.
const AFTER: [&str; 22] = [
    "同志",
    "先生",
    "女士",
    "委员",
    "总书记",
    "书记",
    "副书记",
    "主席",
    "副主席",
    "主任",
    "副主任",
    "总理",
    "县长",
    "教授",
    "院士",
    "老师",
    "医生",
    "大夫",
    "烈士",
    "局长",
    "院长",
    "代表",
];
/// What no given name has.
const NEVER: &str =
    "的了在是和与及或对向为把被从到就还也都将以于并这那两三四五六七八九十个们等着说要不很各每该副总原兼";
/// The longest and the shortest name that a report gives in a field of its own.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=4;

static SURNAMES: LazyLock<HashSet<char>> = LazyLock::new(|| SINGLE.chars().collect());

/// How many characters the surname has with which some text begins; 0 when it begins with none.
fn surname(text: &[char]) -> usize {
    let double = DOUBLE.iter().any(|name| name.chars().eq(text.iter().copied().take(2)));
    if double { 2 } else { usize::from(text.first().is_some_and(|first| SURNAMES.contains(first))) }
}

fn given(character: char) -> bool {
    is_han(character) && !NEVER.contains(character)
}

/// How many characters the name may have with which some text begins: a surname with one or two characters more.
fn name(text: &[char]) -> Option<usize> {
    let surname = surname(text);
    let more = text.get(surname..)?.iter().take(2).take_while(|c| given(**c)).count();
    (surname > 0 && more > 0).then_some(surname + more)
}

/// The names that stand beside titles, as ranges of characters.
#[must_use]
pub fn beside_titles(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in 1..text.len() {
        let before = BY_LAST.get(&text[at - 1]).into_iter().flatten();
        if before.into_iter().any(|title| text[..at].ends_with(title)) {
            names_from(text, at, &mut found);
        }
        let after = BY_FIRST.get(&text[at]).into_iter().flatten();
        if after.into_iter().any(|title| text[at..].starts_with(title)) {
            found.extend(name_until(text, at));
        }
    }
    found
}

/// Titles by one of their characters: few have the one that stands at a place.
type ByCharacter = HashMap<char, Vec<Vec<char>>>;
static BY_LAST: LazyLock<ByCharacter> = LazyLock::new(|| by(&BEFORE, <[char]>::last));
static BY_FIRST: LazyLock<ByCharacter> = LazyLock::new(|| by(&AFTER, <[char]>::first));

fn by(titles: &[&str], character: impl Fn(&[char]) -> Option<&char>) -> ByCharacter {
    let mut found = ByCharacter::new();
    for title in titles {
        let title: Vec<char> = title.chars().collect();
        if let Some(&c) = character(&title) {
            found.entry(c).or_default().push(title);
        }
    }
    found
}

/// The names that begin at a place, one after the other with 、 or spaces between.
fn names_from(text: &[char], at: usize, found: &mut Vec<Range<usize>>) {
    let mut at = at;
    loop {
        at += text[at..].iter().take_while(|c| matches!(c, ' ' | '\u{3000}' | '：')).count();
        let Some(length) = name(&text[at..]) else { return };
        found.push(at..at + length);
        // A name of two characters may end before what was taken for its third.
        let Some(next) =
            (at + 2..=at + length).find(|&end| matches!(text.get(end), Some('、' | ' ' | '\u{3000}')))
        else {
            return;
        };
        at = next + 1;
    }
}

/// The name that ends at a place.
fn name_until(text: &[char], end: usize) -> Option<Range<usize>> {
    let lengths = [4, 3, 2].into_iter().filter(|length| *length <= end);
    lengths.map(|length| end - length..end).find(|range| {
        let said = &text[range.clone()];
        let surname = surname(said);
        // Four characters are a name only with a surname of two.
        surname > 0
            && said.len() > surname
            && said.len() - surname <= 2
            && said[surname..].iter().all(|c| given(*c))
    })
}

/// The people whom a report names: in fields of their own (staff, byline, credits of photos), and beside their titles
/// anywhere.
#[must_use]
pub fn of_report(report: &Report) -> Vec<String> {
    let staff = report.folio.iter().flat_map(|folio| &folio.staff).map(|person| person.name.as_str());
    let photos = report.photos.iter().filter_map(|photo| photo.credit.as_deref());
    let bylines = report.sections.iter().filter_map(|section| section.byline.as_deref());
    let sayings = report.sections.iter().flat_map(|section| &section.body).filter_map(|item| match item {
        Item::Block(Block::Quote(saying)) => saying.from.as_deref(),
        _ => None,
    });
    let fields = staff
        .chain(report.headline.byline.as_deref())
        .chain(bylines)
        .chain(sayings)
        .chain(photos)
        .chain(report.credits.as_deref());
    let texts: Vec<Said> = said(report).into_iter().filter(|said| said.row.kind.is_some()).collect();
    let beside = texts.iter().flat_map(|said| {
        let text: Vec<char> = said.marked().plain().chars().collect();
        beside_titles(&text).into_iter().map(move |name| text[name].iter().collect()).collect::<Vec<String>>()
    });
    let marked = texts.iter().flat_map(|said| said.marked().pieces);
    let marked = marked.filter(|piece| piece.style == Style::Name).flat_map(|piece| in_field(&piece.text));
    let mut found: Vec<String> = fields.flat_map(in_field).chain(beside).chain(marked).collect();
    found.sort();
    found.dedup();
    found
}

/// The names in a field that names people: its words without what says what they did.
fn in_field(field: &str) -> Vec<String> {
    let words = field.split(|c: char| !is_han(c) && c != '·');
    words
        .filter_map(|word| {
            let word = BEFORE.iter().find_map(|title| word.rsplit_once(title)).map_or(word, |(_, rest)| rest);
            let word = ["摄影", "供图", "摄", "图", "文"]
                .iter()
                .find_map(|did| word.strip_suffix(did))
                .unwrap_or(word);
            let characters: Vec<char> = word.chars().collect();
            let is_name =
                NAME_LENGTH.contains(&characters.len()) && name(&characters).is_some() || word.contains('·');
            is_name.then(|| word.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{beside_titles, in_field};

    fn found(text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        beside_titles(&characters).into_iter().map(|range| characters[range].iter().collect()).collect()
    }

    #[test]
    fn names_stand_beside_titles() {
        assert_eq!(found("全国政协副主席梁振英出席"), ["梁振英"]);
        assert_eq!(found("县委书记欧阳振华到会"), ["欧阳振华"]);
        assert_eq!(found("学习马清源同志的事迹"), ["马清源"]);
        assert_eq!(found("记者于小禾、兰若云"), ["于小禾", "兰若云"]);
        assert_eq!(found("通讯员李明、马清源摄"), ["李明", "马清源"]);
        assert_eq!(found("本报记者　石望川"), ["石望川"]);
        // Nobody knows where a name of two characters ends.
        assert_eq!(found("县长王军指出"), ["王军指"]);
        assert_eq!(found("副主任王军在会上"), ["王军"]);
        assert_eq!(found("委员的建议，主任会议，群众期盼"), Vec::<String>::new());
    }

    #[test]
    fn fields_name_people() {
        assert_eq!(in_field("本报记者　石望川"), ["石望川"]);
        assert_eq!(in_field("本报记者 李明 通讯员 马清源"), ["李明", "马清源"]);
        assert_eq!(in_field("马清源摄"), ["马清源"]);
        assert_eq!(in_field("阿卜杜·热合曼/摄"), ["阿卜杜·热合曼"]);
        assert_eq!(in_field("本版图片由县政协办公室提供"), Vec::<String>::new());
    }
}
