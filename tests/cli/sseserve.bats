#!/usr/bin/env bats
# sseserve as clients see it: every path and every method, its parameters, and answers compared as a whole.

load helper
load serving

@test "the command line tells what it is for, and what is wrong with it" {
  run timeout 10 sseserve --help
  [ "$status" -eq 0 ]
  says "--listen HOST:PORT"
  run timeout 10 sseserve --version
  says "sseserve 0.1.0"
  run timeout 10 sseserve --db none.db
  [ "$status" -eq 2 ]
  says "there is no index yet"
  index_corpus
  for wrong in '--listen here' '--listen 127.0.0.1:99999' '--url example.org' '--url https://example.org/?q=1' '--url https://example.org/#a' '--time-limit 0' '--time-limit x' '--cache x' '--cache 4097' '--nothing' 'news.db'; do
    # shellcheck disable=SC2086 # an option and its value
    run timeout 10 sseserve --db "$DB" $wrong
    [ "$status" -eq 2 ] || { echo "$wrong: $status"; false; }
    [[ $output == sseserve:* ]]
  done
  serve
  run timeout 10 sseserve --db "$DB" --listen "127.0.0.1:$PORT"
  [ "$status" -eq 2 ]
  says "cannot listen: Address already in use"
}

@test "every path answers with its type and status, and with the headers that keep it safe" {
  index_corpus
  serve
  id=$(ssesearch --db "$DB" --format jsonl -n 1 Korea | jq -r .id)
  while read -r path expected; do
    answer=$(told "${path/ID/$id}" -D headers)
    [ "$answer" = "$expected" ] || { echo "$path: $answer, not $expected"; false; }
    for header in "Content-Security-Policy: default-src 'none';" 'X-Content-Type-Options: nosniff' 'Referrer-Policy: no-referrer' 'Cache-Control: '; do
      grep -q "^$header" headers || { echo "$path: no $header"; false; }
    done
    # The same with HEAD, without a body.
    [ "$(curl -sSI -o head -w '%{http_code} %{size_download}' "$URL${path/ID/$id}")" = "${expected%% *} 0" ]
    grep -qi '^content-length: [1-9]' head
    [[ $expected != *json ]] || jq -e . body >/dev/null
  done <<'END'
/ 200 text/html; charset=utf-8
/?q=Korea 200 text/html; charset=utf-8
/?q= 200 text/html; charset=utf-8
/?q=Korea&utm_source=mail 200 text/html; charset=utf-8
/?q=Korea&limit=0 200 text/html; charset=utf-8
/item?id=ID 200 text/html; charset=utf-8
/feed.atom?q=Korea 200 application/atom+xml; charset=utf-8
/feed.json?q=Korea 200 application/feed+json
/search.ris?q=Korea 200 application/x-research-info-systems; charset=utf-8
/search.bib?q=Korea 200 application/x-bibtex; charset=utf-8
/search.csl.json?q=Korea 200 application/vnd.citationstyles.csl+json
/opensearch.xml 200 application/opensearchdescription+xml; charset=utf-8
/sitemap.xml 200 application/xml; charset=utf-8
/sitemap/1.xml 200 application/xml; charset=utf-8
/robots.txt 200 text/plain; charset=utf-8
/style.css 200 text/css; charset=utf-8
/page.js 200 text/javascript; charset=utf-8
/results.js 200 text/javascript; charset=utf-8
/filters.js 200 text/javascript; charset=utf-8
/completions.js 200 text/javascript; charset=utf-8
/keys.js 200 text/javascript; charset=utf-8
/icon.svg 200 image/svg+xml
/healthz 200 text/plain; charset=utf-8
/metrics 200 text/plain; version=0.0.4; charset=utf-8
/api 200 application/vnd.oai.openapi+json;version=3.1
/api/results.schema.json 200 application/schema+json
/api/search?q=Korea 200 application/json
/api/item/ID 200 application/json
/api/suggest?q=coo 200 application/json
/api/suggest?q=coo&format=opensearch 200 application/json
/api/stats 200 application/json
/nothing 404 text/html; charset=utf-8
/a/b/c 404 text/html; charset=utf-8
/item 404 text/html; charset=utf-8
/item?id=nothing 404 text/html; charset=utf-8
/style.css/ 404 text/html; charset=utf-8
/../../etc/passwd 404 text/html; charset=utf-8
/%2e%2e/%2e%2e/etc/passwd 404 text/html; charset=utf-8
/sitemap/2.xml 404 text/plain; charset=utf-8
/sitemap/x.xml 404 text/plain; charset=utf-8
/?page=0 400 text/html; charset=utf-8
/?sort=best 400 text/html; charset=utf-8
/?date=July 200 text/html; charset=utf-8
/feed.atom?date=2023-13 200 application/atom+xml; charset=utf-8
/api/nothing 404 application/problem+json
/api/item/ 404 application/problem+json
/api/item/nothing 404 application/problem+json
/api/item/%ff%fe%82 404 application/problem+json
/api/search?limit=101 400 application/problem+json
/api/search?limit=-1 400 application/problem+json
/api/search?limit=1x 400 application/problem+json
/api/search?offset=10001 400 application/problem+json
/api/search?page=1002 400 application/problem+json
/api/search?sort=best 400 application/problem+json
/api/search?match=most 400 application/problem+json
/api/search?date=2023.. 200 application/json
/api/search?date=2023-06..2023-08 200 application/json
/api/search?date=..2023 200 application/json
/api/search?date=2023..x 400 application/problem+json
/api/search?date=.. 400 application/problem+json
/api/search?date=nonsense 400 application/problem+json
/api/search?date=2023-13 400 application/problem+json
/api/search?lang=f%20r 400 application/problem+json
/api/search?lang=en&lang=f%20r 400 application/problem+json
/api/search?source=Nobody 200 application/json
/api/search?q=Korea&format=json 200 application/json
/api/search?q=Korea&format=jsonl 200 application/x-ndjson
/api/search?q=Korea&format=csv 200 text/csv; charset=utf-8; header=present
/api/search?format=xml 400 application/problem+json
/api/search?format=csv&fields=id 400 application/problem+json
/api/search?fields=id,colour 400 application/problem+json
/api/search?id=x 400 application/problem+json
/api/search?limit=1&limit=2 400 application/problem+json
/api/search?limit=1&limit=1 200 application/json
/api/search?sort=newest&sort=oldest 400 application/problem+json
/api/search?facets=1&facets=0 400 application/problem+json
/api/search?page=2&offset=20 400 application/problem+json
/api/item/ID?fields=title 200 application/json
/api/item/ID?q=x 400 application/problem+json
/api/item/ID?fields=colour 400 application/problem+json
/api/suggest?q=coo&limit=2 200 application/json
/api/suggest?q=coo&sort=newest 400 application/problem+json
/api/suggest?q=coo&date=nonsense 400 application/problem+json
/api/stats?limit=1 400 application/problem+json
/?sort=newest&sort=oldest 400 text/html; charset=utf-8
/api/search?facets=yes 400 application/problem+json
/api/search?explain=2 400 application/problem+json
/api/search?limt=5 400 application/problem+json
/api/search?%ff%fe=5 400 application/problem+json
/api/suggest?format=xml 400 application/problem+json
/api/stats?x=1 400 application/problem+json
END
}

