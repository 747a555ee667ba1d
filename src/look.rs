//! How things look and where they stand.

mod axis;
mod canvas;
mod chart;
mod glyphs;
mod layout;
mod line;
mod overlay;
mod sheet;
mod table;
mod theme;
mod wires;

pub use crate::model::Zoom;
pub use axis::Axis;
pub use canvas::{Canvas, fit, row};
pub use chart::Chart;
pub use glyphs::{EVERYWHERE, Glyph, STANDING, Sign, ascii};
pub use layout::{Arrangement, Part, Regions, Split, TOO_SMALL, margin};
pub use line::{InSight, in_sight};
pub use overlay::Overlay;
pub use sheet::{Laid, Lead, Sheet, SheetItem};
pub use table::{Cell, Order, Width, column_widths, window};
pub use theme::{Depth, Look, Theme, Tone, sixteen_number};
pub use wires::Wires;
