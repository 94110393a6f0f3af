#!/usr/bin/env bats
# Results in each format, and their facets.

load helper
load searching

# Prints the part of a mail with a given type.
mail_part() {
  python3 -c 'import email.policy, sys
mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
print(next(part for part in mail.iter_parts() if part.get_content_type() == sys.argv[1]).get_content(), end="")' "$1"
}

@test "JSON has what the README says, with highlights on the words" {
  index_corpus
  search --format json -n 3 cooperatives Korea
  [ "$status" -eq 0 ]
  jq -e '.query == "cooperatives Korea" and .total >= 3 and .total_is_exact == true and .took_ms >= 0' <<<"$output"
  jq -e '(.items | length) == 3 and all(.items[]; .id and .title and .date and .source and .score > 0)' <<<"$output"
  # The text of each highlight, located by code points and folded, is one of the words.
  jq -e '[.items[] | (.title as $t | .highlights.title[] | $t[.[0]:.[0]+.[1]]),
                     (.snippet as $s | .highlights.snippet[] | $s[.[0]:.[0]+.[1]])]
         | length > 3 and all(.[]; test("^(coop|korea)"; "i"))' <<<"$output"
}

@test "--show prints an item whole, and an item without address names its file" {
  mkdir "a b"
  printf '{"id":"k/1","title":"Mill","text":"First.\\nSecond.","date":"2024-05-01","tags":["x","y"]}\n' >"a b/a.jsonl"
  sseindex --quiet --db "$DB" "a b"
  run ssesearch --db "$DB" --show k/1
  [ "$status" -eq 0 ]
  says $'Mill\nDate: 2024-05-01'
  says "Tags: x, y"
  says "Address: file://$PWD/a%20b/a.jsonl"
  says $'\nFirst.\n\nSecond.'
  run ssesearch --db "$DB" --show k/1 --format json
  [ "$(jq -r '.path + .text' <<<"$output")" = "$PWD/a b/a.jsonl"$'First.\nSecond.' ]
  run ssesearch --db "$DB" mill
  says "file://$PWD/a%20b/a.jsonl"
  run ssesearch --db "$DB" --format csv mill
  says ",\"$PWD/a b/a.jsonl\""
  run ssesearch --db "$DB" --show nothing
  [ "$status" -eq 1 ]
  says "no item has the id 'nothing'"
  run ssesearch --db "$DB" --show k/1 mill
  [ "$status" -eq 2 ]
}

@test "authors of an item are shown in every format that has a place for them" {
  printf 'TY  - NEWS\nID  - k/1\nTI  - Mill\nAU  - Smith, Ann\nAU  - Bob Jones\nT2  - The Press\nER  - \n' >a.ris
  printf '{"title":"Mill too","source":"The Press"}\n' >b.jsonl
  sseindex --quiet --db "$DB" a.ris b.jsonl
  run ssesearch --db "$DB" --show k/1
  says $'Mill\nAuthors: Smith, Ann; Bob Jones\nSource: The Press'
  search --format json mill
  [ "$(jq -c '[.items[] | .authors]' <<<"$output")" = '[["Smith, Ann","Bob Jones"],null]' ]
  search --format csv mill
  says '","Smith, Ann; Bob Jones"'
  says '",""'
  search --format atom mill
  [ "$(grep -c '<author>' <<<"$output")" = 4 ] # of the feed, of the first, and a publisher
  says $'<author><name>Smith, Ann</name></author>\n<author><name>Bob Jones</name></author>\n<source><title>The Press</title>'
  # A printed feed is read back unchanged.
  ssesearch --db "$DB" --format atom mill >again.atom
  [ "$(sseindex --print again.atom | jq -c 'select(.title == "Mill") | [.source, .authors]')" = \
    '["The Press",["Smith, Ann","Bob Jones"]]' ]
  # A changed author is an update.
  sed -i 's/Bob Jones/Carla Ruiz/' a.ris
  run sseindex --db "$DB" a.ris
  says "1 updated"
  [ "$(ssesearch --db "$DB" --show k/1 --format json | jq -r '.authors[1]')" = "Carla Ruiz" ]
}

