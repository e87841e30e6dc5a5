--[[ claim_pass: admit a called fan with a lease and a pass; a fan who has a pass gets the same one.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[4]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[5]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  fan
ARGV[2]  id for a new pass
Returns  PASS place lease_end_ms | NOT_READY place | NOT_IN_LINE | CLOSED message | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   PASS with the same pass and the same end of lease (later if the sale was paused since)
Cost     O(log n) of n inside
]]
local control_key, places_key, ready_key, inside_key, log_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local fan, new_pass = ARGV[1], ARGV[2]
local state, lease_ms, run_id, paused_at, frozen_ms, no_show, message, rebuilding = unpack(redis.call('HMGET', control_key,
  'state', 'lease_ms', 'run_id', 'paused_at', 'frozen_ms', 'no_show', 'message', 'rebuilding'))
if not state then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif rebuilding == '1' then
  return {'REBUILDING'} -- it is not certain yet who is inside
end
local place = redis.call('HGET', places_key, fan)
if not place then
  return {'NOT_IN_LINE'}
end
local was, number, kept, since, deadline, turn, key =
  string.match(place, '^(%u+) (%d+) (%d+ %d+ %d+) (%d+) (%d+) %S+ (%d) %d (%S+)$')
--@include line_clock
if was == 'ADMITTED' and tonumber(deadline) > clock then
  return {'PASS', place, now + deadline - clock}
elseif was ~= 'READY' or tonumber(deadline) <= clock then
  return {'NOT_READY', place}
elseif state == 'CLOSED' then -- but a fan called before closes_at may still claim
  return {'CLOSED', message}
end

--@include log_change
local lease_end = clock + lease_ms
place = 'ADMITTED ' .. number .. ' ' .. kept .. ' ' .. since .. ' ' .. lease_end .. ' ' .. new_pass .. ' ' .. turn .. ' 0 ' .. key
redis.call('ZREM', ready_key, fan)
redis.call('ZADD', inside_key, lease_end, fan)
redis.call('HSET', places_key, fan, place)
redis.call('HSET', control_key, 'no_show', math.floor(no_show * 0.98)) -- smoothed over some fifty turns
redis.call('HINCRBY', control_key, 'admitted', 1)
log('ADMITTED', fan, number, lease_end, 'CLAIM', since, string.match(kept, '^%d+'))
return {'PASS', place, now + lease_ms}
