//! Printing conditions: the names under which press and reader know what a file is made for.

use super::icc::PressProfile;

/// The registry of characterisation data.
pub const REGISTRY: &str = "http://www.color.org";
/// The name of a condition that no registry has.
const CUSTOM: &str = "Custom";

/// A printing condition as a file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its name in the registry, or `Custom`.
    pub identifier: String,
    /// What it is called in words.
    pub name: String,
    /// The registry; nothing where no registry has it.
    pub registry: String,
}

/// Registered conditions, and by which part of its description a profile of each is known: letters and figures alone. A part that
/// holds another stands before it.
const KNOWN: [(&str, &[&str]); 23] = [
    ("FOGRA39", &["fogra39", "isocoatedv2"]),
    ("FOGRA51", &["fogra51", "psocoatedv3"]),
    ("FOGRA52", &["fogra52", "psouncoatedv3"]),
    ("FOGRA47", &["fogra47", "psouncoatediso12647"]),
    ("FOGRA45", &["fogra45", "psolwcimproved"]),
    ("FOGRA46", &["fogra46", "psolwcstandard"]),
    ("FOGRA41", &["fogra41", "psomfcpaper"]),
    ("FOGRA48", &["fogra48", "psoinppaper"]),
    ("FOGRA42", &["fogra42", "psosnppaper"]),
    ("FOGRA29", &["fogra29", "isouncoated"]),
    ("FOGRA27", &["fogra27"]),
    ("WAN-IFRAnewspaper26v5", &["wanifranewspaper26v5", "ifranewspaper26v5"]),
    ("IFRA26", &["isonewspaper26v4", "ifra26"]),
    ("JC200103", &["jc200103", "japancolor2001coated"]),
    ("JC200104", &["jc200104", "japancolor2001uncoated"]),
    ("JCN2002", &["jcn2002", "japancolor2002newspaper"]),
    ("JCW2003", &["jcw2003", "japanwebcoated"]),
    ("CGATS TR 001", &["cgatstr001", "uswebcoatedswopv2"]),
    ("CGATS TR 006", &["cgatstr006", "gracol2006coated1"]),
    ("CGATS21_CRPC6", &["cgats21crpc6", "gracol2013crpc6"]),
    ("CGATS21_CRPC5", &["cgats21crpc5", "swop2013c3crpc5"]),
    ("CGATS21_CRPC3", &["cgats21crpc3", "gracol2013uncrpc3", "gracol2013unccrpc3"]),
    ("CGATS21_CRPC1", &["cgats21crpc1"]),
];

impl Condition {
    /// A condition of a name that is not a profile's.
    #[must_use]
    pub fn named(identifier: &str, name: Option<&str>, registry: Option<&str>) -> Self {
        let is_known = KNOWN.iter().any(|(known, _)| *known == identifier);
        Self {
            identifier: identifier.to_owned(),
            name: name.unwrap_or(identifier).to_owned(),
            registry: registry.unwrap_or(if is_known { REGISTRY } else { "" }).to_owned(),
        }
    }

    /// The condition that a profile was made for: as the profile says it, by the registry's rule, else by its description; `name` is
    /// what it is called in words.
    #[must_use]
    pub fn of(profile: &PressProfile, name: &str) -> Self {
        let said = target(&profile.bytes).and_then(|text| registered(&text));
        match said.or_else(|| known(&profile.description)) {
            Some(identifier) => Self::named(identifier, Some(name), None),
            None => Self::custom(name),
        }
    }

    /// A condition that no registry has.
    #[must_use]
    pub fn custom(name: &str) -> Self {
        Self::named(CUSTOM, Some(name), None)
    }
}

/// The registered condition that a description speaks of.
#[must_use]
pub fn known(description: &str) -> Option<&'static str> {
    let plain: String = description.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    let found = KNOWN.iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(part)));
    found.map(|(identifier, _)| *identifier)
}

/// The registered name behind `ICCHDAT`, by which a profile tells the data that it was made from.
fn registered(target: &str) -> Option<&'static str> {
    let name = target.trim_end_matches('\0').trim().strip_prefix("ICCHDAT")?.trim();
    KNOWN.iter().map(|(identifier, _)| *identifier).find(|identifier| *identifier == name)
}

