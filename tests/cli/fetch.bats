#!/usr/bin/env bats
# Addresses: fetched from a server on loopback that behaves well and badly.

load helper

feed() {
  { echo '<rss version="2.0"><channel><title>Fed</title>'
    for headline in "$@"; do echo "<item><title>$headline</title><guid>$headline</guid></item>"; done
    echo '</channel></rss>'; } >feed.xml
}

serve() {
  python3 "$TOP/tests/cli/server.py" requests.log >port 2>/dev/null 3>&- &
  SERVER=$!
  for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
  URL="http://127.0.0.1:$(cat port)"
}

teardown() {
  [ -z "${SERVER:-}" ] || kill "$SERVER"
}

@test "a feed is fetched once and then only asked for" {
  feed One Two
  serve
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  [ "$status" -eq 0 ]
  says "2 added"
  before=$(stat -c %i "$DB")
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  [ "$(stat -c %i "$DB")" = "$before" ]
  [[ $(sed -n 2p requests.log) == '/feed.xml "'*'" ssesearch/'* ]]
}

@test "an answer that is public from or up to a day to come is read again, not only asked for" {
  serve
  for day in 'publishDate: 9000-01-01' 'expiryDate: 9000-01-01'; do
    printf -- '---\ntitle: Ferry\n%s\n---\nThe ferry sails.\n' "$day" >feed.xml
    rm -f "$DB"*
    for _ in 1 2; do sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml" || [ $? -eq 1 ]; done
    [[ $(tail -n 1 requests.log) == '/feed.xml - ssesearch/'* ]]
  done
}

@test "when an address last answered is known, also where nothing was new" {
  feed One
  serve
  sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  before=$(stat -c %i "$DB")
  grep -q "^source .* 0 0$" "$DB.run"
  sed -i 's/^\(source [0-9a-f]*\) [0-9]*/\1 86400/' "$DB.run"
  sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  [ "$(stat -c %i "$DB")" = "$before" ]
  run bash -c "sseindex --db '$DB' --stats --format json | jq -r '.sources_read[0].last_answer[:4]'"
  [ "$output" -ge 2024 ]
}

@test "what a feed shows no more stays, even with --prune" {
  feed One Two
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  feed Two Three
  run sseindex --db "$DB" --allow-private --prune --force "$URL/feed.xml"
  says "1 added, 0 updated, 1 unchanged"
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}

@test "a host is asked once a second, under each of its addresses" {
  feed One
  serve
  for addresses in "$URL/feed.xml $URL/feed.xml?a" "$URL/feed.xml#a ${URL/http:/HTTP:}/feed.xml"; do
    before=$(date +%s%N)
    # shellcheck disable=SC2086 # two addresses
    sseindex --quiet --db "$DB" --allow-private $addresses || [ $? -eq 1 ]
    [ $((($(date +%s%N) - before) / 1000000)) -ge 1000 ]
  done
}

@test "a server that moved, is in trouble or busy is asked again" {
  feed One
  serve
  for path in moved flaky busy; do
    rm -f "$DB"*
    run sseindex --db "$DB" --allow-private "$URL/$path"
    [ "$status" -eq 0 ]
    says "1 added"
  done
}

@test "answers that are none are named and do not stop the others" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/none" "$URL/loop" "$URL/file" "$URL/cut" "$URL/feed.xml"
  [ "$status" -eq 1 ]
  says "$URL/none: the server answers 404"
  says "$URL/loop: redirects more than 5 times"
  says "$URL/file: redirects to what is not a web address: file:///etc/passwd"
  says "$URL/cut: "
  says "1 added"
}

@test "a server that is down leaves what was read of it" {
  feed One
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  kill "$SERVER"
  SERVER=
  run sseindex --db "$DB" --allow-private --prune "$URL/feed.xml"
  [ "$status" -eq 2 ]
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}

@test "the character set is the one the server names" {
  serve
  sseindex --db "$DB" --allow-private "$URL/latin"
  run ssesearch --db "$DB" "Économie"
  says "Été."
}

@test "addresses of private networks are refused unless allowed" {
  serve
  for address in "$URL/feed.xml" "http://localhost:$(cat port)/" "http://[::1]:9/" "http://10.0.0.1/" "http://0x7f000001/"; do
    run sseindex --db "$DB" "$address"
    [ "$status" -eq 2 ]
    says "is an address of a private network; --allow-private allows it"
  done
  [ ! -s requests.log ]
}

@test "an address is not pruned because a shorter one was read" {
  feed One
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  run sseindex --db "$DB" --allow-private --prune --force "$URL/latin" "$URL/"
  [ "$status" -eq 1 ]
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}

@test "an address that moved for good is told, and links start where it is now" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/deep"
  [ "$status" -eq 0 ]
  says "$URL/deep: has moved to $URL/new/place/relative.xml?a%20b#c; change the address"
  run ssesearch --db "$DB" --format json moved
  says "\"$URL/new/place/sub/a.html\""
  run sseindex --db "$DB" --allow-private "$URL/moved"
  [ "$status" -eq 0 ]
  says "$URL/moved: has moved to $URL/feed.xml"
}

@test "an address that moved for now is not told as moved" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/for-now"
  [ "$status" -eq 0 ]
  [[ $output != *moved\ to* ]]
}

@test "retries and the waits between them end within the time limit" {
  serve
  printf '[index]\ntimeout = 3\n' >c.conf
  SECONDS=0
  run sseindex --config c.conf --db "$DB" --allow-private "$URL/later"
  [ "$status" -eq 2 ]
  says "$URL/later: the server answers 503"
  [ "$SECONDS" -le 3 ]
  [ "$(wc -l <requests.log)" -eq 1 ]
}

@test "no message has a password in it" {
  serve
  printf '[index]\nproxy = http://me:secret@proxy.example:3128\n[source]\naddress = http://me:secret@127.0.0.1:1/\n' >c.conf
  for command in "sseindex --config c.conf --print-config" "sseindex --config c.conf --db $DB" \
    "sseindex --db $DB --allow-private ${URL/127/me:secret@127}/none" "sseindex --db $DB http://me:sec/secret@10.0.0.1/"; do
    run $command
    says "***@"
    [[ $output != *secret* ]] || { echo "$output"; false; }
  done
}

