--[[ find_place: a fan's place and how many are before it, for a node that does not know them yet.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:lobby    zset, fans still to be drawn by registration
ARGV[1]  fan
Returns  PLACE place ahead | NOT_IN_LINE | UNKNOWN
Repeat   reads only
Cost     O(log n) of n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'epoch', 'registrations', 'drawn')
if not c[1] then
  return {'UNKNOWN'}
end
local place = redis.call('HGET', KEYS[2], ARGV[1])
if not place then
  return {'NOT_IN_LINE'}
end
local ahead = redis.call('ZRANK', KEYS[3], ARGV[1]) or 0
local registrations = tonumber(c[2])
if registrations and tonumber(c[3]) < registrations and tonumber(string.match(place, '^%u+ (%d+)')) > registrations then
  ahead = ahead + redis.call('ZCARD', KEYS[4]) -- all who are still to be drawn come before who came late
end
return {'PLACE', place, ahead}
