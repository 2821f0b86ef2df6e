//! Values for examples where the lexicon has none: titles from the request's own words, and the rest by label.

use serde_json::{Value, json};

use super::super::model::{Field, FieldKind};
use super::draft::{Draft, Shape};
use super::text::{capital, hash};

pub(super) const PEOPLE: &[&str] = &[
    "Amara Nwosu",
    "Jonas Lind",
    "Priya Raman",
    "Sofia Marino",
    "Daniel Weiss",
    "Lucy Adeyemi",
    "Mateo Ruiz",
    "Hana Sato",
    "Elif Demir",
    "Owen Pryce",
    "Clara Vogel",
    "Yusuf Karim",
    "Nora Lindqvist",
    "Tomás Rey",
    "Ivy Chen",
    "Samir Haddad",
    "Greta Baum",
    "Pavel Novak",
    "Zoe Martin",
    "Kofi Mensah",
];

const PLACES: &[&str] = &[
    "By the window",
    "Back room",
    "Top shelf",
    "North field",
    "Old mill",
    "River bend",
    "Garden shed",
    "Green cabinet",
];

const CITIES: &[&str] = &["Bristol", "Leiden", "Porto", "Ghent", "Tartu", "Galway", "Graz", "Bergen"];

const MAKERS: &[&str] =
    &["Hartmann", "Northline", "Kestrel", "Alder & Sons", "Fjord", "Belmont", "Tarn Works", "Oriol"];

const NOTES: &[&str] = &[
    "Worth coming back to; ask {person} how it began.",
    "{person} was there and remembers the details.",
    "Better than last time. Keep doing it this way.",
    "Small surprise here: not what the label says.",
    "Checked twice, all in order.",
    "Needs another look before the season starts.",
    "A present from {person}, kept with care.",
    "The best one so far.",
];

/// Titles for what happens.
const HAPPENED: &[&str] = &[
    "{name} with {first}",
    "Morning {name}",
    "First {name}",
    "Follow-up {name}",
    "{name} in {city}",
    "Afternoon {name}",
    "Second {name}",
    "Evening {name}",
    "Short {name}",
    "Joint {name}",
];

/// Titles for what is kept.
const KEPT: &[&str] = &[
    "First {name}",
    "Second {name}",
    "{name} from {city}",
    "Third {name}",
    "Another {name}",
    "{first}'s {name}",
    "Latest {name}",
    "Main {name}",
    "New {name}",
    "Spare {name}",
];

/// Values by words of the label.
const BY_LABEL: &[(&str, &[&str])] = &[
    ("brand make manufacturer producer publisher supplier", MAKERS),
    ("city region country origin town", CITIES),
    ("colour color", &["Moss green", "Ochre", "Slate", "Brick red", "Cream", "Navy"]),
    ("material", &["Oak", "Brass", "Linen", "Stoneware", "Wool", "Steel"]),
    ("size", &["Small", "Medium", "Large"]),
    ("language", &["English", "Spanish", "German", "French"]),
    ("genre", &["Classic", "Folk", "Comedy", "Drama", "Travel", "Mystery"]),
    ("variety grape breed species", &["Common", "Mountain", "Lowland", "Early", "Late", "Golden"]),
    ("cuisine", &["Italian", "Indian", "Turkish", "Mexican", "Japanese", "Welsh"]),
    ("source", &["Family notebook", "Library book", "Newspaper", "A friend", "The internet"]),
    ("occupation profession", &["Nurse", "Joiner", "Teacher", "Baker", "Engineer"]),
    ("subject", &["Mathematics", "History", "Biology", "Art", "Geography"]),
    ("department", &["Workshop", "Office", "Sales", "Kitchen", "Care"]),
    ("instrument", &["Violin", "Piano", "Clarinet", "Guitar", "Drums"]),
    ("taken dose", &["One in the morning", "Two a day", "When needed"]),
    ("where location place shelf room site it", PLACES),
];

/// Items of lists by words of the label.
const LISTS: &[(&str, &[&str])] = &[
    ("allergy allergies allergens allergen intolerances", &["Nuts", "Milk", "Eggs", "Gluten", "Celery", "Sesame"]),
    ("ingredients ingredient", &["Flour", "Butter", "Eggs", "Onions", "Olive oil", "Salt"]),
    (
        "steps instructions procedure method",
        &["Prepare what is needed", "Work through it in order", "Check the result"],
    ),
    ("checklist tasks todo to", &["Look it over", "Write down what changed", "Tell the others"]),
    ("materials tools equipment bring packing", &["Gloves", "Tape measure", "Torch", "Notebook", "Spare batteries"]),
    ("guests people attendees participants members", PEOPLE),
    ("symptoms triggers", &["Short night", "Stress", "Weather", "Bright light", "Noise"]),
    ("skills", &["First aid", "Driving", "Cooking", "Spreadsheets", "Spanish"]),
    ("goals", &["Finish the first part", "Ask for advice", "Keep it simple"]),
];

