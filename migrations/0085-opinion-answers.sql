-- What somebody said, and an answer of an authority that may be about it: a release of ours on the public site, or an item of an official source.
-- Never a verdict: how likely, and the words that tie them; the answer itself stands with its issuer and link.
create table opinion.answer_match (
  item_id uuid not null references opinion.item on delete cascade,
  answer_kind text not null check (answer_kind in ('release', 'official')),
  answer_id uuid not null,
  likelihood real not null check (likelihood between 0 and 1),
  words text[] not null,
  matched_at timestamptz not null,
  primary key (item_id, answer_kind, answer_id)
);
create index answer_match_answer on opinion.answer_match (answer_kind, answer_id);
grant select, insert, update, delete on opinion.answer_match to tongsheng_app;

-- Up to when what the public site published was held against what people say.
alter table opinion.listener add column answers_to timestamptz not null default '-infinity';
