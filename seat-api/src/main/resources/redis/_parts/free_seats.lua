--[[ part free_seats: makes seats free, as the performance's next version.
Needs    states_key: see hold_seats
         owners_key: see hold_seats
         deltas_key: see hold_seats
         version: the present one
Gives    free_seats: function (indices, cause), indices being a table, not empty; without a cause RELEASE, see hold_seats
]]
local function free_seats(indices, cause)
  local time = redis.call('TIME')
  local why = (cause or 'RELEASE') .. ' ' .. string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
  local id = string.format('%.0f', version + 1)
  local set, changes = {states_key, 'SET', 'i64', 0, id}, {}
  for _, index in ipairs(indices) do
    set[#set + 1] = 'SET'
    set[#set + 1] = 'u2'
    set[#set + 1] = '#' .. (32 + index)
    set[#set + 1] = 0
    changes[#changes + 1] = index .. ':0'
  end
  redis.call('BITFIELD', unpack(set))
  redis.call('HDEL', owners_key, unpack(indices))
  redis.call('XADD', deltas_key, 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','), 'w', why)
end
