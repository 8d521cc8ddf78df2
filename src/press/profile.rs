//! Press profiles: what a press asks of a page, as data.

use std::path::Path;

use serde::Deserialize;

use super::condition::Condition;
use super::icc::PressProfile;
use crate::diagnostic::Diagnostic;
use crate::edition::{Black, PdfX, PressName};
use crate::message::Message;
use crate::say;

/// What a press asks of a page: `press.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressSettings {
    /// The name.
    pub name: String,
    /// What the printing condition is called in the file.
    pub condition: String,
    /// The profile's file, beside `press.toml`; none for RGB.
    pub icc: Option<String>,
    /// The version of PDF/X.
    #[serde(default)]
    pub pdfx: PdfX,
    /// The most ink in one place, all inks together (%).
    pub total_ink: f64,
    /// Pictures have at most this many pixels to the inch.
    pub ppi: f64,
    /// How strongly pictures are sharpened, 0 to 2.
    pub sharpen: f64,
    /// Whether photos' tones are prepared for the press.
    #[serde(default)]
    pub prepare: bool,
    /// How much black ink pictures get; the profile's own when nothing is said.
    #[serde(default)]
    pub black: Option<Black>,
    /// The smallest type in one ink (pt).
    pub least_text_pt: f64,
    /// The smallest white type, or type in several inks (pt).
    pub least_white_text_pt: f64,
    /// The thinnest line (pt).
    pub least_line_pt: f64,
    /// Spot inks that the press has.
    #[serde(default)]
    pub spots: Vec<String>,
    /// What must be free of text inside the trim (mm).
    pub safe_mm: f64,
}

/// A press, ready to convert to: its settings and its profile.
pub struct Press {
    /// The settings.
    pub settings: PressSettings,
    /// The profile; none for RGB.
    pub profile: Option<PressProfile>,
    /// The printing condition.
    pub condition: Condition,
}

/// The profile of coated paper: also of inks without a profile where there is no press. One copy of it is in the program.
pub(super) static COATED_ICC: &[u8] = include_bytes!("profiles/coated/ISOcoated_v2_300_bas.icc");

impl Press {
    /// Opens an embedded profile; `icc` is the printer's own profile in its place.
    ///
    /// # Errors
    /// When the printer's profile cannot be read or is not of a CMYK press.
    pub fn open(name: PressName, icc: Option<&Path>) -> Result<Self, Vec<Diagnostic>> {
        let (text, embedded): (&str, Option<&[u8]>) = match name {
            PressName::Newsprint => (
                include_str!("profiles/newsprint/press.toml"),
                Some(include_bytes!("profiles/newsprint/newsprint.icc")),
            ),
            PressName::Coated => (include_str!("profiles/coated/press.toml"), Some(COATED_ICC)),
            PressName::Office => (include_str!("profiles/office/press.toml"), None),
        };
        let settings: PressSettings = toml::from_str(text)
            .map_err(|error| vec![Diagnostic::error(say!("press.settings", words = error.message()))])?;
        let Some(path) = icc else {
            let profile = embedded.map(|bytes| PressProfile::read(bytes.to_vec())).transpose();
            return match profile {
                Ok(profile) => {
                    let condition = match &profile {
                        Some(profile) => Condition::of(profile, &settings.condition),
                        None => Condition::custom(&settings.condition),
                    };
                    Ok(Self { settings, profile, condition })
                }
                Err(problem) => Err(vec![Diagnostic::error(say!("press.profile", problem = problem))]),
            };
        };
        let shown = path.display().to_string();
        let fail = |message: Message| {
            vec![Diagnostic::error(message).in_file(shown.clone()).hint(say!("hint.ask-printer"))]
        };
        if embedded.is_none() {
            return Err(fail(say!("press-profile.rgb")));
        }
        let bytes =
            std::fs::read(path).map_err(|error| fail(say!("press-profile.unreadable", problem = &error)))?;
        let profile = PressProfile::read(bytes).map_err(fail)?;
        let condition = Condition::of(&profile, &profile.description);
        Ok(Self { settings, profile: Some(profile), condition })
    }
}
