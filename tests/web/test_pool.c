/* Open indexes and who gets them: in turn, and nobody waits forever. */
#include "indexing.h"

#include "web/pool.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { MOST = 4096, WAITERS = 6, LONG = 60000 };

static struct pool *make_pool(void **state, serve_options *options, const char **db) {
  const char *items = path_in(state, "items.jsonl");
  FILE *file = fopen(items, "w");
  struct pool *pool;
  sse_error err;
  assert_non_null(file);
  assert_true(fputs("{\"id\":\"a\",\"title\":\"A ferry\"}\n", file) >= 0);
  assert_int_equal(fclose(file), 0);
  *db = path_in(state, "news.db");
  (void)index_path_into(*db, items);
  *options = (serve_options){.dbs = db, .db_count = 1};
  if (pool_new(options, &pool, &err)) fail_msg("%s", err.message);
  return pool;
}

/* Takes all indexes; returns their number. */
static size_t take_all(struct pool *pool, struct pool_index *taken[MOST]) {
  sse_error err;
  size_t count = 0;
  while (count < MOST && pool_take(pool, 1, &taken[count], &err) == SSE_OK)
    count++;
  assert_in_range(count, 2, MOST - 1);
  assert_int_equal(err.status, SSE_TIMEOUT);
  return count;
}

/* Waits until at least `count` requests wait. */
static void wait_for_waiters(struct pool *pool, size_t count) {
  const struct timespec moment = {.tv_nsec = 1000000};
  for (unsigned i = 0; pool_waiting(pool) < count; i++) {
    assert_true(i < LONG);
    (void)nanosleep(&moment, NULL);
  }
}

struct waiter {
  struct pool *pool;
  atomic_uint *served;                   /* so far */
  unsigned milliseconds, turn, together; /* gives it back once `together` are served */
  sse_status status;
};

static void *wait_and_give(void *context) {
  const struct timespec moment = {.tv_nsec = 1000000};
  struct waiter *waiter = context;
  struct pool_index *taken;
  sse_error err;
  waiter->status = pool_take(waiter->pool, waiter->milliseconds, &taken, &err);
  if (!waiter->status) waiter->turn = atomic_fetch_add(waiter->served, 1);
  while (!waiter->status && atomic_load(waiter->served) < waiter->together)
    (void)nanosleep(&moment, NULL);
  pool_give(waiter->pool, taken);
  return NULL;
}

static void who_comes_first_is_served_first(void **state) {
  static struct pool_index *taken[MOST];
  struct waiter waiters[WAITERS];
  pthread_t threads[WAITERS];
  serve_options options;
  const char *db;
  atomic_uint served = 0;
  sse_error err;
  struct pool *pool = make_pool(state, &options, &db);
  size_t count = take_all(pool, taken);
  for (size_t i = 0; i < WAITERS; i++) {
    waiters[i] = (struct waiter){.pool = pool, .served = &served, .milliseconds = LONG};
    assert_int_equal(pthread_create(&threads[i], NULL, wait_and_give, &waiters[i]), 0);
    wait_for_waiters(pool, i + 1);
  }
  /* A new request is served last, though a place is free before any waiting thread runs. */
  pool_give(pool, taken[--count]);
  if (pool_take(pool, LONG, &taken[count], &err)) fail_msg("%s", err.message);
  assert_int_equal(atomic_load(&served), WAITERS);
  for (size_t i = 0; i <= count; i++)
    pool_give(pool, taken[i]);
  for (size_t i = 0; i < WAITERS; i++) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(waiters[i].status, SSE_OK);
    assert_int_equal(waiters[i].turn, i);
  }
  assert_int_equal(pool_waiting(pool), 0);
  pool_free(pool);
}

/* Both are woken, though the first may not run before the second place is free. */
static void places_that_are_free_at_once_serve_as_many(void **state) {
  static struct pool_index *taken[MOST];
  struct waiter waiters[2];
  pthread_t threads[2];
  serve_options options;
  const char *db;
  atomic_uint served = 0;
  struct pool *pool = make_pool(state, &options, &db);
  size_t count = take_all(pool, taken);
  for (size_t i = 0; i < 2; i++) {
    waiters[i] = (struct waiter){.pool = pool, .served = &served, .milliseconds = LONG, .together = 2};
    assert_int_equal(pthread_create(&threads[i], NULL, wait_and_give, &waiters[i]), 0);
    wait_for_waiters(pool, i + 1);
  }
  pool_give(pool, taken[0]);
  pool_give(pool, taken[1]);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(waiters[i].status, SSE_OK);
  }
  for (size_t i = 2; i < count; i++)
    pool_give(pool, taken[i]);
  pool_free(pool);
}

