//! What is said of blocks, of marks within the text, of notes, and of the values that a template asks for.

use super::{expect, spoilt};
use crate::support::{Folder, SMALL};

/// The small report with another body.
fn body(items: &str) -> Folder {
    spoilt("[\"全年立案{proposals}。\"]", &format!("[\"全年立案{{proposals}}。\",\n{items}]"))
}

#[test]
fn blocks_of_a_wrong_shape() {
    let items = [
        "{ \"subheed\": \"办实事\" }",
        "{ \"picture\": 1 }",
        "{}",
        "{ \"subhead\": \"办实事\", \"list\": [\"一件一件办。\"] }",
        "7",
        "{ \"box\": { \"kind\": \"链接\", \"paragraphs\": [] } }",
        "{ \"quote\": \"办得好\" }",
        "{ \"table\": { \"header\": [\"年份\"], \"rows\": [[2024, \"89\"]] } }",
    ];
    expect("block-shape", &body(&items.join(",\n")), &[]);
}

#[test]
fn blocks_that_cannot_stand_so() {
    let long = "一件一件办".repeat(50);
    let items = [
        "{ \"table\": { \"header\": [\"年份\", \"立案\"], \"rows\": [[\"2024\", \"89\"], [\"2023\"]] } }"
            .to_owned(),
        format!("{{ \"box\": {{ \"kind\": \"link\", \"paragraphs\": [\"{long}。\", \"{long}。\"] }} }}"),
        "{ \"table\": { \"header\": [\"项目\", \"金额\"], \"rows\": [[\"1234567890123456789.1万元\", \"1234567890.12万元\"]] } }".to_owned(),
        "{ \"subhead\": \"办实事\" }".to_owned(),
    ];
    expect("block-rules", &body(&items.join(",\n")), &[]);
    let only = spoilt("[\"全年立案{proposals}。\"]", "[{ \"list\": [\"全年立案{proposals}。\"] }]");
    expect("block-no-text", &only, &[]);
}

#[test]
fn marks_and_notes() {
    let items = [
        "\"**重点提案办得好。\"",
        "\"**重点__提案__办**得好。\"",
        "\"乘****号、____年、a*b和[2024]3号都是字。\"",
        "{ \"list\": [\"^^办得好；\"] }",
    ];
    expect("marks", &body(&items.join(",\n")), &[]);
    expect("mark-in-heading", &spoilt("\"heading\": [\"民生\"]", "\"heading\": [\"**民生**\"]"), &[]);
    let notes =
        "\"body\": [\"办得好[^2]，办得快[^4]。\"], \"notes\": [\"办公室。\", \"提案委。\", \"办公厅。\"]";
    expect("notes", &spoilt("\"body\": [\"全年立案{proposals}。\"]", notes), &[]);
}

#[test]
fn values_that_a_template_asks_for() {
    let template = "name = \"mine\"\ndescription = \"d\"\nextends = \"newspaper-feature\"\n\
        [extra.motto]\ntype = \"text\"\nmeaning = \"the words at the foot\"\nrequired = true\nlongest = 8\n\
        [extra.events]\ntype = \"texts\"\nmeaning = \"what happened\"\nleast = 2\nmost = 3\nlongest = 4\n\
        [extra.scale]\ntype = \"number\"\nmeaning = \"how large\"\nleast = 1\nmost = 2\n\
        [extra.side]\ntype = \"choice\"\nmeaning = \"where\"\nchoices = [\"left\", \"right\"]\n";
    let mine = |report: &str| {
        let folder = Folder::new(report);
        std::fs::create_dir(folder.path().join("mine")).unwrap();
        let picture = crate::support::picture(1200, 800, image::ImageFormat::Png);
        folder.file("mine/template.toml", template.as_bytes()).file("one.png", &picture)
    };
    expect("extra-missing", &mine(SMALL), &["--template", "mine"]);
    let wrong = "\"format\": 1,\n  \"extra\": { \"moto\": \"水\", \"motto\": \"上善若水，厚德载物。\",\n    \
        \"events\": [\"水通了，路通了\"], \"scale\": 3, \"side\": \"top\" },";
    expect("extra-wrong", &mine(&SMALL.replace("\"format\": 1,", wrong)), &["--template", "mine"]);
    // No template that comes with the program asks for any.
    expect("extra-none", &spoilt("\"format\": 1,", "\"format\": 1, \"extra\": { \"motto\": \"水\" },"), &[]);
}
