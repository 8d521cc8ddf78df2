//! The head of a TIFF: what its numbers mean, and its colour profile, whatever type its tag has.

/// Photometric interpretation: separated, which is CMYK unless something else is said.
pub const SEPARATED: u16 = 5;
/// Photometric interpretation: Lab with a and b from −128.
pub const CIE_LAB: u16 = 8;
/// Photometric interpretation: Lab with a and b from 0.
pub const ICC_LAB: u16 = 9;
const RGB: u16 = 2;

/// What the first picture's directory says.
pub struct Head {
    /// What the numbers mean.
    pub photometric: u16,
    /// How they are coded.
    pub compression: u16,
    /// What the channels beyond the colours are; 1 and 2 are opacity.
    pub extra: Option<u16>,
    /// The colour profile.
    pub profile: Option<Vec<u8>>,
    photometric_at: usize,
    big_endian: bool,
}

impl Head {
    /// Reads the first directory; none when it is damaged.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let big_endian = match bytes.get(..2)? {
            b"MM" => true,
            b"II" => false,
            _ => return None,
        };
        let number = |at: usize, length: usize| {
            let bytes = bytes.get(at..at.checked_add(length)?)?;
            let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
            Some(if big_endian { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) })
        };
        let place = |at: usize, length: usize| usize::try_from(number(at, length)?).ok();
        let short = |at: usize| u16::try_from(number(at, 2)?).ok();
        // 43 is BigTIFF, whose numbers are wider.
        let wide = match short(2)? {
            42 => false,
            43 => true,
            _ => return None,
        };
        let word = if wide { 8 } else { 4 };
        let start = place(word, word)?;
        let count_length = if wide { 8 } else { 2 };
        let entry_length = 4 + 2 * word;
        let mut head = Self {
            photometric: 0,
            compression: 1,
            extra: None,
            profile: None,
            photometric_at: 0,
            big_endian,
        };
        for entry in 0..place(start, count_length)?.min(1000) {
            let at = start + count_length + entry * entry_length;
            let (count_at, value_at) = (at + 4, at + 4 + word);
            match short(at)? {
                259 => head.compression = short(value_at)?,
                262 => (head.photometric, head.photometric_at) = (short(value_at)?, value_at),
                338 => head.extra = short(value_at),
                // As BYTE and as UNDEFINED: both are bytes.
                34675 => {
                    let (from, length) = (place(value_at, word)?, place(count_at, word)?);
                    head.profile = bytes.get(from..from.checked_add(length)?).map(<[u8]>::to_vec);
                }
                _ => {}
            }
        }
        Some(head)
    }

    /// The same file with its colours said to be RGB, so that its numbers are read as they are.
    #[must_use]
    pub fn numbers(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let value = if self.big_endian { RGB.to_be_bytes() } else { RGB.to_le_bytes() };
        if let Some(place) = bytes.get_mut(self.photometric_at..self.photometric_at + 2) {
            place.copy_from_slice(&value);
        }
        bytes
    }
}
