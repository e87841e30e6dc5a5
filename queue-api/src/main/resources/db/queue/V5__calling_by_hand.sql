-- A rate of 0: fans are called by an operator only.
alter table sale drop constraint sale_admissions_a_second_check;
alter table sale add constraint sale_admissions_a_second_check check (admissions_a_second >= 0);
