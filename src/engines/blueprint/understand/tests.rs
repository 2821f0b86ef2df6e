//! What requests become.

use super::super::model::*;
use super::*;
use crate::agents::{AgentId, Feature};

const FIVE: &[(&str, &str, &[Feature])] = &[
    ("recipes", "A recipe box where my family can save recipes with ingredients and rate them", &[Feature::Ratings]),
    (
        "invoices",
        "Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard",
        &[Feature::Payments, Feature::Invoicing, Feature::Dashboard, Feature::Reminders],
    ),
    ("gym", "Gym class booking with login for members and trainers", &[Feature::Authentication, Feature::Roles, Feature::Booking]),
    (
        "bicycle",
        "An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login",
        &[Feature::Search, Feature::Alerts],
    ),
    ("wiki", "Internal wiki with approval of edits and full-text search", &[Feature::Approvals, Feature::Search, Feature::History]),
];

fn request(description: &str, features: &[Feature]) -> WorkRequest {
    WorkRequest {
        agent: AgentId::Oracle,
        description: description.to_owned(),
        target_users: None,
        tech_constraints: None,
        features: features.to_vec(),
        palette: None,
        team: Vec::new(),
        files: Vec::new(),
    }
}

fn model(description: &str, features: &[Feature]) -> AppModel {
    understand(&request(description, features))
}

fn ids(model: &AppModel) -> Vec<&str> {
    model.entities.iter().map(|entity| entity.id.as_str()).collect()
}
