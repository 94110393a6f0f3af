#!/usr/bin/env bats
# The page of an item, an organisation's settings, and the languages of pages, as a person and a crawler see them.

load helper
load serving

# Fourteen letters of a ferry from two publishers, the newest first, l13 to l0; one is long and has many tags.
letters() {
  jq -cn 'range(14) as $i | {id: "l\($i)", title: "Ferry letter \($i)", text: "The ferry sails.\n\nNothing else.",
    lang: "en", date: "2023-07-\($i + 10)", source: ["Harbour", "Mill & co"][$i % 2], url: "https://www.mill.example/\($i)"}' >letters.jsonl
  jq -cn '{id: "<&#%", title: "A < b boat & its crew", date: "2021-03", source: "Harbour", lang: "fr",
    text: ("Le bac & ses amis.\n\nUn ferry < part.\n- un ferry\n- deux"), authors: ["Ann Smith", "Bureau, The"],
    tags: ([range(40) | "tag \(.)"] + ["a/b & c"])}, {id: "bare", title: "Only a title?"}' >>letters.jsonl
  sseindex --quiet --db "$DB" letters.jsonl
}

# The target of a link on a page, by a pattern of its element's content.
linked() {
  python3 - "$1" <<'END'
import html, re, sys
found = re.findall(r'<a ([^>]*)>((?:(?!</a>).)*)</a>', open('page').read(), re.S)
print('\n'.join(html.unescape(re.search(r'href="\.?([^"]*)"', a)[1]) for a, text in found if re.search(sys.argv[1], a + text)))
END
}

@test "an item leads back to the page of the results, and to the hits before and after it" {
  letters
  serve
  get '/?q=ferry&group=0&sort=newest&page=2' >page
  item=$(linked 'Details.*letter 3\b|Ferry.* 3<|letter 3"' | grep '/item' | head -n 1)
  [[ $item == *'q=ferry&sort=newest&group=0&offset=10' ]]
  get "$item" >page
  [ "$(linked 'rel="prev"')" = '/item?id=l4&q=ferry&sort=newest&group=0&offset=9' ]
  [ "$(linked 'rel="next"')" = '/item?id=l2&q=ferry&sort=newest&group=0&offset=11' ]
  [ "$(linked 'Back to the results')" = '/?q=ferry&sort=newest&group=0&page=2#hit-11' ]
  # At either end, if the position has changed, and without a search.
  get '/item?id=l13&q=ferry&sort=newest&group=0&offset=0' >page
  [ -z "$(linked 'rel="prev"')" ] && [ -n "$(linked 'rel="next"')" ]
  [ "$(linked 'Back to the results')" = '/?q=ferry&sort=newest&group=0#hit-1' ]
  get '/item?id=l13&q=ferry&sort=newest&group=0&offset=5' >page
  [ -z "$(linked 'rel="(prev|next)"')" ] && [ -n "$(linked 'Back to the results')" ]
  get '/item?id=l13&utm_source=x' >page
  [ -z "$(linked 'Back to the results')" ]
  no grep -q '<mark>\|id="marks"' page
}

@test "all of an item's text has the words of the search marked, in its paragraphs" {
  letters
  serve
  get '/item?id=%3C%26%23%25&q=ferry+boat+ami' >page
  grep -qF '<h1>A &lt; b <mark>boat</mark> &amp; its crew</h1>' page
  grep -qF '<p>Un <mark>ferry</mark> &lt; part.</p>' page
  grep -qF '<p>- un <mark>ferry</mark></p>' page
  grep -q '<input class="choice" type="checkbox" id="marks" checked>' page
  # An id may have characters that no query can express.
  jq -cn '{id: "a \"b\" * c", title: "A ferry", text: "Of the ferry."}' >quoted.jsonl
  sseindex --quiet --db "$DB" quoted.jsonl
  eventually answers '/item?id=a+%22b%22+*+c&q=ferry' page '<mark>'
  grep -qF '<h1>A <mark>ferry</mark></h1>' page
  # Items outside the search are shown without marks.
  get '/item?id=bare&q=ferry' >page
  grep -q '<h1>Only a title?</h1>' page
  no grep -q 'id="marks"' page
  get '/item?id=l1&q=ferry+-letter' | grep -q '<h1>Ferry letter 1</h1>'
  get '/item?id=l1&q=%28%22%28' | grep -q '<h1>Ferry letter 1</h1>'
}

