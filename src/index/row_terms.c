/* FTS5 keeps no text of its own here, so that who deletes a row has to say what it held. The words of a row
 * that goes are counted from the same text: the table `word` has them as if they had never been. Words of
 * items that are added are counted by the thread that read them (pipeline.c). */
#include "index/row_terms.h"
#include "index/changes.h"
#include "index/connection.h"
#include "index/statements.h"

#include <stdlib.h>

enum statement { READ, ADD, RESTORE, DELETE, STATEMENT_COUNT };

static const char *const statement_sql[STATEMENT_COUNT] = {
    [READ] = ROW_TERMS_SQL " WHERE number = ?1",
    [ADD] = "INSERT INTO terms(rowid, title, body, tags, author) VALUES(?1, ?2, ?3, ?4, ?5)",
    [RESTORE] = "INSERT INTO terms(rowid, title, body, tags, author)"
                " SELECT number, title, body, tags, author FROM searched WHERE number = ?1",
    [DELETE] = "INSERT INTO terms(terms, rowid, title, body, tags, author)"
               " SELECT 'delete', number, title, body, tags, author FROM searched WHERE number = ?1",
};

struct row_terms {
  const index_db *index;
  index_vocabulary *vocabulary;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  sse_buffer fields[ROW_TERMS_FIELDS];
};

sse_status row_terms_make(text_analyser *analyser, sqlite3_stmt *row, sse_buffer terms[ROW_TERMS_FIELDS],
                          index_vocabulary *vocabulary, sse_error *err) {
  enum { AUTHOR = ROW_TERMS_FIELDS - 1 };
  text_language language = text_language_of(index_column(row, ROW_TERMS_LANG));
  sse_status status = SSE_OK;
  for (int i = 0; i < ROW_TERMS_FIELDS && !status; i++) {
    sse_buffer_clear(&terms[i]);
    status = text_terms(analyser, i == AUTHOR ? TEXT_NO_LANGUAGE : language,
                        index_column(row, ROW_TERMS_TITLE + i), &terms[i], err);
    if (!status) status = vocabulary_count(vocabulary, sse_buffer_str(&terms[i]), err);
  }
  return status;
}

sse_status row_terms_new(const index_db *index, row_terms **terms, sse_error *err) {
  row_terms *made = calloc(1, sizeof *made);
  *terms = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (!status) status = vocabulary_new(&made->vocabulary, err);
  if (status) {
    row_terms_free(made);
  } else {
    *terms = made;
  }
  return status;
}

void row_terms_free(row_terms *terms) {
  if (!terms) return;
  statements_finalize(terms->statements, STATEMENT_COUNT);
  vocabulary_free(terms->vocabulary);
  for (size_t i = 0; i < ROW_TERMS_FIELDS; i++)
    sse_buffer_reset(&terms->fields[i]);
  free(terms);
}

/* Counts the words of an item as it is in its table. */
static sse_status count(row_terms *terms, sqlite3_int64 item, sse_error *err) {
  sqlite3_stmt *row = terms->statements[READ];
  sqlite3_int64 number = 0;
  sse_status status =
      statement_run(terms->index, row, sqlite3_bind_int64(row, 1, item) == SQLITE_OK, &number, err);
  if (!status && number > 0)
    status = row_terms_make(index_analyser(terms->index), row, terms->fields, terms->vocabulary, err);
  index_statement_end(row);
  return status;
}

static sse_status run(row_terms *terms, enum statement which, sqlite3_int64 item, sse_error *err) {
  sqlite3_stmt *statement = terms->statements[which];
  return statement_execute(terms->index, statement, sqlite3_bind_int64(statement, 1, item) == SQLITE_OK, err);
}

sse_status row_terms_delete(row_terms *terms, sqlite3_int64 item, sse_error *err) {
  sse_status status = changes_take_out(changes_of(terms->index), item, err);
  vocabulary_next_gone(terms->vocabulary);
  if (!status) status = count(terms, item, err);
  return status ? status : run(terms, DELETE, item, err);
}

sse_status row_terms_add(row_terms *terms, sqlite3_int64 item, const index_entry *entry, sse_error *err) {
  sqlite3_stmt *add = terms->statements[ADD];
  changes_touch(changes_of(terms->index), item, CHANGES_TEXT);
  bool bound =
      sqlite3_bind_int64(add, 1, item) == SQLITE_OK && statement_bind_str(add, 2, entry->title_terms) &&
      statement_bind_str(add, 3, entry->body_terms) && statement_bind_str(add, 4, entry->tags_terms) &&
      statement_bind_str(add, 5, entry->author_terms);
  return statement_execute(terms->index, add, bound, err);
}

sse_status row_terms_restore(row_terms *terms, sqlite3_int64 item, sse_error *err) {
  changes_touch(changes_of(terms->index), item, CHANGES_TEXT);
  vocabulary_next_item(terms->vocabulary);
  sse_status status = count(terms, item, err);
  return status ? status : run(terms, RESTORE, item, err);
}

sse_status row_terms_write_words(row_terms *terms, sse_error *err) {
  return vocabulary_write(terms->vocabulary, terms->index, err);
}

void row_terms_forget_words(row_terms *terms) {
  vocabulary_forget(terms->vocabulary);
}
