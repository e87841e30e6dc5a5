-- Old rows are removed by age.
create index inbox_applied_at on inbox (applied_at);
