use super::make::{docx, left_out, p, paragraphs, r, texts};
use crate::import::document::{Piece, Where};

fn inline(id: &str, name: &str, description: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"图片 1\" descr=\"{description}\"/><a:graphic><a:graphicData uri=\"p\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"0\" name=\"{name}\"/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"><a:extLst/></a:blip></pic:blipFill></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

fn boxed(inside: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:docPr id=\"2\" name=\"文本框 2\"/><a:graphic><a:graphicData><wps:wsp>\
         <wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

#[test]
fn text_boxes_stand_after_their_paragraph_once() {
    let old = format!(
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        p("旧框")
    );
    let art = "<w:r><w:pict><v:shape><v:textpath string=\"艺术字\"/></v:shape></w:pict></w:r>";
    let inner = format!("<w:p>{}{}</w:p>", r("框三"), boxed(&p("框中框")));
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{old}{art}</w:p>{}",
        boxed(&[p("框一"), p("框二"), inner].concat()),
        r("正文"),
        r("接着"),
        p("后面")
    );
    let document = docx(&body).read();
    assert_eq!(
        texts(&document),
        ["正文接着", "框一", "框二", "框三", "框中框", "", "旧框", "艺术字", "后面"]
    );
    let places: Vec<(Where, usize)> =
        paragraphs(&document).iter().map(|p| (p.place.at, p.place.number)).collect();
    let boxes = Where::TextBox;
    assert_eq!(
        places,
        [
            (Where::Text, 1),
            (boxes, 1),
            (boxes, 2),
            (boxes, 3),
            (boxes, 1),
            (Where::Text, 2),
            (boxes, 1),
            (boxes, 1),
            (Where::Text, 3)
        ]
    );
}

#[test]
fn only_one_branch_is_read_whichever_says_something() {
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wpc\"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("在后备里")
    );
    assert_eq!(texts(&docx(&body).read()), ["", "在后备里"]);
}

#[test]
fn pictures_stand_where_the_text_has_them() {
    let old = "<w:r><w:pict><v:shape style=\"position:absolute\" alt=\"\"><v:imagedata r:id=\"b\" o:title=\"C:\\x\\桥.bmp\"/></v:shape></w:pict></w:r>";
    let floating = inline("a", "IMG_1.JPG", "").replace("wp:inline", "wp:anchor");
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{old}</w:p><w:p>{floating}</w:p>",
        r("前"),
        inline("a", "", "大桥通车"),
        r("后")
    );
    let document = docx(&body)
        .part("a", "image", "media/image1.jpeg", b"one")
        .part("b", "image", "media/image2.bmp", b"two")
        .read();
    let found: Vec<(&str, &str, &[u8], bool)> = document
        .pictures
        .iter()
        .map(|picture| {
            (picture.name.as_str(), picture.description.as_str(), &picture.bytes[..], picture.floating)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("image1.jpeg", "大桥通车", &b"one"[..], false),
            ("image2.bmp", "桥.bmp", b"two", true),
            ("image1.jpeg", "IMG_1.JPG", b"one", true),
        ]
    );
    let runs = &paragraphs(&document)[0].runs;
    assert_eq!(
        runs.iter().map(|run| (run.text.as_str(), run.picture)).collect::<Vec<_>>(),
        [("前", None), ("", Some(0)), ("后", None)]
    );
}

#[test]
fn pictures_elsewhere_are_never_fetched() {
    let linked = inline("x", "", "远处").replace("r:embed", "r:link");
    let body = format!(
        "<w:p>{linked}</w:p><w:p>{}</w:p><w:p>{}</w:p>{}",
        inline("gone", "", ""),
        inline("lost", "", "没了"),
        p("文")
    );
    let made = docx(&body).outside("x", "image", "file:///C:/Users/a/桥.jpg");
    // A link to a part that is not there.
    let made = made.part("gone", "image", "media/a.png", b"").file("x", b"");
    let (document, findings) = made.try_read().unwrap();
    assert_eq!(
        left_out(&document),
        [("import-left.linked", "file:///C:/Users/a/桥.jpg"), ("import-left.no-picture", "没了")]
    );
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["import-linked", "import-no-picture"]);
}

