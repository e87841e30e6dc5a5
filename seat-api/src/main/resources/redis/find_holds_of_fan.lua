--[[ find_holds_of_fan: read a fan's holds of a performance that still hold their seats; reserved ones are their bookings'.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[3]  s:{sale}:performance:fans     hash, see hold_seats
KEYS[4]  s:{sale}:performance:clock    string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  fan
Returns  HELD hold… fence… expires_at_ms… index,……: four for each hold | STALE
Repeat   reads only
Cost     O(holds of the fan)
]]
local clock_key = KEYS[4]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
--@include sale_clock
local held = {'HELD'}
for hold in string.gmatch(redis.call('HGET', KEYS[3], ARGV[2]) or '', '([^: ]+):%d+:%d+') do
  local record = redis.call('HGET', KEYS[2], hold) or ''
  local fan, expires, fence, seats = string.match(record, '^H|([^|]*)|(%d+)|(%d+)|[^|]*|([%d,]+)|')
  if fan == ARGV[2] and tonumber(expires) > now then
    for _, part in ipairs({hold, fence, string.format('%.0f', expires + real - now), seats}) do held[#held + 1] = part end
  end
end
return held
