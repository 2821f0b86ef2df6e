//! The icon set: one weight, drawn for the made applications. Names for things, from which `understand` picks:
//!
//! `recipe box calendar clock person people money invoice page book ticket heart star wheel plant tool film music home
//! place building cart tag chat flag task board course lesson dumbbell car pet camera trophy gift key truck chart mail
//! bell shield idea cup news bag phone health game travel drop sun_up deal vote`
//!
//! Common names of other sets (`utensils`, `users`) are understood too. An unknown name gives a neutral mark. All are strokes on a grid of 24.

/// Icons for things, by name.
pub(super) const THINGS: &[(&str, &str)] = &[
    ("recipe", "M4 11h16v3a7 7 0 0 1-7 7h-2a7 7 0 0 1-7-7zM2 11h20M9 7c0-1.5 1.5-1.5 1.5-3M13.5 7c0-1.5 1.5-1.5 1.5-3"),
    ("box", "M12 3 21 7.5v9L12 21l-9-4.5v-9zM3 7.5l9 4.5 9-4.5M12 12v9M7.5 5.2l9 4.6"),
    ("calendar", "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M13 14h3M8 17h3"),
    ("clock", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2"),
    ("person", "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.5-4 3.5-6 8-6s7.500 2 8 6"),
    (
        "people",
        "M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM2.500 20c.4-3.500 2.800-5 6.500-5s6.100 1.500 6.500 5M16 5.500a3 3 0 0 1 0 6M18 15c2 .6 3.200 2.200 3.500 5",
    ),
    ("money", "M3 6h18v12H3zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM6 9v.01M18 15v.01"),
    ("invoice", "M5 3h14v18l-3-2-2 2-2-2-2 2-2-2-3 2zM9 8h6M9 12h6M9 15h3"),
    ("page", "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h5"),
    ("book", "M4 5c3-1.500 6-1 8 1 2-2 5-2.500 8-1v14c-3-1.500-6-1-8 1-2-2-5-2.500-8-1zM12 6v14"),
    ("ticket", "M3 7h18v3a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4zM14 7v2M14 11v2M14 15v2"),
    ("heart", "M12 20S4 15 4 9.500A4.200 4.200 0 0 1 12 7.500a4.200 4.200 0 0 1 8 2C20 15 12 20 12 20z"),
    ("star", "M12 3.500l2.600 5.500 6 .8-4.400 4.200 1.100 6L12 17l-5.300 3 1.100-6L3.400 9.800l6-.8z"),
    (
        "wheel",
        "M6 12a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM18 12a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM6 16l4-8h5l3 8M10 8l4 8H6M8.500 5H11M15 8l-1-3h3",
    ),
    (
        "plant",
        "M12 21v-9M12 14c-5 0-7-2.500-7-7 4.500 0 7 2.500 7 7zM12 12c0-4.500 2.500-7 7-8 0 5-2.500 8-7 8zM8 21h8",
    ),
    (
        "tool",
        "M14.500 6.500a4 4 0 0 1 5-2.500L17 6.500 17.500 9l2.500.5 1.500-2.500a4 4 0 0 1-5.500 4.500L8 20l-3-3 8.500-8z",
    ),
    ("film", "M4 5h16v14H4zM8 5v14M16 5v14M4 9.500h4M4 14.500h4M16 9.500h4M16 14.500h4"),
    (
        "music",
        "M9 18V6l11-2v12M6.500 15.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM17.500 13.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
    ),
    ("home", "M4 11l8-7 8 7v9h-5v-6H9v6H4z"),
    (
        "place",
        "M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21zM12 7a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
    ),
    ("building", "M5 21V4h10v17M15 9h4v12M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1"),
    (
        "cart",
        "M3 4h2.500l2.500 11h10l2-8H6.500M9 18.500a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM17 18.500a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
    ),
    ("tag", "M4 4h8l8.500 8.500-8 8L4 12zM8 7.900v.1"),
    ("chat", "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5"),
    ("flag", "M6 21V4M6 5c4-2 7 2 12 0v9c-5 2-8-2-12 0"),
    ("task", "M4 4h16v16H4zM8 12l3 3 5.500-6"),
    ("board", "M4 4h16v16H4zM9.300 4v16M14.600 4v16M4 8h16"),
    ("course", "M2 9l10-5 10 5-10 5zM6 11.500V16c3.500 3 8.500 3 12 0v-4.500M22 9v6"),
    ("lesson", "M4 5h16v14H4zM10 9l5 3-5 3z"),
    ("dumbbell", "M8 12h8M5 7h3v10H5zM16 7h3v10h-3zM2.500 10v4M21.500 10v4"),
    ("car", "M4 17v-4l2-6h12l2 6v4zM4 13h16M6 17v2M18 17v2M7.500 15v.1M16.500 15v.1"),
    (
        "pet",
        "M12 12c-3 0-5 3-5 5.500S9 20 12 20s5 0 5-2.500-2-5.500-5-5.500zM5 9v2M9.500 5v2.500M14.500 5v2.500M19 9v2",
    ),
    ("camera", "M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z"),
    ("trophy", "M8 4h8v6a4 4 0 0 1-8 0zM8 5H4c0 4 1.500 5.500 4 6M16 5h4c0 4-1.500 5.500-4 6M12 14v4M8 20h8"),
    ("gift", "M4 9h16v4H4zM6 13h12v7H6zM12 9v11M12 9C9 9 7 8 7 6s3-2.500 5 3c2-5.500 5-5 5-3s-2 3-5 3z"),
    ("key", "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3M14 9l2 2"),
    (
        "truck",
        "M2 6h12v11H2zM14 10h4l4 4v3h-8zM6.500 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17.500 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    ),
    ("chart", "M4 4v16h16M8 16v-4M12 16V8M16 16v-6"),
    ("mail", "M3 6h18v12H3zM3 7l9 7 9-7"),
    ("bell", "M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500h4M12 3v2"),
    ("shield", "M12 3l8 3v6c0 5-4 7.500-8 9-4-1.500-8-4-8-9V6zM8.500 12l2.500 2.500 4.500-5"),
    ("idea", "M9 17c0-2-3-3.500-3-7.500a6 6 0 0 1 12 0c0 4-3 5.500-3 7.500zM9.500 20.500h5"),
    ("cup", "M5 8h12v7a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 10h2.500a2 2 0 0 1 0 5H17M9 3v2M13 3v2"),
    ("news", "M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-2 2M7.500 9h6M7.500 13h6M7.500 16h4"),
    ("bag", "M5 8h14l1 12H4zM9 11V7a3 3 0 0 1 6 0v4"),
    (
        "phone",
        "M6 3h4l1.500 5L9 10c1 2.500 2.500 4 5 5l2-2.500 5 1.500v4c0 1.500-1 2.500-2.500 2.500C10 20 4 14 3.500 5.500 3.500 4 4.500 3 6 3z",
    ),
    ("health", "M3 12h4l2.500-6 4 12 3-8 1.500 2h3"),
    (
        "game",
        "M7 8h10a5 5 0 0 1 4 8c-1 1.500-3 1.500-4.500-1h-9c-1.500 2.500-3.500 2.500-4.500 1a5 5 0 0 1 4-8zM8 10.500v3M6.500 12h3M15.500 11v.1M17.500 13v.1",
    ),
    ("travel", "M3 13l18-8-5 15-4-6zM12 14l9-9"),
    ("drop", "M12 3c4 5 6 7.500 6 11a6 6 0 0 1-12 0c0-3.500 2-6 6-11zM9 15a3 3 0 0 0 3 3"),
    ("sun_up", "M4 18h16M6 14a6 6 0 0 1 12 0M12 3v3M3.500 9.500l2 1.200M20.500 9.500l-2 1.200M8 21h8"),
    ("deal", "M3 9l5-3 4 2 4-2 5 3-3 7-3 1-4 3-6-4-2-2zM12 8l-3 4c1.500 1.500 3 1 4-.5l4 4"),
    ("vote", "M12 4l8 9h-5v7H9v-7H4z"),
];

/// Icons of the interface; every application carries them.
pub(super) const INTERFACE: &[(&str, &str)] = &[
    ("mark", "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"),
    ("search", "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L20 20"),
    ("plus", "M12 5v14M5 12h14"),
    ("minus", "M5 12h14"),
    ("edit", "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"),
    ("trash", "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5"),
    ("close", "M6 6l12 12M18 6L6 18"),
    ("check", "M5 12.500l4.500 4.500L19 7.500"),
    ("left", "M14.500 5.500L8 12l6.500 6.500"),
    ("right", "M9.500 5.500L16 12l-6.500 6.500"),
    ("up", "M5.500 14.500L12 8l6.500 6.500"),
    ("down", "M5.500 9.500L12 16l6.500-6.500"),
    ("theme", "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8a4 4 0 0 1 0 8"),
    ("settings", "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h4M12 12h8M10 10v4"),
    ("download", "M12 4v11M7 11l5 5 5-5M5 20h14"),
    ("upload", "M12 16V5M7 9l5-5 5 5M5 20h14"),
    ("print", "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"),
    ("table", "M4 5h16v14H4zM4 10h16M4 14.500h16M10 10v9"),
    ("cards", "M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z"),
    ("columns", "M4 4h4.500v16H4zM10 4h4.500v10H10zM16 4h4v13h-4z"),
    ("pages", "M4 5h5M4 9h5M4 13h5M4 17h5M12 5h8v14h-8z"),
    ("feed", "M4 5h16v5H4zM4 13h16M4 16.500h16M4 20h9"),
    ("link", "M10 14l4-4M8 11l-2 2a3.500 3.500 0 0 0 5 5l2-2M16 13l2-2a3.500 3.500 0 0 0-5-5l-2 2"),
    ("alert", "M12 4l9 16H3zM12 10v4M12 17v.1"),
    ("history", "M4 12a8 8 0 1 1 2.500 5.800M4 12l-1.500-2.500M4 12l2.500-2M12 8v4.500l3 1.500"),
    (
        "help",
        "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M12 16.500v.1",
    ),
    ("door", "M10 4H5v16h5M14 8l4 4-4 4M18 12H9"),
];

/// Names that other icon sets use for the same things.
const ALIASES: &[(&str, &str)] = &[
    ("utensils", "recipe"),
    ("chef", "recipe"),
    ("food", "recipe"),
    ("package", "box"),
    ("boxes", "box"),
    ("archive", "box"),
    ("user", "person"),
    ("member", "person"),
    ("users", "people"),
    ("team", "people"),
    ("wallet", "money"),
    ("banknote", "money"),
    ("credit-card", "money"),
    ("coins", "money"),
    ("receipt", "invoice"),
    ("file", "page"),
    ("file-text", "page"),
    ("document", "page"),
    ("note", "page"),
    ("bookmark", "tag"),
    ("label", "tag"),
    ("books", "book"),
    ("book-open", "book"),
    ("library", "book"),
    ("bike", "wheel"),
    ("bicycle", "wheel"),
    ("leaf", "plant"),
    ("sprout", "plant"),
    ("flower", "plant"),
    ("wrench", "tool"),
    ("hammer", "tool"),
    ("map-pin", "place"),
    ("map", "place"),
    ("house", "home"),
    ("shop", "bag"),
    ("store", "bag"),
    ("shopping-cart", "cart"),
    ("shopping-bag", "bag"),
    ("basket", "cart"),
    ("message", "chat"),
    ("message-circle", "chat"),
    ("comment", "chat"),
    ("check-square", "task"),
    ("check-circle", "task"),
    ("list", "task"),
    ("kanban", "board"),
    ("folder", "board"),
    ("project", "board"),
    ("graduation-cap", "course"),
    ("school", "course"),
    ("play", "lesson"),
    ("video", "film"),
    ("paw", "pet"),
    ("dog", "pet"),
    ("image", "camera"),
    ("photo", "camera"),
    ("activity", "health"),
    ("pulse", "health"),
    ("heart-pulse", "health"),
    ("coffee", "cup"),
    ("newspaper", "news"),
    ("plane", "travel"),
    ("lightbulb", "idea"),
    ("thermometer", "health"),
    ("trending-up", "chart"),
    ("bar-chart", "chart"),
    ("handshake", "deal"),
    ("briefcase", "deal"),
    ("event", "calendar"),
    ("repeat", "history"),
    ("life-buoy", "help"),
    ("target", "mark"),
];

/// The drawing of `name`; a neutral mark where there is none.
pub(super) fn path(name: &str) -> &'static str {
    let name = known(name);
    THINGS.iter().chain(INTERFACE).find(|(one, _)| *one == name).map_or(INTERFACE[0].1, |(_, path)| *path)
}

/// `name` where it is drawn, otherwise the name of the neutral mark.
pub(super) fn known(name: &str) -> &'static str {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, own)| *own);
    THINGS.iter().chain(INTERFACE).find(|(one, _)| *one == name).map_or("mark", |(one, _)| *one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_gives_the_neutral_mark() {
        assert_eq!(path("nothing-like-it"), path("mark"));
        assert_ne!(path("recipe"), path("mark"));
        assert_eq!(path("utensils"), path("recipe"));
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = THINGS.iter().chain(INTERFACE).map(|(name, _)| *name).collect();
        let before = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
