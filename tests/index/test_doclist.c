/* Doclists read without FTS5, compared with what FTS5 reports for the same terms (fts5vocab): all terms of an
 * index that several runs built, with items that changed and disappeared; with seeks as readers make them;
 * and with damage. */
#include "index/doclist.h"
#include "index/tokenizer.h"
#include "indexing.h"

#include <string.h>

/* Writes texts with words of all frequencies, some with thousands of positions, so that doclists and position
 * lists span several pages. */
static void write_items(const char *path, unsigned first, unsigned count, unsigned salt) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  for (unsigned item = first; item < first + count; item++) {
    (void)fprintf(file, "{\"id\":\"%u\",\"title\":\"every title %u\",\"tags\":[\"of %u\"],\"text\":\"", item,
                  item % 7, item % 3);
    for (unsigned word = 0; word < (item % 200 == 5 ? 9000 : 12); word++)
      (void)fprintf(file, " w%u every", (item * 31 + word * word * 17 + salt) % (word % 3 == 0 ? 5 : 4000));
    (void)fprintf(file, "\"}\n");
  }
  assert_int_equal(fclose(file), 0);
}

static const char *make_index(void **state) {
  static char path[512];
  (void)snprintf(path, sizeof path, "%s", path_in(state, "index.db"));
  for (unsigned run = 0; run < 4; run++) {
    char name[32];
    (void)snprintf(name, sizeof name, "items%u.jsonl", run);
    write_items(path_in(state, name), run == 3 ? 1000 : run * 1000, run == 0 ? 3000 : 40, run);
    index_path_into(path, path_in(state, name));
  }
  return path;
}

struct comparing {
  index_doclist *list;
  index_places places;
  char term[256];
  uint32_t item;
  size_t items;
};

static void open_list(const index_db *index, const char *term, struct comparing *comparing) {
  sse_error err;
  (void)snprintf(comparing->term, sizeof comparing->term, "%s", term);
  comparing->item = 0;
  comparing->places = (index_places){0};
  if (index_doclist_open(index, sse_str_of(term), &comparing->list, &err))
    fail_msg("%s: %s", term, err.message);
}

static void end_list(struct comparing *comparing) {
  uint32_t item = 0;
  int column = comparing->places.column, offset = comparing->places.offset;
  sse_error err;
  if (!comparing->list) return;
  if (index_place_next(&comparing->places))
    fail_msg("%s: a place too many after %d %d", comparing->term, column, offset);
  assert_int_equal(index_doclist_seek(comparing->list, comparing->item + 1, &item, &err), SSE_OK);
  if (item != INDEX_DOCLIST_END) fail_msg("%s: item %u too many", comparing->term, item);
  index_doclist_free(comparing->list);
  comparing->list = NULL;
}

/* Compares the next position that FTS5 reports, of the current term or of another one. */
static void compare_place(const index_db *index, struct comparing *comparing, sqlite3_stmt *row) {
  const char *term = (const char *)sqlite3_column_text(row, 0),
             *column = (const char *)sqlite3_column_text(row, 2);
  static const char *const columns[] = {"title", "body", "tags", "author"};
  const uint32_t item = (uint32_t)sqlite3_column_int64(row, 1);
  sse_error err;
  if (!comparing->list || strcmp(comparing->term, term) != 0) {
    end_list(comparing);
    open_list(index, term, comparing);
  }
  if (item != comparing->item) {
    uint32_t found = 0;
    if (index_place_next(&comparing->places))
      fail_msg("%s: a place too many of item %u", term, comparing->item);
    assert_int_equal(index_doclist_seek(comparing->list, comparing->item + 1, &found, &err), SSE_OK);
    if (found != item) fail_msg("%s: item %u instead of %u", term, found, item);
    comparing->places = index_doclist_places(comparing->list);
    comparing->item = item;
    comparing->items++;
  }
  if (!index_place_next(&comparing->places)) fail_msg("%s: item %u lacks a place", term, item);
  assert_string_equal(columns[comparing->places.column], column);
  assert_int_equal(comparing->places.offset, sqlite3_column_int(row, 3));
}

