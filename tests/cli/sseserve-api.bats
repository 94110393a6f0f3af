#!/usr/bin/env bats
# The API of sseserve as programs use it: continued lists, exports, marks, facets, embedding, and what its operator sees.

load helper
load serving

# 1,200 items, of which every third is of the mill; ids are not in the order of dates.
archive() {
  jq -cn 'range(1200) | {id: "i\(. * 7919 % 1200)/\(.)", title: "Ferry \(.)", text: "A ferry 😀 of the \(if . % 3 == 0 then "mill" else "harbour" end) & co",
    date: "20\(10 + . % 14)-\(1 + . % 12 | tostring | if length == 1 then "0" + . else . end)-1\(. % 10)",
    source: ["The Mill", "Harbour Æther", "harbour news"][. % 3], lang: ["en", "fr"][. % 2], tags: ["t\(. % 5)"]}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
}

# All ids in a list, page by page; $1 is its address, with a ? in it.
follow() {
  local cursor=
  for _ in $(seq 100); do
    get "$1${cursor:+&cursor=$cursor}" >page.json
    jq -r '.items[].id' page.json
    cursor=$(jq -r '.next // empty | @uri' page.json)
    [ -n "$cursor" ] || return 0
  done
  false
}

@test "the API is the same below its version" {
  index_corpus
  serve --url https://example.org/archive
  for path in '/search?q=Korea' /stats '/suggest?q=kor' /items '/search?limit=x' /nothing ''; do
    get "/api$path" | sed 's/"took_ms":[0-9.]*//' >api
    for version in /v1 /archive/v1 /archive/api; do
      get "$version$path" | sed 's/"took_ms":[0-9.]*//' | cmp - api
      [ "$(told "$version$path")" = "$(told "/api$path")" ]
    done
  done
  [ "$(told /v1search)" = '404 text/html; charset=utf-8' ]
  [ "$(told /v2/search)" = '404 text/html; charset=utf-8' ]
}

@test "a list of hits goes on by its cursor, in every order, and has each hit once" {
  archive
  serve
  for query in 'group=0' 'q=ferry&group=0' 'q=ferry&group=0&sort=newest' 'q=ferry&group=0&sort=oldest&lang=fr' 'q=mill&match=any&group=0'; do
    get "/api/search?$query&limit=0" >count.json
    follow "/api/search?$query&limit=100&fields=id" >ids
    [ "$(wc -l <ids)" -eq "$(jq .total count.json)" ] || { echo "$query"; false; }
    [ "$(sort -u ids | wc -l)" -eq "$(wc -l <ids)" ]
  done
  follow '/api/search?q=ferry&group=0&sort=newest&limit=13&fields=id' >few
  follow '/api/search?q=ferry&group=0&sort=newest&limit=100&fields=id' | head -n "$(wc -l <few)" | diff few -
}

@test "a cursor leads past the first 10,000 hits" {
  awk 'BEGIN { for (i = 0; i < 12000; i++) printf "{\"id\":\"%d\",\"title\":\"Ferry %d\",\"lang\":\"en\"}\n", i, i }' >many.jsonl
  sseindex --quiet --db "$DB" many.jsonl
  serve
  get '/api/search?q=ferry&group=0&offset=9990&limit=100' >first.json
  next=$(jq -r .next first.json)
  get "/api/search?q=ferry&group=0&limit=100&cursor=$next" >second.json
  [ "$(jq '.items | length' second.json)" -eq 100 ]
  [ -z "$(comm -12 <(jq -r '.items[].id' first.json | sort) <(jq -r '.items[].id' second.json | sort))" ]
}

@test "a cursor of another search, or of an archive that was, is refused" {
  archive
  serve
  next=$(get '/api/search?q=ferry&limit=5' | jq -r .next)
  [[ $(told "/api/search?q=ferry&limit=7&cursor=$next") == 200* ]]
  for other in "q=mill&cursor=$next" "q=ferry&lang=en&cursor=$next" "q=ferry&sort=newest&cursor=$next" "q=ferry&cursor=x" "q=ferry&cursor=${next}0000000" "q=ferry&cursor=$next&offset=5" "q=ferry&cursor=$next&page=2"; do
    [[ $(told "/api/search?limit=5&$other") == 400* ]] || { echo "$other"; false; }
  done
  echo '{"id":"new","title":"A new ferry"}' >new.jsonl
  sseindex --quiet --db "$DB" new.jsonl
  [ "$(told "/api/search?q=ferry&limit=5&cursor=$next")" = '410 application/problem+json' ]
  jq -e '.status == 410 and .title == "Gone"' body
}

