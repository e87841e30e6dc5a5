-- The text that fans are shown after a command.
alter table sale_audit add column message text not null default '';
-- for the lists of sales: all of them, and those of a seller
create index sale_by_opening on sale (opens_at desc, sale_id desc);
create index sale_of_seller on sale (seller_id, opens_at desc, sale_id desc);
