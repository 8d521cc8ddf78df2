//! The stock of sentences: made up for these documents. In a sentence `{…}` is a number or a name to be filled in, and
//! `*…*` a phrase that some offices print bold.

mod duty;
mod economy;
mod people;

/// What belongs to one field of a county's work.
pub struct Theme {
    /// Headings of a line of their own.
    pub headings: &'static [&'static str],
    /// Headings of two halves of four.
    pub couplets: &'static [(&'static str, &'static str)],
    /// Short headings.
    pub short: &'static [&'static str],
    /// Headings within a section.
    pub subheads: &'static [&'static str],
    pub sentences: &'static [&'static str],
    /// Short entries of lists.
    pub entries: &'static [&'static str],
    pub captions: &'static [&'static str],
}

pub const THEMES: [&Theme; 14] = [
    &duty::PARTY,
    &duty::COUNSEL,
    &duty::CONGRESS,
    &economy::INDUSTRY,
    &economy::FARMING,
    &economy::TOWN,
    &economy::REFORM,
    &economy::GREEN,
    &people::LIVING,
    &people::SCHOOLS,
    &people::HEALTH,
    &people::CULTURE,
    &people::SAFETY,
    &duty::UNITY,
];

/// Beginnings of paragraphs that a careless eye takes for numbers or headings.
pub const OPENERS: &[&str] = &[
    "{Y}年，全县上下拧成一股绳。",
    "{u}月，第一场现场会就开到了{t}。",
    "{d}.{u}万亩新茶园进入丰产期，是今年最让人高兴的一件事。",
    "第一书记们把铺盖搬进了村。",
    "一年来，走过的路、流过的汗都算数。",
    "一批群众看得见、摸得着的变化正在发生。",
    "一季度开局不易，二季度爬坡过坎，三季度稳住了势头，四季度全面冲刺。",
    "三年前定下的目标，今年有了结果。",
    "十届三次全会以来，各项部署落地有声。",
    "{n}多名委员走出会场，走进田间地头。",
    "五月的{r}，水涨船高。",
    "“十四五”规划确定的任务已完成{p}%。",
    "五一、国庆两个长假，街上人流不断。",
    "两个“硬骨头”项目，终于啃下来了。",
    "1至{u}月，各项指标好于预期。",
    "2.{d}公里的引水渠，修了整整两个冬春。",
];

/// Sentences of a line of their own, which some print bold: no headings.
pub const BOLD_LINES: &[&str] = &[
    "成绩来之不易，奋斗充满艰辛。",
    "民之所忧，我必念之；民之所盼，我必行之。",
    "这一年，我们没有停下脚步。",
    "事实证明，只要肯干，就没有翻不过的山。",
    "数字背后，是一张张笑脸。",
    "路虽远，行则将至。",
    "群众满意不满意，是最硬的一把尺子。",
    "发展为了人民，人民就是底气！",
];

/// One-line paragraphs that lead on to what follows.
pub const LEAD_INS: &[&str] = &[
    "主要做了以下几个方面的工作：",
    "具体情况如下：",
    "全年主要数据如下。",
    "会议还研究了其他事项。",
    "重点抓了这样几件事：",
];

/// What somebody says, alone in its paragraph.
pub const QUOTES: &[(&str, &str)] = &[
    ("“把好事办好，把实事办实，群众才会说好。”", "一位老委员这样说。"),
    ("“门口的路通了，赶集不用再蹚泥了。”", "{v}村民{k}说。"),
    ("“提了三年的建议，今年落了地。”", "{k}委员在座谈会上说。"),
    ("“厂子离家近，娃娃也顾得上。”", "在{e}上班的{k}笑着说。"),
];

/// First paragraphs.
pub const LEADS: &[&str] = &[
    "{Y}年，在县委的坚强领导下，在上级有关部门的精心指导下，全县各级各部门坚持稳中求进，锚定目标不放松，保持定力不动摇，较好地完成了全年各项任务。",
    "{Y}年是极不平凡的一年。面对多重困难叠加的考验，{c}干部群众迎难而上、苦干实干，经济社会发展呈现稳中有进、进中向好的良好态势。",
    "岁末年初，翻开{c}的履职台账，一件件提案、一次次调研、一场场协商，记录着委员们为民奔走的足迹。",
    "过去的一年，我们坚持把群众的“急难愁盼”作为工作的出发点，聚焦主责主业，主动担当作为，各项工作取得新的成效。",
    "从{r}两岸到{t}山乡，从车间厂房到田间地头，一年的时光写下一串坚实的足迹。",
    "{c}立足县情实际，谋长远、打基础、补短板、强弱项，走出了一条符合自身特点的发展路子。",
    "回望{Y}年，全县地区生产总值完成{m}亿元，增长{p}%；一般公共预算收入{m}亿元，增长{p}%。",
    "一年来，常委会共召开会议{d}次，开展调研视察{d}次，提出意见建议{n}条，圆满完成了年初确定的目标任务。",
];

/// Ends of the lead of a report.
pub const REPORTS: &[&str] =
    &["现将有关情况报告如下：", "现将一年来的工作总结如下。", "现将主要情况报告如下，请审议。"];

