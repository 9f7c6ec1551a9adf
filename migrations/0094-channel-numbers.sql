-- Numbers given out one by one where a protocol has room for few (应急广播 EBMID: four digits a day). One word always has the same number, and no two have one.
create table channels.number (
  series text not null,
  word text not null,
  number int not null check (number >= 1),
  at timestamptz not null,
  primary key (series, word),
  unique (series, number)
);
grant select, insert on channels.number to tongsheng_app;
select public.append_only('channels.number');
