/* Copies: items of one language, within days, of which one has most of what the other says. Agencies' news
 * stand in many papers under other headlines, cut or with a paragraph more.
 * Items whose fingerprints agree in a hash are compared by their texts. What was compared
 * before is not compared again: the table of the last run tells. */
#include "index/stories.h"
#include "index/postings.h"

#include <stdlib.h>
#include <string.h>

enum {
  NEIGHBOURS = 20 /* of one hash that an item is compared with: more have a template */
};

/* Which shares a copy has: of the shorter text's runs of words, of those in its first half, in as much of the
 * other's beginning, and of the fewer numbers and names. Chosen on made sets of news, pages and announcements
 * in several languages. */
#define WORDS_LEAST 0.6
#define FRONT_LEAST 0.5
#define MARKS_LEAST 0.85

uint32_t stories_first(const struct stories *stories, uint32_t item) {
  uint32_t *parent = stories->parent;
  while (parent[item] != 0) {
    uint32_t above = parent[item];
    if (parent[above] != 0) parent[item] = parent[above]; /* path halving: Tarjan and van Leeuwen, 1984 */
    item = parent[item];
  }
  return item;
}

uint32_t stories_next(const struct stories *stories, uint32_t item) {
  return stories->next[item] != 0 ? stories->next[item] : item;
}

/* Makes one ring of those of two items, which are not the same. */
static void link_rings(struct stories *stories, uint32_t a, uint32_t b) {
  uint32_t after = stories_next(stories, a);
  stories->next[a] = stories_next(stories, b);
  stories->next[b] = after;
}

sse_status stories_link(struct stories *stories, sse_error *err) {
  stories->next = calloc(stories->count + 1, sizeof *stories->next);
  if (!stories->next) return sse_fail_memory(err);
  for (uint32_t i = 1; i < stories->count; i++)
    if (stories->parent[i] != 0) link_rings(stories, stories_first(stories, i), i);
  return SSE_OK;
}

void stories_unite(struct stories *stories, uint32_t a, uint32_t b) {
  a = stories_first(stories, a);
  b = stories_first(stories, b);
  if (a == b) return;
  if (stories->next) link_rings(stories, a, b);
  stories->parent[a < b ? b : a] = a < b ? a : b;
}

sse_status stories_know(const struct stories *stories, size_t item, sse_error *err) {
  const index_values *values;
  unsigned char *marks = &stories->marks[item];
  if (*marks & STORIES_IS_KNOWN) return SSE_OK;
  sse_status status = store_values(stories->store, item, &values, err);
  if (status) return status;
  stories->langs[item] = values->lang;
  *marks |= STORIES_IS_KNOWN;
  if (values->flags & INDEX_IS_ITEM) *marks |= STORIES_IS_THERE;
  return SSE_OK;
}

/* Has a statement stand on the row of an item, and gives its first column. */
static sse_status read_column(const struct stories *stories, sqlite3_stmt *row, uint32_t item, sse_str *text,
                              sse_error *err) {
  index_statement_end(row);
  if (sqlite3_bind_int64(row, 1, item) != SQLITE_OK || sqlite3_step(row) != SQLITE_ROW)
    return index_fail(stories->index, err);
  *text = index_column(row, 0);
  return SSE_OK;
}

sse_status stories_read(const struct stories *stories, uint32_t item, sse_str *text, sse_error *err) {
  return read_column(stories, stories->text, item, text, err);
}

sse_str stories_title(const struct stories *stories) {
  return index_column(stories->text, 1);
}

sse_status stories_read_url(const struct stories *stories, uint32_t item, sse_str *url, sse_error *err) {
  return read_column(stories, stories->url, item, url, err);
}

bool stories_fingerprint(sqlite3_stmt *row, int column, text_fingerprint *fingerprint) {
  const void *data = sqlite3_column_blob(row, column);
  if (!data || sqlite3_column_bytes(row, column) != (int)sizeof *fingerprint) return false;
  memcpy(fingerprint, data, sizeof *fingerprint);
  return true;
}

