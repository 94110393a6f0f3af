#!/usr/bin/env bats
# The benchmark's items, made by a model of a text, resemble real archives, so measurements on them are meaningful.

load helper

# Builds the generator with the flags of the build under test, and makes items modelled on the sample archive.
make_items() {
  mapfile -t flags <"$BUILD/flags"
  make -s -C "$TOP" BUILD="$BUILD" "${flags[@]}" "$BUILD/bench/generate" >/dev/null
  "$BUILD/bench/generate" --like "$TOP/corpus/news-en.txt" "$1" jsonl >items.jsonl
}

@test "items like a text are the same at every run, in every format, and each is an item" {
  make_items 500
  "$BUILD/bench/generate" --like "$TOP/corpus/news-en.txt" 500 jsonl | cmp - items.jsonl
  "$BUILD/bench/generate" --like "$TOP/corpus/news-en.txt" 500 tsv | cut -f 2 >titles
  jq -r .title items.jsonl | cmp - titles
  sseindex --quiet --db "$DB" items.jsonl
  [ "$(ssesearch --db "$DB" --count after:2000)" -eq 500 ]
}

@test "their dates follow their numbers through 25 years, but for two weeks" {
  make_items 2000
  jq -r '.date | strptime("%Y-%m-%d") | mktime / 86400' items.jsonl |
    awk '{ if ($1 < latest - 14) bad++; if ($1 > latest) latest = $1; if (NR == 1) first = $1 }
         END { exit bad > 0 || latest - first < 9000 || latest - first > 9132 }'
}

@test "words follow each other as in the text, as often, and new ones never end" {
  make_items 4000
  jq -r '.title + " " + .text' items.jsonl | tr A-Z a-z | tr -cs 'a-z0-9\n' ' ' >texts
  # In the text, "united" is always followed by "nations".
  jq -r .text items.jsonl | grep -oi 'united [a-z]\+' | tr A-Z a-z | sort | uniq -c >followers
  [ "$(awk '{ print $3 }' followers)" = nations ]
  [ "$(awk '{ print $1 }' followers)" -gt 20 ]
  # Common words of the text are in many items, and the second half of the items has words that the first has not.
  [ "$(grep -cw cooperatives texts)" -gt 800 ]
  head -n 2000 texts | tr ' ' '\n' | sort -u >first
  tail -n 2000 texts | tr ' ' '\n' | sort -u >second
  [ "$(comm -13 first second | wc -l)" -gt 1000 ]
}

@test "a text without items makes no items and says so" {
  make_items 1
  echo '[]' >none.json
  run "$BUILD/bench/generate" --like none.json 5 jsonl
  [ "$status" -eq 2 ]
  says "generate: "
  run "$BUILD/bench/generate" --like missing.json 5 jsonl
  [ "$status" -eq 2 ]
  says "missing.json"
}

@test "every query of the bench has its columns, and words of such items take the place of others" {
  make_items 2000
  "$BUILD/bench/generate" --like "$TOP/corpus/news-en.txt" 2000 tsv >items.tsv
  sseindex --quiet --db "$DB" items.jsonl
  "$TOP/scripts/bench/words" "$DB" items.tsv | sed -f - "$TOP/scripts/bench/queries.tsv" >queries.tsv
  awk -F '\t' 'NF != 6 { exit 1 }' queries.tsv
  ! grep -wE 'ba|ca|da|bica|bicaing|baneal|bapeer' queries.tsv || false
  tail -n +2 queries.tsv | cut -f 2,3 | while IFS=$'\t' read -r query option; do
    match=all
    [ "$option" != any ] || match=any
    [ "$query" = "$(sed -n 7p queries.tsv | cut -f 2)" ] || # two rare words need not meet
      ssesearch --db "$DB" --match $match --count "$query" >/dev/null
  done
}
