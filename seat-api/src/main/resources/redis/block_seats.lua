--[[ block_seats: keep available seats back, or make seats that are kept back available again.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[3]  s:{sale}:performance:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  state to have, 0 (available) or 3 (blocked)
ARGV[3…] seat index, 1..2000, each once
Returns  DONE version index:state … | STALE
         the version that this made, 0: nothing changed; the seats that are left alone, with their state: held, sold, or
         as they shall be already
Repeat   0, and every seat is left alone
Cost     O(seats)
]]
local states_key, to = KEYS[1], tonumber(ARGV[2])
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[3]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end

local changes, left, made = {}, {}, 0
for i = 3, #ARGV do
  local state = redis.call('BITFIELD', states_key, 'GET', 'u2', '#' .. (32 + ARGV[i]))[1]
  if state == 3 - to then
    changes[#changes + 1] = ARGV[i]
  else
    left[#left + 1] = ARGV[i] .. ':' .. state
  end
end
if #changes > 0 then
  made = version + 1
  local id = string.format('%.0f', made)
  redis.call('BITFIELD', states_key, 'SET', 'i64', 0, id)
  for i, index in ipairs(changes) do
    redis.call('BITFIELD', states_key, 'SET', 'u2', '#' .. (32 + index), to)
    changes[i] = index .. ':' .. to
  end
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','), 'w', 'BLOCK')
end
return {'DONE', made, unpack(left)}
