-- The public site: what was published, every edition of it, and what was taken back (product.md, refusal 4).

create schema website;

create table website.article (
  piece_id uuid primary key,
  state text not null check (state in ('live', 'recalled')),
  current_edition integer not null check (current_edition >= 1),
  column_key text not null,
  urgency text not null check (urgency in ('red', 'orange', 'yellow', 'blue', 'routine')),
  regions text[] not null,
  title text not null,
  summary text not null,
  signature jsonb not null,
  correction jsonb,
  points text[] not null,
  first_published_at timestamptz not null,
  updated_at timestamptz not null,
  valid_until timestamptz,
  search tsvector not null
);
create index article_newest on website.article (updated_at desc, piece_id);
create index article_column on website.article (column_key, updated_at desc, piece_id) where state = 'live';
create index article_graded on website.article (updated_at desc) where state = 'live' and urgency <> 'routine';
create index article_search on website.article using gin (search);

create table website.edition (
  piece_id uuid not null references website.article,
  edition integer not null,
  key text not null unique,
  payload text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  plain text not null,
  published_at timestamptz not null,
  primary key (piece_id, edition)
);

create table website.signing (
  piece_id uuid not null,
  edition integer not null,
  unit_id uuid not null,
  signed_at timestamptz not null,
  primary key (piece_id, edition, unit_id),
  foreign key (piece_id, edition) references website.edition
);

create table website.media (
  sha256 text not null,
  piece_id uuid not null,
  edition integer not null,
  mime text not null,
  bytes bigint not null,
  primary key (sha256, piece_id, edition),
  foreign key (piece_id, edition) references website.edition
);

create table website.recall (
  piece_id uuid primary key,
  key text not null unique,
  title text not null,
  reason text not null,
  signature jsonb not null,
  signed_at timestamptz not null,
  recalled_at timestamptz not null
);

select public.open_schema('website');
select public.append_only('website.edition');
select public.append_only('website.signing');
select public.append_only('website.media');
select public.append_only('website.recall');
revoke delete, truncate on website.article from tongsheng_app;

-- An article only moves forward: no older edition over a newer one, nothing back from a recall, however the program errs.
create function website.only_forward() returns trigger language plpgsql as $$
begin
  if new.current_edition < old.current_edition or old.state = 'recalled' then
    raise exception 'website.article %: edition % cannot follow edition % (%)', old.piece_id, new.current_edition, old.current_edition, old.state using errcode = 'TS002';
  end if;
  return new;
end $$;
create trigger only_forward before update on website.article for each row execute function website.only_forward();
