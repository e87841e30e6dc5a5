--[[ draw_places: move fans who were drawn from the lobby into the line, under their numbers. Any number of nodes may run it at any time.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals, the draw
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:lobby    zset, fans who wait to be drawn by registration
KEYS[4]  q:{sale}:line     zset, waiting fans by number
ARGV[1]  how many numbers are drawn, as the caller has read it
ARGV[2]  how many are drawn with these
ARGV[3]  how many there are to be drawn, as it was fixed for good
ARGV[4]  number registration fan, number registration fan …, separated by a space, 0 to 1000 fans
Returns  DRAWN moved | STALE drawn | UNKNOWN
Repeat   STALE, or DRAWN 0 if the numbers were not to grow; nothing changes
Cost     O(k log n) of n in lobby and line; k the fans
]]
local c = redis.call('HMGET', KEYS[1], 'epoch', 'drawn')
if not c[1] then
  return {'UNKNOWN'}
end
local drawn = tonumber(c[2] or '') or 0
if drawn ~= tonumber(ARGV[1]) then
  return {'STALE', drawn}
end

local numbers, registrations, fans = {}, {}, {}
for number, registration, fan in string.gmatch(ARGV[4], '(%d+) (%d+) (%S+)') do
  table.insert(numbers, number)
  table.insert(registrations, registration)
  table.insert(fans, fan)
end
local places = #fans > 0 and redis.call('HMGET', KEYS[2], unpack(fans)) or {}
local moved, line, records = {}, {}, {}
for i, fan in ipairs(fans) do
  -- who has left meanwhile, or was drawn already, is passed over
  local registration, rest = string.match(places[i] or '', '^LOBBY 0 (%d+) (.*)$')
  if registration == registrations[i] then
    table.insert(moved, fan)
    table.insert(line, numbers[i])
    table.insert(line, fan)
    table.insert(records, fan)
    table.insert(records, 'WAITING ' .. numbers[i] .. ' ' .. registration .. ' ' .. rest)
  end
end

redis.call('HSET', KEYS[1], 'registrations', ARGV[3], 'drawn', ARGV[2])
if #moved > 0 then
  redis.call('ZREM', KEYS[3], unpack(moved))
  redis.call('ZADD', KEYS[4], 'NX', unpack(line))
  redis.call('HSET', KEYS[2], unpack(records))
end
return {'DRAWN', #moved}
