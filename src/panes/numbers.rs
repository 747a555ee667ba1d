//! Numbers in words.

pub use crate::plan::days_in_words as days;

/// `41 %`; what is neither never nor always is not told as if it were.
pub fn percent(share: f64) -> String {
    match share {
        s if s <= 0.0 => "0 %".to_owned(),
        s if s >= 1.0 => "100 %".to_owned(),
        s if s < 0.01 => "under 1 %".to_owned(),
        s if s > 0.99 => "over 99 %".to_owned(),
        s => format!("{:.0} %", s * 100.0),
    }
}

/// `16,384`.
pub fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
