#!/usr/bin/env bats
# Filters that misbehave: each limit holds, and the processes they leave behind are killed.

load helper

# Makes the filter of .x files run the shell script on standard input, for at most that many seconds.
filter() {
  cat >filter.sh
  printf '[index]\ntimeout = %s\n[filters]\nx = sh filter.sh\n' "$1" >c.conf
  echo "A headline" >note.x
}

index_note() {
  SECONDS=0
  run sseindex --config c.conf --db "$DB" note.x
}

# Succeeds if the process that a filter noted in the file `child` has ended.
child_is_gone() {
  ! kill -0 "$(cat child)" 2>/dev/null || [[ $(cat "/proc/$(cat child)/stat" 2>/dev/null) == *") Z "* ]]
}

@test "a filter that closes its output and sleeps ends at its time limit, with all it started" {
  filter 2 <<<'echo "A title"; sleep 600 & echo $! >child; exec >&-; sleep 60'
  index_note
  [ "$status" -eq 2 ]
  says "note.x: the filter 'sh' took more than 2 seconds"
  [ "$SECONDS" -lt 20 ]
  eventually child_is_gone
}

@test "a filter that writes on and on ends at its time limit" {
  filter 1 <<<'while :; do echo word; sleep 0.1; done'
  index_note
  [ "$status" -eq 2 ]
  says "note.x: the filter 'sh' took more than 1 seconds"
  [ "$SECONDS" -lt 20 ]
}

@test "a filter that ends and leaves a child with its output is read, and the child is gone" {
  filter 60 <<<'sleep 600 & echo $! >child; echo "A title"; echo; echo "Some words"'
  index_note
  [ "$status" -eq 0 ]
  says "1 added"
  [ "$SECONDS" -lt 20 ]
  run ssesearch --db "$DB" --format json words
  says "A title"
  eventually child_is_gone
}

@test "a child that writes on and on after its filter ended is stopped" {
  filter 60 <<<'echo "A title"; (while :; do echo word; sleep 0.01; done) & echo $! >child; sleep 0.2'
  index_note
  [ "$status" -eq 0 ]
  says "1 added"
  [ "$SECONDS" -lt 20 ]
  eventually child_is_gone
}

@test "a filter that leaves a child in a group of its own is not waited for" {
  filter 60 <<<'setsid sleep 30 & echo $! >child; echo "A title"; sleep 0.2'
  index_note
  kill "$(cat child)" 2>/dev/null || true
  [ "$status" -eq 0 ]
  says "1 added"
  [ "$SECONDS" -lt 20 ]
}

@test "a filter gets no more than 2 GiB of memory" {
  filter 60 <<<'exec python3 take.py'
  cat >take.py <<'END'
import mmap
# Not backed by memory, so only the limit can refuse it.
mmap.mmap(-1, int(open("bytes").read()), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
print("A title")
END
  echo $((3 * 1024 ** 3)) >bytes
  index_note
  [ "$status" -eq 2 ]
  says "note.x: the filter 'sh' ended with exit code 1"
  echo $((1024 ** 3)) >bytes
  index_note
  [ "$status" -eq 0 ]
  says "1 added"
}

@test "a filter that fails after its output is not a source of items" {
  filter 60 <<<'echo "A title"; exit 3'
  index_note
  [ "$status" -eq 2 ]
  says "note.x: the filter 'sh' ended with exit code 3"
  run ssesearch --db "$DB" --count title
  [ "$output" = 0 ] || [ "$status" -eq 2 ]
}

@test "a filter whose program is not there is told apart from one that fails" {
  printf '[filters]\nx = no-such-program\ny = ./no-such-program\nz = sh filter.sh\n' >c.conf
  echo 'no-such-program' >filter.sh
  touch a.x a.y a.z
  run sseindex --config c.conf --db "$DB" a.x a.y a.z
  [ "$status" -eq 2 ]
  says "a.x: the filter 'no-such-program' cannot be run; is it installed?"
  says "a.y: the filter './no-such-program' cannot be run; is it installed?"
  says "a.z: the filter 'sh' cannot be run; is it installed?"
}

@test "two filters run at a time, and none for a file that has not changed" {
  mkdir d
  cat >meet <<'END'
#!/bin/sh
read -r name
echo "$name" >>"$LOG"
for _ in $(seq 200); do
  [ "$(wc -l <"$LOG")" -ge 2 ] && break
  sleep 0.05
done
echo "$name met $(head -2 "$LOG" | paste -sd ' ')"
END
  chmod +x meet
  for name in a b c; do echo $name >d/$name.rep; done
  printf '[filters]\nrep = %s/meet\n' "$PWD" >c.conf
  export LOG="$PWD/log"
  touch -d yesterday d/*
  run sseindex --config c.conf --db "$DB" d
  [ "$status" -eq 0 ]
  says "3 added"
  run ssesearch --db "$DB" --format jsonl met
  [ "$(jq -r .title <<<"$output" | sort | sed 's/a b$/b a/' | paste -sd ,)" = "a met b a,b met b a,c met b a" ]
  run sseindex --config c.conf --db "$DB" d
  says "3 unchanged"
  [ "$(wc -l <log)" -eq 3 ]
}

@test "a frequent word in a field is found there alone, and counts as rare as it is there" {
  awk 'BEGIN { for (i = 1; i <= 1200; i++) printf "{\"id\":\"%d\",\"title\":\"%s\",\"text\":\"A bank by the river\"}\n", i, i % 400 ? "A ferry" : "A bank" }' >banks.jsonl
  sseindex --quiet --db "$DB" banks.jsonl
  run ssesearch --db "$DB" --explain -n 1 title:bank
  says "in 3 of 1200 items"
  run ssesearch --db "$DB" --count title:bank
  [ "$output" = 3 ]
}

@test "a filter beside the query whose value has no letters matches nothing, and is told" {
  printf '{"id":"a","title":"One","tags":["\xf0\x9f\x99\x82"]}\n{"id":"b","title":"Two"}\n' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  for value in '🙂' '!!' '—'; do
    run ssesearch --db "$DB" --json --source "$value" One
    [ "$(jq .total <<<"$(sed '/^ssesearch: /d' <<<"$output")")" -eq 0 ]
  done
  load serving
  serve
  [ "$(get '/api/search?tag=%F0%9F%99%82' | jq .total)" -eq 1 ] # a whole tag may be of signs
  [ "$(get '/api/search?tag=%F0%9F%99%81' | jq .total)" -eq 0 ]
  [ "$(get '/api/search?tag=%F0%9F%99%81&q=one' | jq '.notes | length')" -gt 0 ]
  kill "$SERVER"
}
