#!/usr/bin/env bats
# sseserve as clients see it: every path and every error, asked by curl and by sockets that behave badly.

load helper
load serving

hostile_item() {
  cat >hostile.jsonl <<'END'
{"id":"<\"'&>/?#%","title":"<script>alert(1)</script> & \"quoted\" 'ferry'","text":"A ferry </p><img src=x onerror=alert(1)>\nSecond \u0007line","url":"javascript:alert(1)","source":"<b>Us \"&\" them</b>","lang":"en","date":"2023-07-25","tags":["<i>"],"path":""}
{"id":"b","title":"Another ferry","text":"By sea","source":"<b>Us</b>","lang":"fr","date":"2022-07-25"}
END
  sseindex --quiet --db "$DB" hostile.jsonl
}

# 20,000 items with long ids: their map is some megabytes, and a search of many words takes a while.
large_archive() {
  awk 'BEGIN { long = sprintf("%300s", ""); gsub(/ /, "x", long); srand(1)
    for (i = 1; i <= 20000; i++) {
      text = ""; for (k = 0; k < 8; k++) text = text " w" int(rand() * 2000)
      printf "{\"id\":\"%s%d\",\"title\":\"ferry %d\",\"text\":\"%s\",\"lang\":\"en\"}\n", long, i, i, text } }' >large.jsonl
  sseindex --quiet --db "$DB" large.jsonl
}

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
  says "cannot be listened on: Address already in use"
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
    # The same by HEAD, without a body.
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
/sitemap/2.xml 404 text/html; charset=utf-8
/sitemap/x.xml 404 text/html; charset=utf-8
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

@test "only GET and HEAD are answered, and no body is read" {
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
  jq -e '.status == 405 and .title == "Method Not Allowed" and .detail == "only GET and HEAD are answered"' body
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
      python3 -c 'import re, xml.etree.ElementTree as tree
for drawing in re.findall("<svg.*?</svg>", open("page.html").read(), re.S): tree.fromstring(drawing)'
      grep -qE "<html lang=\"$language\"( dir=\"rtl\")?>" page.html
      no grep -qE '<script>|<img|<b>|<i>|href="javascript:' page.html
    done
  done
}

# Twelve items of a mill in three languages and four years, three of a harbour, each group a source.
two_sources() {
  mkdir mill harbour
  for i in $(seq 0 11); do
    jq -cn --argjson i "$i" '{id: "m\($i)", title: "Ferry letter \($i)", text: ("All about the ferry. " * (1 + $i % 3)),
      lang: ["en", "fr", "es"][$i % 3], date: "202\($i % 4)-0\(1 + $i % 9)-1\($i % 10)", url: "https://mill.example/\($i)?a=1&b=2",
      source: ["Press", "The Mill & \"co\""][$i % 2], tags: (if $i == 3 then ["one", "two"] else [] end)}'
  done >mill/items.jsonl
  jq -cn '{id: "h/1", title: "A ferry", text: "X", lang: "ko", date: "2023-07"},
    {id: "h2", title: "Harbour", text: "", lang: "en"},
    {id: "h3", title: "A boat of 2023", text: ("A long text about the ferry. " * 40 + "\n\nIts end."), lang: "en", date: "2023"}' >harbour/items.jsonl
  printf '[index]\ndb = %s\n[source]\npath = mill\ngroup = mills\n[source]\npath = harbour\ngroup = harbours\n' "$DB" >two.conf
  sseindex --quiet --config two.conf
}

# What changes from run to run is taken out. By date, so that ranking may change without changing these.
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
    # After a change that is meant: GOLDEN=1 writes what is answered now.
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

@test "a page says what it is to those who index or share it" {
  jq -cn '{id: "a&b", title: "Ferry & \"co\"", text: ("One\n\n" + ("two three " * 100)), date: "2023-07-25", source: "&lt;/script&gt;Mill",
      lang: "en", authors: ["Ann", "Bob"], tags: ["x"], url: "https://mill.example/1"},
    {id: "ko", title: "제목", text: ("한국협동조합" * 100), lang: "ko"}, {id: "short", title: "Only a ferry"}' >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  serve --title 'Our & archive' --url https://news.example/archive/
  get '/item?id=a%26b&utm_source=x' >item.html
  get '/item?id=ko' >ko.html
  get '/item?id=short' >short.html
  get / >home.html
  get '/?utm_source=x' >same.html
  cmp home.html same.html
  i=0
  for query in '?q=ferry' '?lang=ko' '?page=2' '?sort=oldest' '?q=nothing'; do get "/$query" >"results$((i += 1)).html"; done
  get /nothing >missing.html
  get / -H 'Accept-Language: fr' >french.html
  python3 - <<'END'
