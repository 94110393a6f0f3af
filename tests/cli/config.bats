#!/usr/bin/env bats
# The configuration: where it is found, what it sets, how mistakes in it are reported.

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
; beside the home folder
db = ../../../made.db

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
  check $'[sources]\npath = a' 'bad.conf:1: there is no section ?sources?; the sections are ?index?, ?search?, ?serve?, ?filters? and ?source NAME?'
  check $'[source A]\nlang = en' "bad.conf:1: the source 'A' has neither path nor address"
  check $'[source A]\npath = a\naddress = https://example.org/' "bad.conf:1: the source 'A' has both path and address"
  check $'[source A]\npath = a\nlang = en\n\nlang = fr' "bad.conf:5: 'lang' is already set in line 3"
  check $'[index]\ndb = a\n[search]\n[index]\ndb = b' "bad.conf:5: 'db' is already set in line 2"
  check $'[filters]\npdf = a\nPDF = b' "bad.conf:3: there is already a filter for 'PDF'"
  check $'[filters]\n.pdf = a' "bad.conf:2: '.pdf' is not a file name's extension"
  check $'[filters]\npdf = pdftotext\n  -enc UTF-8' "bad.conf:3: is neither ?section? nor name = value"
  check $'[source A] # ours\npath = a' "bad.conf:1: there is text after the section; a comment needs a line of its own"
  check $'[source A\npath = a' "bad.conf:1: the section has no closing"
  check 'db = a' "bad.conf:1: 'db' comes before the first ?section?"
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

@test "every program refuses every value that cannot be, with file and line" {
  # refused SECTION SETTING: all three programs report it, ssesearch and sseserve also for settings they do not use.
  refused() {
    printf '[%s]\n; a comment\n%s\npath = a\n' "$1" "$2" >bad.conf
    local command
    for command in "sseindex --print-config" "ssesearch word" sseserve; do
      run timeout 10 $command --config bad.conf --db "$DB"
      [ "$status" -eq 2 ] || { echo "$command took $2"; return 1; }
      says "bad.conf:3: ${2%% =*}: "
    done
  }
  refused index 'prune = maybe'
  refused index 'max-prune = abc'
  refused index 'max-prune = 101'
  refused index 'max-prune = -1'
  refused index 'timeout = 0'
  refused index 'timeout = 86401'
  refused index 'proxy = proxy.example:3128'
  refused index 'allow-private = 2'
  refused search 'recency = often'
  refused search 'half-life = 0'
  refused search 'half-life = 1 y'
  refused serve 'listen = 8080'
  refused serve 'listen = localhost:65536'
  refused serve 'url = example.org'
  refused serve 'cors = example.org'
  refused serve 'time-limit = 60001'
  refused serve 'trust-proxy = proxy'
  refused serve $'title = caf\xe9'
  refused 'source A' 'address = www.example.org/feed'
  refused 'source A' 'format = telex'
  refused 'source A' 'charset = klingon'
  refused 'source A' 'lang = in English'
  refused 'source A' 'keep = some'
  refused 'source A' 'quiet = 60days'
  refused 'source A' 'quiet = 0d'
}

@test "lines may be long, and have ; and quotes in their values" {
  long=$(head -c 100000 /dev/zero | tr '\0' x)
  printf '\357\273\277[index]\r\ncontact = %s@example.org\r\ndb = %s\r\n[serve]\ntitle = "  News; ours  "\n' "$long" "$DB" >c.conf
  printf '[source Long ; and short]\naddress = https://example.org/%s?a=1;b=2\n' "$long" >>c.conf
  sseindex --config c.conf --print-config >printed
  grep -qxF "contact = $long@example.org" printed
  grep -qxF 'title = "  News; ours  "' printed
  grep -qxF '[source Long ; and short]' printed
  grep -qxF "address = https://example.org/$long?a=1;b=2" printed
  head -c 1100000 /dev/zero | tr '\0' x >>c.conf
  run sseindex --config c.conf --print-config
  [ "$status" -eq 2 ]
  says "c.conf:8: the line is longer than"
}

