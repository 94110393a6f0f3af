/* A run that fails at any write or allocation leaves the old index or the new one, intact, and says why.
 * Writes fail through an SQLite VFS that wraps the real one; allocations through the malloc of failing.h.
 * To try every fault takes minutes, so only `make torture` (SSE_TORTURE=1) does that; otherwise every
 * STRIDE-th is tried. */
#include "failing.h"
#include "indexing.h"

#include "base/path.h"
#include "search/search.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

/* ---- Faults ---------------------------------------------------------------------------------- */

static int write_error = SQLITE_FULL;

/* No test cuts the power, so fsync does nothing; otherwise it would take most of the time if others write to
 * the disk, too. */
FAILING_EXPORTED int fsync(int fd) {
  (void)fd;
  return 0;
}

FAILING_EXPORTED int fdatasync(int fildes) {
  (void)fildes;
  return 0;
}

/* The VFS: files are those of the real VFS, but the methods that write may fail. SQLite has several sets of
 * methods, for different ways to lock files. */
struct wrapped {
  sqlite3_io_methods methods; /* the first member, so that a file's methods lead here */
  const sqlite3_io_methods *real;
};

static sqlite3_vfs *real_vfs;
static struct wrapped wrapped[8];

/* The sets of methods of the real VFS differ only in locking. The file's own methods may be ours. */
static const sqlite3_io_methods *real_of(const sqlite3_file *file) {
  (void)file;
  return wrapped[0].real;
}

static int fail_write(sqlite3_file *file, const void *data, int length, sqlite3_int64 offset) {
  return is_due() ? write_error : real_of(file)->xWrite(file, data, length, offset);
}

static int fail_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return is_due() ? SQLITE_IOERR_TRUNCATE : real_of(file)->xTruncate(file, size);
}

static int fail_sync(sqlite3_file *file, int flags) {
  return is_due() ? SQLITE_IOERR_FSYNC : real_of(file)->xSync(file, flags);
}

static void wrap(sqlite3_file *file) {
  struct wrapped *place = wrapped;
  while (place->real && place->real != file->pMethods)
    place++;
  assert_true(place < wrapped + sizeof wrapped / sizeof *wrapped);
  place->real = file->pMethods;
  place->methods = *file->pMethods;
  place->methods.xWrite = fail_write;
  place->methods.xTruncate = fail_truncate;
  place->methods.xSync = fail_sync;
  file->pMethods = &place->methods;
}

static int fail_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  if (!fails_memory && is_due()) return SQLITE_CANTOPEN;
  int result = real_vfs->xOpen(real_vfs, name, file, flags, out);
  if (result == SQLITE_OK && !fails_memory && file->pMethods) wrap(file);
  return result;
}

