#!/usr/bin/env bats
# Addresses: fetched from a server on loopback that behaves well and badly.

load helper

feed() {
  { echo '<rss version="2.0"><channel><title>Fed</title>'
    for headline in "$@"; do echo "<item><title>$headline</title><guid>$headline</guid></item>"; done
    echo '</channel></rss>'; } >feed.xml
}

serve() {
  python3 "$TOP/tests/cli/server.py" requests.log >port 2>/dev/null 3>&- &
  SERVER=$!
  for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
  URL="http://127.0.0.1:$(cat port)"
}

teardown() {
  [ -z "${SERVER:-}" ] || kill "$SERVER"
}

@test "a feed is fetched once and then only asked for" {
  feed One Two
  serve
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  [ "$status" -eq 0 ]
  says "2 added"
  before=$(stat -c %i "$DB")
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  [ "$(stat -c %i "$DB")" = "$before" ]
  [[ $(sed -n 2p requests.log) == '/feed.xml "'*'" ssesearch/'* ]]
}

@test "what a feed shows no more stays, even with --prune" {
  feed One Two
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  feed Two Three
  run sseindex --db "$DB" --allow-private --prune --force "$URL/feed.xml"
  says "1 added, 0 updated, 1 unchanged"
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}

@test "a server that moved, is in trouble or busy is asked again" {
  feed One
  serve
  for path in moved flaky busy; do
    rm -f "$DB"*
    run sseindex --db "$DB" --allow-private "$URL/$path"
    [ "$status" -eq 0 ]
    says "1 added"
  done
}

@test "answers that are none are named and do not stop the others" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/none" "$URL/loop" "$URL/file" "$URL/cut" "$URL/feed.xml"
  [ "$status" -eq 1 ]
  says "$URL/none: the server answers 404"
  says "$URL/loop: Maximum (5) redirects followed"
  says "$URL/file: Protocol \"file\" not supported"
  says "$URL/cut: "
  says "1 added"
}

@test "a server that is down leaves what was read of it" {
  feed One
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  kill "$SERVER"
  SERVER=
  run sseindex --db "$DB" --allow-private --prune "$URL/feed.xml"
  [ "$status" -eq 2 ]
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}

@test "the character set is the one the server names" {
  serve
  sseindex --db "$DB" --allow-private "$URL/latin"
  run ssesearch --db "$DB" "Économie"
  says "Été."
}

@test "addresses of private networks are refused unless allowed" {
  serve
  for address in "$URL/feed.xml" "http://localhost:$(cat port)/" "http://[::1]:9/" "http://10.0.0.1/" "http://0x7f000001/"; do
    run sseindex --db "$DB" "$address"
    [ "$status" -eq 2 ]
    says "is an address of a private network; --allow-private allows it"
  done
  [ ! -s requests.log ]
}

@test "an address is not pruned because a shorter one was read" {
  feed One
  serve
  sseindex --db "$DB" --allow-private "$URL/feed.xml"
  run sseindex --db "$DB" --allow-private --prune --force "$URL/latin" "$URL/"
  [ "$status" -eq 1 ]
  run ssesearch --db "$DB" --count one
  [ "$output" = 1 ]
}
