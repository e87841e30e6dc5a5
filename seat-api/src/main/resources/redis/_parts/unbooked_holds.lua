--[[ part unbooked_holds: counts holds that a fan has not booked, and lets each of too many shorten the next one by half. Half of them are
forgotten after a while.
Needs    unbooked_key: see hold_seats
         real: see sale_clock
Gives    count_unbooked: function (more), counts one more, or one less with -1
         unbooked: how many there are, a fraction
]]
local half_ms = 600000 -- ten minutes, about the time of a pass: the next one begins nearly anew
local counted, counted_ms = string.match(redis.call('GET', unbooked_key) or '', '^([%d.]+):(%d+)$')
local unbooked = (counted or 0) * 0.5 ^ (math.max(0, real - (counted_ms or real)) / half_ms)
local function count_unbooked(more)
  local value = string.format('%.3f:%.0f', math.max(0, unbooked + more), real)
  redis.call('SET', unbooked_key, value, 'PX', string.format('%.0f', 10 * half_ms)) -- a thousandth is left then
end
