-- 账号: the channel accounts of the units, their keepers, secrets and health.
create schema channels;

create table channels.account (
  id uuid primary key,
  connector_id text not null,
  unit_id uuid not null,
  name text not null check (name <> ''),
  config text not null,
  registration_no text not null default '',
  owner_person_id uuid not null,
  successor_person_id uuid,
  audience text not null default 'public' check (audience in ('public', 'staff')),
  state text not null check (state in ('active', 'suspended', 'closed')),
  state_reason text not null default '',
  health text not null default 'unknown' check (health in ('unknown', 'well', 'ill')),
  health_detail text not null default '',
  health_at timestamptz,
  last_post_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index account_name on channels.account (unit_id, connector_id, name) where state <> 'closed';
create index account_unit on channels.account (unit_id);

create table channels.secret (
  account_id uuid not null references channels.account,
  name text not null,
  sealed text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (account_id, name)
);

select public.open_schema('channels');
