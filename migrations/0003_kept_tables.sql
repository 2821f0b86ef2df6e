-- The other tables whose names operators of the older service know: usage, facts, memory, webhooks, rate limits.
-- They keep their names and take rows as the rooms that own them come to life.

create table tenant_usage (
    tenant_id uuid not null references tenants on delete cascade,
    month date not null check (extract(day from month) = 1),
    builds_created integer not null default 0,
    builds_completed integer not null default 0,
    builds_failed integer not null default 0,
    tokens bigint not null default 0,
    cost_usd numeric(24, 12) not null default 0,
    primary key (tenant_id, month)
);

create table build_analytics (
    build_id uuid primary key references builds on delete cascade,
    tenant_id uuid not null references tenants on delete cascade,
    features text[] not null,
    agents integer not null,
    tokens bigint not null,
    cost_usd numeric(24, 12) not null,
    duration_ms bigint not null,
    succeeded boolean not null,
    at timestamptz not null
);
create index build_analytics_by_tenant on build_analytics (tenant_id, at);

create table build_memory (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    preference text not null,
    value jsonb not null,
    confidence double precision not null check (confidence between 0 and 1),
    evidence jsonb not null,
    pinned boolean not null default false,
    created_at timestamptz not null,
    last_used_at timestamptz,
    unique (tenant_id, preference)
);

create table tenant_webhooks (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    kind text not null check (kind in ('custom', 'slack', 'discord')),
    url text not null,
    topics text[] not null,
    enabled boolean not null default true,
    created_at timestamptz not null
);
create index tenant_webhooks_by_tenant on tenant_webhooks (tenant_id);

create table rate_limits (
    tenant_id uuid not null references tenants on delete cascade,
    policy text not null,
    quota integer not null check (quota > 0),
    window_seconds integer not null check (window_seconds > 0),
    primary key (tenant_id, policy)
);

do $$
declare
    name text;
begin
    foreach name in array array['tenant_usage', 'build_analytics', 'build_memory', 'tenant_webhooks', 'rate_limits']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to olympus_app using (tenant_id = (select current_tenant()))', name);
        execute format('grant select, insert, update, delete on %I to olympus_app', name);
    end loop;
end $$;
