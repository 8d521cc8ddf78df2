//! Lists of reports, good and bad.

use super::{Counties, text_only};
use crate::support::{root, stderr};

fn names(counties: &Counties, arguments: &[&str]) -> Vec<String> {
    let output = counties.run(&[arguments, &["-o", "out", "--dry-run"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

/// What is said of a list in a language.
fn refused(list: &[u8], ending: &str, lang: &str) -> String {
    let counties = Counties::new(1);
    std::fs::write(counties.path().join(format!("list.{ending}")), list).unwrap();
    let output = counties.run(&[&format!("list.{ending}"), "-o", "out", "--lang", lang]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!counties.path().join("out").exists(), "nothing is written");
    said
}

#[test]
fn folders_patterns_and_lists_name_the_same_reports() {
    let counties = Counties::new(2);
    let deep = counties.path().join("counties/deep/2024");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("report.json"), text_only("某县")).unwrap();
    assert_eq!(names(&counties, &["counties"]), ["county-00", "county-01", "deep/2024"]);
    assert_eq!(names(&counties, &["counties/*"]), ["county-00", "county-01"]);
    assert_eq!(names(&counties, &["counties/*/2024"]), ["deep/2024"]);
    assert_eq!(names(&counties, &["counties/county-00", "counties/deep/2024"]), ["county-00", "deep/2024"]);
    let table = "\u{FEFF}report,name,press\r\n\r\n\"counties/county-00\",\"一,\"\"号\"\"\",office\r\ncounties/deep/2024,,\r\n,,\r\n";
    std::fs::write(counties.path().join("list.csv"), table.replace("\"\"号\"\"", "号")).unwrap();
    assert_eq!(names(&counties, &["list.csv"]), ["一,号", "counties/deep/2024"]);
    // Some programs part cells by semicolons or tabs; a comma is then an ordinary character.
    for (name, separator) in [("semicolons.csv", ';'), ("tabs.csv", '\t')] {
        let table = format!("report{separator}name\ncounties/county-00{separator}一,号\n");
        std::fs::write(counties.path().join(name), table).unwrap();
        assert_eq!(names(&counties, &[name]), ["一,号"], "{name}");
    }
    let lines = "{\"report\": \"counties/county-01\", \"marks\": true, \"total_ink\": 240}\n\n{\"report\":\"counties/deep/2024/report.json\",\"plan\":null}\n";
    std::fs::write(counties.path().join("list.jsonl"), lines).unwrap();
    assert_eq!(names(&counties, &["list.jsonl"]), ["counties/county-01", "counties/deep/2024"]);
    // What a list says of a report counts.
    let run = counties.run(&["list.csv", "-o", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let pdf = std::fs::read(counties.path().join("out/一,号/page.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"), "the office's file is no PDF/X");
}

#[test]
fn a_folder_without_a_report_is_told() {
    let counties = Counties::new(1);
    std::fs::create_dir(counties.path().join("counties/forgotten")).unwrap();
    std::fs::write(counties.path().join("counties/forgotten/report.json.txt"), "{}").unwrap();
    let output = counties.run(&["counties", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = "no page is made of 1 folder without a report.json: counties/forgotten\n";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
}

#[test]
fn bad_lists_are_told_to_the_letter() {
    let cases: [(&str, &str, Vec<u8>); 10] = [
        ("outside", "csv", b"report,county\n../../etc/passwd,\n/etc/passwd,\ncounties/county-00,..\n".to_vec()),
        ("same-name", "csv", b"report,name\ncounties/county-00,a\ncounties/county-00,A\n".to_vec()),
        ("same-report", "jsonl", b"{\"report\":\"counties/county-00\"}\n{\"report\":\"./counties/county-00/\"}\n".to_vec()),
        ("bad-name", "csv", b"report,name\ncounties/county-00,a/../b\ncounties/county-00,con\ncounties/county-00,x/page.pdf\n".to_vec()),
        (
            "columns",
            "csv",
            b"reprot,press,pres\ncounties/county-00,newsprnt,x\ncounties/county-01,office,\n,a,b,c\n".to_vec(),
        ),
        ("quotes", "csv", b"report,name\n\"counties/county-00,a\ncounties/county-00,b\n".to_vec()),
        ("after-quote", "csv", b"report,name\n\"counties/county-00\"x,a\n".to_vec()),
        ("gbk", "csv", b"report,name\ncounties/county-00,\xD4\xC6\xE1\xB7\n".to_vec()),
        ("json", "jsonl", b"{\"report\":\"counties/county-00\",}\n[]\n{\"report\":[1]}\n{\"report\":\"a\",\"report\":\"b\"}\nnull\n{\"total_ink\":7,\"report\":\"a\"}\n".to_vec()),
        ("empty", "csv", b"\xEF\xBB\xBF\n\n".to_vec()),
    ];
    for (name, ending, list) in cases {
        for (lang, below) in [("en", ""), ("zh", "zh/")] {
            let said = refused(&list, ending, lang);
            let path = root().join(format!("tests/messages/{below}list-{name}.txt"));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &said).unwrap();
            }
            let wanted = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(said, wanted, "the text differs from {}", path.display());
        }
    }
}

#[test]
fn a_million_lines_are_refused_soon() {
    let mut list = String::from("report,name\n");
    for number in 0..1_000_000 {
        list.push_str(&format!("counties/county-00,{number}\n"));
    }
    let said = refused(list.as_bytes(), "csv", "en");
    assert!(
        said.contains("there are more than 100000 reports, the limit of a batch\n  --> list.csv:100002:1\n"),
        "{said}"
    );
    // As many that are wrong are not all told.
    let wrong = refused(list.replace("counties/", "../").as_bytes(), "csv", "en");
    assert!(wrong.matches("error[").count() < 30, "{wrong}");
}

/// The list that README names, as it stands.
#[test]
fn the_list_of_the_sample_counties_builds() {
    let counties = Counties::new(0);
    let list = root().join("data/counties.csv");
    let output = counties.run(&[list.to_str().unwrap(), "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let made = super::pages(&counties.path().join("out"));
    let names: Vec<String> = made.keys().map(|path| path.display().to_string()).collect();
    assert_eq!(
        names,
        [
            "haixi/2024/page.pdf",
            "jingyuan/2024/page.pdf",
            "jingyuan/tabloid/page.pdf",
            "yunxiu/annual-review/page.pdf"
        ]
    );
}