@test "all items are listed by their ids, page by page, whatever run comes between" {
  archive
  serve
  follow '/api/items?limit=100&fields=id' >ids
  LC_ALL=C sort -c ids
  [ "$(wc -l <ids)" -eq 1200 ]
  get '/api/items?limit=2' >first.json
  jq -e '(.items | length) == 2 and (.items[0] | .title and .text and .tags and .first_seen)' first.json
  printf '{"id":"0new","title":"A new ferry"}\n{"id":"zz","title":"Another"}\n' >new.jsonl
  sseindex --quiet --db "$DB" new.jsonl
  get "/api/items?limit=100&cursor=$(jq -r '.next | @uri' first.json)" | jq -r '.items[].id' | diff - <(tail -n +3 ids | head -n 100)
  follow '/api/items?limit=100&fields=id' | diff - <(echo 0new; cat ids; echo zz)
  [ "$(get '/api/items?limit=0' | jq -c .items)" = '[]' ]
  [ "$(get '/api/items?cursor=zzz' | jq -c .)" = '{"items":[]}' ]
  for wrong in 'q=x' 'offset=1' 'limit=101' 'fields=colour' 'limit=1&limit=2'; do
    [[ $(told "/api/items?$wrong") == 400* ]] || { echo "$wrong"; false; }
  done
}

@test "an export is all items, in pieces, and is read back as the same" {
  archive
  serve
  get /api/items.jsonl -D head >lines.jsonl
  grep -qi '^transfer-encoding: chunked' head
  grep -qi '^content-type: application/x-ndjson' head
  [ "$(wc -l <lines.jsonl)" -eq 1200 ]
  follow '/api/items?limit=100&fields=id' | diff <(jq -r .id lines.jsonl) -
  get '/api/items.jsonl?fields=id,lang' | jq -c keys | sort -u | diff - <(echo '["id","lang"]')
  tag=$(tr -d '\r' <head | sed -n 's/^ETag: //p')
  [ "$(told /api/items.jsonl -H "If-None-Match: $tag")" = '304 ' ]
  [ "$(curl -sSI -o head -w '%{http_code} %{size_download}' "$URL/api/items.csv")" = '200 0' ]
  get /api/items.csv >table.csv
  for file in lines.jsonl table.csv; do
    sseindex --quiet --db "again-$file.db" "$file"
    diff <(sseindex --db "again-$file.db" --export | jq -cS '{id, title, text, date, lang, source, tags}' | sort) \
      <(sseindex --db "$DB" --export | jq -cS '{id, title, text, date, lang, source, tags}' | sort)
  done
  for wrong in 'items.jsonl?limit=1' 'items.csv?fields=id' items.xml; do
    [[ $(told "/api/$wrong") == 40* ]] || { echo "$wrong"; false; }
  done
  for path in items.jsonl items.csv; do
    for coding in gzip br; do
      get "/api/$path" -H "Accept-Encoding: $coding" -D head >packed
      grep -qi "^Content-Encoding: $coding"$'\r' head
      get "/api/$path" --compressed -H "Accept-Encoding: $coding" | cmp - <(get "/api/$path")
      [ $(($(wc -c <packed) * 2)) -lt "$(get "/api/$path" | wc -c)" ]
    done
    get "/api/$path" -H 'Accept-Encoding: br, gzip' -D head >packed
    grep -qi $'^Content-Encoding: br\r' head
    get "/api/$path" -H 'Accept-Encoding: gzip' | gzip -t
  done
  # For clients without chunked encoding (HTTP/1.0), closing the connection marks the end.
  [ "$(curl -sS --http1.0 "$URL/api/items.jsonl" | wc -l)" -eq 1200 ]
}

