--[[ restore_place: give a fan a place of an earlier epoch again, which Redis has lost.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[5]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[6]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  fan
ARGV[2]  registration, from the receipt
ARGV[3]  epoch, from the receipt
ARGV[4]  joined_ms, from the receipt
ARGV[5]  number: the registration, or the number drawn for it, or 0 while that is not known
ARGV[6]  key of the request, see join_line, or -
Returns  RESTORED place ahead | PRESENT place ahead | REUSED | ENDED state | NEVER_LOST | NOT_DRAWN | CLOSED message | NEW_SERVER | UNKNOWN
Repeat   PRESENT
Cost     O(log n) of n waiting
]]
local control_key, places_key, line_key, lobby_key, absent_key, log_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local fan, registration, epoch, joined_ms, number, key = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6]
local state, line_epoch, run_id, registrations, drawn, message, line_order = unpack(redis.call('HMGET', control_key,
  'state', 'epoch', 'run_id', 'registrations', 'drawn', 'message', 'line_order'))
if not state then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
end
registrations, drawn = tonumber(registrations), tonumber(drawn)
local undrawn = registrations and drawn < registrations and redis.call('ZCARD', lobby_key) or 0

local function ahead_of(n)
  return (redis.call('ZRANK', line_key, fan) or 0) + (registrations and n > registrations and undrawn or 0)
end

local place = redis.call('HGET', places_key, fan)
if place and string.match(key, '^([^.]+)%.') == (string.match(place, ' ([^. ]+)%.%S*$') or '')
  and key ~= string.match(place, '%S+$') then
  return {'REUSED'} -- the key was used with another body
elseif place then
  local was, n, newest, since_epoch = string.match(place, '^(%u+) (%d+) (%d+) (%d+) ')
  local waits = was == 'WAITING' or was == 'LOBBY'
  if was == 'READY' or was == 'ADMITTED' or waits and (newest == registration or epoch >= tonumber(since_epoch)) then
    return {'PRESENT', place, ahead_of(tonumber(n))}
  elseif not waits and tonumber(newest) >= tonumber(registration) then
    return {'ENDED', was}
  end -- else the fan has joined again since, further behind: the older place is the better one
elseif epoch >= tonumber(line_epoch) then
  return {'NEVER_LOST'}
end
if state == 'CLOSED' then
  return {'CLOSED', message}
elseif number == 0 and line_order == 'RANDOM' and (drawn or 0) > 0 then
  return {'NOT_DRAWN'} -- it may be drawn by now, so the caller must ask for its number again
end

--@include log_change
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local to_lobby = number == 0
redis.call('ZREM', line_key, fan)
redis.call('ZREM', lobby_key, fan)
redis.call('ZREM', absent_key, fan)
redis.call('ZADD', to_lobby and lobby_key or line_key, to_lobby and registration or number, fan)
place = (to_lobby and 'LOBBY ' or 'WAITING ') .. number .. ' ' .. registration .. ' ' .. line_epoch .. ' ' .. joined_ms .. ' ' .. now
  .. ' 0 - 0 0 ' .. key
redis.call('HSET', places_key, fan, place)
redis.call('HINCRBY', control_key, 'restored', 1)
log('RESTORED', fan, number, 0, 'RECEIPT', now, registration)
return {'RESTORED', place, ahead_of(number)}
