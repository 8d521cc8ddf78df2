//! Pictures, text boxes, charts and objects.

use super::line::{Line, Pen, TextBox};
use super::look::short;
use super::package::file_name;
use super::reader::{MAX_PICTURES, Reader, Why, chosen};
use super::xml::{self, Node};
use crate::diagnostic::Diagnostic;
use crate::import::document::{Picture, Run};
use crate::say;

/// What is known of a picture before it is met.
#[derive(Debug, Default, Clone)]
struct About {
    description: String,
    floating: bool,
    hidden: bool,
    /// The program whose object the picture only shows.
    object: Option<String>,
}

impl Reader<'_, '_> {
    /// Reads a drawing, new or old.
    pub fn drawing<'n>(&mut self, line: &mut Line<'n>, node: &'n Node, pen: &Pen) -> Result<(), Diagnostic> {
        let mut about = About::default();
        if node.name == "w:object" {
            about.object = Some(program(node).unwrap_or_default());
            self.pictured()?;
            self.told.objects += 1;
            let name = about.object.clone().filter(|name| !name.is_empty());
            self.leave_out(&name.unwrap_or_else(|| "OLE".to_owned()), say!("import-left.object"));
        }
        node.nodes().try_for_each(|part| self.shape(line, part, pen, &about))
    }

    fn shape<'n>(
        &mut self,
        line: &mut Line<'n>,
        node: &'n Node,
        pen: &Pen,
        about: &About,
    ) -> Result<(), Diagnostic> {
        let mut own = about.clone();
        match node.name.as_str() {
            "wp:inline" | "wp:anchor" => {
                own.floating |= node.name == "wp:anchor";
                if let Some(properties) = node.child("wp:docPr") {
                    own.description = described(properties);
                    own.hidden |= properties.get("hidden").is_some_and(|value| matches!(value, "1" | "true"));
                }
            }
            "pic:pic" => {
                if let Some(properties) =
                    node.at(&["pic:nvPicPr", "pic:cNvPr"]).filter(|_| own.description.is_empty())
                {
                    own.description = described(properties);
                }
            }
            "a:blip" => {
                let (embedded, linked) = (node.get("r:embed"), node.get("r:link"));
                let id = embedded.filter(|id| !id.is_empty()).or(linked);
                return id.map_or(Ok(()), |id| self.picture(line, id, pen, about));
            }
            "v:imagedata" | "v:fill" => {
                let id = ["r:id", "r:embed", "r:pict", "o:relid", "r:href"]
                    .into_iter()
                    .find_map(|name| node.get(name));
                if let Some(title) = node.get("o:title").filter(|_| own.description.is_empty()) {
                    own.description = short(file_name(title));
                }
                return id.filter(|id| !id.is_empty()).map_or(Ok(()), |id| self.picture(line, id, pen, &own));
            }
            "v:textpath" => {
                if let Some(text) = node.get("string") {
                    match self.unseen(pen.hidden || about.hidden) {
                        Some(why) => line.leave_out(why, text),
                        None => line.boxes.push(TextBox::Drawn(text.to_owned())),
                    }
                }
                return Ok(());
            }
            "w:txbxContent" => {
                line.boxes.push(TextBox::Text(node, self.unseen(pen.hidden || about.hidden)));
                return Ok(());
            }
            "c:chart" => return self.figure(node.get("r:id"), about, say!("import-left.chart")),
            "dgm:relIds" => return self.figure(node.get("r:dm"), about, say!("import-left.diagram")),
            "a:t" => {
                line.leave_out(self.unseen(pen.hidden).unwrap_or(Why::Drawing), &node.letters());
                return Ok(());
            }
            "mc:AlternateContent" => {
                let branch = chosen(node).into_iter().flat_map(Node::nodes);
                return branch.into_iter().try_for_each(|part| self.shape(line, part, pen, about));
            }
            name if name.starts_with("v:") => {
                let style = node.get("style").unwrap_or_default().replace(' ', "");
                own.floating |= style.contains("position:absolute");
                if let Some(text) = node.get("alt").filter(|_| own.description.is_empty()) {
                    own.description = short(text);
                }
            }
            _ => {}
        }
        node.nodes().try_for_each(|part| self.shape(line, part, pen, &own))
    }

    fn picture(&mut self, line: &mut Line, id: &str, pen: &Pen, about: &About) -> Result<(), Diagnostic> {
        self.pictured()?;
        let Some(target) = self.links.get(id).cloned() else {
            self.told.missing += 1;
            self.leave_out(
                if about.description.is_empty() { id } else { &about.description },
                say!("import-left.no-picture"),
            );
            return Ok(());
        };
        if target.outside {
            self.told.linked += 1;
            self.leave_out(&target.target, say!("import-left.linked"));
            return Ok(());
        }
        let name = file_name(&target.target).to_owned();
        let Some(bytes) = self.package.bytes(&target.target)? else {
            self.told.missing += 1;
            self.leave_out(&name, say!("import-left.no-picture"));
            return Ok(());
        };
        let index = self.document.pictures.len();
        let (description, floating) = (about.description.clone(), about.floating);
        self.document.pictures.push(Picture { name, description, bytes, floating });
        if about.object.is_some() {
            self.leave_out_picture(index, say!("import-left.object"));
        } else if let Some(why) = self.unseen(pen.hidden || about.hidden) {
            self.leave_out_picture(index, why.said());
        } else {
            line.push(Run { picture: Some(index), ..pen.run.clone() });
        }
        Ok(())
    }

    /// Counts a picture, whether it is there or not, a chart or an object.
    fn pictured(&mut self) -> Result<(), Diagnostic> {
        self.drawings += 1;
        if self.drawings > MAX_PICTURES {
            return Err(Diagnostic::error(say!("import-limit.pictures", limit = MAX_PICTURES)));
        }
        Ok(())
    }

    /// A chart or a diagram: its words are left out with it.
    fn figure(
        &mut self,
        id: Option<&str>,
        about: &About,
        why: crate::message::Message,
    ) -> Result<(), Diagnostic> {
        self.pictured()?;
        self.told.objects += 1;
        let part =
            id.and_then(|id| self.links.get(id)).filter(|link| !link.outside).map(|link| link.target.clone());
        let mut words = Vec::new();
        if let Some(part) = part
            && let Some(text) = self.package.text(&part)?
        {
            gather(&xml::tree(&text, &part)?, &mut words);
        }
        let text = if words.is_empty() { about.description.clone() } else { words.join(" ") };
        let text = if text.is_empty() { "—".to_owned() } else { text };
        self.leave_out(&text, why);
        Ok(())
    }
}

/// The words of a chart or a diagram, each once where they follow one another.
fn gather(node: &Node, words: &mut Vec<String>) {
    for part in node.nodes() {
        if matches!(part.name.as_str(), "a:t" | "c:v") {
            let text = part.letters();
            if !text.trim().is_empty() && words.last() != Some(&text) {
                words.push(text);
            }
        }
        gather(part, words);
    }
}

/// The program of an object.
fn program(node: &Node) -> Option<String> {
    node.nodes().find_map(|part| match part.name.as_str() {
        "o:OLEObject" => part.get("ProgID").map(str::to_owned),
        _ => program(part),
    })
}

/// What the properties of a drawing say that it shows: its description, else its title, else its name where that is a
/// file's.
fn described(properties: &Node) -> String {
    let said = |name: &str| properties.get(name).map(str::trim).filter(|text| !text.is_empty());
    let is_file = |name: &&str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        ending.is_some_and(|ending| {
            ["jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic"].contains(&ending.as_str())
        })
    };
    let text = said("descr").or_else(|| said("title")).or_else(|| said("name").filter(is_file));
    // Old programs wrote where the file was.
    text.map(|text| short(if is_file(&text) { file_name(text) } else { text })).unwrap_or_default()
}
