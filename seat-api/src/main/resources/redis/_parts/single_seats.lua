--[[ part single_seats: whether the asked seats leave single ones in their rows, though as many others of the same row would not. Only then may
they not be held: a fan for whom no choice is better is served.
Needs    rows: text, 'row:first:length …', the runs of neighbouring seats of these rows
         asked: table of the asked seats
         wanted: table, each seat of this hold to true
         is_free: see takeable_seats
Gives    singles: table of the seats that would be left alone; empty: the asked seats may be held
         instead: table, what to ask for then: in each such row the nearest as many seats side by side that leave none
]]
local runs_of_row, row_of = {}, {}
local function left_alone(run, index, is_taken) -- whether a seat beside a taken one would be left without a free neighbour
  local function open(i) return i >= run.first and i <= run.last and is_free(i) and not is_taken(i) end
  return open(index) and not open(index - 1) and not open(index + 1)
end
for row, first, length in string.gmatch(rows, '(%d+):(%d+):(%d+)') do
  local run = {first = tonumber(first), last = first + length - 1}
  runs_of_row[row] = runs_of_row[row] or {}
  table.insert(runs_of_row[row], run)
  for _, index in ipairs(asked) do
    if index >= run.first and index <= run.last then row_of[index] = {row = row, run = run} end
  end
end
local function better(row, count, sum) -- the first of the nearest window that leaves no single seat
  local near, nearest
  for _, run in ipairs(runs_of_row[row]) do
    local size = 0
    for last = run.first, run.last do
      size = is_free(last) and size + 1 or 0
      local first = last - count + 1
      local function is_taken(i) return i >= first and i <= last end
      local away = math.abs(count * (first + last) / 2 - sum)
      if size >= count and (not near or away < near)
        and not left_alone(run, first - 1, is_taken) and not left_alone(run, last + 1, is_taken) then
        near, nearest = away, first
      end
    end
  end
  return nearest
end
local singles, instead, counts, found = {}, {}, {}, {}
for _, index in ipairs(asked) do
  local row = row_of[index] and row_of[index].row
  if row then
    counts[row] = counts[row] or {seats = 0, sum = 0, alone = {}, marked = {}}
    local count = counts[row]
    count.seats, count.sum = count.seats + 1, count.sum + index
    for _, beside in ipairs({index - 1, index + 1}) do
      if not count.marked[beside] and left_alone(row_of[index].run, beside, function(i) return wanted[i] end) then
        count.marked[beside] = true
        table.insert(count.alone, beside)
      end
    end
  end
end
for row, count in pairs(counts) do
  found[row] = #count.alone > 0 and better(row, count.seats, count.sum)
  for _, index in ipairs(found[row] and count.alone or {}) do singles[#singles + 1] = index end
end
for _, index in ipairs(asked) do
  local row = row_of[index] and row_of[index].row
  instead[#instead + 1] = row and found[row] or index
  if row and found[row] then found[row] = found[row] + 1 end
end
table.sort(singles)
