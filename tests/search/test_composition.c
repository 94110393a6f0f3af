/* Every construct of the query language with every other, in pairs and in many triples: a search finds what a
 * matcher finds that goes through the words of all items. Words have no stems and no synonyms here, so that
 * only the language is tested. */
#include "indexing.h"
#include "naive.h"

#include "search/search.h"

enum {
  ITEMS = 150, /* more than are examined one by one, so that many hits are found by skipping, too */
  TRIPLES = 4000
};

static struct naive_item items[ITEMS];
static index_db *opened;
static uint32_t state_of_random = 7;

static uint32_t random_below(uint32_t most) {
  state_of_random = state_of_random * 1664525u + 1013904223u; /* Knuth, 3.3.4 */
  return (state_of_random >> 8) % most;
}

/* Separates two tags, or two authors: a word that nothing asks for. */
static const char gap[] = "|";

static void make_item(struct naive_item *item) {
  static const char *const words[] = {"bako", "bakon", "milu", "ferno", "férno", "torvi", "zekal"};
  static const char *const sources[] = {"Mill", "Silo", NULL}, *const langs[] = {"xa", "xb", "xa-YY"},
                           *const sites[] = {"a.example", "news.a.example", "b.example", NULL};
  const int lengths[NAIVE_COLUMNS] = {2 + (int)random_below(3), (int)random_below(12), (int)random_below(3),
                                      (int)random_below(3)};
  for (int column = 0; column < NAIVE_COLUMNS; column++)
    for (item->counts[column] = 0; item->counts[column] < lengths[column];)
      item->words[column][item->counts[column]++] = words[random_below(7)];
  item->source = sources[random_below(3)];
  item->lang = langs[random_below(2)];
  item->site = sites[random_below(4)];
  item->year = random_below(4) > 0 ? 2020 + (int)random_below(3) : 0;
  for (int column = 2; column < NAIVE_COLUMNS; column++) {
    const char **entries = item->words[column];
    if (item->counts[column] < 2) continue;
    bool is_twice = entries[0] == entries[1]; /* which is one */
    entries[2] = entries[1];
    entries[1] = gap;
    item->counts[column] = is_twice ? 1 : 3;
  }
}

static void append_words(sse_buffer *out, const struct naive_item *item, int column, const char *between) {
  for (int i = 0; i < item->counts[column]; i++)
    if (item->words[column][i] != gap)
      sse_buffer_printf(out, "%s%s", i > 0 ? between : "", item->words[column][i]);
}

static void append_item(sse_buffer *out, const struct naive_item *item, int number) {
  sse_buffer_printf(out, "{\"id\":\"i%d\",\"lang\":\"%s\",\"title\":\"", number, item->lang);
  append_words(out, item, 0, " ");
  sse_buffer_append_text(out, "\",\"text\":\"");
  append_words(out, item, 1, " ");
  sse_buffer_append_text(out, "\",\"tags\":[");
  sse_buffer_append_text(out, item->counts[2] > 0 ? "\"" : "");
  append_words(out, item, 2, "\",\"");
  sse_buffer_append_text(out, item->counts[2] > 0 ? "\"]" : "]");
  sse_buffer_append_text(out, ",\"authors\":[");
  sse_buffer_append_text(out, item->counts[3] > 0 ? "\"" : "");
  append_words(out, item, 3, "\",\"");
  sse_buffer_append_text(out, item->counts[3] > 0 ? "\"]" : "]");
  if (item->source) sse_buffer_printf(out, ",\"source\":\"%s\"", item->source);
  if (item->site) sse_buffer_printf(out, ",\"url\":\"https://%s/%d\"", item->site, number);
  if (item->year) sse_buffer_printf(out, ",\"date\":\"%d-0%d\"", item->year, 1 + number % 9);
  sse_buffer_append_text(out, "}\n");
}

