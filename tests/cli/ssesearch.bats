#!/usr/bin/env bats
# ssesearch as a person or a script runs it.

load helper

search() {
  run ssesearch --db "$DB" "$@"
}

@test "a sentence of more words or signs than a phrase has doclists open is found" {
  jq -cn '{id: "ja", title: ("社会的連帯経済は協同組合や共済組合や財団や非営利団体や社会的企業などの組織によって構成される経済活動の総体であり利益の最大化ではなく人間と地域社会の必要を満たすことを目的としている"), text: "x"},
    {id: "en", title: "Long", text: ([range(130) | "w\(.)"] | join(" "))}' >long.jsonl
  sseindex --quiet --db "$DB" long.jsonl
  [ "$(ssesearch --db "$DB" --count '社会的連帯経済は協同組合や共済組合や財団や非営利団体や社会的企業などの組織によって構成される経済活動の総体であり利益の最大化ではなく人間と地域社会の必要を満たすことを目的としている')" -eq 1 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\"")" -eq 1 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\" NEAR/3 w115")" -eq 0 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\" NEAR/3 w112")" -eq 1 ]
}

@test "windows of nearness are looked for so many times in an item, however many there are" {
  python3 -c 'import json; print(json.dumps({"id": "x", "title": "t", "text": "alpha beta " * 30000 + "gamma"}))' >near.jsonl
  sseindex --quiet --db "$DB" near.jsonl
  most=$(python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' ssesearch --db "$DB" --count '"alpha beta"~1000 NEAR/5 gamma')
  [ "$most" -lt 500000 ] || { echo "$most KB"; false; }
  [ "$(ssesearch --db "$DB" --count 'beta NEAR/1 gamma')" -eq 1 ]
}

@test "what a group of alternatives finds is counted alike whichever words are to match" {
  jq -cn 'range(1; 41) as $i | {id: "x\($i)", title: (if $i % 4 == 0 then "bank" else "mill" end), date: "\(2000 + $i % 20)"}' >alike.jsonl
  sseindex --quiet --db "$DB" alike.jsonl
  for match in all any auto; do
    [ "$(ssesearch --db "$DB" --match $match --count '(bank OR -coop) before:2015')" -eq 30 ] || { echo "$match"; false; }
  done
}

@test "cooperatives Korea finds the agreement and the visit among the first five" {
  index_corpus
  search -n 5 "cooperatives Korea"
  [ "$status" -eq 0 ]
  says "Sungkonghoe University"
  says "iCOOP’s Natural Dream Park"
}

@test "JSON has what the README says, with highlights on the words" {
  index_corpus
  search --format json -n 3 cooperatives Korea
  [ "$status" -eq 0 ]
  jq -e '.query == "cooperatives Korea" and .total >= 3 and .total_is_exact == true and .took_ms >= 0' <<<"$output"
  jq -e '(.items | length) == 3 and all(.items[]; .id and .title and .date and .source and .score > 0)' <<<"$output"
  # What each highlight covers, in code points, folded: one of the words and nothing else.
  jq -e '[.items[] | (.title as $t | .highlights.title[] | $t[.[0]:.[0]+.[1]]),
                     (.snippet as $s | .highlights.snippet[] | $s[.[0]:.[0]+.[1]])]
         | length > 3 and all(.[]; test("^(coop|korea)"; "i"))' <<<"$output"
}

@test "spellings that readers take for the same find the same" {
  printf 'La COOPÉRATIVE ｃｏｏｐｅｒａｔｉｖｅ coope\xcc\x81rative\n' >a.txt
  sseindex -q --db "$DB" a.txt
  for word in cooperative COOPÉRATIVE ｃｏｏｐｅｒａｔｉｖｅ $'coope\xcc\x81rative'; do
    search --color always "$word"
    [ "$status" -eq 0 ]
    says $'\e[1;31mCOOPÉRATIVE\e[0m'
    says $'\e[1;31mｃｏｏｐｅｒａｔｉｖｅ\e[0m'
    says $'\e[1;31mcoopérative\e[0m'
  done
}

@test "colour only on a terminal, and never against the reader's will" {
  index_corpus
  search korea
  [[ $output != *$'\e'* ]]
  run script -qec "TERM=xterm ssesearch --db $DB korea" /dev/null </dev/null
  says $'\e[1;31m'
  run script -qec "TERM=xterm NO_COLOR=1 ssesearch --db $DB korea" /dev/null </dev/null
  [[ $output != *$'\e'* ]]
  run script -qec "TERM=dumb ssesearch --db $DB korea" /dev/null </dev/null
  [[ $output != *$'\e'* ]]
  search --color never korea
  [[ $output != *$'\e'* ]]
}

@test "exit codes are grep's" {
  index_corpus
  search korea
  [ "$status" -eq 0 ]
  search xyzzy
  [ "$status" -eq 1 ]
  says "0 items"
  search --color purple korea
  [ "$status" -eq 2 ]
  says "--color: 'purple' is not one of auto, always, never"
  run ssesearch --db "$DB"
  [ "$status" -eq 2 ]
  says "what shall be searched for?"
}

@test "limit, offset and count" {
  index_corpus
  search --count coopératives
  [ "$status" -eq 0 ]
  total=$output
  search --format json -n 2 --offset 1 coopératives
  [ "$(jq '.items | length' <<<"$output")" -eq 2 ]
  [ "$(jq .total <<<"$output")" -eq "$total" ]
  search --count xyzzy
  [ "$status" -eq 1 ]
  [ "$output" = 0 ]
  search -n x korea
  [ "$status" -eq 2 ]
}

@test "items with some of the words are told apart" {
  index_corpus
  search "Goesan conference"
  says "With some of the words:"
  says "items have all the words"
  search --match all "Goesan conference"
  [[ $output != *"With some"* ]]
  search --format json "Goesan conference"
  [ "$(jq .relaxed <<<"$output")" = true ]
}

@test "any query is accepted" {
  index_corpus
  for query in '"' '"korea' 'NEAR(' 'korea AND' '*' 'k*' 'NOT' '(' 'a:b' '^x' '🎉' "'; DROP TABLE item; --" '-'; do
    search -- "$query"
    [ "$status" -le 1 ]
    [[ $output != *syntax* ]]
  done
  search "$(head -c 10000 /dev/zero | tr '\0' 'x')"
  [ "$status" -eq 1 ]
  search "$(seq -s ' ' 2500)"
  [ "$status" -le 1 ]
}

