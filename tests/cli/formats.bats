#!/usr/bin/env bats
# What ssesearch prints for other programs: pages, feeds, JSON according to its schema; and that it is stable.

load helper

search() {
  run ssesearch --db "$DB" "$@"
}

hostile_item() {
  jq -cn '{id: "x\u0001", title: "<script>alert(1)</script> & \"quotes\"", date: "2023-07",
           text: "A hyperlink \u001b[31mred\u0007 </p><img src=x> it\u0027s", url: "javascript:alert(1)",
           source: "<b>Us</b>", lang: "en", tags: ["<i>", "a&b"]}' >hostile.jsonl
  sseindex -q --db "$DB" hostile.jsonl
}

@test "text and page of a query are those kept beside the tests" {
  index_corpus
  ssesearch --db "$DB" -n 4 "cooperatives Korea" | sed -E 's/\([0-9.]+ ms\)/(… ms)/' >text.txt
  ssesearch --db "$DB" -n 4 --color always "économie sociale" | sed -E 's/\([0-9.]+ ms\)/(… ms)/' >color.txt
  ssesearch --db "$DB" -n 4 --format html "cooperatives Korea" >page.html
  sed -i "s|$TOP|/path|g" text.txt color.txt
  for name in text.txt color.txt page.html; do
    # After an intended change, GOLDEN=1 stores the current output.
    if [ -n "${GOLDEN:-}" ]; then cp "$name" "$TOP/tests/data/golden/$name"; fi
    diff -u "$TOP/tests/data/golden/$name" "$name"
  done
}

@test "the page is valid HTML, whatever items hold" {
  index_corpus
  hostile_item
  for query in hyperlink "cooperatives Korea" '<script>' 협동조합; do
    ssesearch --db "$DB" --facets --format html "$query" >page.html || [ $? -eq 1 ]
    run tidy -quiet -errors -utf8 page.html
    [ "$status" -eq 0 ] || { echo "$output"; false; }
    [[ $(<page.html) != *"<script"* && $(<page.html) != *"<img"* && $(<page.html) != *"<b>"* ]]
    [[ $(<page.html) != *"javascript:"* && $(<page.html) != *$'\e'* ]]
  done
}

@test "marks in the page are the highlights of JSON" {
  index_corpus
  ssesearch --db "$DB" --format json "cooperatives Korea" |
    jq -r '.items[] | (.title as $t | .highlights.title[] | $t[.[0]:.[0]+.[1]]),
                      (.snippet as $s | .highlights.snippet[] | $s[.[0]:.[0]+.[1]])' >wanted
  ssesearch --db "$DB" --format html "cooperatives Korea" | grep -o '<mark>[^<]*' | sed 's/<mark>//' >got
  [ -s got ]
  diff wanted got
}

@test "atom is a feed with an entry for each item" {
  index_corpus
  hostile_item
  for query in hyperlink "cooperatives Korea" zzzzzz; do
    ssesearch --db "$DB" --format atom "$query" >feed.xml || [ $? -eq 1 ]
    ssesearch --db "$DB" --format json "$query" >feed.json || [ $? -eq 1 ]
    python3 - feed.xml feed.json <<'END'
import json, re, sys
import xml.etree.ElementTree as tree
atom = '{http://www.w3.org/2005/Atom}'
feed, items = tree.parse(sys.argv[1]).getroot(), json.load(open(sys.argv[2]))['items']
entries = feed.findall(atom + 'entry')
assert len(entries) == len(items)
for element in [feed] + entries:
    assert element.find(atom + 'id').text.startswith('urn:ssesearch:')
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT00:00:00Z', element.find(atom + 'updated').text)
for entry, item in zip(entries, items):
    link = entry.find(atom + 'link')
    assert entry.find(atom + 'updated').text.startswith(item.get('date', '1970'))
    assert link is None or re.match('https?:', link.get('href'))
    if '\x1b' not in item['snippet']: assert entry.find(atom + 'summary').text == (item['snippet'] or None)
END
  done
  # Two searches give the same bytes, so that a feed reader sees something new only if there is.
  ssesearch --db "$DB" --format atom "cooperatives Korea" >one
  ssesearch --db "$DB" --format atom "cooperatives Korea" | cmp - one
}

