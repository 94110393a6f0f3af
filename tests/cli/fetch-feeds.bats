#!/usr/bin/env bats
# From an address to its feed, from one page to the next, and lists of feeds.

load helper
load fetching

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
  # If the feed disappears while the page is unchanged, the page's other feed is read.
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
  says "$URL/gone.json: the server answers 404 (the rest is not read)"
  says "1 added"
}

@test "a notice in the place of a further page is not news, and the page is asked for again" {
  printf '<rss><channel><link rel="next" href="2.html"/><item><title>Item 1</title></item></channel></rss>' >1.xml
  printf '<!doctype html><title>Maintenance</title><h1>Maintenance</h1><p>We will be back.' >2.html
  serve
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/1.xml\npages = 9\n' "$URL" >config
  for night in 1 2; do
    run sseindex --config config --db "$DB"
    [ "$status" -eq 1 ]
    says "$URL/2.html: $URL/1.xml: was feed and is html now (not read) (the rest is not read)"
  done
  says "0 added, 0 updated, 1 unchanged"
  printf '<rss><channel><item><title>Item 2</title></item></channel></rss>' >2.html
  run sseindex --config config --db "$DB"
  [ "$status" -eq 0 ]
  says "1 added, 0 updated, 1 unchanged"
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
    says "latin.opml: 'ftp://x.example/feed' is not a web address (not read)"
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
