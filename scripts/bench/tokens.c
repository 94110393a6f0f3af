/* Measures the tokenizer `sse` against SQLite's own on the same text, in words per second and ratios. They
 * take turns, so that a slow phase affects all; the median round counts. A word is a token with its own
 * position: stems and other terms at it are extra work, not extra words. usage: tokens LANGUAGE FILE
 * [LANGUAGE FILE]... */
#include "index/tokenizer.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 15, TEXT_LEAST = 2 * 1024 * 1024, RUN = 16 /* bytes */, CONTESTANTS = 4 };

struct contestant {
  const char *name;
  const char *tokenizer;
  const char *arguments[4];
  int argument_count;
};

struct tokenizer {
  fts5_tokenizer functions;
  Fts5Tokenizer *handle;
};

static void fail(const char *what) {
  (void)fprintf(stderr, "tokens: %s\n", what);
  exit(2);
}

static fts5_api *find_fts5(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK) fail("no FTS5");
  (void)sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
  (void)sqlite3_step(statement);
  (void)sqlite3_finalize(statement);
  return api;
}

static sse_buffer read_file(const char *path) {
  sse_buffer text = {0};
  char block[65536];
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
    sse_buffer_append(&text, block, got);
  if (fclose(file) != 0 || text.length == 0) fail(path);
  return text;
}

/* Joins runs of words of the file from random places, up to a size that takes a while. If the file itself
 * were repeated, the processor's branch prediction would learn it. */
static sse_buffer make_text(const char *path) {
  sse_buffer source = read_file(path), text = {0};
  uint64_t state = 1;
  while (text.length < TEXT_LEAST) {
    state = state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
    size_t start = (size_t)(state >> 33) % source.length, end;
    while (start < source.length && source.data[start] != ' ')
      start++;
    for (end = start; end < source.length && (end < start + RUN || source.data[end] != ' ');)
      end++;
    sse_buffer_append(&text, source.data + start, end - start);
  }
  if (source.failed || text.failed) fail("out of memory");
  sse_buffer_reset(&source);
  return text;
}

static int count_word(void *context, int flags, const char *term, int length, int start, int end) {
  (void)term, (void)length, (void)start, (void)end;
  if (!(flags & FTS5_TOKEN_COLOCATED)) ++*(size_t *)context;
  return SQLITE_OK;
}

static int compare(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/* Words per second. The text is passed in pieces of the size of an item, as in indexing. */
static double run(const struct tokenizer *tokenizer, sse_str text) {
  enum { PIECE = 600 };
  struct timespec start, end;
  size_t words = 0;
  (void)clock_gettime(CLOCK_MONOTONIC, &start);
  for (size_t at = 0, next; at < text.length; at = next) {
    next = at + PIECE < text.length ? at + PIECE : text.length;
    while (next < text.length && text.data[next] != ' ')
      next++;
    if (tokenizer->functions.xTokenize(tokenizer->handle, &words, FTS5_TOKENIZE_DOCUMENT, text.data + at,
                                       (int)(next - at), count_word) != SQLITE_OK)
      fail("a tokenizer failed");
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &end);
  return (double)words / ((double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
}

static void measure(fts5_api *api, const char *language, const char *path) {
  const struct contestant contestants[CONTESTANTS] = {
      {"unicode61", "unicode61", {NULL}, 0},
      {"sse stem 0", "sse", {"stem", "0"}, 2},
      {"porter unicode61", "porter", {"unicode61"}, 1},
      {"sse stem 1", "sse", {"stem", "1", "language", language}, 4},
  };
  struct tokenizer tokenizers[CONTESTANTS];
  double speeds[CONTESTANTS][ROUNDS];
  sse_buffer text = make_text(path);
  for (int i = 0; i < CONTESTANTS; i++) {
    void *context;
    const struct contestant *contestant = &contestants[i];
    if (api->xFindTokenizer(api, contestant->tokenizer, &context, &tokenizers[i].functions) != SQLITE_OK ||
        tokenizers[i].functions.xCreate(context, (const char **)contestant->arguments,
                                        contestant->argument_count, &tokenizers[i].handle) != SQLITE_OK)
      fail(contestant->name);
  }
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < CONTESTANTS; i++)
      speeds[i][round] = run(&tokenizers[i], sse_buffer_str(&text));
  for (int i = 0; i < CONTESTANTS; i++) {
    qsort(speeds[i], ROUNDS, sizeof(double), compare);
    tokenizers[i].functions.xDelete(tokenizers[i].handle);
  }
  (void)printf("%s (%s)\n", path, language);
  for (int i = 0; i < CONTESTANTS; i++)
    (void)printf("  %-18s %6.1f million words/s\n", contestants[i].name, speeds[i][ROUNDS / 2] / 1e6);
  (void)printf("  without stems %.2f of unicode61's speed, with stems %.2f of porter's\n",
               speeds[1][ROUNDS / 2] / speeds[0][ROUNDS / 2], speeds[3][ROUNDS / 2] / speeds[2][ROUNDS / 2]);
  sse_buffer_reset(&text);
}

int main(int argc, char **argv) {
  sqlite3 *db;
  sse_error err;
  if (argc < 3 || argc % 2 == 0) fail("usage: tokens LANGUAGE FILE [LANGUAGE FILE]...");
  if (sqlite3_open(":memory:", &db) != SQLITE_OK || tokenizer_register(db, &err))
    fail("cannot open a database");
  for (int i = 1; i + 1 < argc; i += 2)
    measure(find_fts5(db), argv[i], argv[i + 1]);
  return sqlite3_close(db) == SQLITE_OK ? 0 : 2;
}
