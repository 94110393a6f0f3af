#!/usr/bin/env bats
# Searches saved under a name: what they print is noted, and what is noted was printed.

load helper

search() {
  run ssesearch --db "$DB" "$@"
}

@test "--new prints what was not there when last asked under that name" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  printf 'One mutual\n' >a.txt
  printf 'Another mutual\n' >b.txt
  sseindex -q --db "$DB" a.txt b.txt
  search --saved mutuals --new mutual
  [ "$status" -eq 0 ]
  says "One mutual"
  says "2 items"
  search --saved mutuals --new mutual
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  printf 'A third mutual\n' >c.txt
  sseindex -q --db "$DB" c.txt
  search --saved others --new -n 1 mutual
  says "3 items"
  search --saved mutuals --new mutual
  [ "$status" -eq 0 ]
  says "A third mutual"
  says "1 item"
  [[ $output != *"One mutual"* ]]
  # A rebuild renumbers the items; none of them is new.
  sseindex -q --rebuild --db "$DB" c.txt b.txt a.txt
  search --saved mutuals --new mutual
  [ "$status" -eq 1 ]
  search --saved mutuals --new --format json mutual
  jq -e '.total == 0 and .items == []' <<<"$output"
}

# Indexes `count` consecutive items, starting at number `first`.
index_items() {
  for i in $(seq "$1" "$2"); do
    printf '{"id": "i%d", "title": "Mutual number %d", "text": "It is mutual.", "date": "2023-01-%02d"}\n' "$i" "$i" "$i"
  done >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
}

# Prints the sorted ids of a run's JSON Lines.
ids() {
  jq -r .id "$@" | sort -V | xargs
}

@test "what -n leaves unprinted is told, and comes the next times" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 25
  for left in "15 more are new" "5 more are new" ""; do
    ssesearch --db "$DB" --saved m --new -n 10 --format jsonl mutual >"printed.${left%% *}" 2>error
    if [ -n "$left" ]; then grep -qF "$left" error; else [ ! -s error ]; fi
  done
  [ "$(wc -l <printed.15)" -eq 10 ]
  [ "$(wc -l <printed.5)" -eq 10 ]
  [ "$(wc -l <printed.)" -eq 5 ]
  [ "$(ids printed.*)" = "$(printf 'i%d\n' {1..25} | xargs)" ]
  search --saved m --new -n 10 mutual
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  index_items 26 26
  search --saved m --new -n 0
  says "1 more is new; run it again to see it"
  search --saved m --new --format jsonl
  [ "$(ids <<<"$output")" = i26 ]
}

@test "--new prints all that is new without -n, in every format" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 25
  for format in text json jsonl csv html atom trec mail; do
    ssesearch --db "$DB" --saved $format --new --format $format mutual >printed 2>error
    [ "$(grep -oE 'number (<mark>)?[0-9]+|Q0 i[0-9]+' <(sed -e ':a; /=$/{N; s/=\n//; ba}' printed) | sort -u | wc -l)" -eq 25 ]
    [ ! -s error ]
    search --saved $format --new
    [ "$status" -eq 1 ]
  done
}

@test "the query is kept under the name with the options that choose items" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 5
  search --saved m --new --after 2023-01-03 --sort oldest --match any --format jsonl mutual absent
  [ "$(jq -r .id <<<"$output" | xargs)" = "i3 i4 i5" ]
  search --saved m --new
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  # Without --new, the search is run as it is, and nothing is noted.
  index_items 6 7
  search --saved m --format jsonl
  [ "$(jq -r .id <<<"$output" | xargs)" = "i3 i4 i5 i6 i7" ]
  search --saved m --format jsonl --sort newest --before 2023-01-07
  [ "$(jq -r .id <<<"$output" | xargs)" = "i6 i5 i4 i3" ]
  search --saved m --count
  [ "$output" = 5 ]
  search --saved m --new --format jsonl
  [ "$(jq -r .id <<<"$output" | xargs)" = "i6 i7" ]
  # A search without results is saved, too, and a search can be saved without --new.
  search --saved later --new '"number 9"'
  [ "$status" -eq 1 ]
  search --saved like --similar i1 --source Nobody
  index_items 8 9
  search --saved later --new
  says "Mutual number 9"
  search --saved
  [ "$status" -eq 0 ]
  [[ ${lines[0]} == $'later\t'20[0-9][0-9]-*Z$'\t"number 9"' ]]
  [ "${lines[1]}" = $'like\t-\tsource:"Nobody" --similar i1' ]
  [[ ${lines[2]} == $'m\t'*$'Z\tmutual absent after:"2023-01-03" --match any --sort oldest' ]]
  [ "${#lines[@]}" -eq 3 ]
}

@test "another query for a name takes the place of the one before, and says so" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 2
  search --saved m --new '"number 1"'
  search --saved m --new mutual
  says "--saved m: the query is now 'mutual'; it was '\"number 1\"'"
  says "Mutual number 2"
  [[ $output != *"1. Mutual number 1"* ]]
  run ssesearch --saved m --new --db "$DB" mutual
  [ -z "$output" ]
}

