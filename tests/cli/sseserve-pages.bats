#!/usr/bin/env bats
# The pages of sseserve as curl reads them: the results of a search, its filters and pages, errors in an address.

load helper
load serving

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
  # The map has the day on which an item changed, not its own date.
  day=$(get '/api/item/a%26b' | jq -r '.changed // .first_seen' | cut -c 1-10)
  get /sitemap/1.xml >map
  [ "$(grep -c "<lastmod>$day</lastmod>" map)" -eq 3 ]
  for part in 0 2 01 +1 %201 -1 1x; do
    [ "$(get "/sitemap/$part.xml" -o /dev/null -w '%{http_code}')" = 404 ]
  done
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

# Each facet link must find as many items as it says.
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
  # Every documented parameter is accepted.
  for name in $(jq -r '.components.parameters as $all | .paths["/api/search"].get.parameters[] | .name // $all[."$ref" | split("/")[-1]].name' api.json); do
    [ "$(told "/api/search?$name=")" != "404 application/problem+json" ]
    no grep -qE 'there is no parameter|has no effect' body
  done
}

@test "a filter that is not a parameter, and one given twice, are told instead of passed over" {
  index_corpus
  serve
  for path in / /api/search /feed.atom; do
    [[ $(told "$path?q=bank&after=2023") == 400* ]]
    grep -qE "after(:VALUE|<.bdi>:…)" body
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

@test "a page past the last says so, and leads to the last" {
  two_sources
  serve
  get '/?q=ferry&group=0&page=50' >page
  grep -q 'There are only 2 pages.' page
  grep -q '<a href="./?q=ferry&amp;group=0&amp;page=2">Page 2</a>' page
  no grep -qE 'page=49|aria-current="page"|class="hits"' page
  # The number appears only in the page's own address, its other languages, and its feed.
  grep 'page=50' page | no grep -vE 'rel="(canonical|alternate)"|property="og:url"|hreflang="|href="\./feed\.atom\?'
  get '/?q=boat&page=3' >page
  grep -q 'There is only 1 page.' page
  grep -q '<a href="./?q=boat">Page 1</a>' page
  get '/?q=ferry&page=3' -H 'Accept-Language: fr' | grep -q 'Il n’y a que 2 pages.'
  [ "$(get '/?q=ferry&group=0&page=999999999' | grep -c 'There are only 2 pages.')" -eq 1 ]
  [ "$(told '/api/search?q=ferry&page=1002')" = '400 application/problem+json' ]
  grep -q "'page' must be a number from 1 to 1001" body
}

@test "what of an address is wrong is said in every language, and a query has 1,000 signs of any script" {
  two_sources
  serve
  many=$(printf 'source=s%s&' $(seq 101))
  long=$(python3 -c 'print("%ED%98%91" * 1000)')
  while IFS='|' read -r wrong name english; do
    for language in fr es pt de ko ja ar en; do
      [[ $wrong == *ui=* ]] && address="/?$wrong" || address="/?q=ferry&$wrong&ui=$language"
      [ "$(told "$address" -H "Accept-Language: $language")" = '400 text/html; charset=utf-8' ] || { echo "$address"; false; }
      sed -n '/class="trouble">/,/<.div>/s/<[^>]*>//gp' body | tail -n 2 | head -n 1 >said.$language
      grep -qF "$name" said.$language || { echo "$language $wrong: $(cat said.$language)"; false; }
      [ $language = en ] || [[ $wrong == *ui=* ]] || no grep -q "$english" said.$language
    done
    grep -q "$english" said.en || { cat said.en; false; }
    [ "$(sort -u said.* | wc -l)" -eq 8 ]
  done <<END
sort=colour|sort|must be one of relevance, newest, oldest, seen, changed
match=most|match|must be one of auto, all, any
typing=2|typing|must be one of 0, 1
page=0|page|must be a number from 1 to
limit=101|limit|must be a number from 0 to 100
from=2023-02-29|from|must be a date such as 2023-07-25
date=2023&date=2024|date|may be given only once
${many%&}|source|may have at most 100 values
lang=${long:0:4509}|lang|may have at most 500 characters
ui=xx|ui|must be one of en, fr,
title=x|title|is not a parameter
END
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

@test "the button of the filters has the number of values that are set, as many as can be removed" {
  two_sources
  serve --time-limit 60000
  for query in '' '&lang=fr' '&lang=fr&lang=es' '&lang=fr&lang=es&source=Press&date=2021..2022&tag=one'; do
    get "/?q=ferry$query" >page
    set=$(grep -c 'aria-label="Remove the filter' page) || true
    [ "$set" -eq "$(grep -o '=' <<<"$query" | wc -l)" ]
    grep -q "popovertarget=\"filters\">Filters$([ "$set" -eq 0 ] || echo " ($set)")</button>" page || { echo "$query"; false; }
  done
}

@test "a range of dates that is set, and the months to choose from, are written as in the language of the page" {
  two_sources
  serve --time-limit 60000
  chip() { get "/?q=ferry&ui=$1&date=$2" >page; grep -A1 'class="chips"' page | tail -n 1 | sed 's/<[^>]*>//g'; }
  [ "$(chip en 2022)" = '2022 ×' ]
  [ "$(chip en 2022-07)" = 'July 2022 ×' ]
  grep -q 'aria-label="Remove the filter July 2022"' page
  grep -q 'data-date="2022-07"[^>]*><span class="value">July 2022</span>' page
  [ "$(chip en 2022-07-25)" = '25 July 2022 ×' ]
  [ "$(chip en 2022-07..)" = 'July 2022 – ×' ]
  [ "$(chip en ..2022)" = '– 2022 ×' ]
  [ "$(chip en -30d)" = '-30d ×' ] # a range that no two dates express
  [ "$(chip fr 2021-02..2022-07-01)" = 'février 2021 – 1 juillet 2022 ×' ] || [ "$(chip fr 2021-02..2022-07-01)" = 'février 2021 – 1er juillet 2022 ×' ]
  grep -q 'Retirer le filtre février 2021' page
  [ "$(chip ko 2022-07)" = '2022년 7월 ×' ]
  get '/?q=ferry&date=2099-03&ui=de' | grep -q '>ohne März 2099</a>'
}

@test "all of many publishers can be chosen, the first ones at once" {
  jq -cn 'range(1; 201) as $i | {id: "x\($i)", title: "Ferry \($i)", source: "Publisher \($i)", date: "\(1990 + $i % 30)-01-01"}' >items.jsonl
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
  get '/?q=fer&group=0&source=Press&date=2099&typing=1' >page # while one types, too
  grep -q '<a href="./?q=fer&amp;source=Press&amp;group=0&amp;typing=1">without 2099</a> <span class="number">6 items</span>' page
  get '/?q=ferry&group=0&source=Nobody&date=2099&lang=en' >page
  grep -q '<a href="./?q=ferry&amp;group=0">without any filter</a> <span class="number">14 items</span>' page
  get '/?q=%2Bferry+%2Bzzzz+letter&group=0' >page
  grep -q '<a href="./?q=%2Bferry%20letter&amp;group=0">without +zzzz</a> <span class="number">12 items</span>' page
  no grep -q 'without letter' page
  get '/?q=feery&lang=ko&sort=newest' >page # what was meant, within the filter
  grep -q 'Nothing was found for feery. These are the results for <a href="./?q=ferry&amp;lang=ko&amp;sort=newest">ferry</a>' page
  grep -q '<p id="count">1 item</p>' page
}

@test "where no item has all the words that are required, those with any of them are offered, however many words there are" {
  two_sources
  serve --time-limit 60000 # what takes too long to count is not offered
  any='with any of the words</a> <span class="number">14 items</span>'
  get '/?q=ferry+zzzz+yyyy&group=0&match=all' >page # no word alone is to blame
  grep -q "<a href=\"./?q=ferry%20zzzz%20yyyy&amp;group=0\">$any" page
  get '/?q=a1+b1+c1+d1+e1+f1+g1+h1+i1+ferry&group=0&match=all' | grep -q "$any"
  get '/?q=ferry+zzzz+yyyy&group=0&match=all&lang=ko' | grep -q 'lang=ko&amp;group=0">with any of the words</a> <span class="number">1 item<'
  get '/?q=ferry+zzzz+yyyy&group=0&match=all&date=2099' >page # nor the filter alone
  grep -q '<a href="./?q=ferry%20zzzz%20yyyy&amp;group=0">without any filter</a> <span class="number">14 items</span>' page
  get '/?q=xxxx+zzzz+yyyy&match=all' >page # nothing has any
  no grep -q 'class="fewer"' page
  get '/?q=ferry+zzzz&group=0' >page
  no grep -q 'with any of the words' page
  grep -q '<p id="count">No item has all the words; 14 have some</p>' page
  get '/?q=ferry+harbour&group=0&ui=fr' | grep -q '<p id="count">Aucun article ne contient tous les mots ; 15 en contiennent une partie</p>'
  get '/?q=ferry+boat&group=0' | grep -q '<p id="count">1 item has all the words, 13 more have some</p>'
}

@test "a query that is too long is kept in the box, and that is told in each language" {
  hostile_item
  serve
  long=$(printf '협동 ferry<&"%.0s ' $(seq 120))
  for language in en fr es pt de ko ja ar; do
    [ "$(curl -s -o page -w '%{http_code}' -G "$URL/" --data-urlencode "q=$long" -d "ui=$language&lang=en")" = 400 ]
    sed -n '/class="trouble">$/,/<\/div>/p' page | tee -a told | tr -dc 0-9 >number
    [ "$(<number)" = 1000 ] || { echo "$language"; false; }
    grep -q 'name="lang" value="en"' page
    python3 -c 'import html, re, sys
value = re.search(r"id=.q.[^>]* value=\"([^\"]*)\"", open("page", encoding="utf-8").read())[1]
assert html.unescape(value) == sys.argv[1], (html.unescape(value)[-30:], sys.argv[1][-30:], len(value))' "$long"
  done
  [ "$(sort -u told | grep -c '<p>')" -eq 8 ] || { cat told; false; }
  [ "$(wc -c <page)" -lt 10000 ] # only the box has it
  [ "$(get "/api/search?q=$(printf 'a%.0s' $(seq 1001))" | jq -r .status)" = 400 ]
}

@test "a query without letters lists everything, and that is said" {
  hostile_item
  serve
  for query in '???' '🚢' '-' '&<!'; do
    curl -sS -G "$URL/" --data-urlencode "q=$query" >page
    grep -q '<p id="count">2 items</p>' page
    [ "$(grep -c '<p class="note">“.*” has no letters and was ignored.</p>' page)" -eq 1 ] || { echo "$query"; false; }
  done
  curl -sS -G "$URL/" --data-urlencode 'q=🚢' -d lang=fr | grep -q 'class="note"'
  for query in '' ' ' 'ferry !' '협' '7'; do
    curl -sS -G "$URL/" --data-urlencode "q=$query" >page
    no grep -q 'class="note"' page
  done
}

@test "filters are there if there is anything to filter by, the order if there is more than one item" {
  jq -cn '{id: "a", title: "A ferry", text: "One"}, {id: "b", title: "Another ferry", text: "Two"},
    {id: "c", title: "Boat", text: "Three", date: "2023"}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  get '/?q=another' >page
  no grep -qE 'id="filters"|open-filters|class="(tools|apply)"' page
  get '/?q=ferry' >page
  no grep -qE 'id="filters"|open-filters' page
  grep -q 'class="choices sorts"' page
  get '/?q=boat' >page
  grep -q 'id="filters"' page && grep -q open-filters page
  no grep -q 'class="choices sorts"' page
  get '/?q=another&date=2023' | grep -q 'id="filters"' # what is set can be removed
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

@test "two days in the wrong order are told as that, in each language" {
  hostile_item
  serve
  for language in en fr es pt de ko ja ar; do
    get "/?q=ferry&from=2023-02-01&to=2022-01-01&ui=$language" >page
    get "/?q=ferry&date=nonsense&ui=$language" >other
    grep -o '<p class="note">.*' page | grep -q '2023-02-01..2022-01-01' || { echo "$language"; false; }
    grep -o '<p class="note">.*' page | sed 's/<bdi>[^<]*//g' >>notes
    grep -o '<p class="note">.*' other | sed 's/<bdi>[^<]*//g' >>notes
  done
  [ "$(sort -u notes | wc -l)" -eq 16 ] || { cat notes; false; }
  [ "$(get '/api/search?q=ferry&date=2023..2022' | jq -r '.notes[0].code')" = reversed-dates ]
}