/// Last paragraphs.
pub const CLOSINGS: &[&str] = &[
    "新的一年，我们将继续发扬实干精神，紧盯目标，真抓实干，为建设富裕文明的{c}作出新的更大贡献。",
    "征程万里风正劲，重任千钧再奋蹄。让我们携手同心，把蓝图变成现实。",
    "在看到成绩的同时，我们也清醒地认识到，工作中还存在一些不足：有的调研不够深入，有的建议针对性还不强，这些问题要在今后的工作中切实加以改进。",
    "站在新的起点上，{c}将以更加昂扬的姿态、更加务实的作风，朝着既定目标阔步前行。",
];

/// Names of counties, made up.
pub const COUNTIES: &[&str] = &[
    "青岭县",
    "望川县",
    "临沅县",
    "泽南县",
    "松岐县",
    "秀屏县",
    "沂湖县",
    "北棠县",
    "丰岭县",
    "云漳县",
    "溪口县",
    "安浦县",
];

pub const TOWNS: &[&str] = &[
    "石桥镇",
    "云溪乡",
    "柳湾镇",
    "大坪镇",
    "白鹤乡",
    "双河镇",
    "金竹乡",
    "上庄镇",
    "龙泉镇",
    "红岩乡",
    "杏花镇",
    "长塘镇",
];

pub const VILLAGES: &[&str] = &[
    "下河村",
    "梨树坪村",
    "枫香村",
    "老屋场村",
    "桐梓村",
    "新联村",
    "茶园村",
    "樟木村",
    "岩背村",
    "五里村",
    "桃源坳村",
    "水碾村",
];

pub const RIVERS: &[&str] = &["清溪河", "沅水", "白龙江", "碧水湖", "巴溪", "金沙溪", "响水河", "绿荫湖"];

pub const FIRMS: &[&str] =
    &["恒泰建材", "绿源食品", "宏远竹业", "金达电子", "华瑞光伏", "天禾农牧", "锦绣纺织", "同心医药"];

pub const NAMES: &[&str] = &[
    "李明",
    "王芳",
    "周明远",
    "陈晓东",
    "吴桂英",
    "赵国强",
    "刘小玲",
    "黄志华",
    "孙丽",
    "杨春生",
    "何慧敏",
    "罗建军",
    "郭子轩",
    "欧阳岚",
    "谢文斌",
    "邓秋菊",
];

/// What figures are of, and their units.
pub const FIGURES: &[(&str, &str)] = &[
    ("地区生产总值", "亿元"),
    ("一般公共预算收入", "亿元"),
    ("固定资产投资增速", "%"),
    ("社会消费品零售总额", "亿元"),
    ("城镇居民人均可支配收入", "元"),
    ("农村居民人均可支配收入", "元"),
    ("粮食总产量", "万吨"),
    ("规模以上工业企业", "户"),
    ("森林覆盖率", "%"),
    ("立案提案", "件"),
    ("社情民意信息", "期"),
    ("专题协商", "次"),
    ("代表建议", "件"),
    ("接待游客", "万人次"),
    ("城镇新增就业", "人"),
];

/// Titles of tables.
pub const TABLE_TITLES: &[&str] =
    &["{Y}年主要指标完成情况", "{Y}年{c}国民经济主要指标", "近两年主要数据对比", "{Y}年履职数据一览"];

/// Where the numbers of a table are from.
pub const TABLE_NOTES: &[&str] = &[
    "数据来源：县统计局。",
    "注：本表数据为初步统计数。",
    "注：增速按可比价格计算。",
    "来源：各部门报送数据汇总",
];

pub const CONSULTATIVE_TITLES: &[&str] = &[
    "政协{c}委员会{Y}年工作总结",
    "{c}政协{Y}年履职综述",
    "关于政协{c}委员会{Y}年度工作情况的报告",
    "{c}政协常委会工作报告",
];

pub const CONGRESS_TITLES: &[&str] = &[
    "{c}人大常委会{Y}年工作总结",
    "{c}人民代表大会常务委员会工作报告",
    "关于{c}人大常委会{Y}年度工作情况的报告",
    "{c}人大{Y}年工作回眸",
];

pub const GOVERNMENT_TITLES: &[&str] = &[
    "{c}人民政府{Y}年工作总结",
    "{c}{Y}年政府工作报告",
    "关于{Y}年度全县重点工作完成情况的报告",
    "{c}{Y}年经济社会发展综述",
];

/// Titles of two lines.
pub const TITLE_COUPLETS: &[(&str, &str)] = &[
    ("凝心聚力谋发展", "履职为民谱新篇"),
    ("扬帆破浪开新局", "砥砺奋进启新程"),
    ("初心如磐担使命", "笃行不怠向未来"),
    ("同心共绘山乡美", "实干托起百姓福"),
    ("一方热土春潮涌", "万众同心气象新"),
    ("协商议政有深度", "为民履职显温度"),
];

/// Lines above a title.
pub const KICKERS: &[&str] = &[
    "凝聚共识　服务大局",
    "岁末回眸·{Y}",
    "写在{c}两会召开之际",
    "奋进新征程　建功新时代",
    "回望{Y}　展望新一年",
];

/// Lines below a title, without their dash.
pub const SUBTITLES: &[&str] =
    &["{c}政协{Y}年工作综述", "{c}{Y}年高质量发展纪实", "{c}人大常委会依法履职回眸", "{c}{Y}年重点工作扫描"];
