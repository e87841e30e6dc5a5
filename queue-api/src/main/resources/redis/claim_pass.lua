--[[ claim_pass: turn a called fan's place into an admitted one with a lease; the same pass again for who has it.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[3]  q:{sale}:ready    zset, called fans by claim deadline, ms
KEYS[4]  q:{sale}:inside   zset, admitted fans by end of lease, ms
KEYS[5]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  id for a new pass
Returns  PASS place | NOT_READY place | NOT_IN_LINE | UNKNOWN
Repeat   PASS with the same pass and the same end of lease
Cost     O(log n) of n inside
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'lease_ms')
if not c[1] then
  return {'UNKNOWN'}
end
local fan = ARGV[1]
local place = redis.call('HGET', KEYS[2], fan)
if not place then
  return {'NOT_IN_LINE'}
end
local state, number, rest, deadline = string.match(place, '^(%u+) (%d+) (%d+ %d+) (%d+) ')
if state == 'ADMITTED' then
  return {'PASS', place}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- while the sale is paused no deadline counts
if state ~= 'READY' or (tonumber(deadline) <= now and c[1] ~= 'PAUSED') then
  return {'NOT_READY', place}
end

local lease_end = now + tonumber(c[2])
place = 'ADMITTED ' .. number .. ' ' .. rest .. ' ' .. lease_end .. ' ' .. ARGV[2] .. ' 0'
redis.call('ZREM', KEYS[3], fan)
redis.call('ZADD', KEYS[4], lease_end, fan)
redis.call('HSET', KEYS[2], fan, place)
redis.call('HINCRBY', KEYS[1], 'admitted', 1)
redis.call('XADD', KEYS[5], 'MAXLEN', '~', 1000000, '*', 'k', 'ADMITTED', 'f', fan, 'n', number, 'v', lease_end, 'r', 'CLAIM')
return {'PASS', place}
