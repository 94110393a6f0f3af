#!/usr/bin/env bats
# What filters and the server can still do once they are confined, if the kernel has Landlock.

load helper
load serving

# Landlock's versions start at 1; it covers TCP since 4 (Linux 6.7). 444 is landlock_create_ruleset everywhere.
needs_landlock() {
  python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, 0, 0, 1) < int(sys.argv[1]))' "$1" || skip "the kernel has no such Landlock"
}

@test "a filter writes nothing but temporary files and reaches nobody, where the kernel has Landlock" {
  needs_landlock 4
  python3 -m http.server --bind 127.0.0.1 0 >port 2>&1 &
  server=$!
  eventually grep -qs 'port [0-9]' port
  port=$(grep -o 'port [0-9]*' port | tr -dc 0-9)
  mkdir temporary
  cat >filter.sh <<END
#!/bin/bash
cat >/dev/null
echo x >"$PWD/escaped" && echo "wrote outside"
echo x >"$PWD/temporary/inside" && echo "wrote inside"
exec 3<>/dev/tcp/127.0.0.1/$port && echo "was let out"
echo "Title of it"
END
  chmod +x filter.sh
  printf '[filters]\nxyz = %s/filter.sh\n' "$PWD" >c.conf
  echo y >one.xyz
  TMPDIR=$PWD/temporary run sseindex --config c.conf --print one.xyz
  kill "$server"
  says "wrote inside"
  says "Title of it"
  [[ $output != *"wrote outside"* && $output != *"was let out"* ]]
  [ ! -e escaped ]
}

@test "once it listens, the server can read the folder of the index and nothing else, where the kernel has Landlock" {
  needs_landlock 1
  mkdir data
  DB=$PWD/data/index.db
  index_corpus
  echo secret >secret.db
  serve
  # An index that is renamed in from elsewhere on the same file system can still be read.
  sseindex --quiet --db data/other.db "$TOP/corpus/news-fr.txt"
  mv data/other.db "$DB"
  [ "$(get '/api/search?q=coop%C3%A9ratives&limit=0' | jq .total)" -gt 0 ]
  # A link that leads outside is not followed.
  sseindex --quiet --db outside.db "$TOP/corpus/news-es.txt"
  rm "$DB" && ln -s "$PWD/outside.db" "$DB"
  [ "$(get '/api/search?q=cooperativas+fair+comercio&limit=0&lang=es' | jq .total)" -eq 0 ]
  grep -q 'data/index.db' serve.log
}

@test "what the units allow is enough for filters and the server, in a systemd that does not count Landlock as usual" {
  export ASAN_OPTIONS=detect_leaks=0 # it needs more than the units allow
  echo "A headline that is filtered" >one.xyz
  printf '[filters]\nxyz = cat\n' >c.conf
  run python3 "$BATS_TEST_DIRNAME/under_unit.py" "$TOP/scripts/nightly/ssesearch.service" \
    sseindex --config c.conf --db "$DB" one.xyz
  [ "$status" -eq 0 ] || echo "$output"
  says "1 added"
  python3 "$BATS_TEST_DIRNAME/under_unit.py" "$TOP/scripts/serve/sseserve.service" \
    sseserve --db "$DB" --listen 127.0.0.1:0 2>serve.log 3>&- &
  server=$!
  eventually grep -qs 'http://' serve.log
  run curl -sf "$(grep -o 'http://[^ ]*/' serve.log)api/search?q=filtered"
  kill "$server"
  says "A headline that is filtered"
}
