//! One connection: who logs in, and what they ask for. Nothing here ever waits for a session, so that a busy one holds
//! up nothing of its connection.

use super::House;
use super::counts::Counted;
use super::guest::{Guest, Line, Role, entertain};
use super::keyboard::Typed;
use super::outlet::Outlet;
use crate::host::environment::Environment;
use crate::panes::Place;
use crate::text::{counted, one_line};
use ratatui::layout::Size;
use russh::keys::HashAlg;
use russh::server::{Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, ChannelOpenFailure, Error, Pty};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::watch;

/// Variables of the environment that say something of a terminal. No others are taken.
const VARIABLES: [&str; 13] = [
    "CLICOLOR",
    "COLORFGBG",
    "COLORTERM",
    "FORCE_HYPERLINK",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "NO_COLOR",
    "ROADMAP_HYPERLINKS",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "VTE_VERSION",
    "WT_SESSION",
];
/// The longest value of a variable, and the longest name of a guest and of a terminal.
const LONGEST: usize = 64;
/// The longest view that can be asked for.
const LONGEST_LINK: usize = 4096;
/// Where a terminal does not say how large it is.
const USUAL: Size = Size { width: 80, height: 24 };

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posture {
    /// Nobody has logged in, or nobody sits here any more.
    Standing,
    /// Somebody looks at the dashboard.
    Seated,
}

/// One connection.
#[derive(Debug)]
pub struct Visit {
    house: Arc<House>,
    peer: SocketAddr,
    posture: Arc<watch::Sender<Posture>>,
    name: String,
    role: Option<Role>,
    /// Keys that were offered and are not known.
    offered: Vec<String>,
    tried: bool,
    channel: Option<Opened>,
}

/// The one channel that a connection may have.
#[derive(Debug)]
struct Opened {
    id: ChannelId,
    variables: HashMap<&'static str, String>,
    /// What the terminal is called, and its size.
    terminal: Option<(String, watch::Sender<Size>)>,
    typed: Arc<Typed>,
    begun: bool,
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.typed.end();
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if self.role.is_none() && self.tried {
            self.house.tally.add(|counts| counts.refused += 1);
            let keys = match self.offered.as_slice() {
                [] => "no key was offered".to_owned(),
                [one] => format!("{one} is not known"),
                [one, more @ ..] => {
                    format!("{one} and {} are not known", counted(more.len(), "other key", "other keys"))
                }
            };
            self.house.journal.note(&format!("{} from {} was refused: {keys}", self.name, self.peer));
        }
    }
}

impl Visit {
    /// A connection that has just begun. `posture` is kept up to date.
    pub fn new(house: Arc<House>, peer: SocketAddr, posture: Arc<watch::Sender<Posture>>) -> Self {
        Self {
            house,
            peer,
            posture,
            name: "somebody".to_owned(),
            role: None,
            offered: Vec::new(),
            tried: false,
            channel: None,
        }
    }

    /// What a guest calls themselves, as it can be shown.
    fn called(&mut self, user: &str) {
        self.tried = true;
        let name = bounded(&one_line(user));
        if !name.trim().is_empty() {
            self.name = name;
        }
    }

    async fn known(&mut self, key: &russh::keys::PublicKey) -> Option<Role> {
        let (role, told) = self.house.doors.role_of(key).await;
        for line in told {
            self.house.journal.note(&line);
        }
        if role.is_none() {
            let sort = if key.algorithm().is_rsa() { "an RSA key, which cannot be used here," } else { "the key" };
            let offered = format!("{sort} {}", key.fingerprint(HashAlg::Sha256));
            if !self.offered.contains(&offered) {
                self.offered.push(offered);
            }
        }
        role
    }

    fn admit(&mut self, role: Option<Role>) -> Auth {
        self.role = role;
        if role.is_some() { Auth::Accept } else { Auth::reject() }
    }

    /// The channel of that number, while nothing has begun in it.
    fn fresh(&mut self, id: ChannelId) -> Option<&mut Opened> {
        self.channel.as_mut().filter(|channel| channel.id == id && !channel.begun)
    }

