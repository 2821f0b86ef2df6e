//! What stands around every page: the document, header and footer, theme, palette, times, icons, errors.

mod icon;
mod local_time;
mod palette;
mod theme_switch;

#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod failure;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod frame;

pub use icon::{Glyph, Icon};
pub use local_time::{LocalTime, Moment, TimeStyle};
pub use palette::Palette;
pub use theme_switch::ThemeSwitch;

#[cfg(feature = "ssr")]
pub use document::{App, shell};
#[cfg(feature = "ssr")]
pub(crate) use failure::{Missing, answered, go_to};
#[cfg(feature = "ssr")]
pub(crate) use field::{Field, FormError, Notice};
