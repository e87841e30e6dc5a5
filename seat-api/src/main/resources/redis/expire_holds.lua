--[[ expire_holds: end the holds whose time is over, the oldest first, a bounded number a call.
KEYS[1]  s:{performance}:states   string, see hold_seats
KEYS[2]  s:{performance}:owners   hash, seat index to hold
KEYS[3]  s:{performance}:holds    hash, see hold_seats
KEYS[4]  s:{performance}:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{performance}:fans     hash, see hold_seats
KEYS[6]  s:{performance}:deltas   stream, see hold_seats
KEYS[7]  s:{performance}:server   string, see hold_seats
KEYS[8]  s:{performance}:clock    string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  holds to end at most, 1..200
Returns  EXPIRED holds | STALE
Repeat   ends the next ones; 0 when there are none
Cost     O(holds ended and their seats)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[8]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock
local due = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, ARGV[2])
if #due == 0 then return {'EXPIRED', 0} end
if redis.call('GET', KEYS[7]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end

local records = redis.call('HMGET', KEYS[3], unpack(due))
local id = string.format('%.0f', version + 1)
local set, changes, indices, fans = {KEYS[1], 'SET', 'i64', 0, id}, {}, {}, {}
for _, record in ipairs(records) do
  local fan, seats = string.match(record or '', '^H|([^|]*)|%d+|%d+|[^|]*|([%d,]+)|')
  fans[#fans + 1] = fan
  for index in string.gmatch(seats or '', '%d+') do
    set[#set + 1] = 'SET'
    set[#set + 1] = 'u2'
    set[#set + 1] = '#' .. (32 + index)
    set[#set + 1] = 0
    changes[#changes + 1] = index .. ':0'
    indices[#indices + 1] = index
  end
end

redis.call('ZREM', KEYS[4], unpack(due))
redis.call('HDEL', KEYS[3], unpack(due))
for _, fan in ipairs(fans) do -- what of theirs has lapsed counts for nothing any more
  local entries = {}
  for entry, expires in string.gmatch(redis.call('HGET', KEYS[5], fan) or '', '([^: ]+:%d+:(%d+))') do
    entries[#entries + 1] = (expires == '0' or tonumber(expires) > now) and entry or nil
  end
  if #entries == 0 then
    redis.call('HDEL', KEYS[5], fan)
  else
    redis.call('HSET', KEYS[5], fan, table.concat(entries, ' '))
  end
end
if #indices > 0 then
  redis.call('BITFIELD', unpack(set))
  redis.call('HDEL', KEYS[2], unpack(indices))
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','))
end
return {'EXPIRED', #due}
