-- LED screens: which account they belong to, what they are to show, and what they say they showed.

create schema signage;

create table signage.screen (
  id uuid primary key,
  account_id uuid not null,
  unit_id uuid not null,
  name text not null,
  place text not null,
  token_hash text not null unique,
  registered_at timestamptz not null,
  last_seen_at timestamptz,
  retired_at timestamptz
);
create index screen_account on signage.screen (account_id) where retired_at is null;
create index screen_unit on signage.screen (unit_id);

create table signage.entry (
  id uuid primary key,
  key text not null unique,
  account_id uuid not null,
  piece_id uuid not null,
  edition integer not null check (edition >= 1),
  payload text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  priority smallint not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create index entry_showing on signage.entry (account_id, priority, valid_from desc) where withdrawn_at is null;
create unique index entry_one_edition on signage.entry (account_id, piece_id, edition);
create unique index entry_one_showing on signage.entry (account_id, piece_id) where withdrawn_at is null;

-- A piece taken back from an account's screens never comes back to them.
create table signage.recall (
  key text primary key,
  account_id uuid not null,
  piece_id uuid not null,
  reason text not null,
  recalled_at timestamptz not null,
  unique (account_id, piece_id)
);

create table signage.proof (
  id uuid primary key,
  screen_id uuid not null references signage.screen,
  entry_id uuid not null references signage.entry,
  rev text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= started_at),
  received_at timestamptz not null
);
create index proof_entry on signage.proof (entry_id, started_at);
create index proof_screen on signage.proof (screen_id, started_at desc);

select public.open_schema('signage');
select public.append_only('signage.recall');
select public.append_only('signage.proof');
revoke delete, truncate on signage.screen, signage.entry from tongsheng_app;

-- What a screen was told to show is never rewritten; it can only be taken down, once.
create function signage.entry_stays() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
    or (new.id, new.key, new.account_id, new.piece_id, new.edition, new.payload, new.sha256, new.priority, new.valid_from)
       is distinct from (old.id, old.key, old.account_id, old.piece_id, old.edition, old.payload, old.sha256, old.priority, old.valid_from)
    or new.valid_until is distinct from old.valid_until then
    raise exception 'signage.entry % is never rewritten', old.id using errcode = 'TS001';
  end if;
  return new;
end $$;
create trigger entry_stays before update on signage.entry for each row execute function signage.entry_stays();
