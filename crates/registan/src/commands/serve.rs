//! `registan serve`: the record in a browser.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Result;

use super::{Exit, Streams};
use crate::{
    options::{ListenOptions, ServeOptions},
    serve::{App, Launch, Settings},
};

/// Serves a record until told to stop.
pub(super) fn run(options: &ServeOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    serve(&options.record, &options.listen, streams)?;
    Ok(Exit::Done)
}

/// Says where the pages are, and answers until told to stop.
pub(super) fn serve(record: &Path, listen: &ListenOptions, streams: &mut Streams<'_>) -> Result<()> {
    let app = App::open(&Settings { record: record.to_owned(), token: listen.token.clone(), guarded: listen.guarded })?;
    let token = app.token().to_owned();
    let launch = Launch::bind(app, listen.address, listen.port)?;
    let address = format!("http://{}/", reached(launch.address()?));
    let with_token = format!("{address}?token={token}");
    let Streams { out, style } = streams;
    writeln!(out, "The record is open at {}", style.heading(&address))?;
    writeln!(out, "{}", style.faint(&format!("To judge what belongs together, open it once as {with_token}")))?;
    writeln!(out, "{}", style.faint("Ctrl-C ends the server."))?;
    out.flush()?;
    if listen.open {
        open(&with_token);
    }
    launch.run()?;
    Ok(())
}

/// How a browser on this machine reaches the server.
fn reached(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Opens an address in the user's browser. Where there is none, the printed address does.
fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let quiet = || Stdio::null();
    let _ = Command::new(program).args(arguments).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}
