-- 稿件: pieces, their live drafts, master facts, frozen editions.
create schema content;

-- A fact sheet (事实单) may serve several pieces; its facts have versions that never change.
create table content.sheet (
  id uuid primary key,
  title text not null check (title <> ''),
  unit_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null
);

create table content.fact (
  id uuid primary key,
  sheet_id uuid not null references content.sheet,
  position int not null,
  kind text not null check (kind in ('time', 'place', 'deaths', 'injured', 'missing', 'evacuated', 'hotline', 'level', 'area', 'unit', 'figure', 'statement')),
  label text not null check (label <> ''),
  current_version int not null,
  retired_at timestamptz
);
create index fact_sheet on content.fact (sheet_id, position);

create table content.fact_version (
  fact_id uuid not null references content.fact,
  version int not null check (version >= 1),
  text text not null check (text <> ''),
  number numeric,
  source text not null check (source <> ''),
  reason text,
  stated_by uuid not null,
  stated_by_name text not null,
  stated_by_unit text not null,
  at timestamptz not null,
  primary key (fact_id, version)
);

create table content.piece (
  id uuid primary key,
  number text not null unique,
  unit_id uuid not null,
  system text not null,
  region_code text not null,
  -- As people read it; the template, where the title holds facts as {{fact:<id>}}, is what they write.
  title text not null,
  title_template text,
  summary text not null default '',
  form text not null check (form in ('notice', 'tip', 'warning', 'news', 'rumour', 'psa')),
  topic text not null,
  column_code text not null,
  urgency text not null check (urgency in ('red', 'orange', 'yellow', 'blue', 'routine')),
  lane smallint not null generated always as (case urgency when 'red' then 0 when 'orange' then 1 when 'yellow' then 2 when 'blue' then 3 else 4 end) stored,
  regions text[] not null default '{}',
  sheet_id uuid not null references content.sheet,
  stage text not null check (stage in ('draft', 'first-review', 'second-review', 'final-review', 'cosigning', 'returned', 'cleared', 'publishing', 'published', 'recalled', 'withdrawn')),
  edition_number int not null default 0,
  published_edition int,
  -- When an edition was first seen in public.
  published_at timestamptz,
  joint boolean not null default false,
  planned_at timestamptz,
  valid_until timestamptz,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When title, summary and the like were last changed by a person.
  head_at timestamptz,
  search tsvector not null default ''
);
create index piece_newest on content.piece (updated_at desc, id desc);
create index piece_unit on content.piece (unit_id, updated_at desc);
create index piece_stage on content.piece (stage, updated_at desc);
create index piece_region on content.piece (region_code text_pattern_ops, updated_at desc);
create index piece_system on content.piece (system, updated_at desc);
create index piece_planned on content.piece (planned_at) where planned_at is not null;
create index piece_urgent on content.piece (urgency, updated_at desc) where urgency <> 'routine';
create index piece_together on content.piece (updated_at desc, id desc) where joint;
create index piece_published on content.piece (published_at) where published_at is not null;
create index piece_topic_published on content.piece (topic, published_at desc) where published_at is not null;
create index piece_created_by on content.piece (created_by, updated_at desc);
create index piece_sheet on content.piece (sheet_id);
create index piece_search on content.piece using gin (search);

-- Who writes and sees it besides the unit that opened it (clause 4.2: joint work is seen by its participants).
create table content.participant (
  piece_id uuid not null references content.piece,
  unit_id uuid not null,
  role text not null check (role in ('lead', 'co')),
  primary key (piece_id, unit_id)
);
create index participant_unit on content.participant (unit_id, piece_id);

-- The live draft: one merged Yjs state and the updates that came after it.
create table content.draft (
  piece_id uuid primary key references content.piece,
  state bytea not null,
  upto bigint not null default 0,
  saved_at timestamptz not null
);
create table content.draft_update (
  id bigint generated always as identity primary key,
  piece_id uuid not null references content.piece,
  person_id uuid not null,
  unit_id uuid not null,
  change bytea not null,
  at timestamptz not null
);
create index draft_update_piece on content.draft_update (piece_id, id);

-- Who wrote in a draft, counted per unit; it goes into the edition's record.
create table content.contribution (
  piece_id uuid not null references content.piece,
  unit_id uuid not null,
  person_id uuid not null,
  changes int not null,
  last_at timestamptz not null,
  primary key (piece_id, person_id, unit_id)
);
create index contribution_person on content.contribution (person_id, piece_id);

-- Forms tuned by hand, facts standing in them as {{fact:<id>}}; kind by rule where no row.
create table content.tuned_variant (
  piece_id uuid not null references content.piece,
  kind text not null check (kind in ('web', 'phone', 'short', 'sms', 'led', 'chat', 'caption')),
  template text not null,
  tuned_by uuid not null,
  at timestamptz not null,
  primary key (piece_id, kind)
);

-- Suggestions that a person decided not to take, with the reason; blocking findings cannot be waved through.
create table content.waived_finding (
  piece_id uuid not null references content.piece,
  finding text not null,
  reason text not null check (reason <> ''),
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null,
  primary key (piece_id, finding)
);

create table content.edition (
  id uuid primary key,
  piece_id uuid not null references content.piece,
  number int not null check (number >= 1),
  sealed text not null,
  hash text not null check (hash = encode(sha256(convert_to(sealed, 'UTF8')), 'hex')),
  plain text not null,
  corrects int,
  contributors text not null,
  frozen_by uuid not null,
  frozen_by_name text not null,
  at timestamptz not null,
  unique (piece_id, number)
);

create table content.edition_fact (
  edition_id uuid not null references content.edition,
  fact_id uuid not null references content.fact,
  version int not null,
  primary key (edition_id, fact_id)
);
create index edition_fact_fact on content.edition_fact (fact_id);

create table content.edition_material (
  edition_id uuid not null references content.edition,
  material_id uuid not null,
  sha256 text not null,
  primary key (edition_id, material_id)
);
create index edition_material_material on content.edition_material (material_id);
create index edition_material_sha on content.edition_material (sha256);

-- Words that must not be used, or no longer.
create table content.term (
  id uuid primary key,
  term text not null unique check (term <> ''),
  kind text not null check (kind in ('forbidden', 'outdated')),
  instead text not null default '',
  reason text not null default '',
  applies_from date,
  changed_by uuid not null,
  changed_at timestamptz not null
);

create table content.number_series (
  day date primary key,
  last int not null
);

select public.open_schema('content');
select public.append_only('content.fact_version');
select public.append_only('content.edition');
select public.append_only('content.edition_fact');
select public.append_only('content.edition_material');
