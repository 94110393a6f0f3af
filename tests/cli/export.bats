#!/usr/bin/env bats
# An archive in other formats: as a table, and for OpenSearch, checked against its documentation (of the bulk API, the synonym
# graph and elision token filters, language analyzers, mapping parameters, date and keyword fields).

load helper

# Items with odd values in each field: texts like HTML and formulas, separator characters, no date, no headline, no language,
# long ids.
odd_items() {
  cat >items.jsonl <<'END'
{"id":"a","title":"R&amp;D at <b>banks</b>","content_text":"They said <b>if a<b</b> &amp; \"more\", twice.\nSecond, paragraph","date":"2023-07","lang":"en","tags":["x; y","R&D, too","two|words"],"authors":["Ministry of Food and Agriculture","García López, Ana"],"source":"The \"Mill\", Ltd","url":"https://example.org/a?b=1&c=2#d"}
{"id":"b","content_text":"No headline here, but words enough to be found by who looks for the ferry.","date":"2020","in_reply_to":"a"}
{"id":"c","title":"협동조합은 은행을 열었다","content_text":"","date":"2023-07-25","lang":"ko","tags":["one, two"]}
{"id":"d","title":"None","content_text":"","lang":"und","authors":["Ann Smith"]}
{"id":"e","title":"=1+1","content_text":"- and\n- more","lang":"en","tags":["@home"]}
{"id":"f","title":"'=1+1 is a sum, and '@home' is not","content_text":"'-","lang":"fr-CA"}
END
  jq -nc '{id: ("é" * 300), title: "A long id", content_text: "", lang: "en"}, {id: ("é" * 301), title: "A longer id", content_text: "", lang: "en"},
    {id: "x\"\\ y", title: "An odd id", content_text: "", lang: "pt-BR"}' >>items.jsonl
  jq -nc '{id: ("é" * 256), title: "An id that fits", content_text: "", lang: "zh"}' >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(sseindex --db "$DB" --stats --format json | jq .items)" = 10 ]
}

# The items of an index without the members that only a JSON export has.
items_of() {
  sseindex --db "$1" --export | jq -c 'del(.ssesearch)'
}

@test "an export as CSV is a table that is read back as the same items" {
  odd_items
  sseindex --db "$DB" --export-to csv >items.csv
  sseindex -q --db other.db items.csv
  items_of "$DB" >one
  items_of other.db | diff one -
  index_corpus
  sseindex --db "$DB" --export-to csv >all.csv
  sseindex -q --db third.db all.csv
  items_of "$DB" >one
  [ "$(wc -l <one)" -gt 100 ]
  items_of third.db | diff one -
  run sseindex --db third.db all.csv
  says "0 added, 0 updated, $(wc -l <one) unchanged"
  [[ $output != *"not taken"* ]]
  # As in RFC 4180: lines end in CR LF, and each has as many fields as the first.
  python3 - all.csv <<'END'
import csv, sys
data = open(sys.argv[1], newline='', encoding='utf-8').read()
rows = list(csv.reader(data.splitlines(keepends=True), strict=True))
assert rows[0] == 'id,title,text,date,url,source,lang,tags,authors,in_reply_to,first_seen,last_changed'.split(','), rows[0]
assert {len(row) for row in rows} == {12}
assert data.count('\r\n') == len(rows) and data.count('\r') == len(rows)
row = {row[0]: row for row in rows}['e']
assert row[1] == "'=1+1" and row[2].startswith("'-"), row
assert all(row[10][:2] == '20' and row[10].endswith('Z') for row in rows[1:])
END
}

@test "an item without a language has none when it is read back among others that agree on one" {
  for i in 1 2 3 4; do
    printf '{"id":"%s","title":"The harbour is open","text":"The ferries of the harbour have been open since the summer"}\n' $i
  done >items.jsonl
  printf '{"id":"5","title":"Xyzzy","lang":"und"}\n{"id":"6","title":"Plugh","lang":"mul"}\n' >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(items_of "$DB" | jq -r .lang | paste -sd ' ')" = "en en en en und mul" ]
  for format in csv jsonl; do
    sseindex --db "$DB" --export-to $format >items.$format
    sseindex -q --db $format.db items.$format
    diff <(items_of "$DB") <(items_of $format.db)
  done
}

