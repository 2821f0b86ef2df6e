//! SQL of accounts at the billing provider and of what it told.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::model::{OpenCheckout, SubscriptionStatus};
use super::provider::{Account, ProviderEvent, Subscription};
use crate::error::Result;
use crate::ids::TenantId;
use crate::plans::Tier;

/// What an event came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventOutcome {
    /// The account follows it.
    Applied,
    /// The account already follows something newer.
    Stale,
    /// It changes no plan.
    Noted,
}

impl EventOutcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Stale => "stale",
            Self::Noted => "noted",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    customer_id: Option<String>,
    subscription_id: Option<String>,
    status: String,
    tier: Option<Tier>,
    period_end: Option<DateTime<Utc>>,
    pending_tier: Option<Tier>,
    checkout_id: Option<String>,
    checkout_tier: Option<Tier>,
    checkout_url: Option<String>,
    checkout_expires_at: Option<DateTime<Utc>>,
}

pub async fn account(connection: &mut PgConnection, tenant: TenantId) -> Result<Account> {
    let row: Option<Row> = sqlx::query_as(
        "select customer_id, subscription_id, status, tier, period_end, pending_tier,
                checkout_id, checkout_tier, checkout_url, checkout_expires_at
         from billing_accounts where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await?;
    row.map(from_row).transpose().map(Option::unwrap_or_default)
}

fn from_row(row: Row) -> Result<Account> {
    let page = |row: &Row| {
        let page = OpenCheckout {
            tier: row.checkout_tier?,
            url: row.checkout_url.clone()?,
            expires_at: row.checkout_expires_at?,
        };
        Some((row.checkout_id.clone()?, page))
    };
    Ok(Account {
        checkout: page(&row),
        customer: row.customer_id,
        subscription: row.subscription_id,
        status: Some(row.status.parse()?),
        tier: row.tier,
        period_end: row.period_end,
        pending: row.pending_tier,
    })
}

/// The next number of the account, which is made where there is none yet. The provider is asked after that commits.
pub async fn draw(connection: &mut PgConnection, tenant: TenantId, now: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "insert into billing_accounts (tenant_id, drawn, updated_at) values ($1, 1, $2)
         on conflict (tenant_id) do update set drawn = billing_accounts.drawn + 1
         returning drawn",
    )
    .bind(tenant)
    .bind(now)
    .fetch_one(connection)
    .await?)
}

/// Keeps a payment page, unless another one came in between.
pub async fn keep_checkout(
    connection: &mut PgConnection,
    tenant: TenantId,
    (customer, id, page): (&str, &str, &OpenCheckout),
) -> Result<bool> {
    let kept = sqlx::query(
        "update billing_accounts
         set customer_id = coalesce(customer_id, $2), checkout_id = $3, checkout_tier = $4, checkout_url = $5,
             checkout_expires_at = $6
         where tenant_id = $1 and checkout_id is null",
    )
    .bind(tenant)
    .bind(customer)
    .bind(id)
    .bind(page.tier)
    .bind(&page.url)
    .bind(page.expires_at)
    .execute(connection)
    .await?;
    Ok(kept.rows_affected() == 1)
}

pub async fn drop_checkout(connection: &mut PgConnection, tenant: TenantId, id: &str) -> Result<()> {
    sqlx::query(
        "update billing_accounts
         set checkout_id = null, checkout_tier = null, checkout_url = null, checkout_expires_at = null
         where tenant_id = $1 and checkout_id = $2",
    )
    .bind(tenant)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes the account follow what was seen under this number. False where it follows something newer.
pub async fn follow(
    connection: &mut PgConnection,
    tenant: TenantId,
    (number, seen): (i64, &Subscription),
    now: DateTime<Utc>,
) -> Result<bool> {
    let followed = sqlx::query(
        "update billing_accounts
         set customer_id = $3, subscription_id = $4, status = $5, tier = $6, period_end = $7, pending_tier = $8,
             applied = $2, updated_at = $9
         where tenant_id = $1 and applied < $2",
    )
    .bind(tenant)
    .bind(number)
    .bind(&seen.customer)
    .bind(&seen.id)
    .bind(seen.status.as_str())
    .bind(seen.tier)
    .bind(seen.period_end.filter(|_| seen.status != SubscriptionStatus::Ended))
    .bind(seen.pending)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(followed.rows_affected() == 1)
}

/// Gives a customer to a workspace that has none. False where there is no such workspace, or it has another customer.
pub async fn adopt(
    connection: &mut PgConnection,
    tenant: TenantId,
    customer: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let adopted = sqlx::query(
        "insert into billing_accounts (tenant_id, customer_id, updated_at)
         select id, $2, $3 from tenants where id = $1
         on conflict (tenant_id) do update set customer_id = excluded.customer_id
         where billing_accounts.customer_id is null or billing_accounts.customer_id = excluded.customer_id",
    )
    .bind(tenant)
    .bind(customer)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(adopted.rows_affected() == 1)
}

/// Whose customer it is. Runs as the dispatcher.
pub async fn tenant_of(connection: &mut PgConnection, customer: &str) -> Result<Option<TenantId>> {
    Ok(sqlx::query_scalar("select tenant_id from billing_accounts where customer_id = $1")
        .bind(customer)
        .fetch_optional(connection)
        .await?)
}

pub async fn is_known(connection: &mut PgConnection, event: &str) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select 1 from billing_events where id = $1)")
        .bind(event)
        .fetch_one(connection)
        .await?)
}

/// Notes an event. False where it was noted before: then whatever it would change was changed before, too.
pub async fn note(
    connection: &mut PgConnection,
    tenant: Option<TenantId>,
    (event, outcome): (&ProviderEvent, EventOutcome),
    now: DateTime<Utc>,
) -> Result<bool> {
    let noted = sqlx::query(
        "insert into billing_events (id, tenant_id, kind, outcome, happened_at, received_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    )
    .bind(&event.id)
    .bind(tenant)
    .bind(&event.kind)
    .bind(outcome.as_str())
    .bind(event.created_at)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(noted.rows_affected() == 1)
}
