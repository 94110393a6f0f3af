#!/usr/bin/env bats
# What a query finds: the query language, and how it is understood.

load helper
load searching

@test "a sentence of more words or signs than a phrase has doclists open is found" {
  jq -cn '{id: "ja", title: ("社会的連帯経済は協同組合や共済組合や財団や非営利団体や社会的企業などの組織によって構成される経済活動の総体であり利益の最大化ではなく人間と地域社会の必要を満たすことを目的としている"), text: "x"},
    {id: "en", title: "Long", text: ([range(130) | "w\(.)"] | join(" "))}' >long.jsonl
  sseindex --quiet --db "$DB" long.jsonl
  [ "$(ssesearch --db "$DB" --count '社会的連帯経済は協同組合や共済組合や財団や非営利団体や社会的企業などの組織によって構成される経済活動の総体であり利益の最大化ではなく人間と地域社会の必要を満たすことを目的としている')" -eq 1 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\"")" -eq 1 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\" NEAR/3 w115")" -eq 0 ]
  [ "$(ssesearch --db "$DB" --count "\"$(seq -f 'w%.0f' -s ' ' 20 110)\" NEAR/3 w112")" -eq 1 ]
}

@test "windows of nearness are looked for so many times in an item, however many there are" {
  python3 -c 'import json; print(json.dumps({"id": "x", "title": "t", "text": "alpha beta " * 30000 + "gamma"}))' >near.jsonl
  sseindex --quiet --db "$DB" near.jsonl
  most=$(python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' ssesearch --db "$DB" --count '"alpha beta"~1000 NEAR/5 gamma')
  [ "$most" -lt 500000 ] || { echo "$most KB"; false; }
  [ "$(ssesearch --db "$DB" --count 'beta NEAR/1 gamma')" -eq 1 ]
}

@test "what a group of alternatives finds is counted alike whichever words are to match" {
  jq -cn 'range(1; 41) as $i | {id: "x\($i)", title: (if $i % 4 == 0 then "bank" else "mill" end), date: "\(2000 + $i % 20)"}' >alike.jsonl
  sseindex --quiet --db "$DB" alike.jsonl
  for match in all any auto; do
    [ "$(ssesearch --db "$DB" --match $match --count '(bank OR -coop) before:2015')" -eq 30 ] || { echo "$match"; false; }
  done
}

@test "spellings that readers take for the same find the same" {
  printf 'La COOPÉRATIVE ｃｏｏｐｅｒａｔｉｖｅ coope\xcc\x81rative\n' >a.txt
  sseindex -q --db "$DB" a.txt
  for word in cooperative COOPÉRATIVE ｃｏｏｐｅｒａｔｉｖｅ $'coope\xcc\x81rative'; do
    search --color always "$word"
    [ "$status" -eq 0 ]
    says $'\e[1;31mCOOPÉRATIVE\e[0m'
    says $'\e[1;31mｃｏｏｐｅｒａｔｉｖｅ\e[0m'
    says $'\e[1;31mcoopérative\e[0m'
  done
}

@test "simplified and traditional characters find each other, wherever they are typed" {
  printf '%s\n' '{"id":"t","title":"國際勞工組織與臺灣的合作社","source":"臺灣合作","lang":"zh"}' \
    '{"id":"s","title":"国际劳工组织与台湾的合作社","lang":"zh"}' >han.jsonl
  sseindex --quiet --db "$DB" han.jsonl
  for query in 國際 国际 '"國際勞工"' '国*' '*組織' 'title:臺灣' '国际 NEAR/3 勞工' '臺灣合作社'; do
    [ "$(ssesearch --db "$DB" --match all --count "$query")" -eq 2 ] || { echo "$query"; false; }
  done
  [ "$(ssesearch --db "$DB" --count 'source:台湾合作')" -eq 1 ]
  ssesearch --db "$DB" --color always 国际 | grep -F $'\e[1;31m國際\e[0m'
}

@test "items with some of the words are told apart" {
  index_corpus
  search "Goesan conference"
  says "With some of the words:"
  says "items have all the words"
  search --match all "Goesan conference"
  [[ $output != *"With some"* ]]
  search --format json "Goesan conference"
  [ "$(jq .relaxed <<<"$output")" = true ]
}

@test "any query is accepted" {
  index_corpus
  for query in '"' '"korea' 'NEAR(' 'korea AND' '*' 'k*' 'NOT' '(' 'a:b' '^x' '🎉' "'; DROP TABLE item; --" '-'; do
    search -- "$query"
    [ "$status" -le 1 ]
    [[ $output != *syntax* ]]
  done
  search "$(head -c 10000 /dev/zero | tr '\0' 'x')"
  [ "$status" -eq 1 ]
  search "$(seq -s ' ' 2500)"
  [ "$status" -le 1 ]
}

@test "plain words find any form, quotes and = the written one, synonyms what means the same" {
  printf 'A cooperative bank of the region\n' >a.txt
  printf 'Cooperation in the region\n' >b.txt
  printf 'Une union d’économie sociale et solidaire\n' >c.txt
  printf 'Co-operatives of the region\n' >d.txt
  sseindex -q --db "$DB" a.txt b.txt c.txt d.txt
  search --count cooperatives
  [ "$output" = 2 ]
  search --count cooperation
  [ "$output" = 1 ]
  search --count '"cooperation"'
  [ "$output" = 1 ]
  search --count =cooperation
  [ "$output" = 1 ]
  TERM=xterm search --color always SSE
  [[ $output != *$'\e]8;'* ]] # links are for terminals alone
  says $'\e[1;31méconomie sociale et solidaire\e[0m'
  search --synonyms '' SSE
  [ "$status" -eq 1 ]
}

@test "synonyms can come from a file, and a bad one is named with its line" {
  printf 'A bank of the region\n' >a.txt
  sseindex -q --db "$DB" a.txt
  printf 'shore, bank\n' >rules.txt
  search --synonyms rules.txt --count shore
  [ "$output" = 1 ]
  printf 'shore, bank\na => b => c\n' >rules.txt
  search --synonyms rules.txt shore
  [ "$status" -eq 2 ]
  says "rules.txt:2: there are two => in one line"
  search --synonyms missing.txt shore
  [ "$status" -eq 2 ]
  says "missing.txt"
}

@test "--recency puts the newer of two alike first, with the half-life of the configuration" {
  printf '{"title":"One bank","date":"2001-01-01","id":"old"}\n{"title":"One bank a","date":"2020-01-01","id":"new"}\n' >a.jsonl
  sseindex --quiet --db "$DB" a.jsonl
  search --format jsonl bank
  [ "$(head -1 <<<"$output" | jq -r .id)" = old ]
  printf '[search]\nhalf-life = 7300\n' >c.conf
  search --config c.conf --recency --format jsonl bank
  [ "$(head -1 <<<"$output" | jq -r .id)" = new ]
  printf '[search]\nhalf-life = 0\n' >c.conf
  search --config c.conf --recency bank
  [ "$status" -eq 2 ]
  says "c.conf:2: half-life: '0' is not a length of time"
}

@test "words near each other may be asked for in a field" {
  printf '{"id":"x:1","title":"A bank in the village","text":"Harbour."}\n{"id":"x:2","title":"Harbour","text":"A bank in the village."}\n' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  search --format jsonl 'bank NEAR/3 title:village'
  [ "$(jq -r .id <<<"$output")" = x:1 ]
  search --count 'bank NEAR/3 tag:village'
  [ "$output" = 0 ]
}

@test "alternatives, exclusions, groups, open ends, fields and nearness" {
  small_archive
  [ "$(ids 'bank -union')" = a ]
  [ "$(ids -- '-bank lang:en')" = d ]
  [ "$(ids 'union (work OR nothing)' --sort newest)" = "c d" ]
  [ "$(ids 'ban*' --sort oldest)" = "b a c" ]
  [ "$(ids title:bank)" = a ]
  [ "$(ids 'tag:finance' --sort newest)" = "c a" ]
  [ "$(ids 'tag:"fair trade"')" = a ]
  [ "$(ids 'decent NEAR/3 work')" = a ]
  [ -z "$(ids 'decent NEAR/1 work')" ]
}

@test "filters by date, source and language, in the query and as options" {
  small_archive
  [ "$(ids source:ilo --sort newest)" = "c a" ]
  [ "$(ids 'source:"=ILO News"')" = a ]
  [ -z "$(ids source:=ILO)" ]
  [ "$(ids --source ilo --sort oldest)" = "a c" ]
  [ "$(ids lang:fr)" = b ]
  [ "$(ids date:2023)" = "a b" ]
  [ "$(ids date:2023-06..2023-07-24)" = b ]
  [ "$(ids after:2023-07-25)" = "c a" ]
  [ "$(ids before:2023-07-25)" = b ]
  [ "$(ids --after 2023-07 --before 2023-08 bank)" = a ]
  [ "$(ids --lang en work -n 1 --sort newest)" = c ]
  [ -z "$(ids source:il)" ]
  [ "$(ids 'lang:(fr OR ko)')" = b ]
  [ "$(ids 'date:"July 2023"')" = a ]
  search --after nonsense bank
  [ "$status" -eq 2 ]
}

@test "a filter that cannot be read matches nothing and is named, in text, JSON and Atom" {
  small_archive
  for query in 'date:nonsense' 'before:2023-02-30' 'lang:"f r"' 'has:wings' 'saved:nothing'; do
    for sign in '' '-'; do
      search "work $sign$query"
      [ "$status" -eq 1 ]
      says "matches nothing"
    done
    ssesearch --db "$DB" --format json "work $query" >answer.json 2>/dev/null || true
    [ "$(jq -c '[.total, (.notes | length)]' answer.json)" = '[0,1]' ]
  done
  [ "$(ids 'work OR date:nonsense' 2>/dev/null | wc -w)" -gt 0 ]
  ssesearch --db "$DB" --format atom 'work date:nonsense' 2>/dev/null | grep -q '<subtitle>.*matches nothing</subtitle>'
}

@test "items are told by site, address, path, id and by what they have" {
  cat >items.jsonl <<'END'
{"id":"a","title":"Mill","url":"https://news.coop.example/2023/mill","date":"2023-07-25","tags":["flour"]}
{"id":"b","title":"Mill","url":"https://coop.example/b","text":"Words.","source":"The Mill"}
{"id":"c","title":"Mill","url":"https://notcoop.example/c","lang":"fr"}
{"id":"d","title":"Mill","date":"2022","authors":["Ann Smith","Bob Jones"]}
END
  mkdir sub && echo '{"id":"e","title":"Mill"}' >sub/other.jsonl
  sseindex -q --db "$DB" items.jsonl sub
  sorted() { ids "$@" | tr ' ' '\n' | sort | paste -sd ' '; }
  [ "$(sorted site:coop.example)" = "a b" ]
  [ "$(sorted site:https://www.coop.example/)" = "a b" ]
  [ "$(sorted site:=coop.example)" = b ]
  [ "$(sorted 'site:not*')" = c ]
  [ "$(sorted url:/2023/)" = a ]
  [ "$(sorted 'url:https://*/b')" = b ]
  [ "$(sorted path:sub/)" = e ]
  [ "$(sorted 'id:(a OR d)')" = "a d" ]
  [ "$(sorted has:date)" = "a d" ]
  [ "$(sorted 'mill -has:url')" = "d e" ]
  [ "$(sorted has:tags)" = a ]
  [ "$(sorted has:text)" = b ]
  [ "$(sorted has:source)" = b ]
  [ "$(sorted has:author)" = d ]
  [ "$(sorted author:smith)" = d ]
  [ "$(sorted 'author:("ann smith" OR nobody)')" = d ]
  [ "$(sorted 'author:jon*')" = d ]
  [ -z "$(sorted title:smith)" ]
  run ssesearch --db "$DB" has:wings
  says "not one of date, url"
}

@test "--parse tells how a query is understood, and --help-query has a screen of examples" {
  run ssesearch --parse 'bank -(title:"a b*" OR lang:fr)'
  [ "$status" -eq 0 ]
  [ "$output" = "all of
  the word bank, in any form
  not
    any of
      the phrase a b*, in the field title
      lang fr" ]
  run ssesearch --parse 'foo:bar'
  says "'foo:' is not a field"
  run ssesearch --help-query
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -le 24 ]
}

@test "words that name a month offer it as a filter" {
  small_archive
  search 'work July 2023'
  says "write date:2023-07 instead of July 2023"
}

@test "a saved search is part of a query, and one that names itself is told" {
  small_archive
  export XDG_STATE_HOME=$PWD/state
  ssesearch --db "$DB" --saved french lang:fr >/dev/null
  ssesearch --db "$DB" --saved both 'saved:french OR source:ilo' >/dev/null
  [ "$(ids saved:french)" = b ]
  [ "$(ids 'saved:both -saved:french' --sort newest)" = "c a" ]
  ssesearch --db "$DB" --saved circle 'work saved:circle' >/dev/null 2>&1 || true
  search saved:circle
  says "names itself"
  ssesearch --db "$DB" --saved like --similar a >/dev/null
  ssesearch --db "$DB" --saved some --match ANY 'french work' >/dev/null
  for name in like some; do
    run ssesearch --db "$DB" saved:$name
    [ "$status" -eq 1 ]
    says "cannot be part of a query"
  done
}

@test "a saved search within another query says what it says alone, and one that grows without end is told" {
  small_archive
  export XDG_STATE_HOME=$PWD/state
  ssesearch --db "$DB" --saved open 'work (french' >/dev/null 2>&1
  search saved:open
  says "an opening parenthesis that is never closed"
  ssesearch --db "$DB" --saved g0 work >/dev/null
  for i in 1 2 3 4 5; do
    ssesearch --db "$DB" --saved g$i "$(printf "saved:g$((i - 1)) OR x%d " $(seq 40))" >/dev/null 2>&1 || true
  done
  search saved:g5
  says "makes the query too long"
}

@test "a phrase of too many words with others between them is told" {
  small_archive
  run ssesearch --db "$DB" "\"$(seq -s ' ' 65)\"~3"
  [ "$status" -eq 2 ]
  says "too many words"
  run ssesearch --db "$DB" "\"$(seq -s ' ' 64)\"~3"
  [ "$status" -eq 1 ]
}

@test "a name with signs is a word of a phrase" {
  printf '{"id":"a","title":"R&D budget grows","body":"News of AT&T and C++ today"}\n' >names.jsonl
  sseindex --db names.db names.jsonl >/dev/null
  for query in '"R&D budget"' '="R&D budget"' '"AT&T and C++ today"' '"AT&T today"~3' '"of AT&T"' '"R&D bud*"' \
    '"R&D b*t"' 'AT&T NEAR/2 today' '=R&D'; do
    run ssesearch --db names.db --match all "$query"
    [ "$status" -eq 0 ] || { echo "$query"; false; }
  done
  run ssesearch --db names.db --match all '"R&D today"'
  [ "$status" -eq 1 ]
}

@test "no phrase goes from one tag or author to the next" {
  printf '{"id":"a","title":"Bank","tags":["fair trade","union bank"],"authors":["Ann Smith","Bob Jones"]}\n' >lists.jsonl
  sseindex --db lists.db lists.jsonl >/dev/null
  for query in 'tag:"fair trade"' 'tag:"union bank"' 'author:"bob jones"' 'tag:trade tag:union' '"fair trade"'; do
    [ "$(ssesearch --db lists.db --count "$query")" -eq 1 ] || { echo "$query"; false; }
  done
  for query in 'tag:"trade union"' '"trade union"' 'author:"smith bob"' 'tag:="trade union"' 'tag:"trade uni*"'; do
    [ "$(ssesearch --db lists.db --count "$query")" -eq 0 ] || { echo "$query"; false; }
  done
  sseindex --db lists.db --check
}

@test "site: takes a host in any script, of an address too" {
  printf '{"id":"%s","title":"Bank","url":"https://%s/x","body":"News"}\n' a www.españa.example b b.example >hosts.jsonl
  sseindex --db hosts.db hosts.jsonl >/dev/null
  for value in españa.example ESPAÑA.example https://www.españa.example/y xn--espaa-rta.example; do
    [ "$(ssesearch --db hosts.db --format jsonl "site:$value" | jq -r .id)" = a ] || { echo "$value"; false; }
  done
  [ "$(ssesearch --db hosts.db --count site:example)" -eq 2 ]
}

@test "a filter without a value, and one that no item fits, are told" {
  small_archive
  search 'lang: work'
  [ "$status" -eq 1 ]
  says "lang: has no value"
  search 'lang:english'
  [ "$status" -eq 1 ]
  says "no item matches lang:english"
  for filter in id:nowhere 'id:no*' url:nowhere.example path:nowhere; do
    search "$filter"
    [ "$status" -eq 1 ]
    says "no item matches $filter"
  done
  search "id:$(ssesearch --db "$DB" --format jsonl -n 1 work | jq -r .id)"
  [ "$status" -eq 0 ]
  [[ $output != *"no item"* ]]
  search 'date:2024..2020'
  [ "$status" -eq 1 ]
  says "ends before it begins"
  search 'work -source:""'
  [ "$status" -eq 1 ]
  says "source: has no value"
}

@test "what cannot be parsed is searched as words, with a note" {
  small_archive
  search '(bank OR'
  [ "$status" -eq 0 ]
  says "was ignored"
}

@test "alternatives end when the page is full" {
  small_archive
  [ "$(timeout 10 ssesearch --db "$DB" -n 2 --format jsonl 'date:2023 bank OR union' | wc -l)" -eq 2 ]
}

@test "a misspelt query gets another one to try, which finds something" {
  index_corpus
  search "coperatives korae"
  says "Did you mean: cooperatives Korea"
  search --no-suggest "coperatives korae"
  [[ $output != *"Did you mean"* ]]
  search --format json "coperatives korae"
  query=$(jq -r .suggestion <<<"$output")
  search --format json "$query"
  [ "$status" -eq 0 ]
  jq -e 'has("suggestion") | not' <<<"$output"
}

@test "by date, items with a synonym stand among those with the word itself" {
  printf 'The SSE in brief\n2020-01-01\nText.\n' >a.txt
  printf 'Social and solidarity economy at large\n2022-01-01\nText.\n' >b.txt
  printf 'SSE again\n2021-01-01\nText.\n' >c.txt
  sseindex -q --db "$DB" a.txt b.txt c.txt
  search --format jsonl --sort newest SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2022-01-01 2021-01-01 2020-01-01" ]
  search --format jsonl --sort oldest -n 2 SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2020-01-01 2021-01-01" ]
  search --format jsonl SSE
  [ "$(jq -r .date <<<"$output" | xargs)" = "2021-01-01 2020-01-01 2022-01-01" ]
}

@test "a run without spaces finds what has its words apart, and the more of it the better" {
  cat >runs.jsonl <<'END'
{"id": "zh", "title": "农村报告", "text": "信用社在山区发放新的小额贷款。县政府的住房政策帮助它们。"}
{"id": "zh-less", "title": "通知", "text": "住房在山区。"}
{"id": "zh-none", "title": "天气", "text": "明天有雪。"}
{"id": "th", "title": "ข่าวหมู่บ้าน", "text": "กลุ่มออมทรัพย์ได้รับรางวัลใหม่ โรงเรียนยินดี"}
{"id": "ko", "title": "마을 소식", "text": "신용협동조합의 주택 정책을 군에서 돕는다."}
END
  sseindex -q --db "$DB" runs.jsonl
  for query in 信用社住房政策 信用社的贷款政策; do
    search --format jsonl "$query"
    [ "$(jq -r .id <<<"$output" | head -1)" = zh ]
    [[ $output != *zh-none* ]]
  done
  search --format jsonl รางวัลกลุ่มออมทรัพย์
  [ "$(jq -r .id <<<"$output" | head -1)" = th ]
  search --format jsonl 신용협동조합주택정책
  [ "$(jq -r .id <<<"$output" | head -1)" = ko ]
  search --format jsonl --match any 信用社住房政策
  [ "$(jq -r .id <<<"$output" | head -1)" = zh ]
}

@test "words with a hyphen between them are found apart; after a quotation mark it is not NOT" {
  printf '%s\n' '{"id":"1","title":"Note","text":"Farmers lend to a bank in the village."}' \
    '{"id":"2","title":"Note","text":"The Fair Share movement grows."}' '{"id":"3","title":"Note","text":"Cats sleep."}' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  search --format jsonl village-bank
  [ "$(jq -r .id <<<"$output")" = 1 ]
  for query in '"Fair Share"-movement' '“Fair Share”-movement'; do
    search --format jsonl "$query"
    [ "$(jq -r .id <<<"$output")" = 2 ]
  done
}

@test "a word typed twice counts twice, and the beginning of a text is not its headline" {
  printf '%s\n' '{"id":"b","title":"Bread","text":"of the mill, a long text of other things"}' \
    '{"id":"s","title":"Salt","text":"of the mine, a long text of other things"}' >a.jsonl
  sseindex -q --db "$DB" a.jsonl
  for word in bread salt; do
    search --match any --format jsonl "bread salt $word $word"
    [ "$(jq -r .title <<<"$output" | head -1 | tr A-Z a-z)" = "$word" ]
  done
  printf '%s\n' '{"id":"u","text":"Ferry boats cross the strait every day of the year"}' \
    '{"id":"t","title":"Ferry","text":"Boats cross the strait every day of the year"}' >b.jsonl
  sseindex -q --db new.db b.jsonl
  run ssesearch --db new.db --format jsonl ferry
  [ "$(jq -r .id <<<"$output" | head -1)" = t ]
  sseindex --check --db new.db
}

@test "a synonym that is a word of grammar in a language of the index is passed over" {
  cat >items.jsonl <<'END'
{"title":"L'ONU à Genève","text":"Une résolution.","lang":"fr"}
{"title":"Un marché de village","text":"Il y a un marché.","lang":"fr"}
{"title":"The United Nations","text":"A resolution.","lang":"en"}
END
  sseindex -q --db "$DB" items.jsonl
  [ "$(ssesearch --db "$DB" --count ONU)" = 2 ]
}

@test "a run of grammar alone is looked for as a whole, also among alternatives, and never left out if required" {
  cat >items.jsonl <<'END'
{"id":"a","title":"協同組合を推進しています","lang":"ja"}
{"id":"b","title":"増えている会員","lang":"ja"}
{"id":"c","title":"農協の総会","lang":"ja"}
END
  sseindex --quiet --db "$DB" items.jsonl
  found() { ssesearch --db "$DB" --format jsonl --sort newest "$@" | jq -r .id | sort | xargs; }
  for query in 'ています' '+ています' 'ています OR xyzzy' '(+ています) OR xyzzy' '-(-(ています))'; do
    [ "$(found --match all -- "$query")" = a ] || { echo "$query: $(found --match all -- "$query")"; false; }
  done
  [ "$(found '+ています xyzzy')" = a ]
  [ "$(found -- '-(ています)')" = "b c" ]
  [ "$(found --match all 'ています 会員')" = b ] # beside others it does not count
}

@test "particles joined to a name or a number are grammar, even where the name is required" {
  cat >items.jsonl <<'END'
{"id":"a","title":"ILO가 한국을 지원했다","lang":"ko"}
{"id":"b","title":"2023년 한국의 ILO","lang":"ko"}
{"id":"c","title":"ILOは韓国を支援した","lang":"ja"}
{"id":"d","title":"100만 원","lang":"ko"}
{"id":"e","title":"100 원","lang":"ko"}
END
  sseindex --quiet --db "$DB" items.jsonl
  found() { ssesearch --db "$DB" --match all --format jsonl --sort newest -- "$1" | jq -r .id | sort | xargs; }
  for query in ILO는 'ILO는 OR xyzzy' +ILO에서는 ILOの +ILOでは; do
    [ "$(found "$query")" = "a b c" ] || { echo "$query: $(found "$query")"; false; }
  done
  [ "$(found 'ILO는 AND 한국')" = "a b" ]
  [ "$(found '2023년에는 ILO')" = b ]
  [ "$(found '100만')" = d ]
  [ "$(found '"ILO가"')" = a ]
  [ "$(found '=ILO가')" = a ]
}

@test "a country is found by its names in the languages of the archive, after items with the name itself" {
  printf '%s\n' '{"id":"en","title":"Cooperatives in Mongolia","lang":"en"}' '{"id":"fr","title":"Coopératives de Mongolie","lang":"fr"}' \
    '{"id":"ko","title":"몽골의 협동조합","lang":"ko"}' '{"id":"i","title":"Iceland","lang":"en"}' \
    '{"id":"b","title":"The island bakery","lang":"en"}' >countries.jsonl
  sseindex --quiet --db "$DB" countries.jsonl
  found() { ssesearch --db "$DB" --match all --format jsonl -- "$1" | jq -r .id | xargs; }
  [ "$(found Mongolie | tr ' ' '\n' | sort | xargs)" = "en fr ko" ]
  [ "$(found Mongolie | cut -d' ' -f1)" = fr ]
  [ "$(found 'coopératives 몽골' | wc -w)" -eq 3 ]
  [ "$(found island)" = b ]
}

@test "two words find what is written as one, unless they are required or quoted, or the first is a stop word" {
  cat >items.jsonl <<'END'
{"id":"a","title":"COP28 in Dubai","lang":"en"}
{"id":"b","title":"Startups of the valley","lang":"en"}
{"id":"c","title":"The workers' buyout, 10,000 of them","lang":"en"}
{"id":"d","title":"Information for members","lang":"en"}
{"id":"e","title":"Die Wohnungsbaugenossenschaft","lang":"de"}
{"id":"f","title":"Goma harbour","lang":"en"}
END
  sseindex --quiet --db "$DB" items.jsonl
  found() { ssesearch --db "$DB" --match all --format jsonl --sort newest -- "$1" | jq -r .id | sort | xargs; }
  [ "$(found 'COP 28')" = a ]
  [ "$(found 'start up')" = b ]
  [ "$(found 'start up valley')" = b ]
  [ "$(found '(buy out) OR xyzzy')" = c ]
  [ "$(found '10 000')" = c ]
  [ "$(found 'Wohnungsbau Genossenschaft')" = e ]
  for query in 'start AND up' '+start +up' '"start up"' '=start up' 'in formation' 'COP -28 28' 'go ma'; do
    [ -z "$(found "$query")" ] || { echo "$query: $(found "$query")"; false; }
  done
  [ "$(found '-(start up)')" = "a b c d e f" ]
  ssesearch --db "$DB" --color always 'start up' | grep -F $'\e[1;31mStartups\e[0m'
}

@test "what is typed twice, is an alternative or excludes something finds no fewer compounds" {
  cat >items.jsonl <<'END'
{"id":"a","title":"Die Genossenschaftsbank im Dorf","text":"Eine Genossenschaftsbank ist für die Mitglieder da.","lang":"de"}
{"id":"b","title":"Eine Bank für alle","text":"Die Bank gehört den Mitgliedern.","lang":"de"}
{"id":"c","title":"The bank of the village","text":"It is a bank for all.","lang":"en"}
{"id":"d","title":"Eine Genossenschaft im Dorf","text":"Die Genossenschaft hat eine Mühle.","lang":"de"}
END
  sseindex --quiet --db "$DB" items.jsonl
  found() { ssesearch --db "$DB" --match all --format jsonl --sort newest -- "$1" | jq -r .id | sort | xargs; }
  for query in bank 'bank bank' 'bank AND bank' 'bank OR bank' 'bank OR the' 'bank -xyzzy' 'bank -the OR bank'; do
    [ "$(found "$query")" = "a b c" ] || { echo "$query: $(found "$query")"; false; }
  done
  [ "$(found 'bank -village -the')" = "a b" ]
}

@test "words of grammar do not count beside others in groups, alternatives and saved searches either" {
  cat >items.jsonl <<'END'
{"id":"k","title":"Korea's cooperatives: the bank","lang":"en"}
{"id":"m","title":"A mill","lang":"en"}
{"id":"i","title":"In the mine of it all","lang":"en"}
{"id":"l","title":"Los bancos, las cooperativas","lang":"es"}
END
  sseindex --quiet --db "$DB" items.jsonl
  export XDG_STATE_HOME=$PWD/state
  ssesearch --db "$DB" --saved asia 'cooperatives in Korea' >/dev/null
  found() { ssesearch --db "$DB" --match all --format jsonl --sort newest -- "$1" | jq -r .id | sort | xargs; }
  for query in '(cooperatives in Korea) OR mill' 'saved:asia OR mill' '-(-(cooperatives in Korea)) OR mill' \
    '(in (cooperatives OR banks) Korea) OR mill'; do
    [ "$(found "$query")" = "k m" ] || { echo "$query: $(found "$query")"; false; }
  done
  [ "$(found saved:asia)" = k ]
  [ "$(found 'saved:asia lang:en')" = k ]
  [ "$(found '-(cooperatives in Korea) lang:en')" = "i m" ]
  # A word required by itself is also required within a group.
  [ "$(found '(mine AND in) OR mill')" = "i m" ]
  [ -z "$(found '(cooperatives AND in AND Korea) OR xyzzy')" ]
  # A group that is required does not require its words of grammar, nor does a field that takes a group.
  for query in '(cooperatives in Korea) AND the' '+(cooperatives in Korea) bank' 'bank AND (cooperatives in Korea)' \
    '(bank AND (cooperatives in Korea)) OR (mill AND xyzzy)' 'title:(cooperatives in Korea)' \
    'title:(cooperatives in Korea) OR xyzzy'; do
    [ "$(found "$query")" = k ] || { echo "$query: $(found "$query")"; false; }
  done
  [ -z "$(found '(cooperatives +in Korea) AND bank')" ]
  [ -z "$(found 'title:cooperatives title:in title:Korea')" ]
  # A chain may be required without requiring all of its words.
  [ "$(found '+cooperatives-in-Korea')" = k ]
  [ "$(found 'lang:en AND cooperatives-in-Korea')" = k ]
}