@test "with a proxy it is the target that is judged" {
  feed One
  serve
  printf '[index]\nproxy = %s\n' "$URL" >c.conf
  run sseindex --config c.conf --db "$DB" http://93.184.216.34/feed.xml
  [ "$status" -eq 0 ]
  says "1 added"
  [[ $(cat requests.log) == "http://93.184.216.34/feed.xml "* ]]
  for address in "$URL/feed.xml" http://localhost/feed.xml http://10.0.0.1/feed.xml http://93.184.216.34/astray; do
    run sseindex --config c.conf --db "$DB" "$address"
    [ "$status" -eq 2 ]
    says "is an address of a private network"
  done
  [ "$(grep -c astray requests.log)" -eq 1 ]
  [ "$(wc -l <requests.log)" -eq 2 ]
  run sseindex --config c.conf --db "$DB" --allow-private http://intranet.invalid/feed.xml
  [ "$status" -eq 0 ]
}

@test "the environment's proxy is used only where the configuration says so" {
  feed One
  serve
  export http_proxy="$URL" all_proxy="$URL"
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  [ "$status" -eq 0 ]
  [[ $(cat requests.log) == "/feed.xml "* ]]
  printf '[index]\nproxy = environment\n' >c.conf
  run sseindex --config c.conf --db "$DB" http://93.184.216.34/feed.xml
  [ "$status" -eq 0 ]
  [[ $(tail -n 1 requests.log) == "http://93.184.216.34/feed.xml "* ]]
}

@test "a home page is followed to the feed that it names, and that is told once" {
  feed One
  printf '<!doctype html><title>F</title><link rel=alternate type="application/rss+xml" title="Comments" href="/comments.xml">\
<link rel="alternate" type="application/rss+xml" href="feed.xml"><h1>Welcome</h1><p>Home.' >index.html
  serve
  run sseindex --db "$DB" --allow-private "$URL/"
  [ "$status" -eq 0 ]
  says "$URL/: is a page, reading its feed $URL/feed.xml"
  says "1 added"
  feed One Two
  run sseindex --db "$DB" --allow-private "$URL/"
  [[ "$output" != *"is a page"* ]]
  says "1 added, 0 updated, 1 unchanged"
  run sseindex --print --format html --allow-private "$URL/"
  [[ "$output" == *'"title":"Welcome"'* ]]
  printf '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>F</title>\
<Link Rel="Alternate" Type="application/atom+xml" title="Film commentary" href="feed.xml"/></head></html>' >index.html
  run sseindex --print --allow-private "$URL/"
  [[ "$output" == *'"title":"Two"'* ]]
}

