--[[ end_place: end a fan's place because the fan has left or has bought. The slot of a called or admitted fan is free at once.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  fan
ARGV[2]  LEFT, of any place; or SERVED, only of a called or admitted one
ARGV[3]  joined_ms of the intended place, or 0: the one that the fan has now
Returns  ENDED place | SAME place | NOT_IN_LINE | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   SAME, and nothing changes
Cost     O(log n) of n waiting
]]
local control_key, places_key, absent_key, log_key = KEYS[1], KEYS[2], KEYS[7], KEYS[8]
local key_of_state = {LOBBY = KEYS[6], WAITING = KEYS[3], READY = KEYS[4], ADMITTED = KEYS[5]}
local fan, ending, intended = ARGV[1], ARGV[2], ARGV[3]
local run_id, rebuilding = unpack(redis.call('HMGET', control_key, 'run_id', 'rebuilding'))
if not run_id then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif rebuilding == '1' then
  return {'REBUILDING'} -- the fan may be about to come inside again
end
local place = redis.call('HGET', places_key, fan)
if not place then
  return {'NOT_IN_LINE'}
end
local state, number, kept, since, turn, key =
  string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) (%d+) %d+ %S+ (%d) %d (%S+)$')
local waits = state == 'LOBBY' or state == 'WAITING'
local other = intended ~= '0' and intended ~= string.match(kept, '%d+$') -- the fan has joined again since
if not key_of_state[state] or waits and ending == 'SERVED' or other then
  return {'SAME', place}
end

--@include log_change
redis.call('ZREM', key_of_state[state], fan)
redis.call('ZREM', absent_key, fan)
place = ending .. ' ' .. number .. ' ' .. kept .. ' ' .. since .. ' 0 - ' .. turn .. ' 0 ' .. key
redis.call('HSET', places_key, fan, place)
redis.call('HINCRBY', control_key, ending == 'SERVED' and 'served' or 'left', 1)
if waits then
  redis.call('HINCRBY', control_key, 'abandoned', 1)
end
-- ENDED frees a slot; LEFT is for a waiting place
log(waits and 'LEFT' or 'ENDED', fan, number, 0, ending, since, string.match(kept, '^%d+'))
return {'ENDED', place}
