use super::make::{docx, left_out, p, paragraphs, r, texts};
use crate::import::document::{Piece, Where};

#[test]
fn runs_of_one_look_become_one() {
    let split = "<w:p><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>全县</w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
        <w:r><w:t>经济</w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/><w:r><w:rPr><w:b/></w:rPr><w:t>稳</w:t></w:r></w:p>";
    let document = docx(split).read();
    let runs = &paragraphs(&document)[0].runs;
    assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["全县经济", "稳"]);
    assert!(runs[1].bold && !runs[0].bold);
}

#[test]
fn places_count_empty_paragraphs_and_tables() {
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let document = docx(&[&p("一"), "<w:p/>", table, &p("　　二"), table].concat()).read();
    let places: Vec<(Where, usize)> = document
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Paragraph(paragraph) => (paragraph.place.at, paragraph.place.number),
            Piece::Table(grid) => (grid.place.at, grid.place.number),
        })
        .collect();
    let wanted = [(Where::Text, 1), (Where::Text, 2), (Where::Table, 1), (Where::Text, 3), (Where::Table, 2)];
    assert_eq!(places, wanted);
    assert_eq!(texts(&document), ["一", "", "　　二"]);
    let Piece::Table(grid) = &document.pieces[4] else { panic!() };
    let Piece::Paragraph(cell) = &grid.rows[0][0].pieces[0] else { panic!() };
    assert_eq!((cell.place.at, cell.place.number), (Where::Table, 2));
}

#[test]
fn signs_that_are_no_letters_in_the_file_are_read() {
    let body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/>\
        <w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:sym w:font=\"宋体\" w:char=\"25CF\"/><w:sym w:font=\"Odd\" w:char=\"F041\"/>\
        <w:t>&amp;&#x67F3;&lt;</w:t></w:r></w:p>";
    let document = docx(body).read();
    assert_eq!(texts(&document), ["a\tb\nc\n-☑●&柳<"]);
    assert_eq!(left_out(&document), [("import-left.symbol", "[Odd F041]")]);
}

#[test]
fn pages_begin_where_the_file_says() {
    let page = "<w:br w:type=\"page\"/>";
    let body = [
        p("零"),
        format!("<w:p><w:r>{page}</w:r></w:p>"),
        p("一"),
        format!("<w:p><w:r>{page}<w:t>二</w:t></w:r></w:p>"),
        format!("<w:p><w:r><w:t>三</w:t>{page}</w:r></w:p>"),
        p("四"),
        format!("<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{}</w:p>", r("五")),
        format!("<w:p><w:r><w:t>六</w:t>{page}<w:t>七</w:t></w:r></w:p>"),
        p("八"),
        format!("<w:p><w:pPr><w:sectPr/></w:pPr>{}</w:p>", r("九")),
        p("十"),
    ]
    .concat();
    let document = docx(&body).read();
    let pages: String = paragraphs(&document)
        .into_iter()
        .filter(|paragraph| !paragraph.runs.is_empty())
        .map(|paragraph| if paragraph.new_page { "|" } else { "" }.to_owned() + &paragraph.text())
        .collect();
    assert_eq!(pages, "零|一|二三|四|五六|七八九|十");
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = "<w:p><w:r><w:t>全县</w:t></w:r><w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>今年</w:t></w:r></w:ins>\
        <w:del w:id=\"2\"><w:r><w:delText>去年</w:delText></w:r><w:r><w:delText>底</w:delText></w:r></w:del>\
        <w:moveFrom w:id=\"3\"><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\"><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"5\"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>\
        <w:p><w:pPr><w:jc w:val=\"center\"/><w:pPrChange w:id=\"6\"><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>后半</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>留</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id=\"7\"/></w:trPr><w:tc><w:p><w:r><w:t>去</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let (document, findings) = docx(body).try_read().unwrap();
    assert_eq!(texts(&document), ["全县今年来", "前半，后半"]);
    assert_eq!(paragraphs(&document)[1].align, crate::import::document::Align::Centre);
    assert_eq!(left_out(&document), [("import-left.deleted", "去年底走"), ("import-left.deleted", "去")]);
    let Piece::Table(grid) = &document.pieces[2] else { panic!() };
    assert_eq!(grid.rows.len(), 1);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message.key(), "import-changes");
    assert_eq!(
        (findings[0].message.count("inserted"), findings[0].message.count("deleted")),
        (Some(2), Some(4))
    );
}

#[test]
fn what_is_hidden_and_what_is_said_beside_is_left_out() {
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>liǔ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>柳</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let body = format!(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>{ruby}<w:r><w:rPr><w:strike/></w:rPr><w:t>划</w:t></w:r></w:p>"
    );
    let (document, findings) = docx(&body).try_read().unwrap();
    assert_eq!(texts(&document), ["柳划"]);
    assert_eq!(left_out(&document), [("import-left.hidden", "密"), ("import-left.ruby", "liǔ")]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["import-hidden", "import-struck"]);
}

#[test]
fn fields_are_read_as_they_show() {
    let field = |told: &str, shown: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{told}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{shown}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let inner = field(" PAGE ", &r("3"));
    let body = [
        format!("<w:p>{}{}</w:p>", r("第"), field(" REF a \\h ", &r("二"))),
        format!("<w:p>{}</w:p>", field("HYPERLINK \"http://a.cn\" \\o \"提示\"", &r("网站"))),
        format!("<w:p>{}</w:p>", field("HYPERLINK \\l \"_Toc1\"", &r("跳"))),
        format!("<w:p><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple></w:p>", r("2024年")),
        // A field in what another is told.
        format!("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>{inner}\
            <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>", r("是")),
        format!("<w:p><w:hyperlink r:id=\"l\"><w:r><w:t>外</w:t></w:r></w:hyperlink><w:hyperlink w:anchor=\"x\">{}</w:hyperlink></w:p>", r("内")),
    ]
    .concat();
    let document = docx(&body).outside("l", "hyperlink", "https://b.cn/?a=1&amp;b=2").read();
    assert_eq!(texts(&document), ["第二", "网站", "跳", "2024年", "是", "外内"]);
    let paragraphs = paragraphs(&document);
    let links: Vec<Option<&str>> = paragraphs.iter().map(|p| p.runs[0].link.as_deref()).collect();
    assert_eq!(links, [None, Some("http://a.cn"), None, None, None, Some("https://b.cn/?a=1&b=2")]);
    assert_eq!(paragraphs[5].runs[1].link, None);
    assert_eq!(left_out(&document), [("import-left.instruction", "3")]);
}

