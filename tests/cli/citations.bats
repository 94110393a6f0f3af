#!/usr/bin/env bats
# References for a library: what ssesearch writes as RIS, BibTeX and CSL-JSON, sseindex reads back.

load helper

# Items with characters that end texts and names in these formats, in several scripts.
hostile() {
  cat >hostile.jsonl <<'END'
{"id":"mill-1","title":"{Braces} } unbalanced { 100% of C:\\path & $5 #1 a_b ~home x^2 ferry","text":"The ferry {sails} 5% -- every day --- ``really'' \"so\" a|b \\textbf{bold} %comment","date":"2023-07-25","url":"https://mill.example/a%20b?x=1&y=%7B2%7D#top_~","source":"Mill & Harbour {Ltd}, 100%","lang":"en","authors":["Smith, Ann","Food and Farms {Org} 100%","Bob & Co","van der Berg, Jan","A, B, C"],"tags":["fair, trade","50% off","{x","a|b"]}
{"id":"https://mill.example/2?a=1&b=2","title":"사회적경제 협동조합의 ferry 日本語のフェリー العربية","text":"Ferry 협동조합 기본법.\nSecond line of the ferry.\n\nThird paragraph.","date":"2023-07","url":"https://mill.example/2","source":"사회적경제 신문","lang":"ko","authors":["김철수","Müller, Jürgen"],"tags":["협동조합"]}
{"id":"Mill-1","title":"ER  - ferry @article{evil, title = {x}} TY  - JOUR","text":"ferry\nTY  - JOUR\nER  -\n@misc{a,\n}","date":"2023","lang":"en","tags":["only, one"]}
{"id":"x","title":"Ferry ''quotes'' ?` !` ,, <<signs>> Économie – “curly” ‘x’","text":"plain ferry","lang":"fr","url":"https://mill.example/x","tags":["one","two"],"source":"The Harbour"}
END
  sseindex -q --db "$DB" hostile.jsonl
}

fields_of() {
  sseindex --print "$1" 2>/dev/null | jq -cS 'del(.id, .text, .path)' | sort
}

@test "references are read back as the same headlines, dates, publishers, addresses, authors, languages and tags" {
  hostile
  fields_of hostile.jsonl >wanted
  for format in ris bibtex csl-json; do
    ssesearch --db "$DB" --format "$format" ferry >"out.$format"
    fields_of "out.$format" | diff wanted - || { echo "$format"; false; }
  done
}

@test "a key is the same in each format and each output, and no other item has it" {
  hostile
  for format in ris bibtex csl-json; do ssesearch --db "$DB" --format "$format" ferry >"out.$format"; done
  sed -n 's/^ID  - \(.*\)\r$/\1/p' out.ris >keys
  [ "$(sort -u keys | wc -l)" -eq 4 ]
  grep -qx mill-1 keys
  sed -n 's/^@[a-z]*{\(.*\),$/\1/p' out.bibtex | diff keys -
  jq -r '.[].id' out.csl-json | diff keys -
  ssesearch --db "$DB" -n 1 --format bibtex 'id:https://mill.example/2?a=1&b=2' >one
  grep -F "$(grep mill.example-2 keys)" one
}

@test "the sample archive goes into a library and comes back" {
  index_corpus
  ssesearch --db "$DB" -n 50 --format json cooperatives |
    jq -cS '.items[] | [.title, .date, .source, .url, .lang, .authors, .tags]' | sort >wanted
  [ "$(wc -l <wanted)" -ge 5 ]
  for format in ris bibtex csl-json; do
    ssesearch --db "$DB" -n 50 --format "$format" cooperatives >"out.$format"
    sseindex --print "out.$format" 2>/dev/null |
      jq -cS '[.title, .date, .source, .url, .lang, .authors, .tags] | map(if . == "" or . == [] then null else . end)' |
      sort | diff wanted - || { echo "$format"; false; }
  done
}

@test "nothing found is an empty list of references" {
  hostile
  run ssesearch --db "$DB" --format csl-json zzzzzz
  [ "$status" -eq 1 ]
  [ "$output" = '[]' ]
  for format in ris bibtex; do
    run ssesearch --db "$DB" --format "$format" zzzzzz
    [ "$status" -eq 1 ]
    [ "$output" = '' ]
  done
}
