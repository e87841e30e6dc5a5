--[[ find_places: find the places of fans who ask for them or watch them, and how many fans are ahead of each, for a node that does not know them.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[5]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
ARGV[1…] fans, 1..200
Returns  PLACES (ahead place)… | UNKNOWN: one for each fan, in their order; empty for a fan who is not in line
Repeat   the same
Cost     O(f log n) of f fans and n waiting
]]
local control_key, places_key, line_key, lobby_key, absent_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local epoch, registrations, drawn = unpack(redis.call('HMGET', control_key, 'epoch', 'registrations', 'drawn'))
if not epoch then
  return {'UNKNOWN'}
end
registrations = tonumber(registrations)
local underway = registrations and tonumber(drawn) < registrations
local undrawn = underway and redis.call('ZCARD', lobby_key) or 0 -- all of them are ahead of fans who joined after the opening
local places = redis.call('HMGET', places_key, unpack(ARGV))
local reply = {'PLACES'}
for i = 1, #ARGV do
  local place, answer = places[i], ''
  if place then
    local ahead = redis.call('ZRANK', line_key, ARGV[i]) or 0
    if underway and tonumber(string.match(place, '^%u+ (%d+)')) > registrations then
      ahead = ahead + undrawn
    end
    answer = ahead .. ' ' .. place
  end
  table.insert(reply, answer)
end
redis.call('ZREM', absent_key, unpack(ARGV)) -- a fan who comes to another node is back, though that node never knew of the absence
return reply
