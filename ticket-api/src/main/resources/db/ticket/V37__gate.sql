-- When and where who may enter. No row: doors two hours before the start, last entry six hours after it, every gate for everybody.
create table entry_rules (
    performance_id text        primary key references performance,
    doors_before   interval    not null, -- the start: so that a show that is put off keeps its rules
    last_after     interval, -- the start; null: six hours
    gates          text        not null, -- JSON of the gates and their grades
    changed_at     timestamptz not null,
    changed_by     text        not null
);

-- Every scan at a gate, also the refused ones. Its id is the device's, so that an upload can be repeated.
create table scan (
    performance_id text        not null references performance,
    scan_id        text        not null,
    ticket_id      text, -- null: none of ours
    gate           text        not null,
    member_id      text        not null, -- who scanned
    offline        boolean     not null,
    manual         boolean     not null, -- found by hand, not by a code
    outcome        text        not null,
    admitted       boolean     not null, -- whether somebody went in: also a mistake of a gate without network
    scanned_at     timestamptz not null,
    received_at    timestamptz not null,
    undone_at      timestamptz,
    undone_by      text,
    undo_reason    text,
    primary key (performance_id, scan_id),
    check ((undone_at is null) = (undone_by is null))
);
-- the database says no last: a ticket is accepted once
create unique index scan_accepted on scan (ticket_id) where outcome = 'ACCEPTED' and undone_at is null;
create index scan_by_ticket on scan (ticket_id) where admitted;
