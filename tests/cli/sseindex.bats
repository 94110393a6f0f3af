#!/usr/bin/env bats
# sseindex as a person or a cron job runs it.

load helper

# A listing of N items.
many_items() {
  echo "May 2024"
  seq "$1" | awk '{printf " %d. Headline %d of many\n\n   Some words of number %d.\n", $1 % 9999, $1, $1}'
}

@test "the sample archive has at least 120 items, all dated, in four languages" {
  index_corpus
  [ "$(sqlite3 "$DB" 'SELECT count(*) FROM item')" -ge 120 ]
  [ "$(sqlite3 "$DB" 'SELECT count(*) FROM item WHERE date IS NULL')" -eq 0 ]
  [ "$(sqlite3 "$DB" "SELECT count(*) FROM item WHERE body = ''")" -gt 0 ]
  [ "$(sqlite3 "$DB" 'SELECT count(DISTINCT source) FROM item')" -eq 4 ]
}

@test "running again changes nothing and says so" {
  run sseindex --db "$DB" "$TOP/corpus"
  [ "$status" -eq 0 ]
  says " added, 0 updated, 0 unchanged, 0 skipped"
  run sseindex --db "$DB" "$TOP/corpus"
  [ "$status" -eq 0 ]
  says "Nothing changed: 0 added, 0 updated, 1"
}

@test "an index is the same whatever the locale" {
  LC_ALL=C LANG= sseindex -q --db a.db "$TOP/corpus"
  LC_ALL=tr_TR.UTF-8 sseindex -q --db b.db "$TOP/corpus"
  [ "$(sqlite3 a.db 'SELECT id, title, date FROM item')" = "$(sqlite3 b.db 'SELECT id, title, date FROM item')" ]
}

