--[[ clear_seats: remove the seats, and note for which server and epoch the next ones are set up. Until these are open every script
finds another server noted than its own, and answers that it is stale.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:owners     hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[4]  s:{sale}:performance:expiry     zset, hold by expires_ms, sale's clock
KEYS[5]  s:{sale}:performance:fans       hash, see hold_seats
KEYS[6]  s:{sale}:performance:deltas     stream, see hold_seats
KEYS[7]  s:{sale}:performance:reserving  zset, see reserve_hold
KEYS[8]  s:{sale}:performance:settled    hash, see settle_reservation
KEYS[9]  s:{sale}:performance:server     string, see hold_seats; while seats are set up 'run id:epoch'
ARGV[1]  epoch of the next ones, which no other rebuild has
Returns  CLEARED | SUPERSEDED epoch (of a later rebuild than this one)
Repeat   the same
Cost     O(1), memory is freed in the background
]]
local server_key, epoch = KEYS[9], ARGV[1]
local begun = string.match(redis.call('GET', server_key) or '', ':(%d+)$') or 0
local open = math.floor(redis.call('BITFIELD', KEYS[1], 'GET', 'i64', 0)[1] / 4294967296)
local latest = math.max(open, tonumber(begun))
if latest > tonumber(epoch) then return {'SUPERSEDED', string.format('%.0f', latest)} end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8])
redis.call('SET', server_key, string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') .. ':' .. epoch)
return {'CLEARED'}
