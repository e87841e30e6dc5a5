--[[ claim_pass: turn a called fan's place into an admitted one with a lease; the same pass again for who has it.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[4]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[5]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  id for a new pass
Returns  PASS place lease_end_ms | NOT_READY place | NOT_IN_LINE | CLOSED message | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   PASS with the same pass and the same end of lease (later by what the sale was paused)
Cost     O(log n) of n inside
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'lease_ms', 'run_id', 'paused_at', 'frozen_ms', 'no_show', 'message', 'rebuilding')
if not c[1] then
  return {'UNKNOWN'}
elseif c[3] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif c[8] == '1' then
  return {'REBUILDING'} -- it is not certain yet who is inside
end
local fan = ARGV[1]
local place = redis.call('HGET', KEYS[2], fan)
if not place then
  return {'NOT_IN_LINE'}
end
local state, number, kept, since, deadline, turn, key =
  string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) (%d+) (%d+) %S+ (%d) %d (%S+)$')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local clock = (c[1] == 'PAUSED' and tonumber(c[4]) or now) - c[5]
if state == 'ADMITTED' and tonumber(deadline) > clock then
  return {'PASS', place, now + deadline - clock}
elseif state ~= 'READY' or tonumber(deadline) <= clock then
  return {'NOT_READY', place}
elseif c[1] == 'CLOSED' then -- but not by time alone: who was called before the end may come in
  return {'CLOSED', c[7]}
end

local lease_end = clock + c[2]
place = 'ADMITTED ' .. number .. ' ' .. kept .. ' ' .. since .. ' ' .. lease_end .. ' ' .. ARGV[2] .. ' ' .. turn .. ' 0 ' .. key
redis.call('ZREM', KEYS[3], fan)
redis.call('ZADD', KEYS[4], lease_end, fan)
redis.call('HSET', KEYS[2], fan, place)
redis.call('HSET', KEYS[1], 'no_show', math.floor(c[6] * 0.98)) -- smoothed over some fifty turns
redis.call('HINCRBY', KEYS[1], 'admitted', 1)
redis.call('XADD', KEYS[5], 'MAXLEN', '~', 1000000, '*', 'k', 'ADMITTED', 'f', fan, 'n', number, 'v', lease_end,
  'r', 'CLAIM', 's', since, 'g', string.match(kept, '^%d+'))
return {'PASS', place, now + c[2]}
