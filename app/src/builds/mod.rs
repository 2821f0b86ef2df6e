//! Builds: the list, the live page of one build, its files and its costs.

mod agents;
mod calls;
mod checks;
mod counter;
mod graph;
mod layout;
mod links;
mod live;
mod preview;
mod scrubber;
mod story;
mod stream;
mod summary;
mod words;

#[cfg(feature = "ssr")]
mod change;
#[cfg(feature = "ssr")]
mod costs;
#[cfg(feature = "ssr")]
mod differences;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod highlight;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod shared;
#[cfg(feature = "ssr")]
mod timeline;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "ssr")]
mod viewer;

pub use calls::{BuildTitle, RecentBuilds, build_title, recent_builds};
pub use live::LiveBuild;

pub use scrubber::Scrubber;
pub(crate) use words::{place_sentence, share};

#[cfg(feature = "ssr")]
pub(crate) use change::ChangePage;
#[cfg(feature = "ssr")]
pub(crate) use costs::{CostsPage, dollars, places};
#[cfg(feature = "ssr")]
pub(crate) use differences::DifferencesPage;
#[cfg(feature = "ssr")]
pub(crate) use files::FilesPage;
#[cfg(feature = "ssr")]
pub(crate) use list::BuildsPage;
#[cfg(feature = "ssr")]
pub(crate) use page::BuildPage;
#[cfg(feature = "ssr")]
pub(crate) use shared::{SharedFilePage, SharedPage};
#[cfg(feature = "ssr")]
pub(crate) use timeline::TimelinePage;
#[cfg(feature = "ssr")]
pub(crate) use versions::VersionsPage;
#[cfg(feature = "ssr")]
pub(crate) use viewer::FilePage;
#[cfg(feature = "ssr")]
pub(crate) use words::grouped;
