#!/usr/bin/env bats
# The configuration: where it is, what it says, what is said of mistakes in it.

load helper

setup() {
  load helper
  export HOME="$BATS_TEST_TMPDIR/home" XDG_CONFIG_HOME=
  PATH="$BUILD:$PATH"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  DB="$BATS_TEST_TMPDIR/index.db"
  mkdir -p "$HOME/.config/ssesearch" "$BATS_TEST_TMPDIR/news"
  cd "$BATS_TEST_TMPDIR" || return 1
  CONFIG="$HOME/.config/ssesearch/config"
}

@test "without arguments all sources of the configuration are indexed and searched" {
  echo "First headline" >news/a.txt
  echo "Deuxième titre" >b.txt
  cat >"$CONFIG" <<END
[index]
db = ../../../made.db ; beside the home folder

[source Federation]
path = $PWD/news
lang = en

[source Fédération]
path = $PWD/b.txt
lang = fr
END
  run sseindex
  [ "$status" -eq 0 ]
  says "2 added"
  [ -s made.db ]
  run ssesearch deuxieme
  says "Fédération"
  run sseindex --print-config
  says "# read from $CONFIG"
  says "made.db"
  says "[source Federation]"
  says "lang = fr"
}

@test "prune and max-prune of the configuration hold, and the command line overrules" {
  printf 'May 2024\n 1. One\n 2. Two\n' >a.txt
  printf '[index]\nprune = yes\nmax-prune = 50\ndb = %s\n[source]\npath = %s/a.txt\n' "$DB" "$PWD" >c.conf
  sseindex --config c.conf
  printf 'May 2024\n 1. One\n' >a.txt
  run sseindex --config c.conf --max-prune 10
  [ "$status" -eq 1 ]
  run sseindex --config c.conf
  says "1 removed"
}

@test "a mistake is named with its line" {
  check() {
    printf '%s\n' "$1" >bad.conf
    run sseindex --config bad.conf
    [ "$status" -eq 2 ]
    says "$2"
  }
  check $'[index]\ncolour = red' "bad.conf:2: "
  check $'[source A]\npath = a\nhalf a line' "bad.conf:3: "
  check $'[sources]\npath = a' "bad.conf:2: there is no section "
  check $'[source A]\nlang = en' "bad.conf: the source 'A' has neither path nor address"
  check $'[source A]\npath = a\nformat = telex' "bad.conf:3: there is no format 'telex'"
  check $'[index]\nprune = maybe' "'maybe' is neither yes nor no"
  run sseindex --config nowhere.conf
  [ "$status" -eq 2 ]
  says "nowhere.conf: cannot open"
}

@test "a filter turns other files into text, and one that fails is named" {
  echo "A headline in disguise" | tr a-z n-za-m >a.rot
  cp a.rot b.rot
  printf '[filters]\nrot = tr a-z n-za-m\nbad = false\nnone = no-such-program\nslow = sleep 100\n[index]\ntimeout = 1\n' >c.conf
  run sseindex --config c.conf --db "$DB" .
  [ "$status" -eq 0 ]
  run ssesearch --db "$DB" "headline disguise"
  says "A headline in disguise"
  touch x.bad x.none x.slow
  run sseindex --config c.conf --db "$DB" x.bad x.none x.slow
  [ "$status" -eq 2 ]
  says "x.bad: the filter 'false' ended with exit code 1"
  says "x.none: the filter 'no-such-program' cannot be run"
  says "x.slow: the filter 'sleep' took more than 1 seconds"
}
