-- view: a read model made of the topics. Nothing here is truth: the schema may be dropped at any time,
-- and is made anew when this file changes. Never migrated.
create schema view;

-- What made these tables: SHA-256 of this file.
create table view.made_by (
  description_hash text not null
);

-- Where the intake stands, written in the same transaction as the rows made from those records.
create table view.intake_offset (
  topic        text not null,
  partition_no int not null,
  next_offset  bigint not null,
  primary key (topic, partition_no)
);

-- Events seen per stage of the flow.
create table view.stage (
  stage   text primary key,
  total   bigint not null,
  last_at timestamptz not null
);

create table view.total (
  dimension  text primary key,
  accepted   bigint not null,
  rejected   bigint not null,
  characters bigint not null,
  utf8_bytes bigint not null,
  counted_at timestamptz not null
);

create table view.source (
  source_id     text primary key,
  kind          text not null,
  address       text not null,
  scope         text[] not null,
  schedule      text,
  weight        double precision,
  licence       text not null,
  local_allowed boolean not null,
  max_pages     bigint,
  active        boolean not null,
  actor         text not null,
  declared_at   timestamptz not null
);

-- Attempts, aggregated: never a row per page.
create table view.crawl_count (
  source_id text not null,
  host      text not null,
  outcome   text not null,
  total     bigint not null,
  bytes     bigint not null,
  last_at   timestamptz not null,
  primary key (source_id, host, outcome)
);

-- The newest fetches, for people: what arrives, and what went wrong.
create table view.fetch_sample (
  partition_no int not null,
  offset_no    bigint not null,
  source_id    text not null,
  url          text not null,
  outcome      text not null,
  http_status  int,
  detail       text,
  bytes        bigint not null,
  ended_at     timestamptz not null,
  primary key (partition_no, offset_no)
);
create index fetch_sample_source on view.fetch_sample (source_id, ended_at desc);

-- Every accepted version with its places in the logs, no text: what lineage is asked of.
create table view.document (
  version       text primary key,
  partition_no  int not null,
  offset_no     bigint not null,
  document_id   text not null,
  url           text not null,
  title         text not null,
  domain        text not null,
  source_id     text not null,
  source_type   text not null,
  language      text not null,
  licence       text not null,
  split         text not null,
  quality       double precision not null,
  weight        double precision not null,
  characters    int not null,
  utf8_bytes    int not null,
  raw_partition int not null,
  raw_offset    bigint not null,
  fetched_at    timestamptz not null,
  accepted_at   timestamptz not null
);
create index document_id on view.document (document_id);
create index document_newest on view.document (accepted_at desc);
create index document_domain on view.document (domain, source_type);
create index document_source on view.document (source_id, accepted_at desc);

create table view.accepted_count (
  source_id  text not null,
  domain     text not null,
  language   text not null,
  total      bigint not null,
  characters bigint not null,
  utf8_bytes bigint not null,
  last_at    timestamptz not null,
  primary key (source_id, domain, language)
);

-- Versions ever accepted, each once, and of them what is not withdrawn: neither policy, takedown,
-- consent, a newer version nor an older near-duplicate stands against it.
create table view.held_count (
  source_id  text not null,
  domain     text not null,
  language   text not null,
  versions   bigint not null,
  total      bigint not null,
  characters bigint not null,
  utf8_bytes bigint not null,
  primary key (source_id, domain, language)
);

-- The newest accepted documents, for people.
create table view.accepted_sample (
  partition_no int not null,
  offset_no    bigint not null,
  document_id  text not null,
  url          text not null,
  title        text not null,
  language     text not null,
  quality      double precision not null,
  characters   int not null,
  accepted_at  timestamptz not null,
  primary key (partition_no, offset_no)
);

-- The last rejection of each document.
create table view.rejection (
  document_id   text primary key,
  url           text not null,
  domain        text not null,
  language      text,
  reason        text not null,
  measure       double precision,
  threshold     double precision,
  detail        text,
  raw_partition int not null,
  raw_offset    bigint not null,
  source_id     text not null,
  source_type   text not null,
  fetched_at    timestamptz not null,
  rejected_at   timestamptz not null
);
create index rejection_reason on view.rejection (reason, rejected_at desc);
create index rejection_domain on view.rejection (domain);

create table view.rejection_count (
  reason      text not null,
  source_type text not null,
  total       bigint not null,
  last_at     timestamptz not null,
  primary key (reason, source_type)
);

create table view.source_rejection (
  source_id text not null,
  reason    text not null,
  total     bigint not null,
  last_at   timestamptz not null,
  primary key (source_id, reason)
);

