--[[ join_line: give fans places in a sale's line, in this order, or the ones that they have; call who finds nobody waiting and a slot free.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, what became of places, in order
KEYS[9]  q:{sale}:joins    stream, the places given: t ms, e epoch, p number fan number fan …
ARGV[1]  first number of a new block, or 0: none brought
ARGV[2]  last number of that block, or 0
ARGV[3…] fan, key of its request (or -), fan, key …; 1..256 fans; a key is 'key.body', its parts marks of the two
Returns  DONE lobby_at_ms message answers… | NEW_SERVER | UNKNOWN; an answer: NEW or OLD with ahead and place, EARLY, CLOSED, REUSED
         (the key with another body), or BLOCK for a number missing
Repeat   OLD with the same number, for as long as the place lives
Cost     O(log n) a fan of n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'epoch', 'run_id', 'next', 'last', 'lobby_at', 'opens_at', 'closes_at', 'capacity', 'pace', 'budget',
  'budget_at', 'claim_ms', 'message', 'line_order', 'refresh', 'registrations', 'drawn', 'paused_at', 'frozen_ms', 'quiet_until', 'rebuilding', 'joined')
if not c[1] then
  return {'UNKNOWN'}
elseif c[3] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'} -- its newest writes may be lost: numbers could be given twice
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local clock = (c[1] == 'PAUSED' and tonumber(c[19]) or now) - c[20]
local next, last, opened = tonumber(c[4]), tonumber(c[5]), now >= tonumber(c[7])
local random, registrations = c[15] == 'RANDOM', tonumber(c[17])
if random and opened and not registrations then
  registrations = next - 1 -- who has registered by now is drawn; who comes later queues behind
  redis.call('HSET', KEYS[1], 'registrations', registrations, 'drawn', 0)
end
local undrawn = (registrations or 0) > (tonumber(c[18]) or 0) and redis.call('ZCARD', KEYS[6]) or 0
local waiting = redis.call('ZCARD', KEYS[3]) + undrawn
local early, over = now < tonumber(c[6]), c[1] == 'CLOSED' or c[1] == 'DRAINING' or now >= tonumber(c[8])
local some_absent = redis.call('ZCARD', KEYS[7]) > 0
local elapsed, pace = math.max(0, math.min(now - c[12], 1000)), tonumber(c[10])
local budget = math.min(c[11] + elapsed * pace, pace > 0 and math.max(1000, pace * 250) or 0) -- thousandths of an admission
local called, given, fans, joined = 0, {}, {}, ' ' .. c[2] .. ' ' .. now .. ' ' .. now .. ' '
for i = 1, (#ARGV - 2) / 2 do fans[i] = ARGV[2 * i + 1] end
-- all are read together, new places are written together, and text is made once where it is the same for all: most of what a join costs
local known, changed, records, behind = redis.call('HMGET', KEYS[2], unpack(fans)), {}, {}, {}

local function push(list, a, b)
  list[#list + 1], list[#list + 2] = a, b
end

local function write()
  if #records > 0 then redis.call('HSET', KEYS[2], unpack(records)) end
  if #behind > 0 then redis.call('ZADD', random and not opened and KEYS[6] or KEYS[3], unpack(behind)) end
  records, behind = {}, {}
end

-- a block is taken only if it is above all numbers given so far: two nodes may bring one each, and order must hold
local function number_left()
  if next > last and tonumber(ARGV[1]) > last then next, last = tonumber(ARGV[1]), tonumber(ARGV[2]) end
  return next <= last
end

local function log(kind, fan, number, value, reason, registration)
  redis.call('XADD', KEYS[8], 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', value, 'r', reason, 's', now,
    'g', registration)
end

local function old(fan, number, place)
  local late = registrations and tonumber(number) > registrations
  return 'OLD ' .. (redis.call('ZRANK', KEYS[3], fan) or 0) + (late and undrawn or 0) .. ' ' .. place
end

-- the place that the fan has, or nil: a new one, please
local function present(fan, key, place)
  local state, number, kept, deadline, turn, last_key = string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) %d+ (%d+) %S+ (%d) %d (%S+)$')
  if key ~= last_key and string.match(key, '^([^.]+)%.') == (string.match(last_key, '^([^.]+)%.') or '') then return 'REUSED' end
  if some_absent then redis.call('ZREM', KEYS[7], fan) end
  if state == 'WAITING' and c[16] == 'TO_BACK' and (key == '-' or key ~= last_key) and not over then
    if not number_left() then return 'BLOCK' end
    redis.call('ZREM', KEYS[3], fan)
    log('LEFT', fan, number, 0, 'REJOINED', string.match(kept, '^%d+'))
    waiting = waiting - 1
  elseif state == 'MISSED' and turn == '0' and tonumber(deadline) > clock and not over then
    place = 'WAITING ' .. number .. ' ' .. kept .. ' ' .. now .. ' 0 - 1 0 ' .. key
    redis.call('ZADD', KEYS[3], number, fan)
    redis.call('HSET', KEYS[2], fan, place)
    log('RESTORED', fan, number, 0, 'REENTRY', string.match(kept, '^%d+'))
    waiting, changed[fan] = waiting + 1, true
    return old(fan, number, place)
  elseif state == 'WAITING' or state == 'LOBBY' or state == 'READY' or state == 'ADMITTED' then
    if key ~= '-' and key ~= last_key then changed[fan] = redis.call('HSET', KEYS[2], fan, string.match(place, '^(.* )%S+$') .. key) end
    return old(fan, number, place)
  end
end

local function add(fan, key)
  local number = string.format('%d', next)
  local place, ahead = 'WAITING ' .. number .. ' ' .. number .. joined .. '0 - 0 0 ' .. key, waiting
  if random and not opened then
    place, ahead = 'LOBBY 0 ' .. number .. joined .. '0 - 0 0 ' .. key, 0
    push(behind, number, fan)
  elseif waiting == 0 and opened and c[1] == 'RUNNING' and c[22] ~= '1' and budget >= 1000 and now >= tonumber(c[21])
    and redis.call('ZCARD', KEYS[4]) + redis.call('ZCARD', KEYS[5]) < tonumber(c[9]) then
    local claim_by = clock + c[13]
    place = 'READY ' .. number .. ' ' .. number .. joined .. claim_by .. ' - 0 0 ' .. key
    redis.call('ZADD', KEYS[4], claim_by, fan)
    log('READY', fan, number, claim_by, 'JOIN', number)
    budget, called = budget - 1000, called + 1
  else
    push(behind, number, fan)
    waiting = waiting + 1
  end
  push(records, fan, place)
  push(given, number, fan)
  changed[fan], next = true, next + 1
  return 'NEW ' .. ahead .. ' ' .. place
end

local answers = {}
for i, fan in ipairs(fans) do
  local key, place = ARGV[2 * i + 2], known[i]
  if changed[fan] then -- asks twice in one call: must see what the first one did
    write()
    place = redis.call('HGET', KEYS[2], fan)
  end
  answers[i] = answers[i - 1] == 'BLOCK' and 'BLOCK' -- who comes after waits for the block, too
    or place and present(fan, key, place) or over and 'CLOSED' or early and 'EARLY' or not number_left() and 'BLOCK' or add(fan, key)
end
write()
if #given > 0 then
  redis.call('HSET', KEYS[1], 'next', next, 'last', last, 'joined', (c[23] or 0) + #given / 2) -- given: two words a place
  redis.call('XADD', KEYS[9], 'MAXLEN', '~', 100000, '*', 't', now, 'e', c[2], 'p', table.concat(given, ' '))
end
if called > 0 then
  redis.call('HSET', KEYS[1], 'budget', budget, 'budget_at', now)
  redis.call('HINCRBY', KEYS[1], 'called', called)
end
return {'DONE', c[6], c[14], unpack(answers)}
