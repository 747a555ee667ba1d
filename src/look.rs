//! How things look and where they stand.

mod ascii;
mod axis;
mod blocks;
mod canvas;
mod chart;
mod days;
mod glyphs;
mod layout;
mod line;
mod overlay;
mod palette;
mod sheet;
mod sixteen;
mod table;
mod theme;
mod wires;

pub use crate::model::Zoom;
pub use ascii::{ascii, spell_out};
pub use axis::Axis;
pub use canvas::{Canvas, fit, row};
pub use chart::Chart;
pub use days::Days;
pub use glyphs::{EVERYWHERE, Glyph, STANDING, Sign};
pub use layout::{Arrangement, Part, Regions, Split, Surround, TOO_SMALL, margin};
pub use line::{InSight, in_sight};
pub use overlay::Overlay;
pub use palette::Rgb;
pub use sheet::{Aside, Laid, Lead, Sheet, SheetItem, padded};
pub use sixteen::sixteen_number;
pub use table::{Cell, Order, Width, column_widths, window};
pub use theme::{Background, Depth, Look, Theme, Tone, luminance};
pub use wires::Wires;
