-- Lists over a province's ten years. A list finds its page by walking back from the newest: what its filters and its scope ask for stands in the index.
drop index content.piece_newest;
create index piece_newest on content.piece (updated_at desc, id desc) include (unit_id, system, region_code, stage, form, urgency, topic, joint);
drop index content.piece_together;
create index piece_together on content.piece (updated_at desc, id desc) include (unit_id, system, region_code, stage) where joint;
-- Pieces that a unit shares beside its own.
create index participant_co on content.participant (unit_id, piece_id) where role = 'co';
-- Routes that wait for somebody; all others are the past.
create index route_open on review.route (piece_id) where stage in ('first', 'second', 'final', 'cosign', 'returned') or (stage = 'cleared' and after_review = 'open');
-- Titles by pairs of neighbouring characters: finds names that no dictionary knows by any part of them, without reading every title.
create function content.pairs(said text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(lower(said), i, 2)), '{}') from generate_series(1, length(said) - 1) i
$$;
create index piece_title_pairs on content.piece using gin (content.pairs(title));
