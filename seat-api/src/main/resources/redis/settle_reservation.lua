--[[ settle_reservation: make the seats of one reservation what Postgres says they are, unless a later state was settled.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:owners     hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry     zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans       hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas     stream, see hold_seats
KEYS[7]  s:{sale}:performance:reserving  zset, see reserve_hold
KEYS[8]  s:{sale}:performance:settled    hash, seat index to the highest version settled on it; remains when the seat is free again
KEYS[9]  s:{sale}:performance:server     string, see hold_seats
ARGV[1]  epoch in which Postgres was read
ARGV[2]  hold
ARGV[3]  fan
ARGV[4]  version of the reservation's row
ARGV[5]  fence of the hold
ARGV[6]  booking
ARGV[7]  reservation
ARGV[8…] index:state, 1..8, the state 0 (released), 1 (reserved) or 2 (sold)
Returns  SETTLED seats_changed seats_of_others | OLD | STALE
Repeat   SETTLED 0; seats that another hold has by now are left alone, and so are those settled at a higher version
Cost     O(seats)
]]
local states_key, owners_key, holds_key, fans_key, settled_key = KEYS[1], KEYS[2], KEYS[3], KEYS[5], KEYS[8]
local hold_id, fan, row_version, fence, booking, reservation = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[9]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
--@include entries_of_fan
local indices, states, settled = {}, {}, {settled_key}
for i = 8, #ARGV do indices[i - 7], states[i - 7] = string.match(ARGV[i], '^(%d+):(%d)$') end
for i, newest in ipairs(redis.call('HMGET', settled_key, unpack(indices))) do
  if newest and tonumber(newest) > tonumber(row_version) then
    states[i] = false -- settled by a later state of this reservation, or by a later reservation
  else
    settled[#settled + 1] = indices[i]
    settled[#settled + 1] = row_version
  end
end
if #settled == 1 then return {'OLD'} end

local id = string.format('%.0f', version + 1)
local set, changes, owners, gone = {states_key, 'SET', 'i64', 0, id}, {}, {owners_key}, {owners_key}
local live, reserved, others = 0, false, 0
for i, index in ipairs(indices) do
  local state = states[i]
  local owner = redis.call('HGET', owners_key, index)
  local current = redis.call('BITFIELD', states_key, 'GET', 'u2', '#' .. (32 + index))[1]
  local ours = owner == hold_id or not owner and current == 0
  live = live + (state and state ~= '0' and 1 or 0)
  reserved = reserved or state == '1'
  if state and not ours then
    others = others + (state ~= '0' and 1 or 0)
  elseif state and (current ~= tonumber(state) or (state ~= '0') ~= (owner and true or false)) then
    set[#set + 1] = 'SET'
    set[#set + 1] = 'u2'
    set[#set + 1] = '#' .. (32 + index)
    set[#set + 1] = state
    changes[#changes + 1] = index .. ':' .. state
    if state == '0' then
      gone[#gone + 1] = index
    else
      owners[#owners + 1] = index
      owners[#owners + 1] = hold_id
    end
  end
end
local record = redis.call('HGET', holds_key, hold_id) or ''
local entries = {}
for entry, hold in string.gmatch(redis.call('HGET', fans_key, fan) or '', '(([^: ]+):%d+:%d+)') do
  entries[#entries + 1] = hold ~= hold_id and entry or nil
end
entries[#entries + 1] = live > 0 and hold_id .. ':' .. live .. ':0' or nil

redis.call('ZREM', KEYS[4], hold_id)
redis.call('ZREM', KEYS[7], hold_id)
redis.call('HSET', unpack(settled))
if not reserved then
  redis.call('HDEL', holds_key, hold_id)
elseif string.sub(record, 1, 1) ~= 'R' then -- Redis had lost that it was reserved
  local list = table.concat(indices, ',')
  redis.call('HSET', holds_key, hold_id, table.concat({'R', fan, '0', fence, '', list, booking, reservation}, '|'))
end
write_entries(fan, entries)
if #changes > 0 then
  redis.call('BITFIELD', unpack(set))
  if #owners > 1 then redis.call('HSET', unpack(owners)) end
  if #gone > 1 then redis.call('HDEL', unpack(gone)) end
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','), 'w', 'SETTLED')
end
return {'SETTLED', #changes, others}
