#!/usr/bin/env bats
# Promises of an index that may be the only copy of its items: it survives new versions, rebuilds and damage.

load helper

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
  says "needs --rebuild"
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

# A feed of five items, of which it now lists three, in an index of another analyser.
five_then_three() {
  for i in 1 2 3 4 5; do
    printf '<item><title>News %s</title><guid>n:%s</guid><link>https://coop.example/news/%s</link><description>The %s. coopérative.</description></item>' $i $i $i $i
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
  says "its 5 items are carried over"
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

@test "a damaged page is named with what it belongs to, on one line" {
  index_corpus
  root=$(sqlite3 "file:$DB?immutable=1" "SELECT rootpage FROM sqlite_schema WHERE name = 'fingerprint'")
  python3 - "$DB" "$root" <<'END'
import sys
page, data = 16384, bytearray(open(sys.argv[1], 'rb').read())
at = (int(sys.argv[2]) - 1) * page
data[at:at + page] = b'\xff' * page
open(sys.argv[1], 'r+b').write(data)
END
  chmod u+w "$DB"
  run sseindex --db "$DB" --check
  [ "$status" -eq 2 ]
  echo "$output"
  [[ $output =~ ^sseindex:\ [^?*]*:\ is\ damaged\ \(fingerprint:\ [^?*]*[Pp]age\ $root:[^?*]*\)\;\ sseindex\ --recover ]]
}

@test "a backup is a checked copy, made while anything runs, and never over what is not an index" {
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
  says "is not an index"
  [ "$(cat letter.txt)" = letter ]
  run sseindex --db "$DB" --backup "$DB"
  [ "$status" -eq 2 ]
  says "is the index itself"
  # An index of an earlier version is copied before it is taken over, too; a damaged one is named.
  cp "$DB" early.db
  sqlite3 early.db "PRAGMA user_version = 18"
  sseindex --db early.db --backup early-copy.db
  cmp early.db early-copy.db
  head -c 40000 early.db >damaged.db
  run sseindex --db damaged.db --backup early-copy.db
  [ "$status" -eq 2 ]
  says "sseindex: damaged.db: was not copied"
  cmp early.db early-copy.db
  # Two backups to one file would overwrite each other.
  sum=$(sha256sum <copy.db)
  run flock copy.db.run sseindex --db "$DB" --backup copy.db
  [ "$status" -eq 3 ]
  says "copy.db: another run is writing to it"
  [ "$(sha256sum <copy.db)" = "$sum" ]
  run sseindex --db nowhere.db --backup copy.db
  [ "$status" -eq 2 ]
  [ ! -e copy.db.new ]
}

# Overwrites every tenth page of an index, except the first, with noise.
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
  # Recovered items are unchanged, and lost ones come back when their source is read again.
  id=$(ssesearch --db saved.db --format jsonl -n 1 title:bank | jq -r .id)
  cmp <(ssesearch --db saved.db --show "$id" --format json) <(ssesearch --db "$DB" --show "$id" --format json)
  sseindex -q --db saved.db many.jsonl
  [ "$(ssesearch --db saved.db --count title:bank)" -eq 2000 ]
  # From a truncated file, the items in the rest are recovered.
  head -c $(($(stat -c %s "$DB") / 2)) "$DB" >half.db
  run sseindex --db half.db --recover rest.db
  [ "$status" -eq 1 ]
  [ "$(ssesearch --db rest.db --count title:bank)" -gt 500 ]
  sseindex --db rest.db --check
  # Items hidden by misplaced pages are found where they are.
  python3 - "$DB" <<'END'
import sys
page, data = 16384, bytearray(open(sys.argv[1], 'rb').read())
leaves = [at for at in range(0, len(data), page) if data[at] == 13 and b'Bank ' in data[at:at + page]][:12]
texts = [data[at:at + page] for at in leaves]
for at, text in zip(leaves, texts[1:] + texts[:1]):
    data[at:at + page] = text
open('swapped.db', 'wb').write(data)
END
  run sseindex --db swapped.db --recover found.db
  says "2000 items recovered, 0 rows"
  cmp <(sseindex --db found.db --export) <(sseindex --db "$DB" --export)
  # Losses are counted even if SQLite finds no fault with the pages.
  python3 - swapped.db <<'END'
import sys
page, data = 16384, bytearray(open(sys.argv[1], 'rb').read())
leaves = [at for at in range(0, len(data), page) if data[at] == 13 and b'Bank ' in data[at:at + page]]
data[leaves[20]:leaves[20] + page] = data[leaves[21]:leaves[21] + page]
open('twice.db', 'wb').write(data)
END
  run sseindex --db twice.db --recover rest2.db
  [ "$status" -eq 1 ]
  [[ $output =~ ^([0-9]+)\ items\ recovered,\ ([0-9]+)\ rows ]]
  [ $((BASH_REMATCH[1] + BASH_REMATCH[2])) -eq 2000 ]
  run sseindex --db "$DB" --recover saved.db
  [ "$status" -eq 2 ]
  says "already exists"
  run sseindex --db "$DB" --recover whole.db
  [ "$status" -eq 0 ]
  says "2000 items recovered, 0 rows"
}

