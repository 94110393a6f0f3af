/* Queries on a compiled thesaurus, each with a statement that is prepared once.
 * A name is looked up folded, then by the stems of its words, then inside labels.
 * All SQL that reads is here. */
#include "thesaurus/label.h"
#include "thesaurus/schema.h"

#include <stdlib.h>
#include <string.h>

enum statement_id {
  BY_KEY,
  BY_STEMS,
  INSIDE,
  TARGETS,
  LABELS,
  BELOW,
  NARROWER,
  BROADER,
  URI,
  NAME,
  STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [BY_KEY] =
        "SELECT concept FROM label WHERE key = ?1 GROUP BY concept ORDER BY min(kind), concept LIMIT ?2",
    [BY_STEMS] =
        "SELECT concept FROM label WHERE stems = ?1 GROUP BY concept ORDER BY min(kind), concept LIMIT ?2",
    [INSIDE] = "SELECT concept FROM label WHERE instr(' ' || key || ' ', ' ' || ?1 || ' ') > 0"
               " GROUP BY concept ORDER BY min(length(key)), concept LIMIT ?2",
    [TARGETS] = "SELECT target FROM label WHERE concept = ?1 AND target <> '' GROUP BY target"
                " ORDER BY min(kind), min(rowid)",
    [LABELS] = "SELECT kind, lang, text FROM label WHERE concept = ?1 AND kind < 2 ORDER BY lang, kind, text",
    [BELOW] =
        "WITH RECURSIVE below (number) AS (SELECT ?1 UNION"
        " SELECT other FROM below JOIN narrower ON narrower.concept = below.number)"
        " SELECT kind, lang, text FROM below JOIN label ON label.concept = below.number WHERE target <> ''"
        " GROUP BY target ORDER BY min(label.concept <> ?1), min(label.rowid) LIMIT ?2",
    [NARROWER] = "SELECT other FROM narrower WHERE concept = ?1 ORDER BY other",
    [BROADER] = "SELECT concept FROM narrower WHERE other = ?1 ORDER BY concept",
    [URI] = "SELECT uri FROM concept WHERE number = ?1",
    [NAME] = "SELECT text FROM label WHERE concept = ?1 AND kind < 2"
             " ORDER BY kind, lang <> ?2, lower(substr(lang || '-', 1, length(?2) + 1)) <> ?2 || '-',"
             " lang <> 'en', lang, text LIMIT 1",
};

struct thesaurus_db {
  sse_buffer path;
  sqlite3 *connection;
  sqlite3_stmt *statements[STATEMENTS];
  size_t longest;
  text_languages languages; /* of labels that have stems */
  sse_buffer key, stems;
};

static sse_status fail(const thesaurus_db *opened, sse_error *err) {
  return schema_fail(opened->connection, opened->path.data, err);
}

/* ---- Opening ----------------------------------------------------------------------------------------- */

static sse_status read_about(thesaurus_db *opened, const char *stamp, sse_error *err) {
  sqlite3_stmt *about = NULL;
  sse_status status = SSE_OK;
  bool is_there = sqlite3_prepare_v2(opened->connection, "SELECT stamp, longest, languages FROM about", -1,
                                     &about, NULL) == SQLITE_OK &&
                  sqlite3_step(about) == SQLITE_ROW;
  if (!is_there) {
    status = fail(opened, err);
    if (!status) status = sse_fail(err, SSE_DATABASE, "%s: is not a compiled thesaurus", opened->path.data);
  } else if (!sse_str_equal((sse_str){(const char *)sqlite3_column_text(about, 0),
                                      (size_t)sqlite3_column_bytes(about, 0)},
                            sse_str_of(stamp))) {
    status = sse_fail(err, SSE_NOT_FOUND, "%s: belongs to another thesaurus", opened->path.data);
  } else {
    sqlite3_int64 longest = sqlite3_column_int64(about, 1);
    opened->longest = longest > 0 && longest <= THESAURUS_WORDS_MOST ? (size_t)longest : 0;
    opened->languages = (text_languages)sqlite3_column_int64(about, 2);
  }
  (void)sqlite3_finalize(about); /* repeats the error */
  return status;
}

