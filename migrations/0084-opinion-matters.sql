-- What a unit knows of already: emergencies its duty officer was told of, with every topic that turned out to be part of one (ADR 0014).
-- A wave of a flood in the same area is not told again; a stranger among hazards, and what comes back after a silence, is.
create table opinion.matter (
  unit_id uuid not null,
  n int not null,
  topic_ids uuid[] not null,
  hazard text,
  -- the part of a GB/T 2260 code that all its places share
  cover text not null,
  last_at timestamptz not null,
  primary key (unit_id, n)
);
grant select, insert, update, delete on opinion.matter to tongsheng_app;

-- A topic may be told of more than once, and may be known with another that was told (rule 'known').
alter table opinion.alert add column nth int not null default 1;
alter table opinion.alert drop constraint alert_pkey, add primary key (topic_id, unit_id, nth);
alter table opinion.alert alter column nth drop default;
