-- Which revision of the catalogue's event is in here; only higher ones are applied.
alter table sale add column revision bigint not null default 1;
-- A cancelled performance has no seats to sell, whatever was counted.
alter table sale_performance add column is_cancelled boolean not null default false;
