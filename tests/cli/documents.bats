#!/usr/bin/env bats
# Office documents, made by real programs and read without any configuration.

load helper

# Makes a PDF with a line of text for each argument SIZE:TEXT, optionally with a title: TITLE=... pdf FILE LINE... With
# HEBREW=1 the letters from a to z stand for those from alef on.
pdf() {
  python3 - "$@" <<'END'
import os, sys
name, lines = sys.argv[1], [line.split(":", 1) for line in sys.argv[2:]]
text = lambda s: b"(" + s.encode("cp1252").replace(b"(", b"\\(") + b")"
page, y = b"BT ", 750
for size, words in lines:
    page += b"/F %s Tf 1 0 0 1 72 %d Tm %s Tj " % (size.encode(), y, text(words))
    y -= 2 * int(size)
letters = "/Differences[97%s]" % "".join("/afii%d" % (57664 + i) for i in range(26)) if os.environ.get("HEBREW") else ""
objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
           b"<</Length %d>>stream\n%s\nendstream" % (len(page + b"ET"), page + b"ET"),
           b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding%s>>>>" % letters.encode(),
           b"<</Title " + text(os.environ.get("TITLE", "")) + b"/CreationDate (D:20230725100000Z)>>"]
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj%s\nendobj\n" % (number, body)
start = len(out)
out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
out += b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
open(name, "wb").write(out)
END
}

# A compound file as written by Excel and PowerPoint, with one stream: compound FILE NAME <CONTENTS
compound() {
  python3 -c '
import struct, sys
data = sys.stdin.buffer.read().ljust(4096, b"\0")
none, end = 0xFFFFFFFF, 0xFFFFFFFE
def entry(name, kind, child, start, size):
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBB3I36x3I", len(text) + 2, kind, 1, none, none, child, start, size, 0)
header = bytes.fromhex("D0CF11E0A1B11AE1") + struct.pack("<16x5H6x9I", 62, 3, 65534, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
sectors = [0xFFFFFFFD, end, *range(3, 10), end]
folder = entry("Root Entry", 5, 1, end, 0) + entry(sys.argv[2], 2, none, 2, len(data))
table = struct.pack("<%dI" % len(sectors), *sectors)
open(sys.argv[1], "wb").write(header + bytes(4) + b"\xff" * 432 + table.ljust(512, b"\xff") + folder.ljust(512, b"\0") + data)
' "$@"
}

# The stream of a spreadsheet with cells ROW:COLUMN:TEXT (MS-XLS, 2.4.21 and 2.4.148): sheet CELL...
sheet() {
  python3 -c '
import struct, sys
record = lambda kind, body: sys.stdout.buffer.write(struct.pack("<HH", kind, len(body)) + body)
record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 0))
for cell in sys.argv[1:]:
    row, column, text = cell.split(":")
    record(0x204, struct.pack("<4HB", int(row), int(column), 0, len(text), 0) + text.encode())
record(10, b"")
' "$@"
}

# The stream of a presentation with a text (MS-PPT, 2.9.42): show TEXT
show() {
  python3 -c '
import struct, sys
text = sys.argv[1].encode()
end = struct.pack("<HHI", 0, 1002, 0)
sys.stdout.buffer.write(struct.pack("<HHI", 0, 4008, len(text)) + text + end)
' "$@"
}

fields() {
  jq -r '[.title, .date, .text] | join("|")'
}

@test "a PDF has the title of its properties, or else what is written largest" {
  TITLE="The mill is sold" pdf a.pdf 12:"Page 1 of 1" 12:"The mill is ours."
  pdf b.pdf 10:"Annual series no. 4" 24:"The mill turned" 12:"For three hundred days it did."
  TITLE="Microsoft Word - letter.doc" pdf c.pdf 12:"A letter to all" 12:"Dear members."
  TITLE="d" pdf d.pdf 12:"14 March 2022" 12:"Minutes of the meeting" 12:"All were there."
  pdf e.pdf 24:"Two mills" 12:"by the sea" 12:"They turn."
  for file in a b c d e; do sseindex --print $file.pdf; done | fields >told
  diff told - <<'END'
The mill is sold|2023-07-25|Page 1 of 1
The mill is ours.
The mill turned|2023-07-25|Annual series no. 4
For three hundred days it did.
A letter to all|2023-07-25|Dear members.
Minutes of the meeting|2022-03-14|14 March 2022
All were there.
Two mills|2023-07-25|by the sea
They turn.
END
}

