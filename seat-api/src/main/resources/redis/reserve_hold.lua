--[[ reserve_hold: turn a fan's live hold into a reservation, which no time ends. A row in Postgres must follow: until it is
confirmed the hold is listed for the reconciler.
KEYS[1]  s:{performance}:states     string, see hold_seats
KEYS[2]  s:{performance}:holds      hash, see hold_seats
KEYS[3]  s:{performance}:expiry     zset, hold by expires_ms, sale's clock
KEYS[4]  s:{performance}:fans       hash, see hold_seats
KEYS[5]  s:{performance}:reserving  zset, hold by the time, ms, from which its row must be there
KEYS[6]  s:{performance}:server     string, see hold_seats
KEYS[7]  s:{performance}:clock      string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
ARGV[4]  booking
ARGV[5]  reservation to make
ARGV[6]  time for the row to be there, ms
Returns  RESERVED fence index,… reservation epoch since_ms | NOT_FOUND | EXPIRED | STALE
Repeat   the same booking: RESERVED with the first one's reservation; another booking: NOT_FOUND
Cost     O(seats)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[6]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[7]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock
local record = redis.call('HGET', KEYS[2], ARGV[2]) or ''
local state, fan, expires, fence, since, seats, booking, reservation =
  string.match(record, '^(%u)|([^|]*)|(%d+)|(%d+)|([^|]*)|([%d,]+)|([^|]*)|([^|]*)$')
if fan ~= ARGV[3] then return {'NOT_FOUND'} end
if state == 'R' then
  if booking ~= ARGV[4] then return {'NOT_FOUND'} end
  return {'RESERVED', fence, seats, reservation, ARGV[1], since}
end
if tonumber(expires) <= now then return {'EXPIRED'} end

local entries = {}
for hold, count, lapses in string.gmatch(redis.call('HGET', KEYS[4], fan) or '', '([^: ]+):(%d+):(%d+)') do
  entries[#entries + 1] = hold .. ':' .. count .. ':' .. (hold == ARGV[2] and '0' or lapses)
end
redis.call('HSET', KEYS[2], ARGV[2],
  table.concat({'R', fan, expires, fence, since, seats, ARGV[4], ARGV[5]}, '|'))
redis.call('ZREM', KEYS[3], ARGV[2])
redis.call('HSET', KEYS[4], fan, table.concat(entries, ' '))
redis.call('ZADD', KEYS[5], string.format('%.0f', real + ARGV[6]), ARGV[2])
return {'RESERVED', fence, seats, ARGV[5], ARGV[1], since}
