--[[ open_line: set up a sale's line in Redis: the first time, or anew under a higher epoch after Redis has lost it.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  epoch, from 1
ARGV[2]  first number of the first block
ARGV[3]  last number of that block
ARGV[4…] the policy: version state message lobby_at_ms opens_at_ms closes_at_ms capacity rate claim_ms lease_ms line_order
Returns  OPENED | SAME
Repeat   SAME: an epoch is entered once
Cost     O(1)
]]
local current = redis.call('HGET', KEYS[1], 'epoch')
if current and tonumber(current) >= tonumber(ARGV[1]) then
  return {'SAME'}
end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'next', ARGV[2], 'last', ARGV[3])
if not current then
  local time = redis.call('TIME')
  local names = {'version', 'state', 'message', 'lobby_at', 'opens_at', 'closes_at', 'capacity', 'rate', 'claim_ms', 'lease_ms',
    'line_order'}
  for i = 4, #ARGV do
    redis.call('HSET', KEYS[1], names[i - 3], ARGV[i])
  end
  redis.call('HSET', KEYS[1], 'budget', 0, 'budget_at', time[1] * 1000)
  local capacity = redis.call('HGET', KEYS[1], 'capacity')
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000000, '*', 'k', 'CAPACITY', 'f', '', 'n', 0, 'v', capacity, 'r', 'OPEN')
end
return {'OPENED'}
