#!/usr/bin/env bats
# What a nightly run promises: nothing is lost, nothing is half done, nothing is said when all is well.

load helper

# A listing of one month with the headlines given, in the file named first.
listing() {
  file=$1
  shift
  { echo "May 2024"; for headline in "$@"; do echo " 1. $headline"; done; } >"$file"
}

count() {
  ssesearch --db "$DB" --count "$1" || true
}

@test "a run without news leaves the index untouched and says nothing when quiet" {
  listing a.txt One Two
  sseindex --db "$DB" a.txt
  before=$(stat -c '%i %Y %s' "$DB")
  run sseindex --quiet --db "$DB" a.txt
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  touch -d '2020-01-01' a.txt # another time, the same bytes
  run sseindex --db "$DB" a.txt
  says "Nothing changed: 0 added, 0 updated, 2 unchanged"
  [ "$(stat -c '%i %Y %s' "$DB")" = "$before" ]
}

@test "a file of the same size and another content is read again" {
  listing a.txt One
  touch -d '2020-01-01' a.txt
  sseindex --db "$DB" a.txt
  listing a.txt Two
  run sseindex --db "$DB" a.txt
  says "1 added"
}

@test "other options read an unchanged file again" {
  listing a.txt One
  sseindex --db "$DB" a.txt
  run sseindex --db "$DB" --source Federation a.txt
  says "1 updated"
}

@test "an item that is gone stays until it is pruned" {
  listing a.txt One Two Three Four Five Six
  sseindex --db "$DB" a.txt
  listing a.txt One Two Three Four Five
  sseindex --db "$DB" a.txt
  [ "$(count six)" = 1 ]
  run sseindex --db "$DB" --prune a.txt # the file is the same as in the last run
  [ "$status" -eq 0 ]
  says "1 removed"
  [ "$(count six)" = 0 ]
  sseindex --db "$DB" --check
}

@test "a file that is gone from a folder is pruned with its items" {
  mkdir d
  for i in 1 2 3 4 5 6; do echo "Headline number $i" >d/$i.txt; done
  sseindex --db "$DB" d
  rm d/6.txt
  run sseindex --db "$DB" --prune d/
  says "1 removed, 5 unchanged"
  [ "$(count headline)" = 5 ]
}

@test "more than max-prune percent is not pruned without --force" {
  listing a.txt One Two Three Four
  sseindex --db "$DB" a.txt
  listing a.txt One
  run sseindex --db "$DB" --prune a.txt
  [ "$status" -eq 1 ]
  says "3 of its 4 items are gone, more than 20 percent: nothing was pruned"
  [ "$(count two)" = 1 ]
  run sseindex --db "$DB" --prune --max-prune 75 a.txt
  [ "$status" -eq 0 ]
  [ "$(count two)" = 0 ]
  listing a.txt Five
  run sseindex --db "$DB" --prune --force a.txt
  says "1 added, 0 updated, 1 removed"
}

@test "a source that cannot be read is never pruned" {
  mkdir d
  listing d/a.txt One Two
  listing b.txt Three
  sseindex --db "$DB" d b.txt
  mv d elsewhere
  run sseindex --db "$DB" --prune --force d b.txt
  [ "$status" -eq 1 ]
  says "d: cannot open"
  [ "$(count one)" = 1 ]
}

@test "a source that is gone is told about once, with the command that removes it" {
  mkdir d
  listing d/a.txt One Shared
  listing d/b.txt Two Shared
  sseindex --db "$DB" d
  rm d/b.txt
  run sseindex --db "$DB" d
  [ "$status" -eq 0 ]
  says "sseindex --drop $PWD/d/b.txt"
  run sseindex --db "$DB" d
  [[ $output != *--drop* ]]
  [ "$(count two)" = 1 ]
  run sseindex --db "$DB" --dry-run --drop d/b.txt
  says "Would be: 1 item removed"
  run sseindex --db "$DB" --drop d/b.txt
  [ "$status" -eq 0 ]
  [ "$output" = "1 item removed" ]
  [ "$(count two)" = 0 ]
  [ "$(count shared)" = 1 ]
  run sseindex --db "$DB" --drop d/b.txt
  [ "$status" -eq 2 ]
  says "d/b.txt: the index has no such source"
  sseindex --check --db "$DB"
}

