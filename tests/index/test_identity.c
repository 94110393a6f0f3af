/* Which items are the same: histories of runs, each with the contents of the index at its end.
 * A file is a source. Those of feeds are written as RSS, others as JSON Lines. */
#include "indexing.h"

#include <sys/stat.h>
#include <xxhash.h>

enum { RUNS_MOST = 5, FIELDS = 6 };

/* A file and its contents in a run, one item per line: id|title|address|text|publisher|date. */
struct reading {
  const char *file, *items;
};
struct history {
  const char *name;
  struct reading runs[RUNS_MOST];
  const char *expected; /* of all items that are not gone, by title and text */
};
/* Articles, no half of which resembles another one's. */
#define MILL                                                                                                 \
  "The mill by the river was sold to those who work in it, after its owner had looked for a buyer for "      \
  "three "                                                                                                   \
  "years. Forty of them put two thousand euros each into the cooperative, and a bank of the region lent "    \
  "the "                                                                                                     \
  "rest. They will go on making flour for the bakeries of the valley, and want to take in two apprentices "  \
  "a "                                                                                                       \
  "year. The mayor, who came to the signing, spoke of a good day for the town and of the bread it will eat."
#define HARBOUR                                                                                              \
  "Boats may sail again from the old harbour, which was closed for repairs since the storm of last winter. " \
  "Fishers of eleven families paid for the new quay together with the county, and will run its cold store "  \
  "themselves. Prices are now set at an auction each morning, open to restaurants and to people on "         \
  "holiday. "                                                                                                \
  "What is left over goes to schools, at cost, as the statutes of their association have said since 1931."
#define BAKERY                                                                                               \
  "Seven founders opened a bakery where a supermarket had stood empty. Each owns one share, whoever joins "  \
  "later buys another, and all decide on Mondays about hours, wages and sorts. Rye comes from a farm that "  \
  "supplies members of a community garden; ovens were found second hand. In its first month more than nine " \
  "hundred customers signed up for a subscription of loaves, which pays ahead for wood, salt and "           \
  "electricity."
#define FERRY                                                                                                \
  "Since the company gave up its line, an island of sixty people runs a ferry of its own. A trust holds "    \
  "the "                                                                                                     \
  "vessel, volunteers sell tickets, one skipper and two deck hands are employed. Crossings were doubled in " \
  "summer, tourists pay twice what residents do, and cars must be booked. Its accounts, shown at the "       \
  "assembly "                                                                                                \
  "on Saturday, close with a small surplus that will be spent on an engine which needs no oil at all."

