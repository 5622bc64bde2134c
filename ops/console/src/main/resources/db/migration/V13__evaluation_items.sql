-- Each task that a model was asked in an evaluation, without its text.
alter table view.evaluation add column items jsonb not null default '[]';