@test "who reads an export slowly keeps nobody from searching" {
  archive
  serve
  run python3 - "$PORT" <<'END'
import http.client, socket, sys
port = int(sys.argv[1])
clients = []
for _ in range(20):
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(('127.0.0.1', port))
    client.sendall(b'GET /api/items.jsonl HTTP/1.1\r\nHost: x\r\n\r\n')
    client.recv(100)
    clients.append(client)
search = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
search.request('GET', '/api/search?q=ferry')
print(search.getresponse().status)
END
  [ "$output" = 200 ] || { echo "$output"; false; }
}

@test "an export of several archives has an id of both once, in one order" {
  archive
  jq -cn '{id: "i0/0", title: "Elsewhere"}, {id: "a", title: "First"}, {id: "z", title: "Last"}' >more.jsonl
  sseindex --quiet --db more.db more.jsonl
  serve --db more.db
  get '/api/items.jsonl?fields=id,archive' >lines
  [ "$(wc -l <lines)" -eq 1202 ]
  jq -r .id lines >ids
  LC_ALL=C sort -c ids
  [ "$(head -n 1 lines | jq -cS .)" = '{"archive":"more","id":"a"}' ]
  follow '/api/items?limit=100&fields=id' | diff ids -
}

@test "matches are marked as they are asked for, escaped, and counted in what is asked for" {
  archive
  serve
  python3 - "$URL" <<'END'
import json, sys, urllib.request
def ask(query): return json.load(urllib.request.urlopen(sys.argv[1] + '/api/search?limit=1&q=mill+co' + query))['items'][0]
def cut(data, ranges, unit): return [data[s * unit:(s + n) * unit] for s, n in ranges]
points, octets, units = ask(''), ask('&offsets=bytes'), ask('&offsets=utf16')
words = [points['snippet'][s:s + n] for s, n in points['highlights']['snippet']]
assert words == ['mill', 'co'] and '😀' in points['snippet'], points
assert ask('&offsets=codepoints')['highlights'] == points['highlights']
assert [w.decode() for w in cut(octets['snippet'].encode(), octets['highlights']['snippet'], 1)] == words
assert [w.decode('utf-16-le') for w in cut(units['snippet'].encode('utf-16-le'), units['highlights']['snippet'], 2)] == words
assert 'marked' not in points
marked = ask('&highlight=html')['marked']['snippet']
assert marked == 'A ferry 😀 of the <mark>mill</mark> &amp; <mark>co</mark>', marked
other = ask('&highlight=html&pre=%3Cb%20class%3D%22x%22%3E&post=%3C/b%3E')['marked']['snippet']
assert other == marked.replace('<mark>', '<b class="x">').replace('</mark>', '</b>'), other
END
  for wrong in highlight=xml offsets=words "highlight=html&pre=$(printf 'x%.0s' $(seq 101))"; do
    [[ $(told "/api/search?q=co&$wrong") == 400* ]] || { echo "$wrong"; false; }
  done
}

@test "facets are those that are asked for, so many values of each, with a word that begins so" {
  archive
  serve
  facets() { get "/api/search?q=ferry&limit=0&$1" | jq -c ".facets | $2"; }
  [ "$(facets facet=source keys)" = '["source"]' ]
  [ "$(facets 'facet=source&facet=lang' keys)" = '["lang","source"]' ]
  [ "$(facets 'facets=1&facet_limit=2' '[.[] | length] | unique')" = '[2]' ]
  [ "$(facets 'facet=source&facet_query=HARB' '[.source[].value] | sort')" = '["Harbour Æther","harbour news"]' ]
  [ "$(facets 'facet=source&facet_query=aeth' '[.source[].value]')" = '["Harbour Æther"]' ]
  [ "$(facets 'facet=source&facet_query=arb' .source)" = '[]' ]
  [ "$(get '/api/search?q=ferry&facet=source&facet_limit=1&format=jsonl' | wc -l)" -eq 1 ]
  [ "$(get '/api/search?q=ferry&facet=lang&format=csv' | wc -l)" -eq 3 ]
  for wrong in facet=colour facet_limit=0 facet_limit=1001 'facet=lang&facet=colour'; do
    [[ $(told "/api/search?q=ferry&$wrong") == 400* ]] || { echo "$wrong"; false; }
  done
  # Without their context they would be meaningless.
  for alone in facet_query=a facet_query= facet_limit=5 'facets=0&facet_limit=5' 'facet=&facet_query=a'; do
    [ "$(get "/api/search?q=ferry&$alone" | jq -r .detail | sed 's/facet_[a-z]*/X/')" = "'X' needs 'facet' or 'facets=1'" ] || { echo "$alone"; false; }
  done
  for alone in pre=x post=x 'highlight=none&pre=x'; do
    [[ $(get "/api/search?q=ferry&$alone" | jq -r .detail) == *" needs 'highlight=html'" ]] || { echo "$alone"; false; }
  done
}

