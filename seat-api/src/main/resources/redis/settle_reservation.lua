--[[ settle_reservation: make the seats of one reservation what Postgres says they are.
KEYS[1]  s:{performance}:states     string, see hold_seats
KEYS[2]  s:{performance}:owners     hash, seat index to hold
KEYS[3]  s:{performance}:holds      hash, see hold_seats
KEYS[4]  s:{performance}:expiry     zset, hold by expires_at_ms
KEYS[5]  s:{performance}:fans       hash, see hold_seats
KEYS[6]  s:{performance}:deltas     stream, see hold_seats
KEYS[7]  s:{performance}:reserving  zset, see reserve_hold
KEYS[8]  s:{performance}:server     string, see hold_seats
ARGV[1]  epoch
ARGV[2]  hold
ARGV[3]  fan
ARGV[4…] index:state, the state 0 (released), 1 (reserved) or 2 (sold)
Returns  SETTLED seats_changed seats_of_others | STALE
Repeat   SETTLED 0; seats that somebody else has by now are left alone
Cost     O(seats)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local id = string.format('%.0f', version + 1)
local set, changes, owners, gone = {KEYS[1], 'SET', 'i64', 0, id}, {}, {KEYS[2]}, {KEYS[2]}
local live, reserved, others = 0, false, 0
for i = 4, #ARGV do
  local index, state = string.match(ARGV[i], '^(%d+):(%d)$')
  local owner = redis.call('HGET', KEYS[2], index)
  local current = redis.call('BITFIELD', KEYS[1], 'GET', 'u2', '#' .. (32 + index))[1]
  local ours = owner == ARGV[2] or not owner and current == 0
  live = live + (state ~= '0' and 1 or 0)
  reserved = reserved or state == '1'
  if not ours then
    others = others + (state ~= '0' and 1 or 0)
  elseif current ~= tonumber(state) or (state ~= '0') ~= (owner and true or false) then
    set[#set + 1] = 'SET'
    set[#set + 1] = 'u2'
    set[#set + 1] = '#' .. (32 + index)
    set[#set + 1] = state
    changes[#changes + 1] = index .. ':' .. state
    if state == '0' then
      gone[#gone + 1] = index
    else
      owners[#owners + 1] = index
      owners[#owners + 1] = ARGV[2]
    end
  end
end
local entries = {}
for entry, hold in string.gmatch(redis.call('HGET', KEYS[5], ARGV[3]) or '', '(([^: ]+):%d+:%d+)') do
  entries[#entries + 1] = hold ~= ARGV[2] and entry or nil
end
entries[#entries + 1] = live > 0 and ARGV[2] .. ':' .. live .. ':0' or nil

redis.call('ZREM', KEYS[4], ARGV[2])
redis.call('ZREM', KEYS[7], ARGV[2])
if not reserved then redis.call('HDEL', KEYS[3], ARGV[2]) end
if #entries == 0 then
  redis.call('HDEL', KEYS[5], ARGV[3])
else
  redis.call('HSET', KEYS[5], ARGV[3], table.concat(entries, ' '))
end
if #changes > 0 then
  redis.call('BITFIELD', unpack(set))
  if #owners > 1 then redis.call('HSET', unpack(owners)) end
  if #gone > 1 then redis.call('HDEL', unpack(gone)) end
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','))
end
return {'SETTLED', #changes, others}