@test "a missing index is named with the command that makes one" {
  search korea
  [ "$status" -eq 2 ]
  says "index.db: there is no index yet; make one with: sseindex --db"
  [ ! -e "$DB" ]
}

@test "what is no index, is cut short or of another version is refused with its name" {
  echo "a letter" >letter.db
  run ssesearch --db letter.db korea
  [ "$status" -eq 2 ]
  says "letter.db: is not an index"
  index_corpus
  cp "$DB" other.db
  sqlite3 other.db 'PRAGMA user_version = 99' >/dev/null
  run ssesearch --db other.db korea
  [ "$status" -eq 2 ]
  says "other.db: was made by a"
  head -c 9000 "$DB" >short.db
  run ssesearch --db short.db korea
  [ "$status" -eq 2 ]
  says "short.db: is damaged"
}

@test "who may not write the folder can search, and nothing is written" {
  mkdir d
  sseindex -q --db d/index.db "$TOP/corpus"
  before=$(ls -l --time-style=full-iso d/index.db)
  chmod 555 d
  run_as_stranger ssesearch --db d/index.db --count korea
  chmod 755 d
  [ "$status" -eq 0 ]
  [ "$(ls -l --time-style=full-iso d/index.db)" = "$before" ]
}

@test "an index that was only copied can be read where nothing can be written" {
  sseindex -q --db "$DB" "$TOP/corpus"
  mkdir ro
  cp "$DB" ro/index.db
  chmod 555 ro
  run_as_stranger ssesearch --db ro/index.db --count korea
  chmod 755 ro
  [ "$status" -eq 0 ]
}

@test "output that cannot be written is an error" {
  index_corpus
  [ -w /dev/full ] || skip "needs /dev/full"
  run bash -c "ssesearch --db '$DB' korea >/dev/full"
  [ "$status" -eq 2 ]
  says "standard output: cannot write"
}

@test "help and version exit 0, and help fits a screen" {
  run ssesearch --help
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -le 24 ]
  run ssesearch -V
  [ "$status" -eq 0 ]
  says "SQLite 3."
}

@test "plain words find any form, quotes and = the written one, synonyms what means the same" {
  printf 'A cooperative bank of the region\n' >a.txt
  printf 'Cooperation in the region\n' >b.txt
  printf 'Une union d’économie sociale et solidaire\n' >c.txt
  printf 'Co-operatives of the region\n' >d.txt
  sseindex -q --db "$DB" a.txt b.txt c.txt d.txt
  search --count cooperatives
  [ "$output" = 2 ]
  search --count cooperation
  [ "$output" = 1 ]
  search --count '"cooperation"'
  [ "$output" = 1 ]
  search --count =cooperation
  [ "$output" = 1 ]
  TERM=xterm search --color always SSE
  [[ $output != *$'\e]8;'* ]] # links are for terminals alone
  says $'\e[1;31méconomie sociale et solidaire\e[0m'
  search --synonyms '' SSE
  [ "$status" -eq 1 ]
}

@test "synonyms can come from a file, and a bad one is named with its line" {
  printf 'A bank of the region\n' >a.txt
  sseindex -q --db "$DB" a.txt
  printf 'shore, bank\n' >rules.txt
  search --synonyms rules.txt --count shore
  [ "$output" = 1 ]
  printf 'shore, bank\na => b => c\n' >rules.txt
  search --synonyms rules.txt shore
  [ "$status" -eq 2 ]
  says "rules.txt:2: there are two => in one line"
  search --synonyms missing.txt shore
  [ "$status" -eq 2 ]
  says "missing.txt"
}

@test "--explain says what a score is made of, and the parts add up to it" {
  index_corpus
  search --explain "co-operatives Korea"
  says "nearness of the words"
  says "words spelled alike"
  search --explain --recency --format json -n 5 "co-operatives Korea SSE"
  [ "$(jq '[.items[] | (.score - ([.explanation[].value] | add)) | fabs < 0.0001] | all' <<<"$output")" = true ]
  [ "$(jq '[.items[].explanation[] | .what | startswith("recency")] | any' <<<"$output")" = true ]
}

@test "the queries of a file are answered as runs for trec_eval" {
  index_corpus
  printf 'q1\tcooperatives Korea\nq2\txyzzy\nq3\tmutual insurance\n' >queries.tsv
  search --queries queries.tsv --format trec -n 3
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -eq 6 ]
  [[ ${lines[0]} =~ ^q1\ Q0\ [^\ ]+\ 1\ [0-9.]+\ ssesearch$ ]]
  [[ ${lines[5]} == "q3 Q0 "*" 3 "* ]]
  search --queries queries.tsv --count
  [ "${lines[1]}" = $'q2\t0' ]
  echo "no tab" >queries.tsv
  search --queries queries.tsv
  [ "$status" -eq 2 ]
  says "queries.tsv:1: is not an id, a tab and a query"
}

@test "--show prints an item whole, and an item without address names its file" {
  mkdir "a b"
  printf '{"id":"k/1","title":"Mill","text":"First.\\nSecond.","date":"2024-05-01","tags":["x","y"]}\n' >"a b/a.jsonl"
  sseindex --quiet --db "$DB" "a b"
  run ssesearch --db "$DB" --show k/1
  [ "$status" -eq 0 ]
  says $'Mill\nDate: 2024-05-01'
  says "Tags: x, y"
  says "Address: file://$PWD/a%20b/a.jsonl"
  says $'\nFirst.\n\nSecond.'
  run ssesearch --db "$DB" --show k/1 --format json
  [ "$(jq -r '.path + .text' <<<"$output")" = "$PWD/a b/a.jsonl"$'First.\nSecond.' ]
  run ssesearch --db "$DB" mill
  says "file://$PWD/a%20b/a.jsonl"
  run ssesearch --db "$DB" --format csv mill
  says ",\"$PWD/a b/a.jsonl\""
  run ssesearch --db "$DB" --show nothing
  [ "$status" -eq 1 ]
  says "no item has the id 'nothing'"
  run ssesearch --db "$DB" --show k/1 mill
  [ "$status" -eq 2 ]
}

