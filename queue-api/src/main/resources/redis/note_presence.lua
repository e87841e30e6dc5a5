--[[ note_presence: begin the grace of fans whom nobody sees any more, and end it for those who are back.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:places   hash, fan to place: state number registration epoch joined_ms since_ms deadline pass turn extensions key
KEYS[3]  q:{sale}:absent   zset, fans nobody sees any more by end of grace, sale's clock
KEYS[4]  q:{sale}:log      stream, what became of places, in order
ARGV[1]  how many of the fans that follow are gone; the others are back
ARGV[2…] fans, 1..1000
Returns  NOTED | UNKNOWN
Repeat   the first grace counts
Cost     O(f log a) of f fans and a absent
]]
local c = redis.call('HMGET', KEYS[1], 'state', 'grace_ms', 'paused_at', 'frozen_ms')
if not c[1] then
  return {'UNKNOWN'}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local grace_end = (c[1] == 'PAUSED' and tonumber(c[3]) or now) - c[4] + c[2]
for i = 2, #ARGV do
  local fan = ARGV[i]
  if i > ARGV[1] + 1 then
    redis.call('ZREM', KEYS[3], fan)
  elseif c[2] ~= '0' then
    local state, number, since = string.match(redis.call('HGET', KEYS[2], fan) or '', '^(%u+) (%d+) %d+ %d+ %d+ (%d+)')
    if (state == 'WAITING' or state == 'LOBBY') and redis.call('ZADD', KEYS[3], 'NX', grace_end, fan) == 1 then
      redis.call('XADD', KEYS[4], 'MAXLEN', '~', 1000000, '*', 'k', 'ABSENT', 'f', fan, 'n', number, 'v', grace_end, 'r', 'GONE', 's', since,
        'g', 0)
    end
  end
end
return {'NOTED'}
