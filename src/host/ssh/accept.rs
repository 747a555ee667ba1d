//! Connections as they come: how many there may be, how long they may take, and how they end.

use super::counts::Counted;
use super::visit::{Posture, Visit};
use super::wire::{Wire, turn_away};
use super::{ENDED, House};
use russh::Disconnect;
use russh::server;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// Those who are told so at one time; more are only closed.
const TURNED_AWAY: usize = 64;
/// When no connection can be accepted, as when there are too many open files, it is tried again after so long.
const AGAIN: Duration = Duration::from_millis(200);
/// A client that was told to go is given so long to do it.
const GOODBYE: Duration = Duration::from_millis(500);
/// At the end, everybody together is given so long.
const CLOSING: Duration = Duration::from_millis(1800);

/// Receives connections until everybody has to go.
pub async fn run(listener: TcpListener, config: Arc<server::Config>, house: Arc<House>) {
    let mut visits = JoinSet::new();
    let mut stop = house.stop.clone();
    let addresses = Arc::new(Addresses::default());
    let turned_away = Arc::new(Semaphore::new(TURNED_AWAY));
    loop {
        let (stream, peer) = tokio::select! {
            () = stopped(&mut stop) => break,
            Some(_) = visits.join_next() => continue,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    house.journal.note(&format!("a connection cannot be accepted: {error}"));
                    sleep(AGAIN).await;
                    continue;
                }
            },
        };
        match entrance(&house, &addresses, peer) {
            Ok(place) => {
                let visit = receive(stream, peer, Arc::clone(&config), Arc::clone(&house));
                visits.spawn(async move {
                    visit.await;
                    drop(place);
                });
            }
            Err(why) => {
                house.tally.add(|counts| counts.turned_away += 1);
                house.journal.note(&format!("{peer} was turned away: {why}"));
                if let Ok(turn) = Arc::clone(&turned_away).try_acquire_owned() {
                    tokio::spawn(async move {
                        turn_away(stream, &why).await;
                        drop(turn);
                    });
                }
            }
        }
    }
    drop(listener);
    let _ = timeout(CLOSING, async { while visits.join_next().await.is_some() {} }).await;
}

/// A place for a connection, or why there is none.
fn entrance(house: &House, addresses: &Arc<Addresses>, peer: SocketAddr) -> Result<(Counted, Entered), String> {
    let per_address = house.limits.per_address;
    let connected = house.tally.connect(house.connections);
    let connected = connected.ok_or_else(|| house.limits.full())?;
    let entered = addresses.enter(peer.ip(), per_address);
    let entered = entered.ok_or_else(|| format!("{per_address} connections come from your address already"))?;
    Ok((connected, entered))
}

/// One connection, from its first byte to its last.
async fn receive(stream: TcpStream, peer: SocketAddr, config: Arc<server::Config>, house: Arc<House>) {
    let grace = house.limits.login_grace;
    let mut deadline = Instant::now() + grace;
    let posture = Arc::new(watch::Sender::new(Posture::Standing));
    let mut postures = posture.subscribe();
    let mut stop = house.stop.clone();
    let visit = Visit::new(house, peer, posture);
    // Whatever happens, the connection ends with this.
    let (wire, _scissors) = Wire::new(stream);
    let begun = tokio::select! {
        begun = timeout(grace, server::run_stream(config, wire, visit)) => begun,
        () = stopped(&mut stop) => return,
    };
    let Ok(Ok(mut running)) = begun else { return };
    let handle = running.handle();
    let mut sat = false;
    loop {
        let seated = *postures.borrow_and_update() == Posture::Seated;
        sat |= seated;
        let told = tokio::select! {
            _ = &mut running => return,
            Ok(()) = postures.changed() => {
                deadline = Instant::now() + grace;
                continue;
            }
            // Who sits is sent home from there, and closes the connection: cut short, the last words would be lost.
            () = stopped(&mut stop), if !seated => {
                if sat && timeout(GOODBYE, &mut running).await.is_ok() {
                    return;
                }
                ENDED
            }
            () = sleep_until(deadline), if !seated => "nobody has logged in and sat down in time",
        };
        let parting = async {
            let _ = handle.disconnect(Disconnect::ByApplication, told.to_owned(), String::new()).await;
            let _ = (&mut running).await;
        };
        let _ = timeout(GOODBYE, parting).await;
        return;
    }
}

async fn stopped(stop: &mut watch::Receiver<Option<String>>) {
    let _ = stop.wait_for(Option::is_some).await;
}

/// How many connections come from where.
#[derive(Debug, Default)]
struct Addresses(Mutex<HashMap<IpAddr, u32>>);

/// A connection that is counted with its address.
#[derive(Debug)]
struct Entered {
    addresses: Arc<Addresses>,
    from: IpAddr,
}

impl Addresses {
    /// One more from there, unless there are that many. This machine may have any number.
    fn enter(self: &Arc<Self>, from: IpAddr, most: u32) -> Option<Entered> {
        let from = household(from);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(from).or_default();
        if *count >= most && !from.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Entered { addresses: Arc::clone(self), from })
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        let mut all = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.from);
            }
        }
    }
}

/// The address that is counted. Of the long ones a household has a whole block.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(long) if !long.is_loopback() => {
            let [a, b, c, d, ..] = long.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}