@test "authors of an item are shown in every format that has a place for them" {
  printf 'TY  - NEWS\nID  - k/1\nTI  - Mill\nAU  - Smith, Ann\nAU  - Bob Jones\nT2  - The Press\nER  - \n' >a.ris
  printf '{"title":"Mill too","source":"The Press"}\n' >b.jsonl
  sseindex --quiet --db "$DB" a.ris b.jsonl
  run ssesearch --db "$DB" --show k/1
  says $'Mill\nAuthors: Smith, Ann; Bob Jones\nSource: The Press'
  search --format json mill
  [ "$(jq -c '[.items[] | .authors]' <<<"$output")" = '[["Smith, Ann","Bob Jones"],null]' ]
  search --format csv mill
  says '","Smith, Ann; Bob Jones"'
  says '",""'
  search --format atom mill
  [ "$(grep -c '<author>' <<<"$output")" = 4 ] # of the feed, of the first, and a publisher
  says $'<author><name>Smith, Ann</name></author>\n<author><name>Bob Jones</name></author>\n<source><title>The Press</title>'
  # What is printed as a feed is read back as it was.
  ssesearch --db "$DB" --format atom mill >again.atom
  [ "$(sseindex --print again.atom | jq -c 'select(.title == "Mill") | [.source, .authors]')" = \
    '["The Press",["Smith, Ann","Bob Jones"]]' ]
  # An author that is new is an update.
  sed -i 's/Bob Jones/Carla Ruiz/' a.ris
  run sseindex --db "$DB" a.ris
  says "1 updated"
  [ "$(ssesearch --db "$DB" --show k/1 --format json | jq -r '.authors[1]')" = "Carla Ruiz" ]
}

@test "an item without authors has those of another source, and the one with its own keeps them" {
  printf '{"title":"Mill","text":"Sold to its workers.","url":"https://x.example/1"}\n' >a.jsonl
  printf '{"title":"Mill","text":"Sold.","url":"https://x.example/1","author":"Ann Smith"}\n' >b.jsonl
  printf '{"title":"Mill","text":"Sold.","url":"https://x.example/1","author":"Bob Jones"}\n' >c.jsonl
  sseindex --quiet --db "$DB" a.jsonl b.jsonl c.jsonl
  search --format jsonl mill
  [ "$(jq -c '[.authors, .snippet]' <<<"$output")" = '[["Ann Smith"],"Sold to its workers."]' ]
  run sseindex --db "$DB" a.jsonl b.jsonl c.jsonl
  says "0 added, 0 updated"
}

@test "group: is a filter and a facet of the group a source is in" {
  printf '{"title":"Mill one"}\n' >a.jsonl
  printf '{"title":"Mill two"}\n{"title":"Mill three"}\n' >b.jsonl
  printf '{"title":"Mill four"}\n' >c.jsonl
  printf '[source]\npath = a.jsonl\ngroup = Members\n[source]\npath = b.jsonl\ngroup = Members abroad\n[source]\npath = c.jsonl\n' >c.conf
  sseindex --quiet --config c.conf --db "$DB"
  [ "$(ssesearch --db "$DB" --count mill group:members)" = 1 ]
  [ "$(ssesearch --db "$DB" --count 'mill group:"members abroad"')" = 2 ]
  [ "$(ssesearch --db "$DB" --count 'mill -group:members')" = 3 ]
  [ "$(ssesearch --db "$DB" --count mill group:friends)" = 0 ]
  run ssesearch --db "$DB" --facets --format json mill
  [ "$(jq -c .facets.group <<<"$output")" = '[{"value":"Members abroad","count":2,"items":2},{"value":"Members","count":1,"items":1}]' ]
  sed -i 's/Members$/Friends/' c.conf
  sseindex --quiet --config c.conf --db "$DB"
  [ "$(ssesearch --db "$DB" --count mill group:friends)" = 1 ]
}

@test "jsonl has an item a line, and csv is a table that no spreadsheet runs" {
  printf 'title,text\n"=HYPERLINK(""x"")","a ""quoted"" word"\n' >a.csv
  sseindex --quiet --db "$DB" a.csv
  search --format jsonl hyperlink
  [ "$(jq -r .title <<<"$output")" = '=HYPERLINK("x")' ]
  search --format csv hyperlink
  [ "${lines[0]}" = $'id,date,title,source,lang,url,score,snippet,path,authors\r' ]
  says ',"'"'"'=HYPERLINK(""x"")",'
  says '"a ""quoted"" word"'
}

@test "--recency puts the newer of two alike first, with the half-life of the configuration" {
  printf '{"title":"One bank","date":"2001-01-01","id":"old"}\n{"title":"One bank a","date":"2020-01-01","id":"new"}\n' >a.jsonl
  sseindex --quiet --db "$DB" a.jsonl
  search --format jsonl bank
  [ "$(head -1 <<<"$output" | jq -r .id)" = old ]
  printf '[search]\nhalf-life = 7300\n' >c.conf
  search --config c.conf --recency --format jsonl bank
  [ "$(head -1 <<<"$output" | jq -r .id)" = new ]
  printf '[search]\nhalf-life = 0\n' >c.conf
  search --config c.conf --recency bank
  [ "$status" -eq 2 ]
  says "c.conf:2: half-life: '0' is not a length of time"
}

# ids QUERY...: the ids found, in order, on one line.
ids() {
  ssesearch --db "$DB" --format jsonl "$@" 2>/dev/null | jq -r .id | paste -sd' '
}

small_archive() {
  cat >a.jsonl <<'END'
{"id":"a","title":"Bank of the people","text":"A decent job and work for all","date":"2023-07-25","source":"ILO News","lang":"en","tags":["finance","fair trade"]}
{"id":"b","title":"Une banque","text":"Travail décent","date":"2023-06","source":"Fédération","lang":"fr"}
{"id":"c","title":"Work","text":"The bank and the union","date":"2024-01-02","source":"ilo.org","lang":"en","tags":["finance"]}
{"id":"d","title":"Undated union","text":"Nothing else","lang":"en"}
END
  sseindex --quiet --db "$DB" a.jsonl
}

