-- What was refused or failed is rare and asked for often.
create index entry_not_done on audit.entry (outcome, seq desc) where outcome <> 'done';
