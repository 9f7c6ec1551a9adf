-- What is scarce is spent by a person: a delivery of such a channel is held until somebody who may says so (群发).
alter table dispatch.progress drop constraint progress_state_check;
alter table dispatch.progress add constraint progress_state_check check (state in ('queued', 'held', 'sending', 'waiting', 'settled', 'failed', 'unknown', 'void'));
alter table dispatch.receipt drop constraint receipt_outcome_check;
alter table dispatch.receipt add constraint receipt_outcome_check check (outcome in ('rung', 'failed', 'unclear', 'absent', 'requeued', 'void', 'decided', 'spend'));

-- Few are ever held; they are found by when their owner must be called.
create index progress_held on dispatch.progress (deadline_at) where state = 'held';

-- A held delivery leaves only by a decision that names this very try, and one decision frees one try: receipts of one name are one (receipt_event).
create function dispatch.check_spending() returns trigger language plpgsql as $$
begin
  if not exists (select from dispatch.receipt r where r.account_id = new.account_id and r.event_id = 'spend:' || new.delivery_id || ':' || new.attempt
      and r.delivery_id = new.delivery_id and r.outcome = 'spend' and r.by_person is not null) then
    raise exception 'nobody decided to spend this' using errcode = 'TS024';
  end if;
  return new;
end $$;
create trigger check_spending before update of state on dispatch.progress for each row
  when (old.state = 'held' and new.state in ('queued', 'sending')) execute function dispatch.check_spending();
