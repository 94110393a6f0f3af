#!/usr/bin/env bats
# sseserve while it runs: swapped files, its cache, limits of time, size and connections, and shutdown.

load helper
load serving

# Prints how many answers came from the cache, and how many were computed.
cached() {
  get /metrics | awk '/^ssesearch_cache_(hits|misses)_total/ { print $2 }' | xargs
}

@test "a file of synonyms that is changed is taken up; while it is none, the old one stays" {
  index_corpus
  echo 'wherry => Korea' >mine.txt
  serve --synonyms mine.txt
  for _ in 1 2; do [ "$(get '/api/search?q=wherry&limit=0' | jq .total)" -gt 0 ]; done
  [ "$(get '/api/search?q=dory&limit=0' | jq .total)" -eq 0 ]
  echo 'wherry, dory => Korea' >mine.txt
  [ "$(get '/api/search?q=dory&limit=0' | jq .total)" -gt 0 ]
  rm mine.txt
  [ "$(get '/api/search?q=dory&limit=0' | jq .total)" -gt 0 ]
}

@test "what was asked before is answered as it was, until the index changes" {
  index_corpus
  serve
  for path in '/?q=Korea' '/api/search?q=Korea&facets=1' '/feed.atom?q=Korea' /api/stats; do
    get "$path" -D first.headers -o first
    get "$path" -D again.headers -o again
    cmp first again
    diff <(grep -v ^Date first.headers) <(grep -v ^Date again.headers)
  done
  [ "$(cached)" = "4 4" ]
  get '/api/search?facets=1&q=Korea' -o again # in another order
  cmp <(get '/api/search?q=Korea&facets=1') again
  curl -sSI -o head "$URL/feed.atom?q=Korea"
  [ "$(cached)" = "7 4" ]
  get '/api/search?q=Korea' -o other
  get '/?q=Korea' -H 'Accept-Language: fr' -o other
  get '/?q=nothinglikeit&sort=best' -o other
  get '/item?id=none' -o other
  get '/item?id=none' -o other
  [ "$(cached)" = "7 8" ] # an error is made each time, one of its address without a search
  get /metrics | grep -qE '^ssesearch_cache_bytes [1-9]'
  for i in 1 2 3; do
    echo "{\"id\":\"new\",\"title\":\"Number$i from Korea\"}" >new.jsonl
    sseindex --quiet --db "$DB" new.jsonl
    for _ in 1 2; do
      get '/?q=Korea' -o page
      grep -q "Number$i" page
    done
  done
  [ "$(cached)" = "10 11" ]
}

@test "without a cache every answer is made anew" {
  index_corpus
  serve --cache 0
  for _ in 1 2 3; do get '/?q=Korea' -o page; done
  [ "$(cached)" = "0 0" ]
  get /metrics | grep -q '^ssesearch_cache_bytes 0'
}

@test "an index that is swapped in is taken up without a failed request" {
  index_corpus
  serve
  for _ in $(seq 300); do curl -sS -o page -w '%{http_code}\n' "$URL/api/search?q=Korea"; done >codes 3>&- &
  asking=$!
  for i in 1 2 3 4 5; do
    echo "{\"id\":\"new\",\"title\":\"Number$i from Korea\"}" >new.jsonl
    sseindex --quiet --db "$DB" new.jsonl
    [ "$(get "/api/search?q=Number$i" | jq .total)" -eq 1 ]
  done
  wait $asking
  [ "$(sort codes | uniq -c | tr -s ' ')" = " 300 200" ]
  get /metrics | grep -q '^ssesearch_index_swaps_total 5'
}

@test "a file that is not an index does not replace the one that is served, and is told once" {
  index_corpus
  serve
  echo "This is not an index." >broken && mv broken "$DB"
  for _ in 1 2 3; do [ "$(get '/api/search?q=Korea&limit=0' | jq .total)" -gt 5 ]; done
  [ "$(grep -c 'is not an index' serve.log)" -eq 1 ]
  rm "$DB"
  [ "$(get '/api/search?q=Korea&limit=0' | jq .total)" -gt 5 ]
  sseindex --quiet --db "$DB" "$TOP/corpus"
  echo '{"id":"new","title":"Newest"}' >new.jsonl
  sseindex --quiet --db "$DB" new.jsonl
  [ "$(get '/api/search?q=newest&match=all' | jq .total)" -ge 1 ]
}

