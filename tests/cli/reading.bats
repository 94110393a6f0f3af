#!/usr/bin/env bats
# What is read from a source, and how the rest is reported: --print, what is passed over, and its counts.

load helper

# A file of every format, with values that are hard to preserve: quotes, tags, zones, empty fields, several scripts.
every_format() {
  mkdir f
  cat >f/a.jsonl <<'END'
{"id":"tag:x.example,2023:1","title":"A \"quoted\" \\ title\u0001","text":"One.\n\nTwo\ttabs.","date":"2023-07-25T10:00:00+09:00","url":"https://x.example/협동조합?a[b]=1","source":"The Mill","lang":"ko","tags":["a, b","c"],"authors":["Smith, Ann","Bob Jones and Carla Ruiz"]}
{"title":"Only a title"}
{"text":"No title here, but a text. And some more of it.","date":"2023"}
{"title":"Dated by the month","date":"2023-07","url":"HTTPS://X.example/b c","lang":"pt-BR","tags":"x, y"}
END
  echo '[{"title":"In an array","content_html":"<p>One</p><p>Two &amp; <b>three</b></p>","id":7}]' >f/b.json
  printf 'title;date;url;text;tags\n"Semi;colon";25/07/2023;https://x.example/c;"Two\nlines";"p,q"\nÉté;;;;\n' >f/c.csv
  cat >f/d.xml <<'END'
<rss><channel><title>Fed</title><language>fr</language><link>https://fed.example/</link>
<item><title>Un &amp;amp; deux</title><author>a@fed.example (Léa Dubois &amp;amp; Éric Petit)</author><link>/un</link><guid>post:1</guid><pubDate>Tue, 25 Jul 2023 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Premier.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description><category>a</category><category>b</category></item>
<item><title>Sans lien</title></item></channel></rss>
END
  cat >f/e.html <<'END'
<!doctype html><html lang="es"><head><title>Página</title><meta name="date" content="2023-07-25"></head><body><article>
<h1>Una página</h1><p>Un texto de la página, con varias palabras.</p><p>Otro párrafo.</p></article></body></html>
END
  printf 'From x@y Tue Jul 25 10:00:00 2023\nFrom: The Mill <m@x.example>\nDate: Tue, 25 Jul 2023 10:00:00 +0200\nSubject: %s\nMessage-ID: <1@x>\n\nWords.\n\nMore words.\n' \
    '=?utf-8?Q?Lettre_d=27=C3=A9t=C3=A9?=' >f/f.mbox
  printf -- '---\ntitle: "A title: with more"\ndate: 2024-05-06\ntags: [one, two]\n---\n\nSome *bold* text.\n\n- item\n' >f/g.md
  printf 'Page\n\nJuly 2023\n 1. One\n\n   First text.\n 2. Two\n\n   Second text.\n' >f/h.txt
  printf 'A note\n25 July 2023\nhttps://x.example/note\n\nFirst paragraph.\n\nSecond paragraph.\n' >f/i.txt
  printf 'TY  - NEWS\nTI  - A reference\nAB  - Words.\nAU  - García López, Ana María\nKW  - a, b\nDA  - 2023/07/25/\nUR  - https://x.example/ris\nER  - \n' >f/k.ris
  printf '@misc{k, title = {{\\"O}ffnung --- a \\& b}, year = 2023, month = jul, abstract = {One.\n\nTwo.}}\n' >f/l.bib
  echo '<mods><titleInfo><title>A record &amp;amp; more</title></titleInfo><abstract>a &lt; b</abstract><identifier type="doi">10.1000/1</identifier></mods>' >f/m.xml
  printf '{\\rtf1{\\info{\\title A rich text}{\\author Ann Smith}}First {\\b paragraph}.\\par Second.}' >f/n.rtf
  printf 'AUTHOR: Ann Smith\nTITLE: An entry\nDATE: 07/25/2023 10:00:00\nTAGS: "a b",c\n-----\nBODY:\nOne.\n-----\nEXTENDED BODY:\nTwo.\n-----\n--------\n' >f/o.txt
  printf 'Title: A note with labels\nDate: 25 July 2023\nURL: https://x.example/p\n\nOne.\n\nTwo.\n' >f/p.txt
  echo '<l><a><title>A list &amp;amp; more</title><body>a &lt; b</body></a><a><title>Two</title><date>2023-07-25</date></a></l>' >f/q.xml
  echo '<urlset><url><loc>https://x.example/news/mill-sold</loc><lastmod>2023-07-25</lastmod></url></urlset>' >f/j.xml
}