@test "a folder that is gone is named with the command, and drops with all its files" {
  mkdir d
  for i in 1 2 3 4 5 6; do echo "Headline number $i" >d/$i.txt; done
  listing b.txt Other
  sseindex --db "$DB" d b.txt
  mv d e
  run sseindex --db "$DB" d b.txt
  [ "$status" -eq 1 ]
  says "its 6 items stay; if it is gone for good: sseindex --drop d"
  run sseindex --quiet --db "$DB" --drop d/
  [ "$status" -eq 0 ] && [ -z "$output" ]
  [ "$(count headline)" = 0 ]
  [ "$(count other)" = 1 ]
  run sseindex --db "$DB" d b.txt
  [[ $output != *--drop* ]]
  run sseindex --db "$DB" --drop b.txt c.txt
  [ "$status" -eq 2 ]
  run sseindex --db nothing.db --drop b.txt
  [ "$status" -eq 2 ]
  [ ! -e nothing.db ]
}

@test "what only begins like a folder is not below it" {
  mkdir d d2
  echo "Headline one" >d/a.txt
  echo "Headline two" >d2/a.txt
  echo "Headline three" >d.txt
  sseindex --quiet --db "$DB" d d2 d.txt
  rm d/a.txt
  echo "Headline four" >d/b.txt
  run sseindex --db "$DB" --prune --force d
  [ "$status" -eq 0 ]
  says "1 added, 0 updated, 1 removed"
  [ "$(count headline)" = 3 ]
  run sseindex --db "$DB" --drop d
  [ "$output" = "1 item removed" ]
  [ "$(count headline)" = 2 ]
  run sseindex --db "$DB" --drop d.t
  [ "$status" -eq 2 ]
  [ "$(count headline)" = 2 ]
}

@test "of many files that are gone three are named" {
  mkdir d
  for i in 1 2 3 4 5 6; do echo "Headline number $i" >d/$i.txt; done
  sseindex --db "$DB" d
  rm d/[1-5].txt
  run sseindex --db "$DB" d
  [ "$(grep -c -- --drop <<<"$output")" = 3 ]
  says "d: 2 more of its files are gone"
}

@test "a prune that is withheld advises nothing that loses an archive" {
  listing a.txt One Two Three Four
  sseindex --db "$DB" a.txt
  listing a.txt One
  run sseindex --db "$DB" --prune a.txt
  says "sseindex --drop a.txt"
  [[ $output != *--force* ]]
}

@test "after a part that cannot be read nothing is pruned, and it is reported again" {
  printf '{"title":"One"}\n{"title":"Two"}\n{"title":"Three"}\n' >a.jsonl
  sseindex --db "$DB" a.jsonl
  printf '{"title":"One"}\n{"title":\n' >a.jsonl
  for night in 1 2; do
    run sseindex --db "$DB" --prune --force a.jsonl
    [ "$status" -eq 1 ]
    says "a.jsonl:2:"
    [ "$(count two)" = 1 ]
  done
  printf '{"title":"One"}\n' >a.jsonl
  run sseindex --db "$DB" --prune --force a.jsonl
  [ "$status" -eq 0 ]
  says "2 removed"
}

@test "a source that brings nothing new for long is told about once" {
  listing a.txt One
  printf '[index]\ndb = %s\n[source]\npath = %s/a.txt\nquiet = 60d\n' "$DB" "$PWD" >c.conf
  run sseindex --config c.conf
  [[ $output != *"nothing new"* ]]
  later() { sqlite3 "$DB" "UPDATE source SET last_new = last_new - 61 * 86400"; }
  command -v sqlite3 >/dev/null || later() {
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE source SET last_new = last_new - 61 * 86400")
db.commit()' "$DB"
  }
  later
  run sseindex --config c.conf
  [ "$status" -eq 0 ]
  says "a.txt: nothing new for 60 days"
  run sseindex --config c.conf
  [[ $output != *"nothing new"* ]]
  listing a.txt One Two
  run sseindex --config c.conf
  [[ $output != *"nothing new"* ]]
  later
  run sseindex --config c.conf
  says "a.txt: nothing new for 60 days"
}

