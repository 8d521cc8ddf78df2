//! Words that tell what a line is. The lines come without white.

use std::sync::LazyLock;

use regex::Regex;

use super::super::taken::Role;
use super::numbering::of_han;

type Pattern = LazyLock<Option<Regex>>;

/// A pattern of ours; a wrong one fits nothing, and the tests find it.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

fn fits(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// What the names of offices end with.
pub(super) const OFFICES: &str = "政府|委员会|办公室|政府办|县委办|市委办|县委|市委|区委|旗委|党委|党组|政协|人大|人大常委会|人大办|政协办|宣传部|组织部|统战部|政研室|研究室|\
融媒体中心|新闻中心|服务中心|中心|局|档案馆|史志办|方志办|报社|编辑部|法院|检察院|总工会|团委|妇联|人民代表大会|集团|公司|指挥部|领导小组|领导小组办公室|专班|学校|医院|管委会|街道办事处|党史和地方志研究室";

/// What the names of a page's makers stand after.
const MAKERS: &str = "责任编辑|责任校对|责编|编辑|美术编辑|美编|版式设计|版式|版面|版面设计|设计|制图|校对|校检|责校|审核|审校|审稿|终审|初审|复审|一审|二审|三审|签发|组版|排版|\
统筹|策划|监制|总监制|出品|制作|值班主任|值班编委|值班总编|值班总编辑|执行主编|副主编|主编|总编辑|总编|见习编辑|本版编辑|本版责编|本期编辑|视觉|电子信箱|投稿邮箱|新闻热线";

/// What people are called who write or say something.
const OFFICERS: &str = "书记|县长|市长|区长|旗长|镇长|乡长|主席|主任|部长|局长|院长|检察长|秘书长|常委|代表|委员|校长|记者|董事长|总经理|会长|理事长";

static DAY: Pattern = LazyLock::new(|| {
    let year = "(?:[0-9０-９]{4}|[一二三四五六七八九〇零○Ｏ0OＯ]{4})年";
    let month = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[xX×Ｘ]{1,2})月";
    let day = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[xX×Ｘ]{1,2})日";
    pattern(&format!(
        r"^[（(【\[]?(?:{year}(?:{month}(?:{day})?)?|[0-9]{{4}}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?)[，,]?(?:星期[一二三四五六日天])?(?:第?[0-9A-Z一二三四五六七八]{{1,3}}版)?[）)】\]]?$"
    ))
});
static DAY_AND_OFFICE: Pattern = LazyLock::new(|| {
    pattern(&format!(
        r"^[（(]?(?:.{{2,}}(?:{OFFICES})[，,]?[0-9一二三四五六七八九〇○]{{4}}年[0-9一二三四五六七八九十]{{1,2}}月(?:[0-9一二三四五六七八九十]{{1,3}}日)?|[0-9一二三四五六七八九〇○]{{4}}年[0-9一二三四五六七八九十]{{1,2}}月(?:[0-9一二三四五六七八九十]{{1,3}}日)?.{{2,}}(?:{OFFICES}))(?:印发|发|编印)?[）)]?$"
    ))
});
static OFFICE: Pattern = LazyLock::new(|| {
    pattern(&format!("^[（(]?[\u{4e00}-\u{9fff}×xX〇、（）()]{{2,}}(?:{OFFICES})(?:编|编印|印|印发)?[）)]?$"))
});
static NUMBERED_PAPER: Pattern = LazyLock::new(|| {
    pattern(r"^[^。，]+[〔\[［【（(][0-9]{4}[〕\]］】）)](?:第)?[0-9]{1,5}号?(?:签发人：?.{0,8})?$")
});
static ISSUE: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:总?第[0-9一二三四五六七八九十百]{1,5}期|[0-9]{4}年第[0-9]{1,4}期)(?:[（(]?总第?[0-9]{1,5}期?[）)]?)?[）)]?(?:第?[0-9A-Z一二三四五六七八]{1,3}版)?$",
    )
});
static SECRET: Pattern = LazyLock::new(|| {
    pattern(
        r"^(?:(?:绝密|机密|秘密|内部|内部资料|内部文件)(?:[★☆].{0,8}|资料|[，,]?注意保存|[，,]?请勿外传)?|特急|加急|平急|特提|急件|[0-9]{5,8})$",
    )
});
static SIGNED: Pattern =
    LazyLock::new(|| pattern(r"^(?:签发人|签发|核稿|会签|拟稿|拟稿人|印数|共印)[：:]?.{1,14}$"));
