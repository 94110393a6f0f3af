#!/usr/bin/env bats
# Searches that match so many items that a second thread takes half of them: the results must be those of a single thread,
# whichever half they are in.

load helper

# 60,000 items: "red house" in every third, "house red" in the others, "green" up to three words after "red" in every fifth;
# a year in every five and a publisher in every four, and one item of the second half with more of "red" than the others.
setup_file() {
  export MANY=$BATS_FILE_TMPDIR
  awk 'BEGIN { for (i = 1; i <= 60000; i++) {
    said = i % 3 ? "house red" : "red house"
    if (i % 5 == 0) said = said " one two green"
    if (i == 59999) said = said " last"
    title = i == 59998 ? "Red red item" : "Item"
    printf "{\"id\":\"n%d\",\"title\":\"%s\",\"text\":\"%s\",\"date\":\"%d\",\"source\":\"S%d\"}\n", i, title, said, 2001 + i % 5, i % 4 } }' >"$MANY/items.jsonl"
  "$BUILD/sseindex" --quiet --db "$MANY/index.db" "$MANY/items.jsonl"
}

total() {
  ssesearch --db "$MANY/index.db" --format json -n 0 "$@" | jq .total
}

@test "a phrase, nearness and an exclusion find the same in both halves" {
  [ "$(total '"red house"')" -eq 20000 ]
  [ "$(total '"house red"')" -eq 40000 ]
  [ "$(total 'house -"red house"')" -eq 40000 ]
  [ "$(total 'red NEAR/2 green')" -eq 8000 ]  # "house red one two green"
  [ "$(total 'red NEAR/3 green')" -eq 12000 ] # and "red house one two green"
  [ "$(total '"red house" OR "house red"')" -eq 60000 ]
}

@test "an item of the second half is found by a phrase of which both halves have thousands" {
  run ssesearch --db "$MANY/index.db" --format json '"house red" +last'
  [ "$(jq -r '.items[].id' <<<"$output")" = n59999 ]
}

@test "a phrase in several archives finds what is in each of them" {
  printf '{"id":"x","title":"Item","text":"red house"}\n' >one.jsonl
  sseindex --quiet --db small.db one.jsonl
  [ "$(total --db small.db '"red house"')" -eq 20001 ]
}

@test "a prefix finds the same in both halves, and the best item wherever it stands" {
  [ "$(total 're*')" -eq 60000 ]
  [ "$(total 'gre* OR las*')" -eq 12001 ]
  [ "$(total 're* -gre*')" -eq 48000 ]
  run ssesearch --db "$MANY/index.db" --format json -n 1 're*'
  [ "$(jq -r '.items[0].id' <<<"$output")" = n59998 ]
}

@test "facets count what is in both halves" {
  run ssesearch --db "$MANY/index.db" --format json --facets -n 1 red
  [ "$(jq -c '[.facets.year[].count]' <<<"$output")" = "[12000,12000,12000,12000,12000]" ]
  [ "$(jq -c '[.facets.source[].count]' <<<"$output")" = "[15000,15000,15000,15000]" ]
}
