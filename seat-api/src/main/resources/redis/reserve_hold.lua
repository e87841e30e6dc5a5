--[[ reserve_hold: turn a fan's live hold into a reservation, which does not end by time. A row in Postgres must follow: until
it is confirmed the hold is listed for the reconciler.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[3]  s:{sale}:performance:expiry     zset, hold by expires_ms, sale's clock
KEYS[4]  s:{sale}:performance:fans       hash, see hold_seats
KEYS[5]  s:{sale}:performance:reserving  zset, hold by the time, ms, at which its row is overdue
KEYS[6]  s:{sale}:performance:server     string, see hold_seats
KEYS[7]  s:{sale}:performance:clock      string, the sale's clock, see set_clock
KEYS[8]  s:{sale}:unbooked:fan           string, see hold_seats: this hold no longer counts
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
ARGV[4]  booking
ARGV[5]  reservation to make
ARGV[6]  how long the row may take, ms
Returns  RESERVED fence index,… reservation epoch since_ms expires_at_ms | NOT_FOUND | EXPIRED | STALE
Repeat   the same booking: RESERVED with the first one's reservation; another booking: NOT_FOUND
Cost     O(seats)
]]
local holds_key, expiry_key, fans_key, reserving_key, clock_key, unbooked_key =
  KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[7], KEYS[8]
local epoch, hold_id, booking_id, reservation_id, grace_ms = ARGV[1], ARGV[2], ARGV[4], ARGV[5], ARGV[6]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(epoch) then return {'STALE'} end
if redis.call('GET', KEYS[6]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
--@include sale_clock
local record = redis.call('HGET', holds_key, hold_id) or ''
local state, fan, expires, fence, since, seats, booking, reservation =
  string.match(record, '^(%u)|([^|]*)|(%d+)|(%d+)|([^|]*)|([%d,]+)|([^|]*)|([^|]*)$')
if fan ~= ARGV[3] then return {'NOT_FOUND'} end
if state == 'R' then
  if booking ~= booking_id then return {'NOT_FOUND'} end
  return {'RESERVED', fence, seats, reservation, epoch, since, string.format('%.0f', expires + real - now)}
end
if tonumber(expires) <= now then return {'EXPIRED'} end
local entries = {}
for hold, count, lapses in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+):(%d+):(%d+)') do
  entries[#entries + 1] = hold .. ':' .. count .. ':' .. (hold == hold_id and '0' or lapses)
end
--@include unbooked_holds

count_unbooked(-1)
redis.call('HSET', holds_key, hold_id,
  table.concat({'R', fan, expires, fence, since, seats, booking_id, reservation_id}, '|'))
redis.call('ZREM', expiry_key, hold_id)
redis.call('HSET', fans_key, fan, table.concat(entries, ' '))
redis.call('ZADD', reserving_key, string.format('%.0f', real + grace_ms), hold_id)
return {'RESERVED', fence, seats, reservation_id, epoch, since, string.format('%.0f', expires + real - now)}
