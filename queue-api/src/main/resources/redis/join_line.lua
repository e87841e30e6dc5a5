--[[ join_line: give a fan a place in a sale's line, or the one that the fan has; call the fan at once if nobody waits and there is room.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, ms
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, ms
KEYS[6]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  first number of a new block, or 0: none brought
ARGV[3]  last number of that block, or 0
Returns  JOINED place ahead | PRESENT place ahead | NOT_OPEN opens_at_ms | CLOSED message | BLOCK_NEEDED | UNKNOWN
Repeat   PRESENT with the same number, for as long as the place lives
Cost     O(log n) of n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'epoch', 'next', 'last', 'lobby_at', 'opens_at', 'closes_at', 'capacity', 'rate',
  'budget', 'budget_at', 'claim_ms', 'message')
if not c[1] then
  return {'UNKNOWN'}
end
local fan = ARGV[1]
local place = redis.call('HGET', KEYS[2], fan)
if place then
  local held = string.match(place, '^%u+')
  if held == 'WAITING' then
    return {'PRESENT', place, redis.call('ZRANK', KEYS[3], fan)}
  elseif held == 'READY' or held == 'ADMITTED' then
    return {'PRESENT', place, 0}
  end
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local state, opens_at = c[1], tonumber(c[6])
if state == 'CLOSED' or state == 'DRAINING' or now >= tonumber(c[7]) then
  return {'CLOSED', c[13]}
elseif now < tonumber(c[5]) then
  return {'NOT_OPEN', c[5]}
end

-- a block is taken only if it is above all numbers given so far: two nodes may bring one each, and order must hold
local number, last = tonumber(c[3]), tonumber(c[4])
if number > last and tonumber(ARGV[2]) > last then
  number, last = tonumber(ARGV[2]), tonumber(ARGV[3])
end
if number > last then
  return {'BLOCK_NEEDED'}
end

local ahead = redis.call('ZCARD', KEYS[3])
local called = false
local rate = tonumber(c[9])
local elapsed = math.max(0, math.min(now - tonumber(c[11]), 1000))
local budget = math.min(tonumber(c[10]) + elapsed * rate, math.max(1000, rate * 500)) -- thousandths of an admission
if ahead == 0 and state == 'RUNNING' and now >= opens_at and budget >= 1000 then
  called = redis.call('ZCARD', KEYS[4]) + redis.call('ZCARD', KEYS[5]) < tonumber(c[8])
end

local claim_by = called and now + tonumber(c[12]) or 0
place = (called and 'READY ' or 'WAITING ') .. number .. ' ' .. c[2] .. ' ' .. now .. ' ' .. claim_by .. ' - 0'
redis.call('HSET', KEYS[1], 'next', number + 1, 'last', last)
redis.call('HINCRBY', KEYS[1], 'joined', 1)
redis.call('HSET', KEYS[2], fan, place)
if called then
  redis.call('HSET', KEYS[1], 'budget', budget - 1000, 'budget_at', now)
  redis.call('HINCRBY', KEYS[1], 'called', 1)
  redis.call('ZADD', KEYS[4], claim_by, fan)
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 1000000, '*', 'k', 'READY', 'f', fan, 'n', number, 'v', claim_by, 'r', 'JOIN')
else
  redis.call('ZADD', KEYS[3], 'NX', number, fan)
end
return {'JOINED', place, ahead}
