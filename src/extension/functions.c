/* The SQL functions: how a text is matched, which terms it has, which part of it to show for a query.
 * Each has its own analyser, which SQLite frees along with it.
 * They read nothing but their arguments, so a schema may use them. */
#include "extension/functions.h"
#include "base/printable.h"
#include "search/search.h"

#include <jansson.h>
#include <stdlib.h>

SQLITE_EXTENSION_INIT1

static sse_str text_of(sqlite3_value *value) {
  const char *text = (const char *)sqlite3_value_text(value);
  return (sse_str){text, text ? (size_t)sqlite3_value_bytes(value) : 0};
}

/* Gives valid UTF-8 in NFC, as the library expects it. */
static sse_status clean_text(sqlite3_value *value, sse_buffer *clean, sse_error *err) {
  size_t repaired = 0;
  sse_buffer_append_text(clean, "");
  return text_clean(text_of(value), clean, &repaired, err);
}

static void give_error(sqlite3_context *context, sse_status status, const sse_error *err) {
  if (status == SSE_NO_MEMORY) {
    sqlite3_result_error_nomem(context);
  } else {
    sqlite3_result_error(context, err->message, -1);
  }
}

static void give_buffer(sqlite3_context *context, sse_status status, const sse_buffer *text,
                        const sse_error *err) {
  if (status) {
    give_error(context, status, err);
  } else if (text->failed) {
    sqlite3_result_error_nomem(context);
  } else {
    sqlite3_result_text64(context, text->data ? text->data : "", text->length, SQLITE_TRANSIENT, SQLITE_UTF8);
  }
}

/* ---- sse_fold(text) ------------------------------------------------------------------------------- */

/* Appends a run without spaces, folded piece by piece, since an overlong word would be cut. */
static void append_folded(sse_str run, sse_buffer *folded) {
  enum { CLUSTERS = 32 };
  char piece[TEXT_TERM_SIZE];
  const size_t before = folded->length;
  for (size_t start = 0, end = 0; start < run.length; start = end) {
    for (int i = 0; i < CLUSTERS && end < run.length; i++)
      end = text_cluster_end(run, end);
    size_t length = text_fold(sse_str_part(run, start, end), piece);
    if (length > 0 && start == 0 && before > 0) sse_buffer_append_text(folded, " ");
    sse_buffer_append(folded, piece, length);
  }
}

static void fold(sqlite3_context *context, int count, sqlite3_value **values) {
  sse_buffer clean = {0}, folded = {0};
  sse_error err = {0};
  (void)count;
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  sse_status status = clean_text(values[0], &clean, &err);
  sse_str all = sse_buffer_str(&clean);
  for (size_t start = 0, end; start < all.length && !status; start = end + 1) {
    for (end = start; end < all.length && !sse_is_space(all.data[end]);)
      end++;
    append_folded(sse_str_part(all, start, end), &folded);
  }
  give_buffer(context, status, &folded, &err);
  sse_buffer_reset(&clean);
  sse_buffer_reset(&folded);
}

/* ---- sse_terms(text [, language]) ----------------------------------------------------------------- */

static int add_term(void *context, int flags, const char *term, int length, int start, int end) {
  json_t *positions = context;
  (void)start, (void)end;
  if (!(flags & TEXT_COLOCATED) && json_array_append_new(positions, json_array()) != 0) return TEXT_NO_MEMORY;
  json_t *last = json_array_get(positions, json_array_size(positions) - 1);
  return json_array_append_new(last, json_stringn(term, (size_t)length)) == 0 ? TEXT_OK : TEXT_NO_MEMORY;
}

/* A JSON array: for each position in the text, an array of its terms as an index holds them. */
static void terms(sqlite3_context *context, int count, sqlite3_value **values) {
  sse_buffer clean = {0};
  sse_error err = {0};
  text_language language = count > 1 ? text_language_of(text_of(values[1])) : TEXT_NO_LANGUAGE;
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  json_t *positions = json_array();
  sse_status status = clean_text(values[0], &clean, &err);
  int result = status ? TEXT_OK
                      : text_analyse(sqlite3_user_data(context), language, sse_buffer_str(&clean), positions,
                                     add_term);
  if (result == TEXT_TOO_LONG) status = sse_fail(&err, SSE_TOO_LARGE, "the text is too long");
  char *text = positions && !status && result == TEXT_OK ? json_dumps(positions, JSON_COMPACT) : NULL;
  if (status) {
    give_error(context, status, &err);
  } else if (!text) {
    sqlite3_result_error_nomem(context);
  } else {
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
  }
  free(text);
  json_decref(positions);
  sse_buffer_reset(&clean);
}

/* ---- sse_snippet(text, query [, before, after]) --------------------------------------------------- */

/* Where the code point with this number begins. */
static const char *code_at(const char *text, size_t number) {
  for (; number > 0 && *text; number--)
    text += sse_character_length(text);
  return text;
}

static void append_marked(const search_text *shown, sse_str before, sse_str after, sse_buffer *out) {
  const char *at = shown->text;
  size_t number = 0;
  for (size_t i = 0; i < shown->range_count; i++) {
    const char *start = code_at(at, shown->ranges[i].start - number);
    const char *end = code_at(start, shown->ranges[i].length);
    sse_buffer_append(out, at, (size_t)(start - at));
    sse_buffer_append_str(out, before);
    sse_buffer_append(out, start, (size_t)(end - start));
    sse_buffer_append_str(out, after);
    number = shown->ranges[i].start + shown->ranges[i].length;
    at = end;
  }
  sse_buffer_append_text(out, at);
}

static void snippet(sqlite3_context *context, int count, sqlite3_value **values) {
  sse_buffer text = {0}, query = {0}, marked = {0};
  search_text shown = {0};
  sse_error err = {0};
  const sse_str before = count > 2 ? text_of(values[2]) : sse_str_of("[");
  const sse_str after = count > 3 ? text_of(values[3]) : sse_str_of("]");
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  sse_status status = clean_text(values[0], &text, &err);
  if (!status) status = clean_text(values[1], &query, &err);
  if (!status)
    status = search_snippet(sqlite3_user_data(context), sse_buffer_str(&text), sse_buffer_str(&query), &shown,
                            &err);
  if (!status) append_marked(&shown, before, after, &marked);
  give_buffer(context, status, &marked, &err);
  search_text_reset(&shown);
  sse_buffer_reset(&text);
  sse_buffer_reset(&query);
  sse_buffer_reset(&marked);
}

/* ---- Registration --------------------------------------------------------------------------------- */

static void free_analyser(void *analyser) {
  text_analyser_free(analyser);
}

int functions_register(sqlite3 *db) {
  static const struct {
    const char *name;
    int arguments;
    void (*call)(sqlite3_context *, int, sqlite3_value **);
  } functions[] = {{"sse_fold", 1, fold},
                   {"sse_terms", 1, terms},
                   {"sse_terms", 2, terms},
                   {"sse_snippet", 2, snippet},
                   {"sse_snippet", 4, snippet}};
  int code = SQLITE_OK;
  for (size_t i = 0; i < sizeof functions / sizeof *functions && code == SQLITE_OK; i++) {
    text_analyser *analyser;
    sse_error ignored;
    if (text_analyser_new(&analyser, &ignored)) return SQLITE_NOMEM;
    /* SQLite frees the analyser, even if it rejects the function. */
    code = sqlite3_create_function_v2(db, functions[i].name, functions[i].arguments,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, analyser,
                                      functions[i].call, NULL, NULL, free_analyser);
  }
  return code;
}