static void every_term_has_the_items_and_places_that_fts5_says(void **state) {
  const char *path = make_index(state);
  index_db *index;
  sqlite3_stmt *row;
  sse_error err;
  struct comparing comparing = {0};
  char *segments = query_index(path, "SELECT count(DISTINCT segid) > 1 FROM terms_idx");
  assert_string_equal(segments, "1");
  free(segments);
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  sqlite3 *other; /* readers may only select */
  assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
  assert_int_equal(tokenizer_register(other, &err), SSE_OK);
  assert_int_equal(
      sqlite3_exec(other, "CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'terms', 'instance')",
                   NULL, NULL, NULL),
      SQLITE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(other, "SELECT term, doc, col, offset FROM temp.places", -1, &row, NULL), SQLITE_OK);
  while (sqlite3_step(row) == SQLITE_ROW)
    compare_place(index, &comparing, row);
  end_list(&comparing);
  assert_true(comparing.items > 40000);
  assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
  assert_int_equal(sqlite3_close(other), SQLITE_OK);
  index_close(index);
}

static void a_term_that_there_is_not_has_no_items(void **state) {
  static const char *const terms[] = {"", "a", "ever", "everyy", "w", "w1x", "zzzz", "\xEF\xBF\xBD"};
  const char *path = make_index(state);
  index_db *index;
  sse_error err;
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
    struct comparing comparing = {0};
    open_list(index, terms[i], &comparing);
    end_list(&comparing);
  }
  index_close(index);
}

/* Seeks short and long distances: long ones skip pages. */
static void seeking_gives_the_first_item_at_or_after(void **state) {
  static const uint32_t steps[] = {1, 2, 3, 7, 50, 333, 900, 2500, 100000};
  static uint32_t items[8192];
  const char *path = make_index(state);
  index_db *index;
  sse_error err;
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  static const char *const terms[] = {"every", "w1", "w2", "w3999", "title"};
  for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
    struct comparing comparing = {0};
    size_t count = 0;
    open_list(index, terms[t], &comparing);
    for (uint32_t item = 0; item != INDEX_DOCLIST_END && count < 8192;) {
      assert_int_equal(index_doclist_seek(comparing.list, item + 1, &item, &err), SSE_OK);
      items[count++] = item;
    }
    index_doclist_free(comparing.list);
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
      size_t at = 0;
      open_list(index, terms[t], &comparing);
      for (uint32_t wanted = steps[s], found = 0; found != INDEX_DOCLIST_END; wanted = found + steps[s]) {
        assert_int_equal(index_doclist_seek(comparing.list, wanted, &found, &err), SSE_OK);
        while (items[at] < wanted)
          at++;
        if (found != items[at])
          fail_msg("%s: %u instead of %u from %u on", terms[t], found, items[at], wanted);
        if (found > INDEX_DOCLIST_END - steps[s]) break;
      }
      index_doclist_free(comparing.list);
    }
  }
  index_close(index);
}

enum { NUMBERS_MOST = 8192 };

static void note_item(void *context, uint32_t item) {
  unsigned char *found = context;
  assert_true(item < NUMBERS_MOST);
  found[item] = 1;
}

static void a_prefix_has_the_items_that_fts5_finds(void **state) {
  static const char *const prefixes[] = {"w",    "w1",  "w12", "w399", "w3999", "w39999", "every",
                                         "ever", "evf", "t",   "0",    "1",     "of",     "\xEF\xBF\xBD"};
  static unsigned char ours[NUMBERS_MOST], theirs[NUMBERS_MOST];
  const char *path = make_index(state);
  index_db *index;
  sse_error err;
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    sse_buffer expression = {0};
    index_quote(sse_str_of(prefixes[i]), &expression);
    sse_buffer_append_text(&expression, " *");
    memset(ours, 0, sizeof ours);
    memset(theirs, 0, sizeof theirs);
    assert_int_equal(index_prefix_items(index, sse_str_of(prefixes[i]), ours, note_item, &err), SSE_OK);
    assert_int_equal(index_matches(index, sse_buffer_str(&expression), NULL, theirs, note_item, &err),
                     SSE_OK);
    if (memcmp(ours, theirs, sizeof ours) != 0) fail_msg("%s", prefixes[i]);
    sse_buffer_reset(&expression);
  }
  index_close(index);
}