import html.parser, json, re
class Head(html.parser.HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.meta, self.links, self.data, self.inside = {}, {}, None, False
        self.feed(open(name + '.html').read())
    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == 'meta' and 'content' in a: self.meta[a.get('name') or a.get('property')] = a['content']
        if tag == 'link': self.links[a['rel']] = a['href']
        self.inside = tag == 'script' and a.get('type') == 'application/ld+json'
    def handle_data(self, data):
        if self.inside: self.data = json.loads(data)
    def handle_endtag(self, tag): self.inside = False
item, ko, short, home = map(Head, ['item', 'ko', 'short', 'home'])
page, title = 'https://news.example/archive/item?id=a%26b', 'Ferry & "co"'
assert item.links['canonical'] == item.meta['og:url'] == page, item.links
assert item.meta['og:title'] == title and item.meta['og:type'] == 'article' and item.meta['og:site_name'] == 'Our & archive'
assert item.meta['description'] == item.meta['og:description'] == 'One two three' + ' two three' * 28 + ' two…', item.meta['description']
assert 'robots' not in item.meta and item.meta['article:published_time'] == '2023-07-25'
modified = item.data.pop('dateModified')
assert re.fullmatch(r'20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ', modified), modified
assert item.data == {'@context': 'https://schema.org', '@type': 'NewsArticle', 'headline': title, 'description': item.meta['description'],
    'mainEntityOfPage': page, 'url': 'https://mill.example/1', 'datePublished': '2023-07-25', 'inLanguage': 'en',
    'author': [{'@type': 'Person', 'name': 'Ann'}, {'@type': 'Person', 'name': 'Bob'}],
    'publisher': {'@type': 'Organization', 'name': '</script>Mill'}, 'keywords': ['x']}, item.data
assert ko.meta['description'] == ('한국협동조합' * 17)[:100] + '…', ko.meta['description']
assert short.meta['description'] == 'Only a ferry' and short.data['url'] == short.links['canonical']
assert home.links['canonical'] == 'https://news.example/archive/' and home.meta['og:type'] == 'website' and 'robots' not in home.meta
assert home.meta['og:title'] == 'Our & archive' and home.meta['description'] == '3 items. Search the archive.'
assert home.data['@type'] == 'WebSite' and home.data['potentialAction']['@type'] == 'SearchAction'
assert home.data['potentialAction']['target']['urlTemplate'] == 'https://news.example/archive/?q={words}'
assert home.data['potentialAction']['query-input'] == 'required name=words'
assert Head('french').meta['description'].startswith('3 articles.')
for i in range(1, 6):
    results = Head('results%d' % i)
    assert results.meta['robots'] == 'noindex, follow' and results.data is None, i
assert Head('results1').links['canonical'] == 'https://news.example/archive/?q=ferry'
missing = Head('missing')
assert missing.meta['robots'] == 'noindex, follow' and 'canonical' not in missing.links
END
  get /robots.txt | grep -qx 'Disallow: /archive/api/'
  # The map has the day on which an item was changed, not its own date.
  day=$(get '/api/item/a%26b' | jq -r '.changed // .first_seen' | cut -c 1-10)
  get /sitemap/1.xml >map
  [ "$(grep -c "<lastmod>$day</lastmod>" map)" -eq 3 ]
}

@test "a page shows hits, facets with the numbers that they leave, and what was meant" {
  index_corpus
  serve
  get '/?q=cooperatives+Korea' >page.html
  grep -q '<p id="count">11 items</p>' page.html
  grep -q 'agree to work together on <mark>cooperatives</mark> in <mark>Korea</mark>' page.html
  grep -q '<a href="./?q=cooperatives%20Korea&amp;date=2023&amp;match=all" data-date="2023">.*2023</span> .*<span class="number">9</span>' page.html
  get '/?q=cooperatives+Korea&date=2023' | grep -q '<p id="count">9 items</p>'
  get '/?q=cooperatives+Korea&lang=fr&match=all' | grep -q '<p id="count">2 items</p>'
  grep -q '<a rel="next" href="./?q=cooperatives%20Korea&amp;page=2">' page.html
  # What is asked for beside the words is kept by the box, but that all of them have to be there: filters ask for that.
  get '/?q=korea&lang=en&sort=newest&group=0&match=any&limit=50' >page.html
  grep -o '<input type="hidden"[^>]*>' page.html | diff - <(printf '<input type="hidden" name="%s" value="%s">\n' sort newest group 0 limit 50)
  grep -q 'form="search" name="lang" value="en" checked>' page.html
  get '/?q=cooperatives+Korea&date=-900d' | grep -q '<input type="hidden" form="search" name="date" value="-900d">'
  get '/?q=korea' | grep -c 'type="hidden"' | grep -qx 0
  get '/?q=cooperatives+Korea&page=2' | grep -q '<ol class="hits" start="11">'
  get '/?q=coperatives+korea' | grep -q 'Did you mean: <a href="./?q=cooperatives%20korea">'
  get '/?q=coperatives+korae' >page.html
  grep -q 'Nothing was found for coperatives korae. These are the results for <a href="./?q=cooperatives%20Korea">' page.html
  grep -q '<p id="count">11 items</p>' page.html
  get '/?q=qqqq' | grep -q 'Nothing was found'
  get '/?q=date:x+bank' | grep -q 'cannot be read as a date'
  get '/' | grep -q 'The latest of 122 items'
}

