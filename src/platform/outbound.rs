//! Requests to other machines: clients that follow no redirect and, for addresses that a tenant typed in, reach public
//! hosts over HTTPS only. Name and address are checked where the connection is made, so that a name which changes its
//! address between check and use (rebinding) gains nothing.

use std::error::Error as StdError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

/// How long a name may take to be looked up.
const LOOK_UP: Duration = Duration::from_secs(5);

/// What a client may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whatever this machine reaches: for what the operator configured.
    Anywhere,
    /// Public hosts over HTTPS: for what a tenant configured. Check the address with [`public_url`] first, since a
    /// literal address in it is never looked up.
    Public,
}

/// Why an address is refused, or no client could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error("This is not a complete address. It looks like https://api.example.com/v1")]
    NotAnAddress,
    /// Not `https`.
    #[error("The address must begin with https://")]
    NotHttps,
    /// User name or password inside.
    #[error("The address must not contain a user name or password")]
    UserInfo,
    /// A private, local or reserved host.
    #[error("{0} is not a public host. Only hosts on the public internet can be reached from here")]
    NotPublic(String),
    /// A port of another service than the web's: mail, a remote shell, a database of the host.
    #[error("Port {0} is not one for models. Use 443, or one from 1024 on")]
    Port(u16),
    /// Its name leads nowhere.
    #[error("{0} cannot be found. Check the name; if it is right, try again in a moment")]
    Unknown(String),
    /// The client itself.
    #[error("connections cannot be made: {0}")]
    NoClient(String),
}

/// A client of this reach. It follows no redirect, uses no proxy of the environment, and unpacks nothing.
///
/// # Errors
/// Where TLS cannot be set up, as on a machine without any root certificate.
pub fn client(reach: Reach, connect_timeout: Duration) -> Result<Client, Refused> {
    install_tls();
    let builder = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .no_gzip()
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(Duration::from_secs(30));
    let builder = match reach {
        Reach::Anywhere => builder,
        Reach::Public => builder.https_only(true).dns_resolver(Arc::new(PublicResolver)),
    };
    builder.build().map_err(|error| Refused::NoClient(error.to_string()))
}

/// Makes `ring` do the cryptography of TLS in this process, as the database's connections do. Any client needs it first.
pub fn install_tls() {
    // A second call finds the first one's provider: nothing to do.
    rustls::crypto::ring::default_provider().install_default().ok();
}

/// `text` as an address that may be called in a tenant's name.
///
/// # Errors
/// With the reason, for the person who typed it.
pub fn public_url(text: &str) -> Result<Url, Refused> {
    let url = Url::parse(text.trim()).map_err(|_| Refused::NotAnAddress)?;
    if url.scheme() != "https" {
        return Err(Refused::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::UserInfo);
    }
    if let Some(port) = url.port().filter(|port| *port < 1024 && *port != 443) {
        return Err(Refused::Port(port));
    }
    // The parser has already read decimal, octal, hexadecimal and percent-encoded forms into the plain one.
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Refused::NotAnAddress)?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let public = bare.parse::<IpAddr>().map_or_else(|_| is_public_name(bare), is_public);
    if public { Ok(url) } else { Err(Refused::NotPublic(host.to_owned())) }
}

/// Looks up where the name in `url` leads, as a connection would: for an answer before anything depends on it.
///
/// # Errors
/// Where it leads to a private host, or nowhere.
pub async fn resolve_public(url: &Url) -> Result<(), Refused> {
    let Some(host) = url.domain() else { return Ok(()) };
    let unknown = || Refused::Unknown(host.to_owned());
    let asked = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((host, 0)));
    let found: Vec<SocketAddr> = asked.await.map_err(|_| unknown())?.map_err(|_| unknown())?.collect();
    if found.is_empty() {
        return Err(unknown());
    }
    all_public(host, found).map(|_| ())
}

/// Whether a connection failed because its host is not public.
#[must_use]
pub fn refusal<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Refused> {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if let Some(refused) = one.downcast_ref::<Refused>() {
            return Some(refused);
        }
        cause = one.source();
    }
    None
}

/// Names that are never public. Everything else is decided by what it resolves to.
fn is_public_name(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let ends = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion"];
    name.contains('.') && !ends.iter().any(|end| name.ends_with(end))
}