@test "--forget forgets, --saved lists, and each goes alone" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 1
  search --saved
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  search --saved m --new mutual
  search --forget m
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  search --forget m
  [ "$status" -eq 2 ]
  says "no search is saved as 'm'"
  search --saved m --new
  [ "$status" -eq 2 ]
  says "no search is saved as 'm'"
  search --saved m --new mutual
  says "Mutual number 1"
  for wrong in "--forget m mutual" "--forget m --new" "--forget m --saved" "--saved -- mutual" "--saved --new" \
    "--saved m --queries f" "--new mutual" "--updated mutual" "--saved m --new --count" "--saved m --show i1"; do
    # shellcheck disable=SC2086 # words, on purpose
    search $wrong
    [ "$status" -eq 2 ] || { echo "$wrong: $output"; false; }
  done
  search --saved
  [[ $output == m$'\t'* ]]
}

@test "--updated prints what has changed since it was printed" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 3
  search --saved m --new mutual
  sed -i 's/It is mutual/It was mutual/; s/Mutual number 1/Mutual society 1/' items.jsonl
  sed -i '3s/was/is/' items.jsonl
  sseindex -q --db "$DB" items.jsonl
  search --saved m --new
  [ "$status" -eq 1 ]
  search --saved m --new --updated --format jsonl
  [ "$(ids <<<"$output")" = "i1 i2" ]
  search --saved m --updated
  [ "$status" -eq 1 ]
}

@test "what the version before noted is known, and its changes from then on" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  echo '{"id": "a", "title": "Mutual", "text": "It is mutual."}' >items.jsonl
  index_items 2 2
  mkdir -p state/ssesearch
  # XXH3 of the id, 64 bits.
  printf 'ssesearch: items seen\ne6c632b61e964e1f\n' >state/ssesearch/m
  search --saved
  [ "$output" = $'m\t-\t-' ]
  search --saved m --new
  [ "$status" -eq 2 ]
  search --saved m --updated --format jsonl mutual
  [ "$(ids <<<"$output")" = i2 ]
  sed -i 's/It is/It was/' items.jsonl
  sseindex -q --db "$DB" items.jsonl
  search --saved m --updated --format jsonl
  [ "$(ids <<<"$output")" = "a i2" ]
}

# Runs ssesearch with a standard output that nobody reads.
to_nobody() {
  run python3 -c '
import os, subprocess, sys
end, output = os.pipe()
os.close(end)
code = subprocess.run(["ssesearch", *sys.argv[1:]], stdout=output).returncode
sys.exit(code if code >= 0 else 128 - code)' --db "$DB" "$@"
}

@test "what could not be printed is new the next time" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 3
  for format in text json csv atom mail; do
    run bash -c "ssesearch --db '$DB' --saved m --new --format $format mutual >/dev/full"
    [ "$status" -eq 2 ]
    says "standard output: cannot write"
    run bash -c "ssesearch --db '$DB' --saved m --new --format $format mutual >&-"
    [ "$status" -eq 2 ]
    to_nobody --saved m --new --format $format mutual
    [ "$status" -eq 141 ]
    [ ! -e state/ssesearch/m ]
  done
  [ ! -s state/ssesearch/.lock ]
  search --saved m --new mutual
  [ "$status" -eq 0 ]
  says "3 items"
}

@test "what could not be noted is printed again" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 3
  search --saved m --new -n 1 mutual
  cp state/ssesearch/m before
  # Files may not grow, as on a full disk.
  run bash -c "trap '' XFSZ; ulimit -f 0; ssesearch --db '$DB' --saved m --new --format jsonl | cat; exit \${PIPESTATUS[0]}"
  [ "$status" -eq 2 ]
  says "state/ssesearch/.m.new: cannot write"
  cmp state/ssesearch/m before
  [ ! -e state/ssesearch/.m.new ]
  search --saved m --new --format jsonl
  [ "$(wc -l <<<"$output")" -eq 2 ]
  # An unusable state folder is reported before anything is printed.
  XDG_STATE_HOME=/dev/null search --saved m --new mutual
  [ "$status" -eq 2 ]
  [ "${#lines[@]}" -eq 1 ]
}

@test "of two runs at once each waits for the other's notes" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 25
  for run in 1 2 3 4 5; do
    ssesearch --db "$DB" --saved m --new -n 5 --format jsonl mutual >"printed.$run" 2>/dev/null &
  done
  wait
  [ "$(ids printed.*)" = "$(printf 'i%d\n' {1..25} | xargs)" ]
  # A run that waits says so.
  python3 -c '
import fcntl, time
with open("state/ssesearch/.lock", "r+") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    open("locked", "w").close()
    while open("locked").read() != "end": time.sleep(0.05)' &
  while [ ! -e locked ]; do sleep 0.05; done
  ssesearch --db "$DB" --saved m --new 2>waiting &
  while [ ! -s waiting ]; do sleep 0.05; done
  printf end >locked
  wait
  grep -qF "ssesearch: --saved m: waiting for another run" waiting
}