@test "an item without authors has those of another source, and the one with its own keeps them" {
  printf '{"title":"Mill","text":"Sold to its workers.","url":"https://x.example/1"}\n' >a.jsonl
  printf '{"title":"Mill","text":"Sold.","url":"https://x.example/1","author":"Ann Smith"}\n' >b.jsonl
  printf '{"title":"Mill","text":"Sold.","url":"https://x.example/1","author":"Bob Jones"}\n' >c.jsonl
  sseindex --quiet --db "$DB" a.jsonl b.jsonl c.jsonl
  search --format jsonl mill
  [ "$(jq -c '[.authors, .snippet]' <<<"$output")" = '[["Ann Smith"],"Sold to its workers."]' ]
  run sseindex --db "$DB" a.jsonl b.jsonl c.jsonl
  says "0 added, 0 updated"
}

@test "group: is a filter and a facet of the group a source is in" {
  printf '{"title":"Mill one"}\n' >a.jsonl
  printf '{"title":"Mill two"}\n{"title":"Mill three"}\n' >b.jsonl
  printf '{"title":"Mill four"}\n' >c.jsonl
  printf '[source]\npath = a.jsonl\ngroup = Members\n[source]\npath = b.jsonl\ngroup = Members abroad\n[source]\npath = c.jsonl\n' >c.conf
  sseindex --quiet --config c.conf --db "$DB"
  [ "$(ssesearch --db "$DB" --count mill group:members)" = 1 ]
  [ "$(ssesearch --db "$DB" --count 'mill group:"members abroad"')" = 2 ]
  [ "$(ssesearch --db "$DB" --count 'mill -group:members')" = 3 ]
  [ "$(ssesearch --db "$DB" --count mill group:friends)" = 0 ]
  run ssesearch --db "$DB" --facets --format json mill
  [ "$(jq -c .facets.group <<<"$output")" = '[{"value":"Members abroad","count":2,"items":2},{"value":"Members","count":1,"items":1}]' ]
  sed -i 's/Members$/Friends/' c.conf
  sseindex --quiet --config c.conf --db "$DB"
  [ "$(ssesearch --db "$DB" --count mill group:friends)" = 1 ]
}

@test "jsonl has an item a line, and csv is a table that no spreadsheet runs" {
  printf 'title,text\n"=HYPERLINK(""x"")","a ""quoted"" word"\n' >a.csv
  sseindex --quiet --db "$DB" a.csv
  search --format jsonl hyperlink
  [ "$(jq -r .title <<<"$output")" = '=HYPERLINK("x")' ]
  search --format csv hyperlink
  [ "${lines[0]}" = $'id,date,title,source,lang,url,score,snippet,path,authors\r' ]
  says ',"'"'"'=HYPERLINK(""x"")",'
  says '"a ""quoted"" word"'
}

@test "--facets says of each value how many items have it in all" {
  index_corpus
  ssesearch --db "$DB" --facets -n 0 --format csv cooperatives >facets.csv
  [ "$(head -1 facets.csv | tr -d '\r')" = 'facet,value,hits,items' ]
  ssesearch --db "$DB" --facets -n 3 --format jsonl cooperatives >facets.jsonl
  jq -r '[.facet, .value, .hits, .items] | @csv' facets.jsonl | diff - <(tail -n +2 facets.csv | tr -d '\r')
  ssesearch --db "$DB" --facets -n 0 --json cooperatives |
    jq -r '.facets | to_entries[] | .key as $facet | .value[] | [$facet, .value, .count, .items] | @csv' |
    diff - <(tail -n +2 facets.csv | tr -d '\r')
  ssesearch --db "$DB" --facets -n 0 --format atom cooperatives | grep -o '<facet name="[^>]*>' |
    sed -E 's/.*name=("[^"]*") value=("[^"]*") hits="([0-9]+)" items="([0-9]+)".*/\1,\2,\3,\4/' |
    diff - <(tail -n +2 facets.csv | tr -d '\r')
  # Each count is that of a search for only this value.
  jq -r 'select(.facet == "year" or .facet == "month") | "\(.items) date:\(.value)"' facets.jsonl >wanted
  jq -r 'select(.facet == "lang" or .facet == "source") | "\(.items) \(.facet):\"=\(.value)\""' facets.jsonl >>wanted
  [ "$(wc -l <wanted)" -gt 10 ]
  while read -r items query; do
    [ "$(ssesearch --db "$DB" --count "$query")" -eq "$items" ] || { echo "$query"; false; }
  done <wanted
}

