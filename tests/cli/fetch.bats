#!/usr/bin/env bats
# Fetching addresses from a server on loopback that behaves well and badly.

load helper
load fetching

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

@test "an answer that is public from or up to a day to come is read again, not only asked for" {
  serve
  for day in 'publishDate: 9000-01-01' 'expiryDate: 9000-01-01'; do
    printf -- '---\ntitle: Ferry\n%s\n---\nThe ferry sails.\n' "$day" >feed.xml
    rm -f "$DB"*
    for _ in 1 2; do sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml" || [ $? -eq 1 ]; done
    [[ $(tail -n 1 requests.log) == '/feed.xml - ssesearch/'* ]]
  done
}

@test "an answer that finds no room is a failed source, told with the reason and where the room is missing" {
  feed $(seq 1 9000)
  serve
  mkdir small
  mount -t tmpfs -o size=100k tmpfs small 2>/dev/null || skip "cannot mount a small disk here"
  TMPDIR=$PWD/small run sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  left=$(ls small)
  umount small
  [ "$status" -eq 2 ]
  [ "$output" = "sseindex: $URL/feed.xml: cannot be stored in a temporary file (in TMPDIR, else /tmp): No space left on device" ]
  [ -z "$left" ]
  TMPDIR=$PWD/nowhere run sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  says "$URL/feed.xml: cannot be stored in a temporary file (in TMPDIR, else /tmp): No such file or directory"
}

@test "what fails after a redirect is told with the address that it led to" {
  serve
  echo /nowhere.xml >led.xml.to
  echo http://name:secret@127.0.0.1:1/feed.xml >other.xml.to
  run sseindex --quiet --db "$DB" --allow-private "$URL/led.xml" "$URL/other.xml" "$URL/none.xml"
  [ "$status" -eq 2 ]
  says "$URL/led.xml (redirected to $URL/nowhere.xml): the server answers 404"
  says "$URL/other.xml (redirected to http://\*\*\*@127.0.0.1:1/feed.xml): "
  says "$URL/none.xml: the server answers 404"
}

@test "when an address last answered is known, also where nothing was new" {
  feed One
  serve
  sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  before=$(stat -c %i "$DB")
  grep -q "^source .* 0 0$" "$DB.run"
  sed -i 's/^\(source [0-9a-f]*\) [0-9]*/\1 86400/' "$DB.run"
  sseindex --quiet --db "$DB" --allow-private "$URL/feed.xml"
  [ "$(stat -c %i "$DB")" = "$before" ]
  run bash -c "sseindex --db '$DB' --stats --format json | jq -r '.sources_read[0].last_answer[:4]'"
  [ "$output" -ge 2024 ]
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

@test "a host is asked once a second, under each of its addresses" {
  feed One
  serve
  for addresses in "$URL/feed.xml $URL/feed.xml?a" "$URL/feed.xml#a ${URL/http:/HTTP:}/feed.xml"; do
    before=$(date +%s%N)
    # shellcheck disable=SC2086 # two addresses
    sseindex --quiet --db "$DB" --allow-private $addresses || [ $? -eq 1 ]
    [ $((($(date +%s%N) - before) / 1000000)) -ge 1000 ]
  done
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
  says "$URL/loop: redirects more than 5 times"
  says "$URL/file: redirects to something other than a web address: file:///etc/passwd"
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

@test "an address that moved for good is told, and links start where it is now" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/deep"
  [ "$status" -eq 0 ]
  says "$URL/deep: has moved to $URL/new/place/relative.xml?a%20b#c; change the address"
  run ssesearch --db "$DB" --format json moved
  says "\"$URL/new/place/sub/a.html\""
  run sseindex --db "$DB" --allow-private "$URL/moved"
  [ "$status" -eq 0 ]
  says "$URL/moved: has moved to $URL/feed.xml"
}

@test "an address that moved for now is not told as moved" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "$URL/for-now"
  [ "$status" -eq 0 ]
  [[ $output != *moved\ to* ]]
}

@test "retries and the waits between them end within the time limit" {
  serve
  printf '[index]\ntimeout = 3\n' >c.conf
  SECONDS=0
  run sseindex --config c.conf --db "$DB" --allow-private "$URL/later"
  [ "$status" -eq 2 ]
  says "$URL/later: the server answers 503"
  [ "$SECONDS" -le 3 ]
  [ "$(wc -l <requests.log)" -eq 1 ]
}

