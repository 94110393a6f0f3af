-- What wrk asks: the queries of the file "queries", at random, of the path that is its argument; then a line of figures.
local queries = {}
for line in io.lines("queries") do queries[#queries + 1] = (line:gsub(" ", "+")) end
local path, seed = "/", 0
function setup(thread) seed = seed + 1 thread:set("seed", seed) end
function init(arguments) math.randomseed(seed) path = arguments[1] or path end
function request() return wrk.format("GET", path .. "?q=" .. queries[math.random(#queries)]) end
function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format("p50 %6.1f ms  p99 %6.1f ms  %6.0f a second  %d failed\n", latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.requests / summary.duration * 1e6,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
