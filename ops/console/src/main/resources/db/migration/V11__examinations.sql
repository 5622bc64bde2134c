-- What models answered to tasks that people asked them from the command line (EVAL_SAVE_TO_DB).
create table view.examination (
  examination_id   text primary key,
  model            text not null,
  checkpoint_hash  text not null,
  battery_hash     text not null,
  items            bigint not null,
  accuracy         double precision not null,
  accuracy_by_byte double precision not null,
  chance           double precision not null,
  tasks            jsonb not null,
  requested_by     text not null,
  examined_at      timestamptz not null
);
create index examination_at on view.examination (examined_at desc, examination_id);