@test "quiet says nothing when all is well" {
  run sseindex -q --db "$DB" "$TOP/corpus"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "standard input is read as -" {
  run sseindex --db "$DB" --lang en --source "My paper" - <<<$'Headline\n\n25 July 2023\n\nText.'
  [ "$status" -eq 0 ]
  [ "$(sqlite3 "$DB" "SELECT title, date, body, source, lang FROM item")" = "Headline|2023-07-25|Text.|My paper|en" ]
}

@test "a missing file is named, changes nothing and exits 2" {
  run sseindex --db "$DB" nowhere.txt
  [ "$status" -eq 2 ]
  says "sseindex: nowhere.txt: cannot open: No such file or directory"
}

@test "a missing file beside a good one exits 1, and the good one is indexed" {
  echo Headline >good.txt
  run sseindex --db "$DB" nowhere.txt good.txt
  [ "$status" -eq 1 ]
  says "nowhere.txt: "
  says "1 added"
  says "1 file or address could not be read"
}

@test "binary and empty files are named and skipped" {
  mkdir d
  printf 'PNG\0\1\2' >d/binary.txt
  : >d/empty.txt
  echo Headline >d/good.txt
  run sseindex --db "$DB" d
  [ "$status" -eq 1 ]
  says "d/binary.txt: is a binary file, not text"
  says "d/empty.txt: is empty"
  says "1 added"
}

@test "a folder without rights is named and skipped" {
  mkdir -p d/closed
  echo Headline >d/good.txt
  chmod 000 d/closed
  chmod 777 .
  run_as_stranger sseindex --db "$DB" d
  chmod 755 d/closed
  [ "$status" -eq 1 ]
  says "d/closed: cannot read the folder: Permission denied"
  says "1 added"
}

@test "what means nothing is shown as U+FFFD, told with the file, and no error" {
  printf 'Caf\xe2\x82 coop\n' >cut.txt
  run sseindex --db "$DB" --charset utf-8 cut.txt
  [ "$status" -eq 0 ]
  says "cut.txt: 1 character is not valid in "
  says "1 byte was unreadable"
  [ ! -s "$DB-wal" ]
  run ssesearch --db "$DB" coop
  says "Caf� coop"
}

@test "files of another character set are read as --charset says" {
  printf 'L\x92\xe9conomie sociale\n' >1252.txt
  run sseindex --db "$DB" --charset windows-1252 1252.txt
  [ "$status" -eq 0 ]
  [[ $output != *unreadable* ]]
  run ssesearch --db "$DB" "économie"
  says "L’économie sociale"
  run sseindex --db "$DB" --charset klingon 1252.txt
  [ "$status" -eq 2 ]
  says "'klingon' is not a character set"
}

@test "a language is given by its tag" {
  echo "Una noticia" >item.txt
  run sseindex --db "$DB" --lang spanish! item.txt
  [ "$status" -eq 2 ]
  says "'spanish!' is not a language tag such as en, fr or pt-BR"
  run sseindex --db "$DB" --lang es-419 item.txt
  [ "$status" -eq 0 ]
}

@test "a line of 100 MB is refused in little memory" {
  head -c 100000000 /dev/zero | tr '\0' x >long.txt
  # Address space limits do not work with AddressSanitizer.
  [[ $BUILD == */sanitize ]] || ulimit -v 200000
  run sseindex --db "$DB" long.txt
  [ "$status" -eq 2 ]
  says "long.txt:1: the line is longer than 1048576 bytes"
}

@test "what is not an index is refused with its name and left alone" {
  echo "a letter, not a database" >letter.db
  run sseindex --db letter.db "$TOP/corpus"
  [ "$status" -eq 2 ]
  says "letter.db: is not an index"
  [ "$(cat letter.db)" = "a letter, not a database" ]
}

@test "a locked index exits 3" {
  index_corpus
  run flock "$DB.run" "$BUILD/sseindex" --db "$DB" "$TOP/corpus"
  [ "$status" -eq 3 ]
  says "another run is writing to it"
}

@test "a link to an index takes the lock of the file it leads to, also where that is not there yet" {
  mkdir -p real/deep links
  ln -s ../real/index.db links/chain
  ln -s chain links/index.db
  ln -s ../../real links/../real/deep/up
  for name in links/index.db real/deep/up/index.db ./real//index.db real/index.db; do
    run flock "$PWD/real/index.db.run" "$BUILD/sseindex" --db "$name" "$TOP/corpus"
    [ "$status" -eq 3 ]
    [ ! -e real/index.db ]
  done
  sseindex --quiet --db links/index.db "$TOP/corpus"
  [ -f real/index.db ] && [ -L links/index.db ] && [ -L links/chain ]
  [ "$(ls -A real links)" = "$(printf 'links:\nchain\nindex.db\n\nreal:\ndeep\nindex.db\nindex.db.run')" ]
  run flock "$PWD/real/index.db.run" "$BUILD/sseindex" --check --db links/index.db
  [ "$status" -eq 3 ]
  sseindex --stats --db links/index.db | grep -q 'last run'
}

@test "who reads the record of the last run finds it whole" {
  echo "Kept headline" >kept.txt
  sseindex -q --db "$DB" kept.txt
  chmod 640 "$DB.run"
  exec 7<"$DB.run" # a reader that is slow
  before=$(cat "$DB.run")
  echo "Another headline" >>kept.txt
  sseindex -q --db "$DB" kept.txt
  [ "$(cat <&7)" = "$before" ]
  [ "$(cat "$DB.run")" != "$before" ]
  [ "$(stat -c %a "$DB.run")" = 640 ]
  run ls -A "${DB%/*}"
  no says ".run.new"
}

@test "a disk too full for the record of a run keeps the last one" {
  mkdir small
  mount -t tmpfs -o size=1m tmpfs small 2>/dev/null || skip "cannot mount a small disk here"
  echo "Kept headline" >kept.txt
  sseindex -q --db small/index.db kept.txt
  before=$(cat small/index.db.run)
  dd if=/dev/zero of=small/fill bs=4k 2>/dev/null || true
  run sseindex --db small/index.db kept.txt
  after=$(cat small/index.db.run)
  others=$(ls small)
  umount small
  [ "$status" -eq 1 ]
  says "small/index.db.run: cannot write: No space left on device"
  [ "$before" = "$after" ]
  [ "$others" = "$(printf 'fill\nindex.db\nindex.db.run')" ]
}

@test "a lock on a record that has been replaced meanwhile keeps nobody out, and lets nobody in" {
  index_corpus
  exec 7<"$DB.run"
  flock -n 7
  cp "$DB.run" other && mv other "$DB.run"
  run sseindex --db "$DB" "$TOP/corpus"
  [ "$status" -eq 0 ]
  exec 8<"$DB.run"
  flock -n 8
  run sseindex --db "$DB" "$TOP/corpus" 8<&-
  [ "$status" -eq 3 ]
}

@test "links in circles are not an index" {
  ln -s b a
  ln -s a b
  run sseindex --db a "$TOP/corpus"
  [ "$status" -eq 2 ]
  says "a: cannot open: Too many levels of symbolic links"
}

@test "a link planted where the lock belongs is not followed" {
  ln -s victim "$DB.run"
  run sseindex --db "$DB" "$TOP/corpus"
  [ "$status" -eq 2 ]
  says "$DB.run: cannot open"
  [ ! -e victim ] && [ ! -e "$DB" ]
}

@test "an index that its owner may only read can be updated, and stays so" {
  mkdir ro
  echo Headline >one.txt
  sseindex --quiet --db ro/index.db one.txt
  chmod 444 ro/index.db
  [ "$(id -u)" -ne 0 ] || chown -R 65534:65534 ro
  echo Another >two.txt
  run_as_stranger sseindex --db ro/index.db one.txt two.txt
  [ "$status" -eq 0 ]
  says "1 added"
  [ "$(stat -c %a ro/index.db)" = 444 ]
  run_as_stranger sseindex --rebuild --db ro/index.db one.txt
  [ "$status" -eq 0 ]
  [ "$(stat -c %a ro/index.db)" = 444 ]
}

@test "a full disk leaves a good index good" {
  mkdir small
  mount -t tmpfs -o size=2m tmpfs small 2>/dev/null || skip "cannot mount a small disk here"
  echo "Kept headline" >kept.txt
  many_items 30000 >many.txt
  sseindex -q --db small/index.db kept.txt
  run sseindex --db small/index.db many.txt
  full_status=$status full_output=$output
  run ssesearch --db small/index.db --count kept
  kept=$output
  run sseindex --stats --db small/index.db
  stats=$output
  run ssesearch --db small/index.db --count many
  many=$output
  check=$(sqlite3 small/index.db 'PRAGMA integrity_check')
  umount small
  output=$full_output
  [ "$full_status" -eq 2 ]
  says "small/index.db: the disk is full"
  [[ $stats == *", nothing changed because of an error"* ]]
  [ "$kept" -eq 1 ]
  [ "$many" -eq 0 ]
  [ "$check" = ok ]
}

@test "what is printed to a full disk ends at once, however much there is to read" {
  [ -w /dev/full ] || skip "needs /dev/full"
  run bash -c "yes '{\"title\": \"A headline\"}' | timeout 30 sseindex --print - - 2>&1 >/dev/full"
  [ "$status" -eq 2 ]
  [ "$output" = "sseindex: standard output: cannot write: No space left on device" ]
}

@test "a bar shows progress on a terminal, and only there" {
  many_items 60000 >many.txt
  run script -qec "sseindex --db $DB many.txt" /dev/null </dev/null
  [[ $output == *"%"*" items"* ]] || skip "this machine is done before a bar is due"
  says "[#"
  run sseindex --db "$DB" many.txt
  [[ $output != *"[#"* ]]
}

@test "unknown options and formats are explained and exit 2" {
  run sseindex --nonsense
  [ "$status" -eq 2 ]
  says "--help"
  run sseindex --format klingon x
  [ "$status" -eq 2 ]
  says "'klingon' is not one of "
  run sseindex
  [ "$status" -eq 2 ]
  says "no source given"
}

@test "what a run did not take is described, by its kind" {
  mkdir in
  printf -- '---\ntitle: Soon\ndraft: true\n---\nText\n' >in/draft.md
  printf '{"title":"One","colour":"red","lang":"no tag"}\n' >in/one.jsonl
  printf '\001\002' >in/a.xyz
  sseindex -q --db "$DB" in || true
  [ "$(sseindex --db "$DB" --stats --format json | jq -r '[.last_run.not_taken[].kind] | sort | join(",")')" = "left out,not taken,passed over,withheld" ]
}

@test "what cannot be done together is refused, and nothing of it is done" {
  echo One >a.txt
  sseindex -q --db "$DB" a.txt
  cp "$DB" before.db
  for options in "--print --drop a.txt" "--print --backup b.db" "--print --recover b.db" "--print --export" "--print --stats" \
    "--print-config a.txt" "--upgrade --check" "--upgrade --print" "--rebuild --stats" "--rebuild --backup b.db" "--drop a.txt a.txt"; do
    # shellcheck disable=SC2086
    run sseindex --db "$DB" $options
    [ "$status" -eq 2 ] || { echo "$options"; false; }
    says "cannot be combined with"
    cmp "$DB" before.db
    [ ! -e b.db ]
  done
  for options in "--upgrade a.txt" "--upgrade --rebuild"; do
    # shellcheck disable=SC2086
    run sseindex --db "$DB" $options
    [ "$status" -eq 2 ] || { echo "$options"; false; }
    says "--upgrade takes no source and cannot be combined with --print or --rebuild"
  done
  run sseindex --db "$DB" --reason spam a.txt
  [ "$status" -eq 2 ]
  says "--reason needs --withdraw"
  run sseindex --db "$DB" --from-sources-only a.txt
  [ "$status" -eq 2 ]
  says "--from-sources-only needs --rebuild"
  cmp "$DB" before.db
  run sseindex --db "$DB" --stats --check
  [ "$status" -eq 0 ]
  says "is whole"
}

@test "help and version exit 0, and help fits a screen" {
  run sseindex --help
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -le 24 ]
  run sseindex --version
  [ "$status" -eq 0 ]
  says "SQLite 3."
  says "Unicode "
}