# Fails if the --print output of a source is not read back as the same items.
comes_back() {
  sseindex --print "$1" >once 2>err || { cat err; return 1; }
  [ -s once ]
  sseindex --print - <once >twice
  diff once twice
}

@test "what --print prints is read as the same items: the sample archive" {
  comes_back "$TOP/corpus"
  [ "$(wc -l <once)" -eq 122 ]
}

@test "what --print prints is read as the same items: every format, and archives" {
  every_format
  for file in f/*; do
    comes_back "$file" || { echo "$file"; false; }
  done
  comes_back f
  [ "$(wc -l <once)" -eq 24 ]
  printf -- '- title: One\n  date: 2023-07-25\n  text: |\n    Words.\n\n    More.\n- title: 1984\n' >p.yaml
  comes_back p.yaml # in folders it is passed over
  [ "$(wc -l <once)" -eq 2 ]
  tar -czf a.tar.gz f
  comes_back a.tar.gz
  [ "$(jq -r .path once | grep -c '^a.tar.gz/f/')" -eq 24 ]
  # JSON Lines are recognised by their beginning, as json. Indexed, they are the items of the files themselves.
  sseindex --quiet --db "$DB" f
  [ "$(sseindex --db "$DB" --stats --format json | jq -r '[.sources_read[].format] | unique | join(" ")')" = \
    "$(grep -oE '^FORMAT\("[a-z]+' "$TOP/src/source/format/formats.def" | cut -d'"' -f2 | grep -vxE "jsonl|yaml|robots|document|pdf" | sort | paste -sd ' ')" ]
  sseindex --print f | sseindex --quiet --db "$DB.2" -
  [ "$(sseindex --db "$DB.2" --stats --format json | jq .items)" = 24 ]
  for db in "$DB" "$DB.2"; do
    python3 - "$db" >"$db.items" <<'END'
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute('SELECT title, body, date, url, source, lang, tags, author FROM item ORDER BY 1, 2'):
    print(row)
END
  done
  [ "$(wc -l <"$DB.items")" -eq 24 ]
  grep -qF "'Léa Dubois\nÉric Petit'" "$DB.items"
  grep -qF "'García López, Ana María'" "$DB.items"
  diff "$DB.items" "$DB.2.items"
}

@test "--print indexes nothing, and exits as a run would" {
  echo "A headline" >a.txt
  : >empty.txt
  run sseindex --db "$DB" --print a.txt
  [ "$status" -eq 0 ]
  [ "$(jq -c '[keys_unsorted, .title]' <<<"$output")" = \
    '[["id","title","text","date","url","source","lang","tags","path"],"A headline"]' ]
  [ ! -e "$DB" ]
  run sseindex --print a.txt empty.txt
  [ "$status" -eq 1 ]
  says "empty.txt: is empty"
  says '"title":"A headline"'
  run sseindex --print empty.txt
  [ "$status" -eq 2 ]
  [ "$output" = "sseindex: empty.txt: is empty" ]
}

@test "a folder of which nothing can be read says what would help and is a failure, also when quiet" {
  mkdir d
  for i in $(seq 20); do printf '%%PDF-1.7\n%d\n' "$i" >"d/$i.pdf"; done
  # Without pdftotext in PATH: the program itself is named by its path.
  PATH=/nowhere run "$BUILD/sseindex" --db "$DB" d
  [ "$status" -eq 1 ]
  says "20 files passed over: 20 .pdf (needs pdftotext: install poppler-utils (scripts/install-deps documents))"
  says "d: none of its 20 files can be read"
  PATH=/nowhere run "$BUILD/sseindex" --quiet --db "$DB" d
  [ "$status" -eq 1 ]
  [ "$output" = "sseindex: d: none of its 20 files can be read" ]
  PATH=/nowhere run "$BUILD/sseindex" --print d
  [ "$status" -eq 1 ]
  mkdir empty
  run sseindex --db "$DB" empty
  [ "$status" -eq 0 ]
}

@test "what is passed over beside items is counted, named with -v, and no word when quiet" {
  mkdir d
  echo "A headline" >d/a.txt
  touch d/b.xyz d/c.xyz d/d.xlsb d/noending
  run sseindex --db "$DB" d
  [ "$status" -eq 0 ]
  says "4 files passed over: 2 .xyz (no format known), 1 .xlsb (a binary spreadsheet: save as .xlsx or .csv), 1 no ending (no format known)"
  [[ $output != *b.xyz* ]]
  run sseindex --verbose --db "$DB" d
  for name in b.xyz c.xyz noending; do says "sseindex: d/$name: passed over (no format known)"; done
  says "sseindex: d/d.xlsb: passed over (a binary spreadsheet: save as .xlsx or .csv)"
  run sseindex --quiet --db "$DB.2" d
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "what is not public is counted and goes from the index; --drafts and drafts = yes take it" {
  mkdir notes
  printf -- '---\ntitle: A bank opens\n---\nText.\n' >notes/a.md
  printf -- '---\ntitle: A mill opens\n---\nText.\n' >notes/b.md
  run sseindex --db "$DB" notes
  [ "$status" -eq 0 ]
  says "2 added"
  printf -- '---\ntitle: A mill opens\ndraft: true\n---\nText.\n' >notes/b.md
  run sseindex --db "$DB" --prune --max-prune 100 notes
  [ "$status" -eq 0 ]
  says "1 removed, 1 unchanged, 0 skipped"
  says "1 item that is not public passed over (drafts = yes takes it): 1 draft"
  run sseindex --db "$DB" --verbose notes
  says "1 item that is not public passed over"
  run sseindex --db "$DB" --drafts notes
  [ "$status" -eq 0 ]
  says "1 added, 0 updated, 1 unchanged"
  [[ $output != *"not public"* ]]
  printf '[source]\npath = notes\ndrafts = yes\n' >config
  run sseindex --config config --db "$DB.2"
  says "2 added"
}

@test "columns, keys and elements that are not taken are named once a file with -v, and fields that are dropped" {
  printf 'title,foo,bar\nA,x,\nB,y,z\n' >a.csv
  printf '{"title":"C","foo":"x","url":"not an address at all"}\n' >b.jsonl
  run sseindex --db "$DB" a.csv b.jsonl
  [ "$status" -eq 0 ]
  says "4 texts of columns, keys and elements not taken: 3 foo, 1 bar"
  says "1 field left out of its item: 1 address (is not a web address)"
  [[ $output != *"a.csv: 'foo'"* ]]
  run sseindex --verbose --rebuild --db "$DB" a.csv b.jsonl
  [ "$(grep -c "a.csv: 'foo' not taken, 2 times" <<<"$output")" -eq 1 ]
  [ "$(grep -c "a.csv: 'bar' not taken" <<<"$output")" -eq 1 ]
  [ "$(grep -c "b.jsonl: 'foo' not taken" <<<"$output")" -eq 1 ]
  [ "$(grep -c "b.jsonl: 'address' left out" <<<"$output")" -eq 1 ]
  run sseindex --quiet --rebuild --db "$DB" a.csv b.jsonl
  [ -z "$output" ]
}

@test "what a page was read as is told with -v, and a page without text is counted" {
  echo '<!doctype html><title>Mill</title><h1>Mill</h1><p>The mill is sold to those who work in it.</p>' >article.html
  echo '<!doctype html><title>News</title><h3><a href=/a>Mill sold</a></h3><i>4 March 2026</i><h3><a href=/b>Mill bought</a></h3><i>3 March 2026</i>' >list.html
  echo '<!doctype html><title>App</title><meta name=description content="All about the mill."><div id=app></div>' >app.html
  echo '<!doctype html><title>Empty</title><div id=app></div>' >empty.html
  run sseindex --verbose --db "$DB" article.html list.html app.html empty.html
  says "article.html: read as an article of 42 bytes"
  says "list.html: read as a list of 2"
  says "app.html: no text found, its description is used"
  says "empty.html: no text found"
  says "1 text (none was found on the page, its description is used)"
  says "1 text (none was found on the page)"
}

@test "--stats keeps what was not taken, also when nothing was read again" {
  mkdir d
  printf 'title,foo\nA,x\nB,y\n' >d/a.csv
  touch d/b.xyz
  for _ in 1 2 3; do
    sseindex --quiet --db "$DB" d
    run sseindex --db "$DB" --stats
    says "1 file passed over: 1 .xyz (no format known)"
    says "2 texts of columns, keys and elements not taken: 2 foo"
    run sseindex --db "$DB" --stats --format json
    [ "$(jq -c '.last_run.not_taken | map([.kind, .name, .count]) | sort' <<<"$output")" = \
      '[["not taken","foo",2],["passed over",".xyz",1]]' ]
    [ "$(jq -c '.sources_read[0].not_taken | map([.kind, .name, .count])' <<<"$output")" = '[["not taken","foo",2]]' ]
  done
  rm d/b.xyz
  printf 'title\nA\nB\n' >d/a.csv
  sseindex --quiet --db "$DB" d
  [ "$(sseindex --db "$DB" --stats --format json | jq -c '[.last_run.not_taken, .sources_read[0].not_taken]')" = '[[],[]]' ]
}

@test "links of a saved page that does not say where it was lead to what was saved beside it" {
  mkdir "our news"
  { echo '<h1>News</h1><ul>'
    printf '<li><a href="%s.html">%s</a> <time>2026-03-0%s</time><p>Words of it.</p></li>' \
      a/mill 'Mill sold to its people' 4 a/ferry 'Ferry carries its owners' 3 /root 'Bakery opens again' 2
  } >"our news/list.html"
  sseindex --db "$DB" "our news/list.html"
  run ssesearch --db "$DB" --sort newest --format json 'has:date OR mill OR ferry OR bakery'
  [ "$(jq -c '[.items[].url]' <<<"$output")" = \
    "[\"file://$(realpath .)/our%20news/a/mill.html\",\"file://$(realpath .)/our%20news/a/ferry.html\",null]" ]
  mkdir gone && mv "our news/list.html" gone/page.html
  printf '<!-- saved from url=(0024)https://fed.example/news/ -->' | cat - gone/page.html >gone/said.html
  [ "$(sseindex --print gone/said.html | jq -r .url | head -1)" = https://fed.example/news/a/mill.html ]
}

@test "the links of a saved page start at the address that it names, else at its file" {
  mkdir -p "a folder"
  rows='<div><h3><a href="sub/one.html">The headline of one</a></h3><i>4 March 2026</i><p>Summary.</p></div>
<div><h3><a href="/two.html">The headline of two</a></h3><i>3 March 2026</i><p>Summary.</p></div>
<div><h3><a href="javascript:go(3)">The headline of three</a></h3><i>2 March 2026</i><p>Summary.</p></div>'
  links() { sseindex --print "$1" | jq -r '.url // "-"' | xargs; }
  echo "<!doctype html><title>News</title>$rows" >"a folder/none.html"
  folder=$(realpath "a folder" | sed 's/ /%20/g')
  [ "$(links "a folder/none.html")" = "file://$folder/sub/one.html" ]
  echo "<!doctype html><!-- saved from url=(0031)https://x.example/news/list --><title>News</title>$rows" >saved.html
  echo "<!doctype html><title>News</title><link rel=canonical href=https://x.example/news/list>$rows" >canonical.html
  printf 'From: <Saved by Blink>\nSubject: News\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B
Content-Type: text/html\nContent-Location: https://x.example/news/list\n\n%s\n--B--\n' "<!doctype html><title>News</title>$rows" >page.mhtml
  for page in saved.html canonical.html page.mhtml; do
    [ "$(links $page)" = "https://x.example/news/sub/one.html https://x.example/two.html" ]
  done
}
