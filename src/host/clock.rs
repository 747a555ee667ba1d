use crate::model::Day;
use jiff::Zoned;

/// Today where the program runs.
pub fn local_today() -> Day {
    Day::from_date(Zoned::now().date())
}

/// The time of day where the program runs, as `14:02:11`.
pub fn local_time() -> String {
    Zoned::now().strftime("%H:%M:%S").to_string()
}
