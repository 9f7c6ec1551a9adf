-- 素材: pictures and films with who made them, whether they may be shown, and the hash of their bytes.
create schema materials;

create table materials.material (
  id uuid primary key,
  unit_id uuid not null,
  unit_name text not null,
  system text not null check (system in ('emergency', 'fire', 'forest_fire', 'partner')),
  region_code text not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  state text not null check (state in ('uploading', 'preparing', 'ready', 'refused', 'removed')),
  refusal text,
  refusal_facts text,
  kind text check (kind in ('image', 'video')),
  name text not null check (name <> ''),
  credit text not null default '',
  rights text not null default '',
  alt text not null default '',
  taken_at timestamptz,
  usable text not null default 'yes' check (usable in ('yes', 'masked-needed', 'no')),
  usable_reason text not null default '',
  judged_by uuid,
  judged_by_name text,
  judged_at timestamptz,
  bytes bigint not null check (bytes > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  mime text,
  width int,
  height int,
  seconds int,
  changed_at timestamptz not null,
  check (state <> 'ready' or (kind is not null and sha256 is not null and mime is not null)),
  check (state <> 'refused' or refusal is not null),
  check (usable = 'yes' or usable_reason <> '')
);
create index material_newest on materials.material (uploaded_at desc, id desc) where state <> 'removed';
create index material_unit on materials.material (unit_id, uploaded_at desc);
create index material_region on materials.material (region_code text_pattern_ops, uploaded_at desc);
create index material_system on materials.material (system, uploaded_at desc);
create index material_sha on materials.material (sha256) where sha256 is not null;

-- Once prepared, the bytes of a material are what they are: a signature may stand on their hash.
create function materials.keep_bytes() returns trigger language plpgsql as $$
begin
  if old.sha256 is not null
    and (old.sha256, old.bytes, old.mime, old.kind, old.width, old.height, old.seconds) is distinct from (new.sha256, new.bytes, new.mime, new.kind, new.width, new.height, new.seconds) then
    raise exception 'materials.material %: the bytes of a prepared material never change', old.id using errcode = 'TS001';
  end if;
  if old.state = 'removed' and new.state <> 'removed' then
    raise exception 'materials.material %: a removed material does not come back', old.id using errcode = 'TS001';
  end if;
  return new;
end $$;
create trigger keep_bytes before update on materials.material for each row execute function materials.keep_bytes();

-- Joint units that may use it too (clause 4.2, shared material pool).
create table materials.share (
  material_id uuid not null references materials.material on delete cascade,
  unit_id uuid not null,
  primary key (material_id, unit_id)
);
create index share_unit on materials.share (unit_id, material_id);

-- Small copies of a picture.
create table materials.rendition (
  material_id uuid not null references materials.material on delete cascade,
  size int not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  width int not null,
  height int not null,
  primary key (material_id, size)
);
create index rendition_sha on materials.rendition (sha256);

-- An upload under way, and one whose draft is still to be thrown away.
create table materials.upload (
  material_id uuid primary key references materials.material on delete cascade,
  owner_id uuid not null,
  bytes bigint not null check (bytes > 0),
  received bigint not null default 0 check (received between 0 and bytes),
  expires_at timestamptz not null,
  writer uuid,
  writer_until timestamptz
);
create index upload_owner on materials.upload (owner_id);
create index upload_expiry on materials.upload (expires_at);

select public.open_schema('materials');
