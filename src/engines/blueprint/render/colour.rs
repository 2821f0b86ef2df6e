//! Colours in OKLCH, brought into sRGB, with the contrast of WCAG computed and kept.

/// A colour in OKLCH: lightness 0 to 1, chroma, hue in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    pub(super) hue: f64,
}

impl Colour {
    /// A colour.
    pub(super) fn new(lightness: f64, chroma: f64, hue: f64) -> Self {
        Self { lightness, chroma, hue }
    }

    /// The same colour, lighter or darker.
    pub(super) fn at(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }

    /// As `#rrggbb`; chroma gives way where sRGB has no such colour.
    pub(super) fn hex(self) -> String {
        let [red, green, blue] = self.bytes();
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance of what is really shown.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.bytes().map(|byte| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
    fn bytes(self) -> [u8; 3] {
        let mut colour = self;
        let mut linear = colour.linear();
        while !linear.iter().all(|part| (-0.0005..=1.0005).contains(part)) && colour.chroma > 0.001 {
            colour.chroma *= 0.96;
            linear = colour.linear();
        }
        linear.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let encoded = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (encoded * 255.0).round().clamp(0.0, 255.0) as u8
        })
    }

    fn linear(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.to_radians().cos(), self.chroma * self.hue.to_radians().sin());
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ]
    }
}

/// The contrast of two colours, 1 to 21.
pub(super) fn contrast(one: Colour, other: Colour) -> f64 {
    let (first, second) = (one.luminance(), other.luminance());
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

/// `colour` made darker (or lighter, on dark grounds) until it has `least` contrast on every ground.
pub(super) fn readable(colour: Colour, grounds: &[Colour], least: f64) -> Colour {
    let darker = grounds.iter().map(|ground| ground.luminance()).sum::<f64>() / grounds.len().max(1) as f64 > 0.18;
    let step = if darker { -0.005 } else { 0.005 };
    let mut colour = colour;
    while grounds.iter().any(|ground| contrast(colour, *ground) < least) && (0.0..=1.0).contains(&colour.lightness) {
        colour.lightness += step;
    }
    colour.at(colour.lightness.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours_come_out_as_known() {
        assert_eq!(Colour::new(1.0, 0.0, 0.0).hex(), "#ffffff");
        assert_eq!(Colour::new(0.0, 0.0, 0.0).hex(), "#000000");
        assert_eq!(Colour::new(0.627_955, 0.257_683, 29.234).hex(), "#ff0000");
    }

    #[test]
    fn black_on_white_has_the_highest_contrast() {
        let ratio = contrast(Colour::new(0.0, 0.0, 0.0), Colour::new(1.0, 0.0, 0.0));
        assert!((ratio - 21.0).abs() < 0.01);
    }

    #[test]
    fn a_colour_becomes_readable_on_light_and_on_dark() {
        for hue in (0..360).step_by(15) {
            for ground in [0.99, 0.2] {
                let ground = Colour::new(ground, 0.01, 80.0);
                let found = readable(Colour::new(0.6, 0.15, f64::from(hue)), &[ground], 4.5);
                assert!(contrast(found, ground) >= 4.5, "hue {hue}");
            }
        }
    }
}
