/* Private to search/: items as the tables have them, one by one, and what is known of one that others shall
 * be like. A statement is prepared once and stands on the row of the item that was found last.
 * item.c reads the rows; similar.c makes a query of one. */
#ifndef SSE_SEARCH_ITEMS_H
#define SSE_SEARCH_ITEMS_H

#include "search/search.h"

enum { SIMILAR_THREAD_MOST = 50 };

/* An item that others shall be like. */
struct similar {
  uint32_t number;                      /* 0 for none */
  uint32_t thread[SIMILAR_THREAD_MOST]; /* the items that it answers, and that answer it or the same one */
  size_t thread_count;
};

/* The query that finds items like the one that search_item has, and what is known of that. `query` is the
 * caller's to reset. Errors: SSE_NOT_FOUND, those of the index, SSE_NO_MEMORY. */
sse_status similar_query(const index_db *index, const char *archive, const char *id, sse_buffer *query,
                         struct similar *like, sse_error *err);
/* True for an item of its thread: those are more like it than any words tell. */
bool similar_is_in_thread(const struct similar *like, uint32_t item);

/* The columns of an item's row. */
enum {
  ITEM_ID,
  ITEM_TITLE,
  ITEM_BODY,
  ITEM_DATE,
  ITEM_URL,
  ITEM_SOURCE,
  ITEM_LANG,
  ITEM_AUTHOR,
  ITEM_TAGS,
  ITEM_PATH,
  ITEM_LINE,
  ITEM_TITLED,
  ITEM_FIRST_SEEN,
  ITEM_CHANGED
};
/* Finds the row of an item, and ends the one that `*row` stands at; NULL for none. The last one is the
 * caller's to end with index_statement_end. Errors: those of the index, SSE_TIMEOUT. */
sse_status item_find(const index_db *index, uint32_t number, sqlite3_stmt **row, sse_error *err);
/* Has `*row`, of a statement by id, stand on the row of that id in the archive of that name, or where that is
 * NULL in the first that has it, `*which`; NULL where none has. To be ended with index_statement_end. */
sse_status item_find_id(const index_db *index, const char *sql, const char *archive, const char *id,
                        sqlite3_stmt **row, size_t *which, sse_error *err);
/* Copies what is shown of the row at hand, but for title and body; where it comes from only `with_path`.
 * Errors: SSE_NO_MEMORY. */
sse_status item_copy(sqlite3_stmt *row, bool with_path, search_hit *hit, sse_error *err);
/* Reads the other items of a hit's story, 50 at the most. Errors: those of the index, SSE_NO_MEMORY. */
sse_status item_copy_story(const index_db *index, uint32_t number, search_hit *hit, sse_error *err);
/* Has a hit that has its id say which archive it is of, where there are several. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status item_copy_archive(const index_db *index, size_t which, search_hit *hit, sse_error *err);
/* The id alone. */
sse_status item_copy_id(sqlite3_stmt *row, search_hit *hit, sse_error *err);

#endif
