-- One mailbox is one account however its address was typed: NFKC, lower case, no dot of the root, as Email spells it since now.
-- Of two accounts that become one the older keeps the address; the younger keeps its spelling, with which nobody can sign in any more.
-- Addresses in xn-- form stay as they are: there is no Punycode in SQL.
with spelled as (
    select member_id, email, created_at,
           regexp_replace(lower(normalize(email, NFKC)), '\.$', '') as canonical
    from member
), chosen as (
    select distinct on (canonical) member_id, email, canonical
    from spelled
    where canonical not in (select email from member where email = canonical)
    order by canonical, created_at, member_id
)
update member
set email = chosen.canonical
from chosen
where chosen.member_id = member.member_id and chosen.email <> chosen.canonical;
