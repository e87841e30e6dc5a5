--[[ end_place: end a fan's place: the fan has left, or has bought. The slot of who was called or admitted is free at once.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, ms
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, ms
KEYS[6]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  LEFT, of any place; or SERVED, only of a called or admitted one
Returns  ENDED place | SAME place | NOT_IN_LINE | UNKNOWN
Repeat   SAME, and nothing changes
Cost     O(log n) of n waiting
]]
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {'UNKNOWN'}
end
local fan, ending = ARGV[1], ARGV[2]
local place = redis.call('HGET', KEYS[2], fan)
if not place then
  return {'NOT_IN_LINE'}
end
local state, number, rest = string.match(place, '^(%u+) (%d+) (%d+ %d+) ')
local waiting = state == 'WAITING'
local has_slot = state == 'READY' or state == 'ADMITTED'
if not has_slot and not (waiting and ending == 'LEFT') then
  return {'SAME', place}
end

redis.call('ZREM', waiting and KEYS[3] or state == 'READY' and KEYS[4] or KEYS[5], fan)
place = ending .. ' ' .. number .. ' ' .. rest .. ' 0 - 0'
redis.call('HSET', KEYS[2], fan, place)
redis.call('HINCRBY', KEYS[1], ending == 'SERVED' and 'served' or 'left', 1)
-- ENDED frees a slot; LEFT says that a waiting one went
local kind = waiting and 'LEFT' or 'ENDED'
redis.call('XADD', KEYS[6], 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', 0, 'r', ending)
return {'ENDED', place}