@test "only GET and HEAD are allowed, and no body is read" {
  index_corpus
  serve
  for method in POST PUT DELETE OPTIONS PATCH TRACE NONSENSE; do
    [ "$(told /?q=Korea -X $method -D headers)" = "405 text/html; charset=utf-8" ]
    grep -q '^Allow: GET, HEAD' headers
  done
  for path in /api /api/ /api/search; do
    [ "$(told $path -X POST -d q=Korea)" = "405 application/problem+json" ]
  done
  for path in /apis /ap /a/api; do [ "$(told $path -X POST)" = "405 text/html; charset=utf-8" ]; done
  told /api/search -X POST -d q=Korea
  jq -e '.status == 405 and .title == "Method Not Allowed" and .detail == "only GET and HEAD are allowed"' body
  head -c 10000000 /dev/zero >zeros
  [ "$(told /api/search -X GET --data-binary @zeros || true)" = "413 application/problem+json" ]
  [ "$(told /api/search -X GET -H 'Transfer-Encoding: chunked' -d x || true)" = "413 application/problem+json" ]
  [ "$(told /healthz)" = "200 text/plain; charset=utf-8" ]
}

@test "pages are valid HTML in every language, whatever items hold" {
  hostile_item
  serve
  for language in en fr es pt de ko ja ar; do
    for path in '/' '/?q=ferry' '/?q=%3Cscript%3E%22ferry' '/?q=ferrys&date=2023&source=%3Cb%3EUs%20%22%26%22%20them%3C/b%3E' '/item?id=%3C%22%27%26%3E%2F%3F%23%25' '/item?id=b' '/nothing' '/?page=x'; do
      get "$path" -H "Accept-Language: $language" >page.html
      # tidy knows neither links in drawings, which are XML, nor aria-current (WAI-ARIA 1.1), nor popovers.
      sed 's/<svg.*<\/svg>//' page.html | { tidy -q -e --drop-empty-elements no 2>&1 || true; } | grep -vE 'proprietary attribute "(aria-current|popover[a-z]*)"' >report || true
      [ ! -s report ] || { cat report page.html; false; }
      cat page.html >>drawings
      grep -qE "<html lang=\"$language\"( dir=\"rtl\")?>" page.html
      no grep -qE '<script>|<img|<b>|<i>|href="javascript:' page.html
    done
  done
  python3 -c 'import re, xml.etree.ElementTree as tree
drawings = re.findall("<svg.*?</svg>", open("drawings").read(), re.S)
for drawing in drawings: tree.fromstring(drawing)
assert len(drawings) >= 64'
}

