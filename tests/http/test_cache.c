/* The cache of answers: found by their whole keys, and never more of them than there is room for. */
#include "failing.h"

#include "testing.h"

#include "http/cache.h"

#include <pthread.h>

enum { ROOM = 64 * 1024, THREADS = 8, ROUNDS = 4000, KEYS = 97, OFTEN = 3 };

static struct cache *make_cache(size_t bytes) {
  struct cache *cache;
  sse_error err;
  if (cache_new(bytes, &cache, &err)) fail_msg("%s", err.message);
  return cache;
}

static void keep(struct cache *cache, const char *key, const char *body) {
  cache_keep(cache, STR(key), STR(body));
}

/* NULL for `body`: there must be none. */
static void assert_found(struct cache *cache, sse_str key, const char *body) {
  char *found = NULL;
  size_t length = 0;
  assert_true(cache_find(cache, key, &found, &length) == (body != NULL));
  if (!body) return;
  assert_int_equal(length, strlen(body));
  assert_string_equal(found, body);
  free(found);
}

static void an_answer_is_found_by_its_whole_key(void **state) {
  static const char with_nul[] = "a\0b", with_other[] = "a\0c";
  struct cache *cache = make_cache(ROOM);
  (void)state;
  assert_found(cache, STR("a"), NULL);
  keep(cache, "a", "one");
  keep(cache, "ab", "two");
  keep(cache, "", "three");
  cache_keep(cache, (sse_str){with_nul, 3}, STR("four"));
  cache_keep(cache, STR("empty"), (sse_str){0});
  assert_found(cache, STR("a"), "one");
  assert_found(cache, STR("ab"), "two");
  assert_found(cache, STR(""), "three");
  assert_found(cache, (sse_str){with_nul, 3}, "four");
  assert_found(cache, (sse_str){with_other, 3}, NULL);
  assert_found(cache, STR("empty"), "");
  assert_found(cache, STR("b"), NULL);
  keep(cache, "a", "another");
  assert_found(cache, STR("a"), "another");
  cache_free(cache);
}

/* A body of that length; bodies differ in their first letter. */
static const char *body_of(size_t length, char first) {
  static char body[ROOM];
  memset(body, 'x', length);
  body[0] = first;
  body[length] = '\0';
  return body;
}

static void what_was_not_asked_for_the_longest_goes_first(void **state) {
  enum { LENGTH = 6000, FIT = 10 /* including keys and overhead */ };
  struct cache *cache = make_cache(ROOM);
  char key[2] = "a";
  (void)state;
  for (int i = 0; i < FIT; i++, key[0]++)
    keep(cache, key, body_of(LENGTH, key[0]));
  assert_found(cache, STR("a"), body_of(LENGTH, 'a')); /* so "b" is evicted first */
  keep(cache, "z", body_of(LENGTH, 'z'));
  assert_found(cache, STR("b"), NULL);
  keep(cache, "c", body_of(LENGTH, 'C')); /* and then "d" */
  keep(cache, "y", body_of(LENGTH, 'y'));
  assert_found(cache, STR("d"), NULL);
  assert_found(cache, STR("a"), body_of(LENGTH, 'a'));
  assert_found(cache, STR("c"), body_of(LENGTH, 'C'));
  for (key[0] = 'e'; key[0] < 'a' + FIT; key[0]++)
    assert_found(cache, STR(key), body_of(LENGTH, key[0]));
  cache_free(cache);
}

static void it_never_takes_more_than_it_may(void **state) {
  struct cache *cache = make_cache(ROOM);
  (void)state;
  assert_int_equal(cache_size(cache), 0);
  for (size_t i = 0; i < 3000; i++) {
    char key[32];
    (void)snprintf(key, sizeof key, "%zu", i % 700);
    size_t length = 1 + i * 37 % (ROOM / 9), before = cache_size(cache);
    keep(cache, key, body_of(length, 'a'));
    assert_found(cache, STR(key), body_of(length, 'a'));
    assert_in_range(cache_size(cache), length + strlen(key), ROOM);
    keep(cache, key, body_of(length, 'b')); /* replaces the other one */
    assert_in_range(cache_size(cache), length, before > ROOM / 2 ? ROOM : before + 2 * ROOM / 9);
  }
  cache_free(cache);
}

