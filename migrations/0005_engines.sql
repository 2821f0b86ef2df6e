-- A workspace's own engine. The provider's key is sealed by the server; its last four characters are kept to recognise it by.

create table tenant_engines (
    tenant_id uuid primary key references tenants on delete cascade,
    engine text not null check (engine in ('blueprint', 'anthropic', 'openai', 'compatible')),
    url text check (length(url) <= 500),
    models jsonb,
    sealed_key bytea,
    key_nonce bytea check (length(key_nonce) = 24),
    key_last_four text check (length(key_last_four) <= 4),
    safety_net boolean not null,
    updated_by uuid not null references users,
    updated_at timestamptz not null,
    check ((engine = 'blueprint') = (url is null)),
    check ((engine = 'blueprint') = (models is null)),
    check ((sealed_key is null) = (key_nonce is null)),
    check ((sealed_key is null) = (key_last_four is null)),
    check (engine <> 'blueprint' or sealed_key is null)
);

alter table tenant_engines enable row level security;
alter table tenant_engines force row level security;
create policy tenant on tenant_engines to olympus_app using (tenant_id = (select current_tenant()));
grant select, insert, update, delete on tenant_engines to olympus_app;
