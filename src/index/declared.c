/* Translations declared by sources: the addresses of an item in other languages, as pages and sitemaps give
 * them. They are stored as keys of addresses (fingerprints.c), since the other item may come later.
 * Undeclared translations are found by dates, numbers and names (translations.c). */
#include "index/statements.h"
#include "index/stories.h"

/* Unites the pairs of items that a statement returns, if their languages differ. */
static sse_status unite_rows(struct stories *stories, sqlite3_stmt *row, bool bound, sse_error *err) {
  sse_status status = SSE_OK;
  if (!bound) status = index_fail(stories->index, err);
  while (index_next_row(stories->index, row, &status, err)) {
    sqlite3_int64 one = sqlite3_column_int64(row, 0), other = sqlite3_column_int64(row, 1);
    bool are_items = one > 0 && other > 0 && (size_t)one < stories->count && (size_t)other < stories->count;
    if (are_items) status = stories_know(stories, (size_t)one, err);
    if (are_items && !status) status = stories_know(stories, (size_t)other, err);
    if (!status && are_items && stories->langs[one] != stories->langs[other])
      stories_unite(stories, (uint32_t)one, (uint32_t)other);
  }
  index_statement_end(row);
  return status;
}

/* Unites items that a source declares to be versions of one in other languages. Front pages of sites are
 * never declared so. */
sse_status declared_unite(struct stories *stories, sse_error *err) {
  static const char *const sql[] = {"SELECT t.item, i.number FROM translation AS t JOIN item AS i ON"
                                    " i.address = t.address AND i.number <> t.item",
                                    "SELECT t.item, i.number FROM translation AS t JOIN item AS i ON"
                                    " i.address = t.address AND i.number <> t.item WHERE t.item = ?1",
                                    "SELECT t.item, i.number FROM item AS i JOIN translation AS t ON"
                                    " i.address = t.address AND i.number <> t.item WHERE i.number = ?1"};
  sqlite3_stmt *rows[3];
  sse_status status = statements_prepare(stories->index, sql, 3, rows, err);
  if (!status && !stories->changes) status = unite_rows(stories, rows[0], true, err);
  for (size_t i = 1; stories->changes && i < stories->count && !status; i++)
    for (int k = 1; k < 3 && !status && changes_has(stories->changes, i, CHANGES_TOUCHED); k++)
      status =
          unite_rows(stories, rows[k], sqlite3_bind_int64(rows[k], 1, (sqlite3_int64)i) == SQLITE_OK, err);
  statements_finalize(rows, 3);
  return status;
}
