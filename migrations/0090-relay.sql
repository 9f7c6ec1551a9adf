-- 联动转发: one unit asks the accounts of others to pass on what is public, and sees that it was done.
create schema relay;

create table relay.number_series (
  year int primary key,
  last int not null
);

-- Title is copied as it stood when the order went out; the piece lives in another schema and may be corrected.
create table relay.relay_order (
  id uuid primary key,
  number text not null unique,
  piece_id uuid not null,
  edition_number int not null,
  title text not null check (title <> ''),
  unit_id uuid not null,
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  region_code text not null,
  note text not null,
  due_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  issued_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check (due_at > issued_at),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index relay_order_newest on relay.relay_order (issued_at desc);
create index relay_order_piece on relay.relay_order (piece_id);

-- One account that is to pass it on. `stale` says that the piece was corrected or taken back after it was passed on.
create table relay.target (
  id uuid primary key,
  order_id uuid not null references relay.relay_order,
  account_id uuid not null,
  account_label text not null,
  connector_id text not null,
  unit_id uuid not null,
  unit_name text not null,
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  region_code text not null,
  state text not null check (state in ('issued', 'acknowledged', 'relayed', 'verified', 'unable', 'withdrawn', 'retracted')),
  stale text check (stale in ('corrected', 'recalled')),
  link text,
  relayed_at timestamptz,
  relayed_by uuid,
  relayed_by_name text,
  acknowledged_at timestamptz,
  verified_at timestamptz,
  verified_by_name text,
  reason text,
  chased_at timestamptz,
  overdue_at timestamptz,
  updated_at timestamptz not null,
  unique (order_id, account_id),
  check (state not in ('relayed', 'verified') or (link is not null and relayed_at is not null and relayed_by is not null)),
  check (state <> 'unable' or coalesce(reason, '') <> '')
);
create unique index target_link on relay.target (order_id, link) where link is not null;
create index target_unit on relay.target (unit_id, state);
create index target_waiting on relay.target (order_id) where state in ('issued', 'acknowledged');

-- Everything that happened to an order, in the order it happened.
create table relay.event (
  id uuid primary key,
  seq bigint generated always as identity,
  order_id uuid not null references relay.relay_order,
  kind text not null,
  note text,
  facts text not null default '{}',
  by_person uuid not null,
  by_name text not null,
  unit_id uuid not null,
  unit_name text not null,
  at timestamptz not null
);
create index event_order on relay.event (order_id, seq);

select public.open_schema('relay');
select public.append_only('relay.event');
revoke delete, truncate on relay.relay_order, relay.target from tongsheng_app;
