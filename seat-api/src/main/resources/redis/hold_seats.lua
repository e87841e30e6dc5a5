--[[ hold_seats: hold every wanted seat for one fan, or none of them. A hold that has lapsed counts as free and is ended here.
KEYS[1]  s:{performance}:states   string, version (8 bytes: epoch * 2^32 + count), then two bits a seat: 0 free 1 held 2 sold 3 blocked
KEYS[2]  s:{performance}:owners   hash, seat index to hold
KEYS[3]  s:{performance}:holds    hash, hold to 'H|fan|expires_ms|fence|since_ms|seats|booking|reservation' (R once reserved)
KEYS[4]  s:{performance}:expiry   zset, hold by expires_ms, sale's clock
KEYS[5]  s:{performance}:fans     hash, fan to 'hold:seats:expires_ms …' (0: stays until given back)
KEYS[6]  s:{performance}:deltas   stream, id = version, field c 'index:state,…'
KEYS[7]  s:{performance}:keys:fan  string, answers under the fan's newest keys, 64 holds and 64 refusals, for 24 h:
         'key:digest:hold:fence:expires_ms:seats …' or 'key:digest:NAME,number,… …'
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
ARGV[9]  when the performance starts, ms
ARGV[10…] seat indices, 1..8, distinct
Returns  HELD fence expires_at_ms index,… hold | TAKEN index… | LIMIT seats_of_the_fan | STARTED | REUSED | STALE
Repeat   the same key and digest: the answer as before, also if that hold is over; another digest: REUSED; without a key: another hold
Cost     O(seats), and of up to 8 lapsed holds their seats
]]
local seats, read = {}, {KEYS[1], 'GET', 'i64', 0}
for i = 10, #ARGV do
  seats[i - 9] = ARGV[i]
  read[#read + 1] = 'GET'
  read[#read + 1] = 'u2'
  read[#read + 1] = '#' .. (32 + ARGV[i])
end
local states = redis.call('BITFIELD', unpack(read))
local version = states[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
local time = redis.call('TIME')
local real = time[1] * 1000 + math.floor(time[2] / 1000)
local paused, lost = string.match(redis.call('GET', KEYS[9]) or '0 0 0', '^%d+ (%d+) (%d+)$')
local now = (paused == '0' and real or math.min(real, tonumber(paused))) - lost -- the sale's clock

local answered, kept = {}, {held = 0, refused = 0} -- what this fan was answered under other keys, the newest first
if ARGV[4] ~= '' then
  for entry, key, digest, answer in string.gmatch(redis.call('GET', KEYS[7]) or '', '((%x+):(%x+):(%S+))') do
    local hold, fence, expires, seats = string.match(answer, '^([^:]+):(%d+):(%d+):([%d,]+)$')
    if key == ARGV[4] then
      if digest ~= ARGV[5] then return {'REUSED'} end
      if hold then return {'HELD', fence, string.format('%.0f', expires + real - now), seats, hold} end
      local refusal = {string.match(answer, '^%u+')}
      for number in string.gmatch(answer, '%d+') do refusal[#refusal + 1] = number end
      return refusal
    end
    local kind = hold and 'held' or 'refused'
    kept[kind], answered[#answered + 1] = kept[kind] + 1, kept[kind] < 63 and entry or nil
  end
end
local function keep(answer, reply)
  if ARGV[4] ~= '' then
    table.insert(answered, 1, ARGV[4] .. ':' .. ARGV[5] .. ':' .. answer)
    redis.call('SET', KEYS[7], table.concat(answered, ' '), 'PX', 86400000)
  end
  return reply
end
if real >= tonumber(ARGV[9]) then return {'STARTED'} end

local ended = {} -- lapsed holds that are ended here: hold to its fan and seats
local function lapsed(hold, record)
  local state, fan, expires, seats = string.match(record, '^(%u)|([^|]*)|(%d+)|%d+|[^|]*|([%d,]+)|')
  if state == 'H' and tonumber(expires) <= now then
    ended[hold] = {fan = fan, seats = seats}
    return true
  end
  return false
end

local taken, wanted = {'TAKEN'}, {}
for i, index in ipairs(seats) do
  wanted[index] = true
  if states[i + 1] ~= 0 then
    local hold = states[i + 1] == 1 and redis.call('HGET', KEYS[2], index)
    local record = hold and redis.call('HGET', KEYS[3], hold)
    if not (record and lapsed(hold, record)) then
      taken[#taken + 1] = index
    end
  end
end
if #taken > 1 then return keep(table.concat(taken, ','), taken) end

local has, entries = 0, {} -- of this fan, what has not lapsed
for hold, seats, expires in string.gmatch(redis.call('HGET', KEYS[5], ARGV[3]) or '', '([^: ]+):(%d+):(%d+)') do
  if expires == '0' or tonumber(expires) > now then
    has = has + seats
    entries[#entries + 1] = hold .. ':' .. seats .. ':' .. expires
  end
end
local limit = {'LIMIT', has}
if has + #seats > tonumber(ARGV[7]) then return keep(table.concat(limit, ','), limit) end
if redis.call('GET', KEYS[8]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'STALE'} -- another server may have lost the newest writes: seats could be given away again, and fences twice
end

-- decided; from here on only writes
version = version + 1
local fence = string.format('%.0f', version)
local expires = string.format('%.0f', now + ARGV[6])
local set, changes = {KEYS[1], 'SET', 'i64', 0, fence}, {}
local function write(index, state)
  for _, word in ipairs({'SET', 'u2', '#' .. (32 + index), state}) do set[#set + 1] = word end
  changes[#changes + 1] = index .. ':' .. state
end
for hold, over in pairs(ended) do
  redis.call('HDEL', KEYS[3], hold)
  redis.call('ZREM', KEYS[4], hold)
  if over.fan ~= ARGV[3] then -- the entries of this fan are written below
    local left = {}
    for entry, of in string.gmatch(redis.call('HGET', KEYS[5], over.fan) or '', '(([^: ]+):%d+:%d+)') do
      left[#left + 1] = of ~= hold and entry or nil
    end
    redis.call('HDEL', KEYS[5], over.fan)
    if #left > 0 then redis.call('HSET', KEYS[5], over.fan, table.concat(left, ' ')) end
  end
  for index in string.gmatch(over.seats, '%d+') do
    if not wanted[index] then
      redis.call('HDEL', KEYS[2], index)
      write(index, 0)
    end
  end
end
local owners = {KEYS[2]}
for _, index in ipairs(seats) do
  owners[#owners + 1], owners[#owners + 2] = index, ARGV[2]
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
local answer = table.concat({ARGV[2], fence, expires, list}, ':')
return keep(answer, {'HELD', fence, string.format('%.0f', expires + real - now), list, ARGV[2]})
