-- 舆情事件处置: cases, their clocks, notices, concerns, press conference, debrief, and the record of each.
create schema cases;

create table cases.number_series (
  year int primary key,
  last int not null
);

-- Title and place are copied when a case is opened from a topic; the topic lives in another schema and may be folded anew.
create table cases.opinion_case (
  id uuid primary key,
  number text not null unique,
  unit_id uuid not null,
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  region_code text not null,
  -- who leads the response; the unit whose field it is stays the publicity lead (clause 4.3)
  lead_unit_id uuid not null,
  topic_id uuid,
  title text not null check (title <> ''),
  summary text not null,
  place_code text,
  hazard text,
  stage text not null check (stage in ('watch', 'verify', 'grade', 'notify', 'handle', 'release', 'debrief', 'archived', 'dismissed')),
  stage_since timestamptz not null,
  grade text check (grade in ('red', 'orange', 'yellow', 'blue')),
  t0_kind text not null check (t0_kind in ('event', 'discovery', 'onset')),
  t0_at timestamptz not null,
  person_id uuid not null,
  person_name text not null,
  opened_by uuid not null,
  opened_by_name text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  search tsvector not null,
  check (stage in ('watch', 'verify', 'grade', 'dismissed') or grade is not null)
);
create unique index case_of_topic on cases.opinion_case (topic_id, unit_id) where stage not in ('archived', 'dismissed');
create index case_unit on cases.opinion_case (unit_id, updated_at desc);
create index case_lead on cases.opinion_case (lead_unit_id, stage) where stage not in ('archived', 'dismissed');
create index case_open on cases.opinion_case (updated_at desc) where stage not in ('archived', 'dismissed');
create index case_archived on cases.opinion_case (archived_at desc) where stage = 'archived';
create index case_search on cases.opinion_case using gin (search);

-- Everything that happened to a case, in the order it happened.
create table cases.event (
  id uuid primary key,
  seq bigint generated always as identity,
  case_id uuid not null references cases.opinion_case,
  kind text not null,
  note text,
  facts text not null default '{}',
  by_person uuid not null,
  by_name text not null,
  unit_id uuid not null,
  unit_name text not null,
  at timestamptz not null
);
create index event_case on cases.event (case_id, at);