@test "--new says what is wrong with a name, its file or its options" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_corpus
  for name in '' ../etc .hidden 'a b' "$(printf 'x%.0s' {1..200})"; do
    search --saved "$name" --new mutual
    [ "$status" -eq 2 ]
    says "--saved: '$name' is not a valid name"
    search --forget "$name"
    [ "$status" -eq 2 ]
    says "--forget: '$name' is not a valid name"
  done
  search --new mutual
  [ "$status" -eq 2 ]
  says "need --saved NAME"
  mkdir -p state/ssesearch
  echo "shopping list" >state/ssesearch/list
  search --saved list --new mutual
  [ "$status" -eq 2 ]
  says "state/ssesearch/list:1: is not a saved search"
  [ "$(cat state/ssesearch/list)" = "shopping list" ]
  search saved:list
  [ "$status" -eq 1 ]
  says "state/ssesearch/list:1: is not a saved search"
  run env -u XDG_STATE_HOME -u HOME ssesearch --db "$DB" --saved x --new mutual
  says "set XDG_STATE_HOME"
}

@test "--new cannot be combined with what prints counts in place of items" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  index_items 1 3
  for format in csv jsonl; do
    search --saved m --new --facets --format $format mutual
    [ "$status" -eq 2 ]
    says "--new cannot be combined with --facets and --format $format"
  done
  search --saved m --new --facets mutual
  [ "$status" -eq 0 ]
  says "3 items"
}

# Prints the contents of a mail, read by Python's parser: its headers, then the parts with their types. Lines may have
# at most 76 bytes.
read_mail() {
  python3 -c '
import email, email.policy, sys
raw = open(sys.argv[1], "rb").read()
assert all(len(line) <= 76 and not line.startswith((b"From ", b".")) for line in raw.split(b"\n"))
mail = email.message_from_bytes(raw, policy=email.policy.default)
for name in ("From", "To", "Subject"):
    print(f"{name}: {mail[name]}")
assert mail["Date"].datetime and mail["Message-ID"] and mail["MIME-Version"] == "1.0"
assert mail.get_content_type() == "multipart/alternative" and not mail.defects
for part in mail.iter_parts():
    assert part.get_content_charset() == "utf-8" and not part.defects
    print("--", part.get_content_type())
    print(part.get_content(), end="")' "$1"
}

@test "--format mail is a message with what is new as text and as HTML, an item a paragraph" {
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  cat >items.jsonl <<'END'
{"id": "1", "title": "From Seoul: a mutual", "text": "..and 100 % = <all> of it. ", "date": "2023-03-01", "source": "Fédération & Co", "url": "https://fed.example/?a=1&b=2"}
{"id": "2", "title": ".협동조합 mutual", "lang": "ko", "date": "2023-02-01"}
END
  printf '{"id": "3", "title": "Mutual%s", "date": "2023-01-01"}\n' "$(printf ' économie%.0s' {1..100})" >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
  ssesearch --db "$DB" --saved korea --new --sort newest --format mail --mail-to 'A Reader <reader@host.example>' mutual >mail
  read_mail mail >read
  head -n 3 read | grep -qE '^From: [A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+$'
  grep -qxF "To: A Reader <reader@host.example>" read
  grep -qxF "Subject: ssesearch: 3 new items for korea" read
  LC_ALL=fr ssesearch --db "$DB" --format mail -n 1 mutual >mail-fr
  read_mail mail-fr >read-fr
  grep -qxF "Subject: ssesearch: 1 article pour mutual" read-fr
  grep -qxF "2 autres articles ont été trouvés." read-fr
  sed -n '/^-- text.plain$/,/^-- text.html$/p' read >text
  diff text - <<END
-- text/plain
From Seoul: a mutual
2023-03-01 · Fédération & Co
https://fed.example/?a=1&b=2
..and 100 % = <all> of it.

.협동조합 mutual
2023-02-01

Mutual$(printf ' économie%.0s' {1..100})
2023-01-01
-- text/html
END
  [ "$(grep -c '^<p' read)" -eq 3 ]
  grep -qF '<a href="https://fed.example/?a=1&amp;b=2">From Seoul: a <mark>mutual</mark></a>' read
  grep -qF '..and 100 % = &lt;all&gt; of it.' read
  [ "$(grep -c href read)" -eq 2 ]
  # Nothing new, no mail.
  search --saved korea --new --format mail
  [ "$status" -eq 1 ]
  [ -z "$output" ]
  # A search without a name is identified by its words, and the items left out are counted.
  ssesearch --db "$DB" --format mail --mail-from archive@host.example -n 1 '협동조합 OR mutual' >mail
  read_mail mail >read
  grep -qxF "From: archive@host.example" read
  grep -qxF "Subject: ssesearch: 1 item for 협동조합 OR mutual" read
  grep -qxF "2 more items were found." read
}

@test "no address can put a header into a mail" {
  index_items 1 1
  for address in $'a@b\nBcc: c' $'a@b\r' 'é@b' 'a b' '' ' ' "$(printf 'a%.0s' {1..1000})"; do
    for option in --mail-to --mail-from; do
      search --format mail "$option" "$address" mutual
      [ "$status" -eq 2 ]
    done
  done
  search --mail-to a@b mutual
  [ "$status" -eq 2 ]
  says "need --format mail"
}
