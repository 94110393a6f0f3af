#!/usr/bin/env bats
# Items with the same content: copies in several papers, and translations.

load helper

# A report of an agency in three papers, one of them shortened, and in two more languages; another item of the day.
papers() {
  local text='Small boats from three neighbouring islands now land their catch at one ice plant of 1,200 tonnes, owned by the crews of Skagen in equal shares. The new cooperative hopes to halve what is thrown away between the quay and the market. Its 340 members chose Anna Holm as their first president.'
  cat >items.jsonl <<END
{"id":"a","title":"Fishers pool their cold stores","text":"$text","date":"2025-07-02","source":"Paper A","lang":"en","url":"https://a.example/1"}
{"id":"b","title":"One ice plant for three islands","text":"By our correspondent. $text","date":"2025-07-03","source":"Paper B","lang":"en","url":"https://b.example/1"}
{"id":"c","title":"Islands and ice","text":"${text%% Its 340*}","date":"2025-07-05","source":"Paper C","lang":"en","url":"https://c.example/1"}
{"id":"f","title":"Des pêcheurs unissent leurs chambres froides","text":"Les bateaux de trois îles voisines débarquent leurs prises dans une même glacière de 1 200 tonnes, qui appartient aux équipages de Skagen à parts égales. Les 340 membres ont choisi Anna Holm comme première présidente.","date":"2025-07-02","source":"Agence","lang":"fr","url":"https://f.example/1"}
{"id":"k","title":"세 섬의 어부들이 냉동 창고를 함께 쓴다","text":"이웃한 세 섬의 작은 배들이 이제 1,200톤 규모의 얼음 공장 한 곳에 어획물을 내린다. Skagen 선원 340명이 Anna Holm을 첫 회장으로 뽑았다.","date":"2025-07-02","source":"통신","lang":"ko"}
{"id":"o","title":"Fishers of another bay","text":"Boats of another bay have an ice plant of their own since this week, and 85 members who are fishers. It is a cooperative, too.","date":"2025-07-02","source":"Paper A","lang":"en"}
END
  sseindex -q --db "$DB" items.jsonl
}

@test "one story is one hit, which names the papers and languages that have it too" {
  papers
  run ssesearch --db "$DB" "ice plant"
  says "Fishers of another bay"
  says "also: Paper A, Paper C · also in fr, ko"
  says "4 items, 2 stories"
  [ "$(grep -c 'ice plant' <<<"$output")" -le 3 ]
  ssesearch --db "$DB" --format json "ice plant" >one.json
  [ "$(jq -c '[.total, .stories, (.items | length)]' one.json)" = "[4,2,2]" ]
  [ "$(jq -c '.items[] | select(.also) | [.also[].id]' one.json | jq -c 'length')" = 4 ]
  python3 -c 'import json, jsonschema, sys; jsonschema.validate(json.load(open("one.json")), json.load(open(sys.argv[1])))' "$TOP/src/render/results.schema.json"
  run ssesearch --db "$DB" --no-group "ice plant"
  [[ $output != *also* ]]
  [ "$(ssesearch --db "$DB" --no-group --format json "ice plant" | jq -c '[.total, .stories, (.items | length)]')" = "[4,null,4]" ]
  # Lists for programs have every item; offsets count stories.
  [ "$(ssesearch --db "$DB" --format csv "ice plant" | wc -l)" = 5 ]
  [ "$(ssesearch --db "$DB" --format jsonl --sort newest -n 1 --offset 1 "ice plant" | jq -r .id)" = o ]
  [ "$(ssesearch --db "$DB" --format jsonl "ice plant" | wc -l)" = 2 ]
  # A translation is found by its own words, and leads to the other versions.
  [ "$(ssesearch --db "$DB" --format json glacière | jq -c '[.items[0].id, ([.items[0].also[].id] | sort)]')" = '["f",["a","b","c","k"]]' ]
  ssesearch --db "$DB" --format html "ice plant" >page.html
  grep -q '<a href="https://f.example/1" title="Des pêcheurs[^"]*" lang="fr" hreflang="fr">Français</a>' page.html
  grep -q '<span title="세 섬의[^"]*" lang="ko">한국어</span>' page.html # what is not a link leads nowhere
  LC_ALL=fr_FR.UTF-8 run ssesearch --db "$DB" "ice plant"
  says "aussi : "
  says "sujets"
}