#[test]
fn charts_diagrams_and_objects_are_left_out_with_their_words() {
    let graphic = |inside: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"图表 1\"/><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let object = "<w:p><w:r><w:object><v:shape><v:imagedata r:id=\"i\"/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\" r:id=\"e\"/></w:object></w:r></w:p>";
    let chart = "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:t>产值</a:t><c:v>12</c:v></c:chartSpace>";
    let body =
        [graphic("<c:chart r:id=\"c\"/>"), graphic("<dgm:relIds r:dm=\"d\"/>"), object.to_owned(), p("文")]
            .concat();
    let (document, findings) = docx(&body)
        .part("c", "chart", "charts/chart1.xml", chart)
        .part("d", "diagramData", "diagrams/data1.xml", chart.replace("产值", "流程"))
        .part("i", "image", "media/image1.emf", b"emf")
        .try_read()
        .unwrap();
    let wanted = [
        ("import-left.chart", "产值 12"),
        ("import-left.diagram", "流程 12"),
        ("import-left.object", "Excel.Sheet.12"),
        ("import-left.object", "image1.emf"),
    ];
    assert_eq!(left_out(&document), wanted);
    assert_eq!(document.left_out[3].picture, Some(0));
    // A picture in a box that was taken out is told as well.
    let gone = format!("<w:p><w:del>{}</w:del></w:p>", boxed(&format!("<w:p>{}</w:p>", inline("i", "", ""))));
    let document = docx(&gone).part("i", "image", "media/a.png", b"png").read();
    assert_eq!(left_out(&document), [("import-left.deleted", "a.png")]);
    assert_eq!(findings[0].message.count("count"), Some(3));
}