/* ---- Whether one is a copy of the other ---------------------------------------------------------- */

struct hashes {
  uint64_t *hashes;
  size_t count, capacity;
  bool failed;
};

static void add_hash(struct hashes *set, uint64_t hash) {
  void *hashes = set->hashes;
  set->failed = set->failed || !sse_array_reserve(&hashes, &set->capacity, set->count + 1, sizeof hash);
  if (set->failed) return;
  set->hashes = hashes;
  set->hashes[set->count++] = hash;
}

static void add_shingle(void *context, uint64_t hash) {
  add_hash(context, hash);
}

static int compare_hashes(const void *a, const void *b) {
  const uint64_t *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

/* Puts a set in order, each hash once. */
static void make_set(struct hashes *set) {
  size_t kept = 0;
  if (set->count > 1) qsort(set->hashes, set->count, sizeof *set->hashes, compare_hashes);
  for (size_t i = 0; i < set->count; i++)
    if (kept == 0 || set->hashes[kept - 1] != set->hashes[i]) set->hashes[kept++] = set->hashes[i];
  set->count = kept;
}

static size_t count_shared(const struct hashes *a, const struct hashes *b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    shared += a->hashes[i] == b->hashes[j];
    uint64_t least = a->hashes[i] < b->hashes[j] ? a->hashes[i] : b->hashes[j];
    i += a->hashes[i] == least;
    j += b->hashes[j] == least;
  }
  return shared;
}

/* The shingles of an item's text in their order, a part of them as a set, its numbers and its names. */
struct words {
  struct hashes shingles, part, numbers, names;
};

static void add_mark(void *context, const text_mark *mark) {
  struct words *words = context;
  add_hash(mark->is_number ? &words->numbers : &words->names, mark->hash);
}

static sse_status read_words(const struct stories *stories, uint32_t item, struct words *words,
                             sse_error *err) {
  sse_buffer terms = {0};
  sse_str said = {0};
  words->shingles.count = words->numbers.count = words->names.count = 0;
  sse_status status = stories_read(stories, item, &said, err);
  if (status) return status;
  status = text_terms(index_analyser(stories->index), TEXT_NO_LANGUAGE, said, &terms, err);
  if (!status) {
    text_shingles_each(sse_buffer_str(&terms), &words->shingles, add_shingle);
    text_marks_each(said, words, add_mark);
    make_set(&words->numbers);
    make_set(&words->names);
    if (words->shingles.failed || words->numbers.failed || words->names.failed) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&terms);
  return status;
}

/* The share that two have in common of what the one with less has; 1 where that has nothing. */
static double share_of(const struct hashes *a, const struct hashes *b) {
  size_t less = a->count < b->count ? a->count : b->count;
  return less > 0 ? (double)count_shared(a, b) / (double)less : 1;
}

/* Makes a set of the first shingles. */
static void take_part(struct words *words, size_t count) {
  words->part.count = 0;
  for (size_t i = 0; i < count && i < words->shingles.count; i++)
    add_hash(&words->part, words->shingles.hashes[i]);
  make_set(&words->part);
}

/* The share of their first shingles that two have in common. */
static double share_of_front(struct words *a, struct words *b, size_t count) {
  take_part(a, count);
  take_part(b, count);
  return share_of(&a->part, &b->part);
}

/* True where most of the shorter text stands in the other, which begins with it: news that follow another
 * have it further down. Copies keep numbers, and of names no less than of words; reports by one template
 * differ in just those. */
static bool is_copy(struct words *a, struct words *b) {
  size_t less = a->shingles.count < b->shingles.count ? a->shingles.count : b->shingles.count;
  if (share_of(&a->numbers, &b->numbers) < MARKS_LEAST) return false;
  double words = share_of_front(a, b, SIZE_MAX);
  return words >= WORDS_LEAST && share_of_front(a, b, less / 2) >= FRONT_LEAST &&
         share_of(&a->names, &b->names) >= (words < MARKS_LEAST ? words : MARKS_LEAST);
}

