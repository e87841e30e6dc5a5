--[[ list_reserving: list reserved holds whose row in Postgres is overdue, the oldest first.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[3]  s:{sale}:performance:reserving  zset, see reserve_hold
KEYS[4]  s:{sale}:performance:server     string, see hold_seats
ARGV[1]  epoch
ARGV[2]  holds to list at most, 1..200
Returns  OVERDUE hold fan booking reservation … | STALE
Repeat   the same; entries of holds that are no longer reserved are dropped
Cost     O(holds listed)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[4]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local holds_key, reserving_key, max = KEYS[2], KEYS[3], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local overdue = {'OVERDUE'}
for _, hold in ipairs(redis.call('ZRANGEBYSCORE', reserving_key, '-inf', now, 'LIMIT', 0, max)) do
  local record = redis.call('HGET', holds_key, hold) or ''
  local fan, booking, reservation = string.match(record, '^R|([^|]*)|%d+|%d+|[^|]*|[%d,]+|([^|]*)|([^|]*)$')
  if fan then
    overdue[#overdue + 1] = hold
    overdue[#overdue + 1] = fan
    overdue[#overdue + 1] = booking
    overdue[#overdue + 1] = reservation
  else
    redis.call('ZREM', reserving_key, hold)
  end
end
return overdue
