-- From when everybody may see a sale, and who sees it before; null: everybody at once.
alter table sale add column visible_from timestamptz, add column seller_id text;
create index sale_visible_from on sale (visible_from) where visible_from is not null;
