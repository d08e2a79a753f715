//! A server that is told to stop ends what it has begun, and then itself.

#![cfg(unix)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Longer than any step takes, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program, ended with the test whatever becomes of it.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    /// Serves a record on a port of the system's choice.
    fn serving(record: &std::path::Path) -> (Self, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_registan"));
        command.args(["serve", "--port", "0", "--record"]).arg(record).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = Self(command.spawn().unwrap());
        let mut said = String::new();
        let mut lines = BufReader::new(program.0.stdout.take().unwrap());
        lines.read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("no address: {said}"));
        // The pipe stays open, so that the program can say the rest.
        std::thread::spawn(move || lines.read_to_string(&mut String::new()));
        (program, address.to_owned())
    }

    fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// The code with which it ends.
    fn ended(&mut self) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server did not end");
    }
}

#[test]
fn told_to_stop_it_answers_what_was_asked_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("registan.db");
    crate::sample::fill(&record);
    let (mut program, address) = Program::serving(&record);
    let body = r#"{"query": "SELECT 41 + 1 AS answer"}"#;
    let mut asked = TcpStream::connect(&address).unwrap();
    asked.set_read_timeout(Some(PATIENCE)).unwrap();
    let head =
        format!("POST /api/v1/sql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    asked.write_all(head.as_bytes()).unwrap();
    asked.write_all(&body.as_bytes()[..5]).unwrap();
    // Somebody who said nothing yet must not keep the server.
    let _idle = TcpStream::connect(&address).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    program.terminate();
    std::thread::sleep(Duration::from_millis(300));
    assert!(program.0.try_wait().unwrap().is_none(), "it ended before it had answered");
    asked.write_all(&body.as_bytes()[5..]).unwrap();
    let mut answer = String::new();
    asked.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("42"), "{answer}");
    assert_eq!(program.ended(), Some(0));
    assert!(TcpStream::connect(&address).is_err());
}