/* The one in the middle gives up, and its neighbours do not notice. */
static void who_waits_too_long_is_told_so_and_holds_up_nobody(void **state) {
  static struct pool_index *taken[MOST];
  struct waiter waiters[3];
  pthread_t threads[3];
  serve_options options;
  const char *db;
  atomic_uint served = 0;
  struct pool *pool = make_pool(state, &options, &db);
  size_t count = take_all(pool, taken);
  for (size_t i = 0; i < 3; i++) {
    waiters[i] = (struct waiter){.pool = pool, .served = &served, .milliseconds = i == 1 ? 200 : LONG};
    assert_int_equal(pthread_create(&threads[i], NULL, wait_and_give, &waiters[i]), 0);
    if (i != 1) wait_for_waiters(pool, i == 0 ? 1 : 2); /* the second may have given up by now */
  }
  assert_int_equal(pthread_join(threads[1], NULL), 0);
  assert_int_equal(waiters[1].status, SSE_TIMEOUT);
  for (size_t i = 0; i < count; i++)
    pool_give(pool, taken[i]);
  for (size_t i = 0; i < 3; i += 2) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(waiters[i].status, SSE_OK);
  }
  assert_int_equal(pool_waiting(pool), 0);
  pool_free(pool);
}

/* Otherwise, a request that comes while the only open index is in use would get an error. */
static void while_a_new_file_cannot_be_opened_the_old_one_is_waited_for(void **state) {
  struct pool_index *taken;
  pthread_t thread;
  serve_options options;
  const char *db;
  atomic_uint served = 0;
  sse_error err;
  struct pool *pool = make_pool(state, &options, &db);
  if (pool_take(pool, 1, &taken, &err)) fail_msg("%s", err.message);
  const char *broken = path_in(state, "broken");
  FILE *file = fopen(broken, "w");
  assert_non_null(file);
  assert_true(fputs("This is not an index.\n", file) >= 0);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(rename(broken, db), 0);
  struct waiter waiter = {.pool = pool, .served = &served, .milliseconds = LONG};
  assert_int_equal(pthread_create(&thread, NULL, wait_and_give, &waiter), 0);
  wait_for_waiters(pool, 1);
  pool_give(pool, taken);
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_int_equal(waiter.status, SSE_OK);
  if (pool_take(pool, LONG, &taken, &err)) fail_msg("%s", err.message);
  pool_give(pool, taken);
  pool_free(pool);
}

static bool has_no_room; /* for another waiter */

int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *cond_attr) {
  int (*original)(pthread_cond_t *, const pthread_condattr_t *) = NULL;
  *(void **)&original = dlsym(RTLD_NEXT, "pthread_cond_init");
  return has_no_room || !original ? ENOMEM : original(cond, cond_attr);
}

static void who_cannot_wait_is_told_so_at_once(void **state) {
  static struct pool_index *taken[MOST];
  struct pool_index *none;
  serve_options options;
  const char *db;
  sse_error err;
  struct pool *pool = make_pool(state, &options, &db);
  size_t count = take_all(pool, taken);
  has_no_room = true;
  assert_int_equal(pool_take(pool, LONG, &none, &err), SSE_NO_MEMORY);
  has_no_room = false;
  assert_null(none);
  for (size_t i = 0; i < count; i++)
    pool_give(pool, taken[i]);
  assert_int_equal(pool_take(pool, 1, &none, &err), SSE_OK);
  pool_give(pool, none);
  pool_free(pool);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(who_comes_first_is_served_first, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(places_that_are_free_at_once_serve_as_many, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(while_a_new_file_cannot_be_opened_the_old_one_is_waited_for,
                                      make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(who_waits_too_long_is_told_so_and_holds_up_nobody, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(who_cannot_wait_is_told_so_at_once, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
