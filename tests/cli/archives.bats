#!/usr/bin/env bats
# Compressed files and archives, as they are made by the usual programs.

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

@test "a bomb is refused in little memory" {
  line='{"title":"'$(printf 'x%.0s' $(seq 3000))'"}'
  yes "$line" | head -c 300000000 | bzip2 >bomb.jsonl.bz2
  run sseindex --db "$DB" bomb.jsonl.bz2
  [ "$status" -eq 2 ]
  says "grows more than 200 times"
}

@test "an archive that is cut short leaves the index as it was" {
  for i in $(seq 500); do echo "{\"title\":\"Headline $i $RANDOM$RANDOM\"}"; done | gzip >a.jsonl.gz
  sseindex --quiet --db "$DB" a.jsonl.gz
  head -c 2000 a.jsonl.gz >b && mv b a.jsonl.gz
  run sseindex --db "$DB" a.jsonl.gz
  [ "$status" -eq 2 ]
  says "cannot be unpacked"
  run ssesearch --db "$DB" --count headline
  [ "$output" = 500 ]
}
