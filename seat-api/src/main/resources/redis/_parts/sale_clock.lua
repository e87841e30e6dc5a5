--[[ part sale_clock: the time by the sale's clock, which stands still while the sale is paused.
Needs    clock_key: the sale's clock, see set_clock
Gives    real: ms since 1970, by this server's clock
         now: ms, by the sale's clock
]]
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', clock_key) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost
