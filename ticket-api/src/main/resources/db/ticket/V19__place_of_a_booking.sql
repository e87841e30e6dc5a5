-- The fan's place in the line under whose pass the seats were chosen: what becomes of the booking concerns no other place.
alter table booking add column place_since timestamptz; -- by the line's clock; null: not known