#[test]
fn a_table_of_contents_is_left_out() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o \"1-3\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let end = "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let field = format!("<w:p>{begin}{}</w:p>{}{end}", r("一、修路\t1"), p("二、架桥\t2"));
    let control = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
        p("目录"),
        p("一、修路")
    );
    for contents in [field, control] {
        let document = docx(&[&p("前"), &*contents, &p("后")].concat()).read();
        let texts = texts(&document);
        assert_eq!(texts.first().map(String::as_str), Some("前"));
        assert_eq!(texts.concat(), "前后");
        assert_eq!(document.left_out.len(), 1);
        assert!(document.left_out[0].text.contains("修路") && document.left_out[0].text.contains('\n'));
    }
}

#[test]
fn wrappers_and_equations_are_seen_through() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"题\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:customXml w:element=\"a\"><w:p><w:smartTag><w:r><w:t>桥</w:t></w:r></w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p></w:customXml>\
         <w:p><m:oMath><m:f><m:num><m:r><m:t>甲</m:t></m:r></m:num><m:den><m:r><m:t>乙</m:t></m:r></m:den></m:f></m:oMath></w:p>\
         <w:p><wpsCustomData:x>{}</wpsCustomData:x><mc:AlternateContent><mc:Choice Requires=\"w14\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>",
        p("标题"),
        r("梁"),
        r("裹"),
        r("新"),
        r("旧")
    );
    assert_eq!(texts(&docx(&body).read()), ["标题", "桥梁", "甲乙", "裹新"]);
}

#[test]
fn notes_stand_in_the_order_of_their_marks() {
    let note = |kind: &str, id: &str, text: &str| {
        format!("<w:{kind} w:id=\"{id}\"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>", r(text))
    };
    let marks = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t>乙</w:t><w:endnoteReference w:id=\"1\"/></w:r>\
        <w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let separator =
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>";
    let notes = [
        separator,
        &note("footnote", "2", "二"),
        &note("footnote", "3", "三"),
        &note("footnote", "4", "无主"),
    ]
    .concat();
    let document = docx(marks).xml("footnotes", &notes).xml("endnotes", &note("endnote", "1", "尾")).read();
    let notes: Vec<String> = document.notes.iter().map(|note| note[0].text()).collect();
    assert_eq!(notes, ["三", "尾", "二"]);
    assert_eq!((document.notes[1][0].place.at, document.notes[1][0].place.number), (Where::Note, 2));
    let marked: Vec<Option<usize>> = paragraphs(&document)[0].runs.iter().map(|run| run.note).collect();
    assert_eq!(marked, [None, Some(0), None, Some(1), Some(2)]);
    assert_eq!(left_out(&document), [("import-left.note", "无主")]);
}

#[test]
fn comments_heads_and_macros_are_left_out() {
    let comment = format!("<w:comment w:id=\"0\" w:author=\"王\">{}</w:comment>", p("请核"));
    let mark = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>文</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    let made = docx(mark)
        .xml("comments", &comment)
        .xml("header", &p("柳南县人民政府"))
        .xml("footer", &format!("<w:p/>{}", p("— 1 —")))
        .part("v", "vbaProject", "vbaProject.bin", b"macro")
        .of("application/vnd.ms-word.document.macroEnabled.main+xml");
    let (document, findings) = made.try_read().unwrap();
    assert_eq!(texts(&document), ["文"]);
    let wanted = [
        ("import-left.comment", "请核"),
        ("import-left.header", "柳南县人民政府"),
        ("import-left.footer", "— 1 —"),
        ("import-left.macros", "vbaProject.bin"),
    ];
    assert_eq!(left_out(&document), wanted);
    assert_eq!(
        (document.left_out[0].place.at, document.left_out[1].place.at),
        (Where::Comment, Where::Margin)
    );
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["import-comments", "import-macros"]);
}

#[test]
fn a_file_put_in_whole_is_told() {
    let (document, findings) = docx("<w:p/><w:altChunk r:id=\"c\"/>")
        .part("c", "aFChunk", "chunk.html", b"<html>")
        .try_read()
        .unwrap();
    assert_eq!(left_out(&document), [("import-left.chunk", "word/chunk.html")]);
    assert_eq!(findings[0].code, "import-chunks");
}

#[test]
fn a_report_that_was_packed_is_handed_on() {
    let whole = docx(&p("文")).file("banmian/report.json", "{\"a\": 1}").read();
    assert_eq!(whole.report.as_deref(), Some("{\"a\": 1}"));
    let item = "<report xmlns=\"https://banmian.example/report\">{\"a\": \"&lt;\"}</report>";
    let other = "<x xmlns=\"http://other\">https://banmian.example/report</x>";
    let kept = docx(&p("文")).file("customXml/item1.xml", other).file("customXml/item2.xml", item).read();
    assert_eq!(kept.report.as_deref(), Some("{\"a\": \"<\"}"));
    assert_eq!(docx(&p("文")).file("customXml/item1.xml", other).read().report, None);
}
