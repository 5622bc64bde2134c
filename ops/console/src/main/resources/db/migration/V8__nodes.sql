-- What a node can do, and what people should know of it.
alter table view.node
  add column capabilities text[] not null default '{}',
  add column note         text not null default '';

-- Nodes that people cleared away: shown again when they beat again.
create table control.forgotten_node (
  node_id      text primary key,
  actor        text not null,
  forgotten_at timestamptz not null
);

-- What lets a worker join, by hash: shown once and kept nowhere.
create table control.join_token (
  token_id   text primary key,
  token_hash text not null unique,
  uses_left  int not null,
  expires_at timestamptz not null,
  actor      text not null,
  issued_at  timestamptz not null
);