-- The newest rejections per reason, for people.
create table view.rejection_sample (
  topic        text not null default 'corpus.rejected',
  partition_no int not null,
  offset_no    bigint not null,
  reason       text not null,
  url          text not null,
  domain       text not null,
  measure      double precision,
  threshold    double precision,
  detail       text,
  rejected_at  timestamptz not null,
  primary key (partition_no, offset_no)
);
create index rejection_sample_reason on view.rejection_sample (reason, rejected_at desc);

-- The register as it stands: each document and why.
create table view.retraction (
  document_id   text not null,
  version       text not null,
  reason        text not null,
  in_force      boolean not null,
  domain        text not null,
  url           text not null,
  cause         text not null,
  split         text not null,
  registered_at timestamptz not null,
  primary key (document_id, version, reason)
);
create index retraction_in_force on view.retraction (reason) where in_force;
create index retraction_cause on view.retraction (cause) where in_force;
create index retraction_document on view.retraction (document_id, version) where in_force;

-- The register as it was written, with its places: which dataset versions a withdrawal reached.
create table view.register (
  partition_no  int not null,
  offset_no     bigint not null,
  document_id   text not null,
  version       text not null,
  reason        text not null,
  in_force      boolean not null,
  cause         text not null,
  registered_at timestamptz not null,
  primary key (partition_no, offset_no)
);
create index register_document on view.register (document_id);

-- Paragraphs of a version that dataset versions leave out, in code points of its text.
create table view.mask (
  version     text primary key,
  document_id text not null,
  paragraphs  jsonb not null
);
create index mask_document on view.mask (document_id);

create table view.dataset (
  dataset_id           text primary key,
  number               bigint not null,
  parent_id            text,
  documents            bigint not null,
  train_documents      bigint not null,
  evaluation_documents bigint not null,
  characters           bigint not null,
  utf8_bytes           bigint not null,
  masked_documents     bigint not null,
  masked_paragraphs    bigint not null,
  masked_utf8_bytes    bigint not null,
  by_source            jsonb not null,
  by_domain            jsonb not null,
  by_origin            jsonb not null,
  by_language          jsonb not null,
  by_licence           jsonb not null,
  withdrawn            jsonb not null,
  rejected             jsonb not null,
  configuration_hash   text not null,
  content_hash         text not null,
  cause                text not null,
  sealed_at            timestamptz not null
);

-- Three topics meet in this row; each sets its own columns, in any order.
create table view.job (
  job_id        text primary key,
  kind          text,
  parameters    jsonb,
  actor         text,
  requested_at  timestamptz,
  cancelled_by  text,
  cancelled_at  timestamptz,
  node_id       text,
  phase         text,
  step          bigint,
  total_steps   bigint,
  metrics       jsonb,
  message       text,
  progressed_at timestamptz,
  outcome       text,
  error         text,
  results       jsonb,
  finished_at   timestamptz
);
create index job_requested on view.job (requested_at desc);

-- The training curve, thinned as it grows.
create table view.training_point (
  job_id            text not null,
  step              bigint not null,
  loss              double precision,
  validation_loss   double precision,
  learning_rate     double precision,
  tokens_per_second double precision,
  gradient_norm     double precision,
  tokens            double precision,
  at                timestamptz not null,
  primary key (job_id, step)
);

create table view.checkpoint (
  checkpoint_hash         text primary key,
  run_id                  text not null,
  location                text not null,
  step                    bigint not null,
  tokens_seen             bigint not null,
  tokenizer_hash          text not null,
  parameters              bigint not null,
  train_loss              double precision not null,
  validation_loss         double precision,
  initial_validation_loss double precision,
  journal                 jsonb not null,
  training_tokens         jsonb not null,
  model_configuration     text not null,
  training_configuration  text not null,
  configuration_hash      text not null,
  parent_checkpoint_hash  text,
  -- The dataset version in force, and what it is in tokens.
  dataset_id              text,
  dataset_tokens          bigint not null,
  evaluation_tokens       bigint not null,
  seed                    bigint not null,
  checkpointed_at         timestamptz not null
);
create index checkpoint_dataset on view.checkpoint (dataset_id, checkpointed_at desc);

create table view.bundle (
  bundle_id       text primary key,
  checkpoint_hash text not null,
  run_id          text not null,
  model_name      text not null,
  location        text not null,
  "precision"     text not null,
  step            bigint not null,
  parameters      bigint not null,
  context_tokens  int not null,
  parity_error    double precision not null,
  parity_passed   boolean not null,
  dataset_ids     text[] not null,
  domains         text[] not null,
  bundled_at      timestamptz not null
);
create index bundle_checkpoint on view.bundle (checkpoint_hash);

