#!/usr/bin/env bats
# Compressed files and archives, as the usual programs make them.

load helper

@test "compressed files are read as the file inside" {
  echo '{"title":"Inside a compressed file"}' >a.jsonl
  for program in gzip bzip2 xz zstd; do
    "$program" -k a.jsonl
  done
  for file in a.jsonl.*; do
    rm -f "$DB"*
    run sseindex --db "$DB" "$file"
    [ "$status" -eq 0 ]
    says "1 added"
  done
  gzip -c a.jsonl | sseindex --db "$DB" -
}

@test "files in tar and zip are read as those of a folder are" {
  mkdir -p d/sub d/.hidden
  echo "First headline" >d/one.txt
  echo '[{"title":"Second"},{"title":"Third"}]' >d/sub/two.json
  echo "not news" >d/.hidden/x.txt
  echo "not news" >d/program.o
  tar -czf a.tar.gz d
  python3 -m zipfile -c a.zip d
  for file in a.tar.gz a.zip; do
    rm -f "$DB"*
    run sseindex --db "$DB" "$file"
    [ "$status" -eq 0 ]
    says "3 added"
  done
}

@test "names that lead out of an archive lead nowhere" {
  mkdir d
  echo "A headline" >d/a.txt
  tar -C d -cf evil.tar --transform 's|a.txt|../../../../../../tmp/ssesearch-evil.txt|' -P a.txt
  run sseindex --db "$DB" evil.tar
  [ ! -e /tmp/ssesearch-evil.txt ]
}

# Both bombs expand to more than the first 64 MB, which are not counted.
@test "a bomb is cut off once, soon" {
  line='{"title":"'$(printf 'x%.0s' $(seq 3000))'"}'
  yes "$line" | head -c 80000000 | bzip2 >bomb.jsonl.bz2
  run sseindex --db "$DB" bomb.jsonl.bz2
  [ "$status" -eq 1 ]
  [ "$(grep -c 'unpacks to more than 200 times' <<<"$output")" -eq 1 ]
}

@test "a bomb that is passed over counts too" {
  mkdir t
  head -c 80000000 /dev/zero >t/a.bin
  echo "A note" >t/z.txt
  tar -C t -czf bomb.tar.gz a.bin z.txt
  run sseindex --db "$DB" bomb.tar.gz
  [ "$status" -eq 2 ]
  says "unpacks to more than 200 times"
}

@test "what was in an archive before it was cut short stays" {
  awk 'BEGIN { srand(1); for (i = 1; i <= 9000; i++) printf "{\"title\":\"Headline %d %d\"}\n", i, rand() * 1000000000 }' | gzip >a.jsonl.gz
  sseindex --quiet --db "$DB" a.jsonl.gz
  head -c 60000 a.jsonl.gz >b && mv b a.jsonl.gz
  run sseindex --db "$DB" --prune --force a.jsonl.gz
  [ "$status" -eq 1 ]
  says "cannot be unpacked"
  run ssesearch --db "$DB" --count headline
  [ "$output" = 9000 ]
  run sseindex --db new.db a.jsonl.gz
  [ "$status" -eq 1 ]
  [[ $output == *" added"* && $output != *" 0 added"* ]]
}

