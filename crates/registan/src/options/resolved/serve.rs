//! Options of serving, checked.

use std::{net::IpAddr, path::PathBuf};

use super::{Resolved, UsageError};
use crate::options::raw;

/// The shortest token that is taken, in characters.
const SHORTEST: usize = 8;

/// Where to serve, and to whom.
#[derive(Debug, Clone)]
pub struct ListenOptions {
    /// On which address.
    pub address: IpAddr,
    /// On which port; 0 for any.
    pub port: u16,
    /// The token that the user chose.
    pub token: Option<String>,
    /// Whether others than this machine can ask, so that reading needs the token too.
    pub guarded: bool,
    /// Open the pages in the browser.
    pub open: bool,
}

impl TryFrom<raw::ListenArgs> for ListenOptions {
    type Error = UsageError;

    fn try_from(args: raw::ListenArgs) -> Resolved<Self> {
        let guarded = !args.address.is_loopback();
        match &args.token {
            None if guarded => {
                let wanted = "others can ask there, so give a --token that they need";
                return Err(UsageError::of("address", &args.address.to_string(), wanted));
            }
            Some(token) if token.len() < SHORTEST || !token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)) => {
                return Err(UsageError(format!("--token: take {SHORTEST} or more letters, digits, - _ . or ~")));
            }
            _ => {}
        }
        Ok(Self { address: args.address, port: args.port, token: args.token, guarded, open: args.open })
    }
}

/// `registan serve`.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where.
    pub listen: ListenOptions,
    /// Which record.
    pub record: PathBuf,
}

impl TryFrom<raw::ServeArgs> for ServeOptions {
    type Error = UsageError;

    fn try_from(args: raw::ServeArgs) -> Resolved<Self> {
        Ok(Self { listen: args.listen.try_into()?, record: args.record.record })
    }
}

/// `registan demo`.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Where to keep the record, if it is to be kept.
    pub record: Option<PathBuf>,
    /// Where to serve it; not at all when only the highlights are wanted.
    pub serve: Option<ListenOptions>,
}

impl TryFrom<raw::DemoArgs> for DemoOptions {
    type Error = UsageError;

    fn try_from(args: raw::DemoArgs) -> Resolved<Self> {
        let listen = ListenOptions::try_from(args.listen)?;
        Ok(Self { record: args.record, serve: (!args.print).then_some(listen) })
    }
}
