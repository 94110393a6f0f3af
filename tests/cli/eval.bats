#!/usr/bin/env bats
# The evaluation scripts, run with programs whose ranking is known: the only relevant item of a collection comes first, second
# or third, so nDCG@10 is 1, .6309 or .5.

load helper

# make_collection NAME: a query and two items, one of them relevant.
make_collection() {
  mkdir -p "collections/$1"
  printf '1\tbread\n' >"collections/$1/queries.tsv"
  printf '1\tgood\t1\n1\tbad\t0\n' >"collections/$1/qrels.tsv"
  touch "collections/$1/corpus.jsonl"
}

# make_build NAME COLLECTION=PLACE...: a build that ranks each collection's relevant item at that place.
make_build() {
  mkdir "$1"
  printf '#!/bin/sh\nexit 0\n' >"$1/sseindex"
  printf '#!/bin/sh\ncat "${0%%/*}/$(basename "$(dirname "$4")")"\n' >"$1/ssesearch"
  chmod +x "$1/sseindex" "$1/ssesearch"
  for result in "${@:2}"; do
    for place in 1 2 3; do
      item=bad$place
      [ "$place" -ne "${result#*=}" ] || item=good
      echo "1 Q0 $item $place 1 run"
    done >"$1/${result%=*}"
  done
}

@test "eval/all prints a line for each collection and their mean" {
  make_collection a
  make_collection b
  mkdir collections/neither
  make_build one a=1 b=3
  run "$TOP/scripts/eval/all" one collections
  [ "$status" -eq 0 ]
  [[ ${lines[0]} =~ ^a\ +nDCG@10\ 1.0000\ +AP\ 1.0000\ +R@100\ 1.0000$ ]]
  [[ ${lines[1]} =~ ^b\ +nDCG@10\ 0.5000\ +AP\ 0.3333\ +R@100\ 1.0000$ ]]
  [[ ${lines[2]} =~ ^mean\ +nDCG@10\ 0.7500\ .*\(2\ collections\)$ ]]
}

@test "eval/all fails where a collection has no scores" {
  make_collection a
  make_collection b
  make_build one b=1
  run "$TOP/scripts/eval/all" one collections
  [ "$status" -eq 1 ]
  says "no scores of a"
}

@test "leave-one-out scores each collection by the build that is best on the others" {
  for name in a b c; do make_collection $name; done
  make_build one a=1 b=3 c=3
  make_build two a=2 b=1 c=2
  run "$TOP/scripts/eval/leave-one-out" collections one two
  [ "$status" -eq 0 ]
  [ "${lines[0]}" = "build 1  one" ]
  [ "${lines[1]}" = "build 2  two" ]
  [[ ${lines[3]} =~ ^a\ +1.0000\ +0.6309\ +2$ ]]
  [[ ${lines[4]} =~ ^b\ +0.5000\ +1.0000\ +1$ ]]
  [[ ${lines[5]} =~ ^c\ +0.5000\ +0.6309\ +2$ ]]
  [[ ${lines[6]} =~ ^mean\ +0.6667\ +0.7539$ ]]
  [[ ${lines[7]} =~ ^left\ out\ +0.5873\ +\(3\ collections\)$ ]]
}

@test "leave-one-out chooses the first of builds that are as good" {
  for name in a b; do make_collection $name; done
  make_build one a=1 b=2
  make_build two a=2 b=2
  run "$TOP/scripts/eval/leave-one-out" collections one two
  [[ ${lines[3]} =~ ^a\ .*\ 1$ ]]
}

@test "leave-one-out wants two builds with scores of two collections" {
  make_collection a
  make_build one a=1 b=1
  make_build two a=1
  run "$TOP/scripts/eval/leave-one-out" collections one
  [ "$status" -eq 2 ]
  says usage
  run "$TOP/scripts/eval/leave-one-out" collections one two
  [ "$status" -eq 1 ]
  make_collection b
  run "$TOP/scripts/eval/leave-one-out" collections one two
  [ "$status" -eq 1 ]
  says "no scores of b"
}

@test "eval/formats counts the inputs that are read as is written beside them" {
  mkdir -p corpora/notes
  echo "The mill is sold" >corpora/notes/a.txt
  echo "The mill burns" >corpora/notes/b.txt
  cat >corpora/notes/expected.jsonl <<'END'
{"file": "a.txt", "items": [{"title": "The mill  is sold", "title_has": ["mill"], "title_has_not": ["burns"]}]}
{"file": "b.txt", "items": [{"title": "The mill is sold"}]}
{"file": ["a.txt", "b.txt"], "items": [{"title_words": ["mill burns the"]}]}
END
  run "$TOP/scripts/eval/formats" -v "$BUILD" corpora
  [ "$status" -eq 0 ]
  says "notes/b.txt: title 'The mill burns', not 'The mill is sold'"
  says "1 more: 'The mill is sold'"
  says "notes: 1 of 3 right (33.3 %)"
}
