--[[ admit_next: end what has lapsed and call the next fans, within capacity and rate. Any number of nodes may run it at any time.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  how many to end and how many to call at most, of each kind, 1..1000
ARGV[2]  how many to call beyond the rate: an operator's step, or 0
Returns  CALLED version fans ended | PAUSED version | REBUILDING epoch | NEW_SERVER | UNKNOWN
Repeat   calls more only if there is room, and budget or a step, again
Cost     O(k log n) of n waiting; k the fans moved
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'opens_at', 'closes_at', 'capacity', 'rate', 'budget', 'budget_at', 'claim_ms', 'version',
  'run_id', 'paused_at', 'frozen_ms', 'no_show', 'line_order', 'registrations', 'drawn', 'rebuilding', 'quiet_until', 'next', 'reentry_ms', 'pace', 'epoch')
if not c[1] then
  return {'UNKNOWN'}
elseif c[10] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif c[17] == '1' then
  return {'REBUILDING', c[22]} -- it is not certain yet who is inside
elseif c[1] == 'PAUSED' then
  return {'PAUSED', c[9]} -- nobody is called, and nobody's time runs out
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local clock = now - c[12]
local max, step = tonumber(ARGV[1]), tonumber(ARGV[2])

local function move(fan, state, deadline, kind, reason)
  local number, kept, since, turn, key =
    string.match(redis.call('HGET', KEYS[2], fan), '^%u+ (%d+) (%d+ %d+ %d+) (%d+) %d+ %S+ (%d) %d (%S+)$')
  redis.call('HSET', KEYS[2], fan,
    state .. ' ' .. number .. ' ' .. kept .. ' ' .. since .. ' ' .. deadline .. ' - ' .. turn .. ' 0 ' .. key)
  redis.call('XADD', KEYS[8], 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', deadline, 'r', reason, 's', since,
    'g', string.match(kept, '^%d+'))
end

local function lapse(key, state, deadline, reason, total)
  local fans = redis.call('ZRANGEBYSCORE', key, '-inf', clock, 'LIMIT', 0, max)
  for _, fan in ipairs(fans) do
    redis.call('ZREM', key, fan)
    move(fan, state, deadline, 'ENDED', reason)
  end
  if #fans > 0 then
    redis.call('HINCRBY', KEYS[1], total, #fans)
  end
  return #fans
end

local missed = lapse(KEYS[4], 'MISSED', clock + c[20], 'MISSED', 'missed')
local ended = missed + lapse(KEYS[5], 'LEFT', 0, 'EXPIRED', 'expired')
for _, fan in ipairs(redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', clock, 'LIMIT', 0, max)) do
  redis.call('ZREM', KEYS[7], fan)
  if redis.call('ZREM', KEYS[3], fan) + redis.call('ZREM', KEYS[6], fan) > 0 then
    move(fan, 'LEFT', 0, 'LEFT', 'ABSENT')
    redis.call('HINCRBY', KEYS[1], 'absent', 1)
  end
end

-- who does not come when called leaves a slot idle, so the more of them there are the faster the next are called
local no_show = 1000000 - (1000000 - c[13]) * 0.98 ^ missed
local pace = math.floor(c[5] * math.min(2, 1000000 / (1000000 - math.min(no_show, 500000))) * 100) / 100
if missed > 0 or pace ~= tonumber(c[21]) then
  redis.call('HSET', KEYS[1], 'no_show', math.floor(no_show), 'pace', pace)
end
if c[1] == 'CLOSED' or now < tonumber(c[2]) or now >= tonumber(c[3]) or now < tonumber(c[18]) then
  return {'CALLED', c[9], 0, ended}
end

local registrations, drawn = tonumber(c[15]), tonumber(c[16])
if c[14] == 'RANDOM' and not registrations then
  registrations, drawn = c[19] - 1, 0 -- who has registered by now is drawn; who comes later queues behind
  redis.call('HSET', KEYS[1], 'registrations', registrations, 'drawn', 0)
end
local ready_to_call = registrations and drawn < registrations and redis.call('ZCOUNT', KEYS[3], '-inf', drawn) or redis.call('ZCARD', KEYS[3])
local elapsed = math.max(0, math.min(now - c[7], 1000))
local budget = math.min(c[6] + elapsed * pace, pace > 0 and math.max(1000, pace * 250) or 0) -- thousandths of an admission
local free = c[4] - redis.call('ZCARD', KEYS[4]) - redis.call('ZCARD', KEYS[5])
local called = math.min(math.max(0, free), step + math.floor(budget / 1000), max, ready_to_call)
redis.call('HSET', KEYS[1], 'budget', budget - math.max(0, called - step) * 1000, 'budget_at', now)
if called > 0 then
  local claim_by = clock + c[8]
  local heads = redis.call('ZPOPMIN', KEYS[3], called) -- fan, number, fan, number …
  for i = 1, #heads, 2 do
    redis.call('ZADD', KEYS[4], claim_by, heads[i])
    redis.call('ZREM', KEYS[7], heads[i])
    move(heads[i], 'READY', claim_by, 'READY', 'TURN')
  end
  redis.call('HINCRBY', KEYS[1], 'called', called)
end
return {'CALLED', c[9], called, ended}