@test "a source that has only what others have counts from its first night" {
  listing a.txt One
  cp a.txt b.txt
  printf '[index]\ndb = %s\n[source]\npath = %s/a.txt\n[source]\npath = %s/b.txt\nquiet = 60d\n' "$DB" "$PWD" "$PWD" >c.conf
  run sseindex --config c.conf
  says "1 added"
  [ "$(sseindex --config c.conf --stats --format json | jq -c '[.sources_read[].last_new | . != null]')" = "[true,true]" ]
}

@test "an item that two sources have is there until both have lost it" {
  listing a.txt Shared One Two Three Four Five
  listing b.txt Shared Six Seven Eight Nine Ten
  sseindex --db "$DB" a.txt b.txt
  listing a.txt One Two Three Four Five
  sseindex --db "$DB" --prune a.txt
  [ "$(count shared)" = 1 ]
  listing b.txt Six Seven Eight Nine Ten
  run sseindex --db "$DB" --prune b.txt
  says "1 removed"
  [ "$(count shared)" = 0 ]
}

@test "a rebuild keeps what the sources have no more, in a new file" {
  listing a.txt One Two
  sseindex --db "$DB" a.txt
  chmod 640 "$DB"
  listing a.txt Two Three
  run sseindex --db "$DB" --rebuild a.txt
  says "1 added"
  [ "$(count one)" = 1 ]
  [ "$(count three)" = 1 ]
  [ "$(stat -c %a "$DB")" = 640 ]
  [ ! -e "$DB.new" ]
  run sseindex --db "$DB" --check
  says "is whole"
}

@test "a rebuild from the sources only holds what they have now" {
  listing a.txt One Two
  sseindex --db "$DB" a.txt
  listing a.txt Two Three
  run sseindex --db "$DB" --rebuild --from-sources-only a.txt
  says "2 added"
  [ "$(count one)" = 0 ]
  run sseindex --db "$DB" --from-sources-only a.txt
  says "goes with --rebuild"
}

@test "a rebuild with a source that fails loses nothing, and one from the sources only is not swapped in" {
  listing a.txt One Two
  sseindex --db "$DB" a.txt
  run sseindex --db "$DB" --rebuild a.txt nowhere.txt
  [ "$status" -eq 1 ]
  [ "$(count one)" = 1 ]
  run sseindex --db "$DB" --rebuild --from-sources-only a.txt nowhere.txt
  [ "$status" -eq 2 ]
  says "not rebuilt"
  [ "$(count one)" = 1 ]
  run sseindex --db "$DB" --rebuild --from-sources-only --force a.txt nowhere.txt
  [ "$status" -eq 1 ]
}

# A feed of five items that has three of them today, in an index of another analyser.
five_then_three() {
  for i in 1 2 3 4 5; do
    printf '<item><title>News %s</title><guid>n:%s</guid><description>The %s. coopérative.</description></item>' $i $i $i
  done >items
  feed() { { echo '<rss version="2.0"><channel><title>Fed</title>'; cat "$1"; echo '</channel></rss>'; } >feed.xml; }
  feed items
  sseindex -q --db "$DB" feed.xml
  sed 's/<item>/\n&/g' items | tail -3 >left
  feed left
  chmod u+w "$DB"
  sqlite3 "$DB" "UPDATE setting SET value = 'rules 0, of last year' WHERE name = 'analyser'; DELETE FROM word"
}

@test "an index of another analyser is taken over by the next run, and nothing of it is lost" {
  five_then_three
  run ssesearch --db "$DB" coopérative
  [ "$status" -eq 2 ]
  says "sseindex --upgrade --db"
  [ "${#lines[@]}" -eq 1 ]
  run sseindex --db "$DB" feed.xml
  [ "$status" -eq 0 ]
  says "its 5 items are taken over"
  [ "$(count cooperatives)" = 5 ]
  [ "$(count =coopérative)" = 5 ]
  run sseindex --db "$DB" --check
  says "is whole"
  run sseindex --db "$DB" feed.xml
  says "Nothing changed"
  sseindex --db "$DB" --rebuild feed.xml
  [ "$(count news)" = 5 ]
}

