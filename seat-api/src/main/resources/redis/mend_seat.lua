--[[ mend_seat: make a seat free or blocked that is something else although no hold and no reservation stand behind that.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:owners   hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[4]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[5]  s:{sale}:performance:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  seat index
ARGV[3]  state that it was found in, 0..3
ARGV[4]  hold that was found as its owner, or empty: none
ARGV[5]  state to have, 0 or 3
Returns  MENDED | CHANGED | STALE
Repeat   CHANGED: it is not as it was found any more, or there is a hold, and nothing changes
Cost     O(1)
]]
local states_key, owners_key = KEYS[1], KEYS[2]
local seat, found_state, found_hold, new_state = ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local states = redis.call('BITFIELD', states_key, 'GET', 'i64', 0, 'GET', 'u2', '#' .. (32 + seat))
local version, state = states[1], states[2]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[5]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local owner = redis.call('HGET', owners_key, seat) or ''
if state ~= found_state or owner ~= found_hold then return {'CHANGED'} end
if owner ~= '' and redis.call('HEXISTS', KEYS[3], owner) == 1 then return {'CHANGED'} end
local id = string.format('%.0f', version + 1)
redis.call('BITFIELD', states_key, 'SET', 'i64', 0, id, 'SET', 'u2', '#' .. (32 + seat), new_state)
redis.call('HDEL', owners_key, seat)
local time = redis.call('TIME')
local why = 'REPAIR ' .. string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('XADD', KEYS[4], 'MAXLEN', '~', 10000, id .. '-0', 'c', seat .. ':' .. new_state, 'w', why)
return {'MENDED'}
