--[[ set_clock: set how the sale's clock runs. Holds last by it: it stands still while the sale is paused, and then goes on from there.
KEYS[1]  s:{sale}:performance:clock  string, 'change paused_at_ms lost_ms': the newest known change of the sale, when the present pause
         began (0: none), how long the earlier pauses lasted in all. Without the key no pause is known
ARGV[1]  change, from 0; of two clocks the one with the higher change is the later
ARGV[2]  paused_at_ms, or 0
ARGV[3]  lost_ms
Returns  SET | SAME
Repeat   SAME, as for an older change
Cost     O(1)
]]
local clock_key, change, paused_at_ms, lost_ms = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local known = string.match(redis.call('GET', clock_key) or '', '^%d+')
if known and tonumber(known) >= tonumber(change) then return {'SAME'} end
redis.call('SET', clock_key, change .. ' ' .. paused_at_ms .. ' ' .. lost_ms)
return {'SET'}