-- Every grade a case was given, with its reason and what it rests on.
create table cases.grading (
  id uuid primary key,
  seq bigint generated always as identity,
  case_id uuid not null references cases.opinion_case,
  grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
  reason text not null check (reason <> ''),
  basis text not null check (basis <> ''),
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index grading_case on cases.grading (case_id, at);

create table cases.participant (
  case_id uuid not null references cases.opinion_case,
  unit_id uuid not null,
  unit_name text not null,
  reason text not null,
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamptz not null,
  primary key (case_id, unit_id)
);
create index participant_unit on cases.participant (unit_id);

-- What one unit told another: a corps the department (通报单), the lead a unit that takes part, the department the lead (指导意见).
create table cases.notice (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  kind text not null check (kind in ('report', 'involve', 'guidance')),
  number int not null,
  grade text check (grade in ('red', 'orange', 'yellow', 'blue')),
  from_unit_id uuid not null,
  to_unit_id uuid not null,
  body text not null check (body <> ''),
  sent_by uuid not null,
  sent_by_name text not null,
  sent_at timestamptz not null,
  unique (case_id, kind, number)
);
create table cases.acknowledgement (
  notice_id uuid primary key references cases.notice,
  by_person uuid not null,
  by_name text not null,
  remark text not null,
  at timestamptz not null
);

-- 联络函 to a partner unit, to a named officer there; the kinds are a closed list, none of them asks for anything to be deleted.
create table cases.liaison_note (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  kind text not null check (kind in ('inform', 'verify', 'help-publish', 'give-facts')),
  unit_id uuid not null,
  unit_name text not null,
  person_name text not null check (person_name <> ''),
  person_post text not null,
  body text not null check (body <> ''),
  way text not null check (way in ('by-hand', 'official-document', 'gov-network', 'fax', 'telephone')),
  sent_by uuid not null,
  sent_by_name text not null,
  sent_at timestamptz not null
);
create index liaison_note_case on cases.liaison_note (case_id, sent_at);
create table cases.liaison_receipt (
  note_id uuid primary key references cases.liaison_note,
  person_name text not null check (person_name <> ''),
  acknowledged_at timestamptz not null,
  remark text not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null
);

-- The proposal that the department leads: made by the rule, decided by the department, blocking nothing (clause 4.3, 可由).
create table cases.lead_proposal (
  id uuid primary key,
  seq bigint generated always as identity,
  case_id uuid not null references cases.opinion_case,
  grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
  units int not null,
  grounds text[] not null check (cardinality(grounds) > 0),
  state text not null check (state in ('open', 'accepted', 'declined', 'lapsed', 'handed-back')),
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  reason text,
  decided_at timestamptz,
  check (state not in ('declined', 'handed-back') or coalesce(reason, '') <> '')
);
create unique index lead_proposal_open on cases.lead_proposal (case_id) where state in ('open', 'accepted');
create index lead_proposal_case on cases.lead_proposal (case_id, proposed_at);

-- A unit's own plan (预案) for a grade from a day on; without one the province's default holds.
create table cases.plan (
  id uuid primary key,
  unit_id uuid not null,
  grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
  valid_from date not null,
  items text[] not null check (cardinality(items) between 1 and 60),
  reason text not null check (reason <> ''),
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);
create index plan_unit on cases.plan (unit_id, grade, valid_from desc, changed_at desc);

create table cases.task (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  position int not null,
  words text not null check (words <> ''),
  words_en text,
  grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
  plan_id uuid references cases.plan,
  state text not null check (state in ('open', 'done', 'not-needed', 'lapsed')),
  note text not null default '',
  by_name text,
  at timestamptz,
  unique (case_id, words)
);

-- A clock that runs for a case: who waits for what until when. Missed is written once and never taken back.
create table cases.clock (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  code text not null check (code in ('notify', 'first-information', 'press-conference', 'answer')),
  -- which notification (its grade) or which concern; empty for the case itself
  subject text not null,
  start_at timestamptz not null,
  warn_at timestamptz not null,
  deadline timestamptz not null,
  source text not null,
  met_at timestamptz,
  met_by text,
  missed_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('regraded', 'not-holding', 'closed')),
  unique (case_id, code, subject),
  check (deadline > start_at)
);
create index clock_running on cases.clock (deadline) where met_at is null and ended_at is null;
create function cases.keep_missed() returns trigger language plpgsql as $$
begin
  if old.missed_at is not null and new.missed_at is distinct from old.missed_at then
    raise exception 'a missed clock stays missed' using errcode = 'TS020';
  end if;
  return new;
end $$;
create trigger keep_missed before update on cases.clock for each row execute function cases.keep_missed();

-- Each call of a clock exactly once, whatever is restarted and however many workers look.
create table cases.clock_call (
  clock_id uuid not null references cases.clock,
  step text not null check (step in ('warning', 'missed')),
  deadline timestamptz not null,
  at timestamptz not null,
  primary key (clock_id, step, deadline)
);

-- What people ask, folded; nobody of the public stands in it.
create table cases.concern (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  question text not null check (question <> ''),
  kind text not null check (kind in ('question', 'help', 'report', 'complaint')),
  count int not null check (count >= 1),
  asked_at timestamptz not null,
  unit_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  answer_piece_id uuid,
  linked_by_name text,
  linked_at timestamptz,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null
);
create index concern_case on cases.concern (case_id, asked_at);
create index concern_answer on cases.concern (answer_piece_id) where answer_piece_id is not null;

create table cases.release (
  case_id uuid not null references cases.opinion_case,
  piece_id uuid not null,
  role text not null check (role in ('release', 'answer', 'debunk')),
  linked_by uuid not null,
  linked_by_name text not null,
  linked_at timestamptz not null,
  primary key (case_id, piece_id)
);
create index release_piece on cases.release (piece_id);

