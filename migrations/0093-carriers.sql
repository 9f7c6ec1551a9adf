-- 运营商短信发布请求 (clause 3.1): what carriers were asked to send to which regions, and the counts they returned. No column is for a number of anybody (refusal 8).
create schema carriers;

create table carriers.number_series (
  year int primary key,
  last int not null
);

-- One request under its number. What was signed never changes; the window of sending is laid down anew each time it is handed in, until the carrier has it.
create table carriers.request (
  id uuid primary key,
  number text not null unique,
  key text not null unique,
  account_id uuid not null,
  unit_id uuid not null,
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  region_code text not null,
  piece_id uuid not null,
  edition int not null check (edition >= 1),
  kind text not null check (kind in ('send', 'cancel', 'further')),
  title text not null check (title <> ''),
  addressee text not null check (addressee <> ''),
  payload text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  regions text[] not null check (cardinality(regions) > 0),
  places text not null,
  parts int not null check (parts >= 1),
  about text[] not null default '{}',
  clash_reason text,
  window_from timestamptz,
  window_until timestamptz,
  put_at timestamptz not null,
  outcome text not null check (outcome in ('sending', 'taken', 'unknown', 'failed')),
  outcome_at timestamptz not null,
  ref text,
  failure text,
  turned text check (turned in ('replaced', 'cancelled', 'recalled')),
  turned_by text,
  turned_at timestamptz,
  check ((kind = 'cancel') = (window_from is null)),
  check ((window_from is null) = (window_until is null)),
  check (window_until > window_from),
  check ((turned is null) = (turned_at is null))
);
create index request_newest on carriers.request (put_at desc, number desc);
create index request_piece on carriers.request (piece_id, account_id);
create index request_window on carriers.request (window_from) where kind = 'send' and turned is null;

-- Figures as they came, by an officer or by the carrier's signed word; the newest entry of a request counts.
create table carriers.count_entry (
  id uuid primary key,
  seq bigint generated always as identity,
  request_id uuid not null references carriers.request,
  source text not null check (source in ('person', 'callback')),
  taken_by text not null,
  taken_at timestamptz not null,
  event_id text not null unique,
  submitted bigint not null,
  sent bigint not null,
  failed bigint not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  check (submitted >= 0 and sent >= 0 and failed >= 0 and sent + failed <= submitted)
);
create index count_entry_request on carriers.count_entry (request_id, seq);

create table carriers.region_count (
  entry_id uuid not null references carriers.count_entry,
  region_code text not null,
  submitted bigint not null,
  sent bigint not null,
  failed bigint not null,
  primary key (entry_id, region_code),
  check (submitted >= 0 and sent >= 0 and failed >= 0 and sent + failed <= submitted)
);

-- Why a piece goes to a region that gets another message the same day.
create table carriers.clash_reason (
  id uuid primary key,
  seq bigint generated always as identity,
  piece_id uuid not null,
  reason text not null check (reason <> ''),
  about text[] not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index clash_reason_piece on carriers.clash_reason (piece_id, seq);

-- Everything that happened to a request, in the order it happened.
create table carriers.event (
  id uuid primary key,
  seq bigint generated always as identity,
  request_id uuid not null references carriers.request,
  kind text not null,
  note text,
  facts text not null default '{}',
  by_person uuid not null,
  by_name text not null,
  unit_name text not null,
  at timestamptz not null
);
create index event_request on carriers.event (request_id, seq);

select public.open_schema('carriers');
select public.append_only('carriers.count_entry');
select public.append_only('carriers.region_count');
select public.append_only('carriers.clash_reason');
select public.append_only('carriers.event');
revoke delete, truncate on carriers.request from tongsheng_app;

create function carriers.request_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.number, new.key, new.account_id, new.piece_id, new.edition, new.addressee, new.payload, new.sha256, new.regions, new.places, new.parts, new.put_at)
     is distinct from (old.id, old.number, old.key, old.account_id, old.piece_id, old.edition, old.addressee, old.payload, old.sha256, old.regions, old.places, old.parts, old.put_at)
     or (old.outcome = 'taken' and (new.outcome, new.kind, new.about, new.window_from, new.window_until) is distinct from (old.outcome, old.kind, old.about, old.window_from, old.window_until)) then
    raise exception 'carriers.request % is never rewritten', old.id using errcode = 'TS001';
  end if;
  return new;
end $$;
create trigger request_stays before update on carriers.request for each row execute function carriers.request_stays();