sse_status thesaurus_open_compiled(const char *path, const char *stamp, thesaurus_db **opened,
                                   sse_error *err) {
  thesaurus_db *made = calloc(1, sizeof *made);
  sse_status status = made ? SSE_OK : sse_fail_memory(err);
  *opened = NULL;
  if (!status) {
    sse_buffer_append_text(&made->path, path);
    if (made->path.failed) status = sse_fail_memory(err);
  }
  if (!status &&
      sqlite3_open_v2(path, &made->connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    status = fail(made, err);
  /* One transaction for as long as it is open; otherwise every query would lock the file and look for a
   * journal. */
  if (!status && sqlite3_exec(made->connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    status = fail(made, err);
  if (!status) status = read_about(made, stamp, err);
  if (status) {
    thesaurus_close(made);
  } else {
    *opened = made;
  }
  return status;
}

void thesaurus_close(thesaurus_db *opened) {
  if (!opened) return;
  for (size_t i = 0; i < STATEMENTS; i++)
    (void)sqlite3_finalize(opened->statements[i]); /* repeats the error */
  (void)sqlite3_close(opened->connection);         /* opened for reading only */
  sse_buffer_reset(&opened->path);
  sse_buffer_reset(&opened->key);
  sse_buffer_reset(&opened->stems);
  free(opened);
}

size_t thesaurus_longest(const thesaurus_db *opened) {
  return opened ? opened->longest : 0;
}

/* ---- Rows -------------------------------------------------------------------------------------------- */

/* Takes a statement out of the cache, so that a nested use while its rows are being read prepares another. */
static sse_status take_statement(thesaurus_db *opened, enum statement_id id, sqlite3_stmt **statement,
                                 sse_error *err) {
  *statement = opened->statements[id];
  opened->statements[id] = NULL;
  if (!*statement && sqlite3_prepare_v2(opened->connection, texts[id], -1, statement, NULL) != SQLITE_OK)
    return fail(opened, err);
  return SSE_OK;
}

static void give_statement(thesaurus_db *opened, enum statement_id id, sqlite3_stmt *statement) {
  (void)sqlite3_finalize(opened->statements[id]); /* one that a nested use has put back */
  (void)sqlite3_reset(statement);                 /* repeats the error */
  opened->statements[id] = statement;
}

static sse_str text_at(sqlite3_stmt *statement, int column) {
  const unsigned char *text = sqlite3_column_text(statement, column);
  return (sse_str){(const char *)text, (size_t)sqlite3_column_bytes(statement, column)};
}

typedef sse_status row_fn(void *context, sqlite3_stmt *row, sse_error *err);

/* Parameters of a statement: the first is `text`, or `number` if `text` has no data; the second is `second`,
 * or `most` if `second` has no data. */
struct asked {
  sse_str text;
  int64_t number;
  sse_str second;
  size_t most;
};

static bool bind(sqlite3_stmt *statement, const struct asked *asked) {
  bool first = asked->text.data ? sqlite3_bind_text(statement, 1, asked->text.data, (int)asked->text.length,
                                                    SQLITE_TRANSIENT) == SQLITE_OK
                                : sqlite3_bind_int64(statement, 1, asked->number) == SQLITE_OK;
  if (sqlite3_bind_parameter_count(statement) < 2) return first;
  return first &&
         (asked->second.data ? sqlite3_bind_text(statement, 2, asked->second.data, (int)asked->second.length,
                                                 SQLITE_TRANSIENT) == SQLITE_OK
                             : sqlite3_bind_int64(statement, 2, (sqlite3_int64)asked->most) == SQLITE_OK);
}

static sse_status each_row(thesaurus_db *opened, enum statement_id id, struct asked asked, void *context,
                           row_fn *on_row, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = take_statement(opened, id, &statement, err);
  if (status) return status;
  int result = bind(statement, &asked) ? sqlite3_step(statement) : SQLITE_ERROR;
  for (; result == SQLITE_ROW && !status; result = status ? result : sqlite3_step(statement))
    status = on_row(context, statement, err);
  if (!status && result != SQLITE_DONE) status = fail(opened, err);
  give_statement(opened, id, statement);
  return status;
}

/* ---- Finding ----------------------------------------------------------------------------------------- */

static sse_status take_found(void *context, sqlite3_stmt *row, sse_error *err) {
  thesaurus_found *found = context;
  int64_t concept = sqlite3_column_int64(row, 0);
  (void)err;
  for (size_t i = 0; i < found->count; i++)
    if (found->concepts[i] == concept) return SSE_OK;
  if (found->count == THESAURUS_FOUND_MOST) {
    found->is_cut = true;
  } else {
    found->concepts[found->count++] = concept;
  }
  return SSE_OK;
}

static sse_status find(thesaurus_db *opened, enum statement_id id, sse_str key, thesaurus_found *found,
                       sse_error *err) {
  const struct asked asked = {.text = key, .most = THESAURUS_FOUND_MOST + 1};
  return key.length > 0 ? each_row(opened, id, asked, found, take_found, err) : SSE_OK;
}

/* Looks up the stems of the key in each language that labels have. */
static sse_status find_by_stems(thesaurus_db *opened, text_analyser *analyser, sse_str key,
                                thesaurus_found *found, sse_error *err) {
  sse_status status = SSE_OK;
  for (unsigned language = 1; language < 32 && !status; language++) {
    if ((opened->languages >> language & 1) == 0) continue;
    sse_buffer_clear(&opened->stems);
    label_append_stems(analyser, (text_language)language, key, &opened->stems);
    status = opened->stems.failed ? sse_fail_memory(err)
                                  : find(opened, BY_STEMS, sse_buffer_str(&opened->stems), found, err);
  }
  return status;
}

sse_status thesaurus_find(thesaurus_db *opened, text_analyser *analyser, sse_str name, bool inside,
                          thesaurus_found *found, sse_error *err) {
  size_t words;
  *found = (thesaurus_found){0};
  sse_buffer_clear(&opened->key);
  sse_status status = label_append_key(analyser, name, &opened->key, &words, err);
  if (status || words > THESAURUS_WORDS_MOST) return status;
  status = find(opened, BY_KEY, sse_buffer_str(&opened->key), found, err);
  if (!status && found->count == 0)
    status = find_by_stems(opened, analyser, sse_buffer_str(&opened->key), found, err);
  if (!status && found->count == 0 && inside)
    status = find(opened, INSIDE, sse_buffer_str(&opened->key), found, err);
  return status;
}

/* ---- Synonyms ---------------------------------------------------------------------------------------- */

struct synonyms {
  sse_str key;
  void *context;
  text_synonym_fn *on_synonym;
};

static sse_status take_target(void *context, sqlite3_stmt *row, sse_error *err) {
  const struct synonyms *synonyms = context;
  sse_str target = text_at(row, 0);
  return sse_str_equal(target, synonyms->key) ? SSE_OK : synonyms->on_synonym(synonyms->context, target, err);
}

sse_status thesaurus_each_synonym(thesaurus_db *opened, text_analyser *analyser, sse_str key, void *context,
                                  text_synonym_fn *on_synonym, sse_error *err) {
  struct synonyms synonyms = {key, context, on_synonym};
  thesaurus_found found = {0};
  if (!opened || key.length == 0) return SSE_OK;
  sse_status status = find(opened, BY_KEY, key, &found, err);
  /* Variants of a single word are looked up one by one by the caller, as far as the index has them. */
  if (!status && found.count == 0 && memchr(key.data, ' ', key.length))
    status = find_by_stems(opened, analyser, key, &found, err);
  for (size_t i = 0; i < found.count && !status; i++)
    status =
        each_row(opened, TARGETS, (struct asked){.number = found.concepts[i]}, &synonyms, take_target, err);
  return status;
}

/* ---- Concepts ---------------------------------------------------------------------------------------- */

struct labels {
  size_t count, most;
  void *context;
  thesaurus_label_fn *on_label;
};

static sse_status take_label(void *context, sqlite3_stmt *row, sse_error *err) {
  struct labels *labels = context;
  if (labels->count++ == labels->most) return SSE_OK;
  const thesaurus_label label = {(thesaurus_kind)sqlite3_column_int(row, 0), text_at(row, 1),
                                 text_at(row, 2)};
  return labels->on_label(labels->context, &label, err);
}

sse_status thesaurus_each_label(thesaurus_db *opened, int64_t concept, void *context,
                                thesaurus_label_fn *on_label, sse_error *err) {
  struct labels labels = {0, SIZE_MAX, context, on_label};
  return each_row(opened, LABELS, (struct asked){.number = concept}, &labels, take_label, err);
}

static sse_status take_unqualified(void *context, const thesaurus_label *label, sse_error *err) {
  const struct labels *labels = context;
  const thesaurus_label shorter = {label->kind, label->lang, label_unqualified(label->text)};
  return labels->on_label(labels->context, &shorter, err);
}

sse_status thesaurus_each_below(thesaurus_db *opened, int64_t concept, size_t most, bool *is_cut,
                                void *context, thesaurus_label_fn *on_label, sse_error *err) {
  struct labels outer = {0, 0, context, on_label}, labels = {0, most, &outer, take_unqualified};
  sse_status status =
      each_row(opened, BELOW, (struct asked){.number = concept, .most = most + 1}, &labels, take_label, err);
  *is_cut = labels.count > most;
  return status;
}

struct neighbours {
  void *context;
  thesaurus_concept_fn *on_concept;
};

static sse_status take_neighbour(void *context, sqlite3_stmt *row, sse_error *err) {
  const struct neighbours *neighbours = context;
  return neighbours->on_concept(neighbours->context, sqlite3_column_int64(row, 0), err);
}

sse_status thesaurus_each_neighbour(thesaurus_db *opened, int64_t concept, bool narrower, void *context,
                                    thesaurus_concept_fn *on_concept, sse_error *err) {
  struct neighbours neighbours = {context, on_concept};
  return each_row(opened, narrower ? NARROWER : BROADER, (struct asked){.number = concept}, &neighbours,
                  take_neighbour, err);
}

static sse_status take_text(void *context, sqlite3_stmt *row, sse_error *err) {
  sse_buffer *text = context;
  sse_buffer_append_str(text, text_at(row, 0));
  return text->failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status thesaurus_append_uri(thesaurus_db *opened, int64_t concept, sse_buffer *uri, sse_error *err) {
  return each_row(opened, URI, (struct asked){.number = concept}, uri, take_text, err);
}

sse_status thesaurus_append_name(thesaurus_db *opened, int64_t concept, const char *lang, sse_buffer *name,
                                 sse_error *err) {
  size_t before = name->length;
  sse_status status = each_row(opened, NAME, (struct asked){.number = concept, .second = sse_str_of(lang)},
                               name, take_text, err);
  return !status && name->length == before ? thesaurus_append_uri(opened, concept, name, err) : status;
}
