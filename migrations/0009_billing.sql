-- What a workspace pays for at the billing provider, and what the provider has told.

create table billing_accounts (
    tenant_id uuid primary key references tenants on delete cascade,
    customer_id text unique,
    subscription_id text unique,
    status text not null default 'none' check (status in ('none', 'incomplete', 'active', 'past_due', 'ended')),
    -- What the subscription pays for; nothing where its price is none of ours.
    tier text check (tier in ('free', 'starter', 'professional', 'ultimate', 'enterprise')),
    period_end timestamptz,
    pending_tier text check (pending_tier in ('free', 'starter', 'professional', 'ultimate', 'enterprise')),
    -- The payment page that is open.
    checkout_id text,
    checkout_tier text check (checkout_tier in ('starter', 'professional', 'ultimate')),
    checkout_url text,
    checkout_expires_at timestamptz,
    -- A number is drawn before the provider is asked; what was asked under a smaller one than the last applied is stale.
    drawn bigint not null default 0,
    applied bigint not null default 0 check (applied <= drawn),
    updated_at timestamptz not null,
    check ((checkout_id is null) = (checkout_url is null)),
    check ((checkout_id is null) = (checkout_tier is null)),
    check ((checkout_id is null) = (checkout_expires_at is null))
);

-- Each event once, whatever its effect, written in the transaction of that effect.
create table billing_events (
    id text primary key check (length(id) between 1 and 255),
    -- Nobody's, where the customer is not ours.
    tenant_id uuid references tenants on delete cascade,
    kind text not null,
    outcome text not null check (outcome in ('applied', 'stale', 'noted')),
    happened_at timestamptz not null,
    received_at timestamptz not null
);
create index billing_events_by_tenant on billing_events (tenant_id, received_at);

alter table billing_accounts enable row level security;
alter table billing_accounts force row level security;
create policy tenant on billing_accounts to olympus_app using (tenant_id = (select current_tenant()));
-- A webhook knows the customer before it knows the tenant.
create policy dispatcher on billing_accounts for select to olympus_dispatcher using (true);
grant select, insert, update on billing_accounts to olympus_app;
grant select on billing_accounts to olympus_dispatcher;

alter table billing_events enable row level security;
alter table billing_events force row level security;
create policy tenant on billing_events to olympus_app using (tenant_id = (select current_tenant()));
create policy dispatcher on billing_events to olympus_dispatcher using (tenant_id is null);
grant select, insert on billing_events to olympus_app, olympus_dispatcher;
