--[[ unreserve_hold: undo reserve_hold, because there is no row for it in Postgres: held again if time remains, else free.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:owners     hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry     zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans       hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas     stream, see hold_seats
KEYS[7]  s:{sale}:performance:reserving  zset, see reserve_hold
KEYS[8]  s:{sale}:performance:server     string, see hold_seats
KEYS[9]  s:{sale}:performance:clock      string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  reservation
ARGV[4]  1: held again if time remains; 0: free in any case, because the row can never exist
Returns  HELD | FREED | NOT_FOUND | STALE
Repeat   NOT_FOUND, and nothing changes
Cost     O(seats)
]]
local states_key, owners_key, holds_key, expiry_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local fans_key, deltas_key, clock_key = KEYS[5], KEYS[6], KEYS[9]
local hold_id, may_hold = ARGV[2], ARGV[4] == '1'
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
--@include sale_clock
--@include entries_of_fan
--@include free_seats
local record = redis.call('HGET', holds_key, hold_id) or ''
local fan, expires, fence, since, seats, reservation =
  string.match(record, '^R|([^|]*)|(%d+)|(%d+)|([^|]*)|([%d,]+)|[^|]*|([^|]*)$')
if reservation ~= ARGV[3] then return {'NOT_FOUND'} end
local held = may_hold and tonumber(expires) > now
local entries, indices = {}, {}
for hold, count, lapses in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+):(%d+):(%d+)') do
  if hold ~= hold_id then
    entries[#entries + 1] = hold .. ':' .. count .. ':' .. lapses
  elseif held then
    entries[#entries + 1] = hold .. ':' .. count .. ':' .. expires
  end
end
for index in string.gmatch(seats, '%d+') do indices[#indices + 1] = index end

redis.call('ZREM', KEYS[7], hold_id)
write_entries(fan, entries)
if held then
  redis.call('HSET', holds_key, hold_id, table.concat({'H', fan, expires, fence, since, seats, '', ''}, '|'))
  redis.call('ZADD', expiry_key, expires, hold_id)
  return {'HELD'}
end
redis.call('HDEL', holds_key, hold_id)
free_seats(indices, 'UNDONE')
return {'FREED'}
