--[[ part line_clock: the time by the sale's clock, which stands still while the sale is paused.
Needs    state: of the sale
         paused_at: since when the sale is paused, ms since 1970, or empty
         frozen_ms: how long all earlier pauses took together
Gives    now: ms since 1970, by this server's clock
         clock: ms, by the sale's clock
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local clock = (state == 'PAUSED' and tonumber(paused_at) or now) - frozen_ms
