--[[ find_places: the places of fans who ask for them, or watch, and how many are before each, for a node that does not know them yet.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[5]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
ARGV[1…] fans, 1..200
Returns  PLACES (ahead place)… | UNKNOWN: one for each fan, in their order; empty for a fan who is not in line
Repeat   the same
Cost     O(f log n) of f fans and n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'epoch', 'registrations', 'drawn')
if not c[1] then
  return {'UNKNOWN'}
end
local registrations = tonumber(c[2])
local underway = registrations and tonumber(c[3]) < registrations
local undrawn = underway and redis.call('ZCARD', KEYS[4]) or 0 -- all of them come before who came late
local places = redis.call('HMGET', KEYS[2], unpack(ARGV))
local reply = {'PLACES'}
for i = 1, #ARGV do
  local place, answer = places[i], ''
  if place then
    local ahead = redis.call('ZRANK', KEYS[3], ARGV[i]) or 0
    if underway and tonumber(string.match(place, '^%u+ (%d+)')) > registrations then
      ahead = ahead + undrawn
    end
    answer = ahead .. ' ' .. place
  end
  table.insert(reply, answer)
end
redis.call('ZREM', KEYS[5], unpack(ARGV)) -- who comes to another node is back, though that node never knew that the fan was gone
return reply
