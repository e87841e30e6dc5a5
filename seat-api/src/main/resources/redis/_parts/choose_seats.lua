--[[ part choose_seats: the best free seats by the ladder: 1 side by side without leaving a single seat, 2 side by side, 3 in few parts of
one row or of two neighbouring rows. On each rung the nearest to the focal point, by the sum of squared distances.
Needs    runs: text, 'row:first:length:away:pitch:centre …', see RankedRun; the nearest first is the fastest
         quantity: how many seats
         is_last_try: false: only rung 1
         free: function (index)
Gives    best: table of indices, empty if none fit
         rung: 1..3, 0 if none fit
]]
local chosen, gaps, rows = {{cost = math.huge}, {cost = math.huge}}, {}, {}
local function distance(run, index) return 10000 * run.away + run.pitch * (100 * (index - run.first) - run.centre) ^ 2 end
local function window(gap, size, accept) -- offers each window of a gap of free seats with its cost
  local cost = 0
  for last = gap.first, gap.last do
    cost = cost + distance(gap.run, last)
    local first = last - size + 1
    if first > gap.first then cost = cost - distance(gap.run, first - 1) end
    if first >= gap.first then accept(gap, first, last, cost) end
  end
end
local function together(gap, first, last, cost)
  local on = (first - gap.first == 1 or gap.last - last == 1) and 2 or 1
  if cost < chosen[on].cost then chosen[on] = {cost = cost, first = first} end
end
for row, first, length, away, pitch, centre in string.gmatch(runs, '(%d+):(%d+):(%d+):(%d+):(%d+):(%-?%d+)') do
  local run = {first = tonumber(first), away = tonumber(away), pitch = tonumber(pitch), centre = tonumber(centre)}
  local last = run.first + length - 1
  local foot = math.min(math.max(run.first + math.floor(run.centre / 100 + 0.5), run.first), last)
  if quantity * distance(run, foot) < chosen[1].cost then -- else none of its windows is nearer
    local from
    for index = run.first, last + 1 do
      local is_free = index <= last and free(index)
      if is_free and not from then from = index end
      if from and not is_free then
        local gap = {run = run, row = tonumber(row), first = from, last = index - 1}
        if gap.last - gap.first + 1 >= quantity then window(gap, quantity, together) end
        if not rows[gap.row] then rows[gap.row], gaps[#gaps + 1] = {}, gap.row end
        table.insert(rows[gap.row], gap)
        from = nil
      end
    end
  end
end
local best, rung = {}, 0
local function take(first, size)
  for index = first, first + size - 1 do best[#best + 1] = index end
end
local function split(open) -- the largest part first, each the nearest of its size: indices of the parts, and what they cost
  local parts, rest, total = {}, quantity, 0
  while rest > 0 do
    local size = 0
    for _, gap in ipairs(open) do size = math.max(size, math.min(rest, gap.last - gap.first + 1)) end
    if size == 0 then return end
    local near, left = {cost = math.huge}, {}
    for _, gap in ipairs(open) do
      window(gap, size, function(of, first, last, cost)
        if cost < near.cost then near = {cost = cost, gap = of, first = first, last = last} end
      end)
    end
    for _, gap in ipairs(open) do
      if gap ~= near.gap then
        left[#left + 1] = gap
      else
        if near.first > gap.first then left[#left + 1] = {run = gap.run, first = gap.first, last = near.first - 1} end
        if near.last < gap.last then left[#left + 1] = {run = gap.run, first = near.last + 1, last = gap.last} end
      end
    end
    parts[#parts + 1], rest, total, open = {near.first, size}, rest - size, total + near.cost, left
  end
  return parts, total
end
if chosen[1].first or is_last_try and chosen[2].first then
  rung = chosen[1].first and 1 or 2
  take(chosen[rung].first, quantity)
elseif is_last_try then
  local fewest, least
  for _, row in ipairs(gaps) do
    local open = {}
    for _, gap in ipairs(rows[row]) do open[#open + 1] = gap end
    for _, gap in ipairs(rows[row + 1] or {}) do open[#open + 1] = gap end
    local parts, cost = split(open)
    if parts and (not fewest or #parts < #fewest or #parts == #fewest and cost < least) then fewest, least = parts, cost end
  end
  for _, part in ipairs(fewest or {}) do
    take(part[1], part[2])
    rung = 3
  end
end
