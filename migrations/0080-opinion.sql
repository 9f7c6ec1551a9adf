-- 舆情雷达: public sources, the items they gave, the topics these were folded into, hourly heat, watch profiles, alerts, triage.
-- No table has a field for a member of the public: what is kept is what was said, where it was published, and when we saw it.
create schema opinion;

-- A public source that a unit watches. `watch` is what the engine keeps of it between two questions, `detail` what came of the last.
create table opinion.source (
  id uuid primary key,
  unit_id uuid not null,
  label text not null check (label <> ''),
  format text not null check (format in ('feed', 'list', 'json', 'webhook', 'hand')),
  kind text not null check (kind in ('list', 'news', 'official', 'report', 'manual')),
  url text not null,
  settings text not null,
  least_minutes int not null check (least_minutes between 1 and 1440),
  most_minutes int not null check (most_minutes between 1 and 1440),
  sealed_secret text,
  secret_set_at timestamptz,
  state text not null check (state in ('active', 'paused', 'closed')),
  state_reason text not null default '',
  watch text not null,
  next_at timestamptz,
  -- a question under way, so that two workers never ask at once
  asking_until timestamptz,
  asked_at timestamptz,
  detail text not null default '',
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (least_minutes <= most_minutes),
  check ((format in ('webhook', 'hand')) = (url = ''))
);
create unique index source_label on opinion.source (unit_id, label) where state <> 'closed';
create unique index source_hand on opinion.source (unit_id) where format = 'hand' and state <> 'closed';
create index source_due on opinion.source (next_at) where state = 'active' and next_at is not null;

create table opinion.topic (
  id uuid primary key,
  -- its name in the engine, the same on every replay
  fold_key text not null,
  title text not null check (title <> ''),
  -- the place with all that holds it, lowest first; empty while nobody knows
  place_line text[] not null,
  place_likelihood real,
  about text not null check (about in ('in', 'out', 'unsure')),
  category text check (category in ('natural', 'accident', 'health', 'security')),
  hazard text,
  emergency real not null,
  needs_check real not null,
  concern text check (concern in ('question', 'help', 'report', 'complaint')),
  deaths int,
  injured int,
  missing int,
  magnitude real,
  items int not null,
  sources int not null,
  heat real,
  peak real,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  merged_into uuid references opinion.topic
);
create index topic_key on opinion.topic (fold_key);
create index topic_newest on opinion.topic (last_seen_at desc, id desc) where merged_into is null;
create index topic_place on opinion.topic using gin (place_line);
create index topic_merged on opinion.topic (merged_into) where merged_into is not null;

create table opinion.item (
  id uuid primary key,
  source_id uuid not null references opinion.source,
  kind text not null check (kind in ('list', 'news', 'official', 'report', 'manual')),
  digest text not null,
  title text not null check (title <> ''),
  text text not null,
  link text not null,
  published_at timestamptz,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  topic_id uuid references opinion.topic,
  reading text,
  -- why it came to its topic
  why text,
  unique (source_id, digest)
);
create index item_topic on opinion.item (topic_id, first_seen_at desc);
create index item_old on opinion.item (last_seen_at);

-- An item seen in an hour; `hearing` is the batch it was heard in, so that a replay hears the same together.
create table opinion.sighting (
  seq bigint generated always as identity primary key,
  item_id uuid not null references opinion.item on delete cascade,
  hour timestamptz not null,
  at timestamptz not null,
  rank int,
  reads bigint,
  comments bigint,
  hearing bigint,
  unique (item_id, hour)
);
create index sighting_unheard on opinion.sighting (seq) where hearing is null;
create index sighting_heard on opinion.sighting (hearing, seq) where hearing is not null;

-- How hot a topic was in an hour. An hour without a row is an hour without figures, never zero.
create table opinion.heat (
  topic_id uuid not null references opinion.topic on delete cascade,
  hour timestamptz not null,
  value real not null,
  sources int not null,
  items int not null,
  best_rank int,
  reads bigint,
  primary key (topic_id, hour)
);

-- What a unit wants to be told of.
create table opinion.profile (
  id uuid primary key,
  unit_id uuid not null,
  label text not null check (label <> ''),
  regions text[] not null,
  hazards text[] not null,
  categories text[] not null,
  least_likelihood real not null check (least_likelihood between 0 and 1),
  words text[] not null,
  alerts boolean not null,
  state text not null check (state in ('active', 'closed')),
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);
create unique index profile_label on opinion.profile (unit_id, label) where state = 'active';

create table opinion.profile_match (
  profile_id uuid not null references opinion.profile,
  topic_id uuid not null references opinion.topic on delete cascade,
  rule text not null,
  matched_at timestamptz not null,
  primary key (profile_id, topic_id)
);
create index profile_match_topic on opinion.profile_match (topic_id);

-- A unit was told of a topic: once, with what it rests on.
create table opinion.alert (
  topic_id uuid not null references opinion.topic on delete cascade,
  unit_id uuid not null,
  profile_id uuid not null references opinion.profile,
  rule text not null,
  grounds text not null,
  raised_at timestamptz not null,
  primary key (topic_id, unit_id)
);

-- What a unit decided about a topic, and in which batch.
create table opinion.triage_batch (
  id uuid primary key,
  seq bigint generated always as identity,
  unit_id uuid not null,
  state text not null check (state in ('dismissed', 'watch', 'case', 'new')),
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  undone_by uuid,
  undone_by_name text,
  undone_at timestamptz
);
create index triage_batch_unit on opinion.triage_batch (unit_id, seq desc);
create table opinion.triage_entry (
  batch_id uuid not null references opinion.triage_batch on delete cascade,
  topic_id uuid not null references opinion.topic on delete cascade,
  before text not null check (before in ('dismissed', 'watch', 'case', 'new')),
  primary key (batch_id, topic_id)
);
create index triage_entry_topic on opinion.triage_entry (topic_id);
create table opinion.mark (
  topic_id uuid not null references opinion.topic on delete cascade,
  unit_id uuid not null,
  state text not null check (state in ('dismissed', 'watch', 'case')),
  batch_id uuid not null references opinion.triage_batch on delete cascade,
  primary key (topic_id, unit_id)
);
create index mark_unit on opinion.mark (unit_id, state);

-- A person put folding right; the engine is handed it again at its place in every replay.
create table opinion.lesson (
  seq bigint generated always as identity primary key,
  kind text not null check (kind in ('merge', 'split')),
  topic_ids uuid[] not null check (cardinality(topic_ids) between 1 and 2),
  titles text[] not null,
  reason text not null check (reason <> ''),
  unit_id uuid not null,
  taught_by uuid not null,
  taught_by_name text not null,
  taught_at timestamptz not null,
  -- the batch before which it was handed in, with the topics' names in the engine then
  hearing bigint,
  fold_keys text[] not null default '{}'
);
create index lesson_pending on opinion.lesson (seq) where hearing is null;

-- Who listens: one process in the whole house, and the last batch that was heard.
create table opinion.listener (
  one boolean primary key default true check (one),
  process_id uuid,
  until timestamptz not null,
  hearing bigint not null
);
insert into opinion.listener (until, hearing) values ('-infinity', 0);

create table opinion.setting (
  one boolean primary key default true check (one),
  keep_days int not null check (keep_days between 30 and 3650),
  changed_by_name text not null,
  changed_at timestamptz not null
);

select public.open_schema('opinion');
revoke insert, delete, truncate on opinion.listener from tongsheng_app;
