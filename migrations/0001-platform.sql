-- The ground: the role the application works as, the audit chain, secrets and settings.

do $$ begin
  if not exists (select from pg_roles where rolname = 'tongsheng_app') then
    create role tongsheng_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
grant tongsheng_app to current_user;

-- Makes a schema usable by the application: rows yes, structure no. Called at the end of each migration.
create function public.open_schema(name text) returns void language plpgsql as $$
begin
  execute format('grant usage on schema %I to tongsheng_app', name);
  execute format('grant select, insert, update, delete on all tables in schema %I to tongsheng_app', name);
  execute format('grant usage, select on all sequences in schema %I to tongsheng_app', name);
  execute format('grant execute on all functions in schema %I to tongsheng_app', name);
end $$;

-- Refuses every change of a row that has been written: for editions, signatures, receipts, audit.
create function public.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or removed', tg_table_schema || '.' || tg_table_name using errcode = 'TS001';
end $$;

-- Declares a table append-only, against the application and against the owner's mistakes alike.
create function public.append_only(target regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %s for each row execute function public.refuse_change()', target);
  execute format('create trigger append_only_all before truncate on %s for each statement execute function public.refuse_change()', target);
  execute format('revoke update, delete, truncate on %s from tongsheng_app', target);
end $$;

create schema audit;

create table audit.head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into audit.head (seq, hash) values (0, repeat('0', 64));

create table audit.entry (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  unit_id uuid not null,
  unit_name text not null,
  action text not null,
  outcome text not null default 'done' check (outcome in ('done', 'refused', 'failed')),
  subject_type text not null,
  subject_id text not null,
  facts text not null,
  request_id text not null,
  prev_hash text not null,
  hash text not null
);
create index entry_subject on audit.entry (subject_type, subject_id, seq desc);
create index entry_actor on audit.entry (actor_id, seq desc);
create index entry_unit on audit.entry (unit_id, seq desc);
create index entry_action on audit.entry (action, seq desc);
create index entry_at on audit.entry (at desc);

-- The text that is hashed: fields in fixed order, each as JSON, so that nothing can be moved from one field to the next.
create function audit.line(e audit.entry) returns text language sql immutable as $$
  select '[' || e.seq || ',' || to_json(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text || ',' || to_json(e.actor_id::text)::text
    || ',' || to_json(e.actor_name)::text || ',' || to_json(e.unit_id::text)::text || ',' || to_json(e.unit_name)::text
    || ',' || to_json(e.action)::text || ',' || to_json(e.outcome)::text || ',' || to_json(e.subject_type)::text
    || ',' || to_json(e.subject_id)::text || ',' || to_json(e.facts)::text || ',' || to_json(e.request_id)::text
    || ',' || to_json(e.prev_hash)::text || ']'
$$;

-- Numbers and chains each row. The head is locked until commit, so there is one order and no gap; callers append last.
create function audit.chain() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare head audit.head;
begin
  select * into head from audit.head for update;
  new.seq := head.seq + 1;
  new.prev_hash := head.hash;
  new.hash := encode(sha256(convert_to(audit.line(new), 'UTF8')), 'hex');
  update audit.head set seq = new.seq, hash = new.hash;
  return new;
end $$;
create trigger chain before insert on audit.entry for each row execute function audit.chain();

select public.open_schema('audit');
select public.append_only('audit.entry');
revoke insert, update, delete, truncate on audit.head from tongsheng_app;

create schema platform;
-- House-wide switches, such as "nothing leaves the house" after a restore.
create table platform.switch (
  name text primary key,
  value text not null,
  changed_at timestamptz not null
);
-- Which processes are alive: health is red when a role has none.
create table platform.heartbeat (
  process_id uuid primary key,
  role text not null check (role in ('web', 'worker')),
  host text not null,
  started_at timestamptz not null,
  beat_at timestamptz not null
);
select public.open_schema('platform');
grant usage on schema public to tongsheng_app;