@test "words near each other may be asked for in a field" {
  printf '{"id":"x:1","title":"A bank in the village","text":"Harbour."}\n{"id":"x:2","title":"Harbour","text":"A bank in the village."}\n' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  search --format jsonl 'bank NEAR/3 title:village'
  [ "$(jq -r .id <<<"$output")" = x:1 ]
  search --count 'bank NEAR/3 tag:village'
  [ "$output" = 0 ]
}

@test "alternatives, exclusions, groups, open ends, fields and nearness" {
  small_archive
  [ "$(ids 'bank -union')" = a ]
  [ "$(ids -- '-bank lang:en')" = d ]
  [ "$(ids 'union (work OR nothing)' --sort newest)" = "c d" ]
  [ "$(ids 'ban*' --sort oldest)" = "b a c" ]
  [ "$(ids title:bank)" = a ]
  [ "$(ids 'tag:finance' --sort newest)" = "c a" ]
  [ "$(ids 'tag:"fair trade"')" = a ]
  [ "$(ids 'decent NEAR/3 work')" = a ]
  [ -z "$(ids 'decent NEAR/1 work')" ]
}

@test "filters by date, source and language, in the query and as options" {
  small_archive
  [ "$(ids source:ilo --sort newest)" = "c a" ]
  [ "$(ids 'source:"=ILO News"')" = a ]
  [ -z "$(ids source:=ILO)" ]
  [ "$(ids --source ilo --sort oldest)" = "a c" ]
  [ "$(ids lang:fr)" = b ]
  [ "$(ids date:2023)" = "a b" ]
  [ "$(ids date:2023-06..2023-07-24)" = b ]
  [ "$(ids after:2023-07-25)" = "c a" ]
  [ "$(ids before:2023-07-25)" = b ]
  [ "$(ids --after 2023-07 --before 2023-08 bank)" = a ]
  [ "$(ids --lang en work -n 1 --sort newest)" = c ]
  [ -z "$(ids source:il)" ]
  [ "$(ids 'lang:(fr OR ko)')" = b ]
  [ "$(ids 'date:"July 2023"')" = a ]
  search --after nonsense bank
  [ "$status" -eq 2 ]
}

@test "a filter that cannot be read matches nothing and is named, in text, JSON and Atom" {
  small_archive
  for query in 'date:nonsense' 'before:2023-02-30' 'lang:"f r"' 'has:wings' 'saved:nothing'; do
    for sign in '' '-'; do
      search "work $sign$query"
      [ "$status" -eq 1 ]
      says "matches nothing"
    done
    ssesearch --db "$DB" --format json "work $query" >answer.json 2>/dev/null || true
    [ "$(jq -c '[.total, (.notes | length)]' answer.json)" = '[0,1]' ]
  done
  [ "$(ids 'work OR date:nonsense' 2>/dev/null | wc -w)" -gt 0 ]
  ssesearch --db "$DB" --format atom 'work date:nonsense' 2>/dev/null | grep -q '<subtitle>.*matches nothing</subtitle>'
}

@test "items are told by site, address, path, id and by what they have" {
  cat >items.jsonl <<'END'
{"id":"a","title":"Mill","url":"https://news.coop.example/2023/mill","date":"2023-07-25","tags":["flour"]}
{"id":"b","title":"Mill","url":"https://coop.example/b","text":"Words.","source":"The Mill"}
{"id":"c","title":"Mill","url":"https://notcoop.example/c","lang":"fr"}
{"id":"d","title":"Mill","date":"2022","authors":["Ann Smith","Bob Jones"]}
END
  mkdir sub && echo '{"id":"e","title":"Mill"}' >sub/other.jsonl
  sseindex -q --db "$DB" items.jsonl sub
  sorted() { ids "$@" | tr ' ' '\n' | sort | paste -sd ' '; }
  [ "$(sorted site:coop.example)" = "a b" ]
  [ "$(sorted site:https://www.coop.example/)" = "a b" ]
  [ "$(sorted site:=coop.example)" = b ]
  [ "$(sorted 'site:not*')" = c ]
  [ "$(sorted url:/2023/)" = a ]
  [ "$(sorted 'url:https://*/b')" = b ]
  [ "$(sorted path:sub/)" = e ]
  [ "$(sorted 'id:(a OR d)')" = "a d" ]
  [ "$(sorted has:date)" = "a d" ]
  [ "$(sorted 'mill -has:url')" = "d e" ]
  [ "$(sorted has:tags)" = a ]
  [ "$(sorted has:text)" = b ]
  [ "$(sorted has:source)" = b ]
  [ "$(sorted has:author)" = d ]
  [ "$(sorted author:smith)" = d ]
  [ "$(sorted 'author:("ann smith" OR nobody)')" = d ]
  [ "$(sorted 'author:jon*')" = d ]
  [ -z "$(sorted title:smith)" ]
  run ssesearch --db "$DB" has:wings
  says "not one of date, url"
}

@test "--parse tells how a query is understood, and --help-query has a screen of examples" {
  run ssesearch --parse 'bank -(title:"a b*" OR lang:fr)'
  [ "$status" -eq 0 ]
  [ "$output" = "all of
  the word bank, in any form
  not
    any of
      the phrase a b*, in the field title
      lang fr" ]
  run ssesearch --parse 'foo:bar'
  says "'foo:' is not a field"
  run ssesearch --help-query
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -le 24 ]
}

@test "words that name a month offer it as a filter" {
  small_archive
  search 'work July 2023'
  says "write date:2023-07 in place of July 2023"
}

@test "a saved search is part of a query, and one that names itself is told" {
  small_archive
  export XDG_STATE_HOME=$PWD/state
  ssesearch --db "$DB" --saved french lang:fr >/dev/null
  ssesearch --db "$DB" --saved both 'saved:french OR source:ilo' >/dev/null
  [ "$(ids saved:french)" = b ]
  [ "$(ids 'saved:both -saved:french' --sort newest)" = "c a" ]
  ssesearch --db "$DB" --saved circle 'work saved:circle' >/dev/null 2>&1 || true
  search saved:circle
  says "names itself"
  ssesearch --db "$DB" --saved like --similar a >/dev/null
  ssesearch --db "$DB" --saved some --match ANY 'french work' >/dev/null
  for name in like some; do
    run ssesearch --db "$DB" saved:$name
    [ "$status" -eq 1 ]
    says "cannot be part of a query"
  done
}