/* ---- Which are compared -------------------------------------------------------------------------- */

/* Compares an entry with those of the same key that follow it within days. */
static sse_status compare_entry(struct stories *stories, const struct stories_entry *entries, size_t count,
                                struct words words[2], sse_error *err) {
  const uint8_t *langs = stories->langs;
  bool is_read = false;
  uint32_t item = entries[0].item;
  sse_status status = SSE_OK;
  for (size_t i = 1; i < count && i <= NEIGHBOURS && !status; i++) {
    uint32_t other = entries[i].item;
    if (entries[i].key != entries[0].key || entries[i].day - entries[0].day > STORIES_DAYS) break;
    if (langs[item] != langs[other] || !(stories_is_new(stories, item) || stories_is_new(stories, other)) ||
        stories_first(stories, item) == stories_first(stories, other))
      continue;
    if (!is_read) status = read_words(stories, item, &words[0], err);
    is_read = true;
    if (!status) status = read_words(stories, other, &words[1], err);
    if (!status && is_copy(&words[0], &words[1])) stories_unite(stories, item, other);
    if (!status && (words[0].part.failed || words[1].part.failed)) status = sse_fail_memory(err);
  }
  return status;
}

sse_status stories_each_fingerprint(const struct stories *stories, void *context,
                                    stories_fingerprint_fn *on_one, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_prepare(stories->index, "SELECT number, data FROM fingerprint", &row, err);
  if (status) return status;
  int result = sqlite3_step(row);
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(row)) {
    sqlite3_int64 number = sqlite3_column_int64(row, 0);
    text_fingerprint fingerprint;
    if (number > 0 && (size_t)number < stories->count && stories_fingerprint(row, 1, &fingerprint))
      status = on_one(context, (uint32_t)number, &fingerprint, err);
  }
  if (!status && result != SQLITE_DONE) status = index_fail(stories->index, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

struct comparing {
  struct stories *stories;
  struct words words[2];
};

static sse_status compare_entries(void *context, const struct stories_entry *entries, size_t count,
                                  sse_error *err) {
  struct comparing *comparing = context;
  sse_status status = SSE_OK;
  for (size_t i = 0; i + 1 < count && !status; i++)
    if (entries[i].key == entries[i + 1].key)
      status = compare_entry(comparing->stories, entries + i, count - i, comparing->words, err);
  return status;
}

static sse_status find_copies(struct stories *stories, sse_error *err) {
  struct comparing comparing = {.stories = stories};
  sse_status status = stories->changes ? shingles_add(stories, &comparing, compare_entries, err)
                                       : shingles_make(stories, &comparing, compare_entries, err);
  for (size_t i = 0; i < 2; i++) {
    struct words *words = &comparing.words[i];
    free(words->shingles.hashes);
    free(words->part.hashes);
    free(words->numbers.hashes);
    free(words->names.hashes);
  }
  return status;
}

/* ---- The table ----------------------------------------------------------------------------------- */

/* Notes the items that are new, and knows those that may have to be written: where all is made anew, all. */
static sse_status read_new(struct stories *stories, sse_error *err) {
  const index_changes *changes = stories->changes;
  sqlite3_stmt *row;
  sse_status status = SSE_OK;
  for (size_t i = 1; i < stories->count && !status; i++) {
    if (!changes || changes_has(changes, i, CHANGES_TOUCHED)) status = stories_know(stories, i, err);
    if (changes && changes_has(changes, i, CHANGES_FINGERPRINT)) stories->marks[i] |= STORIES_IS_NEW;
  }
  if (status || changes) return status;
  status = index_prepare(stories->index, "SELECT number FROM fingerprint WHERE is_new", &row, err);
  if (status) return status;
  int result = sqlite3_step(row);
  for (; result == SQLITE_ROW; result = sqlite3_step(row)) {
    sqlite3_int64 item = sqlite3_column_int64(row, 0);
    if (item > 0 && (size_t)item < stories->count) stories->marks[item] |= STORIES_IS_NEW;
  }
  if (result != SQLITE_DONE) status = index_fail(stories->index, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

/* Takes over the stories of items that have not changed since. */
static sse_status read_old(struct stories *stories, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_prepare(stories->index, "SELECT item, number FROM story", &row, err);
  if (status) return status;
  int result = sqlite3_step(row);
  for (; result == SQLITE_ROW; result = sqlite3_step(row)) {
    sqlite3_int64 item = sqlite3_column_int64(row, 0), first = sqlite3_column_int64(row, 1);
    if (item <= 0 || (size_t)item >= stories->count || first <= 0 || (size_t)first >= stories->count)
      continue;
    stories->marks[item] |= STORIES_WAS_IN;
    if (!stories_is_new(stories, (size_t)item)) stories_unite(stories, (uint32_t)first, (uint32_t)item);
  }
  if (result != SQLITE_DONE) status = index_fail(stories->index, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

enum { READ_STORY, PUT_STORY, DROP_STORY, TELL_OLD, TELL_ALL_OLD, STATEMENTS };

/* The story that the table has of an item; 0 for none. */
static sse_status read_story(const struct stories *stories, sqlite3_stmt *row, uint32_t item,
                             sqlite3_int64 *story, sse_error *err) {
  *story = 0;
  if (!(stories->marks[item] & STORIES_WAS_IN)) return SSE_OK;
  bool bound = sqlite3_bind_int64(row, 1, item) == SQLITE_OK;
  sse_status status = statement_run(stories->index, row, bound, story, err);
  index_statement_end(row);
  return status;
}

/* Writes which story an item is in now, 0 for none, where it was in another, and to its values. */
static sse_status write_story(const struct stories *stories, sqlite3_stmt **statements, uint32_t item,
                              uint32_t story, sse_error *err) {
  const index_changes *changes = stories->changes;
  sqlite3_int64 before;
  index_values *values;
  sse_status status = read_story(stories, statements[READ_STORY], item, &before, err);
  if (!status && story != before) {
    sqlite3_stmt *statement = statements[story > 0 ? PUT_STORY : DROP_STORY];
    bool bound = sqlite3_bind_int64(statement, 1, item) == SQLITE_OK &&
                 (story == 0 || sqlite3_bind_int64(statement, 2, story) == SQLITE_OK);
    status = statement_execute(stories->index, statement, bound, err);
  }
  bool has_values = !changes || story != before || changes_has(changes, item, CHANGES_TOUCHED);
  if (!status && has_values) status = store_change_values(stories->store, item, &values, err);
  if (status || !has_values) return status;
  values->flags &= (uint8_t)~INDEX_IN_STORY;
  if (story > 0) values->flags |= INDEX_IN_STORY;
  return SSE_OK;
}

/* True for an item that is there. Those that were touched or compared are known; others that are in a story
 * are there since the last run. */
static bool is_there(const struct stories *stories, uint32_t item) {
  bool is_old = stories->changes && stories->marks[item] & STORIES_WAS_IN &&
                !changes_has(stories->changes, item, CHANGES_TOUCHED);
  return is_old || stories->marks[item] & STORIES_IS_THERE;
}

/* Writes the stories of all items. The first of one may be an item that is no more: it is not one of it. */
static sse_status write_all(const struct stories *stories, sqlite3_stmt **statements, sse_error *err) {
  unsigned char *marks = stories->marks;
  sse_status status = SSE_OK;
  for (uint32_t i = 1; i < stories->count; i++) {
    unsigned char *of_first = &marks[stories_first(stories, i)];
    if (is_there(stories, i)) *of_first |= *of_first & STORIES_HAS_ONE ? STORIES_HAS_MORE : STORIES_HAS_ONE;
  }
  for (uint32_t i = 1; i < stories->count && !status; i++) {
    uint32_t first = stories_first(stories, i);
    uint32_t story = is_there(stories, i) && marks[first] & STORIES_HAS_MORE ? first : 0;
    if (story > 0 || marks[i] & STORIES_WAS_IN) status = write_story(stories, statements, i, story, err);
  }
  return status;
}

static sse_status write_stories(const struct stories *stories, sse_error *err) {
  static const char *const sql[] = {[READ_STORY] = "SELECT number FROM story WHERE item = ?1",
                                    [PUT_STORY] = "REPLACE INTO story(item, number) VALUES(?1, ?2)",
                                    [DROP_STORY] = "DELETE FROM story WHERE item = ?1",
                                    [TELL_OLD] = "UPDATE fingerprint SET is_new = 0 WHERE number = ?1",
                                    [TELL_ALL_OLD] = "UPDATE fingerprint SET is_new = 0 WHERE is_new"};
  sqlite3_stmt *statements[STATEMENTS];
  sse_status status = statements_prepare(stories->index, sql, STATEMENTS, statements, err);
  if (!status) status = write_all(stories, statements, err);
  for (uint32_t i = 1; i < stories->count && !status && stories->changes; i++)
    if (stories_is_new(stories, i))
      status = statement_execute(stories->index, statements[TELL_OLD],
                                 sqlite3_bind_int64(statements[TELL_OLD], 1, i) == SQLITE_OK, err);
  if (!status && !stories->changes)
    status = statement_execute(stories->index, statements[TELL_ALL_OLD], true, err);
  statements_finalize(statements, STATEMENTS);
  return status;
}

sse_status stories_build(const index_db *index, index_store *store, const index_changes *changes,
                         sse_error *err) {
  static const char text_sql[] = "SELECT iif(body = '', title, body), title FROM item WHERE number = ?1",
                    url_sql[] = "SELECT url FROM item WHERE number = ?1";
  struct stories stories = {.index = index, .store = store, .changes = changes, .count = store->count};
  stories.parent = calloc(stories.count + 1, sizeof *stories.parent);
  stories.langs = calloc(stories.count + 1, 1);
  stories.marks = calloc(stories.count + 1, 1);
  bool has_room = stories.parent && stories.langs && stories.marks;
  sse_status status = has_room ? SSE_OK : sse_fail_memory(err);
  if (!status) status = index_prepare(index, text_sql, &stories.text, err);
  if (!status) status = index_prepare(index, url_sql, &stories.url, err);
  if (!status) status = read_new(&stories, err);
  if (!status) status = read_old(&stories, err);
  if (!status) status = find_copies(&stories, err);
  if (!status) status = translations_find(&stories, err);
  if (!status) status = write_stories(&stories, err);
  (void)sqlite3_finalize(stories.text); /* repeats the error */
  (void)sqlite3_finalize(stories.url);
  free(stories.parent);
  free(stories.next);
  free(stories.langs);
  free(stories.marks);
  return status;
}

sse_status index_has_stories(const index_db *index, bool *has, sse_error *err) {
  sse_status status = SSE_OK;
  *has = false;
  for (size_t i = 0; i < index_archive_count(index) && !status && !*has; i++) {
    sqlite3_stmt *row;
    sqlite3_int64 one = 0;
    const index_db *archive = index_archive(index, i);
    status = index_statement(archive, "SELECT 1 FROM story LIMIT 1", &row, err);
    if (status) return status;
    status = statement_run(archive, row, true, &one, err);
    index_statement_end(row);
    *has = one == 1;
  }
  return status;
}

sse_status index_story_of(const index_db *all, uint32_t item, uint32_t *story, sse_error *err) {
  size_t which = index_archive_of(all, item);
  const index_db *index = index_archive(all, which);
  uint32_t first = index_archive_first(all, which);
  sqlite3_stmt *row;
  sqlite3_int64 number = 0;
  *story = 0;
  sse_status status = index_statement(index, "SELECT number FROM story WHERE item = ?1", &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, item - first) == SQLITE_OK;
  status = statement_run(index, row, bound, &number, err);
  index_statement_end(row);
  if (!status && number > 0) *story = first + (uint32_t)number; /* stories are fewer than items */
  return status;
}
