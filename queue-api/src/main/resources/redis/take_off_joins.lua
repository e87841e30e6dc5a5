--[[ take_off_joins: remove published batches of joins from the list, and return how many were dropped before that.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:joins    stream, the places given: t ms, e epoch, p number fan number fan …
ARGV[1]  id of the first entry to keep: ms-sequence
Returns  TAKEN_OFF dropped_since_the_last_time
Repeat   removes nothing more, and returns 0
Cost     O(entries removed)
]]
local control_key, joins_key, first_kept = KEYS[1], KEYS[2], ARGV[1]
local removed = redis.call('XTRIM', joins_key, 'MINID', '=', first_kept)
local state, removed_before, dropped_before = unpack(redis.call('HMGET', control_key, 'state', 'joins_taken', 'joins_dropped'))
if not state then
  return {'TAKEN_OFF', 0} -- the line was lost, and its counts with it
end
local info, stream = redis.call('XINFO', 'STREAM', joins_key), {}
for i = 1, #info, 2 do
  stream[info[i]] = info[i + 1]
end
removed = removed + (removed_before or 0)
-- an entry that was ever added is still there, was removed, or was dropped; one that was dropped while it was being published counts as dropped
local dropped = stream['entries-added'] - stream['length'] - removed
redis.call('HSET', control_key, 'joins_taken', removed, 'joins_dropped', dropped)
return {'TAKEN_OFF', math.max(0, dropped - (dropped_before or 0))}
