--[[ audit_seats: read a range of seats, and whether the fans of some reservations have them counted, to compare both with Postgres.
KEYS[1]  s:{sale}:performance:states     string, see hold_seats
KEYS[2]  s:{sale}:performance:owners     hash, seat index to hold
KEYS[3]  s:{sale}:performance:holds      hash, see hold_seats
KEYS[4]  s:{sale}:performance:fans       hash, see hold_seats
KEYS[5]  s:{sale}:performance:reserving  zset, see reserve_hold
KEYS[6]  s:{sale}:performance:server     string, see hold_seats
ARGV[1]  epoch in which Postgres was read
ARGV[2]  first seat's index, a multiple of 4
ARGV[3]  seats, 1..1000
ARGV[4]  'fan hold …' of the live reservations that have such seats, 0..1000
Returns  SEATS 'index state hold kind fan booking reservation'… 'hold'… | STALE (taken seats only, empty words as -; the kind is of
         the hold's record: H held, R reserved, D the same and on the reconciler's list, - none; at the end the holds that do not
         count for their fan)
Repeat   reads only
Cost     O(seats)
]]
local states_key, owners_key, holds_key, fans_key, reserving_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local first, count, reserved = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local version = redis.call('BITFIELD', states_key, 'GET', 'i64', 0)[1]
if math.floor(version / 4294967296) ~= tonumber(ARGV[1]) then return {'STALE'} end
if redis.call('GET', KEYS[6]) ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then return {'STALE'} end
local bytes = redis.call('GETRANGE', states_key, 8 + first / 4, 8 + math.ceil((first + count) / 4) - 1)
local indices, states = {}, {} -- of the taken seats
for i = 0, count - 1 do
  local byte = string.byte(bytes, 1 + math.floor(i / 4)) or 0
  local state = math.floor(byte / 4 ^ (3 - i % 4)) % 4
  if state ~= 0 then indices[#indices + 1], states[#states + 1] = string.format('%.0f', first + i), state end
end
local answer = {'SEATS'}
if #indices > 0 then
  local known = {}
  for i, hold in ipairs(redis.call('HMGET', owners_key, unpack(indices))) do
    local words = hold and known[hold]
    if hold and not words then
      local kind, fan, booking, reservation =
        string.match(redis.call('HGET', holds_key, hold) or '', '^(%u)|([^|]*)|%d+|%d+|[^|]*|[%d,]+|([^|]*)|([^|]*)$')
      if kind == 'R' and redis.call('ZSCORE', reserving_key, hold) then kind = 'D' end
      words = {hold}
      for _, word in ipairs({kind or '-', fan or '-', booking or '-', reservation or '-'}) do
        words[#words + 1] = word == '' and '-' or word
      end
      words = table.concat(words, ' ')
      known[hold] = words
    end
    answer[#answer + 1] = indices[i] .. ' ' .. states[i] .. ' ' .. (words or '- - - - -')
  end
end
for fan, hold in string.gmatch(reserved, '(%S+) (%S+)') do
  local counted = false
  for entry, expires in string.gmatch(redis.call('HGET', fans_key, fan) or '', '([^: ]+):%d+:(%d+)') do
    counted = counted or entry == hold and expires == '0'
  end
  if not counted then answer[#answer + 1] = hold end
end
return answer