@test "no message has a password in it" {
  serve
  printf '[index]\nproxy = http://me:secret@proxy.example:3128\n[source]\naddress = http://me:secret@127.0.0.1:1/\n' >c.conf
  for command in "sseindex --config c.conf --print-config" "sseindex --config c.conf --db $DB" \
    "sseindex --db $DB --allow-private ${URL/127/me:secret@127}/none" "sseindex --db $DB http://me:sec/secret@10.0.0.1/"; do
    run $command
    says "***@"
    [[ $output != *secret* ]] || { echo "$output"; false; }
  done
}

@test "with a proxy it is the target that is judged" {
  feed One
  serve
  printf '[index]\nproxy = %s\n' "$URL" >c.conf
  run sseindex --config c.conf --db "$DB" http://93.184.216.34/feed.xml
  [ "$status" -eq 0 ]
  says "1 added"
  [[ $(cat requests.log) == "http://93.184.216.34/feed.xml "* ]]
  for address in "$URL/feed.xml" http://localhost/feed.xml http://10.0.0.1/feed.xml http://93.184.216.34/astray; do
    run sseindex --config c.conf --db "$DB" "$address"
    [ "$status" -eq 2 ]
    says "is an address of a private network"
  done
  [ "$(grep -c astray requests.log)" -eq 1 ]
  [ "$(wc -l <requests.log)" -eq 2 ]
  run sseindex --config c.conf --db "$DB" --allow-private http://intranet.invalid/feed.xml
  [ "$status" -eq 0 ]
}

@test "the environment's proxy is used only where the configuration says so" {
  feed One
  serve
  export http_proxy="$URL" all_proxy="$URL"
  run sseindex --db "$DB" --allow-private "$URL/feed.xml"
  [ "$status" -eq 0 ]
  [[ $(cat requests.log) == "/feed.xml "* ]]
  printf '[index]\nproxy = environment\n' >c.conf
  run sseindex --config c.conf --db "$DB" http://93.184.216.34/feed.xml
  [ "$status" -eq 0 ]
  [[ $(tail -n 1 requests.log) == "http://93.184.216.34/feed.xml "* ]]
}

@test "feed:// is an address" {
  feed One
  serve
  run sseindex --db "$DB" --allow-private "feed:${URL#http:}/feed.xml"
  [ "$status" -eq 0 ]
  says "1 added"
  printf '[source A]\naddress = feed:%s/feed.xml\n' "$URL" >config
  run sseindex --db "$DB" --allow-private --config config
  [ "$status" -eq 0 ]
  says "1 updated"
}

@test "an address that is gone for good is told once, its items stay, and --force asks again" {
  feed One
  serve
  sseindex --quiet --db "$DB" --allow-private "$URL/gone"
  run sseindex --db "$DB" --allow-private "$URL/gone"
  [ "$status" -eq 2 ]
  says "$URL/gone: is gone for good (the server answers 410); it will not be requested again"
  run sseindex --db "$DB" --allow-private --prune "$URL/gone"
  [ "$status" -eq 0 ]
  [[ "$output" != *"gone for good"* ]]
  says "1 unchanged"
  [ "$(grep -c "^/gone " requests.log)" = 2 ]
  run sseindex --db "$DB" --allow-private --force "$URL/gone"
  says "gone for good"
  for night in 1 2; do
    printf '[index]\nallow-private = yes\n[source A]\naddress = %s/gone\nlang = fr\n' "$URL" >config
    run sseindex --db "$DB" --config config
    [[ $night = 1 && "$output" == *"gone for good"* || $night = 2 && "$output" != *"gone for good"* ]]
  done
  run sseindex --db "$DB" --allow-private "$URL/to-gone" # for now: it may lead elsewhere tomorrow
  says "the server answers 410"
  run sseindex --db "$DB" --allow-private "$URL/to-gone"
  says "the server answers 410"
}

@test "a feed that is gone for good is asked for again where a page names it, which may name another tomorrow" {
  feed One
  home() { printf '<!doctype html><title>F</title><link rel=alternate type="application/rss+xml" href="%s"><h1>Welcome</h1><p>Home.' "$1" >index.html; }
  home /gone
  serve
  sseindex --quiet --db "$DB" --allow-private "$URL/"
  for _ in 1 2; do
    run sseindex --db "$DB" --allow-private "$URL/"
    [ "$status" -eq 2 ]
    says "$URL/gone: is gone (the server answers 410)"
  done
  home /feed.xml
  feed One Two
  run sseindex --db "$DB" --allow-private "$URL/"
  says "1 added, 0 updated, 1 unchanged"
}
