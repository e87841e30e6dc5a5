--[[ read_line: read everything that a node needs for all its watchers of a line; once per tick, however many watch.
KEYS[1]  q:{sale}:control  hash, policy, epoch, numbers left, rate budget, totals
KEYS[2]  q:{sale}:line     zset, waiting fans by number
KEYS[3]  q:{sale}:lobby    zset, fans to be drawn by registration
KEYS[4]  q:{sale}:ready    zset, called fans by claim deadline, sale's clock
KEYS[5]  q:{sale}:inside   zset, admitted fans by end of lease, sale's clock
KEYS[6]  q:{sale}:log      stream, changes of places, in order
ARGV[1]  id of the last log entry that the caller has read, or $: from now on
ARGV[2]  how many numbers at the front to return exactly, 1..1000
ARGV[3]  how many log entries to return at most, 1..2000
ARGV[4]  epoch drawn undrawn, as the caller has read them, separated by a space, or empty
ARGV[5]  last rank whose number the caller knows, or 0
Returns  LINE control… waiting undrawn ready inside now_ms from heads samples last_id entries… | UNKNOWN; from: 0, or the rank behind ARGV[5]
         if everything before it is as the caller knows it, and is left out
Repeat   reads only
Cost     O(h + s log n + e): head, samples (some 350 at a million waiting), entries; only new samples while fans only join
]]
local control_key, line_key, lobby_key, ready_key, inside_key, log_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local last_seen, window, entries_max, draw_seen, known = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], tonumber(ARGV[5])
local control = redis.call('HMGET', control_key, 'epoch', 'next', 'version', 'state', 'message', 'lobby_at', 'opens_at', 'closes_at',
  'capacity', 'rate', 'line_order', 'grace_ms', 'paused_at', 'frozen_ms', 'registrations', 'drawn', 'no_show',
  'joined', 'called', 'admitted', 'served', 'missed', 'left', 'expired', 'absent', 'restored', 'abandoned')
if not control[1] then
  return {'UNKNOWN'}
end
local answer = {'LINE'}
for i = 1, 27 do
  answer[i + 1] = control[i] or ''
end
local time = redis.call('TIME')
local waiting, undrawn = redis.call('ZCARD', line_key), redis.call('ZCARD', lobby_key)
table.insert(answer, waiting)
table.insert(answer, undrawn)
table.insert(answer, redis.call('ZCARD', ready_key))
table.insert(answer, redis.call('ZCARD', inside_key))
table.insert(answer, time[1] * 1000 + math.floor(time[2] / 1000))

local function behind(rank)
  return math.max(rank + 1, math.floor(rank * 1.02)) -- 2 % apart, so that ranks in between are known within 1 %
end

-- the log has all fans who left the line or returned to it, and the counts show the draw: without either, fans have only joined at the back
local entries = last_seen ~= '$' and redis.call('XRANGE', log_key, '(' .. last_seen, '+', 'COUNT', entries_max)
local epoch, drawn = control[1], tonumber(control[16] or '') or 0
local same = entries and #entries == 0 and draw_seen == epoch .. ' ' .. drawn .. ' ' .. undrawn
local heads, samples = {}, {}
local from = same and known > 0 and behind(known) or 0
if from == 0 then
  local front = redis.call('ZRANGE', line_key, 0, window - 1, 'WITHSCORES') -- fan, number, fan, number …
  for i = 2, #front, 2 do
    heads[i / 2] = front[i]
  end
end
local rank = from == 0 and window or from
while rank < waiting do
  table.insert(samples, rank .. ' ' .. redis.call('ZRANGE', line_key, rank, rank, 'WITHSCORES')[2])
  rank = behind(rank)
end
table.insert(answer, from)
table.insert(answer, table.concat(heads, ' '))
table.insert(answer, table.concat(samples, ' '))

if not entries then
  local newest = redis.call('XREVRANGE', log_key, '+', '-', 'COUNT', 1)
  table.insert(answer, newest[1] and newest[1][1] or '0-0')
  return answer
end
table.insert(answer, #entries > 0 and entries[#entries][1] or last_seen)
for _, entry in ipairs(entries) do
  local f = entry[2] -- k kind f fan n number v value r reason s since_ms, see log_change
  local at = string.match(entry[1], '^%d+')
  table.insert(answer, table.concat({f[2], f[6], f[8], f[10], f[12] or '0', at, f[4]}, ' '))
end
return answer
