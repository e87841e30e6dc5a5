--[[ share_streams: publish how many streams of a sale one node has, and read the counts of all nodes.
KEYS[1]  q:{sale}:streams  hash, node to: count published_ms
ARGV[1]  the node's name
ARGV[2]  its open streams, >= 0
ARGV[3]  how long a count is valid, ms, 1000..60000
Returns  SHARED node count …
Repeat   the latest count counts
Cost     O(n) of n nodes
]]
local streams_key = KEYS[1]
local node, count, valid_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.call('HGETALL', streams_key)
local reply, stale = {'SHARED', node, count}, {}
for i = 1, #all, 2 do
  local shared, at = string.match(all[i + 1], '^(%d+) (%d+)$')
  if all[i] ~= node then
    if now - at <= valid_ms then
      reply[#reply + 1] = all[i]
      reply[#reply + 1] = shared
    else
      stale[#stale + 1] = all[i]
    end
  end
end
if #stale > 0 then
  redis.call('HDEL', streams_key, unpack(stale))
end
redis.call('HSET', streams_key, node, count .. ' ' .. string.format('%.0f', now))
redis.call('PEXPIRE', streams_key, valid_ms)
return reply