create table view.evaluation (
  evaluation_id        text primary key,
  bundle_id            text not null,
  checkpoint_hash      text not null,
  evaluation_set_hash  text not null,
  evaluation_documents bigint not null,
  score                double precision not null,
  bits_per_byte        double precision not null,
  perplexity           double precision not null,
  by_language          jsonb not null,
  tasks                jsonb not null,
  -- Each task that was asked, without its text.
  items                jsonb not null,
  parity_passed        boolean not null,
  self_test_passed     boolean not null,
  requested_by         text not null,
  evaluated_at         timestamptz not null
);
create index evaluation_bundle on view.evaluation (bundle_id, evaluated_at desc);

-- The evaluation that a bundle is judged by: the newest on the set in use, which is the one that
-- was first used last; of a bundle that was never scored on it, the newest there is.
create view view.standing as
  select distinct on (bundle_id) bundle_id, evaluation_id, evaluation_set_hash, score
  from view.evaluation
  order by bundle_id, evaluation_set_hash = (select evaluation_set_hash from view.evaluation
    group by evaluation_set_hash order by min(evaluated_at) desc, evaluation_set_hash limit 1) desc,
    evaluated_at desc, evaluation_id;

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

create table view.decision (
  event_id             text primary key,
  bundle_id            text not null,
  decision             text not null,
  evaluation_id        text,
  evaluation_set_hash  text,
  score                double precision,
  threshold            double precision,
  production_bundle_id text,
  production_score     double precision,
  rule                 text not null,
  reason               text not null,
  actor                text not null,
  decided_at           timestamptz not null
);
create index decision_bundle on view.decision (bundle_id, decided_at desc);

create table view.alias (
  alias           text primary key,
  bundle_id       text,
  checkpoint_hash text,
  location        text,
  step            bigint not null,
  actor           text not null,
  moved_at        timestamptz not null
);

create table view.artifact (
  artifact_name text primary key,
  manifest      text not null,
  location      text not null,
  zip_hash      text,
  bytes         bigint not null,
  job_id        text,
  actor         text not null,
  published_at  timestamptz not null
);

create table view.node (
  node_id           text primary key,
  node_type         text not null,
  service           text not null,
  role              text not null,
  status            text not null,
  host              text not null,
  pid               bigint not null,
  address           text,
  product_version   text not null,
  cpu_usage         double precision not null,
  resident_bytes    bigint not null,
  free_memory_bytes bigint not null,
  counters          jsonb not null,
  waiting           jsonb not null,
  -- What it can do, what people should know of it, and what it found its machine to be.
  capabilities      text[] not null,
  note              text not null,
  profile           jsonb not null,
  started_at        timestamptz not null,
  last_heartbeat    timestamptz not null
);

-- What each node began with; settings is a list of environment, name, value, secret, set, origin.
create table view.node_settings (
  node_id       text primary key,
  service       text not null,
  settings      jsonb not null,
  configured_at timestamptz not null
);

create table view.command (
  command_id   text primary key,
  target       text not null,
  action       text not null,
  actor        text not null,
  commanded_at timestamptz not null
);

create table view.acknowledgement (
  command_id      text not null,
  node_id         text not null,
  outcome         text not null,
  state           text not null,
  message         text not null,
  acknowledged_at timestamptz not null,
  primary key (command_id, node_id)
);

create table view.generation_count (
  endpoint          text not null,
  bundle_id         text not null,
  finish_reason     text not null,
  extractive        boolean not null,
  total             bigint not null,
  prompt_tokens     bigint not null,
  completion_tokens bigint not null,
  latency_millis    bigint not null,
  last_at           timestamptz not null,
  primary key (endpoint, bundle_id, finish_reason, extractive)
);

-- The newest log lines of nodes; a day at most in the topic.
create table view.log_line (
  partition_no int not null,
  offset_no    bigint not null,
  node_id      text not null,
  level        text not null,
  logger       text not null,
  message      text not null,
  logged_at    timestamptz not null,
  primary key (partition_no, offset_no)
);
create index log_line_time on view.log_line (logged_at, partition_no, offset_no);

-- Records that no reader could use, from every dead-letter topic: counts, and the newest for people.
create table view.dead_letter_count (
  topic   text primary key,
  total   bigint not null,
  last_at timestamptz not null
);
create table view.dead_letter (
  topic        text not null,
  partition_no int not null,
  offset_no    bigint not null,
  reader       text not null,
  error        text not null,
  message      text not null,
  bytes        int not null,
  kept_at      timestamptz not null,
  primary key (topic, partition_no, offset_no)
);
