--[[ release_holds_of_fan: give back the seats of all holds of a fan; reserved ones stay, as their bookings decide.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:owners   hash, see hold_seats
KEYS[3]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans     hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[7]  s:{sale}:performance:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  fan
Returns  RELEASED holds | STALE
Repeat   RELEASED 0
Cost     O(seats of the fan)
]]
local states_key, owners_key, holds_key, expiry_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local fans_key, deltas_key, fan = KEYS[5], KEYS[6], ARGV[2]
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[7]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
--@include entries_of_fan
--@include free_seats
local entries, holds, indices = {}, {}, {}
for entry, hold in string.gmatch(redis.call('HGET', fans_key, fan) or '', '(([^: ]+):%d+:%d+)') do
  local owner, seats = string.match(redis.call('HGET', holds_key, hold) or '', '^H|([^|]*)|%d+|%d+|[^|]*|([%d,]+)|')
  if owner == fan then
    holds[#holds + 1] = hold
    for index in string.gmatch(seats, '%d+') do indices[#indices + 1] = index end
  else
    entries[#entries + 1] = entry
  end
end
if #holds > 0 then
  free_seats(indices, 'RELEASE')
  redis.call('HDEL', holds_key, unpack(holds))
  redis.call('ZREM', expiry_key, unpack(holds))
  write_entries(fan, entries)
end
return {'RELEASED', #holds}