@test "a language and a paper are named once, however many items of the story they have" {
  papers
  # Paper A has it again a day later; the hit found by its French words has three versions in English.
  sed -n 1p items.jsonl | jq -c '.id = "a2" | .url = "https://a.example/2" | .date = "2025-07-03" | .title = "Cold stores, again"' >>items.jsonl
  sseindex -q --db "$DB" items.jsonl
  run ssesearch --db "$DB" glacière
  says "    also in en, ko"
  ssesearch --db "$DB" --format html glacière >page.html
  [ "$(grep -o 'hreflang="en"' page.html | wc -l)" = 1 ]
  [ "$(ssesearch --db "$DB" --format json glacière | jq '.items[0].also | length')" = 5 ] # scripts have all
  run ssesearch --db "$DB" "title:islands ice"
  says "also: Paper A, Paper "
  [[ $output != *"Paper A, Paper A"* ]]
}

@test "stories follow what comes, changes and goes" {
  papers
  also() { ssesearch --db "$DB" --format json "id:$1" | jq -c '[.items[0].also // [] | .[].id] | sort'; }
  [ "$(also b)" = '["a","c","f","k"]' ]
  # A different text is a different story, another paper joins the story, and a removed item leaves it.
  sed -i -e '/"id":"c"/s/"text":"[^"]*"/"text":"Quite another text stands here now, which has nothing of what the paper had before about fish."/' -e '/"id":"k"/d' items.jsonl
  echo '{"id":"d","title":"Ice","text":"Small boats from three neighbouring islands now land their catch at one ice plant of 1,200 tonnes, owned by the crews of Skagen in equal shares.","date":"2025-07-06","source":"Paper D","lang":"en"}' >more.jsonl
  sseindex -q --db "$DB" --prune --force items.jsonl
  sseindex -q --db "$DB" more.jsonl
  [ "$(also b)" = '["a","d","f"]' ]
  [ "$(also c)" = '[]' ]
  # Weeks later it is a repetition, not a copy.
  sed 's/2025-07-06/2025-08-20/; s/"id":"d"/"id":"e"/' more.jsonl >late.jsonl
  sseindex -q --db "$DB" late.jsonl
  [ "$(also e)" = '[]' ]
  sseindex -q --db "$DB" --rebuild items.jsonl
  [ "$(also b)" = '["a","d","f"]' ]
  sseindex --db "$DB" --check
}

@test "reports by one template and series are not copies" {
  for day in 1 2 3 4 5; do
    printf '{"id":"p%s","title":"Prices","text":"Prices of the day at the cooperative market: wheat %s euros, maize %s euros, apples %s euros, pears %s euros a load, as the board of the market told all members. Who wants to sell brings the load to the gate before noon, has it weighed by two members and is paid on the same day; what is left in the evening goes to the kitchen of the village school.","date":"2025-07-0%s","lang":"en"}\n' $day $((210 + day)) $((180 + 2 * day)) $((300 + 3 * day)) $((90 + day)) $day
  done >prices.jsonl
  sseindex -q --db "$DB" prices.jsonl
  [ "$(ssesearch --db "$DB" --format json prices | jq '.items | length')" = 5 ]
}