@test "a home page and the feed that it leads to are both asked only for what is newer" {
  feed One
  printf '<!doctype html><title>F</title><link rel=alternate type="application/rss+xml" href="/feed.xml">\
<link rel=alternate type="application/rss+xml" href="/other.xml"><h1>Welcome</h1><p>Home.' >index.html
  serve
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added"
  before=$(stat -c %i "$DB")
  : >requests.log
  run sseindex --db "$DB" --allow-private "$URL/"
  says "Nothing changed: 0 added, 0 updated, 1 unchanged"
  [ "$(stat -c %i "$DB")" = "$before" ]
  [ "$(grep -cE '^/(feed.xml)? "' requests.log)" = 2 ]
  [ "$(wc -l <requests.log)" = 2 ]
  feed One Two
  : >requests.log
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added, 0 updated, 1 unchanged"
  [ "$(grep -cE '^/(feed.xml)? "' requests.log)" = 2 ]
  [ "$(wc -l <requests.log)" = 2 ]
  # The feed goes while the page stays as it is: the page's other one is read.
  feed One Two Three
  mv feed.xml other.xml
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added, 0 updated, 2 unchanged"
  sed -i 's/other/third/' index.html
  feed Four
  mv feed.xml third.xml
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added"
  : >requests.log
  run sseindex --db "$DB" --allow-private "$URL/"
  says "Nothing changed"
}

@test "a page and the sitemaps that it leads to are asked only for what is newer" {
  article p1.html "Page 1" word1
  article p2.html "Page 2" word2
  article index.html "The mill" home
  serve
  echo "<urlset><url><loc>$URL/p1.html</loc></url></urlset>" >map.xml
  echo "<sitemapindex><sitemap><loc>$URL/map.xml</loc></sitemap></sitemapindex>" >maps.xml
  printf 'User-agent: *\nSitemap: %s/maps.xml\n' "$URL" >robots.txt
  for place in "" robots.txt maps.xml; do
    echo "<urlset><url><loc>$URL/p1.html</loc></url></urlset>" >map.xml
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    [ "$status" -eq 0 ]
    : >requests.log
    before=$(stat -c %i "$DB.$place")
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    says "Nothing changed"
    [ "$(stat -c %i "$DB.$place")" = "$before" ]
    [ "$(grep -c '^/map.xml "' requests.log)" = 1 ]
    [ "$(grep -c ' - ' requests.log)" = 0 ]
    echo "<urlset><url><loc>$URL/p1.html</loc></url><url><loc>$URL/p2.html</loc></url></urlset>" >map.xml
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    says "1 added"
    mv map.xml away
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    [ "$status" -eq 1 ]
    says "$URL/map.xml: the server answers 404 (not read)"
  done
}

@test "the page of a section is followed to its own feed, and an article to none" {
  mkdir -p blog/feed article
  feed One
  cp feed.xml blog/feed/index.xml
  printf '<!doctype html><title>F</title><link rel=alternate type="application/rss+xml" href="/feed.xml">\
<link rel=alternate type="application/rss+xml" title="Flux des commentaires" href="feed/comments.xml">\
<link rel=alternate type="application/rss+xml" href="feed/index.xml"><h1>Welcome</h1><p>Blog.' >blog/index.html
  serve
  run sseindex --print --allow-private "$URL/blog/index.html"
  [[ "$output" == *'"title":"Welcome"'* ]]
  run sseindex --print --allow-private "$URL/blog/"
  [[ "$output" == *'"title":"One"'* ]]
  says "$URL/blog/: is a page, reading its feed $URL/blog/feed/index.xml"
  sed 's/<h1>/<meta property="article:published_time" content="2026-03-01"><h1>/' blog/index.html >article/index.html
  run sseindex --print --allow-private "$URL/article/"
  [[ "$output" == *'"title":"Welcome"'* ]]
}

@test "a feed that a page names may be served as a page" {
  feed One
  mv feed.xml feed.html
  printf '<title>F</title><link rel=alternate type="application/rss+xml" href="/feed.html"><h1>Welcome</h1>' >index.html
  serve
  run sseindex --print --allow-private "$URL/"
  [ "$status" -eq 0 ]
  [[ "$output" == *'"title":"One"'* ]]
}

@test "of the feeds that a page names the first that answers is read" {
  feed One
  mkdir fr
  for folder in . fr; do
    printf '<title>F</title><link rel=alternate type="application/rss+xml" href="/missing.xml">\
<link rel=alternate type="application/rss+xml" href="/not-a-feed.html">\
<link rel=alternate type="application/rss+xml" href="/feed.xml"><h1>Welcome</h1>' >$folder/index.html
  done
  echo '<h1>Not here</h1>' >not-a-feed.html
  serve
  for page in "?lang=en" fr/ "fr/?x=1"; do
    run sseindex --print --allow-private "$URL/$page"
    [[ "$output" == *'"title":"One"'* ]]
  done
}

@test "a feed that moved to a page that is none is not told to have moved" {
  feed One
  echo '<!doctype html><title>New</title><h1>All is new</h1><p>Have a look.' >page.html
  serve
  run sseindex --db "$DB" --allow-private "$URL/moved"
  says "$URL/moved: has moved"
  mv page.html feed.xml
  run sseindex --db "$DB" --allow-private "$URL/moved"
  says "was feed and is html now"
  [ "$status" -ne 0 ]
  [[ "$output" != *"has moved"* ]]
}

@test "a move for good is told up to the first step for now, and also where it leads to a page" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/old"
  [ "$status" -eq 0 ]
  says "$URL/old: has moved to $URL/for-now-feed; change the address of the source"
  mkdir sub
  mv feed.xml sub/own.xml
  printf '<!doctype html><base href="/sub/"><title>F</title><link rel=alternate type="application/rss+xml" href="own.xml">' >index.html
  for night in 1 2; do
    run sseindex --db "$DB" --allow-private "$URL/old-home"
    [ "$status" -eq 0 ]
    says "$URL/old-home: is a page, reading its feed $URL/sub/own.xml; it has moved to $URL/; change the address of the source"
  done
}

@test "pages that each name the next are read as far as the configuration says" {
  for page in 1 2 3 4; do
    printf '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="%s" href="%s.xml"/><entry><title>Item %s</title></entry></feed>' \
      "$([ $page = 1 ] && echo next || echo prev-archive)" $((page % 4 + 1)) $page >$page.xml
  done
  printf '{"version":"https://jsonfeed.org/version/1.1","next_url":"gone.json","items":[{"id":"a","title":"Item A"}]}' >a.json
  serve
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/1.xml\n' "$URL" >config
  run sseindex --config config --db "$DB"
  says "1 added"
  printf 'pages = 3\n' >>config
  run sseindex --config config --db "$DB"
  says "2 added, 0 updated, 1 unchanged"
  sed -i 's/3$/9/' config
  run sseindex --config config --db "$DB" --verbose
  [ "$status" -eq 0 ]
  says "1 added, 0 updated, 3 unchanged"
  run sseindex --config config --db "$DB"
  says "Nothing changed: 0 added, 0 updated, 4 unchanged"
  run bash -c "sseindex --config config --print | jq -r .path | sort -u"
  [ "$output" = "$URL/1.xml" ]
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/a.json\npages = 2\n' "$URL" >config
  run sseindex --config config --db "$DB"
  [ "$status" -eq 1 ]
  says "$URL/gone.json: the server answers 404 (what comes after is not read)"
  says "1 added"
}

@test "a notice in the place of a further page is no news, and the page is asked for again" {
  printf '<rss><channel><link rel="next" href="2.html"/><item><title>Item 1</title></item></channel></rss>' >1.xml
  printf '<!doctype html><title>Maintenance</title><h1>Maintenance</h1><p>We will be back.' >2.html
  serve
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/1.xml\npages = 9\n' "$URL" >config
  for night in 1 2; do
    run sseindex --config config --db "$DB"
    [ "$status" -eq 1 ]
    says "$URL/2.html: $URL/1.xml: was feed and is html now (not read) (what comes after is not read)"
  done
  says "0 added, 0 updated, 1 unchanged"
  printf '<rss><channel><item><title>Item 2</title></item></channel></rss>' >2.html
  run sseindex --config config --db "$DB"
  [ "$status" -eq 0 ]
  says "1 added, 0 updated, 1 unchanged"
}

# A page of news with headlines for the pages named.
news() {
  { echo '<!doctype html><html lang=en><title>News</title><h1>News</h1>'
    for page in "$@"; do
      echo "<div><h3><a href=/$page>The headline of $page</a></h3><span>4 March 2026</span><p>Summary of $page.</p></div>"
    done; } >news.html
}

article() {
  mkdir -p "$(dirname "$1")"
  echo "<!doctype html><html lang=en><title>$2</title><h1>$2</h1><p>The whole text of it, which is longer than what the list \
has to say of it, and has a word of its own: $3.</p>" >"$1"
}

@test "the articles that a list leads to are fetched once, as far as robots.txt allows" {
  printf 'User-agent: *\nDisallow: /private/\n' >robots.txt
  article a.html "Ferry sold" kestrel
  article private/b.html "Not for you" curlew
  news a.html private/b.html missing.html
  serve
  run sseindex --db "$DB" --allow-private --follow --verbose "$URL/news.html"
  says "$URL/missing.html: the server answers 404"
  says "$URL/private/b.html: is not for programs (robots.txt)"
  says "3 added"
  run ssesearch --db "$DB" --format json kestrel
  [[ $(jq -r '.items[0] | .title + "|" + .date + "|" + .url' <<<"$output") == "Ferry sold|2026-03-04|$URL/a.html" ]]
  run ssesearch --db "$DB" --count curlew
  [ "$output" = 0 ]
  run ssesearch --db "$DB" --count '"summary of private"'
  [ "$output" = 1 ]
  [ "$(grep -c '^/private' requests.log)" = 0 ]
  # A second night asks only for what is new or has failed.
  article missing.html "Here at last" dunlin
  article c.html "Mill sold" plover
  news c.html a.html private/b.html missing.html
  : >requests.log
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "1 added, 1 updated, 2 unchanged"
  [ "$(grep -c '^/a.html' requests.log)" = 0 ]
  run ssesearch --db "$DB" --count 'dunlin OR plover OR kestrel'
  [ "$output" = 3 ]
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "Nothing changed"
}

@test "a page that robots.txt forbids is counted, and asked for once robots.txt allows it" {
  printf 'User-agent: *\nDisallow: /private/\n' >robots.txt
  article a.html "Ferry sold" kestrel
  article private/b.html "Not for you" curlew
  news a.html private/b.html
  serve
  run sseindex --db "$DB" --allow-private --follow --verbose "$URL/news.html"
  says "1 page not followed: 1 article (forbidden by robots.txt)"
  : >requests.log
  run sseindex --db "$DB" --allow-private --follow --verbose "$URL/news.html"
  says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  says "1 page not followed: 1 article (forbidden by robots.txt)"
  [ "$(grep -cE '^/(news.html|robots.txt) "' requests.log)" = 2 ]
  [ "$(wc -l <requests.log)" = 2 ]
  run bash -c "sseindex --db '$DB' --stats --format json | jq -c ."
  says '"kind":"not followed"'
  printf 'User-agent: *\nDisallow: /other/\n' >robots.txt
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "0 added, 1 updated, 1 unchanged"
  run ssesearch --db "$DB" --count curlew
  [ "$output" = 1 ]
  [ "$(grep -c '^/a.html' requests.log)" = 0 ]
  : >requests.log
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "Nothing changed"
  [ "$(grep -c '^/private' requests.log)" = 0 ]
}

@test "a page that several lists lead to, or one under two addresses, is asked for once" {
  for page in a b c d; do article $page.html "Title of $page" word$page; done
  news a.html b.html 'b.html?utm_source=list' c.html
  mv news.html first.html
  news b.html c.html d.html
  serve
  run sseindex --db "$DB" --allow-private --follow "$URL/first.html" "$URL/news.html"
  [ "$status" -eq 0 ]
  says "4 added"
  [ "$(grep -cE '^/[abcd].html' requests.log)" = 4 ]
  run ssesearch --db "$DB" --match any --count worda wordb wordc wordd
  [ "$output" = 4 ]
  run bash -c "ssesearch --db '$DB' --no-group --format jsonl title | jq -r .title | sort | xargs"
  [ "$output" = "Title of a Title of b Title of c Title of d" ]
  run sseindex --db "$DB" --allow-private --follow "$URL/first.html" "$URL/news.html"
  says "Nothing changed"
}

@test "pages of other sites are followed once the configuration says all" {
  mkdir localhost
  article localhost/b.html "Elsewhere" plover
  article a.html "Ferry sold" kestrel
  news a.html b.html
  serve
  sed -i "s|/b.html>|http://localhost:$(cat port)/b.html>|" news.html
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/news.html\nfollow = yes\n' "$URL" >config
  run sseindex --db "$DB" --config config --verbose
  says "1 page not followed: 1 article (on another site)"
  sed -i 's/yes$/all/' config
  sed -i 's/private = all/private = yes/' config
  run sseindex --db "$DB" --config config
  says "0 added, 1 updated, 1 unchanged"
  run ssesearch --db "$DB" --count 'kestrel OR plover'
  [ "$output" = 2 ]
  [ "$(grep -c '^/a.html' requests.log)" = 1 ]
}

@test "a page that fails is tried again in three runs, and not in the fourth" {
  news gone.html other.html
  article other.html "Other" dunlin
  serve
  for run in 1 2 3 4 5 6; do
    run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
    [ "$run" = 1 ] || says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  done
  [ "$(grep -c '^/gone.html' requests.log)" = 4 ]
  [ "$(grep -c '^/other.html' requests.log)" = 1 ]
}

@test "a page with less text than the list leaves what the list says" {
  article a.html "Ferry" kestrel
  sed -i 's/<p>.*/<p>Just a moment./' a.html
  sed -i '2,$d' a.html
  article c.html "Bakery" dunlin
  news a.html c.html
  sed -i 's/Summary of a.html./The summary is long and says all there is to say of the ferry./' news.html
  serve
  run sseindex --print --allow-private --follow "$URL/news.html"
  says "$URL/a.html: has less text than the list"
  says "The summary is long"
}

@test "an item that a feed brought is followed once by a list that has it too" {
  article a.html "Ferry sold" kestrel
  article b.html "Mill sold" plover
  article c.html "Bakery" dunlin
  news a.html c.html
  serve
  printf '<rss version="2.0"><channel><title>Fed</title><item><title>The headline of a.html</title><link>%s/a.html</link></item></channel></rss>' \
    "$URL" >feed.xml
  sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  sseindex --quiet --db "$DB" --allow-private --follow "$URL/news.html"
  news a.html b.html c.html
  sseindex --quiet --db "$DB" --allow-private --follow "$URL/news.html"
  [ "$(grep -c '^/a.html' requests.log)" = 1 ]
  run ssesearch --db "$DB" --count 'kestrel OR plover OR dunlin'
  [ "$output" = 3 ]
}

@test "what was read of articles stays in a run that does not follow, as long as the list says the same" {
  article a.html "Ferry sold" kestrel
  article b.html "Mill sold" plover
  news a.html b.html
  serve
  sseindex --quiet --db "$DB" --allow-private --follow "$URL/news.html"
  run sseindex --db "$DB" --allow-private "$URL/news.html"
  says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  run ssesearch --db "$DB" --count 'kestrel OR plover'
  [ "$output" = 2 ]
  sed -i 's/Summary of a.html./Another summary./' news.html
  run sseindex --db "$DB" --allow-private "$URL/news.html"
  says "0 added, 1 updated, 1 unchanged"
  run ssesearch --db "$DB" --count 'plover'
  [ "$output" = 1 ]
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "0 added, 1 updated, 1 unchanged"
  [ "$(grep -c '^/b.html' requests.log)" = 1 ]
  run ssesearch --db "$DB" --count 'kestrel OR plover'
  [ "$output" = 2 ]
}

@test "a page that is gone is not asked for again" {
  news gone.html other.html
  article other.html "Other" dunlin
  echo 410 >gone.html.code
  serve
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "$URL/gone.html: is gone for good (the server answers 410)"
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "Nothing changed"
  [ "$(grep -c '^/gone.html' requests.log)" = 1 ]
}

@test "an article's text stays while its page fails, though the list has another headline" {
  article a.html "Ferry sold" kestrel
  article c.html "Bakery" dunlin
  news a.html c.html
  serve
  sseindex --quiet --db "$DB" --allow-private --follow "$URL/news.html"
  sed -i 's/The headline of a.html/Another headline of it/' news.html
  mv a.html away
  run sseindex --db "$DB" --allow-private --follow "$URL/news.html"
  says "0 added, 1 updated, 1 unchanged"
  run ssesearch --db "$DB" --match all --count 'kestrel another'
  [ "$output" = 1 ]
  mv away a.html
  sed -i 's/kestrel/curlew/' a.html
  sseindex --quiet --db "$DB" --allow-private --follow "$URL/news.html"
  run ssesearch --db "$DB" --count curlew
  [ "$output" = 1 ]
}

@test "a page that says it is not there leaves what the list says" {
  article a.html "Page not found" kestrel
  article b.html "Ferry" dunlin
  news a.html b.html
  serve
  run sseindex --print --allow-private --follow "$URL/news.html"
  says "$URL/a.html: says that there is no such page"
  says "Summary of a.html"
}

@test "a title that pages of a list share leaves the list's headlines" {
  for page in a b c; do
    article $page.html "What we do for you" kestrel
    sed -i 's/<h1>.*<.h1>//' $page.html
  done
  sed -i 's/<p>/<p>The headline of c.html<p>/' c.html
  news a.html b.html c.html
  sed -i 's/The headline of a.html/Read/' news.html
  serve
  sseindex --print --allow-private --follow "$URL/news.html" | jq -r .title >titles
  printf '%s\n' "What we do for you" "The headline of b.html" "The headline of c.html" >wanted
  diff wanted titles
  sseindex --print --allow-private --follow "$URL/news.html" | jq -r .text >texts
  [ "$(grep -c "headline of c" texts)" = 0 ]
}

@test "pages on other sites are followed only where the configuration says all" {
  { echo '<!doctype html><title>News</title>'
    echo '<div><h3><a href=http://other.example/a>A headline of elsewhere</a></h3><i>4 March 2026</i></div>'
    echo '<div><h3><a href=http://other.example/b>A headline of there</a></h3><i>3 March 2026</i></div>'; } >news.html
  serve
  run sseindex --print --allow-private --follow "$URL/news.html"
  [[ $output == *"A headline of elsewhere"* ]]
  [[ $output != *"sseindex: "* ]]
  printf '[index]\nallow-private = yes\ntimeout = 5\n[source A]\naddress = %s/news.html\nfollow = all\n' "$URL" >config
  run sseindex --config config --print
  says "http://other.example/robots.txt: "
  says ": nothing there is followed in this run"
  [ "$(grep -c "in this run" <<<"$output")" = 1 ]
}

@test "where the server cannot give its robots.txt nothing is followed, and all is tried in the next run" {
  article a.html "Ferry sold" kestrel
  article b.html "Mill sold" plover
  news a.html b.html
  echo 500 >robots.txt.code
  serve
  printf '[index]\nallow-private = yes\ntimeout = 1\n[source A]\naddress = %s/news.html\nfollow = yes\n' "$URL" >config
  for code in 500 500 500 500 429; do
    echo $code >robots.txt.code
    run sseindex --db "$DB" --config config
    [ "$(grep -c "$URL/robots.txt: the server answers $code: nothing there is followed in this run" <<<"$output")" = 1 ]
  done
  [ "$(grep -c '^/[ab].html' requests.log)" = 0 ]
  echo 404 >robots.txt.code
  run sseindex --db "$DB" --config config
  says "2 updated"
  run ssesearch --db "$DB" --count 'kestrel OR plover'
  [ "$output" = 2 ]
}

@test "an article is not taken from where it redirects to unless robots.txt and the configuration allow it" {
  mkdir localhost
  article private/a.html "Log in" kestrel
  article localhost/b.html "Elsewhere" plover
  article localhost/private/c.html "Forbidden elsewhere" curlew
  article d2.html "Moved" dunlin
  printf 'User-agent: *\nDisallow: /private/\n' | tee robots.txt >localhost/robots.txt
  serve
  there="http://localhost:$(cat port)"
  echo /private/a.html >a.html.to
  echo "$there/b.html" >b.html.to
  echo "$there/private/c.html" >c.html.to
  echo /d2.html >d.html.to
  news a.html b.html c.html d.html
  run sseindex --db "$DB" --allow-private --follow --verbose "$URL/news.html"
  [ "$status" -eq 0 ]
  says "$URL/private/a.html: is not for programs (robots.txt)"
  says "$there/b.html: is on another site"
  run ssesearch --db "$DB" --count 'kestrel OR plover OR curlew OR dunlin'
  [ "$output" = 1 ]
  [ "$(grep -c '^/private' requests.log)" = 0 ]
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/news.html\nfollow = all\n' "$URL" >config
  run sseindex --db "$DB.2" --config config --verbose
  says "$there/private/c.html: is not for programs (robots.txt)"
  run ssesearch --db "$DB.2" --count 'plover OR dunlin'
  [ "$output" = 2 ]
  [ "$(grep -c '^/private' requests.log)" = 0 ]
}

@test "a host is asked once a second along redirects too" {
  feed One
  serve
  before=$(date +%s%N)
  run sseindex --quiet --db "$DB" --allow-private "$URL/old"
  [ "$status" -eq 0 ] || { echo "$output"; false; }
  [ $((($(date +%s%N) - before) / 1000000)) -ge 2000 ]
}

@test "a sitemap's pages are indexed, through a list of sitemaps and robots.txt too" {
  for number in 1 2 3; do
    article "p$number.html" "Page $number" "word$number"
    map="$map<url><loc>URL/p$number.html</loc><lastmod>2026-03-0$number</lastmod></url>"
  done
  serve
  echo "<urlset>${map//URL/$URL}</urlset>" | gzip >map.xml
  echo "<sitemapindex><sitemap><loc>$URL/map.xml</loc></sitemap><sitemap><loc>$URL/none.xml</loc></sitemap></sitemapindex>" >maps.xml
  printf 'User-agent: *\nDisallow: /p2\nSitemap: %s/maps.xml\n' "$URL" >robots.txt
  run sseindex --db "$DB" --allow-private --follow "$URL/robots.txt"
  says "$URL/none.xml: the server answers 404 (not read)"
  says "3 added"
  [ "$(grep '^/p' requests.log | cut -d' ' -f1 | xargs)" = "/p3.html /p1.html" ]
  run ssesearch --db "$DB" --count 'word1 OR word2 OR word3'
  [ "$output" = 2 ]
  run bash -c "sseindex --print --allow-private '$URL/robots.txt' | jq -r .path | sort -u"
  says "$URL/robots.txt"
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/map.xml\nmatch = p3\n' "$URL" >config
  run sseindex --config config --print
  [ "$(grep -c '"title":"P3"' <<<"$output")" = 1 ]
  [[ $output != *P1* ]]
}

@test "pages that a sitemap names as translations of each other are one story, read or not" {
  article the-bank-of-the-village.html "A bank of the village" "The village has a bank of its own since the spring, and everyone may be a member of it."
  echo '<!doctype html><html lang=fr><title>Une banque de village</title><h1>Une banque de village</h1><p>Depuis le printemps, le village
possède sa propre banque, et toute personne qui y habite peut en être membre.</p>' >la-banque-de-village.html
  serve
  link() {
    echo "<x:link rel='alternate' hreflang='$1' href='$URL/$2'/>"
  }
  en=$(link en 'the-bank-of-the-village.html?a=1&amp;b=2') fr=$(link fr la-banque-de-village.html)
  echo "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:x='http://www.w3.org/1999/xhtml'>
    <url><loc>$URL/the-bank-of-the-village.html?a=1&amp;b=2</loc>$en<lastmod>2024-05-01</lastmod>$fr</url>
    <url><loc>$URL/la-banque-de-village.html</loc>$en</url>
    <url><loc>$URL/other.html</loc>$(link x-default 'the-bank-of-the-village.html?a=1&amp;b=2')<x:link rel='next' hreflang='en' href='$URL/la-banque-de-village.html'/></url></urlset>" >map.xml
  for how in --follow ""; do
    rm -f "$DB"
    # shellcheck disable=SC2086
    run sseindex --db "$DB" --allow-private $how "$URL/map.xml"
    says "3 added"
    [ "$(sseindex --db "$DB" --export | jq -c '[.title, (.ssesearch.translations | length)]' | sort | paste -sd ' ')" = \
      "$([ -n "$how" ] && echo '["A bank of the village",2] ["Other",0] ["Une banque de village",1]' || echo '["La banque de village",1] ["Other",0] ["The bank of the village",2]')" ]
    [ "$(ssesearch --db "$DB" --format json title:bank | jq -c '[.items[].also[].url]')" = "[\"$URL/la-banque-de-village.html\"]" ]
  done
}

@test "a sitemap in plain text is one, also where robots.txt names it or it is compressed" {
  article p1.html "Page 1" word1
  article p2.html "Page 2" word2
  article index.html "The mill" home
  serve
  printf '%s\n' "$URL/" "$URL/p1.html" "$URL/p2.html" >sitemap.txt
  gzip -c sitemap.txt >packed.txt.gz
  printf 'User-agent: *\nSitemap: %s/sitemap.txt\n' "$URL" >robots.txt
  for place in sitemap.txt robots.txt packed.txt.gz; do
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    [ "$status" -eq 0 ]
    says "2 added"
    run ssesearch --db "$DB.$place" --count 'word1 OR word2'
    [ "$output" = 2 ]
  done
  run sseindex --db "$DB" --allow-private --follow "$URL/"
  says "3 added"
  echo "Maintenance" >sitemap.txt
  run sseindex --db "$DB.robots.txt" --allow-private --follow "$URL/robots.txt"
  [ "$status" -eq 1 ]
  says "is no sitemap (not read)"
}

@test "that a list of sitemaps has more than are read is told" {
  echo "<urlset><url><loc>http://x.example/a-b</loc></url></urlset>" >map.xml
  serve
  { echo "<sitemapindex>"
    for number in $(seq 501); do echo "<sitemap><loc>http://s$number.localhost:$(cat port)/map.xml</loc></sitemap>"; done
    echo "</sitemapindex>"; } >maps.xml
  run sseindex --db "$DB" --allow-private "$URL/maps.xml"
  [ "$status" -eq 1 ]
  says "$URL/maps.xml: leads to more than 500 addresses (not read)"
  says "1 added"
}

@test "a source that is to be a sitemap and is none has failed" {
  echo '<!doctype html><title>Not found</title><h1>Not found</h1><p>Sorry.' >map.xml
  printf 'User-agent: *\nDisallow: /x\n' >robots.txt
  serve
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/map.xml\nformat = sitemap\n' "$URL" >config
  run sseindex --db "$DB" --config config
  [ "$status" -eq 2 ]
  says "$URL/map.xml: is no sitemap"
  run sseindex --db "$DB" --allow-private "$URL/robots.txt"
  [ "$status" -eq 2 ]
  says "$URL/robots.txt: names no sitemaps"
}

@test "an article or a home page that is itself the source is fetched once" {
  article a.html "Ferry sold" kestrel
  article index.html "The mill" home
  serve
  echo "<urlset><url><loc>$URL/</loc></url></urlset>" >sitemap.xml
  run sseindex --db "$DB" --allow-private --follow "$URL/a.html"
  says "1 added"
  run sseindex --db "$DB" --allow-private --follow "$URL/"
  says "1 added"
  [ "$(grep -c '^/a.html ' requests.log)" = 1 ]
  [ "$(grep -c '^/ ' requests.log)" = 1 ]
  run ssesearch --db "$DB" --count 'kestrel OR home'
  [ "$output" = 2 ]
}

@test "that items have a headline only is told once, and not where their pages are followed" {
  article p1.html "Page 1" word1
  article p2.html "Page 2" word2
  serve
  echo "<urlset><url><loc>$URL/p1.html</loc></url></urlset>" >map.xml
  run sseindex --db "$DB.2" --allow-private --follow "$URL/map.xml"
  [[ $output != *"a headline only"* ]]
  run sseindex --db "$DB" --allow-private "$URL/map.xml"
  [ "$status" -eq 0 ]
  says "$URL/map.xml: 1 item has a headline only; --follow reads its page"
  echo "<urlset><url><loc>$URL/p1.html</loc></url><url><loc>$URL/p2.html</loc></url></urlset>" >map.xml
  run sseindex --db "$DB" --allow-private "$URL/map.xml"
  says "1 added"
  [[ $output != *"a headline only"* ]]
}

@test "a sitemap that changes is read, though what leads to it stays as it was" {
  article p1.html "Page 1" word1
  article p2.html "Page 2" word2
  serve
  echo "<urlset><url><loc>$URL/p1.html</loc></url></urlset>" >map.xml
  echo "<sitemapindex><sitemap><loc>$URL/map.xml</loc></sitemap></sitemapindex>" >maps.xml
  printf 'User-agent: *\nSitemap: %s/map.xml\n' "$URL" >robots.txt
  for place in maps.xml robots.txt; do
    echo "<urlset><url><loc>$URL/p1.html</loc></url></urlset>" >map.xml
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    says "1 added"
    echo "<urlset><url><loc>$URL/p1.html</loc></url><url><loc>$URL/p2.html</loc></url></urlset>" >map.xml
    run sseindex --db "$DB.$place" --allow-private --follow "$URL/$place"
    says "1 added"
  done
}

@test "the home page of a site that lists nothing leads to the site's sitemap where it is followed" {
  article p1.html "Page 1" word1
  article index.html "The mill" home
  serve
  echo "<urlset><url><loc>$URL/</loc></url><url><loc>$URL/p1.html</loc></url></urlset>" >sitemap.xml
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added"
  run sseindex --db "$DB" --allow-private --follow "$URL/"
  says "1 added"
  run ssesearch --db "$DB" --count 'word1 OR home'
  [ "$output" = 2 ]
  mv sitemap.xml map.xml
  printf 'User-agent: *\nSitemap: %s/map.xml\n' "$URL" >robots.txt
  run sseindex --db "$DB.2" --allow-private --follow "$URL/"
  says "2 added"
  rm robots.txt
  run sseindex --db "$DB.3" --allow-private --follow "$URL/"
  [ "$status" -eq 0 ]
  says "1 added"
}

@test "feed:// is an address" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "feed:${URL#http:}/feed.xml"
  [ "$status" -eq 0 ]
  says "1 added"
  printf '[source A]\naddress = feed:%s/feed.xml\n' "$URL" >config
  run sseindex --db "$DB" --allow-private --config config
  [ "$status" -eq 0 ]
  says "1 updated"
}

@test "a list of feeds in OPML stands for its feeds, each under its title" {
  feed One
  serve
  cat >feeds.opml <<END
<opml version="2.0"><head><title>Mine</title></head><body><outline text="Coops">
<outline type="rss" text="The Mill &amp; co" xmlUrl="$URL/feed.xml"/></outline>
<outline type="rss" title="Gone" text="x" xmlUrl="$URL/gone.xml"/></body></opml>
END
  run sseindex --db "$DB" --allow-private feeds.opml
  [ "$status" -eq 1 ]
  says "$URL/gone.xml: the server answers 404"
  says "1 added"
  run ssesearch --db "$DB" --format jsonl one
  says '"source":"The Mill & co"'
  printf '[source A]\npath = feeds.opml\n[source B]\npath = missing.opml\n' >config
  run sseindex --db "$DB" --allow-private --config config
  [ "$status" -eq 1 ]
  says "missing.opml: cannot open: No such file or directory"
  says "1 unchanged"
  echo "<opml><body><outline text='A & B' xmlUrl='$URL/none?a=1&b=2&copy=3'></body></opml>" >bare.opml
  run sseindex --db "$DB" --allow-private --print bare.opml
  says "$URL/none?a=1&b=2&copy=3: the server answers 404"
  echo secret >secret.txt
  echo "<opml><body><outline xmlUrl='secret.txt'/><outline xmlUrl='feed:$PWD/secret.txt'/></body></opml>" >bad.opml
  run sseindex --db "$DB" --print bad.opml
  [ "$status" -eq 2 ]
  says "bad.opml: names no feeds"
  printf '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline text="F\xe9d\xe9" xmlUrl="%s/feed.xml"/><outline text="A">\
<outline text="Other" xmlUrl="%s/feed.xml"/><outline xmlUrl="ftp://x.example/feed"/></outline></body></opml>' "$URL" "$URL" >latin.opml
  for list in latin.opml "$URL/latin.opml"; do
    run sseindex --db "$BATS_TEST_TMPDIR/list.db" --allow-private $list
    [ "$status" -eq 0 ]
    says "latin.opml: 'ftp://x.example/feed' is not an address of the web (not read)"
    [[ "$output" == *"(1 item in 1 file"* ]]
  done
  run ssesearch --db "$BATS_TEST_TMPDIR/list.db" --format jsonl one
  says '"source":"Fédé"'
  iconv -f iso-8859-1 -t utf-16 latin.opml >wide.opml
  run sseindex --db "$BATS_TEST_TMPDIR/list.db" --allow-private wide.opml
  says "Nothing changed: 0 added, 0 updated, 1 unchanged"
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/latin.opml\n' "$URL" >config
  run bash -c "sseindex --print --config config | jq -r .source"
  [[ "$output" == *Fédé ]]
  run sseindex --db "$DB" --allow-private "$URL/none.opml"
  [ "$status" -eq 2 ]
  says "$URL/none.opml: the server answers 404"
  echo '<opml><body/></opml>' >none.opml
  run sseindex --db "$DB" none.opml
  [ "$status" -eq 2 ]
  says "none.opml: names no feeds"
}

@test "an address that is gone for good is told once, its items stay, and --force asks again" {
  feed One
  serve
  sseindex --quiet --db "$DB" --allow-private "$URL/gone"
  run sseindex --db "$DB" --allow-private "$URL/gone"
  [ "$status" -eq 2 ]
  says "$URL/gone: is gone for good (the server answers 410); it is not asked again"
  run sseindex --db "$DB" --allow-private --prune "$URL/gone"
  [ "$status" -eq 0 ]
  [[ "$output" != *"gone for good"* ]]
  says "1 unchanged"
  [ "$(grep -c "^/gone " requests.log)" = 2 ]
  run sseindex --db "$DB" --allow-private --force "$URL/gone"
  says "gone for good"
  for night in 1 2; do
    printf '[index]\nallow-private = yes\n[source A]\naddress = %s/gone\nlang = fr\n' "$URL" >config
    run sseindex --db "$DB" --config config
    [[ $night = 1 && "$output" == *"gone for good"* || $night = 2 && "$output" != *"gone for good"* ]]
  done
  run sseindex --db "$DB" --allow-private "$URL/to-gone" # for now: it may lead elsewhere tomorrow
  says "the server answers 410"
  run sseindex --db "$DB" --allow-private "$URL/to-gone"
  says "the server answers 410"
}

@test "the records of an OAI-PMH server are asked for page by page, and then since the day that its last answer had" {
  cat >oai.py <<'END'
import http.server, sys, urllib.parse
log = open("requests.log", "w", buffering=1)

def record(number):
    return (f'<record><header><identifier>oai:x:{number}</identifier></header><metadata><dc><title>Record {number}</title>'
            f'<identifier>https://x.example/{number}</identifier></dc></metadata></record>')

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(self.path).query))
        print(self.path, file=log)
        if "from" in query:
            body = '<error code="noRecordsMatch"/>'
        elif query.get("resumptionToken") == "a&b":
            body = f"<ListRecords>{record(2)}<resumptionToken/></ListRecords>"
        else:
            body = f"<ListRecords>{record(1)}<resumptionToken>a&amp;b</resumptionToken></ListRecords>"
        day = 4 if "resumptionToken" in query else 3  # the harvest began on the third
        body = f'<?xml version="1.0"?><OAI-PMH><responseDate>2001-02-0{day}T23:59:58Z</responseDate>{body}</OAI-PMH>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
  python3 oai.py >port 2>/dev/null 3>&- &
  SERVER=$!
  for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
  printf '[index]\nallow-private = yes\nprune = yes\n[source Repository]\naddress = http://127.0.0.1:%s/oai?set=a\noai = yes\n' "$(cat port)" >c.conf
  run sseindex --config c.conf --db "$DB"
  [ "$status" -eq 0 ]
  says "2 added"
  run sseindex --config c.conf --db "$DB"
  [ "$status" -eq 0 ]
  says "Nothing changed"
  run ssesearch --db "$DB" --count record
  [ "$output" = 2 ]
  [ "$(sed -n 1p requests.log)" = "/oai?set=a&verb=ListRecords&metadataPrefix=oai_dc" ]
  [ "$(sed -n 2p requests.log)" = "/oai?verb=ListRecords&resumptionToken=a%26b" ]
  [ "$(sed -n 3p requests.log)" = "/oai?set=a&verb=ListRecords&metadataPrefix=oai_dc&from=2001-02-03" ]
}

@test "an OAI-PMH server that repeats its resumptionToken has not given all, and is asked again" {
  cat >loop.py <<'END'
import http.server
log = open("requests.log", "w", buffering=1)
body = (b'<?xml version="1.0"?><OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata><dc>'
        b'<title>Record 1</title></dc></metadata></record><resumptionToken>a</resumptionToken></ListRecords></OAI-PMH>')

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, file=log)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
  python3 loop.py >port 2>/dev/null 3>&- &
  SERVER=$!
  for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
  printf '[index]\nallow-private = yes\n[source Repository]\naddress = http://127.0.0.1:%s/oai\noai = yes\n' "$(cat port)" >c.conf
  for _ in 1 2; do
    run sseindex --config c.conf --db "$DB"
    [ "$status" -eq 1 ]
    says "the server repeats its resumptionToken (what comes after is not read)"
  done
  [ "$(grep -c from= requests.log)" -eq 0 ]
}
