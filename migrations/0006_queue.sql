-- The queue as a room of its own: waiting and leased jobs, who comes next across workspaces, and what workers announce.
-- A build keeps its state and the fence that it was last started with; who may work on it stands here.

-- A lease's number is higher than every earlier one, of whatever build.
create sequence queue_fences;
select setval('queue_fences', (select coalesce(max(lease_fence), 0) + 1 from builds));

create table queue_jobs (
    id uuid primary key,
    tenant_id uuid not null references tenants on delete cascade,
    -- 0: goes on where it stopped, 1: new.
    class smallint not null check (class in (0, 1)),
    seconds integer not null check (seconds > 0),
    seq bigint generated always as identity,
    enqueued_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'leased')),
    fence bigint not null default 0,
    lease_owner text,
    leased_at timestamptz,
    lease_expires_at timestamptz,
    check ((state = 'leased') = (lease_expires_at is not null)),
    check ((state = 'leased') = (leased_at is not null))
) with (autovacuum_vacuum_scale_factor = 0.02);
create index queue_jobs_waiting on queue_jobs (tenant_id, class, seq) include (seconds) where state = 'waiting';
create index queue_jobs_leased on queue_jobs (lease_expires_at) where state = 'leased';
create index queue_jobs_running on queue_jobs (tenant_id) where state = 'leased';

-- What has changed for a workspace and is not yet in its schedule. Only ever inserted, so that whoever enqueues waits for
-- nobody; the dispatcher folds it. Read whole, never by tenant, so it has no index for that.
create table queue_changes (
    id bigint generated always as identity primary key,
    tenant_id uuid not null references tenants on delete cascade,
    waiting integer not null default 0,
    running integer not null default 0,
    -- The plan: a null cap is none. Where `is_plan` is false it only serves a workspace that has no schedule yet.
    cap integer check (cap > 0),
    weight integer check (weight > 0),
    is_plan boolean not null default false
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);

-- Start-time fair queueing (Goyal, Vin and Cheng 1996): each workspace's last finish tag. `ready` has work and a free slot.
create table tenant_schedules (
    tenant_id uuid primary key references tenants on delete cascade,
    waiting bigint not null default 0,
    running bigint not null default 0,
    cap integer,
    weight integer not null,
    finish double precision not null default 0,
    ready boolean generated always as (waiting > 0 and (cap is null or running < cap)) stored
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);
create index tenant_schedules_ready on tenant_schedules (finish, tenant_id) where ready;

-- The start tag of the job that was last given out. One row.
create table queue_clock (
    singleton boolean primary key default true check (singleton),
    virtual_time double precision not null default 0
);
insert into queue_clock default values;

-- Workers announce themselves; whoever is silent too long is forgotten.
create table queue_workers (
    owner text primary key,
    slots integer not null check (slots >= 0),
    seen_at timestamptz not null
);

-- What a waiting build's estimate rests on, of no tenant: slots announced, weights of those who have work, and how measured
-- durations compare with quoted ones. One row.
create table queue_load (
    singleton boolean primary key default true check (singleton),
    slots integer not null default 0,
    running bigint not null default 0,
    waiting bigint not null default 0,
    weight bigint not null default 0,
    pace_low double precision,
    pace_expected double precision,
    pace_high double precision,
    pace_n integer not null default 0
);
insert into queue_load default values;

-- A build's lease stands in queue_jobs from now on; the old columns stay unused.
alter table builds drop constraint builds_check;
-- Where it is paused: what the next agent needs. Where it is parked: when its month begins. `admitted_month`: the month whose
-- count it is in; nothing where it does not count (any more).
alter table builds add column paused_for_usd numeric(24, 12) check (paused_for_usd > 0);
alter table builds add column starts_at timestamptz;
alter table builds add column admitted_month date;
-- The last place that was told, so that only what has changed is told again.
alter table builds add column told_place jsonb;
alter table builds add constraint builds_parked_until check ((status = 'parked') = (starts_at is not null));
create index builds_held on builds (tenant_id, status) where status in ('paused', 'parked');
-- An owner who is no superuser would see no rows under forced row security.
alter table builds no force row level security;
alter table tenants no force row level security;
update builds set admitted_month = date_trunc('month', created_at at time zone 'utc')::date where status <> 'failed';

-- What waits or runs at this moment goes on by the new way.
insert into queue_jobs (id, tenant_id, class, seconds, enqueued_at)
select id, tenant_id, case when started_at is null then 1 else 0 end,
       greatest(coalesce((quote -> 'duration' ->> 'expected')::integer, 60), 1), queued_at
from builds where status in ('queued', 'running') order by queued_at, id;
insert into queue_changes (tenant_id, waiting, cap, weight)
select j.tenant_id, count(*),
       case t.tier when 'free' then 1 when 'starter' then 2 when 'professional' then 5 when 'ultimate' then 10 end,
       case t.tier when 'free' then 1 when 'starter' then 2 when 'professional' then 4 when 'ultimate' then 8 else 16 end
from queue_jobs j join tenants t on t.id = j.tenant_id group by j.tenant_id, t.tier;
alter table builds force row level security;
alter table tenants force row level security;

