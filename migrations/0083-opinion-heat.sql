-- Heat is counted by the engine (ADR 0015): for that it is kept in which hours a source was looked at, and how far its titles gained readers.
create table opinion.look (
  source_id uuid not null references opinion.source,
  hour timestamptz not null,
  -- how long its list was; null where it is no list
  length int,
  -- reads an item usually gains in an hour, as it was known when the hour began; null where the source never told
  usual_gain double precision,
  -- what was gained in this hour: the sum of natural logs, and of how many items
  gain_sum double precision not null default 0,
  gain_count int not null default 0,
  primary key (source_id, hour)
);
insert into opinion.look (source_id, hour, length)
  select i.source_id, s.hour, case when i.kind = 'list' then count(*)::int end from opinion.sighting s join opinion.item i on i.id = s.item_id group by i.source_id, s.hour, i.kind;

alter table opinion.sighting add column gain double precision;

-- Readings by the plain formula that stood here before are on another scale; the listener draws them anew. An hour without a row is an hour
-- nobody can tell of, never zero; `looked` when a source was really looked at in it.
truncate opinion.heat;
alter table opinion.heat drop column sources, drop column items, drop column best_rank, drop column reads, add column looked boolean not null;
update opinion.topic set heat = null, peak = null;

grant select, insert, update, delete on opinion.look to tongsheng_app;
