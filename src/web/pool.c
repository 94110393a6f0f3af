/* The pool of open indexes. They are kept open between requests, since opening one takes as long as many a
 * search. Requests that find none free wait in turn. The lock is not held while a file is opened or searched.
 * A replaced file is recognised by its inode, time and size. */
#include "web/pool.h"
#include "base/deadline.h"
#include "base/log.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum {
  SEARCHES_LEAST = 4,
  SEARCHES_SPARE = 2
}; /* at once: a few more than cores, so that slow ones leave some */

/* A request that waits for an index. Requests are served in turn. Otherwise a new one, whose thread is
 * already running, would usually overtake those that must first be woken, and the slowest would wait many
 * times as long as most. */
struct waiter {
  pthread_cond_t woken; /* by CLOCK_MONOTONIC */
  struct waiter *next;
};

struct pool {
  const serve_options *options;
  pthread_mutex_t lock;
  pthread_condattr_t clock;
  struct waiter *first; /* the one that has waited longest */
  size_t waiting;
  struct pool_index *idle;  /* of the latest generation */
  size_t out, most;         /* indexes in use; the most allowed */
  uint64_t latest, refused; /* generations: of the files in use, of files that could not be opened */
  uint64_t told;            /* the last generation whose failure was logged */
  uint64_t swaps;
};

/* Adds a file to `hash` by its inode, time and size, which differ from those of any other file at its path.
 * Returns false if it is missing. */
static bool add_file(const char *path, uint64_t *hash) {
  struct stat status;
  if (stat(path, &status) != 0) return false;
  const uint64_t parts[] = {status.st_dev, status.st_ino, (uint64_t)status.st_mtim.tv_sec,
                            (uint64_t)status.st_mtim.tv_nsec, (uint64_t)status.st_size};
  *hash = XXH3_64bits_withSeed(parts, sizeof parts, *hash);
  return true;
}

/* Hashes all files that answers depend on; 0 if one is missing. */
static uint64_t generation_of(const struct pool *pool) {
  const char *synonyms = pool->options->synonyms, *thesaurus = pool->options->thesaurus;
  uint64_t hash = 0;
  for (size_t i = 0; i < pool->options->db_count; i++)
    if (!add_file(pool->options->dbs[i], &hash)) return 0;
  if (synonyms && *synonyms && !add_file(synonyms, &hash)) return 0;
  if (thesaurus && *thesaurus && !add_file(thesaurus, &hash)) return 0;
  return hash != 0 ? hash : 1;
}

static void close_one(struct pool_index *one) {
  if (!one) return;
  text_synonyms_free(one->synonyms);
  thesaurus_close(one->thesaurus);
  index_close(one->index);
  free(one);
}

static sse_status open_one(const struct pool *pool, uint64_t generation, struct pool_index **opened,
                           sse_error *err) {
  struct pool_index *made = calloc(1, sizeof *made);
  *opened = NULL;
  if (!made) return sse_fail_memory(err);
  made->generation = generation;
  const serve_options *options = pool->options;
  sse_status status = index_open_all(options->dbs, options->db_count, &made->index, err);
  bool none = options->synonyms && !*options->synonyms;
  if (!status && !none) status = query_synonyms(made->index, options->synonyms, &made->synonyms, err);
  bool has_thesaurus = options->thesaurus && *options->thesaurus;
  if (!status && has_thesaurus) status = thesaurus_open(options->thesaurus, &made->thesaurus, err);
  if (status) {
    close_one(made);
  } else {
    *opened = made;
  }
  return status;
}

static void close_idle(struct pool *pool) {
  while (pool->idle) {
    struct pool_index *next = pool->idle->next;
    close_one(pool->idle);
    pool->idle = next;
  }
}

sse_status pool_new(const serve_options *options, struct pool **made, sse_error *err) {
  struct pool *created = calloc(1, sizeof *created);
  *made = NULL;
  if (!created) return sse_fail_memory(err);
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  created->options = options;
  created->most = cores > 0 ? (size_t)cores + SEARCHES_SPARE : SEARCHES_LEAST;
  if (created->most < SEARCHES_LEAST) created->most = SEARCHES_LEAST;
  bool ready = pthread_mutex_init(&created->lock, NULL) == 0 && pthread_condattr_init(&created->clock) == 0 &&
               pthread_condattr_setclock(&created->clock, CLOCK_MONOTONIC) == 0;
  if (!ready) {
    free(created);
    return sse_fail_memory(err);
  }
  created->latest = generation_of(created);
  sse_status status = open_one(created, created->latest, &created->idle, err);
  if (status) {
    pool_free(created);
  } else {
    *made = created;
  }
  return status;
}

void pool_free(struct pool *pool) {
  if (!pool) return;
  close_idle(pool);
  (void)pthread_condattr_destroy(&pool->clock); /* nobody waits any more */
  (void)pthread_mutex_destroy(&pool->lock);
  free(pool);
}

/* Returns false if one of the files is missing, or if they could not be opened before. */
static bool can_open(const struct pool *pool, uint64_t there) {
  return there != 0 && there != pool->refused;
}

/* Returns true if a request must wait for another to finish: the maximum is in use, or all open indexes are
 * and the current files cannot be opened, at least not by this request. */
static bool has_to_wait(const struct pool *pool, uint64_t there, bool has_failed) {
  return pool->out >= pool->most || (!pool->idle && pool->out > 0 && (has_failed || !can_open(pool, there)));
}

static void wake_first(struct pool *pool) {
  if (pool->first) (void)pthread_cond_signal(&pool->first->woken); /* cannot fail: it is valid */
}

