-- People, units, rights: codes stay, names, parents and posts carry dates (product.md, "Names and parents change").

create schema organisation;

-- Regions by GB/T 2260 code; `became` names the code that replaced one.
create table organisation.region (
  code text primary key,
  name text not null check (name <> ''),
  short_name text,
  kind text not null check (kind in ('province', 'city', 'prefecture', 'committee', 'committee-zone', 'district', 'county-city', 'county', 'autonomous-county', 'zone', 'township')),
  hidden boolean not null default false,
  became text references organisation.region deferrable initially deferred,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  evidence text not null check (evidence in ('seed', 'seen', 'known', 'assumed')),
  verified boolean not null
);

create table organisation.region_parent (
  id uuid primary key,
  region_code text not null references organisation.region,
  parent_code text not null references organisation.region deferrable initially deferred,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  check (region_code <> parent_code)
);
create index region_parent_region on organisation.region_parent (region_code, valid_from);
create index region_parent_parent on organisation.region_parent (parent_code);

-- A unit under its code. Not opened = not known to exist: an administrator switches it on.
create table organisation.unit (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]*$'),
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  level text not null check (level in ('province', 'city', 'county', 'partner')),
  region_code text not null references organisation.region,
  office text,
  sees text not null default 'own' check (sees in ('own', 'all')),
  addressee boolean not null default false,
  role text,
  opened_on date,
  closed_on date check (closed_on > opened_on),
  evidence text not null check (evidence in ('seed', 'seen', 'known', 'assumed')),
  verified boolean not null,
  note text
);
create index unit_region on organisation.unit (region_code, system);

create table organisation.unit_name (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  kind text not null check (kind in ('main', 'also')),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  seal text not null check (length(seal) between 1 and 2),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  evidence text not null check (evidence in ('seed', 'seen', 'known', 'assumed')),
  verified boolean not null
);
create index unit_name_unit on organisation.unit_name (unit_id, valid_from);
create index unit_name_name on organisation.unit_name (name);

create table organisation.unit_parent (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  parent_id uuid not null references organisation.unit,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  check (unit_id <> parent_id)
);
create index unit_parent_unit on organisation.unit_parent (unit_id, valid_from);
create index unit_parent_parent on organisation.unit_parent (parent_id);

create table organisation.person (
  id uuid primary key,
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  name text not null check (name <> ''),
  title text not null default '',
  unit_id uuid not null references organisation.unit,
  phone text,
  email text,
  created_at timestamptz not null,
  left_at timestamptz
);
create index person_unit on organisation.person (unit_id);

create table organisation.appointment (
  id uuid primary key,
  person_id uuid not null references organisation.person,
  unit_id uuid not null references organisation.unit,
  post text not null check (post in ('editor', 'first-reviewer', 'second-reviewer', 'signer', 'liaison', 'duty-officer', 'leading-group', 'system-admin', 'security-admin', 'audit-admin')),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  appointed_by uuid not null,
  ended_by uuid
);
create index appointment_person on organisation.appointment (person_id, valid_from);
create index appointment_unit on organisation.appointment (unit_id, post);

-- A post lent for a period with a reason; never longer than 90 days.
create table organisation.delegation (
  id uuid primary key,
  from_person_id uuid not null references organisation.person,
  to_person_id uuid not null references organisation.person,
  unit_id uuid not null references organisation.unit,
  post text not null check (post in ('editor', 'first-reviewer', 'second-reviewer', 'signer', 'liaison', 'duty-officer', 'leading-group', 'system-admin', 'security-admin', 'audit-admin')),
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to >= valid_from),
  reason text not null check (btrim(reason) <> ''),
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  check (from_person_id <> to_person_id),
  check (valid_to <= valid_from + interval '90 days')
);
create index delegation_to on organisation.delegation (to_person_id, valid_to);
create index delegation_from on organisation.delegation (from_person_id, valid_to);
create index delegation_unit on organisation.delegation (unit_id, post, valid_to);

-- The facts of the preset, part by part; `loaded_sha256` is of what the preset said, so that an edit by people survives a second load.
create table organisation.fact_part (
  part text primary key,
  facts jsonb not null,
  loaded_sha256 text not null,
  changed_at timestamptz not null,
  edited boolean not null default false
);

-- Two rows of one key may not be valid at the same time. Arguments: the columns of the key. Rows of a key are serialised by a lock.
create function organisation.refuse_overlap() returns trigger language plpgsql as $$
declare
  clash boolean;
  condition text := (select string_agg(format('t.%1$I = ($1).%1$I', c), ' and ') from unnest(tg_argv) as c);
  key text := (select string_agg(to_jsonb(new) ->> c, '/' order by n) from unnest(tg_argv) with ordinality as k(c, n));
begin
  perform pg_advisory_xact_lock(hashtextextended(tg_relid::text || '/' || key, 0));
  execute format('select exists (select from %s t where %s and t.id <> ($1).id
      and t.valid_from < coalesce(($1).valid_to, ''infinity'') and ($1).valid_from < coalesce(t.valid_to, ''infinity''))', tg_relid::regclass, condition)
    into clash using new;
  if clash then
    raise exception '%: two rows of % are valid at the same time', tg_relid::regclass, key using errcode = 'TS010';
  end if;
  return new;
end $$;

create trigger no_overlap before insert or update on organisation.region_parent for each row execute function organisation.refuse_overlap('region_code');
create trigger no_overlap before insert or update on organisation.unit_name for each row execute function organisation.refuse_overlap('unit_id', 'kind');
create trigger no_overlap before insert or update on organisation.unit_parent for each row execute function organisation.refuse_overlap('unit_id');
create trigger no_overlap before insert or update on organisation.appointment for each row execute function organisation.refuse_overlap('person_id', 'unit_id', 'post');

-- An administrator holds no other kind of post (GB/T 22239-2019 §8.1.4): said here once more, under the rules in code.
create function organisation.refuse_mixed_posts() returns trigger language plpgsql as $$
declare administrators constant text[] := array['system-admin', 'security-admin', 'audit-admin'];
begin
  perform pg_advisory_xact_lock(hashtextextended('organisation.posts/' || new.person_id, 0));
  if exists (
    select from organisation.appointment a
    where a.person_id = new.person_id and a.id <> new.id and a.post <> new.post
      and (a.post = any (administrators) or new.post = any (administrators))
      and a.valid_from < coalesce(new.valid_to, 'infinity') and new.valid_from < coalesce(a.valid_to, 'infinity')
  ) then
    raise exception 'an administrator holds no other post' using errcode = 'TS011';
  end if;
  return new;
end $$;
create trigger administrators_stand_alone before insert or update on organisation.appointment for each row execute function organisation.refuse_mixed_posts();

-- The main name of every unit on a day, for neighbours' views.
create function organisation.name_on(unit uuid, day date) returns text language sql stable as $$
  select n.name from organisation.unit_name n
  where n.unit_id = unit and n.kind = 'main' and n.valid_from <= day and (n.valid_to is null or day < n.valid_to)
$$;

select public.open_schema('organisation');
