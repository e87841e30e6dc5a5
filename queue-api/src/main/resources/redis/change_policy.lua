--[[ change_policy: bring a sale's policy to a newer version; who waits and who is inside stays.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  version
ARGV[2…] the policy: name value name value …
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
for i = 2, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
local capacity = redis.call('HGET', KEYS[1], 'capacity')
redis.call('HSET', KEYS[1], 'pace', redis.call('HGET', KEYS[1], 'rate')) -- until the next tick works it out
if c[2] ~= capacity then
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000000, '*', 'k', 'CAPACITY', 'f', '', 'n', 0, 'v', capacity, 'r', 'POLICY', 's', 0, 'g', 0)
end
return {'CHANGED'}
