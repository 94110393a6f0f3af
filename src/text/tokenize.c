/* Words of a text, in order, as folded terms with the bytes they came from; and the FTS5 tokenizer `sse`,
 * which is the same thing behind SQLite's interface. A word is a run of letters, digits and marks.
 * Runs of ASCII are folded here without a look into Unicode's tables; no call allocates. */
#include "text/text.h"

#include <limits.h>
#include <utf8proc.h>

static bool is_ascii_word(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/* True for what a word is made of. Soft hyphens and joiners inside a word do not end it; text_fold drops
 * them. */
static bool is_word(utf8proc_int32_t code) {
  if (code == 0xAD || code == 0x200C || code == 0x200D || code == 0x2060) return true;
  utf8proc_category_t category = utf8proc_category(code);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* Length of the code point at `position` if it belongs to a word, else 0; `*step` is how far to go on. */
static size_t word_step(sse_str text, size_t position, size_t *step) {
  unsigned char byte = (unsigned char)text.data[position];
  *step = 1;
  if (byte < 0x80) return is_ascii_word(byte) ? 1 : 0;
  utf8proc_int32_t code;
  utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + position,
                                             (utf8proc_ssize_t)(text.length - position), &code);
  if (length < 1) return 0;
  *step = (size_t)length;
  return is_word(code) ? *step : 0;
}

static size_t fold_ascii(sse_str word, char out[TEXT_TERM_SIZE]) {
  size_t length = word.length < TEXT_WORD_LONGEST ? word.length : TEXT_WORD_LONGEST;
  for (size_t i = 0; i < length; i++)
    out[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] | 0x20 : word.data[i]);
  return length;
}

int text_tokenize(sse_str text, void *context, text_token_fn *on_token) {
  if (text.length > INT_MAX) return SQLITE_TOOBIG;
  char term[TEXT_TERM_SIZE];
  size_t position = 0;
  int result = SQLITE_OK;
  while (position < text.length && result == SQLITE_OK) {
    size_t step;
    if (!word_step(text, position, &step)) {
      position += step;
      continue;
    }
    size_t start = position;
    bool ascii = true;
    while (position < text.length && word_step(text, position, &step)) {
      if (step > 1) ascii = false;
      position += step;
    }
    sse_str word = sse_str_part(text, start, position);
    size_t length = ascii ? fold_ascii(word, term) : text_fold(word, term);
    if (length > 0) result = on_token(context, 0, term, (int)length, (int)start, (int)position);
  }
  return result;
}

static int fts5_create(void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer) {
  (void)arguments;
  if (count > 0) return SQLITE_ERROR; /* it has no options yet */
  *tokenizer = context;               /* FTS5 wants a handle that is not NULL; there is no state behind it */
  return SQLITE_OK;
}

static void fts5_delete(Fts5Tokenizer *tokenizer) {
  (void)tokenizer;
}

static int fts5_tokenize(Fts5Tokenizer *tokenizer, void *context, int reason, const char *text, int length,
                         text_token_fn *on_token) {
  (void)tokenizer;
  (void)reason;
  return text_tokenize((sse_str){text, length > 0 ? (size_t)length : 0}, context, on_token);
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
  if (api->xCreateTokenizer(api, "sse", db, &functions, NULL) != SQLITE_OK) return sse_fail_memory(err);
  return SSE_OK;
}