static RED_HEAD: Pattern =
    LazyLock::new(|| pattern(&format!("(?:文件|简报|专报|公报|信息|通报|动态|工作交流|{OFFICES})$")));
static PAPER_NAME: Pattern = LazyLock::new(|| {
    pattern(r"^[^。，；：]{2,}(?:文件|简报|专报|公报|信息|通报|动态|快报|内参|专刊|报告单)$")
});
static ABOUT: Pattern = LazyLock::new(|| pattern(r"^.{0,20}(?:关于|印发|转发|批转)[^。：]*$"));
static PAPER_KIND: Pattern = LazyLock::new(|| {
    pattern(
        r"(?:报告|通知|意见|决定|公告|通告|函|请示|批复|方案|规划|办法|规定|总结|要点|计划|汇报|建议|决议)(?:[（(].{1,8}[）)])?$",
    )
});
static PAGE: Pattern = LazyLock::new(|| {
    pattern(
        r"^(?:[-—–－·~～]*[0-9]{1,3}[-—–－·~～]*|第[0-9一二三四五六七八九十]{1,3}页(?:[,，/]?共[0-9一二三四五六七八九十]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3})$",
    )
});
static ORNAMENT: Pattern = LazyLock::new(|| pattern(r"^[-—–－_=＝*＊·•.…~～★☆◆◇■□●○※#＃+|│─━═〓▁▂▃]+$"));
static END: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(【\[—-]*(?:完|全文完|本文完|未完待续|下转第?.{1,6}版|上接第?.{1,6}版|紧接.{1,6}版|END|end|此件公开发布|此件主动公开|此件依申请公开|此页无正文|本页无正文)[）)】\]—-]*$",
    )
});
static CONTACT: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:联系人|联系电话|联系方式|联系地址|通讯地址|电话|办公电话|传真|邮编|邮政编码|邮箱|电子邮箱|电子邮件|E-?mail|网址|地址|抄送|抄报|主题词|分送|发送|公开方式|公开属性|信息公开选项|微信公众号|投稿|投稿邮箱|新闻热线|广告热线)[：:].*$",
    )
});
static PRINTED: Pattern = LazyLock::new(|| pattern(r"[0-9一二三四五六七八九〇]{4}年.{2,9}印发$"));
static ATTACHED: Pattern =
    LazyLock::new(|| pattern(r"^(?:附件|附表|附录|附图|附)(?:[0-9一二三四五六七八九十]{1,2})?(?:[：:].*)?$"));
static CONTENTS: Pattern =
    LazyLock::new(|| pattern(r"^[【\[—]*(?:目录|目次|内容目录|本文目录|CONTENTS|Contents)[】\]—]*$"));
static CONTENTS_LINE: Pattern =
    LazyLock::new(|| pattern(r"^.{2,60}?(?:[.．·…。]{3,}|…+)[（(]?[0-9]{1,3}[）)]?$"));
