-- Tokens of the training set in force when a checkpoint was written, by source type and domain.
alter table view.checkpoint add column training_tokens jsonb not null default '{}';
