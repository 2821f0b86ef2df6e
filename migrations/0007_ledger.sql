-- The ledger's month: what is reserved, charged and given back, kept beside the lines in the same transactions. Its row in
-- `tenant_usage` is also the lock of a workspace's month: whoever reserves, settles or changes the budget takes it first.

-- An owner who is no superuser would see no rows under forced row security.
alter table tenant_usage no force row level security;
alter table builds no force row level security;
alter table build_costs no force row level security;
alter table build_refunds no force row level security;

-- The month that a line counts in: that of its reservation.
alter table build_costs add column month date check (extract(day from month) = 1);
update build_costs set month = date_trunc('month', at at time zone 'utc')::date;
alter table build_costs alter column month set not null;
-- What a run cost beyond its reservation; nobody pays it.
alter table build_costs add column waived_usd numeric(24, 12) not null default 0 check (waived_usd >= 0);
create index build_costs_by_month on build_costs (tenant_id, month);

-- `cost_usd` is the sum of the month's lines, `refunded_usd` what was given back in it; net use is the difference.
alter table tenant_usage add column reserved_usd numeric(24, 12) not null default 0 check (reserved_usd >= 0);
alter table tenant_usage add column refunded_usd numeric(24, 12) not null default 0 check (refunded_usd >= 0);
alter table tenant_usage add column builds_admitted integer not null default 0 check (builds_admitted >= 0);
alter table tenant_usage add constraint tenant_usage_counts
    check (builds_created >= 0 and builds_completed >= 0 and builds_failed >= 0 and tokens >= 0 and cost_usd >= 0);
-- One row takes every write of a workspace: room for its new versions on the same page.
alter table tenant_usage set (fillfactor = 50);

-- Months that were before anybody counted.
delete from tenant_usage;
insert into tenant_usage (tenant_id, month, builds_created, builds_admitted, builds_completed, builds_failed, tokens, cost_usd,
                          refunded_usd)
select tenant_id, month, sum(created), sum(admitted), sum(completed), sum(failed), sum(tokens), sum(cost), sum(refunded)
from (
    select tenant_id, date_trunc('month', created_at at time zone 'utc')::date as month, 1 as created, 0 as admitted,
           0 as completed, 0 as failed, 0::bigint as tokens, 0::numeric as cost, 0::numeric as refunded
    from builds
    union all
    select tenant_id, admitted_month, 0, 1, 0, 0, 0, 0, 0 from builds where admitted_month is not null
    union all
    select tenant_id, date_trunc('month', finished_at at time zone 'utc')::date, 0, 0, (status = 'completed')::integer,
           (status = 'failed')::integer, 0, 0, 0
    from builds where status in ('completed', 'failed')
    union all
    select tenant_id, month, 0, 0, 0, 0, tokens_in + tokens_out, cost_usd, 0 from build_costs
    union all
    select tenant_id, date_trunc('month', at at time zone 'utc')::date, 0, 0, 0, 0, 0, 0, amount_usd from build_refunds
) counted
group by tenant_id, month;

alter table tenant_usage force row level security;
alter table builds force row level security;
alter table build_costs force row level security;
alter table build_refunds force row level security;

-- What runs may cost at most, until they are settled or given up. A row here is part of `reserved_usd` of its month.
create table cost_reservations (
    tenant_id uuid not null references tenants on delete cascade,
    build_id uuid not null references builds on delete cascade,
    agent_id text not null,
    attempt integer not null check (attempt >= 1),
    month date not null check (extract(day from month) = 1),
    amount_usd numeric(24, 12) not null check (amount_usd >= 0),
    at timestamptz not null,
    primary key (build_id, agent_id, attempt),
    foreign key (tenant_id, month) references tenant_usage on delete cascade
);
create index cost_reservations_by_tenant on cost_reservations (tenant_id, month);

-- One a workspace; without an amount there is none.
create table budgets (
    tenant_id uuid primary key references tenants on delete cascade,
    monthly_usd numeric(24, 12) check (monthly_usd > 0),
    action text not null check (action in ('warn', 'stop')),
    updated_by uuid not null references users,
    updated_at timestamptz not null
);

-- Parts of a budget whose use was told, each once a month for the same budget.
create table budget_alerts (
    tenant_id uuid not null references tenants on delete cascade,
    month date not null check (extract(day from month) = 1),
    threshold smallint not null check (threshold in (50, 80, 100)),
    limit_usd numeric(24, 12) not null check (limit_usd > 0),
    used_usd numeric(24, 12) not null,
    at timestamptz not null,
    primary key (tenant_id, month, threshold, limit_usd)
);

do $$
declare
    name text;
begin
    foreach name in array array['cost_reservations', 'budgets', 'budget_alerts']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to olympus_app using (tenant_id = (select current_tenant()))', name);
    end loop;
end $$;
grant select, insert, delete on cost_reservations to olympus_app;
grant select, insert, update on budgets to olympus_app;
grant select, insert on budget_alerts to olympus_app;
