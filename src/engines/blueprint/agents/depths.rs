//! Requests of many kinds at every depth, with every stack: what each agent makes, and the whole, passes every check.

use crate::agents::{AgentId, Feature, plan};
use crate::engines::checks::{Check, check_application, check_work};
use crate::engines::{MadeFile, WorkRequest};
use crate::plans::Depth;

use super::work;

const REQUESTS: [(&str, &[Feature]); 12] = [
    ("A recipe box where my family can save recipes with ingredients and rate them", &[Feature::Ratings]),
    (
        "Gym class booking with login for members and trainers",
        &[Feature::Booking, Feature::Authentication, Feature::Roles],
    ),
    (
        "An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login",
        &[Feature::Search, Feature::Alerts],
    ),
    (
        "A small CRM for our sales team: contacts, companies, deals on a board, with sign-in",
        &[Feature::Board, Feature::Authentication],
    ),
    (
        "Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard",
        &[Feature::Invoicing, Feature::Payments, Feature::Reminders, Feature::Dashboard],
    ),
    (
        "Internal wiki with approval of edits and full-text search",
        &[Feature::Approvals, Feature::Search, Feature::History],
    ),
    (
        "Online shop for handmade candles with a shopping cart and stock, customers have accounts",
        &[Feature::Cart, Feature::Authentication],
    ),
    ("Habit tracker with daily streaks", &[Feature::Charts]),
    ("A community forum where people vote on ideas and comment", &[Feature::Comments]),
    ("Course platform where students follow lessons and see their progress", &[Feature::Authentication]),
    (
        "Films | \"must see\" & <b>`rated`</b>;\n# not a heading, {{no}} ads [x](javascript:1) --> end",
        &[Feature::Ratings],
    ),
    (
        "Helpdesk with tickets, statuses, comments and notifications for our support staff",
        &[Feature::Comments, Feature::Notifications, Feature::Roles],
    ),
];

const STACKS: [&str; 4] = ["", "Tailwind CSS", "Python", "Python and Tailwind CSS"];

/// What is wrong with an application that a plan's whole team made.
fn findings(description: &str, features: &[Feature], depth: Depth, stack: &str) -> Vec<String> {
    let plan = plan(features, description.split_whitespace().count(), depth);
    let team: Vec<AgentId> = plan.agents.iter().map(|one| one.agent_id).collect();
    let mut files: Vec<MadeFile> = Vec::new();
    let mut found = Vec::new();
    for agent in &team {
        let request = WorkRequest {
            features: features.to_vec(),
            team: team.clone(),
            tech_constraints: Some(stack.to_owned()),
            files: files.clone(),
            ..WorkRequest::first(*agent, description)
        };
        let made = work(&request).expect("every agent can work once oracle has").files;
        found.extend(failures(&check_work(*agent, &made)).into_iter().map(|one| format!("{agent}: {one}")));
        files.extend(made);
    }
    found.extend(failures(&check_application(&files)));
    found
}

fn failures(checks: &[Check]) -> Vec<String> {
    let failed = checks.iter().filter(|check| !check.passed);
    failed.flat_map(|check| check.findings.iter().map(|one| format!("{}: {one}", check.name))).collect()
}

fn assert_sound(depth: Depth, stacks: &[&str]) {
    let mut wrong = Vec::new();
    for (description, features) in REQUESTS {
        for stack in stacks {
            let found = findings(description, features, depth, stack);
            wrong.extend(found.into_iter().map(|one| format!("{description} ({}, {stack}): {one}", depth.as_str())));
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_application_without_a_server_passes_every_check() {
    assert_sound(Depth::Starter, &STACKS[..2]);
}

#[test]
fn an_application_with_a_server_passes_every_check() {
    assert_sound(Depth::Professional, &STACKS);
}

#[test]
fn a_tested_application_passes_every_check() {
    assert_sound(Depth::Ultimate, &STACKS);
}

#[test]
fn an_application_that_is_ready_to_run_passes_every_check() {
    assert_sound(Depth::Enterprise, &STACKS);
}