@test "an index of an earlier version is taken over without its sources, ids and all" {
  five_then_three
  rm feed.xml
  ids=$(sqlite3 "$DB" 'SELECT group_concat(id) FROM (SELECT id FROM item ORDER BY number)')
  sqlite3 "$DB" "DROP VIEW searched; ALTER TABLE item DROP COLUMN author; PRAGMA user_version = 18"
  run ssesearch --db "$DB" news
  [ "$status" -eq 2 ]
  says "made by an earlier version"
  run sseindex --db "$DB" --upgrade
  [ "$status" -eq 0 ]
  [ "$(count news)" = 5 ]
  [ "$(sqlite3 "$DB" 'SELECT group_concat(id) FROM (SELECT id FROM item ORDER BY number)')" = "$ids" ]
  run sseindex --db "$DB" --upgrade
  says "Nothing changed"
}

@test "an index of a later version, or of one too early, is left as it is" {
  listing a.txt One
  sseindex -q --db "$DB" a.txt
  for version in 99 3; do
    sqlite3 "$DB" "PRAGMA user_version = $version"
    sum=$(sha256sum <"$DB")
    run sseindex --db "$DB" a.txt
    [ "$status" -eq 2 ]
    says "version of ssesearch"
    [ "$(sha256sum <"$DB")" = "$sum" ]
  done
}

@test "a dry run changes nothing" {
  listing a.txt One
  run sseindex --db "$DB" --dry-run a.txt
  says "Would be: 1 added"
  [ ! -e "$DB" ]
}

@test "what a run that died left behind is no harm" {
  listing a.txt One
  sseindex --db "$DB" a.txt
  echo garbage >"$DB.new"
  echo garbage >"$DB.new-journal"
  listing a.txt One Two
  run sseindex --db "$DB" a.txt
  [ "$status" -eq 0 ]
  [ "$(count two)" = 1 ]
  [ ! -e "$DB.new" ]
  [ ! -e "$DB.new-journal" ]
}

@test "damage is found by --check" {
  listing a.txt One Two Three
  sseindex --db "$DB" a.txt
  run sseindex --db "$DB" --check
  [ "$status" -eq 0 ]
  says "is whole"
  sqlite3 "$DB" "DELETE FROM item WHERE title = 'Two'" # behind FTS5's back
  run sseindex --db "$DB" --check
  [ "$status" -eq 2 ]
  says "is damaged"
}

@test "--stats tells what is in the index and how the last run went" {
  sseindex --quiet --db "$DB" "$TOP/corpus"
  run sseindex --db "$DB" --stats
  says "122 items of 5 files"
  says "all was indexed"
  says "Social and Solidarity Economy News"
  run bash -c "sseindex --db '$DB' --stats --format json | jq -r '.items, .last_run.exit, (.languages | map(.items) | add)'"
  [ "$output" = $'122\n0\n122' ]
}