@test "a saved search within another query says what it says alone, and one that grows without end is told" {
  small_archive
  export XDG_STATE_HOME=$PWD/state
  ssesearch --db "$DB" --saved open 'work (french' >/dev/null 2>&1
  search saved:open
  says "a parenthesis that is not closed"
  ssesearch --db "$DB" --saved g0 work >/dev/null
  for i in 1 2 3 4 5; do
    ssesearch --db "$DB" --saved g$i "$(printf "saved:g$((i - 1)) OR x%d " $(seq 40))" >/dev/null 2>&1 || true
  done
  search saved:g5
  says "makes the query too long"
}

@test "a phrase of too many words with others between them is told" {
  small_archive
  run ssesearch --db "$DB" "\"$(seq -s ' ' 65)\"~3"
  [ "$status" -eq 2 ]
  says "too many words"
  run ssesearch --db "$DB" "\"$(seq -s ' ' 64)\"~3"
  [ "$status" -eq 1 ]
}

@test "a name with signs is a word of a phrase" {
  printf '{"id":"a","title":"R&D budget grows","body":"News of AT&T and C++ today"}\n' >names.jsonl
  sseindex --db names.db names.jsonl >/dev/null
  for query in '"R&D budget"' '="R&D budget"' '"AT&T and C++ today"' '"AT&T today"~3' '"of AT&T"' '"R&D bud*"' \
    '"R&D b*t"' 'AT&T NEAR/2 today' '=R&D'; do
    run ssesearch --db names.db --match all "$query"
    [ "$status" -eq 0 ] || { echo "$query"; false; }
  done
  run ssesearch --db names.db --match all '"R&D today"'
  [ "$status" -eq 1 ]
}

@test "no phrase goes from one tag or author to the next" {
  printf '{"id":"a","title":"Bank","tags":["fair trade","union bank"],"authors":["Ann Smith","Bob Jones"]}\n' >lists.jsonl
  sseindex --db lists.db lists.jsonl >/dev/null
  for query in 'tag:"fair trade"' 'tag:"union bank"' 'author:"bob jones"' 'tag:trade tag:union' '"fair trade"'; do
    [ "$(ssesearch --db lists.db --count "$query")" -eq 1 ] || { echo "$query"; false; }
  done
  for query in 'tag:"trade union"' '"trade union"' 'author:"smith bob"' 'tag:="trade union"' 'tag:"trade uni*"'; do
    [ "$(ssesearch --db lists.db --count "$query")" -eq 0 ] || { echo "$query"; false; }
  done
  sseindex --db lists.db --check
}

@test "site: takes a host in any script, of an address too" {
  printf '{"id":"%s","title":"Bank","url":"https://%s/x","body":"News"}\n' a www.españa.example b b.example >hosts.jsonl
  sseindex --db hosts.db hosts.jsonl >/dev/null
  for value in españa.example ESPAÑA.example https://www.españa.example/y xn--espaa-rta.example; do
    [ "$(ssesearch --db hosts.db --format jsonl "site:$value" | jq -r .id)" = a ] || { echo "$value"; false; }
  done
  [ "$(ssesearch --db hosts.db --count site:example)" -eq 2 ]
}

@test "a filter without a value, and one that no item fits, are told" {
  small_archive
  search 'lang: work'
  [ "$status" -eq 1 ]
  says "lang: has no value"
  search 'lang:english'
  [ "$status" -eq 1 ]
  says "no item is of lang:english"
  for filter in id:nowhere 'id:no*' url:nowhere.example path:nowhere; do
    search "$filter"
    [ "$status" -eq 1 ]
    says "no item is of $filter"
  done
  search "id:$(ssesearch --db "$DB" --format jsonl -n 1 work | jq -r .id)"
  [ "$status" -eq 0 ]
  [[ $output != *"no item"* ]]
  search 'date:2024..2020'
  [ "$status" -eq 1 ]
  says "ends before it begins"
  search 'work -source:""'
  [ "$status" -eq 1 ]
  says "source: has no value"
}

@test "what cannot be parsed is searched as words, with a note" {
  small_archive
  search '(bank OR'
  [ "$status" -eq 0 ]
  says "was passed over"
}

@test "--facets says of each value how many items have it in all" {
  index_corpus
  ssesearch --db "$DB" --facets -n 0 --format csv cooperatives >facets.csv
  [ "$(head -1 facets.csv | tr -d '\r')" = 'facet,value,hits,items' ]
  ssesearch --db "$DB" --facets -n 3 --format jsonl cooperatives >facets.jsonl
  jq -r '[.facet, .value, .hits, .items] | @csv' facets.jsonl | diff - <(tail -n +2 facets.csv | tr -d '\r')
  ssesearch --db "$DB" --facets -n 0 --json cooperatives |
    jq -r '.facets | to_entries[] | .key as $facet | .value[] | [$facet, .value, .count, .items] | @csv' |
    diff - <(tail -n +2 facets.csv | tr -d '\r')
  ssesearch --db "$DB" --facets -n 0 --format atom cooperatives | grep -o '<facet name="[^>]*>' |
    sed -E 's/.*name=("[^"]*") value=("[^"]*") hits="([0-9]+)" items="([0-9]+)".*/\1,\2,\3,\4/' |
    diff - <(tail -n +2 facets.csv | tr -d '\r')
  # Each is what a search for the value alone finds.
  jq -r 'select(.facet == "year" or .facet == "month") | "\(.items) date:\(.value)"' facets.jsonl >wanted
  jq -r 'select(.facet == "lang" or .facet == "source") | "\(.items) \(.facet):\"=\(.value)\""' facets.jsonl >>wanted
  [ "$(wc -l <wanted)" -gt 10 ]
  while read -r items query; do
    [ "$(ssesearch --db "$DB" --count "$query")" -eq "$items" ] || { echo "$query"; false; }
  done <wanted
}

