--[[ unreserve_hold: undo reserve_hold, because there is no row for it in Postgres: held again if time remains, else free.
KEYS[1]  s:{performance}:states     string, see hold_seats
KEYS[2]  s:{performance}:owners     hash, seat index to hold
KEYS[3]  s:{performance}:holds      hash, see hold_seats
KEYS[4]  s:{performance}:expiry     zset, hold by expires_ms, sale's clock
KEYS[5]  s:{performance}:fans       hash, see hold_seats
KEYS[6]  s:{performance}:deltas     stream, see hold_seats
KEYS[7]  s:{performance}:reserving  zset, see reserve_hold
KEYS[8]  s:{performance}:server     string, see hold_seats
KEYS[9]  s:{performance}:clock      string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  reservation
ARGV[4]  1: held again if time remains; 0: free in any case, because the row was refused and always will be
Returns  HELD | FREED | NOT_FOUND | STALE
Repeat   NOT_FOUND, and nothing changes
Cost     O(seats)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[9]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock
local record = redis.call('HGET', KEYS[3], ARGV[2]) or ''
local fan, expires, fence, since, seats, reservation =
  string.match(record, '^R|([^|]*)|(%d+)|(%d+)|([^|]*)|([%d,]+)|[^|]*|([^|]*)$')
if reservation ~= ARGV[3] then return {'NOT_FOUND'} end
local held = ARGV[4] == '1' and tonumber(expires) > now
local entries = {}
for hold, count, lapses in string.gmatch(redis.call('HGET', KEYS[5], fan) or '', '([^: ]+):(%d+):(%d+)') do
  if hold ~= ARGV[2] then
    entries[#entries + 1] = hold .. ':' .. count .. ':' .. lapses
  elseif held then
    entries[#entries + 1] = hold .. ':' .. count .. ':' .. expires
  end
end

redis.call('ZREM', KEYS[7], ARGV[2])
if #entries == 0 then
  redis.call('HDEL', KEYS[5], fan)
else
  redis.call('HSET', KEYS[5], fan, table.concat(entries, ' '))
end
if held then
  redis.call('HSET', KEYS[3], ARGV[2], table.concat({'H', fan, expires, fence, since, seats, '', ''}, '|'))
  redis.call('ZADD', KEYS[4], expires, ARGV[2])
  return {'HELD'}
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
redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','))
return {'FREED'}
