#!/usr/bin/env bats
# Several archives searched as one: order, scores and counts are those of a single index with all items.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  # Words by Zipf's law, several languages, dates, publishers, compounds and Korean; a third of the items in the second
  # archive.
  awk 'function word(  r) { r = int(exp(rand() * log(4000))); return substr("bcdfglmnpr", r % 10 + 1, 1) substr("aeiou", r % 5 + 1, 1) \
      substr("lmnrstvz", int(r / 50) % 8 + 1, 1) substr("aeio", int(r / 7) % 4 + 1, 1) (r > 60 ? substr("ndtskbgpr", r % 9 + 1, 1) "er" r % 7 : "") }
    function text(n,  k, t) { t = word(); for (k = 1; k < n; k++) t = t (rand() < .1 ? ". " : " ") word(); return t }
    BEGIN { srand(3); split("en fr es de", langs); split("Dorfbank Genossenschaftsbank Bank Genossenschaft", german)
      for (i = 1; i <= 12000; i++) {
        body = text(15 + int(rand() * 20)); if (i % 9 == 0) body = body " " german[int(rand() * 4) + 1] " " german[int(rand() * 4) + 1]
        if (i % 13 == 0) body = body " 사회적협동조합은 지역 협동조합"
        more = ",\"lang\":\"" langs[i % 4 + 1] "\",\"source\":\"Paper " i * i % 7 "\""
        if (i % 11) more = more sprintf(",\"date\":\"20%02d-%02d-%02d\"", i % 25, i % 12 + 1, i % 28 + 1)
        if (i % 5 == 0) more = more ",\"url\":\"https://site" i % 3 ".org/news/" i "\""
        if (i % 6 == 0) more = more ",\"tags\":[\"fair trade\"]"
        line = "{\"id\":\"i" i "\",\"title\":\"" text(6) "\",\"text\":\"" body "\"" more "}"
        print line >"all.jsonl"; print line >(rand() < .33 ? "two.jsonl" : "one.jsonl") } }' </dev/null
  for name in all one two; do "$BUILD/sseindex" --quiet --db $name.db $name.jsonl; done
  # A few hundred queries with every construct, of words of the items.
  jq -r '.title, .text' all.jsonl | tr -d '.' | tr '[:upper:]' '[:lower:]' | awk 'NR % 97 == 0' | awk '
    function w() { return words[int(rand() * n) + 1] }
    { for (i = 1; i <= NF; i++) words[++n] = $i; if (NF > 4) pairs[++p] = $2 " " $3 }
    END { srand(5)
      for (i = 0; i < 12; i++) {
        q[++m] = w(); q[++m] = w() " " w(); q[++m] = w() " " w() " " w(); q[++m] = w() " " w() " " w() " " w() " " w() " " w()
        q[++m] = "\"" pairs[int(rand() * p) + 1] "\""; q[++m] = w() " NEAR/6 " w(); q[++m] = "\"" w() " " w() "\"~5"
        q[++m] = substr(w(), 1, 3) "*"; q[++m] = "*" substr(w(), 3); q[++m] = substr(w(), 1, 2) "*" substr(w(), 4)
        q[++m] = "(" w() " OR " w() ") " w(); q[++m] = w() " -" w(); q[++m] = "=" w(); q[++m] = "+" w() " " w()
        q[++m] = "title:" w() " " w(); q[++m] = "tag:trade " w(); q[++m] = w() " source:\"Paper " int(rand() * 7) "\""
        q[++m] = w() " lang:fr"; q[++m] = w() " date:20" 10 + i; q[++m] = w() " after:2015 before:2018-03"
        q[++m] = w() " site:site1.org"; q[++m] = w() " has:url -has:date"; q[++m] = "source:\"Paper " i % 7 "\" date:20" 10 + i
        q[++m] = "id:i" int(rand() * 12000) + 1; q[++m] = w() " OR " w() }
      q[++m] = "Bank"; q[++m] = "Genossenschaft"; q[++m] = "Dorfbanken"; q[++m] = "협동조합"; q[++m] = "지역 협동조합"; q[++m] = "the of"
      for (i = 1; i <= m; i++) print "q" i "\t" q[i] }' >queries.tsv
}

# The archives of the whole file, or of one test.
both() {
  run ssesearch --db "${FOLDER:-$BATS_FILE_TMPDIR}/one.db" --db "${FOLDER:-$BATS_FILE_TMPDIR}/two.db" "$@"
}

