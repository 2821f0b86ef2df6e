//! Signing up, signing in, and one's own account.

#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod door;
#[cfg(feature = "ssr")]
mod login;
#[cfg(feature = "ssr")]
mod signup;

#[cfg(feature = "ssr")]
pub(crate) use account::AccountPage;
#[cfg(feature = "ssr")]
pub(crate) use login::LoginPage;
#[cfg(feature = "ssr")]
pub(crate) use signup::SignupPage;
