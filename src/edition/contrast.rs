//! Whether text in one colour can be read on a ground of another: the contrast ratio of WCAG 2.2, 1.4.3.

use serde_json::Value;

/// Cyan, magenta, yellow, black, in per cent.
pub type Cmyk = [f64; 4];

/// The name of the unprinted paper, which is white.
pub const PAPER: &str = "paper";

/// The least contrast of text on its ground. WCAG asks 3 : 1 of large text; a theme's colours are used for headings and
/// figures, running text is black.
pub const LEAST: f64 = 3.0;

/// The inks of a colour as files write it: four numbers, or a table with `spot` and `cmyk`.
#[must_use]
pub fn cmyk(value: &Value) -> Option<Cmyk> {
    let inks = match value {
        Value::Object(spot) => {
            let named = spot.get("spot").and_then(Value::as_str).is_some_and(|name| !name.is_empty());
            spot.get("cmyk").filter(|_| named && spot.len() == 2)?
        }
        inks => inks,
    };
    let [c, m, y, k] = inks.as_array()?.as_slice() else { return None };
    Some([c.as_f64()?, m.as_f64()?, y.as_f64()?, k.as_f64()?])
}

/// The contrast of two colours, 1 (none) to 21 (black and white). CMYK becomes RGB by (1 − ink)(1 − black).
#[must_use]
pub fn ratio(one: Cmyk, other: Cmyk) -> f64 {
    ratio_of_light(luminance(one), luminance(other))
}

/// The contrast of two luminances.
#[must_use]
pub fn ratio_of_light(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The red, green and blue of a colour, from 0 to 1.
#[must_use]
pub fn rgb([c, m, y, k]: Cmyk) -> [f64; 3] {
    [c, m, y].map(|ink| (1.0 - ink / 100.0) * (1.0 - k / 100.0))
}

/// How light a colour is, from 0 (black) to 1 (paper).
#[must_use]
pub fn luminance(colour: Cmyk) -> f64 {
    let linear =
        |value: f64| if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    let [r, g, b] = rgb(colour).map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::{cmyk, ratio};
    use serde_json::json;

    #[test]
    fn contrast() {
        let (paper, black) = ([0.0; 4], [0.0, 0.0, 0.0, 100.0]);
        assert!((ratio(paper, black) - 21.0).abs() < 1e-9);
        assert!((ratio(paper, paper) - 1.0).abs() < 1e-9);
        // A newspaper's red is readable on white, a yellow is not.
        assert!(ratio([10.0, 100.0, 95.0, 5.0], paper) > 4.5);
        assert!(ratio([0.0, 10.0, 90.0, 0.0], paper) < 2.0);
        // Below a value of 0.04045 sRGB is a straight line: 0.03 / 12.92, where the curve would give 1.0474.
        assert!((ratio([0.0, 0.0, 0.0, 97.0], black) - 1.046_44).abs() < 1e-5);
    }

    #[test]
    fn ways_to_write_a_colour() {
        assert_eq!(cmyk(&json!([1, 2, 3, 4.5])), Some([1.0, 2.0, 3.0, 4.5]));
        assert_eq!(cmyk(&json!({"spot": "Gold", "cmyk": [0, 20, 60, 20]})), Some([0.0, 20.0, 60.0, 20.0]));
        for wrong in [json!([1, 2, 3]), json!("red"), json!({"spot": "Gold"}), json!({"cmyk": [0, 0, 0, 0]})]
        {
            assert_eq!(cmyk(&wrong), None);
        }
    }
}
