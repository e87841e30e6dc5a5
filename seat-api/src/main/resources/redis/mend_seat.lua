--[[ mend_seat: make a seat free or blocked that is something else although no hold and no reservation stand behind that.
KEYS[1]  s:{performance}:states   string, see hold_seats
KEYS[2]  s:{performance}:owners   hash, seat index to hold
KEYS[3]  s:{performance}:holds    hash, see hold_seats
KEYS[4]  s:{performance}:deltas   stream, see hold_seats
KEYS[5]  s:{performance}:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  seat index
ARGV[3]  state that it was found in, 0..3
ARGV[4]  hold that was found as its owner, or empty: none
ARGV[5]  state to have, 0 or 3
Returns  MENDED | CHANGED | STALE
Repeat   CHANGED: it is not as it was found any more, or there is a hold, and nothing changes
Cost     O(1)
]]
local states = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0, 'GET', 'u2', '#' .. (32 + ARGV[2]))
if math.floor(states[1] / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[5]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local owner = redis.call('HGET', KEYS[2], ARGV[2]) or ''
if states[2] ~= tonumber(ARGV[3]) or owner ~= ARGV[4] then return {'CHANGED'} end
if owner ~= '' and redis.call('HEXISTS', KEYS[3], owner) == 1 then return {'CHANGED'} end
local id = string.format('%.0f', states[1] + 1)
redis.call('BITFIELD', KEYS[1], 'SET', 'i64', 0, id, 'SET', 'u2', '#' .. (32 + ARGV[2]), ARGV[5])
redis.call('HDEL', KEYS[2], ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', '~', 10000, id .. '-0', 'c', ARGV[2] .. ':' .. ARGV[5])
return {'MENDED'}