/// Whether this address belongs to the public internet.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Everything that IANA's registry of special-purpose IPv4 addresses does not list.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 192 && b == 31 && c == 196)
        || (a == 192 && b == 52 && c == 193)
        || (a == 192 && b == 175 && c == 48)
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
    !special
}

/// Global unicast (`2000::/3`) without its special parts. That leaves out, by not being in it, `::`, `::1`, IPv4-compatible
/// and IPv4-mapped addresses, NAT64, unique local, link-local, site-local and multicast ones.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let global = a & 0xe000 == 0x2000;
    // 2001::/23 is for protocols (Teredo, ORCHID, benchmarks); 2001:db8::/32 and 3fff::/20 for books; 2002::/16 is 6to4.
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    global && !special
}

/// Looks names up, and refuses a name with any address that is not public: a good one beside a bad one is a trick.
struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            Ok(Box::new(all_public(&host, found)?.into_iter()) as Addrs)
        })
    }
}

fn all_public(host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Refused> {
    if !is_public_name(host) || found.iter().any(|address| !is_public(address.ip())) {
        return Err(Refused::NotPublic(host.to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        public_url(text).is_err()
    }

    #[test]
    fn addresses_of_private_hosts_are_refused_in_every_spelling() {
        let hosts = [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0x7f.1",
            "127%2e0%2e0%2e1",
            "①②⑦.⓪.⓪.①",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[fe80::1]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[ff02::1]",
            "[2002:7f00:1::]",
            "[2002:c0a8:101::1]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::a00:1]",
            "[2001:db8::1]",
            "[100::1]",
            "[5f00::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "api.localhost",
            "printer.local",
            "metadata.google.internal",
            "intranet",
            "nas.lan",
        ];
        for host in hosts {
            assert!(refused(&format!("https://{host}/v1")), "{host}");
            assert!(refused(&format!("https://{host}:8443/v1")), "{host} with a port");
        }
    }

    #[test]
    fn only_plain_https_addresses_are_taken() {
        for text in ["", "api.example.com", "http://api.example.com", "ftp://api.example.com", "file:///etc/passwd"] {
            assert!(refused(text), "{text}");
        }
        for text in ["https://user@api.example.com", "https://u:p@example.com", "https://example.com@127.0.0.1/"] {
            assert!(refused(text), "{text}");
        }
        assert_eq!(public_url("https://u:p@example.com"), Err(Refused::UserInfo));
        for text in [
            "https://api.example.com/v1",
            "https://api.example.com:8443/",
            "https://8.8.8.8/",
            "https://[2606:4700::1]/",
        ] {
            assert!(!refused(text), "{text}");
        }
    }

    #[test]
    fn one_bad_address_spoils_a_good_name() {
        let good: SocketAddr = ([8, 8, 8, 8], 0).into();
        let bad: SocketAddr = (Ipv6Addr::LOCALHOST, 0).into();
        assert_eq!(all_public("example.com", vec![good]), Ok(vec![good]));
        assert!(all_public("example.com", vec![good, bad]).is_err());
        assert!(all_public("printer.local", vec![good]).is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused_when_the_connection_is_made() {
        let client = client(Reach::Public, Duration::from_secs(1)).unwrap();
        let error = client.get("https://localhost:1/").send().await.unwrap_err();
        assert_eq!(refusal(&error), Some(&Refused::NotPublic("localhost".to_owned())), "{error:?}");
    }

    #[tokio::test]
    async fn a_name_that_leads_home_or_nowhere_is_refused_when_it_is_looked_up() {
        let resolved = async |text: &str| resolve_public(&Url::parse(text).unwrap()).await;
        assert_eq!(resolved("https://localhost/v1").await, Err(Refused::NotPublic("localhost".to_owned())));
        let nowhere = "models.example.invalid";
        assert_eq!(resolved(&format!("https://{nowhere}/v1")).await, Err(Refused::Unknown(nowhere.to_owned())));
        assert_eq!(resolved("https://8.8.8.8/v1").await, Ok(()), "a literal address was checked when it was read");
    }

    #[test]
    fn ports_of_other_services_are_refused() {
        assert_eq!(public_url("https://api.example.com:22/v1"), Err(Refused::Port(22)));
        assert!(public_url("https://api.example.com:443/v1").is_ok());
    }

    #[tokio::test]
    async fn a_public_client_speaks_no_plain_http() {
        let client = client(Reach::Public, Duration::from_secs(1)).unwrap();
        assert!(client.get("http://example.com/").send().await.unwrap_err().is_builder());
    }
}
