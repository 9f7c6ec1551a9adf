-- Log-in: passwords, second factors, sessions, failed attempts. Written by platform/auth only (ADR 0006).
create schema auth;

-- The password of a person. A temporary one lets them in to change it and to nothing else.
create table auth.credential (
  person_id uuid primary key,
  password_hash text not null check (password_hash like '$argon2id$%'),
  temporary boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- The authenticator of a person. Secrets are sealed; `last_step` is the newest 30-second step that was used, so no code works twice.
create table auth.second_factor (
  person_id uuid primary key references auth.credential on delete cascade,
  secret text,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  offered_secret text,
  offered_at timestamptz,
  check ((secret is null) = (confirmed_at is null)),
  check ((offered_secret is null) = (offered_at is null))
);

-- Ten codes on paper for a lost phone, each good once.
create table auth.backup_code (
  person_id uuid not null references auth.second_factor on delete cascade,
  code_hash text not null check (length(code_hash) = 64),
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- A log-in on one device. Only the SHA-256 of the token is kept; its end and its patience are decided when it opens.
create table auth.session (
  id uuid primary key,
  person_id uuid not null references auth.credential on delete cascade,
  token_hash text not null unique check (length(token_hash) = 64),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  idle_minutes int not null check (idle_minutes > 0),
  ends_at timestamptz not null check (ends_at > opened_at),
  second_factor_at timestamptz,
  proved_at timestamptz not null,
  address text not null,
  device text not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('logged-out', 'revoked', 'replaced', 'password-changed', 'administrator')),
  check ((ended_at is null) = (ended_why is null))
);
create index session_person on auth.session (person_id, opened_at desc);
create index session_ends on auth.session (ends_at);

-- Failed attempts by account name, by address and by second factor. The key is a SHA-256: what people type by mistake is not kept.
create table auth.failure (
  kind text not null check (kind in ('account', 'address', 'factor')),
  key text not null check (length(key) = 64),
  failures int not null check (failures >= 0),
  last_at timestamptz not null,
  blocked_until timestamptz,
  primary key (kind, key)
);
create index failure_last on auth.failure (last_at);

select public.open_schema('auth');
