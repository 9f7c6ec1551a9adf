-- 审核与会签: routes through the stages, comments, manifests, signatures, clearance.
create schema review;

-- What an editor plans before submitting: who signs in which order, which accounts, when.
create table review.plan (
  piece_id uuid primary key references content.piece,
  unit_ids uuid[] not null check (cardinality(unit_ids) between 1 and 12),
  proposed_unit_ids uuid[] not null,
  line_reason text,
  in_order boolean not null default false,
  account_ids uuid[] not null default '{}',
  send_at timestamptz,
  embargo_until timestamptz,
  not_after timestamptz,
  changed_by uuid not null,
  changed_at timestamptz not null
);

create table review.route (
  id uuid primary key,
  piece_id uuid not null references content.piece,
  edition_id uuid not null unique references content.edition,
  edition_number int not null,
  unit_id uuid not null,
  path text not null check (path in ('normal', 'emergency')),
  path_reason text,
  stage text not null check (stage in ('first', 'second', 'final', 'cosign', 'cleared', 'returned', 'withdrawn', 'superseded')),
  first_reviewer uuid,
  second_reviewer uuid,
  final_reviewer uuid,
  waiting_since timestamptz not null,
  due_at timestamptz,
  chased_at timestamptz,
  after_review text not null default 'none' check (after_review in ('none', 'open', 'done')),
  submitted_by uuid not null,
  submitted_by_name text not null,
  submitted_at timestamptz not null,
  check (path = 'normal' or coalesce(path_reason, '') <> '')
);
create index route_piece on review.route (piece_id, edition_number desc);
create index route_waiting on review.route (stage, waiting_since) where stage in ('first', 'second', 'final', 'cosign');
create index route_after on review.route (unit_id) where after_review = 'open';

-- Every step of a route, in the order it happened.
create table review.step (
  id uuid primary key,
  route_id uuid not null references review.route,
  stage text not null check (stage in ('first', 'second', 'final', 'cosign', 'after')),
  verdict text not null check (verdict in ('submitted', 'passed', 'returned', 'reassigned', 'chased', 'withdrawn', 'signed', 'declined', 'line-changed', 'superseded', 'cleared')),
  by_person uuid not null,
  by_name text not null,
  unit_id uuid not null,
  unit_name text not null,
  reason text,
  gates text[] not null default '{}',
  facts text not null default '{}',
  at timestamptz not null
);
create index step_route on review.step (route_id, at);

create table review.comment (
  id uuid primary key,
  piece_id uuid not null references content.piece,
  edition_id uuid not null references content.edition,
  stage text not null check (stage in ('first', 'second', 'final', 'cosign', 'after')),
  block int,
  quote text not null default '',
  body text not null check (body <> ''),
  by_person uuid not null,
  by_name text not null,
  unit_id uuid not null,
  state text not null default 'open' check (state in ('open', 'settled')),
  settled_by uuid,
  settled_by_name text,
  settled_at timestamptz,
  answer text,
  at timestamptz not null
);
create index comment_piece on review.comment (piece_id, at);

