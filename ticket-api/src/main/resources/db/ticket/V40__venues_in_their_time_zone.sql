-- Where a hall stands in time: days of a show are counted there. Halls from before are in Korea.
alter table venue
    add column time_zone      text not null default 'Asia/Seoul', -- IANA
    add column category_seats integer[]; -- seats per category, in the order of categories; null: written by an older build
update venue v set category_seats = (
    select array_agg(coalesce(n, 0) order by position)
      from unnest(v.categories) with ordinality as named (category, position)
      left join (select seat ->> 'category' as category, count(*)::integer as n
                   from jsonb_path_query(v.plan::jsonb, '$.zones[*].rows[*].seats[*]') as seat group by 1) as counted using (category));
create index venue_by_seller on venue (seller_id, created_at desc, venue_id desc);
