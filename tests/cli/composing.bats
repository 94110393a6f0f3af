#!/usr/bin/env bats
# Searches and completions while something is unfinished: Hangul by syllables, kana by Latin letters, filters.

load helper
load serving

@test "what is being composed brings no other words in" {
  cat >items.jsonl <<'END'
{"id":"k1","title":"협동조합 주택 소식","text":"협동조합이 주택을 짓는다. 협동조합 회의.","lang":"ko"}
{"id":"k2","title":"주택 하늘","text":"주택 하나.","lang":"ko"}
{"id":"k3","title":"협동 소식","text":"동조 조직.","lang":"ko"}
{"id":"j1","title":"こうえきのローン","text":"こうえき法人のローンについて。","lang":"ja"}
{"id":"e1","title":"Kind news of the north","text":"Nothing else, knowingly.","lang":"en"}
END
  sseindex --quiet --db "$DB" items.jsonl
  serve
  found() { curl -sS -G "$URL/api/search" --data-urlencode "q=$1" -d typing=1 -d fields=id -d sort=newest | jq -c '[([.items[].id] | sort | join(" ")), (.relaxed // false)]'; }
  [ "$(found '협동조하')" = "$(found '협동조')" ]
  [ "$(found '협동조하')" = '["k1 k3",false]' ]
  [ "$(found '주택 하')" = "$(found '주택 하나')" ] # what is there as it stands is not made shorter
  for step in こ こう こうe こうえ こうえk こうえｋ こうえき ローn ローン; do
    [ "$(found "$step")" = '["j1",false]' ] || { echo "$step $(found "$step")"; false; }
  done
  [ "$(found 'kn')" = '["e1",false]' ]
  [ "$(found 'ローンk')" = '["j1",false]' ]
}

@test "each step of a syllable that is composed finds what the syllables before it begin" {
  index_corpus
  serve
  typed() { curl -sS -G "$URL/api/search" --data-urlencode "q=$1" -d typing=1 -d limit=1 | jq .total; }
  for step in 협 협ㄷ 협도 협동 협동ㅈ 협동조 협동조하 협동조합 협동조합으; do
    [ "$(typed "$step")" -gt 0 ] || { echo "$step"; false; }
  done
  [ "$(typed '협동조합ㅇ')" -eq "$(typed 협동조합)" ]
  [ "$(typed c)" -gt 0 ] && [ "$(typed co)" -gt 0 ]
  # Text that has matches is not shortened, and text that is not being typed is taken as it is.
  [ "$(curl -sS -G "$URL/api/search" --data-urlencode 'q=협도' | jq .total)" -eq 0 ]
  get '/?q=%E3%85%8E&typing=1' | grep -q 'class="hits"'
  completed() { curl -sS -G "$URL/api/suggest" --data-urlencode "q=$1" | jq -r '[.completions[].query] | join(" ")'; }
  for step in 협동 협동ㅈ 협동조 협동조하; do
    [[ $(completed "$step") == 협동조합* ]] || { echo "$step $(completed "$step")"; false; }
  done
  [ "$(curl -sS -G "$URL/api/suggest" --data-urlencode 'q=협동ㅈ' -d format=opensearch | jq -c .)" = "$(jq -c '["협동ㅈ", .[1]]' <<<"$(curl -sS -G "$URL/api/suggest" --data-urlencode q=협동 -d format=opensearch)")" ]
}

@test "publishers are offered while their names are composed, as words are" {
  echo '{"id":"1","title":"소식","text":"주택 소식.","source":"서울 협동조합 연합회","lang":"ko"}
{"id":"2","title":"消息","text":"ローン","source":"こうえき新聞","lang":"ja"}
{"id":"3","title":"News","source":"하나","lang":"ko"}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  offered() { curl -sS -G "$URL/api/suggest" --data-urlencode "q=$1" -d kinds=sources | jq -r '.sources[0] | .source + "|" + .query'; }
  for step in 협 협ㄷ 협도 협동 협동ㅈ 협동조 협동조하 협동조합 '서울 협동조하'; do
    [ "$(offered "$step")" = '서울 협동조합 연합회|' ] || { echo "$step $(offered "$step")"; false; }
  done
  [ "$(offered '주택 협동조하')" = '서울 협동조합 연합회|주택' ]
  [ "$(offered 'こうえk')" = 'こうえき新聞|' ]
  [ "$(offered '하')" = '하나|' ] # what is there as it stands is not made shorter
  [ "$(offered '가')" = '|' ]
}

@test "a filter that is half typed leaves what the words before it find, and says why it has no effect yet" {
  index_corpus
  serve --time-limit 60000
  typed() { curl -sS -G "$URL/api/search" --data-urlencode "q=$1" -d limit=0 "${@:2}"; }
  all=$(typed cooperatives | jq .total)
  for part in date: date:2 date:202 date:2023-0 date:2023..2 date:-3 after: after:20 lang: lang:z has: has:d source:Zzz; do
    [ "$(typed "cooperatives $part" -d typing=1 | jq .total)" -eq "$all" ] || { echo "$part"; false; }
    [ "$(typed "cooperatives $part" -d typing=1 | jq '.notes | length')" -eq 1 ] || { echo "$part"; false; }
    [ "$(typed "cooperatives $part" | jq .total)" -eq 0 ] || { echo "$part"; false; } # once it is sent it counts
  done
  get '/?q=date:202&typing=1' | grep -q 'class="hits"' # as without a query
  for part in title:coo source:Soc lang:e; do # where it can be one, it is a beginning
    some=$(typed "cooperatives $part" -d typing=1)
    jq -e ".total > 0 and .total < $all and .notes == null" <<<"$some" || { echo "$part $some"; false; }
  done
  [ "$(typed 'cooperatives date:2023' -d typing=1 | jq .total)" -lt "$all" ]
  [ "$(typed 'lang:zz +cooperatives' -d typing=1 | jq .total)" -eq 0 ] # it is finished
  [ "$(typed '* +xxxxx' -d typing=1 | jq .total)" -eq 0 ]
  get '/?q=cooperatives+lang:z&typing=1' >page
  grep -q '<p class="note">No item matches' page && grep -q 'class="hits"' page
}
