--[[ fill_seats: write a part of what the seats of a new epoch start with, unless a later rebuild has begun.
KEYS[1]  s:{sale}:performance:owners  hash to write into; or s:{sale}:performance:holds, s:{sale}:performance:fans
KEYS[2]  s:{sale}:performance:server  string, see clear_seats
ARGV[1]  epoch
ARGV[2…] field and value in turn, 1..1000 of each
Returns  FILLED | SUPERSEDED
Repeat   the same
Cost     O(fields)
]]
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if redis.call('GET', KEYS[2]) ~= run .. ':' .. ARGV[1] then return {'SUPERSEDED'} end
redis.call('HSET', KEYS[1], unpack(ARGV, 2, #ARGV))
return {'FILLED'}