# Each link of the facets has to find as many as it says.
@test "the link of a facet finds as many items as the facet counted" {
  hostile_item
  serve
  get '/?q=ferry' >page.html
  python3 - "$URL" <<'END'
import re, sys, html, urllib.parse, urllib.request
page = open('page.html').read()
links = re.findall(r'<li><a href="\./([^"]*)" data-date="[^"]*"><span class="value">[^<]*</span> <svg.*?</svg> <span class="number">(\d+)<', page)
links += [(f'?q=ferry&amp;{name}={urllib.parse.quote(html.unescape(value))}', number) for name, value, number in
          re.findall(r'<input type="checkbox" form="search" name="(\w+)" value="([^"]*)"><span[^>]*>[^<]*</span> <span class="number">(\d+)<', page)]
assert len(links) >= 4, links
for link, number in links:
    found = urllib.request.urlopen(sys.argv[1] + '/' + html.unescape(link)).read().decode()
    count = re.search(r'id="count">(\d+) item', found)
    assert count and count.group(1) == number, (link, number)
END
}

@test "pages speak the language that is asked for" {
  index_corpus
  serve
  while read -r accept expected; do
    [ "$(get / -H "Accept-Language: $accept" | grep -oE '<html lang="..' | tail -c 3)" = "$expected" ] || { echo "$accept"; false; }
  done <<'END'
fr fr
fr-CA,fr;q=0.8,en;q=0.5 fr
nl,es;q=0.4,en;q=0.3 es
en;q=0.1,ko;q=0.9 ko
KO-kr ko
es;q=0,nl en
nl en
de de
pt-BR pt
ja,en;q=0.5 ja
ar ar
* en
;;q=,,x en
END
  get / | grep -q '<html lang="en">'
  get / -H 'Accept-Language: ko' -D headers | grep -q '검색'
  grep -q '^Content-Language: ko' headers
  grep -q '^Vary: Accept-Language' headers
}

@test "answers of the API are as its description says" {
  index_corpus
  serve
  get /api >api.json
  get /api/results.schema.json >results.json
  id=$(get '/api/search?q=Korea&limit=1' | jq -r '.items[0].id')
  get '/api/search?q=Korea&facets=1&explain=1&limit=3' >search.json
  jq -e '(.items | length) == 3 and (.facets.year | length) > 1 and .items[0].explanation' search.json
  get "/api/item/$id" >item.json
  get '/api/suggest?q=coperatives' >suggest.json
  jq -e '.suggestion == "cooperatives"' suggest.json
  get '/api/suggest?q=Korea+coo&format=opensearch' >browser.json
  jq -e '.[0] == "Korea coo" and .[1][0] == "Korea cooperatives"' browser.json
  get /api/stats >stats.json
  get /api/nothing >problem.json
  python3 - <<'END'
import json, jsonschema
load = lambda name: json.load(open(name + '.json'))
api, results = load('api'), load('results')
def schema(name):
    return {'$ref': '#/components/schemas/' + name, 'components': api['components']}
jsonschema.validate(load('search'), results)
for name, of in [('item', 'item'), ('suggest', 'suggestions'), ('browser', 'suggestions'), ('stats', 'stats'), ('problem', 'problem')]:
    jsonschema.validate(load(name), schema(of))
assert sorted(api['paths']) == ['/api/item/{id}', '/api/items', '/api/items.csv', '/api/items.jsonl', '/api/search', '/api/stats', '/api/suggest']
END
  # Every parameter that is described is taken.
  for name in $(jq -r '.components.parameters as $all | .paths["/api/search"].get.parameters[] | .name // $all[."$ref" | split("/")[-1]].name' api.json); do
    [ "$(told "/api/search?$name=")" != "404 application/problem+json" ]
    no grep -qE 'there is no parameter|means nothing' body
  done
}

@test "a filter that is no parameter, and one given twice, are told instead of passed over" {
  index_corpus
  serve
  for path in / /api/search /feed.atom; do
    [[ $(told "$path?q=bank&after=2023") == 400* ]]
    grep -q "after:VALUE" body
    [[ $(told "$path?q=bank&title=x&utm_source=y") == 400* ]]
    [[ $(told "$path?q=bank&date=2022&date=2023") == 400* ]]
    grep -q "once" body
    [[ $(told "$path?q=bank&date=2023&date=2023") == 200* ]]
  done
  [[ $(told "/?q=bank&utm_source=y") == 200* ]]
  for path in '/api?x=1' '/api?q=bank' '/api/results.schema.json?x=1'; do
    [[ $(told "$path") == 400* ]] || { echo "$path"; false; }
  done
  [[ $(told '/api?ui=fr&format=html') == 200* ]]
}

@test "of several values of a filter any will do, on the page, in its links and in the API" {
  two_sources
  serve
  for query in '' 'ferry'; do
    [ "$(get "/api/search?q=$query&limit=100&lang=en&lang=fr&group=0" | jq -c '[.items[].lang] | unique')" = '["en","fr"]' ]
    [ "$(get "/api/search?q=$query&limit=100&group=0&source=Press&source=The+Mill+%26+%22co%22" | jq .total)" -eq 12 ]
    [ "$(get "/api/search?q=$query&limit=100&group=0&source=Press&source=Nobody" | jq .total)" -eq 6 ]
    [ "$(get "/api/search?q=$query&limit=100&group=0&source=Press&lang=en&lang=fr&date=2022" | jq -c '[.items[] | [.source, .date[:4], .lang]] | unique')" = '[["Press","2022","en"],["Press","2022","fr"]]' ]
    [ "$(get "/api/search?q=$query&tag=one&tag=none" | jq -c '[.items[].id]')" = '["m3"]' ]
    [ "$(get "/api/search?q=$query&tag=on" | jq .total)" -eq 0 ]
  done
  get '/?q=ferry&lang=en&lang=fr&source=Press&lang=en&tag=' >page
  [ "$(grep -oE 'name="[a-z]+" value="[^"]*" checked' page)" = $'name="source" value="Press" checked\nname="lang" value="en" checked\nname="lang" value="fr" checked' ]
  no grep -q 'type="hidden"' page
  grep -q 'href="./?q=ferry&amp;source=Press&amp;lang=fr" aria-label="Remove the filter English"' page
  grep -q 'href="./feed.atom?q=ferry&amp;source=Press&amp;lang=en&amp;lang=fr"' page
  [[ $(told "/api/search?$(printf '&tag=%s' $(seq 21))") == 400* ]]
}

@test "the API lists all without a query, in the order asked for, and gives the fields and the format asked for" {
  two_sources
  serve
  for query in '' '?q=' '?q=%20' '?limit=1'; do
    [ "$(get "/api/search$query" | jq -c '[.total, .total_is_exact]')" = '[15,true]' ] || { echo "$query"; false; }
  done
  [ "$(get '/api/search?q=%21%21' | jq .total)" -eq 0 ]
  get '/api/search?sort=newest&limit=100&group=0' | jq -e '[.items[].date // "0"] | . == (sort | reverse)'
  get '/api/search?sort=oldest&limit=1&group=0' | jq -e '.items[0].date == "2020-01-10"'
  [ "$(get '/api/search?q=ferry&fields=id,+title,highlights' | jq -c '[.items[] | keys] | unique')" = '[["highlights","id","title"]]' ]
  [ "$(get '/api/item/m3?fields=tags,text' | jq -c keys)" = '["tags","text"]' ]
  get '/api/search?q=ferry&format=jsonl&fields=id&limit=2' >lines
  [ "$(jq -c keys lines)" = $'["id"]\n["id"]' ]
  get '/api/search?q=ferry&format=csv&limit=2' >table
  [ "$(head -n 1 table)" = $'id,date,title,source,lang,url,score,snippet,path,authors\r' ]
  [ "$(wc -l <table)" -eq 3 ]
  [ "$(get '/api/suggest?q=fer&limit=0' | jq -c .completions)" = '[]' ]
  [ "$(get '/api/suggest?q=harb&limit=1' | jq '.completions | length')" -eq 1 ]
}

@test "a page behind the last says so, and leads to the last" {
  two_sources
  serve
  get '/?q=ferry&group=0&page=50' >page
  grep -q 'There are only 2 pages.' page
  grep -q '<a href="./?q=ferry&amp;group=0&amp;page=2">Page 2</a>' page
  no grep -qE 'page=49|aria-current="page"|class="hits"' page
  # That page is named where it names itself: its own address, in other languages, and as a feed.
  grep 'page=50' page | no grep -vE 'rel="(canonical|alternate)"|property="og:url"|hreflang="|href="\./feed\.atom\?'
  get '/?q=boat&page=3' >page
  grep -q 'There is only 1 page.' page
  grep -q '<a href="./?q=boat">Page 1</a>' page
  get '/?q=ferry&page=3' -H 'Accept-Language: fr' | grep -q 'Il n’y a que 2 pages.'
  [ "$(get '/?q=ferry&group=0&page=999999999' | grep -c 'There are only 2 pages.')" -eq 1 ]
  [ "$(told '/api/search?q=ferry&page=1002')" = '400 application/problem+json' ]
  grep -q "'page' has to be a number from 1 to 1001" body
}

@test "what of an address is wrong is named in every language, and a query has 1,000 signs of any script" {
  two_sources
  serve
  told '/?q=ferry&sort=colour&ui=ko' >/dev/null
  grep -q '<code>sort</code>' body
  no grep -q 'has to be' body
  told '/?q=ferry&sort=colour' -H 'Accept-Language: en' >/dev/null
  grep -q 'sort.* has to be' body
  long=$(python3 -c 'print("%ED%98%91" * 1000)')
  [ "$(told "/?q=$long")" = '200 text/html; charset=utf-8' ]
  [ "$(told "/?q=$long%ED%98%91")" = '400 text/html; charset=utf-8' ]
}

@test "what is set of a filter stands beside what else there is, each with its own count" {
  two_sources
  serve
  get '/?q=ferry&group=0&source=Press&lang=en' >page
  counts() { python3 -c 'import re, sys
print(*(":".join(found) for found in re.findall(r"name=\"%s\" value=\"([^\"]*)\"( checked)?>.*?class=\"number\">(\d+)<" % sys.argv[1], open("page").read())))' "$1"; }
  [ "$(counts lang)" = "en: checked:2 es::2 fr::2" ]
  [ "$(counts source)" = "Press: checked:2 The Mill &amp; &quot;co&quot;::2" ]
  get '/?q=ferry&group=0&source=Press&source=Nobody&date=2022' >page
  [ "$(counts source)" = "Press: checked:3 Nobody: checked:0" ]
  grep -q 'data-date="2022" aria-current="true"' page && grep -q 'data-date="2020">' page
  grep -q 'data-date="2022-07">' page && ! grep -q 'data-date="2020-0' page
  get '/?q=ferry&date=2022-07' | grep -q 'data-date="2022-07" aria-current="true"'
  grep -q '<input type="date" form="search" name="from" value="2022-01-01">' page
  grep -q '<a class="clear" href="./?q=ferry&amp;group=0">' page
  get '/?q=ferry&tag=one' | grep -q 'name="tag" value="one" checked>'
  [ "$(get '/?q=ferry&from=2022-01-01&to=2022-12-31&date=-1d&group=0' | grep -c '<time[^>]* datetime="2022')" -eq 3 ]
}

@test "all of many publishers can be chosen, the first ones at once" {
  for i in $(seq 200); do jq -cn --argjson i "$i" '{id: "x\($i)", title: "Ferry \($i)", source: "Publisher \($i)", date: "\(1990 + $i % 30)-01-01"}'; done >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  get '/?q=ferry' >page
  [ "$(grep -c 'name="source"' page)" -eq 200 ]
  [ "$(sed '/<details class="more" id="more-source">/,$d' page | grep -c 'name="source"')" -eq 8 ]
  grep -q '<summary>192 more</summary>' page && grep -q '<summary>20 more</summary>' page
}

@test "where nothing is found, what is to be left out is told with what that leaves" {
  two_sources
  serve
  get '/?q=ferry&group=0&source=Press&date=2099' >page
  grep -q '<a href="./?q=ferry&amp;source=Press&amp;group=0">without 2099</a> <span class="number">6 items</span>' page
  no grep -q 'without Press' page
  get '/?q=ferry&group=0&source=Nobody&date=2099&lang=en' >page
  grep -q '<a href="./?q=ferry&amp;group=0">without any filter</a> <span class="number">14 items</span>' page
  get '/?q=%2Bferry+%2Bzzzz+letter&group=0' >page
  grep -q '<a href="./?q=%2Bferry%20letter&amp;group=0">without +zzzz</a> <span class="number">12 items</span>' page
  no grep -q 'without letter' page
  get '/?q=feery&lang=ko&sort=newest' >page # what was meant, within the filter
  grep -q 'Nothing was found for feery. These are the results for <a href="./?q=ferry&amp;lang=ko&amp;sort=newest">ferry</a>' page
  grep -q '<p id="count">1 item</p>' page
}

@test "a page has as many items as its reader wants, and says of how many pages it is" {
  two_sources
  serve
  get '/?q=ferry&group=0&sort=newest&page=2' | grep -q '<li aria-current="page">Page 2 of 2</li>'
  get '/?q=ferry&group=0&sort=newest&limit=20' >page
  [ "$(grep -c '<time ' page)" -eq 14 ]
  grep -q '<a href="./?q=ferry&amp;sort=newest&amp;group=0&amp;limit=20" aria-current="true">20</a>' page
  get '/?q=ferry&group=0&sort=newest&limit=5&page=3' >page
  [ "$(grep -c '<time ' page)" -eq 4 ]
  grep -q '<li aria-current="page">Page 3 of 3</li>' page
  grep -q '<a rel="prev" href="./?q=ferry&amp;sort=newest&amp;group=0&amp;limit=5&amp;page=2">' page
  get '/?q=ferry&group=0&limit=100&page=500' >page
  grep -q 'There is only 1 page.' page
}

@test "suggestions are of publishers and headlines, too, where those are wanted" {
  two_sources
  serve
  [ "$(get '/api/suggest?q=mil' | jq -c 'keys')" = '["completions","query"]' ]
  [ "$(get '/api/suggest?q=mill&kinds=sources' | jq -c '.sources')" = '[{"source":"The Mill & \"co\"","items":6,"query":""}]' ]
  [ "$(get '/api/suggest?q=ferry+pre&kinds=sources,+items' | jq -c '.sources')" = '[{"source":"Press","items":6,"query":"ferry"}]' ]
  [ "$(get '/api/suggest?q=a+boa&kinds=items' | jq -c '.items')" = '[{"id":"h3","title":"A boat of 2023"}]' ]
  [ "$(get '/api/suggest?q=ferry&kinds=sources,items&limit=2' | jq -c '[.completions, .sources, .items | length <= 2] | all')" = true ]
  [ "$(get '/api/suggest?q=boat&kinds=items&limit=1' | jq '.items | length')" -eq 1 ]
  [ "$(get '/api/suggest?q=boat&kinds=sources,items&limit=0' | jq -c '[.sources, .items]')" = '[[],[]]' ]
  [[ $(told '/api/suggest?q=a&kinds=x') == 400* ]]
}

@test "an item is found by its id, whatever is in it" {
  hostile_item
  serve
  get '/api/item/%3C%22%27%26%3E%2F%3F%23%25' | jq -e '.title == "<script>alert(1)</script> & \"quoted\" '"'ferry'"'" and (.text | startswith("A ferry"))'
  link=$(get '/?q=quoted' | grep -oE 'href="\./item\?id=[^"]*"' | head -n 1 | cut -d'"' -f2)
  get "${link#.}" | grep -q '&lt;script&gt;alert(1)&lt;/script&gt;'
}

@test "similar items stand on an item's page" {
  index_corpus
  serve
  id=$(get '/api/search?q=Sungkonghoe&limit=1' | jq -r '.items[0].id')
  get "/item?id=$id" >page.html
  grep -q '<h2 id="similar">Similar items</h2>' page.html
  [ "$(grep -c '<h2><a' page.html)" -eq 5 ]
}

@test "what a client has already is not sent again, until the index changes" {
  index_corpus
  serve
  for path in '/?q=Korea' '/api/search?q=Korea' '/feed.atom?q=Korea' '/style.css'; do
    tag=$(get "$path" -D - -o page | tr -d '\r' | sed -n 's/^ETag: //p')
    [ -n "$tag" ]
    [ "$(told "$path" -H "If-None-Match: $tag")" = "304 " ]
    [ ! -e body ]
    [ "$(told "$path" -H 'If-None-Match: "other"' | cut -d' ' -f1)" = 200 ]
  done
  tag=$(get '/?q=Korea' -D - -o page | tr -d '\r' | sed -n 's/^ETag: //p')
  [ "$(told '/?q=Korea' -H "If-None-Match: $tag" -H 'Accept-Language: ko' | cut -d' ' -f1)" = 200 ]
  echo '{"id":"new","title":"News from Korea"}' >new.jsonl
  sseindex --quiet --db "$DB" new.jsonl
  [ "$(told '/?q=Korea' -H "If-None-Match: $tag" | cut -d' ' -f1)" = 200 ]
}

@test "feeds, the search box's description and maps are well-formed, with whole addresses" {
  hostile_item
  serve --title 'Fédération & "amis" du ferry' --url https://example.org/archive/
  get '/archive/feed.atom?q=ferry' >feed.xml
  get /archive/opensearch.xml >box.xml
  get /archive/sitemap.xml >maps.xml
  get /archive/sitemap/1.xml >map.xml
  python3 - <<'END'
import xml.etree.ElementTree as tree
atom, box = '{http://www.w3.org/2005/Atom}', '{http://a9.com/-/spec/opensearch/1.1/}'
feed = tree.parse('feed.xml').getroot()
assert [e.find(atom + 'title').text for e in feed.iter(atom + 'entry')][1] == 'Another ferry'
links = {l.get('rel'): l.get('href') for l in feed.findall(atom + 'link')}
assert links == {'self': 'https://example.org/archive/feed.atom?q=ferry', 'alternate': 'https://example.org/archive/?q=ferry'}, links
name = tree.parse('box.xml').find(box + 'ShortName').text
assert name == 'Fédération & "am', name
templates = [u.get('template') for u in tree.parse('box.xml').findall(box + 'Url')]
assert templates[0] == 'https://example.org/archive/?q={searchTerms}', templates
loc = '{http://www.sitemaps.org/schemas/sitemap/0.9}loc'
assert [e.text for e in tree.parse('maps.xml').iter(loc)] == ['https://example.org/archive/sitemap/1.xml']
places = [e.text for e in tree.parse('map.xml').iter(loc)]
assert sorted(places) == ['https://example.org/archive/item?id=%3C%22%27%26%3E%2F%3F%23%25', 'https://example.org/archive/item?id=b'], places
END
  get /robots.txt | grep -qx 'Sitemap: https://example.org/archive/sitemap.xml'
}

@test "feeds lead each reader to each item, whole, under ids that are the archive's own" {
  two_sources
  serve --title 'Our <news>' --url https://news.example:8443/archive
  for query in '' '?q=ferry' '?q=ferry&lang=en&lang=fr&source=Press&sort=newest' '?q=ferry&page=2' '?q=nothing-at-all'; do
    get "/feed.atom$query" >feed.xml
    get "/feed.json$query" >feed.json
    python3 - "$query" <<'END'
import html, json, re, sys, urllib.parse, xml.etree.ElementTree as tree
query, atom = sys.argv[1].replace('&page=2', ''), '{http://www.w3.org/2005/Atom}'
feed, other = tree.parse('feed.xml').getroot(), json.load(open('feed.json'))
entries, items = feed.findall(atom + 'entry'), other['items']
assert len(entries) == len(items) and bool(items) == ('nothing' not in query), (query, len(entries), len(items))
text = lambda element, name: element.findtext(atom + name)
assert text(feed, 'title') == other['title'] and other['title'].endswith('Our <news>'), other['title']
assert ('ferry' in other['title']) == ('ferry' in query) and ('Press' in other['title']) == ('Press' in query)
def asked(address): return sorted(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
wanted = sorted(urllib.parse.parse_qsl(query[1:]))
assert text(feed, 'id').startswith('tag:news.example,2025::8443/archive/feed.atom'), text(feed, 'id')
assert asked(text(feed, 'id')) == asked(other['feed_url']) == asked(other['home_page_url']) == wanted, other['feed_url']
when = r'20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ'
assert re.fullmatch(when, text(feed, 'updated')), text(feed, 'updated')
if entries: assert text(feed, 'updated') == max(text(e, 'updated') for e in entries)
assert len({text(e, 'id') for e in entries}) == len(entries)
for e, i in zip(entries, items):
    link = e.find(atom + 'link').get('href')
    assert link == i['url'] and link.startswith(('https://mill.example/', 'https://news.example:8443/archive/item?id=')), link
    assert text(e, 'id') == i['id'] and i['id'].startswith('tag:news.example,2025::8443/archive/item?id=')
    assert text(e, 'title') == i['title'] and (text(e, 'content') or '') == i['content_html']
    assert [n.text for n in e.iter(atom + 'name')] == [a['name'] for a in i.get('authors', [])]
    assert text(e, 'updated') == i['date_modified'] and text(e, 'published') == i.get('date_published')
    assert [c.get('term') for c in e.findall(atom + 'category')] == i.get('tags', [])
whole = [i for i in items if i['id'].endswith('h3')]
assert all(i['content_html'].count('ferry') == 40 and i['content_html'].endswith('<p>Its end.</p>\n') for i in whole)
END
  done
  # What is read again is the same items, but for dates that a feed cannot have.
  get '/feed.atom' >feed.xml
  sseindex --print feed.xml | jq -c '[.title, .lang, .date[:4]]' | grep -v Harbour | sort >again
  get '/api/search?limit=100' | jq -c '.items[] | select(.date) | [.title, .lang, .date[:4]]' | sort >items
  diff again items
  get '/?q=ferry' | grep -q '<link rel="alternate" type="application/feed+json" title="[^"]*" href="./feed.json?q=ferry">'
}

@test "behind a proxy it answers below the prefix, whether that is passed on or not" {
  index_corpus
  serve --url https://example.org/archive
  for prefix in '' /archive; do
    get "$prefix/?q=Korea" | grep -q '<mark>Korea</mark>'
    get "$prefix/api/search?q=Korea" | jq -e .total
  done
  [ "$(told /archive -D headers)" = "308 text/plain; charset=utf-8" ]
  grep -q $'^Location: /archive/\r' headers
  [ "$(told /archivex | cut -d' ' -f1)" = 404 ]
  get /archive/deep/down | grep -q 'href="./../style.css"'
}

@test "a prefix ends at a slash: what only begins like it is not below it" {
  index_corpus
  serve --url https://example.org/a
  for prefix in '' /a; do
    [ "$(told "$prefix/api/search?q=Korea" | cut -d' ' -f1)" = 200 ]
  done
  [ "$(told '/ab/api/search?q=Korea' | cut -d' ' -f1)" = 404 ]
  [ "$(told /aapi | cut -d' ' -f1)" = 404 ]
}

@test "the access log has a line a request, in the common format, that no request can forge" {
  index_corpus
  serve
  get '/?q=Korea%22%0aforged' -o page
  get '/"quoted\' -o page || true
  get /nothing -I >page
  [ "$(get /healthz -H 'X-Forwarded-For: 192.0.2.7')" = ok ]
  for _ in $(seq 100); do [ "$(wc -l <access.log)" -ge 4 ] && break; sleep 0.05; done
  [ "$(wc -l <access.log)" -eq 4 ]
  no grep -vqE '^127\.0\.0\.1 - - \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} \+0000\] "[A-Z]+ [^ "]+ HTTP/1\.1" [0-9]{3} [0-9]+$' access.log
  grep -qF '"GET /?q=Korea%22%0aforged HTTP/1.1" 200' access.log
  grep -qF '"GET /\x22quoted\x5C HTTP/1.1" 404' access.log
  grep -qF '"HEAD /nothing HTTP/1.1" 404 0' access.log
}

@test "who asks is what a trusted proxy says; with --quiet nothing is logged" {
  index_corpus
  serve --trust-proxy
  get /healthz -H 'X-Forwarded-For: 198.51.100.1, 198.51.100.2, 192.0.2.7' -o page
  get /healthz -H 'X-Forwarded-For: evil" "' -o page
  get /healthz -H 'X-Forwarded-For: 198.51.100.1' -H 'X-Forwarded-For: 198.51.100.2, 2001:db8::7' -o page
  for _ in $(seq 100); do [ "$(wc -l <access.log)" -ge 3 ] && break; sleep 0.05; done
  [ "$(cut -d' ' -f1 access.log)" = $'192.0.2.7\n-\n2001:db8::7' ]
  kill "$SERVER" && wait "$SERVER"
  serve --quiet
  get /healthz -o page
  kill "$SERVER" && wait "$SERVER"
  [ ! -s access.log ]
}

@test "scripts of other origins may use the API only where that is configured" {
  index_corpus
  serve
  get '/api/search?q=Korea' -H 'Origin: https://example.org' -D headers -o page
  no grep -qi '^Access-Control' headers
  kill "$SERVER" && wait "$SERVER"
  serve --cors https://example.org
  get '/api/search?q=Korea' -D headers -o page
  grep -q '^Access-Control-Allow-Origin: https://example.org' headers
  grep -q '^Vary: Origin' headers
  get '/?q=Korea' -D headers -o page
  no grep -qi '^Access-Control' headers
}

@test "health and metrics tell how it is" {
  index_corpus
  serve
  [ "$(get /healthz)" = ok ]
  get '/?q=Korea' -o page
  get /nothing -o page
  for _ in $(seq 100); do get /metrics >metrics; grep -q 'code="4xx"} 1' metrics && break; sleep 0.05; done
  grep -q '^ssesearch_requests_total{code="4xx"} 1$' metrics
  grep -qE '^ssesearch_request_seconds_bucket\{le="\+Inf"\} [3-9]' metrics
  no grep -vE '^# (HELP|TYPE) [a-z_]+ |^[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+$' metrics
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

# Answers that were kept, and those that had to be made.
cached() {
  get /metrics | awk '/^ssesearch_cache_(hits|misses)_total/ { print $2 }' | xargs
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

@test "a file that is no index does not replace the one that is served, and is told once" {
  index_corpus
  serve
  echo "This is no index." >broken && mv broken "$DB"
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
  for _ in $(seq 100); do get /metrics >metrics && break; sleep 0.05; done
  grep -qx 'ssesearch_connections_refused_total 32' metrics
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
  says "there is no setting 'shade' in ?serve?; there are db, listen, url, title"
}
