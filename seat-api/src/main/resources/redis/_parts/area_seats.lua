--[[ part area_seats: picks any free seats of a general-admission area.
Needs    freed: see takeable_seats
         byte_of: see takeable_seats
         is_free: see takeable_seats
         wanted: table, indices that this hold has already
Gives    seats_of_area: function (first, capacity, count), a table of indices, fewer than count if there are no more
]]
local full = {} -- byte to whether all of its four seats are taken
local function is_full(byte)
  if full[byte] == nil then
    full[byte] = byte % 4 > 0 and math.floor(byte / 4) % 4 > 0 and math.floor(byte / 16) % 4 > 0 and byte >= 64
  end
  return full[byte]
end
local function seats_of_area(first, capacity, count)
  local found, last = {}, first + capacity - 1
  for index in pairs(freed) do
    if #found < count and index >= first and index <= last and not wanted[index] then found[#found + 1] = index end
  end
  local index = first
  while index <= last and #found < count do
    if is_full(byte_of(index)) then
      index = index - index % 4 + 4
    else
      if is_free(index) and not freed[index] and not wanted[index] then found[#found + 1] = index end
      index = index + 1
    end
  end
  return found
end
