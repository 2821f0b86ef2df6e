-- Roles, people, workspaces, flags. Two roles without login: `olympus_app` sees one tenant at a time,
-- `olympus_dispatcher` does the few jobs that cross tenants. The connection's own role owns the tables and is put
-- aside at once (SET ROLE), so that a forgotten WHERE meets row security.

do $$
begin
    create role olympus_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
    create role olympus_dispatcher nologin;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
    execute format('grant olympus_app, olympus_dispatcher to %I', current_user);
exception when unique_violation then null;
end $$;

grant usage on schema public to olympus_app, olympus_dispatcher;

-- The tenant, person and presented secret of the running transaction; NULL (and so no rows) where none is set.
create function current_tenant() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.tenant_id', true), '')::uuid;
create function current_person() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.user_id', true), '')::uuid;
create function presented_secret() returns bytea language sql stable parallel safe
    return decode(nullif(current_setting('app.secret_hash', true), ''), 'hex');

create table users (
    id uuid primary key,
    email text not null unique check (email = lower(email)),
    name text not null,
    password_hash text not null,
    created_at timestamptz not null
);

create table tenants (
    id uuid primary key,
    name text not null check (length(name) between 1 and 80),
    industry text not null,
    preset jsonb not null,
    tier text not null default 'free' check (tier in ('free', 'starter', 'professional', 'ultimate', 'enterprise')),
    created_at timestamptz not null
);

create table tenant_members (
    tenant_id uuid not null references tenants on delete cascade,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in ('owner', 'admin', 'builder', 'reviewer', 'viewer')),
    created_at timestamptz not null,
    primary key (tenant_id, user_id)
);
create index tenant_members_by_user on tenant_members (user_id);

-- Sessions are found by the hash of their token, before any tenant is known.
create table sessions (
    id uuid primary key,
    token_hash bytea not null unique check (length(token_hash) = 32),
    user_id uuid not null references users on delete cascade,
    tenant_id uuid not null references tenants on delete cascade,
    ip text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_at);

create table api_keys (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    user_id uuid not null references users on delete cascade,
    name text not null check (length(name) between 1 and 80),
    prefix text not null,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    created_at timestamptz not null,
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz
);
create index api_keys_by_tenant on api_keys (tenant_id, created_at);

create table feature_flags (
    name text primary key,
    enabled boolean not null,
    updated_at timestamptz not null,
    updated_by text not null
);

-- Keys that all processes share and nobody configures: made at first start.
create table server_keys (
    name text primary key,
    key bytea not null check (length(key) = 32),
    created_at timestamptz not null
);

-- What happened, written in the transaction that made it happen; subscribers read it in order.
create table outbox (
    id bigint generated always as identity primary key,
    tenant_id uuid not null,
    topic text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    handled_at timestamptz
);
create index outbox_unhandled on outbox (id) where handled_at is null;

grant select, insert, update, delete on users, sessions to olympus_app;
grant select, insert, update on tenants, tenant_members, api_keys to olympus_app;
grant select on feature_flags to olympus_app;
grant insert on outbox to olympus_app;
grant select, insert on server_keys to olympus_app;
grant select on tenants to olympus_dispatcher;
grant select, insert, update on feature_flags to olympus_dispatcher;
grant select, update, delete on outbox to olympus_dispatcher;
grant select, delete on sessions to olympus_dispatcher;

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants to olympus_app using (id = (select current_tenant()));
create policy dispatcher on tenants for select to olympus_dispatcher using (true);

alter table tenant_members enable row level security;
alter table tenant_members force row level security;
create policy tenant on tenant_members to olympus_app
    using (tenant_id = (select current_tenant()) or user_id = (select current_person()))
    with check (tenant_id = (select current_tenant()));

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys to olympus_app
    using (tenant_id = (select current_tenant()) or secret_hash = (select presented_secret()))
    with check (tenant_id = (select current_tenant()) or secret_hash = (select presented_secret()));

alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant on outbox to olympus_app using (tenant_id = (select current_tenant()));
create policy dispatcher on outbox to olympus_dispatcher using (true);
