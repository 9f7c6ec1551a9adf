-- A delivery says what is carried where, and is written once. How far it has come changes several times and stands apart, narrow and with few indexes (ADR 0011).
create table dispatch.progress (
  delivery_id uuid primary key references dispatch.delivery,
  account_id uuid not null,
  lane smallint not null,
  state text not null check (state in ('queued', 'sending', 'waiting', 'settled', 'failed', 'unknown', 'void')),
  rung text check (rung in ('accepted', 'published', 'verified', 'displayed')),
  not_before timestamptz not null,
  deadline_at timestamptz not null,
  attempt int not null default 0,
  checks int not null default 0,
  submitting boolean not null default false,
  lease_until timestamptz,
  worker_id uuid,
  next_check_at timestamptz,
  requested_at timestamptz,
  accepted_at timestamptz,
  published_at timestamptz,
  verified_at timestamptz,
  displayed_at timestamptz,
  alerted_at timestamptz,
  updated_at timestamptz not null,
  owner_person_id uuid,
  ref text collate "C",
  url text,
  displayed_note text,
  failure_class text,
  failure_code text,
  failure_text text,
  void_reason text
);
insert into dispatch.progress select id, account_id, lane, state, rung, not_before, deadline_at, attempt, checks, submitting, lease_until, worker_id, next_check_at,
  requested_at, accepted_at, published_at, verified_at, displayed_at, alerted_at, updated_at, owner_person_id, ref, url, displayed_note, failure_class, failure_code, failure_text, void_reason
  from dispatch.delivery;

drop trigger check_delivery on dispatch.delivery;
drop trigger keep_what_is_carried on dispatch.delivery;
drop trigger keep_delivery on dispatch.delivery;
-- Their indexes go with them.
alter table dispatch.delivery drop column lane, drop column state, drop column rung, drop column not_before, drop column deadline_at, drop column attempt, drop column checks,
  drop column submitting, drop column lease_until, drop column worker_id, drop column next_check_at, drop column requested_at, drop column accepted_at, drop column published_at,
  drop column verified_at, drop column displayed_at, drop column alerted_at, drop column updated_at, drop column owner_person_id, drop column ref, drop column url,
  drop column displayed_note, drop column failure_class, drop column failure_code, drop column failure_text, drop column void_reason;

-- Names that machines gave are compared byte by byte.
alter table dispatch.delivery alter column key type text collate "C";
-- What the house saw itself bears no name of the far side, so it cannot come twice and needs no place in the index.
alter table dispatch.receipt alter column event_id drop not null, alter column event_id type text collate "C";
drop index dispatch.receipt_event;
create unique index receipt_event on dispatch.receipt (account_id, event_id) where event_id is not null;

create index progress_ready on dispatch.progress (lane, not_before, delivery_id) where state = 'queued';
create index progress_sending on dispatch.progress (account_id, lease_until) where state = 'sending';
create index progress_check on dispatch.progress (next_check_at) where state = 'waiting';
create index progress_overdue on dispatch.progress (deadline_at) where alerted_at is null and state in ('queued', 'waiting');
create index progress_needs on dispatch.progress (alerted_at, updated_at) where state in ('unknown', 'failed');
create index progress_ref on dispatch.progress (account_id, ref) where ref is not null;

create or replace function dispatch.check_delivery() returns trigger language plpgsql as $$
begin
  if not exists (select from review.clearance where manifest_id = new.manifest_id) then
    raise exception 'manifest is not cleared' using errcode = 'TS006';
  end if;
  if new.action <> 'recall' and not exists (
    select from review.rendition where manifest_id = new.manifest_id and account_id = new.account_id and hash = new.payload_hash) then
    raise exception 'bytes that nobody signed' using errcode = 'TS007';
  end if;
  return new;
end $$;
create trigger check_delivery before insert on dispatch.delivery for each row execute function dispatch.check_delivery();

-- Nothing sticks silently: at commit every delivery has its progress, on the account it goes to.
create function dispatch.check_progress() returns trigger language plpgsql as $$
begin
  if not exists (select from dispatch.progress where delivery_id = new.id and account_id = new.account_id) then
    raise exception 'a delivery that nobody would send' using errcode = 'TS009';
  end if;
  return null;
end $$;
create constraint trigger check_progress after insert on dispatch.delivery deferrable initially deferred for each row execute function dispatch.check_progress();
create trigger keep_progress before delete or update of delivery_id, account_id on dispatch.progress for each row execute function public.refuse_change();

grant select, insert, update on dispatch.progress to tongsheng_app;
select public.append_only('dispatch.delivery');
