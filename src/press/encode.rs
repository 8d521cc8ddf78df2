//! Pictures in inks as they stand in the file: as JPEG within the limit of ink, or without loss.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use crate::message::Message;
use crate::say;

/// The quality of JPEG, of 100.
const QUALITY: u8 = 90;
/// JPEG is coded in squares of so many pixels.
const BLOCK: usize = 8;
/// What JPEG may add to the limit of ink (%).
const OVER: f64 = 2.0;
/// Only pictures with a pixel so near to the limit can go over it (%).
const NEAR: f64 = 20.0;
/// A picture is made lighter so often, where it is over.
const ROUNDS: usize = 12;
/// A palette may have so many inks.
const PALETTE: usize = 256;

/// How a picture is coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// JPEG of four channels, inverted as Adobe's programs do.
    Jpeg,
    /// Four bytes a pixel, deflated.
    Inks,
    /// Numbers of so many bits in a palette of inks, row by row, deflated.
    Palette(Vec<[u8; 4]>, u8),
}

/// A coded picture.
pub type Coded = (Form, Arc<Vec<u8>>);

/// Codes inks as JPEG. The inks of blocks that would go over the limit (%) are made less, but black.
pub(super) fn jpeg(inks: &mut [u8], width: u32, height: u32, limit: f64) -> Result<Coded, Message> {
    let mut coded = encode(inks, width, height)?;
    let most = inks.chunks_exact(4).map(total).fold(0.0, f64::max);
    if most > limit - NEAR {
        let across = (width as usize).div_ceil(BLOCK);
        let mut allowed = vec![limit; across * (height as usize).div_ceil(BLOCK)];
        let block_of = |at: usize| at / width as usize / BLOCK * across + at % width as usize / BLOCK;
        for _ in 0..ROUNDS {
            let mut over: BTreeMap<usize, f64> = BTreeMap::new();
            for (at, pixel) in decode(&coded)?.chunks_exact(4).enumerate() {
                let by = total(pixel) - limit;
                if by > OVER {
                    let most = over.entry(block_of(at)).or_default();
                    *most = most.max(by);
                }
            }
            if over.is_empty() {
                break;
            }
            for (block, by) in &over {
                // More than it is over: few blocks then need another round.
                allowed[*block] -= 1.5 * by;
            }
            for (at, pixel) in inks.chunks_exact_mut(4).enumerate() {
                let block = block_of(at);
                if over.contains_key(&block) {
                    lessen(pixel, allowed[block]);
                }
            }
            coded = encode(inks, width, height)?;
        }
    }
    Ok((Form::Jpeg, Arc::new(coded)))
}

/// The ink of a pixel (%).
pub(super) fn total(inks: &[u8]) -> f64 {
    f64::from(inks.iter().map(|ink| u32::from(*ink)).sum::<u32>()) / 2.55
}

/// Black stays; the colours give way.
fn lessen(pixel: &mut [u8], limit: f64) {
    let sum = total(pixel);
    if sum <= limit {
        return;
    }
    let black = f64::from(pixel[3]) / 2.55;
    let share = ((limit - black) / (sum - black)).clamp(0.0, 1.0);
    for ink in &mut pixel[..3] {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        let less = (f64::from(*ink) * share) as u8;
        *ink = less;
    }
}

fn encode(inks: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Message> {
    let (Ok(w), Ok(h)) = (u16::try_from(width), u16::try_from(height)) else {
        return Err(say!("picture.too-large"));
    };
    let mut coded = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut coded, QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    // The encoder writes CMYK inverted, as Adobe's programs do; the PDF says so in its Decode.
    encoder
        .encode(inks, w, h, jpeg_encoder::ColorType::Cmyk)
        .map_err(|error| say!("picture.unwritable", words = error.to_string()))?;
    Ok(coded)
}

/// The inks of a JPEG that was coded here.
fn decode(coded: &[u8]) -> Result<Vec<u8>, Message> {
    jpeg_decoder::Decoder::new(coded)
        .decode()
        .map_err(|error| say!("picture.unwritable", words = error.to_string()))
}

/// The inks of a coded picture, four bytes a pixel.
pub(super) fn decoded(form: &Form, bytes: &[u8], width: u32) -> Result<Vec<u8>, Message> {
    match form {
        Form::Jpeg => decode(bytes),
        Form::Inks => inflated(bytes),
        Form::Palette(palette, bits) => {
            let packed = inflated(bytes)?;
            let (bits, width) = (usize::from(*bits), width as usize);
            let mut inks = Vec::new();
            for row in packed.chunks_exact((width * bits).div_ceil(8).max(1)) {
                for x in 0..width {
                    let shift = 8 - bits - x * bits % 8;
                    let number = usize::from(row[x * bits / 8] >> shift) & ((1 << bits) - 1);
                    inks.extend(palette.get(number).copied().unwrap_or_default());
                }
            }
            Ok(inks)
        }
    }
}

/// Bytes that were deflated.
pub(super) fn inflated(bytes: &[u8]) -> Result<Vec<u8>, Message> {
    let mut out = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(bytes), &mut out)
        .map_err(|_| say!("picture.undecodable"))?;
    Ok(out)
}

/// Codes inks without loss: in a palette where it holds them all.
pub(super) fn lossless(inks: &[u8], width: u32) -> Result<Coded, Message> {
    let mut palette: BTreeSet<[u8; 4]> = BTreeSet::new();
    let of = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2], pixel[3]];
    let mut last = None;
    for pixel in inks.chunks_exact(4) {
        if last != Some(pixel) {
            palette.insert(of(pixel));
            last = Some(pixel);
        }
        if palette.len() > PALETTE {
            return Ok((Form::Inks, deflated(inks)?));
        }
    }
    let palette: Vec<[u8; 4]> = palette.into_iter().collect();
    let bits: u8 = match palette.len() {
        0..=2 => 1,
        3..=4 => 2,
        5..=16 => 4,
        _ => 8,
    };
    let each = 8 / usize::from(bits);
    let mut packed = Vec::with_capacity(inks.len() / 4 / each);
    for row in inks.chunks_exact(4 * width as usize) {
        for pixels in row.chunks(4 * each) {
            let mut byte = 0;
            for (at, pixel) in pixels.chunks_exact(4).enumerate() {
                let number = palette.binary_search(&of(pixel)).unwrap_or(0);
                let shift = 8 - usize::from(bits) * (at + 1);
                byte |= u8::try_from(number).unwrap_or(u8::MAX) << shift;
            }
            packed.push(byte);
        }
    }
    Ok((Form::Palette(palette, bits), deflated(&packed)?))
}

/// Bytes, deflated.
pub(super) fn deflated(bytes: &[u8]) -> Result<Arc<Vec<u8>>, Message> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map(Arc::new)
        .map_err(|error| say!("picture.unwritable", words = error.to_string()))
}
