--[[ promise_more: a bad example: its header promises a key and a reply that it does not use.
KEYS[1]  counter
KEYS[2]  never used
Returns  COUNTED total | FULL
Repeat   counts again
Cost     O(1)
]]
return { 'COUNTED', redis.call('INCR', KEYS[1]) }