@test "kwic has a line for each match of the whole text, cut to the terminal or to 80 columns" {
  { printf '{"title":"Ferry timetable","date":"2023-07-25","source":"The Mill","lang":"en","text":"'
    for i in {1..40}; do printf 'In the year %s the harbour saw another ferry leave. ' "$i"; done
    printf '"}\n{"title":"Boats","text":"A ferry.","lang":"en"}\n'; } >mill.jsonl
  sseindex -q --db "$DB" mill.jsonl
  ssesearch --db "$DB" --format kwic ferry >lines
  [ "$(grep -c '^1 2023-07-25 The Mill' lines)" -eq 41 ]
  [ "$(grep -c '^2 ' lines)" -eq 1 ]
  [ "$(wc -L <lines)" -eq 80 ]
  # Where a match is, is the same in all lines.
  [ "$(grep -obi 'ferry' <<<"$(head -1 lines)" | cut -d: -f1)" = "$(awk '{ print index($0, "ferry") - 1 }' <(tail -1 lines))" ]
  on_terminal 120 "ssesearch --db '$DB' --format kwic --color never ferry" >terminal
  [ "$(wc -L <terminal)" -eq 120 ]
  on_terminal 24 "ssesearch --db '$DB' --format kwic --color never ferry" >terminal
  [ "$(wc -L <terminal)" -le 24 ]
  [ "$(wc -l <terminal)" -eq 42 ]
  # What is found by something else than words has its headline.
  [[ $(ssesearch --db "$DB" --format kwic has:date) == "1 2023-07-25 The Mill  Ferry timetable" ]]
  # The number is that of the item among all.
  [[ $(ssesearch --db "$DB" --format kwic --offset 1 -n 1 ferry) == "2 "* ]]
}

# The part of a mail that is of a type.
mail_part() {
  python3 -c 'import email.policy, sys
mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
print(next(part for part in mail.iter_parts() if part.get_content_type() == sys.argv[1]).get_content(), end="")' "$1"
}

@test "archive-link is shown beside the original, and is refused without a place for that" {
  cat >items.jsonl <<'END'
{"id":"dated","title":"Ferry of July","date":"2023-07","url":"https://mill.example/1?a=1&b=2"}
{"id":"local","title":"Ferry of the house"}
END
  sseindex -q --db "$DB" items.jsonl
  printf '[search]\narchive-link = https://web.archive.org/web/{date}/{url}\n' >c.conf
  copy=https://web.archive.org/web/202307/https://mill.example/1?a=1'&'b=2
  [[ $(ssesearch --config c.conf --db "$DB" july) == *"2023-07 · https://mill.example/1?a=1&b=2 · $copy"* ]]
  [[ $(LC_ALL=ko_KR.UTF-8 ssesearch --config c.conf --db "$DB" --show dated) == *"보관된 사본: $copy"* ]]
  [[ $(ssesearch --config c.conf --db "$DB" --format html july) == *"href=\"${copy/&/&amp;}\">Archived copy</a>"* ]]
  for format in json jsonl; do
    [ "$(ssesearch --config c.conf --db "$DB" --format "$format" july | jq -r '(.items // [.])[].archive_url')" = "$copy" ]
  done
  [ "$(ssesearch --config c.conf --db "$DB" --show dated --json | jq -r .archive_url)" = "$copy" ]
  # As csv a column; empty for an item without an address.
  ssesearch --config c.conf --db "$DB" --format csv --sort newest ferry | tr -d '\r' >table
  [[ $(head -1 table) == *,authors,archive_url ]]
  [[ $(sed -n 2p table) == *",\"$copy\"" ]]
  [[ $(sed -n 3p table) == *'Ferry of the house"'*',""' ]]
  [[ $(ssesearch --db "$DB" --format csv july) != *archive_url* ]]
  ssesearch --config c.conf --db "$DB" --format mail --sort newest ferry | mail_part text/plain >text
  [ "$(sed -n 3,4p text)" = "https://mill.example/1?a=1&b=2"$'\n'"$copy" ]
  [ "$(grep -c web.archive.org text)" -eq 1 ]
  ssesearch --config c.conf --db "$DB" --format mail july | mail_part text/html |
    grep -F "href=\"${copy/&/&amp;}\">Archived copy</a>"
  for query in "--config c.conf house" july; do
    # shellcheck disable=SC2086
    [[ $(ssesearch --db "$DB" --json $query) != *archive_url* ]]
  done
  printf '[search]\narchive-link = https://web.archive.org/web/{date}/\n' >c.conf
  search --config c.conf ferry
  [ "$status" -eq 2 ]
  says "c.conf:2: archive-link: 'https://web.archive.org/web/{date}/' is not an address with {url} in it"
}

@test "every format has the facets, or says that it has no place for them and which have" {
  index_corpus
  for format in ris csl-json trec; do
    search --facets --format "$format" cooperatives
    [ "$status" -eq 2 ]
    says "--facets does not go with --format $format, which has no place for them; text, json,"
    says " mail, bibtex, kwic have"
  done
  for format in text json jsonl csv html atom mail bibtex kwic; do
    [[ $(ssesearch --db "$DB" --format $format -n 0 --facets cooperatives) == *2023* ]]
  done
  search --facets --count cooperatives
  [ "$status" -eq 2 ]
  says "--facets does not go with --count"
  # Where the configuration names one, --facets says what is wanted.
  printf '[search]\nformat = ris\n' >c.conf
  search --config c.conf --facets -n 0 cooperatives
  says "Year"
}

@test "facets in kwic and mail are those of text, below the items" {
  index_corpus
  ssesearch --db "$DB" --facets -n 0 cooperatives | sed '$d' | sed '$d' >facets
  [ "$(wc -l <facets)" -gt 10 ]
  ssesearch --db "$DB" --format kwic cooperatives >lines
  ssesearch --db "$DB" --format kwic --facets cooperatives | diff - <(cat lines <(echo) facets)
  ssesearch --db "$DB" --format kwic --facets -n 0 cooperatives | diff - facets
  for limit in 2 0; do
    ssesearch --db "$DB" --format mail --facets -n $limit cooperatives >mail
    mail_part text/plain <mail >text
    tail -n "$(wc -l <facets)" text | diff - facets
    mail_part text/html <mail | grep -q '<tr><td>2023</td><td>[0-9]*</td></tr>'
  done
  diff text facets
  grep -qxF "Subject: ssesearch: $(ssesearch --db "$DB" --count cooperatives) items for cooperatives" mail
  # Nothing new is no mail, whatever there is.
  [ -z "$(ssesearch --db "$DB" --format mail --facets zzzz)" ]
}