#[test]
fn no_letter_is_lost() {
    // Signs that stand nowhere else, one for each way to stand in a file.
    let mut next = 0x4e00_u32;
    let mut sign = || {
        next += 1;
        char::from_u32(next).unwrap().to_string()
    };
    let mut wanted = String::new();
    let mut run = |wrap: &dyn Fn(&str) -> String| {
        let letter = sign();
        wanted.push_str(&letter);
        wrap(&letter)
    };
    let t = |text: &str| r(text);
    let wrap =
        |before: &'static str, after: &'static str| move |text: &str| format!("{before}{}{after}", r(text));
    let body = [
        "<w:p>".to_owned(),
        run(&t),
        run(&wrap("<w:ins>", "</w:ins>")),
        run(&wrap("<w:del>", "</w:del>")),
        run(&wrap("<w:moveFrom>", "</w:moveFrom>")),
        run(&wrap("<w:hyperlink w:anchor=\"a\">", "</w:hyperlink>")),
        run(&wrap("<w:smartTag><w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt></w:smartTag>")),
        run(&wrap("<w:fldSimple w:instr=\"PAGE\">", "</w:fldSimple>")),
        run(&wrap("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")),
        run(&wrap("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")),
        run(&wrap("<w:r><w:ruby><w:rt>", "</w:rt></w:ruby></w:r>")),
        run(&wrap("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>")),
        run(&|text| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>")),
        run(&|text| boxed(&p(text))),
        run(&|text| format!("<w:del>{}</w:del>", boxed(&p(text)))),
        "</w:p>".to_owned(),
        // A table of contents begins after letters and ends before others.
        run(&|text| {
            let toc = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>";
            format!("<w:p>{}{toc}</w:p>", r(text))
        }),
        run(&p),
        run(&|text| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(text))),
        run(&|text| format!("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>", r(text))),
        run(&|text| format!("<w:del>{}</w:del>", p(text))),
        run(&|text| format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", r(text))),
        "<w:tbl><w:tr>".to_owned(),
        run(&|text| format!("<w:tc>{}</w:tc>", p(text))),
        run(&|text| format!("<w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p></w:tc>", r(text))),
        run(&|text| format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", p(text))),
        run(&|text| format!("<w:tc><w:p>{}</w:p></w:tc>", boxed(&p(text)))),
        run(&|text| format!("<w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc>", p(text))),
        "</w:tr>".to_owned(),
        run(&|text| format!("<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc></w:tr>", p(text))),
        run(&|text| format!("<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr>", p(text))),
        "</w:tbl>".to_owned(),
        run(&|text| format!("<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r>{}</w:p>", r(text))),
        run(&|text| format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", r(text))),
    ]
    .concat();
    let footnotes = run(&|text| format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(text)))
        + &run(&|text| {
            format!(
                "<w:footnote w:id=\"2\"><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:footnote>",
                p(text)
            )
        });
    let comments = run(&|text| format!("<w:comment w:id=\"1\">{}</w:comment>", p(text)));
    let header = run(&|text| format!("<w:p>{}{}</w:p>", r("头"), boxed(&p(text))));
    let footer = run(&|text| format!("<w:p><w:del>{}</w:del></w:p>", r(text)));
    let document = docx(&body)
        .xml("footnotes", &footnotes)
        .xml("comments", &comments)
        .xml("header", &header)
        .xml("footer", &footer)
        .read();
    let mut found: Vec<char> = said(&document.pieces).chars().collect();
    found.extend(
        document.notes.iter().flatten().flat_map(|paragraph| paragraph.text().chars().collect::<Vec<_>>()),
    );
    found.extend(document.left_out.iter().flat_map(|left| left.text.chars()));
    found.retain(|letter| !letter.is_whitespace());
    let mut wanted: Vec<char> = wanted.chars().chain(['头']).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert!(wanted.len() > 30);
    assert_eq!(found, wanted);
}

fn said(pieces: &[Piece]) -> String {
    super::super::reader::plain(pieces)
}

#[test]
fn names_of_libreoffice_and_of_the_strict_standard_are_known() {
    // LibreOffice names the relationships with a slash before them, and writes all that a style says.
    let strict = |text: &str| {
        text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let space = "xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><x:document {space}><x:body><x:p><x:pPr><x:pStyle x:val=\"h\"/></x:pPr><x:r><x:t>题</x:t></x:r></x:p></x:body></x:document>"
    );
    let styles = format!(
        "<x:styles {space}><x:style x:type=\"paragraph\" x:styleId=\"h\"><x:name x:val=\"Heading 1\"/><x:pPr><x:outlineLvl x:val=\"0\"/></x:pPr></x:style></x:styles>"
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |inside: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    let root =
        links(&format!("<Relationship Id=\"a\" Type=\"{kind}/officeDocument\" Target=\"/body/main1.xml\"/>"));
    let own =
        links(&format!("<Relationship Id=\"b\" Type=\"{kind}/styles\" Target=\"../look/Styles.xml\"/>"));
    let mut wide = vec![0xff, 0xfe];
    wide.extend(styles.encode_utf16().flat_map(u16::to_le_bytes));
    for (change, styles) in
        [(false, styles.clone().into_bytes()), (true, strict(&styles).into_bytes()), (false, wide)]
    {
        let of = |text: &str| if change { strict(text) } else { text.to_owned() }.into_bytes();
        let files = [
            ("_rels/.rels", of(&root)),
            ("body/main1.xml", of(&text)),
            ("body\\_rels\\main1.xml.rels", of(&own)),
            ("look/styles.xml", styles),
        ];
        let bytes = super::make::zipped(&files.map(|(name, bytes)| (name.to_owned(), bytes)));
        assert_eq!(crate::import::kinds::kind(&bytes).unwrap(), crate::import::kinds::Kind::Word);
        let (document, _) = super::super::parse(&bytes).unwrap();
        assert_eq!(texts(&document), ["题"]);
        assert_eq!(paragraphs(&document)[0].outline, Some(0));
    }
}
