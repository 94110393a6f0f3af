#!/usr/bin/env bats
# ssesearch as a person or a script runs it.

load helper
load searching

@test "cooperatives Korea finds the agreement and the visit among the first five" {
  index_corpus
  search -n 5 "cooperatives Korea"
  [ "$status" -eq 0 ]
  says "Sungkonghoe University"
  says "iCOOP’s Natural Dream Park"
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
  says "no query given"
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

@test "a missing index is named with the command that makes one" {
  search korea
  [ "$status" -eq 2 ]
  says "index.db: there is no index yet; make one with: sseindex --db"
  [ ! -e "$DB" ]
}

@test "what is not an index, is cut short or of another version is refused with its name" {
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

@test "options that do not go together are refused before anything is asked, each with the reason" {
  printf '1\tword\n' >queries
  while IFS='|' read -r options reason; do
    # shellcheck disable=SC2086
    run ssesearch --db none.db $options
    [ "$status" -eq 2 ] || { echo "$options"; false; }
    says "$reason"
  done <<'END'
--count|no query given. Example:
--show a word|--show takes an id and no query
--show a --similar b|--show takes an id and no query
--show a --queries queries|--show takes an id and no query
--show a --saved name|--show takes an id and no query
--show a --format csv|--show prints text or json
--terms a b|--terms takes a name and no query
--terms a --format csv|--terms prints text or json
--terms a --show b|--terms prints concepts, not items
--terms a --queries queries|--terms prints concepts, not items
--terms a --saved name|--terms prints concepts, not items
--terms a --similar b|--terms prints concepts, not items
--terms a --open 1|--terms prints concepts, not items
--terms a --after 2020|--terms prints concepts, not items
--terms a --count|--terms prints concepts, not items
--terms a --facets|--terms prints concepts, not items
--similar a word|--similar takes an id and no query
--queries queries word|--queries takes queries from its file only
--queries queries --format mail|--queries cannot be combined with --format mail
--saved name --queries queries|--saved cannot be combined with --queries
--facets --count word|--facets cannot be combined with --count
--mail-to a@b.example word|need --format mail
--mail-from a@b.example word|need --format mail
--new word|need --saved NAME
--new --saved name --count|--new cannot be combined with --count or --offset
--new --saved name --offset 1|--new cannot be combined with --count or --offset
END
}

@test "help and version exit 0, and help fits a screen" {
  run ssesearch --help
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -le 24 ]
  run ssesearch -V
  [ "$status" -eq 0 ]
  says "SQLite 3."
}

@test "--explain says what a score is made of, and the parts add up to it" {
  index_corpus
  search --explain "co-operatives Korea"
  says "how close together the words are"
  says "similarly spelled words"
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

@test "--similar finds items like one, and not that one" {
  index_corpus
  id=$(ssesearch --db "$DB" --format jsonl -n 1 --lang en "cooperatives Korea" | jq -r .id)
  search --similar "$id" --format json -n 5
  [ "$status" -eq 0 ]
  jq -e --arg id "$id" '(.items | length) == 5 and all(.items[]; .id != $id)' <<<"$output"
  jq -e '[.items[] | .title + .snippet | select(test("Korea|Corea|Corée|coréen"))] | length >= 3' <<<"$output"
  # Grammatical words give no hint.
  jq -e '.query | test("\\b(the|of|and|to|in|on)\\b") | not' <<<"$output"
  search --similar "$id" --lang fr --format json
  jq -e 'all(.items[]; .lang == "fr")' <<<"$output"
  search --similar nothing-has-it
  [ "$status" -eq 2 ]
  says "no item has the id 'nothing-has-it'"
  search --similar "$id" words
  [ "$status" -eq 2 ]
}

@test "--similar puts the letters of a thread first" {
  letter() { # ID SUBJECT TEXT HEADER
    printf 'From a@b.example Tue Jul 25 10:00:00 2023\nFrom: a@b.example\nMessage-ID: <%s@b.example>\nSubject: %s\n%s\n%s\n\n' \
      "$1" "$2" "$4" "$3"
  }
  { letter 1 "The ferry" "The ferry of the port was sold." "X: y"
    for i in {10..40}; do letter "$i" "The ferry sold" "The ferry of the port was sold." "X: y"; done
    letter 2 "Re: the sale" "I heard of the ferry." "In-Reply-To: <1@b.example> (yesterday)"
    letter 3 "Re: the sale" "No ferry today." "References: <0@b.example> <1@b.example>"
    letter 4 "The ferry" "The ferry of the port was sold." "X: y"
    letter 5 "Re: no" "Not the ferry again." "In-Reply-To: <4@b.example>"; } >box.mbox
  for i in {1..200}; do printf '{"title":"Other z%d"}\n' "$i"; done >others.jsonl
  sseindex -q --db "$DB" box.mbox others.jsonl
  search --similar 1@b.example --format json -n 4
  jq -e '[.items[:2][].id] | sort == ["2@b.example", "3@b.example"]' <<<"$output"
  search --similar 2@b.example --format json -n 4
  jq -e '[.items[:2][].id] | sort == ["1@b.example", "3@b.example"]' <<<"$output"
  search --similar 4@b.example --format json -n 1 # a thread of two
  [ "$(jq -r '.items[0].id' <<<"$output")" = 5@b.example ]
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
  # A word longer than a line is broken, too.
  diff <(tr -d " \n" <narrow | sed -E "s,\([0-9.]+ms\),,") <(tr -d " \n" <whole | sed -E "s,\([0-9.]+ms\),,")
}

@test "--pager shows the result in PAGER on a terminal, and only there" {
  index_corpus
  export PAGER="sed 's/^/paged: /'"
  on_terminal 80 "ssesearch --db '$DB' --pager mutual" >paged
  grep -q "^paged:  1\. " paged
  run ssesearch --db "$DB" --pager mutual
  [[ $output != *paged* ]]
  # Leaving the pager early is not an error.
  for _ in 1 2 3 4 5; do
    run on_terminal 80 "PAGER='head -n 1' ssesearch --db '$DB' --pager -n 1000 --match any cooperative the; echo exit \$?"
    says "exit 0"
    run on_terminal 80 "PAGER=true ssesearch --db '$DB' --pager -n 1000 --match any cooperative the; echo exit \$?"
    says "exit 0"
  done
}
