--[[ hold_seats: hold every wanted seat for one fan, or none of them. A lapsed hold counts as free and is ended here.
KEYS[1]  s:{sale}:performance:states    string, version (8 bytes: epoch * 2^32 + count), then two bits per seat: 0 free 1 held 2 sold 3 blocked
KEYS[2]  s:{sale}:performance:owners    hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds     hash, hold to 'H|fan|expires_ms|fence|since_ms|seats|booking|reservation' (R once reserved)
KEYS[4]  s:{sale}:performance:expiry    zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans      hash, fan to 'hold:seats:expires_ms …' (0: stays until given back)
KEYS[6]  s:{sale}:performance:deltas    stream, id = version, field c 'index:state,…', field w 'CAUSE ms hold fan': why, when (this server's clock), for
         whom. Causes: HOLD, RELEASE, EXPIRY, UNDONE (no booking followed), REPAIR; without more SETTLED, BLOCK: Postgres has the rest
KEYS[7]  s:{sale}:performance:keys:fan  string, answers under the fan's newest keys, 64 holds and 64 refusals, for 24 h:
         'key:digest:hold:fence:expires_ms:seats:rung …' or 'key:digest:NAME,number,… …'
KEYS[8]  s:{sale}:performance:server    string, run id of the server in which the seats were set up
KEYS[9]  s:{sale}:performance:clock     string, the sale's clock, see set_clock
KEYS[10…] s:{sale}:any:fans            hash of each performance of the sale, 1..50, this one among them: the limit counts them all
ARGV[1]  epoch
ARGV[2]  hold, never used before
ARGV[3]  fan
ARGV[4]  key that recognises a repeat of the fan's request, or empty: none
ARGV[5]  digest of the request
ARGV[6]  time to live, ms, 1..3600000
ARGV[7]  seats that one fan may have, 1 or more
ARGV[8]  since, ms, of the pass: names the fan's place in the line; or empty
ARGV[9]  when the performance starts, ms
ARGV[10…] seat indices, 1..8, distinct
Returns  HELD fence expires_at_ms index,… hold rung | TAKEN index… | LIMIT seats_of_the_fan | STARTED | REUSED | STALE
Repeat   the same key and digest: the answer as before, also if that hold is over; another digest: REUSED; without a key: another hold
Cost     O(seats), and the seats of up to 8 lapsed holds
]]
local states_key, owners_key, holds_key, expiry_key, fans_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local deltas_key, answers_key, clock_key = KEYS[6], KEYS[7], KEYS[9]
local epoch, new_hold, fan, request, digest = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local ttl_ms, seats_max, since_ms, starts_ms = ARGV[6], tonumber(ARGV[7]), ARGV[8], tonumber(ARGV[9])
local seats, read = {}, {states_key, 'GET', 'i64', 0}
for i = 10, #ARGV do
  seats[i - 9] = ARGV[i]
  read[#read + 1] = 'GET'
  read[#read + 1] = 'u2'
  read[#read + 1] = '#' .. (32 + ARGV[i])
end
local states = redis.call('BITFIELD', unpack(read))
local version = table.remove(states, 1) -- and the states of the wanted seats remain
if math.floor(version / 4294967296) ~= tonumber(epoch) then return {'STALE'} end
--@include sale_clock
--@include kept_answers
if real >= starts_ms then return {'STARTED'} end

local ended = {} -- lapsed holds that are ended here: hold to its fan and seats
local function lapsed(hold, record)
  local state, holder, expires, held = string.match(record, '^(%u)|([^|]*)|(%d+)|%d+|[^|]*|([%d,]+)|')
  if state == 'H' and tonumber(expires) <= now then
    ended[hold] = {fan = holder, seats = held}
    return true
  end
  return false
end
local taken, wanted = {'TAKEN'}, {}
for i, index in ipairs(seats) do
  wanted[index] = true
  if states[i] ~= 0 then
    local hold = states[i] == 1 and redis.call('HGET', owners_key, index)
    local record = hold and redis.call('HGET', holds_key, hold)
    if not (record and lapsed(hold, record)) then
      taken[#taken + 1] = index
    end
  end
end
if #taken > 1 then return keep(table.concat(taken, ','), taken) end

local fans_of_sale = {unpack(KEYS, 10, #KEYS)}
--@include seats_of_fan
local limit = {'LIMIT', has}
if has + #seats > seats_max then return keep(table.concat(limit, ','), limit) end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'STALE'} -- another server may have lost the newest writes: seats could be given away again, and fences twice
end
local rung = 0 -- chosen by the fan
--@include entries_of_fan
--@include write_hold