@test "what --print-config prints is read to the same, wherever it lies" {
  printf '[index]\ndb = a.db\nprune=off\nproxy = environment\n[search]\nhalf-life = 1y\n[serve]\nlisten = [::1]:0\n[filters]\npdf = tool "x"\n' >news/c.conf
  printf '[source A]\npath = " a"\nlabel = """B"""\ngroup = members\nquiet = 8w\nkeep = yes\n[source]\naddress = https://example.org/\n' >>news/c.conf
  sseindex --config news/c.conf --print-config | grep -v '^# read from' >first
  grep -qx "db = $PWD/news/a.db" first
  grep -qxF 'label = """B"""' first
  cp first "$HOME/second"
  sseindex --config "$HOME/second" --print-config | grep -v '^# read from' >second
  diff first second
}

@test "passwords in addresses are not shown" {
  printf '[index]\nproxy = http://me:secret@proxy.example:3128\n[source A]\naddress = https://me:secret@example.org/\n' >c.conf
  run sseindex --config c.conf --print-config
  [ "$status" -eq 0 ]
  says "proxy = http://\*\*\*@proxy.example:3128"
  [[ $output != *secret* ]]
  printf '[source A]\naddress = https://me:secret@example.org/a b\n' >c.conf
  run sseindex --config c.conf --print-config
  [ "$status" -eq 2 ]
  says "c.conf:2: address: "
  [[ $output != *secret* ]]
}

@test "a configuration may be empty, a pipe, or name 1500 sources" {
  ssesearch --config /dev/null --db "$DB" word || [ $? -eq 2 ]
  sseindex --config /dev/null --db "$DB" --print-config
  for i in $(seq 1500); do printf '[source %s]\npath = %s\n' "$i" "$i"; done >c.conf
  sseindex --config <(cat c.conf) --print-config | grep -c '^path = ' | grep -qx 1500
  run sseindex --config . --print-config
  [ "$status" -eq 2 ]
}

@test "ssesearch and sseserve load none of the libraries that reading takes" {
  for program in ssesearch sseserve; do
    run ldd "$BUILD/$program"
    [ "$status" -eq 0 ]
    [[ $output != *libcurl* && $output != *libxml2* && $output != *libarchive* ]]
  done
}

@test "a source names the columns and keys that no one else would call so" {
  printf 'What,When,Area,Desk\nA bank opens,25 July 2023,bank,"Smith, Ann"\n' >t.csv
  printf '{"rows":[{"deep":{"name":"B bank"},"date":"2023-07-26"}]}' >t.json
  printf '2023-07-27;C bank;x\n' >bare.csv
  cat >c.conf <<END
[source Table]
path = t.csv
title = What
date = When
tags = Area
author = Desk
[source Keys]
path = t.json
title = deep.name
[source Bare]
path = bare.csv
columns = date,title
END
  run bash -c "sseindex --config c.conf --print 2>/dev/null | jq -r '[.date, .title, .source, .tags[0], .authors[0]] | join(\"/\")'"
  [ "$output" = $'2023-07-25/A bank opens/Table/bank/Smith, Ann\n2023-07-26/B bank/Keys//\n2023-07-27/C bank/Bare//' ]
  run sseindex --db "$DB" bare.csv
  [ "$status" -eq 2 ]
  says "--columns title,date,text"
  run sseindex --db "$DB" --columns date,title bare.csv
  [ "$status" -eq 0 ]
  says "1 added"
}

@test "a column that the configuration names and a table has not is told" {
  printf 'Topic,When,Text\nMill,2023-07-25,Sold\n' >a.csv
  printf '[source A]\npath = %s/a.csv\ntitle = Topc\ndate = When\n' "$PWD" >c.conf
  run sseindex --config c.conf --print
  says "a.csv: has no column 'Topc', which the configuration names"
  sed -i s/Topc/topic/ c.conf
  run sseindex --config c.conf --print
  [ "$(jq -r '.title + .date' <<<"$output")" = Mill2023-07-25 ]
}