@test "kwic has a line for each match of the whole text, cut to the terminal or to 80 columns" {
  { printf '{"title":"Ferry timetable","date":"2023-07-25","source":"The Mill","lang":"en","text":"'
    for i in {1..40}; do printf 'In the year %s the harbour saw another ferry leave. ' "$i"; done
    printf '"}\n{"title":"Boats","text":"A ferry.","lang":"en"}\n'; } >mill.jsonl
  sseindex -q --db "$DB" mill.jsonl
  ssesearch --db "$DB" --format kwic ferry >lines
  [ "$(grep -c '^1 2023-07-25 The Mill' lines)" -eq 41 ]
  [ "$(grep -c '^2 ' lines)" -eq 1 ]
  [ "$(wc -L <lines)" -eq 80 ]
  # Matches are at the same column in all lines.
  [ "$(grep -obi 'ferry' <<<"$(head -1 lines)" | cut -d: -f1)" = "$(awk '{ print index($0, "ferry") - 1 }' <(tail -1 lines))" ]
  on_terminal 120 "ssesearch --db '$DB' --format kwic --color never ferry" >terminal
  [ "$(wc -L <terminal)" -eq 120 ]
  on_terminal 24 "ssesearch --db '$DB' --format kwic --color never ferry" >terminal
  [ "$(wc -L <terminal)" -le 24 ]
  [ "$(wc -l <terminal)" -eq 42 ]
  # Items found by something other than words show their headline.
  [[ $(ssesearch --db "$DB" --format kwic has:date) == "1 2023-07-25 The Mill  Ferry timetable" ]]
  # The number counts all items.
  [[ $(ssesearch --db "$DB" --format kwic --offset 1 -n 1 ferry) == "2 "* ]]
}

@test "archive-link is shown beside the original, and is refused without a place for that" {
  cat >items.jsonl <<'END'
{"id":"dated","title":"Ferry of July","date":"2023-07","url":"https://mill.example/1?a=1&b=2"}
{"id":"local","title":"Ferry of the house"}
END
  sseindex -q --db "$DB" items.jsonl
  printf '[search]\narchive-link = https://web.archive.org/web/{date}/{url}\n' >c.conf
  copy=https://web.archive.org/web/202307/https://mill.example/1?a=1'&'b=2
  [[ $(ssesearch --config c.conf --db "$DB" july) == *"2023-07 · https://mill.example/1?a=1&b=2 · $copy"* ]]
  [[ $(LC_ALL=ko_KR.UTF-8 ssesearch --config c.conf --db "$DB" --show dated) == *"보관된 사본: $copy"* ]]
  [[ $(ssesearch --config c.conf --db "$DB" --format html july) == *"href=\"${copy/&/&amp;}\">Archived copy</a>"* ]]
  for format in json jsonl; do
    [ "$(ssesearch --config c.conf --db "$DB" --format "$format" july | jq -r '(.items // [.])[].archive_url')" = "$copy" ]
  done
  [ "$(ssesearch --config c.conf --db "$DB" --show dated --json | jq -r .archive_url)" = "$copy" ]
  # A column in CSV; empty for an item without an address.
  ssesearch --config c.conf --db "$DB" --format csv --sort newest ferry | tr -d '\r' >table
  [[ $(head -1 table) == *,authors,archive_url ]]
  [[ $(sed -n 2p table) == *",\"$copy\"" ]]
  [[ $(sed -n 3p table) == *'Ferry of the house"'*',""' ]]
  [[ $(ssesearch --db "$DB" --format csv july) != *archive_url* ]]
  ssesearch --config c.conf --db "$DB" --format mail --sort newest ferry | mail_part text/plain >text
  [ "$(sed -n 3,4p text)" = "https://mill.example/1?a=1&b=2"$'\n'"$copy" ]
  [ "$(grep -c web.archive.org text)" -eq 1 ]
  ssesearch --config c.conf --db "$DB" --format mail july | mail_part text/html |
    grep -F "href=\"${copy/&/&amp;}\">Archived copy</a>"
  for query in "--config c.conf house" july; do
    # shellcheck disable=SC2086
    [[ $(ssesearch --db "$DB" --json $query) != *archive_url* ]]
  done
  printf '[search]\narchive-link = https://web.archive.org/web/{date}/\n' >c.conf
  search --config c.conf ferry
  [ "$status" -eq 2 ]
  says "c.conf:2: archive-link: 'https://web.archive.org/web/{date}/' is not an address with {url} in it"
}

