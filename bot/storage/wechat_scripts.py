"""What is decided about one message of WeChat at once, in Redis: Lua, by Redis's own clock.

A message's record is a hash:
`message` (sealed) and `conversation`; `claim` and `until`, whose turn it is to work on it and until
when (ms); `attempts`; `answer` (sealed) once there is one; `way`, `in_band` or `service`, decided
with the answer; `carried` once a delivery took it; `sending`, what became of the service message.
"""

_CLOCK = """
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local now = clock()
"""

# A delivery came (ARGV[5] is the message), or asks again (ARGV[5] is empty).
# KEYS record, waiting, open. ARGV delivery, wait ms, token, claim ms, message, conversation,
# name, record seconds, most attempts. Returns what to do, and 1 for a message that is new.
JOIN = (
    _CLOCK
    + """
local new = 0
if redis.call('EXISTS', KEYS[1]) == 0 then
  if ARGV[5] == '' then return {'acknowledge', 0} end
  redis.call('HSET', KEYS[1], 'message', ARGV[5], 'conversation', ARGV[6], 'until', 0)
  redis.call('EXPIRE', KEYS[1], ARGV[8])
  new = 1
end
local found = redis.call('HMGET', KEYS[1], 'until', 'answer', 'way', 'attempts', 'sending')
if found[3] == 'service' or found[5] then return {'acknowledge', 0} end
if tonumber(ARGV[2]) > 0 then
  redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
  redis.call('EXPIRE', KEYS[2], ARGV[8])
end
if found[3] then return {'answer', 0} end
if tonumber(found[1]) > now or tonumber(found[4] or 0) >= tonumber(ARGV[9]) then
  return {'wait', new}
end
redis.call('HSET', KEYS[1], 'claim', ARGV[3], 'until', now + ARGV[4])
redis.call('HINCRBY', KEYS[1], 'attempts', 1)
redis.call('ZADD', KEYS[3], now + ARGV[4], ARGV[7])
return {'compute', new}
"""
)

# A delivery waits no more. KEYS record, waiting, open. ARGV delivery, name, 1 to take the answer.
LEAVE = """
redis.call('ZREM', KEYS[2], ARGV[1])
local found = redis.call('HMGET', KEYS[1], 'way', 'answer')
if ARGV[3] == '1' and found[1] == 'in_band' then
  redis.call('HSET', KEYS[1], 'carried', 1)
  redis.call('HDEL', KEYS[1], 'message')
  redis.call('ZREM', KEYS[3], ARGV[2])
  return {'answer', 0, found[2]}
end
return {'acknowledge', 0}
"""

# KEYS record, open. ARGV token, claim ms, name.
RENEW = (
    _CLOCK
    + """
if redis.call('HGET', KEYS[1], 'claim') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'until', now + ARGV[2])
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[3])
return 1
"""
)

# Earlier answers that could not be sent are told with this one.
# KEYS record, kept of the conversation, kept for this one. ARGV token, record seconds.
GATHER = """
if redis.call('HGET', KEYS[1], 'claim') ~= ARGV[1] then return {} end
for _, each in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  redis.call('RPUSH', KEYS[3], each)
end
redis.call('DEL', KEYS[2])
redis.call('EXPIRE', KEYS[3], ARGV[2])
return redis.call('LRANGE', KEYS[3], 0, -1)
"""

# The answer is there. KEYS record, waiting, open, shown. ARGV token, claim ms, name, answer,
# shown, shown seconds. Returns the way it goes; '' when the claim is another's by now.
FINISH = (
    _CLOCK
    + """
local found = redis.call('HMGET', KEYS[1], 'claim', 'way')
if found[1] ~= ARGV[1] then return '' end
-- Done before, only our client did not hear of it.
if found[2] then return found[2] end
redis.call('HSET', KEYS[1], 'answer', ARGV[4], 'until', now + ARGV[2])
redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[3])
if ARGV[5] ~= '' then redis.call('SET', KEYS[4], ARGV[5], 'EX', ARGV[6]) end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
local way = redis.call('ZCARD', KEYS[2]) > 0 and 'in_band' or 'service'
redis.call('HSET', KEYS[1], 'way', way)
if way == 'service' then redis.call('HSET', KEYS[1], 'sending', 'owed') end
return way
"""
)

# What a process left behind that works no more. KEYS record, waiting, open.
# ARGV token, claim ms, name, most attempts.
TAKE_OVER = (
    _CLOCK
    + """
local names = {'until', 'answer', 'way', 'sending', 'attempts', 'message', 'conversation'}
local found = redis.call('HMGET', KEYS[1], unpack(names))
local function done(what)
  redis.call('ZREM', KEYS[3], ARGV[3])
  return {what}
end
local function mine(what)
  redis.call('HSET', KEYS[1], 'claim', ARGV[1], 'until', now + ARGV[2])
  redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[3])
  return {what, found[6], found[7], found[2] or ''}
end
if not found[1] or not found[6] then return done('gone') end
if tonumber(found[1]) > now then
  redis.call('ZADD', KEYS[3], found[1], ARGV[3])
  return {'held'}
end
if found[3] == 'in_band' then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  if redis.call('ZCARD', KEYS[2]) > 0 then
    redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[3])
    return {'held'}
  end
  -- No delivery has carried it, and none is left that could.
  redis.call('HSET', KEYS[1], 'way', 'service', 'sending', 'owed')
  return mine('send')
end
if found[3] then
  if found[4] == 'owed' then return mine('send') end
  -- It was on its way when its process died. Nobody knows; twice would be worse.
  redis.call('HSET', KEYS[1], 'sending', 'in_doubt')
  redis.call('HDEL', KEYS[1], 'message')
  return done('in_doubt')
end
if tonumber(found[5] or 0) >= tonumber(ARGV[4]) then
  redis.call('HSET', KEYS[1], 'sending', 'given_up')
  redis.call('HDEL', KEYS[1], 'message')
  return done('given_up')
end
redis.call('HINCRBY', KEYS[1], 'attempts', 1)
return mine('compute')
"""
)

# KEYS record. ARGV token, from, to. Whether it was so, and is now.
TURN = """
local found = redis.call('HMGET', KEYS[1], 'claim', 'sending')
if found[1] ~= ARGV[1] or found[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'sending', ARGV[3])
return 1
"""

# The service message is done with. KEYS record, open, kept of the conversation, kept for this one.
# ARGV token, name, what became of it, answer to keep or '', most that are kept, seconds.
END = """
local found = redis.call('HMGET', KEYS[1], 'claim', 'sending')
if found[1] ~= ARGV[1] or found[2] == ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'sending', ARGV[3])
redis.call('HDEL', KEYS[1], 'message')
redis.call('ZREM', KEYS[2], ARGV[2])
if ARGV[4] ~= '' then
  for _, each in ipairs(redis.call('LRANGE', KEYS[4], 0, -1)) do
    redis.call('RPUSH', KEYS[3], each)
  end
  redis.call('RPUSH', KEYS[3], ARGV[4])
  redis.call('LTRIM', KEYS[3], -ARGV[5], -1)
  redis.call('EXPIRE', KEYS[3], ARGV[6])
end
redis.call('DEL', KEYS[4])
return 1
"""
