-- Indexes for the first screen, the calendar and the search: lists across modules that must stay quick at 50,000 pieces.

-- Warnings in force: graded pieces that the public can see, by their end; those without one by when they last changed.
create index piece_ends on content.piece (valid_until) where lane < 4 and stage in ('publishing', 'published') and valid_until is not null;
create index piece_endless on content.piece (updated_at desc) where lane < 4 and stage in ('publishing', 'published') and valid_until is null;
-- Joint pieces on their way.
create index piece_joint on content.piece (updated_at desc) where joint and stage not in ('published', 'recalled', 'withdrawn');
-- Facts that were stated anew.
create index fact_restated on content.fact (id) where current_version > 1;
-- What leaves on a day.
create index plan_send on review.plan (send_at) where send_at is not null;
create index plan_embargo on review.plan (embargo_until) where embargo_until is not null;
create index release_send on dispatch.release (send_at);
-- What was just seen.
create index receipt_newest on dispatch.receipt (at desc);