@test "pages that name each other as their translations are one story" {
  page() { # language, title, text
    cat >"$1.html" <<END
<!DOCTYPE html><html lang="$1"><head><title>$2</title><link rel="canonical" href="https://coop.example/$1/$4">
<link rel="alternate" hreflang="en" href="https://coop.example/en/bank"><link rel="alternate" hreflang="fr" href="https://coop.example/fr/banque">
<link rel="alternate" hreflang="x-default" href="https://coop.example/"><meta property="article:published_time" content="2024-05-0$5"></head>
<body><article><h1>$2</h1><p>$3</p><p>$3</p></article></body></html>
END
  }
  page en "A bank of the village" "The village has a bank of its own since the spring, and everyone who lives there may be a member of it." bank 1
  page fr "Une banque de village" "Depuis le printemps, le village possède sa propre banque, et toute personne qui y habite peut en être membre." banque 9
  sseindex -q --db "$DB" en.html
  sseindex -q --db "$DB" fr.html
  run ssesearch --db "$DB" title:bank
  says "also in fr"
  sseindex --db "$DB" --export >one.jsonl
  sseindex -q --db new.db --rebuild one.jsonl
  sseindex --db new.db --export | diff one.jsonl -
  run ssesearch --db new.db title:banque
  says "also in en"
  run sseindex --db "$DB" --recover saved.db
  says "2 items recovered, 0 rows"
  run ssesearch --db saved.db title:bank
  says "also in fr"
  diff <(jq -c .ssesearch.translations one.jsonl) <(sseindex --db saved.db --export | jq -c .ssesearch.translations)
  # What is known about a lost item is lost with it.
  sqlite3 "$DB" 'PRAGMA foreign_keys = OFF; DELETE FROM item WHERE number = 1'
  run sseindex --db "$DB" --recover rest.db
  says "1 item recovered"
  sseindex --db rest.db --check
  [ "$(sqlite3 rest.db 'SELECT group_concat(DISTINCT item) FROM translation')" = 2 ]
}

# Announcements with the same wording that differ only in names and have no numbers.
@test "announcements by one template that differ in names only are not copies" {
  for who in "Udine Carla Garay" "Turku Pavel Novak" "Braga Rosa Keller" "Cork Milan Haddad"; do
    printf '{"id":"%s","title":"Prize","text":"A film about the women of %s who sell fish has won the main prize of the festival of Locarno. Its director %s worked for years with the women of the market, who play themselves in it and own a share of the rights. The jury praised the patience and the humour of the film, which will be shown in cinemas in the winter.","date":"2025-07-02","lang":"en"}\n' "${who%% *}" "${who%% *}" "${who#* }"
  done >films.jsonl
  # A copy of the last one, with an addition by the paper.
  sed -n '$s/"id":"Cork"/"id":"copy"/; $s/"text":"/&From our correspondent in Brussels. /; $s/winter\./& Subscribe to the Friday letter of Paper C and follow us on Mastodon./; $p' films.jsonl >copy.jsonl
  sseindex -q --db "$DB" films.jsonl copy.jsonl
  [ "$(ssesearch --db "$DB" --format json locarno | jq -c '[.total, .stories, ([.items[] | select(.also) | [.id, .also[].id] | sort[]])]')" = '[5,4,["Cork","copy"]]' ]
}

@test "what many papers print keeps its translation" {
  papers
  for i in $(seq 30); do
    jq -c --arg i "$i" 'select(.id == "a") | .id = "p" + $i | .source = "Paper " + $i | .url = "https://p" + $i + ".example/1" | .title = "Ice, says paper " + $i' items.jsonl
  done >more.jsonl
  sseindex -q --db "$DB" more.jsonl
  sseindex -q --db "$DB" --rebuild items.jsonl more.jsonl
  [ "$(ssesearch --db "$DB" --format json id:f | jq '.items[0].also | length')" = 34 ]
}

# Prints the stories of the index, the ids of each on a line.
stories() {
  ssesearch --db "$DB" --format json -n 100 "${1:-date:2025}" | jq -r '.items[] | select(.also) | [.id, .also[].id] | sort | join(" ")' | sort
}

item() { # id, language, day of July, title, text
  jq -nc --arg id "$1" --arg lang "$2" --arg date "2025-07-$3" --arg title "$4" --arg text "$5" '$ARGS.named'
}

@test "news that follow a brief tell it again and are not a copy of it" {
  local brief='The dairy of Namur has bought the old station and will turn it into a cold store for 1,400 tonnes of cheese. Its members voted for it on Friday evening, after a long debate about the price.'
  local news='Trains will stop at the halt behind the harbour from next summer on, says the railway. Commuters had asked for it for years, and the town pays half of the platform.'
  local more='Readers who want to see the place may come on any Saturday, when members show guests around.'
  {
    item brief en 02 "Dairy buys station" "$brief"
    item more en 03 "A cold store for Namur" "$brief $more"
    item within en 04 "Cheese in the station" "${brief%%Its members*}$more ${brief##*cheese. }"
    item follows en 05 "Trains will stop at the harbour" "$news $brief"
    item copy en 06 "Harbour gets its trains" "$news $brief $more"
  } >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(stories lang:en)" = "$(printf 'brief more within\ncopy follows')" ]
}

