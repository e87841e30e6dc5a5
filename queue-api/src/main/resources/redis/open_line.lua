--[[ open_line: set up a sale's line in Redis: for the first time, or again under a higher epoch in a Redis that may have lost writes.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[4]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[5]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  epoch, from 1
ARGV[2]  first number of the first block
ARGV[3]  last number of that block
ARGV[4]  how many registrations were drawn, or empty: none yet
ARGV[5]  how long after a loss no fan is called, so that fans can show their receipts, ms
ARGV[6…] the policy: name value name value …
Returns  OPENED | SAME
Repeat   SAME: each epoch begins once
Cost     O(called and inside)
]]
local control_key, places_key, ready_key, inside_key, log_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local epoch, first, last, registrations, quiet_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local old_epoch, old_run_id = unpack(redis.call('HMGET', control_key, 'epoch', 'run_id'))
local lost, again = not old_epoch, tonumber(epoch) > 1
if not lost and (old_run_id == run_id or tonumber(old_epoch) >= tonumber(epoch)) then
  return {'SAME'}
end
--@include log_change

redis.call('HSET', control_key, 'epoch', epoch, 'run_id', run_id, 'next', first, 'last', last, 'rebuilding', again and 1 or 0)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if lost then
  for i = 6, #ARGV, 2 do
    redis.call('HSET', control_key, ARGV[i], ARGV[i + 1])
  end
  local rate = redis.call('HGET', control_key, 'rate')
  redis.call('HSET', control_key, 'budget', 0, 'budget_at', now, 'no_show', 0, 'pace', rate, 'registrations', registrations,
    'drawn', registrations, 'quiet_until', again and now + quiet_ms or 0)
end
if again then
  log('EPOCH', '', 0, epoch, lost and 'LOST' or 'NEW_SERVER', 0, 0)
end
log('CAPACITY', '', 0, redis.call('HGET', control_key, 'capacity'), 'OPEN', 0, 0)
for _, set in ipairs({{ready_key, 'READY'}, {inside_key, 'ADMITTED'}}) do
  for _, fan in ipairs(redis.call('ZRANGE', set[1], 0, -1)) do
    local number, registration, since, deadline =
      string.match(redis.call('HGET', places_key, fan), '^%u+ (%d+) (%d+) %d+ %d+ (%d+) (%d+)')
    log(set[2], fan, number, deadline, 'REBUILT', since, registration)
  end
end
if lost and now >= redis.call('HGET', control_key, 'closes_at') + 7200000 then -- removed long ago; it only tells fans that the sale is closed
  redis.call('PEXPIRE', control_key, 60000)
  redis.call('PEXPIRE', log_key, 60000)
end
return {'OPENED'}