@test "publisher and tags of an item are searches, and many tags are folded" {
  letters
  serve
  get '/item?id=%3C%26%23%25&q=ferry&ui=en' >page
  [ "$(linked '<bdi>Harbour</bdi>')" = '/?source=Harbour&ui=en' ]
  [ "$(linked '<bdi>a/b &amp; c</bdi>')" = '/?tag=a%2Fb%20%26%20c&ui=en' ]
  get "$(linked '<bdi>a/b &amp; c</bdi>')" | grep -q '<p id="count">1 item</p>'
  grep -q '<summary lang="en" dir="ltr">and 29 more</summary>' page
  grep -qE '<time datetime="2021-03" lang="en" dir="ltr">March 2021</time>' page
  get '/item?id=l1' >page
  [ "$(linked 'class="button"')" = 'https://www.mill.example/1' ]
  grep -q 'Read it at mill.example' page
  no grep -q 'class="tags"' page
}

@test "a tag is a search whatever signs it has" {
  jq -cn '{id: "m", title: "One", tags: ["the \"fair\" trade", "5\" pipes", "«là»"]}, {id: "n", title: "Two", tags: ["fair"]}' >tags.jsonl
  sseindex --quiet --db "$DB" tags.jsonl
  serve
  get '/item?id=m' >page
  linked 'bdi' >links
  [ "$(wc -l <links)" -ge 3 ]
  grep -F '/?tag=' links | while read -r link; do
    get "$link" | grep -q '<p id="count">1 item</p>' || { echo "$link"; false; }
  done
}

@test "the numbers beside filters are written as the others of a page" {
  jq -cn 'range(1234) | {id: "n\(.)", title: "Ferry \(.)", lang: (if . < 1200 then "en" else "fr" end), date: "2023"}' >many.jsonl
  sseindex --quiet --db "$DB" many.jsonl
  serve
  get '/?q=ferry&ui=de&group=0' >page
  grep -q 'value="en">.*<span class="number">1.200</span>' page
  grep -q 'data-date="2023">.*<span class="number">1.234</span>' page
}