@test "a table that only looks like an export is read like others" {
  printf 'id,title,text,tags\na,R&amp;D,<p>One</p>,"x; y"\nb,'"'"'=1,None,\n' >a.csv
  sseindex -q --db "$DB" a.csv
  [ "$(items_of "$DB" | jq -c '[.title, .text, .tags]' | paste -sd ' ')" = '["R&D","One",["x","y"]] ["'"'"'=1","",[]]' ]
}

@test "what was withdrawn is in an export as JSON alone" {
  odd_items
  sseindex -q --db "$DB" --withdraw a
  [ "$(sseindex --db "$DB" --export-to jsonl | wc -l)" = 10 ]
  sseindex --db "$DB" --export-to jsonl | diff - <(sseindex --db "$DB" --export)
  [ "$(sseindex --db "$DB" --export-to opensearch | wc -l)" = 18 ]
  [ "$(sseindex --db "$DB" --export-to csv | grep -c 'ithdrawn' || true)" = 0 ]
}

@test "a source keeps its group through an export, also if it first comes up as one that has an item of another" {
  printf '{"id":"urn:x:1","title":"Of both"}\n' >a.jsonl
  printf '{"id":"urn:x:1","title":"Of both"}\n{"id":"urn:x:2","title":"Of b alone"}\n' >b.jsonl
  printf '[source a]\npath = a.jsonl\ngroup = first\n[source b]\npath = b.jsonl\ngroup = second\n' >c.conf
  sseindex -q --config c.conf --db "$DB"
  sseindex --db "$DB" --export >one.jsonl
  sseindex -q --db new.db --rebuild one.jsonl
  sseindex --db new.db --export | diff one.jsonl -
  [ "$(ssesearch --db new.db --count group:second)" = 1 ]
}

@test "an export says what is wrong: a format, a source beside it, a full disk" {
  odd_items
  run sseindex --db "$DB" --export-to xml
  [ "$status" -eq 2 ]
  says "--export-to: 'xml' is not one of jsonl, csv, opensearch, opensearch-index"
  run sseindex --db "$DB" --export-to csv items.jsonl
  [ "$status" -eq 2 ]
  says "reads no source"
  run sseindex --db nowhere.db --export-to csv
  [ "$status" -eq 2 ]
  for format in jsonl csv opensearch opensearch-index; do
    run bash -c 'sseindex --db "$1" --export-to "$2" >/dev/full' - "$DB" "$format"
    [ "$status" -eq 2 ]
    says "standard output: cannot write: No space left on device"
  done
}

