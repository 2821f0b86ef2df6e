-- Builds: the request, its agents' runs, events, files, costs; and guests' kept requests.

create table builds (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    created_by uuid not null references users,
    parent_id uuid references builds,
    version integer not null default 1 check (version >= 1),
    title text not null,
    description text not null check (length(description) between 10 and 10000),
    request jsonb not null,
    depth text not null check (depth in ('starter', 'professional', 'ultimate', 'enterprise')),
    plan jsonb not null,
    quote jsonb not null,
    status text not null check (status in ('queued', 'running', 'paused', 'parked', 'completed', 'failed', 'cancelled')),
    reason text,
    event_seq bigint not null default 0,
    lease_fence bigint not null default 0,
    lease_owner text,
    lease_expires_at timestamptz,
    created_at timestamptz not null,
    queued_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    check ((status = 'running') = (lease_expires_at is not null)),
    check ((status in ('completed', 'failed', 'cancelled')) = (finished_at is not null))
);
create index builds_by_tenant on builds (tenant_id, created_at desc, id desc);
create index builds_waiting on builds (queued_at, id) where status = 'queued';
create index builds_running on builds (tenant_id, lease_expires_at) where status = 'running';

create table agent_runs (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    agent_id text not null,
    attempt integer not null check (attempt >= 1),
    status text not null check (status in ('running', 'completed', 'failed')),
    started_at timestamptz not null,
    finished_at timestamptz,
    error text,
    primary key (build_id, agent_id, attempt)
);
create index agent_runs_by_tenant on agent_runs (tenant_id, build_id);
-- Finishing twice does nothing twice.
create unique index agent_runs_one_completion on agent_runs (build_id, agent_id) where status = 'completed';

create table build_events (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    seq bigint not null check (seq >= 1),
    event text not null,
    data jsonb not null,
    at timestamptz not null,
    primary key (build_id, seq)
);
create index build_events_by_tenant on build_events (tenant_id, build_id, seq);

-- Contents by their hash, so that versions share what is equal. Per tenant: a hash must not tell what others keep.
create table blobs (
    tenant_id uuid not null references tenants on delete cascade,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea not null,
    primary key (tenant_id, sha256)
);

create table build_files (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    path text not null check (path <> '' and path !~ '(^/|\.\.|\\)'),
    sha256 bytea not null,
    bytes bigint not null check (bytes >= 0),
    agent_id text not null,
    primary key (build_id, path),
    foreign key (tenant_id, sha256) references blobs (tenant_id, sha256)
);
create index build_files_by_tenant on build_files (tenant_id, build_id, path);

create table build_costs (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    agent_id text not null,
    attempt integer not null,
    phase text not null,
    tokens_in bigint not null check (tokens_in >= 0),
    tokens_out bigint not null check (tokens_out >= 0),
    cost_usd numeric(24, 12) not null check (cost_usd >= 0),
    at timestamptz not null,
    primary key (build_id, agent_id, attempt)
);
create index build_costs_by_tenant on build_costs (tenant_id, at);

create table quote_scores (
    build_id uuid primary key references builds on delete cascade,
    tenant_id uuid not null references tenants on delete cascade,
    model_version text not null,
    quoted_usd numeric(24, 12) not null,
    actual_usd numeric(24, 12) not null,
    quoted_seconds integer not null,
    actual_seconds double precision not null,
    at timestamptz not null
);
create index quote_scores_by_tenant on quote_scores (tenant_id, at);

-- A guest's request, found by whoever presents the link's secret; a row of nobody's until one account claims it.
create table build_queue (
    id uuid primary key,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    request jsonb not null,
    quote jsonb not null,
    status text not null default 'pending' check (status in ('pending', 'claimed', 'expired')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    claimed_at timestamptz,
    tenant_id uuid references tenants on delete cascade,
    build_id uuid references builds on delete set null,
    check ((status = 'claimed') = (claimed_at is not null))
);
create index build_queue_pending on build_queue (expires_at) where status = 'pending';
create index build_queue_by_tenant on build_queue (tenant_id);

do $$
declare
    name text;
begin
    foreach name in array array['builds', 'agent_runs', 'build_events', 'blobs', 'build_files', 'build_costs', 'quote_scores']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to olympus_app using (tenant_id = (select current_tenant()))', name);
        execute format('grant select, insert, update, delete on %I to olympus_app', name);
    end loop;
end $$;

alter table build_queue enable row level security;
alter table build_queue force row level security;
create policy link on build_queue to olympus_app
    using (secret_hash = (select presented_secret()) or tenant_id = (select current_tenant()))
    with check (secret_hash = (select presented_secret()) or tenant_id = (select current_tenant()));
grant select, insert, update on build_queue to olympus_app;

grant select, update on builds to olympus_dispatcher;
create policy dispatcher on builds to olympus_dispatcher using (true);
grant select, update, delete on build_queue to olympus_dispatcher;
create policy dispatcher on build_queue to olympus_dispatcher using (true);
grant select, insert on quote_scores to olympus_dispatcher;
create policy dispatcher on quote_scores to olympus_dispatcher using (true);
