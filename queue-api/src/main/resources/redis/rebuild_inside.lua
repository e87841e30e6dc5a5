--[[ rebuild_inside: after a loss, let fans who hold a pass inside again; after the last of them admission continues.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:line     zset, waiting fans by number
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[7]  q:{sale}:absent   zset, absent fans by end of grace, sale's clock
KEYS[8]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  LAST, or MORE if further scripts follow
ARGV[2…] epoch that is being rebuilt; then for each of 0..500 fans: fan, number, registration, epoch, joined_ms, since_ms, lease_end, pass, turn
Returns  REBUILT fans | STALE
Repeat   fans who are inside already keep their places
Cost     O(f log n)
]]
local control_key, places_key, inside_key, log_key = KEYS[1], KEYS[2], KEYS[5], KEYS[8]
local other_keys = {KEYS[3], KEYS[4], KEYS[6], KEYS[7]}
if redis.call('HGET', control_key, 'epoch') ~= ARGV[2] then
  return {'STALE'} -- the line has been lost again
end
--@include log_change
local back = 0
for i = 3, #ARGV, 9 do
  local fan, number, registration, since, lease_end = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 5], ARGV[i + 6]
  local pass, turn = ARGV[i + 7], ARGV[i + 8]
  local state, newest = string.match(redis.call('HGET', places_key, fan) or '', '^(%u+) %d+ (%d+)')
  local ended = state == 'LEFT' or state == 'MISSED' or state == 'SERVED'
  if state ~= 'ADMITTED' and not (ended and tonumber(newest) >= tonumber(registration)) then
    for _, key in ipairs(other_keys) do
      redis.call('ZREM', key, fan)
    end
    redis.call('HSET', places_key, fan,
      'ADMITTED ' .. table.concat(ARGV, ' ', i + 1, i + 5) .. ' ' .. lease_end .. ' ' .. pass .. ' ' .. turn .. ' 0 -')
    redis.call('ZADD', inside_key, lease_end, fan)
    log('ADMITTED', fan, number, lease_end, 'REBUILT', since, registration)
    back = back + 1
  end
end
if ARGV[1] == 'LAST' then
  redis.call('HSET', control_key, 'rebuilding', 0)
end
return {'REBUILT', back}