static GREETING: Pattern = LazyLock::new(|| {
    pattern(r"^(?:尊敬的|各位|同志们|朋友们|女士们|先生们|大家好|老师们|代表们|亲爱的).*[：:！!]$")
});
static EDITOR: Pattern = LazyLock::new(|| {
    pattern(
        r"^[【\[（(〖]?(?:编者按|编者的话|编辑按|编者案|开栏的话|开栏语|编者语|按语|编前语|编前|卷首语)[】\]）)〗]?[：:]?",
    )
});
static BOX: Pattern = LazyLock::new(|| {
    pattern(
        r"^[【\[〖■●◆▶▲★□◇]?(?:相关链接|新闻链接|延伸阅读|知识链接|链接|名词解释|小贴士|背景链接|新闻背景|背景资料|背景介绍|背景|群众声音|代表声音|群众心声|百姓心声|各方声音|声音|他说|她说|名片|档案|数读|一图读懂|小资料|资料链接|记者手记|短评|微评)[】\]〗]?(?:[：:|丨·].*)?$",
    )
});
static BOX_LABEL: Pattern = LazyLock::new(|| {
    pattern(
        r"^[■●◆▶▲★□◇]?(?:相关链接|新闻链接|延伸阅读|知识链接|链接|名词解释|小贴士|背景链接|新闻背景|背景资料|群众声音|代表声音|群众心声|百姓心声|各方声音|资料链接|记者手记)(?:[：:].{2,})?$",
    )
});
static TABLE_LABEL: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?\s*(?:附?表格?)\s*[0-9一二三四五六七八九十]{1,3}(?:[-－—.][0-9]{1,2})?\s*[）)]?\s*[：:、.．]?",
    )
});
static FILE_LABEL: Pattern = LazyLock::new(|| {
    pattern(
        r"(?i)^[（(【\[]?[A-Za-z0-9_\-\x{4e00}-\x{9fff}（）() ]{1,40}\.(?:jpe?g|png|tiff?|heic|bmp|webp)[）)】\]]?[：:]?",
    )
});
static LABELLED: Pattern = LazyLock::new(|| {
    pattern(r"^[（(【\[]?(?:引题|肩题|眉题|主题|主标题|标题|正题|副题|副标题|副标|提示|提要)[）)】\]]?[：:]?")
});
static TABLE_NOTE: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:注|备注|说明|来源|数据来源|资料来源|表注|数据由|以上数据|本表)[0-9]{0,2}(?:[：:，]|.{0,20}提供)",
    )
});
static UNIT_LINE: Pattern = LazyLock::new(|| pattern(r"^[（(]?(?:计量)?单位[：:].+[）)]?$"));
static PICTURE_LABEL: Pattern = LazyLock::new(|| {
    pattern(
        r"^(?:[▲△▼▽◀▶◄►←→↑↓]|[（(【\[]?(?:图|照片|图片|插图)\s*(?:[0-9０-９]{1,2}(?:[-－—][0-9]{1,2})?|[一二三四五六七八九十]{1,2}|[①-⑳])\s*[）)】\]]?\s*[：:、.．]?|(?:图说|图片说明|照片说明|图注|配图|图|图片|照片)\s*[：:])",
    )
});
static PICTURE_WORDS: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:(?:图片|照片)为|图[一二三四五六七八九十①-⑳]?为|[上下左右中主大小]图(?:[一二①②])?(?:为|[：:])|图中|图[①-⑳]|图片|照片显示)",
    )
});
static PICTURE_FILE: Pattern = LazyLock::new(|| {
    pattern(
        r"(?i)^[（(【\[]?(?:[此这]处)?(?:插入?|配|附|见)?(?:图片|照片|图)?[0-9]{0,3}[：:]?[^。，]*\.(?:jpe?g|png|tiff?|heic|bmp|webp)[）)】\]]?$",
    )
});
static CREDIT: Pattern = LazyLock::new(|| {
    pattern(
        r"^(?:(?:摄影|图片|供图|图|照片|摄)[：:/／].{2,}|[^。，；：]{2,}(?:摄|摄影|供图|图片?|制图|绘图|翻拍|提供图片|提供照片))$",
    )
});
static CREDITS: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:本版|本文|本期|本组|文中|以上|除署名外|除署名照片外)(?:图片|照片|摄影|供图|配图|均)?.*|^[（(]?(?:图片|照片|配图)(?:均)?(?:由|来自|来源|选自)(?:于)?[：:]?.{2,}",
    )
});
static BYLINE: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(【□■◎●]*(?:作者|本报(?:首席|见习|全媒体|融媒体)?(?:记者|通讯员|评论员)|本刊(?:记者|评论员)|(?:见习|首席|特约|全媒体|融媒体|融媒|县融媒体中心)?(?:记者|通讯员|评论员|撰稿人?)|文|文字|撰文|撰稿|执笔|供稿|图文|文图|文/图|图/文|特约撰稿)[：:/／丨|\s]?[\x{4e00}-\x{9fff}A-Za-z·、，,/／（）()：:丨|×xX○]{2,}[）)】]?$",
    )
});
static NOT_BYLINE: Pattern = LazyLock::new(|| {
    pattern(r"^(?:文[^/／：:丨|图字]|记者(?:在|从|了解|看|走|来|采|团|站|手记|节)|图文(?:[^/／：:丨|]))")
});
static AUTHOR: Pattern = LazyLock::new(|| pattern(r"^作者[：:]"));
static OFFICER: Pattern = LazyLock::new(|| {
    pattern(&format!(
        r"^[（(]?[^。，：；]*(?:{OFFICERS})[：:]?([\x{{4e00}}-\x{{9fff}}]{{2,4}}|[×xX○]{{2,3}})[）)]?$"
    ))
});
static REPORTED_AT: Pattern = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:[0-9一二三四五六七八九〇○]{4}年.{2,8}日)?(?:在|于).{4,}(?:会议|会|大会|上|全会)(?:上)?(?:的讲话|的报告|的发言)?[）)]?$",
    )
});
static MAKER: Pattern = LazyLock::new(|| {
    pattern(&format!(r"(?:{MAKERS}|摄影|图片|文字|文案|记者|通讯员|撰稿|供稿)(?:[：:/／丨|])"))
});
static MAKER_FIRST: Pattern = LazyLock::new(|| {
    pattern(&format!(
        r"^[（(【\[■●]?(?:本[版期报])?(?:{MAKERS})(?:[：:/／丨|]|[\x{{4e00}}-\x{{9fff}}]{{2,4}}[）)】]?$)"
    ))
});
static SUMMARY: Pattern = LazyLock::new(|| {
    pattern(
        r"(?:综述|纪实|侧记|回眸|总结|报告|巡礼|纪事|扫描|观察|工作情况|情况汇报|要点|讲话|发言|公报|述评|通讯|年终盘点|解读|访谈)(?:[（(].{1,6}[）)])?$",
    )
});
static ENUMERATED: Pattern = LazyLock::new(|| {
    pattern(
        r"^(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，,、是]|首先|其次|再次|最后|同时|此外)",
    )
});

