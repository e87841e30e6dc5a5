-- What a seller may change after publishing. version grows with every change and orders what the other services are told.
alter table event
    add column version        bigint not null default 1,
    add column description    text,
    add column title_ko       text,
    add column description_ko text,
    add column title_en       text,
    add column description_en text;
create index event_by_seller on event (seller_id, visible_from desc, event_id desc);

alter table performance
    add column status             text not null default 'SCHEDULED' check (status in ('SCHEDULED', 'POSTPONED', 'CANCELLED')),
    add column reason             text,        -- of a postponement or cancellation, shown to fans
    add column previous_starts_at timestamptz, -- the date before the latest postponement
    add column postponed_at       timestamptz, -- who booked before may give back in full
    add column cancelled_at       timestamptz;
create index performance_cancelled on performance (cancelled_at) where cancelled_at is not null;
