-- The columns that V10 to V13 added are filled from the topics, and so is the rest of the view again.
do $$
declare held text;
begin
  for held in select tablename from pg_tables where schemaname = 'view' loop
    execute format('truncate view.%I', held);
  end loop;
end $$;
