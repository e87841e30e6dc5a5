--[[ read_lobby: how far a sale's draw is, and which of these registrations are still in the lobby.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals, the draw
KEYS[2]  q:{sale}:lobby    zset, fans who wait to be drawn by registration
ARGV[1]  registrations separated by a space, 0 to 1000 of them
Returns  LOBBY registrations drawn waiting present… | UNKNOWN
Repeat   reads only
Cost     O(r log n) of n in the lobby; r the registrations
]]
-- registrations: '' before the opening; waiting: how many are in the lobby; present: 'registration fan'
local c = redis.call('HMGET', KEYS[1], 'epoch', 'registrations', 'drawn')
if not c[1] then
  return {'UNKNOWN'}
end
local waiting = redis.call('ZCARD', KEYS[2])
local answer = {'LOBBY', c[2] or '', tonumber(c[3] or '') or 0, waiting}
if waiting > 0 then
  for registration in string.gmatch(ARGV[1], '%d+') do
    local fan = redis.call('ZRANGEBYSCORE', KEYS[2], registration, registration, 'LIMIT', 0, 1)[1]
    if fan then
      table.insert(answer, registration .. ' ' .. fan)
    end
  end
end
return answer
