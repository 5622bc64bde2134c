-- Documents of a dataset version by source type and domain, as policies decide on them; paragraphs
-- left out of it because another document holds them.
alter table view.dataset
  add column by_origin         jsonb not null default '{}',
  add column masked_documents  bigint not null default 0,
  add column masked_paragraphs bigint not null default 0,
  add column masked_utf8_bytes bigint not null default 0;
