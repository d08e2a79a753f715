//! Options of serving, as they are typed.

use std::{net::IpAddr, path::PathBuf};

use clap::Args;

use super::RecordArg;

/// Where to serve.
#[derive(Debug, Args)]
pub struct ListenArgs {
    /// Where to answer; 0 takes any port that is free
    #[arg(long, value_name = "N", default_value_t = 8600)]
    pub port: u16,
    /// On which of this machine's addresses to answer; others than a loopback address need --token
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Who knows it may judge, and from other machines read [default: made up, and printed]
    #[arg(long, value_name = "TOKEN", env = "REGISTAN_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Open the pages in the browser
    #[arg(long)]
    pub open: bool,
}

/// `registan serve`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan serve
  registan serve --record news.db --port 8080 --open
  registan serve --address 0.0.0.0 --token \"$(openssl rand -hex 16)\"

The API is described at /api/v1/openapi.json. Ctrl-C ends the server.")]
pub struct ServeArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub listen: ListenArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan demo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan demo
  registan demo --print
  registan demo --record demo.db && registan statements --record demo.db")]
pub struct DemoArgs {
    /// Keep the record in this file, which must not exist yet, instead of dropping it
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Show the highlights and end, without serving the pages
    #[arg(long)]
    pub print: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub listen: ListenArgs,
}
