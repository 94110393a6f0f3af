/* The FTS5 tokenizer `sse`: text_analyse through SQLite's API.
 * A document may also consist of terms made beforehand (text_terms), on another thread. The result codes of
 * text/ equal SQLite's, so they are passed on unchanged. */
#include "index/tokenizer.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(TEXT_OK == SQLITE_OK && TEXT_NO_MEMORY == SQLITE_NOMEM && TEXT_TOO_LONG == SQLITE_TOOBIG &&
                   TEXT_COLOCATED == FTS5_TOKEN_COLOCATED,
               "what text/ gives is handed on to FTS5");

struct tokenizer {
  text_analyser *analyser; /* NULL until there is text to analyse: our own index never has any */
  text_language language;  /* of all documents */
  bool stems;
  bool takes_text; /* in queries; otherwise terms */
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

/* cppcheck-suppress constParameter; the signature is SQLite's */
static int fts5_create(void *context, const char **arguments, int count, Fts5Tokenizer **handle) {
  struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
  *handle = NULL;
  if (!tokenizer) return SQLITE_NOMEM;
  tokenizer->stems = true;
  tokenizer->takes_text = context != NULL;
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

/* Passes on the terms that text_terms wrote. */
static int replay(const struct tokenizer *tokenizer, sse_str terms, void *context, text_token_fn *on_token) {
  int result = SQLITE_OK, flags;
  sse_str term;
  for (size_t at = 0; result == SQLITE_OK && text_terms_next(terms, &at, &flags, &term);)
    if (tokenizer->stems || !text_is_stem(term))
      result = on_token(context, flags, term.data, (int)term.length, 0, 0);
  return result;
}

/* Passes on terms separated by spaces. */
static int split(sse_str text, void *context, text_token_fn *on_token) {
  sse_str term;
  int result = SQLITE_OK;
  for (size_t position = 0; result == SQLITE_OK && sse_str_next(text, ' ', &position, &term);) {
    int start = (int)(term.data - text.data), length = (int)term.length;
    if (length > 0) result = on_token(context, 0, term.data, length, start, start + length);
  }
  return result;
}

/* The tokens of a query that is text, on their way to FTS5. */
struct asking {
  void *context;
  text_token_fn *on_token;
  int start, end; /* of the last bigram */
};

/* Leaves out the last character of a run without spaces: in a document where the text continues, it does not
 * occur as a term of its own. */
static int ask(void *context, int flags, const char *term, int length, int start, int end) {
  struct asking *asking = context;
  bool is_last_character = !(flags & TEXT_COLOCATED) && start > asking->start && end == asking->end;
  asking->start = start;
  asking->end = end;
  return is_last_character ? TEXT_OK : asking->on_token(asking->context, flags, term, length, start, end);
}

static int analyse(struct tokenizer *tokenizer, sse_str text, void *context, text_token_fn *on_token) {
  const text_language language = tokenizer->stems ? tokenizer->language : TEXT_NO_LANGUAGE;
  sse_error ignored;
  if (!tokenizer->analyser && text_analyser_new(&tokenizer->analyser, &ignored)) return SQLITE_NOMEM;
  return text_analyse(tokenizer->analyser, language, text, context, on_token);
}

static int fts5_tokenize(Fts5Tokenizer *handle, void *context, int reason, const char *data, int length,
                         text_token_fn *on_token) {
  struct tokenizer *tokenizer = (struct tokenizer *)handle;
  sse_str text = {data, length > 0 ? (size_t)length : 0};
  if (reason & FTS5_TOKENIZE_QUERY && tokenizer->takes_text) {
    struct asking asking = {context, on_token, 0, -1};
    return analyse(tokenizer, text, &asking, ask);
  }
  if (reason & FTS5_TOKENIZE_QUERY) return split(text, context, on_token);
  if (text_are_terms(text)) return replay(tokenizer, text, context, on_token);
  return analyse(tokenizer, text, context, on_token);
}

static fts5_tokenizer functions = {fts5_create, fts5_delete, fts5_tokenize};

int tokenizer_add(fts5_api *api) {
  return api->xCreateTokenizer(api, "sse", &functions, &functions, NULL); /* any context but NULL: text */
}

sse_status tokenizer_register(sqlite3 *db, sse_error *err) {
  fts5_api *api = tokenizer_fts5(db);
  if (!api) return sse_fail(err, SSE_DATABASE, "this SQLite (%s) comes without FTS5", sqlite3_libversion());
  if (api->xCreateTokenizer(api, "sse", NULL, &functions, NULL) != SQLITE_OK) return sse_fail_memory(err);
  return SSE_OK;
}
