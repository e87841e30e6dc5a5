--[[ part kept_answers: answers a repeat as it was answered before, and keeps the answer to what is asked now.
Needs    answers_key: the fan's answers, see hold_seats
         request: the key of what is asked now, or empty: nothing is kept
         digest: of what is asked now
         real: see sale_clock
         now: see sale_clock
Gives    keep: function (reply, answer), which keeps the answer as text, or the reply itself, and returns the reply
]]
local answered, kept = {}, {held = 0, refused = 0} -- what this fan was answered under other keys, the newest first
if request ~= '' then
  for entry, key, of, answer in string.gmatch(redis.call('GET', answers_key) or '', '((%x+):(%x+):(%S+))') do
    local hold, fence, expires, seats, rung, lasts, cause = string.match(answer, '^([^:]+):(%d+):(%d+):([%d,]+):(%d):(%d+):(%d)$')
    if key == request then
      if of ~= digest then return {'REUSED'} end
      if hold then return {'HELD', fence, string.format('%.0f', expires + real - now), seats, hold, rung, lasts, cause} end
      local refusal = {string.match(answer, '^%u+')}
      for number in string.gmatch(answer, '%d+') do refusal[#refusal + 1] = number end
      return refusal
    end
    local kind = hold and 'held' or 'refused'
    kept[kind], answered[#answered + 1] = kept[kind] + 1, kept[kind] < 63 and entry or nil
  end
end
local function keep(reply, answer)
  if request ~= '' then
    answer = answer or table.concat(reply, ',')
    table.insert(answered, 1, request .. ':' .. digest .. ':' .. answer)
    redis.call('SET', answers_key, table.concat(answered, ' '), 'PX', 86400000)
  end
  return reply
end