@test "an item is cited in each format, and read from its page by programs" {
  letters
  serve --url https://news.example/archive
  for format in bib ris csl.json txt; do get "/item.$format?id=%3C%26%23%25" >"cited.$format"; done
  grep -qF 'title = {{A {\textless} b boat' cited.bib
  grep -q '^AB  - Le bac & ses amis. Un ferry' cited.ris
  [ "$(grep -c '^TY' cited.ris)" -eq 1 ]
  jq -e 'length == 1 and .[0].issued["date-parts"] == [[2021, 3]]' cited.csl.json
  address='https://news.example/archive/item?id=%3C%26%23%25'
  grep -qF "UR  - $address" cited.ris
  grep -q '^  url = {https://news.example/archive/item?id=' cited.bib
  [ "$(jq -r '.[].URL' cited.csl.json)" = "$address" ]
  get '/search.ris?q=title:only' | grep -q 'UR  - https://news.example/archive/item?id=bare'
  get '/search.ris?q=ferry&group=0' | grep -q '^UR  - https://www.mill.example/1'
  [ "$(cat cited.txt)" = 'Ann Smith; Bureau, The. A < b boat & its crew. Harbour, March 2021. https://news.example/archive/item?id=%3C%26%23%25' ]
  [ "$(get '/item.txt?id=bare')" = 'Only a title? https://news.example/archive/item?id=bare' ]
  get '/item.txt?id=l1&ui=fr' | grep -qx 'Ferry letter 1. Mill & co, 11 juillet 2023. https://www.mill.example/1'
  for format in bib ris csl.json txt; do [[ $(told "/item.$format?id=none") == 404* ]]; done
  get '/item?id=%3C%26%23%25&q=ferry' >item
  get '/?q=ferry&sort=newest&group=0' >list
  python3 - <<'END'
import html.parser, re, urllib.parse
class Page(html.parser.HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.meta, self.coins, self.links = [], [], []
        self.feed(open(name).read())
    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == 'meta' and a.get('name', '').startswith('citation_'): self.meta.append((a['name'][9:], a['content']))
        if a.get('class') == 'Z3988': self.coins.append(urllib.parse.parse_qs(a['title']))
        if tag == 'a': self.links.append(a.get('href', ''))
item, items = Page('item'), Page('list').coins
assert item.meta == [('title', 'A < b boat & its crew'), ('author', 'Ann Smith'), ('author', 'Bureau, The'), ('publication_date', '2021-03'),
    ('publisher', 'Harbour'), ('language', 'fr'), ('abstract_html_url', 'https://news.example/archive/item?id=%3C%26%23%25')], item.meta
assert item.coins[0]['rft.identifier'] == ['https://news.example/archive/item?id=%3C%26%23%25'], item.coins[0]
assert item.coins[0]['rft.creator'] == ['Ann Smith', 'Bureau, The'] and len(item.coins[0]['rft.subject']) == 41
assert len(items) == 10 and items[0]['rft.title'] == ['Ferry letter 13'] and items[0]['rft.type'] == ['newspaperArticle'], items
assert items[0]['rft.identifier'] == ['https://www.mill.example/13'] and items[0]['rft.date'] == ['2023-07-23']
mail = [urllib.parse.parse_qs(l.split('?', 1)[1]) for l in item.links if l.startswith('mailto:')]
assert mail == [{'subject': ['A < b boat & its crew'], 'body': ['https://news.example/archive/item?id=%3C%26%23%25']}], mail
END
}

@test "a mail leads to the page of an item that has no address of its own, where the configuration knows it" {
  letters
  printf '[index]\ndb = %s\n[serve]\nurl = https://news.example/archive/\n' "$DB" >served.conf
  for word in 'Only a title' boat 'source:Mill'; do
    ssesearch --config served.conf --format mail --mail-from a@b.example "$word" >"mail.$word"
    python3 -c 'import email.policy, sys
mail = email.message_from_file(open(sys.argv[1]), policy=email.policy.default)
for part in mail.iter_parts(): print(part.get_content())' "mail.$word" >"read.$word"
  done
  [ "$(grep -c 'https://news.example/archive/item?id=bare' 'read.Only a title')" -eq 3 ]
  grep -qF '<a href="https://news.example/archive/item?id=%3C%26%23%25">' read.boat
  no grep -q news.example read.source:Mill
  # No pages are known for another index.
  ssesearch --config served.conf --db "$DB" --format mail --mail-from a@b.example 'Only a title' >mail.other
  no grep -q news.example mail.other
}

@test "the first page says what the archive holds" {
  letters
  serve --about 'Letters of <ferries>' --title Ours
  get / >page
  grep -qF '<p class="about" dir="auto">Letters of &lt;ferries&gt;</p>' page
  for fact in '16 items' '2 publishers' 'since 2021' "updated on $(LC_ALL=C date -u +'%-d %B %Y')"; do
    grep -q "<li>$fact</li>" page || { echo "$fact"; false; }
  done
  grep -qF '<meta name="description" content="Letters of &lt;ferries&gt; 16 items.' page
  get '/?q=ferry' >page
  no grep -q 'class="holds"' page
  get /?ui=de | grep -q '<li>seit 2021</li>'
}

@test "a page is in the language that its address, else the browser, says, and leads to the others" {
  letters
  serve --url https://news.example
  for tag in en fr es pt de ko ja ar; do
    get "/?q=ferry&ui=$tag" -H 'Accept-Language: ko' -D headers >page
    grep -q "<html lang=\"$tag\"" page && grep -q "^Content-Language: $tag" headers
    grep -qF "<a lang=\"$tag\" hreflang=\"$tag\" href=\"./?q=ferry&amp;ui=$tag\" aria-current=\"true\">" page
    grep -qF "<input type=\"hidden\" name=\"ui\" value=\"$tag\">" page
    [ "$(grep -oE 'href="\./(\?|item)[^"]*"' page | grep -vc "ui=")" -eq 0 ]
    get "/?ui=$tag" >page
    grep -q "<link rel=\"canonical\" href=\"https://news.example/?ui=$tag\">" page
    no grep -q noindex page
  done
  grep -q '<html lang="ar" dir="rtl">' page
  grep -qE '<h1 class="name"><a [^>]*><bdi>[^<]*</bdi></a></h1>' page # may run the other way
  for path in / '/item?id=l1' '/item?id=l1&q=ferry&offset=3&ui=fr'; do
    get "$path" >page
    [ "$(grep -c '<link rel="alternate" hreflang=' page)" -eq 9 ]
  done
  grep -qF '<link rel="alternate" hreflang="x-default" href="https://news.example/item?id=l1">' page
  grep -qF '<link rel="alternate" hreflang="ar" href="https://news.example/item?id=l1&amp;ui=ar">' page
  get '/?q=ferry' >page
  no grep -q 'hreflang="x-default"' page
  [[ $(told '/?ui=xx') == 400* ]]
  [[ $(told '/api/search?q=ferry&ui=fr') == 400* ]]
  # The results are the same in each language, and so is the feed.
  get '/feed.atom?q=ferry&ui=fr' >feed
  grep -q '<id>tag:news.example,2025:/feed.atom?q=ferry</id>' feed
}

# No other language has text of the English pages, whatever goes wrong.
@test "no English stands on a page in another language" {
  letters
  serve
  for tag in fr es pt de ko ja ar; do
    while read -r path; do
      get "$path" -H "Accept-Language: $tag" >>"pages.$tag"
    done <<'END'
/
/?q=ferry&sort=newest
/?q=ferry&page=9
/?q=zzzz
/?q=ferri+lettre
/?q=ferry+harbour+zzzz
/item?id=l3&q=ferry&sort=newest&group=0&offset=10
/item?id=%3C%26%23%25
/item?id=none
/nothing
/?page=x
/?limit=1000
/?date=nonsense
/?q=before:x+nonsense:y+source:nobody+lang:e%2Fn+path:x
/?q=%22ferry+%28boat+OR+%21%21+title:
/?q=ferry%29+AND+%3Df%2Ary+NOT
/?q=saved:mine
/?q=letters+July+2023
END
    grep -oE 'MESSAGE\([A-Z_]+, "[^"]*"' "$TOP/src/render/messages/en.def" | cut -d'"' -f2 | tr '|' '\n' |
      sed -E 's/\{[12]?\}/\n/g' | grep -E '[A-Za-z]{3,}.* .{6,}' | sed 's/^ *//; s/ *$//' >english
    [ "$(wc -l <english)" -gt 60 ]
    no grep -nF -f english "pages.$tag"
    no grep -n '<span lang="en"' "pages.$tag"
    no grep -nE '(has|have) to be|may be given|cannot be read' "pages.$tag"
  done
  [ "$(grep -c 'class="note"' pages.fr)" -ge 12 ]
}

@test "an organisation's name, logo, colour, links and style sheet are on every page" {
  letters
  printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>' >logo.svg
  echo ':root { --round: 0 }' >own.css
  printf '[serve]\ntitle = Ours & yours\nlogo = logo.svg\ncolour = #FC0\nstyle = own.css\nlink = The "imprint" https://ours.example/i?a=1&b=2\nlink = Privacy https://ours.example/p\n' >our.conf
  serve --config our.conf --url https://ours.example/archive
  for path in / '/?q=ferry' '/item?id=l1' /a/b; do
    get "$path" >page
    grep -q '<link rel="stylesheet" href="[./]*/theme.css">' page
    grep -q '<link rel="stylesheet" href="[./]*/custom.css">' page
    grep -qF 'logo.svg" alt="" height="40"> <bdi>Ours &amp; yours</bdi></a>' page
    grep -qF '<a href="https://ours.example/i?a=1&amp;b=2"><bdi>The &quot;imprint&quot;</bdi></a>' page
    grep -qF '<bdi>Privacy</bdi>' page
  done
  get / | grep -qF '<meta property="og:image" content="https://ours.example/archive/logo.svg">'
  [ "$(told /logo.svg)" = '200 image/svg+xml' ] && cmp logo.svg body
  [ "$(told /custom.css)" = '200 text/css; charset=utf-8' ] && cmp own.css body
  [[ $(told /logo.png) == 404* ]]
  kill "$SERVER" && wait "$SERVER"
  serve
  for path in /theme.css /custom.css /logo.svg; do [[ $(told "$path") == 404* ]]; done
  [ "$(told /favicon.ico)" = '200 image/vnd.microsoft.icon' ] && [ "$(head -c 4 body | od -An -tx1)" = ' 00 00 01 00' ]
  [ "$(told /icon-180.png)" = '200 image/png' ] && [ "$(tail -c 12 body | od -An -tx1 | xargs)" = '00 00 00 00 49 45 4e 44 ae 42 60 82' ]
  [ "$(told /icon.svg)" = '200 image/svg+xml' ]
}

@test "whatever colour is set, text in it can be read, light and dark" {
  letters
  for colour in '#0b57a4' '#ffff00' '#000' '#fff' '#777777' '#e3001b' '#00ff88'; do
    serve --color "$colour"
    get /theme.css >theme.css
    kill "$SERVER" && wait "$SERVER"
    python3 - "$colour" <<'END'
import re, sys
def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(w * (p / 12.92 if p <= .04045 else ((p + .055) / 1.055) ** 2.4) for w, p in zip((.2126, .7152, .0722), parts))
def contrast(a, b):
    a, b = sorted((luminance(a), luminance(b)))
    return (b + .05) / (a + .05)
light, dark = [dict(re.findall(r'--(\w+):(#[0-9a-f]{6});', part)) for part in open('theme.css').read().split('@media')]
for colours, paper, ink in ((light, '#ffffff', '#1b1c1e'), (dark, '#16181d', '#e8e9eb')):
    assert sorted(colours) == ['bar', 'chosen', 'link'], colours
    for a, b in ((colours['link'], paper), (colours['link'], colours['chosen']), (ink, colours['chosen'])):
        assert contrast(a, b) >= 4.5, (sys.argv[1], a, b, contrast(a, b))
if sys.argv[1] == '#0b57a4': assert light['link'] == '#0b57a4', light
END
  done
}

@test "what cannot be a logo, a colour, a style sheet or a link is refused at the start" {
  letters
  echo 'GIF89a' >logo.gif
  head -c 600000 /dev/zero | tr '\0' ' ' >large.css
  while read -r message option value; do
    run timeout 10 sseserve --db "$DB" "$option" "$value"
    [ "$status" -eq 2 ] && says "${message//_/ }" || { echo "$option $value: $output"; false; }
  done <<'END'
is_not_an_SVG,_PNG,_JPEG_or_WebP_image --logo logo.gif
cannot_be_read --logo none.svg
is_larger_than_512_kilobytes --style large.css
is_not_a_color --color blue
is_not_a_color --color #12345
is_not_a_text_and_an_address --link https://ours.example/
is_not_a_text_and_an_address --link Imprint javascript:alert(1)
END
}

@test "the description of an item without spaces is as long as that of others" {
  python3 -c 'import json
print(json.dumps({"id": "j", "title": "協同組合", "text": "【ソウル】 " + "協同組合の会議が開かれた。" * 40, "lang": "ja"}))
print(json.dumps({"id": "e", "title": "Co-op", "text": "Seoul " + "the members met " * 40, "lang": "en"}))
print(json.dumps({"id": "o", "title": "Odd", "text": "x" * 700, "lang": "en"}))' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  for id in j e o; do
    get "/item?id=$id" | python3 -c 'import re, sys
text = re.search("<meta name=\"description\" content=\"([^\"]*)…\">", sys.stdin.read())[1]
assert 280 <= len(text.encode()) <= 300, text'
  done
  get '/item?id=e' | grep -q 'content="Seoul the members[^"]* \(the\|members\|met\)…"'
}

@test "a host is shown in its own characters, unless it could pass for another" {
  cat >hosts.jsonl <<'END'
{"id":"1","title":"A ferry","text":"By sea","url":"https://www.xn--bcher-kva.example/1","lang":"en"}
{"id":"2","title":"A mill","text":"By the weir","url":"https://xn--pple-43d.example/2","lang":"en"}
END
  sseindex --quiet --db "$DB" hosts.jsonl
  serve
  get '/?q=ferry' | grep -F 'href="https://www.xn--bcher-kva.example/1" lang="en">Original: <bdi dir="ltr">bücher.example</bdi><'
  get '/item?id=1' | grep -F '<bdi dir="ltr">bücher.example</bdi>'
  get '/item?id=2' | grep -F 'Read it at xn--pple-43d.example<'
  echo '<!doctype html><title>The news</title><link rel=canonical href="https://xn--bcher-kva.example/a"><h1>The news</h1><p>Of a ferry that goes by sea.</p>' >1.html
  sseindex --print 1.html | jq -e '.source == "bücher.example" and (.url | startswith("https://xn--"))'
}

@test "sentences of Chinese and Japanese are put together as those are written" {
  cat >wide.jsonl <<'END'
{"id":"j","title":"協同組合の日","text":"会議が開かれた。\n参加者は百人。\n- 見出し\n\n「次は来年」 Seoul で","lang":"ja"}
{"id":"e","title":"A ferry","text":"One line.\nAnother","lang":"en"}
END
  sseindex --quiet --db "$DB" wide.jsonl
  serve --title News
  get '/item?id=j' >page
  grep -F '<meta name="description" content="会議が開かれた。参加者は百人。- 見出し 「次は来年」Seoul で">' page
  grep -F '<meta property="og:description" content="会議が開かれた。参加者は百人。- 見出し 「次は来年」Seoul で">' page
  get '/item?id=e' | grep -F '<meta name="description" content="One line. Another">'
  get '/?ui=ja' | grep -F '<meta name="description" content="2件。アーカイブを検索。">'
  get '/?ui=en' | grep -F '<meta name="description" content="2 items. Search the archive.">'
}
