--[[ find_hold: read a fan's hold, if it still holds its seats.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[3]  s:{sale}:performance:clock    string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
Returns  HELD fence expires_at_ms index,… | NOT_FOUND | STALE
Repeat   reads only
Cost     O(1)
]]
local clock_key = KEYS[3]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
--@include sale_clock
local record = redis.call('HGET', KEYS[2], ARGV[2]) or ''
local fan, expires, fence, seats = string.match(record, '^H|([^|]*)|(%d+)|(%d+)|[^|]*|([%d,]+)|')
if fan ~= ARGV[3] or tonumber(expires) <= now then return {'NOT_FOUND'} end
return {'HELD', fence, string.format('%.0f', expires + real - now), seats}
