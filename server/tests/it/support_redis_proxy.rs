//! A wire between a program and its Redis that a test cuts, stalls and mends.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// What the wire does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wire {
    /// Carries.
    Open,
    /// Takes connections and bytes and carries nothing; what was taken is carried once it is mended.
    Stalled,
    /// Ends every connection, old and new.
    Cut,
}

#[derive(Clone, Copy)]
struct State {
    wire: Wire,
    /// Connections before this one carry nothing ever again, and are not ended either.
    dead_before: usize,
    taken: usize,
    /// How often it was cut: a connection ends with the first cut it lives through, however soon it is mended.
    cuts: usize,
}

/// The wire; it ends when this is dropped.
pub struct RedisProxy {
    state: watch::Sender<State>,
    address: SocketAddr,
    _accepting: JoinSet<()>,
}

impl RedisProxy {
    /// A wire to the server at `url`.
    pub async fn to(url: &str) -> Self {
        let target = host(url);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (state, _) = watch::channel(State { wire: Wire::Open, dead_before: 0, taken: 0, cuts: 0 });
        let (mut accepting, states) = (JoinSet::new(), state.clone());
        accepting.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let mut number = 0;
                states.send_modify(|state| {
                    number = state.taken;
                    state.taken += 1;
                });
                connections.spawn(carry(client, target.clone(), number, states.subscribe()));
            }
        });
        Self { state, address, _accepting: accepting }
    }

    /// Where a program finds Redis through this wire.
    pub fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    pub fn cut(&self) {
        self.state.send_modify(|state| {
            state.wire = Wire::Cut;
            state.cuts += 1;
        });
    }

    pub fn stall(&self) {
        self.state.send_modify(|state| state.wire = Wire::Stalled);
    }

    pub fn mend(&self) {
        self.state.send_modify(|state| state.wire = Wire::Open);
    }

    /// As when a machine vanishes: the connections of now never answer and never end; new ones work.
    pub fn lose_connections(&self) {
        self.state.send_modify(|state| state.dead_before = state.taken);
    }
}

/// `host:port` of a Redis address.
pub fn host(url: &str) -> String {
    url.strip_prefix("redis://").unwrap().split('/').next().unwrap().to_owned()
}

async fn carry(client: TcpStream, target: String, number: usize, mut state: watch::Receiver<State>) {
    let mut cut = state.clone();
    let cuts = state.borrow().cuts;
    let both = async {
        open(&mut state, number).await;
        let server = TcpStream::connect(target).await.unwrap();
        let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
        let one = forward(from_client, to_server, number, state.clone());
        let other = forward(from_server, to_client, number, state);
        tokio::select! { () = one => {}, () = other => {} }
    };
    tokio::select! {
        () = both => {}
        _ = cut.wait_for(|state| is_cut(state, cuts) && number >= state.dead_before) => {}
    }
}

fn is_cut(state: &State, cuts_before: usize) -> bool {
    state.wire == Wire::Cut || state.cuts > cuts_before
}

async fn forward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, number: usize, mut state: watch::Receiver<State>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        open(&mut state, number).await;
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
    // The end is news, too: it is carried only by an open wire.
    open(&mut state, number).await;
}

/// Until the wire carries for this connection; for ever where it is lost.
async fn open(state: &mut watch::Receiver<State>, number: usize) {
    state.wait_for(|state| state.wire == Wire::Open && number >= state.dead_before).await.ok();
}