@test "a date may be a range, open at either end" {
  archive
  serve
  total() { get "/api/search?q=ferry&group=0&limit=0&date=$1" | jq .total; }
  [ "$(total 2012..2013)" -eq $(($(total 2012) + $(total 2013))) ]
  [ "$(total 2012-02..2012-04)" -eq $(($(total 2012-02) + $(total 2012-03) + $(total 2012-04))) ]
  [ $(($(total ..2015) + $(total 2016..))) -eq 1200 ]
  [ "$(total 2015..2012)" -eq 0 ]
  for wrong in 2012..x x..2012 .. 2012-13..2014; do
    [[ $(told "/api/search?q=ferry&date=$wrong") == 400* ]] || { echo "$wrong"; false; }
  done
}

@test "items like another are found by its id" {
  index_corpus
  serve
  id=$(get '/api/search?q=Sungkonghoe&limit=1' | jq -r '.items[0].id')
  get "/api/search?similar=$id&limit=3" >similar.json
  jq -e --arg id "$id" '(.items | length) == 3 and all(.items[]; .id != $id)' similar.json
  [ "$(get "/api/search?similar=$id&lang=fr&limit=50" | jq -c '[.items[].lang] | unique')" = '["fr"]' ]
  [[ $(told "/api/search?similar=$id&q=x") == 400* ]]
  [[ $(told '/api/search?similar=nothing') == 404* ]]
  jq -e '.detail == "no item has the id \u0027nothing\u0027"' body
}

@test "of similar items none that says the same as the item is counted" {
  # Sixty reports, every third with three copies; the second archive has half of them.
  awk 'BEGIN { split("salt iron oil wood grain glass coal wool wine paper", load); for (i = 1; i <= 60; i++) {
      text = "ferry by sea with " load[i % 10 + 1] " and " load[int(i / 10) % 10 + 1]; for (w = 0; w < 20; w++) text = text " w" i "x" w
      for (k = 0; k < (i % 3 ? 1 : 4); k++) { line = "{\"id\":\"" i "/" k "\",\"title\":\"Ferry " i "\",\"text\":\"" text "\",\"date\":\"2025-07-02\",\"lang\":\"en\"}"
        print line >"one.jsonl"; if (i % 2) print line >"two.jsonl" } } }'
  for name in one two; do sseindex --quiet --db $name.db $name.jsonl; done
  for archives in one.db 'one.db --db two.db'; do
    # shellcheck disable=SC2086 # options
    DB='' serve --db $archives
    for query in q=coal similar=3/0 similar=3/2 similar=4/0 similar=12/1 'similar=3/0&lang=en' 'similar=4/0&group=0'; do
      get "/api/search?$query&limit=100&facets=1" >similar.json
      jq -e '.total == ([.items[] | 1 + (.also | length)] | add) and .total == .facets.lang[0].count and .total > 5' similar.json >/dev/null ||
        { echo "$query: $(jq -c '[.total, .facets.lang[0].count, ([.items[] | 1 + (.also | length)] | add)]' similar.json)"; false; }
    done
    kill "$SERVER" && wait "$SERVER"
  done
}

@test "an item that no word tells from the others has none like it, and not all" {
  for i in 1 2 3; do echo '{"id":"'$i'","title":"A ferry","lang":"en","source":"'$i'"}'; done >alike.jsonl
  sseindex --quiet --db "$DB" alike.jsonl
  serve
  for query in '' '&lang=en' '&facets=1' '&limit=0'; do
    get "/api/search?similar=1$query" | jq -e '.total == 0 and .total_is_exact and .items == [] and all(.facets // {} | .[]; . == [])' >/dev/null || { echo "$query"; false; }
  done
  run ssesearch --db "$DB" --similar 1 --lang en
  [ "$status" -eq 1 ]
}

