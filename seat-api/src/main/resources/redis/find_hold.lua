--[[ find_hold: one hold, if it still holds its seats.
KEYS[1]  s:{performance}:states   string, see hold_seats
KEYS[2]  s:{performance}:holds    hash, see hold_seats
KEYS[3]  s:{performance}:clock     string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
Returns  HELD fence expires_at_ms index,… | NOT_FOUND | STALE
Repeat   reads only
Cost     O(1)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[3]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock
local record = redis.call('HGET', KEYS[2], ARGV[2]) or ''
local fan, expires, fence, seats = string.match(record, '^H|([^|]*)|(%d+)|(%d+)|[^|]*|([%d,]+)|')
if fan ~= ARGV[3] or tonumber(expires) <= now then return {'NOT_FOUND'} end
return {'HELD', fence, string.format('%.0f', expires + real - now), seats}
