--[[ join_line: give fans places in a sale's line, in this order, or return the ones they have; call a fan at once if nobody waits and a slot is free.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, changes of places, in order
KEYS[9]  q:{sale}:joins    stream, the places given: t ms, e epoch, p number fan number fan …
ARGV[1]  first number of a new block, or 0: none
ARGV[2]  last number of that block, or 0
ARGV[3…] fan, key of its request (or -), fan, key …; 1..256 fans; a key is 'key.body', two digests
Returns  DONE lobby_at_ms message answers… | NEW_SERVER | UNKNOWN; an answer: NEW or OLD with ahead and place, EARLY, CLOSED, REUSED
         (the key with another body), or BLOCK if a number is missing
Repeat   OLD with the same number, for as long as the place lives
Cost     O(log n) per fan, of n waiting
]]
local control_key, places_key, line_key, ready_key, inside_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local lobby_key, absent_key, log_key, joins_key = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local block_first, block_last = tonumber(ARGV[1]), tonumber(ARGV[2])
local state, epoch, run_id, next_number, last_number, lobby_at, opens_at, closes_at, capacity, pace, budget, budget_at, claim_ms, message,
  line_order, refresh, registrations, drawn, paused_at, frozen_ms, quiet_until, rebuilding, joined_before = unpack(redis.call('HMGET',
  control_key, 'state', 'epoch', 'run_id', 'next', 'last', 'lobby_at', 'opens_at', 'closes_at', 'capacity', 'pace', 'budget', 'budget_at',
  'claim_ms', 'message', 'line_order', 'refresh', 'registrations', 'drawn', 'paused_at', 'frozen_ms', 'quiet_until', 'rebuilding', 'joined'))
if not state then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'} -- its newest writes may be lost, so numbers could be given twice
end
--@include line_clock
next_number, last_number, registrations, pace = tonumber(next_number), tonumber(last_number), tonumber(registrations), tonumber(pace)
local opened, early = now >= tonumber(opens_at), now < tonumber(lobby_at)
local over = state == 'CLOSED' or state == 'DRAINING' or now >= tonumber(closes_at)
local to_lobby = line_order == 'RANDOM' and not opened
if line_order == 'RANDOM' and opened and not registrations then
  registrations = next_number - 1 -- all registered by now are drawn; later fans queue behind them
  redis.call('HSET', control_key, 'registrations', registrations, 'drawn', 0)