/// Labels for people.
const PERSONAL: &str = "author artist composer contact owner by person director with from maker organiser assignee \
    customer client donor guest student trainer keeper driver teacher lead";

/// What a value is made for.
pub(super) struct Invention<'a> {
    pub(super) draft: &'a Draft,
    pub(super) field: &'a Field,
    pub(super) row: usize,
    pub(super) noise: u64,
    pub(super) seed: u64,
}

impl Invention<'_> {
    fn pick<'a>(&self, list: &[&'a str]) -> &'a str {
        // Start anywhere and go in order, so that neighbours differ.
        let start = hash(&format!("{}/{}", self.seed, self.field.id)) as usize;
        list.get((start % 997 + self.row) % list.len().max(1)).copied().unwrap_or("")
    }

    fn person(&self) -> &'static str {
        PEOPLE[((self.seed % 997) as usize + self.row) % PEOPLE.len()]
    }

    fn says(&self, list: &str) -> bool {
        list.split(' ').any(|word| self.field.id.split('_').any(|part| part == word))
    }

    fn between(&self, low: i64, high: i64) -> i64 {
        low + (self.noise % (high - low + 1).max(1) as u64) as i64
    }
}

/// A title for a record that no row names.
pub(super) fn title(draft: &Draft, row: usize, seed: u64) -> String {
    let name = draft.entity.singular.to_lowercase();
    let person = PEOPLE[((seed % 997) as usize + row * 3) % PEOPLE.len()];
    let first = person.split(' ').next().unwrap_or(person);
    let label = draft.entity.fields.first().map_or("", |field| field.label.as_str());
    if draft.is_person() && label == "Name" {
        return PEOPLE[((seed % 997) as usize + row) % PEOPLE.len()].to_owned();
    }
    if Shape::of(&name) == Shape::Group && draft.pack.is_none() {
        let last = person.rsplit(' ').next().unwrap_or(person);
        return format!("{last} {name}");
    }
    let happening = draft.pack.map_or_else(|| Shape::of(&name) == Shape::Happening, |pack| pack.event);
    if !name.is_ascii() {
        return format!("{} · {}", draft.entity.singular, CITIES[row % CITIES.len()]);
    }
    let phrases = if happening { HAPPENED } else { KEPT };
    let phrase = phrases[(row + (seed % 97) as usize) % phrases.len()];
    let city = CITIES[(row + (seed % 89) as usize) % CITIES.len()];
    capital(&phrase.replace("{name}", &name).replace("{first}", first).replace("{city}", city))
}

/// A value that fits a field.
pub(super) fn invent(wanted: &Invention<'_>) -> Value {
    match &wanted.field.kind {
        FieldKind::Text => json!(text(wanted)),
        FieldKind::LongText | FieldKind::RichText => json!(note(wanted)),
        FieldKind::Number { min, max, unit } => json!(number(wanted, (*min, *max), unit.as_deref())),
        FieldKind::Money { .. } => json!(wanted.between(4, 180) * 50),
        FieldKind::Date => json!(format!("@{:+}", days(wanted))),
        FieldKind::DateTime => {
            json!(format!("@{:+}T{:02}:{}0", days(wanted), wanted.between(8, 19), 3 * (wanted.noise / 7 % 2)))
        }
        FieldKind::Boolean => json!(!wanted.noise.is_multiple_of(3)),
        FieldKind::Choice { options } => json!(options.get((wanted.noise % options.len().max(1) as u64) as usize)),
        FieldKind::Status { options } => {
            json!(options.get((wanted.noise % options.len().max(1) as u64) as usize).map(|option| &option.value))
        }
        FieldKind::Rating { max } => json!(wanted.between(i64::from(*max).min(3), i64::from(*max))),
        FieldKind::Email => json!(email(wanted)),
        FieldKind::Phone => json!(format!("+44 20 7946 0{}", 100 + wanted.noise % 900)),
        FieldKind::Url => json!(format!("https://{}.example", email(wanted).split('@').next().unwrap_or("www"))),
        FieldKind::Tags if wanted.says("tag tags label labels keywords") => {
            json!([wanted.pick(&["favourite", "seasonal", "to check", "shared", "new", "rare"])])
        }
        FieldKind::Tags => {
            json!(listed(wanted).into_iter().take(2).map(|item| item.to_lowercase()).collect::<Vec<_>>())
        }
        FieldKind::Lines => json!(listed(wanted)),
        FieldKind::LineItems { .. } => {
            json!([{"description": capital(&wanted.draft.entity.singular), "quantity": wanted.between(1, 4), "unitPrice": wanted.between(8, 90) * 100}])
        }
        FieldKind::Image | FieldKind::Reference { .. } | FieldKind::References { .. } => Value::Null,
    }
}

