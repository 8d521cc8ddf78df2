//! The colour spaces of a PDF, and the inks of their colours.

use lopdf::{Dictionary, Document, Object};

use super::functions::{behind, numbers};
use super::icc::PressProfile;
use super::lab::xyz_of_lab;
use super::space::PictureSpace;
use crate::message::Message;
use crate::report::pixels::Colours;
use crate::say;

/// Spaces may stand within spaces so deep.
const DEPTH: usize = 4;
/// Channels that differ by no more than this are a grey.
const NEUTRAL: f64 = 6.0 / 255.0;
/// A grey so dark is black ink alone, as solid as can be.
const BLACK: f64 = 0.14;
/// From here on a grey is as much ink as it is dark.
const GREY: f64 = 0.3;

/// A colour space.
pub(super) enum Space {
    /// Shares of white.
    Grey,
    /// Red, green and blue.
    Rgb(Option<Box<PictureSpace>>),
    /// L, a and b, with the ranges of a and b.
    Lab([f32; 4]),
    /// The inks of this press.
    Inks,
    /// The inks of another one.
    OtherInks(Box<PictureSpace>),
    /// A table of colours.
    Table(Box<Space>, Vec<u8>),
    /// Plates of their own, in inks on others: the names.
    Plates(Vec<String>),
    /// Patterns: with their own colours, or drawn in a colour of another space.
    Pattern(Option<Box<Space>>),
}

/// What colours are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is printed.
    Inks,
    /// It is a soft mask, which lets through what is light.
    Light,
}

impl Use {
    /// The space of what is changed.
    pub(super) fn space(self) -> &'static str {
        match self {
            Self::Inks => "DeviceCMYK",
            Self::Light => "DeviceGray",
        }
    }
}

/// What a picture or content may come to when it is unpacked (bytes).
pub(super) const MAX_BYTES: usize = 512 * 1024 * 1024;

impl Space {
    /// Reads a space; `named` are the spaces that content names.
    pub(super) fn read(
        document: &Document,
        object: &Object,
        named: &Dictionary,
        press: &PressProfile,
    ) -> Result<Self, Message> {
        Self::read_to(document, object, named, press, DEPTH)
    }

