/* The database of a thesaurus while it is written: in one transaction without a journal, since an unfinished
 * file is thrown away. Resources are numbered as they come. The last one is cached, since statements about a
 * resource are mostly grouped together. All SQL that writes is here. */
#include "thesaurus/builder.h"
#include "thesaurus/label.h"
#include "thesaurus/schema.h"

#include <stdlib.h>

enum statement_id { FIND, MAKE, LABEL, NAMED, LITERAL, NARROWER, OTHER, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [FIND] = "SELECT number FROM concept WHERE uri = ?1",
    [MAKE] = "INSERT INTO concept (uri) VALUES (?1)",
    [LABEL] = "INSERT INTO label VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [NAMED] = "INSERT INTO temp.named VALUES (?1, ?2, ?3)",
    [LITERAL] = "INSERT INTO temp.literal VALUES (?1, ?2, ?3)",
    [NARROWER] = "INSERT OR IGNORE INTO narrower VALUES (?1, ?2)",
    [OTHER] = "INSERT INTO temp.other VALUES (?1)",
};

struct builder {
  const char *path; /* borrowed */
  sqlite3 *connection;
  sqlite3_stmt *statements[STATEMENTS];
  text_analyser *analyser;
  sse_buffer last; /* resource, with its number */
  int64_t last_number;
  size_t longest;
  text_languages languages;
  sse_buffer clean, key, target, stems; /* scratch space for one label */
};

static sse_status fail(const builder *to, sse_error *err) {
  return schema_fail(to->connection, to->path, err);
}

static sse_status execute(const builder *to, const char *sql, sse_error *err) {
  return sqlite3_exec(to->connection, sql, NULL, NULL, NULL) == SQLITE_OK ? SSE_OK : fail(to, err);
}

