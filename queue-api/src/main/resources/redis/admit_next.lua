--[[ admit_next: end what has lapsed and call the next fans, within capacity and rate. Any number of nodes may run it at any time.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, ms
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, ms
KEYS[6]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  how many to end and how many to call at most, of each kind, 1..1000
Returns  CALLED version fans ended | PAUSED version | UNKNOWN
Repeat   calls more only if there is room and budget again
Cost     O(k log n) of n waiting; k the fans moved
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'opens_at', 'closes_at', 'capacity', 'rate', 'budget', 'budget_at', 'claim_ms', 'version')
if not c[1] then
  return {'UNKNOWN'}
elseif c[1] == 'PAUSED' then
  return {'PAUSED', c[9]} -- nobody is called, and nobody's time runs out
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local max = tonumber(ARGV[1])

local function move(fan, state, deadline, kind, reason)
  local number, rest = string.match(redis.call('HGET', KEYS[2], fan), '^%u+ (%d+) (%d+ %d+) ')
  redis.call('HSET', KEYS[2], fan, state .. ' ' .. number .. ' ' .. rest .. ' ' .. deadline .. ' - 0')
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', deadline, 'r', reason)
end

local function lapse(key, state, reason, total)
  local fans = redis.call('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, max)
  for _, fan in ipairs(fans) do
    redis.call('ZREM', key, fan)
    move(fan, state, 0, 'ENDED', reason)
  end
  if #fans > 0 then
    redis.call('HINCRBY', KEYS[1], total, #fans)
  end
  return #fans
end

local ended = lapse(KEYS[5], 'LEFT', 'EXPIRED', 'expired') + lapse(KEYS[4], 'MISSED', 'MISSED', 'missed')
if c[1] == 'CLOSED' or now < tonumber(c[2]) or now >= tonumber(c[3]) then
  return {'CALLED', c[9], 0, ended}
end

local rate = tonumber(c[5])
local elapsed = math.max(0, math.min(now - tonumber(c[7]), 1000))
local budget = math.min(tonumber(c[6]) + elapsed * rate, math.max(1000, rate * 500)) -- thousandths of an admission
local free = tonumber(c[4]) - redis.call('ZCARD', KEYS[4]) - redis.call('ZCARD', KEYS[5])
local called = math.min(math.max(0, free), math.floor(budget / 1000), max, redis.call('ZCARD', KEYS[3]))
redis.call('HSET', KEYS[1], 'budget', budget - called * 1000, 'budget_at', now)
if called > 0 then
  local claim_by = now + tonumber(c[8])
  local heads = redis.call('ZPOPMIN', KEYS[3], called) -- fan, number, fan, number …
  for i = 1, #heads, 2 do
    redis.call('ZADD', KEYS[4], claim_by, heads[i])
    move(heads[i], 'READY', claim_by, 'READY', 'TURN')
  end
  redis.call('HINCRBY', KEYS[1], 'called', called)
end
return {'CALLED', c[9], called, ended}
