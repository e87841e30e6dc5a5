--[[ find_place: a fan's place and how many are before it, for a node that does not know them yet.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[3]  q:{sale}:line     zset, waiting fans by number
ARGV[1]  fan
Returns  PLACE place ahead | NOT_IN_LINE | UNKNOWN
Repeat   reads only
Cost     O(log n) of n waiting
]]
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {'UNKNOWN'}
end
local place = redis.call('HGET', KEYS[2], ARGV[1])
if not place then
  return {'NOT_IN_LINE'}
end
return {'PLACE', place, redis.call('ZRANK', KEYS[3], ARGV[1]) or 0}
