-- Screens of an account in groups, and the playlist of each group: where and when a signed text is shown, never what it says.

create table signage.screen_group (
  id uuid primary key,
  account_id uuid not null,
  unit_id uuid not null,
  name text not null check (name <> ''),
  -- Raised by every change of the playlist, so that two people do not undo each other unseen.
  version integer not null default 0,
  shows_from timestamptz,
  shows_until timestamptz,
  -- What stands when nothing else is to be shown.
  standing_piece_id uuid,
  made_at timestamptz not null,
  dissolved_at timestamptz,
  unique (id, account_id),
  check (shows_from is null or shows_until is null or shows_until > shows_from)
);
create unique index screen_group_name on signage.screen_group (account_id, name) where dissolved_at is null;

create table signage.slot (
  group_id uuid not null references signage.screen_group,
  piece_id uuid not null,
  position smallint not null check (position >= 0),
  shown boolean not null,
  seconds smallint check (seconds between 5 and 3600),
  shows_from timestamptz,
  shows_until timestamptz,
  primary key (group_id, piece_id),
  unique (group_id, position),
  check (shows_from is null or shows_until is null or shows_until > shows_from)
);

alter table signage.screen add column group_id uuid;
-- A screen stands only in a group of its own account.
alter table signage.screen add foreign key (group_id, account_id) references signage.screen_group (id, account_id);
create index screen_in_group on signage.screen (group_id) where group_id is not null;

grant select, insert, update on signage.screen_group to tongsheng_app;
grant select, insert, delete on signage.slot to tongsheng_app;
