/* Which pages are followed in a run, and what is remembered about them. The state of an item is encoded in
 * the owner's hash of it (items.h), so that no table is needed:
 *
 *   hash of the item as its list has it, byte 0 ^ MARK ^ state
 *
 *   state 0     followed, or not to be followed
 *         1-3   failed this many times
 *         4     not tried: the run had reached its limit
 *         5     denied by robots.txt or the options before it was requested: checked again in each run
 */
#include "index/follow.h"
#include "base/log.h"
#include "index/identity.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

enum {
  MARK = 0x40, /* distinguishes items of a followed source from those of one that was not */
  FAILED_MOST = 3,
  NOT_TRIED = 4,
  DENIED = 5,
  NEW = -1,
  STATES = 6,
  REASONS = 2,      /* for which source_follow denies a page */
  PAGES_MOST = 1000 /* per run: at one per second, a quarter of an hour */
};

struct index_follow {
  source_follower *follower;
  const source_options *options;
  sse_str address;
  unsigned char (*hashes)[ENTRY_HASH]; /* of the source's items, sorted */
  size_t count, capacity;
  statement_numbers held; /* address keys of its items that another source owns, sorted */
  sse_buffer canonical;   /* an address in canonical form */
  size_t pages;           /* requested in this run */
  bool has_more;
  source_followed followed; /* result for the current item; and the trail of all */
  struct {
    const char *reason;
    size_t count;
  } denied[REASONS];
};

static int compare_hashes(const void *left, const void *right) {
  return memcmp(left, right, ENTRY_HASH);
}

