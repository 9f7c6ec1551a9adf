-- Reminders to readers' browsers: who asked for them (sealed), what is to be said, to whom it has not been said yet.

create schema push;

-- A browser that asked to be reminded. `id` is the hash of where it is reached, `sealed` holds that place and its two keys, `since` the day: nothing else is known of anybody.
create table push.subscription (
  id text primary key check (id ~ '^[0-9a-f]{64}$'),
  server_key text not null,
  sealed text not null,
  urgent_only boolean not null,
  since date not null
);
create index subscription_key on push.subscription (server_key);

-- One signed reminder and what became of it, in numbers only.
create table push.message (
  id uuid primary key,
  key text not null unique,
  account_id uuid not null,
  piece_id uuid not null,
  edition integer not null check (edition >= 1),
  withdrawn boolean not null,
  payload text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex')),
  urgent boolean not null,
  put_at timestamptz not null,
  expires_at timestamptz not null,
  overtaken_at timestamptz,
  finished_at timestamptz,
  told integer not null default 0,
  sent integer not null default 0,
  dropped integer not null default 0,
  given_up integer not null default 0
);
create unique index message_one_edition on push.message (account_id, piece_id, edition, withdrawn);
create index message_open on push.message (id) where finished_at is null;

-- Who is still to be told. A row goes when the push service took it, so that nobody can read later who was told what.
create table push.pending (
  message_id uuid not null references push.message,
  subscription_id text not null references push.subscription on delete cascade,
  lane smallint not null,
  tries smallint not null default 0,
  due_at timestamptz not null,
  held_until timestamptz,
  primary key (message_id, subscription_id)
);
create index pending_due on push.pending (lane, due_at);
create index pending_subscription on push.pending (subscription_id);

select public.open_schema('push');
revoke delete, truncate on push.message from tongsheng_app;

-- What was signed is never rewritten; only what became of it.
create function push.message_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.key, new.account_id, new.piece_id, new.edition, new.withdrawn, new.payload, new.sha256)
     is distinct from (old.id, old.key, old.account_id, old.piece_id, old.edition, old.withdrawn, old.payload, old.sha256) then
    raise exception 'push.message % is never rewritten', old.id using errcode = 'TS001';
  end if;
  return new;
end $$;
create trigger message_stays before update on push.message for each row execute function push.message_stays();