@test "--stats has a line for each source, with its health" {
  listing a.txt One
  listing b.txt Two Three
  printf '[index]\ndb = %s\n[source The Mill]\npath = %s/a.txt\ngroup = members\n[source]\npath = %s/b.txt\n' \
    "$DB" "$PWD" "$PWD" >c.conf
  sseindex --config c.conf
  : >b.txt
  for night in 1 2; do run sseindex --config c.conf; [ "$status" -eq 1 ]; done
  run sseindex --config c.conf --stats
  says "$PWD/b.txt, listing, failed in the last 2 runs"
  says "$PWD/a.txt, listing, group members"
  run bash -c "sseindex --config c.conf --stats --format json | jq -c '.sources_read[] | [.place, .label, .group, .items, .failed]'"
  [ "$output" = "[\"$PWD/b.txt\",null,null,2,2]
[\"$PWD/a.txt\",\"The Mill\",\"members\",1,0]" ]
  sed -i 's/members/friends/' c.conf
  listing b.txt Two Three
  sseindex --config c.conf
  run bash -c "sseindex --config c.conf --stats --format json | jq -c '.sources_read[] | [.group, .failed]'"
  [ "$output" = $'["friends",0]\n[null,0]' ]
}

@test "a link to the index stays a link" {
  mkdir data
  ln -s data/real.db "$DB.link"
  listing a.txt One
  sseindex --db data/real.db a.txt
  listing a.txt One Two
  sseindex --db "$DB.link" a.txt
  [ -L "$DB.link" ]
  run ssesearch --db data/real.db --count two
  [ "$output" = 1 ]
}

@test "a run without terminal, locale, home and with a bare PATH is silent when all is well" {
  listing a.txt One "Été à Genève"
  printf '[index]\ndb = index.db\n[source Fed]\npath = a.txt\n' >c.conf
  run env -i PATH=/usr/bin:/bin "$BUILD/sseindex" --quiet --config "$PWD/c.conf" </dev/null
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  run env -i "$BUILD/ssesearch" --config "$PWD/c.conf" --count ete
  [ "$output" = 1 ]
  rm a.txt
  run env -i PATH=/usr/bin:/bin "$BUILD/sseindex" --quiet --config "$PWD/c.conf" </dev/null
  [ "$status" -eq 2 ]
  says "a.txt: cannot open: No such file or directory"
}

@test "readers see whole runs only, whatever runs beside them" {
  listing a.txt One
  sseindex --db "$DB" a.txt
  for reader in 1 2 3 4 5 6 7 8; do
    ( while [ ! -e stop ]; do
        count=$(ssesearch --db "$DB" --count headline 2>>errors; true)
        case $count in 0|40) ;; *) echo "count: $count" >>errors ;; esac
      done ) 3>&- &
  done
  many=$(for i in $(seq 40); do echo "Headline-$i"; done)
  for run in $(seq 25); do # 75 runs, of which 25 rebuild
    listing a.txt $many
    sseindex --quiet --db "$DB" a.txt
    listing a.txt One
    sseindex --quiet --db "$DB" --prune --force a.txt
    sseindex --quiet --db "$DB" --rebuild a.txt
  done
  touch stop
  wait
  [ ! -s errors ] || { sort errors | uniq -c; false; }
}

@test "pipes and devices are refused at once" {
  mkfifo pipe
  run timeout 10 sseindex --db "$DB" pipe /dev/zero
  [ "$status" -eq 2 ]
  says "pipe: is not a regular file"
  says "/dev/zero: is not a regular file"
}

@test "a page in the place of a feed is a failed source, and the feed's items stay" {
  cat >feed.xml <<'END'
<rss version="2.0"><channel><title>F</title><item><title>One</title></item><item><title>Two</title></item></channel></rss>
END
  sseindex -q --db "$DB" feed.xml
  echo '<html><body><h1>Buy this domain now</h1><p>It is for sale, and this is not news.</p></body></html>' >feed.xml
  run sseindex --db "$DB" --prune --force feed.xml
  [ "$status" -eq 2 ]
  says "feed.xml: was feed and is html now (not read)"
  [ "$(count one)" = 1 ]
  [ "$(count domain)" = 0 ]
  run sseindex --db "$DB" --format html feed.xml
  [ "$status" -eq 0 ]
}

@test "a backup is a checked copy, made while anything runs, and never over what is no index" {
  listing a.txt One Two
  sseindex -q --db "$DB" a.txt
  run sseindex --db "$DB" --backup copy.db
  [ "$status" -eq 0 ]
  [ "$(ssesearch --db copy.db --count one)" = 1 ]
  cmp "$DB" copy.db
  listing a.txt One Two Three
  sseindex -q --db "$DB" a.txt
  sseindex --db "$DB" --backup copy.db
  cmp "$DB" copy.db
  echo letter >letter.txt
  run sseindex --db "$DB" --backup letter.txt
  [ "$status" -eq 2 ]
  says "is no index"
  [ "$(cat letter.txt)" = letter ]
  run sseindex --db "$DB" --backup "$DB"
  [ "$status" -eq 2 ]
  says "is the index itself"
  run sseindex --db nowhere.db --backup copy.db
  [ "$status" -eq 2 ]
  [ ! -e copy.db.new ]
}

