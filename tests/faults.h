/* Makes each allocation of a piece of work fail in turn: it must report that, or give the usual result.
 * To be included after failing.h, once in a program.
 */
#ifndef SSE_TESTS_FAULTS_H
#define SSE_TESTS_FAULTS_H

#include "testing.h"

/* Does some work, in `folder` if it needs one, and appends its result to `out`. Returns false if memory was
 * short. */
typedef bool faults_work(const char *folder, sse_buffer *out);

static void assert_says_so_or_gives_the_same(const char *folder, const char *what, faults_work *work) {
  sse_buffer wanted = {0};
  assert_true(work(folder, &wanted));
  happened = true;
  for (long nth = 1; happened; nth++) {
    sse_buffer out = {0};
    happened = false;
    countdown = nth;
    fails_memory = true;
    bool done = work(folder, &out) && !out.failed;
    fails_memory = false;
    countdown = 0;
    if (!done && !happened) fail_msg("%s: failed without a fault", what);
    if (done && !sse_str_equal(sse_buffer_str(&out), sse_buffer_str(&wanted)))
      fail_msg("%s, allocation %ld: %.*s\nnot\n%.*s", what, nth, (int)out.length, out.data,
               (int)wanted.length, wanted.data);
    sse_buffer_reset(&out);
  }
  sse_buffer_reset(&wanted);
}

#endif