@test "facets in bibtex are a comment after the entries, which readers pass over" {
  printf '{"id":"%s","title":"Ferry","date":"2023","source":"%s"}\n' 1 'a@b {c} @misc{x,' 2 'The Mill' >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  ssesearch --db "$DB" --format bibtex ferry >plain.bib
  ssesearch --db "$DB" --format bibtex --facets ferry >facets.bib
  head -n "$(wc -l <plain.bib)" facets.bib | diff - plain.bib
  tail -n +"$(($(wc -l <plain.bib) + 1))" facets.bib >comment
  [ "$(head -2 comment)" = $'@comment{facet, value, hits, items\n  year, {2023}, 2, 2' ]
  grep -qxF '  source, {The Mill}, 1, 1' comment
  [ "$(tail -1 comment)" = '}' ]
  [ "$(grep -o @ comment | wc -l)" -eq 1 ]
  [ "$(tr -cd '{' <comment | wc -c)" -eq "$(tr -cd '}' <comment | wc -c)" ]
  for file in plain facets; do
    sseindex --print $file.bib | jq -c 'del(.path)' >$file.jsonl
  done
  [ "$(wc -l <facets.jsonl)" -eq 2 ]
  diff plain.jsonl facets.jsonl
}

@test "--facets counts all hits, whatever the page" {
  small_archive
  search --facets -n 1 --format json --match any 'bank banque union'
  [ "$(jq -c '[.total, (.items | length)]' <<<"$output")" = '[4,1]' ]
  [ "$(jq -c '[.facets.year[] | .value, .count]' <<<"$output")" = '["2024",1,"2023",2]' ]
  [ "$(jq -c '[.facets.month[].value]' <<<"$output")" = '["2024-01","2023-07","2023-06"]' ]
  [ "$(jq -c '[.facets.lang[] | .value, .count]' <<<"$output")" = '["en",3,"fr",1]' ]
  [ "$(jq '.facets.source | length' <<<"$output")" -eq 3 ]
  search --facets -n 0 bank
  says "Year"
  says "█"
  says "2 items"
}

@test "alternatives end when the page is full" {
  small_archive
  [ "$(timeout 10 ssesearch --db "$DB" -n 2 --format jsonl 'date:2023 bank OR union' | wc -l)" -eq 2 ]
}

@test "a misspelt query gets another one to try, which finds something" {
  index_corpus
  search "coperatives korae"
  says "Did you mean: cooperatives Korea"
  search --no-suggest "coperatives korae"
  [[ $output != *"Did you mean"* ]]
  search --format json "coperatives korae"
  query=$(jq -r .suggestion <<<"$output")
  search --format json "$query"
  [ "$status" -eq 0 ]
  jq -e 'has("suggestion") | not' <<<"$output"
}

@test "--similar finds items like one, and not that one" {
  index_corpus
  id=$(ssesearch --db "$DB" --format jsonl -n 1 --lang en "cooperatives Korea" | jq -r .id)
  search --similar "$id" --format json -n 5
  [ "$status" -eq 0 ]
  jq -e --arg id "$id" '(.items | length) == 5 and all(.items[]; .id != $id)' <<<"$output"
  jq -e '[.items[] | .title + .snippet | select(test("Korea|Corea|Corée|coréen"))] | length >= 3' <<<"$output"
  # Words of grammar tell nothing.
  jq -e '.query | test("\\b(the|of|and|to|in|on)\\b") | not' <<<"$output"
  search --similar "$id" --lang fr --format json
  jq -e 'all(.items[]; .lang == "fr")' <<<"$output"
  search --similar nothing-has-it
  [ "$status" -eq 2 ]
  says "no item has the id 'nothing-has-it'"
  search --similar "$id" words
  [ "$status" -eq 2 ]
}

# Runs a command on a terminal of so many columns and prints what came.
on_terminal() {
  local columns=$1
  shift
  TERM=xterm script -qec "stty cols $columns; $*" /dev/null | tr -d '\r'
}

@test "--similar puts the letters of a thread first" {
  letter() { # ID SUBJECT TEXT HEADER
    printf 'From a@b.example Tue Jul 25 10:00:00 2023\nFrom: a@b.example\nMessage-ID: <%s@b.example>\nSubject: %s\n%s\n%s\n\n' \
      "$1" "$2" "$4" "$3"
  }
  { letter 1 "The ferry" "The ferry of the port was sold." "X: y"
    for i in {10..40}; do letter "$i" "The ferry sold" "The ferry of the port was sold." "X: y"; done
    letter 2 "Re: the sale" "I heard of the ferry." "In-Reply-To: <1@b.example> (yesterday)"
    letter 3 "Re: the sale" "No ferry today." "References: <0@b.example> <1@b.example>"; } >box.mbox
  for i in {1..200}; do printf '{"title":"Other z%d"}\n' "$i"; done >others.jsonl
  sseindex -q --db "$DB" box.mbox others.jsonl
  search --similar 1@b.example --format json -n 4
  jq -e '[.items[:2][].id] | sort == ["2@b.example", "3@b.example"]' <<<"$output"
  search --similar 2@b.example --format json -n 4
  jq -e '[.items[:2][].id] | sort == ["1@b.example", "3@b.example"]' <<<"$output"
  sseindex --print box.mbox >again.jsonl
  sseindex -q --db again.db again.jsonl others.jsonl
  run ssesearch --db again.db --similar 1@b.example --format json -n 4
  jq -e '[.items[:2][].id] | sort == ["2@b.example", "3@b.example"]' <<<"$output"
}

