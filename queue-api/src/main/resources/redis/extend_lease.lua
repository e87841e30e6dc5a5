--[[ extend_lease: let an admitted fan stay until a pending booking is decided; once for each place.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
ARGV[1]  fan
ARGV[2]  how long from now the fan is to stay at least, ms
ARGV[3]  joined_ms of the place that is meant, or 0: whichever the fan has
Returns  EXTENDED deadline | SAME | NEW_SERVER | REBUILDING | UNKNOWN
Repeat   EXTENDED with the same deadline
Cost     O(log n) of n inside
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'paused_at', 'frozen_ms', 'run_id', 'rebuilding')
if not c[1] then
  return {'UNKNOWN'}
elseif c[4] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'NEW_SERVER'}
elseif c[5] == '1' then
  return {'REBUILDING'} -- the fan may be about to come inside again
end
local fan = ARGV[1]
local place = redis.call('HGET', KEYS[2], fan)
local kept, deadline, rest, extensions, key =
  string.match(place or '', '^ADMITTED (%d+ %d+ %d+ %d+ %d+) (%d+) (%S+ %d) (%d) (%S+)$')
if not kept or ARGV[3] ~= '0' and ARGV[3] ~= string.match(kept, '^%d+ %d+ %d+ (%d+)') then
  return {'SAME'} -- not inside, or with a place of a later joining
elseif extensions ~= '0' then
  return {'EXTENDED', deadline}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wanted = (c[1] == 'PAUSED' and tonumber(c[2]) or now) - c[3] + ARGV[2]
if wanted <= tonumber(deadline) then
  return {'SAME'}
end
redis.call('HSET', KEYS[2], fan, 'ADMITTED ' .. kept .. ' ' .. wanted .. ' ' .. rest .. ' 1 ' .. key)
redis.call('ZADD', KEYS[3], 'XX', wanted, fan)
return {'EXTENDED', wanted}
