-- Versions of an application, the history of its files, attempts that checks sent back, refunds, and shared views.

-- Versions of one application share `root_id`; each names the version that it was made from.
alter table builds add column root_id uuid references builds;
update builds set root_id = id;
alter table builds alter column root_id set not null;
-- What was to be different from the parent; nothing in a first version and in a restored one.
alter table builds add column instruction text check (length(instruction) between 3 and 2000);
-- The parent's event from which it was branched; nothing: its end.
alter table builds add column branched_seq bigint check (branched_seq >= 0);
-- Everybody who makes a part of the application: this version's agents and earlier ones'.
alter table builds add column team jsonb not null default '[]';
update builds set team = coalesce((select jsonb_agg(one -> 'agentId') from jsonb_array_elements(plan -> 'agents') one), '[]');
create unique index builds_versions on builds (root_id, version);

-- A run that was completed and that a check over the whole application sent back.
alter table agent_runs drop constraint agent_runs_status_check;
alter table agent_runs add constraint agent_runs_status_check
    check (status in ('running', 'completed', 'failed', 'superseded'));

-- A file is there from the event `made_seq` on (0: it came with the version before) and, where it was replaced, until `gone_seq`.
alter table build_files add column made_seq bigint not null default 0 check (made_seq >= 0);
alter table build_files add column gone_seq bigint check (gone_seq > made_seq);
update build_files f set made_seq = e.seq
from build_events e
where e.build_id = f.build_id and e.event = 'agent_completed' and e.data -> 'artifacts' ? f.path;
alter table build_files drop constraint build_files_pkey;
alter table build_files add primary key (build_id, path, made_seq);
create unique index build_files_current on build_files (build_id, path) where gone_seq is null;

-- A build that fails gives back what it cost; one line for each failure, so that a second try cannot be given back twice.
create table build_refunds (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    failure integer not null check (failure >= 1),
    amount_usd numeric(24, 12) not null check (amount_usd > 0),
    reason text not null,
    at timestamptz not null,
    primary key (build_id, failure)
);
create index build_refunds_by_tenant on build_refunds (tenant_id, at);

-- A read-only view of one application for whoever has the link, until it is revoked. The link is signed, not stored.
create table build_shares (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    created_by uuid not null references users,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index build_shares_by_tenant on build_shares (tenant_id, build_id);
create unique index build_shares_one_open on build_shares (build_id) where revoked_at is null;

do $$
declare
    name text;
begin
    foreach name in array array['build_refunds', 'build_shares']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to olympus_app using (tenant_id = (select current_tenant()))', name);
        execute format('grant select, insert, update on %I to olympus_app', name);
    end loop;
end $$;
