//! Builds: the list, the live page of one build, its files and its costs.

mod agents;
mod calls;
mod graph;
mod layout;
mod live;
mod preview;
mod story;
mod stream;
mod summary;
mod words;

#[cfg(feature = "ssr")]
mod costs;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod highlight;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod viewer;

pub use calls::{BuildTitle, RecentBuilds, build_title, recent_builds};
pub use live::LiveBuild;

#[cfg(feature = "ssr")]
pub(crate) use costs::CostsPage;
#[cfg(feature = "ssr")]
pub(crate) use files::FilesPage;
#[cfg(feature = "ssr")]
pub(crate) use list::BuildsPage;
#[cfg(feature = "ssr")]
pub(crate) use page::BuildPage;
#[cfg(feature = "ssr")]
pub(crate) use viewer::FilePage;
