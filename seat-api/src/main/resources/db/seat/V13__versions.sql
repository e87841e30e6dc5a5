-- Epochs that were ever begun, also by rebuilds whose transaction was lost: none is used twice, so that what such a rebuild still
-- writes into Redis is known as old.
alter table performance add column epochs_taken bigint not null default 0 check (epochs_taken between 0 and 1000000);
update performance set epochs_taken = epoch;

-- Grows with every change of a reservation. One sequence for all: of two reservations that have a seat one after the other the later
-- one's versions are the higher ones.
create sequence reservation_version;
alter table reservation add column version bigint not null default nextval('reservation_version');
