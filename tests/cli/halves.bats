#!/usr/bin/env bats
# Searches in which so many items match that a second thread takes its share of them: what they find has to be what
# one thread would find, whichever half it stands in.

load helper

# 60,000 items: "red house" in every third, "house red" in the others, "green" up to three words after "red" in every fifth.
setup_file() {
  export MANY=$BATS_FILE_TMPDIR
  awk 'BEGIN { for (i = 1; i <= 60000; i++) {
    said = i % 3 ? "house red" : "red house"
    if (i % 5 == 0) said = said " one two green"
    if (i == 59999) said = said " last"
    printf "{\"id\":\"n%d\",\"title\":\"Item\",\"text\":\"%s\"}\n", i, said } }' >"$MANY/items.jsonl"
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