alter table queue_jobs enable row level security;
alter table queue_jobs force row level security;
create policy tenant on queue_jobs to olympus_app using (tenant_id = (select current_tenant()));
create policy dispatcher on queue_jobs to olympus_dispatcher using (true);
alter table queue_changes enable row level security;
alter table queue_changes force row level security;
create policy tenant on queue_changes to olympus_app using (tenant_id = (select current_tenant()));
create policy dispatcher on queue_changes to olympus_dispatcher using (true);
alter table tenant_schedules enable row level security;
alter table tenant_schedules force row level security;
create policy tenant on tenant_schedules for select to olympus_app using (tenant_id = (select current_tenant()));
create policy dispatcher on tenant_schedules to olympus_dispatcher using (true);

grant select, insert, update, delete on queue_jobs to olympus_app;
grant select, insert on queue_changes to olympus_app;
grant select on tenant_schedules, queue_load to olympus_app;
grant select, update on queue_jobs to olympus_dispatcher;
grant select, delete on queue_changes to olympus_dispatcher;
grant select, insert, update on tenant_schedules to olympus_dispatcher;
grant select, update on queue_clock, queue_load to olympus_dispatcher;
grant select, insert, update, delete on queue_workers to olympus_dispatcher;
grant usage on sequence queue_fences to olympus_dispatcher;

-- Adds up what has changed. Under the caller's lock: one at a time.
create function queue_fold() returns void language sql as $$
    with folded as (
        delete from queue_changes returning *
    ), sums as (
        select tenant_id, sum(waiting) as waiting, sum(running) as running, bool_or(is_plan) as is_plan,
               (array_agg(cap order by is_plan desc, id desc) filter (where weight is not null))[1] as cap,
               (array_agg(weight order by is_plan desc, id desc) filter (where weight is not null))[1] as weight
        from folded group by tenant_id
    ), known as (
        update tenant_schedules s
        set waiting = s.waiting + sums.waiting, running = s.running + sums.running,
            cap = case when sums.is_plan then sums.cap else s.cap end,
            weight = case when sums.is_plan then sums.weight else s.weight end
        from sums where sums.tenant_id = s.tenant_id
        returning s.tenant_id
    )
    insert into tenant_schedules (tenant_id, waiting, running, cap, weight)
    select tenant_id, waiting, running, cap, coalesce(weight, 1) from sums
    where not exists (select from known where known.tenant_id = sums.tenant_id)
$$;

-- Gives out up to `slots` jobs: first those whose lease lapsed (their slot is already counted), then by fairness. One
-- dispatcher at a time in all processes, so that caps and tags hold exactly.
create function queue_take(owner_name text, slots integer, at timestamptz, until timestamptz)
returns table (job_id uuid, job_tenant uuid, job_fence bigint) language plpgsql as $$
declare
    free integer := slots;
    counted integer;
    clock double precision;
    start double precision;
    schedule record;
    job record;
    passed uuid[] := '{}';
begin
    perform pg_advisory_xact_lock(1380273493, 1);
    perform queue_fold();
    return query
        update queue_jobs j
        set lease_owner = owner_name, leased_at = at, lease_expires_at = until, fence = nextval('queue_fences')
        from (
            select q.id from queue_jobs q where q.state = 'leased' and q.lease_expires_at <= at
            order by q.lease_expires_at limit free for update skip locked
        ) lapsed
        where j.id = lapsed.id
        returning j.id, j.tenant_id, j.fence;
    get diagnostics counted = row_count;
    free := free - counted;
    select virtual_time into clock from queue_clock;
    while free > 0 loop
        select s.tenant_id, s.weight, s.finish into schedule from tenant_schedules s
        where s.ready and s.tenant_id <> all (passed) order by s.finish, s.tenant_id limit 1;
        exit when not found;
        -- Whoever is locked is being withdrawn.
        select q.id, q.seconds into job from queue_jobs q
        where q.tenant_id = schedule.tenant_id and q.state = 'waiting' order by q.class, q.seq limit 1
        for update skip locked;
        if not found then
            passed := passed || schedule.tenant_id;
            continue;
        end if;
        start := greatest(clock, schedule.finish);
        clock := start;
        update tenant_schedules s
        set waiting = s.waiting - 1, running = s.running + 1, finish = start + job.seconds::double precision / s.weight
        where s.tenant_id = schedule.tenant_id;
        return query
            update queue_jobs j
            set state = 'leased', lease_owner = owner_name, leased_at = at, lease_expires_at = until,
                fence = nextval('queue_fences')
            where j.id = job.id
            returning j.id, j.tenant_id, j.fence;
        free := free - 1;
    end loop;
    update queue_clock set virtual_time = clock where virtual_time < clock;
end $$;

-- A worker announces itself; the load is counted anew.
create function queue_announce(owner_name text, owner_slots integer, at timestamptz, silent_since timestamptz)
returns void language plpgsql as $$
begin
    insert into queue_workers (owner, slots, seen_at) values (owner_name, owner_slots, at)
    on conflict (owner) do update set slots = excluded.slots, seen_at = excluded.seen_at;
    delete from queue_workers w where w.seen_at < silent_since or w.slots = 0;
    update queue_load l
    set slots = (select coalesce(sum(w.slots), 0) from queue_workers w), running = busy.running, waiting = busy.waiting,
        weight = busy.weight
    from (
        select coalesce(sum(s.running), 0) as running, coalesce(sum(s.waiting), 0) as waiting,
               coalesce(sum(s.weight), 0) as weight
        from tenant_schedules s where s.waiting > 0 or s.running > 0
    ) busy;
end $$;
