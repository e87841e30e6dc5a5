-- What sellers change after publishing. Only higher revisions of the catalogue's event are applied; each node reads what is new.
alter table performance
    add column revision     bigint      not null default 1,
    add column is_cancelled boolean     not null default false,
    add column revised_at   timestamptz; -- by this database's clock; null: as published
create index performance_revised_at on performance (revised_at) where revised_at is not null;
