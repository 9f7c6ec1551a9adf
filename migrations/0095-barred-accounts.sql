-- A platform that refuses an account's secret again and again is called no more in its name until somebody mends it (design/channels.md, contract 5):
-- how often it refused in a row, and since when nothing leaves.
alter table channels.account add column refusals int not null default 0 check (refusals >= 0), add column barred_at timestamptz;
create index account_barred on channels.account (id) where barred_at is not null;
