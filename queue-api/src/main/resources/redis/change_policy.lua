--[[ change_policy: give a sale's line a newer version of its policy; waiting, called and admitted fans keep their places.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  version
ARGV[2…] the policy: name value name value …
Returns  CHANGED | SAME | UNKNOWN
Repeat   SAME
Cost     O(1)
]]
local control_key, log_key, new_version = KEYS[1], KEYS[2], tonumber(ARGV[1])
local version, old_capacity = unpack(redis.call('HMGET', control_key, 'version', 'capacity'))
if not version then
  return {'UNKNOWN'}
elseif tonumber(version) >= new_version then
  return {'SAME'}
end
for i = 2, #ARGV, 2 do
  redis.call('HSET', control_key, ARGV[i], ARGV[i + 1])
end
local capacity = redis.call('HGET', control_key, 'capacity')
redis.call('HSET', control_key, 'pace', redis.call('HGET', control_key, 'rate')) -- until the next tick computes it
--@include log_change
if old_capacity ~= capacity then
  log('CAPACITY', '', 0, capacity, 'POLICY', 0, 0)
end
return {'CHANGED'}