end
local undrawn = (registrations or 0) > (tonumber(drawn) or 0) and redis.call('ZCARD', lobby_key) or 0
local waiting = redis.call('ZCARD', line_key) + undrawn
local some_absent = redis.call('ZCARD', absent_key) > 0
local elapsed = math.max(0, math.min(now - budget_at, 1000))
budget = math.min(budget + elapsed * pace, pace > 0 and math.max(1000, pace * 250) or 0) -- thousandths of an admission
local called, given, fans, entered = 0, {}, {}, ' ' .. epoch .. ' ' .. now .. ' ' .. now .. ' ' -- the same words in all new places
for i = 1, (#ARGV - 2) / 2 do fans[i] = ARGV[2 * i + 1] end
-- all places are read together, and new ones are written together: reads and writes are most of the cost of a join
local known, changed, records, behind = redis.call('HMGET', places_key, unpack(fans)), {}, {}, {}
--@include log_change

local function push(list, a, b)
  list[#list + 1], list[#list + 2] = a, b
end

local function write()
  if #records > 0 then redis.call('HSET', places_key, unpack(records)) end
  if #behind > 0 then redis.call('ZADD', to_lobby and lobby_key or line_key, unpack(behind)) end
  records, behind = {}, {}
end

-- a block is taken only if it is above all numbers given so far: two nodes may bring one each, and order must hold
local function number_left()
  if next_number > last_number and block_first > last_number then next_number, last_number = block_first, block_last end
  return next_number <= last_number
end

local function old(fan, number, place)
  local late = registrations and tonumber(number) > registrations
  return 'OLD ' .. (redis.call('ZRANK', line_key, fan) or 0) + (late and undrawn or 0) .. ' ' .. place
end

-- the answer for a fan who has a place; nil if the fan is to get a new one
local function present(fan, key, place)
  local was, number, kept, deadline, turn, last_key = string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) %d+ (%d+) %S+ (%d) %d (%S+)$')
  if key ~= last_key and string.match(key, '^([^.]+)%.') == (string.match(last_key, '^([^.]+)%.') or '') then return 'REUSED' end
  if some_absent then redis.call('ZREM', absent_key, fan) end
  if was == 'WAITING' and refresh == 'TO_BACK' and (key == '-' or key ~= last_key) and not over then
    if not number_left() then return 'BLOCK' end
    redis.call('ZREM', line_key, fan)
    log('LEFT', fan, number, 0, 'REJOINED', now, string.match(kept, '^%d+'))
    waiting = waiting - 1
  elseif was == 'MISSED' and turn == '0' and tonumber(deadline) > clock and not over then
    place = 'WAITING ' .. number .. ' ' .. kept .. ' ' .. now .. ' 0 - 1 0 ' .. key
    redis.call('ZADD', line_key, number, fan)
    redis.call('HSET', places_key, fan, place)
    log('RESTORED', fan, number, 0, 'REENTRY', now, string.match(kept, '^%d+'))
    waiting, changed[fan] = waiting + 1, true
    return old(fan, number, place)
  elseif was == 'WAITING' or was == 'LOBBY' or was == 'READY' or was == 'ADMITTED' then
    if key ~= '-' and key ~= last_key then changed[fan] = redis.call('HSET', places_key, fan, string.match(place, '^(.* )%S+$') .. key) end
    return old(fan, number, place)
  end
end

local function add(fan, key)
  local number = string.format('%d', next_number)
  local place, ahead = 'WAITING ' .. number .. ' ' .. number .. entered .. '0 - 0 0 ' .. key, waiting
  if to_lobby then
    place, ahead = 'LOBBY 0 ' .. number .. entered .. '0 - 0 0 ' .. key, 0
    push(behind, number, fan)
  elseif waiting == 0 and opened and state == 'RUNNING' and rebuilding ~= '1' and budget >= 1000 and now >= tonumber(quiet_until)
    and redis.call('ZCARD', ready_key) + redis.call('ZCARD', inside_key) < tonumber(capacity) then
    local claim_by = clock + claim_ms
    place = 'READY ' .. number .. ' ' .. number .. entered .. claim_by .. ' - 0 0 ' .. key
    redis.call('ZADD', ready_key, claim_by, fan)
    log('READY', fan, number, claim_by, 'JOIN', now, number)
    budget, called = budget - 1000, called + 1
  else
    push(behind, number, fan)
    waiting = waiting + 1
  end
  push(records, fan, place)
  push(given, number, fan)
  changed[fan], next_number = true, next_number + 1
  return 'NEW ' .. ahead .. ' ' .. place
end

local answers = {}
for i, fan in ipairs(fans) do
  local key, place = ARGV[2 * i + 2], known[i]
  if changed[fan] then -- twice in this batch: the second request must see what the first one did
    write()
    place = redis.call('HGET', places_key, fan)
  end
  answers[i] = answers[i - 1] == 'BLOCK' and 'BLOCK' -- fans behind one who waits for a block wait too
    or place and present(fan, key, place) or over and 'CLOSED' or early and 'EARLY' or not number_left() and 'BLOCK' or add(fan, key)
end
write()
if #given > 0 then
  redis.call('HSET', control_key, 'next', next_number, 'last', last_number, 'joined', (joined_before or 0) + #given / 2) -- two words per place
  redis.call('XADD', joins_key, 'MAXLEN', '~', 100000, '*', 't', now, 'e', epoch, 'p', table.concat(given, ' '))
end
if called > 0 then
  redis.call('HSET', control_key, 'budget', budget, 'budget_at', now)
  redis.call('HINCRBY', control_key, 'called', called)
end
return {'DONE', lobby_at, message, unpack(answers)}
