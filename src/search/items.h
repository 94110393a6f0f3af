/* Private to search/: items as the tables have them, one by one, and the item of a search for similar ones.
 * Statements are prepared once; a row stays current until the next item is looked up.
 * item.c reads the rows; similar.c makes a query from an item. */
#ifndef SSE_SEARCH_ITEMS_H
#define SSE_SEARCH_ITEMS_H

#include "search/search.h"

enum { SIMILAR_THREAD_MOST = 50 };

/* The item of a search for similar ones. */
struct similar {
  uint32_t number;                      /* 0 for none */
  uint32_t thread[SIMILAR_THREAD_MOST]; /* the items that reply to it, that it replies to, or that reply to
                                           the same one */
  size_t thread_count;
};

/* Writes the query that finds items like one, which is given as for search_item, and fills in `like`. The
 * caller resets `query`. Errors: SSE_NOT_FOUND, those of the index, SSE_NO_MEMORY. */
sse_status similar_query(const index_db *index, const char *archive, const char *id, sse_buffer *query,
                         struct similar *like, sse_error *err);
/* True for an item of its thread: those are more similar than any words can show. */
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
/* Finds the row of an item, after ending the current one in `*row`; NULL for none. The caller ends the last
 * row with index_statement_end. Errors: those of the index, SSE_TIMEOUT. */
sse_status item_find(const index_db *index, uint32_t number, sqlite3_stmt **row, sse_error *err);
/* Runs `sql`, a statement with the id as its parameter, in the archive of that name or, if that is NULL, in
 * the first archive that has the id. `*which` is the archive and `*row` its row, NULL if there is none; end
 * it with index_statement_end. */
sse_status item_find_id(const index_db *index, const char *sql, const char *archive, const char *id,
                        sqlite3_stmt **row, size_t *which, sse_error *err);
/* Copies the columns of the current row that are shown, except title and body; the path only if `with_path`.
 * Errors: SSE_NO_MEMORY. */
sse_status item_copy(sqlite3_stmt *row, bool with_path, search_hit *hit, sse_error *err);
/* Reads the other items of a hit's story, at most 50. Errors: those of the index, SSE_NO_MEMORY. */
sse_status item_copy_story(const index_db *index, uint32_t number, search_hit *hit, sse_error *err);
/* If there are several archives, sets which one a hit, whose id is set, belongs to. Errors: those of the
 * index, SSE_NO_MEMORY. */
sse_status item_copy_archive(const index_db *index, size_t which, search_hit *hit, sse_error *err);
/* Copies only the id. */
sse_status item_copy_id(sqlite3_stmt *row, search_hit *hit, sse_error *err);

#endif