# Answers all queries from the single index and from both archives, and compares.
same() {
  local files="$BATS_FILE_TMPDIR"
  ssesearch --db "$files/all.db" --queries "$files/queries.tsv" --no-suggest "$@" >one.out 2>one.err || true
  ssesearch --db "$files/one.db" --db "$files/two.db" --queries "$files/queries.tsv" --no-suggest "$@" >both.out 2>both.err || true
  [ "$(wc -l <one.out)" -gt 250 ]
  diff one.out both.out | head -5
  cmp one.out both.out
  cmp one.err both.err
}

@test "the order and the scores are those of one index, whatever the query has in it" {
  same --format trec -n 100
}

@test "so are they with any of the words, on later pages, by date, and where newer items count more" {
  same --format trec -n 20 --match any
  same --format trec -n 10 --offset 60
  same --format trec -n 30 --sort newest
  same --format trec -n 30 --sort oldest
  same --format trec -n 30 --recency
}

@test "counts are those of one index" {
  same --count
}

@test "archives of long and of short texts are ranked by the averages of all" {
  jq -c 'if (.id | ltrimstr("i") | tonumber) % 3 == 0 then .text |= .[:25] | .title |= .[:8] else . end' \
    "$BATS_FILE_TMPDIR/all.jsonl" >all.jsonl
  jq -c 'select((.text | length) > 25)' all.jsonl >one.jsonl
  jq -c 'select((.text | length) <= 25)' all.jsonl >two.jsonl
  for name in all one two; do sseindex --quiet --db $name.db $name.jsonl; done
  cp "$BATS_FILE_TMPDIR/queries.tsv" .
  BATS_FILE_TMPDIR=$PWD same --format trec -n 100
}

@test "what is told beside hits is that of one index: explanations, facets, suggestions, similar items, completions" {
  plain='del(.took_ms, .facets.archive) | del(.items[] | .archive, .path, .line, .first_seen, .changed)'
  word=$(sed -n 3p "$BATS_FILE_TMPDIR/queries.tsv" | cut -f2)
  for ask in "--explain --facets $word" "--similar i77" "${word%?}q"; do
    # shellcheck disable=SC2086 # options and words
    both --json -n 30 $ask
    jq "$plain" <<<"$output" >both.json
    # shellcheck disable=SC2086
    ssesearch --db "$BATS_FILE_TMPDIR/all.db" --json -n 30 $ask | jq "$plain" >one.json
    jq -e '.items | length > 0' one.json
    diff one.json both.json
  done
  files="$BATS_FILE_TMPDIR"
  ssesearch --complete --db "$files/all.db" geno >one.out
  ssesearch --complete --db "$files/one.db" --db "$files/two.db" geno >both.out
  [ -s one.out ]
  cmp one.out both.out
}

# Two small archives that share an item.
two_archives() {
  mkdir -p small
  FOLDER=$PWD/small
  cat >small/one.jsonl <<'END'
{"id":"a","title":"A ferry","text":"By sea","date":"2024-01-01","source":"ILO","lang":"en"}
{"id":"b","title":"Another ferry","text":"By night","date":"2023-01-01","source":"ILO","lang":"en"}
{"id":"c","title":"A mutual","text":"Insurance","date":"2022-01-01","source":"ILO","lang":"en"}
END
  cat >small/two.jsonl <<'END'
{"id":"b","title":"Another ferry","text":"By night","date":"2023-01-01","source":"UN","lang":"en"}
{"id":"d","title":"A third ferry","text":"By day","date":"2021-01-01","source":"UN","lang":"en"}
END
  sseindex --quiet --db small/one.db small/one.jsonl
  sseindex --quiet --db small/two.db small/two.jsonl
}

