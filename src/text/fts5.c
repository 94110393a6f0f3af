/* The FTS5 tokenizer `sse`: text_analyse behind SQLite's interface.
 * A document's language reaches it in front of the text, because FTS5 has no other way to hand it through. */
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

struct tokenizer {
  text_analyser *analyser;
  text_language language; /* of documents that do not say theirs */
  bool stems;
};

static void fts5_delete(Fts5Tokenizer *handle) {
  struct tokenizer *tokenizer = (struct tokenizer *)handle;
  text_analyser_free(tokenizer->analyser);
  free(tokenizer);
}

static bool read_option(struct tokenizer *tokenizer, const char *name, const char *value) {
  if (strcmp(name, "stem") == 0) {
    tokenizer->stems = strcmp(value, "0") != 0;
    return strcmp(value, "0") == 0 || strcmp(value, "1") == 0;
  }
  if (strcmp(name, "language") != 0) return false;
  tokenizer->language = text_language_of(sse_str_of(value));
  return tokenizer->language != TEXT_NO_LANGUAGE;
}

static int fts5_create(void *context, const char **arguments, int count, Fts5Tokenizer **handle) {
  struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
  sse_error ignored;
  (void)context;
  *handle = NULL;
  if (!tokenizer || text_analyser_new(&tokenizer->analyser, &ignored)) {
    free(tokenizer);
    return SQLITE_NOMEM;
  }
  tokenizer->stems = true;
  bool known = count % 2 == 0;
  for (int i = 0; i + 1 < count && known; i += 2)
    known = read_option(tokenizer, arguments[i], arguments[i + 1]);
  if (known) {
    *handle = (Fts5Tokenizer *)tokenizer;
  } else {
    fts5_delete((Fts5Tokenizer *)tokenizer);
  }
  return known ? SQLITE_OK : SQLITE_ERROR;
}

/* Takes \x02fr\x03 off the beginning of `text`. */
static void take_language(sse_str *text, text_language *language) {
  enum { LONGEST = 40 }; /* bytes of a BCP 47 tag we look at */
  if (text->length == 0 || text->data[0] != '\x02') return;
  const char *end = memchr(text->data, '\x03', text->length < LONGEST ? text->length : LONGEST);
  if (!end) return;
  size_t length = (size_t)(end - text->data);
  if (length > 1) *language = text_language_of(sse_str_part(*text, 1, length));
  *text = sse_str_part(*text, length + 1, text->length);
}

/* Terms with spaces between them, as they are. */
static int split(sse_str text, void *context, text_token_fn *on_token) {
  int result = SQLITE_OK;
  for (size_t start = 0, end; start < text.length && result == SQLITE_OK; start = end + 1) {
    const char *space = memchr(text.data + start, ' ', text.length - start);
    end = space ? (size_t)(space - text.data) : text.length;
    if (end > start)
      result = on_token(context, 0, text.data + start, (int)(end - start), (int)start, (int)end);
  }
  return result;
}

static int fts5_tokenize(Fts5Tokenizer *handle, void *context, int reason, const char *data, int length,
                         text_token_fn *on_token) {
  struct tokenizer *tokenizer = (struct tokenizer *)handle;
  sse_str text = {data, length > 0 ? (size_t)length : 0};
  text_language language = tokenizer->language;
  if (reason & FTS5_TOKENIZE_QUERY) return split(text, context, on_token);
  take_language(&text, &language);
  if (!tokenizer->stems) language = TEXT_NO_LANGUAGE;
  return text_analyse(tokenizer->analyser, language, text, context, on_token);
}

/* The way SQLite documents to reach FTS5's interface (fts5.html, "Extending FTS5"). */
static fts5_api *find_fts5(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL) == SQLITE_OK)
    (void)sqlite3_step(statement); /* what counts is whether it set the pointer */
  (void)sqlite3_finalize(statement);
  return api;
}

sse_status text_register(sqlite3 *db, sse_error *err) {
  fts5_tokenizer functions = {fts5_create, fts5_delete, fts5_tokenize};
  fts5_api *api = find_fts5(db);
  if (!api) return sse_fail(err, SSE_DATABASE, "this SQLite (%s) comes without FTS5", sqlite3_libversion());
  if (api->xCreateTokenizer(api, "sse", NULL, &functions, NULL) != SQLITE_OK) return sse_fail_memory(err);
  return SSE_OK;
}
