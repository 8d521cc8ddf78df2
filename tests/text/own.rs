//! A county's own names, places, wording and founding years.

use banmian::report::{self, Levels, Names};

fn found(names: &str, body: &str) -> Vec<(String, Vec<String>)> {
    let names: Names = toml::from_str(names).unwrap();
    let text = crate::support::SMALL.replace("全年立案{proposals}。", body);
    let loaded = report::read_text(text, "report.json").unwrap();
    let all = report::proofread(&loaded.report, &loaded.places, &Levels::new(), &names);
    let hint = |hint: &banmian::message::Message| hint.text(banmian::message::Lang::Zh);
    all.iter().map(|one| (one.code.to_owned(), one.hints.iter().map(hint).collect())).collect()
}

#[test]
fn a_county_s_own_names_are_checked() {
    let names = "people = [\"县委书记 石望川\"]\nplaces = [\"香水镇\"]\n[wording]\n\"老县委\" = \"县委旧址\"\n[founded]\n\"建县\" = 1958\n";
    let codes = |body: &str| found(names, body).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes("县委书记石望川到香水镇，参观县委旧址，庆祝建县66周年。"), Vec::<String>::new());
    assert_eq!(codes("县委书记石忘川调研。"), ["fixed-wording"]);
    assert_eq!(codes("调研组来到香水阵，又去了乡水镇。"), ["place"]);
    assert_eq!(codes("参观老县委。"), ["fixed-wording"]);
    assert_eq!(codes("庆祝建县65周年。"), ["anniversary"]);
    // The report's county is called as it is called.
    let of = |county: &str| {
        let text = crate::support::SMALL.replace("某县", county).replace("全年立案", "径源县立案");
        let loaded = report::read_text(text, "report.json").unwrap();
        report::proofread(&loaded.report, &loaded.places, &Levels::new(), &Names::default()).len()
    };
    assert_eq!((of("径源县"), of("某县")), (0, 1));
    // What the county does not say is not checked.
    assert_eq!(found("", "县委书记石忘川调研，庆祝建县65周年。"), []);
}
