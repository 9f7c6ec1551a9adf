-- 值班: who is on duty, and what was brought to whose attention.
create schema duty;

create table duty.shift (
  id uuid primary key,
  unit_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  set_by uuid not null,
  check (to_at > from_at)
);
create index shift_unit on duty.shift (unit_id, from_at);

-- Nobody is on duty twice at the same time in one unit.
create function duty.refuse_overlap() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('duty.shift/' || new.unit_id || '/' || new.person_id, 0));
  if exists (select from duty.shift s where s.unit_id = new.unit_id and s.person_id = new.person_id and s.id <> new.id and s.from_at < new.to_at and new.from_at < s.to_at) then
    raise exception 'two shifts of one person at the same time' using errcode = 'TS012';
  end if;
  return new;
end $$;
create constraint trigger no_overlap after insert or update on duty.shift deferrable initially deferred for each row execute function duty.refuse_overlap();

-- One matter that needs a person: opened once per subject and kind, told by channels that still work, closed with what was done.
create table duty.alert (
  id uuid primary key,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  unit_id uuid not null,
  owner_person_id uuid not null,
  urgency text not null check (urgency in ('red', 'orange', 'yellow', 'blue', 'routine')),
  facts text not null default '{}',
  link text not null,
  state text not null check (state in ('open', 'acknowledged', 'closed')),
  opened_at timestamptz not null,
  told_at timestamptz,
  escalate_at timestamptz,
  escalations int not null default 0,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  closed_note text
);
create unique index alert_once on duty.alert (kind, subject_type, subject_id) where state <> 'closed';
create index alert_owner on duty.alert (owner_person_id, opened_at desc) where state <> 'closed';
create index alert_unit on duty.alert (unit_id, opened_at desc);
create index alert_escalate on duty.alert (escalate_at) where state = 'open';

-- Whom an alert was brought to: its owner at step 0, duty officers as it escalates. `unit_id` says whose staff channels tell them.
create table duty.called (
  id uuid primary key,
  alert_id uuid not null references duty.alert,
  person_id uuid not null,
  unit_id uuid not null,
  kind text not null,
  step int not null,
  called_at timestamptz not null,
  -- a worker is telling this person until then
  taken_until timestamptz,
  told_at timestamptz,
  unique (alert_id, person_id)
);
create index called_person on duty.called (person_id, kind, told_at desc);
create index called_untold on duty.called (person_id, kind) where told_at is null;

-- Every attempt to tell somebody, with what the channel answered.
create table duty.telling (
  id uuid primary key,
  alert_id uuid not null references duty.alert,
  account_id uuid,
  person_id uuid,
  ok boolean not null,
  detail text not null,
  at timestamptz not null
);
create index telling_alert on duty.telling (alert_id, at);

select public.open_schema('duty');
select public.append_only('duty.telling');
