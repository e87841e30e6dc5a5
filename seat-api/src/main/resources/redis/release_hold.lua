--[[ release_hold: give back the seats of a fan's own hold.
KEYS[1]  s:{performance}:states   string, see hold_seats
KEYS[2]  s:{performance}:owners   hash, seat index to hold
KEYS[3]  s:{performance}:holds    hash, see hold_seats
KEYS[4]  s:{performance}:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{performance}:fans     hash, see hold_seats
KEYS[6]  s:{performance}:deltas   stream, see hold_seats
KEYS[7]  s:{performance}:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
Returns  RELEASED | NOT_FOUND | STALE
Repeat   NOT_FOUND: it is gone. A reserved hold is not found either: its booking decides
Cost     O(seats)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[7]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local record = redis.call('HGET', KEYS[3], ARGV[2]) or ''
local fan, seats = string.match(record, '^H|([^|]*)|%d+|%d+|[^|]*|([%d,]+)|')
if fan ~= ARGV[3] then return {'NOT_FOUND'} end

local entries = {}
for entry, hold in string.gmatch(redis.call('HGET', KEYS[5], fan) or '', '(([^: ]+):%d+:%d+)') do
  entries[#entries + 1] = hold ~= ARGV[2] and entry or nil
end

local id = string.format('%.0f', version + 1)
local set, changes, indices = {KEYS[1], 'SET', 'i64', 0, id}, {}, {}
for index in string.gmatch(seats, '%d+') do
  set[#set + 1] = 'SET'
  set[#set + 1] = 'u2'
  set[#set + 1] = '#' .. (32 + index)
  set[#set + 1] = 0
  changes[#changes + 1] = index .. ':0'
  indices[#indices + 1] = index
end
redis.call('BITFIELD', unpack(set))
redis.call('HDEL', KEYS[2], unpack(indices))
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('ZREM', KEYS[4], ARGV[2])
if #entries == 0 then
  redis.call('HDEL', KEYS[5], fan)
else
  redis.call('HSET', KEYS[5], fan, table.concat(entries, ' '))
end
redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','))
return {'RELEASED'}
