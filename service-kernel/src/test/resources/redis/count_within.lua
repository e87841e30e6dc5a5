--[[ count_within: adds to a counter that a part has read.
KEYS[1]  counter
ARGV[1]  how much, 1..10
Returns  COUNTED total | FULL | OLD
Repeat   counts again
Cost     O(1)
]]
local counter_key = KEYS[1]
--@include read_counter
if total < 0 then return {'OLD'} end
if total + ARGV[1] > 10 then return {'FULL'} end
return {'COUNTED', redis.call('INCRBY', counter_key, ARGV[1])}
