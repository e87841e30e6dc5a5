--[[ part write_hold: ends the holds that are in the way, writes the new one and answers HELD. Everything is decided before.
Needs    states_key: see hold_seats, as for the other keys
         owners_key: …
         holds_key: …
         expiry_key: …
         fans_key: …
         deltas_key: …
         new_hold: the hold
         fan: whose
         expires: when it ends, ms, by the sale's clock
         lasts: how long that is, ms
         cause: why, see hold_seats
         since_ms: of the pass, or empty
         version: the present one
         real: see sale_clock
         now: see sale_clock
         ended: see takeable_seats
         seats: table of the indices to hold
         wanted: table, each of these indices to true
         entries: see seats_of_fan
         write_entries: see entries_of_fan
         rung: see choose_seats, 0: the seats were asked for
         keep: see kept_answers
Gives    nothing
]]
version = version + 1
local fence = string.format('%.0f', version)
local set, changes = {states_key, 'SET', 'i64', 0, fence}, {}
local function write(index, state)
  for _, word in ipairs({'SET', 'u2', '#' .. (32 + index), state}) do set[#set + 1] = word end
  changes[#changes + 1] = index .. ':' .. state
end
for hold, over in pairs(ended) do
  redis.call('HDEL', holds_key, hold)
  redis.call('ZREM', expiry_key, hold)
  if over.fan ~= fan then -- this fan's entries are written below
    local left = {}
    for entry, of in string.gmatch(redis.call('HGET', fans_key, over.fan) or '', '(([^: ]+):%d+:%d+)') do
      left[#left + 1] = of ~= hold and entry or nil
    end
    write_entries(over.fan, left)
  end
  for index in string.gmatch(over.seats, '%d+') do
    if not wanted[tonumber(index)] then
      redis.call('HDEL', owners_key, index)
      write(index, 0)
    end
  end
end
local owners = {owners_key}
for _, index in ipairs(seats) do
  owners[#owners + 1], owners[#owners + 2] = index, new_hold
  write(index, 1)
end
entries[#entries + 1] = new_hold .. ':' .. #seats .. ':' .. expires
local list = table.concat(seats, ',')
redis.call('BITFIELD', unpack(set))
redis.call('HSET', unpack(owners))
redis.call('HSET', holds_key, new_hold, table.concat({'H', fan, expires, fence, since_ms, list, '', ''}, '|'))
redis.call('ZADD', expiry_key, expires, new_hold)
write_entries(fan, entries)
local why = table.concat({'HOLD', string.format('%.0f', real), new_hold, fan}, ' ')
redis.call('XADD', deltas_key, 'MAXLEN', '~', 10000, fence .. '-0', 'c', table.concat(changes, ','), 'w', why, 'e', expires)
local answer = table.concat({new_hold, fence, expires, list, rung, lasts, cause}, ':')
return keep({'HELD', fence, string.format('%.0f', expires + real - now), list, new_hold, rung, lasts, cause}, answer)
