--[[ release_hold: give back the seats of a fan's own hold.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:owners   hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds    hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans     hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[7]  s:{sale}:performance:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
Returns  RELEASED | NOT_FOUND | STALE
Repeat   NOT_FOUND: it is gone. A reserved hold is not found either: its booking decides
Cost     O(seats)
]]
local states_key, owners_key, holds_key, expiry_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local fans_key, deltas_key = KEYS[5], KEYS[6]
local hold_id = ARGV[2]
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[7]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
--@include entries_of_fan
--@include free_seats
local record = redis.call('HGET', holds_key, hold_id) or ''
local fan, seats = string.match(record, '^H|([^|]*)|%d+|%d+|[^|]*|([%d,]+)|')
if fan ~= ARGV[3] then return {'NOT_FOUND'} end
local entries, indices = {}, {}
for entry, hold in string.gmatch(redis.call('HGET', fans_key, fan) or '', '(([^: ]+):%d+:%d+)') do
  entries[#entries + 1] = hold ~= hold_id and entry or nil
end
for index in string.gmatch(seats, '%d+') do indices[#indices + 1] = index end

free_seats(indices, 'RELEASE')
redis.call('HDEL', holds_key, hold_id)
redis.call('ZREM', expiry_key, hold_id)
write_entries(fan, entries)
return {'RELEASED'}
