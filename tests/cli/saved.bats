#!/usr/bin/env bats
# Searches that are kept under a name: what they print is noted, and what is noted was printed.

load helper

search() {
  run ssesearch --db "$DB" "$@"
}

@test "--new prints what was not there when last asked under that name" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  printf 'One mutual\n' >a.txt
  printf 'Another mutual\n' >b.txt
  sseindex -q --db "$DB" a.txt b.txt
  search --saved mutuals --new mutual
  [ "$status" -eq 0 ]
  says "One mutual"
  says "2 items"
  search --saved mutuals --new mutual
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  printf 'A third mutual\n' >c.txt
  sseindex -q --db "$DB" c.txt
  search --saved others --new -n 1 mutual
  says "3 items"
  search --saved mutuals --new mutual
  [ "$status" -eq 0 ]
  says "A third mutual"
  says "1 item"
  [[ $output != *"One mutual"* ]]
  # A rebuild gives items other numbers; none is new.
  sseindex -q --rebuild --db "$DB" c.txt b.txt a.txt
  search --saved mutuals --new mutual
  [ "$status" -eq 1 ]
  search --saved mutuals --new --format json mutual
  jq -e '.total == 0 and .items == []' <<<"$output"
}

@test "what could not be printed is new the next time" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  printf 'One mutual\n' >a.txt
  sseindex -q --db "$DB" a.txt
  run bash -c "ssesearch --db '$DB' --saved m --new mutual >/dev/full"
  [ "$status" -eq 2 ]
  search --saved m --new mutual
  [ "$status" -eq 0 ]
}

@test "--new says what is wrong with a name, its file or its options" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_corpus
  for name in '' ../etc .hidden 'a b' "$(printf 'x%.0s' {1..200})"; do
    search --saved "$name" --new mutual
    [ "$status" -eq 2 ]
  done
  search --new mutual
  [ "$status" -eq 2 ]
  says "go together"
  mkdir -p state/ssesearch
  echo "shopping list" >state/ssesearch/list
  search --saved list --new mutual
  [ "$status" -eq 2 ]
  says "state/ssesearch/list:1: is no list of items seen"
  [ "$(cat state/ssesearch/list)" = "shopping list" ]
  run env -u XDG_STATE_HOME -u HOME ssesearch --db "$DB" --saved x --new mutual
  says "set XDG_STATE_HOME"
}