/* Otherwise several small answers would be evicted for a large one. */
static void one_answer_takes_an_eighth_at_the_most(void **state) {
  struct cache *cache = make_cache(ROOM);
  (void)state;
  keep(cache, "small", "one");
  keep(cache, "large", body_of(ROOM / 8, 'a'));
  keep(cache, body_of(ROOM / 8, 'a'), "with a large key");
  assert_found(cache, STR("large"), NULL);
  assert_found(cache, STR(body_of(ROOM / 8, 'a')), NULL);
  assert_found(cache, STR("small"), "one");
  keep(cache, "large", body_of(ROOM / 9, 'a'));
  assert_found(cache, STR("large"), body_of(ROOM / 9, 'a'));
  cache_free(cache);
}

static void a_cache_without_room_keeps_nothing(void **state) {
  (void)state;
  assert_null(make_cache(0));
  keep(NULL, "a", "one");
  assert_found(NULL, STR("a"), NULL);
  assert_int_equal(cache_size(NULL), 0);
  cache_free(NULL);
  struct cache *tiny = make_cache(1);
  keep(tiny, "a", "one");
  assert_found(tiny, STR("a"), NULL);
  cache_free(tiny);
}

static void fail_memory_at(long nth) {
  happened = false;
  countdown = nth;
  fails_memory = true;
}

/* Stops the faults; returns true if one happened. */
static bool stop_failing(void) {
  fails_memory = false;
  countdown = 0;
  return happened;
}

static void without_memory_an_answer_is_not_kept_and_nothing_breaks(void **state) {
  sse_error err;
  struct cache *cache;
  (void)state;
  for (long nth = 1; OWN_MALLOC && nth <= 2; nth++) {
    fail_memory_at(nth);
    sse_status status = cache_new(ROOM, &cache, &err);
    assert_true(stop_failing());
    assert_int_equal(status, SSE_NO_MEMORY);
    assert_null(cache);
  }
  cache = make_cache(ROOM);
  keep(cache, "a", "one");
  if (OWN_MALLOC) {
    char *body;
    size_t length;
    fail_memory_at(1);
    keep(cache, "b", "two");
    assert_true(stop_failing());
    fail_memory_at(1);
    bool found = cache_find(cache, STR("a"), &body, &length);
    assert_true(stop_failing());
    assert_false(found);
    assert_found(cache, STR("b"), NULL);
  }
  assert_found(cache, STR("a"), "one");
  cache_free(cache);
}

/* ---- Threads ------------------------------------------------------------------------------------ */

struct worker {
  struct cache *cache;
  unsigned number, wrong, found;
};

/* Answers that show which key they belong to, more of them than there is room for. A few are requested often
 * enough that they are still there the next time, even if the threads happen to run one after another. */
static void *work(void *context) {
  struct worker *worker = context;
  for (unsigned i = 0; i < ROUNDS; i++) {
    unsigned which = i % 4 ? i % OFTEN : (i * 31 + worker->number * 7) % KEYS;
    size_t length = 0, expected = 500 + 20 * (size_t)which;
    char key[16], *body = NULL, made[500 + 20 * KEYS];
    (void)snprintf(key, sizeof key, "key %u", which);
    memset(made, (int)('a' + which % 26), sizeof made);
    if (!cache_find(worker->cache, STR(key), &body, &length)) {
      cache_keep(worker->cache, STR(key), (sse_str){made, expected});
      continue;
    }
    worker->found++;
    if (length != expected || memcmp(body, made, length) != 0) worker->wrong++;
    free(body);
    if (cache_size(worker->cache) > ROOM) worker->wrong++;
  }
  return NULL;
}

static void many_threads_find_only_what_was_kept_under_the_key(void **state) {
  struct worker workers[THREADS];
  pthread_t threads[THREADS];
  struct cache *cache = make_cache(ROOM);
  unsigned wrong = 0, found = 0;
  (void)state;
  for (unsigned i = 0; i < THREADS; i++) {
    workers[i] = (struct worker){.cache = cache, .number = i};
    assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
  }
  for (unsigned i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
    wrong += workers[i].wrong;
    found += workers[i].found;
  }
  assert_int_equal(wrong, 0);
  assert_true(found > 0);
  cache_free(cache);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_answer_is_found_by_its_whole_key),
      cmocka_unit_test(what_was_not_asked_for_the_longest_goes_first),
      cmocka_unit_test(it_never_takes_more_than_it_may),
      cmocka_unit_test(one_answer_takes_an_eighth_at_the_most),
      cmocka_unit_test(a_cache_without_room_keeps_nothing),
      cmocka_unit_test(without_memory_an_answer_is_not_kept_and_nothing_breaks),
      cmocka_unit_test(many_threads_find_only_what_was_kept_under_the_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
