--[[ hold_best: choose the best free seats that fit, and hold them for one fan, all or none. Best is the front of the plan: first
the wanted number side by side in one row, else the first free ones. Up to 16 lapsed holds are ended first.
KEYS[1]  s:{performance}:states   string, version (8 bytes: epoch * 2^32 + count), then two bits a seat: 0 free 1 held 2 sold 3 blocked
KEYS[2]  s:{performance}:owners   hash, seat index to hold
KEYS[3]  s:{performance}:holds    hash, hold to 'H|fan|expires_ms|fence|since_ms|seats|booking|reservation' (R once reserved)
KEYS[4]  s:{performance}:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{performance}:fans     hash, fan to 'hold:seats:expires_ms …' (0: stays until given back)
KEYS[6]  s:{performance}:deltas   stream, id = version, field c 'index:state,…'
KEYS[7]  s:{performance}:keys:fan  string, the newest 64 keyed holds of the fan: 'key:digest:hold:fence:expires_ms:seats …', for 24 h
KEYS[8]  s:{performance}:server    string, run id of the server that the seats were put up in
KEYS[9]  s:{performance}:clock       string, the sale's clock, see set_clock
ARGV[1]  epoch
ARGV[2]  hold, never used before
ARGV[3]  fan
ARGV[4]  key by which the fan's repeat is known, or empty: none
ARGV[5]  digest of what was asked for
ARGV[6]  time to live, ms, 1..3600000
ARGV[7]  seats one fan may have, 1 or more
ARGV[8]  since, ms, of the pass: names the fan's place in the line; or empty
ARGV[9]  how many, 1..8
ARGV[10]  runs of neighbouring seats to choose from, the best first: 'first:length …', indices
Returns  HELD fence expires_at_ms index,… hold | NONE | LIMIT seats_of_the_fan | REUSED | STALE
Repeat   the same key and digest: HELD as before, also if it is over; another digest: REUSED; without a key: another hold
Cost     O(seats in the runs looked at)
]]
local states = redis.call('GET', KEYS[1]) or ''
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[9]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock

local answered = {} -- what this fan got under other keys, the newest first
if ARGV[4] ~= '' then
  local known = redis.call('GET', KEYS[7]) or ''
  for entry, key, digest, hold, fence, expires, seats in
    string.gmatch(known, '((%x+):(%x+):([^: ]+):(%d+):(%d+):([%d,]+))') do
    if key == ARGV[4] then
      if digest ~= ARGV[5] then return {'REUSED'} end
      return {'HELD', fence, string.format('%.0f', expires + real - now), seats, hold}
    end
    answered[#answered + 1] = #answered < 63 and entry or nil
  end
end

local ended, freed = {}, {} -- lapsed holds that are ended here: hold to its seats, and these seats
local function lapsed(hold, record)
  local state, expires, seats = string.match(record, '^(%u)|[^|]*|(%d+)|%d+|[^|]*|([%d,]+)|')
  if state ~= 'H' or tonumber(expires) > now then return false end
  ended[hold] = seats
  for index in string.gmatch(seats, '%d+') do freed[tonumber(index)] = true end
  return true
end

local has, entries = 0, {} -- of this fan, what has not lapsed
for hold, seats, expires in string.gmatch(redis.call('HGET', KEYS[5], ARGV[3]) or '', '([^: ]+):(%d+):(%d+)') do
  if expires == '0' or tonumber(expires) > now then
    has = has + seats
    entries[#entries + 1] = hold .. ':' .. seats .. ':' .. expires
  end
end
local quantity = tonumber(ARGV[9])
if has + quantity > tonumber(ARGV[7]) then return {'LIMIT', has} end

for _, hold in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 16)) do
  lapsed(hold, redis.call('HGET', KEYS[3], hold) or '')
end
local function free(index)
  local byte = string.byte(states, 9 + math.floor(index / 4))
  return freed[index] or math.floor(byte / 4 ^ (3 - index % 4)) % 4 == 0
end
local seats, scattered, wanted = {}, {}, {}
for first, length in string.gmatch(ARGV[10], '(%d+):(%d+)') do
  local together = {}
  for index = first + 0, first + length - 1 do
    if free(index) then
      together[#together + 1] = string.format('%.0f', index)
      scattered[#scattered + 1] = #scattered < quantity and together[#together] or nil
    else
      together = {}
    end
    if #together == quantity then break end
  end
  if #together == quantity then
    seats = together
    break
  end
end
if #seats == 0 then seats = scattered end
if #seats < quantity then return {'NONE'} end
for _, index in ipairs(seats) do wanted[index] = true end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'STALE'} -- another server may have lost the newest writes: seats could be given away again, and fences twice
end

-- decided; from here on only writes
version = version + 1
local fence = string.format('%.0f', version)
local expires = string.format('%.0f', now + ARGV[6])
local set, changes = {KEYS[1], 'SET', 'i64', 0, fence}, {}
local function write(index, state)
  set[#set + 1] = 'SET'
  set[#set + 1] = 'u2'
  set[#set + 1] = '#' .. (32 + index)
  set[#set + 1] = state
  changes[#changes + 1] = index .. ':' .. state
end
for hold, seats in pairs(ended) do
  redis.call('HDEL', KEYS[3], hold)
  redis.call('ZREM', KEYS[4], hold)
  for index in string.gmatch(seats, '%d+') do
    if not wanted[index] then
      redis.call('HDEL', KEYS[2], index)
      write(index, 0)
    end
  end
end
local owners = {KEYS[2]}
for _, index in ipairs(seats) do
  owners[#owners + 1] = index
  owners[#owners + 1] = ARGV[2]
  write(index, 1)
end
entries[#entries + 1] = ARGV[2] .. ':' .. #seats .. ':' .. expires
local list = table.concat(seats, ',')
redis.call('BITFIELD', unpack(set))
redis.call('HSET', unpack(owners))
redis.call('HSET', KEYS[3], ARGV[2], table.concat({'H', ARGV[3], expires, fence, ARGV[8], list, '', ''}, '|'))
redis.call('ZADD', KEYS[4], expires, ARGV[2])
redis.call('HSET', KEYS[5], ARGV[3], table.concat(entries, ' '))
redis.call('XADD', KEYS[6], 'MAXLEN', '~', 10000, fence .. '-0', 'c', table.concat(changes, ','))
if ARGV[4] ~= '' then
  table.insert(answered, 1, table.concat({ARGV[4], ARGV[5], ARGV[2], fence, expires, list}, ':'))
  redis.call('SET', KEYS[7], table.concat(answered, ' '), 'PX', 86400000)
end
return {'HELD', fence, string.format('%.0f', expires + real - now), list, ARGV[2]}