static void ignore_item(void *context, uint32_t item) {
  (void)context, (void)item;
}

/* Changes one byte of an FTS5 block, at `*at` or, if that is negative, at a position that `part` determines
 * and `*at` is set to. Returns the previous byte. */
static unsigned char change_byte(const char *path, sqlite3_int64 id, unsigned part, unsigned char byte,
                                 int *at) {
  unsigned char before = 0;
  sqlite3 *writer;
  sqlite3_blob *block;
  assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
  assert_int_equal(sqlite3_blob_open(writer, "main", "terms_data", "block", id, 1, &block), SQLITE_OK);
  if (*at < 0) *at = (int)(part % (unsigned)sqlite3_blob_bytes(block));
  assert_int_equal(sqlite3_blob_read(block, &before, 1, *at), SQLITE_OK);
  assert_int_equal(sqlite3_blob_write(block, &byte, 1, *at), SQLITE_OK);
  assert_int_equal(sqlite3_blob_close(block), SQLITE_OK);
  assert_int_equal(sqlite3_close(writer), SQLITE_OK);
  return before;
}

/* Reads the whole doclist of a term, if it can be read. */
static void walk_term(const index_db *index, const char *term) {
  index_doclist *list;
  sse_error err;
  sse_status status = index_doclist_open(index, sse_str_of(term), &list, &err);
  for (uint32_t item = 0; !status && item != INDEX_DOCLIST_END;)
    status = index_doclist_seek(list, item + 1, &item, &err);
  index_doclist_free(list);
}

static void a_damaged_page_is_an_error_or_gives_other_items_and_nothing_worse(void **state) {
  enum { ROUNDS = 200 };
  char id_sql[200];
  const char *path = make_index(state);
  uint32_t seed = 7;
  char *count = query_index(path, "SELECT count(*) FROM terms_data WHERE id >= 10");
  const unsigned rows = (unsigned)strtoul(count, NULL, 10);
  size_t failed = 0;
  for (unsigned round = 0; round < ROUNDS; round++) {
    index_db *index;
    sse_error err;
    int at = -1;
    seed = seed * 1664525 + 1013904223; /* Numerical Recipes */
    (void)snprintf(id_sql, sizeof id_sql,
                   "SELECT id FROM terms_data WHERE id >= 10 ORDER BY id LIMIT 1 OFFSET %u",
                   round % 4 == 0 ? 0 : (seed >> 4) % rows);
    char *id = query_index(path, id_sql);
    const unsigned part = round % 2 == 0 ? (seed >> 8) % 40 : seed >> 8;
    const unsigned char before =
        change_byte(path, strtoll(id, NULL, 10), part, (unsigned char)(seed >> 16), &at);
    assert_int_equal(index_open(path, &index, &err), SSE_OK);
    failed += index_prefix_items(index, sse_str_of(""), NULL, ignore_item, &err) != SSE_OK;
    walk_term(index, "every");
    walk_term(index, "w3");
    walk_term(index, "w3999");
    index_close(index);
    (void)change_byte(path, strtoll(id, NULL, 10), part, before, &at);
    free(id);
  }
  free(count);
  assert_true(failed > ROUNDS / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_term_has_the_items_and_places_that_fts5_says),
      cmocka_unit_test(a_term_that_there_is_not_has_no_items),
      cmocka_unit_test(seeking_gives_the_first_item_at_or_after),
      cmocka_unit_test(a_prefix_has_the_items_that_fts5_finds),
      cmocka_unit_test(a_damaged_page_is_an_error_or_gives_other_items_and_nothing_worse),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