static void register_vfs(void) {
  static sqlite3_vfs vfs;
  real_vfs = sqlite3_vfs_find(NULL);
  assert_non_null(real_vfs);
  vfs = *real_vfs;
  vfs.zName = "faults";
  vfs.xOpen = fail_open;
  assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

/* ---- Runs ------------------------------------------------------------------------------------- */

enum { STRIDE = 13 };

static const char old_items[] =
    "{\"id\":\"1\",\"title\":\"Old one\",\"text\":\"The oldest cooperatives\"}\n"
    "{\"id\":\"2\",\"title\":\"Old two\"}\n{\"id\":\"3\",\"title\":\"Old three\"}\n";
static const char new_items[] =
    "{\"id\":\"1\",\"title\":\"New one\",\"text\":\"Nouvelles du monde\"}\n"
    "{\"id\":\"2\",\"title\":\"New two\"}\n{\"id\":\"4\",\"title\":\"New four\"}\n";

/* Writes the items, and many that do not change, so that the changes are a small part. */
static void write_items(void **state, const char *items) {
  enum { OTHERS = 80 };
  const char *path = path_in(state, "items.jsonl");
  write_text(path, items);
  FILE *file = fopen(path, "a");
  assert_non_null(file);
  for (int i = 0; i < OTHERS && !fails_memory; i++) /* which would take minutes */
    assert_true(fprintf(file, "{\"id\":\"other%d\",\"title\":\"Other %d\"}\n", i, i) > 0);
  assert_int_equal(fclose(file), 0);
}

static void show(void *context, const char *message) {
  (void)context;
  print_message("# %s\n", message);
}

static index_exit run_with(const char *database, const char *path, index_options options, sse_error *err) {
  const index_listener listener = {.on_problem = show};
  const index_source source = {.place = path};
  index_report report;
  options.max_prune = 100;
  return index_run(database, &source, 1, &options, &listener, &report, err);
}

static void copy_file(const char *from, const char *to) {
  sse_error err;
  (void)unlink(to);
  if (sse_file_copy(from, to, &err)) fail_msg("%s", err.message);
}

/* The number of items with the words of the old state and of the new one, by one statement, since opening the
 * index takes time. */
static void count_states(const char *database, int *old, int *new) {
  char *value = query_index(database, "SELECT (SELECT count(*) FROM terms WHERE terms MATCH 'old') || ' ' || "
                                      "(SELECT count(*) FROM terms WHERE terms MATCH 'new')");
  assert_int_equal(sscanf(value, "%d %d", old, new), 2); /* NOLINT: SQLite's own digits */
  free(value);
}

/* The index has the old or the new state, and the new one if the run reported success. */
static void assert_whole(const char *database, index_exit code, bool had_old) {
  sse_error err;
  if (access(database, F_OK) != 0) {
    assert_false(had_old);
    assert_int_equal(code, INDEX_NOTHING);
    return;
  }
  if (index_check(database, &err)) fail_msg("%s", err.message);
  int old, new;
  count_states(database, &old, &new);
  if (code == INDEX_ALL) assert_int_equal(new, 3);
  if (new != 3 && !(new == 0 && old == 3 && had_old))
    fail_msg("the run ended with %d and left %d old and %d new items", (int)code, old, new);
}

/* Makes the `nth` operation of a run fail; returns false if a run has fewer operations. */
static bool fail_once(void **state, long nth, index_options options, bool has_old) {
  const char *database = path_in(state, "index.db"), *input = path_in(state, "items.jsonl");
  sse_error err = {0};
  if (has_old) {
    copy_file(path_in(state, "old.db"), database);
  } else {
    (void)unlink(database);
  }
  happened = false;
  countdown = nth;
  index_exit code = run_with(database, input, options, &err);
  countdown = 0;
  if (code == INDEX_NOTHING && happened && err.status != SSE_OK) assert_true(strlen(err.message) > 10);
  if (!happened) assert_int_equal(code, INDEX_ALL);
  assert_whole(database, code, has_old);
  return happened;
}

static void fail_each(void **state, long stride) {
  static const index_options ways[] = {
      {0}, {.prune = true}, {.rebuild = true}, {.rebuild = true, .from_sources = true}};
  write_items(state, old_items);
  sse_error err;
  (void)unlink(path_in(state, "old.db"));
  assert_int_equal(run_with(path_in(state, "old.db"), path_in(state, "items.jsonl"), ways[0], &err),
                   INDEX_ALL);
  write_items(state, new_items);
  if (getenv("SSE_TORTURE")) stride = 1;
  for (size_t way = 0; way <= sizeof ways / sizeof *ways; way++) {
    bool has_old = way < sizeof ways / sizeof *ways;
    long nth = 1 + (long)way * stride / 4; /* the ways are similar, so each starts at a different operation */
    while (fail_once(state, nth, has_old ? ways[way] : ways[0], has_old))
      nth += stride;
    assert_true(nth > 1);
  }
}

static void a_run_whose_disk_fails_at_any_write_leaves_a_whole_index(void **state) {
  fails_memory = false;
  fail_each(state, 1);
  write_error = SQLITE_IOERR_WRITE;
  fail_each(state, 1);
}

static void a_run_short_of_memory_at_any_allocation_leaves_a_whole_index(void **state) {
  if (!OWN_MALLOC) skip();
  fails_memory = true;
  fail_each(state, STRIDE);
}

/* Reads everything in an index: words, spellings, items, lists and its description. */
static void a_reader_short_of_memory_at_any_allocation_says_so_or_reads_all(void **state) {
  if (!OWN_MALLOC) skip();
  const char *database = path_in(state, "index.db");
  const search_options options = {.limit = 10, .suggest = true, .facets = true};
  fails_memory = true;
  happened = true;
  for (long nth = 1; happened; nth++) {
    index_db *index = NULL;
    search_results results = {0};
    index_counts completions = {0};
    index_stats stats = {0};
    sse_error err = {0};
    happened = false;
    countdown = nth;
    sse_status status = index_open(database, &index, &err);
    if (!status) status = search_run(index, "new cooperativs", &options, &results, &err);
    if (!status) status = search_complete(index, "nouv", &completions, &err);
    if (!status) status = index_describe(index, &stats, &err);
    countdown = 0;
    if (!status &&
        (results.total != 3 || stats.items < 3 || stats.languages.count == 0 ||
         stats.sources_read.count != 1 || completions.count != 1 || results.facets.languages.count == 0))
      fail_msg("allocation %ld: %zu hits, %zu items", nth, results.total, stats.items);
    if (status && !(happened && strlen(err.message) > 5))
      fail_msg("allocation %ld: status %d, happened %d: %s", nth, (int)status, happened, err.message);
    search_results_reset(&results);
    index_counts_reset(&completions);
    index_stats_reset(&stats);
    index_close(index);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_run_whose_disk_fails_at_any_write_leaves_a_whole_index),
      cmocka_unit_test(a_run_short_of_memory_at_any_allocation_leaves_a_whole_index),
      cmocka_unit_test(a_reader_short_of_memory_at_any_allocation_says_so_or_reads_all),
  };
  /* Otherwise thousands of runs would each take memory from the system and give it back, which is half their
   * time. */
  (void)mallopt(M_TOP_PAD, 64 << 20);
  (void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
  register_vfs();
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
