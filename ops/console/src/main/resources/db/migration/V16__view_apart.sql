-- The view is no longer migrated: it is made of the topics, by db/view.sql, and anew whenever that
-- changes. Migrations say what becomes of `control`.
drop schema if exists view cascade;