@test "an export to OpenSearch is an action and a document an item, as the bulk API takes them" {
  odd_items
  index_corpus
  sseindex --db "$DB" --export-to opensearch >bulk
  sseindex --db "$DB" --export >items
  # Each line is a separate JSON text, and the last one is terminated.
  [ "$(jq -c . bulk | wc -l)" = "$(wc -l <bulk)" ]
  [ "$(wc -l <bulk)" = $((2 * $(wc -l <items))) ]
  [ "$(tail -c 1 bulk)" = "" ]
  awk 'NR % 2 == 1' bulk >actions
  awk 'NR % 2 == 0' bulk >documents
  jq -se 'all(keys == ["index"] and (.index | keys == ["_id"])) and all(.index._id | utf8bytelength | . > 0 and . <= 512)' actions
  jq -se 'map(.index._id) | length == (unique | length)' actions
  # A short id is that of the item, a longer one is hashed; the document has the whole id.
  jq -e -n --slurpfile actions actions --slurpfile documents documents '[$actions, $documents] | transpose |
    all(if .[1].id | utf8bytelength <= 512 then .[0].index._id == .[1].id else .[0].index._id | test("^[0-9a-f]{32}$") end)'
  [ "$(jq -r '.index._id | select(test("^[0-9a-f]{32}$"))' actions | wc -l)" = 2 ]
  sseindex --db "$DB" --export-to opensearch | diff bulk -
  # A document is the item; members that the item lacks are left out.
  jq -se 'all(.[]; . == "" or . == [] or . == null | not)' documents
  diff <(jq -cS 'with_entries(select(.key != "first_seen" and .key != "changed")) | .lang //= "und"' documents) \
    <(jq -cS --slurpfile titles <(jq -c '{(.id): .title}' documents) '($titles | add) as $t | .title = $t[.id] | del(.ssesearch) |
      with_entries(select(.value != "" and .value != []))' items)
  jq -se 'all((.date // "2000" | test("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")) and (.first_seen | fromdate > 0) and (.changed | fromdate > 0))' documents
  [ "$(jq -r 'select(.id == "a", .id == "b", .id == "c") | .date' documents | paste -sd ' ')" = "2023-07 2020 2023-07-25" ]
  [ "$(jq -r 'select(.id == "b") | .title' documents)" = "$(ssesearch --db "$DB" --show b --format json | jq -r .title)" ]
}

@test "the index that OpenSearch makes for it takes every document, by constructs that are documented" {
  odd_items
  index_corpus
  sseindex --db "$DB" --export-to opensearch-index >index.json
  sseindex --db "$DB" --export-to opensearch | awk 'NR % 2 == 0' >documents
  jq -e 'keys == ["mappings", "settings"] and (.settings | keys == ["analysis"]) and (.mappings | keys == ["dynamic", "properties"])' index.json
  # A strict mapping rejects documents with unmapped fields.
  jq -e '.mappings.dynamic == "strict"' index.json
  jq -se --slurpfile index index.json '(map(keys) | add | unique) - ($index[0].mappings.properties | keys) == []' documents
  # Its fields have existing types and documented parameters.
  jq -e '{"keyword": ["ignore_above", "type"], "date": ["format", "type"]} as $plain |
    .mappings.properties | all(.[]; if .type == "text" then keys - ["analyzer", "fields", "search_analyzer", "type"] == [] else keys == $plain[.type] end)' index.json
  jq -e '[.mappings.properties | .source, .lang, .tags, .url, .authors.fields.keyword | .type] | unique == ["keyword"]' index.json
  # One of the formats matches a date to the year, the month or the day.
  jq -e '.mappings.properties.date.format | split("||") | sort == ["strict_date", "strict_year", "strict_year_month"]' index.json
  jq -e '.mappings.properties | [.first_seen, .changed] | all(.format == "strict_date_time_no_millis")' index.json
  # Analyzers are defined, or come with OpenSearch without a plugin; so are the filters they name.
  jq -e '["arabic", "armenian", "basque", "bengali", "bulgarian", "catalan", "cjk", "czech", "danish", "dutch", "english", "estonian", "finnish",
      "french", "galician", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "latvian", "lithuanian", "norwegian",
      "persian", "portuguese", "romanian", "russian", "sorani", "spanish", "swedish", "thai", "turkish"] as $known |
    .settings.analysis as $own | ($known + ($own.analyzer | keys)) as $analyzers |
    (["lowercase", "asciifolding"] + ($own.filter | keys)) as $filters |
    ([.mappings | .. | objects | .analyzer, .search_analyzer | strings] | unique) - $analyzers == [] and
    ([$own.analyzer[].filter[]] | unique) - $filters == [] and ([$own.analyzer[].tokenizer] | unique) == ["standard"] and
    ([$own.analyzer[].type] | unique) == ["custom"]' index.json
  jq -e '[.settings.analysis.filter[] | del(.articles, .synonyms)] == [{"type": "elision"}, {"type": "synonym_graph"}]' index.json
  # The items' languages have subfields.
  [ "$(jq -r '.mappings.properties.text.fields | keys | join(" ")' index.json)" = "cjk english french galician portuguese spanish" ]
  jq -e '.mappings.properties | .title == .text and (.text.fields | all(.[]; .type == "text")) and (.text.fields | to_entries | all(.key == .value.analyzer))' index.json
  # Synonyms apply to queries, and come last: no filter before them removes words.
  jq -e '.mappings.properties.text as $text | .settings.analysis.analyzer |
    .[$text.search_analyzer].filter == .[$text.analyzer].filter + ["synonyms"]' index.json
}

@test "the synonyms for OpenSearch are rules of Solr's format, and all of ours but words of grammar" {
  odd_items
  index_corpus
  sseindex --db "$DB" --export-to opensearch-index | jq -c '.settings.analysis.filter.synonyms.synonyms' >rules
  # Two or more entries separated by commas, none of them empty or with a special character.
  jq -e 'length > 30 and all(split(", ") | length > 1 and all(length > 0 and (test("[,\\\\#]|=>|^ | $|\n") | not)))' rules
  jq -r '.[] | split(", ") | .[]' rules | sort >entries
  grep -v '^#' "$TOP/src/text/synonyms.txt" | grep . | sed 's/, */\n/g' | sort >ours
  # In lower case, UN is an article in French and Spanish, EU a pronoun in Portuguese; Haiti and Iran are words of grammar
  # without their accents.
  [ "$(diff entries ours | grep '^[<>]')" = $'> EU\n> Haiti\n> Iran\n> UN' ]
}
