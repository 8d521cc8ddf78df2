//! A document being written: its paragraphs, and beside them what each is.

use std::io::Cursor;

use banmian::import::Role;
use image::{ImageFormat, Rgb, RgbImage};

use super::Fact;
use super::markup::{self, House, Look, PLAIN, Shape, Span, escape};
use super::pen::Dice;

/// How phrases are made to stand out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    None,
    Bold,
    Dots,
    Line,
    Colour,
}

pub struct Doc {
    pub house: House,
    pub dice: Dice,
    pub stress: Stress,
    pub facts: Vec<Fact>,
    /// Facts of parts that have no place in the text's order: headers, comments, notes, what was deleted.
    pub apart: Vec<Fact>,
    pub body: String,
    /// The id and name of `LibreOffice`'s style for text that has no other.
    pub plain_style: &'static str,
    /// The styles that the program's own do not have.
    pub styles: String,
    /// The inside of the numbering part.
    pub numbering: String,
    pub notes: Vec<String>,
    pub comments: Vec<String>,
    pub headers: Vec<String>,
    pub footers: Vec<String>,
    pub media: Vec<(String, Vec<u8>)>,
    media_numbers: Vec<usize>,
    objects: usize,
}

impl Doc {
    pub fn new(house: House, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x00d0_c000);
        // Programs number pictures as they were put in, which is not always the order of reading.
        let mut media_numbers: Vec<usize> = (1..=24).collect();
        if dice.one_in(2) {
            dice.shuffle(&mut media_numbers[..6]);
        }
        Self {
            house,
            dice,
            stress: Stress::None,
            facts: Vec::new(),
            apart: Vec::new(),
            body: String::new(),
            plain_style: "Normal",
            styles: String::new(),
            numbering: String::new(),
            notes: Vec::new(),
            comments: Vec::new(),
            headers: Vec::new(),
            footers: Vec::new(),
            media: Vec::new(),
            media_numbers,
            objects: 0,
        }
    }

    /// A paragraph of which nothing is told.
    pub fn put(&mut self, shape: &Shape, spans: &[Span]) {
        let xml = markup::paragraph(self.house, &mut self.dice, shape, spans);
        self.body.push_str(&xml);
    }

    pub fn blank(&mut self) {
        self.put(&PLAIN, &[]);
    }

    /// A paragraph that is one thing, of one look.
    pub fn line(&mut self, fact: Fact, shape: &Shape, look: &Look) {
        let text = format!("{}{}{}", fact.before, fact.text, fact.after);
        self.put(shape, &[Span::Text(*look, text)]);
        self.facts.push(fact);
    }

    /// A paragraph of prose. `*…*` in its text stands out, where this document does that.
    pub fn prose(&mut self, accepted: &[Role], shape: &Shape, look: &Look, text: &str) {
        let spans = self.spans(look, text);
        self.put(shape, &spans);
        self.facts.push(Fact::new(accepted, &text.replace('*', "")));
    }

    pub fn spans(&self, look: &Look, text: &str) -> Vec<Span> {
        text.split('*')
            .enumerate()
            .filter(|(_, part)| !part.is_empty())
            .map(|(number, part)| {
                let look = if number % 2 == 1 { self.stressed(*look) } else { *look };
                Span::Text(look, part.to_owned())
            })
            .collect()
    }

    fn stressed(&self, mut look: Look) -> Look {
        match self.stress {
            Stress::None => {}
            Stress::Bold => look.bold = true,
            Stress::Dots => look.dotted = true,
            Stress::Line => look.underlined = true,
            Stress::Colour => look.colour = "FF0000",
        }
        look
    }

    /// A heading and the text that it runs into, in one paragraph.
    pub fn run_in(&mut self, heading: Fact, rest: Fact, shape: &Shape, heading_look: &Look, look: &Look) {
        let mut spans =
            vec![Span::Text(*heading_look, format!("{}{}{}", heading.before, heading.text, heading.after))];
        spans.extend(self.spans(look, &format!("{}{}{}", rest.before, rest.text, rest.after)));
        self.put(shape, &spans);
        self.facts.push(heading);
        self.facts.push(Fact { text: rest.text.replace('*', ""), ..rest });
    }

    /// What is written meanwhile, taken out of the body.
    pub fn capture(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let body = std::mem::take(&mut self.body);
        write(self);
        std::mem::replace(&mut self.body, body)
    }

    pub fn object(&mut self) -> usize {
        self.objects += 1;
        self.objects
    }

    /// A new picture: its name, and the id of its relation.
    pub fn media(&mut self) -> (String, String) {
        let number = self.media_numbers[self.media.len()];
        let jpeg = !self.dice.one_in(4);
        let name = format!("image{number}.{}", if jpeg { "jpeg" } else { "png" });
        self.media.push((name.clone(), photo(&mut self.dice, jpeg)));
        (name, format!("rId{}", 100 + number))
    }

    /// A picture as a run, and what it is.
    pub fn picture(&mut self, floating: bool) -> Span {
        let (name, id) = self.media();
        self.facts.push(Fact::new(&[Role::Picture], &name));
        Span::Xml(self.drawn(&id, floating))
    }

    /// The drawing of a picture. Programs keep the name of the user's file, or say nothing.
    pub fn drawn(&mut self, id: &str, floating: bool) -> String {
        let object = self.object();
        let number = self.dice.from(100, 999);
        let description = match self.dice.below(4) {
            0 => String::new(),
            1 => format!("IMG_20240{number}_10{number}"),
            2 => format!("C:\\Users\\Administrator\\Desktop\\照片\\微信图片_2024{number}.jpg"),
            _ => format!("DSC_0{number}"),
        };
        let (width, height) = (4_572_000, 3_048_000);
        let picture = picture_xml(id, object, &description, width, height);
        let name = escape(&description);
        let (before, after) = if floating {
            let y = self.dice.from(60_000, 900_000);
            (
                format!(
                    "<wp:anchor distT=\"0\" distB=\"0\" distL=\"114300\" distR=\"114300\" simplePos=\"0\" \
                     relativeHeight=\"25165{object:04}\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" \
                     allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/><wp:positionH \
                     relativeFrom=\"column\"><wp:posOffset>{y}</wp:posOffset></wp:positionH><wp:positionV \
                     relativeFrom=\"paragraph\"><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent \
                     cx=\"{width}\" cy=\"{height}\"/><wp:wrapSquare wrapText=\"bothSides\"/>"
                ),
                "</wp:anchor>",
            )
        } else {
            (
                format!(
                    "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" \
                     cy=\"{height}\"/>"
                ),
                "</wp:inline>",
            )
        };
        format!(
            "<w:r><w:rPr><w:noProof/></w:rPr><w:drawing>{before}<wp:docPr id=\"{object}\" name=\"图片 \
             {object}\" descr=\"{name}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/>\
             </wp:cNvGraphicFramePr><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">{picture}</a:graphicData>\
             </a:graphic>{after}</w:drawing></w:r>"
        )
    }

    /// A picture as programs wrote it twenty years ago, and as WPS still writes what was pasted.
    pub fn old_picture(&mut self) -> Span {
        let (name, id) = self.media();
        self.facts.push(Fact::new(&[Role::Picture], &name));
        let object = self.object();
        Span::Xml(format!(
            "<w:r><w:pict><v:shape id=\"_x0000_i{object}\" type=\"#_x0000_t75\" \
             style=\"width:300pt;height:200pt\"><v:imagedata r:id=\"{id}\" o:title=\"图片{object}\"/>\
             </v:shape></w:pict></w:r>"
        ))
    }

    /// A text box as a run. `inside` are its paragraphs.
    pub fn text_box(&mut self, inside: &str, lined: bool) -> Span {
        let object = self.object();
        let line = if lined {
            "<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"C00000\"/></a:solidFill></a:ln>"
        } else {
            "<a:ln><a:noFill/></a:ln>"
        };
        Span::Xml(format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor distT=\"0\" \
             distB=\"0\" distL=\"114300\" distR=\"114300\" simplePos=\"0\" relativeHeight=\"25166{object:04}\" \
             behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\"><wp:simplePos x=\"0\" \
             y=\"0\"/><wp:positionH relativeFrom=\"column\"><wp:posOffset>0</wp:posOffset></wp:positionH>\
             <wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>0</wp:posOffset></wp:positionV>\
             <wp:extent cx=\"5270500\" cy=\"720000\"/><wp:wrapTopAndBottom/><wp:docPr id=\"{object}\" \
             name=\"文本框 {object}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
             uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr \
             txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"5270500\" cy=\"720000\"/>\
             </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>{line}</wps:spPr><wps:txbx>\
             <w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr rot=\"0\" vert=\"horz\" \
             wrap=\"square\"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:shape id=\"_x0000_s{object}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;width:415pt;height:57pt\"><v:textbox><w:txbxContent>{inside}\
             </w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ))
    }

    /// A text box without the new way beside the old one.
    pub fn old_text_box(&mut self, inside: &str) -> Span {
        let object = self.object();
        Span::Xml(format!(
            "<w:r><w:pict><v:shape id=\"_x0000_s{object}\" o:spid=\"_x0000_s{object}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;left:0;margin-left:0pt;margin-top:7.8pt;height:46.8pt;width:414pt\" \
             stroked=\"f\"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>\
             </w:r>"
        ))
    }

    /// A picture and a text box that somebody grouped.
    pub fn group(&mut self, id: &str, inside: &str) -> Span {
        let object = self.object();
        let picture = picture_xml(id, object, "", 4_572_000, 3_048_000);
        Span::Xml(format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wp:anchor distT=\"0\" \
             distB=\"0\" distL=\"0\" distR=\"0\" simplePos=\"0\" relativeHeight=\"25167{object:04}\" \
             behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\"><wp:simplePos x=\"0\" \
             y=\"0\"/><wp:positionH relativeFrom=\"column\"><wp:posOffset>0</wp:posOffset></wp:positionH>\
             <wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>0</wp:posOffset></wp:positionV>\
             <wp:extent cx=\"4572000\" cy=\"3600000\"/><wp:wrapTopAndBottom/><wp:docPr id=\"{object}\" \
             name=\"组合 {object}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
             uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp>\
             <wpg:cNvGrpSpPr/><wpg:grpSpPr/>{picture}<wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr/><wps:txbx>\
             <w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></wpg:wgp>\
             </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:group \
             style=\"width:360pt;height:280pt\"><v:shape style=\"width:360pt;height:240pt\"><v:imagedata \
             r:id=\"{id}\"/></v:shape><v:shape type=\"#_x0000_t202\" style=\"width:360pt;height:30pt\">\
             <v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></v:group></w:pict>\
             </mc:Fallback></mc:AlternateContent></w:r>"
        ))
    }

    /// A footnote: its mark as a run.
    pub fn footnote(&mut self, text: &str) -> Span {
        let id = self.notes.len() + if self.house == House::Libre { 2 } else { 1 };
        let (mark, kind) =
            if self.house == House::Libre { ("FootnoteReference", "Footnote") } else { ("a7", "a6") };
        let runs = markup::runs(self.house, &mut self.dice, &Look::default(), text);
        self.notes.push(format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"{kind}\"/></w:pPr><w:r><w:rPr><w:rStyle \
             w:val=\"{mark}\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>{runs}</w:p></w:footnote>"
        ));
        self.apart.push(Fact::new(&[Role::Note], text));
        Span::Xml(format!(
            "<w:r><w:rPr><w:rStyle w:val=\"{mark}\"/><w:vertAlign w:val=\"superscript\"/></w:rPr>\
             <w:footnoteReference w:id=\"{id}\"/></w:r>"
        ))
    }

    /// A head of the pages.
    pub fn header(&mut self, text: &str) {
        let shape = Shape { side: markup::Side::Centre, ..PLAIN };
        let look = markup::look("宋体", 18);
        let xml = markup::paragraph(self.house, &mut self.dice, &shape, &[Span::Text(look, text.to_owned())]);
        self.headers.push(xml);
        self.apart.push(Fact::new(&[Role::LeftOut], text));
    }

    /// A foot with the page's number, between dashes; WPS puts it into a text box.
    pub fn page_number(&mut self) {
        let field = "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar \
                     w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE  \\* \
                     MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
                     <w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t \
                     xml:space=\"preserve\"> —</w:t></w:r>";
        let paragraph = format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{field}</w:p>");
        let xml = if self.house == House::Wps {
            let span = self.text_box(&paragraph, false);
            let Span::Xml(raw) = span else { unreachable!() };
            format!("<w:p>{raw}</w:p>")
        } else {
            paragraph
        };
        self.footers.push(xml);
        self.apart.push(Fact::new(&[Role::LeftOut], "— 1 —"));
    }

    /// A comment on some text: what stands in the paragraph.
    pub fn comment(&mut self, on: &[Span], says: &str) -> Vec<Span> {
        let id = self.comments.len();
        let runs = markup::runs(self.house, &mut self.dice, &Look::default(), says);
        self.comments.push(format!(
            "<w:comment w:id=\"{id}\" w:author=\"办公室\" w:date=\"2024-12-20T09:30:00Z\" w:initials=\"B\"><w:p>\
             <w:r><w:annotationRef/></w:r>{runs}</w:p></w:comment>"
        ));
        self.apart.push(Fact::new(&[Role::LeftOut], says));
        let mut spans = vec![Span::Xml(format!("<w:commentRangeStart w:id=\"{id}\"/>"))];
        spans.extend_from_slice(on);
        spans.push(Span::Xml(format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
        )));
        spans
    }

    /// Letters that somebody struck out with changes tracked.
    pub fn deleted(&mut self, look: &Look, text: &str) -> Span {
        let id = self.object() + 900;
        let inner = markup::look_xml(self.house, look, "eastAsia");
        self.apart.push(Fact::new(&[Role::LeftOut], text));
        Span::Xml(format!(
            "<w:del w:id=\"{id}\" w:author=\"李主任\" w:date=\"2024-12-21T10:00:00Z\"><w:r><w:rPr>{inner}</w:rPr>\
             <w:delText xml:space=\"preserve\">{}</w:delText></w:r></w:del>",
            escape(text)
        ))
    }

    /// Letters that somebody moved with changes tracked: where they were, and where they are.
    pub fn moved(&mut self, look: &Look, text: &str) -> (Span, Span) {
        let id = self.object() + 900;
        self.apart.push(Fact::new(&[Role::LeftOut], text));
        let runs = markup::runs(self.house, &mut self.dice, look, text);
        let who = "w:author=\"李主任\" w:date=\"2024-12-21T10:00:00Z\"";
        (
            Span::Xml(format!("<w:moveFrom w:id=\"{id}\" {who}>{runs}</w:moveFrom>")),
            Span::Xml(format!("<w:moveTo w:id=\"{}\" {who}>{runs}</w:moveTo>", id + 1000)),
        )
    }

    /// Letters that somebody put in with changes tracked.
    pub fn inserted(&mut self, look: &Look, text: &str) -> Span {
        let id = self.object() + 900;
        let runs = markup::runs(self.house, &mut self.dice, look, text);
        Span::Xml(format!(
            "<w:ins w:id=\"{id}\" w:author=\"李主任\" w:date=\"2024-12-21T10:00:00Z\">{runs}</w:ins>"
        ))
    }
}

fn picture_xml(id: &str, object: usize, description: &str, width: usize, height: usize) -> String {
    format!(
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"{object}\" name=\"图片 {object}\" descr=\"{}\"/><pic:cNvPicPr/>\
         </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch>\
         </pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>\
         </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>",
        escape(description)
    )
}

/// A small picture unlike any other of the document.
fn photo(dice: &mut Dice, jpeg: bool) -> Vec<u8> {
    let (red, green, blue) = (dice.below(256), dice.below(256), dice.below(256));
    let picture = RgbImage::from_fn(96, 64, |x, y| {
        let (x, y) = (x as usize, y as usize);
        Rgb([((red + x) % 256) as u8, ((green + 2 * y) % 256) as u8, ((blue + x * y / 32) % 256) as u8])
    });
    let mut bytes = Vec::new();
    let format = if jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}
