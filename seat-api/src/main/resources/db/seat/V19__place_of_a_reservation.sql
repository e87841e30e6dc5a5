-- The fan's place in the line under whose pass the hold was made: once the booking is paid, passes of that place end.
alter table reservation add column place_since timestamptz; -- by the line's clock; null: not known
