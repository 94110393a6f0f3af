/* What an index holds, item by item, as sources give it: what the next index needs to have the same.
 * The order is that in which items were first read, so that an index made of an export gives it again.
 * One statement reads all, of a file that does not change meanwhile. */
#include "index/index.h"

enum { ID, TITLE, TITLED, BODY, DATE, URL, PUBLISHER, AUTHOR, TAGS, LANG, REPLY_TO };

static source_item item_of(sqlite3_stmt *row) {
  source_item item = {.id = index_column(row, ID),
                      .title = index_column(row, TITLE),
                      .is_untitled = sqlite3_column_int(row, TITLED) == 0,
                      .body = index_column(row, BODY),
                      .url = index_column(row, URL),
                      .source = index_column(row, PUBLISHER),
                      .author = index_column(row, AUTHOR),
                      .tags = index_column(row, TAGS),
                      .lang = index_column(row, LANG),
                      .reply_to = index_column(row, REPLY_TO)};
  if (!sse_date_parse(index_column(row, DATE), &item.date)) item.date = (sse_date){0};
  return item;
}

sse_status index_export(const index_db *index, source_item_fn *on_item, void *context, sse_error *err) {
  static const char sql[] = "SELECT id, title, titled, body, date, url, source, author, tags, lang, reply_to"
                            " FROM item ORDER BY number";
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  int result = sqlite3_step(statement);
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(statement)) {
    const source_item item = item_of(statement);
    status = on_item(context, &item, err);
  }
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}
