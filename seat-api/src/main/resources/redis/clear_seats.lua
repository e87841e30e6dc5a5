--[[ clear_seats: take the seats down, and note in which server the next ones are put up.
KEYS[1]  s:{performance}:states     string, see hold_seats
KEYS[2]  s:{performance}:owners     hash, seat index to hold
KEYS[3]  s:{performance}:holds      hash, see hold_seats
KEYS[4]  s:{performance}:expiry     zset, hold by expires_at_ms
KEYS[5]  s:{performance}:fans       hash, see hold_seats
KEYS[6]  s:{performance}:deltas     stream, see hold_seats
KEYS[7]  s:{performance}:reserving  zset, see reserve_hold
KEYS[8]  s:{performance}:server     string, see hold_seats
Returns  CLEARED
Repeat   the same
Cost     O(1), what was there is freed in the background
]]
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7])
redis.call('SET', KEYS[8], string.match(redis.call('INFO', 'server'), 'run_id:(%x+)'))
return {'CLEARED'}