# Removes what changes between runs. Sorted by date, so that ranking may change without changing these.
@test "pages, feeds and answers are those kept beside the tests, whole" {
  two_sources
  serve --url https://example.org/ --title 'News & "more"'
  mkdir -p "$TOP/tests/data/golden/serve"
  while read -r name path header; do
    get "$path" -D headers -H "${header:-X-None: }" >body
    if [[ $name == *.json ]]; then jq . body >spaced && mv spaced body; fi
    { grep -aviE '^(date|etag|last-modified|content-length|connection):' headers | tr -d '\r'
      sed -E 's/"took_ms": ?[0-9.]+/"took_ms": 0/; s/[0-9-]+T[0-9:]+Z/…Z/g; s/<lastmod>[0-9-]+/<lastmod>…/; s/<li>updated on [^<]*/<li>updated on …/; s/"(score|bytes)": ?[0-9.e-]+/"\1": 0/g' body |
        sed -E "s|$PWD|/path|g; s/\"next\": \"[0-9a-f]+\"/\"next\": \"…\"/; s/^(sse[a-z_]*_(seconds|open|requests_total|bytes)[^ ]*) .*/\1 …/"; } >"$name"
    # After an intended change, GOLDEN=1 stores the current answers.
    if [ -n "${GOLDEN:-}" ]; then cp "$name" "$TOP/tests/data/golden/serve/$name"; fi
    diff -u "$TOP/tests/data/golden/serve/$name" "$name"
  done <<'END'
latest /
latest-2 /?page=2
found /?q=ferry&sort=newest
found-2 /?q=ferry&sort=newest&page=2
narrowed /?q=ferry&sort=oldest&date=2022&source=Press&lang=en
of-a-year /?q=ferry&sort=newest&date=2023&match=all
nothing /?q=zzzz
meant /?q=feery&sort=newest
some /?q=ferry+harbour+boat&sort=newest
french /?q=ferry&sort=newest&lang=fr Accept-Language: fr
spanish /?q=ferry&sort=newest&lang=es Accept-Language: es
korean /?q=ferry&sort=newest&lang=ko Accept-Language: ko
item /item?id=m3
item-of-file /item?id=h3
item-unknown /item?id=x
missing /missing
wrong-page /?page=x
feed.atom /feed.atom?q=ferry&sort=newest
feed.json /feed.json?q=ferry&sort=newest&lang=en&lang=fr
search.ris /search.ris?q=ferry&sort=newest&page=2
search.bib /search.bib?q=ferry&sort=newest
search.csl.json /search.csl.json?q=ferry+harbour&sort=newest
search.json /api/search?q=ferry&sort=newest&limit=2&facets=1
search-problem.json /api/search?limit=x
item.json /api/item/m3
suggest.json /api/suggest?q=fer
browser.json /api/suggest?q=fer&format=opensearch
stats.json /api/stats
opensearch.xml /opensearch.xml
sitemap.xml /sitemap.xml
sitemap-1.xml /sitemap/1.xml
sitemap-2.xml /sitemap/2.xml
robots.txt /robots.txt
health /healthz
metrics /metrics
END
}

