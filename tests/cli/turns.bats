#!/usr/bin/env bats
# Two files that take turns: the one a run swaps out is brought up to date by the next run, where nobody reads it.

load helper

# Run N adds ten items.
run_with() {
  seq 10 | awk -v n="$1" '{printf "{\"id\":\"%d-%d\",\"title\":\"Item %d of run %d\",\"text\":\"words%d and more of them\"}\n", n, $1, $1, n, n}' \
    >"run$1.jsonl"
  sseindex -q --db "$DB" "run$1.jsonl"
}

file_of() { stat -c %i "$1"; }

# Succeeds if the index has all runs up to N, and is whole.
holds() {
  sseindex -q --check --db "$DB"
  for run in $(seq "$1"); do
    [ "$(ssesearch --db "$DB" --count "words$run")" = 10 ]
  done
}

@test "two files take turns, and each run brings all that came before" {
  run_with 1
  run_with 2
  first=$(file_of "$DB.spare")
  run_with 3
  [ "$(file_of "$DB")" = "$first" ]
  for run in 4 5 6 7; do run_with $run; done
  [ "$(file_of "$DB")" = "$first" ]
  holds 7
}

@test "a file that somebody still reads is not written to" {
  run_with 1
  run_with 2
  exec 9<"$DB.spare"
  before=$(cksum <&9)
  run_with 3
  [ "$(cksum </proc/self/fd/9)" = "$before" ]
  exec 9<&-
  holds 3
}

@test "a file that has another name is not written to" {
  run_with 1
  ln "$DB" kept.db
  before=$(cksum <kept.db)
  run_with 2
  run_with 3
  run_with 4
  [ "$(head -c "$(cut -d' ' -f2 <<<"$before")" kept.db | cksum)" = "$before" ]
  holds 4
}

@test "a spare that is not what it was is not used" {
  run_with 1
  run_with 2
  truncate -s -1 "$DB.spare"
  run_with 3
  holds 3
  printf x | dd of="$DB.spare" bs=1 seek=$(($(stat -c %s "$DB.spare") - 30)) conv=notrunc status=none
  run_with 4
  holds 4
  echo garbage >"$DB.spare"
  run_with 5
  holds 5
  rm "$DB.spare"
  mkdir "$DB.spare"
  run_with 6
  holds 6
}

@test "an index that was put back from a backup is what the next run goes on with" {
  run_with 1
  run_with 2
  sseindex --db "$DB" --backup copy.db
  run_with 3
  mv copy.db "$DB"
  run_with 4
  [ "$(ssesearch --db "$DB" --count words4)" = 10 ]
  [ "$(ssesearch --db "$DB" --count words2)" = 10 ]
  run ssesearch --db "$DB" --count words3
  [ "$output" = 0 ]
  sseindex -q --check --db "$DB"
}

@test "an index that is built anew leaves nothing of the old one" {
  run_with 1
  run_with 2
  [ -e "$DB.spare" ]
  sseindex -q --db "$DB" --rebuild run1.jsonl run2.jsonl
  [ ! -e "$DB.spare" ]
  run_with 3
  holds 3
}

@test "a run that is killed at any moment leaves the old state, and the next one completes" {
  run_with 1
  run_with 2
  for run in $(seq 3 22); do
    seq 300 | awk -v n="$run" '{printf "{\"id\":\"%d-%d\",\"title\":\"Item %d\",\"text\":\"words%d\"}\n", n, $1, $1, n}' >next.jsonl
    sseindex -q --db "$DB" next.jsonl &
    sleep "0.0$(printf %02d $((run * 2)))"
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
    sseindex -q --check --db "$DB"
    count=$(ssesearch --db "$DB" --count "words$run" || true)
    [ "$count" = 0 ] || [ "$count" = 300 ]
    sseindex -q --db "$DB" next.jsonl
    [ "$(ssesearch --db "$DB" --count "words$run")" = 300 ]
    [ "$(ssesearch --db "$DB" --count words2)" = 10 ]
  done
  sseindex -q --check --db "$DB"
}

@test "a run that changes nothing in the end gives the file back" {
  run_with 1
  run_with 2
  spare=$(file_of "$DB.spare")
  seq 10 | awk '{printf "{\"id\":\"3-%d\",\"title\":\"Item\",\"text\":\"words3\"}\n", $1}' >run3.jsonl
  sseindex -q --db "$DB" --dry-run run3.jsonl
  [ "$(file_of "$DB.spare")" = "$spare" ]
  [ ! -e "$DB.new" ]
  run_with 3
  [ "$(file_of "$DB")" = "$spare" ]
  holds 3
}
