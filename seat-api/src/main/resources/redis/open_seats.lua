--[[ open_seats: show the seats of a new epoch to everybody, if they are still this rebuild's.
KEYS[1]  s:{performance}:states         string, see hold_seats
KEYS[2]  s:{performance}:opening:epoch  string, the states to start with; ends without us after a while
KEYS[3]  s:{performance}:server         string, see clear_seats; from here on the run id alone
ARGV[1]  epoch
Returns  OPENED | SUPERSEDED
Repeat   SUPERSEDED, and nothing changes
Cost     O(1)
]]
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if redis.call('GET', KEYS[3]) ~= run .. ':' .. ARGV[1] or redis.call('EXISTS', KEYS[2]) == 0 then
  return {'SUPERSEDED'}
end
redis.call('RENAME', KEYS[2], KEYS[1])
redis.call('PERSIST', KEYS[1])
redis.call('SET', KEYS[3], run)
return {'OPENED'}