    fn read_to(
        document: &Document,
        object: &Object,
        named: &Dictionary,
        press: &PressProfile,
        depth: usize,
    ) -> Result<Self, Message> {
        let unknown = || say!("artwork.space");
        let depth = depth.checked_sub(1).ok_or_else(unknown)?;
        let read = |object: &Object| Self::read_to(document, object, named, press, depth);
        let object = behind(document, object);
        if let Ok(name) = object.as_name() {
            // A file may say what its plain colours mean.
            let meant = |key: &[u8], plain: Self| named.get(key).map_or(Ok(plain), read);
            return match name {
                b"DeviceGray" | b"G" => meant(b"DefaultGray", Self::Grey),
                b"DeviceRGB" | b"RGB" => meant(b"DefaultRGB", Self::Rgb(None)),
                b"DeviceCMYK" | b"CMYK" => meant(b"DefaultCMYK", Self::Inks),
                b"CalRGB" => Ok(Self::Rgb(None)),
                b"CalGray" => Ok(Self::Grey),
                b"Pattern" => Ok(Self::Pattern(None)),
                name => named.get(name).map_err(|_| unknown()).and_then(read),
            };
        }
        let array = object.as_array().map_err(|_| unknown())?;
        let item = |index: usize| array.get(index).map(|item| behind(document, item)).ok_or_else(unknown);
        let dict = |index: usize| match item(index)? {
            Object::Dictionary(dict) => Ok(dict),
            Object::Stream(stream) => Ok(&stream.dict),
            _ => Err(unknown()),
        };
        match item(0)?.as_name().map_err(|_| unknown())? {
            b"ICCBased" => {
                let Object::Stream(stream) = item(1)? else { return Err(unknown()) };
                let profile = stream.get_plain_content_with_limit(MAX_BYTES).map_err(|_| unknown())?;
                let count = stream.dict.get(b"N").map(|object| behind(document, object));
                match count.and_then(Object::as_i64).unwrap_or(0) {
                    1 => Ok(Self::Grey),
                    3 => PictureSpace::read(&profile, Colours::Rgb)
                        .map(|space| Self::Rgb(Some(Box::new(space)))),
                    // What stands before the data says when and by whom a profile was written.
                    4 if profile.get(128..) == press.bytes.get(128..) => Ok(Self::Inks),
                    4 => PictureSpace::read(&profile, Colours::Cmyk)
                        .map(|other| Self::OtherInks(Box::new(other))),
                    _ => Err(unknown()),
                }
            }
            b"CalRGB" | b"DeviceRGB" => Ok(Self::Rgb(None)),
            b"CalGray" | b"DeviceGray" => Ok(Self::Grey),
            b"DeviceCMYK" => Ok(Self::Inks),
            b"Lab" => {
                let range = numbers(document, dict(1)?.get(b"Range").ok());
                Ok(Self::Lab(range.try_into().unwrap_or([-100.0, 100.0, -100.0, 100.0])))
            }
            b"Indexed" | b"I" => {
                let base = read(item(1)?)?;
                let table = match item(3)? {
                    Object::String(bytes, _) => bytes.clone(),
                    Object::Stream(stream) => {
                        stream.get_plain_content_with_limit(MAX_BYTES).map_err(|_| unknown())?
                    }
                    _ => return Err(unknown()),
                };
                Ok(Self::Table(Box::new(base), table))
            }
            b"Separation" => Ok(Self::Plates(vec![name_of(item(1)?)?])),
            b"DeviceN" => {
                let plates = item(1)?.as_array().map_err(|_| unknown())?;
                plates
                    .iter()
                    .map(|name| name_of(behind(document, name)))
                    .collect::<Result<_, _>>()
                    .map(Self::Plates)
            }
            b"Pattern" => {
                let base = array.get(1).map(read).transpose()?;
                Ok(Self::Pattern(base.map(Box::new)))
            }
            _ => Err(unknown()),
        }
    }

    /// How many numbers a colour has; none where that is not known.
    pub(super) fn channels(&self) -> Option<usize> {
        match self {
            Self::Grey | Self::Table(..) => Some(1),
            Self::Rgb(_) | Self::Lab(_) => Some(3),
            Self::Inks | Self::OtherInks(_) => Some(4),
            Self::Plates(names) => Some(names.len()),
            Self::Pattern(_) => None,
        }
    }

    /// Whether its colours are inks, or black ink alone, as they are.
    pub(super) fn is_ink(&self) -> bool {
        match self {
            Self::Grey | Self::Inks | Self::Plates(_) | Self::Pattern(None) => true,
            Self::Table(base, _) | Self::Pattern(Some(base)) => base.is_ink(),
            Self::Rgb(_) | Self::Lab(_) | Self::OtherInks(_) => false,
        }
    }

    /// Whether its colours are for a purpose as they are.
    pub(super) fn stays(&self, purpose: Use) -> bool {
        match purpose {
            Use::Inks => self.is_ink(),
            Use::Light => matches!(self, Self::Grey),
        }
    }

    /// A colour for a purpose, in the numbers of [`Use::space`].
    pub(super) fn values(&self, press: &PressProfile, purpose: Use, values: &[f64]) -> Option<Vec<f64>> {
        match purpose {
            Use::Inks => self.inks(press, values).map(Vec::from),
            Use::Light => self.light(values).map(|light| vec![light]),
        }
    }

