#!/usr/bin/env bats
# ssesearch --open: which hit it takes, what it passes on and to which program.

load helper

setup() {
  load helper
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  DB="$BATS_TEST_TMPDIR/index.db"
  cd "$BATS_TEST_TMPDIR" || return 1
  mkdir bin
  PATH="$PWD/bin:$BUILD:$PATH"
  # Each notes its name and its arguments, one per line.
  for name in browser xdg-open other; do
    printf '#!/bin/sh\n{ echo "${0##*/}"; printf "%%s\\n" "$@"; } >"%s/ran"\n' "$PWD" >"bin/$name"
    chmod +x "bin/$name"
  done
  printf '#!/bin/sh\nexit 3\n' >bin/failing
  chmod +x bin/failing
  unset BROWSER
}

ferries() {
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    printf '{"title":"Ferry %s","text":"%s","url":"https://mill.example/%s?a=$(touch%%20hacked)&b=%%3Bx;y"}\n' \
      "$i" "$(for _ in $(seq "$i"); do printf 'ferry boat '; done)" "$i"
  done >ferries.jsonl
  sseindex -q --db "$DB" ferries.jsonl
}

opened() {
  run ssesearch --db "$DB" "$@"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "--open prints and opens the hit of the number that is shown" {
  ferries
  for query in ferry "ferry boat" "--sort oldest ferry"; do
    # shellcheck disable=SC2086 # options and words, on purpose
    ssesearch --db "$DB" -n 12 --format jsonl $query | jq -r .url >wanted
    [ "$(wc -l <wanted)" -eq 12 ]
    for i in 1 2 7 12; do
      # shellcheck disable=SC2086
      opened --open "$i" --offset 5 -n 2 $query
      [ "$output" = "$(sed -n "${i}p" wanted)" ]
      [ "$(cat ran)" = "xdg-open
$output" ]
    done
  done
  [ ! -e hacked ]
}

@test "BROWSER comes first, with the words of its commands and no shell" {
  ferries
  BROWSER='missing:browser --new "%s" a;b:other' opened --open 1 '"Ferry 1"'
  [ "$(cat ran)" = "browser
--new
\"$output\"
a;b" ]
  BROWSER='other  100%% $HOME' opened --open 1 '"Ferry 1"'
  [ "$(cat ran)" = "other
100%
\$HOME
$output" ]
  BROWSER='missing::  :' opened --open 1 '"Ferry 1"'
  [ "$(head -1 ran)" = xdg-open ]
}

@test "a file is opened where there is no address, of an archive the archive" {
  mkdir -p 'a folder/in'
  printf 'Ferry of the harbour\n\nText.\n' >'a folder/50% #1?.txt'
  printf 'Harbour of the ferry\n\nText.\n' >'a folder/in/packed.txt'
  (cd 'a folder/in' && python3 -m zipfile -c ../packed.zip packed.txt && rm packed.txt)
  sseindex -q --db "$DB" 'a folder'
  opened --open 1 --sort oldest '"Ferry of the harbour"'
  [[ $output == "file:///"*"/a%20folder/50%25%20%231%3F.txt" ]]
  opened --open 1 '"Harbour of the ferry"'
  [[ $output == "file:///"*"/a%20folder/packed.zip" ]]
  [ "$(tail -1 ran)" = "$output" ]
  rm ran 'a folder/packed.zip'
  run ssesearch --db "$DB" --open 1 '"Harbour of the ferry"'
  [ "$status" -eq 2 ]
  says "packed.zip/packed.txt: cannot be opened: No such file or directory"
  [ ! -e ran ]
}

@test "what cannot be opened is said, and nothing is run" {
  ferries
  run ssesearch --db "$DB" --open 13 ferry
  [ "$status" -eq 1 ]
  says "there is no hit 13: 12 match"
  run ssesearch --db "$DB" --open 1 zzzzzz
  [ "$status" -eq 1 ]
  [ ! -e ran ]
  BROWSER=failing run ssesearch --db "$DB" --open 1 ferry
  [ "$status" -eq 2 ]
  says "failing: exited with status 3"
  mkdir empty
  PATH=$PWD/empty run "$BUILD/ssesearch" --db "$DB" --open 1 ferry
  [ "$status" -eq 2 ]
  says "there is no browser to open it with: set BROWSER, or install"
  printf '{"title":"Ferry from nowhere"}\n' | sseindex -q --db "$DB" -
  run ssesearch --db "$DB" --open 1 nowhere
  [ "$status" -eq 2 ]
  says "has neither an address nor a file"
  for number in 0 -1 x ''; do
    run ssesearch --db "$DB" --open "$number" ferry
    [ "$status" -eq 2 ]
    says "--open: '$number' is not a number from 1"
  done
  for other in --count --facets "--saved korea --new" "--queries ferries.jsonl" "--show x"; do
    # shellcheck disable=SC2086
    run ssesearch --db "$DB" --open 1 $other
    [ "$status" -eq 2 ]
    says "--open cannot be combined with --"
  done
}
