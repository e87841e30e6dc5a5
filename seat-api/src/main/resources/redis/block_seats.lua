--[[ block_seats: keep available seats back, or make seats that are kept back available again.
KEYS[1]  s:{sale}:performance:states   string, see hold_seats
KEYS[2]  s:{sale}:performance:deltas   stream, see hold_seats
KEYS[3]  s:{sale}:performance:server   string, see hold_seats
ARGV[1]  epoch
ARGV[2]  state to have, 0 (available) or 3 (blocked)
ARGV[3…] seat index, 1..2000, each once
Returns  DONE index:state … | STALE
         the seats that are held or sold, with their state; they are left alone
Repeat   seats that have the state already are left alone and are not in the answer
Cost     O(seats)
]]
local states_key, to = KEYS[1], tonumber(ARGV[2])
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[3]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end

local changes, refused = {}, {}
for i = 3, #ARGV do
  local state = redis.call('BITFIELD', states_key, 'GET', 'u2', '#' .. (32 + ARGV[i]))[1]
  if state == 3 - to then
    changes[#changes + 1] = ARGV[i]
  elseif state ~= to then
    refused[#refused + 1] = ARGV[i] .. ':' .. state
  end
end
if #changes > 0 then
  local id = string.format('%.0f', version + 1)
  redis.call('BITFIELD', states_key, 'SET', 'i64', 0, id)
  for i, index in ipairs(changes) do
    redis.call('BITFIELD', states_key, 'SET', 'u2', '#' .. (32 + index), to)
    changes[i] = index .. ':' .. to
  end
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, id .. '-0', 'c', table.concat(changes, ','))
end
return {'DONE', unpack(refused)}