# Overwrites the pages with the given numbers with noise.
damage_pages() {
  python3 - "$@" <<'END'
import random, sys
random.seed(7)
page, data = 16384, bytearray(open(sys.argv[1], 'rb').read())
for number in map(int, sys.argv[3:]):
    data[(number - 1) * page:number * page] = random.randbytes(page)
open(sys.argv[2], 'wb').write(data)
END
}

@test "items are saved although the pages that lead to them are damaged" {
  python3 - >many.jsonl <<'END'
import json
for i in range(1500):
    print(json.dumps({"id": "n%d" % i, "title": "Bank %d of 서울" % i, "text": "cooperative %d " % i * (5 + i % 40 * (200 if i % 100 == 7 else 1)),
                      "date": "2024-03", "url": "https://example.org/%d" % i, "tags": ["a", "b"], "authors": ["Ann"]}))
END
  sseindex -q --db "$DB" many.jsonl
  sseindex -q --db "$DB" --withdraw n5 --reason spam
  sseindex --db "$DB" --export >whole.jsonl
  root() { sqlite3 "file:$DB?immutable=1" "SELECT rootpage FROM sqlite_schema WHERE name = '$1'"; }
  # The root of the items, also together with that of their terms, which stores their count.
  for pages in "$(root item)" "$(root item) $(root terms_docsize)"; do
    rm -f saved.db*
    damage_pages "$DB" damaged.db $pages
    run sseindex --db damaged.db --recover saved.db
    says "1499 items recovered"
    sseindex --db saved.db --check
    sseindex --db saved.db --export | diff - whole.jsonl
  done
  # The first page, which identifies the file and locates its tables; the whole head of the file.
  for pages in 1 "$(seq -s ' ' "$(root item)")"; do
    rm -f saved.db*
    damage_pages "$DB" damaged.db $pages
    run sseindex --db damaged.db --check
    [ "$status" -eq 2 ]
    says "--recover"
    run sseindex --db damaged.db --recover saved.db
    says "1499 items recovered"
    [ "$status" -eq 1 ]
    sseindex --db saved.db --check
    # Without these pages, it is unknown which ids come from sources.
    diff <(sseindex --db saved.db --export | grep -v '"withdrawn":' | jq 'del(.ssesearch.sources, .ssesearch.made_id)') \
      <(grep -v '"withdrawn":' whole.jsonl | jq 'del(.ssesearch.sources)')
  done
  # Nothing can be recovered from a file that never was an index.
  head -c 700000 /dev/urandom >noise.db
  rm -f saved.db*
  run sseindex --db noise.db --recover saved.db
  [ "$status" -eq 2 ]
  [ ! -e saved.db ]
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
  run sseindex --db other.db --rebuild one.jsonl
  says "$(wc -l <one.jsonl) added"
  sseindex --db other.db --export >two.jsonl
  diff one.jsonl two.jsonl
  [ "$(jq -r 'select(.id == "a") | .text' one.jsonl | head -n 1)" = "They said <b>if a<b</b> &amp; more." ]
  [ "$(ssesearch --db other.db --show a --format json | jq -r '.title')" = 'R&D &amp; <b>banks</b>' ]
  run sseindex --db "$DB" --export one.jsonl
  [ "$status" -eq 2 ]
  if sseindex --db "$DB" --export >/dev/full; then false; fi
}

