-- A phone of an account's list that wrote 退订 gets nothing more by that account until it writes that it wants to. Only phones that stand in the account's settings are
-- kept here, sealed by the house; of anybody else's word nothing but gateways.incoming knows (refusal 8: no list of numbers of the public).
create table gateways.opt_out (
  seq bigint generated always as identity primary key,
  account_id uuid not null,
  sealed text not null,
  masked text not null check (length(masked) <= 16 and masked like '%****%'),
  wish text not null check (wish in ('out', 'back')),
  at timestamptz not null
);
create index opt_out_account on gateways.opt_out (account_id, seq);
grant select, insert on gateways.opt_out to tongsheng_app;
select public.append_only('gateways.opt_out');
