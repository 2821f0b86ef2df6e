//! A form that was sent and could not be accepted: what was typed, what is wrong, what happened.

use std::collections::BTreeMap;

use olympus::error::Error;

/// Given as context when a page is rendered again after its form was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// What was typed, by field name; never a password.
    pub values: BTreeMap<String, String>,
    /// What is wrong.
    pub error: Option<Error>,
    /// What happened, said once: a new API key.
    pub notice: Option<String>,
}

impl FormState {
    /// What was typed into `field`.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<String> {
        self.values.get(field).cloned()
    }

    /// What is wrong with `field`.
    #[must_use]
    pub fn error_of(&self, field: &str) -> Option<String> {
        self.error.as_ref().filter(|error| error.field.as_deref() == Some(field)).map(|error| error.message.clone())
    }

    /// What is wrong with none of `fields`, and so belongs above the form.
    #[must_use]
    pub fn error_beside(&self, fields: &[&str]) -> Option<String> {
        let error = self.error.as_ref()?;
        let shown_at_field = error.field.as_deref().is_some_and(|field| fields.contains(&field));
        (!shown_at_field).then(|| error.message.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_exactly_once() {
        let state = FormState { error: Some(Error::invalid("email", "Enter an address.")), ..FormState::default() };
        assert_eq!(state.error_of("email"), Some("Enter an address.".to_owned()));
        assert_eq!(state.error_beside(&["email", "password"]), None);
        assert_eq!(state.error_beside(&["description"]), Some("Enter an address.".to_owned()));
    }
}