/* clang-format off */
static const struct history histories[] = {
    /* Ids */
    {"numbers belong to their source",
     {{"a.jsonl", "1|Mill||Flour.|A"}, {"b.jsonl", "1|Harbour||Boats.|B"}, {"a.jsonl", "1|Mill||Flour!|A"}},
     "*|Harbour||Boats.|B\n1|Mill||Flour!|A"},
    {"names with a colon belong to their source",
     {{"a.xml", "post:7|Mill||Flour."}, {"b.xml", "post:7|Harbour||Boats."}},
     "*|Harbour||Boats.|-\npost:7|Mill||Flour.|-"},
    {"the same title does not make an id of two sources one",
     {{"a.jsonl", "1|Newsletter||Of the mill.|A"}, {"b.jsonl", "1|Newsletter||Of the harbour.|B"}},
     "*|Newsletter||Of the harbour.|B\n1|Newsletter||Of the mill.|A"},
    {"one export after the other has an item once",
     {{"monday.jsonl", "1|Mill||Flour.|A"}, {"tuesday.jsonl", "1|Mill||Flour.|A\n2|Harbour||Boats.|A"}},
     "2|Harbour||Boats.|A\n1|Mill||Flour.|A"},
    {"a tag is one item in the whole world",
     {{"a.xml", "tag:a.example,2026:5|Mill||Flour."}, {"b.xml", "tag:a.example,2026:5|Mill||Flour."}},
     "tag:a.example,2026:5|Mill||Flour.|-"},
    {"a UUID is, in both its forms and cases",
     {{"a.jsonl", "urn:uuid:0b1f8a52-7c0e-4a53-9d4e-2b9a5f0e7711|Mill||Flour.|A"},
      {"b.jsonl", "0B1F8A52-7C0E-4A53-9D4E-2B9A5F0E7711|Mill||Flour.|B"}},
     "urn:uuid:0b1f8a52-7c0e-4a53-9d4e-2b9a5f0e7711|Mill||Flour.|A"},
    {"what is nearly a UUID is not",
     {{"a.jsonl", "0b1f8a52-7c0e-4a53-9d4e-2b9a5f0e771g|Mill||Flour.|A"},
      {"b.jsonl", "0b1f8a52-7c0e-4a53-9d4e-2b9a5f0e771g|Mill||Boats.|B"}},
     "*|Mill||Boats.|B\n0b1f8a52-7c0e-4a53-9d4e-2b9a5f0e771g|Mill||Flour.|A"},
    {"neither is a UUID of zeros, nor a tag or URN without its parts",
     {{"a.jsonl", "00000000-0000-0000-0000-000000000000|Mill||Flour.|A\ntag:1|Boats||Sails.|A\nurn:1|Bread||Rye.|A"},
      {"b.jsonl", "00000000-0000-0000-0000-000000000000|Lake||Fish.|B\ntag:1|Vine||Wine.|B\nurn:1|Yarn||Wool.|B"}},
     "tag:1|Boats||Sails.|A\nurn:1|Bread||Rye.|A\n*|Lake||Fish.|B\n"
     "00000000-0000-0000-0000-000000000000|Mill||Flour.|A\n*|Vine||Wine.|B\n*|Yarn||Wool.|B"},
    {"a title is edited under its id",
     {{"a.xml", "5|Mill|https://a.example/5|Flour."}, {"a.xml", "5|Mill sold|https://a.example/5|Flour."}},
     "5|Mill sold|https://a.example/5|Flour.|-"},
    {"an id gets another address",
     {{"a.xml", "5|Mill|https://a.example/5|Flour."}, {"a.xml", "5|Mill|https://a.example/mill|Flour."}},
     "5|Mill|https://a.example/mill|Flour.|-"},
    {"an id is edited in title and address",
     {{"a.xml", "5|Mill|https://a.example/mill|Flour."},
      {"a.xml", "5|Mill sold|https://a.example/mill-sold|Flour."}},
     "5|Mill sold|https://a.example/mill-sold|Flour.|-"},
    {"an id and title twice in a reading are one item, the fuller one",
     {{"a.jsonl", "5|Mill||Flour and bread.|A\n5|Mill||Flour.|A"}},
     "5|Mill||Flour and bread.|A"},
    {"one id for all is none",
     {{"a.xml", "x|Mill|https://a.example/1|M.\nx|Harbour|https://a.example/2|H.\nx|Ferry|https://a.example/3|F."},
      {"a.xml", "x|Bakery|https://a.example/4|B.\nx|Mill|https://a.example/1|M.\nx|Harbour|https://a.example/2|H!"}},
     "*|Bakery|https://a.example/4|B.|-\n*|Ferry|https://a.example/3|F.|-\n*|Harbour|https://a.example/2|H!|-\n"
     "x|Mill|https://a.example/1|M.|-"},
    {"one id and title for all are none",
     {{"a.xml", "x|Letter|https://a.example/1|1.\nx|Letter|https://a.example/2|2."},
      {"a.xml", "x|Letter|https://a.example/3|3.\nx|Letter|https://a.example/1|1."}},
     "x|Letter|https://a.example/1|1.|-\n*|Letter|https://a.example/2|2.|-\n*|Letter|https://a.example/3|3.|-"},
    {"a title is edited although one id is for all",
     {{"a.xml", "x|Mill|https://a.example/1|M.\nx|Harbour|https://a.example/2|H."},
      {"a.xml", "x|Mill sold|https://a.example/1|M.\nx|Harbour|https://a.example/2|H."}},
     "*|Harbour|https://a.example/2|H.|-\nx|Mill sold|https://a.example/1|M.|-"},
    {"an id that is a site's root is none",
     {{"a.jsonl", "https://a.example/|Mill||Flour.|A"}, {"b.jsonl", "https://a.example/|Harbour||Boats.|B"}},
     "*|Harbour||Boats.|B\nhttps://a.example/|Mill||Flour.|A"},
    /* Addresses */
    {"an id that changes does not make another item",
     {{"a.xml", "n1|Mill|https://a.example/mill|Flour."}, {"a.xml", "n2|Mill|https://a.example/mill|Flour."},
      {"a.xml", "n2|Mill|https://a.example/new|Flour."}},
     "n1|Mill|https://a.example/new|Flour.|-"},
    {"a title is edited under its address",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|A"}, {"a.jsonl", "|Mill sold|https://a.example/mill|Flour.|A"}},
     "https://a.example/mill|Mill sold|https://a.example/mill|Flour.|A"},
    {"an address in two sources is one item, whatever the ids",
     {{"a.xml", "1|Mill|https://a.example/mill|Flour."}, {"b.jsonl", "77|Mill|https://a.example/mill|Flour.|B"}},
     "1|Mill|https://a.example/mill|Flour.|-"},
    {"an id that is an address and an address are one item",
     {{"a.jsonl", "https://a.example/mill|Mill||Flour.|A"}, {"b.jsonl", "|Mill|https://a.example/mill|Flour.|B"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour.|A"},
    {"one address for all is none",
     {{"a.xml", "|Mill|https://a.example/news|M.\n|Harbour|https://a.example/news|H."},
      {"a.xml", "|Ferry|https://a.example/news|F.\n|Mill|https://a.example/news|M!"}},
     "*|Ferry|https://a.example/news|F.|-\n*|Harbour|https://a.example/news|H.|-\n*|Mill|https://a.example/news|M!|-"},
    {"a site's root is the address of no item",
     {{"a.xml", "|Mill|https://a.example/|M."}, {"a.xml", "|Harbour|https://a.example|H."}},
     "*|Harbour|https://a.example/|H.|-\n*|Mill|https://a.example/|M.|-"},
    {"a root shared by two publishers",
     {{"a.xml", "1|Mill|https://a.example/|M."}, {"b.xml", "1|Harbour|https://a.example/|H."}},
     "*|Harbour|https://a.example/|H.|-\n1|Mill|https://a.example/|M.|-"},
    {"of one title and root, ids tell items of one reading apart",
     {{"a.jsonl", "1|Meeting|https://a.example/|In March.|A\n2|Meeting|https://a.example/|In May.|A"},
      {"a.jsonl", "1|Meeting|https://a.example/|In March.|A\n2|Meeting|https://a.example/|In June.|A"}},
     "2|Meeting|https://a.example/|In June.|A\n1|Meeting|https://a.example/|In March.|A"},
    {"nor does an id that changes, under a root",
     {{"a.jsonl", "1|Meeting|https://a.example/|In March.|A"}, {"a.jsonl", "7|Meeting|https://a.example/|In March!|A"}},
     "1|Meeting|https://a.example/|In March!|A"},
    /* Two sources */
    {"the publisher stays, the fuller text is taken",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|The Mill"},
      {"b.jsonl", "|Planet: Mill|https://a.example/mill|Flour and bread.|Planet"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour and bread.|The Mill"},
    {"a shorter text is not",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour and bread.|The Mill"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour.|Planet"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour and bread.|The Mill"},
    {"the owner's edit leaves the fuller text",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|The Mill"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour and bread.|Planet"},
      {"a.jsonl", "|Mill sold|https://a.example/mill|Flour!|The Mill"}},
     "https://a.example/mill|Mill sold|https://a.example/mill|Flour and bread.|The Mill"},
    {"and replaces it once it is fuller",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|The Mill"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour and bread.|Planet"},
      {"a.jsonl", "|Mill|https://a.example/mill|Flour, bread and cake.|The Mill"},
      {"b.jsonl", "|Mill|https://a.example/mill|Bread.|Planet"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour, bread and cake.|The Mill"},
    {"the source that lent a text may correct it",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|The Mill"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour and bred.|Planet"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour, bread.|Planet"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour, bread.|The Mill"},
    {"the address that the owner lacks is taken",
     {{"a.jsonl", "tag:a.example,2026:1|Mill||Flour.|A"},
      {"b.jsonl", "tag:a.example,2026:1|Mill|https://a.example/mill|Flour.|B"}},
     "tag:a.example,2026:1|Mill|https://a.example/mill|Flour.|A"},
    {"an edit that leaves less of it has the other source read again, which is as it was",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour and bread.|A"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour and bread.|B"},
      {"a.jsonl", "|Mill|https://a.example/mill|Flour.|A"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour and bread.|B"}},
     "https://a.example/mill|Mill|https://a.example/mill|Flour and bread.|A"},
    {"an item that its owner lost passes on, and the next reading is its owner's",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|A\n|Ferry|https://a.example/ferry|Boats.|A"},
      {"b.jsonl", "|Mill|https://a.example/mill|Flour.|B"},
      {"a.jsonl", "|Ferry|https://a.example/ferry|Boats.|A"},
      {"b.jsonl", "|Mill|https://a.example/mill|Bread|B"}},
     "https://a.example/ferry|Ferry|https://a.example/ferry|Boats.|A\n"
     "https://a.example/mill|Mill|https://a.example/mill|Bread|B"},
    {"and says what that source says, which is as it was",
     {{"a.jsonl", "|Mill|https://a.example/mill|Flour.|A\n|Ferry|https://a.example/ferry|Boats.|A"},
      {"b.jsonl", "|Mill sold|https://a.example/mill|Flour.|B"},
      {"a.jsonl", "|Ferry|https://a.example/ferry|Boats.|A"},
      {"b.jsonl", "|Mill sold|https://a.example/mill|Flour.|B"}},
     "https://a.example/ferry|Ferry|https://a.example/ferry|Boats.|A\n"
     "https://a.example/mill|Mill sold|https://a.example/mill|Flour.|B"},
    {"but not two whole articles that name one section as their address, with or without dates",
     {{"a.jsonl", "|Workers buy the mill|https://a.example/news/|" MILL "|A|2026-03-01"},
      {"b.jsonl", "|The harbour opens|https://a.example/news/|" HARBOUR "|A|2026-03-02"},
      {"c.jsonl", "|Seven found a bakery|https://a.example/town/|" BAKERY "|A"},
      {"d.jsonl", "|A ferry of their own|https://a.example/town/|" FERRY "|A"},
      {"b.jsonl", "|The harbour opens|https://a.example/news/|" HARBOUR "!|A|2026-03-02"}},
     "*|A ferry of their own|https://a.example/town/|" FERRY "|A\n"
     "https://a.example/town/|Seven found a bakery|https://a.example/town/|" BAKERY "|A\n"
     "*|The harbour opens|https://a.example/news/|" HARBOUR "!|A\n"
     "https://a.example/news/|Workers buy the mill|https://a.example/news/|" MILL "|A"},
    {"nor two articles of a few sentences",
     {{"a.jsonl", "|Workers buy the mill|https://a.example/news/|The mill was sold to its workers on Monday, and they will grind flour for all of the valley from today.|A"},
      {"b.jsonl", "|The harbour opens|https://a.example/news/|Boats may sail again now that the wreck is gone, says the town, which has paid three divers for the work that nobody wanted.|A"}},
     "*|The harbour opens|https://a.example/news/|Boats may sail again now that the wreck is gone, says the town, which has paid three divers for the work that nobody wanted.|A\n"
     "https://a.example/news/|Workers buy the mill|https://a.example/news/|The mill was sold to its workers on Monday, and they will grind flour for all of the valley from today.|A"},
    {"a summary under another headline is not an article",
     {{"a.jsonl", "|Workers buy the mill|https://a.example/news/|" MILL "|A"},
      {"b.jsonl", "|Flour for all of the valley|https://a.example/news/|Those who worked there for years have it now, and will go on, they say, with what they know best.|A"}},
     "https://a.example/news/|Workers buy the mill|https://a.example/news/|" MILL "|A"},
    /* Series */
    {"one item at a time under one id and address are as many as there were",
     {{"a.xml", "x|Mill sold|https://a.example/news|The mill was sold to its workers.||2026-03-01"},
      {"a.xml", "x|Harbour opens|https://a.example/news|Boats may sail again.||2026-03-02"},
      {"a.xml", "x|Harbour opens|https://a.example/news|Boats may sail again.||2026-03-02"},
      {"a.xml", "x|A bakery|https://a.example/news|Bread by seven founders.||2026-03-03"}},
     "*|A bakery|https://a.example/news|Bread by seven founders.|-\n"
     "*|Harbour opens|https://a.example/news|Boats may sail again.|-\n"
     "x|Mill sold|https://a.example/news|The mill was sold to its workers.|-"},
    {"and under one id and title, with addresses of their own",
     {{"a.xml", "x|Daily letter|https://a.example/1|The mill was sold to its workers.||2026-03-01"},
      {"a.xml", "x|Daily letter|https://a.example/2|Boats may sail again.||2026-03-02"}},
     "*|Daily letter|https://a.example/2|Boats may sail again.|-\n"
     "x|Daily letter|https://a.example/1|The mill was sold to its workers.|-"},
    {"and under one address and title",
     {{"a.xml", "|Daily letter|https://a.example/d|The mill was sold to its workers.||2026-03-01"},
      {"a.xml", "|Daily letter|https://a.example/d|Boats may sail again.||2026-03-02"}},
     "*|Daily letter|https://a.example/d|Boats may sail again.|-\n"
     "https://a.example/d|Daily letter|https://a.example/d|The mill was sold to its workers.|-"},
    {"an item edited on another day is one",
     {{"a.xml", "x|Mill sold|https://a.example/d|The mill was sold to its workers.||2026-03-01"},
      {"a.xml", "x|Correction: mill sold|https://a.example/e|The mill was sold to all of its workers.||2026-03-02"}},
     "x|Correction: mill sold|https://a.example/e|The mill was sold to all of its workers.|-"},
    {"and one of which only the beginning was there",
     {{"a.xml", "|Mill sold|https://a.example/d|The mill was sold.||2026-03-01"},
      {"a.xml", "|Mill sold|https://a.example/d|The mill was sold. Its workers bought it for one euro, and flour.||2026-03-02"}},
     "https://a.example/d|Mill sold|https://a.example/d|The mill was sold. Its workers bought it for one euro, and flour.|-"},
    {"but not of a date without a day in between, nor an item among others, edited on another day",
     {{"a.xml", "1|Mill sold|https://a.example/1|The mill was sold to its workers.||2026-03-01\n2|Ferry|https://a.example/2|Boats."},
      {"a.xml", "1|Mill sold|https://a.example/1|Seven founders have a bakery now.||2026-03-02\n2|Ferry|https://a.example/2|Boats."},
      {"a.xml", "1|Mill sold|https://a.example/1|Of all ferries this one sails best.||2026-03-03\n2|Ferry|https://a.example/2|Boats."}},
     "2|Ferry|https://a.example/2|Boats.|-\n1|Mill sold|https://a.example/1|Of all ferries this one sails best.|-"},
    {"nor with an address alone",
     {{"a.xml", "|Mill sold|https://a.example/1|The mill was sold to its workers.||2026-03-01\n|Ferry|https://a.example/2|Boats."},
      {"a.xml", "|Mill sold|https://a.example/1|Seven founders have a bakery now.||2026-03-02\n|Ferry|https://a.example/2|Boats."}},
     "https://a.example/2|Ferry|https://a.example/2|Boats.|-\nhttps://a.example/1|Mill sold|https://a.example/1|Seven founders have a bakery now.|-"},
    {"without dates, title and text tell the items of a series apart",
     {{"a.xml", "x|Mill sold to workers|https://a.example/n|The mill was sold to its workers."},
      {"a.xml", "x|The harbour opens|https://a.example/n|Boats may sail again."},
      {"a.xml", "x|The harbour opens|https://a.example/n|Boats may sail again, and did."},
      {"a.xml", "x|Seven found a bakery|https://a.example/n|Bread by seven founders."}},
     "x|Mill sold to workers|https://a.example/n|The mill was sold to its workers.|-\n"
     "*|Seven found a bakery|https://a.example/n|Bread by seven founders.|-\n"
     "*|The harbour opens|https://a.example/n|Boats may sail again, and did.|-"},
    /* Contents */
    {"ids made anew for each reading tell nothing",
     {{"a.xml", "r1|Mill||Flour.||2026-03-01\nr2|Ferry||Boats.\nr3|Lake"},
      {"a.xml", "r4|Mill||Flour.||2026-03-01\nr5|Ferry||Boats.\nr6|Lake\nr7|Yarn||Wool."}},
     "r2|Ferry||Boats.|-\nr3|Lake|||-\nr1|Mill||Flour.|-\nr7|Yarn||Wool.|-"},
    {"but two of one reading are two",
     {{"a.xml", "r1|Mill||Flour.\nr2|Mill||Flour."}, {"a.xml", "r3|Mill||Flour.\nr4|Mill||Flour."}},
     "r1|Mill||Flour.|-\nr2|Mill||Flour.|-"},
    {"a title is edited although the address is for all",
     {{"a.xml", "|Mill|https://a.example/n|The mill was sold.||2026-03-01\n|Ferry|https://a.example/n|Boats sail.||2026-03-01"},
      {"a.xml", "|Mill sold|https://a.example/n|The mill was sold.||2026-03-01\n|Ferry|https://a.example/n|Boats sail.||2026-03-01"}},
     "*|Ferry|https://a.example/n|Boats sail.|-\nhttps://a.example/n|Mill sold|https://a.example/n|The mill was sold.|-"},
    {"and although the id is",
     {{"a.xml", "x|Mill||The mill was sold.||2026-03-01\nx|Ferry||Boats sail.||2026-03-01"},
      {"a.xml", "x|Mill sold||The mill was sold.||2026-03-01\nx|Ferry||Boats sail.||2026-03-01"}},
     "*|Ferry||Boats sail.|-\nx|Mill sold||The mill was sold.|-"},
    {"titles under one address without a text are items",
     {{"a.xml", "|Mill|https://a.example/n|||2026-03-01\n|Ferry|https://a.example/n|||2026-03-01"},
      {"a.xml", "|Lake|https://a.example/n|||2026-03-01\n|Mill|https://a.example/n|||2026-03-01\n|Ferry|https://a.example/n|||2026-03-01"}},
     "*|Ferry|https://a.example/n||-\n*|Lake|https://a.example/n||-\nhttps://a.example/n|Mill|https://a.example/n||-"},
    {"titles under one id without a text are, where their addresses differ",
     {{"a.xml", "x|Mill|https://a.example/1|||2026-03-01\nx|Ferry|https://a.example/2|||2026-03-01"},
      {"a.xml", "x|Mill|https://a.example/3|||2026-03-01"}},
     "*|Ferry|https://a.example/2||-\nx|Mill|https://a.example/1||-\n*|Mill|https://a.example/3||-"},
    {"and so is a text without a date under another title",
     {{"a.xml", "x|Mill||The mill was sold.\nx|Ferry||Boats sail."}, {"a.xml", "x|Mill sold||The mill was sold."}},
     "*|Ferry||Boats sail.|-\nx|Mill||The mill was sold.|-\n*|Mill sold||The mill was sold.|-"},
    {"and the same text under another id and address",
     {{"a.xml", "x|Mill|https://a.example/1|Flour.||2026-03-01\nx|Ferry|https://a.example/2|Boats.||2026-03-01\n"
                "z|Lake|https://a.example/3|Fish.||2026-03-01"},
      {"a.xml", "x|Lake|https://a.example/9|Fish.||2026-03-01"}},
     "*|Ferry|https://a.example/2|Boats.|-\nz|Lake|https://a.example/3|Fish.|-\n*|Lake|https://a.example/9|Fish.|-\n"
     "x|Mill|https://a.example/1|Flour.|-"},
};/* clang-format on */

/* Splits a line into its fields, ended by NUL; missing ones are empty. */
static void split(char *line, const char *fields[FIELDS]) {
  for (size_t i = 0; i < FIELDS; i++) {
    char *bar = line ? strchr(line, '|') : NULL;
    fields[i] = line ? line : "";
    if (bar) *bar = '\0';
    line = bar ? bar + 1 : NULL;
  }
}
static void put_element(FILE *file, const char *format, const char *value) {
  if (*value) assert_true(fprintf(file, format, value) > 0);
}
static void put_item(FILE *file, bool is_feed, const char *fields[FIELDS]) {
  (void)fprintf(file, is_feed ? "<item>" : "{");
  put_element(file, is_feed ? "<guid isPermaLink=\"false\">%s</guid>" : "\"id\":\"%s\",", fields[0]);
  put_element(file, is_feed ? "<link>%s</link>" : "\"url\":\"%s\",", fields[2]);
  put_element(file, is_feed ? "<description>%s</description>" : "\"text\":\"%s\",", fields[3]);
  if (!is_feed) put_element(file, "\"source\":\"%s\",", fields[4]);
  put_element(file, is_feed ? "<pubDate>%s</pubDate>" : "\"date\":\"%s\",", fields[5]);
  put_element(file, is_feed ? "<title>%s</title></item>\n" : "\"title\":\"%s\"}\n", fields[1]);
}
static void write_reading(const char *path, const char *items) {
  bool is_feed = strstr(path, ".xml") != NULL;
  char *copy = strdup(items), *rest = copy;
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  if (is_feed) (void)fprintf(file, "<rss version=\"2.0\"><channel><title>-</title>\n");
  for (char *line; (line = strsep(&rest, "\n"));) {
    const char *fields[FIELDS];
    split(line, fields);
    put_item(file, is_feed, fields);
  }
  if (is_feed) (void)fprintf(file, "</channel></rss>\n");
  assert_int_equal(fclose(file), 0);
  free(copy);
}
/* Compares with the expected text, in which the id `*` is any id that is not empty. */
static bool agrees(const char *found, const char *expected) {
  while (*expected) {
    if (*expected == '*') {
      size_t length = strcspn(found, "|\n");
      if (length == 0) return false;
      found += length;
      expected++;
    } else if (*found++ != *expected++) {
      return false;
    }
  }
  return !*found;
}
static void check_history(void **state, const struct history *history) {
  static const char sql[] =
      "SELECT group_concat(line, char(10)) FROM (SELECT id || '|' || title || '|' || coalesce(url, '') || '|'"
      " || body || '|' || coalesce(source, '-') AS line FROM item ORDER BY title, body)";
  char *db = strdup(path_in(state, "identity.db"));
  sse_error err;
  for (size_t i = 0; i < RUNS_MOST && history->runs[i].file; i++) {
    write_reading(path_in(state, history->runs[i].file), history->runs[i].items);
    (void)index_path_into(db, path_in(state, history->runs[i].file));
  }
  char *found = query_index(db, sql);
  if (!agrees(found, history->expected))
    fail_msg("%s:\n%s\nnot\n%s", history->name, found, history->expected);
  assert_int_equal(index_check(db, &err), SSE_OK);
  free(found);
  assert_int_equal(remove(db), 0);
  free(db);
}
static void an_item_is_one_through_all_its_history(void **state) {
  for (size_t i = 0; i < sizeof histories / sizeof *histories; i++)
    check_history(state, &histories[i]);
}
/* The same input is read again: nothing may count as new or changed, or it would do so every night. */
static void a_reading_again_changes_nothing(void **state) {
  for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
    char *db = strdup(path_in(state, "again.db"));
    const struct reading *reading = &histories[i].runs[0];
    char *file = strdup(path_in(state, reading->file));
    write_reading(file, reading->items);
    (void)index_path_into(db, file);
    FILE *touched = fopen(file, "a");
    assert_non_null(touched);
    assert_int_equal(fputc('\n', touched), '\n');
    assert_int_equal(fclose(touched), 0);
    index_report report = index_path_into(db, file);
    if (report.added + report.updated > 0) fail_msg("%s: not the same again", histories[i].name);
    free(file);
    assert_int_equal(remove(db), 0);
    free(db);
  }
}
/* Two thousand items with the same id or address take no longer than others, and stay apart. */
static void many_items_under_one_key_stay_apart(void **state) {
  static const char *const keys[] = {"\"id\":\"x\"", "\"url\":\"https://a.example/\"",
                                     "\"url\":\"https://a.example/news\",\"id\":\"tag:a,2026:1\""};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    char *db = strdup(path_in(state, "many.db"));
    char *items = strdup(path_in(state, "many.jsonl"));
    for (int run = 0; run < 2; run++) {
      FILE *file = fopen(items, "w");
      assert_non_null(file);
      for (int item = run * 10; item < 2000 + run * 10; item++)
        (void)fprintf(file, "{%s,\"title\":\"Title %d\"}\n", keys[i], item);
      assert_int_equal(fclose(file), 0);
      index_report report = index_path_into(db, items);
      assert_int_equal(report.added, run == 0 ? 2000 : 10);
      assert_int_equal(report.updated, 0);
    }
    free(items);
    assert_int_equal(remove(db), 0);
    free(db);
  }
}
/* A program that creates new ids each time the source is read. */
static void many_items_of_one_content_are_found_again(void **state) {
  char *db = strdup(path_in(state, "alike.db"));
  char *feed = strdup(path_in(state, "alike.xml"));
  for (int run = 0; run < 3; run++) {
    FILE *file = fopen(feed, "w");
    assert_non_null(file);
    assert_true(fputs("<rss version=\"2.0\"><channel><title>T</title>", file) >= 0);
    for (int item = 0; item < 30; item++) {
      (void)fprintf(file,
                    "<item><title>Market day</title><guid isPermaLink=\"false\">%d-%d</guid>"
                    "<description>Stalls open at nine.</description>"
                    "<pubDate>Tue, 25 Jul 2023 10:00:00 GMT</pubDate></item>",
                    run, item);
    }
    assert_true(fputs("</channel></rss>", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(index_path_into(db, feed).added, run == 0 ? 30 : 0);
  }
  free(feed);
  free(db);
}
static void a_moved_line_is_noted_and_is_no_change(void **state) {
  char *db = strdup(path_in(state, "line.db"));
  char *items = strdup(path_in(state, "line.jsonl"));
  write_text(items, "{\"title\":\"Mill\",\"id\":\"1\"}\n");
  (void)index_path_into(db, items);
  char *before = query_index(db, "SELECT line FROM item WHERE id = '1'");
  write_text(items, "{\"title\":\"Ferry\",\"id\":\"2\"}\n{\"title\":\"Mill\",\"id\":\"1\"}\n");
  index_report report = index_path_into(db, items);
  assert_int_equal(report.updated, 0);
  if (strcmp(before, "NULL") != 0) assert_query(db, "SELECT line FROM item WHERE id = '1'", "2");
  free(before);
  free(items);
  free(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_item_is_one_through_all_its_history),
      cmocka_unit_test(a_reading_again_changes_nothing),
      cmocka_unit_test(many_items_under_one_key_stay_apart),
      cmocka_unit_test(many_items_of_one_content_are_found_again),
      cmocka_unit_test(a_moved_line_is_noted_and_is_no_change),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