@test "answers of the API have no spaces but those of texts" {
  index_corpus
  serve
  id=$(get '/api/search?q=Korea&limit=1' | jq -r '.items[0].id')
  for path in '/api/search?q=Korea&facets=1' "/api/item/$id" '/api/suggest?q=kor' /api/stats '/api/search?limit=x'; do
    get "$path" >answer
    [ "$(wc -l <answer)" -eq 1 ]
    python3 -c 'import json, sys; text = open("answer").read(); sys.exit(len(text) > len(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))) + 200)'
    sed 's/"[^"\\]*\(\\.[^"\\]*\)*"/""/g' answer | no grep -q ' '
  done
}

@test "a browser is shown the description as a page, whose examples run; a program gets it as it is" {
  index_corpus
  serve
  [ "$(told /api -H 'Accept: text/html,application/xhtml+xml,*/*;q=0.8' -D head)" = '200 text/html; charset=utf-8' ]
  grep -qi '^Vary: Accept'$'\r' head
  cp body page.html
  for accept in '*/*' application/json 'application/vnd.oai.openapi+json, text/html;q=0.1, application/json' ''; do
    [[ $(told /api -H "Accept: $accept") == '200 application/vnd.oai.openapi+json'* ]] || { echo "$accept"; false; }
  done
  [[ $(told '/api?format=json' -H 'Accept: text/html') == *openapi+json* ]]
  [ "$(told '/api?format=html')" = '200 text/html; charset=utf-8' ]
  [[ $(told '/api?format=xml') == 400* ]]
  tidy -q -e --drop-empty-elements no page.html 2>&1 | grep -v 'proprietary' >report || true
  [ ! -s report ] || { cat report; false; }
  python3 - "$URL" <<'END'
import html, json, re, sys, urllib.request
page = open('page.html').read()
api = json.load(urllib.request.urlopen(sys.argv[1] + '/api'))
links = [html.unescape(l) for l in re.findall(r'<li><a href="\./([^"]*)"', page)]
assert len(links) >= 8, links
for link in links:
    assert urllib.request.urlopen(sys.argv[1] + '/' + link).status == 200, link
for path in api['paths']: assert '<h2><code>GET ' + path + '<' in page, path
END
}

@test "a part of an answer is sent where it is asked for" {
  index_corpus
  serve
  get /style.css >whole
  [ "$(told /style.css -H 'Range: bytes=10-19' -D head)" = '206 text/css; charset=utf-8' ]
  cmp body <(tail -c +11 whole | head -c 10)
  grep -q "^Content-Range: bytes 10-19/$(wc -c <whole)"$'\r' head
  grep -q $'^Content-Length: 10\r' head
  told /style.css -H 'Range: bytes=-7' && cmp body <(tail -c 7 whole)
  [ "$(told /style.css -H "Range: bytes=$(wc -c <whole)-" -D head | cut -d' ' -f1)" = 416 ]
  grep -q "^Content-Range: bytes \*/$(wc -c <whole)"$'\r' head
  tag=$(get /style.css -D - -o page | tr -d '\r' | sed -n 's/^ETag: //p')
  for header in 'Range: bytes=1-2,5-6' 'Range: lines=1-2' 'Range: bytes=9-1'; do
    told /style.css -H "$header" && cmp body whole
  done
  # Our tags are weak, so parts must not be combined by them.
  [[ $(told /style.css -H 'Range: bytes=10-19' -H "If-Range: $tag") == 200* ]]
  [ "$(told /style.css -H 'Range: bytes=10-19' -H "If-None-Match: $tag")" = '304 ' ]
  [[ $(told /nothing -H 'Range: bytes=10-19') == 404* ]]
  get /style.css -H 'Range: bytes=0-4' -H 'Accept-Encoding: gzip' -D head | cmp - <(head -c 5 whole)
  no grep -qi '^Content-Encoding' head
}

