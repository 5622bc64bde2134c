-- Many lines are kept now: the newest are looked for, and the eldest thrown away, by time.
create index log_line_time on view.log_line (logged_at, partition_no, offset_no);