fn email(wanted: &Invention<'_>) -> String {
    let person = wanted.person();
    let first = person.split(' ').next().unwrap_or(person).to_lowercase();
    format!("{}@example.com", first.replace('á', "a"))
}

fn note(wanted: &Invention<'_>) -> String {
    let person = PEOPLE[(wanted.noise % PEOPLE.len() as u64) as usize];
    let first = person.split(' ').next().unwrap_or(person);
    wanted.pick(NOTES).replace("{person}", first)
}

fn text(wanted: &Invention<'_>) -> String {
    if wanted.says(PERSONAL) {
        return wanted.person().to_owned();
    }
    if wanted.says("address street") {
        let street = wanted.pick(&["Mill Street", "Quay Road", "Orchard Way", "Chapel Row"]);
        return format!("{} {street}, {}", wanted.between(2, 88), wanted.pick(CITIES));
    }
    if wanted.says("number serial isbn barcode sku batch code reference") {
        let letters = wanted.draft.entity.id.get(..2).unwrap_or("no").to_uppercase();
        return format!("{letters}-{:04}", wanted.noise % 10_000);
    }
    if wanted.says("window") {
        let from = wanted.between(2025, 2029);
        return format!("{from} to {}", from + wanted.between(3, 9));
    }
    let known = BY_LABEL.iter().find(|(labels, _)| wanted.says(labels)).map(|(_, values)| *values);
    match known {
        Some(values) => wanted.pick(values).to_owned(),
        None => numbered(&wanted.field.label, wanted.row),
    }
}

/// `First source`: an example that says of itself that it is one.
fn numbered(label: &str, row: usize) -> String {
    let order = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
    let name = super::inflection::singular(&label.to_lowercase());
    format!("{} {name}", order[row % order.len()])
}

/// Items of a list, by what the list is called.
fn listed(wanted: &Invention<'_>) -> Vec<String> {
    let known = LISTS.iter().find(|(labels, _)| wanted.says(labels));
    match known {
        Some((_, items)) => (0..3).map(|at| items[(wanted.row + at) % items.len()].to_owned()).collect(),
        None => (0..3).map(|at| numbered(&wanted.field.label, at)).collect(),
    }
}

fn number(wanted: &Invention<'_>, range: (Option<f64>, Option<f64>), unit: Option<&str>) -> i64 {
    let low = range.0.map_or(0, |low| low as i64);
    let high = range.1.map_or(i64::MAX, |high| high as i64);
    let (from, to) = match unit {
        _ if wanted.says("vintage year") => (1998, 2023),
        _ if wanted.says("capacity") => (6, 20),
        _ if wanted.says("reorder") => (2, 6),
        _ if wanted.says("quantity stock") => (1, 30),
        Some("°C") => (8, 27),
        Some("min") => (15, 90),
        Some("cm") => (12, 180),
        Some("kg" | "km") => (1, 60),
        Some("%") => (20, 90),
        _ => (1, 40),
    };
    wanted.between(from, to).clamp(low, high.max(low))
}

fn days(wanted: &Invention<'_>) -> i64 {
    let back = wanted.says("added issued since last bought purchased given sent paid spent placed born birth birthday joined harvest purchase started visited found made");
    let ahead = wanted.says(
        "due next ends end expiry expiration renewal deadline before delivery starts departure arrival release return",
    );
    let row = wanted.row as i64;
    match (back, ahead) {
        (true, _) => -(row * 9 + wanted.between(1, 8)),
        // A few are late, so that the application has something to say.
        (_, true) => row * 4 - 3 + wanted.between(0, 3),
        _ => -(row * 3 + wanted.between(0, 2)),
    }
}