@test "a PDF's title is not the name of a program or of a file" {
  while IFS='|' read -r said title name; do
    TITLE=$said pdf "${name:-a.pdf}" 12:"Members own it all"
    [ "$(sseindex --print "${name:-a.pdf}" | jq -r .title)" = "$title" ] || { echo "$said"; return 1; }
  done <<'END'
Microsoft Word - Document3|Members own it all
Microsoft Word - letter.doc|Members own it all
Microsoft Word - Rapport annuel 2022|Rapport annuel 2022
Microsoft Office PowerPoint - The mill is sold|The mill is sold
Microsoft gives to cooperatives - who pays?|Microsoft gives to cooperatives - who pays?
PowerPoint Presentation|Members own it all
Présentation PowerPoint|Members own it all
Apresentation do PowerPoint|Members own it all
Folie 1|Members own it all
The mill is sold|The mill is sold
Mill 2022 final|Members own it all|mill 2022 final.pdf
Mill 2022 final|Mill 2022 final|mill 2022 finally.pdf
Mill 2022 final|Mill 2022 final|mill 2022.pdf
END
}

@test "words divided at the ends of a PDF's lines are one, and its paragraphs stay apart" {
  python3 - >words.html <<'END'
print("<doc>\n<page width=\"1\">\n<flow>")
y = 0
for block in ["The co-|operative bank of|the port opened.", "It has three|branches."]:
    print("<block xMin=\"1\">")
    for line in block.split("|"):
        y += 12
        print("<line xMin=\"1\">")
        for word in line.split():
            print(f'<word xMin="1" yMin="{y}" xMax="2" yMax="{y + 10}">{word}</word>')
        print("</line>")
    print("</block>")
print("</flow>\n</page>\n</doc>")
END
  run sseindex --print --format pdf words.html
  [ "$(jq -r .title <<<"$output")" = "The cooperative bank of the port opened." ]
  [ "$(jq -r .text <<<"$output")" = "It has three branches." ]
}