    /// What it is called where no profile is named.
    pub(super) fn plain(&self) -> Option<&'static str> {
        match self {
            Self::Grey => Some("DeviceGray"),
            Self::Inks => Some("DeviceCMYK"),
            _ => None,
        }
    }

    /// The range of each number in a picture's pixels, where it is not from 0 to 1.
    pub(super) fn ranges(&self) -> Option<[(f64, f64); 3]> {
        let Self::Lab([a, b, c, d]) = self else { return None };
        Some([(0.0, 100.0), (f64::from(*a), f64::from(*b)), (f64::from(*c), f64::from(*d))])
    }

    /// The inks of a colour; none for plates of their own and patterns.
    pub(super) fn inks(&self, press: &PressProfile, values: &[f64]) -> Option<[f64; 4]> {
        match (self, values) {
            (Self::Grey, [grey]) => Some([0.0, 0.0, 0.0, 1.0 - grey.clamp(0.0, 1.0)]),
            (Self::Rgb(space), &[r, g, b]) => {
                let rgb = [r, g, b].map(|value| value.clamp(0.0, 1.0));
                let space = space.as_deref().unwrap_or(PictureSpace::srgb());
                Some(neutral(rgb).unwrap_or_else(|| press.inks_of_xyz(space.xyz(rgb))))
            }
            (Self::Lab(_), &[l, a, b]) if a.hypot(b) < 2.0 && l < 100.0 => {
                Some([0.0, 0.0, 0.0, ink_of_grey(l / 100.0)])
            }
            (Self::Lab(_), &[l, a, b]) => Some(press.inks_of_xyz(xyz_of_lab([l, a, b]))),
            (Self::Inks, &[c, m, y, k]) => Some([c, m, y, k]),
            // Black alone stays black alone.
            (Self::OtherInks(_), &[c, m, y, k]) if c + m + y < 0.01 => Some([0.0, 0.0, 0.0, k]),
            (Self::OtherInks(other), &[c, m, y, k]) => {
                Some(press.inks_of_xyz(other.xyz([c, m, y, k].map(|ink| 1.0 - ink))))
            }
            (Self::Table(base, table), &[index]) => base.inks(press, &base.entry(table, index)?),
            _ => None,
        }
    }

    /// How light a colour is, as a soft mask takes it.
    pub(super) fn light(&self, values: &[f64]) -> Option<f64> {
        match (self, values) {
            (Self::Grey, [grey]) => Some(*grey),
            (Self::Rgb(_), [r, g, b]) => Some(0.3 * r + 0.59 * g + 0.11 * b),
            (Self::Lab(_), [l, ..]) => Some(l / 100.0),
            (Self::Inks | Self::OtherInks(_), [c, m, y, k]) => {
                Some(1.0 - (0.3 * c + 0.59 * m + 0.11 * y + k).min(1.0))
            }
            (Self::Table(base, table), &[index]) => base.light(&base.entry(table, index)?),
            _ => None,
        }
    }

    /// A colour of a table in this space.
    pub(super) fn entry(&self, table: &[u8], index: f64) -> Option<Vec<f64>> {
        let channels = self.channels()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        let at = index.clamp(0.0, 255.0) as usize * channels;
        let bytes = table.get(at..at + channels)?;
        let ranges = self.ranges();
        let value = |(channel, byte): (usize, &u8)| {
            let share = f64::from(*byte) / 255.0;
            ranges.map_or(share, |ranges| ranges[channel].0 + (ranges[channel].1 - ranges[channel].0) * share)
        };
        Some(bytes.iter().enumerate().map(value).collect())
    }
}

fn name_of(object: &Object) -> Result<String, Message> {
    let name = object.as_name().map_err(|_| say!("artwork.space"))?;
    Ok(String::from_utf8_lossy(name).into_owned())
}

/// The black ink of a colour that is a grey, or so near to one that nothing else can be meant: logos that were drawn in
/// black ink and saved for the screen have a black such as 35, 31, 32.
pub(super) fn neutral([r, g, b]: [f64; 3]) -> Option<[f64; 4]> {
    let (least, most) = (r.min(g).min(b), r.max(g).max(b));
    (most - least <= NEUTRAL).then(|| [0.0, 0.0, 0.0, ink_of_grey((r + g + b) / 3.0)])
}

/// The black ink of a grey, 0 to 1.
fn ink_of_grey(grey: f64) -> f64 {
    if grey >= GREY {
        1.0 - grey
    } else if grey <= BLACK {
        1.0
    } else {
        let share = (GREY - grey) / (GREY - BLACK);
        (1.0 - GREY) + GREY * share
    }
}