    /// A size as it is shown.
    fn size(&self, columns: u32, rows: u32) -> Size {
        let most = self.house.limits.size;
        let (columns, rows) =
            if columns == 0 || rows == 0 { (USUAL.width.into(), USUAL.height.into()) } else { (columns, rows) };
        let fit = |wanted: u32, most: u16| u16::try_from(wanted).map_or(most, |wanted| wanted.min(most));
        Size { width: fit(columns, most.width), height: fit(rows, most.height) }
    }

    /// The dashboard, at a place.
    fn begin(&mut self, id: ChannelId, asked: Option<Place>, session: &mut Session) -> Result<(), Error> {
        let Some(role) = self.role else { return session.channel_failure(id) };
        let house = Arc::clone(&self.house);
        let (name, peer, posture) = (self.name.clone(), self.peer, Arc::clone(&self.posture));
        let Some(channel) = self.fresh(id) else { return session.channel_failure(id) };
        channel.begun = true;
        let Some((term, sizes)) = &channel.terminal else {
            session.channel_success(id)?;
            return end(session, id, "a terminal is needed: ssh -t", 2);
        };
        let sizes = sizes.subscribe();
        let environment = Environment::of(|variable| match variable {
            "TERM" => Some(term.clone()),
            // No browser can be opened there.
            "SSH_CONNECTION" => Some(peer.to_string()),
            other => channel.variables.get(other).cloned(),
        });
        let line = Line { typed: Arc::clone(&channel.typed), sizes, outlet: Outlet::new(session.handle(), id) };
        session.channel_success(id)?;
        if environment.dumb {
            return end(session, id, "TERM=dumb cannot move its cursor, and this needs one that can", 2);
        }
        let Some(seat) = house.tally.seat(role, house.limits.viewers) else {
            house.tally.add(|counts| counts.turned_away += 1);
            let full = house.limits.full();
            return end(session, id, &full, 75);
        };
        posture.send_replace(Posture::Seated);
        let follows = asked.is_none();
        let place = asked.unwrap_or_else(|| house.place.clone());
        let guest = Guest { role, name, peer, place, follows, environment };
        tokio::spawn(seated(guest, line, house, posture, seat));
        Ok(())
    }
}

async fn seated(guest: Guest, line: Line, house: Arc<House>, posture: Arc<watch::Sender<Posture>>, seat: Counted) {
    let who = format!("{} ({}) from {}", guest.name, guest.role.word(), guest.peer);
    house.journal.note(&format!("{who} sat down at {}", guest.place));
    let told = entertain(guest, line, Arc::clone(&house)).await;
    drop(seat);
    house.journal.note(&format!("{who} {told}"));
    posture.send_replace(Posture::Standing);
}

/// One line instead of a dashboard, on the guest's standard error.
fn end(session: &mut Session, id: ChannelId, why: &str, status: u32) -> Result<(), Error> {
    session.extended_data(id, 1, format!("roadmap: {why}\r\n").into_bytes())?;
    session.exit_status_request(id, status)?;
    session.eof(id)?;
    session.close(id)
}