sse_status builder_new(const char *path, builder **made, sse_error *err) {
  builder *to = calloc(1, sizeof *to);
  *made = to;
  if (!to) return sse_fail_memory(err);
  to->path = path;
  sse_status status = text_analyser_new(&to->analyser, err);
  if (!status &&
      sqlite3_open_v2(path, &to->connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    status = fail(to, err);
  if (!status) {
    status = execute(to,
                     "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; BEGIN;"
                     "CREATE TEMP TABLE named (concept INTEGER, kind INTEGER, label INTEGER);"
                     "CREATE TEMP TABLE literal (label INTEGER, lang TEXT, text TEXT);"
                     "CREATE TEMP TABLE other (number INTEGER);" SCHEMA_TABLES,
                     err);
  }
  for (size_t i = 0; i < STATEMENTS && !status; i++)
    if (sqlite3_prepare_v2(to->connection, texts[i], -1, &to->statements[i], NULL) != SQLITE_OK)
      status = fail(to, err);
  return status;
}

void builder_free(builder *made) {
  if (!made) return;
  for (size_t i = 0; i < STATEMENTS; i++)
    (void)sqlite3_finalize(made->statements[i]); /* repeats the error */
  (void)sqlite3_close(made->connection);         /* nothing is left that could fail */
  text_analyser_free(made->analyser);
  sse_buffer_reset(&made->last);
  sse_buffer_reset(&made->clean);
  sse_buffer_reset(&made->key);
  sse_buffer_reset(&made->target);
  sse_buffer_reset(&made->stems);
  free(made);
}

/* ---- Statements -------------------------------------------------------------------------------------- */

static bool bind_text(sqlite3_stmt *statement, int place, sse_str text) {
  /* Lengths are below the limit on the file's size, which fits an int. */
  return sqlite3_bind_text(statement, place, text.data ? text.data : "", (int)text.length,
                           SQLITE_TRANSIENT) == SQLITE_OK;
}

/* Runs a statement that returns no rows. */
static sse_status run(const builder *to, enum statement_id id, bool is_bound, sse_error *err) {
  sqlite3_stmt *statement = to->statements[id];
  sse_status status = is_bound && sqlite3_step(statement) == SQLITE_DONE ? SSE_OK : fail(to, err);
  (void)sqlite3_reset(statement); /* repeats the error */
  return status;
}

/* Gives the number of a resource, assigning one if it is new. */
static sse_status number_of(builder *to, sse_str resource, int64_t *number, sse_error *err) {
  sqlite3_stmt *find = to->statements[FIND];
  *number = 0;
  if (to->last_number > 0 && sse_str_equal(sse_buffer_str(&to->last), resource)) {
    *number = to->last_number;
    return SSE_OK;
  }
  int result = bind_text(find, 1, resource) ? sqlite3_step(find) : SQLITE_ERROR;
  if (result == SQLITE_ROW) *number = sqlite3_column_int64(find, 0);
  sse_status status = result == SQLITE_ROW || result == SQLITE_DONE ? SSE_OK : fail(to, err);
  (void)sqlite3_reset(find); /* repeats the error */
  if (!status && result == SQLITE_DONE) {
    status = run(to, MAKE, bind_text(to->statements[MAKE], 1, resource), err);
    *number = sqlite3_last_insert_rowid(to->connection);
  }
  if (status) return status;
  sse_buffer_clear(&to->last);
  sse_buffer_append_str(&to->last, resource);
  to->last_number = *number;
  return to->last.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Computes the keys of the label in to->clean. A label with too many words has no key, so it cannot be looked
 * up as a whole. */
static sse_status make_keys(builder *to, text_language language, sse_error *err) {
  size_t words, words_of_target;
  sse_str text = sse_buffer_str(&to->clean);
  sse_buffer_clear(&to->key);
  sse_buffer_clear(&to->target);
  sse_buffer_clear(&to->stems);
  sse_status status = label_append_key(to->analyser, text, &to->key, &words, err);
  if (!status)
    status = label_append_key(to->analyser, label_unqualified(text), &to->target, &words_of_target, err);
  if (status) return status;
  if (words > THESAURUS_WORDS_MOST) sse_buffer_clear(&to->key);
  if (words_of_target > THESAURUS_WORDS_MOST) sse_buffer_clear(&to->target);
  if (words <= THESAURUS_WORDS_MOST && words > to->longest) to->longest = words;
  if (language != TEXT_NO_LANGUAGE && to->key.length > 0) {
    to->languages |= (text_languages)1 << language;
    label_append_stems(to->analyser, language, sse_buffer_str(&to->key), &to->stems);
  }
  return to->stems.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Gives a label as it is shown: in NFC, with runs of white space as one space. */
static sse_status clean(builder *to, sse_str text, sse_error *err) {
  sse_buffer *out = &to->clean;
  size_t repaired = 0, kept = 0;
  sse_buffer_clear(out);
  sse_status status = text_clean(text, out, &repaired, err);
  if (status) return status;
  for (size_t i = 0; i < out->length; i++) {
    bool is_space = sse_is_space(out->data[i]);
    if (is_space && (kept == 0 || out->data[kept - 1] == ' ')) continue;
    out->data[kept++] = out->data[i];
    if (is_space) out->data[kept - 1] = ' ';
  }
  while (kept > 0 && out->data[kept - 1] == ' ')
    kept--;
  out->length = kept;
  return SSE_OK;
}

static sse_status insert_label(builder *to, int64_t concept, thesaurus_kind kind, sse_str lang, sse_str text,
                               sse_error *err) {
  sqlite3_stmt *insert = to->statements[LABEL];
  lang = text_is_language_tag(lang) ? lang : (sse_str){0};
  char tag[36] = ""; /* the longest valid tag, and a NUL */
  for (size_t i = 0; i < lang.length && i + 1 < sizeof tag; i++)
    tag[i] = lang.data[i];
  sse_status status = clean(to, text, err);
  if (status || to->clean.length == 0) return status;
  status = make_keys(to, text_language_of(sse_str_of(tag)), err);
  if (status) return status;
  bool is_bound = sqlite3_bind_int64(insert, 1, concept) == SQLITE_OK &&
                  sqlite3_bind_int(insert, 2, (int)kind) == SQLITE_OK && bind_text(insert, 3, lang) &&
                  bind_text(insert, 4, sse_buffer_str(&to->clean)) &&
                  bind_text(insert, 5, sse_buffer_str(&to->key)) &&
                  bind_text(insert, 6, sse_buffer_str(&to->target)) &&
                  (to->stems.length > 0 ? bind_text(insert, 7, sse_buffer_str(&to->stems))
                                        : sqlite3_bind_null(insert, 7) == SQLITE_OK);
  return run(to, LABEL, is_bound, err);
}

sse_status builder_add_label(builder *to, sse_str concept, thesaurus_kind kind, sse_str lang, sse_str text,
                             sse_error *err) {
  int64_t number;
  sse_status status = number_of(to, concept, &number, err);
  return status ? status : insert_label(to, number, kind, lang, text, err);
}

sse_status builder_add_named(builder *to, sse_str concept, thesaurus_kind kind, sse_str label,
                             sse_error *err) {
  sqlite3_stmt *insert = to->statements[NAMED];
  int64_t number, label_number;
  sse_status status = number_of(to, concept, &number, err);
  if (!status) status = number_of(to, label, &label_number, err);
  if (status) return status;
  bool is_bound = sqlite3_bind_int64(insert, 1, number) == SQLITE_OK &&
                  sqlite3_bind_int(insert, 2, (int)kind) == SQLITE_OK &&
                  sqlite3_bind_int64(insert, 3, label_number) == SQLITE_OK;
  return run(to, NAMED, is_bound, err);
}

sse_status builder_add_literal(builder *to, sse_str label, sse_str lang, sse_str text, sse_error *err) {
  sqlite3_stmt *insert = to->statements[LITERAL];
  int64_t number;
  sse_status status = number_of(to, label, &number, err);
  if (status) return status;
  return run(to, LITERAL,
             sqlite3_bind_int64(insert, 1, number) == SQLITE_OK && bind_text(insert, 2, lang) &&
                 bind_text(insert, 3, text),
             err);
}

sse_status builder_add_narrower(builder *to, sse_str concept, sse_str other, sse_error *err) {
  sqlite3_stmt *insert = to->statements[NARROWER];
  int64_t number, other_number;
  sse_status status = number_of(to, concept, &number, err);
  if (!status) status = number_of(to, other, &other_number, err);
  if (status) return status;
  return run(to, NARROWER,
             sqlite3_bind_int64(insert, 1, number) == SQLITE_OK &&
                 sqlite3_bind_int64(insert, 2, other_number) == SQLITE_OK,
             err);
}

sse_status builder_add_other(builder *to, sse_str resource, sse_error *err) {
  int64_t number;
  sse_status status = number_of(to, resource, &number, err);
  return status ? status
                : run(to, OTHER, sqlite3_bind_int64(to->statements[OTHER], 1, number) == SQLITE_OK, err);
}

/* ---- The end ----------------------------------------------------------------------------------------- */

static sse_str column_text(sqlite3_stmt *statement, int column) {
  const unsigned char *text = sqlite3_column_text(statement, column);
  return (sse_str){(const char *)text, (size_t)sqlite3_column_bytes(statement, column)};
}

/* Adds the labels that are resources of their own to their concepts. */
static sse_status join_named(builder *to, sse_error *err) {
  sqlite3_stmt *join = NULL;
  int result = sqlite3_prepare_v2(
      to->connection, "SELECT concept, kind, lang, text FROM temp.named JOIN temp.literal USING (label)", -1,
      &join, NULL);
  sse_status status = SSE_OK;
  while (result == SQLITE_OK || result == SQLITE_ROW) {
    result = sqlite3_step(join);
    if (result == SQLITE_ROW)
      status = insert_label(to, sqlite3_column_int64(join, 0), (thesaurus_kind)sqlite3_column_int(join, 1),
                            column_text(join, 2), column_text(join, 3), err);
    if (status) break;
  }
  if (!status && result != SQLITE_DONE) status = fail(to, err);
  (void)sqlite3_finalize(join); /* repeats the error */
  return status;
}

static sse_status write_about(const builder *to, const char *stamp, size_t *concepts, sse_error *err) {
  sqlite3_stmt *about = NULL, *count = NULL;
  bool done = sqlite3_prepare_v2(to->connection, "INSERT INTO about VALUES (?1, ?2, ?3)", -1, &about, NULL) ==
                  SQLITE_OK &&
              bind_text(about, 1, sse_str_of(stamp)) &&
              sqlite3_bind_int64(about, 2, (sqlite3_int64)to->longest) == SQLITE_OK &&
              sqlite3_bind_int64(about, 3, (sqlite3_int64)to->languages) == SQLITE_OK &&
              sqlite3_step(about) == SQLITE_DONE &&
              sqlite3_prepare_v2(to->connection, "SELECT count(DISTINCT concept) FROM label", -1, &count,
                                 NULL) == SQLITE_OK &&
              sqlite3_step(count) == SQLITE_ROW;
  if (done) *concepts = (size_t)sqlite3_column_int64(count, 0);
  sse_status status = done ? SSE_OK : fail(to, err);
  (void)sqlite3_finalize(about); /* repeat the error */
  (void)sqlite3_finalize(count);
  return status;
}

sse_status builder_finish(builder *to, const char *stamp, size_t *concepts, sse_error *err) {
  *concepts = 0;
  sse_status status = join_named(to, err);
  if (!status) {
    status = execute(to,
                     "DELETE FROM label WHERE concept IN (SELECT number FROM temp.other);"
                     "DELETE FROM label WHERE rowid NOT IN"
                     " (SELECT min(rowid) FROM label GROUP BY concept, kind, lang, text);" SCHEMA_INDEXES,
                     err);
  }
  if (!status) status = write_about(to, stamp, concepts, err);
  return status ? status : execute(to, "COMMIT", err);
}
