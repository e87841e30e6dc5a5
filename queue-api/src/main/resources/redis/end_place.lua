--[[ end_place: end a fan's place: the fan has left, or has bought. The slot of who was called or admitted is free at once.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  fan
ARGV[2]  LEFT, of any place; or SERVED, only of a called or admitted one
ARGV[3]  joined_ms of the place that is meant, or 0: whichever the fan has
Returns  ENDED place | SAME place | NOT_IN_LINE | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   SAME, and nothing changes
Cost     O(log n) of n waiting
]]
local c = redis.call('HMGET', KEYS[1], 'run_id', 'rebuilding')
if not c[1] then
  return {'UNKNOWN'}
elseif c[1] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif c[2] == '1' then
  return {'REBUILDING'} -- the fan may be about to come inside again
end
local fan, ending = ARGV[1], ARGV[2]
local place = redis.call('HGET', KEYS[2], fan)
if not place then
  return {'NOT_IN_LINE'}
end
local state, number, kept, since, turn, key =
  string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) (%d+) %d+ %S+ (%d) %d (%S+)$')
local sets = {LOBBY = KEYS[6], WAITING = KEYS[3], READY = KEYS[4], ADMITTED = KEYS[5]}
local waits = state == 'LOBBY' or state == 'WAITING'
local other = ARGV[3] ~= '0' and ARGV[3] ~= string.match(kept, '%d+$') -- the fan has joined again since
if not sets[state] or waits and ending == 'SERVED' or other then
  return {'SAME', place}
end

redis.call('ZREM', sets[state], fan)
redis.call('ZREM', KEYS[7], fan)
place = ending .. ' ' .. number .. ' ' .. kept .. ' ' .. since .. ' 0 - ' .. turn .. ' 0 ' .. key
redis.call('HSET', KEYS[2], fan, place)
redis.call('HINCRBY', KEYS[1], ending == 'SERVED' and 'served' or 'left', 1)
if waits then
  redis.call('HINCRBY', KEYS[1], 'abandoned', 1)
end
-- ENDED frees a slot; LEFT says that a waiting one went
redis.call('XADD', KEYS[8], 'MAXLEN', '~', 1000000, '*', 'k', waits and 'LEFT' or 'ENDED', 'f', fan, 'n', number, 'v', 0, 'r', ending,
  's', since, 'g', string.match(kept, '^%d+'))
return {'ENDED', place}