# Puts noise in place of every tenth page of an index but the first.
damage() {
  python3 - "$1" "$2" <<'END'
import random, sys
random.seed(5)
page, data = 16384, bytearray(open(sys.argv[1], 'rb').read())
for at in range(10 * page, len(data) - page, 10 * page):
    data[at:at + page] = random.randbytes(page)
open(sys.argv[2], 'wb').write(data)
END
}

@test "what can be read of a damaged index is saved into a new one" {
  awk 'BEGIN { srand(1); for (i = 1; i <= 2000; i++) { text = ""; for (k = 0; k < 150; k++) text = text " w" int(rand() * 9000)
    printf "{\"id\":\"%d\",\"title\":\"Bank %d\",\"text\":\"%s\",\"tags\":[\"a\",\"b\"],\"authors\":[\"Ann\"]}\n", i, i, text } }' >many.jsonl
  sseindex -q --db "$DB" many.jsonl
  damage "$DB" damaged.db
  run sseindex --db damaged.db --check
  [ "$status" -eq 2 ]
  says "--recover"
  cp damaged.db before.db
  run sseindex --db damaged.db --recover saved.db
  [ "$status" -eq 1 ]
  says "could not be read"
  cmp damaged.db before.db
  sseindex --db saved.db --check
  [ "$(ssesearch --db saved.db --count title:bank)" -gt 1500 ]
  # What is saved is the same, and what was lost comes back when its source is read again.
  id=$(ssesearch --db saved.db --format jsonl -n 1 title:bank | jq -r .id)
  cmp <(ssesearch --db saved.db --show "$id" --format json) <(ssesearch --db "$DB" --show "$id" --format json)
  sseindex -q --db saved.db many.jsonl
  [ "$(ssesearch --db saved.db --count title:bank)" -eq 2000 ]
  run sseindex --db "$DB" --recover saved.db
  [ "$status" -eq 2 ]
  says "is there already"
  run sseindex --db "$DB" --recover whole.db
  [ "$status" -eq 0 ]
  says "2000 items recovered, 0 rows"
}

@test "an index that is made of an export gives the same export" {
  cat >items.jsonl <<'END'
{"id":"a","title":"R&D &amp;amp; &lt;b&gt;banks&lt;/b&gt;","content_text":"They said <b>if a<b</b> &amp; more.\nSecond paragraph","date":"2023-07","lang":"en","tags":["x &amp;lt; y","R&D","two words"],"authors":["Ann Smith","Food & Farms"],"source":"The \"Mill\", Ltd"}
{"id":"b","content_text":"No headline here, but words enough to be found by who looks for the ferry.","date":"2020","url":"https://example.org/a?b=1&c=2#d","in_reply_to":"a"}
{"id":"c","title":"협동조합은 은행을 열었다","content_text":"","date":"2023-07-25","lang":"ko"}
{"id":"d","title":"Xyzzy","content_text":"","lang":"und"}
{"id":"e","title":"The bank of the cooperatives is open for all of us","content_text":"It is in the town"}
END
  sseindex -q --db "$DB" items.jsonl "$TOP/corpus"
  sseindex --db "$DB" --export >one.jsonl
  [ "$(wc -l <one.jsonl)" -eq "$(sseindex --db "$DB" --stats --format json | jq .items)" ]
  sseindex -q --db other.db one.jsonl
  sseindex --db other.db --export >two.jsonl
  diff one.jsonl two.jsonl
  [ "$(jq -r 'select(.id == "a") | .content_text' one.jsonl | head -n 1)" = "They said <b>if a<b</b> &amp; more." ]
  [ "$(ssesearch --db other.db --show a --format json | jq -r '.title')" = 'R&D &amp; <b>banks</b>' ]
  run sseindex --db "$DB" --export one.jsonl
  [ "$status" -eq 2 ]
  if sseindex --db "$DB" --export >/dev/full; then false; fi
}
