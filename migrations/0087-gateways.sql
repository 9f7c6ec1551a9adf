-- Lines to SMS gateways: what goes out over them part by part, what was answered, what was reported, and how each line stands.
create schema gateways;

-- Signed bytes as they were put, once per account and key, with the parts they were cut into. Whom they go to stands with the parts.
create table gateways.message (
  id uuid primary key,
  key text not null,
  account_id uuid not null,
  piece_id uuid not null,
  edition integer not null check (edition >= 1),
  recall boolean not null,
  payload text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  -- Tells the parts of this message from those of another on the same phone.
  reference smallint not null check (reference between 0 and 255),
  frames text[] not null check (cardinality(frames) between 1 and 255),
  put_at timestamptz not null,
  unique (account_id, key)
);
create index message_piece on gateways.message (account_id, piece_id);
create index message_newest on gateways.message (account_id, put_at desc);

-- One part on its way to one phone. Handed is committed before a byte of it may be written; what was handed and never answered is unknown and not sent again by itself.
create table gateways.part (
  id uuid primary key,
  message_id uuid not null references gateways.message,
  account_id uuid not null,
  -- Whose phone: the place in the list of the account's settings, which alone hold numbers; the last four digits say whether it is still the same.
  place integer not null check (place >= 1),
  number smallint not null check (number >= 1),
  lane smallint not null,
  last_four text not null check (length(last_four) <= 4),
  state text not null default 'queued' check (state in ('queued', 'handed', 'answered', 'refused', 'unknown', 'withdrawn')),
  not_after timestamptz not null,
  holder uuid,
  ref text,
  failure_class text,
  failure_code text,
  failure_text text,
  report text check (report in ('underway', 'unclear', 'undelivered', 'delivered')),
  report_words text,
  queued_at timestamptz not null,
  handed_at timestamptz,
  decided_at timestamptz,
  reported_at timestamptz,
  unique (message_id, place, number),
  check (state <> 'answered' or ref is not null),
  check (report is null or state = 'answered')
);
create index part_queue on gateways.part (account_id, lane, queued_at) where state = 'queued';
create index part_handed on gateways.part (account_id) where state = 'handed';
create index part_open on gateways.part (account_id, handed_at) where state in ('handed', 'answered', 'unknown') and (report is null or report in ('underway', 'unclear'));
create index part_ref on gateways.part (account_id, ref) where ref is not null;

-- Every report as it came, also of what nobody knows; phones masked. One that comes before its answer waits here for it.
create table gateways.report (
  seq bigint generated always as identity primary key,
  account_id uuid not null,
  ref text not null,
  last_four text not null check (length(last_four) <= 4),
  state text not null check (state in ('underway', 'unclear', 'undelivered', 'delivered')),
  stat text not null,
  detail text not null,
  raw text not null check (length(raw) <= 4096),
  at timestamptz not null
);
create index report_ref on gateways.report (account_id, ref);

-- What phones wrote back, for example 退订; kept with the last four digits of who wrote.
create table gateways.incoming (
  seq bigint generated always as identity primary key,
  account_id uuid not null,
  last_four text not null check (length(last_four) <= 4),
  words text not null,
  at timestamptz not null
);
create index incoming_account on gateways.incoming (account_id, at);

-- How the line of an account stood when its keeper last said so.
create table gateways.line (
  account_id uuid primary key,
  process_id uuid not null,
  state text not null check (state in ('bound', 'waiting', 'suspended', 'ended')),
  detail text not null,
  since timestamptz not null,
  seen_at timestamptz not null
);

select public.open_schema('gateways');
select public.append_only('gateways.message');
select public.append_only('gateways.report');
select public.append_only('gateways.incoming');
revoke delete, truncate on gateways.part, gateways.line from tongsheng_app;

-- The way of a part: nothing that may have left is queued again but by a person who looked, and what a gateway took it has taken for good.
create function gateways.part_moves() returns trigger language plpgsql as $$
begin
  if (new.id, new.message_id, new.account_id, new.place, new.number, new.last_four) is distinct from (old.id, old.message_id, old.account_id, old.place, old.number, old.last_four)
    or (new.state <> old.state and (old.state || ' ' || new.state) not in (
      'queued handed', 'queued withdrawn', 'queued refused', 'handed answered', 'handed refused', 'handed unknown', 'handed queued',
      'unknown answered', 'unknown refused', 'unknown queued', 'refused queued', 'withdrawn queued'))
    or (old.state = 'answered' and new.ref is distinct from old.ref) then
    raise exception 'gateways.part % cannot go from % to %', old.id, old.state, new.state using errcode = 'TS001';
  end if;
  return new;
end $$;
create trigger part_moves before update on gateways.part for each row execute function gateways.part_moves();