@test "metrics have an address of their own, and then no other" {
  index_corpus
  serve --metrics 127.0.0.1:0
  eventually grep -qs 'metrics are at' serve.log
  METRICS=$(sed -n 's|.*metrics are at \(.*\)/metrics|\1|p' serve.log)
  URL=$(sed -n 's|.* is at \(http:[^ ]*\)/$|\1|p' serve.log)
  [ "$(curl -sS "$METRICS/healthz")" = ok ]
  curl -sS "$METRICS/metrics" | grep -q '^ssesearch_requests_total'
  [ "$(curl -sS -o body -w '%{http_code}' "$METRICS/")" = 404 ]
  [ "$(curl -sS -o body -w '%{http_code}' -X POST "$METRICS/metrics")" = 405 ]
  [[ $(told /metrics) == 404* ]]
  [[ $(told /healthz) == 404* ]]
  [[ $(told '/?q=Korea') == 200* ]]
  kill "$SERVER" && wait "$SERVER"
  SERVER=
  printf '[serve]\nmetrics = nowhere\n' >conf
  run timeout 10 sseserve --db "$DB" --config conf
  [ "$status" -eq 2 ]
  says "conf:2: "
  says "'nowhere' is not an address"
}

@test "systemd's second socket is that of metrics" {
  index_corpus
  run python3 - "$DB" <<'END'
import os, socket, sys, urllib.error, urllib.request
sockets = [socket.create_server(('127.0.0.1', 0)) for _ in range(2)]
ports = [s.getsockname()[1] for s in sockets]
child = os.fork()
if child == 0:
    copies = [os.dup(s.fileno()) for s in sockets]
    for i, copy in enumerate(copies): os.dup2(copy, 3 + i)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.environ.update(LISTEN_FDS='2', LISTEN_PID=str(os.getpid()))
    os.execvp('sseserve', ['sseserve', '--quiet', '--db', sys.argv[1], '--listen', '192.0.2.1:1', '--metrics', '192.0.2.1:2'])
def status(port, path):
    try: return urllib.request.urlopen('http://127.0.0.1:%d%s' % (port, path), timeout=20).status
    except urllib.error.HTTPError as error: return error.code
print([status(port, path) for port in ports for path in ('/', '/metrics')])
os.kill(child, 15)
print(os.waitpid(child, 0)[1])
END
  [ "$output" = $'[200, 404, 404, 200]\n0' ] || { echo "$output"; false; }
}

@test "metrics tell of the archive: items, its age, how the last run ended, and sources that fail" {
  index_corpus
  serve
  get /metrics >metrics
  grep -qx 'ssesearch_items 122' metrics
  grep -qx 'ssesearch_last_run_result 0' metrics
  grep -qx 'ssesearch_sources_failing 0' metrics
  grep -qE '^ssesearch_index_age_seconds [0-9]+$' metrics
  echo '{"title":' >bad.jsonl
  run sseindex --quiet --db "$DB" bad.jsonl
  for _ in 1 2; do get /metrics >metrics; done
  grep -qE '^ssesearch_last_run_result [12]$' metrics
  grep -qx 'ssesearch_items 122' metrics
}

@test "metrics tell how many sources went quiet, and how many fail" {
  listing a.txt One
  printf '[index]\ndb = %s\n[source]\npath = %s/a.txt\nquiet = 60d\n' "$DB" "$PWD" >c.conf
  sseindex --quiet --config c.conf
  serve
  get /metrics | grep -qx 'ssesearch_sources_quiet 0'
  python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE source SET last_new = last_new - 61 * 86400")
db.commit()' "$DB"
  run sseindex --config c.conf
  says "nothing new for 60 days"
  get /metrics | grep -qx 'ssesearch_sources_quiet 1'
  get /metrics | grep -qx 'ssesearch_sources_failing 0'
  printf '[source]\naddress = http://127.0.0.1:1/feed\n' >>c.conf
  run sseindex --quiet --allow-private --config c.conf
  get /metrics | grep -qx 'ssesearch_sources_failing 1'
}