@test "an item keeps when it was first seen and when it last changed" {
  cat >items.jsonl <<'END'
{"id":"a","title":"Ferry one","content_text":"The ferry of the cooperative.","date":"2020-01-01"}
{"id":"b","title":"Ferry two","content_text":"The other ferry.","date":"2021-01-01"}
{"id":"c","title":"Ferry three","content_text":"The last ferry.","date":"2022-01-01"}
END
  seen() { ssesearch --db "$DB" --show "$1" --format json | jq -r "$2"; }
  sseindex -q --db "$DB" items.jsonl
  [ "$(seen a '.first_seen == .changed and (.changed | fromdateiso8601) > 1700000000')" = true ]
  chmod u+w "$DB" # as though the run had been on the 14th of November 2023, and one item of before that was kept
  sqlite3 "$DB" "UPDATE item SET first_seen = 1700000000, changed = 1700000000; UPDATE item SET first_seen = NULL, changed = NULL WHERE id = 'c'"
  sed -i 's/The other ferry/Another ferry/' items.jsonl
  echo '{"id":"d","title":"Ferry four","content_text":"A new ferry.","date":"2019-01-01"}' >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(seen a '.first_seen + " " + .changed')" = "2023-11-14T22:13:20Z 2023-11-14T22:13:20Z" ]
  [ "$(seen b '.first_seen + " " + (.changed > "2023-11-15" | tostring)')" = "2023-11-14T22:13:20Z true" ]
  [ "$(seen c 'has("first_seen") or has("changed")')" = false ]
  [ "$(ssesearch --db "$DB" --count 'ferry seen:2023-11-14')" = 2 ]
  [ "$(ssesearch --db "$DB" --count 'ferry seen:..2023')" = 2 ]
  [ "$(ssesearch --db "$DB" --count 'ferry changed:2024..')" = 2 ]
  [ "$(ssesearch --db "$DB" --count 'ferry -seen:1970..')" = 1 ]
  run ssesearch --db "$DB" 'ferry seen:soon'
  [ "$status" -eq 1 ]
  says "seen:soon cannot be read as a date"
  ids() { ssesearch --db "$DB" --format jsonl "$@" | jq -r .id | tr -d '\n'; }
  [ "$(ids --sort seen ferry)" = dbac ]
  [ "$(ids --sort changed ferry)" = bdac ]
  sseindex --db "$DB" --rebuild -q items.jsonl
  [ "$(seen a .first_seen)" = "2023-11-14T22:13:20Z" ]
}

@test "an index that is made of an export goes on as the one that wrote it" {
  five_then_three
  printf '[source fed]\npath = %s\ngroup = members\n' "$PWD/feed.xml" >c.conf
  sed 's/The 1\. coopérative\./& It has been open for a year, and more of it is told here than there./' items | grep -o '<item>.*</item>' >longer
  { echo '<rss version="2.0"><channel><title>Other</title>'; cat longer; echo '</channel></rss>'; } >other.xml
  sseindex -q --config c.conf --db "$DB"
  sseindex -q --db "$DB" other.xml
  [ "$(sseindex --db "$DB" --stats --format json | jq .gone)" = 0 ]
  sseindex --db "$DB" --export >one.jsonl
  [ "$(jq -r 'select(.id == "n:3") | .ssesearch.sources | map(split("/") | last) | join(" ")' one.jsonl)" = "feed.xml other.xml" ]
  # A new index gets everything at once, and the feed's next night has nothing new.
  gzip -k one.jsonl
  run sseindex --db new.db --rebuild one.jsonl.gz
  [ "$status" -eq 0 ]
  says "5 added"
  sseindex --db new.db --export | diff one.jsonl -
  sseindex --db new.db --check
  [ "$(ssesearch --db new.db --count 'group:members coopérative')" = 3 ]
  run sseindex --config c.conf --db new.db
  says "0 added, 0 updated, 3 unchanged"
  run sseindex --db new.db other.xml
  says "0 added, 0 updated, 5 unchanged"
  sseindex --db new.db --export | diff one.jsonl -
  # Existing items stay as they are, and dropping one source removes only its exclusive items.
  sed 's/The 2/Nothing/' one.jsonl >changed.jsonl
  run sseindex --db new.db --rebuild changed.jsonl
  says "0 added, 0 updated, 5 unchanged"
  [ "$(ssesearch --db new.db --count nothing || true)" = 0 ]
  run sseindex --db new.db --drop feed.xml
  says "0 items removed"
  # Without --rebuild, it is an ordinary file.
  sseindex -q --db plain.db one.jsonl
  [ "$(sseindex --db plain.db --export | jq -r '.ssesearch.sources[0]' | sort -u)" = "$PWD/one.jsonl" ]
}

