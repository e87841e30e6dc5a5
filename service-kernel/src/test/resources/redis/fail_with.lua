--[[ fail_with: answer with the error that the caller names.
KEYS[1]  any key, not touched
ARGV[1]  the error as Redis would answer it; empty: a fault in the script itself
Returns  NEVER
Repeat   the same
Cost     O(1)
]]
if ARGV[1] == '' then
  return KEYS[1] + {}
end
return redis.error_reply(ARGV[1])