-- 辟谣卡: no verdict without a source that can be opened.
create table cases.debunk (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  claim text not null check (claim <> ''),
  verdict text not null check (verdict in ('false', 'misleading')),
  evidence text not null check (evidence <> ''),
  source text not null check (source <> ''),
  source_link text not null check (source_link ~ '^https?://[^[:space:]]+$'),
  unit_id uuid not null,
  piece_id uuid not null,
  created_by uuid not null,
  created_by_name text not null,
  at timestamptz not null
);
create index debunk_case on cases.debunk (case_id, at);

create table cases.press_decision (
  id uuid primary key,
  seq bigint generated always as identity,
  case_id uuid not null references cases.opinion_case,
  hold boolean not null,
  reason text not null check (reason <> ''),
  planned_at timestamptz,
  place text,
  speakers jsonb not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  check (not hold or (planned_at is not null and coalesce(place, '') <> ''))
);
create index press_decision_case on cases.press_decision (case_id, at);
create table cases.press_held (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  decision_id uuid not null unique references cases.press_decision,
  held_at timestamptz not null,
  record_link text,
  answers jsonb not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  check (record_link is not null or jsonb_array_length(answers) > 0)
);
create index press_held_case on cases.press_held (case_id, held_at);

create table cases.debrief (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  number int not null,
  summary text not null check (summary <> ''),
  lessons text not null,
  improvements text not null,
  -- what was released when, against the heat before and after; which clocks were met: as it was computed that day
  figures jsonb not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  unique (case_id, number)
);

-- 快报, 专报 as they were issued: every sentence with the ids behind it.
create table cases.report (
  id uuid primary key,
  case_id uuid not null references cases.opinion_case,
  kind text not null check (kind in ('flash', 'special')),
  number int not null,
  doc jsonb not null,
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  unique (case_id, kind, number)
);

-- Forward one stage at a time; nothing of a corps passes 通报 before the department was told; nothing is archived without a debrief.
create function cases.check_stage() returns trigger language plpgsql as $$
declare
  way text[] := array['watch', 'verify', 'grade', 'notify', 'handle', 'release', 'debrief', 'archived'];
begin
  if array_position(way, new.stage) > array_position(way, old.stage) + 1 or (new.stage = 'dismissed' and old.stage not in ('watch', 'verify', 'dismissed'))
    or (old.stage = 'dismissed' and new.stage not in ('watch', 'dismissed')) then
    raise exception 'no case jumps from % to %', old.stage, new.stage using errcode = 'TS021';
  end if;
  if new.stage <> old.stage and new.system in ('fire', 'forest_fire') and array_position(way, new.stage) > 4
    and not exists (select from cases.notice n where n.case_id = new.id and n.kind = 'report') then
    raise exception 'the department was not told' using errcode = 'TS022';
  end if;
  if new.stage <> old.stage and new.stage = 'archived' and not exists (select from cases.debrief d where d.case_id = new.id) then
    raise exception 'no debrief was filed' using errcode = 'TS023';
  end if;
  return new;
end $$;
create trigger check_stage before update on cases.opinion_case for each row execute function cases.check_stage();

select public.open_schema('cases');
select public.append_only('cases.event');
select public.append_only('cases.grading');
select public.append_only('cases.notice');
select public.append_only('cases.acknowledgement');
select public.append_only('cases.liaison_note');
select public.append_only('cases.liaison_receipt');
select public.append_only('cases.plan');
select public.append_only('cases.clock_call');
select public.append_only('cases.debunk');
select public.append_only('cases.press_decision');
select public.append_only('cases.press_held');
select public.append_only('cases.debrief');
select public.append_only('cases.report');
revoke delete, truncate on cases.opinion_case, cases.clock, cases.concern, cases.participant, cases.task, cases.lead_proposal from tongsheng_app;
