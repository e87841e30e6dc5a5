--[[ note_presence: start the grace period of fans who have gone away, and end it for fans who are back.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[4]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  how many of the following fans are gone; the others are back
ARGV[2…] fans, 1..1000
Returns  NOTED | UNKNOWN
Repeat   the first grace period counts
Cost     O(f log a) of f fans and a absent
]]
local control_key, places_key, absent_key, log_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local last_gone = ARGV[1] + 1
local state, grace_ms, paused_at, frozen_ms = unpack(redis.call('HMGET', control_key, 'state', 'grace_ms', 'paused_at', 'frozen_ms'))
if not state then
  return {'UNKNOWN'}
end
--@include line_clock
--@include log_change
local grace_end = clock + grace_ms
for i = 2, #ARGV do
  local fan = ARGV[i]
  if i > last_gone then
    redis.call('ZREM', absent_key, fan)
  elseif grace_ms ~= '0' then
    local was, number, since = string.match(redis.call('HGET', places_key, fan) or '', '^(%u+) (%d+) %d+ %d+ %d+ (%d+)')
    if (was == 'WAITING' or was == 'LOBBY') and redis.call('ZADD', absent_key, 'NX', grace_end, fan) == 1 then
      log('ABSENT', fan, number, grace_end, 'GONE', since, 0)
    end
  end
end
return {'NOTED'}