@test "what a PDF has from right to left is in the order of its reading" {
  HEBREW=1 pdf a.pdf 20:"cba fed" 12:"lkj 2023 AB CD onm"
   [ "$(sseindex --print a.pdf | jq -r '.title, .text')" = "דהו אבג
לםמ 2023 AB CD יךכ" ]
  while IFS='|' read -r seen read; do
    {
      printf '<page width="1">\n<line xMin="1">\n'
      for word in $seen; do echo "<word xMin=\"3\" yMin=\"1\" xMax=\"2\" yMax=\"11\">$word</word>"; done
      echo "</line>"
    } >words.html
    told=$(sseindex --print --format pdf words.html | jq -r .title)
    [ "$told" = "$read" ] || { echo "$told"; return 1; }
  done <<'END'
:גבא ,וה|הו, אבג:
גבא Lot 12 B טחז|זחט Lot 12 B אבג
13790 .110 גבא|אבג 110. 13790
(טחז 3.5%) גבא|אבג (3.5% זחט)
The words גבא וה are Hebrew|The words הו אבג are Hebrew
ﺰﻴﻴﻤﺘﻟﺍ ﻡﺪﻋ|عدم التمييز
ﺔﻗﺎﻋﻹا|الإعاقة
END
}

@test "a PDF without text may be a scan, and one that is encrypted says so" {
  pdf scan.pdf
  run sseindex --db "$DB" scan.pdf
  [ "$status" -eq 2 ]
  says "scan.pdf: no text in it: it may be a scan (ocrmypdf can add text)"
  mkdir bin
  printf '#!/bin/sh\necho "Command Line Error: Incorrect password" >&2\nexit 1\n' >bin/pdftotext
  chmod +x bin/pdftotext
  PATH="$PWD/bin:$PATH" run sseindex --db "$DB" scan.pdf
  [ "$status" -eq 2 ]
  says "exit code 1: Command Line Error: Incorrect password (it is encrypted)"
}

# A zip file of the files on standard input, one "NAME CONTENTS" per line: zipped FILE
zipped() {
  python3 -c '
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as out:
    for line in sys.stdin.read().splitlines():
        out.writestr(*line.split(" ", 1))
' "$@"
}

@test "documents of offices have the title and the date of their properties or of their first lines" {
  printf -- '---\ntitle: The mill is sold\nauthor: The federation\ndate: 2023-07-25\n---\n\n# First part\n\nThe *mill* is ours.\n' >a.md
  printf 'A letter to all\n\n14 March 2022\n\nDear members.\n' >b.md
  for ending in docx odt epub rtf fb2 pptx; do
    pandoc --quiet a.md --standalone -o "a.$ending"
    pandoc --quiet b.md -o "b.$ending" --metadata pagetitle=x
  done
  sseindex --print a.epub | fields >told
  printf 'The mill is sold|2023-07-25|First part\nThe mill is ours.\n' | diff told -
  for ending in docx odt rtf; do
    sseindex --print "a.$ending" | fields >told
    printf 'The mill is sold|2023-07-25|The federation\n2023-07-25\nFirst part\nThe mill is ours.\n' | diff told -
  done
  for ending in docx odt rtf; do
    sseindex --print "b.$ending" | fields >told
    printf 'A letter to all|2022-03-14|14 March 2022\nDear members.\n' | diff told -
  done
  mkdir d
  mv a.* b.* d
  rm d/*.md
  zip=d.tar
  tar -cf "$zip" d
  run sseindex --print "$zip"
  [ "$(grep -c '^{' <<<"$output")" -eq 12 ]
}

@test "tables, lists, authors and notes of a document are whole and in their order" {
  cat >a.md <<'END'
---
title: The mill is sold
author: [Ann Smith, Bob Jones, Cyd Fox]
---

The mill is ours.[^1] It turns.

| Town  | Mills |
|-------|-------|
| Leeds | three |

1. one mill

[^1]: Since May.
END
  for ending in docx odt epub rtf fb2 pptx; do
    pandoc --quiet a.md --standalone -o "a.$ending"
    sseindex --print "a.$ending" >told
    jq -r .text told >text
    grep -A3 '^Town$' text | tr '\n' ' ' | grep -q "^Town Mills Leeds three $" || { cat "$ending" text; return 1; }
    for words in "The mill is ours" "It turns." "one mill" "Since May."; do
      [ "$(grep -c "$words" text)" -eq 1 ] || { echo "$ending: $words"; cat text; return 1; }
    done
    case $ending in
    docx | odt | epub | pptx) authors='["Ann Smith","Bob Jones","Cyd Fox"]' ;;
    fb2) authors='["Smith, Ann","Jones, Bob","Fox, Cyd"]' ;;
    rtf) authors=null ;; # pandoc writes them as text alone
    esac
    [ "$(jq -c .authors told)" = "$authors" ] || { cat told; return 1; }
  done
}

@test "a presentation is read slide by slide, notes last, without what stands on each of them" {
  box() { printf '<p:sp><p:nvSpPr><p:ph type="%s"/></p:nvSpPr><p:txBody>' "$1"; printf '<a:p><a:r><a:t>%s</a:t></a:r></a:p>' "${@:2}"; printf '</p:txBody></p:sp>'; }
  {
    echo "[Content_Types].xml <Types/>"
    echo "ppt/slides/slide10.xml <p:sld>$(box title "The end")</p:sld>"
    echo "ppt/slides/slide2.xml <p:sld>$(box body "It turns." "A &amp; B")</p:sld>"
    echo "ppt/slides/slide1.xml <p:sld>$(box ftr "Every slide")$(box ctrTitle "The mill" "is sold")$(box body "Since May")<p:sp><a:p><a:fld type=\"slidenum\"><a:t>77</a:t></a:fld></a:p></p:sp></p:sld>"
    echo "ppt/notesSlides/notesSlide1.xml <p:notes>$(box body "Speak slowly.")</p:notes>"
    echo "ppt/theme/theme1.xml <a:theme><a:t>No text</a:t></a:theme>"
    echo "docProps/core.xml <cp:coreProperties><dc:title>PowerPoint Presentation</dc:title><dc:creator>Ann Smith</dc:creator><dcterms:created>2023-07-25T10:00:00Z</dcterms:created><dcterms:modified>2024-01-01T10:00:00Z</dcterms:modified><cp:keywords>coop; mill</cp:keywords></cp:coreProperties>"
  } | zipped a.pptx
  run sseindex --print a.pptx
  [ "$(jq -c '[.title, .date, .authors, .tags, .text]' <<<"$output")" = \
    '["The mill is sold","2023-07-25",["Ann Smith"],["coop","mill"],"The mill\nis sold\nSince May\nIt turns.\nA & B\nThe end\nSpeak slowly."]' ]
  {
    echo 'mimetype application/vnd.oasis.opendocument.presentation'
    echo 'content.xml <office:presentation><draw:page><draw:frame presentation:class="title"><text:p>The mill</text:p></draw:frame><draw:frame><text:p>It turns.</text:p></draw:frame><presentation:notes><text:p>Speak slowly.</text:p></presentation:notes></draw:page></office:presentation>'
    echo 'meta.xml <office:meta><dc:title>Presentation</dc:title><meta:initial-creator>Ann Smith</meta:initial-creator><dc:creator>Bob Jones</dc:creator><meta:creation-date>2023-07-25T10:00:00</meta:creation-date><dc:date>2024-01-01T10:00:00</dc:date><meta:keyword>coop</meta:keyword></office:meta>'
  } | zipped a.odp
  run sseindex --print a.odp
  [ "$(jq -c '[.title, .date, .authors, .tags, .text]' <<<"$output")" = \
    '["The mill","2023-07-25",["Ann Smith"],["coop"],"It turns.\nSpeak slowly."]' ]
  cp a.pptx show # and without its ending
  mkdir d
  mv show d
  [ "$(sseindex --print d | jq -r .title)" = "The mill is sold" ]
}

@test "what was deleted, comments, and a table of contents are not text of a document" {
  {
    echo "[Content_Types].xml <Types/>"
    echo 'word/document.xml <w:document><w:body><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Contents 7</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:pPr><w:pStyle w:val="Title"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>The mi</w:t></w:r>  <w:r><w:t>ll</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>Gone</w:delText><w:t>Gone</w:t></w:r></w:del><w:r><w:t xml:space="preserve">It </w:t></w:r><w:ins><w:r><w:t>turns.</w:t><w:br/><w:t>Twice</w:t><w:tab/><w:t>over</w:t></w:r></w:ins></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>'
    echo 'word/comments.xml <w:comments><w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comments>'
  } | zipped a.docx
  {
    echo 'mimetype application/vnd.oasis.opendocument.text'
    echo 'content.xml <office:document-content><style:style style:name="P1" style:parent-style-name="Title"/><office:text><text:tracked-changes><text:p>Gone</text:p></text:tracked-changes><text:table-of-content><text:p>Contents 7</text:p></text:table-of-content><text:p text:style-name="P1">The mi<text:span>ll</text:span></text:p> <text:p>It<text:s/>turns.<text:line-break/>Twice<text:tab/>over<office:annotation><text:p>Is it?</text:p></office:annotation></text:p><text:p><draw:frame><svg:title>A picture</svg:title><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p></office:text></office:document-content>'
  } | zipped a.odt
  for ending in docx odt; do
    run sseindex --print "a.$ending"
    [ "$(fields <<<"$output")" = "The mill||It turns.
Twice over
In a box" ] || { echo "$output"; return 1; }
  done
}

@test "what a document hides is not text of it" {
  {
    echo "[Content_Types].xml <Types/>"
    echo 'word/document.xml <w:document><w:body><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>It</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Gone</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> turns.</w:t></w:r></w:p><w:p><w:r><w:t>Twice</w:t></w:r></w:p></w:body></w:document>'
  } | zipped a.docx
  {
    echo 'mimetype application/vnd.oasis.opendocument.text'
    echo 'content.xml <office:document-content><style:style style:name="T1"><style:text-properties/></style:style><style:style style:name="T2"><style:text-properties text:display="none"/></style:style><office:text><text:p>It<text:span text:style-name="T2">Gone</text:span><text:hidden-text text:is-hidden="true">Gone</text:hidden-text><text:span text:style-name="T1"> turns.</text:span></text:p><text:section text:display="none"><text:p>Gone</text:p></text:section><text:p text:style-name="T2">Gone</text:p><text:p><text:hidden-paragraph text:is-hidden="true"/>Gone</text:p> no text <text:p>Twice</text:p></office:text></office:document-content>'
  } | zipped a.odt
  for ending in docx odt; do
    run sseindex --print "a.$ending"
    [ "$(jq -c '[.title, .text]' <<<"$output")" = '["It turns.","Twice"]' ] || { echo "$output"; return 1; }
  done
}

@test "a book is read in the order of its spine, with its authors and the day it was published" {
  page() { printf '<html xmlns:epub="e"><head><title>x</title></head><body>%s</body></html>' "$1"; }
  {
    echo "mimetype application/epub+zip"
    echo "b/two%20parts.xhtml $(page "<h1>Two</h1><p>It turns.<a epub:type='noteref'>1</a></p><aside>Since May.</aside>")"
    echo "b/a.xml $(page "<h1>One</h1>")"
    echo "b/nav.xhtml $(page "<nav epub:type='toc'>Two 7</nav>")"
    echo 'b/c.opf <package><metadata><dc:title>The mill</dc:title><dc:creator opf:role="aut">Ann Smith</dc:creator><dc:creator opf:role="ill">Dee Poe</dc:creator><dc:creator>Bob Jones</dc:creator><dc:date opf:event="creation">2020-01-01</dc:date><dc:date opf:event="publication">2023-07-25</dc:date><dc:language>en</dc:language><dc:publisher>Mill Press</dc:publisher><dc:subject>coop</dc:subject></metadata><manifest><item id="n" href="nav.xhtml"/><item id="a" href="a.xml"/><item id="b" href="two%2520parts.xhtml"/><item id="c" href="gone.xhtml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>'
    echo "META-INF/container.xml <container/>"
  } | sed 's/^b\/a.xml/b\/a.xhtml/; s/href="a.xml"/href="a.xhtml"/' | zipped a.epub
  run sseindex -v --print a.epub
  says "'page that is not there' not taken, 1 times"
  run sseindex -q --print a.epub
  [ "$(jq -c '[.title, .date, .authors, .source, .tags, .text]' <<<"$output")" = \
    '["The mill","2023-07-25",["Ann Smith","Bob Jones"],"Mill Press",["coop"],"One\nTwo\nIt turns.\nSince May."]' ]
}

@test "a document that is encrypted, cut off or empty says so" {
  {
    echo 'mimetype application/vnd.oasis.opendocument.text'
    echo 'META-INF/manifest.xml <manifest:manifest><manifest:encryption-data/></manifest:manifest>'
  } | zipped a.odt
  {
    echo 'mimetype application/epub+zip'
    echo 'META-INF/encryption.xml <encryption><enc:CipherReference URI="b/a.xhtml"/></encryption>'
  } | zipped a.epub
  { echo '[Content_Types].xml <Types/>'; echo 'word/document.xml <w:document><w:body><w:p><w:r><w:t>The mi'; } | zipped a.docx
  echo '[Content_Types].xml <Types/>' | zipped b.docx
  compound c.docx EncryptedPackage </dev/null
  run sseindex --db "$DB" a.odt a.epub a.docx b.docx c.docx
  [ "$status" -eq 2 ]
  for line in "a.odt: it is encrypted" "a.epub: it is encrypted" "a.docx: it ends in the middle" "b.docx: has no document in it" \
    "c.docx: is a .docx file, not text: it is encrypted"; do
    says "sseindex: $line"
  done
}

@test "RTF is read in the character sets of its fonts, with its footnotes, tables and properties" {
  cat >a.rtf <<'END'
{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fnil Times;}{\f1\fcharset204 Arial;}{\f2\fcharset129 Batang;}}
{\colortbl;\red1;}{\stylesheet{\s1 Heading;}}{\info{\title The mill is sold}{\author Ann Smith}{\operator x}{\creatim\yr2023\mo7\dy25\hr1}{\revtim\yr2024\mo1\dy1}{\keywords coop, mill}}
{\header Every page\par}{\*\generator Riched20 1}\pard The mi\f1\'ec\f0\'ec ll is ours{\footnote\pard\plain {\super\chftn} Since May.}.\par
{\f2 \'b0\'a1\'b3\'aa} \uc1\u51060?\u-10179?\u-8704? \u8364\'80{\upr{no}{\*\ud yes}}\'b3\par
{\v hidden}{\deleted gone}{\field{\*\fldinst HYPERLINK "http://a.example/"}{\fldrslt a link}}{\pict\bin5 }}}}{ 00ff}\line two\tab words\~here \emdash  \{so\}\par
\trowd\cellx1\cellx2 Town\cell Mills\cell\row\trowd Leeds\cell three\cell\row
{\*\unknown gone}{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box\par}}}
trailing
END
  run sseindex --print a.rtf
  [ "$(jq -c '[.title, .date, .authors, .tags]' <<<"$output")" = '["The mill is sold","2023-07-25",["Ann Smith"],["coop","mill"]]' ]
  jq -r .text <<<"$output" | diff - <(cat <<'END'
The miмě ll is ours.
가나 이😀 €yesł
a link
two words here — {so}
Town
Mills
Leeds
three
In a box
Since May.
END
  )
  head -c 700 a.rtf >b.rtf
  run sseindex --db "$DB" b.rtf
  says "b.rtf: ends in the middle"
}

@test "a footnote of a document is read without its number and the arrow back" {
  printf 'A letter to all\n\nThe mill is ours.[^1] It turns.\n\n[^1]: Since May.\n' >a.md
  for ending in docx odt epub fb2; do
    pandoc --quiet a.md --standalone --metadata pagetitle=x -o "a.$ending"
    sseindex --print "a.$ending" >told
    grep -q "ours" told
    grep -q "Since May" told
    ! grep -q "↩\|ours.1" told || { cat told; return 1; }
  done
}

@test "AsciiDoc is read whole, with its headings and footnotes" {
  command -v asciidoctor >/dev/null || skip "asciidoctor is not installed"
  cat >a.adoc <<'END'
= The mill is sold
Ann Smith; Bob Jones
2023-07-25
:keywords: coop, bank
:lang: en
:toc:

== Introduction

The mill is ours.footnote:[Since May.] It turns.

=== Header

Wheat is ground.
END
  run sseindex --print a.adoc
  [ "$(fields <<<"$output")" = "The mill is sold|2023-07-25|Introduction
The mill is ours. It turns.
Header
Wheat is ground.
1. Since May." ]
  [ "$(jq -c '[.lang, .tags, .authors]' <<<"$output")" = '["en",["coop","bank"],["Ann Smith","Bob Jones"]]' ]
}

@test "texts that other programs read come to them in UTF-8, whatever they are written in" {
  printf '#+TITLE: Café\n\nThe mill is open.\n' >plain.org
  printf 'Café\n====\n\nThe mill is open.\n' >plain.rst
  printf '= Café\n\nThe mill is open.\n' >plain.adoc
  printf '.. title: Café\n\nThe mill is open.\n' >nikola.rst
  mkdir texts
  for text in plain.org plain.rst plain.adoc nikola.rst; do
    for charset in UTF-16 UTF-16BE WINDOWS-1252; do
      mark=; [ "$charset" != UTF-16BE ] || mark='\xfe\xff'
      { printf "$mark"; iconv -f UTF-8 -t "$charset" "$text"; } >"texts/$charset-$text"
    done
    { printf '\xef\xbb\xbf'; cat "$text"; } >"texts/mark-$text"
  done
  tar --sort=name -cf texts.tar texts
  for source in texts texts.tar; do
    run sseindex --print "$source"
    [ "$status" -eq 0 ]
    [ "$(jq -r '[.title, .text] | join("|")' <<<"$output" | sort | uniq -c | tr -s ' ')" = ' 16 Café|The mill is open.' ]
  done
  sseindex --charset windows-1252 --print texts/WINDOWS-1252-plain.rst | jq -e '.title == "Café"'
}

@test "a configured filter goes before the one that is known" {
  echo words >a.pdf
  printf '[filters]\npdf = sed s/words/Letters/\n' >c.conf
  run sseindex --config c.conf --print a.pdf
  says '"title":"Letters"'
  echo '<html><body><p>words</p></body></html>' >a.pdf # whatever the file is
  run sseindex --config c.conf --print a.pdf
  says 'Letters'
}

@test "a document that is named and cannot be read says what it needs, though it is a zip file" {
  python3 -c 'import zipfile; zipfile.ZipFile("a.xlsb", "w").writestr("xl/sheet1.xml", "<p>x</p>")'
  run sseindex --db "$DB" a.xlsb
  [ "$status" -eq 2 ]
  says "sseindex: a.xlsb: a binary spreadsheet: save as .xlsx or .csv"
  [[ $output != *sheet1* ]]
}

@test "a document without its ending is read as with it, and one with another's by its first bytes" {
  printf 'A letter to all\n\nDear members.\n' >a.md
  mkdir d
  for ending in docx odt epub rtf; do
    pandoc --quiet a.md --standalone --metadata pagetitle=x -o "a.$ending"
    cp "a.$ending" "d/letter-$ending"
  done
  TITLE="The mill is sold" pdf d/report 12:"The mill is ours."
  cp a.rtf d/r.doc
  cp a.docx d/x.odt
  run sseindex --print d
  [ "$status" -eq 0 ]
  [ "$(jq -r '[.path, .title] | join(": ")' <<<"$output")" = "d/letter-docx: A letter to all
d/letter-epub: A letter to all
d/letter-odt: A letter to all
d/letter-rtf: A letter to all
d/r.doc: A letter to all
d/report: The mill is sold
d/x.odt: A letter to all" ]
  sseindex --print d/report | grep -q "The mill is sold"
  python3 -m zipfile -c nested.zip a.docx a.odt
  run sseindex --print nested.zip
  [ "$(jq -r .path <<<"$output")" = "nested.zip/a.docx
nested.zip/a.odt" ]
  cp d/report d/minutes.doc
  echo '<html><body><p>A page of its own is here.</p></body></html>' >d/page
  head -c 2000 /dev/zero >d/zeros
  tar -cf named-by-nothing.tar d # as in a folder
  run sseindex -v --print named-by-nothing.tar
  [ "$(grep -o '"path":"[^"]*' <<<"$output" | sort)" = "$(printf '"path":"named-by-nothing.tar/d/%s\n' letter-docx letter-epub letter-odt letter-rtf minutes.doc page r.doc report x.odt)" ]
  says "named-by-nothing.tar/d/zeros: passed over (no format known)"
}

@test "a page and a table that a site calls a spreadsheet are read as what they are" {
  mkdir d
  echo '<html><head><title>Export</title></head><body><h1>A bank opens</h1><p>The bank of the port opened three branches.</p></body></html>' >d/a.xls
  printf 'title\tdate\nThe mill\t2023-07-25\n' >d/b.xls
  printf '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>C</title></item></channel></rss>' >d/c.doc
  echo 'not a document' >d/d.doc
  for path in /usr/bin:/bin "$PWD/none"; do
    PATH="$BUILD:$path" run "$BUILD/sseindex" --print d
    for title in "A bank opens" "The mill" "C"; do says "\"title\":\"$title\""; done
  done
}

@test "a spreadsheet and a presentation of old are read, in a folder and in an archive" {
  command -v catppt >/dev/null || skip "catdoc is not installed"
  mkdir d
  sheet 0:0:title 0:1:date 1:0:"The mill is sold" 1:1:2023-07-25 | compound d/a.xls Workbook
  show "The mill turned once" | compound d/b.ppt "PowerPoint Document"
  tar -cf d.tar d/a.xls d/b.ppt
  for place in d d.tar; do
    run sseindex --print "$place"
    [ "$status" -eq 0 ]
    [ "$(fields <<<"$output")" = "The mill is sold|2023-07-25|
The mill turned once||" ]
  done
}

@test "records of MARC and dumps of databases say what would help, whatever they are called" {
  printf '=LDR  00000nab a2200000 a 4500\n=001  123\n=245  10$aMill opens.\n' >mnemonic.txt
  printf '00714cam  2200205 a 4500\n001 123\n245 10 $a Mill opens.\n' >lines.txt
  printf '00058nab a2200037 a 4500001000400000\036123\036\035' >binary
  printf -- '-- phpMyAdmin SQL Dump\nCREATE TABLE `a` (`title` text);\n' >dump
  printf 'INSERT INTO `posts` (`id`, `title`, `text`) VALUES\n(1, "A", "b");\n' >posts.csv
  mkdir folder
  touch folder/a.mrc folder/b.sql
  for file in mnemonic.txt lines.txt binary; do
    run sseindex --print "$file"
    [ "$status" -eq 2 ]
    says "convert with 'yaz-marcdump -o marcxml'"
  done
  for file in dump posts.csv; do
    run sseindex --print "$file"
    [ "$status" -eq 2 ]
    says "a database dump: export the table as .csv"
  done
  run sseindex --print folder
  says "1 .mrc (MARC: convert"
  says "1 .sql (a database dump"
}

@test "bookmarks of a browser and chats are no news and say so" {
  printf '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p><DT><A HREF="https://x.example/">The mill</A>\n' >b.html
  printf '\xe2\x80\x8e[12/05/2023, 10:11:12] Ann: The mill is open\nat last\n[12/05/2023, 10:12:12] Bob: Good\n' >c.txt
  printf '5/12/23, 10:11\xe2\x80\xafAM - Ann: The mill is open\n5/12/23, 10:12\xe2\x80\xafAM - Bob: Good\n' >d.txt
  printf '25.07.2023, 10:11 - The mill is open\n\nA text.\n' >e.txt
  run sseindex --db "$DB" b.html c.txt d.txt e.txt
  says "b.html: is a .bookmarks file, not text: browser bookmarks: save the pages"
  says "c.txt: is a .chat file, not text: a WhatsApp chat, not news"
  says "d.txt: is a .chat file, not text: a WhatsApp chat, not news"
  [ "$(sseindex --db "$DB" --stats --format json | jq .items)" = 1 ]
}

@test "a compound file says what its ending needs, named or found" {
  mkdir d
  compound d/a.msg __properties_version1.0 </dev/null
  cp d/a.msg d/a.txt
  for place in d/a.msg d; do
    run sseindex --db "$DB" "$place"
    says "Outlook's own format: convert with msgconvert to .eml"
  done
  run sseindex --db "$DB" d/a.txt
  says "d/a.txt: is a .doc file, not text"
}