static sse_status load(const index_db *index, sqlite3_int64 number, index_follow *follow, sse_error *err) {
  sqlite3_stmt *select;
  sse_status status =
      index_prepare(index, "SELECT hash FROM item WHERE source_id = ?1 ORDER BY hash", &select, err);
  if (status) return status;
  if (sqlite3_bind_int64(select, 1, number) != SQLITE_OK) status = index_fail(index, err);
  while (index_next_row(index, select, &status, err)) {
    void *hashes = follow->hashes;
    const void *hash = sqlite3_column_blob(select, 0);
    if (!hash || sqlite3_column_bytes(select, 0) != ENTRY_HASH) continue;
    if (sse_array_reserve(&hashes, &follow->capacity, follow->count + 1, ENTRY_HASH)) {
      follow->hashes = hashes;
      memcpy(follow->hashes[follow->count++], hash, ENTRY_HASH);
    } else {
      status = sse_fail_memory(err);
    }
  }
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

static int compare_keys(const void *left, const void *right) {
  sqlite3_int64 a = *(const sqlite3_int64 *)left, b = *(const sqlite3_int64 *)right;
  return a < b ? -1 : a > b;
}

/* Items owned by other sources have hashes of those: their addresses show that they were met before. */
static sse_status load_held(const index_db *index, sqlite3_int64 number, index_follow *follow,
                            sse_error *err) {
  static const char sql[] = "SELECT address FROM holder JOIN item ON number = item"
                            " WHERE holder.source_id = ?1 AND address NOT NULL ORDER BY address";
  sqlite3_stmt *select;
  sse_status status = index_prepare(index, sql, &select, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(select, 1, number) == SQLITE_OK;
  status = statement_collect(index, select, bound, &follow->held, err);
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

sse_status follow_new(const index_db *index, sqlite3_int64 number, const char *address,
                      source_follower *follower, const source_options *options, index_follow **follow,
                      sse_error *err) {
  index_follow *made = calloc(1, sizeof *made);
  *follow = made;
  if (!made) return sse_fail_memory(err);
  made->follower = follower;
  made->options = options;
  made->address = sse_str_of(address);
  sse_status status = number > 0 ? load(index, number, made, err) : SSE_OK;
  if (!status && number > 0) status = load_held(index, number, made, err);
  return status;
}

void follow_free(index_follow *follow) {
  if (!follow) return;
  free(follow->hashes);
  free(follow->held.numbers);
  sse_buffer_reset(&follow->canonical);
  sse_buffer_reset(&follow->followed.trail);
  free(follow);
}

bool follow_has_more(const index_follow *follow) {
  return follow->has_more;
}

sse_str follow_trail(const index_follow *follow) {
  return sse_buffer_str(&follow->followed.trail);
}

/* Counts a denied address. */
static void count_denied(index_follow *follow, const char *reason) {
  size_t i = 0;
  while (i < REASONS - 1 && follow->denied[i].reason && follow->denied[i].reason != reason)
    i++;
  follow->denied[i].reason = reason;
  follow->denied[i].count++;
}

void follow_report_losses(const index_follow *follow, const char *where, void *context,
                          void (*on_loss)(void *context, const source_loss *loss)) {
  for (size_t i = 0; i < REASONS && follow->denied[i].count > 0; i++) {
    const source_loss loss = {SOURCE_NOT_ASKED, "article", follow->denied[i].reason, where,
                              follow->denied[i].count};
    on_loss(context, &loss);
  }
}

/* ---- States --------------------------------------------------------------------------------------- */

static void set_state(const unsigned char plain[ENTRY_HASH], int state, unsigned char hash[ENTRY_HASH]) {
  memcpy(hash, plain, ENTRY_HASH);
  hash[0] = (unsigned char)(hash[0] ^ MARK ^ state);
}

/* Returns true for an item that another source owns and that this one already had. */
static bool is_held(index_follow *follow, const source_item *item) {
  bool is_one = false;
  int64_t key = 0;
  if (!identity_address(item->url, &follow->canonical, &is_one, &key) || !is_one) return false;
  sqlite3_int64 wanted = key;
  return follow->held.count > 0 && bsearch(&wanted, follow->held.numbers, follow->held.count,
                                           sizeof *follow->held.numbers, compare_keys);
}

/* The state in which an item was left; NEW if its entry in the list is new. */
static int state_of(const index_follow *follow, const unsigned char plain[ENTRY_HASH]) {
  unsigned char hash[ENTRY_HASH];
  for (int state = 0; follow->count > 0 && state < STATES; state++) {
    set_state(plain, state, hash);
    if (bsearch(hash, follow->hashes, follow->count, ENTRY_HASH, compare_hashes)) return state;
  }
  return NEW;
}

/* ---- Items ---------------------------------------------------------------------------------------- */

/* Where to add the item once its page has been read. */
struct target {
  index_pipeline *pipeline;
  const unsigned char *hash;
  bool *is_full;
};

static sse_status add_followed(void *context, const source_item *item, sse_error *err) {
  const struct target *target = context;
  return pipeline_add(target->pipeline, item, target->hash, target->is_full, err);
}

/* Follows an item. `*state` becomes its new state; `*is_added` is set if it was added. */
static sse_status follow_item(index_follow *follow, const struct target *target, const source_item *item,
                              int *state, bool *is_added, sse_error *err) {
  source_followed *followed = &follow->followed;
  sse_status status = source_follow(follow->follower, follow->options, follow->address, item, followed,
                                    (void *)target, add_followed, err);
  *is_added = status == SSE_OK;
  if (followed->denied) count_denied(follow, followed->denied);
  if (status == SSE_DENIED && !followed->is_asked && !followed->is_read) {
    *state = DENIED;
  } else if (status == SSE_OK || status == SSE_DENIED || status == SSE_GONE) {
    *state = 0;
  } else if (status != SSE_BUSY) { /* otherwise it was not tried */
    *state = *state > FAILED_MOST ? 1 : *state == FAILED_MOST ? 0 : *state + 1;
  }
  return status;
}

/* If nothing is followed in this run, the text read from an article stays as long as its entry in the list is
 * unchanged. */
static sse_status add_unfollowed(index_follow *follow, index_pipeline *pipeline, const source_item *item,
                                 const unsigned char plain[ENTRY_HASH], bool *is_full, sse_error *err) {
  unsigned char hash[ENTRY_HASH];
  source_item brief = *item;
  int state = state_of(follow, plain);
  if (state == NEW) return pipeline_add(pipeline, item, plain, is_full, err);
  brief.is_brief = true;
  set_state(plain, state, hash);
  return pipeline_add(pipeline, &brief, hash, is_full, err);
}

sse_status follow_add(index_follow *follow, index_pipeline *pipeline, const source_item *item, void *context,
                      follow_problem_fn *on_problem, bool *is_full, sse_error *err) {
  unsigned char plain[ENTRY_HASH], hash[ENTRY_HASH];
  source_item brief = *item;
  bool is_added = false, is_denied = false;
  if (!identity_hash(item, plain)) return sse_fail_memory(err);
  if (!follow->follower) return add_unfollowed(follow, pipeline, item, plain, is_full, err);
  int known = state_of(follow, plain), state = known == NEW ? NOT_TRIED : known;
  set_state(plain, 0, hash);
  const struct target target = {pipeline, hash, is_full};
  brief.is_brief = true;
  if (item->url.length == 0 || is_held(follow, item)) state = 0;
  if (state != 0 && follow->pages < PAGES_MOST) {
    sse_error failure;
    sse_status status = follow_item(follow, &target, item, &state, &is_added, &failure);
    if (follow->followed.is_asked || (status == SSE_BUSY && failure.message[0])) follow->pages++;
    is_denied = status == SSE_DENIED;
    if (status == SSE_NO_MEMORY) return sse_fail_memory(err);
    if (status == SSE_DENIED) sse_log(SSE_LOG_INFO, "%s", failure.message);
    if (status && status != SSE_DENIED && failure.message[0]) on_problem(context, failure.message);
    /* If the page is denied, the entry in the list is all there will be, so it is not brief, unless it is
     * unchanged or a bare address. */
    brief.is_brief =
        status != SSE_DENIED || follow->followed.is_read || known != NEW || item->body.length == 0;
    if (follow->followed.is_read && follow->followed.title.length > 0) {
      brief.title = follow->followed.title;
      brief.is_untitled = false;
    }
  }
  if (is_added) return SSE_OK;
  if (state != 0 && !is_denied) follow->has_more = true;
  set_state(plain, state, hash);
  return pipeline_add(pipeline, &brief, hash, is_full, err);
}
