--[[ take_off_joins: take batches of joins off the list because they are told, and say how many fell off it before that.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:joins    stream, the places given: t ms, e epoch, p number fan number fan …
ARGV[1]  id of the first entry to stay: ms-sequence
Returns  TAKEN_OFF dropped_since_the_last_time
Repeat   takes off nothing more, and says 0
Cost     O(entries taken off)
]]
local taken = redis.call('XTRIM', KEYS[2], 'MINID', '=', ARGV[1])
local c = redis.call('HMGET', KEYS[1], 'state', 'joins_taken', 'joins_dropped')
if not c[1] then
  return {'TAKEN_OFF', 0} -- the line was lost; nothing is counted in one that is not there
end
local info, stream = redis.call('XINFO', 'STREAM', KEYS[2]), {}
for i = 1, #info, 2 do
  stream[info[i]] = info[i + 1]
end
taken = taken + (c[2] or 0)
-- what was ever added is on the list, was taken off it, or has been dropped; an entry that fell off while it was told counts too
local dropped = stream['entries-added'] - stream['length'] - taken
redis.call('HSET', KEYS[1], 'joins_taken', taken, 'joins_dropped', dropped)
return {'TAKEN_OFF', math.max(0, dropped - (c[3] or 0))}
