--[[ extend_lease: let an admitted fan stay until a pending booking is decided; once for each place.
KEYS[1]  q:{sale}:places   hash, fan to place: state number epoch joined_at_ms deadline_ms pass extensions
KEYS[2]  q:{sale}:inside   zset, admitted fans by end of lease, ms
ARGV[1]  fan
ARGV[2]  wanted end of the lease, ms since 1970
Returns  EXTENDED deadline_ms | SAME
Repeat   SAME, and nothing changes
Cost     O(log n) of n inside
]]
local fan = ARGV[1]
local place = redis.call('HGET', KEYS[1], fan)
local number, rest, deadline, pass, extensions = string.match(place or '', '^ADMITTED (%d+) (%d+ %d+) (%d+) (%S+) (%d+)$')
if not number or extensions ~= '0' or tonumber(ARGV[2]) <= tonumber(deadline) then
  return {'SAME'}
end
redis.call('HSET', KEYS[1], fan, 'ADMITTED ' .. number .. ' ' .. rest .. ' ' .. ARGV[2] .. ' ' .. pass .. ' 1')
redis.call('ZADD', KEYS[2], 'XX', ARGV[2], fan)
return {'EXTENDED', ARGV[2]}
