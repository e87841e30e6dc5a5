--[[ find_epoch: the epoch of the seats, if they were set up in this server and not in one that it has replaced.
KEYS[1]  s:{sale}:performance:states  string, see hold_seats
KEYS[2]  s:{sale}:performance:server  string, see hold_seats
Returns  EPOCH epoch | MISSING
Repeat   reads only
Cost     O(1)
]]
local version = redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1]
if version == 0 or redis.call('GET', KEYS[2]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return {'MISSING'}
end
return {'EPOCH', string.format('%.0f', math.floor(version / 4294967296))}
