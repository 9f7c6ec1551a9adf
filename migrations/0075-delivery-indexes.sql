-- A delivery is written several times on its way and changes what its partial indexes ask for, so every whole index is written again each time.
-- One over piece, account and release serves the looks at all three and holds the identity (edition, account, action): a manifest has one release
-- (release_manifest), a release one leg to an account; what is taken back is taken back once.
create unique index delivery_leg on dispatch.delivery (piece_id, account_id, release_id);
create unique index delivery_recall on dispatch.delivery (manifest_id, account_id) where action = 'recall';
drop index dispatch.delivery_piece;
drop index dispatch.delivery_release;
alter table dispatch.delivery drop constraint delivery_manifest_id_account_id_action_key;

-- What a delivery carries is checked when it is made, and when somebody would change it: an update that names none of these columns cannot.
drop trigger check_delivery on dispatch.delivery;
create trigger check_delivery before insert on dispatch.delivery for each row execute function dispatch.check_delivery();
create trigger keep_what_is_carried before update of manifest_id, account_id, action, payload_hash, key, edition_number, piece_id on dispatch.delivery
  for each row execute function dispatch.check_delivery();

-- Receipts come a hundred at a time; deliveries are never removed, so one look at all new ones says what a foreign key would say row by row.
alter table dispatch.receipt drop constraint receipt_delivery_id_fkey;
create function dispatch.check_receipts() returns trigger language plpgsql as $$
begin
  if exists (select from fresh r where not exists (select from dispatch.delivery d where d.id = r.delivery_id)) then
    raise exception 'a receipt of no delivery' using errcode = 'TS008';
  end if;
  return null;
end $$;
create trigger check_receipts after insert on dispatch.receipt referencing new table as fresh for each statement execute function dispatch.check_receipts();
