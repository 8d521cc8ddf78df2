//! Reports made up at random, by a seed: many sections or few, even or not, with photos of all shapes.

use serde_json::{Value, json};

/// A small generator of numbers (splitmix64): the same on every machine.
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `least` to `most`, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        let count = u64::try_from(most.saturating_sub(least) + 1).unwrap_or(1);
        least + usize::try_from(self.next() % count).unwrap_or(0)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.between(0, of.len() - 1)]
    }
}

const SUBJECTS: [&str; 16] = [
    "县政协",
    "各专委会",
    "界别小组",
    "驻村委员",
    "县委办公室",
    "合作社",
    "乡镇卫生院",
    "产业园区",
    "社区居民",
    "青年委员",
    "调研组",
    "提案办理单位",
    "老党员",
    "技术人员",
    "志愿者",
    "机关干部",
];
const VERBS: [&str; 16] = [
    "围绕",
    "走进",
    "察看了",
    "商量了",
    "推动",
    "关心着",
    "记录下",
    "帮助解决",
    "宣传",
    "讨论了",
    "梳理出",
    "完善了",
    "落实",
    "回访了",
    "跟踪",
    "盘点了",
];
const OBJECTS: [&str; 16] = [
    "农村饮水管网改造",
    "肉牛产业链延伸",
    "通村公路养护",
    "老旧小区加装电梯",
    "中药材种植",
    "义务教育均衡发展",
    "河道治理",
    "冷凉蔬菜基地",
    "电商直播带货",
    "文化广场建设",
    "医保报销流程",
    "易地搬迁后续扶持",
    "光伏发电项目",
    "民宿旅游",
    "林下经济",
    "政务服务窗口",
];
const TAILS: [&str; 10] = [
    "",
    "，办法写进了清单",
    "，一件一件有回音",
    "，群众看在眼里",
    "，路子越走越宽",
    "，共提出建议12条",
    "，全年开展3次",
    "，满意度达到95%",
    "，资金23万元全部到位",
    "，大家说“这事办到了心坎上”",
];

fn sentence(numbers: &mut Numbers) -> String {
    format!(
        "{}{}{}{}。",
        numbers.one(&SUBJECTS),
        numbers.one(&VERBS),
        numbers.one(&OBJECTS),
        numbers.one(&TAILS)
    )
}

