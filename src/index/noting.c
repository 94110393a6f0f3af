/* The postings of an expression as FTS5 traverses them: auxiliary functions note which items match, and how
 * often in headline and body. They read neither the items nor FTS5's table of lengths, which is what makes
 * its own bm25() slow. */
#include "index/noting.h"
#include "index/tokenizer.h"

enum { ITEMS_AT_ONCE = 4096 }; /* between two checks of the deadline */

/* Notes the current item of `fts`; called for items in ascending order. */
static int note_item(const Fts5ExtensionApi *api, Fts5Context *fts, void *context) {
  const index_db *index = context;
  index_postings *postings = index->kept->noting;
  Fts5PhraseIter at;
  int column = 0, offset = 0;
  unsigned counts[2] = {0, 0};
  if (!postings) return SQLITE_ERROR;
  if (postings->count % ITEMS_AT_ONCE == 0 && connection_is_late(index)) return SQLITE_INTERRUPT;
  void *grown = postings->postings;
  if (!sse_array_reserve(&grown, &postings->capacity, postings->count + 1, sizeof *postings->postings))
    return SQLITE_NOMEM;
  postings->postings = grown;
  int code = api->xPhraseFirst(fts, 0, &at, &column, &offset);
  while (code == SQLITE_OK && column >= 0) {
    counts[column == INDEX_BODY || column == INDEX_AUTHOR]++; /* tags count as part of the headline */
    api->xPhraseNext(fts, &at, &column, &offset);
  }
  for (int i = 0; i < 2; i++)
    if (counts[i] > INDEX_COUNT_MOST) counts[i] = INDEX_COUNT_MOST;
  if (code == SQLITE_OK)
    postings->postings[postings->count++] =
        (index_posting){(uint32_t)api->xRowid(fts), (uint8_t)(counts[0] << 4 | counts[1])};
  return code;
}

/* Called for the first item of a query, this notes all of them: FTS5 then traverses the doclist without
 * SQLite stepping from row to row, in half the time. */
static void note_all(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                     sqlite3_value **values) {
  (void)count, (void)values;
  int code = api->xQueryPhrase(fts, 0, api->xUserData(fts), note_item);
  if (code != SQLITE_OK) sqlite3_result_error_code(result, code);
}

/* Notes the item it is called for. */
static void note_one(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                     sqlite3_value **values) {
  (void)count, (void)values;
  int code = note_item(api, fts, api->xUserData(fts));
  if (code != SQLITE_OK) sqlite3_result_error_code(result, code);
}

sse_status noting_register(index_db *index, sse_error *err) {
  fts5_api *api = tokenizer_fts5(index->connection);
  if (!api || api->xCreateFunction(api, "sse_note_all", index, note_all, NULL) != SQLITE_OK ||
      api->xCreateFunction(api, "sse_note_one", index, note_one, NULL) != SQLITE_OK)
    return sse_fail_memory(err);
  return SSE_OK;
}