@test "every format has the facets, or says that it has no place for them and which have" {
  index_corpus
  for format in ris csl-json trec; do
    search --facets --format "$format" cooperatives
    [ "$status" -eq 2 ]
    says "--facets cannot be combined with --format $format, which has no place for them; text, json,"
    says " mail, bibtex, kwic have"
  done
  for format in text json jsonl csv html atom mail bibtex kwic; do
    [[ $(ssesearch --db "$DB" --format $format -n 0 --facets cooperatives) == *2023* ]]
  done
  search --facets --count cooperatives
  [ "$status" -eq 2 ]
  says "--facets cannot be combined with --count"
  # If the configuration names a format, --facets overrides it.
  printf '[search]\nformat = ris\n' >c.conf
  search --config c.conf --facets -n 0 cooperatives
  says "Year"
}

@test "facets in kwic and mail are those of text, below the items" {
  index_corpus
  ssesearch --db "$DB" --facets -n 0 cooperatives | sed '$d' | sed '$d' >facets
  [ "$(wc -l <facets)" -gt 10 ]
  ssesearch --db "$DB" --format kwic cooperatives >lines
  ssesearch --db "$DB" --format kwic --facets cooperatives | diff - <(cat lines <(echo) facets)
  ssesearch --db "$DB" --format kwic --facets -n 0 cooperatives | diff - facets
  for limit in 2 0; do
    ssesearch --db "$DB" --format mail --facets -n $limit cooperatives >mail
    mail_part text/plain <mail >text
    tail -n "$(wc -l <facets)" text | diff - facets
    mail_part text/html <mail | grep -q '<tr><td>2023</td><td>[0-9]*</td></tr>'
  done
  diff text facets
  grep -qxF "Subject: ssesearch: $(ssesearch --db "$DB" --count cooperatives) items for cooperatives" mail
  # Nothing new means no mail, however much there is.
  [ -z "$(ssesearch --db "$DB" --format mail --facets zzzz)" ]
}

@test "facets in bibtex are a comment after the entries, which readers pass over" {
  printf '{"id":"%s","title":"Ferry","date":"2023","source":"%s"}\n' 1 'a@b {c} @misc{x,' 2 'The Mill' >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  ssesearch --db "$DB" --format bibtex ferry >plain.bib
  ssesearch --db "$DB" --format bibtex --facets ferry >facets.bib
  head -n "$(wc -l <plain.bib)" facets.bib | diff - plain.bib
  tail -n +"$(($(wc -l <plain.bib) + 1))" facets.bib >comment
  [ "$(head -2 comment)" = $'@comment{facet, value, hits, items\n  year, {2023}, 2, 2' ]
  grep -qxF '  source, {The Mill}, 1, 1' comment
  [ "$(tail -1 comment)" = '}' ]
  [ "$(grep -o @ comment | wc -l)" -eq 1 ]
  [ "$(tr -cd '{' <comment | wc -c)" -eq "$(tr -cd '}' <comment | wc -c)" ]
  for file in plain facets; do
    sseindex --print $file.bib | jq -c 'del(.path)' >$file.jsonl
  done
  [ "$(wc -l <facets.jsonl)" -eq 2 ]
  diff plain.jsonl facets.jsonl
}

@test "--facets counts all hits, whatever the page" {
  small_archive
  search --facets -n 1 --format json --match any 'bank banque union'
  [ "$(jq -c '[.total, (.items | length)]' <<<"$output")" = '[4,1]' ]
  [ "$(jq -c '[.facets.year[] | .value, .count]' <<<"$output")" = '["2024",1,"2023",2]' ]
  [ "$(jq -c '[.facets.month[].value]' <<<"$output")" = '["2024-01","2023-07","2023-06"]' ]
  [ "$(jq -c '[.facets.lang[] | .value, .count]' <<<"$output")" = '["en",3,"fr",1]' ]
  [ "$(jq '.facets.source | length' <<<"$output")" -eq 3 ]
  search --facets -n 0 bank
  says "Year"
  says "█"
  says "2 items"
}
