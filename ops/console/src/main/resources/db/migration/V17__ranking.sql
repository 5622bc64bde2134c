-- What is best is worked out anew from what is sound and untainted now.
alter table control.gate_evaluation drop column weighed;
