-- Where a channel cannot replace what it said, a corrected account carries several posts, and a recall takes each back with a leg of its own: the manifest that was sent
-- tells them apart. A release of a manifest still has one leg to an account, and what is taken back is taken back once (delivery_recall).
create unique index delivery_leg_of_manifest on dispatch.delivery (piece_id, account_id, release_id, manifest_id);
drop index dispatch.delivery_leg;