@test "systemd's socket is served" {
  index_corpus
  run python3 - "$DB" <<'END'
import os, socket, subprocess, sys, time, urllib.request
listening = socket.create_server(('127.0.0.1', 0))
place = 'http://127.0.0.1:%d/healthz' % listening.getsockname()[1]
child = os.fork()
if child == 0:
    os.dup2(listening.fileno(), 3)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2) # where it says that it is ready, at any moment
    os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))
    os.execvp('sseserve', ['sseserve', '--quiet', '--db', sys.argv[1], '--listen', '192.0.2.1:1'])
print(urllib.request.urlopen(place, timeout=20).read().decode().strip())
os.kill(child, 15)
print(os.waitpid(child, 0)[1])
END
  says $'ok\n0'
}

@test "archive-link leads from the page of an item, and in the API, to an archived copy" {
  cat >items.jsonl <<'END'
{"id":"dated","title":"Ferry of July","date":"2023-07-25","url":"https://mill.example/1?a=1&b=\"2"}
{"id":"undated","title":"Ferry of some day","url":"https://mill.example/2"}
{"id":"local","title":"Ferry of the house"}
END
  sseindex -q --db "$DB" items.jsonl
  printf '[serve]\narchive-link = https://web.archive.org/web/{date}/{url}\n' >conf
  serve --config conf
  get '/item?id=dated' -H 'Accept-Language: fr' >page
  grep -qF '<a rel="external noreferrer" href="https://web.archive.org/web/20230725/https://mill.example/1?a=1&amp;b=%222">Copie archivée</a>' page
  get '/item?id=undated' | grep -qF 'href="https://web.archive.org/web/https://mill.example/2">Archived copy</a>'
  [[ $(get '/item?id=local') != *web.archive.org* ]]
  [ "$(get '/api/item/undated' | jq -r .archive_url)" = https://web.archive.org/web/https://mill.example/2 ]
  [ "$(get '/api/search?q=ferry' | jq -c '[.items[].archive_url != null] | sort')" = '[false,true,true]' ]
}

@test "the configuration's [serve] is used, and options come first" {
  index_corpus
  cat >conf <<END
[index]
db = $DB
[search]
recency = yes
[serve]
listen = 127.0.0.1:0
title = Our archive
url = https://example.org/news
time-limit = 1500
cors = *
trust-proxy = yes
END
  sseindex --config conf --print-config | grep -qx 'title = Our archive'
  SSESEARCH_DB= DB= serve --config conf --db "$DB"
  get /robots.txt | grep -q https://example.org/news/sitemap.xml
  get / | grep -q '<title>Our archive</title>'
  kill "$SERVER" && wait "$SERVER"
  serve --config conf --title 'Another one'
  get / | grep -q '<title>Another one</title>'
  echo 'shade = red' >>conf
  run timeout 10 sseserve --config conf --db "$DB"
  [ "$status" -eq 2 ]
  says "there is no setting 'shade' in ?serve?; its settings are db, listen, url, title"
}