fn bounded(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The place that a command asks for; only places can be asked for.
fn asked(command: &[u8]) -> Result<Place, String> {
    let only = "only a pane or a view can be asked for here, as `risks` or 'roadmap:timeline?focus=ID'";
    let text = std::str::from_utf8(command).map_err(|_| only.to_owned())?.trim();
    if text.len() > LONGEST_LINK {
        return Err(only.to_owned());
    }
    text.parse().map_err(|wrong: String| format!("{}; {only}", one_line(&wrong).chars().take(200).collect::<String>()))
}

impl Handler for Visit {
    type Error = Error;

    async fn auth_none(&mut self, user: &str) -> Result<Auth, Error> {
        self.called(user);
        // Where someone may be known by a key, keys come first.
        let role = (!self.house.doors.know_keys()).then_some(Role::Public);
        Ok(self.admit(role))
    }

    async fn auth_publickey_offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Error> {
        self.called(user);
        let known = self.known(offer.public_key).await;
        Ok(if known.is_some() { Auth::Accept } else { Auth::reject() })
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Error> {
        self.called(user);
        let known = self.known(key.public_key).await;
        Ok(self.admit(known))
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _: &str,
        _: Option<Response<'a>>,
    ) -> Result<Auth, Error> {
        self.called(user);
        // The last thing that a client tries: none of its keys is known.
        let role = self.house.doors.lets_others_in().then_some(Role::Public);
        Ok(self.admit(role))
    }

    async fn auth_succeeded(&mut self, _: &mut Session) -> Result<(), Error> {
        self.house.tally.add(|counts| counts.logins += 1);
        // The grace begins anew: now it is for sitting down.
        self.posture.send_replace(Posture::Standing);
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Error> {
        // One after the other: whoever sits here must have left.
        if self.channel.is_some() || *self.posture.borrow() == Posture::Seated {
            reply.reject(ChannelOpenFailure::ResourceShortage).await;
            return Ok(());
        }
        // The channel itself is not kept: unread, it would fill and stop the connection.
        self.channel = Some(Opened {
            id: channel.id(),
            variables: HashMap::new(),
            terminal: None,
            typed: Arc::default(),
            begun: false,
        });
        reply.accept().await;
        Ok(())
    }

    async fn pty_request(
        &mut self,
        id: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Error> {
        let size = self.size(columns, rows);
        match self.fresh(id).filter(|channel| channel.terminal.is_none()) {
            Some(channel) => {
                channel.terminal = Some((bounded(&one_line(term)), watch::Sender::new(size)));
                session.channel_success(id)
            }
            None => session.channel_failure(id),
        }
    }

    async fn env_request(
        &mut self,
        id: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Error> {
        let known = VARIABLES.iter().find(|known| **known == name).filter(|_| value.len() <= LONGEST);
        match (self.fresh(id), known) {
            (Some(channel), Some(name)) => {
                channel.variables.insert(name, one_line(value).into_owned());
                session.channel_success(id)
            }
            _ => session.channel_failure(id),
        }
    }

    async fn shell_request(&mut self, id: ChannelId, session: &mut Session) -> Result<(), Error> {
        self.begin(id, None, session)
    }

    async fn exec_request(&mut self, id: ChannelId, command: &[u8], session: &mut Session) -> Result<(), Error> {
        let why = match asked(command) {
            Ok(place) => return self.begin(id, Some(place), session),
            Err(why) => why,
        };
        match self.fresh(id) {
            Some(channel) => {
                channel.begun = true;
                session.channel_success(id)?;
                end(session, id, &why, 2)
            }
            None => session.channel_failure(id),
        }
    }

    async fn subsystem_request(&mut self, id: ChannelId, _: &str, session: &mut Session) -> Result<(), Error> {
        session.channel_failure(id)
    }

    async fn x11_request(
        &mut self,
        id: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Error> {
        session.channel_failure(id)
    }

    async fn window_change_request(
        &mut self,
        id: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), Error> {
        let size = self.size(columns, rows);
        if let Some((_, sizes)) = self.channel.as_ref().filter(|it| it.id == id).and_then(|it| it.terminal.as_ref()) {
            sizes.send_if_modified(|before| std::mem::replace(before, size) != size);
        }
        Ok(())
    }

    async fn data(&mut self, id: ChannelId, bytes: &[u8], _: &mut Session) -> Result<(), Error> {
        if let Some(channel) = self.channel.as_ref().filter(|channel| channel.id == id) {
            channel.typed.put(bytes);
        }
        Ok(())
    }

    async fn channel_eof(&mut self, id: ChannelId, _: &mut Session) -> Result<(), Error> {
        if let Some(channel) = self.channel.as_ref().filter(|channel| channel.id == id) {
            channel.typed.end();
        }
        Ok(())
    }

    async fn channel_close(&mut self, id: ChannelId, _: &mut Session) -> Result<(), Error> {
        self.channel.take_if(|channel| channel.id == id);
        Ok(())
    }
}
