-- 投放: releases, deliveries with their evidence, fences and gates.
create schema dispatch;

-- One order to send: a cleared manifest to its accounts, or the recall of what was sent.
create table dispatch.release (
  id uuid primary key,
  piece_id uuid not null references content.piece,
  manifest_id uuid references review.manifest,
  edition_number int not null,
  kind text not null check (kind in ('publish', 'correct', 'recall')),
  lane smallint not null,
  send_at timestamptz not null,
  not_after timestamptz,
  reason text,
  notice text,
  -- accounts a recall cannot reach, as JSON [{accountId, why}]
  left_out text not null default '[]',
  ordered_by uuid not null,
  ordered_by_name text not null,
  at timestamptz not null,
  check (kind = 'recall' or manifest_id is not null),
  check (kind <> 'recall' or coalesce(reason, '') <> '')
);
create unique index release_manifest on dispatch.release (manifest_id) where kind <> 'recall';
create index release_piece on dispatch.release (piece_id, at desc);

create table dispatch.delivery (
  id uuid primary key,
  release_id uuid not null references dispatch.release,
  piece_id uuid not null references content.piece,
  manifest_id uuid not null references review.manifest,
  edition_number int not null,
  account_id uuid not null references channels.account,
  connector_id text not null,
  unit_id uuid not null,
  action text not null check (action in ('publish', 'correct', 'recall')),
  key text not null unique,
  payload_hash text not null,
  lane smallint not null,
  state text not null check (state in ('queued', 'sending', 'waiting', 'settled', 'failed', 'unknown', 'void')),
  rung text check (rung in ('accepted', 'published', 'verified', 'displayed')),
  goal text not null check (goal in ('accepted', 'published', 'verified', 'displayed')),
  not_before timestamptz not null,
  not_after timestamptz,
  deadline_at timestamptz not null,
  attempt int not null default 0,
  lease_until timestamptz,
  worker_id uuid,
  submitting boolean not null default false,
  ref text,
  url text,
  accepted_at timestamptz,
  published_at timestamptz,
  verified_at timestamptz,
  displayed_at timestamptz,
  displayed_note text,
  next_check_at timestamptz,
  checks int not null default 0,
  failure_class text,
  failure_code text,
  failure_text text,
  void_reason text,
  owner_person_id uuid,
  alerted_at timestamptz,
  requested_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (manifest_id, account_id, action)
);
create index delivery_ready on dispatch.delivery (lane, not_before, id) where state = 'queued';
create index delivery_sending on dispatch.delivery (account_id, piece_id, lease_until) where state = 'sending';
create index delivery_check on dispatch.delivery (next_check_at) where state = 'waiting';
create index delivery_overdue on dispatch.delivery (deadline_at) where state in ('queued', 'sending', 'waiting', 'unknown', 'failed') and alerted_at is null;
create index delivery_release on dispatch.delivery (release_id);
create index delivery_piece on dispatch.delivery (piece_id, created_at desc);
create index delivery_ref on dispatch.delivery (account_id, ref) where ref is not null;
create index delivery_needs on dispatch.delivery (unit_id, updated_at desc) where state in ('unknown', 'failed');

-- The bytes of a recall notice per account, as the person who recalled signed them.
create table dispatch.recall_bytes (
  delivery_id uuid primary key references dispatch.delivery,
  payload text not null,
  hash text not null check (hash = encode(sha256(convert_to(payload, 'UTF8')), 'hex'))
);

-- What was seen of a delivery, in the order it was seen; raw answers kept.
create table dispatch.receipt (
  id uuid primary key,
  delivery_id uuid not null references dispatch.delivery,
  account_id uuid not null,
  source text not null check (source in ('answer', 'poll', 'callback', 'session', 'person', 'house')),
  outcome text not null check (outcome in ('rung', 'failed', 'unclear', 'absent', 'requeued', 'void', 'decided')),
  rung text,
  failure_class text,
  raw_code text not null default '',
  raw_body text not null default '',
  note text not null default '',
  event_id text not null,
  by_person uuid,
  by_name text,
  at timestamptz not null
);
create unique index receipt_event on dispatch.receipt (account_id, event_id);
create index receipt_delivery on dispatch.receipt (delivery_id, at);

-- A receipt that came before the answer that names it (design/channels.md, 7).
create table dispatch.stray_receipt (
  account_id uuid not null,
  ref text not null,
  event_id text not null,
  rung text,
  failure_class text,
  raw_code text not null default '',
  raw_body text not null default '',
  at timestamptz not null,
  primary key (account_id, event_id)
);
create index stray_receipt_ref on dispatch.stray_receipt (account_id, ref);

-- Newest edition that may stand on an account, and whether the piece was taken back there.
create table dispatch.fence (
  piece_id uuid not null,
  account_id uuid not null,
  edition_number int not null,
  recalled_upto int not null default 0,
  primary key (piece_id, account_id)
);

-- An account that rests because its channel said so, and what it may still send within its rate.
create table dispatch.gate (
  account_id uuid primary key,
  rests_until timestamptz,
  reason text not null default '',
  window_start timestamptz not null,
  sent_in_window int not null
);

-- A post to be made by hand: who, until when, and the link and picture that prove it.
create table dispatch.hand_post (
  key text primary key,
  account_id uuid not null,
  piece_id uuid not null,
  edition_number int not null,
  person_id uuid not null,
  due_at timestamptz not null,
  payload text not null,
  withdraw boolean not null default false,
  link text,
  screenshot_id uuid,
  done_by uuid,
  done_by_name text,
  done_at timestamptz,
  escalated_at timestamptz,
  created_at timestamptz not null
);
create index hand_post_open on dispatch.hand_post (person_id, due_at) where done_at is null;

-- A delivery carries bytes that were signed: cleared manifest, its own account, the very hash.
create function dispatch.check_delivery() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.manifest_id, new.account_id, new.action, new.payload_hash, new.key, new.edition_number, new.piece_id)
       is distinct from (old.manifest_id, old.account_id, old.action, old.payload_hash, old.key, old.edition_number, old.piece_id) then
      raise exception 'a delivery never changes what it carries' using errcode = 'TS001';
    end if;
    return new;
  end if;
  if not exists (select from review.clearance where manifest_id = new.manifest_id) then
    raise exception 'manifest is not cleared' using errcode = 'TS006';
  end if;
  if new.action <> 'recall' and not exists (
    select from review.rendition where manifest_id = new.manifest_id and account_id = new.account_id and hash = new.payload_hash) then
    raise exception 'bytes that nobody signed' using errcode = 'TS007';
  end if;
  return new;
end $$;
create trigger check_delivery before insert or update on dispatch.delivery for each row execute function dispatch.check_delivery();
create trigger keep_delivery before delete on dispatch.delivery for each row execute function public.refuse_change();

select public.open_schema('dispatch');
select public.append_only('dispatch.receipt');
select public.append_only('dispatch.release');
select public.append_only('dispatch.recall_bytes');