static int make_index(void **state) {
  sse_buffer lines = {0};
  sse_error err;
  char *database;
  if (make_folder(state) != 0) return -1;
  for (int i = 0; i < ITEMS; i++) {
    make_item(&items[i]);
    append_item(&lines, &items[i], i);
  }
  write_text(path_in(state, "items.jsonl"), lines.data);
  database = strdup(path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  sse_buffer_reset(&lines);
  sse_status status = index_open(database, &opened, &err);
  free(database);
  return status ? -1 : 0;
}

static int remove_index(void **state) {
  index_close(opened);
  return remove_folder(state);
}

/* Operands. */
static const char *const leaves[] = {"bako",          "férno",        "=ferno",
                                     "=férno",        "bak*",         "*no",
                                     "f*o",           "*ar*",         "\"bako milu\"",
                                     "\"milu bak*\"", "\"*o torvi\"", "\"milu zekal\"~2",
                                     "title:milu",    "title:f*",     "title:\"milu bako\"",
                                     "tag:torvi",     "tag:=ferno",   "author:bak*",
                                     "source:mill",   "lang:xa",      "date:2021",
                                     "has:date",      "has:url",      "site:a.example"};
enum { LEAVES = sizeof leaves / sizeof *leaves };

/* Operators with two operands. */
static const char *const joints[] = {"%s %s",        "%s AND %s",    "%s OR %s",       "%s -%s",
                                     "%s NEAR/2 %s", "-%s %s",       "title:(%s %s)",  "title:(%s OR %s)",
                                     "+%s NOT %s",   "NOT %s OR %s", "tag:(%s OR %s)", "%s NEAR/1 (-%s)"};
enum { JOINTS = sizeof joints / sizeof *joints };

static bool is_found(const search_results *results, int number) {
  char id[16];
  (void)snprintf(id, sizeof id, "i%d", number);
  for (size_t i = 0; i < results->hit_count; i++)
    if (strcmp(results->hits[i].id, id) == 0) return true;
  return false;
}

static void check(const char *query) {
  const search_options options = {.match = SEARCH_MATCH_ALL, .limit = ITEMS, .today = {2026, 1, 1}};
  search_results results;
  syntax *tree;
  sse_error err;
  assert_int_equal(syntax_parse(STR(query), &tree, &err), SSE_OK);
  if (search_run(opened, query, &options, &results, &err)) fail_msg("%s: %s", query, err.message);
  for (int i = 0; i < ITEMS; i++) {
    bool expected = naive_matches(tree, tree->root, &items[i]);
    if (is_found(&results, i) == expected) continue;
    sse_buffer item = {0};
    append_item(&item, &items[i], i);
    fail_msg("%s: %s %s", query, expected ? "lacks" : "has", item.data);
  }
  search_results_reset(&results);
  syntax_free(tree);
}

/* Replaces the two %s of a joint. */
static void join(sse_buffer *out, const char *joint, const char *left, const char *right) {
  const char *first = strstr(joint, "%s"), *second = strstr(first + 2, "%s");
  sse_buffer_clear(out);
  sse_buffer_printf(out, "%.*s%s%.*s%s%s", (int)(first - joint), joint, left, (int)(second - first - 2),
                    first + 2, right, second + 2);
}

static void every_pair_of_constructs_means_what_its_parts_mean(void **state) {
  sse_buffer query = {0};
  (void)state;
  for (int i = 0; i < JOINTS * LEAVES * LEAVES; i++) {
    join(&query, joints[i / (LEAVES * LEAVES)], leaves[i / LEAVES % LEAVES], leaves[i % LEAVES]);
    check(query.data);
  }
  sse_buffer_reset(&query);
}

static void many_triples_do(void **state) {
  sse_buffer pair = {0}, group = {0}, query = {0};
  (void)state;
  for (int i = 0; i < TRIPLES; i++) {
    const char *leaf = leaves[random_below(LEAVES)];
    bool is_left = random_below(2) == 0;
    join(&pair, joints[random_below(JOINTS)], leaves[random_below(LEAVES)], leaves[random_below(LEAVES)]);
    join(&group, "(%s%s)", pair.data, "");
    join(&query, joints[random_below(JOINTS)], is_left ? group.data : leaf, is_left ? leaf : group.data);
    check(query.data);
  }
  sse_buffer_reset(&pair);
  sse_buffer_reset(&group);
  sse_buffer_reset(&query);
}

/* Only some notes are kept of a query with very many. */
static void a_filter_without_a_value_matches_nothing_also_after_many_notes(void **state) {
  sse_buffer filters = {0};
  search_results results;
  sse_error err;
  (void)state;
  sse_buffer_append_text(&filters, "has:date ");
  for (int length = 2; length < 40; length++) /* a note for each, as they differ */
    sse_buffer_printf(&filters, "OR \"%.*s\" ", length, "!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!?");
  sse_buffer_append_text(&filters, "title:");
  const search_options options = {.limit = ITEMS, .filters = filters.data};
  assert_int_equal(search_run(opened, "bako OR -bako", &options, &results, &err), SSE_OK);
  assert_int_equal(results.total, 0);
  search_results_reset(&results);
  sse_buffer_reset(&filters);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_pair_of_constructs_means_what_its_parts_mean),
      cmocka_unit_test(many_triples_do),
      cmocka_unit_test(a_filter_without_a_value_matches_nothing_also_after_many_notes),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
