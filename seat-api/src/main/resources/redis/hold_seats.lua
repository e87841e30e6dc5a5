--[[ hold_seats: hold seats for one fan, or none of them: those that were asked for, some of general-admission areas, and the best that fit, see
choose_seats; also in exchange for the seats of an earlier hold, which is over then. Lapsed holds count as free and are ended here.
KEYS[1]  s:{sale}:performance:states    string, version (8 bytes: epoch * 2^32 + count), then two bits per seat: 0 free 1 held 2 sold 3 blocked
KEYS[2]  s:{sale}:performance:owners    hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds     hash, hold to 'H|fan|expires_ms|fence|since_ms|seats|booking|reservation' (R once reserved)
KEYS[4]  s:{sale}:performance:expiry    zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans      hash, fan to 'hold:seats:expires_ms …' (0: stays until given back)
KEYS[6]  s:{sale}:performance:deltas    stream, id = version, field c 'index:state,…', field w 'CAUSE ms hold fan': why, when (this server's clock), for
         whom; of a new hold also e, expires_ms. Causes: HOLD, RELEASE, EXPIRY, UNDONE (no booking followed), REPAIR; and without more
         SETTLED and BLOCK: Postgres has the rest
KEYS[7]  s:{sale}:performance:keys:fan  string, answers under the fan's newest keys, 64 holds and 64 refusals, for 24 h:
         'key:digest:hold:fence:expires_ms:seats:rung:lasts_ms:cause …' or 'key:digest:NAME,number,… …'
KEYS[8]  s:{sale}:performance:server    string, run id of the server in which the seats were set up
KEYS[9]  s:{sale}:performance:clock     string, the sale's clock, see set_clock
KEYS[10] s:{sale}:unbooked:fan          string, 'holds:at_ms', how many the fan has not booked, see unbooked_holds
KEYS[11…] s:{sale}:any:fans            hash of each performance of the sale, 1..50, this one among them: the limit counts them all
ARGV[1]  epoch
ARGV[2]  hold, never used before
ARGV[3]  fan
ARGV[4]  key that recognises a repeat of the fan's request, or empty: none
ARGV[5]  digest of the request
ARGV[6]  time to live, ms, 1..3600000
ARGV[7]  seats that one fan may have, 1 or more
ARGV[8]  since, ms, of the pass: names the fan's place in the line; or empty
ARGV[9]  when the performance starts, ms
ARGV[10] 'index …', seats that were asked for, distinct; all seats together are 1..8
ARGV[11] 'first:capacity:quantity …', areas from which any seats will do
ARGV[12] 'row:first:length …', runs of the rows in which the asked seats may leave no single one, see single_seats; or empty: they may
ARGV[13] how many of the best, 0..8
ARGV[14] 'row:first:length:away:pitch:centre …', runs of neighbouring seats to choose these from, the nearest first, see choose_seats
ARGV[15] 'first:capacity …', areas from which they may be instead, if no run fits
ARGV[16] 1: there are no other runs, all rungs are tried and NONE is kept under the key; 0: others are tried next, only rung 1
ARGV[17] hold of the fan that is given for the new one, which ends when that one would have; or empty
ARGV[18] when the fan's place ends, ms; or empty
ARGV[19] shortest time to live, ms: less is of no use
ARGV[20] unbooked holds that shorten nothing
Returns  HELD fence expires_at_ms index,… hold rung lasts_ms cause | TAKEN seats index… first left … | LIMIT seats_of_the_fan
         | SINGLE singles index… index… | NONE | NO_HOLD | STARTED | REUSED | STALE
         cause: why it lasts so long: 0 the usual time, 1 unbooked holds, 2 the place ends, 3 the hold that was given ends then
         TAKEN: so many of the asked seats, then each area that has too few and how many; SINGLE: these seats would be left, and others to ask for
Repeat   the same key and digest: the answer as before, also if that hold is over; another digest: REUSED; without a key: another hold
Cost     O(seats in the rows, areas and runs that are searched)
]]
local states_key, owners_key, holds_key, expiry_key, fans_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local deltas_key, answers_key, clock_key, unbooked_key = KEYS[6], KEYS[7], KEYS[9], KEYS[10]
local epoch, new_hold, fan, request, digest = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local ttl_ms, seats_max, since_ms, starts_ms = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8], tonumber(ARGV[9])
local rows, quantity, runs, is_last_try, replaced = ARGV[12], tonumber(ARGV[13]), ARGV[14], ARGV[16] == '1', ARGV[17]
local place_ends_ms, shortest_ms, unbooked_max = tonumber(ARGV[18]), tonumber(ARGV[19]), tonumber(ARGV[20])
local states = redis.call('GET', states_key) or ''
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(epoch) then return {'STALE'} end
--@include sale_clock
--@include kept_answers
if real >= starts_ms then return {'STARTED'} end