-- The whole that is signed: facts, text, attachments, every rendered variant, target accounts, time.
create table review.manifest (
  id uuid primary key,
  route_id uuid not null references review.route,
  piece_id uuid not null references content.piece,
  edition_id uuid not null references content.edition,
  edition_number int not null,
  number int not null,
  body text not null,
  hash text not null check (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex')),
  in_order boolean not null,
  send_at timestamptz,
  embargo_until timestamptz,
  not_after timestamptz,
  at timestamptz not null,
  unique (piece_id, edition_number, number)
);
create index manifest_route on review.manifest (route_id, number desc);

create table review.rendition (
  manifest_id uuid not null references review.manifest,
  account_id uuid not null,
  connector_id text not null,
  payload text not null,
  hash text not null check (hash = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  preview text not null,
  primary key (manifest_id, account_id)
);

create table review.required_signature (
  manifest_id uuid not null references review.manifest,
  unit_id uuid not null,
  position int not null,
  role text not null check (role in ('lead', 'co')),
  unit_name text not null,
  primary key (manifest_id, unit_id),
  unique (manifest_id, position)
);

-- A manifest that no longer counts, and why.
create table review.voided_manifest (
  manifest_id uuid primary key references review.manifest,
  reason text not null check (reason in ('new-edition', 'line-changed', 'declined', 'returned', 'withdrawn', 'targets-changed')),
  at timestamptz not null
);

create table review.signature (
  manifest_id uuid not null references review.manifest,
  unit_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  unit_name text not null,
  post text not null,
  delegated_from uuid,
  decision text not null check (decision in ('signed', 'declined')),
  reason text,
  manifest_hash text not null,
  second_factor boolean not null,
  at timestamptz not null,
  primary key (manifest_id, unit_id),
  check (decision = 'signed' or coalesce(reason, '') <> ''),
  check (decision = 'declined' or second_factor)
);

-- The permission to publish. It exists only when every required signature does.
create table review.clearance (
  manifest_id uuid primary key references review.manifest,
  manifest_hash text not null,
  at timestamptz not null
);

-- A signature counts for the manifest it names, for a unit that was asked, in its turn, while the manifest stands.
-- Runs as the owner: it locks the manifest, which the application may only read.
create function review.check_signature() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare m review.manifest; r review.required_signature;
begin
  select * into m from review.manifest where id = new.manifest_id for update;
  if m.hash <> new.manifest_hash then raise exception 'signature over another manifest' using errcode = 'TS002'; end if;
  if exists (select from review.voided_manifest where manifest_id = m.id) then raise exception 'manifest is void' using errcode = 'TS003'; end if;
  select * into r from review.required_signature where manifest_id = m.id and unit_id = new.unit_id;
  if not found then raise exception 'unit was not asked to sign' using errcode = 'TS004'; end if;
  if (m.in_order or r.role = 'co') and exists (
    select from review.required_signature q
    where q.manifest_id = m.id and q.position < r.position and (m.in_order or q.role = 'lead')
      and not exists (select from review.signature s where s.manifest_id = m.id and s.unit_id = q.unit_id and s.decision = 'signed')
  ) then raise exception 'not this unit''s turn' using errcode = 'TS005'; end if;
  return new;
end $$;
create trigger check_signature before insert on review.signature for each row execute function review.check_signature();

-- Bytes and signers stand in the manifest's own body, or they do not stand at all: nothing can be added to what people sign.
create function review.check_rendition() returns trigger language plpgsql as $$
begin
  if not exists (select from review.manifest m, jsonb_array_elements(m.body::jsonb -> 'renditions') r
    where m.id = new.manifest_id and r ->> 'accountId' = new.account_id::text and r ->> 'hash' = new.hash) then
    raise exception 'bytes that the manifest does not name' using errcode = 'TS007';
  end if;
  return new;
end $$;
create trigger check_rendition before insert on review.rendition for each row execute function review.check_rendition();

create function review.check_required() returns trigger language plpgsql as $$
begin
  if not exists (select from review.manifest m, jsonb_array_elements(m.body::jsonb -> 'signers') with ordinality s(signer, n)
    where m.id = new.manifest_id and signer ->> 'unitId' = new.unit_id::text and signer ->> 'role' = new.role and n - 1 = new.position) then
    raise exception 'a signer that the manifest does not name' using errcode = 'TS004';
  end if;
  return new;
end $$;
create trigger check_required before insert on review.required_signature for each row execute function review.check_required();

create function review.fully_signed(manifest uuid) returns boolean language sql stable as $$
  select exists (select from review.manifest m where m.id = manifest and jsonb_array_length(m.body::jsonb -> 'signers') > 0
      and jsonb_array_length(m.body::jsonb -> 'signers') = (select count(*) from review.required_signature q where q.manifest_id = manifest))
    and not exists (select from review.voided_manifest where manifest_id = manifest)
    and not exists (
      select from review.required_signature q join review.manifest m on m.id = q.manifest_id
      where q.manifest_id = manifest and not exists (
        select from review.signature s where s.manifest_id = manifest and s.unit_id = q.unit_id and s.decision = 'signed' and s.manifest_hash = m.hash))
$$;

create function review.check_clearance() returns trigger language plpgsql as $$
begin
  if not review.fully_signed(new.manifest_id) then raise exception 'not fully signed' using errcode = 'TS006'; end if;
  if not exists (select from review.manifest where id = new.manifest_id and hash = new.manifest_hash) then
    raise exception 'clearance of another manifest' using errcode = 'TS002';
  end if;
  return new;
end $$;
create trigger check_clearance before insert on review.clearance for each row execute function review.check_clearance();

select public.open_schema('review');
select public.append_only('review.step');
select public.append_only('review.manifest');
select public.append_only('review.rendition');
select public.append_only('review.required_signature');
select public.append_only('review.voided_manifest');
select public.append_only('review.signature');
select public.append_only('review.clearance');
