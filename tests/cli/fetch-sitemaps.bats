#!/usr/bin/env bats
# Sitemaps, and what leads to them.

load helper
load fetching

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
  says "is not a sitemap (not read)"
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
  says "$URL/map.xml: is not a sitemap"
  run sseindex --db "$DB" --allow-private "$URL/robots.txt"
  [ "$status" -eq 2 ]
  says "$URL/robots.txt: names no sitemaps"
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