@test "an export that was damaged costs the lines that are" {
  cat >items.jsonl <<'END'
{"id":"a","title":"Ferry one","content_text":"The ferry."}
{"id":"b","title":"Ferry two","content_text":"The other ferry."}
{"id":"c","title":"Ferry three","content_text":"The last ferry."}
END
  sseindex -q --db "$DB" items.jsonl
  sseindex --db "$DB" --export >one.jsonl
  # Without an id, the item the index knew is unknown; sources may be anything.
  { sed -n '1s/"id":"a",//p' one.jsonl
    sed -n '2s/"sources":\[[^]]*\]/"sources":["\\u0000",7,null],"lender":"\\u0000x","line":1e300,"hash":"zz"/p' one.jsonl
    sed -n '3s/"ssesearch":{.*/"ssesearch":"x"}/p' one.jsonl
    echo '{"title":"Withdrawn: spam","text":"","ssesearch":{"withdrawn":1700000000,"reason":"spam"}}'; } >damaged.jsonl
  run sseindex --db new.db --rebuild damaged.jsonl
  [ "$status" -eq 0 ]
  says "3 added"
  sseindex --db new.db --check
  [ "$(ssesearch --db new.db --count ferry)" = 3 ]
  # A time that is invalid or beyond the range of dates is ignored.
  for time in '"yesterday"' '"2026-01-02"' -5 0 9e18 1000000000000000000000 1.5 null true '[1]'; do
    rm -f ./time.db*
    sed -n 1p one.jsonl | jq -c --argjson time "$time" '.ssesearch += {first_seen: $time, changed: $time}' >time.jsonl
    sseindex -q --db time.db --rebuild time.jsonl
    [ "$(ssesearch --db time.db --format json ferry | jq -c '.items[] | [has("first_seen"), has("changed")]')" = "[false,false]" ]
    [ "$(ssesearch --db time.db --count 'ferry seen:1900..')" = 0 ]
    sseindex --db time.db --export >again.jsonl
    sseindex -q --db again.db --rebuild again.jsonl
    cmp again.jsonl <(sseindex --db again.db --export)
    rm -f ./again.db*
  done
  # A truncated first line is not the beginning of all that follows.
  for cut in '"' '' '}'; do
    { head -n 1 one.jsonl | head -c 40; echo "$cut"; tail -n 2 one.jsonl; } >cut.jsonl
    rm -f cut.db
    run sseindex --db cut.db --rebuild cut.jsonl
    [ "$status" -eq 1 ]
    says "cut.jsonl:1: not JSON"
    says "2 added"
  done
}

@test "what is withdrawn leaves nothing behind, and is not read in again until it is restored" {
  cat >items.jsonl <<'END'
{"id":"a","title":"The ferry of Zebedee Quux","content_text":"Zebedee Quux sails.","date":"2023-01-01","url":"https://coop.example/a"}
{"id":"b","title":"Another ferry","content_text":"It sails too.","date":"2023-01-02","url":"https://coop.example/b"}
{"title":"Without an address","content_text":"Nor an id.","date":"2023-01-03"}
END
  echo '{"title":"Zebedee Quux again","content_text":"The same page in another list.","url":"https://coop.example/a"}' >other.jsonl
  for i in $(seq 20); do echo "{\"id\":\"n$i\",\"title\":\"News $i\",\"content_text\":\"Of the day.\",\"tags\":[\"spam\"]}"; done >many.jsonl
  sseindex -q --db "$DB" items.jsonl other.jsonl many.jsonl
  run sseindex --db "$DB" --withdraw a --reason "asked to be forgotten" --dry-run
  says "$(printf 'a\tThe ferry of Zebedee Quux')"
  says "Would be: 1 item withdrawn"
  [ "$(ssesearch --db "$DB" --count quux)" = 1 ]
  run sseindex --db "$DB" --withdraw a --reason "asked to be forgotten"
  [ "$status" -eq 0 ]
  says "1 item withdrawn"
  [ "$(ssesearch --db "$DB" --count quux || true)" = 0 ]
  if grep -aiq -e quux -e zebedee "$DB"; then false; fi
  sseindex --db "$DB" --check
  # No source brings it back: not by its id, by its address in another source, in a rebuild, or from an export.
  touch items.jsonl && echo ' ' >>items.jsonl
  run sseindex --db "$DB" items.jsonl
  says "1 withdrawn item was passed over"
  run sseindex --db "$DB" --rebuild --from-sources-only items.jsonl other.jsonl many.jsonl
  says "22 added" # but none of the two
  says "2 withdrawn items were passed over"
  run sseindex --db "$DB" --rebuild items.jsonl other.jsonl many.jsonl
  says "2 withdrawn items were passed over"
  id=$(ssesearch --db "$DB" --format jsonl '"without an address"' | jq -r .id)
  sseindex -q --db "$DB" --withdraw "$id" --reason spam
  sseindex --db "$DB" --export >one.jsonl
  [ "$(jq -c 'select(.id == "a") | [.title, .text]' one.jsonl)" = '["Withdrawn: asked to be forgotten",""]' ]
  sseindex -q --db new.db --rebuild one.jsonl
  sseindex --db new.db --export | diff one.jsonl -
  run sseindex --db new.db items.jsonl other.jsonl
  says "0 added, 0 updated, 1 unchanged"
  says "3 withdrawn items were passed over"
  run sseindex --db plain.db one.jsonl
  says "21 added"
  [ "$(sseindex --db new.db --stats --format json | jq -c '[.withdrawn[] | .reason]')" = '["asked to be forgotten","spam"]' ]
  # A query is refused if it matches too much, or is not understood as written.
  run sseindex --db "$DB" --withdraw tag:spam
  [ "$status" -eq 2 ]
  says "20 of 21 items, more than 20 percent"
  run sseindex --db "$DB" --withdraw 'date:soon ferry'
  [ "$status" -eq 2 ]
  says "cannot be read as a date"
  run sseindex --db "$DB" --withdraw nothing-of-that
  [ "$status" -eq 2 ]
  run sseindex --db "$DB" --withdraw tag:spam --force
  [ "$output" = "20 items withdrawn" ]
  # Restoring.
  run sseindex --db "$DB" --restore nowhere
  [ "$status" -eq 2 ]
  run sseindex --db "$DB" --restore a
  says "1 item restored"
  run sseindex --db "$DB" items.jsonl
  says "1 added"
  [ "$(ssesearch --db "$DB" --count quux)" = 1 ]
  run sseindex --db "$DB" --reason because
  [ "$status" -eq 2 ]
}

