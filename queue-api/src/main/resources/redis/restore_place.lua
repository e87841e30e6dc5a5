--[[ restore_place: give a fan back a place that an earlier epoch gave and that Redis has lost.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[5]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[6]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  registration, as the receipt says
ARGV[3]  epoch, as the receipt says
ARGV[4]  joined_ms, as the receipt says
ARGV[5]  number: the registration, or the one that was drawn for it, or 0 while that is not known
ARGV[6]  key of the request, see join_line, or -
Returns  RESTORED place ahead | PRESENT place ahead | REUSED | ENDED state | NEVER_LOST | NOT_DRAWN | CLOSED message | NEW_SERVER | UNKNOWN
Repeat   PRESENT
Cost     O(log n) of n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'epoch', 'run_id', 'registrations', 'drawn', 'message', 'line_order')
if not c[1] then
  return {'UNKNOWN'}
elseif c[3] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
end
local fan, number = ARGV[1], tonumber(ARGV[5])
local registrations, drawn = tonumber(c[4]), tonumber(c[5])
local undrawn = registrations and drawn < registrations and redis.call('ZCARD', KEYS[4]) or 0

local function ahead_of(n)
  return (redis.call('ZRANK', KEYS[3], fan) or 0) + (registrations and n > registrations and undrawn or 0)
end

local place = redis.call('HGET', KEYS[2], fan)
if place and string.match(ARGV[6], '^([^.]+)%.') == (string.match(place, ' ([^. ]+)%.%S*$') or '')
  and ARGV[6] ~= string.match(place, '%S+$') then
  return {'REUSED'} -- the key was used with another body
elseif place then
  local state, n, registration, epoch = string.match(place, '^(%u+) (%d+) (%d+) (%d+) ')
  local waits = state == 'WAITING' or state == 'LOBBY'
  if state == 'READY' or state == 'ADMITTED' or waits and (registration == ARGV[2] or tonumber(ARGV[3]) >= tonumber(epoch)) then
    return {'PRESENT', place, ahead_of(tonumber(n))}
  elseif not waits and tonumber(registration) >= tonumber(ARGV[2]) then
    return {'ENDED', state}
  end -- else: joined anew since then, further behind; the older place is the better one
elseif tonumber(ARGV[3]) >= tonumber(c[2]) then
  return {'NEVER_LOST'}
end
if c[1] == 'CLOSED' then
  return {'CLOSED', c[6]}
elseif number == 0 and c[7] == 'RANDOM' and (drawn or 0) > 0 then
  return {'NOT_DRAWN'} -- its turn to be drawn may have passed: ask for its number again
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREM', KEYS[3], fan)
redis.call('ZREM', KEYS[4], fan)
redis.call('ZREM', KEYS[5], fan)
redis.call('ZADD', number == 0 and KEYS[4] or KEYS[3], number == 0 and ARGV[2] or number, fan)
place = (number == 0 and 'LOBBY ' or 'WAITING ') .. number .. ' ' .. ARGV[2] .. ' ' .. c[2] .. ' ' .. ARGV[4] .. ' ' .. now .. ' 0 - 0 0 ' .. ARGV[6]
redis.call('HSET', KEYS[2], fan, place)
redis.call('HINCRBY', KEYS[1], 'restored', 1)
redis.call('XADD', KEYS[6], 'MAXLEN', '~', 1000000, '*', 'k', 'RESTORED', 'f', fan, 'n', number, 'v', 0, 'r', 'RECEIPT', 's', now,
  'g', ARGV[2])
return {'RESTORED', place, ahead_of(number)}
