--[[ part read_counter: reads a counter.
Needs    counter_key: the counter
Gives    total: what it is now, 0 without a counter
]]
local total = tonumber(redis.call('GET', counter_key) or '0')