@test "--similar leaves the item out of many hits too" {
  for i in {1..300}; do printf '{"id":"x:%d","title":"Number %d","text":"ferry %s"}\n' "$i" "$i" "${i//[0-9]/a }"; done >many.jsonl
  for i in {1..900}; do printf '{"id":"y:%d","title":"Other z%d"}\n' "$i" "$i"; done >others.jsonl
  sseindex -q --db "$DB" many.jsonl others.jsonl
  search --similar x:7 -n 1000 --format json
  jq -e '.total == 299 and (.items | length) == 299 and all(.items[]; .id != "x:7")' <<<"$output"
}

@test "on a terminal lines fit its width; in a pipe they are whole" {
  index_corpus
  on_terminal 40 "ssesearch --db '$DB' --color never 'cooperatives Korea'" >narrow
  [ "$(wc -L <narrow)" -le 40 ]
  on_terminal 40 "ssesearch --db '$DB' --facets -n 0 --color never cooperatives" >facets
  [ "$(wc -L <facets)" -le 40 ]
  [ "$(wc -L <facets)" -ge 36 ]
  ssesearch --db "$DB" "cooperatives Korea" >whole
  [ "$(wc -L <whole)" -gt 200 ]
  # A word that is longer than a line is broken, too.
  diff <(tr -d " \n" <narrow | sed -E "s,\([0-9.]+ms\),,") <(tr -d " \n" <whole | sed -E "s,\([0-9.]+ms\),,")
}

@test "--pager shows the result in PAGER on a terminal, and only there" {
  index_corpus
  export PAGER="sed 's/^/paged: /'"
  on_terminal 80 "ssesearch --db '$DB' --pager mutual" >paged
  grep -q "^paged:  1\. " paged
  run ssesearch --db "$DB" --pager mutual
  [[ $output != *paged* ]]
  # Who leaves the pager early has seen enough: that is no error.
  for _ in 1 2 3 4 5; do
    run on_terminal 80 "PAGER='head -n 1' ssesearch --db '$DB' --pager -n 1000 --match any cooperative the; echo exit \$?"
    says "exit 0"
    run on_terminal 80 "PAGER=true ssesearch --db '$DB' --pager -n 1000 --match any cooperative the; echo exit \$?"
    says "exit 0"
  done
}

@test "by date, items with a synonym stand among those with the word itself" {
  printf 'The SSE in brief\n2020-01-01\nText.\n' >a.txt
  printf 'Social and solidarity economy at large\n2022-01-01\nText.\n' >b.txt
  printf 'SSE again\n2021-01-01\nText.\n' >c.txt
  sseindex -q --db "$DB" a.txt b.txt c.txt
  search --format jsonl --sort newest SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2022-01-01 2021-01-01 2020-01-01" ]
  search --format jsonl --sort oldest -n 2 SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2020-01-01 2021-01-01" ]
  search --format jsonl SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2021-01-01 2020-01-01 2022-01-01" ]
}

@test "a run without spaces finds what has its words apart, and the more of it the better" {
  cat >runs.jsonl <<'END'
{"id": "zh", "title": "农村报告", "text": "信用社在山区发放新的小额贷款。县政府的住房政策帮助它们。"}
{"id": "zh-less", "title": "通知", "text": "住房在山区。"}
{"id": "zh-none", "title": "天气", "text": "明天有雪。"}
{"id": "th", "title": "ข่าวหมู่บ้าน", "text": "กลุ่มออมทรัพย์ได้รับรางวัลใหม่ โรงเรียนยินดี"}
{"id": "ko", "title": "마을 소식", "text": "신용협동조합의 주택 정책을 군에서 돕는다."}
END
  sseindex -q --db "$DB" runs.jsonl
  for query in 信用社住房政策 信用社的贷款政策; do
    search --format jsonl "$query"
    [ "$(jq -r .id <<<"$output" | head -1)" = zh ]
    [[ $output != *zh-none* ]]
  done
  search --format jsonl รางวัลกลุ่มออมทรัพย์
  [ "$(jq -r .id <<<"$output" | head -1)" = th ]
  search --format jsonl 신용협동조합주택정책
  [ "$(jq -r .id <<<"$output" | head -1)" = ko ]
  search --format jsonl --match any 信用社住房政策
  [ "$(jq -r .id <<<"$output" | head -1)" = zh ]
}

@test "words with a hyphen between them are found apart; after a quotation mark it is not NOT" {
  printf '%s\n' '{"id":"1","title":"Note","text":"Farmers lend to a bank in the village."}' \
    '{"id":"2","title":"Note","text":"The Fair Share movement grows."}' '{"id":"3","title":"Note","text":"Cats sleep."}' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  search --format jsonl village-bank
  [ "$(jq -r .id <<<"$output")" = 1 ]
  for query in '"Fair Share"-movement' '“Fair Share”-movement'; do
    search --format jsonl "$query"
    [ "$(jq -r .id <<<"$output")" = 2 ]
  done
}

@test "a word typed twice counts twice, and the beginning of a text is not its headline" {
  printf '%s\n' '{"id":"b","title":"Bread","text":"of the mill, a long text of other things"}' \
    '{"id":"s","title":"Salt","text":"of the mine, a long text of other things"}' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  for word in bread salt; do
    search --match any --format jsonl "bread salt $word $word"
    [ "$(jq -r .title <<<"$output" | head -1 | tr A-Z a-z)" = "$word" ]
  done
  printf '%s\n' '{"id":"u","text":"Ferry boats cross the strait every day of the year"}' \
    '{"id":"t","title":"Ferry","text":"Boats cross the strait every day of the year"}' >b.jsonl
  sseindex -q --db new.db b.jsonl
  run ssesearch --db new.db --format jsonl ferry
  [ "$(jq -r .id <<<"$output" | head -1)" = t ]
  sseindex --check --db new.db
}

@test "a synonym that is a word of grammar in a language of the index is passed over" {
  cat >items.jsonl <<'END'
{"title":"L'ONU à Genève","text":"Une résolution.","lang":"fr"}
{"title":"Un marché de village","text":"Il y a un marché.","lang":"fr"}
{"title":"The United Nations","text":"A resolution.","lang":"en"}
END
  sseindex -q --db "$DB" items.jsonl
  [ "$(ssesearch --db "$DB" --count ONU)" = 2 ]
}
