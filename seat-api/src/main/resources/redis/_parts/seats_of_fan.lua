--[[ part seats_of_fan: what the fan has of the sale, over all its performances. Holds that have lapsed do not count, nor the replaced one.
Needs    fans_key: see hold_seats
         fans_of_sale: table, the fans of each performance of the sale
         fan: whose
         replaced: hold that is to be ended, or empty
         now: see sale_clock
Gives    has: how many seats
         entries: table, 'hold:seats:expires_ms' of each hold of this performance
]]
local has, entries = 0, {}
for hold, seats, expires in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+):(%d+):(%d+)') do
  if (expires == '0' or tonumber(expires) > now) and hold ~= replaced then
    has = has + seats
    entries[#entries + 1] = hold .. ':' .. seats .. ':' .. expires
  end
end
for _, other_key in ipairs(fans_of_sale) do
  local others = other_key ~= fans_key and redis.call('HGET', other_key, fan) or ''
  for seats, expires in string.gmatch(others, '[^: ]+:(%d+):(%d+)') do
    has = has + ((expires == '0' or tonumber(expires) > now) and seats or 0)
  end
end
