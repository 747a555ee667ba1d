//! The forecast of what is on a stage elsewhere, computed here.

use super::shown::{editions, foresee};
use crate::app::Board;
use crate::host::forecasts::{Wanted, is_worth_it, simulate};
use std::sync::Arc;
use tokio::sync::watch;

/// How many editions are remembered of which the forecast is whole.
const KEPT: usize = 8;

/// Keeps the forecasts on the board those of what is shown there, until nobody looks at it any more. What counts as safe
/// to the presenter counts here too.
pub async fn foresee_stage(board: watch::Sender<Board>, wanted: Wanted, confidence: watch::Receiver<Option<f64>>) {
    let mut boards = board.subscribe();
    let mut done: Vec<u64> = Vec::new();
    loop {
        let shown = editions(&boards.borrow_and_update());
        let next = shown.into_iter().find(|edition| is_worth_it(edition) && !done.contains(&edition.number));
        if let Some(edition) = next {
            let (number, board) = (edition.number, board.clone());
            let confidence = confidence.borrow().or(wanted.confidence);
            // Nobody waits for it: a bug in it is told by the panic hook, and there is no forecast then.
            let ended = tokio::task::spawn_blocking(move || {
                let is_wanted = || editions(&board.borrow()).iter().any(|edition| edition.number == number);
                let wanted = Wanted { beside: true, confidence, ..wanted };
                simulate(&edition, wanted, &is_wanted, &mut |forecast| {
                    let forecast = Arc::new(forecast);
                    board.send_if_modified(|board| foresee(board, number, &forecast));
                });
                is_wanted()
            })
            .await;
            if ended.unwrap_or(true) {
                done.push(number);
                done.drain(..done.len().saturating_sub(KEPT));
            }
            continue;
        }
        if boards.changed().await.is_err() {
            return;
        }
    }
}