@test "an id of one source is not withdrawn from another" {
  for source in a b; do echo "{\"id\":\"1\",\"title\":\"Ferry of $source\",\"content_text\":\"It is of $source.\"}" >$source.jsonl; done
  sseindex -q --db "$DB" a.jsonl
  sseindex -q --db "$DB" --withdraw 1
  sseindex -q --db "$DB" b.jsonl
  [ "$(ssesearch --db "$DB" --count ferry)" = 1 ]
  sseindex -q --db "$DB" --withdraw 1
  touch a.jsonl b.jsonl
  sseindex -q --db "$DB" --rebuild --from-sources-only a.jsonl b.jsonl
  [ "$(ssesearch --db "$DB" --count ferry || true)" = 0 ]
}

@test "what is withdrawn does not come back where its file is moved, copied or packed" {
  mkdir a
  printf '%s\n' '{"id":"5","title":"The ferry of Zebedee Quux"}' '{"id":"6","title":"Another ferry"}' >a/items.jsonl
  sseindex -q --db "$DB" a
  sseindex -q --db "$DB" --withdraw 5
  mv a b
  run sseindex --db "$DB" b
  says "1 withdrawn item was passed over"
  gzip -k b/items.jsonl
  sseindex -q --db "$DB" b
  sseindex --db "$DB" --export >all.jsonl
  sseindex -q --db new.db --rebuild all.jsonl
  sseindex -q --db new.db b
  for index in "$DB" new.db; do
    [ "$(ssesearch --db "$index" --count quux || true)" = 0 ]
    [ "$(ssesearch --db "$index" --count ferry)" = 1 ]
  done
}

@test "a rebuild from the sources alone counts what it loses, and asks before it loses much" {
  seq 60 | jq -c '{id: "\(.)", title: "Item \(.)"}' >all.jsonl
  cp all.jsonl items.jsonl
  sseindex -q --db "$DB" items.jsonl
  head -n 40 all.jsonl >items.jsonl
  run sseindex --db "$DB" --rebuild --from-sources-only items.jsonl
  [ "$status" -eq 2 ]
  [[ $output == *"20 of the 60 items, more than 20 percent; --force"* ]]
  [ "$(ssesearch --db "$DB" --count item)" = 60 ]
  run sseindex --db "$DB" --rebuild --from-sources-only --dry-run items.jsonl
  [[ $output == *"20 removed"* ]]
  run sseindex --db "$DB" --rebuild --from-sources-only --max-prune 40 items.jsonl
  [ "$status" -eq 0 ]
  [[ $output == *"20 removed"* ]]
  [ "$(ssesearch --db "$DB" --count item)" = 40 ]
  sed -i 1,10d items.jsonl
  run sseindex --db "$DB" --rebuild --from-sources-only items.jsonl
  [[ $output == *"10 removed"* ]]
}
