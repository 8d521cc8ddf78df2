use serde_json::{Value, json};

use super::super::refer;
use crate::report::{Metric, prose};

fn metrics() -> Vec<Value> {
    vec![
        json!({"id": "ti-an", "label": "立案提案", "value": 89, "unit": "件", "series": [{"year": 2023, "value": 85}, {"year": 2024, "value": 89}]}),
        json!({"id": "da-fu", "label": "提案答复率", "value": 100, "unit": "%"}),
        json!({"id": "man-yi", "label": "办理满意率", "value": 95.6, "unit": "%"}),
        json!({"id": "hui", "label": "协商会议", "value": 14, "unit": "场次"}),
        json!({"id": "xin-xi", "label": "信息", "value": 48, "unit": "篇"}),
        json!({"id": "ren", "label": "走访委员", "value": 93, "unit": "人"}),
        json!({"id": "cun", "label": "联系村社", "value": 6, "unit": "个"}),
        json!({"id": "shu", "label": "读书活动", "value": 300, "unit": "余场"}),
        json!({"id": "xiang", "label": "协商成果", "value": 14, "unit": "项"}),
        json!({"id": "wu", "label": "民情日记", "value": 412}),
        json!({"id": "wan", "label": "上岸鱼货", "value": 2.4, "unit": "万吨"}),
    ]
}

#[test]
fn numbers_become_references_where_nothing_else_is_meant() {
    for (text, wanted) in [
        ("全年立案提案89件。", "全年立案提案{ti-an}。"),
        ("2024年，共收到提案120件，立案89件，办结88件。", "2024年，共收到提案120件，立案{ti-an}，办结88件。"),
        ("立案提案共计89件、协商会议14场次", "立案提案共计{ti-an}、协商会议{hui}"),
        ("提案答复率达到100%，办理满意率为95.6%。", "提案答复率达到{da-fu}，办理满意率为{man-yi}。"),
        (
            "立案提案89件，**立案提案89件**，[立案提案89件](https://a.cn)。",
            "立案提案{ti-an}，**立案提案89件**，[立案提案89件](https://a.cn)。",
        ),
        ("走访委员93人，联系村社6个。", "走访委员{ren}，联系村社{cun}。"),
        ("报送信息48篇。读书活动300余场。", "报送信息48篇。读书活动{shu}。"),
        ("信息48篇", "信息{xin-xi}"),
        ("**立案提案**89件", "**立案提案**{ti-an}"),
        ("其中：立案提案89件", "其中：立案提案{ti-an}"),
        ("上岸鱼货2.4万吨", "上岸鱼货{wan}"),
        ("写下民情日记412篇", "写下民情日记{wu.value}篇"),
        ("立案提案（89件）", "立案提案（89件）"),
        ("{{立案}}提案：立案提案89件", "{{立案}}提案：立案提案{ti-an}"),
    ] {
        assert_eq!(refer(text, &metrics()), wanted);
    }
}

#[test]
fn other_numbers_stay() {
    for text in [
        // Another number, or a part of one.
        "立案提案189件",
        "立案提案89.5件",
        "立案提案1,089件",
        "立案提案89,000件",
        "立案提案８９件",
        "立案提案八十九件",
        "立案提案-89件",
        "立案提案80—89件",
        "立案提案89至95件",
        "立案提案89件至95件",
        "立案提案第89件",
        "立案提案89-95件",
        "立案提案89/95件",
        "A89件立案提案",
        // Another unit.
        "立案提案89条",
        "立案提案89件次",
        "走访委员93人次",
        "走访委员93万人",
        "联系村社6个月",
        "协商会议14场",
        "上岸鱼货2.4万吨级",
        "读书活动300场",
        "立案提案89余件",
        "立案提案89件以上",
        "民情日记412.5",
        // Another thing, or another time.
        "办结提案89件",
        "未立案89件",
        "不予立案89件",
        "提案89件",
        "集体信息48篇",
        "村社6个",
        "立案提案办理答复89件",
        "立案85件增至89件",
        "上年立案提案89件",
        "去年全年工作扎实，立案提案89件",
        "2023年，立案提案89件",
        "计划立案提案89件",
        "立案提案比上年增加89件",
        "协商14场次",
        "协商会议，共14场次",
        "89件立案提案",
        // Words of others.
        "他说：“立案提案89件。”",
        "《立案提案89件》",
        "“立案提案89件",
        "\"立案提案89件\"",
        "见{ti-an}89件",
        "立案提案[89件]",
        // No figures at all.
        "",
        "没有数字",
        "{立案提案89件",
    ] {
        assert_eq!(refer(text, &metrics()), text);
    }
    // Two that could both be meant.
    let two = [
        json!({"id": "a", "label": "立案提案", "value": 89, "unit": "件"}),
        json!({"id": "b", "label": "立案提案", "value": 89, "unit": "件"}),
    ];
    assert_eq!(refer("立案提案89件", &two), "立案提案89件");
    assert_eq!(refer("立案提案89件", &[json!({"id": 3})]), "立案提案89件");
    assert_eq!(refer("立案提案89件", &[]), "立案提案89件");
}

#[test]
fn prose_reads_as_before() {
    let metrics = metrics();
    let typed: Vec<Metric> =
        metrics.iter().map(|metric| serde_json::from_value(metric.clone()).unwrap()).collect();
    let words = [
        "立案提案",
        "89",
        "件",
        "，",
        "协商会议",
        "14",
        "场次",
        "。",
        "**",
        "{{",
        "}}",
        "“",
        "”",
        "100",
        "%",
        "提案答复率",
        "共",
        "{",
        "6",
        "[^1]",
    ];
    let mut state = 7_usize;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[(state >> 33) % words.len()]);
        }
        assert_eq!(prose(&refer(&text, &metrics), &typed), prose(&text, &typed), "{text}");
    }
}
