-- 账号矩阵: what is on file about each account, what inspection finds and how it is mended, and the units' own numbers.
create schema matrix;

-- What a unit filed of an account beside its number: who it is certified as and until when, and that its closing was filed.
create table matrix.filing (
  account_id uuid primary key,
  certified_as text not null default '',
  certified_until date,
  opened_on date,
  closing_filed_on date,
  closing_number text not null default '',
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);

-- One thing that inspection found at an account, and how it was mended. Open once per account and check.
create table matrix.finding (
  id uuid primary key,
  account_id uuid not null,
  unit_id uuid not null,
  code text not null check (code <> ''),
  level text not null check (level in ('veto', 'warn')),
  facts text not null default '{}',
  note text not null default '',
  state text not null check (state in ('open', 'rectified', 'closed')),
  outcome text check (outcome in ('mended', 'gone', 'accepted')),
  accepted_until date,
  found_at timestamptz not null,
  found_by uuid not null,
  found_by_name text not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  rectified_by uuid,
  rectified_by_name text,
  rectified_at timestamptz,
  closed_at timestamptz,
  closed_by_name text,
  check ((state = 'closed') = (outcome is not null)),
  check (state <> 'rectified' or rectified_by is not null),
  check (outcome is distinct from 'accepted' or accepted_until is not null)
);
create unique index finding_open on matrix.finding (account_id, code) where state <> 'closed';
create index finding_unit on matrix.finding (unit_id, state);
create index finding_account on matrix.finding (account_id, found_at desc);
create index finding_due on matrix.finding (due_at) where state = 'open' and overdue_at is null;

create table matrix.finding_event (
  id uuid primary key,
  seq bigint generated always as identity,
  finding_id uuid not null references matrix.finding,
  kind text not null,
  note text not null default '',
  by_person uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index finding_event_finding on matrix.finding_event (finding_id, seq);

-- A unit's own numbers of an account over a period. Nobody of the public stands in them, and how many follow is not asked.
create table matrix.reading (
  id uuid primary key,
  account_id uuid not null,
  from_day date not null,
  to_day date not null,
  source text not null check (source in ('hand', 'import', 'api')),
  posts int not null check (posts >= 0),
  original_posts int not null check (original_posts between 0 and posts),
  reads bigint not null check (reads >= 0),
  headline_reads bigint not null check (headline_reads between 0 and reads),
  most_reads bigint not null check (most_reads between 0 and reads),
  praises bigint not null check (praises >= 0),
  recommends bigint not null check (recommends >= 0),
  shares bigint not null check (shares >= 0),
  comments bigint not null check (comments >= 0),
  answered bigint not null check (answered between 0 and comments),
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  unique (account_id, from_day, to_day),
  check (to_day >= from_day and to_day - from_day <= 366)
);
create index reading_account on matrix.reading (account_id, to_day desc);

-- Each round of inspection over every account.
create table matrix.round (
  id uuid primary key,
  at timestamptz not null,
  accounts int not null,
  found int not null,
  gone int not null,
  by_name text not null
);
create index round_newest on matrix.round (at desc);

select public.open_schema('matrix');
select public.append_only('matrix.round');
select public.append_only('matrix.finding_event');
revoke delete, truncate on matrix.filing, matrix.finding, matrix.reading from tongsheng_app;
