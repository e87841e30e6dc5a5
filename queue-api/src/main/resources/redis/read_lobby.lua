--[[ read_lobby: read how far a sale's draw is, and which of the given registrations are still in the lobby.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals, the draw
KEYS[2]  q:{sale}:lobby    zset, fans to be drawn by registration
ARGV[1]  registrations separated by a space, 0 to 1000 of them
Returns  LOBBY registrations drawn waiting present… | UNKNOWN; registrations: empty before the opening; waiting: how many are in the lobby;
         present: 'registration fan'
Repeat   reads only
Cost     O(r log n) of n in the lobby; r the registrations
]]
local control_key, lobby_key, wanted = KEYS[1], KEYS[2], ARGV[1]
local epoch, registrations, drawn = unpack(redis.call('HMGET', control_key, 'epoch', 'registrations', 'drawn'))
if not epoch then
  return {'UNKNOWN'}
end
local waiting = redis.call('ZCARD', lobby_key)
local answer = {'LOBBY', registrations or '', tonumber(drawn or '') or 0, waiting}
if waiting > 0 then
  for registration in string.gmatch(wanted, '%d+') do
    local fan = redis.call('ZRANGEBYSCORE', lobby_key, registration, registration, 'LIMIT', 0, 1)[1]
    if fan then
      table.insert(answer, registration .. ' ' .. fan)
    end
  end
end
return answer
