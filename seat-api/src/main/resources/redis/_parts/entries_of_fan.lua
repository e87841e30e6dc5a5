--[[ part entries_of_fan: writes which holds count for a fan.
Needs    fans_key: see hold_seats
Gives    write_entries: function (fan, entries), entries being a table of 'hold:seats:expires_ms'
]]
local function write_entries(fan, entries)
  if #entries == 0 then
    redis.call('HDEL', fans_key, fan)
  else
    redis.call('HSET', fans_key, fan, table.concat(entries, ' '))
  end
end
