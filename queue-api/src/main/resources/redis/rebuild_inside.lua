--[[ rebuild_inside: after a loss, let those inside again who hold a pass; with the last of them the line goes on.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans still to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  LAST, or MORE will follow
ARGV[2…] epoch that is being rebuilt; then of each fan, of 0..500: fan, number, registration, epoch, joined_ms, since_ms, lease_end, pass, turn
Returns  REBUILT fans | STALE
Repeat   who is inside already stays as is
Cost     O(f log n)
]]
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[2] then
  return {'STALE'} -- the line has been lost again
end
local back = 0
for i = 3, #ARGV, 9 do
  local fan, registration, lease_end = ARGV[i], ARGV[i + 2], ARGV[i + 6]
  local state, r = string.match(redis.call('HGET', KEYS[2], fan) or '', '^(%u+) %d+ (%d+)')
  local ended = state == 'LEFT' or state == 'MISSED' or state == 'SERVED'
  if state ~= 'ADMITTED' and not (ended and tonumber(r) >= tonumber(registration)) then
    for _, key in ipairs({KEYS[3], KEYS[4], KEYS[6], KEYS[7]}) do
      redis.call('ZREM', key, fan)
    end
    redis.call('HSET', KEYS[2], fan,
      'ADMITTED ' .. table.concat(ARGV, ' ', i + 1, i + 5) .. ' ' .. lease_end .. ' ' .. ARGV[i + 7] .. ' ' .. ARGV[i + 8] .. ' 0 -')
    redis.call('ZADD', KEYS[5], lease_end, fan)
    redis.call('XADD', KEYS[8], 'MAXLEN', '~', 1000000, '*', 'k', 'ADMITTED', 'f', fan, 'n', ARGV[i + 1], 'v', lease_end, 'r', 'REBUILT',
      's', ARGV[i + 5], 'g', registration)
    back = back + 1
  end
end
if ARGV[1] == 'LAST' then
  redis.call('HSET', KEYS[1], 'rebuilding', 0)
end
return {'REBUILT', back}