@test "the default index is made below the data folder" {
  HOME="$BATS_TEST_TMPDIR/home" XDG_DATA_HOME= sseindex -q "$TOP/corpus"
  [ -f home/.local/share/ssesearch/index.db ]
}

@test "what an index is described by tells with -v where its bytes go" {
  sseindex -q --db "$DB" "$TOP/corpus"
  run sseindex --stats -v --db "$DB"
  [[ $output == *"texts, and what is known of items"* && $output == *"words of the texts, with their places"* ]]
  # What is known of no other kind is of sources and settings.
  of_settings=$(sqlite3 "$DB" "SELECT sum(pgsize) FROM dbstat WHERE name IN ('sqlite_schema', 'sqlite_sequence', 'source',
    'source_address', 'sqlite_autoindex_source_1', 'holder', 'portion', 'setting', 'withdrawn', 'withdrawn_id', 'withdrawn_own',
    'withdrawn_address')")
  [[ $output == *" $of_settings  sources and settings"* ]]
  [[ $(sseindex --stats --db "$DB") != *"with their places"* ]]
  # All pages except the free ones belong to a part.
  sum=$(sseindex --stats -v --json --db "$DB" | jq '.sizes | add')
  used=$(sqlite3 "$DB" 'SELECT (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count)')
  [ "$sum" -eq $((used * 16384)) ]
}
