//! Pages to choose from, and saved plans, on the command line.

use serde_json::Value;

use crate::support::{Folder, stderr};

#[test]
fn three_candidates_with_pictures() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--candidates", "3", "--png", "page.png"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "wrote page-1.png\nwrote page-2.png\nwrote page-3.png\n");
    let said = String::from_utf8(output.stdout).unwrap();
    for number in 1..=3 {
        assert!(said.contains(&format!("Candidate {number}, at a cost of ")), "{said}");
        let picture = image::open(folder.path().join(format!("page-{number}.png"))).unwrap();
        assert_eq!(picture.width(), 614);
    }
    assert!(!said.contains("Candidate 4") && said.contains("of the body another section stands"));
    let pictures: Vec<Vec<u8>> = (1..=3)
        .map(|number| std::fs::read(folder.path().join(format!("page-{number}.png"))).unwrap())
        .collect();
    assert!(pictures[0] != pictures[1] && pictures[1] != pictures[2]);
    let chinese = folder.run(&["plan", ".", "--candidates", "2", "--lang", "zh"]);
    let said = String::from_utf8(chinese.stdout).unwrap();
    assert!(said.contains("第2种版面，代价") && said.contains("的地方换了别的节"), "{said}");
}

#[test]
fn candidates_as_json_are_those_that_are_built() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--candidates", "2", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    let candidates = object["candidates"].as_array().unwrap();
    assert_eq!(candidates.len(), 2);
    assert_eq!(candidates[0]["plan"], object["plan"]);
    assert!(candidates[0]["different"].as_array().unwrap().is_empty());
    assert!(!candidates[1]["different"][0]["message"].as_str().unwrap().is_empty());
    for (index, candidate) in candidates.iter().enumerate() {
        let number = (index + 1).to_string();
        let built = folder.run(&["build", ".", "--candidate", &number, "--format", "json"]);
        assert_eq!(built.status.code(), Some(0));
        let built: Value = serde_json::from_slice(&built.stdout).unwrap();
        assert_eq!(built["plan"], candidate["plan"]);
        assert_eq!(built["choice"]["cost"], candidate["choice"]["cost"]);
    }
}

#[test]
fn a_saved_plan_is_used_until_it_is_taken_away() {
    let folder = Folder::sample();
    let plan = |arguments: &[&str]| -> Value {
        let output = folder.run(&[&["check", ".", "--format", "json"], arguments].concat());
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["plan"].clone()
    };
    let first = plan(&[]);
    let saved = folder.run(&["plan", ".", "--candidate", "2", "--save", "other.toml", "--lang", "zh"]);
    assert_eq!(stderr(&saved), "已写出：other.toml\n");
    let text = std::fs::read_to_string(folder.path().join("other.toml")).unwrap();
    assert!(text.starts_with("# 由“banmian plan --save”存下的版样"), "{text}");
    let of_file = plan(&["--plan", "other.toml"]);
    assert_ne!(of_file["section"], first["section"]);
    assert_eq!(plan(&[]), first);
    // Beside the report it counts without being named; a candidate that is named goes before it.
    std::fs::rename(folder.path().join("other.toml"), folder.path().join("plan.toml")).unwrap();
    assert_eq!(plan(&[]), of_file);
    assert_eq!(plan(&["--candidate", "1"]), first);
    let shown = String::from_utf8(folder.run(&["plan", "."]).stdout).unwrap();
    assert!(shown.ends_with("\nThis is the saved plan.\n"), "{shown}");
    let several = folder.run(&["plan", ".", "--candidates", "1", "--format", "json"]);
    let several: Value = serde_json::from_slice(&several.stdout).unwrap();
    assert_eq!(several["candidates"][0]["plan"], first);
    // No files are left beside it.
    assert_eq!(folder.names(), ["photos", "plan.toml", "report.json"]);
}

#[test]
fn a_plan_with_errors_is_not_saved() {
    let folder = Folder::sample();
    let text = crate::support::sample_text().replace("seeding.jpg", "none.jpg");
    std::fs::write(folder.path().join("report.json"), text).unwrap();
    let output = folder.run(&["plan", ".", "--save", "plan.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.names(), ["photos", "report.json"]);
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--save", "no/such/plan.toml"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
}

#[test]
fn limits_of_the_command_line() {
    let folder = Folder::new("");
    for wrong in [
        &["plan", ".", "--candidates", "0"][..],
        &["plan", ".", "--candidates", "7"],
        &["build", ".", "--candidate", "7"],
        &["build", ".", "--candidate", "2", "--plan", "plan.toml"],
        &["plan", ".", "--candidates", "2", "--save", "plan.toml"],
        &["plan", ".", "--png", "page.png"],
    ] {
        let output = folder.run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let said = stderr(&folder.run(&["plan", ".", "--candidates", "7"]));
    assert!(said.contains("1 to 6"), "{said}");
}
