--[[ open_seats: make the seats of a new epoch the ones that everybody sees, unless a later rebuild has begun.
KEYS[1]  s:{sale}:performance:states         string, see hold_seats
KEYS[2]  s:{sale}:performance:states:opening:epoch  string, the states to start with; expires on its own after a while
KEYS[3]  s:{sale}:performance:server         string, see clear_seats; from here on the run id alone
ARGV[1]  epoch
Returns  OPENED | SUPERSEDED
Repeat   SUPERSEDED, and nothing changes
Cost     O(1)
]]
local states_key, opening_key, server_key = KEYS[1], KEYS[2], KEYS[3]
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if redis.call('GET', KEYS[3]) ~= run .. ':' .. ARGV[1] or redis.call('EXISTS', opening_key) == 0 then
  return {'SUPERSEDED'}
end
redis.call('RENAME', opening_key, states_key)
redis.call('PERSIST', states_key)
redis.call('SET', server_key, run)
return {'OPENED'}
