-- What wrk asks: the queries of the file "queries", at random, of the path that is its first argument; in place of a share of
-- them, its second, two or three words of any of them, which nobody has asked before. Then a line of figures.
local queries = {}
for line in io.lines("queries") do queries[#queries + 1] = (line:gsub(" ", "+")) end
local path, share, seed = "/", 0, 0
function setup(thread) seed = seed + 1 thread:set("seed", seed) end
function init(arguments)
  math.randomseed(seed)
  path, share = arguments[1] or path, tonumber(arguments[2] or share)
end
local function word_of(query)
  local words = {}
  for word in query:gmatch("[^+]+") do words[#words + 1] = word end
  return words[math.random(#words)]
end
function request()
  local query = queries[math.random(#queries)]
  if math.random() < share then
    query = word_of(query) .. "+" .. word_of(queries[math.random(#queries)])
    if math.random() < 0.5 then query = query .. "+" .. word_of(queries[math.random(#queries)]) end
  end
  return wrk.format("GET", path .. "?q=" .. query)
end
function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format("p50 %6.1f ms  p99 %6.1f ms  %6.0f a second  %d failed\n", latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.requests / summary.duration * 1e6,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