/// The most bytes of a line that is told by the whole of it, 100 letters.
const WHOLE: usize = 300;

macro_rules! tells {
    ($($(#[$doc:meta])* $name:ident = $pattern:ident $(up to $most:ident)?;)*) => {$(
        $(#[$doc])*
        pub(super) fn $name(said: &str) -> bool {
            $(if said.len() > $most {
                return false;
            })?
            fits(&$pattern, said)
        }
    )*};
}

tells! {
    /// Whether it is a day or a year alone.
    is_day = DAY up to WHOLE;
    /// Whether it is an office with a day.
    is_day_and_office = DAY_AND_OFFICE up to WHOLE;
    /// Whether it is a paper's number, 文号.
    is_paper_number = NUMBERED_PAPER up to WHOLE;
    /// Whether it is a paper's issue.
    is_issue = ISSUE up to WHOLE;
    /// Whether it says how secret or urgent a paper is.
    is_secret = SECRET up to WHOLE;
    /// Whether it says who signed.
    is_signed = SIGNED up to WHOLE;
    /// Whether it is the name of a paper, above its number or issue.
    is_paper_name = PAPER_NAME up to WHOLE;
    /// Whether it ends as the name of a paper does.
    is_red_head = RED_HEAD up to WHOLE;
    /// Whether it is a page's number.
    is_page = PAGE up to WHOLE;
    /// Whether it is of signs alone.
    is_ornament = ORNAMENT up to WHOLE;
    /// Whether it says that the text ends, or where it goes on.
    is_end = END up to WHOLE;
    /// Whether it is an address, or whom a copy goes to.
    is_contact = CONTACT up to WHOLE;
    /// Whether it says who printed it, and when.
    is_printed = PRINTED up to WHOLE;
    /// Whether it is the label of something attached.
    is_attached = ATTACHED up to WHOLE;
    /// Whether it is the head of a table of contents.
    is_contents = CONTENTS up to WHOLE;
    /// Whether it is a line of a table of contents.
    is_contents_line = CONTENTS_LINE up to WHOLE;
    /// Whether it greets.
    is_greeting = GREETING up to WHOLE;
    /// Whether it is the label of a box.
    is_box = BOX up to WHOLE;
    /// Whether it begins as a line of a paper's title does.
    is_about = ABOUT up to WHOLE;
    /// Whether it ends as a paper's title does.
    is_paper_kind = PAPER_KIND up to WHOLE;
    /// Whether it is the label of a box even where nothing frames it.
    is_box_label = BOX_LABEL up to WHOLE;
    /// Whether it is a note below a table.
    is_table_note = TABLE_NOTE;
    /// Whether it says the unit of a table.
    is_unit = UNIT_LINE up to WHOLE;
    /// Whether it is the name of a picture's file.
    is_picture_file = PICTURE_FILE up to WHOLE;
    /// Whether it begins as a caption does, with words that stay.
    begins_caption = PICTURE_WORDS;
    /// Whether it begins with the name of a picture's file.
    is_file_label = FILE_LABEL;
    /// Whether it says who took a picture.
    is_credit = CREDIT up to WHOLE;
    /// Whether it says whose all pictures are.
    is_credits = CREDITS;
    /// Whether it is an officer and a name.
    is_officer = OFFICER up to WHOLE;
    /// Whether it says at which meeting something was said.
    is_meeting = REPORTED_AT up to WHOLE;
    /// Whether it ends as a title does that says what kind of text it is.
    is_summary = SUMMARY up to WHOLE;
    /// Whether it begins as one of several points in prose, 一是….
    is_enumerated = ENUMERATED;
    /// Whether it begins as the line of a page's makers.
    is_staff = MAKER_FIRST;
}

/// Whether it is an office alone: named as one, and of a place or a kind; 开新局 and 围绕中心 are none.
pub(super) fn is_office(said: &str) -> bool {
    let bare = said.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    let word = |word: &&str| bare.ends_with(*word);
    fits(&OFFICE, said) && bare.contains(OF_OFFICES) && !NO_OFFICES.iter().any(word)
}

/// What is in the name of an office.
const OF_OFFICES: [char; 22] = [
    '县', '市', '区', '州', '旗', '省', '乡', '镇', '街', '村', '国', '委', '府', '办', '党', '报', '社',
    '院', '校', '协', '×', '人',
];
/// What ends as an office does and is none.
const NO_OFFICES: [&str; 14] = [
    "新局",
    "格局",
    "开局",
    "大局",
    "全局",
    "布局",
    "变局",
    "好局",
    "棋局",
    "危局",
    "结局",
    "围绕中心",
    "聚焦中心",
    "为中心",
];

fn first_letters(pattern: &Pattern, said: &str) -> usize {
    pattern
        .as_ref()
        .and_then(|pattern| pattern.find(said))
        .map_or(0, |found| super::letters::count(found.as_str()))
}

/// How many letters 编者按 takes.
pub(super) fn editor_label(said: &str) -> usize {
    first_letters(&EDITOR, said)
}

/// How many letters 表1 takes; the text comes with its white.
pub(super) fn table_label(text: &str) -> usize {
    label_letters(&TABLE_LABEL, text)
}

/// How many letters 图1 or the name of a picture's file takes; the text comes with its white.
pub(super) fn picture_label(text: &str) -> usize {
    match first_letters(&FILE_LABEL, text) {
        0 => label_letters(&PICTURE_LABEL, text),
        file => file,
    }
}

/// The letters of a label with a number; where a year follows the number at once, the year is not of it.
fn label_letters(pattern: &Pattern, text: &str) -> usize {
    let letters = first_letters(pattern, text);
    let squeezed: Vec<char> = text.chars().filter(|&c| !super::letters::blank(c)).collect();
    let Some(start) = squeezed.iter().take(letters).position(char::is_ascii_digit) else { return letters };
    let digits = squeezed[start..].iter().take_while(|c| c.is_ascii_digit()).count();
    let joined = !text.chars().skip_while(|c| !c.is_ascii_digit()).take(digits).any(super::letters::blank);
    let year = joined && digits > 4 && squeezed.get(start + digits) == Some(&'年');
    if year { letters.min(start + digits - 4) } else { letters }
}

/// The role that a label before a line of the head names, and the letters of the label.
pub(super) fn head_label(said: &str) -> Option<(Role, usize)> {
    let letters = first_letters(&LABELLED, said);
    let label: String =
        said.chars().take(letters).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let marked = said.chars().take(letters).any(|c| matches!(c, '：' | ':' | '】' | '）' | ']' | ')'));
    let role = match label.as_str() {
        "引题" | "肩题" | "眉题" => Role::Kicker,
        "主题" | "主标题" | "标题" | "正题" => Role::Title,
        "副题" | "副标题" | "副标" => Role::Subtitle,
        "提示" | "提要" => Role::Lead,
        _ => return None,
    };
    marked.then_some((role, letters))
}

/// Whether a line is an office and a name, or an officer and one, parted by white.
pub(super) fn is_office_and_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(super::letters::blank).filter(|word| !word.is_empty()).collect();
    let Some((name, office)) = words.split_last() else { return false };
    let (name, office) =
        if name.chars().count() == 1 && office.len() > 1 && office[office.len() - 1].chars().count() == 1 {
            (format!("{}{name}", office[office.len() - 1]), &office[..office.len() - 1])
        } else {
            ((*name).to_owned(), office)
        };
    let office = office.concat();
    !office.is_empty()
        && are_names(&name)
        && (is_office(&office) || OFFICERS.split('|').any(|officer| office.ends_with(officer)))
        && office.chars().count() <= 30
}

/// How many letters 作者： takes.
pub(super) fn author_label(said: &str) -> usize {
    first_letters(&AUTHOR, said)
}

/// Whether it says who wrote the text.
pub(super) fn is_byline(said: &str) -> bool {
    said.len() <= WHOLE && fits(&BYLINE, said) && !fits(&NOT_BYLINE, said)
}

/// Where the names of a page's makers begin, in letters.
pub(super) fn makers(said: &str) -> Vec<usize> {
    let Some(pattern) = &*MAKER else { return Vec::new() };
    pattern.find_iter(said).map(|found| said[..found.start()].chars().count()).collect()
}

/// Whether it is two to four names, or one: words of two to four letters, as the white between them parts them.
pub(super) fn are_names(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '、').filter(|word| !word.is_empty()).collect();
    let surname = |word: &str| word.chars().next().is_some_and(|c| SURNAMES.contains(c));
    let whole: String = words.concat();
    let length = whole.chars().count();
    let han = whole.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '×');
    let fits = |word: &&str| (2..=3).contains(&word.chars().count()) && surname(word);
    han && surname(&whole)
        && (length == 2 && words.len() <= 2
            || length == 3 && words.len() == 1
            || words.len() >= 2 && words.iter().all(fits))
}

