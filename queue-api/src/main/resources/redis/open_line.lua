--[[ open_line: set up a sale's line in Redis: the first time, or anew under a higher epoch in a Redis that may have lost writes.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[4]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[5]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  epoch, from 1
ARGV[2]  first number of the first block
ARGV[3]  last number of that block
ARGV[4]  how many registrations were drawn, or empty: none yet
ARGV[5]  how long after a loss nobody is called, so that fans can show their receipts, ms
ARGV[6…] the policy: name value name value …
Returns  OPENED | SAME
Repeat   SAME: an epoch is entered once
Cost     O(called and inside)
]]
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local c = redis.call('HMGET', KEYS[1], 'epoch', 'run_id')
local lost, again = not c[1], tonumber(ARGV[1]) > 1
if not lost and (c[2] == run_id or tonumber(c[1]) >= tonumber(ARGV[1])) then
  return {'SAME'}
end
local function note(kind, fan, number, value, reason, since, registration)
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', value, 'r', reason, 's', since, 'g', registration)
end

redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'run_id', run_id, 'next', ARGV[2], 'last', ARGV[3], 'rebuilding', again and 1 or 0)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if lost then
  for i = 6, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
  local rate = redis.call('HGET', KEYS[1], 'rate')
  redis.call('HSET', KEYS[1], 'budget', 0, 'budget_at', now, 'no_show', 0, 'pace', rate, 'registrations', ARGV[4], 'drawn', ARGV[4],
    'quiet_until', again and now + ARGV[5] or 0)
end
if again then
  note('EPOCH', '', 0, ARGV[1], lost and 'LOST' or 'NEW_SERVER', 0, 0)
end
note('CAPACITY', '', 0, redis.call('HGET', KEYS[1], 'capacity'), 'OPEN', 0, 0)
for _, set in ipairs({{KEYS[3], 'READY'}, {KEYS[4], 'ADMITTED'}}) do
  for _, fan in ipairs(redis.call('ZRANGE', set[1], 0, -1)) do
    local number, registration, since, deadline =
      string.match(redis.call('HGET', KEYS[2], fan), '^%u+ (%d+) (%d+) %d+ %d+ (%d+) (%d+)')
    note(set[2], fan, number, deadline, 'REBUILT', since, registration)
  end
end
if lost and now >= redis.call('HGET', KEYS[1], 'closes_at') + 7200000 then -- removed by then; who comes now is told that it is closed
  redis.call('PEXPIRE', KEYS[1], 60000)
  redis.call('PEXPIRE', KEYS[5], 60000)
end
return {'OPENED'}