@test "searches that found nothing are kept where that is asked for: words, times and day, and nothing else" {
  index_corpus
  serve --missed missed.tsv
  [ "$(cat missed.tsv)" = $'times\tlast day\tsearch that found nothing' ]
  [ "$(stat -c %a missed.tsv)" = 600 ]
  for _ in 1 2 3; do get '/?q=qqqq++zzzz%09' -o page; done
  get '/api/search?q=wherry' -o page
  get '/?q=Korea' -o page
  get '/?q=xxxxx&typing=1' -o page
  get '/?q=xxxxx&lang=fr' -o page
  get '/feed.atom?q=xxxxx' -o page
  get "/api/search?q=$(head -c 300 /dev/zero | tr '\0' x)" -o page
  kill "$SERVER" && wait "$SERVER"
  [ "$(tail -n +2 missed.tsv | cut -f 1,3)" = $'3\tqqqq zzzz\n1\twherry' ]
  tail -n +2 missed.tsv | cut -f 2 | no grep -vE '^20[0-9]{2}-[0-9]{2}-[0-9]{2}$'
  serve --missed missed.tsv
  get '/?q=wherry' -o page
  kill "$SERVER" && wait "$SERVER"
  [ "$(tail -n +2 missed.tsv | cut -f 1,3)" = $'3\tqqqq zzzz\n2\twherry' ]
  [ ! -e missed.tsv.new ]
  SERVER=
  echo "My notes" >notes
  run timeout 10 sseserve --db "$DB" --missed notes
  [ "$status" -eq 2 ]
  says "notes: is not a list of missed searches"
  [ "$(cat notes)" = "My notes" ]
  run timeout 10 sseserve --db "$DB" --missed nowhere/missed.tsv
  [ "$status" -eq 2 ]
  says "nowhere/missed.tsv"
}

@test "pages may stand in a frame of the origins that are named, which may ask the API too" {
  index_corpus
  serve
  get / -D head -o page
  grep -q "frame-ancestors 'none'"$'\r' head
  kill "$SERVER" && wait "$SERVER"
  serve --embed 'https://a.example/, https://b.example:8443' --cors https://app.example
  get / -D head -o page
  grep -q "frame-ancestors https://a.example https://b.example:8443"$'\r' head
  for origin in https://a.example https://b.example:8443 https://app.example; do
    get '/api/search?q=Korea' -H "Origin: $origin" -D head -o page
    grep -q "^Access-Control-Allow-Origin: $origin"$'\r' head
    [ "$(told /v1/search -X OPTIONS -H "Origin: $origin" -H 'Access-Control-Request-Method: GET')" = '204 ' ]
  done
  get '/api/search?q=Korea' -H 'Origin: https://evil.example' -D head -o page
  no grep -q '^Access-Control-Allow-Origin' head
  kill "$SERVER" && wait "$SERVER"
  SERVER=
  for wrong in example.org 'https://a.example/path' 'https://a.example;script-src' "https://a.example 'self'" 'https://'; do
    run timeout 10 sseserve --db "$DB" --embed "$wrong"
    [ "$status" -eq 2 ] || { echo "$wrong"; false; }
  done
}

@test "the script for pages of others has the messages of every language" {
  index_corpus
  serve
  [ "$(told /embed.js)" = '200 text/javascript; charset=utf-8' ]
  for text in '"label":"Search the archive"' '"label":"Rechercher dans les archives"' '"search":"검색"'; do grep -qF "$text" body; done
}

@test "what the API lists is read back as it was, items without a date too" {
  printf '%s\n' '{"id":"a","title":"Ferry","text":"By sea."}' '{"id":"b","title":"Boat","text":"x","date":"2023-04","tags":["=x"],"source":"=y"}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  get /api/items.jsonl >listed.jsonl
  sseindex --print listed.jsonl | jq -cs 'map([.id, .date])' >read
  [ "$(cat read)" = '[["a",""],["b","2023-04"]]' ] || { cat read; false; }
  [ "$(get '/api/search?q=boat&source=%3Dy' | jq .total)" -eq 1 ]
  # A value may consist of symbols only.
  [ "$(get '/api/search?facet=tag&facet_query=%3D&limit=0' | jq -c '[.facets.tag[].value]')" = '["=x"]' ]
  [ "$(get '/api/search?facet=tag&facet_query=%22&limit=0' | jq -c .facets.tag)" = '[]' ]
}