@test "each hit says its archive, in every format that has a place for it" {
  two_archives
  both --json ferry
  jq -e '[.items[] | .id + .archive] | sort == ["aone", "bone", "dtwo"]' <<<"$output"
  both ferry
  says "ILO · one ·"
  says "UN · two ·"
  both --format csv ferry
  [ "${lines[0]%$'\r'}" = "id,date,title,source,lang,url,score,snippet,path,authors,archive" ]
  says ',"two"'
  both --format html ferry
  says "<bdi>UN</bdi> · <bdi>two</bdi>"
  both --format atom ferry
  says '<category scheme="urn:ssesearch:archive" term="two"/>'
  both --format csl-json ferry
  jq -e 'any(.[]; .archive == "two")' <<<"$output"
  both --format ris ferry
  says "DB  - two"
  for format in jsonl trec mail bibtex kwic; do
    both --format $format ferry
    [ "$status" -eq 0 ]
  done
  both --show d
  says "Archive: two"
  run ssesearch --db small/one.db --json ferry
  jq -e '.total == 2 and all(.items[]; has("archive") | not)' <<<"$output"
  run ssesearch --db small/one.db --format csv ferry
  [ "${lines[0]%$'\r'}" = "id,date,title,source,lang,url,score,snippet,path,authors" ]
}

@test "an id in two archives is one hit, and counts once" {
  two_archives
  both --json ferry
  jq -e '.total == 3 and (.items | length) == 3' <<<"$output"
  both --count ferry
  [ "$output" = 3 ]
  both --json -n 1 --offset 1 ferry
  jq -e '.total == 3 and (.items | length) == 1' <<<"$output"
  both --json --similar b
  jq -e 'all(.items[]; .id != "b")' <<<"$output"
  both --json "ferry archive:two"
  jq -e '[.items[].id] | sort == ["b", "d"]' <<<"$output"
}

@test "stories that two archives have are counted as they are shown" {
  # Two copies of each of 90 reports; the second archive has 60 of those.
  awk 'BEGIN { for (i = 1; i <= 180; i++) { k = int((i + 1) / 2); text = "ferry"; for (w = 0; w < 20; w++) text = text " w" k "x" w
    line = "{\"id\":\"" i "\",\"title\":\"Sea " i "\",\"text\":\"" text "\",\"date\":\"2025-07-02\",\"lang\":\"en\"}"
    print line >"one.jsonl"; if (i > 60) print line >"two.jsonl" } }'
  for name in one two; do sseindex --quiet --db $name.db $name.jsonl; done
  FOLDER=$PWD
  [ "$(ssesearch --db one.db --json -n 200 ferry | jq .stories)" = 90 ]
  both --json -n 200 ferry
  jq -e '.total == 180 and .stories == 90 and (.items | length) == 90' <<<"$output"
  both --json --facets -n 10 ferry
  jq -e '.total == 180 and .stories == 90 and .facets.lang[0].count == 180' <<<"$output"
}

@test "of hundreds that two archives have, pages show each once" {
  awk 'BEGIN { for (i = 1; i <= 400; i++) { line = "{\"id\":\"n" i "\",\"title\":\"ferry " i % 7 "\",\"text\":\"ferry by sea\"}"
    if (i <= 300) print line >"one.jsonl"; if (i > 100) print line >"two.jsonl" } }'
  for name in one two; do sseindex --quiet --db $name.db $name.jsonl; done
  FOLDER=$PWD
  for page in 0 50 100 150 200 250 300 350; do
    both --format jsonl -n 50 --offset $page ferry
    jq -r .id <<<"$output" >>ids
  done
  [ "$(sort -u ids | wc -l)" -eq 400 ]
  [ "$(wc -l <ids)" -eq 400 ]
  both --json -n 1000 ferry
  jq -e '.total == 400' <<<"$output"
}

# Lines of items as a run of sseindex reads them: those of a file whose number leaves that rest, or one of 5.
some_items() { # name, prefix, rest
  awk -v name="$1" -v prefix="$2" -v rest="$3" 'BEGIN { for (i = 1; i <= 900; i++) if (i % 3 == rest || i % 5 == 0)
    print "{\"id\":\"" (i % 5 == 0 ? "shared/" : prefix) i "\",\"title\":\"ferry " i % 7 "\",\"text\":\"ferry by sea" (i % 2 ? " or mutual" : "") "\",\"date\":\"202" i % 3 "\",\"source\":\"" i % 4 "\",\"lang\":\"en\"}" }' >"$1.jsonl"
  sseindex --quiet --db "$1.db" "$1.jsonl"
}

