-- From when everybody may see a performance, and who sees it before; null: everybody at once.
alter table performance add column visible_from timestamptz, add column seller_id text;
