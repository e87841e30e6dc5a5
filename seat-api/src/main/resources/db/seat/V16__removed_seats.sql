-- When the seats of a performance were removed from Redis, some days after the show: they are never put up again.
alter table performance add column seats_removed_at timestamptz;
create index performance_with_seats on performance (starts_at, performance_id) where seats_removed_at is null;
