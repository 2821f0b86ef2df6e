//! Secrets: random tokens, the hashes that are stored instead of them, and short signed capabilities.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Bytes of a random token: 256 bits, twice what OWASP ASVS 5.0 asks for (7.2.3, 11.5.1).
const TOKEN_BYTES: usize = 32;
/// Bytes of a capability's tag: 128 bits.
const TAG_BYTES: usize = 16;

/// A fresh token from the system's generator, URL-safe.
#[must_use]
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<TOKEN_BYTES>())
}

/// Fresh bytes from the system's generator.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that draws random bytes")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    rand::random()
}

/// What is stored instead of a token. A plain hash is enough for 256 random bits (ASVS 6.5.2).
#[must_use]
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// SHA-256 of a file's bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// `payload` with a tag by `key`, URL-safe: whoever has it may do what it says.
#[must_use]
pub fn sign(key: &[u8; 32], payload: &[u8]) -> String {
    let mut signed = payload.to_vec();
    signed.extend_from_slice(&tag(key, payload)[..TAG_BYTES]);
    URL_SAFE_NO_PAD.encode(signed)
}

/// The payload of a capability made by [`sign`], or nothing. Compares in constant time.
#[must_use]
pub fn verify(key: &[u8; 32], capability: &str) -> Option<Vec<u8>> {
    use subtle::ConstantTimeEq;

    let mut payload = URL_SAFE_NO_PAD.decode(capability).ok()?;
    let given = payload.split_off(payload.len().checked_sub(TAG_BYTES)?);
    let expected = tag(key, &payload);
    bool::from(given.as_slice().ct_eq(&expected[..TAG_BYTES])).then_some(payload)
}

fn tag(key: &[u8; 32], payload: &[u8]) -> [u8; 32] {
    // HMAC pads a key with zeros to the hash's block anyway; done here, the constructor cannot fail.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(payload);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capability_is_accepted_as_it_was_made_and_in_no_other_shape() {
        let key = random_bytes();
        let capability = sign(&key, b"build 1");
        assert_eq!(verify(&key, &capability).as_deref(), Some(b"build 1".as_slice()));
        assert_eq!(verify(&random_bytes(), &capability), None);
        assert_eq!(verify(&key, &capability[..capability.len() - 2]), None);
        assert_eq!(verify(&key, "short"), None);
        assert_eq!(verify(&key, ""), None);
    }
}
