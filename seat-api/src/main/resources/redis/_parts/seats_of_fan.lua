--[[ part seats_of_fan: what the fan has of this performance. Holds that have lapsed do not count.
Needs    fans_key: see hold_seats
         fan: whose
         now: see sale_clock
Gives    has: how many seats
         entries: table, 'hold:seats:expires_ms' of each hold
]]
local has, entries = 0, {}
for hold, seats, expires in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+):(%d+):(%d+)') do
  if expires == '0' or tonumber(expires) > now then
    has = has + seats
    entries[#entries + 1] = hold .. ':' .. seats .. ':' .. expires
  end
end
