--[[ part log_change: adds one change of a place, or of the line itself, to the line's log.
Needs    log_key: the log
Gives    log: function (kind, fan, number, value, reason, since_ms, registration); what value means depends on the kind
]]
local function log(kind, fan, number, value, reason, since_ms, registration)
  redis.call('XADD', log_key, 'MAXLEN', '~', 1000000, '*', 'k', kind, 'f', fan, 'n', number, 'v', value, 'r', reason, 's', since_ms,
    'g', registration)
end