@test "reports of a series are not copies, however little differs" {
  for week in 1 2; do
    item "bulletin$week" en "0$((1 + week))" "Bulletin of the mill" "Number 4$week of the weekly bulletin of the mill goes to its 350 members and hangs in all 12 halls. Who wants to help on Saturday tells the office by Thursday noon, as always; children are welcome. The phone has the number 55 17 20, in the morning only, and the kitchen is open."
    item "report$week" en "0$((5 + week))" "Report of the mill" "The mill has 350 members in 12 villages, ground 8$week loads for 21 bakeries, and paid 95 cents a kilo to those who brought the grain to the gate before noon, as the board of the mill told all members and guests on the evening."
  done >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(stories lang:en)" = "" ]
}

@test "other news of the day with the same town, year and person are not a translation" {
  {
    item plant en 02 "A new plant" "The dairy of Namur opened a plant on Monday, with 120 jobs. Its president Lucie Renard said that members had wanted it since 2019."
    item strike fr 02 "Une grève" "Environ 85 facteurs sont en grève à Namur. La déléguée Lucie Renard attend depuis 2019 une réponse de la poste."
    item film de 02 "Ein Film" "Der Film über die Stadt Namur wird wieder gezeigt. Seine Heldin Lucie Renard lebt dort, und viele wollen ihn sehen."
    item usine fr 02 "Une nouvelle usine" "La laiterie de Namur a ouvert lundi une usine, avec 120 emplois. La présidente Lucie Renard a dit que les membres la voulaient depuis 2019."
  } >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(stories)" = "plant usine" ]
  # Nor if the translation is missing.
  grep -v '"usine"' items.jsonl >fewer.jsonl
  DB=fewer.db
  sseindex -q --db "$DB" fewer.jsonl
  [ "$(stories)" = "" ]
}

@test "news in another language that tell a story again are not a translation of it" {
  {
    item plant en 02 "Dairy opens" "The dairy of Namur opened a plant with 120 jobs, said Lucie Renard. It cost 45 millions. Many of those who live around came to see it, and some stayed for the evening, when there was music in the yard and cheese for all who had come from far away."
    item follows fr 02 "Les riverains" "Les riverains ont saisi la justice, parce que les camions passent sous leurs fenêtres dès le matin. Le juge les entendra dans un mois, et la commune a promis une route nouvelle derrière le bois. La laiterie de Namur avait ouvert une usine de 120 emplois pour 45 millions, selon Lucie Renard."
  } >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  [ "$(stories)" = "" ]
}

@test "announcements of one day and form keep to their own translations" {
  local said='CVE-2025-1645 CVE-2025-1646 CVE-2025-1647'
  for version in 2.6.5 2.4.8; do
    item "en$version" en 02 "Lathe $version is out" "Lathe $version has been released on Monday. This release has fixes of faults, which are described in $said. We thank Jonas Lind and all who helped."
    item "fr$version" fr 02 "Lathe $version est disponible" "La version $version de Lathe est disponible depuis lundi. Elle corrige des fautes, décrites dans $said. Nous remercions Jonas Lind et tous ceux qui ont aidé."
    item "ko$version" ko 02 "Lathe $version 출시" "월요일에 Lathe $version 버전이 출시되었다. 이번 버전은 $said 문제를 고친다. Jonas Lind 님과 도와주신 모든 분께 감사드린다."
  done >items.jsonl
  sed -i '/"fr2.4.8"/d' items.jsonl # what has no translation takes none of the other's
  sseindex -q --db "$DB" items.jsonl
  [ "$(stories)" = "$(printf 'en2.4.8 ko2.4.8\nen2.6.5 fr2.6.5 ko2.6.5')" ]
}
