--[[ extend_lease: extend an admitted fan's lease until a pending booking is decided; once per place.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
ARGV[1]  fan
ARGV[2]  how long from now the lease is to last at least, ms
ARGV[3]  joined_ms of the intended place, or 0: the one that the fan has now
Returns  EXTENDED deadline | SAME | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   EXTENDED with the same deadline
Cost     O(log n) of n inside
]]
local control_key, places_key, inside_key = KEYS[1], KEYS[2], KEYS[3]
local fan, time_ms, intended = ARGV[1], ARGV[2], ARGV[3]
local state, paused_at, frozen_ms, run_id, rebuilding = unpack(redis.call('HMGET', control_key,
  'state', 'paused_at', 'frozen_ms', 'run_id', 'rebuilding'))
if not state then
  return {'UNKNOWN'}
elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif rebuilding == '1' then
  return {'REBUILDING'} -- its place may not be back yet
end
local place = redis.call('HGET', places_key, fan)
local kept, deadline, rest, extensions, key =
  string.match(place or '', '^ADMITTED (%d+ %d+ %d+ %d+ %d+) (%d+) (%S+ %d) (%d) (%S+)$')
if not kept or intended ~= '0' and intended ~= string.match(kept, '^%d+ %d+ %d+ (%d+)') then
  return {'SAME'} -- not inside, or the fan has joined again since
elseif extensions ~= '0' then
  return {'EXTENDED', deadline}
end
--@include line_clock
local wanted = clock + time_ms
if wanted <= tonumber(deadline) then
  return {'SAME'}
end
redis.call('HSET', places_key, fan, 'ADMITTED ' .. kept .. ' ' .. wanted .. ' ' .. rest .. ' 1 ' .. key)
redis.call('ZADD', inside_key, 'XX', wanted, fan)
return {'EXTENDED', wanted}
