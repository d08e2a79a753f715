//! The token: who has it may judge, and on a guarded server may read.

use axum::http::{HeaderMap, header};

/// The cookie that carries the token in a browser.
pub(super) const COOKIE: &str = "registan_token";

/// A secret known to who started the server.
pub(super) struct Token {
    text: String,
    /// Compared instead of the text, in a time that tells nothing.
    digest: blake3::Hash,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A token that the user chose.
    pub(super) fn given(text: &str) -> Self {
        Self { text: text.to_owned(), digest: blake3::hash(text.as_bytes()) }
    }

    /// A token of 128 random bits. Where the system has none to give, one that nobody knows.
    pub(super) fn random() -> Self {
        let mut bytes = [0_u8; 16];
        match getrandom::fill(&mut bytes) {
            Ok(()) => Self::given(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
            Err(_) => Self { text: String::new(), digest: blake3::Hash::from_bytes([0; 32]) },
        }
    }

    /// The token itself.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether this is the token.
    pub(super) fn is(&self, text: &str) -> bool {
        blake3::hash(text.as_bytes()) == self.digest
    }

    /// Whether a request carries the token, as `Authorization: Bearer` or as a cookie.
    pub(super) fn is_in(&self, headers: &HeaderMap) -> bool {
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
        let mut cookies = cookies.filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        bearer.is_some_and(|text| self.is(text.trim())) || cookies.any(|text| self.is(text))
    }

    /// The cookie that a browser gets when it is opened with the token in the address. No script can read it, and no other site can
    /// have it sent.
    pub(super) fn cookie(&self) -> String {
        format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", self.text)
    }
}
