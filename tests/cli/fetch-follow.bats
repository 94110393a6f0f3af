#!/usr/bin/env bats
# From a list to its articles, as far as robots.txt and the configuration allow.

load helper
load fetching

@test "the articles that a list leads to are fetched once, as far as robots.txt allows" {
  printf 'User-agent: *\nDisallow: /private/\n' >robots.txt
  article a.html "Ferry sold" kestrel
  article private/b.html "Not for you" curlew
  news a.html private/b.html missing.html
  serve
  run sseindex --db "$DB" --allow-private --follow --verbose "$URL/news.html"
  says "$URL/missing.html: the server answers 404"
  says "$URL/private/b.html: may not be fetched by programs (robots.txt)"
  says "3 added"
  run ssesearch --db "$DB" --format json kestrel
  [[ $(jq -r '.items[0] | .title + "|" + .date + "|" + .url' <<<"$output") == "Ferry sold|2026-03-04|$URL/a.html" ]]
  run ssesearch --db "$DB" --count curlew
  [ "$output" = 0 ]
  run ssesearch --db "$DB" --count '"summary of private"'
  [ "$output" = 1 ]
  [ "$(grep -c '^/private' requests.log)" = 0 ]
  # The second night only requests what is new or has failed.
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
  says ": nothing more is fetched from there in this run"
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
    [ "$(grep -c "$URL/robots.txt: the server answers $code: nothing more is fetched from there in this run" <<<"$output")" = 1 ]
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
  says "$URL/private/a.html: may not be fetched by programs (robots.txt)"
  says "$there/b.html: is on another site"
  run ssesearch --db "$DB" --count 'kestrel OR plover OR curlew OR dunlin'
  [ "$output" = 1 ]
  [ "$(grep -c '^/private' requests.log)" = 0 ]
  printf '[index]\nallow-private = yes\n[source A]\naddress = %s/news.html\nfollow = all\n' "$URL" >config
  run sseindex --db "$DB.2" --config config --verbose
  says "$there/private/c.html: may not be fetched by programs (robots.txt)"
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
