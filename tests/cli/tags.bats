#!/usr/bin/env bats
# Tags as librarians use them: matched whole in any case, counted along with the other facets and chosen from them.

load helper
load serving

tagged() {
  cat >tagged.jsonl <<'END'
{"id":"a","title":"Ferry bank","text":"A bank.","date":"2024-01-02","tags":["Finance","Korea"],"source":"ILO"}
{"id":"b","title":"Ferry homes","text":"Homes.","date":"2024-02-02","tags":["Social finance","housing","Housing"],"source":"UN"}
{"id":"c","title":"Ferry schools","text":"Schools.","date":"2023-02-02","tags":["finance"],"source":"UN"}
{"id":"d","title":"Ferry plain","text":"No tag at all.","date":"2022-02-02","source":"UN"}
{"id":"f","title":"Code","text":"Not of the search.","date":"2021-02-02","tags":["C++","C#","C"]}
{"id":"e","title":"Other","text":"Not of the search.","date":"2022-02-02","tags":["FINANCE","économie sociale"]}
END
  sseindex --quiet --db "$DB" tagged.jsonl
}

# Prints the tag facet of a search, as NAME=HITS/ITEMS.
tags_of() { ssesearch --db "${2:-$DB}" --format json --facets "$1" | jq -r '[.facets.tag[] | "\(.value)=\(.count)/\(.items)"] | join(" ")'; }
ids_of() { ssesearch --db "$DB" --format jsonl --sort newest "$1" 2>&1 | jq -rs 'map(.id) | join(" ")'; }

@test "tags are counted whole, each once an item, whatever their case and accents" {
  tagged
  [ "$(tags_of ferry)" = 'Finance=2/3 Korea=1/1 Social finance=1/1 housing=1/1' ]
  [ "$(tags_of schools)" = 'Finance=1/3' ]
  [ "$(tags_of plain)" = '' ]
  [ "$(tags_of code)" = 'C=1/1 C#=1/1 C++=1/1' ]
  ssesearch --db "$DB" --facets ferry | grep -A 1 '^Tags' | grep -q 'Finance .* 2 '
}

@test "an exact tag is a whole one, and a tag without = is its words" {
  tagged
  while IFS='|' read -r query expected; do
    [ "$(ids_of "$query")" = "$expected" ] || { echo "$query: $(ids_of "$query")"; false; }
  done <<'END'
tag:=finance|a c e
tag:="FINANCE"|a c e
tag:finance|b a c e
tag:="social finance"|b
tag:="Economie sociale"|e
tag:="c++"|f
ferry tag:=finance|a c
ferry -tag:=finance|b d
tag:(="korea" OR =housing)|b a
tag:="finance" NOT tag:=korea|c e
END
  run ssesearch --db "$DB" 'ferry tag:=banking'
  [ "$status" -eq 1 ]
  says 'no item matches tag:banking'
  run ssesearch --db "$DB" 'ferry tag:=""'
  [ "$status" -eq 1 ]
  says 'tag: has no value; it matches nothing'
}

@test "tags follow the items that come, change and go, as if all had been read at once" {
  jq -cn 'range(1; 601) as $i | {id: "x\($i)", title: "Ferry \($i)", tags: ["of \($i % 7)", "Every one"]}' >many.jsonl
  sseindex -q --db "$DB" many.jsonl
  [[ "$(tags_of ferry)" == 'Every one=600/600 of 1=86/86 '* ]]
  sed -i -e '3s/"of 3"/"brand new"/' -e '300s/,"tags":.*/}/' -e '590d' many.jsonl
  jq -cn '{id: "y", title: "Ferry y", tags: ["Brand New", "of 1"]}' >>many.jsonl
  sseindex -q --prune --db "$DB" many.jsonl
  [ "$(sqlite3 "file:$DB?immutable=1" "SELECT value > 0 FROM measure WHERE name = 'changes'")" -eq 1 ] # only they were written
  sseindex -q --db whole.db many.jsonl
  [ "$(tags_of ferry)" = "$(tags_of ferry whole.db)" ]
  [[ "$(tags_of ferry)" == *'brand new=2/2'* ]]
  [[ "$(tags_of ferry)" == *'Every one=598/598'* ]]
  [ "$(ssesearch --db "$DB" --count 'tag:="BRAND new"')" = "$(ssesearch --db whole.db --count 'tag:="BRAND new"')" ]
}

@test "tags of several archives are added up, one that two copies of an item have once" {
  tagged
  mkdir -p two
  sed -e '1s/"Korea"/"Seoul"/' -e '2,$s/"id":"\(.\)"/"id":"two-\1"/' tagged.jsonl >two.jsonl
  sseindex -q --db two/b.db two.jsonl
  both() { ssesearch --db "$DB" --db two/b.db "$@"; }
  [ "$(both --format json --facets ferry | jq -r '[.facets.tag[] | "\(.value)=\(.count)"] | join(" ")')" = 'Finance=3 Social finance=2 housing=2 Korea=1 Seoul=1' ]
  [ "$(both --count 'tag:=finance')" -eq 5 ]
  [ "$(both --count 'tag:=seoul')" -eq 1 ]
}

