-- One rate cell, decided in one step on the server's own clock: the same arithmetic as cells.rs, in whole microseconds.
-- KEYS: the cell. ARGV: interval, tolerance. Answers: allowed, remaining, reset after, retry after.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local arrival = tonumber(redis.call('GET', KEYS[1]) or now)
arrival = math.min(math.max(arrival, now), now + tolerance)
local allowed = 0
if arrival - now + interval <= tolerance then
  allowed = 1
  arrival = arrival + interval
  -- A cell that is full again need not be there. Numbers this large must be spelled out, or digits are lost.
  redis.call('SET', KEYS[1], string.format('%.0f', arrival))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((arrival - now) / 1000)))
end
local used = arrival - now
return { allowed, math.floor((tolerance - used) / interval), used, used + interval - tolerance }
