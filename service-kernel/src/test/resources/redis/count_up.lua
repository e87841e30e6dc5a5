--[[ count_up: adds to a counter, up to a limit.
KEYS[1]  counter
ARGV[1]  how much, 1..10
ARGV[2…] more of the same
Returns  COUNTED total | FULL
Repeat   counts again
Cost     O(arguments)
]]
local sum = tonumber(redis.call('GET', KEYS[1]) or '0')
for i = 1, #ARGV do
  sum = sum + tonumber(ARGV[i])
end
if tonumber(ARGV[1]) > 10 then
  return { 'FULL' }
end
redis.call('SET', KEYS[1], sum)
return { 'COUNTED', sum }
