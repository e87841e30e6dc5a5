--[[ change_policy: bring a sale's policy to a newer version; who waits and who is inside stays.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:log      stream, what became of places, in order
ARGV[1…] the policy: version state message lobby_at_ms opens_at_ms closes_at_ms capacity rate claim_ms lease_ms line_order
Returns  CHANGED | SAME | UNKNOWN
Repeat   SAME
Cost     O(1)
]]
local c = redis.call('HMGET', KEYS[1], 'version', 'capacity')
if not c[1] then
  return {'UNKNOWN'}
elseif tonumber(c[1]) >= tonumber(ARGV[1]) then
  return {'SAME'}
end
local names = {'version', 'state', 'message', 'lobby_at', 'opens_at', 'closes_at', 'capacity', 'rate', 'claim_ms', 'lease_ms',
  'line_order'}
for i = 1, #ARGV do
  redis.call('HSET', KEYS[1], names[i], ARGV[i])
end
local capacity = redis.call('HGET', KEYS[1], 'capacity')
if c[2] ~= capacity then
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000000, '*', 'k', 'CAPACITY', 'f', '', 'n', 0, 'v', capacity, 'r', 'POLICY')
end
return {'CHANGED'}