@test "an index of before there were tags is taken over with them" {
  tagged
  before=$(tags_of ferry)
  sqlite3 "$DB" 'DROP TABLE tag; DROP TABLE tagged; PRAGMA user_version = 26' >/dev/null
  run ssesearch --db "$DB" ferry
  [ "$status" -eq 2 ]
  says 'sseindex --upgrade'
  sseindex --quiet --upgrade --db "$DB"
  [ "$(tags_of ferry)" = "$before" ]
}

@test "the server counts tags, and one that is chosen finds as many items as it said" {
  tagged
  serve
  [ "$(get '/api/search?q=ferry&limit=0&facet=tag' | jq -c '[.facets.tag[] | [.value, .count]]')" = '[["Finance",2],["Korea",1],["Social finance",1],["housing",1]]' ]
  [ "$(get '/api/search?q=ferry&limit=0&facet=tag&facet_query=fin' | jq -c '[.facets.tag[].value]')" = '["Finance","Social finance"]' ]
  [ "$(get '/api/search?q=ferry&tag=FINANCE' | jq .total)" -eq 2 ]
  [ "$(get '/api/search?q=ferry&tag=Korea&tag=housing' | jq .total)" -eq 2 ]
  get '/?q=ferry&tag=finance' >page
  grep -q 'id="by-tag"' page
  # A selected tag appears once, in the case in which it was chosen, with its count; the others as if it were not selected.
  [ "$(grep -ci 'name="tag" value="finance"' page)" -eq 1 ]
  grep -q 'name="tag" value="finance" checked><span class="value" dir="auto">finance</span> <span class="number">2</span>' page
  grep -q 'name="tag" value="Korea"><span class="value" dir="auto">Korea</span> <span class="number">1</span>' page
}

@test "of more tags than a page lists, the API has the others, at an address that the page gives" {
  jq -cn '{id: "x", title: "Ferry", tags: [range(300) | "tag \(.)"]}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  get '/?q=ferry&ui=fr' >page
  [ "$(grep -c 'name="tag"' page)" -eq 208 ]
  more=$(grep -oE 'data-more="[^"]*"' page | sed 's/data-more="\.\?//; s/"$//; s/&amp;/\&/g')
  [ "$(get "$more&facet_query=tag%20299" | jq -c '.facets.tag')" = '[{"value":"tag 299","count":1,"items":1}]' ]
}

@test "a tag that two archives write otherwise is one, by its count and by what it finds" {
  echo '{"id":"a","title":"Ferry one","text":"x","tags":["Wages"]}' >a.jsonl
  echo '{"id":"b","title":"Ferry two","text":"x","tags":["wages","wägés"]}' >b.jsonl
  sseindex -q --db a.db a.jsonl
  sseindex -q --db b.db b.jsonl
  [ "$(ssesearch --db a.db --db b.db --facets --format json ferry | jq -c '[.facets.tag[] | [.value, .count]]')" = '[["Wages",2]]' ]
  [ "$(ssesearch --db a.db --db b.db --count 'ferry tag:="wages"')" -eq 2 ]
}

@test "a tag that is too long for an address is shown and has no link" {
  jq -cn '{id: "x", title: "Ferry", tags: [("T" * 600), "short", "other"]}' >items.jsonl
  sseindex --quiet --db "$DB" items.jsonl
  serve
  for path in '/?q=ferry' '/item?id=x'; do
    get "$path" >page
    grep -q 'TTTTTT' page
    no grep -qE '(href|value)="[^"]*TTTTTT' page
    grep -qE '(href|value)="[^"]*short' page
  done
}

@test "a name of any signs can be chosen, on the page and in a query, and finds what it says" {
  printf '%s\n' '"' '""' '“' '«»' '=' '-' '*' '(' ')' '|' ':' "\\\\" "'" '&' '%' '+' '"Coop"' 'Coop' 'say "so" (or) |' '"=a' 'a"' '“a' 'a OR b' $'x\u202ey' 'xy' $'\u202e' $'\u2067z' |
    jq -Rc '{id: "i\(input_line_number)", title: "Ferry", tags: [.], source: .}' >odd.jsonl
  sseindex --quiet --db "$DB" odd.jsonl
  serve
  get '/api/search?q=ferry&facets=1&limit=0' >facets
  [ "$(jq '.facets.source | length' facets)" -ge 25 ]
  python3 - "$URL" <<'END'
import html.parser, json, sys, urllib.parse, urllib.request
def ask(path):
    return urllib.request.urlopen(sys.argv[1] + path).read().decode()
class Boxes(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input": self.all.add((given.get("name"), given.get("value")))
def boxes(path):
    parser = Boxes()
    parser.all = set()
    parser.feed(ask(path))
    return parser.all
before, wrong = boxes("/?q=ferry"), []
for name in "source", "tag":
    for one in json.load(open("facets"))["facets"][name]:
        chosen = name + "=" + urllib.parse.quote(one["value"], safe="")
        found = json.loads(ask("/api/search?q=ferry&limit=0&" + chosen))["total"]
        box = name, one["value"]
        if found != one["count"] or box not in before or box not in boxes("/?q=ferry&" + chosen):
            wrong.append((chosen, found, one["count"]))
print(wrong)
sys.exit(len(wrong) > 0)
END
}
