-- How a RANDOM sale is drawn. The seed is made once, when the sale is known, and never changes; its commitment is public from then on.
create table draw (
    sale_id       text primary key references sale,
    seed          bytea       not null check (octet_length(seed) = 32),
    commitment    text        not null check (commitment = encode(sha256(seed), 'hex')),
    committed_at  timestamptz not null,
    registrations bigint check (registrations >= 0), -- null until the opening; whoever writes it first decides
    fixed_at      timestamptz,
    drawn         bigint      not null default 0,    -- numbers up to here are in the line
    listed        bigint      not null default 0,    -- rows of the list
    check ((registrations is null) = (fixed_at is null)),
    check (drawn = 0 or (registrations is not null and drawn <= registrations))
);

-- Who was drawn, written before the fan is in the line. No index on the registration: it follows from the number, so it is unique too.
create table draw_list (
    sale_id      text   not null references draw,
    number       bigint not null check (number >= 1),
    registration bigint not null check (registration >= 1),
    fan_tag      text   not null, -- the first 16 hex digits of SHA-256(saleId:fanId)
    primary key (sale_id, number)
);