/// The common surnames.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";

/// Whether a style's name is that of a document's title.
pub(super) fn is_title_style(style: &str) -> bool {
    matches!(
        style,
        "title"
            | "标题"
            | "文档标题"
            | "题目"
            | "大标题"
            | "主标题"
            | "文章标题"
            | "正标题"
            | "总标题"
            | "公文标题"
            | "titel"
    )
}

/// Whether a style's name is that of a document's subtitle.
pub(super) fn is_subtitle_style(style: &str) -> bool {
    matches!(style, "subtitle" | "副标题" | "副题" | "untertitel")
}

/// Whether a style's name is that of captions.
pub(super) fn is_caption_style(style: &str) -> bool {
    matches!(
        style,
        "caption"
            | "题注"
            | "图注"
            | "图片说明"
            | "illustration"
            | "figure"
            | "drawing"
            | "图说"
            | "图题"
            | "插图"
            | "beschriftung"
    )
}

/// Whether a style's name is that of a table of contents.
pub(super) fn is_contents_style(style: &str) -> bool {
    let named = style.starts_with("toc") || style.starts_with("目录") || style.starts_with("contents");
    named && !style.contains("标题1")
}

/// The level of headings that a style's name says, from 0.
pub(super) fn style_level(style: &str) -> Option<u8> {
    let after = |prefix: &str| style.strip_prefix(prefix).and_then(|rest| rest.chars().next());
    let level = ["heading", "标题", "überschrift", "样式标题", "小标题"]
        .into_iter()
        .find_map(|prefix| after(prefix)?.to_digit(10));
    let han = || {
        let number: Vec<char> = style.strip_suffix("级标题")?.chars().collect();
        of_han(&number).or_else(|| number.first()?.to_digit(10))
    };
    level.or_else(han).and_then(|level| u8::try_from(level.checked_sub(1)?).ok()).filter(|level| *level < 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_right() {
        let all = [
            &DAY,
            &DAY_AND_OFFICE,
            &OFFICE,
            &NUMBERED_PAPER,
            &ISSUE,
            &SECRET,
            &SIGNED,
            &RED_HEAD,
            &PAGE,
            &ORNAMENT,
            &END,
            &CONTACT,
            &PRINTED,
            &ATTACHED,
            &CONTENTS,
            &CONTENTS_LINE,
            &GREETING,
            &EDITOR,
            &BOX,
            &TABLE_LABEL,
            &TABLE_NOTE,
            &UNIT_LINE,
            &PICTURE_LABEL,
            &PICTURE_WORDS,
            &PICTURE_FILE,
            &CREDIT,
            &CREDITS,
            &BYLINE,
            &NOT_BYLINE,
            &AUTHOR,
            &OFFICER,
            &FILE_LABEL,
            &LABELLED,
            &ABOUT,
            &PAPER_KIND,
            &BOX_LABEL,
            &PAPER_NAME,
            &REPORTED_AT,
            &MAKER,
            &MAKER_FIRST,
            &SUMMARY,
            &ENUMERATED,
        ];
        for (at, pattern) in all.into_iter().enumerate() {
            assert!(pattern.is_some(), "pattern {at}");
        }
    }

    #[test]
    fn lines_are_known_by_their_words() {
        for day in ["2024年12月31日", "二〇二四年十二月三十一日", "（2025年1月8日）", "2025.1.8", "2024年"]
        {
            assert!(is_day(day), "{day}");
        }
        assert!(!is_day("2024年工作总结"));
        assert!(
            is_office("海西县人民政府办公室")
                && is_office("县发展和改革局")
                && !is_office("扬帆破浪开新局")
                && !is_office("围绕中心")
        );
        for number in ["海政发〔2024〕12号", "海政办发[2024]3号"] {
            assert!(is_paper_number(number), "{number}");
        }
        for byline in [
            "本报记者张三李四",
            "记者张三通讯员李四",
            "（本报记者张三）",
            "作者：张三",
            "文/张三图/李四",
            "通讯员：李四",
        ] {
            assert!(is_byline(byline), "{byline}");
        }
        for other in ["记者在现场看到", "文化繁荣", "文明创建", "图文并茂"] {
            assert!(!is_byline(other), "{other}");
        }
        assert!(
            are_names("张三 李四")
                && are_names("张 三")
                && !are_names("经济 发展")
                && !are_names("稳中求进 步履铿锵")
        );
        assert_eq!(picture_label("图1：开工现场"), 3);
        assert_eq!(picture_label("图为开工现场"), 0);
        assert_eq!(picture_label("IMG_12.JPG　开工现场"), 10);
        assert_eq!(picture_label("图1 2024年开工现场"), 2);
        assert_eq!(table_label("表1 2024年指标"), 2);
        assert_eq!(table_label("表12024年指标"), 2);
        assert_eq!(head_label("引题：回望2024"), Some((Role::Kicker, 3)));
        assert_eq!(head_label("主题教育走深走实"), None);
        assert!(
            is_office_and_name("海西县政协办公室　李明")
                && is_office_and_name("县委书记 张 三")
                && !is_office_and_name("经济 发展")
        );
        assert_eq!(table_label("表1全县指标"), 2);
        assert_eq!(makers("责任编辑：张三版式：李四校对：王五"), [0, 7, 12]);
        assert_eq!(editor_label("【编者按】今年"), 5);
        assert_eq!(style_level("heading2"), Some(1));
        assert_eq!(style_level("一级标题"), Some(0));
        assert_eq!(style_level("标题"), None);
    }
}