@test "JSON is as its schema says" {
  index_corpus
  hostile_item
  for arguments in "hyperlink" "cooperatives Korea" "--facets 협동조합" "--explain -n 3 SSE" "coperatives korae" \
    "zzzzzz" "--sort newest source:news"; do
    # shellcheck disable=SC2086 # options and words, on purpose
    ssesearch --db "$DB" --format json $arguments >out.json || [ $? -eq 1 ]
    python3 - out.json "$TOP/src/render/results.schema.json" <<'END'
import json, sys
import jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))
END
  done
}

@test "texts that pandoc and asciidoctor read stay out where they say that they are drafts" {
  mkdir texts
  printf '#+TITLE: A\n#+DRAFT: t\n\nText.\n' >texts/a.org
  printf '= B\n:page-draft: true\n\nText.\n' >texts/b.adoc
  printf 'C\n#\n\n:status: draft\n\nText.\n' >texts/c.rst
  printf '.. title: D\n.. draft: true\n\nText.\n' >texts/d.rst
  printf '#+TITLE: E\n#+FILETAGS: :mill:bank:\n\nText.\n' >texts/e.org
  printf '.. title: F\n.. date: 2023-07-25\n.. tags: mill\n\nText.\n' >texts/f.rst
  tar --sort=name -cf texts.tar texts
  for source in texts texts.tar; do
    run sseindex --print "$source"
    says "4 items that are not public passed over (drafts = yes takes them): 4 draft"
    [ "$(grep '^{' <<<"$output" | jq -r '[.title, .date, .tags[]?] | join("|")')" = "E||mill|bank
F|2023-07-25|mill" ]
    sseindex --drafts --print "$source" | jq -r .title | tr -d '\n' >told
    [ "$(cat told)" = ABCDEF ]
  done
}

@test "front matter above what pandoc and asciidoctor read is not part of the text" {
  mkdir texts
  for ending in org rst textile adoc; do
    printf -- '---\ntitle: "Mill %s"\ndate: 2023-07-25\n---\n\nIt is ours.\n' "$ending" >"texts/yaml.$ending"
    printf -- '+++\ntitle = "Bank %s"\ndate = 2023-07-26\n+++\nIt is ours.\n' "$ending" >"texts/toml.$ending"
  done
  printf -- '---\n\nA rule is above.\n' >texts/rule.textile
  tar --sort=name -cf texts.tar texts
  sseindex -q --db "$DB" texts
  sseindex --db "$DB" --export >exported
  for told in exported "--print texts" "--print texts.tar"; do
    # shellcheck disable=SC2086 # an option and a name, on purpose
    [ "$told" = exported ] || sseindex $told >told
    [ "$told" != exported ] || cp exported told
    [ "$(jq -r 'select(.date != "") | [.title, .date, .text] | join("|")' told | sort)" = "Bank adoc|2023-07-26|It is ours.
Bank org|2023-07-26|It is ours.
Bank rst|2023-07-26|It is ours.
Bank textile|2023-07-26|It is ours.
Mill adoc|2023-07-25|It is ours.
Mill org|2023-07-25|It is ours.
Mill rst|2023-07-25|It is ours.
Mill textile|2023-07-25|It is ours." ]
    jq -r .text told | grep -q 'A rule is above.'
  done
}

@test "the categories of a wiki's page are its tags" {
  printf "'''A mill'''\\n\\nText.\\n\\n[[Category:Fair trade]] [[Category:Mills|mill]]\\n[[Catégorie:Banque]] [[:Category:Shown]]\\n" >a.wiki
  run sseindex --print a.wiki
  jq -c .tags <<<"$output"
  [ "$(jq -c '.tags | sort' <<<"$output")" = '["Banque","Fair trade","Mills"]' ]
  [ "$(jq -r .text <<<"$output" | tail -2)" = "Text.
:Category:Shown" ]
}

@test "a path that is not UTF-8 is shown with U+FFFD in JSON" {
  mkdir $'folder-\xff'
  echo '{"title":"Ferry of the valley","content_text":"It sails."}' >$'folder-\xff/items.jsonl'
  sseindex -q --db "$DB" $'folder-\xff'
  [[ $(ssesearch --db "$DB" --format json ferry | jq -r '.items[0].path') == */folder-�/items.jsonl ]]
  [[ $(sseindex --db "$DB" --stats --format json | jq -r '.sources_read[0].place') == */folder-�/items.jsonl ]]
  [[ $(sseindex --print $'folder-\xff' | jq -r .path) == *folder-�/items.jsonl ]]
}
