--[[ admit_next: end expired leases and missed turns, then call the next fans, within capacity and rate. Any number of nodes may run it at any time.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  how many places to end and how many fans to call at most, of each kind, 1..1000
ARGV[2]  how many fans to call beyond the rate: an operator's step, or 0
Returns  CALLED version fans ended | PAUSED version | REBUILDING epoch | NEW_SERVER | UNKNOWN
Repeat   calls more fans only if there is room again, and budget or a step
Cost     O(k log n) of n waiting; k the fans moved
]]
local control_key, places_key, line_key, ready_key, inside_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local lobby_key, absent_key, log_key = KEYS[6], KEYS[7], KEYS[8]
local max, step = tonumber(ARGV[1]), tonumber(ARGV[2])
local state, opens_at, closes_at, capacity, rate, budget, budget_at, claim_ms, version, run_id, paused_at, frozen_ms, no_show, line_order,
  registrations, drawn, rebuilding, quiet_until, next_number, reentry_ms, pace, epoch = unpack(redis.call('HMGET', control_key, 'state',
  'opens_at', 'closes_at', 'capacity', 'rate', 'budget', 'budget_at', 'claim_ms', 'version', 'run_id', 'paused_at', 'frozen_ms', 'no_show',
  'line_order', 'registrations', 'drawn', 'rebuilding', 'quiet_until', 'next', 'reentry_ms', 'pace', 'epoch'))
if not state then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif rebuilding == '1' then
  return {'REBUILDING', epoch} -- it is not certain yet who is inside
elseif state == 'PAUSED' then
  return {'PAUSED', version} -- no fan is called, and no deadline passes
end
--@include line_clock
--@include log_change

local function move(fan, to, deadline, kind, reason)
  local number, kept, since, turn, key =
    string.match(redis.call('HGET', places_key, fan), '^%u+ (%d+) (%d+ %d+ %d+) (%d+) %d+ %S+ (%d) %d (%S+)$')
  redis.call('HSET', places_key, fan,
    to .. ' ' .. number .. ' ' .. kept .. ' ' .. since .. ' ' .. deadline .. ' - ' .. turn .. ' 0 ' .. key)
  log(kind, fan, number, deadline, reason, since, string.match(kept, '^%d+'))
end

local function end_expired(key, to, deadline, reason, total)
  local fans = redis.call('ZRANGEBYSCORE', key, '-inf', clock, 'LIMIT', 0, max)
  for _, fan in ipairs(fans) do
    redis.call('ZREM', key, fan)
    move(fan, to, deadline, 'ENDED', reason)
  end
  if #fans > 0 then
    redis.call('HINCRBY', control_key, total, #fans)
  end
  return #fans
end

local missed = end_expired(ready_key, 'MISSED', clock + reentry_ms, 'MISSED', 'missed')
local ended = missed + end_expired(inside_key, 'LEFT', 0, 'EXPIRED', 'expired')
for _, fan in ipairs(redis.call('ZRANGEBYSCORE', absent_key, '-inf', clock, 'LIMIT', 0, max)) do
  redis.call('ZREM', absent_key, fan)
  if redis.call('ZREM', line_key, fan) + redis.call('ZREM', lobby_key, fan) > 0 then
    move(fan, 'LEFT', 0, 'LEFT', 'ABSENT')
    redis.call('HINCRBY', control_key, 'absent', 1)
  end
end

-- a called fan who does not come leaves a slot idle, so the more of them there are, the faster the next fans are called
no_show = 1000000 - (1000000 - no_show) * 0.98 ^ missed -- millionths
local new_pace = math.floor(rate * math.min(2, 1000000 / (1000000 - math.min(no_show, 500000))) * 100) / 100
if missed > 0 or new_pace ~= tonumber(pace) then
  redis.call('HSET', control_key, 'no_show', math.floor(no_show), 'pace', new_pace)
end
if state == 'CLOSED' or now < tonumber(opens_at) or now >= tonumber(closes_at) or now < tonumber(quiet_until) then
  return {'CALLED', version, 0, ended}
end

registrations, drawn = tonumber(registrations), tonumber(drawn)
if line_order == 'RANDOM' and not registrations then
  registrations, drawn = next_number - 1, 0 -- all registered by now are drawn; later fans queue behind them
  redis.call('HSET', control_key, 'registrations', registrations, 'drawn', 0)
end
local callable = registrations and drawn < registrations and redis.call('ZCOUNT', line_key, '-inf', drawn) or redis.call('ZCARD', line_key)
local elapsed = math.max(0, math.min(now - budget_at, 1000))
budget = math.min(budget + elapsed * new_pace, new_pace > 0 and math.max(1000, new_pace * 250) or 0) -- thousandths of an admission
local free = capacity - redis.call('ZCARD', ready_key) - redis.call('ZCARD', inside_key)
local called = math.min(math.max(0, free), step + math.floor(budget / 1000), max, callable)
redis.call('HSET', control_key, 'budget', budget - math.max(0, called - step) * 1000, 'budget_at', now)
if called > 0 then
  local claim_by = clock + claim_ms
  local heads = redis.call('ZPOPMIN', line_key, called) -- fan, number, fan, number …
  for i = 1, #heads, 2 do
    redis.call('ZADD', ready_key, claim_by, heads[i])
    redis.call('ZREM', absent_key, heads[i])
    move(heads[i], 'READY', claim_by, 'READY', 'TURN')
  end
  redis.call('HINCRBY', control_key, 'called', called)
end
return {'CALLED', version, called, ended}
