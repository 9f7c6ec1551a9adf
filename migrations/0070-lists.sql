-- Lists of dispatch at 1,000,000 deliveries: releases newest first, and the few legs that need a person.
create index release_newest on dispatch.release (at desc);
create index delivery_needing on dispatch.delivery (release_id) where state in ('unknown', 'failed');
