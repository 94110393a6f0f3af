#!/usr/bin/env bats
# Promises of a nightly run: nothing is lost, nothing is left half done, nothing is printed when all is well.

load helper

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

@test "a folder that was moved is read in its new place, and what is left of the old one is told about once" {
  mkdir -p old/sub
  for i in 1 2 3 4 5 6; do echo "Headline number $i" >old/sub/$i.txt; done
  echo "By hand" >hand.txt
  printf '[index]\ndb = %s\n[source News]\npath = %s/old\n' "$DB" "$PWD" >config
  sseindex --quiet --config config
  sseindex --quiet --db "$DB" hand.txt
  mv old new
  sed -i 's|/old$|/new|' config
  run sseindex --quiet --config config
  [ -z "$output" ]
  [ "$(ssesearch --db "$DB" --format json -n 9 headline | jq -r '.items[].path' | sort -u | sed 's|/[^/]*$||' | uniq)" = "$PWD/new/sub" ]
  [ "$(count headline)" = 6 ]
  # What only the old place had, and what was read by hand, stays.
  mkdir other && mv new/sub/[12].txt other && mv new third && rm hand.txt
  sed -i 's|/new$|/third|' config
  run sseindex --dry-run --config config
  says "/new: is gone"
  run sseindex --quiet --config config
  [ "$status" -eq 0 ]
  says "$PWD/new: is gone, and no source names it any more; its 2 items stay in the index; to remove them: sseindex --drop $PWD/new"
  says "$PWD/hand.txt: is gone, and no source names it any more; its 1 item stays in the index; to remove it: sseindex --drop $PWD/hand.txt"
  [ "$(wc -l <<<"$output")" -eq 2 ]
  run sseindex --quiet --config config
  [ -z "$output" ]
  [ "$(count headline)" = 6 ]
  [ "$(count hand)" = 1 ]
  sseindex --db "$DB" --check
  run sseindex --db "$DB" --drop "$PWD/new"
  says "2 items removed"
  [ "$(count headline)" = 4 ]
}

@test "a file that several sources cover is read once, as the closest of them says, and pruned by it alone" {
  mkdir -p n/sub
  for i in 1 2 3 4 5 6; do echo "Outer headline $i" >n/$i.txt; echo "Inner headline $i" >n/sub/$i.txt; done
  sources() {
    printf '[index]\ndb = %s\nprune = yes\n[source All]\npath = n\n[source Sub]\npath = n/sub\n%s\n' "$DB" "$1" >config
    printf '[source Again]\npath = n\n[source One]\npath = n/1.txt\n' >>config
  }
  sources
  run sseindex --config config
  says "12 added, 0 updated, 0 unchanged, 0 skipped (12 items in 12 files"
  run sseindex --config config
  says "Nothing changed: 0 added, 0 updated, 12 unchanged"
  [ "$(count source:all)" = 5 ]
  [ "$(count source:sub)" = 6 ]
  [ "$(count source:one)" = 1 ]
  # One that keeps what is gone does so within one that does not.
  sources 'keep = yes'
  rm n/sub/1.txt n/2.txt
  run sseindex --config config
  says "1 removed, 10 unchanged"
  [ "$(count source:sub)" = 6 ]
  # What the inner one cannot read is not missing from the outer one.
  sources
  mkdir -p n/sub/deep && echo "Deep headline" >n/sub/deep/1.txt
  sseindex --quiet --config config
  [ "$(id -u)" -ne 0 ] || chown -R 65534:65534 .
  chmod 0 n/sub/deep
  run_as_stranger sseindex --config config
  [ "$status" -eq 1 ]
  chmod 755 n/sub/deep
  [ "$(count deep)" = 1 ]
}

@test "a drop that would take much of the index needs --force" {
  mkdir d
  for i in $(seq 12); do echo "Headline number $i" >d/$i.txt; done
  listing b.txt Other
  sseindex -q --db "$DB" d b.txt
  run sseindex --db "$DB" --drop d
  [ "$status" -eq 2 ]
  says "d: only this source has 12 of the 13 items, more than 20 percent; nothing was removed; --force"
  [ "$(count headline)" = 12 ]
  run sseindex --db "$DB" --drop d --dry-run
  [ "$output" = "Would be: 12 items removed" ]
  run sseindex --db "$DB" --drop d --max-prune 95
  [ "$output" = "12 items removed" ]
  sseindex -q --db "$DB" d
  run sseindex --db "$DB" --drop d --force
  [ "$output" = "12 items removed" ]
  sseindex --db "$DB" --check
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

@test "what was gone before stays, too, while its source cannot be read whole" {
  mkdir folder
  printf '{"title":"One"}\n{"title":"Two"}\n{"title":"Three"}\n' >folder/a.jsonl
  printf '{"title":"Four"}\n{"title":"Five"}\n' >folder/b.jsonl
  cp folder/a.jsonl whole
  sseindex -q --db "$DB" folder
  printf '{"title":"One"}\n' >folder/a.jsonl # by mistake, on one night
  sseindex -q --db "$DB" folder
  head -c 25 whole >folder/a.jsonl # it is being copied back,
  run sseindex --db "$DB" --prune --force folder
  [ "$(count three)" = 1 ]
  : >folder/a.jsonl
  run sseindex --db "$DB" --prune --force folder
  [ "$(count three)" = 1 ]
  mv whole folder/a.jsonl
  sseindex -q --db "$DB" --prune --force folder
  [ "$(count three)" = 1 ]
  printf '{"title":"One"}\n' >folder/a.jsonl
  sseindex -q --db "$DB" --prune --force folder
  [ "$(count three)" = 0 ]
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

@test "a dry run changes nothing" {
  listing a.txt One
  run sseindex --db "$DB" --dry-run a.txt
  says "Would be: 1 added"
  [ ! -e "$DB" ]
}

@test "what a run that died left behind does no harm" {
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

@test "the cron job hands what a run says to syslog, and needs no file that its user may not write" {
  mkdir bin
  printf '#!/bin/sh\necho "$*" >"%s/said"\ncat >>"%s/said"\n' "$PWD" "$PWD" >bin/logger
  chmod +x bin/logger
  job=$(sed -n 's|^17 3 \* \* \*  ssesearch  @PREFIX@/bin/||p' "$TOP/scripts/nightly/ssesearch.cron")
  echo '[index]' >config
  mkdir ssesearch && mv config ssesearch/config
  XDG_CONFIG_HOME=$PWD PATH=$PWD/bin:$PATH sh -c "$job"
  [ "$(head -n 1 said)" = "-t ssesearch -p cron.warning" ]
  grep -q "^sseindex: no source given" said
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