/// Paragraphs of about so many characters.
#[must_use]
pub fn text(numbers: &mut Numbers, characters: usize) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut written = 0;
    while written < characters {
        let mut paragraph = String::new();
        let wanted = numbers.between(60, 190).min(characters - written);
        while paragraph.chars().count() < wanted {
            paragraph.push_str(&sentence(numbers));
        }
        written += paragraph.chars().count();
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// Parts of headings, by their length.
const PARTS: [[&str; 12]; 3] = [
    ["协商", "履职", "民生", "建言", "聚力", "惠民", "提质", "赋能", "助农", "兴业", "护河", "修路"],
    [
        "促发展",
        "解民忧",
        "谋良策",
        "办实事",
        "谱新篇",
        "聚共识",
        "出实招",
        "献良计",
        "开新局",
        "暖人心",
        "见真章",
        "结硕果",
    ],
    [
        "同心同行",
        "建言资政",
        "凝心聚力",
        "履职为民",
        "深入一线",
        "真抓实干",
        "协商于民",
        "监督有力",
        "产业兴旺",
        "山乡换新",
        "河清岸绿",
        "书香满城",
    ],
];

/// A heading of so many characters, of parts of four, three and two.
fn phrase(numbers: &mut Numbers, characters: usize) -> String {
    let mut drawn: Vec<usize> = (0..characters).map(|_| numbers.between(0, 35)).collect();
    let (mut left, mut phrase) = (characters, String::new());
    while left > 0 {
        let long = match left {
            1 => return phrase + "忙",
            2 | 4 | 8 => left.min(4),
            3 | 5..=7 | 9 => 3,
            _ => 4,
        };
        phrase.push_str(PARTS[long - 2][drawn.pop().unwrap_or(0) % 12]);
        left -= long;
    }
    phrase
}

/// Shapes of photos, width and height in pixels: upright, square, ordinary, wide and panorama.
pub const SHAPES: [(u32, u32); 8] = [
    (1000, 1500),
    (1200, 1600),
    (1500, 1500),
    (2000, 1500),
    (2100, 1400),
    (2100, 1400),
    (2400, 1350),
    (3000, 1100),
];

/// The shape of a photo that goes over a fold: with pixels for a third of a metre.
const LEADING: (u32, u32) = (2400, 1350);

/// A report and the shapes of its photos.
pub struct Made {
    /// The report.
    pub json: Value,
    /// Width and height of each photo (pixels).
    pub photos: Vec<(u32, u32)>,
    /// The characters of all sections.
    pub characters: usize,
}

/// From the least to the most of what a random report has.
struct Volume {
    sections: (usize, usize),
    characters: (usize, usize),
    photos: (usize, usize),
    /// A third of the longest lead.
    lead: usize,
    /// Whether the first photo is always the hero's, and large.
    leads: bool,
}

/// What suits one page of a broadsheet.
#[must_use]
pub fn make(seed: u64) -> Made {
    let one_page =
        Volume { sections: (3, 8), characters: (2200, 4800), photos: (0, 12), lead: 130, leads: false };
    make_of(seed, &one_page)
}

/// Anything that a county may send: from a thousand characters without a photo to fourteen sections with twenty.
#[must_use]
pub fn make_any(seed: u64) -> Made {
    let any =
        Volume { sections: (1, 14), characters: (1000, 12000), photos: (0, 20), lead: 400, leads: false };
    make_of(seed, &any)
}

/// What is hard in one way alone: the name of the report, and so many sections, characters and photos, with a lead of so
/// many characters.
const HARD: [(&str, usize, usize, usize, usize); 10] = [
    ("one long section", 1, 4000, 0, 100),
    ("one long section with photos", 1, 4000, 6, 100),
    ("one section full of photos", 1, 2400, 12, 0),
    ("a long lead", 3, 900, 0, 1200),
    ("a long lead with photos", 5, 4000, 6, 1200),
    ("one short section", 1, 1000, 0, 0),
    ("six short sections", 6, 1000, 0, 0),
    ("few words for many photos", 4, 1200, 20, 150),
    ("long sections", 3, 12_000, 0, 300),
    ("all at once", 14, 12_000, 20, 1200),
];

/// Reports that are hard in one way.
pub fn hard() -> impl Iterator<Item = (&'static str, Made)> {
    HARD.into_iter().enumerate().map(|(index, (name, sections, characters, photos, lead))| {
        let exactly = |count: usize| (count, count);
        let volume = Volume {
            sections: exactly(sections),
            characters: exactly(characters),
            photos: exactly(photos),
            lead: 0,
            leads: false,
        };
        let mut made = make_of(index as u64 + 1, &volume);
        made.json["lead"] = json!(text(&mut Numbers::new(lead as u64), lead));
        (name, made)
    })
}

/// The longest section (characters).
const MOST_OF_SECTION: usize = 4000;

/// What suits a spread, with a photo for its fold.
#[must_use]
pub fn long(seed: u64) -> Made {
    let spread =
        Volume { sections: (7, 12), characters: (8000, 12_000), photos: (1, 12), lead: 130, leads: true };
    make_of(seed, &spread)
}

fn make_of(seed: u64, volume: &Volume) -> Made {
    let numbers = &mut Numbers::new(seed);
    let drawn = |numbers: &mut Numbers, (least, most)| numbers.between(least, most);
    let count = drawn(numbers, volume.sections);
    let total = drawn(numbers, volume.characters);
    // No section is longer than a page holds.
    let count = count.max(total.div_ceil(MOST_OF_SECTION));
    // Every third report is very uneven.
    let uneven = seed.is_multiple_of(3);
    let weights: Vec<usize> =
        (0..count).map(|_| if uneven { numbers.between(1, 6) } else { numbers.between(4, 6) }).collect();
    let whole: usize = weights.iter().sum();
    let photos = drawn(numbers, volume.photos);
    let mut by_section = vec![Vec::new(); count];
    let mut shapes = Vec::new();
    for photo in 0..photos {
        // About one in eight is the lead's.
        if numbers.between(0, 7) > 0 && !(volume.leads && photo == 0) {
            by_section[numbers.between(0, count - 1)].push(format!("p{photo}"));
        }
        shapes.push(numbers.one(&SHAPES));
    }
    if let (true, Some(first)) = (volume.leads, shapes.first_mut()) {
        *first = LEADING;
    }
    let mut characters = 0;
    let sections: Vec<Value> = weights
        .iter()
        .zip(&by_section)
        .map(|(weight, photos)| {
            let body = text(numbers, (total * weight / whole).clamp(120, MOST_OF_SECTION));
            characters += body.iter().map(|p| p.chars().count()).sum::<usize>();
            let length = numbers.between(5, 11);
            let heading = if numbers.between(0, 4) == 0 {
                vec![phrase(numbers, length + 4)]
            } else {
                vec![phrase(numbers, length), phrase(numbers, length)]
            };
            json!({ "heading": heading, "body": body, "photos": photos })
        })
        .collect();
    let lead = match numbers.between(0, 3) {
        0 => Vec::new(),
        n => text(numbers, n * volume.lead),
    };
    let metrics: Vec<Value> = (0..numbers.between(0, 12))
        .map(|index| {
            let value = numbers.between(3, 2000);
            let series: Vec<Value> = if index == 0 {
                let before = |year: usize| value.saturating_sub((2024 - year) * 3);
                (2020..2025).map(|year| json!({ "year": year, "value": before(year) })).collect()
            } else {
                Vec::new()
            };
            json!({ "id": format!("m{index}"), "label": phrase(numbers, 5), "value": value,
                "unit": numbers.one(&["件", "%", "场次", "余篇"]), "series": series })
        })
        .collect();
    let photo = |index: usize, numbers: &mut Numbers| {
        let mut caption = sentence(numbers);
        while caption.chars().count() < numbers.between(12, 45) {
            caption.push_str(&sentence(numbers));
        }
        json!({ "id": format!("p{index}"), "file": format!("p{index}.jpg"), "caption": caption })
    };
    let photos: Vec<Value> = (0..photos).map(|index| photo(index, numbers)).collect();
    let json = json!({
        "format": 1, "county": "某县", "year": 2024,
        "folio": { "paper": "某报", "date": "2025-01-10", "page": "8", "kind": "专版" },
        "headline": { "kicker": phrase(numbers, 12), "title": [phrase(numbers, 7), phrase(numbers, 7)],
            "subtitle": "——某县政协2024年履职工作回顾", "byline": "本报记者　某某" },
        "lead": lead, "metrics": metrics, "sections": sections, "photos": photos,
        "credits": "本版图片为示意图",
    });
    Made { json, photos: shapes, characters }
}

/// A grey stand-in for a photo of some shape, as JPEG.
#[must_use]
pub fn grey(shape: (u32, u32)) -> Vec<u8> {
    let grey = u8::try_from((shape.0 * 7 + shape.1 * 3) % 120 + 90).unwrap_or(150);
    let picture = image::GrayImage::from_pixel(shape.0, shape.1, image::Luma([grey]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    // A picture in memory can always be written to memory.
    let _ = image::DynamicImage::from(picture).write_to(&mut bytes, image::ImageFormat::Jpeg);
    bytes.into_inner()
}
