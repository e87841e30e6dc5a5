--[[ draw_places: move drawn fans from the lobby into the line, under their numbers. Any number of nodes may run it at any time.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals, the draw
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[4]  q:{sale}:line     zset, waiting fans by number
ARGV[1]  how many numbers are drawn, as the caller has read it
ARGV[2]  how many are drawn after this
ARGV[3]  how many are to be drawn in all, which never changes once fixed
ARGV[4]  number registration fan, number registration fan …, separated by a space, 0 to 1000 fans
Returns  DRAWN moved | STALE drawn | UNKNOWN
Repeat   STALE, or DRAWN 0 if the numbers were not to grow; nothing changes
Cost     O(k log n) of n in lobby and line; k the fans
]]
local control_key, places_key, lobby_key, line_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local drawn_before, drawn_after, in_all, list = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local epoch, drawn = unpack(redis.call('HMGET', control_key, 'epoch', 'drawn'))
if not epoch then
  return {'UNKNOWN'}
end
drawn = tonumber(drawn or '') or 0
if drawn ~= drawn_before then
  return {'STALE', drawn}
end

local numbers, registrations, fans = {}, {}, {}
for number, registration, fan in string.gmatch(list, '(%d+) (%d+) (%S+)') do
  table.insert(numbers, number)
  table.insert(registrations, registration)
  table.insert(fans, fan)
end
local places = #fans > 0 and redis.call('HMGET', places_key, unpack(fans)) or {}
local moved, line, records = {}, {}, {}
for i, fan in ipairs(fans) do
  -- a fan who has left meanwhile, or was drawn already, is skipped
  local registration, rest = string.match(places[i] or '', '^LOBBY 0 (%d+) (.*)$')
  if registration == registrations[i] then
    table.insert(moved, fan)
    table.insert(line, numbers[i])
    table.insert(line, fan)
    table.insert(records, fan)
    table.insert(records, 'WAITING ' .. numbers[i] .. ' ' .. registration .. ' ' .. rest)
  end
end

redis.call('HSET', control_key, 'registrations', in_all, 'drawn', drawn_after)
if #moved > 0 then
  redis.call('ZREM', lobby_key, unpack(moved))
  redis.call('ZADD', line_key, 'NX', unpack(line))
  redis.call('HSET', places_key, unpack(records))
end
return {'DRAWN', #moved}