@test "however many ids archives have in common, counts and facets have each once" {
  for prefixes in "a/ b/ z/" "- - -" "a z shared/a"; do
    rm -f ./*.db
    read -r one two three <<<"$prefixes"
    some_items one "$one" 0
    some_items two "$two" 1
    some_items three "$three" 2
    cat one.jsonl two.jsonl three.jsonl | sort -u >all.jsonl
    sseindex --quiet --db all.db all.jsonl
    all="--db one.db --db two.db --db three.db"
    for query in ferry mutual "ferry date:2021" "boats mutual" "mutual sea"; do
      # shellcheck disable=SC2086
      [ "$(ssesearch $all --count $query)" = "$(ssesearch --db all.db --count $query)" ]
      # shellcheck disable=SC2086
      diff <(ssesearch $all -n 3 --facets --json $query | jq -c '[.total, (.facets | del(.archive))]') \
        <(ssesearch --db all.db -n 3 --facets --json $query | jq -c '[.total, .facets]')
    done
    # An archive contains its items.
    # shellcheck disable=SC2086
    ssesearch $all --facets --format csv ferry | tr -d '\r"' | grep '^archive' | sort |
      diff - <(for name in one three two; do echo "archive,$name,$(wc -l <$name.jsonl),$(wc -l <$name.jsonl)"; done)
    # shellcheck disable=SC2086
    [ "$(ssesearch $all --json --match any --similar shared/5 | jq .total)" = "$(ssesearch --db all.db --json --match any --similar shared/5 | jq .total)" ]
  done
}

# Three archives whose copies of an item differ in everything that facets count.
differing_copies() {
  awk 'BEGIN { srand(7); split("en fr es", langs); split("salt iron oil wood grain glass coal", load)
    for (a = 1; a <= 3; a++) for (i = 1; i <= 200; i++) if (i % 5 == 0 || i % 3 == a - 1)
      print "{\"id\":\"" (i % 5 == 0 ? "" : a) "i" i "\",\"title\":\"ferry " i % 7 "\",\"text\":\"by sea with " load[i % 7 + 1] (rand() < .5 ? " or mutual" : "") \
        "\",\"lang\":\"" langs[int(rand() * 3) + 1] "\",\"source\":\"Paper " int(rand() * 4) "\",\"group\":\"" int(rand() * 3) "\"" \
        (rand() < .2 ? "" : ",\"date\":\"202" int(rand() * 3) "-0" int(rand() * 3) + 1 "\"") \
        ",\"tags\":[\"" (rand() < .5 ? "Sea" : "sea") "\",\"Tag " int(rand() * 4) "\",\"only " a int(rand() * 2) "\"]}" >"part" a ".jsonl" }' </dev/null
  for i in 1 2 3; do sseindex --quiet --db part$i.db part$i.jsonl; done
}

@test "of copies that differ a facet counts what its filter finds" {
  differing_copies
  all="--db part1.db --db part2.db --db part3.db --match all"
  for query in mutual ferry "ferry OR mutual" "mutual lang:fr"; do
    # shellcheck disable=SC2086
    ssesearch $all --facets --json -n 1 "$query" |
      jq -r --arg query "$query" '.facets | to_entries[] | (if .key == "year" or .key == "month" then "date" else .key end) as $name | .value[] |
        ["\($name) \(.value)", "(\($query)) \($name):\(if $name == "tag" then "=" else "" end)\"\(.value)\"", .count, .items,
          "\($name):\(if $name == "tag" then "=" else "" end)\"\(.value)\""] | @tsv' >facets
    [ "$(wc -l <facets)" -gt 25 ]
    # shellcheck disable=SC2086
    diff <(cut -f1,3 facets) <(cut -f1,2 facets | ssesearch $all --count --queries -)
    # shellcheck disable=SC2086
    diff <(cut -f1,4 facets) <(cut -f1,5 facets | ssesearch $all --count --queries -)
  done
}

@test "facets of similar items leave the copies of the item out" {
  differing_copies
  all="--db part1.db --db part2.db --db part3.db --match any"
  # shellcheck disable=SC2086
  ssesearch $all --facets --json -n 1 --similar i5 >similar
  for name in source lang; do
    jq -r ".facets.${name}[] | \"\\(.value)\t\\(.count)\"" similar >facets
    while IFS=$'\t' read -r value count; do
      # shellcheck disable=SC2086
      [ "$(ssesearch $all --count --similar i5 --$name "$value")" = "$count" ] || { echo "$value $count"; false; }
    done <facets
  done
}

@test "where ids of archives lie mixed, a few in common count once" {
  for rest in 0 1; do
    awk -v rest=$rest 'BEGIN { for (i = 1; i <= 9000; i++) if (i % 2 == rest) print "{\"id\":\"n" 10000 + i "\",\"title\":\"mutual " i "\"}"
      print "{\"id\":\"z\",\"title\":\"A ferry\"}" }' >$rest.jsonl
    sseindex --quiet --db $rest.db $rest.jsonl
  done
  [ "$(ssesearch --db 0.db --db 1.db --count ferry)" = 1 ]
  [ "$(ssesearch --db 0.db --db 1.db --json ferry | jq '[.total, (.items | length)] | add')" = 2 ]
}

@test "a share of what archives have counts once, wherever its ids lie among the others" {
  # The ids of an overlap of a tenth come after thousands that lie mixed: n1, n10000, n10001, n1001, ..., n9001.
  awk 'BEGIN { for (i = 0; i <= 18999; i++) print "{\"id\":\"n" i "\",\"title\":\"mutual " i "\"}" }' >all.jsonl
  head -n 10000 all.jsonl >a.jsonl
  tail -n 10000 all.jsonl >b.jsonl
  for name in all a b; do sseindex --quiet --db $name.db $name.jsonl; done
  [ "$(ssesearch --db a.db --db b.db --count mutual)" = 19000 ]
  cmp <(ssesearch --db a.db --db b.db --facets --json -n 20 'mutual n1*' | jq '.total, .facets.lang') \
    <(ssesearch --db all.db --facets --json -n 20 'mutual n1*' | jq '.total, .facets.lang')
}

@test "the archive is a facet and a filter" {
  two_archives
  both --json --facets ferry
  jq -e '.facets.archive == [{"value": "one", "count": 2, "items": 3}, {"value": "two", "count": 2, "items": 2}]' <<<"$output"
  both --facets --format csv ferry
  says '"archive","one",2,3'
  both --facets --format jsonl ferry
  says '{"facet":"archive","value":"two","hits":2,"items":2}'
  both --facets ferry
  says $'Archive\n  one'
  both --count "ferry -archive:two"
  [ "$output" = 2 ]
  both --count ferry archive:three
  says "no item matches archive:three"
  run ssesearch --complete --db small/one.db --db small/two.db archive:t
  [ "$output" = archive:two ]
  run ssesearch --db small/one.db --json --facets ferry
  jq -e '.facets | has("archive") | not' <<<"$output"
}

@test "a saved search is kept for all archives, and new items of each are told once" {
  two_archives
  export XDG_STATE_HOME="$PWD/state"
  both --saved ferries --new ferry
  says "3 items"
  both --saved ferries --new ferry
  [ "$status" -eq 1 ]
  echo '{"id":"e","title":"A fourth ferry","text":"By lake"}' >>small/two.jsonl
  sseindex --quiet --db small/two.db small/two.jsonl
  both --saved ferries --new ferry
  says "A fourth ferry"
  says "1 item"
}

@test "an archive that cannot be opened is named" {
  two_archives
  run ssesearch --db small/one.db --db small/none.db ferry
  [ "$status" -eq 2 ]
  says "small/none.db: there is no index yet"
  run ssesearch --db small/one.db --db small/one.jsonl ferry
  [ "$status" -eq 2 ]
  says "small/one.jsonl: is not an index"
  sqlite3 small/two.db 'PRAGMA user_version = 3'
  both ferry
  [ "$status" -eq 2 ]
  says "small/two.db: was made by an earlier version"
  rm small/two.db
  two_archives
  sqlite3 small/two.db "PRAGMA user_version = $(sqlite3 small/one.db 'PRAGMA user_version'); UPDATE setting SET value = 'another' WHERE name = 'analyser'"
  both ferry
  [ "$status" -eq 2 ]
  says "small/two.db: its texts were split into words by another version"
}

@test "an archive is named once, and archives have different names" {
  two_archives
  run ssesearch --db small/one.db --db small/../small/one.db ferry
  [ "$status" -eq 2 ]
  says "is named twice"
  mkdir other
  cp small/two.db other/one.db
  run ssesearch --db small/one.db --db other/one.db ferry
  [ "$status" -eq 2 ]
  says "small/one.db and other/one.db: archives are distinguished by their file names"
  run sseindex --db small/one.db --db small/two.db small/one.jsonl
  [ "$status" -eq 2 ]
  says "--db was given two files"
}

@test "the configuration names archives to search, in place of the index" {
  two_archives
  printf '[index]\ndb = small/two.db\n[search]\ndb = small/one.db\ndb = small/two.db\n' >conf
  unset SSESEARCH_DB
  run ssesearch --config conf --count ferry
  [ "$output" = 3 ]
  SSESEARCH_DB=small/one.db run ssesearch --config conf --count ferry
  [ "$output" = 2 ]
  run ssesearch --config conf --db small/two.db --count ferry
  [ "$output" = 2 ]
  run sseindex --config conf --print-config
  says $'\ndb = '"$PWD"$'/small/one.db\ndb = '"$PWD/small/two.db"
}

teardown() {
  [ -z "${SERVER:-}" ] || { kill "$SERVER" && wait "$SERVER"; } 2>/dev/null || true
}

@test "sseserve serves several archives, and takes up each when it is swapped" {
  two_archives
  printf '[serve]\ndb = small/one.db\ndb = small/two.db\n' >conf
  unset SSESEARCH_DB
  sseserve --config conf --listen 127.0.0.1:0 >access.log 2>serve.log 3>&- &
  SERVER=$!
  eventually grep -qs 'http://' serve.log
  url=$(grep -oE 'http://[^/]+' serve.log)
  run curl -sS "$url/api/search?q=ferry&facets=1"
  jq -e '.total == 3 and ([.items[].archive] | unique) == ["one", "two"] and (.facets.archive | length) == 2' <<<"$output"
  run curl -sS "$url/api/search?q=ferry&archive=two"
  jq -e '.total == 2' <<<"$output"
  run curl -sS "$url/?q=ferry"
  says "<bdi>UN</bdi> · <bdi>two</bdi>"
  says 'name="archive" value="two"'
  run curl -sS "$url/?q=ferry&archive=two"
  says '<input type="checkbox" form="search" name="archive" value="two" checked>'
  run curl -sS "$url/item?id=d"
  [[ $output == *"A third ferry"* ]]
  run curl -sS "$url/feed.atom?q=ferry"
  says 'term="two"'
  run curl -sS "$url/api/stats"
  jq -e '.items == 5 and .sources == [{"name": "ILO", "items": 3}, {"name": "UN", "items": 2}] and .years[0].name == "2024"' <<<"$output"
  run curl -sS "$url/api/suggest?q=ferr"
  jq -e '.completions == [{"query": "ferry", "items": 4}]' <<<"$output"
  run curl -sS "$url/sitemap/1.xml"
  [ "$(grep -o '<loc>' <<<"$output" | wc -l)" -ge 4 ]
  echo '{"id":"e","title":"A fourth ferry","text":"By lake"}' >>small/two.jsonl
  sseindex --quiet --db small/two.db small/two.jsonl
  run curl -sS "$url/api/search?q=ferry"
  jq -e '.total == 4' <<<"$output"
  echo '{"id":"f","title":"A fifth ferry","text":"By river"}' >>small/one.jsonl
  sseindex --quiet --db small/one.db small/one.jsonl
  run curl -sS "$url/api/search?q=ferry"
  jq -e '.total == 5' <<<"$output"
}

# Serves the archives one and two of the folder small, made here from their items, at $url.
serve_small() {
  for name in one two; do sseindex --quiet --db small/$name.db small/$name.jsonl; done
  unset SSESEARCH_DB
  sseserve --db small/one.db --db small/two.db --listen 127.0.0.1:0 >access.log 2>serve.log 3>&- &
  SERVER=$!
  eventually grep -qs 'http://' serve.log
  url=$(grep -oE 'http://[^/]+' serve.log)
}

@test "a page of sseserve is of one archive's item where two have one id" {
  mkdir -p small
  echo '{"id":"1","title":"A ferry","text":"By sea.","source":"ILO","date":"2024-01-01","tags":["sea"]}' >small/one.jsonl
  echo '{"id":"1","title":"A mill","text":"By the weir.","source":"UN","date":"2019-01-01","tags":["weir"]}' >small/two.jsonl
  serve_small
  for search in 'q=mill' 'q=mill&archive=two' 'archive=two' 'q=weir+source:UN' 'q=source:UN'; do
    curl -sS "$url/item?id=1&offset=0&$search" >page
    grep -q '<title>A mill' page && grep -q 'weir</bdi>' page || { echo "$search"; cat page; false; }
    no grep -qE 'ferry|sea</bdi>|ILO|2024' page
  done
  for search in '' '&q=ferry' '&q=ferry&archive=one' '&q=nothing' '&archive=none'; do
    curl -sS "$url/item?id=1$search" >page
    grep -q '<title>A ferry' page || { echo "$search"; false; }
    no grep -qE 'mill|weir|UN</bdi>|2019' page
  done
}

@test "wherever sseserve leads to an item, it is that of its archive, where two have one id" {
  mkdir -p small
  echo '{"id":"1&a","title":"A ferry","text":"Sea again.","source":"ILO","date":"2024-01-01"}
{"id":"2","title":"Sea","text":"Ferry again.","date":"2023-01-01"}' >small/one.jsonl
  echo '{"id":"1&a","title":"A mill","text":"Old weir.","source":"UN","date":"2019-01-01"}
{"id":"3","title":"Weir","text":"Old mill.","date":"2018-01-01"}' >small/two.jsonl
  # Others, so that a word of two items tells something.
  for i in $(seq 12); do echo "{\"id\":\"n$i\",\"title\":\"News $i\",\"source\":\"UN\"}"; done >>small/two.jsonl
  serve_small
  item=$url/item?id=1%26a
  # Feeds, their ids, references, maps and a page's canonical address lead to the page of that archive's item.
  for feed in feed.atom feed.json search.bib search.ris search.csl.json; do
    curl -sS "$url/$feed?q=mill+title:mill" | sed 's/&amp;/\&/g; s/\\&/\&/g' | grep -F "$item&archive=two" || { echo "$feed"; false; }
    curl -sS "$url/$feed?q=title:ferry" >answer
    grep -F "$item" answer
    no grep -F 'archive=' answer
  done
  curl -sS "$url/feed.atom?q=title:mill" | grep -F '/item?id=1%26a&amp;archive=two</id>'
  curl -sS "$url/sitemap/1.xml" "$url/sitemap/2.xml" | grep -oE 'item\?[^<]*' | grep -v '=n' | sort >places
  printf '%s\n' 'item?id=1%26a' 'item?id=1%26a&amp;archive=two' 'item?id=2' 'item?id=3' | diff - places
  curl -sS "$url/item?id=1%26a&archive=two&q=nothing" >page
  grep -q '<title>A mill' page
  grep -F "<link rel=\"canonical\" href=\"$url/item?id=1%26a&amp;archive=two\">" page
  grep -F '<a href="./item?id=3&amp;q=nothing&amp;archive=two">Weir</a>' page
  no grep -F '>Sea<' page
  curl -sS "$url/item?id=1%26a&archive=two" | no grep -E 'class="back"|type="hidden" name="archive"'
  # The page's links to references are of it, and one that is of neither is not found.
  for format in bib ris csl.json txt; do
    grep -F "href=\"./item.$format?id=1%26a&amp;archive=two\"" page
    curl -sS "$url/item.$format?id=1%26a&archive=two" | grep -F 'A mill'
    curl -sS "$url/item.$format?id=1%26a" | grep -F 'A ferry'
    [ "$(curl -sS -o answer -w '%{http_code}' "$url/item.$format?id=1%26a&archive=none")" = 404 ]
  done
  # A hit leads to itself, of whatever search it is, and that of a list which is not of a search, too.
  place=$(curl -sS "$url/?source=UN" | grep -oE 'item\?id=1[^"]*' | head -1 | sed 's/&amp;/\&/g')
  curl -sS "$url/$place" | grep -q '<title>A mill'
  curl -sS "$url/$place" | no grep -F 'archive=two&amp;page'
  curl -sS "$url/item?id=3" | grep -F '<a href="./item?id=1%26a&amp;archive=two">A mill</a>'
  # The API.
  [ "$(curl -sS "$url/api/item/1%26a" | jq -r .title)" = 'A ferry' ]
  [ "$(curl -sS "$url/api/item/1%26a?archive=two" | jq -r .title)" = 'A mill' ]
  [ "$(curl -sS "$url/v1/item/1%26a?archive=none&archive=two" | jq -r .title)" = 'A mill' ]
  curl -sS "$url/api/item/2?archive=two" | jq -e '.status == 404'
  curl -sS "$url/api/search?similar=1%26a" | jq -e '[.items[].id] == ["2"]'
  curl -sS "$url/api/search?similar=1%26a&archive=two" | jq -e '[.items[].id] == ["3"]'
  curl -sS "$url/api/suggest?q=mill&kinds=items" | jq -e 'any(.items[]; .id == "1&a" and .archive == "two")'
}
