#!/usr/bin/env bats
# Around the pages: feeds, maps, entity tags, proxies, the log, other origins, health.

load helper
load serving

# A request is logged after it was answered.
requests_are_logged() {
  [ "$(wc -l <access.log)" -ge "$1" ]
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
  # Reading it back gives the same items, except for dates that a feed cannot express.
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
  eventually requests_are_logged 4
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
  eventually requests_are_logged 3
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
  eventually answers /metrics metrics '^ssesearch_requests_total{code="4xx"} 1$'
  grep -qE '^ssesearch_request_seconds_bucket\{le="\+Inf"\} [3-9]' metrics
  no grep -vE '^# (HELP|TYPE) [a-z_]+ |^[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+$' metrics
}

@test "the id of a feed has all of its search, and nothing else of its address" {
  hostile_item
  serve --url https://news.example:8443/archive/
  search='q=ferry&date=2022..2023&source=A&source=B&lang=fr&tag=x&sort=oldest&match=any'
  id="<id>tag:news.example,2025::8443/archive/feed.atom?${search//&/&amp;}</id>"
  for more in '' '&ui=fr' '&limit=5&page=3' '&fields=title&format=json&id=b&kinds=items' '&utm_source=x'; do
    get "/feed.atom?$search$more" | grep -qF "$id" || { get "/feed.atom?$search$more" | grep -m1 '<id>'; false; }
  done
  get "/feed.json?$search&fields=title&ui=fr" | jq -e --arg search "$search" '.feed_url == "https://news.example:8443/archive/feed.json?" + $search'
}