/// The text of a profile's tag `targ`.
fn target(profile: &[u8]) -> Option<String> {
    let word = |at: usize| Some(u32::from_be_bytes(profile.get(at..at + 4)?.try_into().ok()?) as usize);
    let count = word(128)?.min(200);
    let at = (0..count).map(|tag| 132 + 12 * tag).find(|at| profile.get(*at..*at + 4) == Some(b"targ"))?;
    let (start, length) = (word(at + 4)?, word(at + 8)?);
    let text = profile.get(start.checked_add(8)?..start.checked_add(length)?)?;
    // Long ones hold all the measurements.
    Some(String::from_utf8_lossy(text.get(..text.len().min(200))?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Condition, REGISTRY, known, registered};
    use crate::edition::PressName;
    use crate::press::Press;

    #[test]
    fn profiles_are_known_by_their_descriptions() {
        for (description, wanted) in [
            ("ISO Coated v2 300% (ECI)", Some("FOGRA39")),
            ("ISO Coated v2 (ECI)", Some("FOGRA39")),
            ("Coated FOGRA39 (ISO 12647-2:2004)", Some("FOGRA39")),
            ("PSO Coated v3", Some("FOGRA51")),
            ("PSO Uncoated v3 (FOGRA52)", Some("FOGRA52")),
            ("PSO Uncoated ISO12647 (ECI)", Some("FOGRA47")),
            ("WAN-IFRAnewspaper26v5", Some("WAN-IFRAnewspaper26v5")),
            ("ISOnewspaper26v4", Some("IFRA26")),
            ("Japan Color 2001 Coated", Some("JC200103")),
            ("Japan Color 2001 Uncoated", Some("JC200104")),
            ("Japan Color 2002 Newspaper", Some("JCN2002")),
            ("U.S. Web Coated (SWOP) v2", Some("CGATS TR 001")),
            ("GRACoL2006_Coated1v2.icc", Some("CGATS TR 006")),
            ("GRACoL2013_CRPC6.icc", Some("CGATS21_CRPC6")),
            ("GRACoL2013UNC_CRPC3.icc", Some("CGATS21_CRPC3")),
            ("SWOP2013C3_CRPC5.icc", Some("CGATS21_CRPC5")),
            // One's own profile is nobody else's, and neither is an older or a later one.
            ("六盘印务 轮转机 2024", None),
            ("ISO Coated sb", None),
            ("Japan Color 2011 Coated", None),
            ("FOGRA3", None),
            ("Banmian newsprint model (coldset, ISO 12647-3 figures)", None),
        ] {
            assert_eq!(known(description), wanted, "{description}");
        }
    }

    #[test]
    fn the_profile_itself_is_believed_first() {
        assert_eq!(registered("ICCHDAT FOGRA39\0"), Some("FOGRA39"));
        assert_eq!(registered("ICCHDAT FOGRA3"), None);
        assert_eq!(registered("ICCHDAT Somebody's"), None);
        assert_eq!(registered("CGATS.17\nDESCRIPTOR \"FOGRA39\""), None);
    }

    #[test]
    fn presses_say_what_they_are() {
        let condition = |name| Press::open(name, None).map(|press| press.condition).ok();
        let coated = condition(PressName::Coated);
        assert_eq!(coated.as_ref().map(|one| one.identifier.as_str()), Some("FOGRA39"));
        assert_eq!(coated.as_ref().map(|one| one.registry.as_str()), Some(REGISTRY));
        // A model is no registered condition.
        let newsprint = condition(PressName::Newsprint);
        assert_eq!(
            newsprint.map(|one| (one.identifier, one.registry)),
            Some(("Custom".to_owned(), String::new()))
        );
        let own = Condition::named("六盘轮转", None, None);
        assert_eq!((own.identifier.as_str(), own.registry.as_str()), ("六盘轮转", ""));
        assert_eq!(Condition::named("FOGRA51", None, None).registry, REGISTRY);
    }
}