@test "a search is cut off at its time limit, and says so" {
  large_archive
  serve --time-limit 1
  words=$(seq -s ' ' -f 'w%g*' 1 60)
  [ "$(told /api/search -G --data-urlencode "q=$words")" = "503 application/problem+json" ]
  jq -e '.status == 503 and (.detail | test("cut off after 1 milliseconds"))' body
  [ "$(told / -G --data-urlencode "q=$words" -D headers)" = "503 text/html; charset=utf-8" ]
  grep -q 'The search took too long' body
  grep -q '^Retry-After' headers
  get /metrics | grep -q '^ssesearch_searches_cut_off_total 2'
}

@test "SIGTERM lets a request at hand end, and takes no new one" {
  large_archive
  serve
  run python3 - "$PORT" "$SERVER" <<'END'
import os, signal, socket, sys, time
client = socket.socket()
client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
client.connect(('127.0.0.1', int(sys.argv[1])))
client.sendall(b'GET /sitemap/1.xml HTTP/1.1\r\nHost: x\r\n\r\n')
data = client.recv(1000)
os.kill(int(sys.argv[2]), signal.SIGTERM)
time.sleep(0.3)
try:
    socket.create_connection(('127.0.0.1', int(sys.argv[1])), 1).sendall(b'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    print('still open')
except OSError:
    print('closed')
client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)  # a busy machine would be too slow by 4 KB
while True:
    more = client.recv(1 << 20)
    if not more: break
    data += more
head, body = data.split(b'\r\n\r\n', 1)
length = int([l for l in head.split(b'\r\n') if l.lower().startswith(b'content-length')][0].split(b':')[1])
print('whole' if len(body) == length and length > 6000000 else 'cut: %d of %d' % (len(body), length))
END
  [ "$output" = $'closed\nwhole' ] || { echo "$output"; false; }
  wait "$SERVER"
  SERVER=
}

@test "a client that is too slow, or says nothing, is let go" {
  index_corpus
  serve
  run python3 - "$PORT" <<'END'
import socket, sys, time
def connect():
    return socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60)
slow, silent = connect(), connect()
slow.sendall(b'GET /')
begun = time.time()
def is_closed(client):
    try:
        return client.recv(1000) == b''
    except OSError:
        return True
while time.time() - begun < 50:
    try:
        slow.sendall(b'x')
    except OSError:
        break
    time.sleep(1)
print('slow let go' if time.time() - begun < 50 else 'still there', 'silent let go' if is_closed(silent) else '')
END
  [ "$output" = 'slow let go silent let go' ] || { echo "$output"; false; }
  get /metrics | grep -q '^ssesearch_connections_closed_total [1-9]'
}

@test "what is too large is refused, and the next request is answered" {
  index_corpus
  serve
  long=$(head -c 1001 /dev/zero | tr '\0' a)
  [ "$(told "/api/search?q=$long")" = "400 application/problem+json" ]
  jq -e '.detail == "'"'q'"' may have at most 1000 characters"' body
  [ "$(told "/api/search?q=${long:1}" | cut -d' ' -f1)" = 200 ]
  [ "$(told "/api/search?source=${long:500}" | cut -d' ' -f1)" = 400 ]
  head -c 100000 /dev/zero | tr '\0' a >huge
  [ "$(curl -sS -o body -w '%{http_code}' "$URL/?q=$(cat huge)")" = 414 ]
  printf 'X-Huge: %s' "$(cat huge)" >header
  [ "$(curl -sS -o body -w '%{http_code}' -H @header "$URL/")" = 431 ]
  [ "$(get /healthz)" = ok ]
}

@test "one address has only so many connections; others are not kept from theirs" {
  index_corpus
  serve
  run python3 - "$PORT" <<'END'
import socket, sys
def ask(client):
    try:
        client.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
        return client.recv(1000).startswith(b'HTTP/1.1 200')
    except OSError:
        return False
def connect(source):
    return socket.create_connection(('127.0.0.1', int(sys.argv[1])), 20, (source, 0))
clients = [connect('127.0.0.1') for _ in range(160)]
print(sum(map(ask, clients)), ask(connect('127.0.0.2')))
END
  [ "$output" = "128 True" ] || { echo "$output"; false; }
  [ "$(grep -c 'reached connection limit' serve.log)" -eq 32 ]
  eventually answers /metrics metrics '^ssesearch_connections_refused_total 32$'
}
