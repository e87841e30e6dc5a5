--[[ part takeable_seats: tells which seats are free. Seats of lapsed holds are, and these holds are to be ended.
Needs    states: text, see hold_seats
         owners_key: see hold_seats, as for the other keys
         holds_key: …
         expiry_key: …
         fan: whose request it is
         now: see sale_clock
         searches: whether it is asked for more seats than the wanted ones: then up to 16 lapsed holds are ended first
Gives    ended: table, each hold that is to be ended, to {fan, seats}
         is_free: function (index), whether nobody has the seat
         is_open: function (index), the same, and sure of lapsed holds: for few seats
         give_back: function (hold), ends a live hold of this fan; gives its expires_ms, or nothing if there is none
         byte_of: function (index), the byte of four seats that has this one
]]
local ended, freed = {}, {}
local function read_hold(hold)
  return string.match(redis.call('HGET', holds_key, hold) or '', '^(%u)|([^|]*)|(%d+)|%d+|[^|]*|([%d,]+)|')
end
local function to_end(hold, holder, held)
  ended[hold] = {fan = holder, seats = held}
  for index in string.gmatch(held, '%d+') do freed[tonumber(index)] = true end
end
local function ends_lapsed(hold)
  local state, holder, until_ms, held = read_hold(hold)
  local lapsed = state == 'H' and tonumber(until_ms) <= now
  if lapsed then to_end(hold, holder, held) end
  return lapsed
end
for _, hold in ipairs(searches and redis.call('ZRANGEBYSCORE', expiry_key, '-inf', now, 'LIMIT', 0, 16) or {}) do ends_lapsed(hold) end
local floor, byte, places = math.floor, string.byte, {[0] = 64, 16, 4, 1}
local function byte_of(index) return byte(states, 9 + floor(index / 4)) or 0 end
local function state_of(index) return floor((byte(states, 9 + floor(index / 4)) or 0) / places[index % 4]) % 4 end
local function is_free(index) return state_of(index) == 0 or freed[index] end
local function is_open(index)
  if is_free(index) then return true end
  local hold = state_of(index) == 1 and redis.call('HGET', owners_key, index)
  return hold and ends_lapsed(hold)
end
local function give_back(hold)
  local state, holder, until_ms, held = read_hold(hold)
  if state ~= 'H' or holder ~= fan or tonumber(until_ms) <= now then return nil end
  to_end(hold, holder, held)
  return until_ms
end
