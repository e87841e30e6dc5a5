--[[ set_clock: say how the sale's clock runs. Holds last by it: it stands still while the sale is paused, and then goes on where it stood.
KEYS[1]  s:{performance}:clock  string, 'change paused_at_ms lost_ms': the newest change of the sale that is known here, when the pause under way
  began (0: none), how long the pauses before it were together. Without it no pause is known
ARGV[1]  change, from 0; of two words the one with the higher change is the later
ARGV[2]  paused_at_ms, or 0
ARGV[3]  lost_ms
Returns  SET | SAME
Repeat   SAME, as for an older change
Cost     O(1)
]]
local known = string.match(redis.call('GET', KEYS[1]) or '', '^%d+')
if known and tonumber(known) >= tonumber(ARGV[1]) then return {'SAME'} end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
return {'SET'}