/* Waits in turn, after all earlier requests. */
static sse_status wait_in_turn(struct pool *pool, struct timespec end, bool has_failed, uint64_t *there,
                               sse_error *err) {
  struct waiter waiter = {0}, **place = &pool->first;
  bool waits = true;
  int failed = 0;
  if (pthread_cond_init(&waiter.woken, &pool->clock) != 0) return sse_fail_memory(err);
  while (*place)
    place = &(*place)->next;
  *place = &waiter;
  pool->waiting++;
  while (waits && !failed) {
    failed = pthread_cond_timedwait(&waiter.woken, &pool->lock, &end);
    waits = pool->first != &waiter || has_to_wait(pool, *there = generation_of(pool), has_failed);
  }
  for (place = &pool->first; *place != &waiter;) /* those ahead of it may have left */
    place = &(*place)->next;
  *place = waiter.next;
  pool->waiting--;
  (void)pthread_cond_destroy(&waiter.woken); /* nobody else waits for it */
  return waits ? sse_fail(err, SSE_TIMEOUT, "too many searches at once: none ended in time") : SSE_OK;
}

/* Waits for a place, and counts one more as taken. `*there` is the generation of the files then: one
 * determined before the lock was taken could be older than what another request has opened meanwhile. */
static sse_status wait_for_place(struct pool *pool, struct timespec end, bool has_failed, uint64_t *there,
                                 sse_error *err) {
  bool is_free = !pool->first && !has_to_wait(pool, *there = generation_of(pool), has_failed);
  sse_status status = is_free ? SSE_OK : wait_in_turn(pool, end, has_failed, there, err);
  if (!status) pool->out++;
  if (pool->out < pool->most) wake_first(pool); /* there may be a place for the next one, too */
  return status;
}

/* Switches to a new generation; idle indexes of the old one are closed. */
static void take_up(struct pool *pool, uint64_t generation) {
  if (pool->latest == generation) return; /* another request was faster */
  close_idle(pool);
  pool->latest = generation;
  pool->swaps++;
}

/* Returns true for errors that persist until the file changes; too many open files, or no memory, are
 * temporary. */
static bool is_of_file(sse_status status) {
  return status == SSE_DATABASE || status == SSE_INVALID || status == SSE_TOO_LARGE;
}

/* Opens the current files. If they are new but not a valid index, the old ones stay in use. */
static sse_status open_latest(struct pool *pool, uint64_t there, struct pool_index **taken, sse_error *err) {
  (void)pthread_mutex_unlock(&pool->lock);
  sse_status status = open_one(pool, there, taken, err);
  (void)pthread_mutex_lock(&pool->lock);
  if (!status) {
    if (generation_of(pool) == there) take_up(pool, there); /* else only this request uses it */
    return SSE_OK;
  }
  if (there != pool->told) sse_log(SSE_LOG_ERROR, "%s", err->message);
  pool->told = there;
  if (is_of_file(status)) pool->refused = there;
  if (!pool->idle) return status;
  *taken = pool->idle;
  pool->idle = (*taken)->next;
  return SSE_OK;
}

/* Takes an idle index, or opens one. After a failure to open, only idle ones are taken. */
static sse_status take_or_open(struct pool *pool, uint64_t there, bool has_failed, struct pool_index **taken,
                               sse_error *err) {
  bool is_new = can_open(pool, there) && there != pool->latest && !has_failed;
  if (!pool->idle || is_new) return open_latest(pool, there, taken, err);
  *taken = pool->idle;
  pool->idle = (*taken)->next;
  return SSE_OK;
}

sse_status pool_take(struct pool *pool, unsigned milliseconds, struct pool_index **taken, sse_error *err) {
  const struct timespec end = sse_deadline_in(milliseconds);
  sse_status status = SSE_OK;
  uint64_t there = 0;
  *taken = NULL;
  (void)pthread_mutex_lock(&pool->lock); /* cannot fail: no thread ends while it holds the lock */
  for (bool has_failed = false, ends = false; !ends; has_failed = true) {
    status = wait_for_place(pool, end, has_failed, &there, err);
    if (status) break;
    status = take_or_open(pool, there, has_failed, taken, err);
    if (status) {
      pool->out--;
      wake_first(pool);
    }
    ends = !status || has_failed || pool->out == 0; /* else other requests have open ones */
  }
  (void)pthread_mutex_unlock(&pool->lock);
  if (*taken) index_limit_time((*taken)->index, milliseconds);
  return status;
}

void pool_give(struct pool *pool, struct pool_index *taken) {
  struct pool_index *old = NULL;
  if (!taken) return;
  index_limit_time(taken->index, 0);
  (void)pthread_mutex_lock(&pool->lock);
  if (taken->generation == pool->latest) {
    taken->next = pool->idle;
    pool->idle = taken;
  } else {
    old = taken;
  }
  pool->out--;
  wake_first(pool);
  (void)pthread_mutex_unlock(&pool->lock);
  close_one(old);
}

uint64_t pool_generation(struct pool *pool) {
  (void)pthread_mutex_lock(&pool->lock);
  uint64_t there = generation_of(pool), generation = can_open(pool, there) ? there : pool->latest;
  (void)pthread_mutex_unlock(&pool->lock);
  return generation;
}

size_t pool_waiting(struct pool *pool) {
  (void)pthread_mutex_lock(&pool->lock);
  size_t waiting = pool->waiting;
  (void)pthread_mutex_unlock(&pool->lock);
  return waiting;
}

uint64_t pool_swaps(struct pool *pool) {
  (void)pthread_mutex_lock(&pool->lock);
  uint64_t swaps = pool->swaps;
  (void)pthread_mutex_unlock(&pool->lock);
  return swaps;
}
