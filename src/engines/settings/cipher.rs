//! Seals providers' keys: XChaCha20-Poly1305 under a key derived from the server's secret, bound to workspace and address, so
//! that a row copied to another workspace, or led to another host, does not open.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::platform::secrets::random_bytes;

/// What the derived key is for; another purpose derives another.
const PURPOSE: &[u8] = b"olympus engine keys 1";

/// A sealed key, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub nonce: Vec<u8>,
    pub bytes: Vec<u8>,
}

/// Seals and opens.
#[derive(Clone)]
pub struct Cipher {
    cipher: XChaCha20Poly1305,
}

impl Cipher {
    /// Under the server's secret.
    ///
    /// # Errors
    /// Never for 32 bytes of output; the library's type says otherwise.
    pub fn new(secret: &[u8]) -> Result<Self> {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, secret).expand(PURPOSE, &mut key).map_err(Error::internal)?;
        Ok(Self { cipher: XChaCha20Poly1305::new(&key.into()) })
    }

    /// Seals `text` for this workspace and address.
    ///
    /// # Errors
    /// When the text is longer than the cipher takes.
    pub fn seal(&self, tenant: TenantId, url: &str, text: &str) -> Result<Sealed> {
        let nonce: [u8; 24] = random_bytes();
        let aad = bound_to(tenant, url);
        let payload = Payload { msg: text.as_bytes(), aad: &aad };
        let bytes = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(Error::internal)?;
        Ok(Sealed { nonce: nonce.to_vec(), bytes })
    }

    /// The text, where it was sealed for this workspace and address under this secret.
    #[must_use]
    pub fn open(&self, tenant: TenantId, url: &str, sealed: &Sealed) -> Option<String> {
        let nonce: [u8; 24] = sealed.nonce.as_slice().try_into().ok()?;
        let aad = bound_to(tenant, url);
        let payload = Payload { msg: &sealed.bytes, aad: &aad };
        String::from_utf8(self.cipher.decrypt(&XNonce::from(nonce), payload).ok()?).ok()
    }
}

fn bound_to(tenant: TenantId, url: &str) -> Vec<u8> {
    [tenant.0.as_bytes(), url.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://api.example.com/v1/";

    #[test]
    fn a_key_opens_for_its_own_workspace_address_and_server_only() {
        let (tenant, cipher) = (TenantId::new(), Cipher::new(b"secret of the server").unwrap());
        let sealed = cipher.seal(tenant, URL, "sk-test-0123456789").unwrap();
        assert_eq!(cipher.open(tenant, URL, &sealed).as_deref(), Some("sk-test-0123456789"));
        assert_eq!(cipher.open(TenantId::new(), URL, &sealed), None);
        assert_eq!(cipher.open(tenant, "https://evil.example.com/v1/", &sealed), None);
        assert_eq!(Cipher::new(b"another secret").unwrap().open(tenant, URL, &sealed), None);
        let mut changed = sealed.clone();
        changed.bytes[0] ^= 1;
        assert_eq!(cipher.open(tenant, URL, &changed), None);
        assert!(!sealed.bytes.windows(7).any(|part| part == b"sk-test"));
    }

    #[test]
    fn each_sealing_has_a_nonce_of_its_own() {
        let (tenant, cipher) = (TenantId::new(), Cipher::new(b"secret").unwrap());
        assert_ne!(cipher.seal(tenant, URL, "same").unwrap(), cipher.seal(tenant, URL, "same").unwrap());
    }
}