local searches = quantity > 0 or ARGV[11] ~= '' or rows ~= ''
--@include takeable_seats
local replaced_ends = replaced ~= '' and give_back(replaced)
if replaced_ends == nil then return {'NO_HOLD'} end
local seats, wanted = {}, {}
local taken = {'TAKEN', 0}
for text in string.gmatch(ARGV[10], '%d+') do
  local index = tonumber(text)
  seats[#seats + 1], wanted[index] = index, true
  if not is_open(index) then taken[#taken + 1], taken[2] = index, taken[2] + 1 end
end
local asked = {unpack(seats)}
--@include area_seats
for first, capacity, count in string.gmatch(ARGV[11], '(%d+):(%d+):(%d+)') do
  local found = seats_of_area(tonumber(first), tonumber(capacity), tonumber(count))
  if #found < tonumber(count) then
    taken[#taken + 1] = first
    taken[#taken + 1] = #found
  end
  for _, index in ipairs(found) do seats[#seats + 1], wanted[index] = index, true end
end
if #taken > 2 then return keep(taken) end

local fans_of_sale = {unpack(KEYS, 11, #KEYS)}
--@include seats_of_fan
local limit = {'LIMIT', has}
if has + #seats + quantity > seats_max then return keep(limit) end
--@include single_seats
local single = {'SINGLE', #singles}
for _, index in ipairs(singles) do single[#single + 1] = index end
for _, index in ipairs(instead) do single[#single + 1] = index end
if #singles > 0 then return keep(single) end

local function free(index) return is_free(index) and not wanted[index] end
--@include choose_seats
if rung == 0 and quantity > 0 and is_last_try then
  for first, capacity in string.gmatch(ARGV[15], '(%d+):(%d+)') do
    best = seats_of_area(tonumber(first), tonumber(capacity), quantity)
    rung = #best == quantity and 4 or 0
    if rung == 4 then break end
  end
end
local none = {'NONE'}
if rung == 0 and quantity > 0 then return is_last_try and keep(none) or none end
for _, index in ipairs(rung > 0 and best or {}) do seats[#seats + 1], wanted[index] = index, true end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'STALE'} -- another server may have lost the newest writes: seats could be given away again, and fences twice
end
--@include unbooked_holds
local lasts, cause, too_many = ttl_ms, 0, math.ceil(unbooked - unbooked_max)
if too_many > 0 then lasts, cause = math.max(math.min(shortest_ms, ttl_ms), math.floor(ttl_ms / 2 ^ too_many)), 1 end
if place_ends_ms and place_ends_ms - real < lasts and shortest_ms < lasts then
  lasts, cause = math.max(shortest_ms, place_ends_ms - real), 2
end
if replaced_ends then lasts, cause = replaced_ends - now, 3 end
local expires = string.format('%.0f', now + lasts)
--@include entries_of_fan
if not replaced_ends then count_unbooked(1) end
--@include write_hold