@test "names that are not ASCII lose nothing, with or without --prune" {
  mkdir t
  for i in 1 2 3 4 5 6 7 8 9; do echo "Headline $i" >"t/b$i.txt"; done
  echo "Headline 10" >"t/a-été.txt"
  (cd t && python3 -c "
import zipfile, sys, glob
with zipfile.ZipFile('../a.zip', 'w') as z:
    for name in sorted(glob.glob('*')): z.write(name)")
  tar -C t --format=pax -cf a.tar .
  for file in a.zip a.tar; do
    for locale in C C.UTF-8; do
      rm -f "$DB"*
      LC_ALL=$locale sseindex -q --db "$DB" "$file"
      LC_ALL=$locale sseindex -q --prune --force --db "$DB" "$file"
      run ssesearch --db "$DB" --count headline
      [ "$output" = 10 ]
    done
  done
}

@test "a bad file in an archive costs itself only, is named, and nothing is pruned" {
  mkdir d
  echo "First headline" >d/a.txt
  : >d/b.txt
  echo "Third headline" >d/c.txt
  tar -C d -cf a.tar a.txt b.txt c.txt
  run sseindex --db "$DB" a.tar
  [ "$status" -eq 1 ]
  says "a.tar/b.txt: is empty (skipped)"
  says "2 added"
  tar -C d -cf a.tar b.txt c.txt
  run sseindex --db "$DB" --prune --force a.tar
  [ "$status" -eq 1 ]
  run ssesearch --db "$DB" --count headline
  [ "$output" = 2 ]
}

@test "archives in archives are opened four deep" {
  echo "Deep headline" >0.txt
  tar -cf 1.tar 0.txt
  for i in 1 2 3 4; do tar -cf $((i + 1)).tar $i.tar; done
  run sseindex --db "$DB" 4.tar
  [ "$status" -eq 0 ]
  run sseindex --db "$DB" 5.tar
  [ "$status" -eq 2 ]
  says "5.tar/4.tar/3.tar/2.tar/1.tar: archives are opened at most 4 levels deep (skipped)"
}

@test "what an archive holds that nobody can read is counted, and a filter works on entries" {
  mkdir d
  echo "A headline" >d/a.txt
  echo "x" >d/b.xyz
  echo "a report" >d/c.rep
  tar -C d -cf a.tar a.txt b.xyz c.rep
  run sseindex --db "$DB" a.tar
  [ "$status" -eq 0 ]
  says "2 files passed over: 1 .xyz (no format known), 1 .rep (no format known)"
  printf '[filters]\nrep = tr a-z A-Z\n' >conf
  run sseindex --config conf --print a.tar
  says '"title":"A REPORT"'
}

@test "an entry that is too long for a filter is named, and the others are read" {
  head -c $((256 * 1024 * 1024 + 1)) /dev/zero >b.xyz
  printf 'A mill of the village\n' >c.txt
  tar -cf a.tar b.xyz c.txt
  rm b.xyz
  printf '[filters]\nxyz = wc -c\n' >c.conf
  run sseindex --config c.conf --db "$DB" a.tar
  [ "$status" -eq 1 ]
  says "a.tar/b.xyz: is longer than 268435456 bytes (skipped)"
  says "1 added"
}

@test "pages of a web archive have the date of capture where they say none, and a WACZ is read by its archives" {
  cat >make.py <<'END'
import zipfile
def record(number, day):
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Page %d</title>%s<h1>Page %d</h1><p>Words.</p>" % (
        number, day, number)
    return (b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/%d\r\nWARC-Date: 2023-07-2%dT10:00:00Z\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (number, number, len(page), page))
warc = record(1, b"") + record(2, b"<meta name=date content=2020-01-02>") + record(1, b"")
open("a.warc", "wb").write(warc)
with zipfile.ZipFile("a.wacz", "w") as wacz:
    wacz.writestr("datapackage.json", '{"profile": "data-package", "resources": []}')
    wacz.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://x.example/1", "title": "P", "ts": "2023-07-21"}\n')
    wacz.writestr("indexes/index.cdx", "x")
    wacz.writestr("archive/data.warc", warc)
END
  python3 make.py
  for file in a.warc a.wacz; do
    run sseindex --print "$file"
    [ "$status" -eq 0 ]
    [ "$(jq -r '.title + " " + .date' <<<"$output" | paste -sd ,)" = "Page 1 2023-07-21,Page 2 2020-01-02,Page 1 2023-07-21" ]
    run sseindex --db "$DB.$file" "$file"
    [ "$status" -eq 0 ]
    [ "$(sseindex --db "$DB.$file" --stats --format json | jq .items)" = 2 ]
  done
}
