-- What the watchdogs of all processes agree to have told somebody about: one row while it lasts.
create table platform.incident (
  name text primary key,
  since timestamptz not null,
  taken_by uuid not null,
  taken_at timestamptz not null,
  told_at timestamptz
);
select public.open_schema('platform');
