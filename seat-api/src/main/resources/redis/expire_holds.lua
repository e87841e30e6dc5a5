--[[ expire_holds: end the holds whose time is over, the oldest first, a bounded number per call.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:owners   hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans     hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[7]  s:{sale}:performance:server   string, see hold_seats
KEYS[8]  s:{sale}:performance:clock    string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  holds to end at most, 1..200
Returns  EXPIRED holds | STALE
Repeat   ends the next ones; 0 when there are none
Cost     O(holds ended and their seats)
]]
local states_key, owners_key, holds_key, expiry_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local fans_key, deltas_key, clock_key = KEYS[5], KEYS[6], KEYS[8]
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
--@include sale_clock
--@include entries_of_fan
--@include free_seats
local due = redis.call('ZRANGEBYSCORE', expiry_key, '-inf', now, 'LIMIT', 0, ARGV[2])
if #due == 0 then return {'EXPIRED', 0} end
if redis.call('GET', KEYS[7]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local indices, fans = {}, {}
for _, record in ipairs(redis.call('HMGET', holds_key, unpack(due))) do
  local fan, seats = string.match(record or '', '^H|([^|]*)|%d+|%d+|[^|]*|([%d,]+)|')
  fans[#fans + 1] = fan
  for index in string.gmatch(seats or '', '%d+') do indices[#indices + 1] = index end
end

redis.call('ZREM', expiry_key, unpack(due))
redis.call('HDEL', holds_key, unpack(due))
for _, fan in ipairs(fans) do -- lapsed holds no longer count
  local entries = {}
  for entry, expires in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+:%d+:(%d+))') do
    entries[#entries + 1] = (expires == '0' or tonumber(expires) > now) and entry or nil
  end
  write_entries(fan, entries)
end
if #indices > 0 then free_seats(indices, 'EXPIRY') end
return {'EXPIRED', #due}
